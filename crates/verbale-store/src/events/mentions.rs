//! GDELT 2.0 mentions.

use super::cells::{Row, added, publisher, rows, url};
use super::dyad::{Directions, mention};
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};
use verbale_record::Actor;

pub(crate) struct GdeltMentions;

const UNKNOWN: &str = "not known, empty";

impl Table for GdeltMentions {
    type Row<'r> = Row<'r>;
    const NAME: &'static str = "gdelt-mentions";
    const ABOUT: &'static str =
        "One row a row of format gdelt: where its report tells it. GLOBALEVENTID joins the two.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        column("GLOBALEVENTID", Kind::Integer, "Id of the row in format gdelt", "hash of record id, event id and the pair", |_, r| Value::Integer(r.dyad.id)),
        column("EventTimeDate", Kind::Text, "Day of publication at midnight, YYYYMMDDHHMMSS", "report.published", |c, _| added(c)),
        column("MentionTimeDate", Kind::Text, "The same", "report.published", |c, _| added(c)),
        column("MentionType", Kind::Integer, "1 where the report has a URL, 2 where it is only cited", "report.source", |c, _| Value::Integer(if url(c).is_some() { 1 } else { 2 })),
        column("MentionSourceName", Kind::Text, "Publisher, or the host of the URL", "report.publisher, report.source", |c, _| Value::maybe(publisher(c))),
        column("MentionIdentifier", Kind::Text, "URL of the report, or its file name", "report.source", |c, _| Value::maybe(Some(&c.record.report.source))),
        column("SentenceID", Kind::Integer, "Number of the sentence, from 1; the headline is one", "events.trigger.start, report.text", |c, r| Value::count(c.sentence(r.dyad.event.trigger.start))),
        column("Actor1CharOffset", Kind::Integer, "First code point of the source's mention in the clause", "actors.mentions.start", |_, r| offset(r, r.dyad.source)),
        column("Actor2CharOffset", Kind::Integer, "First code point of the target's mention in the clause", "actors.mentions.start", |_, r| offset(r, r.dyad.target)),
        column("ActionCharOffset", Kind::Integer, "First code point of the words that name the act", "events.trigger.start", |_, r| Value::integer(Some(r.dyad.event.trigger.start.0))),
        column("InRawText", Kind::Integer, "Whether the text was used as it is", UNKNOWN, |_, _| Value::Null),
        column("Confidence", Kind::Integer, "Per cent", "events.confidence", |_, r| Value::Integer((r.dyad.event.confidence * 100.0).round() as i64)),
        column("MentionDocLen", Kind::Integer, "Code points of the report's text", "report.text", |c, _| Value::Integer(c.text_length())),
        column("MentionDocTone", Kind::Double, "Tone of the document", UNKNOWN, |_, _| Value::Null),
        column("MentionDocTranslationInfo", Kind::Text, "Empty: nothing is translated", "constant", |_, _| Value::Null),
        column("Extras", Kind::Text, "Reserved by GDELT", "constant", |_, _| Value::Null),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Row<'r>> {
        rows(context, Directions::One)
    }
}

fn offset<'r>(row: &Row<'r>, actor: Option<&Actor>) -> Value<'r> {
    let mention = actor.and_then(|actor| mention(row.dyad.event, actor));
    Value::integer(mention.map(|mention| mention.span.start.0))
}
