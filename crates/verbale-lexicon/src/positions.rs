//! Words of commitment: what demands, offers, accepts or refuses, where its matter stands, and which deeds are which issue.

use crate::error::{LexiconError, TableError};
use crate::table::{self, Context};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use verbale_record::{IssueStatus, Stance};

/// Part of speech of a word of commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommitmentPart {
    /// “reject”.
    Verb,
    /// “a demand for”.
    Noun,
    /// “ready to”.
    Adjective,
    /// Lemmas next to each other: “in favour of”.
    Phrase,
}

/// Where the matter of a commitment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The object.
    Object,
    /// An infinitive.
    Infinitive,
    /// A clause with its own subject.
    Clause,
    /// Such a clause if it says what ought to be.
    Wish,
    /// What the word is said to be: “the demand is …”, “the conditions include …”.
    Predicate,
    /// A phrase with this preposition.
    Preposition(String),
    /// The clause that the word stands in.
    Whole,
}

/// A word of commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Part of speech.
    pub part: CommitmentPart,
    /// The lemma, then its particle.
    pub words: Vec<String>,
    /// What it does.
    pub stance: Stance,
    /// What it does when negated.
    pub negated: Option<Stance>,
    /// Where its matter stands.
    pub matter: Vec<Matter>,
    /// File and line, its name in reasons.
    pub id: String,
}

/// All words of commitment.
#[derive(Clone, Debug, Default)]
pub struct Commitments {
    /// By first word: most words of a text have no entry, which one look tells.
    entries: FxHashMap<String, BTreeMap<CommitmentPart, Vec<Commitment>>>,
    /// Issues with the things to which deeds are done.
    deeds: Vec<(String, FxHashSet<String>)>,
    /// The rows of each deed, and whether one of them holds for anything.
    deed_rows: FxHashMap<String, (Vec<usize>, bool)>,
    /// The first words of all deeds.
    deed_words: FxHashSet<String>,
    /// Phrases by their first words.
    statuses: FxHashMap<String, Vec<(Vec<String>, IssueStatus)>>,
    classes: FxHashMap<String, BTreeSet<String>>,
}

