//! `verbale dossier` from outside.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::collections::BTreeSet;
use std::path::PathBuf;

const PROCESS: [&str; 5] = [
    "jeddah.txt",
    "jeddah-2.txt",
    "jeddah-3.txt",
    "jeddah-3-copy.txt",
    "jeddah-4.txt",
];

fn verbale() -> Command {
    let mut command = Command::cargo_bin("verbale").expect("the binary is built");
    command.env("NO_COLOR", "1");
    command
}

fn samples() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    PROCESS.iter().map(|name| folder.join(name)).collect()
}

fn dossier(format: &str, files: &[PathBuf]) -> String {
    let output = verbale()
        .args(["dossier", "--format", format])
        .args(files)
        .output()
        .expect("runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn one_process_is_told_with_its_parts() {
    let page = dossier("terminal", &samples());
    for part in [
        "TALKS",
        "POSITIONS",
        "COMMITMENTS",
        "CONTESTED",
        "INCIDENTS",
        "TIMELINE",
        "SOURCES",
    ] {
        assert!(page.contains(part), "{part} is missing:\n{page}");
    }
    assert!(
        page.contains("5 reports") && page.contains("1 of them copies"),
        "{page}"
    );
}

#[test]
fn the_order_of_files_does_not_matter() {
    let mut files = samples();
    let forwards = dossier("json", &files);
    files.reverse();
    assert_eq!(forwards, dossier("json", &files));
}

#[test]
fn records_give_the_same_as_their_reports() {
    let records = verbale()
        .arg("code")
        .args(samples())
        .output()
        .expect("runs")
        .stdout;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("records.jsonl");
    std::fs::write(&file, &records).expect("written");
    let of_reports = dossier("json", &samples());
    assert_eq!(of_reports, dossier("json", &[file]));
    let of_stdin = verbale()
        .args(["dossier", "--format", "json", "-"])
        .write_stdin(records)
        .output()
        .expect("runs");
    assert_eq!(of_reports.as_bytes(), of_stdin.stdout);
}

#[test]
fn every_link_of_the_page_leads_to_its_words() {
    let page = dossier("html", &samples());
    assert!(
        !page.contains("<script") && !page.contains("http"),
        "the page needs nothing from outside"
    );
    let after = |mark: &'static str| -> BTreeSet<&str> {
        page.split(mark)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect()
    };
    let (links, anchors) = (after("href=\"#"), after(" id=\""));
    assert!(links.len() > 30, "only {} links", links.len());
    let dead: Vec<_> = links.difference(&anchors).collect();
    assert!(dead.is_empty(), "{dead:?}");
    for landmark in [
        "<main",
        "<nav",
        "<header",
        "class=\"skip\"",
        "<th scope=\"col\"",
        "<caption",
        "lang=\"en\"",
    ] {
        assert!(page.contains(landmark), "{landmark} is missing");
    }
}

#[test]
fn a_dossier_fits_its_schema_in_its_outline() {
    let schema = verbale()
        .args(["schema", "dossier"])
        .output()
        .expect("runs")
        .stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema).expect("JSON");
    let dossier: serde_json::Value = serde_json::from_str(&dossier("json", &samples())).expect("JSON");
    assert_eq!(dossier["schema"], "verbale.dossier/1");
    for field in schema["required"].as_array().expect("required fields") {
        assert!(
            dossier.get(field.as_str().expect("a name")).is_some(),
            "{field} is missing"
        );
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let output = verbale()
        .args(["dossier", "no-such-file.txt"])
        .args(samples())
        .assert()
        .code(1);
    output
        .stderr(contains("no-such-file.txt"))
        .stdout(contains("5 reports"));
    verbale()
        .args(["dossier", "no-such-file.txt"])
        .assert()
        .code(2)
        .stdout(predicate::str::is_empty());
    verbale()
        .args(["dossier", "-"])
        .write_stdin("{\"schema\": \"other\"}")
        .assert()
        .code(2)
        .stderr(contains("line 1"));
}

#[test]
fn folders_and_packed_collections_are_read_and_a_broken_record_costs_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in samples() {
        let name = file.file_name().expect("a name");
        std::fs::copy(&file, folder.path().join(name)).expect("copied");
    }
    let of_folder = dossier("json", &[folder.path().to_owned()]);
    assert!(of_folder.contains("jeddah-4.txt"));
    let records = verbale()
        .arg("code")
        .args(samples())
        .output()
        .expect("runs")
        .stdout;
    let mut lines: Vec<&[u8]> = records.split(|byte| *byte == b'\n').collect();
    let half = &lines[1][..lines[1].len() / 2];
    lines.insert(1, half);
    let file = folder.path().join("records.jsonl.zst");
    let packed = zstd::encode_all(lines.join(&b'\n').as_slice(), 0).expect("packed");
    std::fs::write(&file, packed).expect("written");
    let output = verbale()
        .args(["dossier", "--format", "json", "--threads", "2"])
        .arg(&file)
        .assert()
        .code(1)
        .stderr(contains("line 2"));
    assert_eq!(
        String::from_utf8_lossy(&output.get_output().stdout),
        dossier("json", &samples())
    );
}

#[test]
fn two_runs_do_not_write_one_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let lock = std::fs::File::create(folder.path().join(".talks.state.lock")).expect("made");
    lock.lock().expect("locked");
    let state = folder.path().join("talks.state");
    let grow = || {
        let mut command = verbale();
        command
            .args(["dossier", "--state"])
            .arg(&state)
            .arg(&samples()[0]);
        command
    };
    grow().assert().code(2).stderr(contains("another run"));
    drop(lock);
    grow().assert().success();
}

#[test]
fn a_dossier_grows_report_by_report_in_its_state() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["talks.state", "talks.state.zst"] {
        let state = folder.path().join(name);
        let grow = |files: &[PathBuf]| {
            let mut command = verbale();
            command
                .args(["dossier", "--format", "json", "--state"])
                .arg(&state)
                .args(files);
            command
        };
        for report in samples().iter().rev() {
            grow(std::slice::from_ref(report)).assert().success();
        }
        let grown = grow(&[]).output().expect("runs");
        assert_eq!(
            String::from_utf8_lossy(&grown.stdout),
            dossier("json", &samples())
        );
        let bytes = std::fs::read(&state).expect("a state");
        std::fs::write(&state, &bytes[..bytes.len() / 2]).expect("a folder");
        // A damaged state is told, and not written over.
        grow(&samples()[..1])
            .assert()
            .code(2)
            .stderr(contains(name).and(contains("state")));
        assert_eq!(std::fs::read(&state).expect("a state").len(), bytes.len() / 2);
    }
}
