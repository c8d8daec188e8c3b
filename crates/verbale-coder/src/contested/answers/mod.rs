//! Words by which somebody answers what another tells: denials, rejected accusations, verdicts, replies.

mod replies;

use super::reading::{Reading, is_relative};
use crate::draft::{ActorIndex, Bytes};
use replies::{by_noun, by_verdict, no_such, opener, reply};
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_record::StatementKind;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Somebody's answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Who answers.
    pub by: Vec<ActorIndex>,
    /// The word that answers.
    pub word: TokenId,
    /// The statement that holds the answer.
    pub statement: Option<usize>,
    /// The clause.
    pub clause: Range<u32>,
    /// What is answered.
    pub to: Answered,
    /// How it is told.
    pub why: &'static str,
}

/// What an answer is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answered {
    /// What stands before it in the same sentence, up to this token (“…, which the army denies”).
    Aside(u32),
    /// Something told, called by its noun (“the charge”).
    Told(TokenId),
    /// Whatever was said before (“denied it”).
    Before,
    /// What it says itself (“denied shelling the market”).
    Matter(Range<u32>),
    /// Whatever was said before on the same matter: its own words tell on which. Behind the token stands who said it.
    Alike(Range<u32>, Option<TokenId>),
}

/// Why an answer is one that names another culprit.
pub(super) const BLAMES: &str = "blames another";

/// All answers of a report, in text order.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Answer> {
    let analysis = reading.analysis();
    let mut found = Vec::new();
    for sentence in analysis.sentences() {
        if reading.context.in_title(sentence.first) {
            continue;
        }
        found.extend(opener(reading, sentence.first));
        for token in sentence.tokens() {
            let answer = if is_listed(reading, token) {
                by_verb(reading, token)
                    .or_else(|| by_blame(reading, token))
                    .or_else(|| by_verdict(reading, token))
                    .or_else(|| by_noun(reading, token))
                    .or_else(|| no_such(reading, token))
                    .or_else(|| reply(reading, token))
            } else {
                by_blame(reading, token).or_else(|| no_such(reading, token))
            };
            found.extend(answer);
        }
    }
    found
}

/// Whether the table of answers has a word at all; few are there.
fn is_listed(reading: &Reading<'_>, token: TokenId) -> bool {
    let analysis = reading.analysis();
    let begins = |word: &str| reading.words.begins(&lower(word));
    begins(analysis.lemma(token)) || begins(analysis.form(token))
}

/// The length of the verb with its particle where it is of this class.
fn is_of(reading: &Reading<'_>, class: &str, token: TokenId) -> bool {
    let analysis = reading.analysis();
    let end = analysis.sentence_of(token).end.0;
    let next = |offset: usize| {
        let at = token.0 + offset as u32;
        (at < end).then(|| analysis.form(TokenId(at)))
    };
    let lemma = lower(analysis.lemma(token));
    reading.words.length(class, &lemma, next).is_some()
}

/// Nouns that look like verbs (“that finding”) are known by their form.
fn is_word_for_told(reading: &Reading<'_>, token: TokenId) -> bool {
    is_of(reading, "told", token) || reading.words.has("told", &lower(reading.analysis().form(token)))
}

fn is_told(reading: &Reading<'_>, token: TokenId) -> bool {
    is_word_for_told(reading, token) && reading.analysis().token(token).upos != Upos::Pron
}

fn by_verb(reading: &Reading<'_>, verb: TokenId) -> Option<Answer> {
    let analysis = reading.analysis();
    if !matches!(analysis.token(verb).upos, Upos::Verb) {
        return None;
    }
    let denies = is_of(reading, "deny", verb);
    let rejects = is_of(reading, "reject", verb);
    let calls = is_of(reading, "call", verb);
    if !(denies || rejects || calls)
        || is_unreal(analysis, verb)
        || analysis.child_by(verb, Deprel::Iobj).is_some()
    {
        return None;
    }
    let to = object(reading, verb)?;
    let fits = match &to {
        Answered::Matter(run) => {
            denies
                && !is_of(
                    reading,
                    "granted",
                    TokenId(run.start.max(head_of(analysis, run).0)),
                )
        }
        // “the plan, which they rejected”: a plan is no fact.
        Answered::Aside(_) | Answered::Before if rejects || calls => {
            denies || has_verdict(reading, verb) || points_at_told(reading, verb)
        }
        Answered::Told(_) => denies || rejects || has_verdict(reading, verb),
        _ => true,
    };
    fits.then(|| answer(reading, verb, to, "denies"))
}

