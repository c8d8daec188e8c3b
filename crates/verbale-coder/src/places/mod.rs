//! Places of the report on the map.
//!
//! [`mentions`] finds the names that name places, [`resolution`] decides which place each name means.

mod mentions;
mod names;
mod resolution;
#[cfg(test)]
mod tests;

use crate::draft::{Cast, Context, Place};
use crate::knowledge::Knowledge;
use mentions::Mention;
use names::Names;
use verbale_lexicon::places::{Gazetteer, PlaceEntry, PlaceKind};
use verbale_record::PlacePrecision;

/// All places, in order of first mention.
pub fn find(context: &Context<'_>, _knowledge: &Knowledge, cast: &Cast) -> Vec<Place> {
    let gazetteer = Gazetteer::builtin();
    let mut names = Names::default();
    let mentions = mentions::find(context, gazetteer, cast, &mut names);
    let chosen = resolution::resolve(&mentions, &names, cast);
    let mut places: Vec<(&PlaceEntry, Vec<&Mention>)> = Vec::new();
    for mention in &mentions {
        let entry = &names.entries(mention.name)[chosen[mention.name.0 as usize]];
        match places.iter_mut().find(|(known, _)| same(known, entry)) {
            Some((_, mentions)) => mentions.push(mention),
            None => places.push((entry, vec![mention])),
        }
    }
    // A country that only acts, and of which nothing is said to happen in it, is no place of the report.
    places.retain(|(entry, mentions)| {
        entry.kind != PlaceKind::Country || mentions.iter().any(|mention| mention.located)
    });
    places
        .into_iter()
        .map(|(entry, mentions)| place(entry, &mentions))
        .collect()
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
