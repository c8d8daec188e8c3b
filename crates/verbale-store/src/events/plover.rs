//! PLOVER JSON: the manual's field names, one object an event. A dot in a column's name is an object in an object, `[]`
//! a list of objects whose fields stand side by side.

use super::cells::{Whole, country_name, point, published, region, whole};
use super::dyad::mention;
use super::polecat::country;
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value, days};
use std::borrow::Cow;
use verbale_record::{Actor, Event, Place, PlacePrecision};

pub(crate) struct Plover;

impl Table for Plover {
    type Row<'r> = Whole<'r>;
    const NAME: &'static str = "plover";
    const ABOUT: &'static str = "One object an event that happened (asserted, or historical with a date) and has an \
        actor, which PLOVER requires. Fields without a value are left out. Left out altogether: factuality, \
        attribution, statements, talks and positions.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        column("id", Kind::Text, "Record id and event id", "id, events.id", |c, r| Value::owned(format!("{}-{}", c.record.id, r.event.id))),
        column("date", Kind::Date, "First day of the event", "events.date.value", |_, r| Value::date(span(r.event).map(|(first, _)| first))),
        column("enddate", Kind::Date, "Last day, where it is another", "events.date.value", |_, r| Value::date(span(r.event).filter(|(first, last)| first != last).map(|(_, last)| last))),
        column("actor[].code", Kind::TextList, "PLOVER country code", "actors.country, data/exports/countries.tsv", |_, r| each(&r.actors, country)),
        column("actor[].sector", Kind::TextList, "First two sectors", "actors.sectors", |_, r| sectors(&r.actors)),
        column("actor[].entity_text", Kind::TextList, "Words of the mention in the clause, or of the first mention", "actors.mentions.text", |_, r| words(r.event, &r.actors)),
        column("actor[].identifier_text", Kind::TextList, "Canonical name", "actors.name", |_, r| each(&r.actors, |actor| Some(&actor.name))),
        column("actor[].office", Kind::TextList, "Office", "actors.office", |_, r| each(&r.actors, |actor| actor.office.as_deref())),
        column("recipient[].code", Kind::TextList, "PLOVER country code", "actors.country, data/exports/countries.tsv", |_, r| each(&r.recipients, country)),
        column("recipient[].sector", Kind::TextList, "First two sectors", "actors.sectors", |_, r| sectors(&r.recipients)),
        column("recipient[].entity_text", Kind::TextList, "Words of the mention in the clause, or of the first mention", "actors.mentions.text", |_, r| words(r.event, &r.recipients)),
        column("recipient[].identifier_text", Kind::TextList, "Canonical name", "actors.name", |_, r| each(&r.recipients, |actor| Some(&actor.name))),
        column("recipient[].office", Kind::TextList, "Office", "actors.office", |_, r| each(&r.recipients, |actor| actor.office.as_deref())),
        column("event", Kind::TextList, "PLOVER type", "events.type", |_, r| Value::collect([r.event.kind.as_str()])),
        column("mode", Kind::TextList, "PLOVER mode", "events.mode", |_, r| Value::collect(r.event.mode.as_deref())),
        column("context", Kind::TextList, "PLOVER contexts", "events.contexts", |_, r| Value::texts(&r.event.contexts)),
        column("quad_code", Kind::Integer, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", "events.quad", |_, r| Value::Integer(r.event.quad.number().into())),
        column("event_scale", Kind::Double, "Goldstein value of the event's CAMEO 1.1b3 code, -10 to 10", "events.intensity", |_, r| Value::single(r.event.intensity)),
        column("event_text", Kind::TextList, "The clause", "events.span.text", |_, r| Value::collect([r.event.span.text.as_str()])),
        column("event_loc.extracted_place", Kind::Text, "Words of the place's first mention", "places.mentions.text", |_, r| Value::maybe(r.place.and_then(|place| place.mentions.first()).map(|span| span.text.as_str()))),
        column("event_loc.resolved_place", Kind::Text, "Name of the place", "places.name", |_, r| Value::maybe(r.place.map(|place| place.name.as_str()))),
        column("event_loc.geonameid", Kind::Integer, "GeoNames id", "places.geonames", |_, r| Value::integer(r.place.and_then(|place| place.geonames))),
        column("event_loc.lat", Kind::Double, "Degrees north", "places.lat", |_, r| Value::double(r.place.and_then(|place| place.lat))),
        column("event_loc.lon", Kind::Double, "Degrees east", "places.lon", |_, r| Value::double(r.place.and_then(|place| place.lon))),
        column("event_loc.city", Kind::Text, "Town", "places.name", |_, r| Value::maybe(point(r.place))),
        column("event_loc.province", Kind::Text, "First-level region", "places.admin1", |_, r| Value::maybe(region(r.place))),
        column("event_loc.country", Kind::Text, "Name of the country", "places.country, data/exports/countries.tsv", |_, r| Value::maybe(country_name(r.place.and_then(|place| place.country.as_deref())))),
        column("event_loc.country_code", Kind::Text, "ISO 3166-1 alpha-3", "places.country", |_, r| Value::maybe(r.place.and_then(|place| place.country.as_deref()))),
        column("event_loc.resolution", Kind::Integer, "1 country, 2 region, 4 town", "places.precision", |_, r| Value::integer(r.place.map(resolution))),
        column("text_info.sequence", Kind::Integer, "Number of the sentence, from 1; the headline is one", "events.trigger.start, report.text", |c, r| Value::count(c.sentence(r.event.trigger.start))),
        column("text_info.start", Kind::Integer, "First code point of the clause", "events.span.start", |_, r| Value::integer(Some(r.event.span.start.0))),
        column("text_info.end", Kind::Integer, "The code point after its last", "events.span.end", |_, r| Value::integer(Some(r.event.span.end.0))),
        column("cite_info.url", Kind::Text, "URL of the report, or its file name", "report.source", |c, _| Value::maybe(Some(&c.record.report.source))),
        column("cite_info.title", Kind::Text, "Headline", "report.title.text", |c, _| Value::maybe(c.record.report.title.as_ref().map(|title| title.text.as_str()))),
        column("cite_info.publication", Kind::Text, "Publisher", "report.publisher", |c, _| Value::maybe(c.record.report.publisher.as_deref())),
        column("cite_info.citation", Kind::Text, "Day of publication", "report.published", |c, _| published(c).map_or(Value::Null, |day| Value::owned(day.to_string()))),
        column("cite_info.language", Kind::Text, "ISO 639-1 code", "report.language", |c, _| Value::maybe(Some(&c.record.report.language))),
        column("cite_info.coder", Kind::Text, "Version of the engine and name of the model", "engine", |c, _| Value::maybe(Some(&c.record.engine))),
        column("cite_info.codebook", Kind::Text, "PLOVER's version", "constant", |_, _| Value::text("plover-0.8")),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Whole<'r>> {
        let mut rows = whole(context);
        rows.retain(|row| !row.actors.is_empty());
        rows
    }
}

fn span(event: &Event) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    days(&event.date.as_ref()?.value)
}

fn resolution(place: &Place) -> u8 {
    match place.precision {
        PlacePrecision::Country => 1,
        PlacePrecision::Admin1 => 2,
        PlacePrecision::Point => 4,
    }
}

/// One property of each actor; an empty item is left out of its object.
fn each<'r>(actors: &[&'r Actor], property: fn(&'r Actor) -> Option<&'r str>) -> Value<'r> {
    Value::collect(actors.iter().map(|actor| property(actor).unwrap_or_default()))
}

fn sectors<'r>(actors: &[&'r Actor]) -> Value<'r> {
    Value::Texts(
        actors
            .iter()
            .map(|actor| Cow::Owned(actor.sectors.iter().take(2).map(String::as_str).collect()))
            .collect(),
    )
}

fn words<'r>(event: &Event, actors: &[&'r Actor]) -> Value<'r> {
    Value::collect(actors.iter().map(|actor| {
        let mention = mention(event, actor).or_else(|| actor.mentions.first());
        mention.map_or("", |mention| mention.span.text.as_str())
    }))
}