impl Commitments {
    /// The tables that come with Verbale.
    ///
    /// # Panics
    /// Never, unless a built-in table is broken, which its test would show.
    pub fn builtin() -> &'static Self {
        static COMMITMENTS: OnceLock<Commitments> = OnceLock::new();
        COMMITMENTS.get_or_init(|| match Self::load() {
            Ok(found) => found,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        })
    }

    fn load() -> Result<Self, LexiconError> {
        let mut errors = Vec::new();
        let mut found = Self::default();
        found.read_commitments("data/positions/commitments.tsv", COMMITMENTS, &mut errors);
        found.read_deeds("data/positions/deeds.tsv", DEEDS, &mut errors);
        found.read_statuses("data/positions/status.tsv", STATUS, &mut errors);
        let mut context = Context {
            file: "data/positions/classes.tsv",
            errors: &mut errors,
        };
        for row in table::read(&mut context, CLASSES, ["class", "words"]) {
            let [class, words] = row.cells;
            let words = words.split('|').map(str::to_owned).collect();
            found.classes.insert(class.to_owned(), words);
        }
        if errors.is_empty() {
            Ok(found)
        } else {
            Err(LexiconError::Tables(errors))
        }
    }

    fn read_commitments(&mut self, file: &str, text: &str, errors: &mut Vec<TableError>) {
        let mut context = Context { file, errors };
        for row in table::read(
            &mut context,
            text,
            ["part", "words", "stance", "negated", "content"],
        ) {
            let [part, words, stance, negated, content] = row.cells;
            let part = match part {
                "verb" => CommitmentPart::Verb,
                "noun" => CommitmentPart::Noun,
                "adjective" => CommitmentPart::Adjective,
                "phrase" => CommitmentPart::Phrase,
                other => {
                    let problem = format!("“{other}” is no part");
                    let advice = "write verb, noun, adjective or phrase";
                    context.fault(row.line, "part", problem, advice);
                    continue;
                }
            };
            let Ok(stance) = stance.parse::<Stance>() else {
                let problem = format!("“{stance}” is no stance");
                context.fault(row.line, "stance", problem, "see the record's stances");
                continue;
            };
            let opposite = negated.parse::<Stance>().ok();
            if opposite.is_none() && negated != "-" {
                let problem = format!("“{negated}” is no stance");
                context.fault(
                    row.line,
                    "negated",
                    problem,
                    "see the record's stances, or write -",
                );
                continue;
            }
            let matter: Vec<Matter> = content.split_whitespace().map(matter_of).collect();
            for phrase in words.split('|') {
                let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
                let Some(key) = words.first().cloned() else {
                    continue;
                };
                let of_word = self.entries.entry(key).or_default();
                of_word.entry(part).or_default().push(Commitment {
                    part,
                    words,
                    stance,
                    negated: opposite,
                    matter: matter.clone(),
                    id: format!("{}:{}", file.trim_start_matches("data/"), row.line),
                });
            }
        }
        for entries in self.entries.values_mut().flat_map(BTreeMap::values_mut) {
            // The longest phrase is tried first.
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
    }

    fn read_deeds(&mut self, file: &str, text: &str, errors: &mut Vec<TableError>) {
        let mut context = Context { file, errors };
        for row in table::read(&mut context, text, ["issue", "deeds", "things"]) {
            let [issue, deeds, things] = row.cells;
            let things: FxHashSet<String> = things.split('|').map(str::to_owned).collect();
            for deed in deeds.split('|') {
                let first = deed.split(' ').next().unwrap_or_default();
                self.deed_words.insert(first.to_owned());
                let (rows, any) = self.deed_rows.entry(deed.to_owned()).or_default();
                rows.push(self.deeds.len());
                *any |= things.contains("*");
            }
            self.deeds.push((issue.to_owned(), things));
        }
    }

    fn read_statuses(&mut self, file: &str, text: &str, errors: &mut Vec<TableError>) {
        let mut context = Context { file, errors };
        for row in table::read(&mut context, text, ["status", "words"]) {
            let [status, words] = row.cells;
            let Ok(status) = status.parse::<IssueStatus>() else {
                let problem = format!("“{status}” is no status");
                context.fault(row.line, "status", problem, "see the record's issue statuses");
                continue;
            };
            for phrase in words.split('|') {
                let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
                if let Some(first) = words.first() {
                    let alike = self.statuses.entry(first.clone()).or_default();
                    alike.push((words, status));
                }
            }
        }
    }

    /// The words of commitment that begin with this lemma, longest first.
    pub fn of_lemma(&self, part: CommitmentPart, lemma: &str) -> &[Commitment] {
        let of_word = self.entries.get(lemma);
        of_word
            .and_then(|parts| parts.get(&part))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a word or phrase of commitment begins with this lemma.
    pub fn begins(&self, lemma: &str) -> bool {
        self.entries.contains_key(lemma)
    }

    /// The issue that it is to do this deed to this thing.
    pub fn issue_of_deed(&self, deed: &str, thing: &str) -> Option<&str> {
        let (rows, _) = self.deed_rows.get(deed)?;
        let mut rows = rows.iter().map(|&row| &self.deeds[row]);
        let found = rows.find(|(_, things)| things.contains(thing) || things.contains("*"));
        found.map(|(issue, ..)| issue.as_str())
    }

    /// Whether a deed is this word, or begins with it.
    pub fn begins_deed(&self, word: &str) -> bool {
        self.deed_words.contains(word)
    }

    /// Whether anything done by this deed makes an issue.
    pub fn is_deed(&self, deed: &str) -> bool {
        self.deed_rows.contains_key(deed)
    }

    /// Whether the deed makes an issue whatever it is done to.
    pub fn is_deed_to_anything(&self, deed: &str) -> bool {
        self.deed_rows.get(deed).is_some_and(|&(_, any)| any)
    }

    /// Where these lower-case lemmas say how far a matter has come: first word, number of words, status.
    pub fn statuses_in(&self, lemmas: &[&str]) -> Vec<(usize, usize, IssueStatus)> {
        let mut found = Vec::new();
        for (at, first) in lemmas.iter().enumerate() {
            for (phrase, status) in self.statuses.get(*first).into_iter().flatten() {
                let words = lemmas[at..].iter();
                let stands = lemmas.len() - at >= phrase.len()
                    && words.zip(phrase).all(|(word, wanted)| word == wanted);
                if stands {
                    found.push((at, phrase.len(), *status));
                }
            }
        }
        found.sort_by_key(|&(at, length, _)| (at, std::cmp::Reverse(length)));
        found
    }

    /// Whether a class of `data/positions/classes.tsv` holds a word.
    pub fn in_class(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(word))
    }

    /// The words and phrases of a class, in alphabetical order.
    pub fn class(&self, class: &str) -> impl Iterator<Item = &str> {
        self.classes.get(class).into_iter().flatten().map(String::as_str)
    }
}

fn matter_of(name: &str) -> Matter {
    match name {
        "obj" => Matter::Object,
        "xcomp" => Matter::Infinitive,
        "ccomp" => Matter::Clause,
        "wish" => Matter::Wish,
        "be" => Matter::Predicate,
        "clause" => Matter::Whole,
        preposition => Matter::Preposition(preposition.to_owned()),
    }
}

const COMMITMENTS: &str = include_str!("../../../data/positions/commitments.tsv");
const DEEDS: &str = include_str!("../../../data/positions/deeds.tsv");
const STATUS: &str = include_str!("../../../data/positions/status.tsv");
const CLASSES: &str = include_str!("../../../data/positions/classes.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_tables_are_sound() {
        let found = Commitments::load().unwrap();
        let call = found.of_lemma(CommitmentPart::Verb, "call");
        assert_eq!(call[0].words.len(), 2, "phrasal verbs come first");
        assert_eq!(found.issue_of_deed("release", "prisoner"), Some("prisoners"));
        assert_eq!(
            found.statuses_in(&["no", "progress", "on", "a", "truce"]),
            [(0, 2, IssueStatus::NoProgress)]
        );
    }

    #[test]
    fn every_issue_of_a_deed_is_an_issue_of_the_record() {
        for (issue, ..) in &Commitments::builtin().deeds {
            assert!(crate::issues::is_known(issue), "{issue}");
        }
    }

    #[test]
    fn a_broken_row_names_file_and_line() {
        let mut errors = Vec::new();
        let text = "part\twords\tstance\tnegated\tcontent\nverb\tx\tlikes\t-\tobj\n";
        Commitments::default().read_commitments("x.tsv", text, &mut errors);
        assert_eq!((errors[0].line, errors[0].column.as_str()), (2, "stance"));
    }
}
