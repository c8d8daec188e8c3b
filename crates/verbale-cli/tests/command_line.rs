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
                fields.get("start").and_then(serde_json::Value::as_u64),
                fields.get("end").and_then(serde_json::Value::as_u64),
                fields.get("text").and_then(serde_json::Value::as_str),
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

/// Codes a good report beside a bad input: the good one comes out, the bad one is named with what is wrong with it.
#[track_caller]
fn assert_refused(name: &str, bytes: Option<&[u8]>, complaint: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = folder.path().join(name);
    if let Some(bytes) = bytes {
        fs::write(&bad, bytes).expect("written");
    }
    let beside = verbale()
        .arg("code")
        .arg(&bad)
        .arg(sample("pause.txt"))
        .assert()
        .code(1);
    beside
        .stdout(contains("\"schema\":\"verbale.record/1\""))
        .stderr(contains(name).and(contains(complaint)));
    let alone = verbale().arg("brief").arg(&bad).assert().code(2);
    alone.stderr(contains(name).and(contains(complaint)));
}

#[test]
fn an_empty_file_is_refused() {
    assert_refused("empty.txt", Some(b""), "is empty");
    assert_refused("blank.txt", Some(b" \n\t\r\n\n"), "is empty");
}

#[test]
fn a_missing_file_is_refused() {
    assert_refused("missing.txt", None, "No such file");
}

#[test]
fn an_empty_folder_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = verbale()
        .arg("code")
        .arg(folder.path())
        .arg(sample("pause.txt"))
        .assert();
    run.code(1)
        .stderr(contains("no report in the folder"))
        .stdout(contains("verbale.record/1"));
}

#[test]
fn binary_files_are_refused_by_what_they_are() {
    assert_refused("picture.txt", Some(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "an image");
    assert_refused("report.pdf", Some(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), "PDF");
    assert_refused("page.html.gz", Some(b"\x1f\x8b\x08\0\0\0\0\0\0\x03cut"), "gzip");
    let noise: Vec<u8> = (0..4000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    assert_refused("noise.txt", Some(&noise), "not text");
}

#[test]
fn fifty_megabytes_of_one_line_are_refused() {
    let line = "The envoy met the rebels and said that the talks would resume. ".repeat(50_000_000 / 63);
    assert_refused("long.txt", Some(line.as_bytes()), "split it into single reports");
    let page = format!("<html><body><p>{line}</p></body></html>");
    assert_refused("long.html", Some(page.as_bytes()), "split it into single reports");
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

#[test]
fn explain_shows_where_a_page_has_its_day_from() {
    let page = "<html><head><meta property='article:published_time' content='2031-03-10T07:00Z'><meta property='og:type' \
                content='article'></head><body><h1>Talks end at the lake</h1><p>By Jane Roe</p><p>Published March 10, 2031</p>\
                <p>The envoys of both countries left the town without a word on Monday, the host of the talks said.</p></body></html>";
    verbale()
        .args(["explain", "-"])
        .write_stdin(page)
        .assert()
        .success()
        .stdout(contains("published    2031-03-10 (metadata)"))
        .stdout(contains("<meta> article:published_time"))
        .stdout(contains("printed as the day of publication near the headline"));
}
