//! `verbale export` and `verbale formats` from outside.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use std::fs;
use std::path::{Path, PathBuf};

fn verbale() -> Command {
    let mut command = Command::cargo_bin("verbale").expect("the binary is built");
    command.env("NO_COLOR", "1");
    command
}

/// Two records of our own: one with everything, one with nothing.
fn records() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../verbale-store/tests/records.jsonl")
}

fn export(format: &str, output: &Path) -> assert_cmd::assert::Assert {
    verbale()
        .arg("export")
        .arg(records())
        .args(["--format", format, "--output"])
        .arg(output)
        .assert()
}

#[test]
fn tables_fill_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, ending) in [("csv", "csv"), ("parquet", "parquet")] {
        let output = folder.path().join(format);
        export(format, &output)
            .success()
            .stdout(is_empty())
            .stderr(is_empty());
        for table in [
            "events",
            "statements",
            "talks",
            "positions",
            "incidents",
            "actors",
            "places",
            "reports",
        ] {
            assert!(
                output.join(format!("{table}.{ending}")).is_file(),
                "{table}.{ending}"
            );
        }
    }
    let events = fs::read_to_string(folder.path().join("csv/events.csv")).expect("events");
    assert!(events.contains(",036,"), "codes keep their zeros");
    let parquet = fs::read(folder.path().join("parquet/events.parquet")).expect("events");
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
}

#[test]
fn a_format_of_one_file_goes_to_standard_output() {
    let gdelt = verbale()
        .arg("export")
        .arg(records())
        .args(["--format", "gdelt"])
        .assert()
        .success();
    let output = String::from_utf8(gdelt.get_output().stdout.clone()).expect("UTF-8");
    assert!(output.lines().count() > 0 && output.lines().all(|line| line.split('\t').count() == 61));
    let stdin = fs::read(records()).expect("records");
    let polecat = verbale()
        .args(["export", "-", "--format", "polecat"])
        .write_stdin(stdin)
        .assert()
        .success();
    polecat.stdout(starts_with("Event ID\tEvent Date\tEvent Type"));
}

#[test]
fn code_and_export_fit_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pause.txt");
    let coded = verbale().arg("code").arg(sample).output().expect("runs").stdout;
    let output = folder.path().join("records.jsonl.gz");
    let mut command = verbale();
    command
        .args(["export", "-", "--format", "jsonl", "--output"])
        .arg(&output);
    command.write_stdin(coded.clone()).assert().success();
    let mut command = verbale();
    command.arg("export").arg(&output).args(["--format", "jsonl"]);
    command.assert().success().stdout(coded);
}

#[test]
fn what_is_no_record_is_told_and_the_rest_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mixed = folder.path().join("mixed.jsonl");
    fs::write(
        &mixed,
        format!("no record\n{}", fs::read_to_string(records()).expect("records")),
    )
    .expect("written");
    let mut command = verbale();
    command.arg("export").arg(&mixed).args(["--format", "icews"]);
    command
        .assert()
        .code(1)
        .stdout(contains("\t036\t"))
        .stderr(contains("mixed.jsonl:1: no record of verbale.record/1"));
    // Where nothing could be read, no file appears.
    fs::write(&mixed, "nothing\n").expect("written");
    let output = folder.path().join("events.tab");
    let mut command = verbale();
    command
        .arg("export")
        .arg(&mixed)
        .args(["--format", "icews", "--output"])
        .arg(&output);
    command.assert().code(2).stderr(contains("nothing was written"));
    assert!(!output.exists());
}

#[test]
fn outputs_that_make_no_sense_are_refused() {
    export("csv", Path::new("-"))
        .code(2)
        .stderr(contains("csv is a folder of tables"));
    export("parquet", Path::new("tables.gz"))
        .code(2)
        .stderr(contains("Parquet is compressed inside"));
    export("xlsx", Path::new("-"))
        .code(2)
        .stderr(contains("possible values"));
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("records.jsonl");
    fs::copy(records(), &own).expect("copied");
    let mut command = verbale();
    command
        .arg("export")
        .arg(&own)
        .args(["--format", "jsonl", "--output"])
        .arg(&own);
    command
        .assert()
        .code(2)
        .stderr(contains("the output would replace an input"));
    assert!(!fs::read(&own).expect("still there").is_empty());
}

#[test]
fn formats_are_documented_in_three_layouts() {
    let formats = || {
        let mut command = verbale();
        command.arg("formats");
        command
    };
    let every = [
        "jsonl",
        "csv",
        "parquet",
        "gdelt",
        "gdelt-mentions",
        "polecat",
        "icews",
        "phoenix",
        "plover",
    ];
    for layout in ["terminal", "markdown", "json"] {
        let output = formats()
            .args(["--format", layout])
            .output()
            .expect("runs")
            .stdout;
        let output = String::from_utf8(output).expect("UTF-8");
        assert!(every.iter().all(|name| output.contains(name)), "{layout}");
        assert!(output.contains("1.1b3"), "{layout}: which CAMEO it is");
    }
    let one = formats()
        .args(["icews", "--format", "json"])
        .output()
        .expect("runs")
        .stdout;
    let one: serde_json::Value = serde_json::from_slice(&one).expect("JSON");
    assert_eq!(
        one[0]["tables"][0]["columns"].as_array().expect("columns").len(),
        20
    );
    assert_eq!(one[0]["tables"][0]["columns"][6]["type"], "text");
    formats()
        .arg("gdelt")
        .assert()
        .success()
        .stdout(contains("GLOBALEVENTID").and(contains("POLECAT").not()));
}
