//! Words of violence: what names an incident, what says who was harmed, and how numbers are worded.

use crate::error::{LexiconError, TableError};
use crate::table::{self, Context};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use verbale_record::CasualtyMeasure;

/// Part of speech of a word of violence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IncidentPart {
    /// “shelled”.
    Verb,
    /// “the shelling”.
    Noun,
    /// “dead”.
    Adjective,
}

/// How much a word says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A whole war: only its totals are told.
    War,
    /// An incident only with casualties, or with a word that says that it took place.
    Weak,
    /// An incident wherever it is told as having happened.
    Strong,
}

/// Where a word of a class has to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The subject of the verb, the modifier of the noun.
    Doer(String),
    /// The object of the verb.
    Object(String),
}

/// A word or phrase that names an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentWord {
    /// The kind: `attack`, `shelling`, …
    pub kind: String,
    /// The lemmas: a verb with its particles, a noun after its modifiers.
    pub words: Vec<String>,
    /// What has to stand beside it.
    pub needs: Option<Condition>,
    /// How much it says by itself.
    pub weight: Weight,
    /// File and line, its name in reasons.
    pub id: String,
}

/// Where the people stand to whom it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Victim {
    /// The object of the verb, the subject of its passive.
    Object,
    /// The subject of the verb.
    Subject,
    /// The object, if it names people: “lost ten soldiers”.
    People,
    /// The word itself or what it describes.
    Noun,
    /// Behind the word: “a toll of ten”.
    Behind,
    /// The word itself or the subject, under a verb of cost: “claimed ten lives”.
    Cost,
}

/// A word that says what happened to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasualtyWord {
    /// What; `None` for “casualties”, which may be either.
    pub measure: Option<CasualtyMeasure>,
    /// The lemmas.
    pub words: Vec<String>,
    /// Where those people stand.
    pub victim: Victim,
}

/// What a phrase is to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityWord {
    /// One to nineteen.
    Unit(u64),
    /// Twenty to ninety.
    Ten(u64),
    /// Hundred, thousand, …
    Scale(u64),
    /// A number of its own.
    Whole(u64),
    /// A vague number with its least value.
    Group(u64),
    /// A vague number without any.
    Vague,
    /// Zero.
    Zero,
    /// “at least”.
    AtLeast,
    /// “up to”.
    UpTo,
    /// “about”.
    About,
    /// “nearly”: about, and not more.
    Nearly,
}

/// All words of violence.
#[derive(Clone, Debug, Default)]
pub struct IncidentWords {
    /// By head: most words of a text have no entry, which one look tells.
    incidents: FxHashMap<String, BTreeMap<IncidentPart, Vec<IncidentWord>>>,
    casualties: FxHashMap<String, BTreeMap<IncidentPart, Vec<CasualtyWord>>>,
    classes: FxHashMap<String, FxHashSet<String>>,
    before: FxHashMap<String, Vec<(Vec<String>, QuantityWord)>>,
    behind: Vec<(Vec<String>, QuantityWord)>,
}

