//! Whole records of our own sample reports, as they were last looked at and found good.
//!
//! A change of a snapshot is a change of what users get: read the difference, then `cargo insta review`.

use std::path::{Path, PathBuf};
use verbale::{Engine, PageOptions, Workspace};
use verbale_record::Record;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

fn record(name: &str) -> Record {
    let engine = Engine::english().expect("the model that comes with Verbale");
    let bytes = std::fs::read(samples().join(name)).expect("the sample");
    let options = PageOptions {
        source: name.to_owned(),
        ..PageOptions::default()
    };
    let page = engine.read(&bytes, &options).expect("a report");
    engine.code(page, &mut Workspace::default()).record
}

/// The record without what any change of the engine changes: version and hash.
fn stable(name: &str) -> Record {
    let mut record = record(name);
    "hash".clone_into(&mut record.id);
    "engine".clone_into(&mut record.engine);
    record
}

#[test]
fn antalya() {
    insta::assert_json_snapshot!(stable("antalya.html"));
}

#[test]
fn jeddah() {
    insta::assert_json_snapshot!(stable("jeddah.txt"));
}

#[test]
fn pause() {
    insta::assert_json_snapshot!(stable("pause.txt"));
}

#[test]
fn every_item_says_why() {
    for name in ["antalya.html", "jeddah.txt", "pause.txt"] {
        let record = record(name);
        assert!(
            record.events.iter().all(|item| !item.because.is_empty()),
            "{name}: events"
        );
        assert!(
            record.statements.iter().all(|item| !item.because.is_empty()),
            "{name}: statements"
        );
        assert!(
            record.talks.iter().all(|item| !item.because.is_empty()),
            "{name}: talks"
        );
        assert!(
            record.incidents.iter().all(|item| !item.because.is_empty()),
            "{name}: incidents"
        );
        let mut positions = record.issues.iter().flat_map(|issue| &issue.positions);
        assert!(
            positions.all(|item| !item.because.is_empty()),
            "{name}: positions"
        );
    }
}
