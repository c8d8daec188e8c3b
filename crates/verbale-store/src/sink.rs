//! Where records go.

use crate::error::StoreError;
use crate::file::{Compression, OutputFile};
use crate::format::{Format, Layout};
use std::io::Write;
use std::path::{Path, PathBuf};
use verbale_record::Record;

/// Takes records one at a time, in the order in which they shall stand, and writes them in one format.
///
/// Memory is bounded: nothing grows with the number of records. Files are written under a temporary name beside
/// their own (`.NAME.partial`) and renamed by [`finish`](Sink::finish): an output file is complete or absent. A sink
/// that is dropped unfinished removes what it has begun; one that is killed leaves only `.partial` files, which the
/// next run overwrites. The same records give the same bytes, whatever the machine and the day.
///
/// A run that can be interrupted keeps its records as JSON Lines and streams them through a sink at its end.
pub trait Sink: Send {
    /// Takes the next record.
    fn write(&mut self, record: &Record) -> Result<(), StoreError>;

    /// Completes the output and says what is in it.
    fn finish(self: Box<Self>) -> Result<Summary, StoreError>;
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records taken.
    pub records: u64,
    /// Each file with its rows, in the order of the format's documentation; the name is empty for a stream.
    pub files: Vec<(PathBuf, u64)>,
}

/// Where an output goes.
pub enum Output {
    /// To a stream such as standard output: uncompressed, and only for formats of one file.
    Stream(Box<dyn Write + Send>),
    /// To a file or folder. A name that ends in `.gz` or `.zst` compresses the file, or each file in the folder. For
    /// a format of one file, an existing folder or a name that ends in `/` gets the file under the format's own name.
    Path(PathBuf),
}

/// Opens an output in a format.
pub fn open(format: Format, output: Output) -> Result<Box<dyn Sink>, StoreError> {
    match format.layout() {
        Layout::File => {
            let file = match output {
                Output::Stream(stream) => OutputFile::stream(stream),
                Output::Path(path) => OutputFile::create(&file_path(format, path)?)?,
            };
            Ok(crate::writers::of_file(format, file))
        }
        Layout::Folder => match output {
            Output::Stream(_) => Err(StoreError::NeedsFolder(format)),
            Output::Path(path) if path.is_file() => Err(StoreError::NotAFolder(format, path)),
            Output::Path(path) => crate::writers::of_folder(format, &path),
        },
    }
}

fn file_path(format: Format, path: PathBuf) -> Result<PathBuf, StoreError> {
    let folder = path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/");
    if !folder {
        return Ok(path);
    }
    std::fs::create_dir_all(&path).map_err(StoreError::at(&path))?;
    Ok(in_folder(&path, format.file_name()))
}

/// A file in a folder, with the folder's compression.
pub(crate) fn in_folder(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", Compression::of(folder).ending()))
}
