//! Casualty figures of one incident that sides give differently.

use crate::dossier::{CasualtyRange, Contested, ContestedSide, ContestedVersion, Figure, Incident};
use std::collections::BTreeSet;
use verbale_record::{CasualtyQualifier, ContestedRelation};

/// Adds the disputes about figures: two sides whose numbers cannot both be right. One side's rising toll is none.
pub(crate) fn add_figures<'r>(
    contested: &mut Vec<Contested>,
    incidents: &[Incident],
    root: &dyn Fn(&str) -> &'r str,
) {
    for incident in incidents {
        for range in &incident.casualties {
            if let Some(new) = dispute(incident, range, root) {
                add(contested, new);
            }
        }
    }
}

/// Where the very words are in dispute already, their numbers are too.
fn add(contested: &mut Vec<Contested>, new: Contested) {
    let quotes = |fact: &Contested| -> BTreeSet<String> {
        let versions = fact.sides.iter().flat_map(|side| &side.versions);
        versions.map(|version| version.quote.clone()).collect()
    };
    let words = quotes(&new);
    let Some(known) = contested
        .iter_mut()
        .find(|known| !quotes(known).is_disjoint(&words))
    else {
        contested.push(new);
        return;
    };
    known.because.extend(new.because);
    for mut side in new.sides {
        match known.sides.iter_mut().find(|known| known.by == side.by) {
            Some(known) => {
                let fresh = |version: &ContestedVersion| {
                    let mut others = known.versions.iter();
                    !others.any(|other| overlap(&other.quote, &version.quote))
                };
                side.versions.retain(fresh);
                known.versions.append(&mut side.versions);
                known.versions.sort_by(|one, other| one.day.cmp(&other.day));
            }
            None => known.sides.push(side),
        }
    }
}

/// Whether two quotations share words. An id is the report, a colon, and the offsets.
fn overlap(one: &str, other: &str) -> bool {
    fn place(id: &str) -> Option<(&str, u32, u32)> {
        let (report, offsets) = id.rsplit_once(':')?;
        let (start, end) = offsets.split_once('-')?;
        Some((report, start.parse().ok()?, end.parse().ok()?))
    }
    match (place(one), place(other)) {
        (Some((one, start, end)), Some((other, from, to))) => one == other && start < to && from < end,
        _ => one == other,
    }
}

fn dispute<'r>(
    incident: &Incident,
    range: &CasualtyRange,
    root: &dyn Fn(&str) -> &'r str,
) -> Option<Contested> {
    let told: Vec<(&str, &Figure)> = range
        .figures
        .iter()
        .filter_map(|figure| Some((root(figure.reported_by.as_ref()?), figure)))
        .collect();
    let disputed = told.iter().any(|(by, figure)| {
        told.iter()
            .any(|(other, theirs)| by != other && differ(figure, theirs))
    });
    if !disputed {
        return None;
    }
    let mut sides: Vec<ContestedSide> = Vec::new();
    for (by, figure) in told {
        let version = ContestedVersion {
            day: figure.day.clone(),
            speaker: figure.reported_by.clone(),
            quote: figure.quote.clone(),
        };
        match sides.iter_mut().find(|side| side.by.as_deref() == Some(by)) {
            Some(side) => side.versions.push(version),
            None => sides.push(ContestedSide {
                by: Some(by.to_owned()),
                versions: vec![version],
            }),
        }
    }
    Some(Contested {
        id: format!("{}@{}", incident.id, range.measure),
        about: format!("{}, {}", range.measure, incident.kind),
        relation: ContestedRelation::Contradicts,
        resolved: false,
        because: vec!["they count otherwise".to_owned()],
        sides,
        evidence: incident.evidence.clone(),
    })
}

/// Whether no number fits both.
fn differ(one: &Figure, other: &Figure) -> bool {
    match (bounds(one), bounds(other)) {
        (Some((low, high)), Some((least, most))) => high < least || most < low,
        _ => false,
    }
}

fn bounds(figure: &Figure) -> Option<(u64, u64)> {
    let low = figure.min.or(figure.max)?;
    let high = figure.max.or(figure.min)?;
    Some(match figure.qualifier {
        CasualtyQualifier::AtLeast => (low, u64::MAX),
        CasualtyQualifier::UpTo => (0, high),
        CasualtyQualifier::About => (low - low / 10, high.saturating_add(high / 10)),
        CasualtyQualifier::Exact => (low, high),
    })
}
