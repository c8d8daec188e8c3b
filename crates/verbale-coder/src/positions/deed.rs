//! Which issue it is to do something to a thing: “release prisoners”, “an end to the siege”.

use crate::knowledge::Knowledge;
use std::borrow::Cow;
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Whether a verb or noun is the first word of a deed of the table, by lemma or form.
pub(super) fn may_be_deed(analysis: &Analysis, knowledge: &Knowledge, token: TokenId) -> bool {
    let begins = |word: &str| knowledge.commitments.begins_deed(&lower(word));
    matches!(analysis.token(token).upos, Upos::Verb | Upos::Noun)
        && (begins(analysis.lemma(token)) || begins(analysis.form(token)))
}

/// How a verb, or the noun of a deed, stands in the table: by lemma or form, alone or with its particle. Most words are
/// no deed at all and have no such names.
fn deed_names<'a>(analysis: &'a Analysis, knowledge: &Knowledge, token: TokenId) -> Vec<Cow<'a, str>> {
    let mut names = vec![lower(analysis.lemma(token))];
    // Lemmas of irregular verbs are often taken for one another (“lay” for “lie”).
    let form = lower(analysis.form(token));
    if form != names[0] {
        names.push(form);
    }
    let own = analysis
        .children(token)
        .iter()
        .find(|&&child| analysis.token(child).deprel == Deprel::CompoundPrt);
    let next = || {
        let next = token.next();
        let particle = next < analysis.sentence_of(token).end
            && matches!(analysis.token(next).upos, Upos::Adp | Upos::Adv);
        particle.then_some(next)
    };
    if let Some(particle) = own.copied().or_else(next) {
        let particle = lower(analysis.form(particle));
        let phrasal: Vec<Cow<'_, str>> = names
            .iter()
            .map(|name| Cow::Owned(format!("{name} {particle}")))
            .collect();
        names.splice(0..0, phrasal);
    }
    names.retain(|name| knowledge.commitments.is_deed(name));
    names
}

/// The issue that it is to do one of these deeds to a thing.
fn issue_of(
    analysis: &Analysis,
    knowledge: &Knowledge,
    deeds: &[Cow<'_, str>],
    thing: TokenId,
) -> Option<&'static str> {
    let noun = singular(analysis, thing);
    let compound = analysis
        .children(thing)
        .iter()
        .copied()
        .rfind(|&part| matches!(analysis.token(part).deprel, Deprel::Compound | Deprel::Amod))
        .map(|part| Cow::Owned(format!("{} {noun}", lower(analysis.lemma(part)))));
    // A gerund has its verb as lemma: “an end to fighting”.
    let form = lower(analysis.form(thing));
    let nouns: Vec<&Cow<'_, str>> = compound.iter().chain([&noun, &form]).collect();
    deeds.iter().find_map(|deed| {
        nouns
            .iter()
            .find_map(|noun| knowledge.commitments.issue_of_deed(deed, noun))
    })
}

/// The lemma in lower case; of a noun that is left in the plural (“talks”, “hostilities”) its singular.
pub(super) fn singular(analysis: &Analysis, token: TokenId) -> Cow<'_, str> {
    let lemma = lower(analysis.lemma(token));
    let plural = analysis.token(token).upos == Upos::Noun
        && lemma.len() > 3
        && lemma.ends_with('s')
        && !["ss", "is", "us", "as"].iter().any(|end| lemma.ends_with(end));
    if !plural {
        return lemma;
    }
    match lemma.strip_suffix("ies") {
        Some(stem) => Cow::Owned(format!("{stem}y")),
        None => match lemma {
            Cow::Borrowed(lemma) => Cow::Borrowed(&lemma[..lemma.len() - 1]),
            Cow::Owned(lemma) => Cow::Owned(lemma[..lemma.len() - 1].to_owned()),
        },
    }
}

/// How far behind a verb its thing stands at most, where the tree does not join them.
const THING_REACH: u32 = 4;

/// The same without the tree: the thing follows the verb with nothing but its own modifiers between.
pub(super) fn deed_beside(
    analysis: &Analysis,
    knowledge: &Knowledge,
    token: TokenId,
    run: &Range<u32>,
) -> Option<&'static str> {
    // “an end to …”
    let next = token.next();
    let noun = analysis.token(token).upos == Upos::Noun
        && run.contains(&next.0)
        && matches!(analysis.lemma(next), "to" | "of" | "in");
    if analysis.token(token).upos != Upos::Verb && !noun {
        return None;
    }
    let deeds = deed_names(analysis, knowledge, token);
    if deeds.is_empty() {
        return None;
    }
    let end = run.end.min(token.0 + 1 + THING_REACH);
    for next in (token.0 + 1..end).map(TokenId) {
        // Who does a deed in the passive is not what it is done to.
        if analysis.lemma(next) == "by" {
            return None;
        }
        match analysis.token(next).upos {
            Upos::Noun | Upos::Propn => {
                if let Some(issue) = issue_of(analysis, knowledge, &deeds, next) {
                    return Some(issue);
                }
            }
            Upos::Det | Upos::Adj | Upos::Num | Upos::Adp | Upos::Adv | Upos::Pron => {}
            _ => return None,
        }
    }
    None
}

/// The issue that a verb, or the noun of a deed, makes with what it is done to.
pub(super) fn deed(
    analysis: &Analysis,
    knowledge: &Knowledge,
    token: TokenId,
    run: &Range<u32>,
) -> Option<&'static str> {
    let is_verb = analysis.token(token).upos == Upos::Verb;
    if !is_verb && analysis.token(token).upos != Upos::Noun {
        return None;
    }
    let things = analysis.children(token).iter().copied().filter(|&child| {
        run.contains(&child.0)
            // Who does a deed in the passive is not what it is done to.
            && !analysis
                .children_by(child, Deprel::Case)
                .any(|case| analysis.lemma(case) == "by")
            && (matches!(
                analysis.token(child).deprel.universal(),
                "obj" | "nsubj" | "obl" | "nmod"
            ) || (analysis.token(child).deprel == Deprel::Acl && analysis.form(child).ends_with("ing")))
            // “the shelling of X” is no end of shelling: a noun is a deed only with what follows it.
            && (is_verb || child > token || analysis.token(child).deprel == Deprel::NmodPoss)
    });
    let mut things = things.peekable();
    if things.peek().is_none() {
        let alone = is_verb && knowledge.commitments.is_deed_to_anything(analysis.lemma(token));
        return alone
            .then(|| knowledge.commitments.issue_of_deed(analysis.lemma(token), ""))
            .flatten();
    }
    let deeds = deed_names(analysis, knowledge, token);
    if deeds.is_empty() {
        return None;
    }
    things.find_map(|thing| {
        let mut all = std::iter::once(thing).chain(analysis.children_by(thing, Deprel::Conj));
        all.find_map(|thing| issue_of(analysis, knowledge, &deeds, thing))
    })
}
