//! POLECAT.

use super::cells::{Whole, point, published, publisher, region, whole};
use super::dyad::{day, mention};
use crate::codes::Codes;
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};
use std::borrow::Cow;
use verbale_record::{Actor, ActorKind, Event};

pub(crate) struct Polecat;

const UNKNOWN: &str = "not known, None";

impl Table for Polecat {
    type Row<'r> = Whole<'r>;
    const NAME: &'static str = "polecat";
    const ABOUT: &'static str = "One row an event that happened (asserted, or historical with a date). Actors are not \
        expanded: several values stand in one cell, joined by semicolon and space, and items that stand side by side \
        belong together; what is missing is None. Left out, because POLECAT has no place for them: factuality, \
        attribution, statements, talks, positions, CAMEO codes, and events without any actor.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        column("Event ID", Kind::Text, "Record id and event id", "id, events.id", |c, r| Value::owned(format!("{}-{}", c.record.id, r.event.id))),
        column("Event Date", Kind::Date, "Day of the event; None where no single day is known", "events.date.value", |_, r| Value::date(day(r.event))),
        column("Event Type", Kind::Text, "PLOVER type", "events.type", |_, r| Value::text(r.event.kind.as_str())),
        column("Event Mode", Kind::Text, "PLOVER mode", "events.mode", |_, r| Value::maybe(r.event.mode.as_deref())),
        column("Intensity", Kind::Double, "Goldstein value of the event's CAMEO code, -10 to 10; not POLECAT's own scale", "events.intensity", |_, r| Value::single(r.event.intensity)),
        column("Quad Code", Kind::Text, "VERBAL COOPERATION, MATERIAL COOPERATION, VERBAL CONFLICT or MATERIAL CONFLICT", "events.quad", |_, r| Value::owned(r.event.quad.name().to_uppercase())),
        column("Contexts", Kind::TextList, "PLOVER contexts", "events.contexts", |_, r| Value::texts(&r.event.contexts)),
        column("Actor Name", Kind::TextList, "Names of the actors", "actors.name", |_, r| all(&r.actors, |actor| Some(&actor.name))),
        column("Actor Country", Kind::TextList, "PLOVER country codes", "actors.country, data/exports/countries.tsv", |_, r| all(&r.actors, country)),
        column("Actor COW", Kind::TextList, "Correlates of War country codes", "actors.country, data/exports/countries.tsv", |_, r| all(&r.actors, cow)),
        column("Primary Actor Sector", Kind::TextList, "First sector of each actor", "actors.sectors", |_, r| all(&r.actors, primary)),
        column("Actor Sectors", Kind::TextList, "All their sectors", "actors.sectors", |_, r| sectors(&r.actors)),
        column("Actor Title", Kind::TextList, "Offices", "actors.office", |_, r| all(&r.actors, |actor| actor.office.as_deref())),
        column("Actor Name Raw", Kind::TextList, "Words of the mention in the clause, or of the first mention", "actors.mentions.text", |_, r| raw(r.event, &r.actors)),
        column("Wikipedia Actor ID", Kind::TextList, "Wikipedia article", UNKNOWN, |_, _| Value::Texts(Vec::new())),
        column("Recipient Name", Kind::TextList, "Names of the recipients", "actors.name", |_, r| all(&r.recipients, |actor| Some(&actor.name))),
        column("Recipient Country", Kind::TextList, "PLOVER country codes", "actors.country, data/exports/countries.tsv", |_, r| all(&r.recipients, country)),
        column("Recipient COW", Kind::TextList, "Correlates of War country codes", "actors.country, data/exports/countries.tsv", |_, r| all(&r.recipients, cow)),
        column("Primary Recipient Sector", Kind::TextList, "First sector of each recipient", "actors.sectors", |_, r| all(&r.recipients, primary)),
        column("Recipient Sectors", Kind::TextList, "All their sectors", "actors.sectors", |_, r| sectors(&r.recipients)),
        column("Recipient Title", Kind::TextList, "Offices", "actors.office", |_, r| all(&r.recipients, |actor| actor.office.as_deref())),
        column("Recipient Name Raw", Kind::TextList, "Words of the mention in the clause, or of the first mention", "actors.mentions.text", |_, r| raw(r.event, &r.recipients)),
        column("Wikipedia Recipient ID", Kind::TextList, "Wikipedia article", UNKNOWN, |_, _| Value::Texts(Vec::new())),
        column("Placename", Kind::Text, "Name of the place", "places.name", |_, r| Value::maybe(r.place.map(|place| place.name.as_str()))),
        column("City", Kind::Text, "Town", "places.name", |_, r| Value::maybe(point(r.place))),
        column("District", Kind::Text, "Second-level region", UNKNOWN, |_, _| Value::Null),
        column("Province", Kind::Text, "First-level region", "places.admin1", |_, r| Value::maybe(region(r.place))),
        column("Country", Kind::Text, "ISO 3166-1 alpha-3", "places.country", |_, r| Value::maybe(r.place.and_then(|place| place.country.as_deref()))),
        column("Latitude", Kind::Double, "Degrees north", "places.lat", |_, r| Value::double(r.place.and_then(|place| place.lat))),
        column("Longitude", Kind::Double, "Degrees east", "places.lon", |_, r| Value::double(r.place.and_then(|place| place.lon))),
        column("GeoNames ID", Kind::Integer, "GeoNames id", "places.geonames", |_, r| Value::integer(r.place.and_then(|place| place.geonames))),
        column("Raw Placename", Kind::Text, "Words of the place's first mention", "places.mentions.text", |_, r| Value::maybe(r.place.and_then(|place| place.mentions.first()).map(|span| span.text.as_str()))),
        column("Feature Type", Kind::Text, "GeoNames feature", UNKNOWN, |_, _| Value::Null),
        column("Source", Kind::Text, "Publisher, or the host of the URL", "report.publisher, report.source", |c, _| Value::maybe(publisher(c))),
        column("Publication Date", Kind::Date, "Day of publication", "report.published", |c, _| Value::date(published(c))),
        column("Story People", Kind::TextList, "Names of the report's persons", "actors.name", |c, _| named(c, |actor| actor.kind == ActorKind::Person)),
        column("Story Organizations", Kind::TextList, "Names of the report's other actors", "actors.name", |c, _| named(c, |actor| actor.kind != ActorKind::Person)),
        column("Story Locations", Kind::TextList, "Names of the report's places", "places.name", |c, _| Value::collect(c.record.places.iter().map(|place| place.name.as_str()))),
        column("Language", Kind::Text, "ISO 639-1 code", "report.language", |c, _| Value::maybe(Some(&c.record.report.language))),
        column("Version", Kind::Text, "Version of the engine and name of the model", "engine", |c, _| Value::maybe(Some(&c.record.engine))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Whole<'r>> {
        let mut rows = whole(context);
        rows.retain(|row| !row.actors.is_empty() || !row.recipients.is_empty());
        rows
    }
}

