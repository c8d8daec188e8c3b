//! The file in which a dossier is kept between two runs.

use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use verbale_dossier::Gathering;

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
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".partial");
    let partial = path.with_file_name(name);
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
