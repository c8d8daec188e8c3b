//! Acts that are done by saying something: a statement that demands, offers, promises, refuses or threatens is that
//! act, whether or not a word of it has a frame (“This must stop”, “We stand ready”).

use super::confidence::{self, Source};
use super::inference;
use super::sides::Sides;
use super::told::is_willed;
use crate::draft::{Act, ActorIndex, Bytes, Cast, Context, Draft, Statement, StatementIndex};
use verbale_record::ontology::{EventType, Ontology};
use verbale_record::{EventDate, Factuality, StatementForm, StatementKind};
use verbale_syntax::{Analysis, Deprel, TokenId};

/// Adds the acts that statements are, where no act at their words or in them says so already.
pub(super) fn add(
    context: &Context<'_>,
    draft: &Draft,
    sides: &Sides,
    today: Option<&EventDate>,
    acts: &mut Vec<Act>,
) {
    for (index, said) in draft.statements.iter().enumerate() {
        let (Some(kind), Some(speaker)) = (type_of(said), said.speaker) else {
            continue;
        };
        if sharpen(draft, said, speaker, kind, acts) {
            continue;
        }
        let told = acts.iter().any(|act| {
            let at_cue = said.cue.is_some_and(|(cue, _)| cue.overlaps(act.trigger));
            let inside = said.content.contains(act.trigger);
            let same = act.kind == kind && act.actor.iter().any(|&one| same_side(&draft.cast, one, speaker));
            at_cue || inside && same
        });
        if told {
            continue;
        }
        let Some(predicate) = predicate(context.analysis, said) else {
            continue;
        };
        // “suggested that the plan could fail” offers nothing.
        let supposes = said
            .cue
            .and_then(|(cue, _)| context.analysis.token_at(cue.start as usize))
            .is_some_and(|cue| context.analysis.lemma(cue) == "suggest");
        if said.kind == StatementKind::Offer && supposes && !is_willed(context.analysis, predicate) {
            continue;
        }
        let asked = || super::arguments::subject(context.analysis, predicate);
        if kind == EventType::Request
            && asked().is_some_and(|one| super::somebody::is_nobody(context.analysis, one))
        {
            continue;
        }
        // The same words read by a frame: the statement knows better what they do.
        let words = trigger(context, predicate);
        acts.retain(|act| {
            !(act.trigger.overlaps(words)
                && act.actor.iter().any(|&one| same_side(&draft.cast, one, speaker)))
        });
        let statement = StatementIndex(u32::try_from(index).unwrap_or(u32::MAX));
        let act = act_of(context, draft, sides, said, statement, speaker, predicate);
        acts.extend(act.map(|act| Act {
            date: today.cloned(),
            ..act
        }));
    }
    acts.sort_by_key(|act| act.predicate);
}

fn same_side(cast: &Cast, one: ActorIndex, other: ActorIndex) -> bool {
    cast.side_of(one) == cast.side_of(other)
}

fn type_of(said: &Statement) -> Option<EventType> {
    Some(match said.kind {
        StatementKind::Demand | StatementKind::Request => EventType::Request,
        StatementKind::Offer | StatementKind::Promise => EventType::Agree,
        StatementKind::Refusal => EventType::Reject,
        StatementKind::Threat => EventType::Threaten,
        _ => return None,
    })
}

/// “They are ready to respond”: what the statement threatens is no offer.
fn sharpen(draft: &Draft, said: &Statement, speaker: ActorIndex, kind: EventType, acts: &mut [Act]) -> bool {
    let side = draft.cast.side_of(speaker);
    let offered = acts.iter_mut().find(|act| {
        kind == EventType::Threaten
            && act.kind == EventType::Agree
            && said.content.contains(act.trigger)
            && act.actor.iter().any(|&one| draft.cast.side_of(one) == side)
    });
    let Some(act) = offered else { return false };
    act.kind = kind;
    act.mode = None;
    Ontology::get()
        .cameo_for(kind, None)
        .as_str()
        .clone_into(&mut act.cameo);
    act.because.push("the statement threatens".to_owned());
    if let Some(other) = other_speaker(draft, said, speaker) {
        act.recipient = vec![other];
    }
    true
}

