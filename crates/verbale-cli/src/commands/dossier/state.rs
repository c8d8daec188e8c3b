//! The file in which a dossier is kept between two runs.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use verbale_dossier::Gathering;

/// Keeps other runs from the state as long as the file that is returned is open.
pub fn lock(path: &Path) -> Result<File> {
    let beside = beside(path, ".lock");
    let about = || format!("{}: cannot be written", beside.display());
    let file = File::create(&beside).with_context(about)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!(
                "{}: another run is adding to it; wait until that has ended",
                path.display()
            )
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(about),
    }
}

/// A hidden file beside the state.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}

/// What the file keeps; nothing yet where there is none.
pub fn load(path: &Path) -> Result<Gathering> {
    let about = || format!("{}", path.display());
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Gathering::default()),
        Err(error) => return Err(error).with_context(about),
    };
    let mut input: Box<dyn BufRead> = if is_compressed(path) {
        Box::new(BufReader::new(zstd::Decoder::new(file).with_context(about)?))
    } else {
        Box::new(BufReader::new(file))
    };
    Gathering::load(&mut input).with_context(about)
}

/// Writes beside the file and renames at the end: whoever is interrupted has the old state, not half of the new.
pub fn save(gathering: &Gathering, path: &Path) -> Result<()> {
    let partial = beside(path, ".partial");
    let written = write(gathering, path, &partial).and_then(|()| fs::rename(&partial, path));
    if written.is_err() {
        // The error below is what the user needs to know.
        let _ = fs::remove_file(&partial);
    }
    written.with_context(|| format!("{}: cannot be written", path.display()))
}

fn write(gathering: &Gathering, path: &Path, partial: &Path) -> io::Result<()> {
    let file = BufWriter::new(File::create(partial)?);
    let file = if is_compressed(path) {
        let mut encoder = zstd::Encoder::new(file, 0)?;
        gathering.save(&mut encoder)?;
        encoder.finish()?
    } else {
        let mut file = file;
        gathering.save(&mut file)?;
        file
    };
    let mut file = file;
    file.flush()?;
    file.get_ref().sync_all()
}

fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "zst")
}
