//! What the words around a mention of talks say: status, outcome, format, rank, place in a series, venue, date.

use super::mentions::{Line, Named};
use crate::draft::{Bytes, Context, Draft, PlaceIndex};
use verbale_lexicon::talks::{AnchorSort, Cue, Hit, Order};
use verbale_record::{Outcome, Rank, TalkFormat, TalkStatus, TimeKind};
use verbale_syntax::{NameKind, TokenId, Upos};

/// A reading of the status with its weight and the words that show it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StatusCue {
    pub status: TalkStatus,
    pub weight: u8,
    pub words: String,
}

/// Where talks are held.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Venue {
    /// The place, where the places stage has it.
    pub place: Option<PlaceIndex>,
    /// Its name in the text.
    pub name: String,
}

/// All that a mention says.
#[derive(Clone, Debug, Default)]
pub(super) struct Aspects {
    pub status: Vec<StatusCue>,
    pub outcome: Option<(Outcome, Bytes)>,
    pub format: Option<TalkFormat>,
    pub rank: Option<Rank>,
    pub order: Option<Order>,
    pub venue: Option<Venue>,
    pub note: Option<Bytes>,
    pub date: Option<String>,
    pub definite: bool,
}

/// Reads them. `others` are the other mentions of the sentence: a phrase belongs to the nearest.
pub(super) fn read(
    context: &Context<'_>,
    draft: &Draft,
    line: &Line<'_>,
    all: &[Named],
    at: usize,
) -> Aspects {
    let named = &all[at];
    let mut aspects = Aspects {
        definite: is_definite(line, named),
        ..Aspects::default()
    };
    for hit in &line.cues {
        if nearest(line, all, hit) != at {
            continue;
        }
        let tokens = line.tokens_of(hit);
        let words = context.analysis.text_of(tokens.clone()).to_owned();
        match hit.value {
            Cue::Status(status) => {
                if let Some(weight) = status_weight(line, named, hit, status) {
                    aspects.status.push(StatusCue {
                        status,
                        weight,
                        words,
                    });
                }
            }
            Cue::Outcome(outcome) => {
                if aspects.outcome.is_none() && is_fact(line, tokens.start) {
                    aspects.outcome = Some((outcome, context.bytes(tokens)));
                }
            }
            Cue::Format(format) if distance(named, tokens.start, tokens.end) <= 6 => {
                aspects.format = aspects.format.or(Some(format));
            }
            Cue::Rank(rank) if distance(named, tokens.start, tokens.end) <= 12 => {
                aspects.rank = aspects.rank.or(Some(rank));
            }
            Cue::Order(order) if modifies(line, named, tokens.start, tokens.end) => {
                aspects.order = aspects.order.or(Some(order));
            }
            _ => {}
        }
    }
    aspects.status.extend(tense(line, named));
    if named.sort == AnchorSort::Call {
        aspects.format = Some(TalkFormat::Phone);
    }
    aspects.venue = venue(context, draft, line, all, at);
    aspects.note = note(context, line, named);
    aspects.date = date(draft, line, all, at);
    aspects
}

fn distance(named: &Named, start: u32, end: u32) -> u32 {
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
            .any(|token| is_related(line, named, TokenId(token)));
        distance(named, tokens.start, tokens.end) + if related { 0 } else { 10 }
    };
    (0..all.len()).min_by_key(|&index| far(&all[index])).unwrap_or(0)
}

/// Whether a word stands directly above or below a mention in the tree.
fn is_related(line: &Line<'_>, named: &Named, token: TokenId) -> bool {
    let analysis = line.analysis;
    named.heads.iter().any(|&head| {
        head == token
            || analysis.token(token).head == Some(head)
            || named.verb == Some(token)
            || analysis.token(head).head == Some(token)
            || named.verb.is_some_and(|verb| {
                analysis.token(verb).head == Some(token)
                    && matches!(analysis.token(verb).deprel.universal(), "xcomp" | "ccomp" | "acl")
                    || analysis.token(token).head == Some(verb)
                        && matches!(
                            analysis.token(token).deprel.universal(),
                            "xcomp" | "advmod" | "obl"
                        )
            })
    })
}

fn is_preposition(line: &Line<'_>, token: u32) -> bool {
    matches!(line.upos(token), Upos::Adp | Upos::Sconj)
        || matches!(line.lemma(token), "ahead" | "after" | "before" | "during")
}

