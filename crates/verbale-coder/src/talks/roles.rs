//! Roles that a report gives people and states by name: “mediator X”, “Host Y”, “Z, a key mediator in the conflict”.

use super::build::Told;
use super::cluster::TalkMention;
use super::sides::{Conflict, side_of};
use crate::draft::{ActorIndex, Bytes, Context, Draft, Mention, Talk};
use verbale_lexicon::lower;
use verbale_lexicon::talks::{AnchorSort, RoleForm, TalkWords};
use verbale_record::ThirdPartyRole;
use verbale_syntax::{TokenId, Upos};

/// A role somebody is called by.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Office {
    pub actor: ActorIndex,
    pub role: ThirdPartyRole,
    /// The clause of talks in the same sentence, if there is one.
    pub beside: Option<Bytes>,
    /// Told in passing (“has stayed on as mediator”, “is observing”): of the talks of the two sides only.
    pub between: bool,
}

/// All of them, in text order.
pub(super) fn offices(context: &Context<'_>, draft: &Draft, mentions: &[TalkMention]) -> Vec<Office> {
    let words = TalkWords::builtin();
    let mut offices: Vec<Office> = Vec::new();
    for token in context.analysis.token_ids() {
        let form = match context.analysis.token(token).upos {
            Upos::Noun | Upos::Propn => RoleForm::Noun,
            Upos::Verb => RoleForm::Verb,
            _ => continue,
        };
        let lemma = lower(context.analysis.lemma(token));
        let Some(role) = words.role(form, &lemma, false) else {
            continue;
        };
        let sentence = context.analysis.sentence_of(token);
        let beside = mentions.iter().find(|talks| {
            sentence.contains(talks.named.heads[0]) && talks.named.sort != AnchorSort::Reference
        });
        let (holders, between) = match form {
            RoleForm::Verb => (at_work(context, draft, token), true),
            _ => holders(context, draft, token),
        };
        for actor in holders {
            if !offices
                .iter()
                .any(|office| office.actor == actor && office.role == role)
            {
                offices.push(Office {
                    actor,
                    role,
                    beside: beside.map(|talks| talks.clause),
                    between,
                });
            }
        }
    }
    offices
}

/// Who is called so: the one in apposition to whom the word stands (“X, a key mediator”), the one whose title it is
/// (“mediator X”), or the country it is of (“the Ruritanian mediators”).
fn holders(context: &Context<'_>, draft: &Draft, noun: TokenId) -> (Vec<ActorIndex>, bool) {
    let analysis = context.analysis;
    let sentence = analysis.sentence_of(noun);
    let first = sentence.first.0;
    let near = draft.cast.mentions_in(first..sentence.end.0);
    // “X has stayed on as mediator”
    let as_such = analysis
        .children_by(noun, verbale_syntax::Deprel::Case)
        .any(|case| analysis.lemma(case) == "as");
    // “with Y as mediator” is of Y.
    let with = (noun.0.saturating_sub(6)..noun.0).any(|at| analysis.lemma(TokenId(at)) == "with");
    if as_such
        && !with
        && let Some(verb) = analysis.token(noun).head
        && analysis.token(verb).upos == Upos::Verb
        && analysis.child_by(verb, verbale_syntax::Deprel::Obj).is_none()
        && let Some(subject) = crate::acts::arguments::subject(analysis, verb)
    {
        let actors = draft.cast.actors_of_phrase(analysis, subject);
        if !actors.is_empty() {
            return (actors, true);
        }
    }
    // Back over the words before the noun.
    let mut start = noun.0;
    while start > first
        && matches!(
            analysis.token(TokenId(start - 1)).upos,
            Upos::Adj | Upos::Det | Upos::Noun | Upos::Propn | Upos::Num
        )
    {
        start -= 1;
    }
    let named: Vec<&Mention> = near.iter().filter(|one| one.tokens.contains(&noun.0)).collect();
    if start > first && analysis.form(TokenId(start - 1)) == "," {
        let ending = near.iter().filter(|one| one.tokens.end == start - 1);
        if let Some(ahead) = ending.max_by_key(|one| one.tokens.len()) {
            return (ahead.actors.clone(), false);
        }
    }
    if let Some(mention) = named.iter().max_by_key(|one| one.tokens.len()) {
        return (mention.actors.clone(), false);
    }
    if noun.0 + 1 < analysis.sentence_of(noun).end.0
        && let Some(next) = near.iter().find(|one| one.tokens.start == noun.0 + 1)
    {
        return (next.actors.clone(), false);
    }
    let modifiers = near
        .iter()
        .filter(|one| one.tokens.start >= start && one.tokens.end <= noun.0);
    (modifiers.flat_map(|one| one.actors.clone()).collect(), false)
}

