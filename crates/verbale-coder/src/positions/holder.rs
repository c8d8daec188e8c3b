//! Whom a commitment binds.

use super::commitment::Found;
use super::matter::clause_root;
use crate::acts::arguments;
use crate::draft::{ActorIndex, Context, Draft, Statement};
use crate::knowledge::Knowledge;
use verbale_lexicon::lower;
use verbale_lexicon::positions::{CommitmentPart, Matter};
use verbale_record::{ActorKind, StatementForm};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The statements that hold a token, from the outermost to the innermost.
pub(super) fn statements_at<'d>(
    context: &Context<'_>,
    draft: &'d Draft,
    token: TokenId,
) -> Vec<(usize, &'d Statement)> {
    let bytes = context.bytes(token.0..token.0 + 1);
    let mut holding: Vec<(usize, &Statement)> = draft
        .statements
        .iter()
        .enumerate()
        .filter(|(_, said)| said.content.contains(bytes))
        .collect();
    holding.sort_by_key(|(_, said)| std::cmp::Reverse(said.content.end - said.content.start));
    holding
}

/// The subject of a verb or adjective; also one that the parser calls passive without a passive.
pub(super) fn subject(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let by = |id: &TokenId| {
        analysis.token(*id).deprel != Deprel::OblAgent
            || analysis
                .children_by(*id, Deprel::Case)
                .any(|case| analysis.lemma(case) == "by")
    };
    arguments::subject(analysis, token).filter(by).or_else(|| {
        let own = analysis.child_by(token, Deprel::NsubjPass)?;
        let passive = analysis.child_by(token, Deprel::AuxPass).is_some();
        // “is prepared to”, “is committed to” have a passive form only.
        let governs = |&child: &TokenId| {
            let to = |relation| {
                let mut words = analysis.children_by(child, relation);
                words.any(|word| analysis.lemma(word) == "to")
            };
            child > token
                && match analysis.token(child).deprel.universal() {
                    "xcomp" => true,
                    "advcl" => to(Deprel::Mark),
                    "obl" => to(Deprel::Case),
                    _ => false,
                }
        };
        let ready = passive && analysis.children(token).iter().any(governs);
        (!passive || ready).then_some(own)
    })
}

/// Whom a word of commitment binds.
pub(super) fn holders(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    found: &Found,
) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let speaker = || {
        let holding = statements_at(context, draft, found.token);
        let speaker = holding.last().and_then(|(_, said)| said.speaker);
        speaker.into_iter().collect::<Vec<_>>()
    };
    match found.entry.part {
        CommitmentPart::Verb => match subject(analysis, found.token) {
            Some(subject) => of_phrase(context, knowledge, draft, subject),
            None => Vec::new(),
        },
        CommitmentPart::Noun => of_noun(context, knowledge, draft, found.token),
        CommitmentPart::Adjective if found.entry.matter.contains(&Matter::Whole) => {
            let judge = super::commitment::judging_verb(analysis, found.token);
            match judge.and_then(|verb| subject(analysis, verb)) {
                Some(subject) => of_phrase(context, knowledge, draft, subject),
                None => speaker(),
            }
        }
        CommitmentPart::Adjective => match subject(analysis, found.token) {
            Some(subject) => of_phrase(context, knowledge, draft, subject),
            None => first_named(context, draft, found.token),
        },
        CommitmentPart::Phrase => {
            let root = clause_root(analysis, found.token);
            // “the Russian-Ukrainian format has no alternative” binds who says so, not who is named beside it.
            let named = |subject: &TokenId| {
                analysis.token(*subject).upos == Upos::Pron
                    || !draft.cast.actors_of_phrase(analysis, *subject).is_empty()
            };
            let subject = subject(analysis, root).filter(named);
            let own = subject
                .map(|subject| of_phrase(context, knowledge, draft, subject))
                .unwrap_or_default();
            if own.is_empty() { speaker() } else { own }
        }
    }
}

