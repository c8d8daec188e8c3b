//! Acts: who did what to whom, by frames over the tree.

pub mod arguments;
pub mod factuality;
pub mod matching;
mod when;

use crate::draft::{Act, ActorIndex, Context, Draft, StatementIndex};
use crate::knowledge::Knowledge;
use matching::Match;
use verbale_lexicon::frames::FramePart;
use verbale_record::Factuality;
use verbale_record::ontology::{EventType, Ontology};

/// All acts, in order of their predicates.
pub fn find(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft) -> Vec<Act> {
    let found = matching::matches(context.analysis, knowledge.frames);
    found
        .iter()
        .filter_map(|act| read(context, knowledge, draft, act))
        .collect()
}

fn read(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft, found: &Match) -> Option<Act> {
    let analysis = context.analysis;
    let (mut factuality, cue) = factuality::read(analysis, knowledge.frames, found)?;
    let mut actor = of_roles(context, draft, found, &found.frame.actor);
    let mut recipient = of_roles(context, draft, found, &found.frame.recipient);
    recipient.retain(|one| !actor.contains(one));
    // Acts between equals with one phrase for both sides: “the two ministers met”.
    if recipient.is_empty() && actor.len() > 1 && is_reciprocal(found.frame.event_type) {
        recipient = actor.split_off(1);
    }
    // Without anyone the words are most often about something else.
    if actor.is_empty() && (recipient.is_empty() || found.frame.part == FramePart::Adjective) {
        return None;
    }
    let verb = found.support.unwrap_or(found.predicate);
    let clause = context.bytes(analysis.subtree(verb));
    let trigger = context.bytes(found.predicate.0.min(verb.0)..found.predicate.0.max(verb.0) + 1);
    let date = when::date(context, draft, verb, factuality == Factuality::Asserted);
    if factuality == Factuality::Asserted && date.as_ref().is_some_and(|date| when::is_old(context, date)) {
        factuality = Factuality::Historical;
    }
    let statement = innermost(draft, trigger);
    let ontology = Ontology::get();
    Some(Act {
        kind: found.frame.event_type,
        mode: found.frame.mode.map(|mode| mode.as_str().to_owned()),
        contexts: Vec::new(),
        cameo: ontology
            .cameo_for(found.frame.event_type, found.frame.mode)
            .as_str()
            .to_owned(),
        predicate: found.predicate,
        trigger,
        clause,
        factuality,
        attributed_to: statement.and_then(|index| draft.statements[index.index()].speaker),
        statement,
        date,
        place: when::place(analysis, draft, verb),
        score: score(found, &actor, &recipient),
        because: vec![
            format!("frame {} “{}”", found.frame.id, found.frame.words.join(" ")),
            format!("factuality: {cue}"),
        ],
        actor,
        recipient,
    })
}

fn of_roles(
    context: &Context<'_>,
    draft: &Draft,
    found: &Match,
    roles: &[verbale_lexicon::frames::Role],
) -> Vec<ActorIndex> {
    for phrase in arguments::phrases(context.analysis, found, roles) {
        let actors = arguments::actors(context.analysis, &draft.cast, phrase);
        if !actors.is_empty() {
            return actors;
        }
    }
    Vec::new()
}

fn is_reciprocal(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Consult | EventType::Agree | EventType::Cooperate | EventType::Assault
    )
}

/// The innermost statement whose content holds the act.
fn innermost(draft: &Draft, trigger: crate::draft::Bytes) -> Option<StatementIndex> {
    let holding = draft
        .statements
        .iter()
        .enumerate()
        .filter(|(_, said)| said.content.contains(trigger));
    holding
        .min_by_key(|(_, said)| said.content.end - said.content.start)
        .map(|(index, _)| StatementIndex(index as u32))
}

fn score(found: &Match, actor: &[ActorIndex], recipient: &[ActorIndex]) -> f32 {
    let base: f32 = match found.frame.part {
        FramePart::Verb => 0.5,
        FramePart::Noun => 0.35,
        FramePart::Adjective => 0.3,
    };
    let exact = found.frame.words.len() > 1 || !found.frame.classes.is_empty() || found.support.is_some();
    base + if exact { 0.1 } else { 0.0 }
        + if actor.is_empty() { 0.0 } else { 0.2 }
        + if recipient.is_empty() { 0.0 } else { 0.15 }
}

#[cfg(test)]
mod tests;
