//! Words beside which a name is a place.

use crate::classes::ClassifiedWords;
use crate::error::TableError;
use crate::table::{Context, items, read};

const WORDS: &str = include_str!("../../../../data/places/words.tsv");

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceWord {
    /// Prepositions that only places (and times) follow.
    Inside,
    /// Prepositions that places follow among others.
    Toward,
    /// Nouns that introduce a place.
    Before,
    /// Nouns that follow its name.
    After,
    /// Nouns after the name of a region, not of its chief town.
    RegionAfter,
    /// Words that belong to no name though they may be written large.
    Direction,
    /// Adjectives between a preposition and its place.
    Side,
    /// Small words inside names.
    Particle,
    /// Words before a person's name.
    Title,
    /// Nouns that make the name before them part of another name.
    NotAfter,
    /// Local bodies and offices: the name before them still is their place.
    Body,
    /// Prepositions after which a country acts.
    Agent,
    /// Verbs of motion.
    Motion,
    /// What is named with a word of its kind: “Mount Noqum”, “the Umaliqa base”.
    Site,
    /// Names of towns that in running text are something else.
    NotPlace,
}

const CLASSES: [&str; 15] = [
    "inside",
    "toward",
    "before",
    "after",
    "region-after",
    "direction",
    "side",
    "particle",
    "title",
    "not-after",
    "body",
    "agent",
    "motion",
    "site",
    "not-place",
];

/// The classes of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceWords(u16);

impl PlaceWords {
    /// Whether the word is of a class.
    pub fn has(self, class: PlaceWord) -> bool {
        self.0 >> class as u32 & 1 != 0
    }
}

/// The words by class.
#[derive(Debug, Default)]
pub(super) struct Words {
    classes: ClassifiedWords,
}

impl Words {
    pub(super) fn load(errors: &mut Vec<TableError>) -> Self {
        let mut words = Self::default();
        let mut context = Context {
            file: "places/words.tsv",
            errors,
        };
        for row in read(&mut context, WORDS, ["class", "words"]) {
            let [class, listed] = row.cells;
            match CLASSES.iter().position(|known| *known == class) {
                Some(class) => items(listed).for_each(|word| words.classes.add(word, class)),
                None => context.fault(
                    row.line,
                    "class",
                    format!("`{class}` is no class of words"),
                    format!("the classes are: {}", CLASSES.join(", ")),
                ),
            }
        }
        words
    }

    pub(super) fn of(&self, word: &str) -> PlaceWords {
        PlaceWords(self.classes.of(word))
    }
}
