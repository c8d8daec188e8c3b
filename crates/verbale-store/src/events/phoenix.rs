//! Phoenix.

use super::actor_code::ActorCode;
use super::cells::{Row, compact, copied, month, point, publisher, region, root, two_sided, url, year};
use super::dyad::Directions;
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};

pub(crate) struct Phoenix;

impl Table for Phoenix {
    type Row<'r> = Row<'r>;
    const NAME: &'static str = "phoenix";
    const ABOUT: &'static str = "One row a pair of actors of an event that happened (asserted, or historical with a \
        date). Lists of actors are expanded to pairs; an act that both sides do stands once. Events with one side only \
        are left out, and so are factuality, attribution, statements, talks and positions, which Phoenix has no place \
        for. CAMEO codes are those of 1.1b3.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        column("EventID", Kind::Text, "Id of the row, the same in every run", "hash of record id, event id and the pair", |_, r| Value::owned(r.dyad.id.to_string())),
        column("Date", Kind::Text, "Day of the event, YYYYMMDD; empty where no single day is known", "events.date.value", |_, r| compact(r.dyad.day())),
        column("Year", Kind::Integer, "Year of the event", "events.date.value", |_, r| year(r)),
        column("Month", Kind::Text, "Month of the event, two digits", "events.date.value", |_, r| month(r, "%m")),
        column("Day", Kind::Text, "Day of the month, two digits", "events.date.value", |_, r| r.dyad.day().map_or(Value::Null, |day| Value::owned(day.strftime("%d").to_string()))),
        column("SourceActorFull", Kind::Text, "CAMEO code of the source", "actors.code (composed of actors.country and actors.sectors where that is null), with CAMEO's country codes", |_, r| copied(&r.source.full)),
        column("SourceActorEntity", Kind::Text, "Its country, or the kind of body that it is instead", "actors.code", |_, r| entity(&r.source)),
        column("SourceActorRole", Kind::Text, "Its role", "actors.code", |_, r| copied(role(&r.source))),
        column("SourceActorAttribute", Kind::Text, "What else the code says, joined by ;", "actors.code", |_, r| attribute(&r.source)),
        column("TargetActorFull", Kind::Text, "CAMEO code of the target", "actors.code (composed of actors.country and actors.sectors where that is null), with CAMEO's country codes", |_, r| copied(&r.target.full)),
        column("TargetActorEntity", Kind::Text, "Its country, or the kind of body that it is instead", "actors.code", |_, r| entity(&r.target)),
        column("TargetActorRole", Kind::Text, "Its role", "actors.code", |_, r| copied(role(&r.target))),
        column("TargetActorAttribute", Kind::Text, "What else the code says, joined by ;", "actors.code", |_, r| attribute(&r.target)),
        column("EventCode", Kind::Text, "CAMEO 1.1b3 code, leading zeros kept", "events.cameo", |_, r| copied(&r.dyad.cameo)),
        column("EventRootCode", Kind::Text, "Its first two digits", "events.cameo", |_, r| root(r)),
        column("QuadClass", Kind::Integer, "0 neutral, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by the root", "data/exports/roots.tsv", |_, r| Value::integer(r.classes.map(|classes| classes.penta))),
        column("GoldsteinScore", Kind::Double, "Goldstein value of the code, -10 to 10", "data/ontology/cameo.tsv", |_, r| Value::single(r.dyad.intensity())),
        column("Issues", Kind::Text, "Phoenix' own list of issues", "not known, empty", |_, _| Value::Null),
        column("Lat", Kind::Double, "Degrees north", "places.lat", |_, r| Value::double(r.place.and_then(|place| place.lat))),
        column("Lon", Kind::Double, "Degrees east", "places.lon", |_, r| Value::double(r.place.and_then(|place| place.lon))),
        column("LocationName", Kind::Text, "Town", "places.name", |_, r| Value::maybe(point(r.place))),
        column("StateName", Kind::Text, "First-level region", "places.admin1", |_, r| Value::maybe(region(r.place))),
        column("CountryName", Kind::Text, "ISO 3166-1 alpha-3, as Phoenix writes it", "places.country", |_, r| Value::maybe(r.place.and_then(|place| place.country.as_deref()))),
        column("SentenceID", Kind::Text, "Record id and number of the sentence, from 1", "id, events.trigger.start", |c, r| Value::owned(format!("{}_{}", c.record.id, c.sentence(r.dyad.event.trigger.start)))),
        column("URLs", Kind::Text, "URL of the report, or its file name", "report.source", |c, _| Value::maybe(url(c).or(Some(&c.record.report.source)))),
        column("NewsSources", Kind::Text, "Publisher, or the host of the URL", "report.publisher, report.source", |c, _| Value::maybe(publisher(c))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Row<'r>> {
        let mut rows = two_sided(context, Directions::One);
        // Without a code on either side there is nothing in a row that Phoenix' columns could hold.
        rows.retain(|row| !row.source.full.is_empty() && !row.target.full.is_empty());
        rows
    }
}

/// The country; for bodies without one, the first role (IGO, NGO).
fn entity<'r>(code: &ActorCode) -> Value<'r> {
    copied(if code.country.is_empty() {
        code.role(0)
    } else {
        &code.country
    })
}

fn role(code: &ActorCode) -> &str {
    code.role(usize::from(code.country.is_empty()))
}

fn attribute<'r>(code: &ActorCode) -> Value<'r> {
    let taken = 1 + usize::from(code.country.is_empty());
    let others = code.roles.iter().skip(taken).map(String::as_str);
    let all = [code.group.as_str(), code.ethnic.as_str()].into_iter();
    let all = all.chain(code.religions.iter().map(String::as_str)).chain(others);
    let parts: Vec<&str> = all.filter(|part| !part.is_empty()).collect();
    Value::owned(parts.join(";"))
}
