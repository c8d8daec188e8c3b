//! Positions, commitments, contested facts, incidents, acts.

use super::page::{Block, Item, Mark, Table};
use super::sections::marks;
use super::sources::Words;
use crate::wording::{self, plain};
use std::collections::BTreeMap;
use verbale_dossier::Dossier;
use verbale_dossier::dossier::{
    CasualtyRange, ChangeKind, Commitment, CommitmentKind, CommitmentState, Contested, Difference, Event,
    Figure, FollowUp, Incident, Issue, PartyLine, Position, Toll,
};
use verbale_record::{CasualtyMeasure, CasualtyQualifier};

/// As many parties have a column of their own; the others share one.
const COLUMNS: usize = 3;

/// Issue by party.
pub(super) fn positions(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
    let mut weight: BTreeMap<&str, usize> = BTreeMap::new();
    for line in dossier.issues.iter().flat_map(|issue| &issue.parties) {
        *weight.entry(&line.party).or_default() += line.positions.len() + line.told_by_others.len();
    }
    // The sides of a negotiation come first, whoever else talks more.
    let side = |party: &str| {
        dossier
            .processes
            .iter()
            .any(|process| process.sides.iter().any(|side| side.id == party))
    };
    let mut parties: Vec<&str> = weight.keys().copied().collect();
    parties.sort_by_key(|party| (!side(party), std::cmp::Reverse(weight[party]), *party));
    let (own, others) = parties.split_at(parties.len().min(if parties.len() == COLUMNS + 1 {
        COLUMNS + 1
    } else {
        COLUMNS
    }));
    let mut columns: Vec<String> = vec!["Issue".to_owned()];
    columns.extend(own.iter().map(|party| words.name(party).to_owned()));
    columns.extend((!others.is_empty()).then(|| "Others".to_owned()));
    let row = |issue: &Issue| {
        let line = |party: &str| issue.parties.iter().find(|line| line.party == party);
        let mut cells: Vec<Vec<Item>> = own
            .iter()
            .map(|party| line(party).map(|line| cell(line, words)).unwrap_or_default())
            .collect();
        if !others.is_empty() {
            let rest = others.iter().filter_map(|party| line(party));
            let named = rest.flat_map(|line| {
                let name = words.name(&line.party);
                cell(line, words).into_iter().map(move |item| Item {
                    rest: format!("{name} {}", item.rest),
                    ..item
                })
            });
            cells.push(named.collect());
        }
        (plain(&issue.issue), cells)
    };
    if dossier.issues.is_empty() {
        return Vec::new();
    }
    vec![Block::Table(Table {
        caption: "Positions by issue and party, oldest first".to_owned(),
        columns,
        rows: dossier.issues.iter().map(row).collect(),
    })]
}

fn cell(line: &PartyLine, words: &Words<'_>) -> Vec<Item> {
    let mut all: Vec<&Position> = line.positions.iter().chain(&line.told_by_others).collect();
    all.sort_by_key(|position| (position.day.is_none(), &position.day));
    all.into_iter()
        .map(|position| self::position(position, words))
        .collect()
}

fn position(position: &Position, words: &Words<'_>) -> Item {
    let mut all = Vec::new();
    if let Some(change) = &position.change {
        let day = change
            .day
            .as_ref()
            .map(|day| format!(" ({day})"))
            .unwrap_or_default();
        let before = format!("{}{day}", wording::stance(change.stance));
        all.push(match change.kind {
            ChangeKind::Contradicts => Mark::warning(format!("contradicts: before, {before}")),
            ChangeKind::Softer => Mark::note(format!("softer: before, {before}")),
            ChangeKind::Harder => Mark::note(format!("harder: before, {before}")),
            ChangeKind::Other => Mark::note(format!("changed: before, {before}")),
        });
    }
    all.extend(
        position
            .told_by
            .as_ref()
            .map(|by| Mark::note(format!("told by {}", words.name(by)))),
    );
    all.extend(
        position
            .against_own
            .as_ref()
            .map(|_| Mark::warning("the party itself says the opposite")),
    );
    all.extend(marks(&position.evidence));
    let details = [
        position
            .condition
            .as_ref()
            .map(|condition| format!("condition: {condition}")),
        (!position.spoken_by.is_empty() && position.told_by.is_none())
            .then(|| format!("voiced by {}", words.names(&position.spoken_by))),
    ];
    Item {
        lead: position.day.clone().unwrap_or_else(|| "day unknown".to_owned()),
        rest: wording::stance(position.stance).to_owned(),
        marks: all,
        details: details.into_iter().flatten().collect(),
        citations: words.cite(&position.quote).into_iter().collect(),
    }
}

