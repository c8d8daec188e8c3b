//! What the words around a mention of talks say: outcome, format, rank, place in a series, preference; status and
//! setting have modules of their own.

use super::mentions::{Line, Named};
use super::setting::{self, Venue};
use super::status::{self, StatusCue};
use crate::acts::arguments;
use crate::draft::{ActorIndex, Bytes, Context, Draft};
use verbale_lexicon::talks::{AnchorSort, Cue, Hit, Order, Preference, TalkWords};
use verbale_record::{Outcome, Rank, TalkFormat};
use verbale_syntax::{TokenId, Upos};

/// All that a mention says.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent questions about the words"
)]
pub(super) struct Aspects {
    pub status: Vec<StatusCue>,
    pub outcome: Option<(Outcome, Bytes)>,
    pub format: Option<TalkFormat>,
    pub rank: Option<Rank>,
    pub order: Option<Order>,
    pub venue: Option<Venue>,
    pub note: Option<Bytes>,
    pub date: Option<String>,
    /// Who prefers or rejects these talks to others.
    pub preferences: Vec<(ActorIndex, Preference)>,
    pub definite: bool,
    /// “a meeting”.
    pub indefinite: bool,
    /// Their end is told of.
    pub ends: bool,
    /// “those talks”.
    pub demonstrative: bool,
}

/// Reads those of the mention at `at` among `all` of its sentence: a phrase belongs to the nearest.
pub(super) fn read(
    context: &Context<'_>,
    words: &TalkWords,
    draft: &Draft,
    line: &Line<'_>,
    all: &[Named],
    at: usize,
) -> Aspects {
    let named = &all[at];
    let mut aspects = Aspects {
        definite: is_definite(line, named),
        indefinite: is_indefinite(line, named),
        demonstrative: is_demonstrative(line, named),
        ends: named
            .verb
            .is_some_and(|verb| matches!(line.lemma(verb.0), "end" | "conclude" | "finish")),
        ..Aspects::default()
    };
    for hit in &line.cues {
        if nearest(line, all, hit) != at {
            continue;
        }
        let tokens = line.tokens_of(hit);
        let shown = context.analysis.text_of(tokens.clone()).to_owned();
        match hit.value {
            Cue::Status(status) => {
                if named.sort == AnchorSort::Reference {
                    continue;
                }
                if let Some(weight) = status::status_weight(line, named, hit, status) {
                    let (status, weight) = status::in_mood(line, tokens, status, weight);
                    aspects.status.push(StatusCue {
                        status,
                        weight,
                        words: shown,
                    });
                }
            }
            Cue::Outcome(_) if named.sort == AnchorSort::Reference && !aspects.definite => {}
            Cue::Outcome(outcome) if aspects.outcome.is_none() && is_fact(line, tokens.start) => {
                aspects.outcome = Some((outcome, context.bytes(tokens)));
            }
            Cue::Format(format) if distance(named, tokens.start, tokens.end) <= 6 => {
                aspects.format = aspects.format.or(Some(format));
            }
            Cue::Rank(rank) if distance(named, tokens.start, tokens.end) <= 12 => {
                aspects.rank = aspects.rank.or(Some(rank));
            }
            // Of several the one next to the noun counts: “another recess and a third round”.
            Cue::Order(order)
                if modifies(
                    line,
                    named,
                    tokens.start,
                    tokens.end,
                    matches!(order, Order::Nth(_)),
                ) =>
            {
                aspects.order = Some(order);
            }
            Cue::Preference(preference)
                if distance(named, tokens.start, tokens.end) <= PREFERENCE_REACH
                    && !is_negated(line, tokens.start) =>
            {
                let who = who_prefers(context, draft, tokens);
                aspects.preferences.extend(who.map(|who| (who, preference)));
            }
            _ => {}
        }
    }
    aspects.status.extend(status::tense(line, words, named));
    if named.sort == AnchorSort::Call {
        aspects.format = Some(TalkFormat::Phone);
    }
    aspects.venue = setting::venue(context, draft, line, all, at);
    aspects.note = setting::note(context, line, named);
    aspects.date = setting::date(draft, line, all, at);
    if setting::is_to_come(&aspects) {
        aspects.date = aspects
            .date
            .map(|date| setting::next_week(context, draft, line, date));
    }
    aspects.status.extend(setting::dated(context, &aspects));
    aspects
}

/// Whether “not” or “never” stands right before a phrase.
fn is_negated(line: &Line<'_>, token: u32) -> bool {
    let from = token.saturating_sub(3).max(line.tokens.start);
    (from..token).any(|before| matches!(line.lemma(before), "not" | "n't" | "n’t" | "never"))
}

