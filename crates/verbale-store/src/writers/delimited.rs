//! Tab-separated values as the field's data sets have them: no quoting, so tabs and line breaks in words become spaces.

use crate::context::Context;
use crate::error::StoreError;
use crate::file::OutputFile;
use crate::sink::{Sink, Summary};
use crate::table::AnyTable;
use crate::value::Value;
use verbale_record::Record;

/// How a data set writes its lines.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Whether the first line names the columns.
    pub(super) header: bool,
    /// What stands for a missing value.
    pub(super) missing: &'static str,
}

pub(super) struct Delimited {
    table: &'static dyn AnyTable,
    style: Style,
    file: OutputFile,
    line: String,
    records: u64,
    rows: u64,
}

impl Delimited {
    pub(super) fn new(table: &'static dyn AnyTable, style: Style, file: OutputFile) -> Self {
        Self {
            table,
            style,
            file,
            line: String::new(),
            records: 0,
            rows: 0,
        }
    }

    /// The header is written with the first record or at the end, so that opening an output cannot fail on it.
    fn header(&mut self) -> Result<(), StoreError> {
        if !self.style.header || self.records > 0 {
            return Ok(());
        }
        let names: Vec<&str> = self.table.columns().iter().map(|column| column.name).collect();
        self.file.put(format!("{}\n", names.join("\t")).as_bytes())
    }
}

impl Sink for Delimited {
    fn write(&mut self, record: &Record) -> Result<(), StoreError> {
        self.header()?;
        let Self {
            table,
            style,
            file,
            line,
            rows,
            ..
        } = self;
        table.each_row(&Context::new(record), &mut |cells| {
            line.clear();
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    line.push('\t');
                }
                append(line, cell, style.missing);
            }
            line.push('\n');
            *rows += 1;
            file.put(line.as_bytes())
        })?;
        self.records += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, StoreError> {
        self.header()?;
        let path = self.file.finish()?;
        Ok(Summary {
            records: self.records,
            files: vec![(path, self.rows)],
        })
    }
}

/// Appends one cell. Lists are joined by a semicolon and a space.
fn append(line: &mut String, cell: &Value<'_>, missing: &str) {
    let start = line.len();
    cell.render(line, |line, item, first| {
        if !first {
            line.push_str("; ");
        }
        line.push_str(item);
    });
    if line.len() == start {
        line.push_str(missing);
    } else if line[start..].contains(['\t', '\n', '\r']) {
        let words = line[start..].replace(['\t', '\n', '\r'], " ");
        line.truncate(start);
        line.push_str(&words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_to_their_line() {
        let mut line = String::new();
        append(&mut line, &Value::text("a\tb\r\nc"), "None");
        append(&mut line, &Value::Null, "None");
        append(&mut line, &Value::Texts(vec!["RUS".into(), "UKR".into()]), "None");
        append(&mut line, &Value::Texts(Vec::new()), "None");
        assert_eq!(line, "a b  cNoneRUS; UKRNone");
    }
}
