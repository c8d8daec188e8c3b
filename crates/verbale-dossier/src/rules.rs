//! The table of `data/dossier/dossier.toml`.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use verbale_record::Stance;
use verbale_record::ontology::EventType;

const TABLE: &str = include_str!("../../../data/dossier/dossier.toml");

/// What joining and following know about the record's words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    incident_family: Vec<Family>,
    willingness: BTreeMap<Stance, u8>,
    issue: Vec<IssueRule>,
    pub(crate) matter: MatterRule,
}

/// What tells the matters of disputes apart.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatterRule {
    /// Words that say nothing about the matter.
    pub(crate) empty: BTreeSet<String>,
    /// Classes of words for deeds that somebody can be said to have done.
    pub(crate) deeds: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    name: String,
    types: Vec<String>,
}

/// What becomes of a commitment on an issue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssueRule {
    name: String,
    /// Acts of the bound party that carry it out.
    #[serde(default)]
    pub(crate) met: Vec<EventType>,
    /// Acts of the bound party that break it.
    #[serde(default)]
    pub(crate) broken: Vec<EventType>,
    /// Whether a meeting that is held carries it out.
    #[serde(default)]
    pub(crate) talks: bool,
}

impl Rules {
    /// The table that comes with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in table is broken, which its test would show.
    pub(crate) fn builtin() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| match toml::from_str(TABLE) {
            Ok(rules) => rules,
            Err(error) => panic!("data/dossier/dossier.toml: {error}"),
        })
    }

    /// The family of a type of incident: types that may be one incident told more or less exactly.
    pub(crate) fn family<'s>(&'s self, kind: &'s str) -> &'s str {
        let family = self
            .incident_family
            .iter()
            .find(|family| family.types.iter().any(|one| one == kind));
        family.map_or(kind, |family| family.name.as_str())
    }

    /// How willing a stance is; `None` for demands, which are of another sort.
    pub(crate) fn willingness(&self, stance: Stance) -> Option<u8> {
        self.willingness.get(&stance).copied()
    }

    /// What becomes of commitments on an issue.
    pub(crate) fn issue(&self, name: &str) -> Option<&IssueRule> {
        self.issue.iter().find(|rule| rule.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_table_is_sound() {
        let rules = Rules::builtin();
        assert_eq!(rules.family("shelling"), rules.family("attack"));
        assert_eq!(rules.family("pogrom"), "pogrom");
        assert!(rules.willingness(Stance::Offers) > rules.willingness(Stance::Refuses));
        assert_eq!(rules.willingness(Stance::Demands), None);
        assert!(
            rules
                .issue("ceasefire")
                .is_some_and(|rule| rule.broken.contains(&EventType::Assault))
        );
    }
}
