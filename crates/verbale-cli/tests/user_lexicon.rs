//! A user's own tables, through the binary: actors, roles, places and frames of `samples/lexicon`.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::fs;
use std::path::PathBuf;

const REPORT: &str = "Foreign Minister Mirel Aldan condemned the attack on Monday.\n\n\
    Fighters of the Northern Shore Brigades stonked the soldiers at Camp Orlan, the harbour reeve said.\n";

fn verbale() -> Command {
    let mut command = Command::cargo_bin("verbale").expect("the binary is built");
    command.env("NO_COLOR", "1");
    command
}

fn tables() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples/lexicon")
}

fn record(own: bool) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.txt");
    fs::write(&file, REPORT).expect("written");
    let mut command = verbale();
    command.arg("code").arg(&file).args(["--published", "2024-05-07"]);
    if own {
        command.arg("--lexicon").arg(tables());
    }
    let output = command.output().expect("runs");
    serde_json::from_slice(&output.stdout).expect("a record")
}

fn find<'r>(record: &'r serde_json::Value, layer: &str, name: &str) -> Option<&'r serde_json::Value> {
    let items = record[layer].as_array().expect("a layer");
    items.iter().find(|item| item["name"] == name)
}

#[test]
fn tables_of_all_kinds_are_read() {
    let record = record(true);
    let group = find(&record, "actors", "Northern Shore Brigades").expect("the group");
    assert_eq!(group["kind"], "armed-group");
    assert_eq!(group["country"], "ISL");
    let minister = find(&record, "actors", "Mirel Aldan").expect("the minister");
    assert_eq!(minister["rank"], "minister");
    assert_eq!(minister["known"], true);
    let camp = find(&record, "places", "Camp Orlan").expect("the camp");
    assert_eq!(camp["lat"], 64.5);
    let types: Vec<&str> = record["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter(|event| event["trigger"]["text"] == "stonked")
        .filter_map(|event| event["type"].as_str())
        .collect();
    assert_eq!(types, ["ASSAULT"]);
}

#[test]
fn without_them_the_same_words_say_less() {
    let record = record(false);
    let minister = find(&record, "actors", "Mirel Aldan");
    assert!(minister.is_none_or(|minister| minister["known"] == false));
    assert!(find(&record, "places", "Camp Orlan").is_none_or(|camp| camp["lat"].is_null()));
}

#[test]
fn the_sample_has_no_errors() {
    verbale()
        .args(["lexicon", "check"])
        .arg(tables())
        .assert()
        .success()
        .stdout(contains("0 errors"));
}

#[test]
fn faults_of_places_and_frames_name_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let places = folder.path().join("places");
    fs::create_dir(&places).expect("made");
    let rows = "kind\tname\taliases\tcountry\tlat\tlon\tgeonames\nbase\tX\t\tISL\tnorth\t1\t\n";
    fs::write(places.join("features.tsv"), rows).expect("written");
    let check = verbale()
        .args(["lexicon", "check"])
        .arg(folder.path())
        .assert()
        .failure();
    check.stderr(contains("features.tsv:2").and(contains("lat")));
}
