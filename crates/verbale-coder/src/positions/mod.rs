//! What each party demands, offers, accepts or refuses, by issue.
//!
//! Words of commitment ([`commitment`]) and modal clauses ([`modal`]) bind a party to a matter; [`topic`] says which issue
//! the matter is. A position that only the other side or the host tells carries who tells it.

mod commitment;
mod deed;
mod holder;
mod made;
mod matter;
mod modal;
mod state;
mod topic;

use crate::draft::{ActorIndex, Context, Draft, IssueState, Position};
use crate::knowledge::Knowledge;
use commitment::Found;
use made::{Made, merge, position, words_from};
use matter::Phrase;
use std::ops::Range;
use topic::Topic;
use verbale_lexicon::incidents::{IncidentPart, Weight};
use verbale_lexicon::lower;
use verbale_lexicon::positions::{CommitmentPart, Matter};
use verbale_record::Stance;
use verbale_syntax::{Deprel, TokenId, Upos};

/// Issues with their state, and the parties' positions on them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    /// What each party holds.
    pub positions: Vec<Position>,
    /// Where each issue stands.
    pub issues: Vec<IssueState>,
}

/// All positions.
pub fn find(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft) -> Positions {
    let mut told: Vec<(TokenId, Position)> = Vec::new();
    let mut governed: Vec<TokenId> = Vec::new();
    for found in commitment::find(context, knowledge) {
        governed.extend(found.matters.iter().map(|&(head, _)| head));
        told.extend(
            of_commitment(context, knowledge, draft, &found)
                .into_iter()
                .map(|position| (found.token, position)),
        );
    }
    let mut committed: Vec<TokenId> = told.iter().map(|&(token, _)| token).collect();
    committed.extend(governed);
    for modal in modal::find(context, knowledge, draft) {
        // The word of commitment below the modal says more: “will consider”.
        if committed.contains(&modal.token) {
            continue;
        }
        let topics = match modal.issue {
            Some(issue) => vec![Topic {
                issue,
                weight: 2,
                at: modal.token,
            }],
            None => topic::of(context, knowledge, draft, (modal.root, modal.run.clone()), &[]),
        };
        // What a side says that it will do is a position only if the deed itself is the issue.
        let exact = |topic: &Topic| {
            (!matches!(modal.stance, Stance::Offers | Stance::Refuses) && modal.said && !modal.own)
                || topic::is_deed(context.analysis, topic, modal.root)
                // “will lift the veto only if … recognises”
                || topic::is_in_condition(context.analysis, modal.root, topic.at)
        };
        for topic in topics {
            if !is_telling(topic, modal.stance) || !exact(&topic) {
                continue;
            }
            let made = Made {
                token: modal.token,
                holder: modal.party,
                stance: if attends(context, knowledge, &modal) {
                    Stance::Accepts
                } else {
                    modal.stance
                },
                run: modal.run.clone(),
                because: modal.because.to_owned(),
            };
            told.extend(
                position(context, knowledge, draft, topic, made).map(|position| (modal.token, position)),
            );
        }
    }
    told.sort_by_key(|(token, _)| *token);
    let positions = merge(told.into_iter().map(|(_, position)| position).collect());
    let issues = state::find(context, knowledge, draft, &positions);
    Positions { positions, issues }
}

/// “would attend”: who says to come accepts the talks.
fn attends(context: &Context<'_>, knowledge: &Knowledge, modal: &modal::Modal) -> bool {
    let lemma = lower(context.analysis.lemma(modal.root));
    modal.stance == Stance::Offers && knowledge.commitments.in_class("attendance", &lemma)
}

fn of_commitment(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    found: &Found,
) -> Vec<Position> {
    let holders = holder::holders(context, knowledge, draft, found);
    if holders.is_empty() {
        return Vec::new();
    }
    let mut positions = Vec::new();
    for (matter, topics) in topics(context, knowledge, draft, found, &holders) {
        let (head, run) = matter;
        let run = if found.entry.matter.contains(&Matter::Whole) {
            run
        } else {
            run.start.min(found.token.0)..run.end.max(found.token.0 + 1)
        };
        for topic in topics {
            for &holder in &holders {
                let made = Made {
                    token: found.token,
                    holder,
                    stance: stance(context, found, head, topic),
                    run: run.clone(),
                    because: format!("“{}” ({})", context.analysis.form(found.token), found.entry.id),
                };
                positions.extend(position(context, knowledge, draft, topic, made));
            }
        }
    }
    positions
}

/// The matters of a commitment, each with the issues that it is about.
fn topics(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    found: &Found,
    holders: &[ActorIndex],
) -> Vec<(Phrase, Vec<Topic>)> {
    let mut all: Vec<(Phrase, Vec<Topic>)> = found
        .matters
        .iter()
        .map(|matter| {
            let denied = found.stance == Stance::Denies
                && (denies_violence(context, knowledge, &matter.1)
                    || is_charge(context, knowledge, matter.0));
            let topics = if denied {
                vec![Topic {
                    issue: "responsibility",
                    weight: 2,
                    at: matter.0,
                }]
            } else {
                topic::of(context, knowledge, draft, matter.clone(), holders)
            };
            (matter.clone(), topics)
        })
        .collect();
    // “rejected calls to disarm”: what one part names, the other need not be looked for in.
    if all.iter().all(|(_, topics)| topics.is_empty()) {
        for ((head, run), topics) in &mut all {
            topics.extend(named_before(context, knowledge, draft, found, *head, run));
        }
    }
    if all.iter().all(|(_, topics)| topics.is_empty())
        && let Some((_, topics)) = all.first_mut()
    {
        topics.extend(named_in_condition(context, knowledge, found));
    }
    for (_, topics) in &mut all {
        topics.retain(|topic| is_telling(*topic, found.stance));
    }
    all
}

