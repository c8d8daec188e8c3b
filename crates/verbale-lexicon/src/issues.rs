//! The issues of the record and the words that bring them up.

use crate::lower;
use crate::speech::{CueError, rows};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The table of issues.
#[derive(Clone, Debug, Default)]
pub struct Issues {
    phrases: Vec<(Vec<String>, String)>,
    /// The rows of the phrases that begin with a word, in order; only looked up, never walked.
    rows_of: FxHashMap<String, Vec<usize>>,
}

impl Issues {
    /// The table that comes with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in table is broken, which its test would show.
    pub fn builtin() -> &'static Self {
        static ISSUES: OnceLock<Issues> = OnceLock::new();
        ISSUES.get_or_init(|| match Self::parse(BUILTIN) {
            Ok(issues) => issues,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        })
    }

    /// Reads a table: the issue, a tab, its phrases with `|` between them.
    pub fn parse(text: &str) -> Result<Self, CueError> {
        let mut issues = Self::default();
        for (line, columns) in rows(text) {
            let &[issue, phrases] = columns.as_slice() else {
                let message = format!("{} columns instead of 2", columns.len());
                return Err(CueError {
                    file: "data/issues.tsv",
                    line,
                    message,
                });
            };
            for phrase in phrases.split('|') {
                issues.add(phrase, issue);
                // Tokens of text are cut at hyphens, names and lists are not.
                if phrase.contains('-') {
                    issues.add(&phrase.replace('-', " - "), issue);
                }
            }
        }
        Ok(issues)
    }

    fn add(&mut self, phrase: &str, issue: &str) {
        let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
        if let Some(first) = words.first() {
            let rows = self.rows_of.entry(first.clone()).or_default();
            rows.push(self.phrases.len());
            self.phrases.push((words, issue.to_owned()));
        }
    }

    /// Where these lower-case lemmas bring up issues: first word, number of words, issue.
    pub fn found_in<'a>(&'a self, lemmas: &[&str]) -> Vec<(usize, usize, &'a str)> {
        let mut found: Vec<(usize, usize)> = self.phrases_in(lemmas).collect();
        found.sort_unstable();
        let one = |(row, at): (usize, usize)| {
            let (phrase, issue) = &self.phrases[row];
            (at, phrase.len(), issue.as_str())
        };
        found.into_iter().map(one).collect()
    }

    /// The phrases among these words: row and first word, in the order of the words.
    fn phrases_in<'a, W: AsRef<str>>(&'a self, words: &'a [W]) -> impl Iterator<Item = (usize, usize)> + 'a {
        words.iter().enumerate().flat_map(move |(at, word)| {
            let rows = self.rows_of.get(word.as_ref()).map_or(&[][..], Vec::as_slice);
            let follows = move |row: &&usize| {
                let phrase = &self.phrases[**row].0;
                words.get(at..at + phrase.len()).is_some_and(|here| {
                    here.iter()
                        .map(AsRef::as_ref)
                        .eq(phrase.iter().map(String::as_str))
                })
            };
            rows.iter().filter(follows).map(move |&row| (row, at))
        })
    }

    /// The issues that these lemmas bring up, best first: longer phrases before shorter, then the order of the table.
    pub fn issues_in<'a>(&'a self, lemmas: &[&str]) -> Vec<&'a str> {
        let lemmas: Vec<Cow<'_, str>> = lemmas.iter().map(|lemma| lower(lemma)).collect();
        let mut found: Vec<(std::cmp::Reverse<usize>, usize, &str)> = Vec::new();
        for (row, _) in self.phrases_in(&lemmas) {
            let (phrase, issue) = &self.phrases[row];
            found.push((std::cmp::Reverse(phrase.len()), row, issue));
        }
        found.sort_unstable();
        let mut issues: Vec<&str> = Vec::new();
        for (_, _, issue) in found {
            if !issues.contains(&issue) {
                issues.push(issue);
            }
        }
        issues
    }
}

/// Whether the table has an issue.
pub fn is_known(issue: &str) -> bool {
    Issues::builtin().phrases.iter().any(|(_, known)| known == issue)
}

/// The issues that these lemmas bring up, by the built-in table, best first.
pub fn issues_in(lemmas: &[&str]) -> Vec<&'static str> {
    Issues::builtin().issues_in(lemmas)
}

const BUILTIN: &str = include_str!("../../../data/issues.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_bring_up_issues() {
        assert_eq!(
            issues_in(&["a", "Truce", "before", "talk"]),
            ["ceasefire", "talks-format"]
        );
        assert_eq!(issues_in(&["a", "safe", "passage"]), ["humanitarian-corridor"]);
        assert!(issues_in(&["the", "weather"]).is_empty());
    }
}
