//! Comma-separated values after RFC 4180: lines end in CR LF, fields with commas, quotes or line breaks are quoted.

use super::RowWriter;
use crate::error::StoreError;
use crate::file::{Complete, OutputFile};
use crate::table::ColumnInfo;
use crate::value::{Value, join_with_bars};
use std::path::{Path, PathBuf};

pub(super) struct Csv {
    writer: csv::Writer<OutputFile>,
    path: PathBuf,
    cell: String,
}

impl Csv {
    pub(super) fn create(path: &Path, columns: &[ColumnInfo]) -> Result<Self, StoreError> {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(OutputFile::create(path)?);
        let mut table = Self {
            writer,
            path: path.to_owned(),
            cell: String::new(),
        };
        let header = columns.iter().map(|column| column.name);
        table
            .writer
            .write_record(header)
            .map_err(|error| table.fault(error))?;
        Ok(table)
    }

    fn fault(&self, error: csv::Error) -> StoreError {
        StoreError::at(&self.path)(error.into())
    }
}

impl RowWriter for Csv {
    fn row(&mut self, cells: &[Value<'_>]) -> Result<(), StoreError> {
        for cell in cells {
            self.cell.clear();
            cell.render(&mut self.cell, join_with_bars);
            self.writer
                .write_field(&self.cell)
                .map_err(|error| StoreError::at(&self.path)(error.into()))?;
        }
        let end = self.writer.write_record(None::<&[u8]>);
        end.map_err(|error| self.fault(error))
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn complete(self: Box<Self>) -> Result<Complete, StoreError> {
        let Self { writer, path, .. } = *self;
        let file = writer
            .into_inner()
            .map_err(|error| StoreError::at(&path)(error.into_error()))?;
        file.complete()
    }
}
