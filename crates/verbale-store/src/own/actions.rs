//! Events and statements.

use super::cells::{
    code, country, end, first_day, id, last_day, name, of_actors, published, record_id, source, start, words,
};
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};
use verbale_record::{Event, Statement};

pub(crate) struct Events;

impl Table for Events {
    type Row<'r> = &'r Event;
    const NAME: &'static str = "events";
    const ABOUT: &'static str = "One row an event: who did what to whom. Actors and recipients are lists; nothing is \
        expanded to pairs. Events that are denied, possible or to come stand here too: filter by factuality.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("id", Kind::Text, "The event's id in its record", "events.id", |_, e| Value::text(&e.id)),
        source(),
        published(),
        column("type", Kind::Text, "PLOVER event type", "events.type", |_, e| Value::text(e.kind.as_str())),
        column("mode", Kind::Text, "PLOVER mode", "events.mode", |_, e| Value::maybe(e.mode.as_deref())),
        column("contexts", Kind::TextList, "PLOVER contexts", "events.contexts", |_, e| Value::texts(&e.contexts)),
        column("cameo", Kind::Text, "CAMEO 1.1b3 code, leading zeros kept", "events.cameo", |_, e| Value::maybe(Some(&e.cameo))),
        column("quad", Kind::Integer, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", "events.quad", |_, e| Value::Integer(e.quad.number().into())),
        column("intensity", Kind::Double, "Goldstein scale, -10 to 10", "events.intensity", |_, e| Value::single(e.intensity)),
        column("actor", Kind::TextList, "Ids of those who did it, in table actors", "events.actor", |_, e| Value::texts(&e.actor)),
        column("actor_names", Kind::TextList, "Their names, in the same order", "actors.name", |c, e| of_actors(c, &e.actor, name)),
        column("actor_codes", Kind::TextList, "Their CAMEO-style codes, in the same order, empty where unknown", "actors.code", |c, e| of_actors(c, &e.actor, code)),
        column("actor_countries", Kind::TextList, "Their countries, in the same order, empty where unknown", "actors.country", |c, e| of_actors(c, &e.actor, country)),
        column("recipient", Kind::TextList, "Ids of those to whom it was done, in table actors", "events.recipient", |_, e| Value::texts(&e.recipient)),
        column("recipient_names", Kind::TextList, "Their names, in the same order", "actors.name", |c, e| of_actors(c, &e.recipient, name)),
        column("recipient_codes", Kind::TextList, "Their CAMEO-style codes, in the same order, empty where unknown", "actors.code", |c, e| of_actors(c, &e.recipient, code)),
        column("recipient_countries", Kind::TextList, "Their countries, in the same order, empty where unknown", "actors.country", |c, e| of_actors(c, &e.recipient, country)),
        column("date", Kind::Text, "When, in ISO 8601: a day, week, month, year or interval", "events.date.value", |_, e| Value::maybe(e.date.as_ref().map(|date| date.value.as_str()))),
        column("date_start", Kind::Date, "First day of date", "events.date.value", |_, e| first_day(e.date.as_ref().map(|date| date.value.as_str()))),
        column("date_end", Kind::Date, "Last day of date", "events.date.value", |_, e| last_day(e.date.as_ref().map(|date| date.value.as_str()))),
        column("date_precision", Kind::Text, "day, week, month, year or interval", "events.date.precision", |_, e| Value::maybe(e.date.as_ref().map(|date| date.precision.as_str()))),
        column("date_basis", Kind::Text, "Where the date comes from: stated, dateline, published or context", "events.date.basis", |_, e| Value::maybe(e.date.as_ref().map(|date| date.basis.as_str()))),
        column("place", Kind::Text, "Id of the place, in table places", "events.place", |_, e| id(e.place.as_ref())),
        column("place_name", Kind::Text, "Its name", "places.name", |c, e| Value::maybe(c.place(e.place.as_ref()).map(|place| place.name.as_str()))),
        column("place_country", Kind::Text, "Its country, ISO 3166-1 alpha-3", "places.country", |c, e| Value::maybe(c.place(e.place.as_ref()).and_then(|place| place.country.as_deref()))),
        column("lat", Kind::Double, "Its latitude in degrees north", "places.lat", |c, e| Value::double(c.place(e.place.as_ref()).and_then(|place| place.lat))),
        column("lon", Kind::Double, "Its longitude in degrees east", "places.lon", |c, e| Value::double(c.place(e.place.as_ref()).and_then(|place| place.lon))),
        column("factuality", Kind::Text, "asserted, negated, hypothetical, future or historical", "events.factuality", |_, e| Value::text(e.factuality.as_str())),
        column("attributed_to", Kind::Text, "Id of the actor whose word it is, when only one side says so", "events.attributed_to", |_, e| id(e.attributed_to.as_ref())),
        column("attributed_to_name", Kind::Text, "Its name", "actors.name", |c, e| Value::maybe(c.actor_name(e.attributed_to.as_ref()))),
        column("statement", Kind::Text, "Id of the statement that contains it", "events.statement", |_, e| id(e.statement.as_ref())),
        column("span", Kind::Text, "The clause", "events.span.text", |_, e| Value::text(&e.span.text)),
        column("span_start", Kind::Integer, "Its first code point in the report's text", "events.span.start", |_, e| start(Some(&e.span))),
        column("span_end", Kind::Integer, "The code point after its last", "events.span.end", |_, e| end(Some(&e.span))),
        column("trigger", Kind::Text, "The words that name the act", "events.trigger.text", |_, e| Value::text(&e.trigger.text)),
        column("trigger_start", Kind::Integer, "Their first code point", "events.trigger.start", |_, e| start(Some(&e.trigger))),
        column("trigger_end", Kind::Integer, "The code point after their last", "events.trigger.end", |_, e| end(Some(&e.trigger))),
        column("confidence", Kind::Double, "Calibrated, 0 to 1", "events.confidence", |_, e| Value::single(e.confidence)),
        column("because", Kind::TextList, "Why: rules, lexicon entries, scores", "events.because", |_, e| Value::texts(&e.because)),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Event> {
        context.record.events.iter().collect()
    }
}

pub(crate) struct Statements;

impl Table for Statements {
    type Row<'r> = &'r Statement;
    const NAME: &'static str = "statements";
    const ABOUT: &'static str = "One row a statement: who said what, to whom, how.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("id", Kind::Text, "The statement's id in its record", "statements.id", |_, s| Value::text(&s.id)),
        source(),
        published(),
        column("speaker", Kind::Text, "Id of the speaker, in table actors", "statements.speaker", |_, s| id(s.speaker.as_ref())),
        column("speaker_name", Kind::Text, "The speaker's name", "actors.name", |c, s| Value::maybe(c.actor_name(s.speaker.as_ref()))),
        column("on_behalf_of", Kind::Text, "Id of the actor that the speaker speaks for", "statements.on_behalf_of", |_, s| id(s.on_behalf_of.as_ref())),
        column("on_behalf_of_name", Kind::Text, "Its name", "actors.name", |c, s| Value::maybe(c.actor_name(s.on_behalf_of.as_ref()))),
        column("addressee", Kind::Text, "Id of the actor to whom it is said", "statements.addressee", |_, s| id(s.addressee.as_ref())),
        column("addressee_name", Kind::Text, "Its name", "actors.name", |c, s| Value::maybe(c.actor_name(s.addressee.as_ref()))),
        column("kind", Kind::Text, "What it does: claim, denial, accusation, demand, ...", "statements.kind", |_, s| Value::text(s.kind.as_str())),
        column("form", Kind::Text, "direct, direct-unmarked, mixed or indirect", "statements.form", |_, s| Value::text(s.form.as_str())),
        column("content", Kind::Text, "What is said", "statements.content.text", |_, s| Value::text(&s.content.text)),
        column("content_start", Kind::Integer, "Its first code point in the report's text", "statements.content.start", |_, s| start(Some(&s.content))),
        column("content_end", Kind::Integer, "The code point after its last", "statements.content.end", |_, s| end(Some(&s.content))),
        column("cue", Kind::Text, "The words of speech or thought", "statements.cue.text", |_, s| words(s.cue.as_ref())),
        column("cue_start", Kind::Integer, "Their first code point", "statements.cue.start", |_, s| start(s.cue.as_ref())),
        column("cue_end", Kind::Integer, "The code point after their last", "statements.cue.end", |_, s| end(s.cue.as_ref())),
        column("target", Kind::Text, "Id of the actor it is about", "statements.target", |_, s| id(s.target.as_ref())),
        column("target_name", Kind::Text, "Its name", "actors.name", |c, s| Value::maybe(c.actor_name(s.target.as_ref()))),
        column("issue", Kind::Text, "The issue it is on", "statements.issue", |_, s| Value::maybe(s.issue.as_deref())),
        column("condition", Kind::Text, "Under which condition", "statements.condition.text", |_, s| words(s.condition.as_ref())),
        column("condition_start", Kind::Integer, "Its first code point", "statements.condition.start", |_, s| start(s.condition.as_ref())),
        column("condition_end", Kind::Integer, "The code point after its last", "statements.condition.end", |_, s| end(s.condition.as_ref())),
        column("hedged", Kind::Boolean, "Whether it is hedged", "statements.hedged", |_, s| Value::Boolean(s.hedged)),
        column("polarity", Kind::Text, "positive or negative", "statements.polarity", |_, s| Value::text(s.polarity.as_str())),
        column("nested_in", Kind::Text, "Id of the statement that reports this one", "statements.nested_in", |_, s| id(s.nested_in.as_ref())),
        column("date", Kind::Text, "When it was said, in ISO 8601", "statements.date", |_, s| Value::maybe(s.date.as_deref())),
        column("date_start", Kind::Date, "First day of date", "statements.date", |_, s| first_day(s.date.as_deref())),
        column("date_end", Kind::Date, "Last day of date", "statements.date", |_, s| last_day(s.date.as_deref())),
        column("events", Kind::TextList, "Ids of the events inside its content", "statements.events", |_, s| Value::texts(&s.events)),
        column("confidence", Kind::Double, "Calibrated, 0 to 1", "statements.confidence", |_, s| Value::single(s.confidence)),
        column("because", Kind::TextList, "Why", "statements.because", |_, s| Value::texts(&s.because)),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Statement> {
        context.record.statements.iter().collect()
    }
}
