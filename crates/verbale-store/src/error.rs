//! What can go wrong between a record and a file.

use crate::format::Format;
use std::io;
use std::path::{Path, PathBuf};

/// Why an output could not be written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file could not be created, written or renamed.
    #[error("{}: cannot be written: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A stream, such as standard output, could not be written.
    #[error("the output cannot be written: {0}")]
    Stream(#[source] io::Error),
    /// A format of several tables was to go to a stream.
    #[error("{0} is a folder of tables and cannot go to a stream; name a folder with --output")]
    NeedsFolder(Format),
    /// A format of several tables was to go to what is a file.
    #[error("{0} is a folder of tables, but {path} is a file", path = .1.display())]
    NotAFolder(Format, PathBuf),
    /// Parquet compresses by itself; readers do not expect it inside another compression.
    #[error("{}: Parquet is compressed inside and takes no .gz or .zst; leave it out of the name", .0.display())]
    CompressedParquet(PathBuf),
    /// The Parquet writer refused.
    #[error("{}: {source}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the writer said.
        source: parquet::errors::ParquetError,
    },
}

impl StoreError {
    /// For `map_err` on operations with a file.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |source| Self::Write {
            path: path.to_owned(),
            source,
        }
    }

    /// The system's error below, where there is one.
    pub fn io(&self) -> Option<&io::Error> {
        match self {
            Self::Write { source, .. } | Self::Stream(source) => Some(source),
            _ => None,
        }
    }
}
