//! Words of speech and thought: which verbs, nouns, adjectives, prepositions and adverbs bring what somebody says,
//! what they do with it, and in which part of the sentence it stands.

mod commitment;
mod disputes;
mod sources;
mod topics;

pub use commitment::Who;
pub use disputes::Disputes;
pub use sources::Source;

use commitment::Commitment;
pub use topics::Topics;

use crate::lower;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;
use verbale_record::StatementKind;

/// The part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CuePart {
    /// “say”.
    Verb,
    /// “his vow that”.
    Noun,
    /// “ready to”.
    Adjective,
    /// “according to”.
    Preposition,
    /// “reportedly”.
    Adverb,
}

/// How the reporter stands to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueStance {
    /// “said”.
    Neutral,
    /// “alleged”.
    Doubting,
    /// “acknowledged”.
    Supporting,
}

/// A class of cues: words that take the same arguments and do the same.
#[derive(Clone, Debug, PartialEq)]
pub struct CueClass {
    /// Name of the class, for explanations.
    pub name: String,
    /// Part of speech.
    pub part: CuePart,
    /// Statement kinds; the first is the default.
    pub kinds: Vec<StatementKind>,
    /// The reporter's stance.
    pub stance: CueStance,
    /// What holds the content: `ccomp`, `xcomp`, `obj`, `predicate`, `figure`, `obl:of`, `advcl:of`, `parataxis`; and `obj:target`,
    /// `plain`, `passive`, `told` (its object is the one it is told), `free` (its
    /// content may stand beside it without a tie in the tree), `deed` (with an infinitive or an object it is a deed, not
    /// words).
    pub arguments: Vec<String>,
}

impl CueClass {
    /// Whether the content may stand in this relation.
    pub fn takes(&self, argument: &str) -> bool {
        self.arguments.iter().any(|own| own == argument)
    }

    /// Whether anybody who is its subject speaks (“say”); with other cues only who is known to speak does.
    pub fn is_plain(&self) -> bool {
        self.takes("plain")
    }

