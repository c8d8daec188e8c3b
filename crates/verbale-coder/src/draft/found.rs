//! What stands in a report beside its actors: times, places, statements, acts, talks, positions, incidents.

use super::{ActIndex, ActorIndex, Bytes, PlaceIndex, StatementIndex, TalkIndex};
use std::ops::Range;
use verbale_record::{
    CasualtyMeasure, CasualtyQualifier, ContestedRelation, EventDate, Factuality, IssueStatus, Outcome,
    PerpetratorBasis, PlacePrecision, Polarity, Rank, RelationKind, Stance, StatementForm, StatementKind,
    TalkFormat, TalkStatus, ThirdPartyRole, TimeKind, TrackBasis, ontology::EventType,
};
use verbale_syntax::TokenId;

/// A time expression, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// ISO 8601 value, or a reference of TIMEX3.
    pub value: String,
    /// What kind of time.
    pub kind: TimeKind,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its exact bytes (a time may be part of a token, “24-hour”).
    pub bytes: Bytes,
    /// The rule that read it.
    pub because: String,
}

/// A place on the map with its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// `GeoNames` id.
    pub geonames: Option<u32>,
    /// How exactly it is known.
    pub precision: PlacePrecision,
    /// Token runs of its mentions, with their syntactic heads.
    pub mentions: Vec<(Range<u32>, TokenId)>,
}

/// An utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Who speaks; `None` where the source is not stated.
    pub speaker: Option<ActorIndex>,
    /// Whom the speaker speaks for.
    pub on_behalf_of: Option<ActorIndex>,
    /// To whom.
    pub addressee: Option<ActorIndex>,
    /// What it does.
    pub kind: StatementKind,
    /// How it is given.
    pub form: StatementForm,
    /// What is said.
    pub content: Bytes,
    /// The words of speech, with the token that heads them.
    pub cue: Option<(Bytes, TokenId)>,
    /// About whom.
    pub target: Option<ActorIndex>,
    /// On which issue.
    pub issue: Option<String>,
    /// Under which condition.
    pub condition: Option<Bytes>,
    /// Hedged.
    pub hedged: bool,
    /// Affirms or denies.
    pub polarity: Polarity,
    /// The statement around it.
    pub nested_in: Option<StatementIndex>,
    /// When it was said, ISO 8601.
    pub date: Option<String>,
    /// Uncalibrated, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// An act: who did what to whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: String,
    /// Who did it.
    pub actor: Vec<ActorIndex>,
    /// To whom.
    pub recipient: Vec<ActorIndex>,
    /// The token that names the act.
    pub predicate: TokenId,
    /// The words that name it.
    pub trigger: Bytes,
    /// The clause.
    pub clause: Bytes,
    /// Whether it happened.
    pub factuality: Factuality,
    /// Whose word it is.
    pub attributed_to: Option<ActorIndex>,
    /// The innermost statement that contains it.
    pub statement: Option<StatementIndex>,
    /// When.
    pub date: Option<EventDate>,
    /// Where.
    pub place: Option<PlaceIndex>,
    /// How often such an act is right, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A delegation at a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct TalkParty {
    /// The party.
    pub actor: ActorIndex,
    /// Head of its delegation.
    pub head: Option<ActorIndex>,
    /// The delegation's rank.
    pub rank: Rank,
    /// Its size.
    pub size: Option<u32>,
}

/// A meeting, round, call or proposed meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    /// Index into the report's tracks.
    pub track: Option<usize>,
    /// How it is set up.
    pub format: TalkFormat,
    /// How far it has come.
    pub status: TalkStatus,
    /// Negotiating parties.
    pub parties: Vec<TalkParty>,
    /// Third parties.
    pub third_parties: Vec<(ActorIndex, ThirdPartyRole)>,
    /// Where.
    pub venue: Option<PlaceIndex>,
    /// “on the sidelines of …”.
    pub venue_note: Option<Bytes>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// Issues on the table.
    pub agenda: Vec<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Who says so.
    pub outcome_attributed_to: Option<ActorIndex>,
    /// The words it rests on.
    pub spans: Vec<Bytes>,
    /// Uncalibrated, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A line of talks.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Its name.
    pub name: String,
    /// What tells it from others.
    pub basis: TrackBasis,
    /// Its meetings.
    pub talks: Vec<TalkIndex>,
    /// Highest rank.
    pub rank: Rank,
    /// Who prefers it.
    pub preferred_by: Vec<ActorIndex>,
    /// Who rejects it.
    pub rejected_by: Vec<ActorIndex>,
}

/// What a position rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A statement.
    Statement(StatementIndex),
    /// An act.
    Act(ActIndex),
}

/// A party's position on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The issue.
    pub issue: String,
    /// The party.
    pub party: ActorIndex,
    /// What it does.
    pub stance: Stance,
    /// The words.
    pub content: Bytes,
    /// On which condition.
    pub condition: Option<Bytes>,
    /// Who voices it for the party.
    pub spoken_by: Option<ActorIndex>,
    /// Who tells it, if not the party.
    pub attributed_to: Option<ActorIndex>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Uncalibrated, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// Where an issue stands.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueState {
    /// The issue.
    pub issue: String,
    /// Its status.
    pub status: IssueStatus,
}

/// A side of a contested fact.
#[derive(Clone, Debug, PartialEq)]
pub struct ContestedSide {
    /// Who holds it.
    pub by: Option<ActorIndex>,
    /// The statement in which they do.
    pub statement: Option<StatementIndex>,
    /// Their words.
    pub says: Bytes,
}

/// A contested fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Contested {
    /// What it is about.
    pub about: String,
    /// The sides.
    pub sides: Vec<ContestedSide>,
    /// How they relate.
    pub relation: ContestedRelation,
    /// Whether the text settles it.
    pub resolved: bool,
    /// Why.
    pub because: Vec<String>,
}

/// A casualty figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Casualties {
    /// What happened to them.
    pub measure: CasualtyMeasure,
    /// Least number.
    pub min: Option<u64>,
    /// Greatest number.
    pub max: Option<u64>,
    /// How it is meant.
    pub qualifier: CasualtyQualifier,
    /// Who they were.
    pub group: Option<Bytes>,
    /// Who says so.
    pub reported_by: Option<ActorIndex>,
}

/// A violent incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// `attack`, `shelling`, …
    pub kind: String,
    /// Where.
    pub place: Option<PlaceIndex>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// Who did it.
    pub perpetrator: Option<ActorIndex>,
    /// Why that one is named.
    pub perpetrator_basis: PerpetratorBasis,
    /// What was hit.
    pub target: Option<Bytes>,
    /// Figures.
    pub casualties: Vec<Casualties>,
    /// The act it is.
    pub act: Option<ActIndex>,
    /// The words.
    pub span: Bytes,
    /// Uncalibrated, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A lasting relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// First actor.
    pub a: ActorIndex,
    /// How bound.
    pub kind: RelationKind,
    /// Second actor.
    pub b: ActorIndex,
    /// Goods or ground.
    pub on: Option<String>,
    /// The words.
    pub span: Bytes,
}
