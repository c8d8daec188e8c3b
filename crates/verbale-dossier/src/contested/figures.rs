//! Casualty figures of one incident that sides give differently.

use crate::dossier::{CasualtyRange, Contested, ContestedSide, ContestedVersion, Figure, Incident};
use verbale_record::{CasualtyQualifier, ContestedRelation};

/// The disputes about figures: two sides whose numbers cannot both be right. One side's rising toll is none.
pub(crate) fn figures<'r>(incidents: &[Incident], root: &dyn Fn(&str) -> &'r str) -> Vec<Contested> {
    let of_incident = |incident: &Incident| {
        let disputes = incident
            .casualties
            .iter()
            .filter_map(|range| dispute(incident, range, root));
        disputes.collect::<Vec<_>>()
    };
    incidents.iter().flat_map(of_incident).collect()
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
