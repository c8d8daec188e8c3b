//! Actors, places, times, their mentions, relations, and the reports themselves.

use super::cells::{
    count, end, ends, first_day, id, last_day, published_day, record_id, start, starts, words,
};
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};
use verbale_record::{Actor, Place, Record, Relation, Span, Time};

pub(crate) struct Actors;

impl Table for Actors {
    type Row<'r> = &'r Actor;
    const NAME: &'static str = "actors";
    const ABOUT: &'static str = "One row an actor of a report. All its mentions stand in table mentions.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("id", Kind::Text, "The actor's id in its record", "actors.id", |_, a| Value::text(&a.id)),
        column("name", Kind::Text, "Canonical name", "actors.name", |_, a| Value::text(&a.name)),
        column("kind", Kind::Text, "person, state, government, armed-group, igo, ngo, media, company, party, civilians or other", "actors.kind", |_, a| Value::text(a.kind.as_str())),
        column("country", Kind::Text, "ISO 3166-1 alpha-3, or IGO, NGO, MNC, ...", "actors.country", |_, a| Value::maybe(a.country.as_deref())),
        column("sectors", Kind::TextList, "PLOVER sector codes", "actors.sectors", |_, a| Value::texts(&a.sectors)),
        column("code", Kind::Text, "CAMEO-style code such as RUSGOV", "actors.code", |_, a| Value::maybe(a.code.as_deref())),
        column("office", Kind::Text, "Office held on the report's date", "actors.office", |_, a| Value::maybe(a.office.as_deref())),
        column("rank", Kind::Text, "Its rank", "actors.rank", |_, a| Value::text(a.rank.as_str())),
        column("member_of", Kind::Text, "Id of the actor it belongs to", "actors.member_of", |_, a| id(a.member_of.as_ref())),
        column("member_of_name", Kind::Text, "Its name", "actors.name", |c, a| Value::maybe(c.actor_name(a.member_of.as_ref()))),
        column("known", Kind::Boolean, "Whether a lexicon knows the actor", "actors.known", |_, a| Value::Boolean(a.known)),
        column("mentions", Kind::Integer, "Rows in table mentions", "count of actors.mentions", |_, a| Value::count(a.mentions.len())),
        column("text", Kind::Text, "Words of the first mention", "actors.mentions.text", |_, a| words(first(a))),
        column("start", Kind::Integer, "Their first code point in the report's text", "actors.mentions.start", |_, a| start(first(a))),
        column("end", Kind::Integer, "The code point after their last", "actors.mentions.end", |_, a| end(first(a))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Actor> {
        context.record.actors.iter().collect()
    }
}

fn first(actor: &Actor) -> Option<&Span> {
    actor.mentions.first().map(|mention| &mention.span)
}

pub(crate) struct Places;

impl Table for Places {
    type Row<'r> = &'r Place;
    const NAME: &'static str = "places";
    const ABOUT: &'static str = "One row a place of a report. All its mentions stand in table mentions.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("id", Kind::Text, "The place's id in its record", "places.id", |_, p| Value::text(&p.id)),
        column("name", Kind::Text, "Canonical name", "places.name", |_, p| Value::text(&p.name)),
        column("country", Kind::Text, "ISO 3166-1 alpha-3", "places.country", |_, p| Value::maybe(p.country.as_deref())),
        column("admin1", Kind::Text, "First-level region", "places.admin1", |_, p| Value::maybe(p.admin1.as_deref())),
        column("lat", Kind::Double, "Latitude in degrees north", "places.lat", |_, p| Value::double(p.lat)),
        column("lon", Kind::Double, "Longitude in degrees east", "places.lon", |_, p| Value::double(p.lon)),
        column("geonames", Kind::Integer, "GeoNames id", "places.geonames", |_, p| Value::integer(p.geonames)),
        column("precision", Kind::Text, "point, admin1 or country", "places.precision", |_, p| Value::text(p.precision.as_str())),
        column("mentions", Kind::Integer, "Rows in table mentions", "count of places.mentions", |_, p| Value::count(p.mentions.len())),
        column("text", Kind::Text, "Words of the first mention", "places.mentions.text", |_, p| words(p.mentions.first())),
        column("start", Kind::Integer, "Their first code point in the report's text", "places.mentions.start", |_, p| start(p.mentions.first())),
        column("end", Kind::Integer, "The code point after their last", "places.mentions.end", |_, p| end(p.mentions.first())),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Place> {
        context.record.places.iter().collect()
    }
}

pub(crate) struct Times;

impl Table for Times {
    type Row<'r> = &'r Time;
    const NAME: &'static str = "times";
    const ABOUT: &'static str = "One row a time of a report. All its mentions stand in table mentions.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("id", Kind::Text, "The time's id in its record", "times.id", |_, t| Value::text(&t.id)),
        column("value", Kind::Text, "ISO 8601, or a reference of TIMEX3", "times.value", |_, t| Value::text(&t.value)),
        column("date_start", Kind::Date, "First day, where it is on the calendar", "times.value", |_, t| first_day(Some(&t.value))),
        column("date_end", Kind::Date, "Last day, where it is on the calendar", "times.value", |_, t| last_day(Some(&t.value))),
        column("kind", Kind::Text, "date, duration, interval or reference", "times.kind", |_, t| Value::text(t.kind.as_str())),
        column("mentions", Kind::Integer, "Rows in table mentions", "count of times.mentions", |_, t| Value::count(t.mentions.len())),
        column("text", Kind::Text, "Words of the first mention", "times.mentions.text", |_, t| words(t.mentions.first())),
        column("start", Kind::Integer, "Their first code point in the report's text", "times.mentions.start", |_, t| start(t.mentions.first())),
        column("end", Kind::Integer, "The code point after their last", "times.mentions.end", |_, t| end(t.mentions.first())),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Time> {
        context.record.times.iter().collect()
    }
}

pub(crate) struct Mentions;

/// A mention of an actor, a place or a time.
pub(crate) struct Mention<'r> {
    of: &'r str,
    layer: &'static str,
    form: Option<&'static str>,
    span: &'r Span,
}

