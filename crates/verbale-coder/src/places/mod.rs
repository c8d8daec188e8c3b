//! Places of the report on the map.
//!
//! [`mentions`] finds the names that name places, [`resolution`] decides which place each name means.

mod evidence;
mod mentions;
mod names;
mod resolution;
#[cfg(test)]
mod tests;

use crate::draft::{Cast, Context, Place};
use crate::knowledge::Knowledge;
use mentions::Mention;
use names::{Known, Names};
use verbale_lexicon::MatchKind;
use verbale_lexicon::places::{PlaceEntry, PlaceKind};
use verbale_record::PlacePrecision;

/// All places, in order of first mention.
pub fn find(context: &Context<'_>, knowledge: &Knowledge, cast: &Cast) -> Vec<Place> {
    let gazetteer = knowledge.gazetteer();
    let mut names = Names::default();
    let mentions = mentions::find(context, gazetteer, knowledge.lexicon, cast, &mut names);
    let chosen = resolution::resolve(&mentions, &names, cast);
    let mut places: Vec<(Found<'_>, Vec<&Mention>)> = Vec::new();
    for mention in &mentions {
        let found = match chosen[mention.name.0 as usize] {
            Some(index) => Found::Entry(&names.entries(mention.name)[index]),
            None => Found::Unknown(mention.name),
        };
        match places.iter_mut().find(|(known, _)| *known == found) {
            Some((_, mentions)) => mentions.push(mention),
            None => places.push((found, vec![mention])),
        }
    }
    // A country that only acts, and of which nothing is said to happen in it, is no place of the report.
    // Nor is a seat of power where nobody is said to be.
    let is_seat = |name: &str| {
        let found = knowledge.lexicon.match_at(&[name], 0);
        found.is_some_and(|found| found.kind == MatchKind::Seat)
    };
    places.retain(|(found, mentions)| match found {
        Found::Entry(entry) if entry.kind == PlaceKind::Country => {
            mentions.iter().any(|mention| mention.located || !mention.acts)
        }
        Found::Entry(entry) if entry.kind == PlaceKind::Site && is_seat(&entry.name) => {
            mentions.iter().any(|mention| mention.located)
        }
        _ => true,
    });
    let around = |mention: &Mention| {
        let container = &mentions[mention.container?];
        let index = chosen[container.name.0 as usize]?;
        Some(&names.entries(container.name)[index])
    };
    places
        .into_iter()
        .map(|(found, mentions)| match found {
            Found::Entry(entry) => place(entry, &mentions),
            Found::Unknown(_) => {
                let container = mentions.iter().find_map(|mention| around(mention));
                unknown(context, container, &mentions)
            }
        })
        .collect()
}

/// What a mention names.
#[derive(Clone, Copy, Debug)]
enum Found<'n> {
    Entry(&'n PlaceEntry),
    /// A name that no table has.
    Unknown(Known),
}

impl PartialEq for Found<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Entry(one), Self::Entry(other)) => same(one, other),
            (Self::Unknown(one), Self::Unknown(other)) => one == other,
            _ => false,
        }
    }
}

fn same(one: &PlaceEntry, other: &PlaceEntry) -> bool {
    one.name == other.name
        && one.kind == other.kind
        && (one.latitude - other.latitude).abs() < 1e-6
        && (one.longitude - other.longitude).abs() < 1e-6
}

fn place(entry: &PlaceEntry, mentions: &[&Mention]) -> Place {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Place {
        name: entry.name.clone().into_owned(),
        country: some(entry.country),
        admin1: some(entry.region),
        coordinates: Some((entry.latitude, entry.longitude)),
        geonames: entry.geonames,
        precision: match entry.kind {
            PlaceKind::World | PlaceKind::Country => PlacePrecision::Country,
            PlaceKind::Region | PlaceKind::District | PlaceKind::Land => PlacePrecision::Admin1,
            PlaceKind::Nature | PlaceKind::Town | PlaceKind::Site => PlacePrecision::Point,
        },
        mentions: mentions
            .iter()
            .map(|mention| (mention.tokens.clone(), mention.head))
            .collect(),
    }
}

/// A place that no table has: it has the country of what is said to be around it.
fn unknown(context: &Context<'_>, around: Option<&PlaceEntry>, mentions: &[&Mention]) -> Place {
    let tokens = mentions.first().map_or(0..0, |mention| mention.tokens.clone());
    let entry = PlaceEntry {
        name: context.analysis.text_of(tokens).to_owned().into(),
        kind: PlaceKind::Town,
        country: around.map_or("", |around| around.country),
        region: around.map_or("", |around| around.region),
        latitude: 0.0,
        longitude: 0.0,
        geonames: None,
        population: 0,
        other_name: false,
        by_hand: false,
    };
    Place {
        coordinates: None,
        ..place(&entry, mentions)
    }
}