fn status_weight(line: &Line<'_>, named: &Named, hit: &Hit<Cue>, status: TalkStatus) -> Option<u8> {
    let tokens = line.tokens_of(hit);
    let first = tokens.start;
    if named.heads.iter().any(|head| tokens.contains(&head.0)) {
        return Some(3);
    }
    if status == TalkStatus::Conditional {
        // “if” behind the talks sets a condition; talks inside the clause of “if” are only imagined.
        let behind = first > named.last() && first < named.last() + 12;
        return behind.then_some(2);
    }
    if is_preposition(line, first) {
        let near = tokens.end <= named.first() && named.first().saturating_sub(tokens.end) <= 4;
        return near.then_some(2);
    }
    if matches!(line.upos(first), Upos::Adj | Upos::Adv) && distance(named, first, tokens.end) <= 4 {
        return Some(2);
    }
    let related = tokens
        .clone()
        .any(|token| is_related(line, named, TokenId(token)));
    if related {
        return Some(3);
    }
    (distance(named, first, tokens.end) <= 3).then_some(1)
}

/// Whether a phrase of outcome tells a fact: not hoped for, not to come.
fn is_fact(line: &Line<'_>, token: u32) -> bool {
    let from = token.saturating_sub(4).max(line.tokens.start);
    !(from..token).any(|before| {
        matches!(
            line.lemma(before),
            "to" | "will" | "would" | "could" | "may" | "might" | "can" | "should" | "if" | "must" | "hope"
        ) || (matches!(line.lemma(before), "not" | "n't" | "n’t" | "never")
            && matches!(line.upos(token), Upos::Verb))
    })
}

