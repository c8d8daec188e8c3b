//! What the verbs of acts are said of: “fought the rebels” is an act, “fought inflation” a figure of speech.

use super::{Candidate, clauses};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;
use verbale_lexicon::frames::{Class, FramePart};
use verbale_lexicon::lower;
use verbale_record::ontology::{EventType, Quad};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Why the table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SelectionError {
    /// Line number from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SelectionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "data/acts/selection.tsv:{}: {}",
            self.line, self.message
        )
    }
}

impl std::error::Error for SelectionError {}

/// How a verb shows that it is no act of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// An object of one of these classes.
    Barred,
    /// One of these words as particle or adverb.
    Particle,
    /// A clause with a finite verb as content.
    Clause,
    /// No object.
    Objectless,
}

/// The signs by which the verbs of acts are seen to be no acts.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// Nouns by class.
    nouns: BTreeMap<String, BTreeSet<String>>,
    /// By type, verb (or `*`) and sign: classes or words.
    signs: BTreeMap<(String, String, Sign), Vec<String>>,
}

/// The class of nouns that name what cannot be touched, by their endings.
const ABSTRACT: &str = "abstract";

/// The class of all nouns.
const ANY: &str = "any";

/// Nouns that look abstract and are not.
const CONCRETE: &str = "concrete";

/// Endings of nouns that name no person, place or thing.
const ABSTRACT_ENDINGS: [&str; 12] = [
    "tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "hood", "ure", "ing",
];

impl Selection {
    /// The table that comes with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in table is broken, which its test would show.
    pub(super) fn builtin() -> &'static Self {
        static TABLE: OnceLock<Selection> = OnceLock::new();
        TABLE.get_or_init(
            || match Self::parse(include_str!("../../../../data/acts/selection.tsv")) {
                Ok(table) => table,
                // The table is embedded, and tests load it: it cannot fail on a user's machine.
                Err(error) => panic!("{error}"),
            },
        )
    }

    fn parse(text: &str) -> Result<Self, SelectionError> {
        let mut table = Self::default();
        let lines = text.lines().enumerate();
        for (index, row) in lines.filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
            let error = |message: String| SelectionError {
                line: index + 1,
                message,
            };
            let columns: Vec<&str> = row.split('\t').collect();
            match columns.as_slice() {
                ["nouns", class, words] => {
                    let known = table.nouns.entry((*class).to_owned()).or_default();
                    known.extend(words.split('|').map(str::to_owned));
                }
                [sign, kind, verbs, words @ ..] if words.len() < 2 => {
                    let sign = match *sign {
                        "barred" => Sign::Barred,
                        "particle" => Sign::Particle,
                        "clause" => Sign::Clause,
                        "objectless" => Sign::Objectless,
                        other => return Err(error(format!("“{other}” is no sign"))),
                    };
                    if kind.parse::<EventType>().is_err() {
                        return Err(error(format!("“{kind}” is no type of events")));
                    }
                    for verb in verbs.split('|') {
                        let key = ((*kind).to_owned(), verb.to_owned(), sign);
                        let known = table.signs.entry(key).or_default();
                        known.extend(words.iter().flat_map(|words| words.split('|')).map(str::to_owned));
                    }
                }
                _ => return Err(error("neither a row of nouns nor of verbs".to_owned())),
            }
        }
        let known =
            |class: &String| [ABSTRACT, ANY].contains(&class.as_str()) || table.nouns.contains_key(class);
        let unknown = table
            .signs
            .iter()
            .filter(|((_, _, sign), _)| *sign == Sign::Barred)
            .flat_map(|(_, classes)| classes)
            .find(|class| !known(class));
        match unknown {
            Some(class) => Err(SelectionError {
                line: 0,
                message: format!("“{class}” is no class of nouns"),
            }),
            None => Ok(table),
        }
    }

    /// The classes or words of a sign of a verb.
    fn of(&self, kind: EventType, verb: &str, sign: Sign) -> impl Iterator<Item = &String> {
        let rows = ["*", verb].map(|verb| self.signs.get(&(kind.as_str().to_owned(), verb.to_owned(), sign)));
        rows.into_iter().flatten().flatten()
    }

    fn has(&self, kind: EventType, verb: &str, sign: Sign) -> bool {
        self.signs
            .contains_key(&(kind.as_str().to_owned(), verb.to_owned(), sign))
    }

    /// Whether an object of this noun makes the verb no act of the type. A frame that asks for objects of its own
    /// (`exact`) knows those better than their endings do.
    fn bars(&self, kind: EventType, verb: &str, noun: &str, exact: bool) -> bool {
        self.of(kind, verb, Sign::Barred).any(|class| {
            class == ANY
                || self.in_class(class, noun)
                || !exact && class == ABSTRACT && self.is_abstract(noun)
        })
    }

    fn in_class(&self, class: &str, noun: &str) -> bool {
        self.nouns.get(class).is_some_and(|nouns| nouns.contains(noun))
    }

    fn is_abstract(&self, noun: &str) -> bool {
        noun.len() > 6
            && ABSTRACT_ENDINGS.iter().any(|ending| noun.ends_with(ending))
            && !self.in_class(CONCRETE, noun)
    }
}

