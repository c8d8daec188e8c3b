//! A CAMEO-style actor code taken apart: country, group, religion, roles.

use crate::codes::{Block, Codes};
use verbale_record::Actor;

/// The parts of an actor's code, with CAMEO's own country codes. Empty where not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ActorCode {
    pub(super) full: String,
    pub(super) country: String,
    pub(super) group: String,
    pub(super) ethnic: String,
    pub(super) religions: Vec<String>,
    pub(super) roles: Vec<String>,
}

impl ActorCode {
    pub(super) fn of(actor: Option<&Actor>) -> Self {
        let Some(actor) = actor else {
            return Self::default();
        };
        let codes = Codes::get();
        let written = actor.code.clone().unwrap_or_else(|| composed(actor));
        let mut parts = Self::default();
        for (index, block) in written.as_bytes().chunks(3).enumerate() {
            // Codes are ASCII; what is not, is no code.
            let Ok(block) = std::str::from_utf8(block) else {
                return Self::default();
            };
            parts.add(index, block, codes);
        }
        parts
    }

    fn add(&mut self, index: usize, block: &str, codes: &Codes) {
        let mut block = block;
        match codes.block(block) {
            _ if index == 0 && codes.country(block).is_some() => {
                block = codes.cameo_country(block);
                block.clone_into(&mut self.country);
            }
            Some(Block::Country) => block.clone_into(&mut self.country),
            Some(Block::Group) => block.clone_into(&mut self.group),
            Some(Block::Ethnic) => block.clone_into(&mut self.ethnic),
            Some(Block::Religion) => self.religions.push(block.to_owned()),
            None => self.roles.push(block.to_owned()),
        }
        self.full.push_str(block);
    }

    /// The role at this place, from 0.
    pub(super) fn role(&self, index: usize) -> &str {
        self.roles.get(index).map_or("", String::as_str)
    }

    /// The religion at this place, from 0.
    pub(super) fn religion(&self, index: usize) -> &str {
        self.religions.get(index).map_or("", String::as_str)
    }
}

/// Country and at most two sectors, for an actor whose code the record leaves open.
fn composed(actor: &Actor) -> String {
    let country = actor.country.as_deref().unwrap_or_default();
    let sectors = actor
        .sectors
        .iter()
        .map(String::as_str)
        .filter(|sector| *sector != country);
    std::iter::once(country).chain(sectors.take(2)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use verbale_record::{ActorKind, Rank};

    fn parts(code: Option<&str>, country: Option<&str>) -> ActorCode {
        ActorCode::of(Some(&Actor {
            id: "a1".into(),
            name: "N".into(),
            kind: ActorKind::Other,
            country: country.map(str::to_owned),
            sectors: Vec::new(),
            code: code.map(str::to_owned),
            office: None,
            rank: Rank::Unspecified,
            member_of: None,
            known: true,
            mentions: Vec::new(),
        }))
    }

    #[test]
    fn blocks_find_their_columns() {
        let minister = parts(Some("ROUGOVMIL"), Some("ROU"));
        assert_eq!(
            (minister.full.as_str(), minister.country.as_str()),
            ("ROMGOVMIL", "ROM")
        );
        assert_eq!(
            (minister.role(0), minister.role(1), minister.role(2)),
            ("GOV", "MIL", "")
        );
        let united_nations = parts(Some("IGOUNO"), Some("IGO"));
        assert_eq!(
            (united_nations.group.as_str(), united_nations.role(0)),
            ("UNO", "IGO")
        );
        assert_eq!(united_nations.country, "");
        assert_eq!(
            parts(Some("SUNGOV"), None).country,
            "SUN",
            "a state that was, no creed"
        );
        assert_eq!(parts(Some("IRQREBSUN"), None).religion(0), "SUN");
    }

    #[test]
    fn a_country_alone_is_a_code() {
        assert_eq!(parts(None, Some("FRA")).full, "FRA");
        assert_eq!(parts(None, None), ActorCode::default());
        assert_eq!(parts(Some("éé"), None), ActorCode::default(), "no code, no panic");
        assert_eq!(
            parts(Some("XDPGOV"), None).country,
            "",
            "CAMEO has no code for it"
        );
    }
}
