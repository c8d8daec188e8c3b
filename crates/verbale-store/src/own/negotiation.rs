//! Talks, tracks, issues, positions and contested facts.

use super::cells::{
    all_words, end, ends, first_day, id, last_day, name, of_actors, published, record_id, source, start,
    starts, words,
};
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};
use verbale_record::{
    Contested as ContestedFact, ContestedSide, Issue, Position, Rank, Talk, TalkParty, ThirdParty, Track,
};

/// The number, from 1, of an item that has no id of its own in the record.
fn number<'r>(index: usize) -> Value<'r> {
    Value::count(index + 1)
}

pub(crate) struct Talks;

impl Table for Talks {
    type Row<'r> = &'r Talk;
    const NAME: &'static str = "talks";
    const ABOUT: &'static str = "One row a meeting, round, call or proposed meeting. Its delegations and third parties \
        stand one by one in table talk_parties.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("id", Kind::Text, "The meeting's id in its record", "talks.id", |_, t| Value::text(&t.id)),
        source(),
        published(),
        column("track", Kind::Text, "Id of its track, in table tracks", "talks.track", |_, t| id(t.track.as_ref())),
        column("format", Kind::Text, "bilateral, trilateral, multilateral, proximity, shuttle, phone or unspecified", "talks.format", |_, t| Value::text(t.format.as_str())),
        column("status", Kind::Text, "held, ongoing, scheduled, proposed, conditional, postponed, cancelled or broken-off", "talks.status", |_, t| Value::text(t.status.as_str())),
        column("parties", Kind::TextList, "Ids of the negotiating parties, in table actors", "talks.parties.actor", |_, t| Value::collect(t.parties.iter().map(|party| party.actor.as_str()))),
        column("party_names", Kind::TextList, "Their names, in the same order", "actors.name", |c, t| Value::collect(t.parties.iter().map(|party| c.actor_name(Some(&party.actor)).unwrap_or_default()))),
        column("third_parties", Kind::TextList, "Ids of hosts, mediators and observers, in table actors", "talks.third_parties.actor", |_, t| Value::collect(t.third_parties.iter().map(|party| party.actor.as_str()))),
        column("third_party_names", Kind::TextList, "Their names, in the same order", "actors.name", |c, t| Value::collect(t.third_parties.iter().map(|party| c.actor_name(Some(&party.actor)).unwrap_or_default()))),
        column("venue", Kind::Text, "Id of the place, in table places", "talks.venue", |_, t| id(t.venue.as_ref())),
        column("venue_name", Kind::Text, "Its name", "places.name", |c, t| Value::maybe(c.place(t.venue.as_ref()).map(|place| place.name.as_str()))),
        column("venue_note", Kind::Text, "The setting in the report's words", "talks.venue_note", |_, t| Value::maybe(t.venue_note.as_deref())),
        column("date", Kind::Text, "When, in ISO 8601", "talks.date", |_, t| Value::maybe(t.date.as_deref())),
        column("date_start", Kind::Date, "First day of date", "talks.date", |_, t| first_day(t.date.as_deref())),
        column("date_end", Kind::Date, "Last day of date", "talks.date", |_, t| last_day(t.date.as_deref())),
        column("agenda", Kind::TextList, "Issues on the table", "talks.agenda", |_, t| Value::texts(&t.agenda)),
        column("outcome", Kind::Text, "What came of it", "talks.outcome", |_, t| Value::text(t.outcome.as_str())),
        column("outcome_attributed_to", Kind::Text, "Id of the actor who says so", "talks.outcome_attributed_to", |_, t| id(t.outcome_attributed_to.as_ref())),
        column("outcome_attributed_to_name", Kind::Text, "Its name", "actors.name", |c, t| Value::maybe(c.actor_name(t.outcome_attributed_to.as_ref()))),
        column("spans", Kind::TextList, "The words it rests on", "talks.spans.text", |_, t| all_words(&t.spans)),
        column("span_starts", Kind::IntegerList, "Their first code points in the report's text", "talks.spans.start", |_, t| starts(&t.spans)),
        column("span_ends", Kind::IntegerList, "The code points after their last", "talks.spans.end", |_, t| ends(&t.spans)),
        column("confidence", Kind::Double, "Calibrated, 0 to 1", "talks.confidence", |_, t| Value::single(t.confidence)),
        column("because", Kind::TextList, "Why", "talks.because", |_, t| Value::texts(&t.because)),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Talk> {
        context.record.talks.iter().collect()
    }
}

pub(crate) struct TalkParties;

/// A delegation or a third party.
pub(crate) enum Side<'r> {
    Party(&'r TalkParty),
    Third(&'r ThirdParty),
}

impl<'r> Side<'r> {
    fn actor(&self) -> &'r String {
        match self {
            Self::Party(party) => &party.actor,
            Self::Third(party) => &party.actor,
        }
    }

    fn party(&self) -> Option<&'r TalkParty> {
        match self {
            Self::Party(party) => Some(party),
            Self::Third(_) => None,
        }
    }
}