/// “offered to drop the charges if the group declares a ceasefire”: the issue is what is asked in return.
fn named_in_condition(context: &Context<'_>, knowledge: &Knowledge, found: &Found) -> Option<Topic> {
    let gives = matches!(
        found.stance,
        Stance::Offers | Stance::Accepts | Stance::AcceptsInPrinciple
    );
    let end = context.analysis.sentence_of(found.token).end.0;
    let condition = gives
        .then(|| words_from(context, knowledge, "condition", &(found.token.0..end)))
        .flatten()?;
    let tokens = crate::speech::kinds::tokens(context, condition);
    let (mut first, mut last) = (u32::MAX, 0);
    for token in tokens {
        (first, last) = (first.min(token.0), last.max(token.0 + 1));
    }
    let named = topic::all(context, knowledge, first..last);
    named.into_iter().find(Topic::is_exact)
}

/// What a commitment does about an issue: a side that wants to leave or to lay down arms itself asks nobody to.
fn stance(context: &Context<'_>, found: &Found, head: TokenId, topic: Topic) -> Stance {
    let analysis = context.analysis;
    let own_deed = found.stance == Stance::Demands
        && analysis.token(head).deprel == Deprel::Xcomp
        && analysis.lemma(found.token) == "want"
        && analysis.child_by(found.token, Deprel::Obj).is_none();
    // “pledged not to recognise”
    let gives = matches!(
        found.stance,
        Stance::Offers | Stance::Accepts | Stance::AcceptsInPrinciple
    );
    if gives && analysis.token(head).deprel == Deprel::Xcomp && commitment::is_negated(analysis, head) {
        return Stance::Refuses;
    }
    if own_deed && GIVEN.contains(&topic.issue) {
        Stance::Offers
    } else {
        found.stance
    }
}

/// Whether a matter is violence: who denies it denies to have done it.
fn denies_violence(context: &Context<'_>, knowledge: &Knowledge, run: &Range<u32>) -> bool {
    let analysis = context.analysis;
    run.clone().map(TokenId).any(|token| {
        let lemma = lower(analysis.lemma(token));
        let part = match analysis.token(token).upos {
            Upos::Verb => IncidentPart::Verb,
            Upos::Noun => IncidentPart::Noun,
            _ => return false,
        };
        let words = knowledge.incidents.incidents(part, &lemma);
        words.iter().any(|word| word.weight == Weight::Strong)
    })
}

/// Whether a matter is a charge by its noun: “the claim”, “the allegations”.
fn is_charge(context: &Context<'_>, knowledge: &Knowledge, head: TokenId) -> bool {
    let lemma = lower(context.analysis.lemma(head));
    knowledge.commitments.in_class("charge", &lemma)
}

/// Issues on which a side's own deed gives something.
const GIVEN: &[&str] = &[
    "withdrawal",
    "surrender",
    "disarmament",
    "talks-format",
    "leaders-meeting",
];

/// The issue that “it” or “the proposal” in a matter stands for.
fn named_before(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    found: &Found,
    head: TokenId,
    run: &Range<u32>,
) -> Option<Topic> {
    let analysis = context.analysis;
    // “things that matter” points at nothing before.
    let relative = |token: TokenId| {
        let head = analysis.token(token).head;
        head.is_some_and(|verb| analysis.token(verb).deprel == Deprel::AclRelcl)
    };
    let is_pronoun = |token: TokenId| {
        analysis.token(token).upos == Upos::Pron
            && !relative(token)
            && analysis.token(token).deprel != Deprel::Expl
            && knowledge
                .commitments
                .in_class("generic", &lower(analysis.lemma(token)))
    };
    let close =
        |token: TokenId| token == head || analysis.ancestors(token).take(2).any(|above| above == head);
    let pronoun = run
        .clone()
        .map(TokenId)
        .any(|token| close(token) && is_pronoun(token));
    // “the proposal” points back, “Smith's proposal” and “the Grain Initiative” are new.
    let points_back = |noun: TokenId| {
        analysis.token(noun).upos == Upos::Noun
            && knowledge
                .commitments
                .in_class("generic", &lower(analysis.lemma(noun)))
            && !analysis
                .children(noun)
                .iter()
                .any(|&child| matches!(analysis.token(child).deprel, Deprel::NmodPoss | Deprel::Compound))
    };
    let objects = analysis.children(head).iter().copied();
    // “denied that a deal was reached”, “the deal is back on”: what becomes of it is told of the subject.
    let of_subject = found.stance == Stance::Denies || found.entry.part == CommitmentPart::Phrase;
    let noun = points_back(head)
        || objects
            .filter(|&child| {
                let relation = analysis.token(child).deprel;
                matches!(relation.universal(), "obj" | "obl") || of_subject && relation.is_subject()
            })
            .any(points_back);
    // “Kyiv would not agree” is about what was spoken of before.
    let absolute = head == found.token && found.entry.part == CommitmentPart::Verb;
    // A judgement (“impossible”) is on what it names.
    let judgement =
        found.entry.part == CommitmentPart::Adjective && found.entry.matter.contains(&Matter::Whole);
    (!judgement && (pronoun || noun || absolute))
        .then(|| topic::before(context, knowledge, draft, found.token, !pronoun && !absolute))
        .flatten()
}

/// Whether an issue may be what a commitment is about: who is to blame is only denied or accepted, and a word that is
/// used for much else brings up an issue only where something is asked, offered or refused.
fn is_telling(topic: Topic, stance: Stance) -> bool {
    match topic.issue {
        "responsibility" => stance == Stance::Denies,
        // “denied that a truce had been agreed”
        _ => stance != Stance::Denies || topic.is_sure(),
    }
}

#[cfg(test)]
mod tests;
