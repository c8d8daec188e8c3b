//! Whom a refusal, a denial, an acceptance or praise answers: who accused, asked or offered last.

use super::{Candidate, clauses};
use crate::draft::{ActorIndex, Draft};
use verbale_record::ontology::EventType;
use verbale_syntax::{Analysis, TokenId};

/// How many sentences back an answer looks.
const REACH: u32 = 2;

/// What somebody did or said that others may answer.
#[derive(Clone, Debug)]
struct Call {
    at: TokenId,
    kind: Option<EventType>,
    by: Vec<ActorIndex>,
}

/// Gives acts that answer somebody and do not say whom the one who called for the answer (“rejected the criticism”).
pub(super) fn complete(analysis: &Analysis, draft: &Draft, acts: &mut [Candidate<'_>]) {
    let mut calls: Vec<Call> = acts
        .iter()
        .filter(|act| act.actor.is_stated())
        .map(|act| Call {
            at: act.found.predicate,
            kind: Some(act.kind()),
            by: act.actor.actors.clone(),
        })
        .collect();
    for said in &draft.statements {
        let by = said.speaker.filter(|&speaker| is_party(draft, speaker));
        let at = analysis.token_at(said.content.start as usize);
        if let (Some(by), Some(at)) = (by, at) {
            calls.push(Call {
                at,
                kind: None,
                by: vec![by],
            });
        }
    }
    calls.sort_by_key(|call| call.at);
    for act in acts.iter_mut() {
        if !act.recipient.is_empty() || !act.actor.is_stated() {
            continue;
        }
        if let Some(call) = answered(analysis, draft, act, &calls) {
            act.recipient.actors.clone_from(&call.by);
            act.recipient.inferred = true;
            "inferred: who is answered".clone_into(&mut act.recipient.how);
        }
    }
}

/// The last call before an act that it can answer.
fn answered<'a>(
    analysis: &Analysis,
    draft: &Draft,
    act: &Candidate<'_>,
    calls: &'a [Call],
) -> Option<&'a Call> {
    let predicate = act.found.predicate;
    let sentence = analysis.token(predicate).sentence;
    let of_words = answers_words(analysis, act);
    let side = |actor: ActorIndex| draft.cast.side_of(actor);
    calls.iter().rev().find(|call| {
        let near = call.at < predicate && sentence - analysis.token(call.at).sentence <= REACH;
        let other = |&one: &ActorIndex| act.actor.actors.iter().all(|&own| side(own) != side(one));
        let fits = match call.kind {
            Some(kind) => {
                answers(act.kind(), kind) && (kind != EventType::Agree || of_words) && consents(analysis, act)
            }
            None => of_words && act.kind() == EventType::Reject,
        };
        near && fits && call.by.iter().all(other)
    })
}

/// Whether an act of one type answers one of another.
fn answers(kind: EventType, call: EventType) -> bool {
    match kind {
        EventType::Reject => matches!(
            call,
            EventType::Accuse | EventType::Request | EventType::Agree | EventType::Threaten
        ),
        EventType::Agree => call == EventType::Request,
        EventType::Support => matches!(
            call,
            EventType::Agree | EventType::Concede | EventType::Retreat | EventType::Request
        ),
        _ => false,
    }
}

/// Whether a promise gives in to somebody's wish rather than stating one's own: “accepted”, “agreed to”.
fn consents(analysis: &Analysis, act: &Candidate<'_>) -> bool {
    act.kind() != EventType::Agree
        || matches!(
            analysis.lemma(act.verb()),
            "accept" | "agree" | "consent" | "accede"
        ) && !clauses::is_passive(analysis, act.verb())
}

/// Whether what is refused, accepted or welcomed is a thing said rather than an act of one's own: “rejected the
/// findings”, “denied it”, not “refused to leave”.
fn answers_words(analysis: &Analysis, act: &Candidate<'_>) -> bool {
    let object = clauses::object(analysis, act.verb());
    !act.is_noun(analysis) && object.is_some_and(|object| clauses::is_nominal(analysis, object.head))
        || clauses::object(analysis, act.verb()).is_none()
}

/// Whether an actor is more than a source of the report.
fn is_party(draft: &Draft, actor: ActorIndex) -> bool {
    let actor = draft.cast.actor(actor);
    let press = |sector: &String| matches!(sector.as_str(), "JRN" | "MED");
    !actor.sectors.is_empty() && !actor.sectors.iter().any(press)
}
