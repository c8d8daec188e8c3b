//! What the words around a mention of talks say: status, outcome, format, rank, place in a series, venue, date.

use super::mentions::{Line, Named};
use crate::acts::arguments;
use crate::draft::{ActorIndex, Bytes, Context, Draft, PlaceIndex};
use verbale_lexicon::talks::{AnchorSort, Cue, Hit, Order, Preference, RoleForm, TalkWords};
use verbale_record::{Outcome, PlacePrecision, Rank, TalkFormat, TalkStatus, TimeKind};
use verbale_syntax::{Deprel, NameKind, TokenId, Upos};

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
    /// Who prefers or rejects these talks to others.
    pub preferences: Vec<(ActorIndex, Preference)>,
    pub definite: bool,
    /// Their end is told of.
    pub ends: bool,
    /// “those talks”.
    pub demonstrative: bool,
}

/// Reads them. `others` are the other mentions of the sentence: a phrase belongs to the nearest.
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
                if let Some(weight) = status_weight(line, named, hit, status) {
                    let (status, weight) = in_mood(line, tokens, status, weight);
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
    aspects.status.extend(tense(line, words, named));
    if named.sort == AnchorSort::Call {
        aspects.format = Some(TalkFormat::Phone);
    }
    aspects.venue = venue(context, draft, line, all, at);
    aspects.note = note(context, line, named);
    aspects.date = date(draft, line, all, at);
    if is_to_come(&aspects) {
        aspects.date = aspects.date.map(|date| next_week(context, draft, line, date));
    }
    aspects.status.extend(dated(context, &aspects));
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
    let holding = draft
        .statements
        .iter()
        .filter(|said| said.content.contains(words));
    let speaker = holding
        .min_by_key(|said| said.content.end - said.content.start)
        .and_then(|said| said.speaker);
    speaker.or_else(|| {
        let token = TokenId(tokens.start);
        let verb = std::iter::once(token)
            .chain(analysis.ancestors(token))
            .find(|&one| analysis.token(one).upos == Upos::Verb)?;
        let subject = arguments::subject(analysis, verb)?;
        draft.cast.actor_for_phrase(analysis, subject)
    })
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
    } else if auxiliary(&["be"]) && analysis.form(verb).to_lowercase().ends_with("ing") {
        Mood::Progressive
    } else if auxiliary(&["have"]) || analysis.token(finite).features.has("Tense=Past") {
        Mood::Past
    } else {
        Mood::Present
    }
}

