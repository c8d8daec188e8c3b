//! The records themselves: a line each, or indented for reading.

use crate::error::StoreError;
use crate::file::OutputFile;
use crate::sink::{Sink, Summary};
use verbale_record::Record;

pub(super) struct Lines {
    file: OutputFile,
    records: u64,
}

impl Lines {
    pub(super) fn new(file: OutputFile) -> Self {
        Self { file, records: 0 }
    }
}

impl Sink for Lines {
    fn write(&mut self, record: &Record) -> Result<(), StoreError> {
        let written = serde_json::to_writer(&mut self.file, record);
        written.map_err(|error| self.file.fault(error.into()))?;
        self.records += 1;
        self.file.put(b"\n")
    }

    fn finish(self: Box<Self>) -> Result<Summary, StoreError> {
        let records = self.records;
        Ok(Summary {
            records,
            files: vec![(self.file.finish()?, records)],
        })
    }
}

/// One record as an object, several as an array. The first waits until it is known which.
pub(super) struct Indented {
    file: OutputFile,
    first: Vec<u8>,
    records: u64,
}

impl Indented {
    pub(super) fn new(file: OutputFile) -> Self {
        Self {
            file,
            first: Vec::new(),
            records: 0,
        }
    }
}

impl Sink for Indented {
    fn write(&mut self, record: &Record) -> Result<(), StoreError> {
        self.records += 1;
        if self.records == 1 {
            let written = serde_json::to_writer_pretty(&mut self.first, record);
            return written.map_err(|error| self.file.fault(error.into()));
        }
        if self.records == 2 {
            self.file.put(b"[\n")?;
            self.file.put(&std::mem::take(&mut self.first))?;
        }
        self.file.put(b",\n")?;
        let written = serde_json::to_writer_pretty(&mut self.file, record);
        written.map_err(|error| self.file.fault(error.into()))
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, StoreError> {
        let first = std::mem::take(&mut self.first);
        self.file.put(&first)?;
        self.file.put(match self.records {
            0 => b"[]\n",
            1 => b"\n",
            _ => b"\n]\n",
        })?;
        let records = self.records;
        Ok(Summary {
            records,
            files: vec![(self.file.finish()?, records)],
        })
    }
}
