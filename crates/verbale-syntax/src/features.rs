//! Morphological features as a set of bits.

use std::fmt;
use std::str::FromStr;

/// Every `Name=Value` pair that UD English uses, in the order in which CoNLL-U sorts them.
const PAIRS: &[&str] = &[
    "Abbr=Yes",
    "Case=Acc",
    "Case=Gen",
    "Case=Nom",
    "Definite=Def",
    "Definite=Ind",
    "Degree=Cmp",
    "Degree=Pos",
    "Degree=Sup",
    "ExtPos=ADJ",
    "ExtPos=ADP",
    "ExtPos=ADV",
    "ExtPos=CCONJ",
    "ExtPos=PRON",
    "ExtPos=PROPN",
    "ExtPos=SCONJ",
    "Foreign=Yes",
    "Gender=Fem",
    "Gender=Masc",
    "Gender=Neut",
    "Mood=Imp",
    "Mood=Ind",
    "Mood=Sub",
    "Number=Plur",
    "Number=Ptan",
    "Number=Sing",
    "NumForm=Combi",
    "NumForm=Digit",
    "NumForm=Roman",
    "NumForm=Word",
    "NumType=Card",
    "NumType=Frac",
    "NumType=Mult",
    "NumType=Ord",
    "Person=1",
    "Person=2",
    "Person=3",
    "Polarity=Neg",
    "Polarity=Pos",
    "Polite=Form",
    "Poss=Yes",
    "PronType=Art",
    "PronType=Dem",
    "PronType=Emp",
    "PronType=Ind",
    "PronType=Int",
    "PronType=Neg",
    "PronType=Prs",
    "PronType=Rcp",
    "PronType=Rel",
    "PronType=Tot",
    "Reflex=Yes",
    "Style=Arch",
    "Style=Coll",
    "Style=Expr",
    "Style=Slng",
    "Style=Vrnc",
    "Tense=Past",
    "Tense=Pres",
    "Typo=Yes",
    "VerbForm=Fin",
    "VerbForm=Ger",
    "VerbForm=Inf",
    "VerbForm=Part",
    "Voice=Pass",
];

/// A set of morphological features. Pairs outside UD English's inventory are dropped when read.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Features(u128);

impl Features {
    /// Whether a pair such as `"Tense=Past"` is in the set. A pair outside the inventory never is.
    #[inline]
    pub fn has(self, pair: &str) -> bool {
        position(pair).is_some_and(|bit| self.0 >> bit & 1 == 1)
    }

    /// The set with a pair added; unchanged for a pair outside the inventory.
    #[must_use]
    pub fn with(self, pair: &str) -> Self {
        position(pair).map_or(self, |bit| Self(self.0 | 1 << bit))
    }

    /// Whether no feature is set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[inline]
fn position(pair: &str) -> Option<usize> {
    let mut slot = first_slot(pair.as_bytes());
    loop {
        let index = usize::from(SLOTS[slot]);
        if *PAIRS.get(index)? == pair {
            return Some(index);
        }
        slot = (slot + 1) % SLOTS.len();
    }
}

/// Where each pair stands in [`PAIRS`]: an open hash table, since every stage asks for features all the time.
static SLOTS: [u8; 256] = slots();
const FREE: u8 = u8::MAX;

const fn slots() -> [u8; 256] {
    let mut slots = [FREE; 256];
    let mut index = 0;
    while index < PAIRS.len() {
        let mut slot = first_slot(PAIRS[index].as_bytes());
        while slots[slot] != FREE {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = index as u8;
        index += 1;
    }
    slots
}

/// Pairs differ in their length, their first or one of their last letters.
#[inline]
const fn first_slot(pair: &[u8]) -> usize {
    let &[first, .., third, second, last] = pair else {
        return 0;
    };
    let letters = u32::from_le_bytes([first, third, second, last]) ^ pair.len() as u32;
    (letters.wrapping_mul(0x9E37_79B1) >> 24) as usize
}

impl FromStr for Features {
    type Err = std::convert::Infallible;

    /// Reads the sixth column of CoNLL-U: `_` or pairs joined by `|`, values joined by commas.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut set = Self::default();
        for pair in text.split('|') {
            let (name, values) = pair.split_once('=').unwrap_or((pair, ""));
            for value in values.split(',') {
                set = set.with(&format!("{name}={value}"));
            }
        }
        Ok(set)
    }
}

impl fmt::Display for Features {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return formatter.write_str("_");
        }
        let mut name_before = "";
        for (_, pair) in PAIRS.iter().enumerate().filter(|(bit, _)| self.0 >> bit & 1 == 1) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match name_before {
                "" => write!(formatter, "{pair}")?,
                same if same == name => write!(formatter, ",{value}")?,
                _ => write!(formatter, "|{pair}")?,
            }
            name_before = name;
        }
        Ok(())
    }
}

impl fmt::Debug for Features {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Features({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_survive_a_round_trip() {
        for text in [
            "_",
            "Number=Sing",
            "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
            "Gender=Fem,Masc",
        ] {
            assert_eq!(text.parse::<Features>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn every_pair_has_its_bit() {
        for (bit, pair) in PAIRS.iter().enumerate() {
            assert_eq!(position(pair), Some(bit));
        }
        assert_eq!(
            (position("Number=Dual"), position("No"), position("")),
            (None, None, None)
        );
    }

    #[test]
    fn unknown_pairs_are_dropped() {
        let set: Features = "Number=Sing|Moon=Full".parse().unwrap();
        assert!(set.has("Number=Sing"));
        assert!(!set.has("Moon=Full"));
    }
}