/// Who is told to observe or to mediate, of nothing in particular: “the UN and the league are observing”.
fn at_work(context: &Context<'_>, draft: &Draft, verb: TokenId) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let goes_on = analysis.form(verb).ends_with("ing")
        && analysis.child_by(verb, verbale_syntax::Deprel::Aux).is_some()
        && analysis.child_by(verb, verbale_syntax::Deprel::Obj).is_none();
    let subject = analysis
        .child_by(verb, verbale_syntax::Deprel::Nsubj)
        .filter(|_| goes_on);
    let Some(subject) = subject else {
        return Vec::new();
    };
    let parts = std::iter::once(subject).chain(analysis.children_by(subject, verbale_syntax::Deprel::Conj));
    parts
        .flat_map(|part| draft.cast.actors_of_phrase(analysis, part))
        .collect()
}

/// Gives the talks the third parties that the report calls so: those of the same sentence, and the mediators of its
/// conflict to the talks of the two sides, or to the mediator's own talks with each of them.
pub(super) fn give(draft: &Draft, talks: &mut [Told], offices: &[Office], conflict: Conflict) {
    for office in offices {
        let side = side_of(&draft.cast, office.actor);
        let wanted: Vec<bool> = match (office.beside, office.role, conflict) {
            (Some(clause), ThirdPartyRole::Host, _) => talks
                .iter()
                .map(|told| told.talk.spans.contains(&clause))
                .collect(),
            (
                _,
                ThirdPartyRole::Mediator | ThirdPartyRole::Facilitator | ThirdPartyRole::Observer,
                Some((one, other)),
            ) if office.role != ThirdPartyRole::Observer || office.between => {
                let sits =
                    |talk: &Talk, side: ActorIndex| talk.parties.iter().any(|party| party.actor == side);
                let between = |talk: &Talk| talk.parties.len() == 2 && sits(talk, one) && sits(talk, other);
                let own = |talk: &Talk, with: ActorIndex| sits(talk, side) && sits(talk, with);
                let all = || talks.iter().map(|told| &told.talk);
                let both = all().any(|talk| own(talk, one)) && all().any(|talk| own(talk, other));
                all()
                    .map(|talk| {
                        (between(talk)
                            && side != one
                            && side != other
                            && (office.between || !by_others(talk, side)))
                            || (both && !office.between && (own(talk, one) || own(talk, other)))
                    })
                    .collect()
            }
            _ => continue,
        };
        for (told, wanted) in talks.iter_mut().zip(wanted) {
            if wanted {
                add(draft, &mut told.talk, office, side);
            }
        }
    }
}

/// Whether others already mediate.
fn by_others(talk: &Talk, side: ActorIndex) -> bool {
    talk.third_parties
        .iter()
        .any(|(actor, role)| *actor != side && *role == ThirdPartyRole::Mediator)
}

fn add(draft: &Draft, talk: &mut Talk, office: &Office, side: ActorIndex) {
    let known = talk.third_parties.iter().position(|(actor, _)| *actor == side);
    match known {
        Some(at) if office.role == ThirdPartyRole::Host => talk.third_parties[at].1 = ThirdPartyRole::Host,
        // Who is called a mediator does more than convene.
        Some(at) if talk.third_parties[at].1 == ThirdPartyRole::Facilitator => {
            talk.third_parties[at].1 = office.role;
        }
        Some(_) => {}
        None => talk.third_parties.push((side, office.role)),
    }
    // The envoy of an organisation is named beside it; a minister stands for the state.
    let international = draft.cast.actor(side).country.as_deref() == Some("IGO");
    if international && office.actor != side {
        talk.third_parties.push((office.actor, office.role));
    }
    talk.because
        .push(format!("{}: called so in the report", office.role));
}
