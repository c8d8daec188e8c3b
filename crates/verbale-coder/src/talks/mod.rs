//! Talks, tracks, hosts and mediators.
//!
//! Mentions are found and read sentence by sentence ([`mentions`], [`parties`], [`aspects`], [`status`], [`setting`]), joined to meetings
//! ([`cluster`]), and the meetings sorted into tracks.

mod aspects;
mod build;
mod cluster;
mod groups;
mod leading;
mod likeness;
mod mentions;
mod parties;
mod roles;
mod setting;
mod sides;
mod status;
mod tracks;

use crate::draft::{ActorIndex, Context, Draft, Talk, Track};
use crate::knowledge::Knowledge;
use cluster::TalkMention;
use mentions::Line;
use verbale_lexicon::talks::{AnchorSort, TalkWords};
use verbale_record::{ActorKind, TalkFormat, ThirdPartyRole};

/// The talks of a report with the tracks they belong to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talks {
    /// Meetings, rounds, calls, in order of first mention.
    pub talks: Vec<Talk>,
    /// The lines that they belong to.
    pub tracks: Vec<Track>,
}

/// All talks and tracks.
pub fn find(context: &Context<'_>, _knowledge: &Knowledge, draft: &Draft) -> Talks {
    let words = TalkWords::builtin();
    let mut mentions = all_mentions(context, words, draft);
    let conflict = sides::adversaries(context, draft, &explicit(&mentions));
    for mention in &mut mentions {
        settle_sides(draft, conflict, mention);
    }
    let ground = likeness::Ground {
        draft,
        conflict,
        weights: &words.coreference,
    };
    let clusters = cluster::clusters(&ground, &mentions);
    let mut talks = build::talks(context, draft, &mentions, &clusters, conflict);
    let tracks = tracks::find(draft, &mentions, &mut talks);
    let talks = talks.into_iter().map(|told| told.talk).collect();
    Talks { talks, tracks }
}

/// The pairs of sides that mentions name, with their weight: those of talks show a conflict, those of visits and calls do
/// not.
fn explicit(mentions: &[TalkMention]) -> Vec<(ActorIndex, ActorIndex, u32)> {
    let pairs = mentions.iter().filter_map(|mention| match mention.sides[..] {
        [one, other] => {
            let weight = match mention.named.sort {
                _ if mention.aspects.format == Some(TalkFormat::Phone) => return None,
                _ if mention.named.is_verb() => 1,
                AnchorSort::Talks => 4,
                _ => 3,
            };
            Some((one, other, weight))
        }
        _ => None,
    });
    pairs.collect()
}

/// “the two sides” are those of the report's conflict, or else whom the cast takes them for; unnamed officials act for the
/// state that is one of them.
fn settle_sides(draft: &Draft, conflict: sides::Conflict, mention: &mut TalkMention) {
    let cast = &draft.cast;
    if mention.sides.is_empty() && !mention.beside.two_sides.is_empty() {
        mention.sides = match conflict {
            Some((one, other)) => vec![one, other],
            None => sides_of(draft, &mention.beside.two_sides),
        };
    }
    let Some((one, other)) = conflict else {
        return;
    };
    // Who meets both sides of the conflict goes between them.
    let met = sides_of(draft, &mention.beside.partners);
    let by_phone = mention.aspects.format == Some(TalkFormat::Phone);
    if !by_phone && met.contains(&one) && met.contains(&other) {
        let between = mention.sides.extract_if(.., |side| !met.contains(side));
        let between = between.map(|side| (side, ThirdPartyRole::Mediator));
        mention.beside.roles.extend(between);
    }
    let is_state = |side: &ActorIndex| cast.actor(*side).kind == ActorKind::State;
    let states: Vec<ActorIndex> = [one, other].into_iter().filter(is_state).collect();
    if let [state] = states[..] {
        let group = if state == one { other } else { one };
        let group_is_apart = sides::is_apart(&cast.actor(group).sectors);
        for side in &mut mention.sides {
            let actor = cast.actor(*side);
            if sides::is_official(actor) {
                *side = state;
            } else if group_is_apart && sides::is_generic(actor) && sides::is_apart(&actor.sectors) {
                *side = group;
            }
        }
        let mut known = Vec::new();
        mention.sides.retain(|&side| {
            let new = !known.contains(&side);
            known.push(side);
            new
        });
    }
}