/// How far off a word of preference may stand.
const PREFERENCE_REACH: u32 = 6;

/// Whose preference a phrase tells: who says it, else who does what its verb says.
fn who_prefers(context: &Context<'_>, draft: &Draft, tokens: std::ops::Range<u32>) -> Option<ActorIndex> {
    let analysis = context.analysis;
    let words = context.bytes(tokens.clone());
    draft.speaker_of(words).or_else(|| {
        let token = TokenId(tokens.start);
        let verb = std::iter::once(token)
            .chain(analysis.ancestors(token))
            .find(|&one| analysis.token(one).upos == Upos::Verb)?;
        let subject = arguments::subject(analysis, verb)?;
        draft.cast.actor_for_phrase(analysis, subject)
    })
}

pub(super) fn distance(named: &Named, start: u32, end: u32) -> u32 {
    let each = named.heads.iter().map(|head| {
        if end <= head.0 {
            head.0 - end + 1
        } else {
            start.saturating_sub(head.0)
        }
    });
    each.min().unwrap_or(u32::MAX)
}

/// The mention that a phrase belongs to: the one it governs or hangs on, else the nearest.
fn nearest(line: &Line<'_>, all: &[Named], hit: &Hit<Cue>) -> usize {
    let tokens = line.tokens_of(hit);
    let far = |named: &Named| {
        let related = tokens
            .clone()
            .any(|token| status::is_related(line, named, TokenId(token)));
        distance(named, tokens.start, tokens.end) + if related { 0 } else { 10 }
    };
    (0..all.len()).min_by_key(|&index| far(&all[index])).unwrap_or(0)
}

/// Whether a phrase of outcome tells a fact: not hoped for, not to come.
fn is_fact(line: &Line<'_>, token: u32) -> bool {
    let from = token.saturating_sub(4).max(line.tokens.start);
    !(from..token).any(|before| {
        matches!(
            line.lemma(before),
            "so" | "to"
                | "will"
                | "would"
                | "could"
                | "may"
                | "might"
                | "can"
                | "should"
                | "if"
                | "must"
                | "hope"
        ) || (matches!(line.lemma(before), "not" | "n't" | "n’t" | "never")
            && matches!(line.upos(token), Upos::Verb))
    })
}

/// Whether a phrase stands among the modifiers of a noun of the mention.
fn modifies(line: &Line<'_>, named: &Named, start: u32, end: u32, numbered: bool) -> bool {
    if named.is_verb() && start > named.first() {
        return matches!(line.lemma(start), "again" | "separately" | "elsewhere") && start < named.last() + 5;
    }
    if named.is_verb() {
        // “have also been meeting”: between the auxiliaries and the verb.
        return end <= named.first()
            && (end..named.first()).all(|token| matches!(line.upos(token), Upos::Aux | Upos::Adv));
    }
    named.heads.iter().chain(&named.attempt).any(|head| {
        end <= head.0
            && head.0.saturating_sub(end) <= 4
            && (end..head.0).all(|token| {
                !matches!(
                    line.upos(token),
                    Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj
                )
            })
            // “the first of three rounds”, not “the first day of talks”.
            && (end..head.0).all(|token| line.upos(token) != Upos::Adp || (numbered && token == end))
    })
}

/// “the talks”, “these negotiations”, “today's meeting”; verbs are not.
fn is_definite(line: &Line<'_>, named: &Named) -> bool {
    if named.is_verb() {
        return false;
    }
    let head = named.first();
    let from = head.saturating_sub(5).max(line.tokens.start);
    (from..head)
        .rev()
        .take_while(|&token| {
            matches!(
                line.upos(token),
                Upos::Det
                    | Upos::Adj
                    | Upos::Noun
                    | Upos::Propn
                    | Upos::Num
                    | Upos::Part
                    | Upos::Pron
                    | Upos::Punct
            )
        })
        .any(|token| {
            matches!(
                line.lemma(token),
                "the" | "this" | "that" | "these" | "those" | "today" | "'s" | "’s" | "its" | "their"
            )
        })
}

/// “a meeting”, “any talks”.
fn is_indefinite(line: &Line<'_>, named: &Named) -> bool {
    let head = named.heads[0];
    line.analysis
        .children_by(head, verbale_syntax::Deprel::Det)
        .any(|determiner| matches!(line.lemma(determiner.0), "a" | "an" | "any" | "some" | "another"))
}

fn is_demonstrative(line: &Line<'_>, named: &Named) -> bool {
    let before = named.first().saturating_sub(1).max(line.tokens.start);
    !named.is_verb() && matches!(line.lemma(before), "this" | "that" | "these" | "those")
}
