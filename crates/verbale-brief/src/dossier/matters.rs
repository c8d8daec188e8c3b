//! Commitments, incidents, acts.

use super::page::{Block, Item};
use super::sections::marks;
use super::sources::Words;
use crate::wording::{self, plain};
use verbale_dossier::Dossier;
use verbale_dossier::dossier::{
    CasualtyRange, Commitment, CommitmentKind, CommitmentState, Difference, Event, Figure, FollowUp,
    Incident, Toll,
};
use verbale_record::{CasualtyMeasure, CasualtyQualifier};

/// Open ones first.
pub(super) fn commitments(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
    let states = [
        (CommitmentState::Open, "Open"),
        (
            CommitmentState::Disputed,
            "Met according to some, broken according to others",
        ),
        (CommitmentState::Broken, "Told as broken"),
        (CommitmentState::Met, "Told as met"),
        (CommitmentState::Overtaken, "Overtaken"),
    ];
    let mut blocks = Vec::new();
    for (state, heading) in states {
        let items = dossier
            .commitments
            .iter()
            .filter(|commitment| commitment.state == state);
        let items: Vec<Item> = items.map(|one| commitment(one, words)).collect();
        if !items.is_empty() {
            blocks.push(Block::Heading(heading.to_owned()));
            blocks.push(Block::Items(items));
        }
    }
    blocks
}

fn commitment(commitment: &Commitment, words: &Words<'_>) -> Item {
    let kind = match commitment.kind {
        CommitmentKind::Agreement => "agreed",
        CommitmentKind::Acceptance => "accepted",
        CommitmentKind::Promise => "promised",
        CommitmentKind::Offer => "offered",
        CommitmentKind::Condition => "set a condition",
        CommitmentKind::Meeting => "are to meet",
    };
    let to = if commitment.to.is_empty() {
        String::new()
    } else {
        format!(", to {}", words.names(&commitment.to))
    };
    let issue = commitment
        .issue
        .as_ref()
        .map(|issue| format!(" ({})", plain(issue)))
        .unwrap_or_default();
    // Its own minister voices a commitment; another tells of it.
    let tellers = commitment.evidence.told_by.iter();
    let tellers = tellers.filter(|by| !commitment.by.contains(by)).cloned();
    let (voices, told_by): (Vec<String>, Vec<String>) = tellers.partition(|by| {
        commitment
            .by
            .iter()
            .any(|bound| words.side(by) == words.side(bound))
    });
    let mut details: Vec<String> = Vec::new();
    details.extend(
        commitment
            .condition
            .as_ref()
            .map(|condition| format!("condition: {condition}")),
    );
    details.extend(
        commitment
            .due
            .as_ref()
            .map(|due| format!("due {}", wording::day(due))),
    );
    details.extend((!voices.is_empty()).then(|| format!("voiced by {}", words.names(&voices))));
    details.extend((!told_by.is_empty()).then(|| format!("told by {}", words.names(&told_by))));
    let mut citations: Vec<_> = words.cite(&commitment.quote).into_iter().collect();
    for follow_up in &commitment.later {
        details.push(followed(follow_up, words));
        let cited = words.cite(&follow_up.quote);
        citations.extend(cited.filter(|cited| !citations.contains(cited)));
    }
    Item {
        lead: words.told_on(commitment.day.as_deref(), words.report(&commitment.quote)),
        rest: wording::capitalised(&format!("{} {kind}{to}{issue}", words.names(&commitment.by))),
        marks: marks(&commitment.evidence),
        details,
        citations,
    }
}

fn followed(follow_up: &FollowUp, words: &Words<'_>) -> String {
    let state = match follow_up.state {
        CommitmentState::Met => "met",
        CommitmentState::Broken => "broken",
        CommitmentState::Overtaken => "overtaken",
        CommitmentState::Disputed | CommitmentState::Open => "taken up",
    };
    let day = follow_up
        .day
        .as_deref()
        .map(|day| format!(" {}", wording::day(day)))
        .unwrap_or_default();
    let by = match follow_up.told_by.as_slice() {
        [] => String::new(),
        by => format!(", according to {}", words.names(by)),
    };
    format!("{state}{day}{by}")
}

pub(super) fn incidents(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut all: Vec<&Incident> = dossier.incidents.iter().collect();
    let day = |one: &Incident| one.date.clone().or_else(|| one.evidence.first_reported.clone());
    all.sort_by_cached_key(|one| (day(one).is_none(), day(one), one.id.clone()));
    let items: Vec<Item> = all.into_iter().map(|one| incident(one, words)).collect();
    if !items.is_empty() {
        blocks.push(Block::Items(items));
    }
    if !dossier.tolls.is_empty() {
        blocks.push(Block::Heading("Tolls of the war or a period".to_owned()));
        blocks.push(Block::Items(
            dossier.tolls.iter().map(|one| toll(one, words)).collect(),
        ));
    }
    blocks
}

