//! Contested facts: claims with their denials, counter-claims and reframings.
//!
//! Two statements of opposing sides are set against each other where one of them denies, or claims in doubt, and both
//! speak of the same things. The engine never says who is right.

use crate::draft::{Bytes, Contested, ContestedSide, Context, Draft, Statement, StatementIndex};
use crate::knowledge::Knowledge;
use crate::speech::kinds::tokens;
use std::collections::BTreeSet;
use verbale_record::{ContestedRelation, Polarity, StatementKind};
use verbale_syntax::Upos;

/// Content words that two statements on the same matter share at least.
const SHARED_WORDS: usize = 2;

/// All contested facts.
pub fn find(context: &Context<'_>, _knowledge: &Knowledge, draft: &Draft) -> Vec<Contested> {
    let words: Vec<BTreeSet<String>> = draft
        .statements
        .iter()
        .map(|item| content_words(context, item.content))
        .collect();
    let mut found: Vec<Contested> = Vec::new();
    for (index, answer) in draft.statements.iter().enumerate() {
        let best = (0..draft.statements.len())
            .filter(|&other| other != index)
            .filter_map(|other| {
                let claim = &draft.statements[other];
                let shared: Vec<&str> = words[index]
                    .intersection(&words[other])
                    .map(String::as_str)
                    .collect();
                let relation = relation(draft, answer, claim, shared.len())?;
                Some((
                    shared.len(),
                    std::cmp::Reverse(index.abs_diff(other)),
                    other,
                    relation,
                    shared.join(", "),
                ))
            })
            .max_by_key(|&(shared, near, ..)| (shared, near));
        let Some((_, _, other, relation, shared)) = best else {
            continue;
        };
        let pair = [other, index];
        let known = found.iter().any(|item| {
            pair.iter().all(|&at| {
                item.sides
                    .iter()
                    .any(|side| side.statement == Some(StatementIndex(at as u32)))
            })
        });
        if known {
            continue;
        }
        found.push(Contested {
            about: if shared.is_empty() {
                answer.issue.clone().unwrap_or_default()
            } else {
                shared.clone()
            },
            sides: pair.iter().map(|&at| side(draft, at)).collect(),
            relation,
            resolved: false,
            because: vec![format!(
                "two sides on the same matter ({shared}); relation: {relation}"
            )],
        });
    }
    found
}

fn side(draft: &Draft, index: usize) -> ContestedSide {
    let statement = &draft.statements[index];
    ContestedSide {
        by: statement.speaker,
        statement: Some(StatementIndex(index as u32)),
        says: statement.content,
    }
}

/// How `answer` stands to `claim`, if they are on the same matter and by opposing sides.
fn relation(
    draft: &Draft,
    answer: &Statement,
    claim: &Statement,
    shared: usize,
) -> Option<ContestedRelation> {
    let (by, other) = (answer.speaker?, claim.speaker?);
    if draft.cast.side_of(by) == draft.cast.side_of(other) || answer.content.overlaps(claim.content) {
        return None;
    }
    let same_issue = answer.issue.is_some() && answer.issue == claim.issue;
    let alleges =
        |statement: &Statement| matches!(statement.kind, StatementKind::Accusation | StatementKind::Claim);
    if answer.kind == StatementKind::Denial
        && claim.kind != StatementKind::Denial
        && shared + usize::from(same_issue) >= SHARED_WORDS
    {
        return Some(ContestedRelation::Denies);
    }
    if alleges(answer)
        && alleges(claim)
        && answer.polarity != claim.polarity
        && answer.polarity == Polarity::Negative
        && shared > SHARED_WORDS
    {
        return Some(ContestedRelation::Contradicts);
    }
    None
}

/// Lemmas of nouns, names, verbs and adjectives that carry what is said.
fn content_words(context: &Context<'_>, content: Bytes) -> BTreeSet<String> {
    const EMPTY: &[&str] = &[
        "say", "have", "do", "be", "make", "take", "get", "go", "other", "country", "people", "year", "day",
    ];
    tokens(context, content)
        .filter(|&id| {
            matches!(
                context.analysis.token(id).upos,
                Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj
            )
        })
        .map(|id| context.analysis.lemma(id).to_lowercase())
        .filter(|lemma| !EMPTY.contains(&lemma.as_str()))
        .collect()
}
