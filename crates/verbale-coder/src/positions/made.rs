//! From what binds a party to its position: who tells it, whose voice it is, under which condition.

use super::holder;
use super::topic::Topic;
use crate::draft::{
    ActIndex, Actor, ActorIndex, Bytes, Context, Draft, Evidence, Position, Statement, StatementIndex,
};
use crate::knowledge::Knowledge;
use std::ops::Range;
use verbale_record::{ActorKind, Rank, Stance};
use verbale_syntax::TokenId;

/// A commitment of one party, before it is a position.
pub(super) struct Made {
    pub(super) token: TokenId,
    pub(super) holder: ActorIndex,
    pub(super) stance: Stance,
    pub(super) run: Range<u32>,
    pub(super) because: String,
}

/// The position, if its holder is one that negotiates.
pub(super) fn position(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    topic: Topic,
    made: Made,
) -> Option<Position> {
    let cast = &draft.cast;
    let party = cast.side_of(made.holder);
    if !is_party(draft, party) {
        return None;
    }
    let holding = holder::statements_at(context, draft, made.token);
    // What several say together none of them tells of the other.
    let together = |said: &Statement| {
        let same = draft
            .statements
            .iter()
            .filter(|other| other.content == said.content);
        same.filter_map(|other| other.speaker)
            .any(|speaker| cast.side_of(speaker) == party)
    };
    let teller = holding
        .iter()
        .filter(|(_, said)| !together(said))
        .filter_map(|(_, said)| said.speaker)
        .find(|&speaker| cast.side_of(speaker) != party && tells(cast.actor(speaker)));
    let voice = holding
        .iter()
        .rev()
        .filter_map(|(_, said)| said.speaker)
        .find(|&speaker| cast.side_of(speaker) == party);
    let is_person = cast.actor(made.holder).kind == ActorKind::Person;
    let spoken_by = voice
        // Where others tell it, the one they tell it of has not spoken.
        .or((is_person && teller.is_none()).then_some(made.holder))
        .filter(|&speaker| speaker != party);
    let mut content = context.bytes(made.run.clone());
    if let Some((_, said)) = holding.last()
        && said.content.overlaps(content)
    {
        content.start = content.start.max(said.content.start);
        content.end = content.end.min(said.content.end);
    }
    let sentence_end = context.analysis.sentence_of(made.token).end.0;
    let barrier = (made.stance == Stance::Refuses)
        .then(|| words_from(context, knowledge, "barrier", &(made.run.start..sentence_end)))
        .flatten();
    let condition = barrier.or_else(|| condition(context, knowledge, &holding, &made));
    // “will strike unless inspectors are let in” demands what it names as the way out.
    let way_out = condition.filter(|condition| {
        let topic = context.bytes(topic.at.0..topic.at.0 + 1);
        condition.contains(topic) && context.words(*condition).to_lowercase().starts_with("unless")
    });
    // “offers a truce in exchange for prisoners” is an offer with its price.
    let price = condition.is_some_and(|condition| {
        let words = context.words(condition).to_lowercase();
        made.stance == Stance::Offers && words.starts_with("in ")
    });
    // “will not talk until the hostages are free” is a condition, not a refusal.
    let conditional = barrier.is_some()
        || condition.is_some()
            && !price
            && matches!(
                made.stance,
                Stance::Offers
                    | Stance::Accepts
                    | Stance::AcceptsInPrinciple
                    | Stance::NonCommittal
                    | Stance::Conditional
            );
    let mut evidence: Vec<Evidence> = holding
        .last()
        .map(|&(index, _)| Evidence::Statement(StatementIndex(index as u32)))
        .into_iter()
        .collect();
    let cued = draft
        .statements
        .iter()
        .position(|said| said.cue.is_some_and(|(_, token)| token == made.token));
    evidence.extend(cued.map(|index| Evidence::Statement(StatementIndex(index as u32))));
    let act = draft.acts.iter().position(|act| act.predicate == made.token);
    evidence.extend(act.map(|index| Evidence::Act(ActIndex(index as u32))));
    Some(Position {
        issue: topic.issue.to_owned(),
        party,
        stance: if way_out.is_some() {
            Stance::Demands
        } else if conditional {
            Stance::Conditional
        } else {
            made.stance
        },
        content,
        condition,
        spoken_by,
        attributed_to: teller,
        evidence,
        score: 0.35 + 0.1 * f32::from(topic.weight),
        because: vec![
            made.because,
            format!("issue by “{}”", context.analysis.form(topic.at)),
        ],
    })
}