impl Table for TalkParties {
    type Row<'r> = (&'r Talk, Side<'r>);
    const NAME: &'static str = "talk_parties";
    const ABOUT: &'static str = "One row a delegation or third party of a meeting.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("talk", Kind::Text, "Id of the meeting, in table talks", "talks.id", |_, (talk, _)| Value::text(&talk.id)),
        column("actor", Kind::Text, "Id of the party, in table actors", "talks.parties.actor, talks.third_parties.actor", |_, (_, side)| Value::text(side.actor())),
        column("actor_name", Kind::Text, "Its name", "actors.name", |c, (_, side)| Value::maybe(c.actor_name(Some(side.actor())))),
        column("role", Kind::Text, "party, or host, mediator, facilitator, guarantor or observer", "talks.third_parties.role", |_, (_, side)| match side {
            Side::Party(_) => Value::text("party"),
            Side::Third(party) => Value::text(party.role.as_str()),
        }),
        column("head", Kind::Text, "Id of the actor who leads the delegation", "talks.parties.head", |_, (_, side)| id(side.party().and_then(|party| party.head.as_ref()))),
        column("head_name", Kind::Text, "Its name", "actors.name", |c, (_, side)| Value::maybe(c.actor_name(side.party().and_then(|party| party.head.as_ref())))),
        column("rank", Kind::Text, "Rank of the delegation", "talks.parties.rank", |_, (_, side)| Value::maybe(side.party().map(|party| Rank::as_str(party.rank)))),
        column("size", Kind::Integer, "Size of the delegation", "talks.parties.size", |_, (_, side)| Value::integer(side.party().and_then(|party| party.size))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Self::Row<'r>> {
        let sides = |talk: &'r Talk| {
            let parties = talk.parties.iter().map(Side::Party);
            let third = talk.third_parties.iter().map(Side::Third);
            parties.chain(third).map(move |side| (talk, side))
        };
        context.record.talks.iter().flat_map(sides).collect()
    }
}

pub(crate) struct Tracks;

impl Table for Tracks {
    type Row<'r> = &'r Track;
    const NAME: &'static str = "tracks";
    const ABOUT: &'static str = "One row a line of talks that runs beside others.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("id", Kind::Text, "The track's id in its record", "tracks.id", |_, t| Value::text(&t.id)),
        column("name", Kind::Text, "Its name", "tracks.name", |_, t| Value::text(&t.name)),
        column("basis", Kind::Text, "By what it is told from others: venue, host or format", "tracks.basis", |_, t| Value::text(t.basis.as_str())),
        column("talks", Kind::TextList, "Ids of its meetings, in table talks", "tracks.talks", |_, t| Value::texts(&t.talks)),
        column("rank", Kind::Text, "The highest rank of its delegations", "tracks.rank", |_, t| Value::text(t.rank.as_str())),
        column("preferred_by", Kind::TextList, "Ids of the actors who prefer it", "tracks.preferred_by", |_, t| Value::texts(&t.preferred_by)),
        column("preferred_by_names", Kind::TextList, "Their names, in the same order", "actors.name", |c, t| of_actors(c, &t.preferred_by, name)),
        column("rejected_by", Kind::TextList, "Ids of the actors who reject it", "tracks.rejected_by", |_, t| Value::texts(&t.rejected_by)),
        column("rejected_by_names", Kind::TextList, "Their names, in the same order", "actors.name", |c, t| of_actors(c, &t.rejected_by, name)),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Track> {
        context.record.tracks.iter().collect()
    }
}

pub(crate) struct Issues;

impl Table for Issues {
    type Row<'r> = &'r Issue;
    const NAME: &'static str = "issues";
    const ABOUT: &'static str =
        "One row an issue of a report's negotiations. Who wants what stands in table positions.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("issue", Kind::Text, "The issue", "issues.issue", |_, i| Value::text(&i.issue)),
        column("status", Kind::Text, "Where it stands", "issues.status", |_, i| Value::text(i.status.as_str())),
        column("positions", Kind::Integer, "Rows in table positions", "count of issues.positions", |_, i| Value::count(i.positions.len())),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<&'r Issue> {
        context.record.issues.iter().collect()
    }
}

pub(crate) struct Positions;

