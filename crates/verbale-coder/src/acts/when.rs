//! When and where an act took place.

use crate::draft::{Context, Draft, PlaceIndex, TimeExpression};
use jiff::civil::Date;
use verbale_record::{DateBasis, DatePrecision, EventDate, TimeKind};
use verbale_syntax::{Analysis, TokenId};

/// A date more than this many days before publication makes an act background.
const RECENT_DAYS: i32 = 31;

/// The date of an act: the time nearest to it in its clause, else the day of publication.
pub(super) fn date(
    context: &Context<'_>,
    draft: &Draft,
    predicate: TokenId,
    asserted: bool,
) -> Option<EventDate> {
    let stated = draft
        .times
        .iter()
        .filter(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Interval) && precision(&time.value).is_some()
        })
        .filter(|time| hangs_on(context.analysis, time, predicate))
        .min_by_key(|time| time.tokens.start.abs_diff(predicate.0));
    if let Some(time) = stated {
        let value = time.value.get(..10).unwrap_or(&time.value).to_owned();
        return Some(EventDate {
            precision: precision(&value)?,
            value,
            basis: DateBasis::Stated,
        });
    }
    let published = context.published.filter(|_| asserted)?;
    Some(EventDate {
        value: published.to_string(),
        precision: DatePrecision::Day,
        basis: DateBasis::Published,
    })
}

fn hangs_on(analysis: &Analysis, time: &TimeExpression, predicate: TokenId) -> bool {
    let clause = analysis.subtree(predicate);
    time.tokens.start >= clause.start && time.tokens.end <= clause.end
        || analysis.token(predicate).head.is_some_and(|head| {
            time.tokens
                .clone()
                .any(|token| analysis.token(TokenId(token)).head == Some(head))
        })
}

fn precision(value: &str) -> Option<DatePrecision> {
    if value.contains('/') {
        return Some(DatePrecision::Interval);
    }
    if !value.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    match value.len() {
        4 => Some(DatePrecision::Year),
        _ if value.contains('W') => Some(DatePrecision::Week),
        7 => Some(DatePrecision::Month),
        length if length >= 10 => Some(DatePrecision::Day),
        _ => None,
    }
}

/// Whether a stated date lies well before the report.
pub(super) fn is_old(context: &Context<'_>, date: &EventDate) -> bool {
    let Some(published) = context.published.filter(|_| date.basis == DateBasis::Stated) else {
        return false;
    };
    match date.precision {
        DatePrecision::Year => date
            .value
            .parse::<i16>()
            .is_ok_and(|year| year < published.year()),
        DatePrecision::Day => date
            .value
            .parse::<Date>()
            .is_ok_and(|day| (published - day).get_days() > RECENT_DAYS),
        DatePrecision::Month => {
            let mut parts = date.value.splitn(2, '-').map(str::parse::<i32>);
            let (Some(Ok(year)), Some(Ok(month))) = (parts.next(), parts.next()) else {
                return false;
            };
            (i32::from(published.year()) - year) * 12 + i32::from(published.month()) - month > 1
        }
        DatePrecision::Week | DatePrecision::Interval => false,
    }
}

/// The place that a locative phrase of the act names.
pub(super) fn place(analysis: &Analysis, draft: &Draft, predicate: TokenId) -> Option<PlaceIndex> {
    let near = |head: TokenId| {
        let above = analysis.token(head).head;
        above == Some(predicate) || above.is_some() && above == analysis.token(predicate).head
    };
    let located = |head: TokenId| {
        analysis.children(head).iter().any(|&case| {
            matches!(
                analysis.lemma(case),
                "in" | "at" | "near" | "outside" | "on" | "around"
            )
        })
    };
    draft.places.iter().enumerate().find_map(|(index, place)| {
        let found = place
            .mentions
            .iter()
            .any(|&(_, head)| near(head) && located(head));
        found.then_some(PlaceIndex(index as u32))
    })
}