/// What a phrase of status says in the mood of its verb: “will be held” is to come, “may be held” is an idea.
fn in_mood(
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

fn is_demonstrative(line: &Line<'_>, named: &Named) -> bool {
    let before = named.first().saturating_sub(1).max(line.tokens.start);
    !named.is_verb() && matches!(line.lemma(before), "this" | "that" | "these" | "those")
}

/// What the tense of the clause says: of the naming verb, or of the verb whose subject or object the talks are.
fn tense(line: &Line<'_>, words: &TalkWords, named: &Named) -> Option<StatusCue> {
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
        // “Syria talks” are about Syria; “Geneva talks” are in Geneva.
        let country =
            place.is_some_and(|place| draft.places[place.index()].precision == PlacePrecision::Country);
        let compound = !country
            && !named.is_verb()
            && tokens.end <= named.first()
            && named.first().saturating_sub(tokens.end) <= 1;
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
        if preposition.is_some() && !compound && !may_host(line, named, tokens.clone(), anchor) {
            continue;
        }
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

/// Whether a phrase of place can tell where talks are held: it hangs on them or on a verb, not on another noun
/// (“talks to end the war in X”).
fn may_host(line: &Line<'_>, named: &Named, tokens: std::ops::Range<u32>, preposition: u32) -> bool {
    let analysis = line.analysis;
    let top = (preposition..tokens.end)
        .map(TokenId)
        .filter(|&token| matches!(analysis.token(token).upos, Upos::Noun | Upos::Propn))
        .find(|&token| {
            analysis
                .token(token)
                .head
                .is_none_or(|head| head.0 < preposition || head.0 >= tokens.end)
        });
    let Some(mut above) = top.and_then(|top| analysis.token(top).head) else {
        return true;
    };
    // “on the sidelines of a forum in X”
    while matches!(
        line.lemma(above.0),
        "forum" | "sideline" | "sidelines" | "margin" | "conference" | "summit"
    ) {
        match analysis.token(above).head {
            Some(next) => above = next,
            None => break,
        }
    }
    named.heads.contains(&above)
        || !matches!(analysis.token(above).upos, Upos::Noun | Upos::Propn | Upos::Pron)
        || analysis.token(above).head.is_some_and(|next| {
            named.heads.contains(&next) && above.0 > next.0 && line.lemma(above.0) == "with"
        })
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

/// Whether a verb is the one of the mention, or the one above it through infinitives (“failed to reach … at talks”).
fn governs(line: &Line<'_>, verb: TokenId, named: &Named) -> bool {
    let mut at = named.verb;
    while let Some(own) = at {
        if own == verb {
            return true;
        }
        let token = line.analysis.token(own);
        at = token.head.filter(|_| token.deprel == Deprel::Xcomp);
    }
    false
}

/// Whether the words say that the meeting is still to come.
fn is_to_come(aspects: &Aspects) -> bool {
    let best = aspects.status.iter().max_by_key(|cue| cue.weight);
    best.is_some_and(|cue| {
        cue.weight > 1
            && matches!(
                cue.status,
                TalkStatus::Scheduled | TalkStatus::Proposed | TalkStatus::Conditional
            )
    })
}

/// The weekday of what is to come is the next one, not the last (“they are to meet on Sunday”).
fn next_week(context: &Context<'_>, draft: &Draft, line: &Line<'_>, date: String) -> String {
    let is_weekday = draft.times.iter().any(|time| {
        line.tokens.contains(&time.tokens.start)
            && time.value == date
            && context.words(time.bytes).to_lowercase().ends_with("day")
            && !context.words(time.bytes).to_lowercase().contains("yester")
    });
    let (Some(published), Ok(day)) = (context.published, date.parse::<jiff::civil::Date>()) else {
        return date;
    };
    let gone = (published - day).get_days();
    if is_weekday
        && (1..7).contains(&gone)
        && let Ok(next) = day.checked_add(jiff::Span::new().days(7))
    {
        return next.to_string();
    }
    date
}

/// What the date says, where no word says more.
fn dated(context: &Context<'_>, aspects: &Aspects) -> Option<StatusCue> {
    let told = aspects.status.iter().any(|cue| cue.weight > 1);
    let date = aspects.date.as_deref().filter(|date| !told && date.len() == 10)?;
    let published = context.published?.to_string();
    let status = match date.cmp(published.as_str()) {
        std::cmp::Ordering::Less => TalkStatus::Held,
        std::cmp::Ordering::Greater => TalkStatus::Scheduled,
        std::cmp::Ordering::Equal => return None,
    };
    Some(StatusCue {
        status,
        weight: 2,
        words: format!("dated {date}"),
    })
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
            // “four days before they begin” is no date of its own.
            && !matches!(line.lemma(time.tokens.end), "before" | "after" | "since")
            && !matches!(line.lemma(time.tokens.end.saturating_sub(1)), "before" | "after" | "since")
    });
    let best = near
        .map(|time| (distance(named, time.tokens.start, time.tokens.end), time))
        .filter(|(far, time)| {
            let on_verb = (time.tokens.start..time.tokens.end).any(|token| {
                let head = line.analysis.token(TokenId(token)).head;
                head.is_some_and(|head| governs(line, head, named))
            });
            *far <= DATE_REACH || on_verb
        })
        .min_by_key(|(far, _)| *far)?;
    let value = &best.1.value;
    let day = if value.contains('/') {
        value.as_str()
    } else {
        value.split('T').next().unwrap_or(value)
    };
    Some(day.to_owned())
}
