//! Words beside which a name is a place.

use crate::error::TableError;
use crate::table::{Context, items, read};
use crate::words::small;
use rustc_hash::FxHashSet;

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

/// The words by class.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Each with the length of its longest word: most names are longer.
    classes: [(FxHashSet<&'static str>, usize); CLASSES.len()],
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
                Some(class) => {
                    let (class, longest) = &mut words.classes[class];
                    class.extend(items(listed));
                    *longest = class.iter().map(|word| word.len()).max().unwrap_or(0);
                }
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

    pub(super) fn has(&self, class: PlaceWord, word: &str) -> bool {
        let (class, longest) = &self.classes[class as usize];
        if word.len() > *longest {
            return false;
        }
        class.contains(word) || small(word, &mut [0; 32]).is_some_and(|small| class.contains(&*small))
    }
}
