//! Whether an act is of public life at all: most words of these frames are also said of trade, sport and housekeeping,
//! where nobody of politics has a part in them.

use crate::draft::{Act, Actor, ActorIndex, Cast, Context};
use verbale_record::ontology::EventType;
use verbale_record::{ActorKind, MentionForm, Rank};

/// Words of which a text has to have as many to be judged as a whole.
const JUDGED: usize = 100;

/// Mentions of political actors in a hundred words: below the first the text is not about politics, from the second on
/// it is.
const ORDINARY: f64 = 1.0;
const POLITICAL: f64 = 2.0;

/// Sectors of those who have or seek power.
const SECTORS: [&str; 15] = [
    "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "UAF", "INS", "SEP", "RAD", "IMG",
];

/// Keeps the acts that are of public life, as far as the text lets one tell.
pub(super) fn keep(context: &Context<'_>, cast: &Cast, acts: &mut Vec<Act>) {
    let domain = Domain::of(cast, context.analysis.tokens().len());
    acts.retain(|act| {
        let participants: Vec<ActorIndex> = act.actor.iter().chain(&act.recipient).copied().collect();
        domain.admits(cast, act.kind, &participants)
            && (act.kind != EventType::Mobilize || act.actor.is_empty() || may_arm(cast, &act.actor))
    });
}

/// Troops are moved by those who have some.
fn may_arm(cast: &Cast, actors: &[ActorIndex]) -> bool {
    let unarmed = |&one: &ActorIndex| {
        matches!(
            cast.actor(one).kind,
            ActorKind::Civilians | ActorKind::Company | ActorKind::Media
        ) && !is_political(cast, one)
    };
    !actors.iter().all(unarmed)
}

/// What a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Domain {
    /// Too short to say.
    Open,
    /// Nobody of politics appears in it, or by the way.
    Ordinary,
    /// Politics among other things.
    Mixed,
    /// Politics.
    Political,
}

impl Domain {
    /// What a text of so many words is about, by who appears in it.
    pub(super) fn of(cast: &Cast, words: usize) -> Self {
        if words < JUDGED {
            return Self::Open;
        }
        let political = cast
            .mentions
            .iter()
            .filter(|mention| mention.actors.iter().any(|&one| is_political(cast, one)))
            .count();
        match 100.0 * political as f64 / words as f64 {
            share if share < ORDINARY => Self::Ordinary,
            share if share < POLITICAL => Self::Mixed,
            _ => Self::Political,
        }
    }

    /// Whether an act of a type with these participants may be an event.
    pub(super) fn admits(self, cast: &Cast, kind: EventType, participants: &[ActorIndex]) -> bool {
        let political = || participants.iter().any(|&one| is_political(cast, one));
        // Violence, seizure, protest and flight happen to anybody.
        let to_anybody = matches!(
            kind,
            EventType::Assault
                | EventType::Coerce
                | EventType::Protest
                | EventType::Sanction
                | EventType::Retreat
        );
        match self {
            Self::Open => true,
            // There, a campaign is one of sales and the resistance that of water: only whom a table knows counts.
            Self::Ordinary => {
                !participants.is_empty()
                    && participants
                        .iter()
                        .all(|&one| is_political(cast, one) && is_known(cast, one))
            }
            Self::Mixed => !participants.is_empty() && to_anybody || political(),
            Self::Political => {
                to_anybody || political() || participants.iter().any(|&one| may_be_political(cast, one))
            }
        }
    }
}

/// A state, a government, an armed group, a party, or somebody who speaks or acts for one.
fn is_political(cast: &Cast, index: ActorIndex) -> bool {
    let own = |actor: &Actor| {
        matches!(
            actor.kind,
            ActorKind::State
                | ActorKind::Government
                | ActorKind::ArmedGroup
                | ActorKind::Igo
                | ActorKind::Party
        ) || actor
            .sectors
            .iter()
            .any(|sector| SECTORS.contains(&sector.as_str()))
            || actor.kind == ActorKind::Person && (actor.known || actor.rank != Rank::Unspecified)
    };
    own(cast.actor(index)) || own(cast.actor(cast.side_of(index)))
}

/// Whether a table knows them or the side they belong to.
fn is_known(cast: &Cast, index: ActorIndex) -> bool {
    cast.actor(index).known || cast.actor(cast.side_of(index)).known
}

/// Somebody whom no table knows by name, and bodies that speak up in public.
fn may_be_political(cast: &Cast, index: ActorIndex) -> bool {
    let named = || {
        let mut mentions = cast.mentions.iter();
        mentions.any(|mention| mention.form == MentionForm::Name && mention.actors.contains(&index))
    };
    matches!(cast.actor(index).kind, ActorKind::Ngo | ActorKind::Media) || named()
}
