//! What one marked actor does to another in a sentence: a PLOVER type with scores.

use crate::acts::{arguments, factuality, matching};
use crate::draft::Bytes;
use verbale_lexicon::frames::{Effect, FramePart, Frames};
use verbale_record::Factuality;
use verbale_record::ontology::{EventType, Quad};
use verbale_syntax::{Analysis, TokenId};

/// The types that link two actors, best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// Types with their scores, highest first; empty where no word of the sentence names an act.
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

/// Links two stretches of a text. Without marks every act of the text counts by its own weight.
pub fn relate(
    analysis: &Analysis,
    frames: &'static Frames,
    source: Option<Bytes>,
    target: Option<Bytes>,
) -> Link {
    let (source, target) = (head_of(analysis, source), head_of(analysis, target));
    let mut best: Vec<(EventType, f32, String)> = Vec::new();
    let found = matching::matches(analysis, frames);
    for act in &found {
        let verb = act.support.unwrap_or(act.predicate);
        let mut score: f32 = match act.frame.part {
            FramePart::Verb => 1.0,
            FramePart::Adjective => 0.8,
            FramePart::Noun => 0.6,
        };
        score +=
            0.2 * (act.frame.words.len() as f32 - 1.0) + if act.frame.classes.is_empty() { 0.0 } else { 0.2 };
        let stands_in = |marked: Option<TokenId>, phrases: Vec<TokenId>| {
            marked.is_some_and(|marked| phrases.iter().any(|&phrase| analysis.is_within(marked, phrase)))
        };
        let actor = stands_in(source, arguments::phrases(analysis, act, &act.frame.actor));
        let recipient = stands_in(target, arguments::phrases(analysis, act, &act.frame.recipient));
        let below = |marked: Option<TokenId>| marked.is_some_and(|marked| analysis.is_within(marked, verb));
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
        if on_path(analysis, act.predicate, source, target) {
            score += 0.5;
        }
        if let Some((_, Effect::Drop)) = matching::governor(analysis, frames, act) {
            score *= 0.4;
        }
        // The outer act is what the sentence tells, the inner one its content.
        let outer = |above: &TokenId| found.iter().any(|other| other.predicate == *above);
        score *= 0.85_f32.powf(analysis.ancestors(act.predicate).filter(outer).count() as f32);
        let kind = as_told(
            act.frame.event_type,
            factuality::read(analysis, frames, act).map(|(told, _)| told),
        );
        let why = format!("frame {} at “{}”", act.frame.id, analysis.form(act.predicate));
        match best.iter_mut().find(|(known, ..)| *known == kind) {
            Some(entry) if entry.1 >= score => {}
            Some(entry) => (entry.1, entry.2) = (score, why),
            None => best.push((kind, score, why)),
        }
    }
    best.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    Link {
        because: best.first().map(|(.., why)| why.clone()),
        scores: best.into_iter().map(|(kind, score, _)| (kind, score)).collect(),
    }
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
fn head_of(analysis: &Analysis, bytes: Option<Bytes>) -> Option<TokenId> {
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
