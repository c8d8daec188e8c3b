//! The binary from outside: output, messages, exit codes.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::fs;
use std::path::PathBuf;

fn verbale() -> Command {
    let mut command = Command::cargo_bin("verbale").expect("the binary is built");
    command.env("NO_COLOR", "1");
    command
}

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../samples")
        .join(name)
}

#[test]
fn a_brief_names_the_headline_and_what_was_said() {
    let brief = verbale()
        .arg("brief")
        .arg(sample("antalya.html"))
        .assert()
        .success();
    brief.stdout(
        contains("Antalya talks end without a truce")
            .and(contains("SAID"))
            .and(contains("Leave a Reply").not()),
    );
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let records = |threads: &str| {
        let files = ["antalya.html", "jeddah.txt", "pause.txt"].map(sample);
        verbale()
            .args(["code", "--threads", threads])
            .args(files)
            .output()
            .expect("runs")
            .stdout
    };
    let once = records("1");
    assert!(!once.is_empty());
    assert_eq!(once, records("1"));
    assert_eq!(once, records("2"));
}

#[test]
fn every_span_of_a_record_holds_its_words() {
    let output = verbale()
        .arg("code")
        .arg(sample("jeddah.txt"))
        .output()
        .expect("runs");
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a record");
    let text: Vec<char> = record["report"]["text"].as_str().expect("text").chars().collect();
    let mut checked = 0;
    check_spans(&record, &text, &mut checked);
    assert!(checked > 20, "only {checked} spans");
}

fn check_spans(value: &serde_json::Value, text: &[char], checked: &mut usize) {
    match value {
        serde_json::Value::Object(fields) => {
            if let (Some(start), Some(end), Some(words)) = (
                fields.get("start").and_then(|v| v.as_u64()),
                fields.get("end").and_then(|v| v.as_u64()),
                fields.get("text").and_then(|v| v.as_str()),
            ) {
                let there: String = text[start as usize..end as usize].iter().collect();
                assert_eq!(there, words);
                *checked += 1;
            }
            fields
                .values()
                .for_each(|value| check_spans(value, text, checked));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| check_spans(item, text, checked)),
        _ => {}
    }
}

#[test]
fn bad_inputs_are_named_and_the_others_are_coded() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = [
        ("empty.txt", b"".as_slice()),
        ("binary.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice()),
    ];
    let mut command = verbale();
    command
        .arg("code")
        .arg(sample("pause.txt"))
        .arg(folder.path())
        .arg(folder.path().join("missing.txt"));
    for (name, bytes) in bad {
        fs::write(folder.path().join(name), bytes).expect("written");
        command.arg(folder.path().join(name));
    }
    let run = command.assert().code(1);
    run.stdout(contains("\"schema\":\"verbale.record/1\"")).stderr(
        contains("empty.txt")
            .and(contains("binary.png"))
            .and(contains("missing.txt"))
            .and(contains("is a folder")),
    );
}

#[test]
fn nothing_coded_is_exit_code_two() {
    verbale()
        .args(["code", "no-such-file.txt"])
        .assert()
        .code(2)
        .stderr(contains("no-such-file.txt"));
}

#[test]
fn odd_but_readable_input_is_coded() {
    let folder = tempfile::tempdir().expect("a folder");
    let cut = folder.path().join("cut.html");
    let page = fs::read(sample("antalya.html")).expect("the sample");
    fs::write(&cut, &page[..page.len() * 2 / 3]).expect("written");
    let broken = folder.path().join("broken.txt");
    fs::write(
        &broken,
        b"The envoy met the rebels in \xff Geneva on Monday, officials said.\n",
    )
    .expect("written");
    verbale().arg("code").arg(&cut).arg(&broken).assert().success();
}

#[test]
fn parse_writes_ten_columns() {
    let output = verbale()
        .args(["parse", "-"])
        .write_stdin("The ministers met in Antalya.")
        .output()
        .expect("runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let rows: Vec<&str> = text.lines().filter(|line| line.contains('\t')).collect();
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|row| row.split('\t').count() == 10));
}

#[test]
fn relate_answers_every_pair() {
    let text = "The army shelled the rebels.";
    let pair = format!(
        r#"{{"id":7,"text":"{text}","source":{{"start":0,"end":8}},"target":{{"start":17,"end":27}}}}"#
    );
    verbale()
        .args(["relate", "-"])
        .write_stdin(pair)
        .assert()
        .success()
        .stdout(contains("\"type\":\"ASSAULT\""));
}

#[test]
fn explain_gives_reasons_or_the_ids_there_are() {
    verbale()
        .arg("explain")
        .arg(sample("jeddah.txt"))
        .arg("s1")
        .assert()
        .success()
        .stdout(contains("because"));
    verbale()
        .arg("explain")
        .arg(sample("jeddah.txt"))
        .arg("z9")
        .assert()
        .code(2)
        .stderr(contains("there is no z9"));
}
