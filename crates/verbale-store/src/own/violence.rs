//! Incidents and casualty figures.

use super::cells::{count, end, first_day, id, last_day, published, record_id, source, start};
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};
use verbale_record::{Casualties as Figure, Incident};

pub(crate) struct Incidents;

impl Table for Incidents {
    type Row<'r> = &'r Incident;
    const NAME: &'static str = "incidents";
    const ABOUT: &'static str = "One row a violent incident. Its casualty figures stand in table casualties, because \
        several may be reported.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("id", Kind::Text, "The incident's id in its record", "incidents.id", |_, i| Value::text(&i.id)),
        source(),
        published(),
        column("type", Kind::Text, "attack, shelling, air-strike, clash, bombing, abduction, siege, ...", "incidents.type", |_, i| Value::text(&i.kind)),
        column("place", Kind::Text, "Id of the place, in table places", "incidents.place", |_, i| id(i.place.as_ref())),
        column("place_name", Kind::Text, "Its name", "places.name", |c, i| Value::maybe(c.place(i.place.as_ref()).map(|place| place.name.as_str()))),
        column("place_country", Kind::Text, "Its country, ISO 3166-1 alpha-3", "places.country", |c, i| Value::maybe(c.place(i.place.as_ref()).and_then(|place| place.country.as_deref()))),
        column("lat", Kind::Double, "Its latitude in degrees north", "places.lat", |c, i| Value::double(c.place(i.place.as_ref()).and_then(|place| place.lat))),
        column("lon", Kind::Double, "Its longitude in degrees east", "places.lon", |c, i| Value::double(c.place(i.place.as_ref()).and_then(|place| place.lon))),
        column("date", Kind::Text, "When, in ISO 8601", "incidents.date", |_, i| Value::maybe(i.date.as_deref())),
        column("date_start", Kind::Date, "First day of date", "incidents.date", |_, i| first_day(i.date.as_deref())),
        column("date_end", Kind::Date, "Last day of date", "incidents.date", |_, i| last_day(i.date.as_deref())),
        column("perpetrator", Kind::Text, "Id of the actor who did it, in table actors", "incidents.perpetrator", |_, i| id(i.perpetrator.as_ref())),
        column("perpetrator_name", Kind::Text, "Its name", "actors.name", |c, i| Value::maybe(c.actor_name(i.perpetrator.as_ref()))),
        column("perpetrator_basis", Kind::Text, "stated, alleged-by or none", "incidents.perpetrator_basis", |_, i| Value::text(i.perpetrator_basis.as_str())),
        column("target", Kind::Text, "What or who was hit, in the report's words", "incidents.target", |_, i| Value::maybe(i.target.as_deref())),
        column("event", Kind::Text, "Id of the event it is, in table events", "incidents.event", |_, i| id(i.event.as_ref())),
        column("span", Kind::Text, "The words it rests on", "incidents.span.text", |_, i| Value::text(&i.span.text)),
        column("span_start", Kind::Integer, "Their first code point in the report's text", "incidents.span.start", |_, i| start(Some(&i.span))),
        column("span_end", Kind::Integer, "The code point after their last", "incidents.span.end", |_, i| end(Some(&i.span))),
        column("confidence", Kind::Double, "Calibrated, 0 to 1", "incidents.confidence", |_, i| Value::single(i.confidence)),
        column("because", Kind::TextList, "Why", "incidents.because", |_, i| Value::texts(&i.because)),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Incident> {
        context.record.incidents.iter().collect()
    }
}

pub(crate) struct Casualties;

impl Table for Casualties {
    type Row<'r> = (&'r Incident, &'r Figure);
    const NAME: &'static str = "casualties";
    const ABOUT: &'static str = "One row a casualty figure. Figures of one incident may be of several sources: do not \
        add them up unread.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("incident", Kind::Text, "Id of the incident, in table incidents", "incidents.id", |_, (incident, _)| Value::text(&incident.id)),
        column("measure", Kind::Text, "killed, injured, missing, displaced or detained", "incidents.casualties.measure", |_, (_, f)| Value::text(f.measure.as_str())),
        column("min", Kind::Integer, "Least number", "incidents.casualties.min", |_, (_, f)| count(f.min)),
        column("max", Kind::Integer, "Greatest number", "incidents.casualties.max", |_, (_, f)| count(f.max)),
        column("qualifier", Kind::Text, "exact, at-least, up-to or about", "incidents.casualties.qualifier", |_, (_, f)| Value::text(f.qualifier.as_str())),
        column("group", Kind::Text, "Who they were, in the report's words", "incidents.casualties.group", |_, (_, f)| Value::maybe(f.group.as_deref())),
        column("reported_by", Kind::Text, "Id of the actor who says so", "incidents.casualties.reported_by", |_, (_, f)| id(f.reported_by.as_ref())),
        column("reported_by_name", Kind::Text, "Its name", "actors.name", |c, (_, f)| Value::maybe(c.actor_name(f.reported_by.as_ref()))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Self::Row<'r>> {
        let figures =
            |incident: &'r Incident| incident.casualties.iter().map(move |figure| (incident, figure));
        context.record.incidents.iter().flat_map(figures).collect()
    }
}
