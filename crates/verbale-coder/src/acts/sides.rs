//! Who stands against whom in a report: what its fighting, accusations, talks and “both sides” say. Acts that leave
//! out the other party (“the rebels advanced”, “he ruled out a truce”) get it from here, and say so.

use crate::draft::{ActorIndex, Cast};
use std::collections::BTreeMap;
use verbale_record::ActorKind;
use verbale_record::ontology::{EventType, Quad};
use verbale_syntax::{Analysis, Deprel, Upos};

/// Weight below which two are no opponents.
const OPPOSED: u32 = 4;
/// Mentions of a side count up to here: who stands against each other in a report is spoken of throughout.
const MENTIONS: u32 = 4;

/// How often both are spoken of where a state and its rebels are taken for opponents without an act between them.
const SPOKEN_OF: u32 = 2;

/// Sectors of those who rise against their state.
const RISEN: [&str; 3] = ["REB", "SEP", "UAF"];

/// Sectors of the state itself: a country's army is not its opponent.
const STATE: [&str; 6] = ["GOV", "MIL", "COP", "SPY", "JUD", "LEG"];

/// The opponents of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sides {
    /// Weights of pairs of sides, the smaller index first.
    pairs: BTreeMap<(ActorIndex, ActorIndex), u32>,
    /// The same, counted from hostile acts alone.
    hostile: BTreeMap<(ActorIndex, ActorIndex), u32>,
    /// The actor that stands for all sides (“the rival factions”), with how often it is named so.
    collective: Option<(ActorIndex, u32)>,
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
            let hostile = matches!(act.kind.quad(), Quad::MaterialConflict | Quad::VerbalConflict);
            for &actor in act.actor {
                for &recipient in act.recipient {
                    sides.add(cast, actor, recipient, weight, hostile);
                }
            }
            // “urged both Kyiv and Moscow to stop”.
            if let &[one, other] = act.recipient {
                sides.add(cast, one, other, 1, false);
            }
        }
        for mention in &cast.mentions {
            // Who “both sides” are is what is looked for here.
            let open = matches!(analysis.lemma(mention.head), "side" | "party");
            if let (false, &[one, other]) = (open, mention.actors.as_slice()) {
                sides.add(cast, one, other, 1, false);
            }
        }
        let spoken_of = mentions(cast);
        for (group, state) in internal(cast) {
            let told = spoken_of[group.index()].min(spoken_of[state.index()]);
            if told >= SPOKEN_OF {
                sides.add(cast, group, state, OPPOSED, true);
            }
        }
        for (&(one, other), weight) in sides.pairs.iter_mut().chain(&mut sides.hostile) {
            let least = spoken_of[one.index()].min(spoken_of[other.index()]);
            *weight += least.min(MENTIONS);
        }
        sides.collective = collective(analysis, cast)
            .map(|(all, named)| (all, named + spoken_of[all.index()].min(MENTIONS)));
        sides
    }

    fn add(&mut self, cast: &Cast, one: ActorIndex, other: ActorIndex, weight: u32, hostile: bool) {
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
        let (first, second) = (cast.actor(one), cast.actor(other));
        let one_state = first.country.is_some()
            && first.country == second.country
            && [first, second].iter().all(|actor| {
                matches!(actor.kind, ActorKind::State | ActorKind::Government)
                    && actor
                        .sectors
                        .iter()
                        .all(|sector| STATE.contains(&sector.as_str()))
            });
        if weight > 0 && one != other && !one_state && fights(one) && fights(other) {
            let pair = (one.min(other), one.max(other));
            *self.pairs.entry(pair).or_default() += weight;
            if hostile {
                *self.hostile.entry(pair).or_default() += weight;
            }
        }
    }

    /// The main opponents: two sides, the one actor that stands for all of them, or nobody where none stand out.
    pub(super) fn main(&self) -> Vec<ActorIndex> {
        let pairs = self.pairs.iter().filter(|&(_, &weight)| weight >= OPPOSED);
        let best = pairs.max_by_key(|&(pair, &weight)| (weight, std::cmp::Reverse(*pair)));
        match (best, self.collective) {
            (Some((_, &weight)), Some((all, named))) if named >= weight => vec![all],
            (Some((&(one, other), _)), _) => vec![one, other],
            (None, all) => all.into_iter().map(|(all, _)| all).collect(),
        }
    }

    /// “the rebels”, “the troops” of no country that is said: those of the two sides, a state and its rebels.
    fn against_the_nameless(&self, cast: &Cast, side: ActorIndex) -> Option<ActorIndex> {
        let nameless = cast.actor(side);
        if nameless.country.is_some() {
            return None;
        }
        let has = |sectors: &[&str]| nameless.sectors.iter().any(|own| sectors.contains(&own.as_str()));
        let &[one, other] = self.main().as_slice() else {
            return None;
        };
        let &(group, state) = internal(cast)
            .iter()
            .find(|&&pair| pair == (one, other) || pair == (other, one))?;
        if has(&RISEN) {
            Some(state)
        } else {
            has(&["MIL"]).then_some(group)
        }
    }

    /// Whom an actor stands against: the other of the two main sides, else whom it fights or blames most.
    pub(super) fn opponent(&self, cast: &Cast, actor: ActorIndex) -> Option<ActorIndex> {
        let side = cast.side_of(actor);
        match *self.main().as_slice() {
            [one, other] if one == side => return Some(other),
            [one, other] if other == side => return Some(one),
            _ => {}
        }
        let of_pair = |(&(one, other), &weight): (&(ActorIndex, ActorIndex), &u32)| {
            let against = match side {
                _ if one == side => other,
                _ if other == side => one,
                _ => return None,
            };
            (weight >= OPPOSED).then_some((weight, std::cmp::Reverse(against)))
        };
        match self.hostile.iter().filter_map(of_pair).max() {
            Some((_, against)) => Some(against.0),
            None => against_the_state(cast, side).or_else(|| self.against_the_nameless(cast, side)),
        }
    }
}

