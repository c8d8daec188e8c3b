//! What one marked actor does to another in a sentence: a PLOVER type with scores.

pub mod features;
mod opinion;

pub use opinion::{Label, Opinion, OpinionError};

use crate::acts::matching::Match;
use crate::acts::{arguments, factuality, matching};
use crate::draft::Bytes;
use verbale_lexicon::frames::{Effect, FramePart, Frames};
use verbale_record::Factuality;
use verbale_record::ontology::{EventType, Quad};
use verbale_syntax::{Analysis, TokenId};

/// The types that link two actors, best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// Types with their scores, best first: probabilities where the learned model had a say. Those of the side, conflict
    /// or cooperation, that has the larger share stand before those of the other.
    pub scores: Vec<(EventType, f32)>,
    /// The frame and word behind the best one.
    pub because: Option<String>,
}

impl Link {
    /// The best type.
    pub fn event_type(&self) -> Option<EventType> {
        self.scores.first().map(|&(kind, _)| kind)
    }
}

/// An act of a text as one marked actor's towards another.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The word and its frame.
    pub act: Match,
    /// The type as told: cooperation withheld is a refusal.
    pub kind: EventType,
    /// How well it links the two.
    pub score: f32,
    /// Whether the source stands where the frame wants its actor.
    pub actor: bool,
    /// Whether the target stands where the frame wants its recipient.
    pub recipient: bool,
    /// Whether its word lies between the two in the tree.
    pub on_path: bool,
    /// How it is told; none where it is only the content of another act.
    pub told: Option<Factuality>,
}

/// Links two stretches of a text: by the frames, judged by a learned model where there is one and both are marked.
/// Without marks every act of the text counts by its own weight.
pub fn relate(
    analysis: &Analysis,
    frames: &'static Frames,
    opinion: Option<&Opinion>,
    source: Option<Bytes>,
    target: Option<Bytes>,
) -> Link {
    let (source, target) = (head_of(analysis, source), head_of(analysis, target));
    let found = candidates(analysis, frames, source, target);
    let proposals = proposals(analysis, &found);
    match opinion {
        Some(opinion) if source.is_some() && target.is_some() => {
            let features = features::of(analysis, &found, source, target);
            judged(&opinion.judge(&features), &proposals)
        }
        _ => Link {
            because: proposals.first().map(|best| best.because.clone()),
            scores: proposals.iter().map(|one| (one.kind, one.score)).collect(),
        },
    }
}

/// A type that a frame proposes.
struct Proposal {
    kind: EventType,
    score: f32,
    because: String,
}

/// The best proposal of each type, best first.
fn proposals(analysis: &Analysis, found: &[Candidate]) -> Vec<Proposal> {
    let mut best: Vec<Proposal> = Vec::new();
    for Candidate { act, kind, score, .. } in found {
        let known = best.iter_mut().find(|one| one.kind == *kind);
        if known.as_ref().is_some_and(|known| known.score >= *score) {
            continue;
        }
        let because = format!("frame {} at “{}”", act.frame.id, analysis.form(act.predicate));
        let proposal = Proposal {
            kind: *kind,
            score: *score,
            because,
        };
        match known {
            Some(known) => *known = proposal,
            None => best.push(proposal),
        }
    }
    best.sort_by(|left, right| {
        right
            .score
            .total_cmp(&left.score)
            .then(left.kind.cmp(&right.kind))
    });
    best
}

/// What the learned model makes of the frames’ proposals, which are among its grounds.
fn judged(shares: &[(Label, f32)], proposals: &[Proposal]) -> Link {
    let kind_of = |label: Label| match label {
        Label::Type(kind) => kind,
        Label::Yield => {
            let mut kinds = proposals.iter().map(|one| one.kind);
            kinds
                .find(|kind| matches!(kind, EventType::Concede | EventType::Retreat))
                .unwrap_or(EventType::Retreat)
        }
    };
    let mut scores: Vec<(EventType, f32)> = shares
        .iter()
        .map(|&(label, share)| (kind_of(label), share))
        .collect();
    let conflict: f32 = scores
        .iter()
        .filter(|(kind, _)| !matching::is_cooperation(*kind))
        .map(|(_, share)| share)
        .sum();
    // Several types may share what one of the other side exceeds alone.
    scores.sort_by_key(|(kind, _)| matching::is_cooperation(*kind) == (conflict > 0.5));
    let because = scores.first().map(|&(kind, share)| {
        let ground = proposals.iter().find(|one| one.kind == kind);
        match (ground, proposals.first()) {
            (Some(ground), Some(best)) if best.kind == kind => {
                format!("{}; the second opinion agrees ({share:.2})", ground.because)
            }
            (Some(ground), _) => format!("{}, preferred by the second opinion ({share:.2})", ground.because),
            (None, Some(best)) => format!("second opinion ({share:.2}) against {}", best.because),
            (None, None) => format!("second opinion ({share:.2}), no frame"),
        }
    });
    Link { scores, because }
}

