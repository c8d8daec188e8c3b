//! What each party demands, offers, accepts or refuses, by issue.
//!
//! Words of commitment ([`commitment`]) and modal clauses ([`modal`]) bind a party to a matter; [`topic`] says which issue
//! the matter is. A position that only the other side or the host tells carries who tells it.

mod commitment;
mod holder;
mod matter;
mod modal;
mod state;
mod topic;

use crate::draft::{
    ActIndex, Actor, ActorIndex, Bytes, Context, Draft, Evidence, IssueState, Position, Statement,
    StatementIndex,
};
use crate::knowledge::Knowledge;
use commitment::Found;
use matter::Phrase;
use std::ops::Range;
use topic::Topic;
use verbale_lexicon::incidents::{IncidentPart, Weight};
use verbale_lexicon::lower;
use verbale_lexicon::positions::{CommitmentPart, Matter};
use verbale_record::{ActorKind, Rank, Stance};
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
            (!matches!(modal.stance, Stance::Offers | Stance::Refuses) && modal.said)
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

/// A commitment of one party, before it is a position.
struct Made {
    token: TokenId,
    holder: ActorIndex,
    stance: Stance,
    run: Range<u32>,
    because: String,
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
    let noun = points_back(head)
        || objects
            .filter(|&child| matches!(analysis.token(child).deprel.universal(), "obj" | "obl"))
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
        _ => stance != Stance::Denies,
    }
}

fn position(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    topic: Topic,
    made: Made,
) -> Option<Position> {
    let cast = &draft.cast;
    let party = cast.side_of(made.holder);
    if !is_party(draft, party) {
        return None;
    }
    let holding = holder::statements_at(context, draft, made.token);
    // What several say together none of them tells of the other.
    let together = |said: &Statement| {
        let same = draft
            .statements
            .iter()
            .filter(|other| other.content == said.content);
        same.filter_map(|other| other.speaker)
            .any(|speaker| cast.side_of(speaker) == party)
    };
    let teller = holding
        .iter()
        .filter(|(_, said)| !together(said))
        .filter_map(|(_, said)| said.speaker)
        .find(|&speaker| cast.side_of(speaker) != party && tells(cast.actor(speaker)));
    let voice = holding
        .iter()
        .rev()
        .filter_map(|(_, said)| said.speaker)
        .find(|&speaker| cast.side_of(speaker) == party);
    let is_person = cast.actor(made.holder).kind == ActorKind::Person;
    let spoken_by = voice
        // Where others tell it, the one they tell it of has not spoken.
        .or((is_person && teller.is_none()).then_some(made.holder))
        .filter(|&speaker| speaker != party);
    let mut content = context.bytes(made.run.clone());
    if let Some((_, said)) = holding.last()
        && said.content.overlaps(content)
    {
        content.start = content.start.max(said.content.start);
        content.end = content.end.min(said.content.end);
    }
    let sentence_end = context.analysis.sentence_of(made.token).end.0;
    let barrier = (made.stance == Stance::Refuses)
        .then(|| words_from(context, knowledge, "barrier", &(made.run.start..sentence_end)))
        .flatten();
    let condition = barrier.or_else(|| condition(context, knowledge, &holding, &made));
    // “will strike unless inspectors are let in” demands what it names as the way out.
    let way_out = condition.filter(|condition| {
        let topic = context.bytes(topic.at.0..topic.at.0 + 1);
        condition.contains(topic) && context.words(*condition).to_lowercase().starts_with("unless")
    });
    // “offers a truce in exchange for prisoners” is an offer with its price.
    let price = condition.is_some_and(|condition| {
        let words = context.words(condition).to_lowercase();
        made.stance == Stance::Offers && words.starts_with("in ")
    });
    // “will not talk until the hostages are free” is a condition, not a refusal.
    let conditional = barrier.is_some()
        || condition.is_some()
            && !price
            && matches!(
                made.stance,
                Stance::Offers
                    | Stance::Accepts
                    | Stance::AcceptsInPrinciple
                    | Stance::NonCommittal
                    | Stance::Conditional
            );
    let mut evidence: Vec<Evidence> = holding
        .last()
        .map(|&(index, _)| Evidence::Statement(StatementIndex(index as u32)))
        .into_iter()
        .collect();
    let cued = draft
        .statements
        .iter()
        .position(|said| said.cue.is_some_and(|(_, token)| token == made.token));
    evidence.extend(cued.map(|index| Evidence::Statement(StatementIndex(index as u32))));
    let act = draft.acts.iter().position(|act| act.predicate == made.token);
    evidence.extend(act.map(|index| Evidence::Act(ActIndex(index as u32))));
    Some(Position {
        issue: topic.issue.to_owned(),
        party,
        stance: if way_out.is_some() {
            Stance::Demands
        } else if conditional {
            Stance::Conditional
        } else {
            made.stance
        },
        content,
        condition,
        spoken_by,
        attributed_to: teller,
        evidence,
        score: 0.35 + 0.1 * f32::from(topic.weight),
        because: vec![
            made.because,
            format!("issue by “{}”", context.analysis.form(topic.at)),
        ],
    })
}

