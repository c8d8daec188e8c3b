//! Files and standard input.

use crate::arguments::{InputArguments, InputFormat};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Read;
use std::path::Path;
use verbale::PageOptions;

/// The largest file that is taken into memory, in bytes. A single report has its own, lower limit in `verbale-page`.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Reads a file, or standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        return within_limit(bytes);
    }
    let about = || format!("{}: cannot be read", path.display());
    let metadata = fs::metadata(path).with_context(about)?;
    if metadata.is_dir() {
        bail!(
            "{} is a folder; give the files in it, for example {}/*",
            path.display(),
            path.display()
        );
    }
    if metadata.len() > LARGEST {
        bail!(
            "{} is larger than {} MB; split it first",
            path.display(),
            LARGEST >> 20
        );
    }
    within_limit(fs::read(path).with_context(about)?)
}

fn within_limit(bytes: Vec<u8>) -> Result<Vec<u8>> {
    if bytes.len() as u64 > LARGEST {
        bail!("the input is larger than {} MB; split it first", LARGEST >> 20);
    }
    Ok(bytes)
}

/// How to name an input in messages and records.
pub fn name(path: &Path) -> String {
    path.display().to_string()
}

/// How to read one input.
pub fn options(path: &Path, arguments: &InputArguments) -> PageOptions {
    PageOptions {
        source: name(path),
        published: arguments.published,
        format: match arguments.input_format {
            InputFormat::Text => verbale::PageFormat::Text,
            InputFormat::Html => verbale::PageFormat::Html,
            _ => verbale::PageFormat::Auto,
        },
        ..PageOptions::default()
    }
}
