//! What has a day, in order of the days.

use crate::dossier::{Dossier, Entry, EntryKind, Event, Evidence, Quote};
use std::collections::HashMap;
use verbale_record::Factuality;
use verbale_record::ontology::{EventType, Quad};

/// What has a day, in order of the days.
pub(crate) fn timeline(dossier: &Dossier) -> Vec<Entry> {
    let entry = |date: &Option<String>, kind: EntryKind, item: &str| {
        date.as_ref().map(|date| Entry {
            date: date.clone(),
            kind,
            item: item.to_owned(),
        })
    };
    let talks = dossier
        .talks
        .iter()
        .filter_map(|talk| entry(&talk.date, EntryKind::Talk, &talk.id));
    let incidents = dossier.incidents.iter();
    let incidents = incidents.filter_map(|incident| entry(&incident.date, EntryKind::Incident, &incident.id));
    let lines = dossier.issues.iter().flat_map(|issue| &issue.parties);
    let changed = lines
        .flat_map(|line| &line.positions)
        .filter(|position| position.change.is_some());
    let changed = changed.filter_map(|position| entry(&position.day, EntryKind::Position, &position.id));
    let acts = dossier.events.iter().filter(|event| {
        let happened = matches!(event.factuality, Factuality::Asserted | Factuality::Historical);
        let deed = matches!(event.quad, Quad::MaterialCooperation | Quad::MaterialConflict)
            || matches!(
                event.kind,
                EventType::Agree | EventType::Reject | EventType::Concede
            );
        happened && deed && !event.actor.is_empty()
    });
    let acts: Vec<&Event> = acts.filter(|event| event.date.is_some()).collect();
    let told = Told::of(dossier, &acts);
    let acts = acts.into_iter().filter(|event| !told.elsewhere(event));
    let acts = acts.filter_map(|event| entry(&event.date, EntryKind::Event, &event.id));
    let mut entries: Vec<Entry> = talks.chain(incidents).chain(changed).chain(acts).collect();
    entries.sort();
    entries.dedup();
    entries
}

/// Words of a report: where they begin and end, and the item that rests on them.
type Words<'d> = (u32, u32, &'d str);

/// The words of what stands on the timeline, by report: an act within the words of an incident, or of a wider act,
/// would tell the same thing twice.
struct Told<'d> {
    quotes: HashMap<&'d str, &'d Quote>,
    by_report: HashMap<&'d str, Vec<Words<'d>>>,
    /// Words in dispute, by report.
    disputed: HashMap<&'d str, Vec<(u32, u32)>>,
}

impl<'d> Told<'d> {
    fn of(dossier: &'d Dossier, acts: &[&'d Event]) -> Self {
        let quotes = dossier.quotes.iter().map(|quote| (quote.id.as_str(), quote));
        let mut told = Self {
            quotes: quotes.collect(),
            by_report: HashMap::new(),
            disputed: HashMap::new(),
        };
        let sides = dossier.contested.iter().flat_map(|fact| &fact.sides);
        for version in sides.flat_map(|side| &side.versions) {
            if let Some(quote) = told.quotes.get(version.quote.as_str()) {
                let words = (quote.start, quote.end);
                told.disputed.entry(&quote.report).or_default().push(words);
            }
        }
        for incident in dossier
            .incidents
            .iter()
            .filter(|incident| incident.date.is_some())
        {
            // Of an act and its incident in the very same words the incident stays, whatever their ids.
            told.note("", &incident.evidence);
        }
        for act in acts {
            told.note(&act.id, &act.evidence);
        }
        told
    }

    fn note(&mut self, item: &'d str, evidence: &'d Evidence) {
        for id in evidence.members.iter().flat_map(|member| &member.quotes) {
            if let Some(quote) = self.quotes.get(id.as_str()) {
                let words = (quote.start, quote.end, item);
                self.by_report.entry(&quote.report).or_default().push(words);
            }
        }
    }

    /// Whether every telling of an act stands within the words of something else, and is not the wider of the two.
    fn elsewhere(&self, act: &Event) -> bool {
        let mut quotes = act.evidence.members.iter().flat_map(|member| &member.quotes);
        quotes.all(|id| {
            let Some(quote) = self.quotes.get(id.as_str()) else {
                return false;
            };
            let near = self
                .by_report
                .get(quote.report.as_str())
                .map_or(&[][..], Vec::as_slice);
            near.iter().any(|&(start, end, item)| {
                let within = start <= quote.start && quote.end <= end;
                let wider = (end - start) > (quote.end - quote.start);
                // Of two with the very same words the first stays.
                item != act.id && within && (wider || item < act.id.as_str())
            })
        })
    }
}
