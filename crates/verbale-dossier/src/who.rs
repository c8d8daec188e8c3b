//! Actors and places of all reports.

use crate::dossier::{Actor, Office, Place};
use crate::layout::Layout;
use std::collections::BTreeMap;
use verbale_record::{Actor as Told, ActorKind};

/// All actors, by id.
pub(crate) fn actors(layout: &Layout<'_>) -> Vec<Actor> {
    let mut found: BTreeMap<&str, Actor> = BTreeMap::new();
    for &report in &layout.order {
        let digest = layout.digest(report);
        let day = digest.published();
        let mut in_this_report: Vec<&str> = Vec::new();
        for ((told, keys), &mentions) in digest
            .record
            .actors
            .iter()
            .zip(&digest.actors)
            .zip(&digest.mentions)
        {
            let actor = found.entry(&keys.own).or_insert_with(|| new(told, &keys.own));
            // A later report may know more: whose side somebody is on, the code.
            if keys.root != keys.own {
                actor.side.get_or_insert_with(|| keys.root.clone());
            }
            if keys.side != keys.root {
                actor.stands_with.get_or_insert_with(|| keys.side.clone());
            }
            if actor.code.is_none() {
                actor.code.clone_from(&told.code);
            }
            if !in_this_report.contains(&keys.own.as_str()) {
                in_this_report.push(&keys.own);
                actor.reports += 1;
            }
            actor.mentions += mentions;
            note_office(actor, told, day.as_ref());
        }
    }
    add_states(&mut found, layout);
    found.into_values().collect()
}

fn new(told: &Told, id: &str) -> Actor {
    Actor {
        id: id.to_owned(),
        name: told.name.clone(),
        kind: told.kind,
        country: told.country.clone(),
        sectors: told.sectors.clone(),
        code: told.code.clone(),
        side: None,
        stands_with: None,
        known: told.known,
        offices: Vec::new(),
        reports: 0,
        mentions: 0,
    }
}

fn note_office(actor: &mut Actor, told: &Told, day: Option<&String>) {
    let Some(office) = &told.office else { return };
    match actor.offices.iter_mut().find(|known| known.office == *office) {
        Some(known) => known.to = day.cloned().or_else(|| known.to.take()),
        None => actor.offices.push(Office {
            office: office.clone(),
            rank: told.rank,
            from: day.cloned(),
            to: day.cloned(),
        }),
    }
}

/// A state that only its ministers and armies stand for is still a side.
fn add_states<'g>(found: &mut BTreeMap<&'g str, Actor>, layout: &Layout<'g>) {
    for &report in &layout.order {
        for keys in &layout.digest(report).actors {
            if let (false, Some(country)) = (
                found.contains_key(keys.root.as_str()),
                keys.root.strip_prefix("state:"),
            ) {
                let state = Actor {
                    id: keys.root.clone(),
                    name: country.to_owned(),
                    kind: ActorKind::State,
                    country: Some(country.to_owned()),
                    sectors: vec!["GOV".to_owned()],
                    code: Some(format!("{country}GOV")),
                    side: None,
                    stands_with: None,
                    known: true,
                    offices: Vec::new(),
                    reports: 0,
                    mentions: 0,
                };
                found.insert(&keys.root, state);
            }
        }
    }
}

/// All places, by id.
pub(crate) fn places(layout: &Layout<'_>) -> Vec<Place> {
    let mut found: BTreeMap<&str, Place> = BTreeMap::new();
    for &report in &layout.order {
        let digest = layout.digest(report);
        for (told, key) in digest.record.places.iter().zip(&digest.places) {
            let place = found.entry(key).or_insert_with(|| Place {
                id: key.clone(),
                name: told.name.clone(),
                country: told.country.clone(),
                admin1: told.admin1.clone(),
                lat: told.lat,
                lon: told.lon,
                reports: 0,
            });
            place.reports += 1;
        }
    }
    found.into_values().collect()
}