impl IncidentWords {
    /// The tables that come with Verbale.
    ///
    /// # Panics
    /// Never, unless a built-in table is broken, which its test would show.
    pub fn builtin() -> &'static Self {
        static WORDS: OnceLock<IncidentWords> = OnceLock::new();
        WORDS.get_or_init(|| match Self::load() {
            Ok(words) => words,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        })
    }

    fn load() -> Result<Self, LexiconError> {
        let mut errors = Vec::new();
        let mut words = Self::default();
        words.read_classes("data/incidents/classes.tsv", CLASSES, &mut errors);
        words.read_kinds("data/incidents/kinds.tsv", KINDS, &mut errors);
        words.read_casualties("data/incidents/casualties.tsv", CASUALTIES, &mut errors);
        words.read_quantities("data/incidents/quantities.tsv", QUANTITIES, &mut errors);
        if errors.is_empty() {
            Ok(words)
        } else {
            Err(LexiconError::Tables(errors))
        }
    }

    /// Adds classes of words.
    fn read_classes(&mut self, file: &str, text: &str, errors: &mut Vec<TableError>) {
        let mut context = Context { file, errors };
        for row in table::read(&mut context, text, ["class", "words"]) {
            let [class, words] = row.cells;
            let words = words.split('|').map(str::to_owned).collect();
            self.classes.insert(class.to_owned(), words);
        }
    }

    /// Adds words that name incidents.
    fn read_kinds(&mut self, file: &str, text: &str, errors: &mut Vec<TableError>) {
        let mut context = Context { file, errors };
        for row in table::read(&mut context, text, ["kind", "part", "words", "needs", "weight"]) {
            let [kind, part, words, needs, weight] = row.cells;
            let Some(part) = part_of(part) else {
                context.fault(
                    row.line,
                    "part",
                    format!("“{part}” is no part"),
                    "write verb or noun",
                );
                continue;
            };
            let weight = match weight {
                "strong" => Weight::Strong,
                "weak" => Weight::Weak,
                "war" => Weight::War,
                other => {
                    let problem = format!("“{other}” is no weight");
                    context.fault(row.line, "weight", problem, "write strong, weak or war");
                    continue;
                }
            };
            let needs = match needs.split_once(':') {
                None => None,
                Some(("doer", class)) if self.classes.contains_key(class) => {
                    Some(Condition::Doer(class.to_owned()))
                }
                Some(("object", class)) if self.classes.contains_key(class) => {
                    Some(Condition::Object(class.to_owned()))
                }
                Some(_) => {
                    let problem = format!("“{needs}” is no condition");
                    context.fault(
                        row.line,
                        "needs",
                        problem,
                        "write doer: or object: with a class of classes.tsv",
                    );
                    continue;
                }
            };
            for phrase in words.split('|') {
                let words = split(phrase);
                let Some(key) = key(part, &words) else { continue };
                let of_word = self.incidents.entry(key).or_default();
                of_word.entry(part).or_default().push(IncidentWord {
                    kind: kind.to_owned(),
                    words,
                    needs: needs.clone(),
                    weight,
                    id: format!("{}:{}", file.trim_start_matches("data/"), row.line),
                });
            }
        }
    }

    /// Adds words that say what happened to people.
    fn read_casualties(&mut self, file: &str, text: &str, errors: &mut Vec<TableError>) {
        let mut context = Context { file, errors };
        for row in table::read(&mut context, text, ["measure", "part", "words", "victim"]) {
            let [measure, part, words, victim] = row.cells;
            let known = match measure {
                "casualty" => Some(None),
                measure => measure.parse::<CasualtyMeasure>().ok().map(Some),
            };
            let victim = match victim {
                "object" => Some(Victim::Object),
                "subject" => Some(Victim::Subject),
                "people" => Some(Victim::People),
                "noun" => Some(Victim::Noun),
                "behind" => Some(Victim::Behind),
                "cost" => Some(Victim::Cost),
                _ => None,
            };
            let (Some(measure), Some(part), Some(victim)) = (known, part_of(part), victim) else {
                let problem = "an unknown measure, part or victim";
                context.fault(
                    row.line,
                    "measure",
                    problem,
                    "see the comment at the top of the file",
                );
                continue;
            };
            for phrase in words.split('|') {
                let words = split(phrase);
                let Some(key) = words.first().cloned() else {
                    continue;
                };
                let word = CasualtyWord {
                    measure,
                    words,
                    victim,
                };
                let of_word = self.casualties.entry(key).or_default();
                of_word.entry(part).or_default().push(word);
            }
        }
    }

    /// Adds words of numbers.
    fn read_quantities(&mut self, file: &str, text: &str, errors: &mut Vec<TableError>) {
        let mut context = Context { file, errors };
        for row in table::read(&mut context, text, ["words", "class", "value"]) {
            let [phrase, class, value] = row.cells;
            let number = value.parse::<u64>().ok();
            let word = match (class, number) {
                ("unit", Some(number)) => QuantityWord::Unit(number),
                ("ten", Some(number)) => QuantityWord::Ten(number),
                ("scale", Some(number)) => QuantityWord::Scale(number),
                ("whole", Some(number)) => QuantityWord::Whole(number),
                ("group", Some(number)) => QuantityWord::Group(number),
                ("none", _) => QuantityWord::Zero,
                ("vague", _) => QuantityWord::Vague,
                ("at-least", _) => QuantityWord::AtLeast,
                ("up-to", _) => QuantityWord::UpTo,
                ("about", _) => QuantityWord::About,
                ("nearly", _) => QuantityWord::Nearly,
                ("behind", _) if value == "at-least" => QuantityWord::AtLeast,
                ("behind", _) if value == "up-to" => QuantityWord::UpTo,
                ("behind", _) if value == "about" => QuantityWord::About,
                _ => {
                    let problem = format!("“{class}” with “{value}” is no word of numbers");
                    context.fault(
                        row.line,
                        "class",
                        problem,
                        "see the comment at the top of the file",
                    );
                    continue;
                }
            };
            let words = split(phrase);
            if class == "behind" {
                self.behind.push((words, word));
            } else if let Some(first) = words.first().cloned() {
                let entries = self.before.entry(first).or_default();
                entries.push((words, word));
                // The longest phrase is tried first.
                entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            }
        }
    }

    /// The words that name an incident and have this lemma as head, in the order of the table.
    pub fn incidents(&self, part: IncidentPart, lemma: &str) -> &[IncidentWord] {
        let of_word = self.incidents.get(lemma);
        of_word
            .and_then(|parts| parts.get(&part))
            .map_or(&[], Vec::as_slice)
    }

    /// The words of casualties that begin with this lemma.
    pub fn casualties(&self, part: IncidentPart, lemma: &str) -> &[CasualtyWord] {
        let of_word = self.casualties.get(lemma);
        of_word
            .and_then(|parts| parts.get(&part))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a word or phrase of casualties begins with this lemma.
    pub fn begins_casualties(&self, lemma: &str) -> bool {
        self.casualties.contains_key(lemma)
    }

    /// Whether a class holds a lemma (or a verb with its particle).
    pub fn in_class(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(lemma))
    }

    /// The longest phrase of numbers at the beginning of these lower-case words, and its length.
    pub fn quantity_word(&self, words: &[&str]) -> Option<(QuantityWord, usize)> {
        let entries = self.before.get(*words.first()?)?;
        entries
            .iter()
            .find(|(phrase, _)| begins_with(words, phrase))
            .map(|(phrase, word)| (*word, phrase.len()))
    }

    /// What these words behind a number say of it, and how many words they are.
    pub fn quantity_behind(&self, words: &[&str]) -> Option<(QuantityWord, usize)> {
        let found = self.behind.iter().find(|(phrase, _)| begins_with(words, phrase));
        found.map(|(phrase, word)| (*word, phrase.len()))
    }
}

