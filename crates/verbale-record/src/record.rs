//! The record of one report: every type of `verbale.record/1`.
//!
//! Ids are strings local to the record (`a1`, `e1`, …), numbered in order of first mention. Fields that a report
//! leaves open are `null` or empty, never guessed.

use crate::ontology::{EventType, Quad};
use crate::span::Span;
use crate::vocabulary::{
    ActorKind, CasualtyMeasure, CasualtyQualifier, ContestedRelation, DateBasis, DatePrecision, Factuality,
    IssueStatus, MentionForm, Outcome, PerpetratorBasis, PlacePrecision, Polarity, PublishedBasis, Rank,
    RelationKind, Stance, StatementForm, StatementKind, TalkFormat, TalkStatus, ThirdPartyRole, TimeKind,
    TrackBasis,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the record's schema.
pub const SCHEMA: &str = "verbale.record/1";

/// An id local to one record: a letter for the layer and a number.
pub type Id = String;

/// What one report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Content hash of engine, report and options: the same input and version give the same id.
    pub id: String,
    /// Version of the engine and name of the model.
    pub engine: String,
    /// The report itself.
    pub report: Report,
    /// Who appears in it.
    pub actors: Vec<Actor>,
    /// Where it takes place.
    pub places: Vec<Place>,
    /// When.
    pub times: Vec<Time>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Meetings, rounds, calls and proposed meetings.
    pub talks: Vec<Talk>,
    /// Lines of talks that run side by side.
    pub tracks: Vec<Track>,
    /// Issues and each party's positions on them.
    pub issues: Vec<Issue>,
    /// Facts that the report's sides dispute.
    pub contested: Vec<Contested>,
    /// Violent incidents with their casualties.
    pub incidents: Vec<Incident>,
    /// Lasting relations between actors.
    pub relations: Vec<Relation>,
}

/// The report: its text and what is known about its publication.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// File name or URL.
    pub source: String,
    /// The name that its collection knows it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Where in a file of many reports it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The headline. That of an HTML page has plain quotation marks and apostrophes, in the text, too: a page's heading,
    /// its metadata and its copies print the same one with either.
    pub title: Option<Span>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    /// How that day was found.
    pub published_basis: Option<PublishedBasis>,
    /// The text that every span points into.
    pub text: String,
    /// What is not the article: comment forms, share bars, notices, related links.
    pub furniture: Vec<Span>,
}

/// Where in a file of many reports one of them stands, so that it can be found again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// The file.
    pub file: String,
    /// The line, from 1, where the file is one of lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Byte where it begins, in the file as it is after unpacking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// Byte where its compressed member begins in the file itself, where it begins one: what an index of WARCs holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<u64>,
}

/// Somebody or something that acts, speaks or is acted upon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// `a1`, `a2`, …
    pub id: Id,
    /// Canonical name.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or `IGO`, `NGO`, `MNC`, …
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// CAMEO-style code such as `RUSGOV`.
    pub code: Option<String>,
    /// The office held on the report's date.
    pub office: Option<String>,
    /// Its rank.
    pub rank: Rank,
    /// The actor that this one belongs to.
    pub member_of: Option<Id>,
    /// Whether a lexicon knows the actor.
    pub known: bool,
    /// Where the text mentions it.
    pub mentions: Vec<Mention>,
}

/// One mention of an actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The words.
    #[serde(flatten)]
    pub span: Span,
    /// How they name the actor.
    pub form: MentionForm,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// `p1`, `p2`, …
    pub id: Id,
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Latitude in degrees north.
    pub lat: Option<f64>,
    /// Longitude in degrees east.
    pub lon: Option<f64>,
    /// `GeoNames` id.
    pub geonames: Option<u32>,
    /// How exactly the place is known.
    pub precision: PlacePrecision,
    /// Where the text names it.
    pub mentions: Vec<Span>,
}

/// A time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// `t1`, `t2`, …
    pub id: Id,
    /// ISO 8601, or a reference of TIMEX3.
    pub value: String,
    /// What kind of time.
    pub kind: TimeKind,
    /// Where the text gives it.
    pub mentions: Vec<Span>,
}

/// When an event took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventDate {
    /// ISO 8601 date or interval.
    pub value: String,
    /// How exactly it is known.
    pub precision: DatePrecision,
    /// Where it comes from.
    pub basis: DateBasis,
}

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `e1`, `e2`, …
    pub id: Id,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code; a string, leading zeros kept.
    pub cameo: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: Quad,
    /// Goldstein scale, −10 to 10.
    pub intensity: f32,
    /// Who did it; may be empty.
    pub actor: Vec<Id>,
    /// To whom; may be empty.
    pub recipient: Vec<Id>,
    /// When.
    pub date: Option<EventDate>,
    /// Where.
    pub place: Option<Id>,
    /// Whether it happened.
    pub factuality: Factuality,
    /// Whose word it is, when only one side says so.
    pub attributed_to: Option<Id>,
    /// The statement that contains it.
    pub statement: Option<Id>,
    /// The clause.
    pub span: Span,
    /// The words that name the act.
    pub trigger: Span,
    /// Calibrated, 0 to 1.
    pub confidence: f32,
    /// Why: rules, lexicon entries, scores.
    pub because: Vec<String>,
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, `s2`, …
    pub id: Id,
    /// The speaker; `null` when the source is not stated.
    pub speaker: Option<Id>,
    /// Whom the speaker speaks for.
    pub on_behalf_of: Option<Id>,
    /// To whom it is said.
    pub addressee: Option<Id>,
    /// What it does.
    pub kind: StatementKind,
    /// How it is given.
    pub form: StatementForm,
    /// What is said.
    pub content: Span,
    /// The words of speech or thought.
    pub cue: Option<Span>,
    /// About whom.
    pub target: Option<Id>,
    /// On which issue.
    pub issue: Option<String>,
    /// Under which condition.
    pub condition: Option<Span>,
    /// Whether it is hedged (“it seems”).
    pub hedged: bool,
    /// Whether the content affirms or denies.
    pub polarity: Polarity,
    /// The statement that reports this one.
    pub nested_in: Option<Id>,
    /// When it was said.
    pub date: Option<String>,
    /// Events inside its content.
    pub events: Vec<Id>,
    /// Calibrated, 0 to 1.
    pub confidence: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A delegation at a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TalkParty {
    /// The party.
    pub actor: Id,
    /// Who leads its delegation.
    pub head: Option<Id>,
    /// The delegation's rank.
    pub rank: Rank,
    /// Its size, where given.
    pub size: Option<u32>,
}

