//! Words by which one side answers another.

use super::{CueError, rows};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The table of answers and disputes.
#[derive(Clone, Debug, Default)]
pub struct Disputes {
    classes: BTreeMap<String, Vec<Vec<String>>>,
}

impl Disputes {
    /// The table that comes with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in table is broken, which its test would show.
    pub fn builtin() -> &'static Self {
        static DISPUTES: OnceLock<Disputes> = OnceLock::new();
        DISPUTES.get_or_init(|| match Self::parse(BUILTIN) {
            Ok(disputes) => disputes,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        })
    }

    /// Reads a table: the class, a tab, its words; those of a phrase are joined with `_`.
    pub fn parse(text: &str) -> Result<Self, CueError> {
        let mut disputes = Self::default();
        for (line, columns) in rows(text) {
            let &[class, words] = columns.as_slice() else {
                let message = format!("{} columns instead of 2", columns.len());
                return Err(CueError {
                    file: FILE,
                    line,
                    message,
                });
            };
            let phrases = words
                .split_whitespace()
                .map(|phrase| phrase.split('_').map(str::to_owned).collect());
            let entries: &mut Vec<Vec<String>> = disputes.classes.entry(class.to_owned()).or_default();
            entries.extend(phrases);
        }
        for phrases in disputes.classes.values_mut() {
            // Longer phrases first among those that begin alike.
            phrases.sort_by(|one, other| one[0].cmp(&other[0]).then(other.len().cmp(&one.len())));
        }
        Ok(disputes)
    }

    /// The number of words of the phrase of a class that begins with `first` and goes on as `next` tells: the word so
    /// many places on.
    pub fn length<'t>(
        &self,
        class: &str,
        first: &str,
        next: impl Fn(usize) -> Option<&'t str>,
    ) -> Option<usize> {
        let phrases = self.classes.get(class)?;
        let start = phrases.partition_point(|phrase| phrase[0].as_str() < first);
        let alike = phrases[start..].iter().take_while(|phrase| phrase[0] == first);
        let mut fitting = alike.filter(|phrase| {
            phrase
                .iter()
                .enumerate()
                .skip(1)
                .all(|(offset, word)| next(offset).is_some_and(|form| form.eq_ignore_ascii_case(word)))
        });
        fitting.next().map(Vec::len)
    }

    /// The pairs of opposite classes (“…+” and “…-”), in order.
    pub fn opposites(&self) -> impl Iterator<Item = (&str, String)> {
        let classes = self.classes.keys();
        classes.filter_map(|class| Some((class.as_str(), format!("{}-", class.strip_suffix('+')?))))
    }

    /// Whether a single word is of a class.
    pub fn has(&self, class: &str, word: &str) -> bool {
        self.length(class, word, |_| None).is_some()
    }
}

const FILE: &str = "data/contested/disputes.tsv";
const BUILTIN: &str = include_str!("../../../../data/contested/disputes.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_are_found_in_their_classes() {
        let disputes = Disputes::builtin();
        assert!(disputes.has("deny", "refute"));
        assert!(!disputes.has("deny", "refuse"));
        assert!(!disputes.has("retort", "hit"));
        let next = |offset: usize| (offset == 1).then_some("back");
        assert_eq!(disputes.length("retort", "hit", next), Some(2));
        assert!(
            disputes
                .opposites()
                .any(|(one, other)| (one, other.as_str()) == ("law+", "law-"))
        );
        for (one, other) in disputes.opposites() {
            assert!(disputes.classes.contains_key(&other), "{one} has no opposite");
        }
        assert_eq!(Disputes::parse("one column").unwrap_err().line, 1);
    }
}