/// Whether an actor can tell a position: no medium, no thing that the cast could not place.
fn tells(actor: &Actor) -> bool {
    let placed = actor.known || actor.kind != ActorKind::Other || !actor.sectors.is_empty();
    actor.kind != ActorKind::Media && placed
}

/// Whether an actor is one that negotiates: no medium, no crowd, no single person without a side.
fn is_party(draft: &Draft, side: ActorIndex) -> bool {
    let actor = draft.cast.actor(side);
    match actor.kind {
        ActorKind::State
        | ActorKind::Government
        | ActorKind::ArmedGroup
        | ActorKind::Igo
        | ActorKind::Party => true,
        ActorKind::Person => actor.known || actor.rank != Rank::Unspecified || !actor.sectors.is_empty(),
        _ => false,
    }
}

/// The words of the condition that the position stands under.
fn condition(
    context: &Context<'_>,
    knowledge: &Knowledge,
    holding: &[(usize, &Statement)],
    made: &Made,
) -> Option<Bytes> {
    let content = context.bytes(made.run.clone());
    let told = holding.last().and_then(|(_, said)| said.condition);
    told.filter(|condition| content.overlaps(*condition) || condition.start >= content.start)
        .or_else(|| crate::speech::conditions::find(context, content))
        .or_else(|| {
            let end = context.analysis.sentence_of(made.token).end.0;
            words_from(context, knowledge, "condition", &(made.run.start..end))
        })
}

/// The words from a word or phrase of a class to the end of the clause, where the tree does not show them as a clause.
pub(super) fn words_from(
    context: &Context<'_>,
    knowledge: &Knowledge,
    class: &str,
    run: &Range<u32>,
) -> Option<Bytes> {
    let analysis = context.analysis;
    let is_here = |at: u32, phrase: &str| {
        phrase
            .split(' ')
            .zip(at..)
            .all(|(word, token)| token < run.end && analysis.form(TokenId(token)).eq_ignore_ascii_case(word))
    };
    let start = (run.start + 1..run.end).find(|&at| {
        let mut phrases = knowledge.commitments.class(class);
        phrases.any(|phrase| is_here(at, phrase))
    })?;
    // The condition ends with its clause, or with what is said.
    let end = (start + 1..run.end)
        .find(|&at| matches!(analysis.form(TokenId(at)), "," | ";" | "." | "\"" | "”" | ":"))
        .unwrap_or(run.end);
    // “as they did before”: nothing follows that would be a condition.
    (end > start + 1).then(|| context.bytes(start..end))
}

/// Positions told more than once made one: the first stays, with the evidence of all.
pub(super) fn merge(positions: Vec<Position>) -> Vec<Position> {
    let mut found: Vec<Position> = Vec::new();
    for position in positions {
        let same = found.iter_mut().find(|known| {
            known.issue == position.issue
                && known.party == position.party
                && known.stance == position.stance
                // Each denial denies something of its own.
                && (position.stance != Stance::Denies || known.content.overlaps(position.content))
        });
        let Some(known) = same else {
            found.push(position);
            continue;
        };
        // What the party says itself counts more than what others tell of it.
        if known.attributed_to.is_some() && position.attributed_to.is_none() {
            let evidence = std::mem::take(&mut known.evidence);
            *known = position.clone();
            known.evidence.extend(evidence);
        }
        for one in position.evidence {
            if !known.evidence.contains(&one) {
                known.evidence.push(one);
            }
        }
    }
    found
}
