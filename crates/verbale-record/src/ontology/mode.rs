//! PLOVER's modes: how an event was carried out, or what a demand, refusal or threat is about.

use super::EventType;
use crate::vocabulary::{UnknownWord, vocabulary};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

vocabulary! {
    /// The modes of PLOVER 0.8. Which go with which type: [`EventType::modes`].
    Mode {
        Visit = "visit", ThirdParty = "third-party", Multilateral = "multilateral", Phone = "phone",
        Withdraw = "withdraw", Release = "release", Disarm = "disarm", Ceasefire = "ceasefire", Access = "access",
        Resign = "resign",
        Assist = "assist", Change = "change", Yield = "yield", Meet = "meet",
        Disapprove = "disapprove", Investigate = "investigate", Allege = "allege",
        Restrict = "restrict", Arrest = "arrest", Relations = "relations", Expel = "expel", Territory = "territory",
        Violence = "violence",
        Demo = "demo", Riot = "riot", Strike = "strike", Hunger = "hunger", Boycott = "boycott",
        Obstruct = "obstruct", Vandalize = "vandalize",
        Convict = "convict", Discontinue = "discontinue",
        Troops = "troops", Weapons = "weapons", Police = "police", Militia = "militia",
        Seize = "seize", Censor = "censor", Curfew = "curfew", MartialLaw = "martial-law", Deport = "deport",
        Withhold = "withhold", Misinformation = "misinformation", Cyber = "cyber",
        Abduct = "abduct", Beat = "beat", Torture = "torture", Sexual = "sexual", Targeted = "targeted",
        Destroy = "destroy", Primitive = "primitive", Firearms = "firearms", Explosives = "explosives",
        SuicideAttack = "suicide-attack", Aerial = "aerial", Drone = "drone", HeavyWeapons = "heavy-weapons",
        CrowdControl = "crowd-control", Unconventional = "unconventional",
    }
}

/// Why a word is not the mode of an event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModeError {
    /// PLOVER has no such mode.
    #[error(transparent)]
    Unknown(#[from] UnknownWord),
    /// PLOVER has it, for other types.
    #[error("{event_type} has no mode “{mode}”")]
    OfOtherType {
        /// The type it was asked for.
        event_type: EventType,
        /// The mode.
        mode: Mode,
    },
}

impl Mode {
    /// The mode of this name, if it is one of the type's.
    pub fn of(event_type: EventType, name: &str) -> Result<Mode, ModeError> {
        let mode: Mode = name.parse()?;
        if event_type.modes().contains(&mode) {
            Ok(mode)
        } else {
            Err(ModeError::OfOtherType { event_type, mode })
        }
    }
}

impl EventType {
    /// The modes it can take, in PLOVER's order. Five types have none.
    pub fn modes(self) -> &'static [Mode] {
        use Mode::{
            Abduct, Access, Aerial, Allege, Arrest, Assist, Beat, Boycott, Ceasefire, Censor, Change,
            Convict, CrowdControl, Curfew, Cyber, Demo, Deport, Destroy, Disapprove, Disarm, Discontinue,
            Drone, Expel, Explosives, Firearms, HeavyWeapons, Hunger, Investigate, MartialLaw, Meet, Militia,
            Misinformation, Multilateral, Obstruct, Phone, Police, Primitive, Relations, Release, Resign,
            Restrict, Riot, Seize, Sexual, Strike, SuicideAttack, Targeted, Territory, ThirdParty, Torture,
            Troops, Unconventional, Vandalize, Violence, Visit, Weapons, Withdraw, Withhold, Yield,
        };
        match self {
            Self::Agree | Self::Support | Self::Concede | Self::Cooperate | Self::Aid => &[],
            Self::Consult => &[Visit, ThirdParty, Multilateral, Phone],
            Self::Retreat => &[Withdraw, Release, Disarm, Ceasefire, Access, Resign],
            Self::Request | Self::Reject => &[Assist, Change, Yield, Meet],
            Self::Accuse => &[Disapprove, Investigate, Allege],
            Self::Threaten => &[Restrict, Arrest, Relations, Expel, Territory, Violence],
            Self::Protest => &[Demo, Riot, Strike, Hunger, Boycott, Obstruct, Vandalize],
            Self::Sanction => &[Convict, Expel, Withdraw, Discontinue],
            Self::Mobilize => &[Troops, Weapons, Police, Militia],
            Self::Coerce => &[
                Seize,
                Restrict,
                Censor,
                Curfew,
                MartialLaw,
                Arrest,
                Deport,
                Withhold,
                Misinformation,
                Cyber,
            ],
            Self::Assault => &[
                Abduct,
                Beat,
                Torture,
                Sexual,
                Targeted,
                Destroy,
                Primitive,
                Firearms,
                Explosives,
                SuicideAttack,
                Aerial,
                Drone,
                HeavyWeapons,
                CrowdControl,
                Unconventional,
            ],
        }
    }

    /// Whether the type can take this mode.
    pub fn allows(self, mode: Mode) -> bool {
        self.modes().contains(&mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_belongs_to_a_type() {
        for mode in Mode::ALL {
            assert!(
                EventType::ALL.iter().any(|kind| kind.allows(*mode)),
                "{mode} belongs to no type"
            );
        }
        assert_eq!(
            EventType::ALL
                .iter()
                .map(|kind| kind.modes().len())
                .sum::<usize>(),
            67
        );
    }

    #[test]
    fn a_mode_is_checked_against_its_type() {
        assert_eq!(Mode::of(EventType::Coerce, "martial-law"), Ok(Mode::MartialLaw));
        let other = Mode::of(EventType::Agree, "visit").unwrap_err();
        assert_eq!(other.to_string(), "AGREE has no mode “visit”");
        assert!(matches!(
            Mode::of(EventType::Agree, "picnic"),
            Err(ModeError::Unknown(_))
        ));
    }
}
