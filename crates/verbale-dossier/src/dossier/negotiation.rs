//! Negotiations: processes, meetings, positions, commitments, contested facts.

use super::{Difference, Evidence, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use verbale_record::{
    ContestedRelation, Outcome, Rank, Stance, TalkFormat, TalkStatus, ThirdPartyRole, TrackBasis,
};

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
    /// Address of its first telling, with the issue and the party: one clause may tell of several.
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
    /// Why these were set against each other, where no single report did.
    pub because: Vec<String>,
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
