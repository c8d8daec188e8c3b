//! When an act took place.

use super::clauses;
use super::matching::Match;
use crate::draft::{Context, Draft, TimeExpression};
use jiff::civil::Date;
use verbale_record::{DateBasis, DatePrecision, EventDate, StatementForm, TimeKind};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A date more than this many days before publication makes an act background.
const RECENT_DAYS: i32 = 14;
/// How far before publication the day of the news may lie.
const NEWS_DAYS: i32 = 4;
/// How much worse the day that an act was told on is than a day of its own.
const SAID: u32 = 10;
/// Through how many verbs above it an act shares a time.
const SHARED: u32 = 3;

/// The date of an act: the time that its clause or the clause above states, else, for what is told as news, the day
/// that the report is about.
pub(super) fn date(
    context: &Context<'_>,
    draft: &Draft,
    act: &Match,
    news: Option<&EventDate>,
) -> Option<EventDate> {
    let analysis = context.analysis;
    let verb = act.support.unwrap_or(act.predicate);
    let sentence = analysis.sentence_of(verb);
    let stated = draft
        .times_in(sentence.first.0..sentence.end.0)
        .iter()
        .filter(|time| is_calendar(time))
        .filter_map(|time| {
            let depth = shared_depth(analysis, time, act)?;
            Some(((depth, time.tokens.start.abs_diff(verb.0)), time))
        });
    if let Some((_, time)) = stated.min_by_key(|&(rank, _)| rank) {
        return dated(&time.value, DateBasis::Stated);
    }
    news.cloned()
}

/// The day of the news, for what is told as such and what is done by saying it.
pub(super) fn of_news(context: &Context<'_>, draft: &Draft) -> Option<EventDate> {
    let (day, basis) = news_day(context, draft, context.published?);
    dated(&day.to_string(), basis)
}

fn dated(value: &str, basis: DateBasis) -> Option<EventDate> {
    let value = in_months(value);
    let value = match value.split_once('T') {
        Some((day, _)) if !value.contains('/') => day.to_owned(),
        _ => value,
    };
    Some(EventDate {
        precision: precision(&value)?,
        value,
        basis,
    })
}

/// A season as the months that it covers: a reader of dates need not know TIMEX3.
fn in_months(value: &str) -> String {
    let Some((year, season)) = value.split_once('-') else {
        return value.to_owned();
    };
    match (season, year.parse::<i32>()) {
        ("SP", _) => format!("{year}-03/{year}-05"),
        ("SU", _) => format!("{year}-06/{year}-08"),
        ("FA", _) => format!("{year}-09/{year}-11"),
        ("WI", Ok(number)) => format!("{year}-12/{}-02", number + 1),
        _ => value.to_owned(),
    }
}

fn is_calendar(time: &TimeExpression) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Interval) && precision(&in_months(&time.value)).is_some()
}

/// The day that the report is about: of the days shortly before publication, the one that it states most often
/// outside of quoted speech.
fn news_day(context: &Context<'_>, draft: &Draft, published: Date) -> (Date, DateBasis) {
    let quoted = |time: &TimeExpression| {
        draft.statements.iter().any(|said| {
            matches!(said.form, StatementForm::Direct | StatementForm::DirectUnmarked)
                && said.content.contains(time.bytes)
        })
    };
    let titled = |time: &TimeExpression| context.in_title(TokenId(time.tokens.start));
    let mut counts: Vec<(Date, u32)> = Vec::new();
    let told = draft
        .times
        .iter()
        .filter(|time| time.kind == TimeKind::Date && !quoted(time) && !titled(time));
    for day in told.filter_map(|time| time.value.get(..10)?.parse::<Date>().ok()) {
        if !(0..=NEWS_DAYS).contains(&(published - day).get_days()) {
            continue;
        }
        match counts.iter_mut().find(|(known, _)| *known == day) {
            Some((_, count)) => *count += 1,
            None => counts.push((day, 1)),
        }
    }
    // Of equals the one told first: reports begin with what is new.
    let mut best: Option<(Date, u32)> = None;
    for (day, count) in counts {
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((day, count));
        }
    }
    best.map_or((published, DateBasis::Published), |(day, _)| {
        (day, DateBasis::Context)
    })
}