impl Candidate<'_> {
    /// Whether its verb is said of something that such an act is not done to.
    pub(super) fn is_figure_of_speech(&self, analysis: &Analysis) -> bool {
        let (kind, word) = (self.kind, self.found.predicate);
        if self.found.frame.part == FramePart::Noun {
            return self.found.support.is_none() && is_belief(analysis, kind, word);
        }
        let table = Selection::builtin();
        let verb = lower(analysis.lemma(word));
        let exact = !self.found.frame.classes.is_empty();
        let object = analysis.child_by(word, Deprel::Obj);
        let undergoer = object.or_else(|| analysis.child_by(word, Deprel::NsubjPass));
        let named = |noun: TokenId| analysis.token(noun).upos == Upos::Propn;
        undergoer.is_some_and(|noun| {
            let lemma = lower(analysis.lemma(noun));
            table.bars(kind, &verb, &lemma, exact || named(noun))
        }) || analysis.children(word).iter().any(|&child| {
            let beside = matches!(analysis.token(child).deprel.universal(), "advmod" | "compound");
            let finite = |&word: &TokenId| analysis.token(word).features.has("VerbForm=Fin");
            // “insisted that they must leave” asks whatever “insist” else says.
            let told = analysis.token(child).deprel == Deprel::Ccomp
                && !self.found.frame.classes.contains(&Class::Obligation)
                && !analysis.token(child).features.has("Mood=Sub")
                && (finite(&child) || analysis.children(child).iter().any(finite));
            beside
                && table
                    .of(kind, &verb, Sign::Particle)
                    .any(|word| word == analysis.lemma(child))
                || told && table.has(kind, &verb, Sign::Clause)
        }) || table.has(kind, &verb, Sign::Objectless) && clauses::object(analysis, word).is_none()
    }
}

/// “the conviction that …”: what somebody holds to be true is no deed.
fn is_belief(analysis: &Analysis, kind: EventType, noun: TokenId) -> bool {
    let told = analysis.children(noun).iter().any(|&clause| {
        matches!(analysis.token(clause).deprel.universal(), "ccomp" | "acl")
            && analysis.token(clause).deprel != Deprel::AclRelcl
            && analysis
                .children_by(clause, Deprel::Mark)
                .any(|mark| analysis.lemma(mark) == "that")
    });
    told && kind.quad() == Quad::MaterialConflict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_table_is_sound() {
        let table = Selection::parse(include_str!("../../../../data/acts/selection.tsv")).unwrap();
        let bars = |noun: &str| table.bars(EventType::Assault, "fight", noun, false);
        assert!(bars("inflation") && bars("discrimination"));
        assert!(!bars("soldier") && !bars("installation"));
        assert!(table.has(EventType::Support, "recognize", Sign::Clause));
    }

    #[test]
    fn a_broken_row_is_named() {
        let error = Selection::parse("# fine\nbarred\tBATTLE\t*\tany\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(Selection::parse("barred\tASSAULT\t*\tghosts\n").is_err());
    }
}