fn head_of(analysis: &Analysis, run: &Range<u32>) -> TokenId {
    let outside = |token: &TokenId| {
        analysis
            .token(*token)
            .head
            .is_none_or(|head| !run.contains(&head.0))
    };
    run.clone()
        .map(TokenId)
        .find(outside)
        .unwrap_or(TokenId(run.start))
}

/// What the verb has for an object.
fn object(reading: &Reading<'_>, verb: TokenId) -> Option<Answered> {
    let analysis = reading.analysis();
    let child = |relations: &[Deprel]| {
        let mut children = analysis.children(verb).iter().copied();
        children.find(|&child| relations.contains(&analysis.token(child).deprel))
    };
    let passive = analysis.child_by(verb, Deprel::AuxPass).is_some();
    let nominal = if passive {
        child(&[Deprel::NsubjPass])
    } else {
        child(&[Deprel::Obj])
    };
    if let Some(object) = nominal {
        return Some(by_nominal(reading, verb, object));
    }
    let gerund = || {
        let clause = child(&[Deprel::Advcl]).filter(|&clause| clause > verb)?;
        let run = analysis.subtree(clause);
        let parted = (verb.0..run.start.max(verb.0)).any(|token| analysis.form(TokenId(token)) == ",");
        let first = lower(analysis.form(TokenId(run.start)));
        (!parted && first.ends_with("ing")).then_some(clause)
    };
    let clause = child(&[Deprel::Ccomp, Deprel::Xcomp])
        .filter(|&clause| clause > verb)
        .or_else(gerund);
    if let Some(clause) = clause {
        return Some(if is_told(reading, clause) {
            Answered::Told(clause)
        } else {
            Answered::Matter(analysis.subtree(clause))
        });
    }
    // “a claim disputed by the army”
    let head = analysis.token(verb).head;
    if analysis.token(verb).deprel == Deprel::Acl
        && analysis.child_by(verb, Deprel::OblAgent).is_some()
        && head.is_some_and(|head| is_told(reading, head))
    {
        return Some(Answered::Aside(aside_start(reading, verb, verb.0)));
    }
    // “a charge the army denies”: the relative pronoun may be missing.
    if analysis.token(verb).deprel == Deprel::AclRelcl {
        let start = analysis.subtree(verb).start;
        return Some(Answered::Aside(aside_start(reading, verb, start)));
    }
    // “scoffed at the claim”
    let phrase = child(&[Deprel::Obl]).filter(|&noun| is_told(reading, noun));
    if let Some(phrase) = phrase {
        return Some(Answered::Told(phrase));
    }
    None
}

fn by_nominal(reading: &Reading<'_>, verb: TokenId, object: TokenId) -> Answered {
    let analysis = reading.analysis();
    let form = lower(analysis.form(object));
    let relative = analysis.token(verb).deprel == Deprel::AclRelcl && is_relative(analysis, object);
    if relative {
        return Answered::Aside(aside_start(reading, verb, object.0));
    }
    if matches!(
        &*form,
        "it" | "this" | "that" | "them" | "these" | "those" | "all" | "both"
    ) {
        return Answered::Before;
    }
    if is_told(reading, object) || is_of(reading, "blame", object) {
        return Answered::Told(object);
    }
    Answered::Matter(analysis.subtree(object))
}

/// Where the aside begins: at the noun that takes up what was said (“…, a charge that the army denies”), else at the
/// pronoun.
fn aside_start(reading: &Reading<'_>, verb: TokenId, pronoun: u32) -> u32 {
    let analysis = reading.analysis();
    let Some(antecedent) = analysis.token(verb).head else {
        return pronoun;
    };
    if is_told(reading, antecedent) || takes_up(analysis, antecedent) {
        /// As far as the noun may stand from the comma before it.
        const REACH: u32 = 6;
        let first = analysis.sentence_of(verb).first.0;
        let from = first.max(antecedent.0.saturating_sub(REACH));
        let comma = (from..antecedent.0)
            .rev()
            .find(|&token| matches!(analysis.form(TokenId(token)), "," | "—" | "–" | "-" | "--" | ":"));
        return comma.unwrap_or(pronoun).min(pronoun);
    }
    pronoun
}

fn takes_up(analysis: &Analysis, antecedent: TokenId) -> bool {
    matches!(
        lower(analysis.form(antecedent)).as_ref(),
        "something" | "it" | "what"
    )
}

/// Whether the verb hangs on a noun for something told (“a charge that the army rejected”).
fn points_at_told(reading: &Reading<'_>, verb: TokenId) -> bool {
    let head = reading.analysis().token(verb).head;
    head.is_some_and(|head| is_told(reading, head))
}

