//! For whom actors sit at the table, and who the sides of the report's conflict are.

use super::parties::{can_talk, is_of_two};
use crate::draft::{Actor, ActorIndex, Cast, Context, Draft};
use std::collections::BTreeMap;
use verbale_record::ontology::EventType;
use verbale_record::{ActorKind, MentionForm};

/// The two sides of the report's conflict, where it shows one.
pub(super) type Conflict = Option<(ActorIndex, ActorIndex)>;

/// The side an actor acts for: what it belongs to, else the state of its country if the report has it.
pub(super) fn side_of(cast: &Cast, actor: ActorIndex) -> ActorIndex {
    let above = climb(cast, actor);
    if cast.actor(above).kind != ActorKind::Person && above != actor {
        return above;
    }
    let own = cast.actor(above);
    // “the opposition” without a country is that of the country that has one here.
    if is_generic(own) && is_opposition(own) {
        let named = cast
            .actors
            .iter()
            .position(|one| is_opposition(one) && !is_generic(one) && one.kind != ActorKind::Person);
        return named.map_or(above, |index| ActorIndex(index as u32));
    }
    if own.kind == ActorKind::State || own.kind == ActorKind::ArmedGroup || is_apart(&own.sectors) {
        return above;
    }
    let Some(country) = own.country.as_deref() else {
        return above;
    };
    let whole = ActorKind::State;
    let state = cast.actors.iter().position(|one| {
        one.kind == whole && one.country.as_deref() == Some(country) && !is_apart(&one.sectors)
    });
    state.map_or(above, |index| ActorIndex(index as u32))
}

fn is_opposition(actor: &Actor) -> bool {
    actor.sectors.iter().any(|sector| sector == "OPP")
}

/// What an actor belongs to in the end; an opposition does not belong to the state it opposes.
fn climb(cast: &Cast, actor: ActorIndex) -> ActorIndex {
    let mut side = actor;
    // A chain longer than the cast would be a circle.
    for _ in 0..cast.actors.len() {
        let own = cast.actor(side);
        match own.member_of {
            Some(above) if is_apart(&own.sectors) && !is_apart(&cast.actor(above).sectors) => {
                // A group's wing is the group's, whatever its sectors.
                if matches!(cast.actor(above).kind, ActorKind::State | ActorKind::Government) {
                    break;
                }
                side = above;
            }
            Some(above) => side = above,
            None => break,
        }
    }
    side
}

/// Whether sectors set an actor apart from the state of its country.
pub(super) fn is_apart(sectors: &[String]) -> bool {
    sectors.iter().any(|sector| {
        matches!(
            sector.as_str(),
            "OPP" | "REB" | "SEP" | "UAF" | "PRM" | "CRM" | "INS"
        )
    })
}

/// The two sides whose conflict the report is about, if it shows one.
pub(super) fn adversaries(
    context: &Context<'_>,
    draft: &Draft,
    explicit: &[(ActorIndex, ActorIndex, u32)],
) -> Conflict {
    let cast = &draft.cast;
    let mut scores: BTreeMap<(ActorIndex, ActorIndex), u32> = BTreeMap::new();
    let mut vote = |one: ActorIndex, other: ActorIndex, weight: u32| {
        let pair = (side_of(cast, one), side_of(cast, other));
        if pair.0 != pair.1 && may_fight(cast, pair.0) && may_fight(cast, pair.1) {
            *scores
                .entry((pair.0.min(pair.1), pair.0.max(pair.1)))
                .or_default() += weight;
        }
    };
    for &(one, other, weight) in explicit {
        vote(one, other, weight);
    }
    let mut told = std::collections::BTreeSet::new();
    for mention in &cast.mentions {
        let lemma = |token: u32| context.analysis.lemma(verbale_syntax::TokenId(token));
        let two = |token: u32| is_of_two(lemma(token));
        // “the two countries” may be friends.
        let against = |token: u32| {
            matches!(
                lemma(token),
                "side" | "party" | "camp" | "foe" | "enemy" | "rival"
            )
        };
        if let [one, other] = mention.actors[..]
            && mention.form == MentionForm::Nominal
            && mention.tokens.clone().any(two)
            && mention.tokens.clone().any(against)
        {
            // However often it says “both sides”, it is resolved in the same way each time.
            if told.insert((one, other)) {
                vote(one, other, 3);
            }
        }
    }
    let fights = fights(draft);
    for (&pair, &weight) in &fights {
        vote(pair.0, pair.1, weight);
    }
    for (pair, weight) in within_a_country(cast) {
        if !fights_abroad(cast, &fights, pair) {
            vote(pair.0, pair.1, weight);
        }
    }
    let best = scores
        .iter()
        .max_by_key(|(pair, score)| (**score, std::cmp::Reverse(**pair)))?;
    (*best.1 >= 2).then_some(*best.0)
}

