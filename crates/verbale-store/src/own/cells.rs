//! Cells that several tables share.

use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value, days};
use verbale_record::{Actor, Id, Span};

/// The key that every table has.
pub(super) const fn record_id<T: Table>() -> Column<T> {
    column(
        "record_id",
        Kind::Text,
        "The record; the same in all tables",
        "id",
        |context, _| Value::text(&context.record.id),
    )
}

/// Where the report comes from, beside the rows that people count.
pub(super) const fn source<T: Table>() -> Column<T> {
    column(
        "source",
        Kind::Text,
        "File name or URL of the report",
        "report.source",
        |context, _| Value::text(&context.record.report.source),
    )
}

/// The report's day, beside the rows that people count.
pub(super) const fn published<T: Table>() -> Column<T> {
    column(
        "published",
        Kind::Date,
        "Day of publication",
        "report.published",
        |context, _| published_day(context),
    )
}

pub(super) fn published_day<'r>(context: &Context<'r>) -> Value<'r> {
    first_day(context.record.report.published.as_deref())
}

/// The first day of an ISO 8601 value.
pub(super) fn first_day<'r>(value: Option<&str>) -> Value<'r> {
    Value::date(value.and_then(days).map(|(first, _)| first))
}

/// The last day of an ISO 8601 value.
pub(super) fn last_day<'r>(value: Option<&str>) -> Value<'r> {
    Value::date(value.and_then(days).map(|(_, last)| last))
}

/// A number of people, lines or bytes: none of them needs the 64th bit.
pub(super) fn count<'r>(number: Option<u64>) -> Value<'r> {
    Value::integer(number.map(|number| i64::try_from(number).unwrap_or(i64::MAX)))
}

pub(super) fn id(id: Option<&Id>) -> Value<'_> {
    Value::maybe(id.map(String::as_str))
}

pub(super) fn words(span: Option<&Span>) -> Value<'_> {
    span.map_or(Value::Null, |span| Value::text(&span.text))
}

pub(super) fn start<'r>(span: Option<&Span>) -> Value<'r> {
    Value::integer(span.map(|span| span.start.0))
}

pub(super) fn end<'r>(span: Option<&Span>) -> Value<'r> {
    Value::integer(span.map(|span| span.end.0))
}

pub(super) fn starts<'r>(spans: &[Span]) -> Value<'r> {
    Value::Integers(spans.iter().map(|span| span.start.0.into()).collect())
}

pub(super) fn ends<'r>(spans: &[Span]) -> Value<'r> {
    Value::Integers(spans.iter().map(|span| span.end.0.into()).collect())
}

pub(super) fn all_words(spans: &[Span]) -> Value<'_> {
    Value::collect(spans.iter().map(|span| span.text.as_str()))
}

/// One property of each of several actors; an empty item where an actor has none.
pub(super) fn of_actors<'r>(
    context: &Context<'r>,
    ids: &[Id],
    property: fn(&'r Actor) -> Option<&'r str>,
) -> Value<'r> {
    Value::collect(
        ids.iter()
            .map(|id| context.actor(id).and_then(property).unwrap_or_default()),
    )
}

#[allow(clippy::unnecessary_wraps)] // It stands beside properties that may be absent.
pub(super) fn name(actor: &Actor) -> Option<&str> {
    Some(&actor.name)
}

pub(super) fn code(actor: &Actor) -> Option<&str> {
    actor.code.as_deref()
}

pub(super) fn country(actor: &Actor) -> Option<&str> {
    actor.country.as_deref()
}