/// A changed position as a line of the timeline.
pub(super) fn changed(id: &str, dossier: &Dossier, words: &Words<'_>) -> Option<Item> {
    dossier.issues.iter().find_map(|issue| {
        let lines = issue.parties.iter();
        let mut all = lines.flat_map(|line| line.positions.iter().map(move |position| (line, position)));
        let (line, found) = all.find(|(_, position)| position.id == id)?;
        let item = position(found, words);
        let rest = format!(
            "{} {} on {}",
            words.name(&line.party),
            item.rest,
            plain(&issue.issue)
        );
        Some(Item {
            rest,
            details: Vec::new(),
            ..item
        })
    })
}

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
        CommitmentKind::Condition => "made it depend on a condition",
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
    let own = commitment.by.as_slice();
    let told_by: Vec<String> = commitment
        .evidence
        .told_by
        .iter()
        .filter(|by| !own.contains(by))
        .cloned()
        .collect();
    let mut details: Vec<String> = Vec::new();
    details.extend(
        commitment
            .condition
            .as_ref()
            .map(|condition| format!("condition: {condition}")),
    );
    details.extend(commitment.due.as_ref().map(|due| format!("due {due}")));
    details.extend((!told_by.is_empty()).then(|| format!("told by {}", words.names(&told_by))));
    let mut citations: Vec<_> = words.cite(&commitment.quote).into_iter().collect();
    for follow_up in &commitment.later {
        details.push(followed(follow_up, words));
        let cited = words.cite(&follow_up.quote);
        citations.extend(cited.filter(|cited| !citations.contains(cited)));
    }
    Item {
        lead: commitment.day.clone().unwrap_or_else(|| "day unknown".to_owned()),
        rest: format!("{} {kind}{to}{issue}", words.names(&commitment.by)),
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
        .map(|day| format!(" {day}"))
        .unwrap_or_default();
    let by = match follow_up.told_by.as_slice() {
        [] => String::new(),
        by => format!(", according to {}", words.names(by)),
    };
    format!("{state}{day}{by}")
}

/// A table each, a column a side.
pub(super) fn contested(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
    let table = |fact: &Contested| {
        let name = |by: &Option<String>| by.as_ref().map_or("The report", |by| words.name(by)).to_owned();
        let mut columns = vec!["About".to_owned()];
        columns.extend(fact.sides.iter().map(|side| name(&side.by)));
        let cells = fact.sides.iter().map(|side| {
            let versions = side.versions.iter().map(|version| {
                let speaker = version
                    .speaker
                    .as_ref()
                    .filter(|speaker| Some(*speaker) != side.by.as_ref());
                Item {
                    lead: version.day.clone().unwrap_or_else(|| "day unknown".to_owned()),
                    rest: speaker
                        .map(|speaker| words.name(speaker).to_owned())
                        .unwrap_or_default(),
                    citations: words.cite(&version.quote).into_iter().collect(),
                    ..Item::default()
                }
            });
            versions.collect::<Vec<_>>()
        });
        let settled = if fact.resolved { "settled" } else { "open" };
        Block::Table(Table {
            caption: format!("{} ({}; {settled})", fact.about, fact.relation),
            columns,
            rows: vec![(fact.about.clone(), cells.collect())],
        })
    };
    dossier.contested.iter().map(table).collect()
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
    let day = match (&incident.date, &incident.evidence.first_reported) {
        (Some(day), _) => day.clone(),
        (None, Some(told)) => format!("told {told}"),
        (None, None) => "day unknown".to_owned(),
    };
    let place = incident
        .place
        .as_ref()
        .map(|place| format!(" in {}", words.place(place)))
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
        rest: format!("{}{place}{}{toll}", plain(&incident.kind), by.unwrap_or_default()),
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
        (Some(least), Some(most)) if least != most => format!("{least} to {most} {}", range.measure),
        (Some(number), _) if open => format!("at least {number} {}", range.measure),
        (Some(number), _) => format!("{number} {}", range.measure),
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
        .map(|day| format!(" ({day})"))
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
        lead: plain(toll.measure.as_str()),
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
                "date" => version.value.clone(),
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
    let act = wording::act(event.kind, event.factuality, &words.names(&event.recipient));
    let place = event
        .place
        .as_ref()
        .map(|place| format!(", {}", words.place(place)))
        .unwrap_or_default();
    let by = match event.evidence.told_by.as_slice() {
        [] => String::new(),
        by => format!(", according to {}", words.names(by)),
    };
    Item {
        lead: event.date.clone().unwrap_or_default(),
        rest: format!("{} {act}{place}{by}", words.names(&event.actor)),
        marks: marks(&event.evidence),
        details: Vec::new(),
        citations: words.cite_all(&event.evidence, 1),
    }
}
