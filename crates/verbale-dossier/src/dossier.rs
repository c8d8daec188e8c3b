//! What many reports say together: every type of `verbale.dossier/1`.
//!
//! An item that several reports tell of has the address of its first telling as id: the report's id, a stop, and the
//! item's id in that report's record (`3f2a91bc04de.m2`). An id changes only when an earlier telling is found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use verbale_record::ontology::{EventType, Quad};
use verbale_record::{
    ActorKind, CasualtyMeasure, CasualtyQualifier, ContestedRelation, Factuality, Outcome, PublishedBasis,
    Rank, RelationKind, Stance, TalkFormat, TalkStatus, ThirdPartyRole, TrackBasis,
};

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

/// A negotiation between the same sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Process {
    /// Its sides, joined: `state:RUS+state:UKR`.
    pub id: Id,
    /// “Russia – Ukraine”.
    pub name: String,
    /// The sides.
    pub sides: Vec<Side>,
    /// The sides' meetings, in order.
    pub rounds: Vec<Id>,
    /// Meetings of one side with others in the same matter: mediators, guarantors, allies.
    pub contacts: Vec<Id>,
    /// Who mediates, hosts, guarantees, observes, with the meetings in which they do.
    pub third_parties: Vec<ProcessThirdParty>,
    /// Where the sides met, or are to meet.
    pub venues: Vec<Id>,
    /// Lines of talks side by side.
    pub tracks: Vec<Track>,
    /// Day of the first round, or of the report that tells of it.
    pub from: Option<String>,
    /// The same of the last round.
    pub to: Option<String>,
    /// Stretches of over half a year of which these reports tell no round.
    pub gaps: Vec<Gap>,
    /// Issues on which its sides hold positions or which are on the agenda.
    pub issues: Vec<String>,
}

/// A side of a negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// An actor's id, or a class such as `opposition:SYR`.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The actors that stand for it.
    pub actors: Vec<Id>,
}

/// A third party of a negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProcessThirdParty {
    /// Who.
    pub actor: Id,
    /// As what.
    pub role: ThirdPartyRole,
    /// In which meetings.
    pub talks: Vec<Id>,
}

/// A line of talks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Track {
    /// Its name.
    pub name: String,
    /// By what it is told from other tracks.
    pub basis: TrackBasis,
    /// Highest rank of its delegations.
    pub rank: Rank,
    /// Its meetings.
    pub talks: Vec<Id>,
    /// Who prefers it.
    pub preferred_by: Vec<Id>,
    /// Who rejects it.
    pub rejected_by: Vec<Id>,
}

/// A stretch of time without a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// Day of the round before it.
    pub after: String,
    /// Day of the round after it.
    pub before: String,
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Talk {
    /// Address of its first telling.
    pub id: Id,
    /// Its negotiation.
    pub process: Option<Id>,
    /// How it is set up.
    pub format: TalkFormat,
    /// How far it had come by the last report.
    pub status: TalkStatus,
    /// The delegations.
    pub parties: Vec<TalkParty>,
    /// Hosts, mediators, observers.
    pub third_parties: Vec<ThirdParty>,
    /// Where.
    pub venue: Option<Id>,
    /// “on the sidelines of …”.
    pub venue_note: Option<String>,
    /// When.
    pub date: Option<String>,
    /// Issues on the table.
    pub agenda: Vec<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Status by report day: how a proposed meeting became a held one.
    pub course: Vec<Stage>,
    /// What reports tell differently.
    pub differences: Vec<Difference>,
    /// Who tells it.
    pub evidence: Evidence,
}

/// A delegation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TalkParty {
    /// The party.
    pub actor: Id,
    /// Who lead its delegation.
    pub heads: Vec<Id>,
    /// Its rank.
    pub rank: Rank,
    /// Its size.
    pub size: Option<u32>,
}

/// A third party of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ThirdParty {
    /// Who.
    pub actor: Id,
    /// As what.
    pub role: ThirdPartyRole,
}

/// A meeting's status as of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    /// Day of the report.
    pub reported: Option<String>,
    /// The status it gives.
    pub status: TalkStatus,
    /// Its words.
    pub quotes: Vec<Id>,
}

/// An issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// The record's word.
    pub issue: String,
    /// The parties that hold positions on it.
    pub parties: Vec<PartyLine>,
}

/// One party's positions on an issue over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartyLine {
    /// The party.
    pub party: Id,
    /// Its positions as it voices them itself or as reports state them, in order.
    pub positions: Vec<Position>,
    /// What others say its position is, in order. Never counted as its own.
    pub told_by_others: Vec<Position>,
}

/// A position, for as long as reports repeat it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Address of its first telling.
    pub id: Id,
    /// What the party does.
    pub stance: Stance,
    /// The day of its first telling.
    pub day: Option<String>,
    /// The words of its first telling.
    pub quote: Id,
    /// On which condition, in the words.
    pub condition: Option<String>,
    /// Who voices it for the party.
    pub spoken_by: Vec<Id>,
    /// Who tells it, when that is not the party itself.
    pub told_by: Option<Id>,
    /// What changed against the party's own position before it.
    pub change: Option<Change>,
    /// For a position told by others: the party's own position on that day, where it is the opposite.
    pub against_own: Option<Id>,
    /// Who tells it.
    pub evidence: Evidence,
}

/// How a position differs from the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// The earlier position.
    pub from: Id,
    /// The earlier stance.
    pub stance: Stance,
    /// The day of the earlier position.
    pub day: Option<String>,
    /// The direction.
    pub kind: ChangeKind,
}

