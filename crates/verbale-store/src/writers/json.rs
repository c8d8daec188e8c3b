//! The records themselves: a line each, or one indented array.

use crate::error::StoreError;
use crate::file::OutputFile;
use crate::sink::{Sink, Summary};
use verbale_record::Record;

pub(super) struct Json {
    file: OutputFile,
    array: bool,
    records: u64,
}

impl Json {
    pub(super) fn lines(file: OutputFile) -> Self {
        Self {
            file,
            array: false,
            records: 0,
        }
    }

    pub(super) fn array(file: OutputFile) -> Self {
        Self {
            file,
            array: true,
            records: 0,
        }
    }
}

impl Sink for Json {
    fn write(&mut self, record: &Record) -> Result<(), StoreError> {
        let written = if self.array {
            self.file.put(if self.records == 0 { b"[\n" } else { b",\n" })?;
            serde_json::to_writer_pretty(&mut self.file, record)
        } else {
            serde_json::to_writer(&mut self.file, record)
        };
        written.map_err(|error| self.file.fault(error.into()))?;
        if !self.array {
            self.file.put(b"\n")?;
        }
        self.records += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, StoreError> {
        if self.array {
            self.file
                .put(if self.records == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
        let records = self.records;
        Ok(Summary {
            records,
            files: vec![(self.file.finish()?, records)],
        })
    }
}
