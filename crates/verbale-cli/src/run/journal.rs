//! Lines that survive an interruption: a file under a temporary name, and a journal of how far it is good.
//!
//! Lines are gathered, packed if the file's name says so, and appended together; then the journal gets a line that
//! says how long the file is and where in the inputs the run stands. A run that is killed leaves more in the file than
//! the journal knows of: the next one cuts that off and goes on from the journal's last whole line. The points at which
//! lines are appended depend on the lines alone, so a packed file has the same bytes however often it was interrupted.

use super::jobs::Position;
use super::totals::Totals;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes of lines that are appended together.
const BLOCK: usize = 4 << 20;
/// Reports after which lines are appended, however few there are.
pub const REPORTS: u64 = 1000;

/// Where a run is to begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Start {
    /// What has been done.
    pub position: Position,
    /// The counts of what has been done.
    pub totals: Totals,
    /// Nothing is left to do.
    pub complete: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    journal: String,
    run: String,
}

/// What the first line of a journal says it is.
const NAME: &str = "verbale.journal/1";

#[derive(Debug, Default, Serialize, Deserialize)]
struct Entry {
    position: Position,
    totals: Totals,
    bytes: u64,
    quarantined: u64,
    complete: bool,
}

/// How lines are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

/// The files of a run.
pub struct Journal {
    path: PathBuf,
    packing: Packing,
    partial: File,
    log: File,
    quarantine: File,
    entry: Entry,
    block: Vec<u8>,
    quarantine_block: Vec<u8>,
    /// Reports since lines were last appended.
    since: u64,
    /// Reports after which they are.
    every: u64,
}

/// How a run finds its files.
pub enum Begun {
    /// Ready to be written from there on.
    Open(Box<Journal>, Start),
    /// The file is there; the run was killed just before its last step.
    Finished(Totals),
}

impl Journal {
    /// Begins a file, or goes on with it where `run` is what the interrupted run was.
    pub fn begin(path: &Path, run: &str, every: u64, restart: bool) -> Result<Begun> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        let name = hidden(path, "journal");
        let mut journal = open(&name)?;
        if journal.try_lock().is_err() {
            bail!("{}: another run is writing it", path.display());
        }
        let mut text = String::new();
        journal.read_to_string(&mut text)?;
        let told = if restart { Told::Nothing } else { told(&text, run) };
        let (entry, length) = match told {
            Told::Nothing => (Entry::default(), 0),
            Told::Entry(entry, length) => (*entry, length),
            Told::Other => bail!(
                "{} was begun by a run with other inputs or options, or of another version; repeat that one, or give \
                 `--restart` to begin anew",
                path.display()
            ),
        };
        let partial = hidden(path, "partial");
        if entry.complete && !partial.exists() && path.exists() {
            fs::remove_file(&name)?;
            return Ok(Begun::Finished(entry.totals));
        }
        let mut quarantine = open(&hidden(path, "quarantine"))?;
        let mut partial = open(&partial)?;
        if partial.metadata()?.len() < entry.bytes || quarantine.metadata()?.len() < entry.quarantined {
            bail!(
                "{}: what the interrupted run wrote is gone; give `--restart` to begin anew",
                path.display()
            );
        }
        cut(&mut partial, entry.bytes)?;
        cut(&mut quarantine, entry.quarantined)?;
        cut(&mut journal, length)?;
        if length == 0 {
            let head = Head {
                journal: NAME.to_owned(),
                run: run.to_owned(),
            };
            journal.write_all(&json_line(&head)?)?;
        }
        let start = Start {
            position: entry.position.clone(),
            totals: entry.totals.clone(),
            complete: entry.complete,
        };
        let journal = Self {
            path: path.to_owned(),
            packing: Packing::of(path),
            partial,
            log: journal,
            quarantine,
            entry,
            block: Vec::new(),
            quarantine_block: Vec::new(),
            since: 0,
            every,
        };
        Ok(Begun::Open(Box::new(journal), start))
    }

    /// Takes a line.
    pub fn write(&mut self, line: &[u8]) {
        self.block.extend_from_slice(line);
    }

    /// Takes a line about an input that failed.
    pub fn quarantine(&mut self, line: &[u8]) {
        self.quarantine_block.extend_from_slice(line);
    }

    /// After each report.
    pub fn done(&mut self, position: &Position, totals: &Totals) -> Result<()> {
        self.since += 1;
        if self.block.len() < BLOCK && self.since < self.every {
            return Ok(());
        }
        self.entry.position = position.clone();
        self.append(totals)
    }

    /// After the last report.
    pub fn complete(&mut self, totals: &Totals) -> Result<()> {
        self.entry.complete = true;
        self.append(totals)
    }

    fn append(&mut self, totals: &Totals) -> Result<()> {
        let packed = self.packing.pack(&self.block)?;
        let about = || format!("{}: cannot be written", self.path.display());
        for (file, bytes) in [
            (&mut self.partial, &packed),
            (&mut self.quarantine, &self.quarantine_block),
        ] {
            if !bytes.is_empty() {
                file.write_all(bytes).with_context(about)?;
                file.sync_data().with_context(about)?;
            }
        }
        self.entry.bytes += packed.len() as u64;
        self.entry.quarantined += self.quarantine_block.len() as u64;
        self.entry.totals = totals.clone();
        self.log.write_all(&json_line(&self.entry)?).with_context(about)?;
        self.block.clear();
        self.quarantine_block.clear();
        self.since = 0;
        Ok(())
    }

    /// The lines that have been appended, packed as the name says.
    pub fn partial(&self) -> PathBuf {
        hidden(&self.path, "partial")
    }

    /// Gives the file its name, and ends the run.
    pub fn publish(self) -> Result<()> {
        let path = self.path.clone();
        fs::rename(self.partial(), &path).with_context(|| path.display().to_string())?;
        self.discard()
    }

    /// Ends the run without a file of lines: what was made of them is there. The list of inputs that failed gets `list`
    /// as its name.
    pub fn discard(self) -> Result<()> {
        let _ = fs::remove_file(self.partial());
        Ok(fs::remove_file(hidden(&self.path, "journal"))?)
    }

    /// Gives the list of inputs that failed its name; an empty one is removed, with one of an earlier run.
    pub fn publish_quarantine(&self, list: &Path) -> Result<()> {
        let partial = hidden(&self.path, "quarantine");
        if self.entry.quarantined > 0 {
            fs::rename(&partial, list).with_context(|| list.display().to_string())?;
        } else {
            let _ = fs::remove_file(&partial);
            let _ = fs::remove_file(list);
        }
        Ok(())
    }
}

