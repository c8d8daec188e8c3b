//! Acts: who did what to whom, by frames over the tree.

pub mod arguments;
pub mod clauses;
mod cues;
pub mod factuality;
pub mod matching;
mod participants;
mod when;

use crate::draft::{Act, Bytes, Context, Draft, StatementIndex};
use crate::knowledge::Knowledge;
use clauses::Argument;
use matching::Match;
use participants::{Lookup, Participants};
use verbale_lexicon::frames::FramePart;
use verbale_record::Factuality;
use verbale_record::ontology::{EventType, Ontology};
use verbale_syntax::{Deprel, TokenId, Upos};

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
    let trigger = trigger(context, found);
    let statement = innermost(draft, trigger);
    let (actor, recipient) = participants(context, draft, found, statement);
    // Without anyone the words are most often about something else.
    if actor.is_empty() && (recipient.is_empty() || found.frame.part == FramePart::Adjective) {
        return None;
    }
    let verb = found.support.unwrap_or(found.predicate);
    let date = when::date(context, draft, verb, factuality == Factuality::Asserted);
    if factuality == Factuality::Asserted && date.as_ref().is_some_and(|date| when::is_old(context, date)) {
        factuality = Factuality::Historical;
    }
    let ontology = Ontology::get();
    let mut because = vec![
        format!("frame {} “{}”", found.frame.id, found.frame.words.join(" ")),
        format!("factuality: {cue}"),
    ];
    for (role, who) in [("actor", &actor), ("recipient", &recipient)] {
        if !who.is_empty() {
            because.push(format!("{role}: {}", who.how));
        }
    }
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
        clause: clause(context, verb),
        factuality,
        attributed_to: statement.and_then(|index| draft.statements[index.index()].speaker),
        statement,
        date,
        place: when::place(analysis, draft, verb),
        score: score(found, &actor, &recipient),
        because,
        actor: actor.actors,
        recipient: recipient.actors,
    })
}

/// Who does the act and to whom.
fn participants(
    context: &Context<'_>,
    draft: &Draft,
    found: &Match,
    statement: Option<StatementIndex>,
) -> (Participants, Participants) {
    let analysis = context.analysis;
    let lookup = Lookup {
        analysis,
        cast: &draft.cast,
        speaker: statement.and_then(|index| draft.statements[index.index()].speaker),
    };
    let actors = arguments::arguments(analysis, found, &found.frame.actor);
    let recipients = arguments::arguments(analysis, found, &found.frame.recipient);
    let mut actor = lookup.first(&actors);
    let mut recipient = lookup.first(&recipients);
    let mutual = |argument: &Argument| participants::is_each_other(analysis, argument.head);
    if recipients.iter().any(mutual) && actor.actors.len() > 1 {
        recipient = actor.clone();
        "each other".clone_into(&mut recipient.how);
        return (actor, recipient);
    }
    recipient.actors.retain(|one| !actor.actors.contains(one));
    // Acts between equals with one phrase for both sides: “the two ministers met”.
    if recipient.is_empty() && actor.actors.len() > 1 && is_reciprocal(found.frame.event_type) {
        recipient.actors = actor.actors.split_off(1);
        recipient.how = format!("both sides in one phrase, {}", actor.how);
    }
    (actor, recipient)
}

/// Acts that both sides do when one phrase names both.
fn is_reciprocal(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Consult | EventType::Agree | EventType::Cooperate | EventType::Assault
    )
}

/// The words that name an act: verb, particles and the noun that a light verb carries.
fn trigger(context: &Context<'_>, found: &Match) -> Bytes {
    let analysis = context.analysis;
    let verb = found.support.unwrap_or(found.predicate);
    let (first, mut last) = (found.predicate.min(verb), found.predicate.max(verb));
    let end = analysis.sentence_of(last).end;
    while last.next() < end {
        let own = analysis.token(last.next());
        let particle = own.deprel == Deprel::CompoundPrt
            || (own.upos == Upos::Adp
                && found
                    .frame
                    .words
                    .iter()
                    .skip(1)
                    .any(|word| word == analysis.lemma(last.next())));
        if !particle {
            break;
        }
        last = last.next();
    }
    context.bytes(first.0..last.0 + 1)
}

/// The clause of a verb: its words without the clauses coordinated to it, around it and before it.
fn clause(context: &Context<'_>, verb: TokenId) -> Bytes {
    let analysis = context.analysis;
    let is_other_clause = |token: TokenId| {
        let own = analysis.token(token);
        match own.deprel {
            Deprel::Parataxis | Deprel::Discourse => true,
            Deprel::Conj => clauses::is_verbal(analysis, token) && own.head == Some(verb),
            Deprel::Cc | Deprel::Mark | Deprel::Punct => own.head == Some(verb) && token < verb,
            Deprel::Advcl => own.head == Some(verb) && token < verb,
            _ => false,
        }
    };
    let mut words = analysis.subtree_without(verb, is_other_clause);
    let is_edge = |token: u32| {
        matches!(
            analysis.token(TokenId(token)).upos,
            Upos::Punct | Upos::Cconj | Upos::Sconj
        ) && token != verb.0
    };
    while words.start < verb.0 && is_edge(words.start) {
        words.start += 1;
    }
    while words.end > verb.0 + 1 && is_edge(words.end - 1) {
        words.end -= 1;
    }
    context.bytes(words)
}

/// The innermost statement whose content holds the act.
fn innermost(draft: &Draft, trigger: Bytes) -> Option<StatementIndex> {
    let holding = draft
        .statements
        .iter()
        .enumerate()
        .filter(|(_, said)| said.content.contains(trigger));
    holding
        .min_by_key(|(_, said)| said.content.end - said.content.start)
        .map(|(index, _)| StatementIndex(index as u32))
}

fn score(found: &Match, actor: &Participants, recipient: &Participants) -> f32 {
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
