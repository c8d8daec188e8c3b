//! Events joined across reports.

use crate::days::When;
use crate::digest::Digest;
use crate::dossier::Event;
use crate::join::{Address, Join, Signature};
use crate::layout::{Layout, Telling};
use crate::text::{Symbol, likeness, mixed, shared, stems, verbatim};
use verbale_record::ontology::EventType;
use verbale_record::{Event as Told, Factuality};

/// What joining sees of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EventSignature {
    kind: EventType,
    happened: Happened,
    actors: Vec<Symbol>,
    recipients: Vec<Symbol>,
    when: When,
    place: Option<Symbol>,
    stems: Vec<u32>,
    verbatim: Option<Symbol>,
}

/// Whether it happened, as far as joining minds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Happened {
    Yes,
    No,
    NotYet,
}

/// Days by which two reports may differ about one event: the world has two dates at any time.
const DAY_SLACK: i32 = 1;
/// Days before a report within which an event without a date of its own is taken to lie.
const RECENT: i32 = 3;
/// Hundredths of shared content words that make two clauses tell of one act.
const ALIKE: u32 = 30;
/// The same, where day, place and both sides agree already.
const HARDLY_ALIKE: u32 = 10;

pub(crate) fn signature(event: &Told, digest: &Digest) -> EventSignature {
    let symbols = |ids: &[String]| {
        let mut symbols: Vec<Symbol> = digest.roots(ids).into_iter().map(Symbol::of).collect();
        symbols.sort_unstable();
        symbols
    };
    EventSignature {
        kind: event.kind,
        happened: match event.factuality {
            Factuality::Asserted | Factuality::Historical => Happened::Yes,
            Factuality::Negated => Happened::No,
            Factuality::Future | Factuality::Hypothetical => Happened::NotYet,
        },
        actors: symbols(&event.actor),
        recipients: symbols(&event.recipient),
        when: When::new(event.date.as_ref().map(|date| date.value.as_str()), digest.day),
        place: event
            .place
            .as_ref()
            .and_then(|place| digest.place(place))
            .map(Symbol::of),
        stems: stems(&event.span.text),
        verbatim: verbatim(&event.span.text),
    }
}

impl EventSignature {
    fn blocks_from(&self, slack: i32) -> Vec<u64> {
        let mut blocks = Vec::new();
        if let Some(sign) = self.verbatim {
            blocks.push(mixed(sign.0 ^ self.kind as u64));
        }
        let Some(who) = self.actors.first().or(self.recipients.first()) else {
            return blocks;
        };
        let base = mixed(who.0).wrapping_add(self.kind as u64);
        blocks.extend(self.when.blocks(base, RECENT, slack));
        blocks
    }
}

impl Signature for EventSignature {
    const ONE_A_REPORT: bool = false;

    fn blocks(&self) -> Vec<u64> {
        self.blocks_from(0)
    }

    fn reach(&self) -> Vec<u64> {
        self.blocks_from(DAY_SLACK)
    }

    fn likeness(&self, other: &Self) -> Option<u32> {
        if self.contradicts(other) {
            return None;
        }
        if self.verbatim.is_some() && self.verbatim == other.verbatim {
            return Some(200);
        }
        self.when.gap(other.when, RECENT)?;
        let words = likeness(&self.stems, &other.stems);
        let same = |ones: &[Symbol], others: &[Symbol]| ones == others && !ones.is_empty();
        let who = same(&self.actors, &other.actors);
        let whom = same(&self.recipients, &other.recipients);
        let place = self.place.is_some() && self.place == other.place;
        let day = self.when.is_same_day(other.when);
        let alike = words >= ALIKE && (who || whom) || words >= HARDLY_ALIKE && who && whom && place && day;
        alike.then_some(words + 20 * [who, whom, place, day].iter().filter(|&&agree| agree).count() as u32)
    }

    fn contradicts(&self, other: &Self) -> bool {
        let apart = |ones: &[Symbol], others: &[Symbol]| {
            !ones.is_empty() && !others.is_empty() && shared(ones, others) == 0
        };
        self.kind != other.kind
            || self.happened != other.happened
            || apart(&self.actors, &other.actors)
            || apart(&self.recipients, &other.recipients)
            || self
                .when
                .gap(other.when, RECENT)
                .is_some_and(|gap| gap > DAY_SLACK)
            || self
                .place
                .zip(other.place)
                .is_some_and(|(one, other)| one != other)
    }
}

/// The joined events.
pub(crate) fn events(join: &Join<EventSignature>, layout: &mut Layout<'_>) -> Vec<Event> {
    let clusters = layout.ordered(join.clusters());
    let clusters = layout.without_retold(clusters, |digest, item| {
        Some(&digest.record.events[item as usize].span)
    });
    clusters
        .iter()
        .filter_map(|members| event(members, layout))
        .collect()
}

fn event(members: &[Address], layout: &mut Layout<'_>) -> Option<Event> {
    let told = layout.tales(members, |digest, item, report| {
        let event = &digest.record.events[item];
        let telling = Telling {
            report,
            item: &event.id,
            spans: vec![&event.span],
            told_by: event.attributed_to.as_deref(),
        };
        (event, telling)
    });
    let (first, telling) = told.first()?;
    let digest = layout.digest(telling.report);
    let dates = layout.versions_of(&told, |event, _| {
        event.date.as_ref().map(|date| date.value.clone())
    });
    let places = layout.versions_of(&told, |event, digest| {
        digest.place(event.place.as_deref()?).map(str::to_owned)
    });
    // The fullest telling names the sides: a later report may say who shelled the market.
    let named = |ids: &dyn Fn(&Told) -> &[String], layout: &Layout<'_>| {
        let fullest = told.iter().max_by_key(|(event, telling)| {
            (
                ids(event).len().min(1),
                std::cmp::Reverse(layout.rank(telling.report)),
            )
        });
        fullest.map_or_else(Vec::new, |(event, telling)| {
            let digest = layout.digest(telling.report);
            crate::layout::unique(ids(event).iter().filter_map(|id| digest.own(id)))
        })
    };
    Some(Event {
        id: digest.address(&first.id),
        kind: first.kind,
        mode: told.iter().find_map(|(event, _)| event.mode.clone()),
        cameo: first.cameo.clone(),
        quad: first.quad,
        actor: named(&|event| &event.actor, layout),
        recipient: named(&|event| &event.recipient, layout),
        date: dates.first().map(|version| version.value.clone()),
        place: places.first().map(|version| version.value.clone()),
        factuality: first.factuality,
        differences: Layout::difference("date", &dates).into_iter().collect(),
        evidence: layout.evidence_of(&told),
    })
}