fn begins_with(words: &[&str], phrase: &[String]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, wanted)| word == wanted)
}

fn part_of(name: &str) -> Option<IncidentPart> {
    match name {
        "verb" => Some(IncidentPart::Verb),
        "noun" => Some(IncidentPart::Noun),
        "adjective" => Some(IncidentPart::Adjective),
        _ => None,
    }
}

fn split(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().map(str::to_owned).collect()
}

/// The head: the first word of a verb; the last of a noun, or the one before “of”.
fn key(part: IncidentPart, words: &[String]) -> Option<String> {
    match part {
        IncidentPart::Noun => {
            let of = words.iter().position(|word| word == "of");
            words.get(of.unwrap_or(words.len()).checked_sub(1)?).cloned()
        }
        _ => words.first().cloned(),
    }
}

const KINDS: &str = include_str!("../../../data/incidents/kinds.tsv");
const CLASSES: &str = include_str!("../../../data/incidents/classes.tsv");
const CASUALTIES: &str = include_str!("../../../data/incidents/casualties.tsv");
const QUANTITIES: &str = include_str!("../../../data/incidents/quantities.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_tables_are_sound() {
        let words = IncidentWords::load().unwrap();
        let raid = words.incidents(IncidentPart::Noun, "raid");
        assert!(
            raid.iter()
                .any(|word| word.kind == "air-strike" && word.words.len() == 2)
        );
        assert_eq!(
            words.casualties(IncidentPart::Verb, "wound")[0].measure,
            Some(CasualtyMeasure::Injured)
        );
        assert_eq!(
            words.quantity_word(&["tens", "of", "thousands"]),
            Some((QuantityWord::Group(20_000), 3))
        );
        assert_eq!(
            words.quantity_behind(&["or", "more"]),
            Some((QuantityWord::AtLeast, 2))
        );
    }

    #[test]
    fn a_broken_row_names_file_and_line() {
        let mut errors = Vec::new();
        let mut words = IncidentWords::default();
        words.read_kinds(
            "x.tsv",
            "kind\tpart\twords\tneeds\tweight\nattack\tadverb\tx\t-\tstrong\n",
            &mut errors,
        );
        assert_eq!((errors[0].file.as_str(), errors[0].line), ("x.tsv", 2));
    }
}
