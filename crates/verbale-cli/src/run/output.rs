//! Where records go: a stream, or a file that is complete or absent.

use super::jobs::Position;
use super::journal::{Begun, Journal, Start};
use super::totals::Totals;
use super::work::Made;
use anyhow::{Context, Result, anyhow};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use verbale_record::Record;
use verbale_store::{Format, Sink};

/// Takes records in their order.
pub enum Output {
    /// JSON Lines to standard output.
    Lines(BufWriter<io::Stdout>),
    /// Indented JSON to standard output: an object where there is one record of one file, else an array.
    Json(JsonPage),
    /// Another format to standard output.
    Sink(Box<dyn Sink>),
    /// A file or folder, by way of a journal.
    File(Box<Kept>),
}

/// An output of files.
pub enum Place {
    /// To be written from there on.
    Open(Output, Start),
    /// Written by an earlier run.
    Finished(Totals),
}

/// How a run into files is to go.
pub struct Run<'r> {
    /// What the bytes of the output depend on: a run only goes on with its own work.
    pub identity: &'r str,
    /// Reports after which the journal is written at the latest.
    pub every: u64,
    /// Forget the work of an interrupted run.
    pub restart: bool,
}

/// Records on their way into a file or folder.
pub struct Kept {
    journal: Box<Journal>,
    format: Format,
    path: PathBuf,
    /// Where the inputs that failed are listed.
    list: PathBuf,
}

impl Output {
    /// Standard output. `single` is whether the arguments name one file.
    pub fn stdout(format: Format, single: bool) -> Result<Self> {
        Ok(match format {
            Format::Jsonl => Self::Lines(BufWriter::with_capacity(1 << 16, io::stdout())),
            Format::Json => Self::Json(JsonPage {
                writer: BufWriter::new(io::stdout()),
                held: None,
                written: 0,
                single,
            }),
            _ => Self::Sink(verbale_store::open(
                format,
                verbale_store::Output::Stream(Box::new(io::stdout())),
            )?),
        })
    }

    /// A file or folder, and where the run is to begin: where an earlier one with the same `run` stopped.
    pub fn path(format: Format, path: &Path, list: Option<&Path>, run: &Run<'_>) -> Result<Place> {
        let path = if format == Format::Jsonl && is_folder(path) {
            path.join(format.file_name())
        } else {
            path.to_owned()
        };
        // Records are kept as lines of JSON until all are there; other formats are made of them at the end.
        let lines = if format == Format::Jsonl {
            path.clone()
        } else {
            with_ending(&path, ".records.zst")
        };
        let list = list.map_or_else(|| with_ending(&path, ".failed.jsonl"), Path::to_owned);
        Ok(
            match Journal::begin(&lines, run.identity, run.every, run.restart)? {
                Begun::Finished(totals) => Place::Finished(totals),
                Begun::Open(journal, start) => {
                    let kept = Kept {
                        journal,
                        format,
                        path,
                        list,
                    };
                    Place::Open(Self::File(Box::new(kept)), start)
                }
            },
        )
    }

    /// Whether records are wanted as values.
    pub fn wants_values(&self) -> bool {
        matches!(self, Self::Json(_) | Self::Sink(_))
    }

    /// Takes a record.
    pub fn write(&mut self, made: Made) -> Result<()> {
        match (self, made) {
            (Self::Lines(writer), Made::Line(line)) => Ok(writer.write_all(&line)?),
            (Self::File(kept), Made::Line(line)) => {
                kept.journal.write(&line);
                Ok(())
            }
            (Self::Json(page), Made::Record(record)) => page.write(record),
            (Self::Sink(sink), Made::Record(record)) => Ok(sink.write(&record)?),
            (_, Made::Line(_) | Made::Record(_)) => {
                Err(anyhow!("a record came in a form that was not asked for"))
            }
        }
    }

    /// Notes an input that gave no record.
    pub fn quarantine(&mut self, entry: &[u8]) {
        if let Self::File(kept) = self {
            kept.journal.quarantine(entry);
        }
    }

    /// After each report, coded or not.
    pub fn done(&mut self, position: &Position, totals: &Totals) -> Result<()> {
        match self {
            Self::File(kept) => kept.journal.done(position, totals),
            _ => Ok(()),
        }
    }

    /// Completes the output.
    pub fn finish(self, totals: &Totals) -> Result<()> {
        match self {
            Self::Lines(mut writer) => Ok(writer.flush()?),
            Self::Json(page) => page.finish(),
            Self::Sink(sink) => {
                sink.finish()?;
                Ok(())
            }
            Self::File(kept) => kept.finish(totals),
        }
    }
}

impl Kept {
    fn finish(mut self, totals: &Totals) -> Result<()> {
        self.journal.complete(totals)?;
        self.journal.publish_quarantine(&self.list)?;
        if self.format != Format::Jsonl {
            let mut sink = verbale_store::open(self.format, verbale_store::Output::Path(self.path.clone()))?;
            let lines = self.journal.partial();
            for record in records(&lines)? {
                sink.write(&record?)?;
            }
            sink.finish()?;
            return self.journal.discard();
        }
        self.journal.publish()
    }
}

/// The records that were kept in a file.
fn records(path: &Path) -> Result<impl Iterator<Item = Result<Record>>> {
    let about = || format!("{}: the records kept so far cannot be read", path.display());
    let file = File::open(path).with_context(about)?;
    let lines = BufReader::new(zstd::Decoder::new(file)?).split(b'\n');
    Ok(lines.map(|line| Ok(serde_json::from_slice(&line?)?)))
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// The same name with something behind it.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// Indented JSON for reading.
pub struct JsonPage {
    writer: BufWriter<io::Stdout>,
    held: Option<Box<Record>>,
    written: u64,
    single: bool,
}

impl JsonPage {
    fn write(&mut self, record: Box<Record>) -> Result<()> {
        if let Some(before) = self.held.replace(record) {
            self.item(&before)?;
        }
        Ok(())
    }

    fn item(&mut self, record: &Record) -> Result<()> {
        self.writer
            .write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
        serde_json::to_writer_pretty(&mut self.writer, record)?;
        self.written += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        match self.held.take() {
            Some(only) if self.written == 0 && self.single => {
                serde_json::to_writer_pretty(&mut self.writer, &only)?;
                self.writer.write_all(b"\n")?;
            }
            Some(last) => {
                self.item(&last)?;
                self.writer.write_all(b"\n]\n")?;
            }
            None if self.single => {}
            None => self.writer.write_all(b"[]\n")?,
        }
        Ok(self.writer.flush()?)
    }
}
