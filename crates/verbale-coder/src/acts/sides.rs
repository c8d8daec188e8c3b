//! Who stands against whom in a report: what its fighting, accusations, talks and “both sides” say. Acts that leave
//! out the other party (“the rebels advanced”, “he ruled out a truce”) get it from here, and say so.

use crate::draft::{ActorIndex, Cast};
use std::collections::BTreeMap;
use verbale_record::ActorKind;
use verbale_record::ontology::EventType;
use verbale_syntax::Analysis;

/// Weight below which two are no opponents.
const OPPOSED: u32 = 2;

/// The opponents of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sides {
    /// Weights of pairs of sides, the smaller index first.
    pairs: BTreeMap<(ActorIndex, ActorIndex), u32>,
    /// The actor that stands for all sides (“the rival factions”).
    collective: Option<ActorIndex>,
}

/// What an act says about who opposes whom.
#[derive(Clone, Debug)]
pub(super) struct Evidence<'a> {
    /// Its type.
    pub(super) kind: EventType,
    /// Who does it.
    pub(super) actor: &'a [ActorIndex],
    /// To whom.
    pub(super) recipient: &'a [ActorIndex],
    /// Whether one phrase names both (“between …”, “the two sides”).
    pub(super) mutual: bool,
}

impl Sides {
    /// Reads the acts whose parties are stated, and the mentions that stand for two sides.
    pub(super) fn of<'a>(
        analysis: &Analysis,
        cast: &Cast,
        evidence: impl Iterator<Item = Evidence<'a>>,
    ) -> Self {
        let mut sides = Self::default();
        for act in evidence {
            let weight = weight_of(&act);
            for &actor in act.actor {
                for &recipient in act.recipient {
                    sides.add(cast, actor, recipient, weight);
                }
            }
            // “urged both Kyiv and Moscow to stop”.
            if let &[one, other] = act.recipient {
                sides.add(cast, one, other, 1);
            }
        }
        for mention in &cast.mentions {
            if let &[one, other] = mention.actors.as_slice() {
                sides.add(cast, one, other, 1);
            }
        }
        sides.collective = collective(analysis, cast);
        sides
    }

    fn add(&mut self, cast: &Cast, one: ActorIndex, other: ActorIndex, weight: u32) {
        let (one, other) = (cast.side_of(one), cast.side_of(other));
        let fights = |side: ActorIndex| {
            let actor = cast.actor(side);
            !matches!(
                actor.kind,
                ActorKind::Igo
                    | ActorKind::Ngo
                    | ActorKind::Media
                    | ActorKind::Company
                    | ActorKind::Civilians
            ) && !actor
                .sectors
                .iter()
                .any(|sector| matches!(sector.as_str(), "CVL" | "MED" | "JRN" | "REF"))
        };
        if weight > 0 && one != other && fights(one) && fights(other) {
            *self.pairs.entry((one.min(other), one.max(other))).or_default() += weight;
        }
    }

    /// The main opponents: two sides, the one actor that stands for all of them, or nobody where none stand out.
    pub(super) fn main(&self) -> Vec<ActorIndex> {
        let pairs = self.pairs.iter().filter(|&(_, &weight)| weight >= OPPOSED);
        match pairs.max_by_key(|&(pair, &weight)| (weight, std::cmp::Reverse(*pair))) {
            Some((&(one, other), _)) => vec![one, other],
            None => self.collective.into_iter().collect(),
        }
    }

    /// Whom an actor stands against.
    pub(super) fn opponent(&self, cast: &Cast, actor: ActorIndex) -> Option<ActorIndex> {
        let side = cast.side_of(actor);
        let of_pair = |(&(one, other), &weight): (&(ActorIndex, ActorIndex), &u32)| {
            let against = if one == side {
                other
            } else if other == side {
                one
            } else {
                return None;
            };
            (weight >= OPPOSED).then_some((weight, std::cmp::Reverse(against)))
        };
        let best = self.pairs.iter().filter_map(of_pair).max()?;
        Some(best.1.0)
    }
}

/// The group actor named most often as “factions”, “sides”, “rivals” in the plural.
fn collective(analysis: &Analysis, cast: &Cast) -> Option<ActorIndex> {
    let mut counts: BTreeMap<ActorIndex, u32> = BTreeMap::new();
    for mention in &cast.mentions {
        let named = matches!(
            analysis.lemma(mention.head),
            "faction" | "side" | "party" | "rival" | "foe" | "belligerent"
        ) && analysis.token(mention.head).features.has("Number=Plur");
        if let (true, &[actor]) = (named, mention.actors.as_slice()) {
            *counts.entry(actor).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|&(actor, count)| (count, std::cmp::Reverse(actor)))?;
    Some(most.0)
}

fn weight_of(act: &Evidence<'_>) -> u32 {
    match act.kind {
        EventType::Assault => 3,
        EventType::Coerce | EventType::Threaten | EventType::Accuse | EventType::Mobilize => 2,
        EventType::Consult | EventType::Agree | EventType::Retreat if act.mutual => 2,
        EventType::Reject | EventType::Sanction | EventType::Consult => 1,
        _ => 0,
    }
}
