//! Nouns for sources without a name: officials, residents, reports.

use super::{CueError, rows};
use verbale_record::ActorKind;

pub(super) const FILE: &str = "data/speech/sources.tsv";
pub(super) const BUILTIN: &str = include_str!("../../../../data/speech/sources.tsv");

/// A class of sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Name of the class.
    pub name: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// Sectors as PLOVER codes.
    pub sectors: Vec<String>,
}

impl Source {
    /// Whether it is something written: whoever issued it speaks.
    pub fn is_paper(&self) -> bool {
        self.name == "paper"
    }
}

/// Nouns, each with the index of its class, sorted.
pub(super) type Nouns = Vec<(String, usize)>;

/// The classes with their nouns; a noun keeps its first class.
pub(super) fn parse(text: &str) -> Result<(Vec<Source>, Nouns), CueError> {
    let mut classes = Vec::new();
    let mut nouns = Nouns::new();
    for (line, columns) in rows(text) {
        let fail = |message: String| CueError {
            file: FILE,
            line,
            message,
        };
        let &[name, kind, sectors, lemmas] = columns.as_slice() else {
            return Err(fail(format!("{} columns instead of 4", columns.len())));
        };
        let kind = kind
            .parse()
            .map_err(|_| fail(format!("“{kind}” is no kind of actor")))?;
        nouns.extend(
            lemmas
                .split_whitespace()
                .map(|lemma| (lemma.to_owned(), classes.len())),
        );
        classes.push(Source {
            name: name.to_owned(),
            kind,
            sectors: sectors.split_whitespace().map(str::to_owned).collect(),
        });
    }
    nouns.sort();
    nouns.dedup_by(|later, earlier| later.0 == earlier.0);
    Ok((classes, nouns))
}
