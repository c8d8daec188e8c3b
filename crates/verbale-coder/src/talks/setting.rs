//! Where and when talks are held.

use super::aspects::{Aspects, distance};
use super::mentions::{Line, Named};
use super::status::StatusCue;
use crate::draft::{Bytes, Context, Draft, PlaceIndex, TimeExpression};
use verbale_record::{PlacePrecision, TalkStatus, TimeKind};
use verbale_syntax::{Deprel, NameKind, TokenId, Upos};

/// Where talks are held.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Venue {
    /// The place, where the places stage has it.
    pub place: Option<PlaceIndex>,
    /// Its name in the text.
    pub name: String,
}

/// The tokens nearer to this mention than to another of the sentence.
pub(super) fn is_own(all: &[Named], at: usize, token: u32) -> bool {
    let own = distance(&all[at], token, token + 1);
    (0..all.len()).all(|index| index == at || distance(&all[index], token, token + 1) >= own)
}

pub(super) fn venue(
    context: &Context<'_>,
    draft: &Draft,
    line: &Line<'_>,
    all: &[Named],
    at: usize,
) -> Option<Venue> {
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
            .take_while(|&token| {
                !line.is_finite(token) && line.lemma(token) != "," && line.upos(token) != Upos::Sconj
            })
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
    let is_thing = matches!(analysis.token(above).upos, Upos::Noun | Upos::Propn | Upos::Pron);
    if is_told_by(line, named, above) {
        return false;
    }
    named.heads.contains(&above)
        || !is_thing && !is_point_in_time(line, named)
        || analysis.token(above).head.is_some_and(|next| {
            named.heads.contains(&next) && above.0 > next.0 && line.lemma(above.0) == "with"
        })
}

/// Whether a token stands in a clause that the talks are the subject of, not in one with them (“the meeting showed that
/// nobody wants peace in X”).
fn is_told_by(line: &Line<'_>, named: &Named, token: TokenId) -> bool {
    let analysis = line.analysis;
    let up =
        |from: TokenId| std::iter::successors(Some(from), |&at| analysis.token(at).head).take(LONGEST_WAY);
    up(token)
        .filter(|&at| analysis.token(at).deprel == Deprel::Ccomp)
        .any(|content| named.heads.iter().all(|&head| up(head).all(|at| at != content)))
}

/// How far up a tree one looks.
const LONGEST_WAY: usize = 40;

/// “ahead of the talks”: they only tell when something else was, elsewhere and on another day.
fn is_point_in_time(line: &Line<'_>, named: &Named) -> bool {
    let head = named.heads[0];
    !named.is_verb()
        && line.analysis.children(head).iter().any(|&child| {
            matches!(line.analysis.token(child).deprel, Deprel::Case | Deprel::Mark)
                && matches!(
                    line.lemma(child.0),
                    "ahead" | "before" | "after" | "since" | "until" | "following"
                )
        })
}

/// The places of a sentence: of the places stage, and names that the syntax takes for places.
fn places(
    context: &Context<'_>,
    draft: &Draft,
    line: &Line<'_>,
) -> Vec<(std::ops::Range<u32>, Option<PlaceIndex>, String)> {
    let known = line
        .places
        .iter()
        .filter(|(tokens, _)| tokens.end <= line.tokens.end);
    let named = |&(ref tokens, place): &(std::ops::Range<u32>, PlaceIndex)| {
        let name = draft.places[place.index()].name.to_lowercase();
        (tokens.clone(), Some(place), name)
    };
    let mut found: Vec<_> = known.map(named).collect();
    let all = context.analysis.names();
    let before = |limit: u32| all.partition_point(|name| name.first.0 < limit);
    for name in &all[before(line.tokens.start)..before(line.tokens.end)] {
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
pub(super) fn note(context: &Context<'_>, line: &Line<'_>, named: &Named) -> Option<Bytes> {
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
    // “the meeting that X had called for Sunday”
    let own = line.analysis.token(verb);
    own.deprel == Deprel::AclRelcl && own.head.is_some_and(|head| named.heads.contains(&head))
}

/// Whether the words say that the meeting is still to come.
pub(super) fn is_to_come(aspects: &Aspects) -> bool {
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
pub(super) fn next_week(context: &Context<'_>, draft: &Draft, line: &Line<'_>, date: String) -> String {
    let is_weekday = times_in(draft, line).iter().any(|time| {
        time.value == date
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
pub(super) fn dated(context: &Context<'_>, aspects: &Aspects) -> Option<StatusCue> {
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
/// How near a date stands that belongs to the talks whatever the tree says.
const DATE_BESIDE: u32 = 2;

pub(super) fn date(draft: &Draft, line: &Line<'_>, all: &[Named], at: usize) -> Option<String> {
    let named = &all[at];
    let near = times_in(draft, line).iter().filter(|time| {
        matches!(time.kind, TimeKind::Date | TimeKind::Interval)
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
        .filter(|(far, time)| match bound(line, time.tokens.clone(), named) {
            Bound::Own => true,
            Bound::Open => *far <= DATE_REACH,
            Bound::Other => *far <= DATE_BESIDE,
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

/// The times of a sentence.
fn times_in<'d>(draft: &'d Draft, line: &Line<'_>) -> &'d [TimeExpression] {
    let before = |limit: u32| draft.times.partition_point(|time| time.tokens.start < limit);
    &draft.times[before(line.tokens.start)..before(line.tokens.end)]
}

/// How the tree binds a time to talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    /// It hangs on their verb or on them.
    Own,
    /// It hangs on another verb, which does not tell of them.
    Open,
    /// It dates something else: who tells of them (“said on Monday that they would meet”), another thing (“a deal in May”).
    Other,
}

fn bound(line: &Line<'_>, time: std::ops::Range<u32>, named: &Named) -> Bound {
    let analysis = line.analysis;
    let outside = |token: TokenId| !time.contains(&token.0);
    let head = time
        .clone()
        .map(TokenId)
        .find_map(|token| analysis.token(token).head.filter(|&head| outside(head)));
    let Some(head) = head else {
        return Bound::Open;
    };
    if named.heads.contains(&head) {
        return Bound::Own;
    }
    let other_time = is_point_in_time(line, named);
    if governs(line, head, named) {
        return if other_time { Bound::Other } else { Bound::Own };
    }
    let is_thing = matches!(analysis.token(head).upos, Upos::Noun | Upos::Propn);
    if is_thing {
        // “the first day of talks on Monday”, “talks in the town on Monday”
        let joined = named
            .heads
            .iter()
            .any(|&own| analysis.is_within(own, head) || analysis.is_within(head, own));
        return if joined { Bound::Own } else { Bound::Other };
    }
    // Whether the verb that is dated tells of the talks.
    let mut at = named.verb.unwrap_or(named.heads[0]);
    while let Some(above) = analysis.token(at).head {
        if above == head {
            let told = analysis.token(at).deprel.universal() == "ccomp";
            return if told { Bound::Other } else { Bound::Open };
        }
        at = above;
    }
    Bound::Open
}
