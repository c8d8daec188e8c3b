//! What happened: incidents with their tolls, events, relations, the timeline.

use super::{Difference, Evidence, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use verbale_record::ontology::{EventType, Quad};
use verbale_record::{CasualtyMeasure, CasualtyQualifier, Factuality, RelationKind};

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