/// Whether one body's words name a meeting only beside others.
fn is_loose(draft: &Draft, line: &Line<'_>, mention: &TalkMention) -> bool {
    let unnamed = mention.sides.is_empty() && mention.beside.two_sides.is_empty();
    let alone = mention.sides.len() < 2 && mention.beside.two_sides.is_empty();
    match mention.named.sort {
        AnchorSort::Settlement => alone || mention.aspects.venue.is_none(),
        sort if sort.needs_both_sides() => alone,
        AnchorSort::Call => alone && !mention.aspects.definite,
        AnchorSort::Reference => unnamed && !mention.aspects.definite,
        _ => mention.named.is_verb() && (unnamed || meets_a_thing(draft, line, mention)),
    }
}

fn all_mentions(context: &Context<'_>, words: &TalkWords, draft: &Draft) -> Vec<TalkMention> {
    let mut mentions = Vec::new();
    let sites = mentions::sites(draft);
    for (number, sentence) in context.analysis.sentences().iter().enumerate() {
        let mut line = Line::read(context.analysis, words, &sites, sentence.first.0..sentence.end.0);
        let all = mentions::named(&line, words);
        if all.is_empty() {
            continue;
        }
        line.read_phrases(words);
        for (at, named) in all.iter().enumerate() {
            let until = all.get(at + 1).map_or(sentence.end.0, mentions::Named::first);
            let mut beside = parties::beside(&line, words, &draft.cast, named, until);
            add_speaker(context, draft, named, &mut beside);
            name_the_two(draft, &mentions, &mut beside);
            let mention = TalkMention {
                sentence: number,
                clause: mentions::clause(context, named),
                title: context.in_title(named.heads[0]),
                sides: sides_of(draft, &beside.parties),
                aspects: aspects::read(context, words, draft, &line, &all, at),
                named: named.clone(),
                beside,
            };
            if !is_loose(draft, &line, &mention) {
                mentions.extend(split_calls(draft, mention));
            }
        }
    }
    mentions
}

/// “The two leaders will meet” after a meeting of two are those two.
fn name_the_two(draft: &Draft, mentions: &[TalkMention], beside: &mut parties::Beside) {
    let [party] = beside.parties[..] else {
        return;
    };
    let actor = draft.cast.actor(party);
    let words = actor.name.to_lowercase();
    let two = words
        .split(' ')
        .any(|word| word == "pair" || parties::is_of_two(word));
    if !two || !sides::is_generic(actor) {
        return;
    }
    if let Some(last) = mentions.iter().rev().find(|mention| mention.sides.len() == 2) {
        beside.parties.clone_from(&last.beside.parties);
        beside.gathers = false;
    }
}

/// “the demands were met”: what is met is nobody.
fn meets_a_thing(draft: &Draft, line: &Line<'_>, mention: &TalkMention) -> bool {
    if !mention.beside.partners.is_empty() {
        return false;
    }
    let analysis = line.analysis;
    let verb = mention.named.heads[0];
    let passive = analysis.child_by(verb, verbale_syntax::Deprel::NsubjPass);
    let object = passive.or_else(|| analysis.child_by(verb, verbale_syntax::Deprel::Obj));
    object.is_some_and(|object| draft.cast.actor_for_phrase(analysis, object).is_none())
}

/// Who says “he would meet X” of himself meets X, whatever the pronoun was taken for.
fn add_speaker(context: &Context<'_>, draft: &Draft, named: &mentions::Named, beside: &mut parties::Beside) {
    if !named.is_verb() || beside.partners.is_empty() || beside.parties.len() > beside.partners.len() {
        return;
    }
    let at = context.bytes(named.first()..named.first() + 1);
    if let Some(speaker) = draft.speaker_of(at)
        && !beside.parties.contains(&speaker)
    {
        beside.parties.push(speaker);
    }
}

fn sides_of(draft: &Draft, parties: &[ActorIndex]) -> Vec<ActorIndex> {
    let mut sides = Vec::new();
    for &party in parties {
        let side = sides::side_of(&draft.cast, party);
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    sides
}

/// Calls with several others are several calls: “spoke by phone with the leaders of A and B”.
fn split_calls(draft: &Draft, mention: TalkMention) -> Vec<TalkMention> {
    let partners = sides_of(draft, &mention.beside.partners);
    if mention.aspects.format != Some(TalkFormat::Phone)
        || partners.len() < 2
        || mention.sides.len() <= partners.len()
    {
        return vec![mention];
    }
    let side = |actor: &ActorIndex| sides::side_of(&draft.cast, *actor);
    partners
        .iter()
        .map(|partner| {
            let mut one = mention.clone();
            let is_other = |actor: &ActorIndex| partners.contains(&side(actor)) && side(actor) != *partner;
            one.beside.parties.retain(|actor| !is_other(actor));
            one.sides = sides_of(draft, &one.beside.parties);
            one
        })
        .collect()
}

#[cfg(test)]
mod tests;