/// All acts of a text with what they say about two of its words, in text order.
pub fn candidates(
    analysis: &Analysis,
    frames: &'static Frames,
    source: Option<TokenId>,
    target: Option<TokenId>,
) -> Vec<Candidate> {
    let found = matching::matches(analysis, frames);
    let stands_in = |marked: Option<TokenId>, phrases: Vec<TokenId>| {
        marked.is_some_and(|marked| phrases.iter().any(|&phrase| analysis.is_within(marked, phrase)))
    };
    let candidate = |act: &Match| {
        let verb = act.support.unwrap_or(act.predicate);
        let actor = stands_in(source, arguments::phrases(analysis, act, &act.frame.actor));
        let recipient = stands_in(target, arguments::phrases(analysis, act, &act.frame.recipient));
        let below = |marked: Option<TokenId>| marked.is_some_and(|marked| analysis.is_within(marked, verb));
        let on_path = on_path(analysis, act.predicate, source, target);
        let mut score = match act.frame.part {
            FramePart::Verb => 1.0,
            FramePart::Adjective => 0.8,
            FramePart::Noun => 0.6,
        };
        score += 0.2 * (act.frame.words.len() as f32 - 1.0);
        score += if act.frame.classes.is_empty() { 0.0 } else { 0.2 };
        score += if actor {
            1.0
        } else {
            0.3 * f32::from(u8::from(below(source)))
        };
        score += if recipient {
            1.0
        } else {
            0.5 * f32::from(u8::from(below(target)))
        };
        // What stands between the two says more than what only one of them takes part in.
        score += 0.5 * f32::from(u8::from(on_path));
        if let Some((_, Effect::Drop)) = matching::governor(analysis, frames, act) {
            score *= 0.4;
        }
        // The outer act is what the sentence tells, the inner one its content.
        let outer = |above: &TokenId| found.iter().any(|other| other.predicate == *above);
        score *= 0.85_f32.powf(analysis.ancestors(act.predicate).filter(outer).count() as f32);
        let told = factuality::read(analysis, frames, act).map(|(told, _)| told);
        let kind = as_told(act.frame.event_type, told);
        Candidate {
            act: *act,
            kind,
            score,
            actor,
            recipient,
            on_path,
            told,
        }
    };
    found.iter().map(candidate).collect()
}

/// Whether a word lies on the way from one word to another in the tree.
fn on_path(analysis: &Analysis, word: TokenId, source: Option<TokenId>, target: Option<TokenId>) -> bool {
    let (Some(source), Some(target)) = (source, target) else {
        return false;
    };
    match (analysis.is_within(source, word), analysis.is_within(target, word)) {
        (true, false) | (false, true) => true,
        // The lowest word above both.
        (true, true) => !analysis
            .children(word)
            .iter()
            .any(|&child| analysis.is_within(source, child) && analysis.is_within(target, child)),
        (false, false) => false,
    }
}

/// The single category of PLOVER for an act that is denied or announced: cooperation withheld is a refusal,
/// cooperation to come a promise, force to come a threat.
fn as_told(kind: EventType, told: Option<Factuality>) -> EventType {
    match (told, kind.quad()) {
        (Some(Factuality::Negated), Quad::VerbalCooperation | Quad::MaterialCooperation) => EventType::Reject,
        (Some(Factuality::Future), Quad::VerbalCooperation | Quad::MaterialCooperation)
            if kind != EventType::Concede =>
        {
            EventType::Agree
        }
        (Some(Factuality::Future), Quad::MaterialConflict) => EventType::Threaten,
        _ => kind,
    }
}

/// The token of a stretch whose head lies outside it.
pub fn head_of(analysis: &Analysis, bytes: Option<Bytes>) -> Option<TokenId> {
    let bytes = bytes?;
    let inside = |token: TokenId| {
        let own = analysis.token(token);
        own.start < bytes.end && bytes.start < own.end
    };
    let first = analysis.token_at(bytes.start as usize)?;
    (first.0..analysis.tokens().len() as u32)
        .map(TokenId)
        .take_while(|&token| inside(token))
        .find(|&token| analysis.token(token).head.is_none_or(|head| !inside(head)))
}
