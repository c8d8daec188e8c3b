//! Small tables of words that the tokeniser and the sentence splitter know, read from `data/*.tsv`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// FNV-1a: short keys, fixed seed, no dependency.
#[derive(Clone)]
pub(crate) struct Fnv(u64);

pub(crate) const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
pub(crate) const FNV_PRIME: u64 = 0x0100_0000_01b3;

impl Default for Fnv {
    fn default() -> Self {
        Self(FNV_START)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = fnv(self.0, bytes);
    }
}

/// FNV-1a over some bytes, from a state.
pub(crate) fn fnv(state: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(state, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)
    })
}

/// A map keyed by strings with the fast hash.
pub(crate) type FnvMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

const LONGEST: usize = 16;

/// Lower-cased ASCII words with a value each.
pub(crate) struct WordTable<V> {
    values: FnvMap<Vec<u8>, V>,
}

impl<V: Copy> WordTable<V> {
    fn read(text: &str, value: impl Fn(&str, &str) -> V) -> Self {
        let rows = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let values = rows
            .map(|row| {
                let (word, rest) = row.split_once('\t').unwrap_or((row, ""));
                (word.to_ascii_lowercase().into_bytes(), value(word, rest))
            })
            .collect();
        Self { values }
    }

    /// The value of a word in any case.
    pub(crate) fn get(&self, word: &str) -> Option<V> {
        let bytes = word.as_bytes();
        let mut lower = [0u8; LONGEST];
        let lower = lower.get_mut(..bytes.len())?;
        for (to, from) in lower.iter_mut().zip(bytes) {
            *to = from.to_ascii_lowercase();
        }
        self.values.get(&*lower).copied()
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

/// What an abbreviation says about the text after its full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name follows; never the end of a sentence.
    Title,
    /// An abbreviation only when a number follows.
    Number,
    /// A month or a day.
    Date,
    /// May end a sentence.
    General,
}

static ABBREVIATIONS: LazyLock<WordTable<(Abbreviation, bool)>> = LazyLock::new(|| {
    WordTable::read(include_str!("../data/abbreviations.tsv"), |word, kind| {
        (abbreviation_kind(kind), starts_upper(word))
    })
});

fn starts_upper(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase())
}

fn abbreviation_kind(name: &str) -> Abbreviation {
    match name {
        "title" => Abbreviation::Title,
        "number" => Abbreviation::Number,
        "date" => Abbreviation::Date,
        _ => Abbreviation::General,
    }
}

/// The kind of an abbreviation, given without its last full stop.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let (kind, needs_capital) = ABBREVIATIONS.get(word)?;
    (!needs_capital || starts_upper(word)).then_some(kind)
}

/// Whether a hyphen after this word does not divide it.
pub(crate) fn is_hyphen_prefix(word: &str) -> bool {
    static PREFIXES: LazyLock<WordTable<()>> =
        LazyLock::new(|| WordTable::read(include_str!("../data/hyphen-prefixes.tsv"), |_, _| ()));
    PREFIXES.has(word)
}

/// Where a word without apostrophe divides into two (“can|not”).
pub(crate) fn contraction(word: &str) -> Option<usize> {
    static CONTRACTIONS: LazyLock<WordTable<u8>> = LazyLock::new(|| {
        WordTable::read(include_str!("../data/contractions.tsv"), |_, bytes| {
            bytes.parse().unwrap_or(0)
        })
    });
    CONTRACTIONS
        .get(word)
        .map(usize::from)
        .filter(|&at| 0 < at && at < word.len())
}

/// Whether the word is a unit that a number is parted from.
pub(crate) fn is_unit(word: &str) -> bool {
    static UNITS: LazyLock<WordTable<()>> =
        LazyLock::new(|| WordTable::read(include_str!("../data/units.tsv"), |_, _| ()));
    UNITS.has(word)
}

/// Whether the word, with a capital, begins sentences.
pub(crate) fn is_sentence_starter(word: &str) -> bool {
    static STARTERS: LazyLock<WordTable<()>> =
        LazyLock::new(|| WordTable::read(include_str!("../data/sentence-starters.tsv"), |_, _| ()));
    STARTERS.has(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_found_in_any_case() {
        assert_eq!(abbreviation("Gen"), Some(Abbreviation::Title));
        assert_eq!(abbreviation("GEN"), Some(Abbreviation::Title));
        assert_eq!(abbreviation("gen"), None, "“gen.” is no title");
        assert_eq!(abbreviation("no"), Some(Abbreviation::Number));
        assert_eq!(contraction("Cannot"), Some(3));
        assert!(is_hyphen_prefix("Non"));
        assert!(is_sentence_starter("The"));
        assert!(!is_sentence_starter("a word longer than any in the table"));
    }
}
