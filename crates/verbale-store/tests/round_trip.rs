//! Whatever words a report has, CSV gives them back.

#![allow(clippy::unwrap_used)] // A test that cannot read its own files has failed.

use proptest::prelude::*;
use verbale_record::Record;
use verbale_store::{Format, Output, open};

fn record() -> Record {
    let line = include_str!("records.jsonl").lines().next().unwrap();
    serde_json::from_str(line).unwrap()
}

/// Splits a list cell at its bars, as `verbale formats csv` describes.
fn items(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut characters = cell.chars();
    while let Some(character) = characters.next() {
        match character {
            '|' => items.push(String::new()),
            '\\' => items.last_mut().unwrap().extend(characters.next()),
            _ => items.last_mut().unwrap().push(character),
        }
    }
    items
}

/// Words with everything that could hurt a table: quotes, commas, breaks, bars, other scripts.
fn words() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z\",;|\\\\\r\n\t =+@-]{1,20}", "\\PC{1,20}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn csv_gives_words_back(name in words(), text in words(), because in prop::collection::vec(words(), 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        let mut record = record();
        record.actors[0].name.clone_from(&name);
        record.report.text.clone_from(&text);
        record.events[0].because.clone_from(&because);
        let mut sink = open(Format::Csv, Output::Path(folder.path().to_owned())).unwrap();
        sink.write(&record).unwrap();
        sink.finish().unwrap();
        let first = |table: &str, column: &str| -> String {
            let mut reader = csv::Reader::from_path(folder.path().join(format!("{table}.csv"))).unwrap();
            let at = reader.headers().unwrap().iter().position(|header| header == column).unwrap();
            reader.records().next().unwrap().unwrap()[at].to_owned()
        };
        prop_assert_eq!(first("actors", "name"), name);
        prop_assert_eq!(first("reports", "text"), text);
        prop_assert_eq!(items(&first("events", "because")), because);
    }
}