/// The actors of a subject: those it names, the speaker behind “we”, those whose paper it is (“the league's plan”).
pub(super) fn of_phrase(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    subject: TokenId,
) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let lemma = lower(analysis.lemma(subject));
    if analysis.token(subject).upos == Upos::Pron {
        let holding = statements_at(context, draft, subject);
        if let Some(&(_, said)) = holding.last()
            && let Some(speaker) = said.speaker
            && is_speaker(context, draft, subject, &lemma, said)
        {
            return vec![speaker];
        }
    }
    // “his side”, “our government” in what is said is the speaker's.
    let possessed = analysis.children_by(subject, Deprel::NmodPoss).any(|owner| {
        let pronoun = lower(analysis.lemma(owner));
        analysis.token(owner).upos == Upos::Pron
            && matches!(
                &*pronoun,
                "his" | "her" | "its" | "our" | "my" | "he" | "she" | "it" | "we" | "i"
            )
    });
    if possessed && knowledge.commitments.in_class("own", &lemma) {
        let holding = statements_at(context, draft, subject);
        let named = draft.cast.actors_of_phrase(analysis, subject);
        let known = |&index: &ActorIndex| {
            let actor = draft.cast.actor(index);
            actor.known || actor.country.is_some()
        };
        if let Some(speaker) = holding.last().and_then(|(_, said)| said.speaker)
            && !named.iter().any(known)
        {
            return vec![speaker];
        }
    }
    // A paper speaks for its author, whatever the cast makes of it.
    if knowledge.commitments.in_class("paper", &lemma) {
        let written = author(context, draft, subject);
        if !written.is_empty() {
            return written;
        }
    }
    let own = draft.cast.actors_of_phrase(analysis, subject);
    if !own.is_empty() {
        return own;
    }
    crate::incidents::doers(analysis, &draft.cast, subject)
}

/// Whoever the first words of what is said name, where the tree shows no subject: “… said Moscow was ready”.
fn first_named(context: &Context<'_>, draft: &Draft, token: TokenId) -> Vec<ActorIndex> {
    let holding = statements_at(context, draft, token);
    let Some(&(_, said)) = holding.last() else {
        return Vec::new();
    };
    let first = draft.cast.mentions.iter().find(|mention| {
        context.bytes(mention.tokens.clone()).start == said.content.start && mention.head < token
    });
    first.map(|mention| mention.actors.clone()).unwrap_or_default()
}

/// Whether a pronoun means who speaks: “we”; “he said that he …”.
fn is_speaker(context: &Context<'_>, draft: &Draft, pronoun: TokenId, lemma: &str, said: &Statement) -> bool {
    let person = said
        .speaker
        .is_some_and(|speaker| draft.cast.actor(speaker).kind == ActorKind::Person);
    let first = || {
        let start = context.analysis.token(pronoun).start;
        start <= said.content.start + THAT && said.form == StatementForm::Indirect
    };
    match lemma {
        "we" | "i" | "us" => true,
        "he" | "she" => person && first(),
        _ => false,
    }
}

/// Bytes of “that ” before the first word of what is said.
const THAT: u32 = 5;

/// Those whose paper a definite noun names again: the resolution of a council named before.
fn author(context: &Context<'_>, draft: &Draft, noun: TokenId) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let lemma = lower(analysis.lemma(noun));
    // “the league's plan” names its author itself; “the plan” is one named before.
    let placed = |actors: &Vec<ActorIndex>| {
        actors.iter().any(|&index| {
            let actor = draft.cast.actor(index);
            actor.known || actor.kind != ActorKind::Other
        })
    };
    (0..=noun.0)
        .rev()
        .map(TokenId)
        .filter(|&token| analysis.lemma(token).eq_ignore_ascii_case(&lemma))
        .map(|token| {
            let own = crate::incidents::of_modifiers(analysis, &draft.cast, token);
            // “Council Resolution 12”: the name may be one mention that holds the word.
            let holding = || {
                let covers = draft
                    .cast
                    .mentions
                    .iter()
                    .find(|mention| mention.tokens.contains(&token.0));
                covers.map(|mention| mention.actors.clone()).unwrap_or_default()
            };
            if own.is_empty() { holding() } else { own }
        })
        .find(placed)
        .unwrap_or_default()
}

/// “Russia's demand”, “a demand by Russia”, “Russia made a demand”.
fn of_noun(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft, noun: TokenId) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let modifiers =
        analysis
            .children(noun)
            .iter()
            .copied()
            .filter(|&child| match analysis.token(child).deprel {
                Deprel::NmodPoss | Deprel::Compound | Deprel::Amod => true,
                Deprel::Nmod => analysis
                    .children_by(child, Deprel::Case)
                    .any(|case| matches!(analysis.lemma(case), "by" | "from")),
                _ => false,
            });
    for modifier in modifiers {
        let found = of_phrase(context, knowledge, draft, modifier);
        if !found.is_empty() {
            return found;
        }
    }
    let own = analysis.token(noun);
    // “set it as a condition”
    let as_such = || {
        let mut cases = analysis.children_by(noun, Deprel::Case);
        own.deprel.universal() == "obl" && cases.any(|case| analysis.lemma(case) == "as")
    };
    let verb = own.head.filter(|_| own.deprel == Deprel::Obj || as_such());
    match verb.and_then(|verb| subject(analysis, verb)) {
        Some(subject) => of_phrase(context, knowledge, draft, subject),
        None => Vec::new(),
    }
}
