//! Words that bind two actors for longer than an act does: allies, arms, dependence, backing, kin, membership.

use crate::speech::{CueError, rows};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use verbale_record::RelationKind;

/// The form of a word that binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BondForm {
    /// “A backs B”.
    Verb,
    /// “A, an ally of B”.
    Noun,
    /// “A is dependent on B”.
    Adjective,
    /// “A-backed B”.
    Participle,
}

/// What a bond is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Nothing that is looked for.
    None,
    /// The phrase of a preposition (“depends on B for gas”).
    Preposition(String),
    /// Weapons in this place: `obj` or a preposition. Without them there is no bond.
    Weapons(String),
}

/// One way to say a bond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bond {
    /// How the two are bound.
    pub kind: RelationKind,
    /// Where the first stands.
    pub first: Vec<String>,
    /// Where the second stands, best first.
    pub second: Vec<String>,
    /// What it is about.
    pub ground: Ground,
}

/// All words that bind.
#[derive(Clone, Debug, Default)]
pub struct Bonds {
    bonds: BTreeMap<BondForm, FxHashMap<String, Vec<Bond>>>,
    weapons: FxHashSet<String>,
}

impl Bonds {
    /// The tables that come with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in tables are broken, which their test would show.
    pub fn builtin() -> &'static Self {
        static BONDS: OnceLock<Bonds> = OnceLock::new();
        BONDS.get_or_init(|| match Self::parse(PATTERNS, WEAPONS) {
            Ok(bonds) => bonds,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        })
    }

    /// Reads the two tables.
    pub fn parse(patterns: &str, weapons: &str) -> Result<Self, CueError> {
        let mut table = Self::default();
        for (line, columns) in rows(patterns) {
            let fail = |message| CueError {
                file: "data/relations/patterns.tsv",
                line,
                message,
            };
            let &[kind, form, words, first, second, ground] = columns.as_slice() else {
                return Err(fail(format!("{} columns instead of 6", columns.len())));
            };
            let bond = Bond {
                kind: kind
                    .parse()
                    .map_err(|error: verbale_record::UnknownWord| fail(error.to_string()))?,
                first: first.split(',').map(str::to_owned).collect(),
                second: second.split(',').map(str::to_owned).collect(),
                ground: match ground.strip_prefix("weapon:") {
                    Some(place) => Ground::Weapons(place.to_owned()),
                    None if ground == "-" => Ground::None,
                    None => Ground::Preposition(ground.to_owned()),
                },
            };
            let form = match form {
                "verb" => BondForm::Verb,
                "noun" => BondForm::Noun,
                "adjective" => BondForm::Adjective,
                "participle" => BondForm::Participle,
                other => return Err(fail(format!("“{other}” is no form"))),
            };
            for word in words.split_whitespace() {
                let of_form = table.bonds.entry(form).or_default();
                let listed = of_form.entry(word.to_owned()).or_default();
                listed.push(bond.clone());
            }
        }
        for (_, columns) in rows(weapons) {
            let words = columns.iter().flat_map(|cell| cell.split_whitespace());
            table.weapons.extend(words.map(str::to_owned));
        }
        Ok(table)
    }

    /// The ways in which a word binds.
    pub fn of(&self, form: BondForm, word: &str) -> &[Bond] {
        let of_form = self.bonds.get(&form);
        of_form
            .and_then(|words| words.get(word))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a noun names weapons.
    pub fn is_weapon(&self, lemma: &str) -> bool {
        self.weapons.contains(lemma)
    }
}

const PATTERNS: &str = include_str!("../../../../data/relations/patterns.tsv");
const WEAPONS: &str = include_str!("../../../../data/relations/weapons.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_tables_are_sound() {
        let bonds = Bonds::parse(PATTERNS, WEAPONS).unwrap();
        let depend = &bonds.of(BondForm::Verb, "depend")[0];
        assert_eq!(depend.kind, RelationKind::DependsOn);
        assert_eq!(depend.ground, Ground::Preposition("for".to_owned()));
        assert!(bonds.is_weapon("drone"));
        assert!(bonds.of(BondForm::Verb, "sing").is_empty());
    }

    #[test]
    fn a_broken_row_names_its_line() {
        let error = Bonds::parse("# one\nlikes\tverb\tlike\tsubj\tobj\t-\n", "").unwrap_err();
        assert_eq!(error.line, 2);
    }
}
