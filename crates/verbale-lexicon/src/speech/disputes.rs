//! Words by which one side answers another.

use super::{CueError, rows};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The table of answers and disputes.
#[derive(Clone, Debug, Default)]
pub struct Disputes {
    /// The names of the classes, in order.
    classes: Vec<String>,
    /// The phrases that begin with a word, each with its class; only looked up, never walked. Of a class, longer phrases
    /// come first.
    by_first: FxHashMap<String, Vec<(usize, Vec<String>)>>,
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
        let mut classes: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
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
            classes.entry(class.to_owned()).or_default().extend(phrases);
        }
        let mut disputes = Self::default();
        for (class, mut phrases) in classes {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            for phrase in phrases {
                let alike = disputes.by_first.entry(phrase[0].clone()).or_default();
                alike.push((disputes.classes.len(), phrase));
            }
            disputes.classes.push(class);
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
        let alike = self.by_first.get(first)?.iter();
        let mut fitting = alike.filter(|(number, phrase)| {
            let same_class = self.classes[*number] == class;
            let mut rest = phrase.iter().enumerate().skip(1);
            same_class
                && rest.all(|(offset, word)| next(offset).is_some_and(|form| form.eq_ignore_ascii_case(word)))
        });
        fitting.next().map(|(_, phrase)| phrase.len())
    }

    /// The pairs of opposite classes (“…+” and “…-”), in order.
    pub fn opposites(&self) -> impl Iterator<Item = (&str, String)> {
        let classes = self.classes.iter();
        classes.filter_map(|class| Some((class.as_str(), format!("{}-", class.strip_suffix('+')?))))
    }

    /// Whether a phrase of any class begins with this word: most words of a text are told by one look.
    pub fn begins(&self, first: &str) -> bool {
        self.by_first.contains_key(first)
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
            assert!(disputes.classes.contains(&other), "{one} has no opposite");
        }
        assert_eq!(Disputes::parse("one column").unwrap_err().line, 1);
    }
}
