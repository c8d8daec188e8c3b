//! A gathering as a file, to go on with later: what is left of every record, a line each.
//!
//! The first line names the format, the last counts the records and has the sum of their bytes: what was cut off or
//! changed on the way is told, never taken for a smaller dossier. Comparisons are made anew when a state is read, so
//! that a state of an older program yields what the newer one sees in its records.

use crate::copies::Sketch;
use crate::digest::Digest;
use crate::gathering::Gathering;
use crate::text::mixed;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};

/// The name of the state's format.
pub const STATE_SCHEMA: &str = "verbale.dossier-state/1";

/// Why a state cannot be gone on with.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The file cannot be read.
    #[error("the state cannot be read")]
    Read(#[from] io::Error),
    /// The file is something else.
    #[error("this is no state of a dossier: it does not begin with {STATE_SCHEMA}")]
    NotAState,
    /// A program of another age wrote it.
    #[error("the state is of the format {found}; this program reads {STATE_SCHEMA}. Gather the records anew")]
    Version {
        /// The format's name.
        found: String,
    },
    /// It ends before its last line.
    #[error(
        "the state is cut off after {records} records: restore it from a copy or gather the records anew"
    )]
    Cut {
        /// Whole records up to there.
        records: usize,
    },
    /// A line is not what was written.
    #[error("the state is damaged at line {line}: restore it from a copy or gather the records anew")]
    Damaged {
        /// The line, counted from 1.
        line: usize,
    },
}

#[derive(Serialize, Deserialize)]
struct Head {
    schema: String,
}

#[derive(Serialize)]
struct Kept<'g> {
    digest: &'g Digest,
    sketch: &'g Sketch,
}

#[derive(Deserialize)]
struct Restored {
    digest: Digest,
    sketch: Sketch,
}

#[derive(Serialize, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Foot {
    records: usize,
    sum: u64,
}

impl Gathering {
    /// Writes the state. The same records give the same bytes, in whatever order they came.
    pub fn save(&self, out: &mut dyn Write) -> io::Result<()> {
        let head = Head {
            schema: STATE_SCHEMA.to_owned(),
        };
        write_line(out, &serde_json::to_vec(&head)?)?;
        let kept = self.kept();
        let mut sum = 0;
        for (digest, sketch) in &kept {
            let line = serde_json::to_vec(&Kept { digest, sketch })?;
            sum = added(sum, &line);
            write_line(out, &line)?;
        }
        let foot = Foot {
            records: kept.len(),
            sum,
        };
        write_line(out, &serde_json::to_vec(&foot)?)
    }

    /// Reads a state, to go on with it.
    pub fn load(input: &mut dyn BufRead) -> Result<Self, StateError> {
        let mut line = Vec::new();
        next_line(input, &mut line)?;
        let head: Head = serde_json::from_slice(&line).map_err(|_| StateError::NotAState)?;
        if head.schema != STATE_SCHEMA {
            let of_ours = head.schema.starts_with("verbale.dossier-state/");
            return Err(if of_ours {
                StateError::Version { found: head.schema }
            } else {
                StateError::NotAState
            });
        }
        let mut gathering = Self::default();
        let mut read = Foot { records: 0, sum: 0 };
        loop {
            if !next_line(input, &mut line)? {
                return Err(StateError::Cut {
                    records: read.records,
                });
            }
            let damaged = || StateError::Damaged {
                line: read.records + 2,
            };
            if let Ok(foot) = serde_json::from_slice::<Foot>(&line) {
                let whole = foot == read && !next_line(input, &mut line)?;
                return if whole { Ok(gathering) } else { Err(damaged()) };
            }
            let Restored { mut digest, sketch } = serde_json::from_slice(&line).map_err(|_| damaged())?;
            if !digest.is_whole() {
                return Err(damaged());
            }
            digest.index();
            digest.number_id(0);
            gathering.enter(digest, sketch);
            read = Foot {
                records: read.records + 1,
                sum: added(read.sum, &line),
            };
        }
    }
}

/// A line with its end in `line`, without it; `false` where the input has ended or the line has no end.
fn next_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    input.read_until(b'\n', line)?;
    let whole = line.pop_if(|last| *last == b'\n').is_some();
    Ok(whole)
}

fn write_line(out: &mut dyn Write, line: &[u8]) -> io::Result<()> {
    out.write_all(line)?;
    out.write_all(b"\n")
}

/// The sum so far and a line: eight bytes at a time, the same on every machine.
fn added(sum: u64, line: &[u8]) -> u64 {
    let words = line.chunks(8).map(|chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(word)
    });
    let sum = words.fold(sum, |sum, word| {
        (sum ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    });
    mixed(sum ^ line.len() as u64)
}