impl Table for Mentions {
    type Row<'r> = Mention<'r>;
    const NAME: &'static str = "mentions";
    const ABOUT: &'static str = "One row a mention of an actor, place or time.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("of", Kind::Text, "Id of what is mentioned", "actors.id, places.id, times.id", |_, m| Value::text(m.of)),
        column("layer", Kind::Text, "The table it stands in: actors, places or times", "name of the field", |_, m| Value::text(m.layer)),
        column("form", Kind::Text, "name, nominal, pronoun or metonym; for actors only", "actors.mentions.form", |_, m| Value::maybe(m.form)),
        column("text", Kind::Text, "The words", "mentions.text", |_, m| Value::text(&m.span.text)),
        column("start", Kind::Integer, "Their first code point in the report's text", "mentions.start", |_, m| start(Some(m.span))),
        column("end", Kind::Integer, "The code point after their last", "mentions.end", |_, m| end(Some(m.span))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Mention<'r>> {
        let Record {
            actors,
            places,
            times,
            ..
        } = context.record;
        let plain = |of: &'r str, layer: &'static str, span: &'r Span| Mention {
            of,
            layer,
            form: None,
            span,
        };
        let of_actors = actors.iter().flat_map(|actor| {
            actor.mentions.iter().map(|mention| Mention {
                of: &actor.id,
                layer: "actors",
                form: Some(mention.form.as_str()),
                span: &mention.span,
            })
        });
        let of_places = places
            .iter()
            .flat_map(|place| place.mentions.iter().map(|span| plain(&place.id, "places", span)));
        let of_times = times
            .iter()
            .flat_map(|time| time.mentions.iter().map(|span| plain(&time.id, "times", span)));
        of_actors.chain(of_places).chain(of_times).collect()
    }
}

pub(crate) struct Relations;