/// “called it a lie”, “dismissed as absurd”.
fn has_verdict(reading: &Reading<'_>, verb: TokenId) -> bool {
    /// As far as a verdict may stand from its verb.
    const REACH: u32 = 9;
    let analysis = reading.analysis();
    let end = analysis.sentence_of(verb).end.0.min(verb.0 + REACH);
    (verb.0 + 1..end).any(|token| is_of(reading, "verdict", TokenId(token)))
}

/// “puts the blame on the army”: an accusation without words of its own answers one.
fn by_blame(reading: &Reading<'_>, verb: TokenId) -> Option<Answer> {
    let analysis = reading.analysis();
    if analysis.token(verb).upos != Upos::Verb {
        return None;
    }
    let blame = analysis.child_by(verb, Deprel::Obj)?;
    let on = blame.next();
    let fits = analysis.lemma(blame) == "blame"
        && matches!(
            analysis.lemma(verb),
            "put" | "lay" | "pin" | "place" | "cast" | "shift" | "throw"
        )
        && on < analysis.sentence_of(verb).end
        && analysis.form(on).eq_ignore_ascii_case("on")
        && !is_unreal(analysis, verb);
    fits.then(|| answer(reading, verb, Answered::Before, BLAMES))
}

/// “did not deny”, “could reject”: nobody denies.
fn is_unreal(analysis: &Analysis, word: TokenId) -> bool {
    let heads = std::iter::once(word).chain(
        analysis
            .token(word)
            .head
            .filter(|_| analysis.token(word).deprel == Deprel::Conj),
    );
    heads.flat_map(|head| analysis.children(head)).any(|&child| {
        let lemma = lower(analysis.lemma(child));
        match analysis.token(child).deprel.universal() {
            "aux" => matches!(
                &*lemma,
                "can" | "could" | "may" | "might" | "would" | "should" | "will"
            ),
            "advmod" | "cc" | "cc:preconj" => {
                matches!(&*lemma, "not" | "n't" | "n’t" | "never" | "neither" | "nor")
            }
            "mark" => matches!(&*lemma, "if" | "unless" | "whether"),
            _ => false,
        }
    })
}

fn answer(reading: &Reading<'_>, word: TokenId, to: Answered, why: &'static str) -> Answer {
    let analysis = reading.analysis();
    let bytes: Bytes = reading.context.bytes(word.0..word.0 + 1);
    let statement = reading.statement_of_cue(word).or_else(|| {
        let held = reading.draft.innermost_statement(bytes)?;
        Some(held.index())
    });
    let by_cue = statement.filter(|&index| {
        let cue = reading.draft.statements[index].cue;
        analysis.child_by(word, Deprel::Cop).is_some() || cue.is_some_and(|(_, cue)| cue == word)
    });
    let mut by = reading.subject_actors(word);
    if by.is_empty() || analysis.child_by(word, Deprel::Cop).is_some() {
        by = by_cue
            .and_then(|index| reading.draft.statements[index].speaker)
            .into_iter()
            .collect();
    }
    if by.is_empty() {
        // “said that fighting went on and denied that …”
        let around = reading.draft.innermost_statement(bytes);
        by = around
            .and_then(|index| reading.draft.statements[index.index()].speaker)
            .into_iter()
            .collect();
    }
    Answer {
        by,
        word,
        statement: by_cue.filter(|&index| {
            let statement = &reading.draft.statements[index];
            statement.kind != StatementKind::Question
        }),
        clause: clause(analysis, word),
        to,
        why,
    }
}

/// The clause of a word, without those beside it.
fn clause(analysis: &Analysis, word: TokenId) -> Range<u32> {
    let contrasted = |child: TokenId| {
        let mut marks = analysis.children_by(child, Deprel::Mark);
        marks.any(|mark| {
            matches!(
                analysis.form(mark).to_ascii_lowercase().as_str(),
                "although" | "though" | "while" | "whereas" | "despite"
            )
        })
    };
    let beside = |child: TokenId| match analysis.token(child).deprel {
        Deprel::Conj | Deprel::Parataxis => analysis.child_by(child, Deprel::Nsubj).is_some(),
        Deprel::Advcl => contrasted(child),
        _ => false,
    };
    let run = analysis.subtree_without(word, beside);
    let punctuation = |token: u32| analysis.token(TokenId(token)).upos == Upos::Punct;
    let start = run
        .clone()
        .find(|&token| !punctuation(token))
        .unwrap_or(run.start);
    let end = run.rev().find(|&token| !punctuation(token)).unwrap_or(start);
    start..end + 1
}
