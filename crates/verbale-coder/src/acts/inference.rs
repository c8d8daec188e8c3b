//! Parties that the words of an act leave out and the report makes plain: the opponent of one side, both sides of
//! “the talks”.

use super::sides::Sides;
use super::{Candidate, clauses};
use crate::draft::{ActorIndex, Cast, Draft};
use std::collections::BTreeMap;
use verbale_lexicon::frames::{Frame, FramePart, Frames, Role};
use verbale_lexicon::lower;
use verbale_record::ActorKind;
use verbale_record::ontology::{EventType, Mode};
use verbale_syntax::{Analysis, TokenId};

/// To whom somebody speaks who demands, offers, refuses or threatens: the other side; for a third party's demand both.
pub(super) fn addressees(
    draft: &Draft,
    sides: &Sides,
    speaker: ActorIndex,
    kind: EventType,
) -> (Vec<ActorIndex>, &'static str) {
    let cast = &draft.cast;
    let against = opponents(cast, sides, &[speaker]);
    if !against.is_empty() {
        return (against, "inferred: the other side of the report");
    }
    match kind {
        EventType::Request => (sides.main(), "inferred: the sides of the report"),
        _ => (Vec::new(), ""),
    }
}

/// “The talks were postponed”: a verb takes the parties that it lacks from the act that is its object.
pub(super) fn take_over(analysis: &Analysis, acts: &mut [Candidate<'_>]) {
    let parties: Vec<_> = acts
        .iter()
        .map(|act| (act.found.predicate, act.actor.clone(), act.recipient.clone()))
        .collect();
    let mut by_whole: BTreeMap<TokenId, Vec<usize>> = BTreeMap::new();
    for (index, (predicate, ..)) in parties.iter().enumerate() {
        by_whole
            .entry(super::whole(analysis, *predicate))
            .or_default()
            .push(index);
    }
    for act in acts.iter_mut().filter(|act| !act.is_noun(analysis)) {
        let Some(object) = clauses::object(analysis, act.verb()) else {
            continue;
        };
        let own = by_whole.get(&object.head).into_iter().flatten();
        let own = own
            .map(|&index| &parties[index])
            .find(|(predicate, ..)| *predicate != act.found.predicate);
        let Some((_, actor, recipient)) = own else {
            continue;
        };
        let passive = clauses::is_passive(analysis, act.verb());
        for (mine, theirs) in [(&mut act.actor, actor), (&mut act.recipient, recipient)] {
            if mine.is_empty() && !theirs.is_empty() && (passive || !std::ptr::eq(theirs, actor)) {
                *mine = theirs.clone();
                mine.how = format!("of its object, {}", theirs.how);
            }
        }
        act.recipient.actors.retain(|one| !act.actor.actors.contains(one));
    }
}

/// Adds the parties that an act leaves out, where the report has two sides.
pub(super) fn complete(analysis: &Analysis, draft: &Draft, sides: &Sides, act: &mut Candidate<'_>) {
    let cast = &draft.cast;
    // “a meeting of leaders”: those who meet are all named.
    let all_named = act.kind() == EventType::Consult
        && act.is_noun(analysis)
        && ["phrase with “of”", super::participants::BETWEEN]
            .iter()
            .any(|how| act.actor.how.starts_with(how));
    if all_named {
        return;
    }
    let main = sides.main();
    if let &[one, other] = main.as_slice() {
        who_the_sides_are(act, one, other);
    }
    if !act.recipient.is_empty() {
        return;
    }
    let hosts = hosts(analysis, draft, act);
    if !hosts.is_empty() {
        give(
            &mut act.recipient,
            &hosts,
            "inferred: the states of the places visited",
        );
        return;
    }
    if act.actor.is_empty() {
        if is_between_sides(analysis, act)
            && act.is_noun(analysis)
            && is_told_of(analysis, act.found.predicate)
        {
            let (one, other) = match *main.as_slice() {
                [one, other] => (one, other),
                [all] => (all, all),
                _ => return,
            };
            give(&mut act.actor, &[one], "inferred: the two sides of the report");
            give(
                &mut act.recipient,
                &[other],
                "inferred: the two sides of the report",
            );
        }
        return;
    }
    let third = act
        .actor
        .actors
        .iter()
        .all(|&actor| !main.contains(&actor) && !main.contains(&cast.side_of(actor)));
    // Who hosts, brokers or joins talks does it to both sides.
    if third && is_between_sides(analysis, act) && !main.is_empty() {
        give(&mut act.recipient, &main, "inferred: the sides of the report");
        return;
    }
    let against = opponents(cast, sides, &act.actor.actors);
    if !against.is_empty() {
        if is_directed(act.kind()) || is_between_sides(analysis, act) {
            give(
                &mut act.recipient,
                &against,
                "inferred: the other side of the report",
            );
        }
        return;
    }
    // A third party's demand is on both sides.
    if third && act.kind() == EventType::Request && !main.is_empty() {
        give(&mut act.recipient, &main, "inferred: the sides of the report");
        return;
    }
    if matches!(
        act.kind(),
        EventType::Assault | EventType::Coerce | EventType::Aid | EventType::Mobilize
    ) && let Some(state) = state_of_target(analysis, draft, act)
    {
        give(&mut act.recipient, &[state], "inferred: the state of the place");
    }
}

/// “The two sides” are those that the rest of the report sets against each other.
fn who_the_sides_are(act: &mut Candidate<'_>, one: ActorIndex, other: ActorIndex) {
    const HOW: &str = "the two sides are those of the report";
    let pair = |who: &super::Participants| who.collective && who.actors.len() <= 2;
    if act.mutual && pair(&act.actor) {
        let both = act.recipient.how == super::EACH_OTHER;
        let (first, second) = if both {
            (vec![one, other], vec![one, other])
        } else {
            (vec![one], vec![other])
        };
        (act.actor.actors, act.recipient.actors) = (first, second);
        act.actor.how.push_str(", ");
        act.actor.how.push_str(HOW);
        return;
    }
    for who in [&mut act.actor, &mut act.recipient] {
        if pair(who) && !who.actors.is_empty() {
            who.actors = vec![one, other];
            who.how.push_str(", ");
            who.how.push_str(HOW);
        }
    }
}

/// The state of the place that an act names below its verb (“took over the capital”), if it is in the cast and not the
/// doer's own.
fn state_of_target(analysis: &Analysis, draft: &Draft, act: &Candidate<'_>) -> Option<ActorIndex> {
    let place = bases(analysis, act).into_iter().find_map(|verb| {
        draft.places.iter().find(|place| {
            let mut heads = place.mentions.iter().map(|&(_, head)| head);
            heads.any(|head| head > verb && analysis.is_within(head, verb))
        })
    })?;
    let country = place.country.as_deref()?;
    let state = state_of(draft, country)?;
    let own = act
        .actor
        .actors
        .iter()
        .any(|&actor| draft.cast.side_of(actor) == state);
    (!own).then_some(state)
}

/// “travelled to Lima and Quito”: the states of the places that a visit goes to.
fn hosts(analysis: &Analysis, draft: &Draft, act: &Candidate<'_>) -> Vec<ActorIndex> {
    let visits = act.kind() == EventType::Consult
        && act.found.frame.mode.map(Mode::as_str) == Some("visit")
        && !act.is_noun(analysis);
    let goal = clauses::with_preposition(analysis, act.verb(), "to")
        .chain(clauses::with_preposition(analysis, act.verb(), "in"))
        .next();
    let Some(goal) = goal.filter(|_| visits && !act.actor.is_empty()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for goal in clauses::conjuncts(analysis, goal) {
        let mut heads = draft.places.iter();
        let country = heads
            .find(|place| place.mentions.iter().any(|&(_, head)| head == goal))
            .and_then(|place| place.country.as_deref());
        let own = |&host: &ActorIndex| {
            act.actor
                .actors
                .iter()
                .any(|&actor| draft.cast.side_of(actor) == draft.cast.side_of(host))
        };
        let host = country.and_then(|country| state_of(draft, country));
        found.extend(host.filter(|host| !own(host) && !found.contains(host)));
    }
    found
}

/// The state of a country, if it is in the cast.
fn state_of(draft: &Draft, country: &str) -> Option<ActorIndex> {
    let is_state = |actor: &crate::draft::Actor| {
        matches!(actor.kind, ActorKind::State | ActorKind::Government)
            && actor.country.as_deref() == Some(country)
    };
    let state = draft.cast.actors.iter().position(is_state)?;
    u32::try_from(state).ok().map(ActorIndex)
}

/// The verb of an act; for a noun the verbs above it (“a ship carrying aid docked in”).
fn bases(analysis: &Analysis, act: &Candidate<'_>) -> Vec<TokenId> {
    if !act.is_noun(analysis) {
        return vec![act.verb()];
    }
    let above = analysis.ancestors(act.verb());
    above
        .filter(|&above| clauses::is_verbal(analysis, above))
        .take(2)
        .collect()
}

/// Whether something is told of the act a noun names (“talks had begun”), not just with it (“before the talks”).
fn is_told_of(analysis: &Analysis, noun: TokenId) -> bool {
    analysis.token(super::whole(analysis, noun)).deprel.is_subject()
}

fn give(who: &mut super::Participants, actors: &[ActorIndex], how: &str) {
    who.actors = actors.to_vec();
    how.clone_into(&mut who.how);
    who.inferred = true;
}

fn opponents(cast: &Cast, sides: &Sides, actors: &[ActorIndex]) -> Vec<ActorIndex> {
    let mut found = Vec::new();
    for &actor in actors {
        if let Some(against) = sides.opponent(cast, actor)
            && !found.contains(&against)
        {
            found.push(against);
        }
    }
    let own: Vec<ActorIndex> = actors.iter().map(|&actor| cast.side_of(actor)).collect();
    found.retain(|against| !own.contains(against));
    found
}

/// Talks, truces and agreements that name no other party are those of the two sides.
fn is_between_sides(analysis: &Analysis, act: &Candidate<'_>) -> bool {
    let mode = act.found.frame.mode.map(Mode::as_str);
    match act.kind() {
        EventType::Consult => !matches!(mode, Some("visit" | "phone")),
        EventType::Agree => act.found.frame.part == FramePart::Noun,
        EventType::Assault => takes_between(analysis, act),
        EventType::Retreat => mode == Some("ceasefire"),
        _ => false,
    }
}

/// “fighting between”: the frame itself asks for two sides.
fn takes_between(analysis: &Analysis, act: &Candidate<'_>) -> bool {
    let frame = act.found.frame;
    let is_between = |role: &Role| matches!(role, Role::Preposition(name) if name == "between");
    let of_noun = |frame: &Frame| frame.part == FramePart::Noun && frame.actor.iter().any(is_between);
    // A gerund in a noun's place is the noun of the same form.
    let gerund = || {
        let form = lower(analysis.form(act.found.predicate));
        act.is_noun(analysis)
            && Frames::builtin()
                .of_lemma(&form)
                .any(|frame| frame.event_type == act.kind() && of_noun(frame))
    };
    of_noun(frame) || gerund()
}

/// Acts that are done to somebody.
fn is_directed(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Assault
            | EventType::Threaten
            | EventType::Coerce
            | EventType::Mobilize
            | EventType::Accuse
            | EventType::Reject
            | EventType::Agree
            | EventType::Concede
            | EventType::Request
            | EventType::Retreat
    )
}
