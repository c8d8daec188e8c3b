//! Incidents joined across reports, with the range of what sources differ on; tolls apart.

use crate::days::{Days, When};
use crate::digest::Digest;
use crate::dossier::{CasualtyRange, Figure, Incident, Toll};
use crate::join::{Address, Join, Signature};
use crate::layout::{Layout, Telling, unique};
use crate::rules::Rules;
use crate::text::{Symbol, likeness, mixed, stems, verbatim};
use std::collections::BTreeMap;
use verbale_record::{CasualtyMeasure, Incident as Told, PlacePrecision};

/// What joining sees of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct IncidentSignature {
    family: Symbol,
    place: Option<Symbol>,
    when: When,
    perpetrator: Option<Symbol>,
    /// Lowest and highest number of killed, and of injured.
    killed: Option<(u64, u64)>,
    injured: Option<(u64, u64)>,
    stems: Vec<u32>,
    verbatim: Option<Symbol>,
}

const DAY_SLACK: i32 = 1;
/// Days before a report within which an incident without a date is taken to lie.
const RECENT: i32 = 4;
const ALIKE: u32 = 25;
/// Tolls of one incident rise and differ: up to this factor they may be of one, or up to this difference.
const TOLL_FACTOR: u64 = 3;
const TOLL_DIFFERENCE: u64 = 5;

pub(crate) fn signature(incident: &Told, digest: &Digest) -> IncidentSignature {
    let place = incident.place.as_deref().filter(|place| is_point(digest, place));
    IncidentSignature {
        family: Symbol::of(Rules::builtin().family(&incident.kind)),
        place: place.and_then(|place| digest.place(place)).map(Symbol::of),
        when: When::new(incident.date.as_deref(), digest.day),
        perpetrator: incident
            .perpetrator
            .as_deref()
            .and_then(|by| digest.root(by))
            .map(Symbol::of),
        killed: range(incident, CasualtyMeasure::Killed),
        injured: range(incident, CasualtyMeasure::Injured),
        stems: stems(&incident.span.text),
        verbatim: verbatim(&incident.span.text),
    }
}

/// A whole country is no place of an incident by which two could be told apart.
fn is_point(digest: &Digest, place: &str) -> bool {
    digest
        .place_itself(place)
        .is_some_and(|place| place.precision != PlacePrecision::Country)
}

fn range(incident: &Told, measure: CasualtyMeasure) -> Option<(u64, u64)> {
    let figures = incident
        .casualties
        .iter()
        .filter(|figure| figure.measure == measure);
    let bounds = figures.filter_map(|figure| Some((figure.min.or(figure.max)?, figure.max.or(figure.min)?)));
    bounds.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
}

/// Numbers from here on are those of a war or a period where no day and no town goes with them.
const OF_A_WAR: u64 = 1000;

/// A figure for a war or a whole period: no day, no town, nobody who did it, and fighting as such or a large number.
pub(crate) fn is_toll(incident: &Told, digest: &Digest) -> bool {
    let dated = incident
        .date
        .as_deref()
        .and_then(Days::parse)
        .is_some_and(Days::is_day);
    let in_a_town = incident
        .place
        .as_deref()
        .is_some_and(|place| is_point(digest, place));
    let large = incident
        .casualties
        .iter()
        .any(|figure| figure.max.or(figure.min) >= Some(OF_A_WAR));
    let fighting = incident.kind == "clash" && !incident.casualties.is_empty();
    !dated && !in_a_town && incident.perpetrator.is_none() && (large || fighting)
}

impl IncidentSignature {
    fn blocks_from(&self, slack: i32) -> Vec<u64> {
        let mut blocks = Vec::new();
        blocks.extend(self.verbatim.map(|sign| mixed(sign.0)));
        // Without a town, only the day and who did it bring incidents together.
        let (place, perpetrator) = (
            self.place.map_or(1, |place| place.0),
            self.perpetrator.map_or(2, |by| by.0),
        );
        for key in [place, perpetrator].into_iter().filter(|&key| key > 2) {
            blocks.extend(self.when.blocks(mixed(key ^ self.family.0), RECENT, slack));
        }
        blocks
    }
}

/// Whether two tolls may be of one incident.
fn tolls_agree(one: Option<(u64, u64)>, other: Option<(u64, u64)>) -> Option<bool> {
    let (one, other) = (one?, other?);
    let (low, high) = if one.1 <= other.0 {
        (one.1, other.0)
    } else {
        (other.1, one.0)
    };
    // Overlapping ranges agree; else the nearest ends count.
    Some(high <= low || high - low <= TOLL_DIFFERENCE || high <= low.saturating_mul(TOLL_FACTOR))
}

impl Signature for IncidentSignature {
    const ONE_A_REPORT: bool = true;

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
            return Some(300);
        }
        self.when.gap(other.when, RECENT)?;
        let place = self.place.is_some() && self.place == other.place;
        let day = self.when.is_same_day(other.when);
        let perpetrator = self.perpetrator.is_some() && self.perpetrator == other.perpetrator;
        let tolls = tolls_agree(self.killed, other.killed) == Some(true)
            || tolls_agree(self.injured, other.injured) == Some(true);
        let words = likeness(&self.stems, &other.stems);
        let agree = [place, day, perpetrator, tolls]
            .iter()
            .filter(|&&agree| agree)
            .count();
        let same = place && (day || tolls || words >= ALIKE) || agree >= 2 && words >= ALIKE;
        same.then_some(words + 25 * agree as u32)
    }

    fn contradicts(&self, other: &Self) -> bool {
        let tolls_differ = tolls_agree(self.killed, other.killed) == Some(false)
            || tolls_agree(self.injured, other.injured) == Some(false);
        self.family != other.family
            || self
                .place
                .zip(other.place)
                .is_some_and(|(one, other)| one != other)
            || self
                .when
                .gap(other.when, RECENT)
                .is_some_and(|gap| gap > DAY_SLACK)
            || tolls_differ
    }
}