impl Table for Relations {
    type Row<'r> = &'r Relation;
    const NAME: &'static str = "relations";
    const ABOUT: &'static str = "One row a lasting relation between two actors.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("a", Kind::Text, "Id of the first actor, in table actors", "relations.a", |_, r| Value::text(&r.a)),
        column("a_name", Kind::Text, "Its name", "actors.name", |c, r| Value::maybe(c.actor_name(Some(&r.a)))),
        column("relation", Kind::Text, "ally-of, supplies-arms-to, depends-on, backs, opposes, kin-of or member-of", "relations.relation", |_, r| Value::text(r.relation.as_str())),
        column("b", Kind::Text, "Id of the second actor, in table actors", "relations.b", |_, r| Value::text(&r.b)),
        column("b_name", Kind::Text, "Its name", "actors.name", |c, r| Value::maybe(c.actor_name(Some(&r.b)))),
        column("on", Kind::Text, "Goods or ground", "relations.on", |_, r| Value::maybe(r.on.as_deref())),
        column("span", Kind::Text, "The words it rests on", "relations.span.text", |_, r| Value::text(&r.span.text)),
        column("span_start", Kind::Integer, "Their first code point in the report's text", "relations.span.start", |_, r| start(Some(&r.span))),
        column("span_end", Kind::Integer, "The code point after their last", "relations.span.end", |_, r| end(Some(&r.span))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Relation> {
        context.record.relations.iter().collect()
    }
}

pub(crate) struct Reports;

impl Table for Reports {
    type Row<'r> = &'r Record;
    const NAME: &'static str = "reports";
    const ABOUT: &'static str =
        "One row a report. Its file appears last: where it is, the folder is complete.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("schema", Kind::Text, "Name of the record's schema", "schema", |_, r| Value::text(&r.schema)),
        column("engine", Kind::Text, "Version of the engine and name of the model", "engine", |_, r| Value::text(&r.engine)),
        column("source", Kind::Text, "File name or URL", "report.source", |_, r| Value::text(&r.report.source)),
        column("document", Kind::Text, "Name that its collection knows it by", "report.document", |_, r| Value::maybe(r.report.document.as_deref())),
        column("origin_file", Kind::Text, "File of many reports that it stands in", "report.origin.file", |_, r| Value::maybe(r.report.origin.as_ref().map(|origin| origin.file.as_str()))),
        column("origin_line", Kind::Integer, "Its line there, from 1", "report.origin.line", |_, r| count(r.report.origin.as_ref().and_then(|origin| origin.line))),
        column("origin_offset", Kind::Integer, "Byte where it begins, after unpacking", "report.origin.offset", |_, r| count(r.report.origin.as_ref().and_then(|origin| origin.offset))),
        column("origin_member", Kind::Integer, "Byte where its compressed member begins in the file", "report.origin.member", |_, r| count(r.report.origin.as_ref().and_then(|origin| origin.member))),
        column("title", Kind::Text, "Headline; that of an HTML page with plain quotation marks", "report.title.text", |_, r| words(r.report.title.as_ref())),
        column("title_start", Kind::Integer, "Its first code point in text", "report.title.start", |_, r| start(r.report.title.as_ref())),
        column("title_end", Kind::Integer, "The code point after its last", "report.title.end", |_, r| end(r.report.title.as_ref())),
        column("byline", Kind::Text, "Who wrote it", "report.byline", |_, r| Value::maybe(r.report.byline.as_deref())),
        column("publisher", Kind::Text, "Who published it", "report.publisher", |_, r| Value::maybe(r.report.publisher.as_deref())),
        column("language", Kind::Text, "ISO 639-1 code", "report.language", |_, r| Value::text(&r.report.language)),
        column("published", Kind::Date, "Day of publication", "report.published", |c, _| published_day(c)),
        column("published_basis", Kind::Text, "How that day was found: metadata, dateline, given or inferred", "report.published_basis", |_, r| Value::maybe(r.report.published_basis.map(verbale_record::PublishedBasis::as_str))),
        column("text", Kind::Text, "The text that all offsets point into", "report.text", |_, r| Value::text(&r.report.text)),
        column("furniture_starts", Kind::IntegerList, "First code points of what is not the article", "report.furniture.start", |_, r| starts(&r.report.furniture)),
        column("furniture_ends", Kind::IntegerList, "The code points after their last", "report.furniture.end", |_, r| ends(&r.report.furniture)),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Record> {
        vec![context.record]
    }
}