/// Whether an actor can tell a position: no medium, no thing that the cast could not place.
fn tells(actor: &Actor) -> bool {
    let placed = actor.known || actor.kind != ActorKind::Other || !actor.sectors.is_empty();
    actor.kind != ActorKind::Media && placed
}

/// Whether an actor is one that negotiates: no medium, no crowd, no single person without a side.
fn is_party(draft: &Draft, side: ActorIndex) -> bool {
    let actor = draft.cast.actor(side);
    match actor.kind {
        ActorKind::State
        | ActorKind::Government
        | ActorKind::ArmedGroup
        | ActorKind::Igo
        | ActorKind::Party => true,
        ActorKind::Person => actor.known || actor.rank != Rank::Unspecified || !actor.sectors.is_empty(),
        _ => false,
    }
}

/// The words of the condition that the position stands under.
fn condition(
    context: &Context<'_>,
    knowledge: &Knowledge,
    holding: &[(usize, &Statement)],
    made: &Made,
) -> Option<Bytes> {
    let content = context.bytes(made.run.clone());
    let told = holding.last().and_then(|(_, said)| said.condition);
    told.filter(|condition| content.overlaps(*condition) || condition.start >= content.start)
        .or_else(|| crate::speech::conditions::find(context, content))
        .or_else(|| {
            let end = context.analysis.sentence_of(made.token).end.0;
            words_from(context, knowledge, "condition", &(made.run.start..end))
        })
}

/// The words from a word or phrase of a class to the end of the clause, where the tree does not show them as a clause.
fn words_from(context: &Context<'_>, knowledge: &Knowledge, class: &str, run: &Range<u32>) -> Option<Bytes> {
    let analysis = context.analysis;
    let is_here = |at: u32, phrase: &str| {
        phrase
            .split(' ')
            .zip(at..)
            .all(|(word, token)| token < run.end && analysis.form(TokenId(token)).eq_ignore_ascii_case(word))
    };
    let start = (run.start + 1..run.end).find(|&at| {
        let mut phrases = knowledge.commitments.class(class);
        phrases.any(|phrase| is_here(at, phrase))
    })?;
    // The condition ends with its clause, or with what is said.
    let end = (start + 1..run.end)
        .find(|&at| matches!(analysis.form(TokenId(at)), "," | ";" | "." | "\"" | "”" | ":"))
        .unwrap_or(run.end);
    // “as they did before”: nothing follows that would be a condition.
    (end > start + 1).then(|| context.bytes(start..end))
}

/// Positions told more than once made one: the first stays, with the evidence of all.
fn merge(positions: Vec<Position>) -> Vec<Position> {
    let mut found: Vec<Position> = Vec::new();
    for position in positions {
        let same = found.iter_mut().find(|known| {
            known.issue == position.issue
                && known.party == position.party
                && known.stance == position.stance
                // Each denial denies something of its own.
                && (position.stance != Stance::Denies || known.content.overlaps(position.content))
        });
        let Some(known) = same else {
            found.push(position);
            continue;
        };
        // What the party says itself counts more than what others tell of it.
        if known.attributed_to.is_some() && position.attributed_to.is_none() {
            let evidence = std::mem::take(&mut known.evidence);
            *known = position.clone();
            known.evidence.extend(evidence);
        }
        for one in position.evidence {
            if !known.evidence.contains(&one) {
                known.evidence.push(one);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
