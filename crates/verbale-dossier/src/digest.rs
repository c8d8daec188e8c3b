//! What is kept of a record once it is in the dossier: everything but the report's text.

use crate::copies::Sketch;
use crate::days::Days;
use crate::dossier::Quote;
use crate::keys::{self, ActorKeys};
use crate::text::{hash, sentence};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use verbale_record::{Factuality, Record, Span, TalkStatus, TimeKind};

/// Where a report stands among the others: by day, then by its id. Reports of unknown day stand by the latest day
/// that they tell of, and last where they tell of none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Order {
    day: i32,
    id: String,
    content: u64,
}

/// A record made ready.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Digest {
    pub(crate) order: Order,
    /// The beginning of the record's id.
    pub(crate) id: String,
    /// The record; its text and mentions are gone.
    pub(crate) record: Record,
    pub(crate) actors: Vec<ActorKeys>,
    /// How often each actor is mentioned.
    pub(crate) mentions: Vec<u32>,
    pub(crate) places: Vec<String>,
    pub(crate) locations: Vec<String>,
    /// Day of publication, or else the latest day that the report tells of.
    pub(crate) day: Option<i32>,
    pub(crate) not_before: Option<String>,
    #[serde(with = "by_offsets")]
    sentences: HashMap<(u32, u32), String>,
    /// The signs of all its sentences, sorted.
    pub(crate) all_sentences: Vec<u64>,
    #[serde(skip)]
    actor_of: HashMap<String, u32>,
    #[serde(skip)]
    place_of: HashMap<String, u32>,
}

/// Ids of the engine are cut to this length; others are kept whole.
const ID_LENGTH: usize = 12;
const ENGINE_ID_LENGTH: usize = 24;

/// Makes a record ready, with the sketch of its text.
pub(crate) fn digest(mut record: Record) -> (Digest, Sketch) {
    conditions_are_no_facts(&mut record);
    let actors = keys::of_actors(&record);
    let places = record.places.iter().map(keys::of_place).collect();
    let mentions = record
        .actors
        .iter()
        .map(|actor| actor.mentions.len() as u32)
        .collect();
    let sketch = Sketch::of(&without_furniture(&record));
    let sentences = sentences(&record);
    let all_sentences = crate::text::sentence_signs(&record.report.text);
    let published = record
        .report
        .published
        .as_deref()
        .and_then(Days::parse)
        .map(|days| days.last);
    let not_before = if published.is_none() {
        latest_day(&record)
    } else {
        None
    };
    let day = published.or_else(|| not_before.as_deref().and_then(Days::parse).map(|days| days.last));
    let id = short_id(&record.id);
    let locations = vec![std::mem::take(&mut record.report.source)];
    let text = std::mem::take(&mut record.report.text);
    record.times = Vec::new();
    record
        .actors
        .iter_mut()
        .for_each(|actor| actor.mentions = Vec::new());
    record
        .places
        .iter_mut()
        .for_each(|place| place.mentions = Vec::new());
    let content = serde_json::to_vec(&record).map_or(0, |bytes| hash(&bytes)) ^ hash(text.as_bytes());
    let mut digest = Digest {
        order: Order {
            day: day.unwrap_or(i32::MAX),
            id: record.id.clone(),
            content,
        },
        actor_of: HashMap::new(),
        place_of: HashMap::new(),
        locations,
        id,
        actors,
        mentions,
        places,
        day,
        not_before,
        sentences,
        all_sentences,
        record: {
            record
                .statements
                .iter_mut()
                .for_each(|statement| statement.because = Vec::new());
            record
                .events
                .iter_mut()
                .for_each(|event| event.because = Vec::new());
            record
        },
    };
    digest.index();
    (digest, sketch)
}

