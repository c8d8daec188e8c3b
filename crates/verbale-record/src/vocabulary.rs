//! The closed vocabularies of the record, as enums that serialise to the record's words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$variant_meta])* #[doc = $text] #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// All values, in declaration order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word that the record uses.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                match text {
                    $($text => Ok($name::$variant),)+
                    _ => Err(UnknownWord { word: text.to_owned(), vocabulary: stringify!($name) }),
                }
            }
        }
    };
}

pub(crate) use vocabulary;

/// A word outside one of the record's vocabularies.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{word}” is no {vocabulary} of the record")]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// The vocabulary it was looked up in.
    pub vocabulary: &'static str,
}

vocabulary! {
    /// How the publication date was found.
    PublishedBasis { Metadata = "metadata", Dateline = "dateline", Given = "given", Inferred = "inferred" }
}

vocabulary! {
    /// What kind of actor it is.
    ActorKind {
        Person = "person", State = "state", Government = "government", ArmedGroup = "armed-group", Igo = "igo",
        Ngo = "ngo", Media = "media", Company = "company", Party = "party", Civilians = "civilians", Other = "other",
    }
}

vocabulary! {
    /// The rank of an actor or a delegation, highest first.
    Rank {
        HeadOfState = "head-of-state", HeadOfGovernment = "head-of-government", Minister = "minister",
        DeputyMinister = "deputy-minister", Envoy = "envoy", Official = "official", Military = "military",
        Spokesperson = "spokesperson", Unspecified = "unspecified",
    }
}

vocabulary! {
    /// How a mention names its actor.
    MentionForm { Name = "name", Nominal = "nominal", Pronoun = "pronoun", Metonym = "metonym" }
}

vocabulary! {
    /// How exactly a place is known.
    PlacePrecision { Point = "point", Admin1 = "admin1", Country = "country" }
}

vocabulary! {
    /// What kind of time it is.
    TimeKind { Date = "date", Duration = "duration", Interval = "interval", Reference = "reference" }
}

vocabulary! {
    /// Whether the text says that it happened.
    Factuality {
        Asserted = "asserted", Negated = "negated", Hypothetical = "hypothetical", Future = "future",
        Historical = "historical",
    }
}

vocabulary! {
    /// How exactly an event's date is known.
    DatePrecision { Day = "day", Week = "week", Month = "month", Year = "year", Interval = "interval" }
}

vocabulary! {
    /// Where an event's date comes from.
    DateBasis { Stated = "stated", Dateline = "dateline", Published = "published", Context = "context" }
}

vocabulary! {
    /// What a statement does.
    StatementKind {
        Claim = "claim", Denial = "denial", Accusation = "accusation", Demand = "demand", Request = "request",
        Offer = "offer", Promise = "promise", Vow = "vow", Threat = "threat", Refusal = "refusal",
        Acceptance = "acceptance", Assessment = "assessment", Hope = "hope", Praise = "praise",
        Condemnation = "condemnation", Announcement = "announcement", Question = "question",
    }
}

vocabulary! {
    /// How a statement is given.
    StatementForm {
        Direct = "direct",
        /// Speech whose quotation marks were lost:
        DirectUnmarked = "direct-unmarked",
        Mixed = "mixed", Indirect = "indirect",
    }
}

vocabulary! {
    /// Whether a statement's content affirms or denies.
    Polarity { Positive = "positive", Negative = "negative" }
}

vocabulary! {
    /// How a meeting is set up.
    TalkFormat {
        Bilateral = "bilateral", Trilateral = "trilateral", Multilateral = "multilateral", Proximity = "proximity",
        Shuttle = "shuttle", Phone = "phone", Unspecified = "unspecified",
    }
}

vocabulary! {
    /// How far a meeting has come.
    TalkStatus {
        Held = "held", Ongoing = "ongoing", Scheduled = "scheduled", Proposed = "proposed",
        Conditional = "conditional", Postponed = "postponed", Cancelled = "cancelled", BrokenOff = "broken-off",
    }
}

vocabulary! {
    /// What came of a meeting.
    Outcome {
        None = "none", NoBreakthrough = "no-breakthrough", Progress = "progress",
        PartialAgreement = "partial-agreement", Agreement = "agreement", Ceasefire = "ceasefire",
        Walkout = "walkout", Collapsed = "collapsed", Unknown = "unknown",
    }
}

vocabulary! {
    /// What a third party does at a meeting.
    ThirdPartyRole {
        Host = "host", Mediator = "mediator", Facilitator = "facilitator", Guarantor = "guarantor",
        Observer = "observer",
    }
}

vocabulary! {
    /// By what a track was told from others.
    TrackBasis { Venue = "venue", Host = "host", Format = "format" }
}

vocabulary! {
    /// Where an issue stands.
    IssueStatus {
        Raised = "raised", NoProgress = "no-progress", Deferred = "deferred", Conditional = "conditional",
        InPrinciple = "in-principle", Agreed = "agreed", Rejected = "rejected", Implemented = "implemented",
        Violated = "violated",
    }
}

vocabulary! {
    /// What a party does about an issue.
    Stance {
        Demands = "demands", Offers = "offers", Accepts = "accepts", AcceptsInPrinciple = "accepts-in-principle",
        Conditional = "conditional", NonCommittal = "non-committal", Refuses = "refuses", Denies = "denies",
    }
}

vocabulary! {
    /// How the sides of a contested fact relate.
    ContestedRelation {
        Denies = "denies", Contradicts = "contradicts", Reframes = "reframes", Justifies = "justifies",
    }
}

vocabulary! {
    /// Why a perpetrator is named.
    PerpetratorBasis { Stated = "stated", AllegedBy = "alleged-by", None = "none" }
}

vocabulary! {
    /// What happened to people.
    CasualtyMeasure {
        Killed = "killed", Injured = "injured", Missing = "missing", Displaced = "displaced", Detained = "detained",
    }
}

vocabulary! {
    /// How a number is meant.
    CasualtyQualifier { Exact = "exact", AtLeast = "at-least", UpTo = "up-to", About = "about" }
}

vocabulary! {
    /// How two actors are bound.
    RelationKind {
        AllyOf = "ally-of", SuppliesArmsTo = "supplies-arms-to", DependsOn = "depends-on", Backs = "backs",
        Opposes = "opposes", KinOf = "kin-of", MemberOf = "member-of",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_a_round_trip() {
        for &rank in Rank::ALL {
            assert_eq!(rank.as_str().parse::<Rank>().unwrap(), rank);
            assert_eq!(serde_json::to_string(&rank).unwrap(), format!("\"{rank}\""));
        }
        assert!("duke".parse::<Rank>().is_err());
    }
}