/// Rebels and gunmen that nothing else is known of stand against the state of their country.
fn against_the_state(cast: &Cast, side: ActorIndex) -> Option<ActorIndex> {
    let own = internal(cast);
    own.iter()
        .find(|(group, _)| *group == side)
        .map(|&(_, state)| state)
}

/// The groups that rose against a state of the cast, with it.
fn internal(cast: &Cast) -> Vec<(ActorIndex, ActorIndex)> {
    let all = || {
        (0u32..)
            .zip(&cast.actors)
            .map(|(index, actor)| (ActorIndex(index), actor))
    };
    let groups = all().filter(|&(index, actor)| {
        let risen = actor
            .sectors
            .iter()
            .any(|sector| RISEN.contains(&sector.as_str()));
        let opposition = actor.kind != ActorKind::Party
            && actor.kind != ActorKind::Person
            && actor.sectors.iter().any(|sector| sector == "OPP");
        (risen || opposition) && cast.side_of(index) == index
    });
    groups
        .filter_map(|(group, actor)| {
            let country = actor.country.as_deref()?;
            let (state, _) = all().find(|(_, other)| {
                matches!(other.kind, ActorKind::State | ActorKind::Government)
                    && other.country.as_deref() == Some(country)
            })?;
            Some((group, state))
        })
        .collect()
}

/// How often each side is spoken of, its people included.
fn mentions(cast: &Cast) -> Vec<u32> {
    let mut counts = vec![0; cast.actors.len()];
    for mention in &cast.mentions {
        if let &[actor] = mention.actors.as_slice() {
            counts[cast.side_of(actor).index()] += 1;
        }
    }
    counts
}

/// The group actor named most often as “factions”, “sides”, “rivals” in the plural.
fn collective(analysis: &Analysis, cast: &Cast) -> Option<(ActorIndex, u32)> {
    let mut counts: BTreeMap<ActorIndex, u32> = BTreeMap::new();
    for mention in &cast.mentions {
        let named = matches!(
            analysis.lemma(mention.head),
            "faction" | "side" | "party" | "rival" | "foe" | "belligerent"
        ) && analysis.token(mention.head).features.has("Number=Plur");
        // “his foes” are one side.
        let owned = analysis
            .children_by(mention.head, Deprel::NmodPoss)
            .any(|owner| analysis.token(owner).upos == Upos::Pron);
        let named = named && !owned;
        if let (true, &[actor]) = (named, mention.actors.as_slice()) {
            *counts.entry(actor).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|&(actor, count)| (count, std::cmp::Reverse(actor)))
}

fn weight_of(act: &Evidence<'_>) -> u32 {
    match act.kind {
        EventType::Assault => 4,
        EventType::Coerce | EventType::Threaten | EventType::Mobilize => 2,
        EventType::Consult | EventType::Agree | EventType::Retreat if act.mutual => 2,
        EventType::Accuse if act.mutual => 2,
        EventType::Accuse | EventType::Reject | EventType::Sanction | EventType::Consult => 1,
        _ => 0,
    }
}
