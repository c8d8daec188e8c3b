//! Records back from JSON Lines.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use verbale_record::Record;

/// Why a line gave no record.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file could not be opened or read any further.
    #[error("{file}: cannot be read: {source}")]
    Read {
        /// The file as the user names it.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// A line is no record.
    #[error("{file}:{line}: no record of {schema}: {source}", schema = verbale_record::SCHEMA)]
    Line {
        /// The file as the user names it.
        file: String,
        /// Line number, from 1.
        line: u64,
        /// What the JSON reader said.
        source: serde_json::Error,
    },
}

/// The records of a file of JSON Lines, one at a time. Empty lines are passed over; a line that is no record is an
/// error, after which reading goes on.
pub struct Records {
    file: String,
    input: Box<dyn BufRead>,
    line: u64,
    buffer: Vec<u8>,
    failed: bool,
}

/// Opens a file of records, plain or compressed with gzip or Zstandard (told by its first bytes); `-` is standard
/// input.
pub fn records(path: &Path) -> Result<Records, ReadError> {
    let file = path.display().to_string();
    let input: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|source| ReadError::Read {
            file: file.clone(),
            source,
        })?)
    };
    let input = unpacked(input).map_err(|source| ReadError::Read {
        file: file.clone(),
        source,
    })?;
    Ok(Records {
        file,
        input,
        line: 0,
        buffer: Vec::new(),
        failed: false,
    })
}

fn unpacked(input: Box<dyn Read>) -> io::Result<Box<dyn BufRead>> {
    let mut input = BufReader::new(input);
    let start = input.fill_buf()?;
    Ok(if start.starts_with(&[0x1f, 0x8b]) {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(input)))
    } else if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Box::new(BufReader::new(zstd::Decoder::with_buffer(input)?))
    } else {
        Box::new(input)
    })
}

impl Iterator for Records {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            self.buffer.clear();
            self.line += 1;
            match self.input.read_until(b'\n', &mut self.buffer) {
                Ok(0) => return None,
                Ok(_) if self.buffer.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let record = serde_json::from_slice(&self.buffer);
                    return Some(record.map_err(|source| ReadError::Line {
                        file: self.file.clone(),
                        line: self.line,
                        source,
                    }));
                }
                Err(source) => {
                    // The rest of the file is out of reach.
                    self.failed = true;
                    return Some(Err(ReadError::Read {
                        file: self.file.clone(),
                        source,
                    }));
                }
            }
        }
        None
    }
}
