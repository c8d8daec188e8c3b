//! Gathering records: each is compared with what it may touch when it comes, and laid out when asked.

use crate::commitments::{self, CommitmentSignature, ToldCommitment};
use crate::contested::{self, Assertion, ContestedSignature};
use crate::copies::{Copies, Sketch};
use crate::digest::{Digest, digest};
use crate::dossier::{Commitment, CommitmentKind, CommitmentState, Dossier, FollowUp, Report, SCHEMA, Talk};
use crate::events::{self, EventSignature};
use crate::following::Later;
use crate::incidents::{self, IncidentSignature};
use crate::join::{Address, Join};
use crate::layout::Layout;
use crate::talks::{self, TalkSignature};
use crate::{positions, processes, relations, timeline, who};
use std::collections::HashMap;
use verbale_record::{Record, TalkStatus};

/// A set of records, made ready for a [`Dossier`].
///
/// Records may be added in any order and at any time. The dossier depends on nothing but which records are in.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    digests: Vec<Digest>,
    of_id: HashMap<String, Vec<u32>>,
    copies: Copies,
    commitments: Vec<Vec<ToldCommitment>>,
    joined_events: Join<EventSignature>,
    joined_talks: Join<TalkSignature>,
    joined_incidents: Join<IncidentSignature>,
    joined_contested: Join<ContestedSignature>,
    assertions: Vec<Vec<Assertion>>,
    joined_assertions: Join<Assertion>,
    joined_commitments: Join<CommitmentSignature>,
}

impl Gathering {
    /// Adds a record. The same record from another place is the same report with one more location.
    pub fn add(&mut self, record: Record) {
        let (digest, sketch) = digest(record);
        self.enter(digest, sketch);
    }

    /// Takes in a record that is ready.
    pub(crate) fn enter(&mut self, mut digest: Digest, sketch: Sketch) {
        let same_id = self.of_id.entry(digest.record.id.clone()).or_default();
        for &known in same_id.iter() {
            let known = &mut self.digests[known as usize];
            if known.content() == digest.content() {
                known.locations.append(&mut digest.locations);
                known.locations.sort_unstable();
                known.locations.dedup();
                return;
            }
        }
        let number = self.digests.len() as u32;
        same_id.push(number);
        self.copies.add(sketch);
        self.join(&digest, number);
        self.digests.push(digest);
        self.tell_apart(number);
    }

    /// Records that share an id but not their content, as other tables make them, get a number after it.
    fn tell_apart(&mut self, number: u32) {
        let Some(same) = self.of_id.get(&self.digests[number as usize].record.id) else {
            return;
        };
        if same.len() < 2 {
            return;
        }
        let mut same = same.clone();
        same.sort_by_key(|&digest| self.digests[digest as usize].content());
        for (place, digest) in same.into_iter().enumerate() {
            self.digests[digest as usize].number_id(place);
        }
    }

    fn join(&mut self, digest: &Digest, number: u32) {
        let record = &digest.record;
        let address = |item: usize| Address {
            report: number,
            item: item as u32,
        };
        for (item, event) in record.events.iter().enumerate() {
            self.joined_events
                .add(events::signature(event, digest), address(item));
        }
        for (item, talk) in record.talks.iter().enumerate() {
            self.joined_talks
                .add(talks::signature(talk, digest), address(item));
        }
        let incidents = record.incidents.iter().enumerate();
        for (item, incident) in incidents.filter(|(_, incident)| !incidents::is_toll(incident, digest)) {
            self.joined_incidents
                .add(incidents::signature(incident, digest), address(item));
        }
        for (item, fact) in record.contested.iter().enumerate() {
            self.joined_contested
                .add(contested::signature(fact, digest), address(item));
        }
        let assertions = contested::assertions(digest);
        for (item, assertion) in assertions.iter().enumerate() {
            self.joined_assertions.add(assertion.clone(), address(item));
        }
        self.assertions.push(assertions);
        let told = commitments::told(digest);
        for (item, commitment) in told.iter().enumerate() {
            self.joined_commitments
                .add(commitments::signature(commitment), address(item));
        }
        self.commitments.push(told);
    }

    /// Every record as it is kept, in canonical order.
    pub(crate) fn kept(&self) -> Vec<(&Digest, &Sketch)> {
        let mut order: Vec<u32> = (0..self.digests.len() as u32).collect();
        order.sort_by(|&one, &other| {
            let order = |report: u32| &self.digests[report as usize].order;
            order(one).cmp(order(other))
        });
        order
            .into_iter()
            .map(|report| (&self.digests[report as usize], self.copies.sketch(report)))
            .collect()
    }

    /// How many reports are in.
    pub fn len(&self) -> usize {
        self.digests.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.digests.is_empty()
    }

