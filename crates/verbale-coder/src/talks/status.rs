//! How far talks have come: by words beside them, in the mood of their verbs, and by tense.

use super::aspects::distance;
use super::mentions::{Line, Named};
use verbale_lexicon::lower;
use verbale_lexicon::talks::{AnchorSort, Cue, Hit, RoleForm, TalkWords};
use verbale_record::TalkStatus;
use verbale_syntax::{Deprel, TokenId, Upos};

/// A reading of the status with its weight and the words that show it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StatusCue {
    pub status: TalkStatus,
    pub weight: u8,
    pub words: String,
}

/// Whether a word stands directly above or below a mention in the tree.
pub(super) fn is_related(line: &Line<'_>, named: &Named, token: TokenId) -> bool {
    let analysis = line.analysis;
    named.heads.iter().any(|&head| {
        head == token
            || analysis.token(token).head == Some(head)
            || named.verb == Some(token) && (named.is_verb() || !is_means(line, head))
            || named.attempt.is_some_and(|noun| {
                noun == token
                    || analysis.token(noun).head == Some(token)
                    || analysis.token(token).head == Some(noun)
            })
            || analysis.token(head).head == Some(token)
            || named.verb.is_some_and(|verb| {
                analysis.token(verb).head == Some(token)
                    && matches!(analysis.token(verb).deprel.universal(), "xcomp" | "ccomp" | "acl")
                    && !is_means(line, head)
                    || analysis.token(token).head == Some(verb)
                        && matches!(
                            analysis.token(token).deprel.universal(),
                            "xcomp" | "advmod" | "obl"
                        )
            })
    })
}

/// Talks by which something else is done: “to broker a deal through talks with X”.
fn is_means(line: &Line<'_>, head: TokenId) -> bool {
    let analysis = line.analysis;
    analysis.children_by(head, Deprel::Case).any(|case| {
        matches!(
            line.lemma(case.0),
            "through" | "via" | "by" | "in" | "during" | "at"
        )
    })
}

/// How a verb is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Future,
    Possible,
    Infinitive,
    Progressive,
    Past,
    Present,
}

fn mood(line: &Line<'_>, verb: TokenId) -> Mood {
    let analysis = line.analysis;
    let auxiliary = |lemmas: &[&str]| {
        analysis.children(verb).iter().any(|&child| {
            child.0 < verb.0
                && analysis.token(child).deprel.universal() == "aux"
                && lemmas.contains(&line.lemma(child.0))
        })
    };
    let finite = analysis.child_by(verb, Deprel::Cop).unwrap_or(verb);
    if auxiliary(&["will", "shall", "'ll", "’ll", "wo"]) {
        Mood::Future
    } else if auxiliary(&["would", "could", "may", "might", "should", "can", "must"]) {
        Mood::Possible
    } else if crate::acts::matching::is_infinitive(analysis, verb) {
        Mood::Infinitive
    } else if auxiliary(&["be"]) && lower(analysis.form(verb)).ends_with("ing") {
        Mood::Progressive
    } else if auxiliary(&["have"]) || analysis.token(finite).features.has("Tense=Past") {
        Mood::Past
    } else {
        Mood::Present
    }
}

/// What a phrase of status says in the mood of its verb: “will be held” is to come, “may be held” is an idea.
pub(super) fn in_mood(
    line: &Line<'_>,
    tokens: std::ops::Range<u32>,
    status: TalkStatus,
    weight: u8,
) -> (TalkStatus, u8) {
    let verb = tokens
        .clone()
        .map(TokenId)
        .find(|token| line.upos(token.0) == Upos::Verb);
    let Some(verb) = verb.filter(|_| matches!(status, TalkStatus::Held | TalkStatus::Ongoing)) else {
        return (status, weight);
    };
    let ends = matches!(line.lemma(verb.0), "end" | "conclude" | "continue" | "last");
    match mood(line, verb) {
        // What will end or go on has begun.
        Mood::Future if ends => (TalkStatus::Ongoing, weight.min(2)),
        Mood::Future => (TalkStatus::Scheduled, weight),
        Mood::Possible | Mood::Infinitive => (TalkStatus::Proposed, 1),
        _ => (status, weight),
    }
}

fn is_preposition(line: &Line<'_>, token: u32) -> bool {
    matches!(line.upos(token), Upos::Adp | Upos::Sconj)
        || matches!(line.lemma(token), "ahead" | "after" | "before" | "during")
}

pub(super) fn status_weight(
    line: &Line<'_>,
    named: &Named,
    hit: &Hit<Cue>,
    status: TalkStatus,
) -> Option<u8> {
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
    if is_preposition(line, first) && !tokens.clone().any(|token| named.verb == Some(TokenId(token))) {
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

/// What the tense of the clause says: of the naming verb, or of the verb whose subject or object the talks are.
pub(super) fn tense(line: &Line<'_>, words: &TalkWords, named: &Named) -> Option<StatusCue> {
    let analysis = line.analysis;
    let mut verb = named.verb?;
    let core = named.is_verb()
        || named.heads.iter().any(|&head| {
            let own = analysis.token(head);
            own.head == Some(verb)
                && (own.deprel.is_subject()
                    || own.deprel == Deprel::Obj && words.participation(line.lemma(verb.0)).is_some()
                    || words.role(RoleForm::Verb, line.lemma(verb.0), false).is_some())
        });
    if !core || named.sort == AnchorSort::Reference {
        return None;
    }
    let mut read = mood(line, verb);
    if read == Mood::Infinitive && !named.is_verb() {
        verb = analysis.token(verb).head?;
        read = mood(line, verb);
    }
    let status = match read {
        Mood::Future => TalkStatus::Scheduled,
        Mood::Possible | Mood::Infinitive => TalkStatus::Proposed,
        Mood::Progressive => TalkStatus::Ongoing,
        Mood::Past => TalkStatus::Held,
        Mood::Present if named.is_verb() => TalkStatus::Ongoing,
        Mood::Present => return None,
    };
    let strong = named.is_verb() && !matches!(read, Mood::Infinitive | Mood::Present);
    Some(StatusCue {
        status,
        weight: if strong { 3 } else { 1 },
        words: format!("tense of “{}”", analysis.form(verb)),
    })
}