impl Table for Positions {
    type Row<'r> = (usize, &'r Issue, &'r Position);
    const NAME: &'static str = "positions";
    const ABOUT: &'static str = "One row a position: what a party wants, offers or refuses on an issue.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("number", Kind::Integer, "The position's number in its record, from 1", "order of issues.positions", |_, (index, _, _)| number(*index)),
        source(),
        published(),
        column("issue", Kind::Text, "The issue, in table issues", "issues.issue", |_, (_, issue, _)| Value::text(&issue.issue)),
        column("party", Kind::Text, "Id of the party, in table actors", "issues.positions.party", |_, (_, _, p)| Value::text(&p.party)),
        column("party_name", Kind::Text, "Its name", "actors.name", |c, (_, _, p)| Value::maybe(c.actor_name(Some(&p.party)))),
        column("stance", Kind::Text, "demands, offers, accepts, accepts-in-principle, conditional, non-committal, refuses or denies", "issues.positions.stance", |_, (_, _, p)| Value::text(p.stance.as_str())),
        column("content", Kind::Text, "The words", "issues.positions.content.text", |_, (_, _, p)| Value::text(&p.content.text)),
        column("content_start", Kind::Integer, "Their first code point in the report's text", "issues.positions.content.start", |_, (_, _, p)| start(Some(&p.content))),
        column("content_end", Kind::Integer, "The code point after their last", "issues.positions.content.end", |_, (_, _, p)| end(Some(&p.content))),
        column("condition", Kind::Text, "On which condition", "issues.positions.condition.text", |_, (_, _, p)| words(p.condition.as_ref())),
        column("condition_start", Kind::Integer, "Its first code point", "issues.positions.condition.start", |_, (_, _, p)| start(p.condition.as_ref())),
        column("condition_end", Kind::Integer, "The code point after its last", "issues.positions.condition.end", |_, (_, _, p)| end(p.condition.as_ref())),
        column("spoken_by", Kind::Text, "Id of the actor who voices it for the party", "issues.positions.spoken_by", |_, (_, _, p)| id(p.spoken_by.as_ref())),
        column("spoken_by_name", Kind::Text, "Its name", "actors.name", |c, (_, _, p)| Value::maybe(c.actor_name(p.spoken_by.as_ref()))),
        column("attributed_to", Kind::Text, "Id of the actor who tells it, when that is not the party", "issues.positions.attributed_to", |_, (_, _, p)| id(p.attributed_to.as_ref())),
        column("attributed_to_name", Kind::Text, "Its name", "actors.name", |c, (_, _, p)| Value::maybe(c.actor_name(p.attributed_to.as_ref()))),
        column("evidence", Kind::TextList, "Ids of statements and events it rests on", "issues.positions.evidence", |_, (_, _, p)| Value::texts(&p.evidence)),
        column("confidence", Kind::Double, "Calibrated, 0 to 1", "issues.positions.confidence", |_, (_, _, p)| Value::single(p.confidence)),
        column("because", Kind::TextList, "Why", "issues.positions.because", |_, (_, _, p)| Value::texts(&p.because)),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Self::Row<'r>> {
        let all = context.record.issues.iter();
        let all = all.flat_map(|issue| issue.positions.iter().map(move |position| (issue, position)));
        all.enumerate()
            .map(|(index, (issue, position))| (index, issue, position))
            .collect()
    }
}

pub(crate) struct Contested;

impl Table for Contested {
    type Row<'r> = (usize, &'r ContestedFact, Option<&'r ContestedSide>);
    const NAME: &'static str = "contested";
    const ABOUT: &'static str =
        "One row a side of a fact that the sides dispute; rows of one number are one fact.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        record_id(),
        column("number", Kind::Integer, "The contested fact's number in its record, from 1", "order of contested", |_, (index, _, _)| number(*index)),
        column("about", Kind::Text, "What it is about", "contested.about", |_, (_, fact, _)| Value::text(&fact.about)),
        column("relation", Kind::Text, "How the sides relate: denies, contradicts, reframes or justifies", "contested.relation", |_, (_, fact, _)| Value::text(fact.relation.as_str())),
        column("resolved", Kind::Boolean, "False unless the text settles it", "contested.resolved", |_, (_, fact, _)| Value::Boolean(fact.resolved)),
        column("by", Kind::Text, "Id of the actor who holds this side", "contested.sides.by", |_, (_, _, side)| id(side.and_then(|side| side.by.as_ref()))),
        column("by_name", Kind::Text, "Its name", "actors.name", |c, (_, _, side)| Value::maybe(c.actor_name(side.and_then(|side| side.by.as_ref())))),
        column("statement", Kind::Text, "Id of the statement in which it does", "contested.sides.statement", |_, (_, _, side)| id(side.and_then(|side| side.statement.as_ref()))),
        column("says", Kind::Text, "Its words", "contested.sides.says.text", |_, (_, _, side)| words(side.map(|side| &side.says))),
        column("says_start", Kind::Integer, "Their first code point in the report's text", "contested.sides.says.start", |_, (_, _, side)| start(side.map(|side| &side.says))),
        column("says_end", Kind::Integer, "The code point after their last", "contested.sides.says.end", |_, (_, _, side)| end(side.map(|side| &side.says))),
        column("because", Kind::TextList, "Why", "contested.because", |_, (_, fact, _)| Value::texts(&fact.because)),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Self::Row<'r>> {
        let mut rows = Vec::new();
        for (index, fact) in context.record.contested.iter().enumerate() {
            if fact.sides.is_empty() {
                rows.push((index, fact, None));
            }
            rows.extend(fact.sides.iter().map(|side| (index, fact, Some(side))));
        }
        rows
    }
}
