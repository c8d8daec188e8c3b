//! The table of furniture patterns: `data/page/furniture.tsv` and its classes, loaded and checked.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

const CLASSES: (&str, &str) = (
    "data/page/furniture-classes.tsv",
    include_str!("../../../data/page/furniture-classes.tsv"),
);
const PATTERNS: (&str, &str) = (
    "data/page/furniture.tsv",
    include_str!("../../../data/page/furniture.tsv"),
);

/// How far a line of furniture reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The line alone.
    Line,
    /// The line and the short lines after it.
    List,
    /// The line and all that follows.
    Rest,
}

/// What the words of a line say about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Verdict {
    /// From 0 (nothing) to 1 (certainly furniture).
    pub(crate) weight: f32,
    /// Reach of the strongest pattern that is the whole line; that of a line that only contains one is itself.
    pub(crate) scope: Scope,
}

/// A line of a table that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub(crate) struct TableError {
    file: &'static str,
    line: usize,
    problem: String,
}

/// The patterns, arranged for look-up. The maps are only looked up, never walked, so their order cannot show.
#[derive(Debug)]
pub(crate) struct FurnitureTable {
    whole: HashMap<String, (f32, Scope)>,
    starts: HashMap<String, Vec<(String, f32)>>,
    ends: Vec<(String, f32)>,
    inside: AhoCorasick,
    inside_weights: Vec<(f32, bool)>,
}

/// The built-in table.
pub(crate) static FURNITURE: LazyLock<FurnitureTable> =
    LazyLock::new(|| FurnitureTable::load().expect("the built-in tables are loaded by a test"));

/// Lines of a table that hold something, with their numbers.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .map(|(at, line)| (at + 1, line.split('\t').collect()))
}

impl FurnitureTable {
    fn load() -> Result<Self, TableError> {
        let scopes = classes()?;
        let mut table = Self {
            whole: HashMap::new(),
            starts: HashMap::new(),
            ends: Vec::new(),
            inside: AhoCorasick::new([""; 0]).map_err(|error| problem(PATTERNS.0, 0, error))?,
            inside_weights: Vec::new(),
        };
        let mut inside = Vec::new();
        for (line, row) in rows(PATTERNS.1) {
            let [class, matching, weight, pattern] = row[..] else {
                return Err(problem(
                    PATTERNS.0,
                    line,
                    "four columns wanted: class, match, weight, pattern",
                ));
            };
            let Some(&scope) = scopes.get(class) else {
                return Err(problem(
                    PATTERNS.0,
                    line,
                    format!("no class {class} in {}", CLASSES.0),
                ));
            };
            let weight: f32 = weight.parse().map_err(|error| problem(PATTERNS.0, line, error))?;
            match matching {
                "line" => {
                    table.whole.insert(crate::units::fold(pattern), (weight, scope));
                }
                "start" => {
                    let first = pattern.split(' ').next().unwrap_or_default().to_owned();
                    table
                        .starts
                        .entry(first)
                        .or_default()
                        .push((pattern.to_owned(), weight));
                }
                "end" => table.ends.push((pattern.to_owned(), weight)),
                "has" | "paren" => {
                    inside.push(pattern);
                    table.inside_weights.push((weight, matching == "paren"));
                }
                other => {
                    return Err(problem(
                        PATTERNS.0,
                        line,
                        format!("no way of matching called {other}"),
                    ));
                }
            }
        }
        table.inside = AhoCorasick::new(inside).map_err(|error| problem(PATTERNS.0, 0, error))?;
        Ok(table)
    }

    /// What the table says of a folded line.
    pub(crate) fn judge(&self, folded: &str) -> Verdict {
        let mut doubt = 1.0_f32;
        let mut scope = Scope::Line;
        if let Some((weight, reach)) = self.whole.get(folded) {
            doubt *= 1.0 - weight;
            scope = *reach;
        }
        // "©2026" has no blank after its first word, so a prefix of one character is looked up too.
        let first = folded.split(' ').next().unwrap_or_default();
        let sign = &folded[..folded.chars().next().map_or(0, char::len_utf8)];
        let keys = if sign == first {
            &[first][..]
        } else {
            &[first, sign][..]
        };
        for (pattern, weight) in keys.iter().filter_map(|key| self.starts.get(*key)).flatten() {
            if folded.starts_with(pattern.as_str()) && is_edge(folded, pattern.len()) {
                doubt *= 1.0 - weight;
            }
        }
        for (pattern, weight) in &self.ends {
            if folded.ends_with(pattern.as_str()) && is_edge(folded, folded.len() - pattern.len()) {
                doubt *= 1.0 - weight;
            }
        }
        let bracketed = folded.starts_with('(');
        for (pattern, weight) in self.inside(folded) {
            if !pattern || bracketed {
                doubt *= 1.0 - weight;
            }
        }
        Verdict {
            weight: 1.0 - doubt,
            scope,
        }
    }

    /// Whether a bracket's words are an agency's credits.
    pub(crate) fn is_credit(&self, folded: &str) -> bool {
        self.inside(folded).any(|(paren, _)| paren)
    }

    /// The inner patterns found in a line: whether each counts only in brackets, and its weight.
    fn inside<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (bool, f32)> + 'a {
        self.inside
            .find_overlapping_iter(folded)
            .filter(|found| is_edge(folded, found.start()) && is_edge(folded, found.end()))
            .filter_map(|found| self.inside_weights.get(found.pattern().as_usize()))
            .map(|(weight, paren)| (*paren, *weight))
    }
}

fn classes() -> Result<HashMap<&'static str, Scope>, TableError> {
    let mut scopes = HashMap::new();
    for (line, row) in rows(CLASSES.1) {
        let [class, scope, _] = row[..] else {
            return Err(problem(
                CLASSES.0,
                line,
                "three columns wanted: class, scope, what it is",
            ));
        };
        let scope = match scope {
            "line" => Scope::Line,
            "list" => Scope::List,
            "rest" => Scope::Rest,
            other => return Err(problem(CLASSES.0, line, format!("no scope called {other}"))),
        };
        scopes.insert(class, scope);
    }
    Ok(scopes)
}

pub(crate) fn problem(file: &'static str, line: usize, problem: impl std::fmt::Display) -> TableError {
    TableError {
        file,
        line,
        problem: problem.to_string(),
    }
}

/// Whether a word begins or ends at this byte.
fn is_edge(text: &str, at: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(word(text[..at].chars().next_back()) && word(text[at..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::fold;

    #[test]
    fn the_built_in_tables_load() {
        FurnitureTable::load().expect("tables");
    }

    #[test]
    fn patterns_match_whole_words_only() {
        let judge = |line: &str| FURNITURE.judge(&fold(line)).weight;
        assert!(judge("Subscribe") > 0.7);
        assert!(judge("Subscribers of the plan") < 0.1);
        assert!(judge("© 2031 The Example Post") > 0.8);
        assert!(judge("©2031 The Example Post. All rights reserved.") > 0.9);
        assert!(judge("(Reporting by A. Writer; Editing by B. Reader)") > 0.9);
        assert!(judge("The ministry began reporting by phone") < 0.1);
    }

    #[test]
    fn the_form_for_comments_reaches_to_the_end() {
        assert_eq!(FURNITURE.judge("leave a reply").scope, Scope::Rest);
        assert_eq!(FURNITURE.judge("you may also like").scope, Scope::List);
    }
}
