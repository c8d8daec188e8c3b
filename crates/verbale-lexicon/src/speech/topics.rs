//! Classes of words for the same kind of deed or fact.

use super::{CueError, rows};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The table of topics.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    /// The names of the classes of a lemma, sorted; only looked up, never walked.
    words: FxHashMap<String, Vec<String>>,
}

impl Topics {
    /// The table that comes with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in table is broken, which its test would show.
    pub fn builtin() -> &'static Self {
        static TOPICS: OnceLock<Topics> = OnceLock::new();
        TOPICS.get_or_init(|| match Self::parse(BUILTIN) {
            Ok(topics) => topics,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        })
    }

    /// Reads a table: the class, a tab, its lemmas.
    pub fn parse(text: &str) -> Result<Self, CueError> {
        let mut topics = Self::default();
        for (line, columns) in rows(text) {
            let &[class, lemmas] = columns.as_slice() else {
                let message = format!("{} columns instead of 2", columns.len());
                return Err(CueError {
                    file: FILE,
                    line,
                    message,
                });
            };
            for lemma in lemmas.split_whitespace() {
                let classes = topics.words.entry(lemma.to_owned()).or_default();
                classes.push(class.to_owned());
                classes.sort();
            }
        }
        Ok(topics)
    }

    /// The classes of a lemma in lower case.
    pub fn classes<'t>(&'t self, lemma: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        let classes = self.words.get(lemma).into_iter().flatten();
        classes.map(String::as_str)
    }
}

const FILE: &str = "data/speech/topics.tsv";
const BUILTIN: &str = include_str!("../../../../data/speech/topics.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_deed_share_a_class() {
        let topics = Topics::builtin();
        assert!(topics.classes("invasion").any(|class| class == "attack"));
        assert_eq!(topics.classes("shipment").collect::<Vec<_>>(), ["arms"]);
        assert_eq!(topics.classes("weather").count(), 0);
        assert_eq!(Topics::parse("one column").unwrap_err().line, 1);
    }
}
