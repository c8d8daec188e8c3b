//! Verbale's own flat tables: together they hold what the record holds.

mod actions;
mod cells;
mod entities;
mod negotiation;
mod violence;

use crate::table::AnyTable;

/// The tables, in the order of documentation. `reports` stands last: its file appears last in a folder.
pub(crate) const TABLES: &[&dyn AnyTable] = &[
    &actions::Events,
    &actions::Statements,
    &negotiation::Talks,
    &negotiation::TalkParties,
    &negotiation::Tracks,
    &negotiation::Issues,
    &negotiation::Positions,
    &negotiation::Contested,
    &violence::Incidents,
    &violence::Casualties,
    &entities::Actors,
    &entities::Places,
    &entities::Times,
    &entities::Mentions,
    &entities::Relations,
    &entities::Reports,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::value::join_with_bars;
    use serde_json::Value as Json;
    use verbale_record::{
        ActorKind, CasualtyMeasure, CasualtyQualifier, ContestedRelation, DateBasis, DatePrecision,
        Factuality, IssueStatus, MentionForm, Outcome, PerpetratorBasis, PlacePrecision, Polarity,
        PublishedBasis, Rank, Record, RelationKind, Stance, StatementForm, StatementKind, TalkFormat,
        TalkStatus, ThirdPartyRole, TimeKind, TrackBasis,
    };

    /// All cells of all tables, in order.
    fn cells(record: &Record) -> Vec<String> {
        let context = Context::new(record);
        let mut all = Vec::new();
        for table in TABLES {
            let mut each = |cells: &[crate::value::Value<'_>]| {
                for cell in cells {
                    let mut text = String::new();
                    cell.render(&mut text, join_with_bars);
                    all.push(text);
                }
                Ok(())
            };
            table.each_row(&context, &mut each).unwrap();
        }
        all
    }

    /// Words that a field with a closed vocabulary can take.
    fn vocabulary() -> Vec<&'static str> {
        macro_rules! words {
            ($($name:ident)*) => { [$($name::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),*].concat() };
        }
        let mut words = words!(ActorKind CasualtyMeasure CasualtyQualifier ContestedRelation DateBasis DatePrecision
            Factuality IssueStatus MentionForm Outcome PerpetratorBasis PlacePrecision Polarity PublishedBasis Rank
            RelationKind Stance StatementForm StatementKind TalkFormat TalkStatus ThirdPartyRole TimeKind TrackBasis);
        words.extend(["AGREE", "AID"]);
        words
    }

    fn leaves(value: &Json, path: &str, into: &mut Vec<String>) {
        match value {
            Json::Object(fields) => {
                fields
                    .iter()
                    .for_each(|(name, value)| leaves(value, &format!("{path}/{name}"), into));
            }
            Json::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(at, value)| leaves(value, &format!("{path}/{at}"), into));
            }
            Json::Null => {}
            _ => into.push(path.to_owned()),
        }
    }

    /// Other values for a leaf, of which the first that makes a record is taken.
    fn others(leaf: &Json) -> Vec<Json> {
        match leaf {
            Json::Bool(truth) => vec![(!truth).into()],
            Json::Number(number) if number.is_f64() => vec![(number.as_f64().unwrap() / 2.0 + 0.01).into()],
            Json::Number(number) => vec![(number.as_u64().unwrap() + 1).into(), 1.into()],
            Json::String(text) => {
                let other = if text.parse::<jiff::civil::Date>().is_ok() {
                    "1999-12-31".to_owned()
                } else {
                    format!("{text}x")
                };
                let words = vocabulary()
                    .into_iter()
                    .filter(|word| word != text)
                    .map(Json::from);
                std::iter::once(Json::from(other)).chain(words).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whatever changes in a record changes in the tables: nothing of it is lost.
    #[test]
    fn the_tables_hold_what_the_record_holds() {
        let line = include_str!("../../tests/records.jsonl").lines().next().unwrap();
        let original: Json = serde_json::from_str(line).unwrap();
        let before = cells(&serde_json::from_value(original.clone()).unwrap());
        let mut paths = Vec::new();
        leaves(&original, "", &mut paths);
        assert!(paths.len() > 380, "{} leaves", paths.len());
        for path in paths {
            // The format's page says so: furniture is kept by its offsets.
            if path.starts_with("/report/furniture/") && path.ends_with("/text") {
                continue;
            }
            let changed = others(original.pointer(&path).unwrap())
                .into_iter()
                .find_map(|other| {
                    let mut changed = original.clone();
                    *changed.pointer_mut(&path).unwrap() = other;
                    serde_json::from_value::<Record>(changed).ok()
                });
            let changed = changed.unwrap_or_else(|| panic!("{path}: no other value fits"));
            assert_ne!(cells(&changed), before, "{path} is in no table");
        }
    }

    /// The fixture itself must use every field, or the test above proves less than it says.
    #[test]
    fn the_sample_record_uses_every_field() {
        let line = include_str!("../../tests/records.jsonl").lines().next().unwrap();
        let record: Json = serde_json::from_str(line).unwrap();
        let (mut seen, mut paths) = (std::collections::BTreeSet::new(), Vec::new());
        leaves(&record, "", &mut paths);
        for path in paths {
            let fields = path.split('/').filter(|part| part.parse::<usize>().is_err());
            seen.extend(fields.map(str::to_owned));
        }
        let schema = verbale_record::json_schema();
        let mut fields = std::collections::BTreeSet::new();
        let definitions = schema["$defs"].as_object().unwrap().values();
        for definition in definitions.chain([&schema]) {
            if let Some(properties) = definition["properties"].as_object() {
                fields.extend(properties.keys().cloned());
            }
        }
        let unused: Vec<&String> = fields.difference(&seen).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }
}
