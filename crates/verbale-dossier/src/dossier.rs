//! What many reports say together: every type of `verbale.dossier/1`.
//!
//! An item that several reports tell of has the address of its first telling as id: the report's id, a stop, and the
//! item's id in that report's record (`3f2a91bc04de.m2`). An id changes only when an earlier telling is found.

mod happened;
mod negotiation;

pub use happened::*;
pub use negotiation::*;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use verbale_record::{ActorKind, PublishedBasis, Rank};

/// The name of the dossier's schema.
pub const SCHEMA: &str = "verbale.dossier/1";

/// An id within one dossier.
pub type Id = String;

/// What a set of reports says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dossier {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The reports, oldest first.
    pub reports: Vec<Report>,
    /// The words that everything else rests on, in the order of the reports.
    pub quotes: Vec<Quote>,
    /// Who appears.
    pub actors: Vec<Actor>,
    /// Where it takes place.
    pub places: Vec<Place>,
    /// Negotiations: the same sides over time.
    pub processes: Vec<Process>,
    /// Meetings, calls and proposed meetings.
    pub talks: Vec<Talk>,
    /// Issues with each party's positions over time.
    pub issues: Vec<Issue>,
    /// Promises, offers, agreements and conditions, and what became of them.
    pub commitments: Vec<Commitment>,
    /// Facts that sides dispute.
    pub contested: Vec<Contested>,
    /// Violent incidents.
    pub incidents: Vec<Incident>,
    /// Casualty figures of a whole war or period, which belong to no one incident.
    pub tolls: Vec<Toll>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Lasting relations between actors.
    pub relations: Vec<Relation>,
    /// Talks, incidents, changes of position and acts by day.
    pub timeline: Vec<Entry>,
}

/// One report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The beginning of the record's id.
    pub id: Id,
    /// The record's id.
    pub record: String,
    /// File names or addresses under which the very same text was read.
    pub locations: Vec<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// How that day was found.
    pub published_basis: Option<PublishedBasis>,
    /// Where that day is unknown: the latest day that the report tells of as past, by which it is put in order.
    pub not_before: Option<String>,
    /// The first report of which this one is a copy or a version, where it is one. Copies are one source.
    pub copy_of: Option<Id>,
    /// How much of the shorter text stands in the longer one, 0 to 1.
    pub copied: Option<f32>,
}

/// Words of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// Report and offset: `3f2a91bc04de:92`.
    pub id: Id,
    /// The report.
    pub report: Id,
    /// Offset of the first code point in the report's text.
    pub start: u32,
    /// Offset after the last code point.
    pub end: u32,
    /// The words.
    pub text: String,
    /// The sentence around them.
    pub sentence: String,
}

/// How often something was told, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Independent sources: reports, where copies and words taken over verbatim count once.
    pub sources: u32,
    /// Every report that tells it.
    pub reports: Vec<Id>,
    /// The first report's day.
    pub first_reported: Option<String>,
    /// The last report's day.
    pub last_reported: Option<String>,
    /// On whose word, where it is one side's.
    pub told_by: Vec<Id>,
    /// Every telling: report and id in its record.
    pub members: Vec<Member>,
}

/// One telling of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// The report.
    pub report: Id,
    /// The item's id in the report's record.
    pub item: String,
    /// Its words.
    pub quotes: Vec<Id>,
}

/// What sources tell differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// What: `date`, `place`, `perpetrator`, `kind`, `status`, `outcome`, `venue`.
    pub field: String,
    /// The versions, most sources first.
    pub versions: Vec<Version>,
}

/// One version of what is told differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// The value: an id for actors and places, else the record's word.
    pub value: String,
    /// Independent sources.
    pub sources: u32,
    /// On whose word, where it is one side's.
    pub told_by: Vec<Id>,
    /// The words.
    pub quotes: Vec<Id>,
}

/// Somebody or something that acts, speaks or is acted upon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// What joins it across reports: `state:UKR`, `known:IGO:united nations`, `named:rami abdulrahman`.
    pub id: Id,
    /// Canonical name.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or `IGO`, `NGO`, …
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// CAMEO-style code.
    pub code: Option<String>,
    /// The actor at the top of whom it belongs to: a minister's state.
    pub side: Option<Id>,
    /// The side it would take in a negotiation, where that is a class of actors: `opposition:SYR`.
    pub stands_with: Option<Id>,
    /// Whether a lexicon knows it.
    pub known: bool,
    /// Offices held, each with the days of the first and last report that gives it.
    pub offices: Vec<Office>,
    /// Reports that mention it.
    pub reports: u32,
    /// Mentions in all of them.
    pub mentions: u32,
}

/// An office as reports give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Office {
    /// The office.
    pub office: String,
    /// Its rank.
    pub rank: Rank,
    /// Day of the first report.
    pub from: Option<String>,
    /// Day of the last report.
    pub to: Option<String>,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// `geonames:703448`, or name and country.
    pub id: Id,
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Latitude.
    pub lat: Option<f64>,
    /// Longitude.
    pub lon: Option<f64>,
    /// Reports that name it.
    pub reports: u32,
}

/// The JSON Schema of [`Dossier`], generated from these types.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Dossier).to_value()
}
