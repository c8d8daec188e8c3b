//! PLOVER's event types and their quads.

use crate::vocabulary::{UnknownWord, vocabulary};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

vocabulary! {
    /// The 16 event types of PLOVER 0.8. The codebook (`data/ontology/plover.toml`) defines each.
    EventType {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}

impl EventType {
    /// The quad it belongs to. SANCTION is material conflict: PLOVER's own table of quads and its definition of
    /// the category disagree, and reducing relations is a deed, not words.
    pub fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                Quad::MaterialConflict
            }
        }
    }
}

/// The four quads: words or deeds, cooperation or conflict. The record writes the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Quad {
    /// 1: promises, meetings, praise, concessions in words.
    VerbalCooperation = 1,
    /// 2: exchange, aid, release, withdrawal.
    MaterialCooperation = 2,
    /// 3: demands, accusations, refusals, threats.
    VerbalConflict = 3,
    /// 4: protest, sanctions, force and the show of it.
    MaterialConflict = 4,
}

impl Quad {
    /// All quads, by number.
    pub const ALL: [Quad; 4] = [
        Self::VerbalCooperation,
        Self::MaterialCooperation,
        Self::VerbalConflict,
        Self::MaterialConflict,
    ];

    /// The number, 1 to 4.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "verbal cooperation",
            Self::MaterialCooperation => "material cooperation",
            Self::VerbalConflict => "verbal conflict",
            Self::MaterialConflict => "material conflict",
        }
    }

    /// Whether it is cooperation, in words or deeds.
    pub fn is_cooperation(self) -> bool {
        matches!(self, Self::VerbalCooperation | Self::MaterialCooperation)
    }
}

impl fmt::Display for Quad {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.number(), formatter)
    }
}

impl From<Quad> for u8 {
    fn from(quad: Quad) -> u8 {
        quad.number()
    }
}

impl TryFrom<u8> for Quad {
    type Error = UnknownWord;

    fn try_from(number: u8) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|quad| quad.number() == number)
            .ok_or_else(|| UnknownWord {
                word: number.to_string(),
                vocabulary: "Quad",
            })
    }
}

impl JsonSchema for Quad {
    fn schema_name() -> Cow<'static, str> {
        "Quad".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer", "minimum": 1, "maximum": 4,
            "description": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"
        })
    }
}
