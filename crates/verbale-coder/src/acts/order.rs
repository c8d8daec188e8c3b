//! Noun phrases by word order, for verbs that the tree left without subject or object.

use super::clauses::{has_preposition, is_nominal};
use super::matching::is_infinitive;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The nominal right before a finite verb that hangs elsewhere (“saying the army | had left”), or before the participle
/// of “with both sides blaming each other”.
pub(super) fn beside(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let own = analysis.token(verb);
    let participle = own.deprel == Deprel::Advcl && analysis.form(verb).ends_with("ing");
    let finite = matches!(
        own.deprel,
        Deprel::AclRelcl | Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis
    ) && (own.features.has("VerbForm=Fin") || analysis.child_by(verb, Deprel::Aux).is_some())
        && !is_infinitive(analysis, verb);
    let coordinated = own.deprel == Deprel::Conj && analysis.child_by(verb, Deprel::Aux).is_some();
    if !participle && !finite && !coordinated {
        return None;
    }
    let first = analysis.sentence_of(verb).first;
    let mut token = verb.previous()?;
    while token > first && matches!(analysis.token(token).upos, Upos::Aux | Upos::Adv | Upos::Part) {
        token = token.previous()?;
    }
    if !matches!(analysis.token(token).upos, Upos::Noun | Upos::Propn | Upos::Num) {
        return None;
    }
    let mut top = phrase_top(analysis, token);
    // “called Lea, and Max is also visiting”: coordinated with the object before, subject of the verb behind.
    if coordinated {
        let misread = analysis.token(top).deprel == Deprel::Conj && top < verb;
        return misread.then_some(top);
    }
    if analysis.token(top).deprel == Deprel::Conj {
        top = analysis.token(top).head?;
    }
    if participle {
        return (top < verb && has_preposition(analysis, top, "with")).then_some(top);
    }
    let elsewhere = matches!(
        analysis.token(top).deprel,
        Deprel::Obj | Deprel::Nsubj | Deprel::Dep | Deprel::Obl
    );
    let apart = analysis.token(verb).head != Some(top);
    (top < verb && elsewhere && apart && !is_behind_preposition(analysis, top)).then_some(top)
}

/// Whether a phrase stands behind any preposition.
fn is_behind_preposition(analysis: &Analysis, phrase: TokenId) -> bool {
    analysis.children_by(phrase, Deprel::Case).any(|case| {
        analysis
            .form(case)
            .chars()
            .next()
            .is_some_and(char::is_alphanumeric)
            && case < phrase
    })
}

/// How far before its verb a subject is looked for when the tree has none.
const REACH: u32 = 12;

/// The noun phrase before a finite verb that the tree left without subject.
pub(super) fn nominal_before(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let own = analysis.token(verb);
    let finite = own.features.has("VerbForm=Fin") || analysis.child_by(verb, Deprel::Aux).is_some();
    if !finite || own.features.has("Mood=Imp") || is_infinitive(analysis, verb) {
        return None;
    }
    let start = analysis
        .sentence_of(verb)
        .first
        .0
        .max(verb.0.saturating_sub(REACH));
    for token in (start..verb.0).rev().map(TokenId) {
        let upos = analysis.token(token).upos;
        if matches!(upos, Upos::Verb | Upos::Cconj | Upos::Sconj) {
            return None;
        }
        if is_nominal(analysis, token) {
            let top = phrase_top(analysis, token);
            let time = analysis.token(top).deprel == Deprel::OblUnmarked;
            return (top < verb && !time && !is_behind_preposition(analysis, top)).then_some(top);
        }
    }
    None
}

/// The noun phrase directly behind a verb that the tree hung elsewhere.
pub(super) fn nominal_after(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let end = analysis.sentence_of(verb).end.0;
    let mut head = None;
    for token in (verb.0 + 1..end).map(TokenId) {
        let own = analysis.token(token);
        match own.upos {
            Upos::Det | Upos::Adj | Upos::Num | Upos::Part if head.is_none() || own.upos == Upos::Part => {}
            Upos::Noun | Upos::Propn => head = Some(token),
            Upos::Adv if head.is_none() => {}
            _ => break,
        }
    }
    let head = head?;
    let unmarked = matches!(
        own_relation(analysis, head),
        Deprel::OblUnmarked | Deprel::NmodUnmarked
    );
    let elsewhere = matches!(
        own_relation(analysis, head),
        Deprel::Obj | Deprel::Nsubj | Deprel::Dep | Deprel::Parataxis
    );
    (!unmarked && elsewhere && !is_behind_preposition(analysis, head)).then_some(head)
}

fn own_relation(analysis: &Analysis, token: TokenId) -> Deprel {
    analysis.token(token).deprel
}

/// The head of the noun phrase that a token is part of.
fn phrase_top(analysis: &Analysis, token: TokenId) -> TokenId {
    let mut top = token;
    while let Some(head) = analysis.token(top).head {
        let inside = matches!(
            analysis.token(top).deprel,
            Deprel::Flat
                | Deprel::Compound
                | Deprel::NmodDesc
                | Deprel::Appos
                | Deprel::Nummod
                | Deprel::Amod
        );
        if !inside {
            break;
        }
        top = head;
    }
    top
}