/// How hard sides fight and accuse each other; beyond a measure more of it says no more about who talks to whom.
fn fights(draft: &Draft) -> BTreeMap<(ActorIndex, ActorIndex), u32> {
    let mut weights: BTreeMap<(ActorIndex, ActorIndex), u32> = BTreeMap::new();
    for act in &draft.acts {
        let weight = match act.kind {
            EventType::Assault => 2,
            EventType::Accuse | EventType::Threaten | EventType::Coerce | EventType::Reject => 1,
            _ => continue,
        };
        for &one in &act.actor {
            for &other in &act.recipient {
                let pair = (side_of(&draft.cast, one), side_of(&draft.cast, other));
                let entry = weights
                    .entry((pair.0.min(pair.1), pair.0.max(pair.1)))
                    .or_default();
                *entry = (*entry + weight).min(MOST_OF_FIGHTING);
            }
        }
    }
    weights
}

/// Whether a group fights another state, and not that of its own country: what is negotiated is that war.
fn fights_abroad(
    cast: &Cast,
    fights: &BTreeMap<(ActorIndex, ActorIndex), u32>,
    (state, group): (ActorIndex, ActorIndex),
) -> bool {
    let (state, group) = (side_of(cast, state), side_of(cast, group));
    let with = |other: &ActorIndex| *other != state && cast.actor(*other).kind == ActorKind::State;
    let against = |&(one, other): &(ActorIndex, ActorIndex)| {
        one == group && with(&other) || other == group && with(&one)
    };
    let at_home = fights.contains_key(&(state.min(group), state.max(group)));
    !at_home && fights.iter().any(|(pair, weight)| *weight > 1 && against(pair))
}

/// The most that fighting counts.
const MOST_OF_FIGHTING: u32 = 5;

fn may_fight(cast: &Cast, side: ActorIndex) -> bool {
    let actor = cast.actor(side);
    can_talk(actor) && !is_generic(actor) && !matches!(actor.kind, ActorKind::Igo | ActorKind::Ngo)
}

/// “militias”, “rebels”: nobody in particular.
pub(super) fn is_generic(actor: &Actor) -> bool {
    actor.country.is_none() && !actor.known
}

/// “top government officials”: somebody of a government that is not named.
pub(super) fn is_official(actor: &Actor) -> bool {
    let name = actor.name.to_lowercase();
    is_generic(actor)
        && !is_apart(&actor.sectors)
        && (name.contains("official") || name.contains("government"))
        && actor
            .sectors
            .iter()
            .any(|sector| matches!(sector.as_str(), "GOV" | "MIL"))
}

/// A government and the rebels or the opposition of the same country.
fn within_a_country(cast: &Cast) -> Vec<((ActorIndex, ActorIndex), u32)> {
    let mut mentions = vec![0u32; cast.actors.len()];
    for mention in &cast.mentions {
        for actor in &mention.actors {
            mentions[actor.index()] += 1;
        }
    }
    let mut pairs = Vec::new();
    for (index, actor) in cast.actors.iter().enumerate() {
        if !is_apart(&actor.sectors) || actor.kind == ActorKind::Person {
            continue;
        }
        let state = cast.actors.iter().position(|one| {
            one.kind == ActorKind::State && one.country.is_some() && one.country == actor.country
        });
        if let Some(state) = state {
            // Governments negotiate with their opposition rather than with the others they fight.
            let opposition = 3 * u32::from(is_opposition(actor));
            let weight = 1 + opposition + mentions[index].min(mentions[state]).min(3);
            pairs.push(((ActorIndex(state as u32), ActorIndex(index as u32)), weight));
        }
    }
    pairs
}