/// Whether a phrase stands among the modifiers of a noun of the mention.
fn modifies(line: &Line<'_>, named: &Named, start: u32, end: u32) -> bool {
    if named.is_verb() && start > named.first() {
        return end - start == 1 && matches!(line.lemma(start), "again") && start < named.last() + 5;
    }
    named.heads.iter().any(|head| {
        end <= head.0
            && head.0.saturating_sub(end) <= 4
            && (end..head.0).all(|token| {
                !matches!(
                    line.upos(token),
                    Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj
                )
            })
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

/// What the tense of the naming verb says.
fn tense(line: &Line<'_>, named: &Named) -> Option<StatusCue> {
    let analysis = line.analysis;
    let verb = named.verb?;
    let auxiliaries: Vec<&str> = analysis
        .children(verb)
        .iter()
        .filter(|&&child| child.0 < verb.0 && analysis.token(child).deprel.universal() == "aux")
        .map(|child| line.lemma(child.0))
        .collect();
    let weight = if named.is_verb() { 3 } else { 1 };
    let has = |lemma: &str| auxiliaries.contains(&lemma);
    let form = analysis.form(verb).to_lowercase();
    let infinitive = crate::acts::matching::is_infinitive(analysis, verb);
    let features = analysis.token(verb).features;
    let status = if has("will") || has("shall") || has("'ll") || has("’ll") {
        TalkStatus::Scheduled
    } else if auxiliaries.iter().any(|lemma| {
        matches!(
            *lemma,
            "would" | "could" | "may" | "might" | "should" | "can" | "must"
        )
    }) {
        TalkStatus::Proposed
    } else if infinitive {
        if !named.is_verb() {
            return None;
        }
        TalkStatus::Proposed
    } else if has("be") && form.ends_with("ing") {
        TalkStatus::Ongoing
    } else if has("have") || features.has("Tense=Past") {
        TalkStatus::Held
    } else if named.is_verb() {
        TalkStatus::Ongoing
    } else {
        return None;
    };
    let weight = if infinitive { 1 } else { weight };
    Some(StatusCue {
        status,
        weight,
        words: format!("tense of “{form}”"),
    })
}

/// The tokens nearer to this mention than to another of the sentence.
fn is_own(all: &[Named], at: usize, token: u32) -> bool {
    let own = distance(&all[at], token, token + 1);
    (0..all.len()).all(|index| index == at || distance(&all[index], token, token + 1) >= own)
}

fn venue(context: &Context<'_>, draft: &Draft, line: &Line<'_>, all: &[Named], at: usize) -> Option<Venue> {
    let named = &all[at];
    let located = |token: u32| matches!(line.lemma(token), "in" | "at" | "to");
    let mut best: Option<(u32, Venue)> = None;
    for (tokens, place, name) in places(context, draft, line) {
        let compound =
            !named.is_verb() && tokens.end <= named.first() && named.first().saturating_sub(tokens.end) <= 1;
        // The preposition may stand before a description: “in the lakeside city of X”.
        let from = tokens.start.saturating_sub(8).max(line.tokens.start);
        let preposition = (from..tokens.start)
            .rev()
            .take_while(|&token| !line.is_finite(token) && line.lemma(token) != ",")
            .find(|&token| line.upos(token) == Upos::Adp && line.lemma(token) != "of")
            .filter(|&token| located(token));
        let Some(anchor) = preposition.or(compound.then_some(tokens.start)) else {
            continue;
        };
        let before = tokens.end <= named.first();
        let far = distance(named, anchor, anchor + 1) + if before && !compound { 6 } else { 0 };
        let crosses = if before {
            tokens.end..named.first()
        } else {
            named.last() + 1..anchor
        };
        let clauses = crosses.filter(|&token| line.is_finite(token)).count() as u32;
        let far = far + clauses * 8;
        if far <= 18 && is_own(all, at, anchor) && best.as_ref().is_none_or(|(least, _)| far < *least) {
            best = Some((far, Venue { place, name }));
        }
    }
    best.map(|(_, venue)| venue)
}

/// The places of a sentence: of the places stage, and names that the syntax takes for places.
fn places(
    context: &Context<'_>,
    draft: &Draft,
    line: &Line<'_>,
) -> Vec<(std::ops::Range<u32>, Option<PlaceIndex>, String)> {
    let mut found = Vec::new();
    for (index, place) in draft.places.iter().enumerate() {
        for (tokens, _) in &place.mentions {
            if line.tokens.start <= tokens.start && tokens.end <= line.tokens.end {
                found.push((
                    tokens.clone(),
                    Some(PlaceIndex(index as u32)),
                    place.name.to_lowercase(),
                ));
            }
        }
    }
    for name in context.analysis.names() {
        let tokens = name.first.0..name.end.0;
        let inside = line.tokens.start <= tokens.start && tokens.end <= line.tokens.end;
        let known = found
            .iter()
            .any(|(other, ..)| other.start < tokens.end && tokens.start < other.end);
        if inside && !known && name.kind == NameKind::Location {
            let text = context.analysis.text_of(tokens.clone()).to_lowercase();
            found.push((tokens, None, text));
        }
    }
    found
}

/// “on the sidelines of a forum”.
fn note(context: &Context<'_>, line: &Line<'_>, named: &Named) -> Option<Bytes> {
    let at = line
        .tokens
        .clone()
        .find(|&token| matches!(line.lemma(token), "sideline" | "margin" | "sidelines"))?;
    if line.lemma(at + 1) != "of" || distance(named, at, at + 1) > 15 {
        return None;
    }
    let start =
        (at.saturating_sub(2).max(line.tokens.start)..at).find(|&token| line.upos(token) == Upos::Adp)?;
    let mut end = at + 2;
    while end < line.tokens.end
        && matches!(
            line.upos(end),
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part
        )
    {
        end += 1;
    }
    Some(context.bytes(start..end))
}

/// How far off a date may stand.
const DATE_REACH: u32 = 16;

fn date(draft: &Draft, line: &Line<'_>, all: &[Named], at: usize) -> Option<String> {
    let named = &all[at];
    let near = draft.times.iter().filter(|time| {
        line.tokens.contains(&time.tokens.start)
            && matches!(time.kind, TimeKind::Date | TimeKind::Interval)
            && time.value.starts_with(|first: char| first.is_ascii_digit())
            && is_own(all, at, time.tokens.start)
            && !(time.tokens.start.saturating_sub(2)..time.tokens.start)
                .any(|token| matches!(line.lemma(token), "since" | "until" | "of"))
    });
    let best = near
        .map(|time| (distance(named, time.tokens.start, time.tokens.end), time))
        .filter(|(far, _)| *far <= DATE_REACH)
        .min_by_key(|(far, _)| *far)?;
    let value = &best.1.value;
    let day = if value.contains('/') {
        value.as_str()
    } else {
        value.split('T').next().unwrap_or(value)
    };
    Some(day.to_owned())
}