    /// The prepositions after which the content may stand.
    pub fn prepositions(&self) -> impl Iterator<Item = &str> {
        let oblique = self.arguments.iter();
        oblique.filter_map(|argument| argument.strip_prefix("obl:").or(argument.strip_prefix("advcl:")))
    }
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueError {
    /// The file.
    pub file: &'static str,
    /// Line number from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for CueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, line {}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for CueError {}

/// All cues and phrases of commitment.
#[derive(Clone, Debug, Default)]
pub struct SpeechCues {
    classes: Vec<CueClass>,
    by_lemma: BTreeMap<CuePart, FxHashMap<String, Vec<usize>>>,
    /// The prepositions of several words and one by their first words, in alphabetical order.
    prepositions: FxHashMap<String, Vec<String>>,
    commitments: FxHashMap<String, Vec<Commitment>>,
    sources: Vec<Source>,
    source_nouns: sources::Nouns,
}

impl SpeechCues {
    /// The tables that come with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in tables are broken, which their test would show.
    pub fn builtin() -> &'static Self {
        static CUES: OnceLock<SpeechCues> = OnceLock::new();
        CUES.get_or_init(
            || match Self::parse(BUILTIN_CUES, BUILTIN_COMMITMENT, sources::BUILTIN) {
                Ok(cues) => cues,
                // The table is embedded, and tests load it: it cannot fail on a user's machine.
                Err(error) => panic!("{error}"),
            },
        )
    }

    /// Reads the three tables.
    pub fn parse(cues: &str, commitment: &str, sources: &str) -> Result<Self, CueError> {
        let mut table = Self::default();
        for (line, columns) in rows(cues) {
            let fail = |message: String| CueError {
                file: CUES_FILE,
                line,
                message,
            };
            let &[name, part, kinds, stance, arguments, lemmas] = columns.as_slice() else {
                return Err(fail(format!("{} columns instead of 6", columns.len())));
            };
            let part = match part {
                "verb" => CuePart::Verb,
                "noun" => CuePart::Noun,
                "adj" => CuePart::Adjective,
                "adp" => CuePart::Preposition,
                "adv" => CuePart::Adverb,
                other => return Err(fail(format!("“{other}” is no part of speech"))),
            };
            let stance = match stance {
                "neutral" => CueStance::Neutral,
                "doubting" => CueStance::Doubting,
                "supporting" => CueStance::Supporting,
                other => return Err(fail(format!("“{other}” is no stance"))),
            };
            let index = table.classes.len();
            let kinds: Result<Vec<StatementKind>, _> = kinds.split_whitespace().map(str::parse).collect();
            let arguments: Vec<String> = arguments.split_whitespace().map(str::to_owned).collect();
            if let Some(unknown) = arguments.iter().find(|argument| !is_argument(argument)) {
                return Err(fail(format!("“{unknown}” is no argument")));
            }
            table.classes.push(CueClass {
                name: name.to_owned(),
                part,
                kinds: kinds.map_err(|_| fail("a kind is none of the record's".to_owned()))?,
                stance,
                arguments,
            });
            for lemma in lemmas.split_whitespace() {
                let words = lemma.replace('_', " ");
                let classes = table.by_lemma.entry(part).or_default().entry(words).or_default();
                if classes.contains(&index) {
                    return Err(fail(format!("“{lemma}” stands twice in its class")));
                }
                classes.push(index);
            }
        }
        for words in table
            .by_lemma
            .get(&CuePart::Preposition)
            .into_iter()
            .flat_map(FxHashMap::keys)
        {
            let first = words.split(' ').next().unwrap_or_default();
            let alike = table.prepositions.entry(first.to_ascii_lowercase()).or_default();
            alike.push(words.clone());
            alike.sort();
        }
        table.commitments = commitment::parse(commitment)?;
        (table.sources, table.source_nouns) = sources::parse(sources)?;
        Ok(table)
    }

    /// The classes of a cue, by its lemma (“say”, “point out”, “according to”).
    pub fn classes(&self, part: CuePart, lemma: &str) -> impl Iterator<Item = &CueClass> {
        let found = self
            .by_lemma
            .get(&part)
            .and_then(|words| words.get(&*lower(lemma)));
        found.into_iter().flatten().map(|&index| &self.classes[index])
    }

    /// The prepositions of several words and one that begin with this word in lower case, in alphabetical order.
    pub fn prepositions(&self, first: &str) -> impl Iterator<Item = &str> {
        let found = self.prepositions.get(first).into_iter().flatten();
        found.map(String::as_str)
    }

    /// What the words of a statement themselves do, with the phrase that shows it: the longest phrase, then the first.
    /// `fits` says whether the subject at a word is who the phrase asks for.
    pub fn commitment(
        &self,
        lemmas: &[&str],
        fits: impl Fn(Who, usize) -> bool,
    ) -> Option<(StatementKind, String)> {
        let mut best: Option<(usize, usize, &Commitment)> = None;
        for (at, lemma) in lemmas.iter().enumerate() {
            for own in self.commitments.get(*lemma).into_iter().flatten() {
                let longer = best.is_none_or(|(length, ..)| own.words.len() > length);
                let matches = lemmas[at..].len() >= own.words.len()
                    && own
                        .words
                        .iter()
                        .zip(&lemmas[at..])
                        .all(|(word, lemma)| word == lemma);
                if longer && matches && fits(own.who, at) {
                    best = Some((own.words.len(), at, own));
                }
            }
        }
        best.map(|(_, _, own)| (own.kind, own.words.join(" ")))
    }

    /// Whether a word takes back part of what is said (“perhaps”).
    pub fn is_hedge(&self, lemma: &str) -> bool {
        self.classes(CuePart::Adverb, lemma)
            .any(|class| class.name == "hedge")
    }

    /// The class of a noun that can be a source without a name, by its lemma.
    pub fn source(&self, lemma: &str) -> Option<&Source> {
        let found = self.source_nouns.get(&*lower(lemma));
        found.map(|&class| &self.sources[class])
    }

    /// How many cue words there are.
    pub fn len(&self) -> usize {
        self.by_lemma.values().map(FxHashMap::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_lemma.is_empty()
    }
}

fn is_argument(argument: &str) -> bool {
    matches!(
        argument,
        "ccomp"
            | "xcomp"
            | "obj"
            | "predicate"
            | "figure"
            | "parataxis"
            | "acl"
            | "obj:target"
            | "plain"
            | "passive"
            | "told"
            | "free"
            | "deed"
            | "of"
            | "for"
    ) || argument.starts_with("obl:")
        || argument.starts_with("advcl:")
}

const CUES_FILE: &str = "data/speech/cues.tsv";
const BUILTIN_CUES: &str = include_str!("../../../../data/speech/cues.tsv");
const BUILTIN_COMMITMENT: &str = include_str!("../../../../data/speech/commitment.tsv");

/// Rows of a table with their line numbers, without comments and empty lines.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(index, line)| (index + 1, line.split('\t').collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_tables_are_sound() {
        let cues = SpeechCues::parse(BUILTIN_CUES, BUILTIN_COMMITMENT, sources::BUILTIN).unwrap();
        assert!(cues.len() > 300, "only {} cues", cues.len());
        let accuse = cues.classes(CuePart::Verb, "accuse").next().unwrap();
        assert!(accuse.takes("obj:target"));
        assert_eq!(accuse.kinds[0], StatementKind::Accusation);
        assert!(
            cues.prepositions("according")
                .any(|words| words == "according to")
        );
    }

    #[test]
    fn longer_phrases_of_commitment_win() {
        let lemmas = ["he", "be", "not", "ready", "to", "sign"];
        assert_eq!(
            SpeechCues::builtin().commitment(&lemmas, |_, _| true).unwrap().0,
            StatementKind::Refusal
        );
    }

    #[test]
    fn a_broken_row_names_its_line() {
        let error = SpeechCues::parse("# first\nsay\tverb\n", "", "").unwrap_err();
        assert_eq!(error.line, 2);
    }
}