/// “Until the rebels leave” does not say that they left.
fn conditions_are_no_facts(record: &mut Record) {
    let statements = record
        .statements
        .iter()
        .filter_map(|statement| statement.condition.as_ref());
    let positions = record.issues.iter().flat_map(|issue| &issue.positions);
    let conditions = statements.chain(positions.filter_map(|position| position.condition.as_ref()));
    let conditions: Vec<(u32, u32)> = conditions.map(|span| (span.start.0, span.end.0)).collect();
    for event in &mut record.events {
        let (start, end) = (event.trigger.start.0, event.trigger.end.0);
        if event.factuality == Factuality::Asserted
            && conditions.iter().any(|&(from, to)| from <= start && end <= to)
        {
            event.factuality = Factuality::Hypothetical;
        }
    }
}

fn short_id(id: &str) -> String {
    let of_the_engine = id.len() == ENGINE_ID_LENGTH && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    id[..if of_the_engine { ID_LENGTH } else { id.len() }].to_owned()
}

fn indices<'i>(ids: impl Iterator<Item = &'i String>) -> HashMap<String, u32> {
    ids.cloned().zip(0u32..).collect()
}

fn without_furniture(record: &Record) -> String {
    let report = &record.report;
    let furniture = |offset: u32| {
        let mut blocks = report.furniture.iter();
        blocks.any(|block| block.start.0 <= offset && offset < block.end.0)
    };
    if report.furniture.is_empty() {
        return report.text.clone();
    }
    let kept = (0u32..).zip(report.text.chars());
    kept.map(|(offset, c)| if furniture(offset) { '\n' } else { c })
        .collect()
}

/// The latest day that is told of and not as something to come: the report cannot be older.
fn latest_day(record: &Record) -> Option<String> {
    let to_come = |value: &str| {
        let mut events = record.events.iter();
        let mut talks = record.talks.iter();
        events.any(|event| {
            let future = matches!(event.factuality, Factuality::Future | Factuality::Hypothetical);
            future && event.date.as_ref().is_some_and(|date| date.value == value)
        }) || talks.any(|talk| {
            let planned = matches!(
                talk.status,
                TalkStatus::Scheduled
                    | TalkStatus::Proposed
                    | TalkStatus::Conditional
                    | TalkStatus::Postponed
            );
            planned && talk.date.as_deref() == Some(value)
        })
    };
    let days = record.times.iter().filter(|time| time.kind == TimeKind::Date);
    let days = days.filter_map(|time| {
        Some((
            Days::parse(&time.value).filter(|days| days.is_day())?,
            &time.value,
        ))
    });
    days.filter(|(_, value)| !to_come(value))
        .max()
        .map(|(_, value)| value.clone())
}

/// The sentence around every span that something rests on.
fn sentences(record: &Record) -> HashMap<(u32, u32), String> {
    let text = &record.report.text;
    let spans: BTreeSet<(u32, u32)> = spans(record).map(|span| (span.start.0, span.end.0)).collect();
    let mut marks: Vec<u32> = spans.iter().flat_map(|&(start, end)| [start, end]).collect();
    marks.sort_unstable();
    marks.dedup();
    // One walk over the text turns all code points into bytes.
    let mut bytes: HashMap<u32, usize> = HashMap::with_capacity(marks.len());
    let mut marks = marks.into_iter().peekable();
    for (offset, (byte, _)) in (0u32..).zip(text.char_indices()) {
        if marks.next_if_eq(&offset).is_some() {
            bytes.insert(offset, byte);
        }
    }
    let byte = |offset: u32| bytes.get(&offset).copied().unwrap_or(text.len());
    let around = |&(start, end): &(u32, u32)| {
        let (from, to) = (byte(start), byte(end));
        ((start, end), sentence(text, from..to.max(from)))
    };
    spans.iter().map(around).collect()
}

fn spans(record: &Record) -> impl Iterator<Item = &Span> {
    let positions = record.issues.iter().flat_map(|issue| &issue.positions);
    let sides = record.contested.iter().flat_map(|fact| &fact.sides);
    record
        .events
        .iter()
        .map(|event| &event.span)
        .chain(record.statements.iter().map(|statement| &statement.content))
        .chain(record.talks.iter().flat_map(|talk| &talk.spans))
        .chain(positions.map(|position| &position.content))
        .chain(sides.map(|side| &side.says))
        .chain(record.incidents.iter().map(|incident| &incident.span))
        .chain(record.relations.iter().map(|relation| &relation.span))
}

