//! Which words of a text name acts: frames matched against the tree.

use verbale_lexicon::frames::{Effect, Frame, FramePart, Frames};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A word that names an act, with the frame that says so.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The word.
    pub predicate: TokenId,
    /// Its frame.
    pub frame: &'static Frame,
    /// The verb that carries a nominal act: “hold” of “hold talks”.
    pub support: Option<TokenId>,
}

/// Verbs that add nothing to the noun that they govern.
const LIGHT: &[&str] = &[
    "hold",
    "have",
    "conduct",
    "carry",
    "launch",
    "make",
    "give",
    "take",
    "issue",
    "stage",
    "mount",
    "open",
    "begin",
    "start",
    "resume",
    "continue",
    "do",
    "pay",
    "reach",
    "express",
    "file",
    "lodge",
    "put",
    "impose",
    "wage",
    "engage",
    "participate",
    "offer",
    "receive",
];

/// All acts that a text names, in text order. A word has one reading: that of its longest, most exact frame.
pub fn matches(analysis: &Analysis, frames: &'static Frames) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    for token in analysis.token_ids() {
        if let Some(frame) = best_frame(analysis, frames, token) {
            let support = support_of(analysis, frame, token);
            found.push(Match {
                predicate: token,
                frame,
                support,
            });
        }
    }
    // A light verb with a frame of its own (“launch + attack”) and its noun are one act: the noun's, if both agree,
    // else the verb's, whose object class was the more exact condition.
    let dropped: Vec<TokenId> = found
        .iter()
        .filter_map(|act| {
            let verb = found.iter().find(|other| Some(other.predicate) == act.support)?;
            let same = verb.frame.event_type == act.frame.event_type || verb.frame.classes.is_empty();
            Some(if same { verb.predicate } else { act.predicate })
        })
        .collect();
    found.retain(|act| !dropped.contains(&act.predicate));
    // “suspended aid”: the noun is what the verb asks for, not an act of its own.
    let exact: Vec<TokenId> = found
        .iter()
        .filter(|act| act.frame.part == FramePart::Verb && !act.frame.classes.is_empty())
        .map(|act| act.predicate)
        .collect();
    found.retain(|act| {
        let own = analysis.token(act.predicate);
        let governed = matches!(own.deprel, Deprel::Obj | Deprel::NsubjPass);
        !(act.frame.part == FramePart::Noun && governed && own.head.is_some_and(|head| exact.contains(&head)))
    });
    found
}

