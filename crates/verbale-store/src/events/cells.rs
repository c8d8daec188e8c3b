//! Cells that several of the event formats share.

use super::actor_code::ActorCode;
use super::dyad::{Directions, Dyad, dyads, happened};
use crate::codes::{Classes, Codes};
use crate::context::Context;
use crate::value::{Value, days};
use jiff::civil::Date;
use verbale_record::{Actor, Event, Place, PlacePrecision};

/// A dyad with the codes of both sides and the place, found once a row.
pub(crate) struct Row<'r> {
    pub(super) dyad: Dyad<'r>,
    pub(super) source: ActorCode,
    pub(super) target: ActorCode,
    pub(super) place: Option<&'r Place>,
    pub(super) classes: Option<Classes>,
}

pub(super) fn rows<'r>(context: &Context<'r>, directions: Directions) -> Vec<Row<'r>> {
    let row = |dyad: Dyad<'r>| Row {
        source: ActorCode::of(dyad.source),
        target: ActorCode::of(dyad.target),
        place: dyad.place(context),
        classes: Codes::get().classes(&dyad.cameo),
        dyad,
    };
    dyads(context, directions).into_iter().map(row).collect()
}

/// Rows with both a source and a target.
pub(super) fn two_sided<'r>(context: &Context<'r>, directions: Directions) -> Vec<Row<'r>> {
    let mut rows = rows(context, directions);
    rows.retain(|row| row.dyad.source.is_some() && row.dyad.target.is_some());
    rows
}

/// An event with its actors and place looked up, for the formats that expand nothing.
pub(crate) struct Whole<'r> {
    pub(super) event: &'r Event,
    pub(super) actors: Vec<&'r Actor>,
    pub(super) recipients: Vec<&'r Actor>,
    pub(super) place: Option<&'r Place>,
}

/// The events that happened.
pub(super) fn whole<'r>(context: &Context<'r>) -> Vec<Whole<'r>> {
    let known =
        |ids: &'r [String]| -> Vec<&'r Actor> { ids.iter().filter_map(|id| context.actor(id)).collect() };
    let whole = |event: &'r Event| Whole {
        event,
        actors: known(&event.actor),
        recipients: known(&event.recipient),
        place: context.place(event.place.as_ref()),
    };
    context
        .record
        .events
        .iter()
        .filter(|event| happened(event))
        .map(whole)
        .collect()
}

/// Copies words out of the row.
pub(super) fn copied<'r>(text: &str) -> Value<'r> {
    Value::owned(text.to_owned())
}

/// A day as digits: 20220310.
pub(super) fn compact<'r>(date: Option<Date>) -> Value<'r> {
    date.map_or(Value::Null, |date| {
        Value::owned(date.strftime("%Y%m%d").to_string())
    })
}

/// The year, where the event lies in one.
pub(super) fn year<'r>(row: &Row<'r>) -> Value<'r> {
    let one = row
        .dyad
        .days()
        .filter(|(first, last)| first.year() == last.year());
    Value::integer(one.map(|(first, _)| first.year()))
}

/// The month as `%Y%m` or `%m`, where the event lies in one.
pub(super) fn month<'r>(row: &Row<'r>, form: &str) -> Value<'r> {
    let one = row
        .dyad
        .days()
        .filter(|(first, last)| first.first_of_month() == last.first_of_month());
    one.map_or(Value::Null, |(first, _)| {
        Value::owned(first.strftime(form).to_string())
    })
}

/// The report's day at midnight: 20220310000000. The clock of the run is left out, so that output stays the same.
pub(super) fn added<'r>(context: &Context<'r>) -> Value<'r> {
    published(context).map_or(Value::Null, |date| {
        Value::owned(date.strftime("%Y%m%d000000").to_string())
    })
}

pub(super) fn published(context: &Context<'_>) -> Option<Date> {
    let (first, last) = days(context.record.report.published.as_deref()?)?;
    (first == last).then_some(first)
}

/// CAMEO's root: the first two digits.
pub(super) fn root<'r>(row: &Row<'r>) -> Value<'r> {
    row.dyad.cameo.get(..2).map_or(Value::Null, copied)
}

/// The name of a place that is a town or a spot; a region or country is none.
pub(super) fn point(place: Option<&Place>) -> Option<&str> {
    let place = place.filter(|place| place.precision == PlacePrecision::Point)?;
    Some(&place.name)
}

/// The first-level region: of a town, or the place itself.
pub(super) fn region(place: Option<&Place>) -> Option<&str> {
    let place = place?;
    match place.precision {
        PlacePrecision::Admin1 => Some(place.admin1.as_deref().unwrap_or(&place.name)),
        _ => place.admin1.as_deref(),
    }
}

/// The everyday name of a country code.
pub(super) fn country_name<'r>(alpha3: Option<&str>) -> Option<&'r str> {
    let country = Codes::get().country(alpha3?)?;
    Some(&country.name)
}

/// The source, where it is a URL.
pub(super) fn url<'r>(context: &Context<'r>) -> Option<&'r str> {
    let source = context.record.report.source.as_str();
    (source.starts_with("http://") || source.starts_with("https://")).then_some(source)
}

/// Publisher, or the host of a URL.
pub(super) fn publisher<'r>(context: &Context<'r>) -> Option<&'r str> {
    let named = context.record.report.publisher.as_deref();
    named.or_else(|| {
        let (_, rest) = url(context)?.split_once("://")?;
        let host = rest.split(['/', '?', '#', ':']).next()?;
        Some(host.strip_prefix("www.").unwrap_or(host))
    })
}
