//! Two who accuse each other, and accounts that the report sets against each other.

use super::reading::Reading;
use super::{Pair, bytes_of};
use crate::draft::{ActorIndex, ContestedSide};
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_record::{ContestedRelation, StatementKind};
use verbale_syntax::{Deprel, TokenId, Upos};

/// “Both accused each other of …”, “they traded accusations over …”.
pub(super) fn accusations(reading: &Reading<'_>) -> Vec<Pair> {
    let analysis = reading.analysis();
    let verbs = analysis.token_ids().filter(|&token| {
        analysis.token(token).upos == Upos::Verb
            && !reading.context.in_title(analysis.sentence_of(token).first)
    });
    verbs.filter_map(|verb| mutual(reading, verb)).collect()
}

fn mutual(reading: &Reading<'_>, verb: TokenId) -> Option<Pair> {
    /// As far as “each other” may stand from its verb.
    const REACH: u32 = 3;
    let analysis = reading.analysis();
    let lemma = lower(analysis.lemma(verb));
    let end = analysis.sentence_of(verb).end.0;
    let form = |at: u32| if at < end { analysis.form(TokenId(at)) } else { "" };
    let pair_at = |at: u32| {
        (form(at).eq_ignore_ascii_case("each") || form(at).eq_ignore_ascii_case("one"))
            && (form(at + 1).eq_ignore_ascii_case("other") || form(at + 1).eq_ignore_ascii_case("another"))
            || form(at).eq_ignore_ascii_case("the")
                && form(at + 1).eq_ignore_ascii_case("other")
                && each_subject(reading, verb)
    };
    let near = verb.0 + 1..(verb.0 + 1 + REACH).min(end);
    let object = analysis.child_by(verb, Deprel::Obj);
    let after = if reading.words.has("accuse", &lemma) {
        near.clone().find(|&at| pair_at(at)).map(|at| at + 2)
    } else if reading.words.has("trade", &lemma) {
        object
            .filter(|&object| reading.words.has("recrimination", &lower(analysis.lemma(object))))
            .map(|object| object.0 + 1)
    } else {
        None
    }?;
    let held = reading
        .draft
        .statements
        .iter()
        .filter(|said| said.cue.is_some_and(|(_, cue)| cue == verb));
    let mut by: Vec<ActorIndex> = held.filter_map(|said| said.speaker).collect();
    by.dedup();
    if by.len() < 2 {
        by = reading.subject_actors(verb);
    }
    let clause_end = analysis.subtree(verb).end.max(after);
    let content = content(reading, after..clause_end).unwrap_or(verb.0..clause_end);
    let says = bytes_of(reading, content.clone())?;
    let side = |which: usize| ContestedSide {
        by: if by.len() == 2 {
            by.get(which).copied()
        } else {
            None
        },
        statement: reading
            .draft
            .statements
            .iter()
            .position(|said| {
                said.cue.is_some_and(|(_, cue)| cue == verb) && said.speaker == by.get(which).copied()
            })
            .map(|index| super::StatementIndex(index as u32)),
        says,
    };
    let matter = reading.matter(content);
    Some(Pair {
        sides: vec![side(0), side(1)],
        relation: ContestedRelation::Contradicts,
        topics: Reading::topics(&matter, &matter),
        because: "contradicts: each says it of the other".to_owned(),
    })
}

/// “Each side accuses the other”.
fn each_subject(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis();
    analysis.child_by(verb, Deprel::Nsubj).is_some_and(|subject| {
        let words = std::iter::once(subject).chain(analysis.children(subject).iter().copied());
        words.into_iter().any(|word| {
            ["each", "both", "one"]
                .iter()
                .any(|form| analysis.form(word).eq_ignore_ascii_case(form))
        })
    })
}

/// What they accuse each other of, without the preposition and what follows a comma.
fn content(reading: &Reading<'_>, run: Range<u32>) -> Option<Range<u32>> {
    let analysis = reading.analysis();
    let start = run.clone().find(|&token| {
        !matches!(
            analysis.token(TokenId(token)).upos,
            Upos::Adp | Upos::Sconj | Upos::Punct
        )
    })?;
    let end = (start..run.end)
        .find(|&token| matches!(analysis.form(TokenId(token)), "," | ";" | "."))
        .unwrap_or(run.end);
    (start < end).then_some(start..end)
}

