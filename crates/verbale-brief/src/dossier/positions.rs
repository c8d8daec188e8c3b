//! Positions by issue and party.

use super::page::{Block, Item, Mark, Table};
use super::sections::marks;
use super::sources::Words;
use crate::wording::{self, plain};
use std::collections::BTreeMap;
use verbale_dossier::Dossier;
use verbale_dossier::dossier::{ChangeKind, Issue, PartyLine, Position};

/// As many parties have a column of their own; the others share one.
const COLUMNS: usize = 3;

/// The column of all parties that have none of their own.
pub(super) const OTHERS: &str = "Others";

/// Issue by party. All who stand with one side of a negotiation share its column.
pub(super) fn positions(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
    if dossier.issues.is_empty() {
        return Vec::new();
    }
    let mut weight: BTreeMap<&str, usize> = BTreeMap::new();
    for line in dossier.issues.iter().flat_map(|issue| &issue.parties) {
        *weight.entry(words.side(&line.party)).or_default() +=
            line.positions.len() + line.told_by_others.len();
    }
    // The sides of a negotiation come first, whoever else talks more.
    let side = |party: &str| {
        let mut sides = dossier.processes.iter().flat_map(|process| &process.sides);
        sides.any(|side| side.id == party)
    };
    let mut parties: Vec<&str> = weight.keys().copied().collect();
    parties.sort_by_key(|party| (!side(party), std::cmp::Reverse(weight[party]), *party));
    let columns = if parties.len() == COLUMNS + 1 {
        COLUMNS + 1
    } else {
        COLUMNS
    };
    let (own, others) = parties.split_at(parties.len().min(columns));
    let mut headings: Vec<String> = vec!["Issue".to_owned()];
    headings.extend(own.iter().map(|party| wording::capitalised(words.name(party))));
    headings.extend((!others.is_empty()).then(|| OTHERS.to_owned()));
    let row = |issue: &Issue| {
        let mut cells: Vec<Vec<Item>> = own
            .iter()
            .map(|party| cell(issue, &|of| words.side(of) == *party, Some(*party), words))
            .collect();
        if !others.is_empty() {
            cells.push(cell(issue, &|of| others.contains(&words.side(of)), None, words));
        }
        (wording::capitalised(&plain(&issue.issue)), cells)
    };
    vec![Block::Table(Table {
        caption: "Positions by issue and party, oldest first".to_owned(),
        columns: headings,
        rows: dossier.issues.iter().map(row).collect(),
    })]
}

/// The positions of some parties, oldest first; a party that the column is not named after is named.
fn cell(issue: &Issue, belongs: &dyn Fn(&str) -> bool, column: Option<&str>, words: &Words<'_>) -> Vec<Item> {
    let lines = issue.parties.iter().filter(|line| belongs(&line.party));
    let mut all: Vec<(&PartyLine, &Position)> = lines
        .flat_map(|line| {
            let told = line.positions.iter().chain(&line.told_by_others);
            told.map(move |position| (line, position))
        })
        .collect();
    all.sort_by_key(|(_, position)| (position.day.is_none(), &position.day));
    let heading = column.map(|column| words.name(column));
    let item = |(line, position): (&PartyLine, &Position)| {
        let item = self::position(position, words);
        let name = words.name(&line.party);
        if heading == Some(name) {
            return item;
        }
        Item {
            rest: format!("{name} {}", item.rest),
            ..item
        }
    };
    all.into_iter().map(item).collect()
}

fn position(position: &Position, words: &Words<'_>) -> Item {
    let mut all = Vec::new();
    if let Some(change) = &position.change {
        let day = change
            .day
            .as_ref()
            .map(|day| format!(" ({})", wording::day(day)))
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
        lead: words.told_on(position.day.as_deref(), words.report(&position.quote)),
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
            "{} on {}: {}",
            words.name(&line.party),
            plain(&issue.issue),
            item.rest
        );
        Some(Item {
            rest: wording::capitalised(&rest),
            details: Vec::new(),
            ..item
        })
    })
}
