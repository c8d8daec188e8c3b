//! What joins actors and places across reports: keys that depend on one record only.

use crate::text::{folded, folded_name, verbatim};
use serde::{Deserialize, Serialize};
use verbale_record::{Actor, ActorKind, MentionForm, Place, Record};

/// The keys of one actor of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ActorKeys {
    /// Itself.
    pub(crate) own: String,
    /// The actor at the top of whom it belongs to.
    pub(crate) root: String,
    /// The side it would take in a negotiation: all rebels of a country are one where no name sets them apart.
    pub(crate) side: String,
}

/// How far up `member_of` is followed; a circle in a foreign record ends there.
const TALLEST: usize = 6;

/// The keys of every actor of a record.
pub(crate) fn of_actors(record: &Record) -> Vec<ActorKeys> {
    let own: Vec<String> = record.actors.iter().map(|actor| own_key(actor, record)).collect();
    let position = |id: &str| record.actors.iter().position(|actor| actor.id == id);
    let mut keys = Vec::with_capacity(own.len());
    for index in 0..own.len() {
        let mut top = index;
        for _ in 0..TALLEST {
            match record.actors[top].member_of.as_deref().and_then(position) {
                // Who stands against a state does not belong to it, whatever the record says.
                Some(above)
                    if above != top
                        && !(stands_against(&record.actors[top]) && is_state(&record.actors[above])) =>
                {
                    top = above;
                }
                _ => break,
            }
        }
        let root = root_key(&record.actors[top], &own[top]);
        let side = side_key(&record.actors[top], &root);
        keys.push(ActorKeys {
            own: own[index].clone(),
            root,
            side,
        });
    }
    keys
}

/// Known actors by name and country; named unknown persons by name; groups by name and country. Whom a report leaves
/// nameless (“a minister”) is nobody that another report could mean, unless it has the very same sentence.
fn own_key(actor: &Actor, record: &Record) -> String {
    let country = country_of(actor).unwrap_or("");
    let name = folded_name(&actor.name);
    if actor.kind == ActorKind::State && !country.is_empty() {
        return format!("state:{country}");
    }
    if actor.known {
        return format!("known:{country}:{name}");
    }
    let named = actor
        .mentions
        .iter()
        .any(|mention| mention.form == MentionForm::Name);
    let single = actor.kind == ActorKind::Person;
    match (named, single) {
        (true, true) if name.contains(' ') => format!("named:{name}"),
        (true, _) => format!("named:{name}:{country}"),
        (false, false) if !country.is_empty() => format!("group:{country}:{name}"),
        (false, _) => {
            let mention = actor.mentions.first();
            let sentence = mention
                .map(|mention| sentence_of(record, mention.span.start.0 as usize))
                .and_then(|sentence| verbatim(&sentence));
            match sentence {
                Some(sentence) => format!("unnamed:{name}:{:016x}", sentence.0),
                None => format!("unnamed:{name}:{}:{}", record.id, actor.id),
            }
        }
    }
}

/// The country of an actor. A record has ISO's codes only; a part of a state that acts for itself is told apart by its
/// actor code, which begins with a code in the X range.
fn country_of(actor: &Actor) -> Option<&str> {
    let own = actor.code.as_deref().and_then(|code| code.get(..3));
    let own = own.filter(|code| code.starts_with('X') && actor.country.is_some());
    own.or(actor.country.as_deref())
}

fn sentence_of(record: &Record, code_point: usize) -> String {
    let text = &record.report.text;
    let byte = text
        .char_indices()
        .nth(code_point)
        .map_or(text.len(), |(byte, _)| byte);
    crate::text::sentence(text, byte..byte)
}

/// Sectors whose people act for the state.
const OF_THE_STATE: [&str; 5] = ["GOV", "MIL", "SPY", "COP", "LEG"];
/// Sectors whose people stand against it.
const AGAINST_THE_STATE: [&str; 4] = ["OPP", "REB", "SEP", "PRM"];

fn stands_against(actor: &Actor) -> bool {
    actor
        .sectors
        .iter()
        .any(|sector| AGAINST_THE_STATE.contains(&sector.as_str()))
}

fn is_state(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::State | ActorKind::Government)
}

/// An army or a ministry that the record binds to nobody acts for its country's state.
fn root_key(top: &Actor, own: &str) -> String {
    let of_the_state = top
        .sectors
        .first()
        .is_some_and(|sector| OF_THE_STATE.contains(&sector.as_str()));
    match (country_of(top), top.kind) {
        (Some(country), ActorKind::Government | ActorKind::Person)
            if of_the_state && country.len() == 3 && !is_organisation(country) =>
        {
            format!("state:{country}")
        }
        _ => own.to_owned(),
    }
}

/// Codes in the place of a country that stand for organisations.
fn is_organisation(country: &str) -> bool {
    matches!(country, "IGO" | "NGO" | "MNC" | "IMG" | "INT")
}

/// An armed group that a lexicon knows is a side of its own; parties and unnamed groups are their country's opposition.
fn side_key(top: &Actor, root: &str) -> String {
    let against = stands_against(top);
    match country_of(top) {
        Some(country)
            if against && !(top.known && top.kind == ActorKind::ArmedGroup) && !is_organisation(country) =>
        {
            format!("opposition:{country}")
        }
        _ => root.to_owned(),
    }
}

/// The key of a place.
pub(crate) fn of_place(place: &Place) -> String {
    match place.geonames {
        Some(number) => format!("geonames:{number}"),
        None => format!(
            "place:{}:{}",
            place.country.as_deref().unwrap_or(""),
            folded(&place.name)
        ),
    }
}