impl Digest {
    /// Makes actors and places known by their ids; a digest that was read from a state needs it once.
    pub(crate) fn index(&mut self) {
        self.actor_of = indices(self.record.actors.iter().map(|actor| &actor.id));
        self.place_of = indices(self.record.places.iter().map(|place| &place.id));
    }

    /// Whether its lists go together, as those of a digest made here always do.
    pub(crate) fn is_whole(&self) -> bool {
        self.actors.len() == self.record.actors.len()
            && self.mentions.len() == self.record.actors.len()
            && self.places.len() == self.record.places.len()
            && !self.locations.is_empty()
    }

    /// The keys of an actor of this record.
    pub(crate) fn actor(&self, id: &str) -> Option<&ActorKeys> {
        self.actor_of.get(id).map(|&index| &self.actors[index as usize])
    }

    /// An actor's own key.
    pub(crate) fn own(&self, id: &str) -> Option<String> {
        self.actor(id).map(|keys| keys.own.clone())
    }

    /// The key of whom an actor belongs to.
    pub(crate) fn root(&self, id: &str) -> Option<&str> {
        self.actor(id).map(|keys| keys.root.as_str())
    }

    /// The keys of those to whom these actors belong, each once, sorted.
    pub(crate) fn roots(&self, ids: &[String]) -> Vec<&str> {
        let mut roots: Vec<&str> = ids.iter().filter_map(|id| self.root(id)).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// The key of a place of this record.
    pub(crate) fn place(&self, id: &str) -> Option<&str> {
        self.place_of
            .get(id)
            .map(|&index| self.places[index as usize].as_str())
    }

    /// The place itself.
    pub(crate) fn place_itself(&self, id: &str) -> Option<&verbale_record::Place> {
        self.place_of
            .get(id)
            .map(|&index| &self.record.places[index as usize])
    }

    /// Day of publication as the report gives it.
    pub(crate) fn published(&self) -> Option<String> {
        self.record
            .report
            .published
            .clone()
            .or_else(|| self.not_before.clone())
    }

    /// An id within the dossier for an item of this record.
    pub(crate) fn address(&self, item: &str) -> String {
        format!("{}.{item}", self.id)
    }

    /// Words as a quotation.
    pub(crate) fn quote(&self, span: &Span) -> Quote {
        let place = (span.start.0, span.end.0);
        Quote {
            id: self.quote_id(span),
            report: self.id.clone(),
            start: place.0,
            end: place.1,
            text: span.text.split_whitespace().collect::<Vec<_>>().join(" "),
            sentence: self
                .sentences
                .get(&place)
                .cloned()
                .unwrap_or_else(|| span.text.clone()),
        }
    }

    /// The sentence around some words.
    pub(crate) fn sentence(&self, span: &Span) -> Option<&str> {
        self.sentences
            .get(&(span.start.0, span.end.0))
            .map(String::as_str)
    }

    /// The id of that quotation.
    pub(crate) fn quote_id(&self, span: &Span) -> String {
        format!("{}:{}-{}", self.id, span.start.0, span.end.0)
    }

    /// Gives the report the n-th of several ids that would be the same.
    pub(crate) fn number_id(&mut self, place: usize) {
        self.id = short_id(&self.record.id);
        if place > 0 {
            self.id = format!("{}-{}", self.id, place + 1);
        }
    }

    /// A number for the record's content: two records may have one id where other tables made them.
    pub(crate) fn content(&self) -> u64 {
        self.order.content
    }
}

/// Offsets are no keys of a JSON object: a list in their order instead.
mod by_offsets {
    use super::{Deserialize, HashMap, Serialize};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        sentences: &HashMap<(u32, u32), String>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut list: Vec<(&(u32, u32), &String)> = sentences.iter().collect();
        list.sort_unstable();
        list.serialize(serializer)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(
        deserializer: D,
    ) -> Result<HashMap<(u32, u32), String>, D::Error> {
        let list: Vec<((u32, u32), String)> = Deserialize::deserialize(deserializer)?;
        Ok(list.into_iter().collect())
    }
}
