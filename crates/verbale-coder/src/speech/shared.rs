//! Speakers of the same words: “Kyiv and Moscow said”, “the two sides accused each other”.

use super::found::Found;
use crate::draft::{ActorIndex, Cast, Context};
use verbale_record::ActorKind;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// As many speakers of one statement as are told apart.
const MOST: usize = 3;

/// One statement for each of several speakers who say the same.
pub(super) fn split(context: &Context<'_>, cast: &Cast, found: &mut Vec<Found<'_>>) {
    let mut more = Vec::new();
    for item in found.iter_mut() {
        let Some((phrase, rule)) = item.speaker else {
            continue;
        };
        let mutual = item
            .target
            .is_some_and(|target| is_each_other(context.analysis, target));
        let speakers = speakers(context, cast, phrase, mutual);
        // Officials, diplomats and analysts speak with one voice; states and armed groups each with their own.
        let apart = speakers.iter().all(|&actor| {
            let actor = cast.actor(actor);
            actor.known || actor.country.is_some() || actor.kind == ActorKind::Person
        });
        if speakers.len() < 2 || speakers.len() > MOST || !(apart || mutual) {
            continue;
        }
        if mutual {
            item.target = None;
        }
        let reason = |actor: ActorIndex| {
            let words = context.analysis.form(phrase);
            Some(format!(
                "speaker “{words}”, that is {}: {rule}",
                cast.actor(actor).name
            ))
        };
        item.actor = Some(speakers[0]);
        item.reason = reason(speakers[0]);
        more.extend(speakers[1..].iter().map(|&actor| Found {
            actor: Some(actor),
            reason: reason(actor),
            ..item.clone()
        }));
    }
    found.extend(more);
    found.sort_by_key(|item| item.content.start);
}

/// Whom a phrase names together: its conjuncts, or all that a plural stands for.
fn speakers(context: &Context<'_>, cast: &Cast, phrase: TokenId, mutual: bool) -> Vec<ActorIndex> {
    let conjoined = context.analysis.child_by(phrase, Deprel::Conj).is_some();
    if conjoined || (mutual && cast.actors_at(phrase).len() > 1) {
        return cast.actors_of_phrase(context.analysis, phrase);
    }
    let mut together = before_conjunction(context, cast, phrase).unwrap_or_default();
    if !together.is_empty() {
        together.extend(cast.actors_at(phrase).iter().copied());
    }
    together
}

/// Whom the subject before “and” denotes where the tree gives the verb two subjects.
fn before_conjunction(context: &Context<'_>, cast: &Cast, phrase: TokenId) -> Option<Vec<ActorIndex>> {
    let analysis = context.analysis;
    let own = cast.mention_headed_by(phrase)?;
    let conjunction = TokenId(own.tokens.start.checked_sub(1)?);
    if analysis.token(conjunction).upos != Upos::Cconj {
        return None;
    }
    let first = cast.mentions.iter().find(|mention| {
        mention.tokens.end == conjunction.0 && analysis.token(mention.head).deprel.is_subject()
    })?;
    let same_verb = analysis.token(first.head).head == analysis.token(phrase).head;
    (same_verb && first.actors != own.actors).then(|| first.actors.clone())
}

/// “each other”, “one another”.
pub(super) fn is_each_other(analysis: &Analysis, target: TokenId) -> bool {
    let before = target
        .previous()
        .map(|token| analysis.form(token).to_ascii_lowercase());
    analysis.form(target).eq_ignore_ascii_case("each")
        || matches!(before.as_deref(), Some("each" | "one"))
            && matches!(analysis.form(target), "other" | "another")
}
