//! Which issue some words are about.

use crate::draft::{ActorIndex, Context, Draft};
use crate::knowledge::Knowledge;
use std::ops::Range;
use verbale_lexicon::issues::Issues;
use verbale_record::Rank;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// An issue that some words bring up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Topic {
    /// The issue.
    pub(super) issue: &'static str,
    /// How surely the words mean it.
    pub(super) weight: u8,
    /// The word that brings it up.
    pub(super) at: TokenId,
}

/// A deed done to a thing: “release prisoners”.
const DEED: u8 = 4;
/// A phrase of several words.
const PHRASE: u8 = 3;
/// One word.
const WORD: u8 = 2;
/// One word that is used for much else.
const BROAD: u8 = 1;
/// Issues whose single words are used for much else.
const BROAD_ISSUES: &[&str] = &[
    "talks-format",
    "responsibility",
    "economy",
    "borders",
    "elections",
    "territory",
    "justice",
];
/// How many sentences back “it” may point.
const BACK: usize = 2;

/// All issues that a run of tokens brings up, in text order.
pub(super) fn all(context: &Context<'_>, knowledge: &Knowledge, run: Range<u32>) -> Vec<Topic> {
    let analysis = context.analysis;
    let lemmas: Vec<String> = run
        .clone()
        .map(|token| analysis.lemma(TokenId(token)).to_lowercase())
        .collect();
    let lemmas: Vec<&str> = lemmas.iter().map(String::as_str).collect();
    let mut found: Vec<Topic> = Vec::new();
    for (at, length, issue) in Issues::builtin().found_in(&lemmas) {
        let weight = match length {
            1 if BROAD_ISSUES.contains(&issue) => BROAD,
            1 => WORD,
            _ => PHRASE,
        };
        found.push(Topic {
            issue,
            weight,
            at: TokenId(run.start + at as u32),
        });
    }
    for token in run.clone().map(TokenId) {
        if let Some(issue) = deed(analysis, knowledge, token, &run) {
            found.push(Topic {
                issue,
                weight: DEED,
                at: token,
            });
        }
    }
    found.sort_by_key(|topic| (topic.at, std::cmp::Reverse(topic.weight)));
    found
}

/// The issue that a run of tokens is about: the surest, of equals the first.
pub(super) fn of(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    run: Range<u32>,
    holders: &[ActorIndex],
) -> Option<Topic> {
    let found = all(context, knowledge, run.clone());
    let best = found
        .into_iter()
        .min_by_key(|topic| (std::cmp::Reverse(topic.weight), topic.at))?;
    Some(as_leaders_meeting(draft, best, run, holders))
}

/// The issue that was spoken of last before a token: in its sentence, else in the sentences before it.
pub(super) fn before(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    token: TokenId,
) -> Option<Topic> {
    let analysis = context.analysis;
    let number = analysis.token(token).sentence as usize;
    let own = std::iter::once(analysis.sentences()[number].first.0..token.0);
    let earlier = analysis.sentences()[number.saturating_sub(BACK)..number]
        .iter()
        .rev()
        .map(|sentence| sentence.first.0..sentence.end.0);
    own.chain(earlier).find_map(|run| {
        let found = all(context, knowledge, run.clone());
        let last = found
            .iter()
            .copied()
            .max_by_key(|topic| (topic.weight.min(WORD), topic.at))?;
        Some(as_leaders_meeting(draft, last, run, &[]))
    })
}

/// A meeting of heads of state or government is an issue of its own.
fn as_leaders_meeting(draft: &Draft, topic: Topic, run: Range<u32>, holders: &[ActorIndex]) -> Topic {
    if topic.issue != "talks-format" {
        return topic;
    }
    let inside = draft
        .cast
        .mentions
        .iter()
        .filter(|mention| run.contains(&mention.head.0));
    let mut leaders: Vec<ActorIndex> = inside
        .flat_map(|mention| &mention.actors)
        .chain(holders)
        .copied()
        .filter(|&actor| {
            matches!(
                draft.cast.actor(actor).rank,
                Rank::HeadOfState | Rank::HeadOfGovernment
            )
        })
        .collect();
    leaders.sort_unstable();
    leaders.dedup();
    if leaders.len() < 2 {
        return topic;
    }
    Topic {
        issue: "leaders-meeting",
        weight: PHRASE,
        ..topic
    }
}

/// The issue that a verb, or the noun of a deed, makes with what it is done to.
fn deed(
    analysis: &Analysis,
    knowledge: &Knowledge,
    token: TokenId,
    run: &Range<u32>,
) -> Option<&'static str> {
    if !matches!(analysis.token(token).upos, Upos::Verb | Upos::Noun) {
        return None;
    }
    let children = analysis.children(token);
    let lemma = analysis.lemma(token).to_lowercase();
    let particle = children
        .iter()
        .find(|&&child| analysis.token(child).deprel == Deprel::CompoundPrt)
        .map(|&particle| format!("{lemma} {}", analysis.form(particle).to_lowercase()));
    let things = children.iter().copied().filter(|&child| {
        run.contains(&child.0)
            && matches!(
                analysis.token(child).deprel.universal(),
                "obj" | "nsubj" | "obl" | "nmod"
            )
    });
    // “the shelling of X” is no end of shelling: a noun is a deed only with what follows it.
    let things = things.filter(|&thing| analysis.token(token).upos == Upos::Verb || thing > token);
    for thing in things {
        let all = std::iter::once(thing).chain(analysis.children_by(thing, Deprel::Conj));
        for thing in all {
            let noun = analysis.lemma(thing).to_lowercase();
            let compound = analysis
                .child_by(thing, Deprel::Compound)
                .map(|part| format!("{} {noun}", analysis.lemma(part).to_lowercase()));
            for deed in particle.iter().chain(std::iter::once(&lemma)) {
                for noun in compound.iter().chain(std::iter::once(&noun)) {
                    if let Some(issue) = knowledge.commitments.issue_of_deed(deed, noun) {
                        return Some(issue);
                    }
                }
            }
        }
    }
    None
}
