//! Classes of words for the same kind of deed or fact.

use super::{CueError, rows};
use std::sync::OnceLock;

/// The table of topics.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    /// Lemmas with the names of their classes, sorted.
    words: Vec<(String, String)>,
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
            let lemmas = lemmas.split_whitespace();
            topics
                .words
                .extend(lemmas.map(|lemma| (lemma.to_owned(), class.to_owned())));
        }
        topics.words.sort();
        Ok(topics)
    }

    /// The classes of a lemma in lower case.
    pub fn classes<'t>(&'t self, lemma: &'t str) -> impl Iterator<Item = &'t str> {
        let start = self.words.partition_point(|(word, _)| word.as_str() < lemma);
        let same = self.words[start..]
            .iter()
            .take_while(move |(word, _)| word == lemma);
        same.map(|(_, class)| class.as_str())
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