    /// What the reports say together.
    pub fn dossier(&self) -> Dossier {
        let mut layout = Layout::of(&self.digests, &self.copies);
        let actors = who::actors(&layout);
        let mut joined = talks::talks(&self.joined_talks, &mut layout);
        let processes = processes::processes(&mut joined, &actors, &layout);
        let talks: Vec<Talk> = joined.into_iter().map(|joined| joined.talk).collect();
        let issues = positions::issues(&mut layout);
        let events = events::events(&self.joined_events, &mut layout);
        let mut commitments =
            commitments::commitments(&self.joined_commitments, &self.commitments, &mut layout);
        let sides: HashMap<&str, &str> = actors
            .iter()
            .map(|actor| (actor.id.as_str(), actor.side.as_deref().unwrap_or(&actor.id)))
            .collect();
        let root = |id: &str| sides.get(id).copied().unwrap_or_default();
        let later = Later::of(&events, &talks, &issues, &root);
        for commitment in &mut commitments {
            later.follow(commitment);
        }
        commitments.extend(talks.iter().filter_map(|talk| meeting(talk, &root)));
        commitments.sort_by(|one, other| (&one.day, &one.id).cmp(&(&other.day, &other.id)));
        let incidents = incidents::incidents(&self.joined_incidents, &mut layout);
        let mut contested = contested::contested(
            &self.joined_contested,
            &self.joined_assertions,
            &self.assertions,
            &mut layout,
        );
        contested::add_figures(&mut contested, &incidents, &root);
        let mut dossier = Dossier {
            schema: SCHEMA.to_owned(),
            reports: self.reports(&layout),
            places: who::places(&layout),
            contested,
            incidents,
            tolls: incidents::tolls(&mut layout),
            relations: relations::relations(&mut layout),
            actors,
            processes,
            talks,
            issues,
            commitments,
            events,
            quotes: layout.into_quotes(),
            timeline: Vec::new(),
        };
        dossier.timeline = timeline::timeline(&dossier);
        dossier
    }

    fn reports(&self, layout: &Layout<'_>) -> Vec<Report> {
        let report = |&number: &u32| {
            let digest = layout.digest(number);
            let first = layout.first_of_group(number);
            let told = &digest.record.report;
            Report {
                id: digest.id.clone(),
                record: digest.record.id.clone(),
                locations: digest.locations.clone(),
                title: told
                    .title
                    .as_ref()
                    .map(|title| title.text.split_whitespace().collect::<Vec<_>>().join(" ")),
                byline: told.byline.clone(),
                publisher: told.publisher.clone(),
                published: told.published.clone(),
                published_basis: told.published_basis,
                not_before: digest.not_before.clone(),
                copy_of: (first != number).then(|| layout.digest(first).id.clone()),
                copied: (first != number).then(|| (self.copies.share(first, number) * 100.0).round() / 100.0),
            }
        };
        layout.order.iter().map(report).collect()
    }
}

/// A meeting that was to take place is a commitment too.
fn meeting<'r>(talk: &Talk, root: &dyn Fn(&str) -> &'r str) -> Option<Commitment> {
    let planned = talk
        .course
        .iter()
        .find(|stage| stage.status == TalkStatus::Scheduled)?;
    let state = match talk.status {
        TalkStatus::Held | TalkStatus::Ongoing | TalkStatus::BrokenOff => CommitmentState::Met,
        TalkStatus::Cancelled => CommitmentState::Broken,
        TalkStatus::Postponed => CommitmentState::Overtaken,
        TalkStatus::Scheduled | TalkStatus::Proposed | TalkStatus::Conditional => CommitmentState::Open,
    };
    let end = talk.course.iter().rev().find(|stage| stage.status == talk.status);
    let end = end.filter(|_| state != CommitmentState::Open);
    let mut by: Vec<String> = talk
        .parties
        .iter()
        .map(|party| root(&party.actor).to_owned())
        .collect();
    by.sort_unstable();
    by.dedup();
    Some(Commitment {
        id: format!("{}@meeting", talk.id),
        kind: CommitmentKind::Meeting,
        by,
        to: Vec::new(),
        issue: None,
        day: planned.reported.clone(),
        due: talk.date.clone(),
        quote: planned.quotes.first()?.clone(),
        condition: None,
        state,
        later: end
            .and_then(|stage| {
                Some(FollowUp {
                    state,
                    day: stage.reported.clone(),
                    told_by: Vec::new(),
                    item: talk.id.clone(),
                    quote: stage.quotes.first()?.clone(),
                })
            })
            .into_iter()
            .collect(),
        evidence: talk.evidence.clone(),
    })
}