pub(super) fn incident(incident: &Incident, words: &Words<'_>) -> Item {
    let day = words.happened(incident.date.as_deref(), &incident.evidence);
    let place = incident
        .place
        .as_ref()
        .map(|place| format!(" {}", wording::located(words.place(place))))
        .unwrap_or_default();
    let by = incident
        .perpetrator
        .as_ref()
        .map(|by| match incident.perpetrator_told_by.as_slice() {
            [] => format!(", by {}", words.name(by)),
            told => format!(", by {} according to {}", words.name(by), words.names(told)),
        });
    let ranges: Vec<String> = incident.casualties.iter().map(range).collect();
    let toll = if ranges.is_empty() {
        String::new()
    } else {
        format!(": {}", ranges.join(", "))
    };
    let mut details: Vec<String> = Vec::new();
    for range in &incident.casualties {
        let told = range
            .figures
            .iter()
            .filter(|figure| figure.reported_by.is_some() || range.figures.len() > 1);
        details.extend(told.map(|figure| self::figure(figure, range.measure, words)));
    }
    details.extend(differences(&incident.differences, words));
    let mut unique: Vec<String> = Vec::new();
    details.retain(|detail| {
        !unique.contains(detail) && {
            unique.push(detail.clone());
            true
        }
    });
    Item {
        lead: day,
        rest: wording::capitalised(&format!(
            "{}{place}{}{toll}",
            plain(&incident.kind),
            by.unwrap_or_default()
        )),
        marks: marks(&incident.evidence),
        details,
        citations: words.cite_all(&incident.evidence, 4),
    }
}

/// “3 to 5 killed”.
fn range(range: &CasualtyRange) -> String {
    let open = range
        .figures
        .iter()
        .any(|figure| figure.qualifier == CasualtyQualifier::AtLeast);
    match (range.least, range.most) {
        (Some(least), Some(most)) if least != most => {
            format!(
                "{} to {} {}",
                wording::counted(least),
                wording::counted(most),
                range.measure
            )
        }
        (Some(number), _) if open => {
            format!("at least {} {}", wording::counted(number), range.measure)
        }
        (Some(number), _) => format!("{} {}", wording::counted(number), range.measure),
        _ => format!("number of {} unknown", range.measure),
    }
}

fn figure(figure: &Figure, measure: CasualtyMeasure, words: &Words<'_>) -> String {
    let number = wording::figure(figure.qualifier, figure.min, figure.max);
    let by = figure
        .reported_by
        .as_ref()
        .map(|by| format!(", according to {}", words.name(by)));
    let day = figure
        .day
        .as_ref()
        .map(|day| format!(" ({})", words.told_on(Some(day), words.report(&figure.quote))))
        .unwrap_or_default();
    format!("{number} {measure}{}{day}", by.unwrap_or_default())
}

fn toll(toll: &Toll, words: &Words<'_>) -> Item {
    let figures = toll
        .figures
        .iter()
        .map(|figure| self::figure(figure, toll.measure, words));
    let mut citations = Vec::new();
    for cited in toll.figures.iter().filter_map(|figure| words.cite(&figure.quote)) {
        if !citations.contains(&cited) {
            citations.push(cited);
        }
    }
    citations.truncate(4);
    Item {
        lead: wording::capitalised(&plain(toll.measure.as_str())),
        rest: toll
            .place
            .as_ref()
            .map(|place| words.place(place).to_owned())
            .unwrap_or_default(),
        details: figures.collect(),
        citations,
        ..Item::default()
    }
}

/// What sources tell differently, a line each.
pub(super) fn differences<'d>(
    all: &'d [Difference],
    words: &'d Words<'_>,
) -> impl Iterator<Item = String> + 'd {
    all.iter().map(|difference| {
        let versions = difference.versions.iter().map(|version| {
            let value = match difference.field.as_str() {
                "place" | "venue" => words.place(&version.value).to_owned(),
                "perpetrator" => words.name(&version.value).to_owned(),
                "date" => wording::day(&version.value),
                _ => plain(&version.value),
            };
            match version.told_by.as_slice() {
                [] => value,
                by => format!("{value} (according to {})", words.names(by)),
            }
        });
        format!(
            "{} told differently: {}",
            difference.field,
            versions.collect::<Vec<_>>().join("; ")
        )
    })
}

pub(super) fn event(event: &Event, words: &Words<'_>) -> Item {
    let act = wording::act(
        event.kind,
        &event.cameo,
        event.factuality,
        &words.names(&event.recipient),
    );
    // “Russia attacked Ukraine in Ukraine” tells no place.
    let parties = [words.names(&event.actor), words.names(&event.recipient)];
    let place = event
        .place
        .as_ref()
        .map(|place| words.place(place))
        .filter(|place| !parties.iter().any(|names| names.contains(place)))
        .map(|place| format!(" {}", wording::located(place)))
        .unwrap_or_default();
    let by = match event.evidence.told_by.as_slice() {
        [] => String::new(),
        by => format!(", according to {}", words.names(by)),
    };
    Item {
        lead: event.date.as_deref().map(wording::day).unwrap_or_default(),
        rest: wording::capitalised(&format!("{} {act}{place}{by}", words.names(&event.actor))),
        marks: marks(&event.evidence),
        details: Vec::new(),
        citations: words.cite_all(&event.evidence, 1),
    }
}
