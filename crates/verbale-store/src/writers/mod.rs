//! One writer a family of formats.

mod csv;
mod delimited;
mod json;
mod objects;
mod parquet;

use self::delimited::{Delimited, Style};
use crate::context::Context;
use crate::error::StoreError;
use crate::events::{Gdelt, GdeltMentions, Icews, Phoenix, Plover, Polecat};
use crate::file::{Complete, Compression, OutputFile};
use crate::format::Format;
use crate::own::TABLES;
use crate::sink::{Sink, Summary, in_folder};
use crate::table::AnyTable;
use crate::value::Value;
use std::fs;
use std::path::{Path, PathBuf};
use verbale_record::Record;

/// The sink of a format of one file.
pub(crate) fn of_file(format: Format, file: OutputFile) -> Box<dyn Sink> {
    let style = |header: bool, missing: &'static str| Style { header, missing };
    match format {
        Format::Gdelt => Box::new(Delimited::new(&Gdelt, style(false, ""), file)),
        Format::GdeltMentions => Box::new(Delimited::new(&GdeltMentions, style(false, ""), file)),
        Format::Polecat => Box::new(Delimited::new(&Polecat, style(true, "None"), file)),
        Format::Icews => Box::new(Delimited::new(&Icews, style(true, ""), file)),
        Format::Phoenix => Box::new(Delimited::new(&Phoenix, style(false, ""), file)),
        Format::Plover => Box::new(objects::Objects::new(&Plover, file)),
        Format::Json => Box::new(json::Indented::new(file)),
        Format::Jsonl | Format::Csv | Format::Parquet => Box::new(json::Lines::new(file)),
    }
}

/// The sink of a format of several tables.
pub(crate) fn of_folder(format: Format, folder: &Path) -> Result<Box<dyn Sink>, StoreError> {
    if format == Format::Parquet && Compression::of(folder) != Compression::None {
        return Err(StoreError::CompressedParquet(folder.to_owned()));
    }
    fs::create_dir_all(folder).map_err(StoreError::at(folder))?;
    let mut tables: Vec<(&'static dyn AnyTable, Box<dyn RowWriter>)> = Vec::new();
    for &table in TABLES {
        let path = in_folder(folder, &format!("{}.{}", table.name(), format.file_name()));
        let writer: Box<dyn RowWriter> = match format {
            Format::Parquet => Box::new(parquet::Parquet::create(&path, table.name(), &table.columns())?),
            _ => Box::new(csv::Csv::create(&path, &table.columns())?),
        };
        tables.push((table, writer));
    }
    Ok(Box::new(Folder {
        rows: vec![0; tables.len()],
        tables,
        records: 0,
    }))
}

/// Writes the rows of one table to one file.
trait RowWriter: Send {
    fn row(&mut self, cells: &[Value<'_>]) -> Result<(), StoreError>;
    /// Where the file will be.
    fn path(&self) -> &Path;
    /// Everything on disk, under the temporary name.
    fn complete(self: Box<Self>) -> Result<Complete, StoreError>;
}

/// A folder with one file a table.
struct Folder {
    tables: Vec<(&'static dyn AnyTable, Box<dyn RowWriter>)>,
    rows: Vec<u64>,
    records: u64,
}

impl Sink for Folder {
    fn write(&mut self, record: &Record) -> Result<(), StoreError> {
        let context = Context::new(record);
        for ((table, writer), rows) in self.tables.iter_mut().zip(&mut self.rows) {
            table.each_row(&context, &mut |cells| {
                *rows += 1;
                writer.row(cells)
            })?;
        }
        self.records += 1;
        Ok(())
    }

    /// All files are completed before the first gets its name, and the last table gets it last: an older one of
    /// that name is removed first, so that it never stands beside tables of two runs.
    fn finish(self: Box<Self>) -> Result<Summary, StoreError> {
        let last = self.tables.last().map(|(_, writer)| writer.path().to_owned());
        let mut complete = Vec::with_capacity(self.tables.len());
        for (_, writer) in self.tables {
            complete.push(writer.complete()?);
        }
        if let Some(last) = last.filter(|path| path.exists()) {
            fs::remove_file(&last).map_err(StoreError::at(&last))?;
        }
        let named: Result<Vec<PathBuf>, StoreError> = complete.into_iter().map(Complete::rename).collect();
        Ok(Summary {
            records: self.records,
            files: named?.into_iter().zip(self.rows).collect(),
        })
    }
}
