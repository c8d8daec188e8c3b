//! Contested facts: claims with their denials, counter-claims and reframings.
//!
//! Statements of different sides are set against each other where they speak of the same matter and one denies,
//! describes otherwise or counts otherwise what the other tells, and where two accuse each other of the same or
//! disagree. The engine never says who is right.

mod matter;
mod opposition;

use crate::draft::{Contested, ContestedSide, Context, Draft, StatementIndex};
use crate::knowledge::Knowledge;
use matter::Matter;
use opposition::Sides;
use verbale_lexicon::speech::Topics;
use verbale_record::ContestedRelation;

/// All contested facts, in the order of their first statements.
pub fn find(context: &Context<'_>, _knowledge: &Knowledge, draft: &Draft) -> Vec<Contested> {
    let places = matter::place_tokens(draft);
    let matters: Vec<Matter> = (0..draft.statements.len())
        .map(|index| Matter::of(context, draft, &places, index))
        .collect();
    let sides = Sides::of(draft);
    let mut pairs: Vec<Pair> = Vec::new();
    for index in 0..matters.len() {
        let around = index.saturating_sub(REACH)..(index + REACH + 1).min(matters.len());
        let found = around
            .filter(|&other| other != index)
            .filter_map(|other| opposition::pair(draft, &sides, &matters, index, other));
        // One answer per statement: on most, then nearest.
        let best =
            found.max_by_key(|pair| (pair.weight, std::cmp::Reverse(pair.first.abs_diff(pair.second))));
        pairs.extend(best);
    }
    pairs.sort_by_key(|pair| (pair.first, pair.second));
    let mut all: Vec<Fact> = Vec::new();
    for pair in pairs {
        add(draft, pair, &mut all);
    }
    let facts = all.into_iter().map(|fact| Contested {
        about: fact.topics.join(", "),
        sides: fact.statements.iter().map(|&index| side(draft, index)).collect(),
        relation: fact.relation,
        resolved: false,
        because: fact.because,
    });
    facts.collect()
}

/// How many statements on a claim may stand from its answer.
const REACH: usize = 60;

/// A contested fact while its sides come together.
struct Fact {
    statements: Vec<usize>,
    topics: Vec<String>,
    relation: ContestedRelation,
    because: Vec<String>,
}

/// Two statements set against each other.
#[derive(Clone, Debug)]
struct Pair {
    first: usize,
    second: usize,
    relation: ContestedRelation,
    weight: usize,
    topics: Vec<String>,
    because: String,
}

/// Adds a pair, to the contested fact on the same topic that has one of its statements already where there is one.
fn add(draft: &Draft, pair: Pair, all: &mut Vec<Fact>) {
    const MOST_SIDES: usize = 4;
    let ends = [pair.first, pair.second];
    let same = |fact: &Fact| {
        let classes = |topics: &[String]| -> Vec<String> {
            let of = |topic: &String| {
                let own = Topics::builtin().classes(topic).map(str::to_owned);
                own.chain([topic.clone()]).collect::<Vec<_>>()
            };
            topics.iter().flat_map(of).collect()
        };
        let theirs = classes(&pair.topics);
        let shares = classes(&fact.topics).iter().any(|topic| theirs.contains(topic));
        let by = |index: usize| draft.statements[index].speaker;
        let same_sides = ends
            .iter()
            .all(|&end| fact.statements.iter().any(|&index| by(index) == by(end)));
        shares
            && (ends.iter().any(|end| fact.statements.contains(end)) || same_sides)
            && fact.statements.len() < MOST_SIDES
    };
    let Some(fact) = all.iter_mut().find(|fact| same(fact)) else {
        all.push(Fact {
            statements: ends.into(),
            topics: pair.topics,
            relation: pair.relation,
            because: vec![pair.because],
        });
        return;
    };
    let new = ends.iter().any(|end| !fact.statements.contains(end));
    fact.statements.extend(
        ends.iter()
            .filter(|end| !fact.statements.contains(end))
            .copied()
            .collect::<Vec<_>>(),
    );
    fact.statements.sort_unstable();
    if new {
        fact.because.push(pair.because);
    }
}

fn side(draft: &Draft, index: usize) -> ContestedSide {
    let statement = &draft.statements[index];
    ContestedSide {
        by: statement.speaker,
        statement: Some(StatementIndex(index as u32)),
        says: statement.content,
    }
}