/// What the journal of an earlier run says.
enum Told {
    Nothing,
    /// Its last entry, and how long the journal is up to there.
    Entry(Box<Entry>, u64),
    /// It is of another run.
    Other,
}

fn told(text: &str, run: &str) -> Told {
    // A line without its line break was being written when the run was killed.
    let mut lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let Some(first) = lines.next() else {
        return Told::Nothing;
    };
    match serde_json::from_str::<Head>(first) {
        Ok(head) if head.journal == NAME && head.run == run => {}
        _ => return Told::Other,
    }
    let mut length = first.len();
    let mut last = Entry::default();
    for line in lines {
        let Ok(entry) = serde_json::from_str(line) else {
            break;
        };
        last = entry;
        length += line.len();
    }
    Told::Entry(Box::new(last), length as u64)
}

fn open(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options
        .open(path)
        .with_context(|| format!("{}: cannot be written", path.display()))
}

fn cut(file: &mut File, length: u64) -> Result<()> {
    file.set_len(length)?;
    file.seek(SeekFrom::End(0))?;
    Ok(())
}

fn json_line(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

/// A name beside the file's own that listings leave out.
fn hidden(path: &Path, ending: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

impl Packing {
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::None,
        }
    }

    /// Packs lines into a member of their own.
    fn pack(self, lines: &[u8]) -> Result<Vec<u8>> {
        Ok(match self {
            _ if lines.is_empty() => Vec::new(),
            Self::None => lines.to_vec(),
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                encoder.write_all(lines)?;
                encoder.finish()?
            }
            Self::Zstd => zstd::bulk::compress(lines, zstd::DEFAULT_COMPRESSION_LEVEL)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(items: u64) -> Position {
        Position {
            inputs: 0,
            items,
            name: "dump.jsonl".into(),
        }
    }

    fn begin(path: &Path, run: &str, restart: bool) -> Result<(Box<Journal>, Start)> {
        match Journal::begin(path, run, REPORTS, restart)? {
            Begun::Open(journal, start) => Ok((journal, start)),
            Begun::Finished(_) => panic!("the file is there"),
        }
    }

    /// Writes lines until `stop` of them have been written, as a run that is killed there.
    fn write(path: &Path, stop: usize) {
        let (mut journal, start) = begin(path, "a run", false).expect("begun");
        let lines = 3 * REPORTS as usize + 5;
        for number in start.position.items as usize..lines.min(stop) {
            journal.write(format!("line {number}\n").as_bytes());
            let totals = Totals {
                coded: number as u64 + 1,
                ..Totals::default()
            };
            journal
                .done(&position(number as u64 + 1), &totals)
                .expect("written");
        }
        if stop > lines {
            journal.complete(&Totals::default()).expect("written");
            journal.publish().expect("published");
        }
    }

    #[test]
    fn a_run_that_is_killed_anywhere_ends_with_the_same_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["plain.jsonl", "packed.jsonl.gz", "packed.jsonl.zst"] {
            let once = folder.path().join("once").join(name);
            write(&once, usize::MAX);
            let often = folder.path().join("often").join(name);
            for stop in [1, 999, 1001, 1002, 2000, 2500, 3004] {
                write(&often, stop);
                // What was being written when the run was killed.
                let mut torn = OpenOptions::new()
                    .append(true)
                    .open(hidden(&often, "partial"))
                    .expect("there");
                torn.write_all(b"half a li").expect("written");
                let mut torn = OpenOptions::new()
                    .append(true)
                    .open(hidden(&often, "journal"))
                    .expect("there");
                torn.write_all(b"{\"position\":").expect("written");
                assert!(!often.exists());
            }
            write(&often, usize::MAX);
            assert_eq!(fs::read(&once).expect("there"), fs::read(&often).expect("there"));
            let left = fs::read_dir(often.parent().expect("a folder")).expect("there");
            let left = left.filter(|entry| {
                let name = entry.as_ref().expect("an entry").file_name();
                name.to_string_lossy().contains(name_without_ending(&often))
            });
            assert!(
                left.count() <= 2,
                "the file, and perhaps an empty list of failures"
            );
            let _ = fs::remove_dir_all(often.parent().expect("a folder"));
        }
    }

    fn name_without_ending(path: &Path) -> &str {
        path.file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
    }

    #[test]
    fn another_run_does_not_go_on_with_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("records.jsonl");
        write(&path, 1500);
        let Err(error) = begin(&path, "another run", false) else {
            panic!("it must not begin");
        };
        assert!(error.to_string().contains("--restart"), "{error}");
        let (_, start) = begin(&path, "another run", true).expect("begun");
        assert_eq!(start, Start::default());
    }

    #[test]
    fn two_runs_do_not_write_one_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("records.jsonl");
        let (_journal, _) = begin(&path, "a run", false).expect("begun");
        assert!(begin(&path, "a run", false).is_err());
    }
}
