//! One output file: under a temporary name until it is complete, compressed if its name says so.

use crate::error::StoreError;
use flate2::write::GzEncoder;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// By the last part of a name; `out.gz/` is compressed too.
    pub(crate) fn of(path: &Path) -> Self {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::None,
        }
    }

    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Gzip => ".gz",
            Self::Zstd => ".zst",
        }
    }
}

enum Writer {
    Plain(BufWriter<File>),
    Gzip(Box<GzEncoder<BufWriter<File>>>),
    Zstd(Box<zstd::Encoder<'static, BufWriter<File>>>),
    Stream(BufWriter<Box<dyn Write + Send>>),
    /// After [`OutputFile::finish`] has taken the writer apart.
    Closed,
}

/// A file, or a stream, that rows are written to.
pub(crate) struct OutputFile {
    writer: Writer,
    /// Empty for a stream.
    path: PathBuf,
    partial: PathBuf,
}

impl OutputFile {
    pub(crate) fn stream(stream: Box<dyn Write + Send>) -> Self {
        Self {
            writer: Writer::Stream(BufWriter::new(stream)),
            path: PathBuf::new(),
            partial: PathBuf::new(),
        }
    }

    /// Begins a file beside its final place, in the same folder, so that renaming it is one step of the file system.
    pub(crate) fn create(path: &Path) -> Result<Self, StoreError> {
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".partial");
        let partial = path.with_file_name(name);
        let file = BufWriter::with_capacity(1 << 16, File::create(&partial).map_err(StoreError::at(path))?);
        let writer = match Compression::of(path) {
            Compression::None => Writer::Plain(file),
            Compression::Gzip => Writer::Gzip(Box::new(GzEncoder::new(file, flate2::Compression::default()))),
            Compression::Zstd => {
                let encoder = zstd::Encoder::new(file, 0).map_err(StoreError::at(path))?;
                Writer::Zstd(Box::new(encoder))
            }
        };
        Ok(Self {
            writer,
            path: path.to_owned(),
            partial,
        })
    }

    /// Writes through `write`, and says which file it was when that fails.
    pub(crate) fn put(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        match self.write_all(bytes) {
            Ok(()) => Ok(()),
            Err(source) => Err(self.fault(source)),
        }
    }

    pub(crate) fn fault(&self, source: io::Error) -> StoreError {
        if matches!(self.writer, Writer::Stream(_)) {
            StoreError::Stream(source)
        } else {
            StoreError::Write {
                path: self.path.clone(),
                source,
            }
        }
    }

    /// Everything written and on disk, still under the temporary name.
    pub(crate) fn complete(mut self) -> Result<Complete, StoreError> {
        let path = self.path.clone();
        let partial = self.partial.clone();
        let file = match std::mem::replace(&mut self.writer, Writer::Closed) {
            Writer::Plain(file) => Ok(file),
            Writer::Gzip(encoder) => encoder.finish(),
            Writer::Zstd(encoder) => encoder.finish(),
            Writer::Stream(mut stream) => {
                stream.flush().map_err(StoreError::Stream)?;
                return Ok(Complete { path, partial });
            }
            Writer::Closed => return Ok(Complete { path, partial }),
        };
        let synced = file
            .and_then(|file| file.into_inner().map_err(io::IntoInnerError::into_error))
            .and_then(|file| file.sync_all());
        // Once completed, the temporary file is no longer this value's to remove.
        let complete = Complete { path, partial };
        self.partial.clear();
        synced.map_err(StoreError::at(&complete.path))?;
        Ok(complete)
    }

    pub(crate) fn finish(self) -> Result<PathBuf, StoreError> {
        self.complete()?.rename()
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.writer {
            Writer::Plain(file) => file.write(bytes),
            Writer::Gzip(encoder) => encoder.write(bytes),
            Writer::Zstd(encoder) => encoder.write(bytes),
            Writer::Stream(stream) => stream.write(bytes),
            Writer::Closed => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.writer {
            Writer::Plain(file) => file.flush(),
            Writer::Gzip(encoder) => encoder.flush(),
            Writer::Zstd(encoder) => encoder.flush(),
            Writer::Stream(stream) => stream.flush(),
            Writer::Closed => Ok(()),
        }
    }
}

impl Drop for OutputFile {
    fn drop(&mut self) {
        if !self.partial.as_os_str().is_empty() {
            // Nobody is left to tell, and the next run overwrites it.
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// A complete file under its temporary name.
pub(crate) struct Complete {
    path: PathBuf,
    partial: PathBuf,
}

impl Complete {
    /// Gives the file its name.
    pub(crate) fn rename(mut self) -> Result<PathBuf, StoreError> {
        let partial = std::mem::take(&mut self.partial);
        if !partial.as_os_str().is_empty() {
            fs::rename(&partial, &self.path).map_err(StoreError::at(&self.path))?;
        }
        Ok(std::mem::take(&mut self.path))
    }
}

impl Drop for Complete {
    fn drop(&mut self) {
        if !self.partial.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.partial);
        }
    }
}
