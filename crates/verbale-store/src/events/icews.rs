//! ICEWS.

use super::cells::{Row, copied, country_name, point, publisher, region, two_sided};
use super::dyad::{Directions, identifier};
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};
use verbale_record::Actor;
use verbale_record::ontology::Ontology;

pub(crate) struct Icews;

impl Table for Icews {
    type Row<'r> = Row<'r>;
    const NAME: &'static str = "icews";
    const ABOUT: &'static str = "One row a pair of actors of an event that happened (asserted, or historical with a \
        date). Lists of actors are expanded to pairs; an act that both sides do (data/exports/reciprocal.tsv) stands \
        twice, once each way. Events with one side only are left out, and so are factuality, \
        attribution, statements, talks and positions, which ICEWS has no place for. CAMEO codes are those of 1.1b3.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        column("Event ID", Kind::Integer, "Id of the event and pair, the same in every run; below 2^53", "hash of record id, event id and the pair", |_, r| Value::Integer(r.dyad.id)),
        column("Event Date", Kind::Date, "Day of the event; empty where no single day is known", "events.date.value", |_, r| Value::date(r.dyad.day())),
        column("Source Name", Kind::Text, "Name of the source", "actors.name", |_, r| name(r.dyad.source)),
        column("Source Sectors", Kind::Text, "Names of its sectors, joined by commas", "actors.sectors, data/ontology/sectors.tsv", |_, r| sectors(r.dyad.source)),
        column("Source Country", Kind::Text, "Name of its country", "actors.country, data/exports/countries.tsv", |_, r| country(r.dyad.source)),
        column("Event Text", Kind::Text, "Name of the code", "data/ontology/cameo.tsv", |_, r| event_text(r)),
        column("CAMEO Code", Kind::Text, "CAMEO 1.1b3 code, leading zeros kept", "events.cameo", |_, r| copied(&r.dyad.cameo)),
        column("Intensity", Kind::Double, "Goldstein value of the code, -10 to 10", "data/ontology/cameo.tsv", |_, r| Value::single(r.dyad.intensity())),
        column("Target Name", Kind::Text, "Name of the target", "actors.name", |_, r| name(r.dyad.target)),
        column("Target Sectors", Kind::Text, "Names of its sectors, joined by commas", "actors.sectors, data/ontology/sectors.tsv", |_, r| sectors(r.dyad.target)),
        column("Target Country", Kind::Text, "Name of its country", "actors.country, data/exports/countries.tsv", |_, r| country(r.dyad.target)),
        column("Story ID", Kind::Integer, "Id of the report, the same in every run; below 2^53", "hash of record id", |c, _| Value::Integer(identifier(&[&c.record.id]))),
        column("Sentence Number", Kind::Integer, "Number of the sentence, from 1; the headline is one", "events.trigger.start, report.text", |c, r| Value::count(c.sentence(r.dyad.event.trigger.start))),
        column("Publisher", Kind::Text, "Publisher, or the host of the URL", "report.publisher, report.source", |c, _| Value::maybe(publisher(c))),
        column("City", Kind::Text, "Town", "places.name", |_, r| Value::maybe(point(r.place))),
        column("District", Kind::Text, "Second-level region", "not known, empty", |_, _| Value::Null),
        column("Province", Kind::Text, "First-level region", "places.admin1", |_, r| Value::maybe(region(r.place))),
        column("Country", Kind::Text, "Name of the country", "places.country, data/exports/countries.tsv", |_, r| Value::maybe(country_name(r.place.and_then(|place| place.country.as_deref())))),
        column("Latitude", Kind::Double, "Degrees north", "places.lat", |_, r| Value::double(r.place.and_then(|place| place.lat))),
        column("Longitude", Kind::Double, "Degrees east", "places.lon", |_, r| Value::double(r.place.and_then(|place| place.lon))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Row<'r>> {
        two_sided(context, Directions::Both)
    }
}

fn name(actor: Option<&Actor>) -> Value<'_> {
    Value::maybe(actor.map(|actor| actor.name.as_str()))
}

fn country(actor: Option<&Actor>) -> Value<'_> {
    Value::maybe(country_name(actor.and_then(|actor| actor.country.as_deref())))
}

fn sectors<'r>(actor: Option<&'r Actor>) -> Value<'r> {
    let ontology = Ontology::get();
    let name = |code: &'r String| -> &'r str {
        let known = code.parse().ok().and_then(|code| ontology.sector(code));
        known.map_or(code, |sector| &sector.name)
    };
    let names: Vec<&str> = actor.map_or(Vec::new(), |actor| actor.sectors.iter().map(name).collect());
    Value::owned(names.join(","))
}

fn event_text<'r>(row: &Row<'r>) -> Value<'r> {
    let entry = row
        .dyad
        .cameo
        .parse()
        .ok()
        .and_then(|code| Ontology::get().cameo(code));
    Value::maybe(entry.map(|entry| entry.name.as_str()))
}