/// A third party at a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ThirdParty {
    /// Who.
    pub actor: Id,
    /// As what.
    pub role: ThirdPartyRole,
}

/// A meeting, round, call or proposed meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Talk {
    /// `m1`, `m2`, …
    pub id: Id,
    /// The track it belongs to.
    pub track: Option<Id>,
    /// How it is set up.
    pub format: TalkFormat,
    /// How far it has come.
    pub status: TalkStatus,
    /// The negotiating parties.
    pub parties: Vec<TalkParty>,
    /// Hosts, mediators, observers.
    pub third_parties: Vec<ThirdParty>,
    /// Where.
    pub venue: Option<Id>,
    /// “on the sidelines of …”, in the report's words.
    pub venue_note: Option<String>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// Issues on the table.
    pub agenda: Vec<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Who says so.
    pub outcome_attributed_to: Option<Id>,
    /// The words it rests on.
    pub spans: Vec<Span>,
    /// Calibrated, 0 to 1.
    pub confidence: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A line of talks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Track {
    /// `k1`, `k2`, …
    pub id: Id,
    /// Its name.
    pub name: String,
    /// By what it is told from other tracks.
    pub basis: TrackBasis,
    /// Its meetings.
    pub talks: Vec<Id>,
    /// The highest rank of its delegations.
    pub rank: Rank,
    /// Who prefers it.
    pub preferred_by: Vec<Id>,
    /// Who rejects it.
    pub rejected_by: Vec<Id>,
}

/// What a party wants, offers or refuses on an issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// The party whose position it is.
    pub party: Id,
    /// What it does.
    pub stance: Stance,
    /// The words.
    pub content: Span,
    /// On which condition.
    pub condition: Option<Span>,
    /// Who voices it for the party.
    pub spoken_by: Option<Id>,
    /// Who tells it, when that is not the party itself.
    pub attributed_to: Option<Id>,
    /// Statements and events it rests on.
    pub evidence: Vec<Id>,
    /// Calibrated, 0 to 1.
    pub confidence: f32,
    /// Why.
    pub because: Vec<String>,
}

/// An issue of a negotiation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// One of the record's list, or free words.
    pub issue: String,
    /// Where it stands.
    pub status: IssueStatus,
    /// Each party's positions.
    pub positions: Vec<Position>,
}

/// One side of a contested fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContestedSide {
    /// Who holds it.
    pub by: Option<Id>,
    /// The statement in which they do.
    pub statement: Option<Id>,
    /// Their words.
    pub says: Span,
}

/// A fact that the sides dispute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contested {
    /// What it is about.
    pub about: String,
    /// The sides.
    pub sides: Vec<ContestedSide>,
    /// How they relate.
    pub relation: ContestedRelation,
    /// False unless the text settles it.
    pub resolved: bool,
    /// Why.
    pub because: Vec<String>,
}

/// A casualty figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Casualties {
    /// What happened to them.
    pub measure: CasualtyMeasure,
    /// Least number.
    pub min: Option<u64>,
    /// Greatest number.
    pub max: Option<u64>,
    /// How the number is meant.
    pub qualifier: CasualtyQualifier,
    /// Who they were, in the report's words.
    pub group: Option<String>,
    /// Who says so.
    pub reported_by: Option<Id>,
}

/// A violent incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// `i1`, `i2`, …
    pub id: Id,
    /// `attack`, `shelling`, `air-strike`, `clash`, `bombing`, `abduction`, `siege`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Where.
    pub place: Option<Id>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// Who did it.
    pub perpetrator: Option<Id>,
    /// Why that one is named.
    pub perpetrator_basis: PerpetratorBasis,
    /// What or who was hit, in the report's words.
    pub target: Option<String>,
    /// The casualty figures.
    pub casualties: Vec<Casualties>,
    /// The event it is.
    pub event: Option<Id>,
    /// The words it rests on.
    pub span: Span,
    /// Calibrated, 0 to 1.
    pub confidence: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A lasting relation between two actors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// The first actor.
    pub a: Id,
    /// How it is bound to the second.
    pub relation: RelationKind,
    /// The second actor.
    pub b: Id,
    /// Goods or ground.
    pub on: Option<String>,
    /// The words it rests on.
    pub span: Span,
}

/// The JSON Schema of [`Record`], generated from these types.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