/// “Who holds the town is unclear.” The accounts that follow, of different sides, stand against each other.
pub(super) fn accounts(reading: &Reading<'_>) -> Vec<Pair> {
    /// Sentences in which the accounts follow.
    const REACH: u32 = 3;
    let analysis = reading.analysis();
    let mut found = Vec::new();
    for (number, sentence) in analysis.sentences().iter().enumerate() {
        let number = number as u32;
        let doubted = sentence.tokens().any(|token| {
            may_be_predicate(analysis.token(token).upos)
                && reading.words.has("doubt", &lower(analysis.lemma(token)))
                && is_predicate(reading, token)
        });
        if !doubted || reading.context.in_title(sentence.first) {
            continue;
        }
        let told: Vec<usize> = reading
            .statements_in(number + 1..number + 1 + REACH)
            .filter(|&index| {
                let statement = &reading.draft.statements[index];
                let tells = matches!(
                    statement.kind,
                    StatementKind::Claim
                        | StatementKind::Accusation
                        | StatementKind::Announcement
                        | StatementKind::Assessment
                        | StatementKind::Denial
                );
                tells && statement.speaker.is_some() && statement.nested_in.is_none()
            })
            .collect();
        let Some(&first) = told.first() else { continue };
        let key = |index: usize| reading.draft.statements[index].speaker.map(|by| reading.key(by));
        // Two spokesmen whom the cast takes for one are called by two phrases.
        let phrase = |index: usize| {
            let (_, cue) = reading.draft.statements[index].cue?;
            let subject = analysis.child_by(cue, Deprel::Nsubj)?;
            (analysis.token(subject).upos == Upos::Noun).then(|| analysis.text_of(analysis.subtree(subject)))
        };
        let differs = |index: usize| {
            key(index) != key(first)
                || phrase(index)
                    .zip(phrase(first))
                    .is_some_and(|(one, other)| one != other)
        };
        let Some(&second) = told.iter().skip(1).find(|&&index| differs(index)) else {
            continue;
        };
        // The accounts stand together.
        if reading.sentence(second) > reading.sentence(first) + 2 {
            continue;
        }
        found.push(Pair {
            sides: vec![reading.side(first), reading.side(second)],
            relation: ContestedRelation::Contradicts,
            topics: Reading::topics(
                &reading.matter(sentence.first.0..sentence.end.0),
                &reading.matters[first],
            ),
            because: "contradicts: the report says before that accounts differ".to_owned(),
        });
    }
    found
}

fn may_be_predicate(upos: Upos) -> bool {
    matches!(upos, Upos::Adj | Upos::Verb | Upos::Noun)
}

/// “remains disputed”, “conflicting accounts”, “at the heart of the quarrel”.
fn is_predicate(reading: &Reading<'_>, token: TokenId) -> bool {
    let analysis = reading.analysis();
    let at = analysis.token(token);
    match at.upos {
        Upos::Adj | Upos::Verb => {
            let predicate = analysis.child_by(token, Deprel::Cop).is_some()
                || analysis.child_by(token, Deprel::AuxPass).is_some()
                || at.deprel == Deprel::Xcomp;
            let of_account = at.deprel == Deprel::Amod
                && at.head.is_some_and(|noun| {
                    matches!(
                        analysis.lemma(noun),
                        "account"
                            | "version"
                            | "report"
                            | "claim"
                            | "statement"
                            | "figure"
                            | "story"
                            | "narrative"
                    )
                });
            predicate || of_account
        }
        // “at the heart of the quarrel”, “a matter of dispute”
        Upos::Noun => {
            at.deprel.universal() == "nmod"
                && at.head.is_some_and(|noun| {
                    matches!(
                        analysis.lemma(noun),
                        "heart" | "matter" | "centre" | "center" | "subject" | "object" | "crux"
                    )
                })
        }
        _ => false,
    }
}
