//! Phrases that show what a statement does, whatever the verb that brings it.

use super::{CueError, rows};
use rustc_hash::FxHashMap;
use verbale_record::StatementKind;

const FILE: &str = "data/speech/commitment.tsv";

/// Who the subject of a phrase has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The speaker, or whoever they speak for.
    Speaker,
    /// Somebody else.
    Other,
    /// Anybody.
    Any,
}

/// A phrase with what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Commitment {
    /// Its lemmas; never empty.
    pub words: Vec<String>,
    /// What it does.
    pub kind: StatementKind,
    /// Whose subject it asks for.
    pub who: Who,
}

/// The phrases by their first words, those that begin alike in the order of the table.
pub(super) fn parse(text: &str) -> Result<FxHashMap<String, Vec<Commitment>>, CueError> {
    let mut all: FxHashMap<String, Vec<Commitment>> = FxHashMap::default();
    for (line, columns) in rows(text) {
        let fail = |message: String| CueError {
            file: FILE,
            line,
            message,
        };
        let &[phrase, kind, who] = columns.as_slice() else {
            return Err(fail(format!("{} columns instead of 3", columns.len())));
        };
        let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
        let Some(first) = words.first().cloned() else {
            return Err(fail("the phrase is empty".to_owned()));
        };
        all.entry(first).or_default().push(Commitment {
            words,
            kind: kind
                .parse()
                .map_err(|_| fail(format!("“{kind}” is no kind of statement")))?,
            who: match who {
                "self" => Who::Speaker,
                "other" => Who::Other,
                "any" => Who::Any,
                unknown => return Err(fail(format!("“{unknown}” is none of self, other, any"))),
            },
        });
    }
    Ok(all)
}
