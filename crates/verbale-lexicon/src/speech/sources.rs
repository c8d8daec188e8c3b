//! Nouns for sources without a name: officials, residents, reports.

use super::{CueError, rows};
use rustc_hash::FxHashMap;
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

/// Nouns, each with the index of its class.
pub(super) type Nouns = FxHashMap<String, usize>;

/// The classes with their nouns; a noun keeps its first class.
pub(super) fn parse(text: &str) -> Result<(Vec<Source>, Nouns), CueError> {
    let mut classes = Vec::new();
    let mut nouns = Nouns::default();
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
        for lemma in lemmas.split_whitespace() {
            nouns.entry(lemma.to_owned()).or_insert(classes.len());
        }
        classes.push(Source {
            name: name.to_owned(),
            kind,
            sectors: sectors.split_whitespace().map(str::to_owned).collect(),
        });
    }
    Ok((classes, nouns))
}