fn act_of(
    context: &Context<'_>,
    draft: &Draft,
    sides: &Sides,
    said: &Statement,
    statement: StatementIndex,
    speaker: ActorIndex,
    predicate: TokenId,
) -> Option<Act> {
    let kind = type_of(said)?;
    let press = |one: ActorIndex| {
        let sectors = &draft.cast.actor(one).sectors;
        sectors
            .iter()
            .any(|sector| matches!(sector.as_str(), "JRN" | "MED"))
    };
    let target = said
        .target
        .or(said.addressee)
        .filter(|&one| one != speaker && !press(one));
    let (recipient, how) = match target.or_else(|| other_speaker(draft, said, speaker)) {
        Some(one) => (vec![one], "to whom it is said"),
        None => inference::addressees(draft, sides, speaker, kind),
    };
    let mut because = vec![
        format!("the statement is one of {}", said.kind.as_str()),
        "factuality: done by saying it".to_owned(),
        "actor: the speaker".to_owned(),
    ];
    if !recipient.is_empty() {
        because.push(format!("recipient: {how}"));
    }
    let has_recipient = !recipient.is_empty();
    Some(Act {
        kind,
        mode: None,
        contexts: Vec::new(),
        cameo: Ontology::get().cameo_for(kind, None).as_str().to_owned(),
        actor: vec![speaker],
        recipient,
        predicate,
        trigger: trigger(context, predicate),
        clause: clause(context, said, predicate),
        factuality: Factuality::Asserted,
        attributed_to: None,
        statement: Some(statement),
        date: None,
        place: None,
        score: confidence::of(Source::Statement, has_recipient, Factuality::Asserted),
        because,
    })
}

/// “Both sides say they are ready to respond”: each says it to the other.
fn other_speaker(draft: &Draft, said: &Statement, speaker: ActorIndex) -> Option<ActorIndex> {
    let mut same = draft
        .statements
        .iter()
        .filter(|other| other.content == said.content);
    same.find_map(|other| other.speaker.filter(|&one| one != speaker))
}

/// The word that carries what is said: the verb or predicate with a modal, else the head of the content.
fn predicate(analysis: &Analysis, said: &Statement) -> Option<TokenId> {
    let first = analysis.token_at(said.content.start as usize)?;
    let inside = |token: &TokenId| analysis.token(*token).start < said.content.end;
    let tokens = || {
        (first.0..analysis.sentence_of(first).end.0)
            .map(TokenId)
            .take_while(inside)
    };
    let modal = tokens().find(|&token| {
        analysis.token(token).deprel == Deprel::Aux
            && matches!(
                analysis.lemma(token),
                "must" | "should" | "will" | "would" | "shall" | "'ll" | "wo"
            )
    });
    let wished = modal.filter(|_| said.kind != StatementKind::Offer);
    let head = tokens().find(|&token| {
        analysis
            .token(token)
            .head
            .is_none_or(|head| !inside(&head) || head < first)
    });
    // A demand is a “must”; other words of demanding have frames.
    let head = head.filter(|_| !matches!(said.kind, StatementKind::Demand | StatementKind::Request));
    wished.and_then(|modal| analysis.token(modal).head).or(head)
}

/// The predicate with its auxiliaries.
fn trigger(context: &Context<'_>, predicate: TokenId) -> Bytes {
    let analysis = context.analysis;
    let auxiliaries = analysis.children(predicate).iter().copied().filter(|&child| {
        child < predicate && matches!(analysis.token(child).deprel.universal(), "aux" | "cop")
    });
    let first = auxiliaries.min().unwrap_or(predicate);
    context.bytes(first.0..predicate.0 + 1)
}

/// The clause of the predicate within what is said.
fn clause(context: &Context<'_>, said: &Statement, predicate: TokenId) -> Bytes {
    let clause = super::clause(context, predicate);
    let direct = matches!(said.form, StatementForm::Direct | StatementForm::DirectUnmarked);
    if direct && !said.content.contains(clause) {
        return Bytes {
            start: clause.start.max(said.content.start),
            end: clause.end.min(said.content.end),
        };
    }
    clause
}
