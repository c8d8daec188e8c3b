//! PLOVER sectors and the record's ranks.

use std::fmt;

/// A PLOVER sector code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sector([u8; 3]);

/// PLOVER's sectors.
const SECTORS: [&str; 24] = [
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM", "PTY", "REB", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "MED", "LAB", "REF", "OPP", "PRE", "REL",
];
/// Civil society, which fits nowhere else; and the generic international sectors of organisations.
const MORE: [&str; 4] = ["SOC", "IGO", "NGO", "MNC"];

impl Sector {
    /// The executive.
    pub const GOV: Self = Self(*b"GOV");
    /// State military.
    pub const MIL: Self = Self(*b"MIL");
    /// Armed opposition.
    pub const REB: Self = Self(*b"REB");
    /// Armed groups of nobody known.
    pub const UAF: Self = Self(*b"UAF");
    /// Courts.
    pub const JUD: Self = Self(*b"JUD");
    /// Parties.
    pub const PTY: Self = Self(*b"PTY");
    /// The media.
    pub const JRN: Self = Self(*b"JRN");
    /// Companies.
    pub const BUS: Self = Self(*b"BUS");
    /// Schools.
    pub const EDU: Self = Self(*b"EDU");
    /// Non-governmental organisations.
    pub const NGO: Self = Self(*b"NGO");
    /// Former officials.
    pub const ELI: Self = Self(*b"ELI");
    /// Partially recognised entities.
    pub const PRE: Self = Self(*b"PRE");
    /// Unarmed people without another affiliation.
    pub const CVL: Self = Self(*b"CVL");

    /// Reads a code; `None` when PLOVER has no such sector.
    pub fn parse(code: &str) -> Option<Self> {
        let known = SECTORS.contains(&code) || MORE.contains(&code);
        known.then(|| code.as_bytes().try_into().ok().map(Self)).flatten()
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("UNK")
    }

    /// The letters CAMEO has for this sector.
    pub fn cameo(&self) -> &str {
        match self.as_str() {
            // PLOVER renamed two of CAMEO's: MED was the media there, HLH health.
            "JRN" => "MED",
            "MED" => "HLH",
            same => same,
        }
    }
}

impl fmt::Display for Sector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Sector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How high an actor stands, as the record has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rank {
    /// President of a state, monarch.
    HeadOfState,
    /// Prime minister, chancellor.
    HeadOfGovernment,
    /// Member of a cabinet.
    Minister,
    /// Deputy of a minister, state secretary.
    DeputyMinister,
    /// Ambassador, envoy, mediator.
    Envoy,
    /// Any other official.
    Official,
    /// Soldiers of any grade.
    Military,
    /// Speaks for somebody else.
    Spokesperson,
    /// Nothing is said of it.
    #[default]
    Unspecified,
}

impl Rank {
    /// All ranks, highest first.
    pub const ALL: [Self; 9] = [
        Self::HeadOfState,
        Self::HeadOfGovernment,
        Self::Minister,
        Self::DeputyMinister,
        Self::Envoy,
        Self::Official,
        Self::Military,
        Self::Spokesperson,
        Self::Unspecified,
    ];

    /// The record's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeadOfState => "head-of-state",
            Self::HeadOfGovernment => "head-of-government",
            Self::Minister => "minister",
            Self::DeputyMinister => "deputy-minister",
            Self::Envoy => "envoy",
            Self::Official => "official",
            Self::Military => "military",
            Self::Spokesperson => "spokesperson",
            Self::Unspecified => "unspecified",
        }
    }

    /// Reads the record's word; an empty one is [`Rank::Unspecified`].
    pub fn parse(word: &str) -> Option<Self> {
        if word.is_empty() {
            return Some(Self::Unspecified);
        }
        Self::ALL.into_iter().find(|rank| rank.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_ranks_read_back() {
        assert_eq!(Sector::parse("GOV"), Some(Sector::GOV));
        assert_eq!(Sector::parse("SEP"), None);
        assert_eq!(
            Sector::parse("JRN")
                .map(|sector| sector.cameo().to_owned())
                .as_deref(),
            Some("MED")
        );
        for rank in Rank::ALL {
            assert_eq!(Rank::parse(rank.as_str()), Some(rank));
        }
        assert_eq!(Rank::parse("king"), None);
    }
}