/// The direction of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// From willing to refusing, or back: it contradicts the earlier position.
    Contradicts,
    /// Closer to accepting.
    Softer,
    /// Further from accepting.
    Harder,
    /// A stance of another sort, such as a demand after an offer.
    Other,
}

/// Something a party bound itself to, or on which it made something depend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment {
    /// Address of its first telling.
    pub id: Id,
    /// What it is.
    pub kind: CommitmentKind,
    /// Who is bound.
    pub by: Vec<Id>,
    /// To whom.
    pub to: Vec<Id>,
    /// On which issue.
    pub issue: Option<String>,
    /// The day it was made, or first told.
    pub day: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// The words.
    pub quote: Id,
    /// On which condition, in the words.
    pub condition: Option<String>,
    /// What became of it.
    pub state: CommitmentState,
    /// What was told of it later, in order.
    pub later: Vec<FollowUp>,
    /// Who tells it.
    pub evidence: Evidence,
}

/// Kinds of commitments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CommitmentKind {
    /// Two or more agreed on it.
    Agreement,
    /// Accepted what another proposed.
    Acceptance,
    /// Promised.
    Promise,
    /// Offered.
    Offer,
    /// “If … then”.
    Condition,
    /// A meeting that is to take place.
    Meeting,
}

/// What became of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CommitmentState {
    /// Nothing is told of it yet.
    Open,
    /// Carried out, according to `later`.
    Met,
    /// Broken, according to `later`.
    Broken,
    /// Some say met, some say broken.
    Disputed,
    /// Replaced by a later position or agreement on the same issue.
    Overtaken,
}

/// What was told later of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FollowUp {
    /// What became of it, according to this telling.
    pub state: CommitmentState,
    /// When.
    pub day: Option<String>,
    /// On whose word, where it is one side's.
    pub told_by: Vec<Id>,
    /// The item that tells it: an event, a talk or a position.
    pub item: Id,
    /// The words.
    pub quote: Id,
}

/// A fact that sides dispute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contested {
    /// Address of its first telling.
    pub id: Id,
    /// What it is about.
    pub about: String,
    /// How the sides relate.
    pub relation: ContestedRelation,
    /// Whether the last report settles it.
    pub resolved: bool,
    /// Each side with its versions over time.
    pub sides: Vec<ContestedSide>,
    /// Who tells it.
    pub evidence: Evidence,
}

/// A side of a contested fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ContestedSide {
    /// Who; `null` for the report's own voice.
    pub by: Option<Id>,
    /// What they said, in order.
    pub versions: Vec<ContestedVersion>,
}

/// A side's words on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ContestedVersion {
    /// Day of the report.
    pub day: Option<String>,
    /// Who said it.
    pub speaker: Option<Id>,
    /// The words.
    pub quote: Id,
}

/// A violent incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// Address of its first telling.
    pub id: Id,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where.
    pub place: Option<Id>,
    /// When.
    pub date: Option<String>,
    /// Who did it, where all who name somebody name the same.
    pub perpetrator: Option<Id>,
    /// Who says so; empty where reports state it.
    pub perpetrator_told_by: Vec<Id>,
    /// What or who was hit, in the words.
    pub target: Option<String>,
    /// The range of each casualty figure.
    pub casualties: Vec<CasualtyRange>,
    /// What reports tell differently.
    pub differences: Vec<Difference>,
    /// Who tells it.
    pub evidence: Evidence,
}

/// The range of a casualty figure over all tellings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CasualtyRange {
    /// What happened to them.
    pub measure: CasualtyMeasure,
    /// The lowest number told.
    pub least: Option<u64>,
    /// The highest number told.
    pub most: Option<u64>,
    /// Every figure, in order of the reports.
    pub figures: Vec<Figure>,
}

/// One casualty figure as told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Least number.
    pub min: Option<u64>,
    /// Greatest number.
    pub max: Option<u64>,
    /// How it is meant.
    pub qualifier: CasualtyQualifier,
    /// Who they were, in the words.
    pub group: Option<String>,
    /// Who says so.
    pub reported_by: Option<Id>,
    /// Day of the report.
    pub day: Option<String>,
    /// The words.
    pub quote: Id,
}

/// Casualty figures of a war or a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Toll {
    /// Where, if stated.
    pub place: Option<Id>,
    /// What happened to them.
    pub measure: CasualtyMeasure,
    /// Every figure, in order of the reports.
    pub figures: Vec<Figure>,
}

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Address of its first telling.
    pub id: Id,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code of its first telling.
    pub cameo: String,
    /// Quad class.
    pub quad: Quad,
    /// Who did it.
    pub actor: Vec<Id>,
    /// To whom.
    pub recipient: Vec<Id>,
    /// When.
    pub date: Option<String>,
    /// Where.
    pub place: Option<Id>,
    /// Whether it happened.
    pub factuality: Factuality,
    /// What reports tell differently.
    pub differences: Vec<Difference>,
    /// Who tells it.
    pub evidence: Evidence,
}

/// A lasting relation between two actors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// The first actor.
    pub a: Id,
    /// How it is bound to the second.
    pub relation: RelationKind,
    /// The second actor.
    pub b: Id,
    /// Goods or ground, as told.
    pub on: Vec<String>,
    /// Who tells it.
    pub evidence: Evidence,
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// The day, month, year or interval.
    pub date: String,
    /// What it is.
    pub kind: EntryKind,
    /// The item.
    pub item: Id,
}

/// Kinds of lines of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A meeting.
    Talk,
    /// An incident.
    Incident,
    /// A changed position.
    Position,
    /// A material act, an agreement or a refusal.
    Event,
}

/// The JSON Schema of [`Dossier`], generated from these types.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Dossier).to_value()
}