fn best_frame(analysis: &Analysis, frames: &'static Frames, token: TokenId) -> Option<&'static Frame> {
    let lemma = analysis.lemma(token).to_lowercase();
    let fitting = frames
        .of_lemma(&lemma)
        .filter(|frame| fits(analysis, frames, token, frame));
    // `max_by_key` takes the last of equals; the tables put the better one first.
    fitting.fold(None, |best: Option<&Frame>, frame| match best {
        Some(kept) if exactness(kept) >= exactness(frame) => Some(kept),
        _ => Some(frame),
    })
}

fn exactness(frame: &Frame) -> usize {
    2 * frame.words.len() + usize::from(!frame.classes.is_empty())
}

fn fits(analysis: &Analysis, frames: &Frames, token: TokenId, frame: &Frame) -> bool {
    let (upos, relation) = (analysis.token(token).upos, analysis.token(token).deprel);
    let part = match frame.part {
        FramePart::Verb => upos == Upos::Verb && relation != Deprel::Amod,
        FramePart::Noun => upos == Upos::Noun && !matches!(relation, Deprel::Compound | Deprel::Amod),
        FramePart::Adjective => upos == Upos::Adj && relation != Deprel::Amod,
    };
    if !part {
        return false;
    }
    let others: &[String] = match frame.part {
        FramePart::Noun => &frame.words[..frame.words.len() - 1],
        _ => &frame.words[1..],
    };
    let particle = |word: &String| match frame.part {
        FramePart::Verb => has_particle(analysis, token, word),
        _ => has_near(analysis, token, |lemma| lemma == word),
    };
    others.iter().all(particle)
        && (frame.classes.is_empty()
            || frame.classes.iter().any(|class| match class.as_str() {
                "person" => object_of(analysis, token).is_some_and(|object| is_named(analysis, object)),
                class => has_near(analysis, token, |lemma| frames.in_class(class, lemma)),
            }))
}

fn is_named(analysis: &Analysis, token: TokenId) -> bool {
    matches!(analysis.token(token).upos, Upos::Propn | Upos::Pron) || analysis.name_at(token).is_some()
}

/// How far behind its verb a particle or preposition of a phrasal verb stands at most.
const PARTICLE_REACH: u32 = 3;

/// Whether the second word of a phrasal verb stands close behind it; further off it is another phrase’s own
/// (“called the plan off” against “called the envoys to the ministry on Tuesday”).
fn has_particle(analysis: &Analysis, verb: TokenId, word: &str) -> bool {
    let last = analysis.sentence_of(verb).end.0.min(verb.0 + 1 + PARTICLE_REACH);
    (verb.0 + 1..last).map(TokenId).any(|token| {
        analysis.lemma(token).eq_ignore_ascii_case(word)
            && (token == verb.next()
                || analysis.token(token).head == Some(verb)
                || analysis.token(token).deprel != Deprel::Case)
    })
}

fn object_of(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    analysis
        .child_by(token, Deprel::Obj)
        .or_else(|| analysis.child_by(token, Deprel::NsubjPass))
}

/// Whether a dependent, or a dependent of one of its objects and phrases, is such a word. Subjects do not count.
fn has_near(analysis: &Analysis, token: TokenId, is: impl Fn(&str) -> bool) -> bool {
    let near = |id: TokenId| is(&analysis.lemma(id).to_lowercase());
    analysis.children(token).iter().any(|&child| {
        let relation = analysis.token(child).deprel.as_str();
        if matches!(relation, "nsubj" | "csubj" | "punct" | "advcl" | "parataxis") {
            return false;
        }
        near(child)
            || (matches!(
                relation,
                "obj" | "obl" | "nmod" | "nsubj:pass" | "xcomp" | "advmod"
            ) && analysis.children(child).iter().any(|&below| near(below)))
    })
}

/// The light verb above a nominal act.
fn support_of(analysis: &Analysis, frame: &Frame, token: TokenId) -> Option<TokenId> {
    if frame.part != FramePart::Noun {
        return None;
    }
    let own = analysis.token(token);
    let verb = own.head?;
    let governed = matches!(own.deprel, Deprel::Obj | Deprel::NsubjPass)
        || (own.deprel == Deprel::Obl
            && matches!(analysis.lemma(verb), "engage" | "participate" | "meet" | "carry"));
    (governed && LIGHT.contains(&analysis.lemma(verb))).then_some(verb)
}

/// The word that governs an act and changes it, nearest first.
pub fn governor(analysis: &Analysis, frames: &Frames, act: &Match) -> Option<(TokenId, Effect)> {
    let mut token = act.support.unwrap_or(act.predicate);
    loop {
        let own = analysis.token(token);
        let above = own.head?;
        match own.deprel.universal() {
            "xcomp" | "ccomp" | "csubj" => {}
            // “refused to sign” is often parsed as a clause of purpose; “rejected talks” has the act as object.
            "obj" | "advcl" | "acl" if token == act.support.unwrap_or(act.predicate) => {
                let content = own.deprel == Deprel::Obj || is_infinitive(analysis, token);
                if !content {
                    return None;
                }
            }
            "conj" => {
                token = above;
                continue;
            }
            _ => return None,
        }
        if let Some(effect) = frames.effect(&analysis.lemma(above).to_lowercase()) {
            return Some((above, effect));
        }
        token = above;
    }
}

/// Whether a verb is marked by “to”.
pub fn is_infinitive(analysis: &Analysis, token: TokenId) -> bool {
    analysis
        .children_by(token, Deprel::Mark)
        .any(|mark| analysis.lemma(mark) == "to")
}