/// The joined incidents.
pub(crate) fn incidents(join: &Join<IncidentSignature>, layout: &mut Layout<'_>) -> Vec<Incident> {
    let clusters = layout.ordered(join.clusters());
    let clusters = layout.without_retold(clusters, |digest, item| {
        Some(&digest.record.incidents[item as usize].span)
    });
    clusters
        .iter()
        .filter_map(|members| incident(members, layout))
        .collect()
}

fn incident(members: &[Address], layout: &mut Layout<'_>) -> Option<Incident> {
    let told = layout.tales(members, |digest, item, report| {
        let incident = &digest.record.incidents[item];
        let mut figures = incident.casualties.iter();
        let telling = Telling {
            report,
            item: &incident.id,
            spans: vec![&incident.span],
            told_by: figures.find_map(|figure| figure.reported_by.as_deref()),
        };
        (incident, telling)
    });
    let (first, telling) = told.first()?;
    let id = layout.digest(telling.report).address(&first.id);
    let dates = layout.versions_of(&told, |incident, _| incident.date.clone());
    let places = layout.versions_of(&told, |incident, digest| {
        digest.place(incident.place.as_deref()?).map(str::to_owned)
    });
    let kinds = layout.versions_of(&told, |incident, _| Some(incident.kind.clone()));
    let perpetrators = layout.versions_of(&told, |incident, digest| {
        digest.own(incident.perpetrator.as_deref()?)
    });
    let alleged = told.iter().filter(|(incident, _)| {
        incident.perpetrator.is_some()
            && incident.perpetrator_basis == verbale_record::PerpetratorBasis::AllegedBy
    });
    // Who alleges it is who reports the figures or, failing that, whose word the event is.
    let told_by = unique(alleged.filter_map(|(incident, telling)| {
        let digest = layout.digest(telling.report);
        let event = digest
            .record
            .events
            .iter()
            .find(|event| Some(&event.id) == incident.event.as_ref());
        digest.own(
            event
                .and_then(|event| event.attributed_to.as_deref())
                .or(telling.told_by)?,
        )
    }));
    let differences = [
        ("date", &dates),
        ("place", &places),
        ("kind", &kinds),
        ("perpetrator", &perpetrators),
    ];
    Some(Incident {
        id,
        kind: kinds
            .first()
            .map_or_else(|| first.kind.clone(), |version| version.value.clone()),
        place: places.first().map(|version| version.value.clone()),
        date: dates.first().map(|version| version.value.clone()),
        perpetrator: match perpetrators.as_slice() {
            [one] => Some(one.value.clone()),
            _ => None,
        },
        perpetrator_told_by: told_by,
        target: told.iter().find_map(|(incident, _)| incident.target.clone()),
        casualties: casualties(&told, layout),
        differences: differences
            .into_iter()
            .filter_map(|(field, versions)| Layout::difference(field, versions))
            .collect(),
        evidence: layout.evidence_of(&told),
    })
}

fn casualties(told: &[(&Told, Telling<'_>)], layout: &mut Layout<'_>) -> Vec<CasualtyRange> {
    let mut ranges: BTreeMap<CasualtyMeasure, Vec<Figure>> = BTreeMap::new();
    for (incident, telling) in told {
        for (measure, figure) in figures(incident, telling.report, layout) {
            ranges.entry(measure).or_default().push(figure);
        }
    }
    ranges
        .into_iter()
        .map(|(measure, figures)| {
            let bounds = figures
                .iter()
                .flat_map(|figure| [figure.min, figure.max])
                .flatten();
            CasualtyRange {
                measure,
                least: bounds.clone().min(),
                most: bounds.max(),
                figures,
            }
        })
        .collect()
}

fn figures(incident: &Told, report: u32, layout: &mut Layout<'_>) -> Vec<(CasualtyMeasure, Figure)> {
    let quote = layout.quote(report, &incident.span);
    let digest = layout.digest(report);
    let figures = incident.casualties.iter().map(|told| {
        let figure = Figure {
            min: told.min,
            max: told.max,
            qualifier: told.qualifier,
            group: told.group.clone(),
            reported_by: told.reported_by.as_deref().and_then(|by| digest.own(by)),
            day: digest.published(),
            quote: quote.clone(),
        };
        (told.measure, figure)
    });
    figures.collect()
}

/// The figures of wars and periods, by place and measure.
pub(crate) fn tolls(layout: &mut Layout<'_>) -> Vec<Toll> {
    let mut tolls: BTreeMap<(Option<String>, CasualtyMeasure), Vec<Figure>> = BTreeMap::new();
    for report in layout.order.clone() {
        let digest = layout.digest(report);
        for incident in digest
            .record
            .incidents
            .iter()
            .filter(|incident| is_toll(incident, digest))
        {
            let place = incident
                .place
                .as_deref()
                .and_then(|place| digest.place(place))
                .map(str::to_owned);
            for (measure, figure) in figures(incident, report, layout) {
                tolls.entry((place.clone(), measure)).or_default().push(figure);
            }
        }
    }
    tolls
        .into_iter()
        .map(|((place, measure), figures)| Toll {
            place,
            measure,
            figures,
        })
        .collect()
}
