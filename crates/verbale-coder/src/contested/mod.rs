//! Contested facts: claims with their denials, counter-claims and reframings.
//!
//! Answers are looked for first: words by which somebody denies, rejects or calls untrue what another tells
//! ([`answers`]), each set against what it answers ([`resolve`]). Then come those who accuse each other and accounts
//! that the report calls different ([`mutual`]), and last statements that stand against each other by their matter
//! only ([`opposition`]), those beside each other on less ([`juxtaposed`]). The engine never says who is right.

mod answers;
mod juxtaposed;
mod matter;
mod mutual;
mod opposition;
mod reading;
mod resolve;

use crate::draft::{Bytes, Contested, ContestedSide, Context, Draft, StatementIndex};
use crate::knowledge::Knowledge;
use reading::Reading;
use std::ops::Range;
use verbale_record::ContestedRelation;

/// All contested facts, in the order of the text.
pub fn find(context: &Context<'_>, _knowledge: &Knowledge, draft: &Draft) -> Vec<Contested> {
    let reading = Reading::of(context, draft);
    let mut facts: Vec<Contested> = Vec::new();
    for pair in mutual::accusations(&reading) {
        add(pair, &mut facts);
    }
    let answers = answers::find(&reading);
    for pair in answers
        .iter()
        .filter_map(|answer| resolve::pair(&reading, answer))
    {
        add(pair, &mut facts);
    }
    for pair in mutual::accounts(&reading) {
        add(pair, &mut facts);
    }
    let settled: Vec<usize> = answers.iter().filter_map(|answer| answer.statement).collect();
    for pair in opposition::pairs(&reading, &settled) {
        add(pair, &mut facts);
    }
    let told: Vec<StatementIndex> = facts
        .iter()
        .flat_map(|fact| fact.sides.iter().filter_map(|side| side.statement))
        .collect();
    for pair in juxtaposed::pairs(&reading, &told) {
        add(pair, &mut facts);
    }
    let start = |fact: &Contested| fact.sides.iter().map(|side| side.says.start).min();
    facts.sort_by_key(start);
    facts
}

/// Sides set against each other.
#[derive(Clone, Debug)]
struct Pair {
    sides: Vec<ContestedSide>,
    relation: ContestedRelation,
    topics: Vec<String>,
    because: String,
}

/// Adds a pair, to the contested fact that has one of its sides already where there is one.
fn add(pair: Pair, facts: &mut Vec<Contested>) {
    const MOST_SIDES: usize = 6;
    let holds = |fact: &Contested, side: &ContestedSide| fact.sides.iter().any(|own| is_same(own, side));
    let known = facts
        .iter_mut()
        .find(|fact| pair.sides.iter().any(|side| holds(fact, side)) && fact.sides.len() < MOST_SIDES);
    let Some(fact) = known else {
        facts.push(Contested {
            about: pair.topics.join(", "),
            sides: pair.sides,
            relation: pair.relation,
            resolved: false,
            because: vec![pair.because],
        });
        return;
    };
    let new: Vec<ContestedSide> = pair.sides.into_iter().filter(|side| !holds(fact, side)).collect();
    if !new.is_empty() {
        fact.sides.extend(new);
        fact.sides.sort_by_key(|side| (side.says.start, side.by));
        fact.because.push(pair.because);
    }
}

/// The same words of the same speaker.
fn is_same(one: &ContestedSide, other: &ContestedSide) -> bool {
    one.by == other.by
        && (one.statement.is_some() && one.statement == other.statement || one.says.overlaps(other.says))
}

/// The bytes of a run of tokens, if there are any.
fn bytes_of(reading: &Reading<'_>, run: Range<u32>) -> Option<Bytes> {
    let bytes = reading.context.bytes(run);
    (bytes.start < bytes.end).then_some(bytes)
}