/// One property of each actor; nothing at all where none of them has it.
fn all<'r>(actors: &[&'r Actor], property: fn(&'r Actor) -> Option<&'r str>) -> Value<'r> {
    let items: Vec<Option<&str>> = actors.iter().map(|actor| property(actor)).collect();
    if items.iter().all(Option::is_none) {
        return Value::Texts(Vec::new());
    }
    Value::collect(items.into_iter().map(|item| item.unwrap_or("None")))
}

/// PLOVER's code of a country; of an international body, its own.
pub(super) fn country(actor: &Actor) -> Option<&str> {
    let country = actor.country.as_deref()?;
    match Codes::get().country(country) {
        Some(known) => Some(known.plover.as_str()).filter(|code| !code.is_empty()),
        // The two bodies that PLOVER tells from other international ones.
        None => match actor.code.as_deref().and_then(|code| code.get(3..6)) {
            Some(body @ ("UNO" | "EUR")) => Some(body),
            _ => Some(country),
        },
    }
}

fn cow(actor: &Actor) -> Option<&str> {
    let country = Codes::get().country(actor.country.as_deref()?)?;
    Some(country.cow.as_str()).filter(|code| !code.is_empty())
}

fn primary(actor: &Actor) -> Option<&str> {
    actor.sectors.first().map(String::as_str)
}

fn sectors<'r>(actors: &[&'r Actor]) -> Value<'r> {
    Value::collect(
        actors
            .iter()
            .flat_map(|actor| actor.sectors.iter().map(String::as_str)),
    )
}

fn raw<'r>(event: &Event, actors: &[&'r Actor]) -> Value<'r> {
    let words = |actor: &&'r Actor| {
        let mention = mention(event, actor).or_else(|| actor.mentions.first());
        Cow::Borrowed(mention.map_or("None", |mention| mention.span.text.as_str()))
    };
    Value::Texts(actors.iter().map(words).collect())
}

fn named<'r>(context: &Context<'r>, kept: fn(&Actor) -> bool) -> Value<'r> {
    let actors = context.record.actors.iter().filter(|actor| kept(actor));
    Value::collect(actors.map(|actor| actor.name.as_str()))
}