/// How many verbs lie between an act and the time it shares; `None` where the time belongs to something else.
fn shared_depth(analysis: &Analysis, time: &TimeExpression, act: &Match) -> Option<u32> {
    let owner = owner(analysis, time)?;
    let verb = act.support.unwrap_or(act.predicate);
    if owner == verb || owner == act.predicate {
        return Some(0);
    }
    // “seized the town and set up camp last summer”: told at the end for all that is coordinated.
    if analysis.token(owner).deprel == Deprel::Conj && analysis.token(owner).head == Some(verb) {
        return Some(1);
    }
    // “stopped them from entering the camp on Monday”.
    let below = analysis.token(owner);
    if below.head == Some(verb)
        && (below.deprel == Deprel::Xcomp
            || below.deprel == Deprel::Advcl && analysis.form(owner).ends_with("ing"))
    {
        return Some(1);
    }
    let mut token = verb;
    for depth in 1..=SHARED {
        let own = analysis.token(token);
        let above = own.head?;
        // “said on Monday that they had left”: for want of better.
        if own.deprel == Deprel::Ccomp && owner == above {
            return Some(depth + SAID);
        }
        let shares = match own.deprel.universal() {
            "conj" | "advcl" | "xcomp" | "obl" | "nsubj" | "obj" | "nmod" => true,
            "acl" => own.deprel != Deprel::AclRelcl,
            _ => false,
        };
        if !shares {
            return None;
        }
        if owner == above {
            return Some(depth);
        }
        token = above;
    }
    None
}

/// What a time tells the date of: the noun that it describes (“a 1994 truce”), else the verb above it.
fn owner(analysis: &Analysis, time: &TimeExpression) -> Option<TokenId> {
    let inside = |token: TokenId| time.tokens.contains(&token.0);
    let mut token = time
        .tokens
        .clone()
        .map(TokenId)
        .find(|&token| analysis.token(token).head.is_none_or(|head| !inside(head)))?;
    let own = analysis.token(token);
    // “In 2009 Greece …” is often read as a number of Greece.
    let before = TokenId(time.tokens.start).previous();
    let adverbial = before.is_some_and(|before| analysis.token(before).upos == Upos::Adp)
        && own
            .head
            .is_some_and(|head| head > token && analysis.token(head).upos == Upos::Propn);
    let describes = matches!(
        own.deprel,
        Deprel::Nummod | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss
    );
    if describes && !adverbial {
        return own.head;
    }
    loop {
        let above = analysis.token(token).head?;
        let upos = analysis.token(above).upos;
        if !matches!(upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv)
            || clauses::is_verbal(analysis, above)
        {
            return Some(above);
        }
        token = above;
    }
}

fn precision(value: &str) -> Option<DatePrecision> {
    if !value.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if value.contains('/') {
        return Some(DatePrecision::Interval);
    }
    match value.len() {
        4 => Some(DatePrecision::Year),
        _ if value.contains('W') => Some(DatePrecision::Week),
        7 => Some(DatePrecision::Month),
        length if length >= 10 => Some(DatePrecision::Day),
        _ => None,
    }
}

/// Whether a day lies after the report.
pub(super) fn is_to_come(context: &Context<'_>, date: &EventDate) -> bool {
    let day = date.value.parse::<Date>().ok();
    day.zip(context.published)
        .is_some_and(|(day, published)| day > published)
}

/// Whether a stated date lies well before the report.
pub(super) fn is_old(context: &Context<'_>, date: &EventDate) -> bool {
    let Some(published) = context.published.filter(|_| date.basis == DateBasis::Stated) else {
        return false;
    };
    let end = date.value.rsplit('/').next().unwrap_or(&date.value);
    let mut parts = end.splitn(3, '-').map(str::parse::<i32>);
    let (Some(Ok(year)), month, day) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    if let (Some(Ok(_)), Some(Ok(_))) = (&month, &day) {
        return end
            .parse::<Date>()
            .is_ok_and(|day| (published - day).get_days() > RECENT_DAYS);
    }
    match month {
        Some(Ok(month)) => {
            i32::from(published.year()) * 12 + i32::from(published.month()) > year * 12 + month
        }
        None => year < i32::from(published.year()),
        Some(Err(_)) => false,
    }
}
