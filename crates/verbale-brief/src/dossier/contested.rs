//! Contested facts, the sides next to each other.

use super::page::{Block, Item, Table};
use super::sources::Words;
use crate::wording;
use verbale_dossier::Dossier;
use verbale_dossier::dossier::{Contested, ContestedSide, ContestedVersion};
use verbale_record::ContestedRelation;

/// At most so many versions of a side are shown.
const MOST: usize = 6;

/// A table each, a column a side.
pub(super) fn contested(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
    let table = |fact: &Contested| {
        let name = |side: &ContestedSide| {
            let by = side.by.as_ref();
            wording::capitalised(by.map_or("the report itself", |by| words.name(by)))
        };
        // What it is about stands in the caption.
        let mut columns = vec![String::new()];
        columns.extend(fact.sides.iter().map(name));
        let cells = fact.sides.iter().map(|side| versions(side, words));
        let settled = if fact.resolved { "settled" } else { "open" };
        let how = fact
            .because
            .first()
            .map_or_else(|| relation(fact.relation), String::as_str);
        let about = wording::capitalised(&fact.about);
        Block::Table(Table {
            caption: format!("{about}: {how} ({settled})"),
            columns,
            rows: vec![(String::new(), cells.collect())],
        })
    };
    dossier.contested.iter().map(table).collect()
}

fn relation(relation: ContestedRelation) -> &'static str {
    match relation {
        ContestedRelation::Denies => "one side denies it",
        ContestedRelation::Contradicts => "the sides contradict each other",
        ContestedRelation::Reframes => "one side describes it otherwise",
        ContestedRelation::Justifies => "one side justifies it",
    }
}

fn versions(side: &ContestedSide, words: &Words<'_>) -> Vec<Item> {
    let version = |version: &ContestedVersion| {
        let speaker = version.speaker.as_ref();
        let speaker = speaker.filter(|speaker| Some(*speaker) != side.by.as_ref());
        Item {
            lead: words.told_on(version.day.as_deref(), words.report(&version.quote)),
            rest: speaker
                .map(|speaker| words.name(speaker).to_owned())
                .unwrap_or_default(),
            citations: words.cite(&version.quote).into_iter().collect(),
            ..Item::default()
        }
    };
    let mut items: Vec<Item> = side.versions.iter().take(MOST).map(version).collect();
    let more = side.versions.len().saturating_sub(MOST);
    items.extend((more > 0).then(|| Item {
        lead: format!("and {more} more"),
        ..Item::default()
    }));
    items
}
