//! Runs over many reports from outside: containers, folders, interrupted runs, shares.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn verbale() -> Command {
    Command::cargo_bin("verbale").expect("the binary is built")
}

fn text(number: usize) -> String {
    format!(
        "The foreign ministers of Egypt and Ethiopia met in Cairo on Monday for the {number}th time. Egypt demanded a \
         written guarantee. Ethiopia refused to sign it, and its minister said the dam would be filled."
    )
}

/// A file of JSON lines with so many reports.
fn lines(path: &Path, count: usize) {
    let mut file = fs::File::create(path).expect("created");
    for number in 0..count {
        let report = serde_json::json!({
            "id": format!("r{number}"), "published": "2031-03-10", "headline": format!("Talks number {number}"),
            "event_text": text(number), "publisher": "Sample News",
        });
        writeln!(file, "{report}").expect("written");
    }
}

fn records(bytes: &[u8]) -> Vec<Value> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).expect("a record"))
        .collect()
}

fn documents(bytes: &[u8]) -> Vec<String> {
    let records = records(bytes);
    let names = records.iter().map(|record| &record["report"]["document"]);
    names
        .map(|name| name.as_str().unwrap_or("-").to_owned())
        .collect()
}

#[test]
fn json_lines_give_records_with_what_the_lines_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dump.jsonl");
    lines(&path, 3);
    let output = verbale().arg("code").arg(&path).assert().success();
    let records = records(&output.get_output().stdout);
    let report = &records[1]["report"];
    assert_eq!(report["document"], "r1");
    assert_eq!(report["title"]["text"], "Talks number 1");
    assert_eq!(report["published"], "2031-03-10");
    assert_eq!(report["published_basis"], "metadata");
    assert_eq!(report["publisher"], "Sample News");
    assert_eq!(report["origin"]["line"], 2);
    output.stderr(contains("3 coded"));
}

#[test]
fn packed_files_and_standard_input_are_the_same_as_plain_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dump.jsonl");
    lines(&path, 3);
    let plain = fs::read(&path).expect("there");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&plain).expect("packed");
    let packed = [
        plain.clone(),
        gzip.finish().expect("packed"),
        zstd::bulk::compress(&plain, 1).expect("packed"),
    ];
    for bytes in packed {
        let output = verbale()
            .args(["code", "-"])
            .write_stdin(bytes)
            .assert()
            .success();
        assert_eq!(documents(&output.get_output().stdout), ["r0", "r1", "r2"]);
    }
}

#[test]
fn what_is_broken_costs_nothing_but_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dump.jsonl");
    lines(&path, 3);
    let good = fs::read_to_string(&path).expect("there");
    let good: Vec<&str> = good.lines().collect();
    let bad = [
        good[0],
        "{\"id\": \"cut\", \"text\": \"The mini",
        "",
        good[1],
        "{\"id\": \"none\", \"words\": 7}",
        "[1, 2]",
        good[2],
    ];
    fs::write(&path, bad.join("\n")).expect("written");
    let list = folder.path().join("failed.jsonl");
    let output = verbale()
        .arg("code")
        .arg(&path)
        .arg("--quarantine")
        .arg(&list)
        .assert()
        .code(1);
    assert_eq!(documents(&output.get_output().stdout), ["r0", "r1", "r2"]);
    output.stderr(contains("line 2: ").and(contains("line 5: ").and(contains("--field text=NAME"))));
    let listed = records(&fs::read(&list).expect("there"));
    let lines: Vec<u64> = listed.iter().filter_map(|entry| entry["line"].as_u64()).collect();
    assert_eq!(lines, [2, 5, 6]);
    assert_eq!(listed[1]["kind"], "no text");
}

#[test]
fn a_truncated_file_gives_what_came_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("dump.jsonl");
    lines(&path, 200);
    let plain = fs::read(&path).expect("there");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&plain).expect("packed");
    let bytes = gzip.finish().expect("packed");
    let cut = folder.path().join("cut.jsonl.gz");
    fs::write(&cut, &bytes[..bytes.len() * 9 / 10]).expect("written");
    let output = verbale().arg("code").arg(&cut).assert().code(1);
    let found = documents(&output.get_output().stdout);
    assert!(found.len() > 150 && found[150] == "r150", "{}", found.len());
    output.stderr(contains("end too early"));
}

#[test]
fn other_languages_are_told_and_skipped() {
    let french = "Les ministres se sont rencontrés jeudi dans la station balnéaire sans parvenir à un accord sur le \
        cessez-le-feu, a déclaré le porte-parole du gouvernement devant la presse.";
    let run = verbale().args(["code", "-"]).write_stdin(french).assert();
    run.code(2)
        .stdout("")
        .stderr(contains("looks like French").and(contains("--language any")));
    let run = verbale()
        .args(["code", "-", "--language", "any"])
        .write_stdin(french)
        .assert();
    run.success().stdout(contains("\"language\":\"fr\""));
}

#[test]
fn shares_add_up_to_the_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    lines(&folder.path().join("dump.jsonl"), 7);
    for number in 0..7 {
        fs::write(folder.path().join(format!("{number}.txt")), text(number)).expect("written");
    }
    let share = |share: &str| {
        let run = verbale()
            .args(["code", "--shard", share])
            .arg(folder.path())
            .assert()
            .success();
        String::from_utf8(run.get_output().stdout.clone()).expect("text")
    };
    let whole = share("1/1");
    let mut whole: Vec<&str> = whole.lines().collect();
    let shares = [share("1/3"), share("2/3"), share("3/3")];
    let mut together: Vec<&str> = shares.iter().flat_map(|share| share.lines()).collect();
    whole.sort_unstable();
    together.sort_unstable();
    assert_eq!(whole.len(), 14);
    assert_eq!(whole, together);
}

/// A run into a file that is killed after so long; whether it had ended by itself.
fn killed(inputs: &Path, output: &Path, after: Duration) -> bool {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("verbale"))
        .args(["code", "--threads", "2", "--journal-every", "5", "--output"])
        .args([output, inputs])
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("begun");
    std::thread::sleep(after);
    let ended = child.try_wait().expect("waited").is_some();
    let _ = child.kill();
    let _ = child.wait();
    ended
}

#[test]
fn a_run_that_is_killed_again_and_again_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let inputs = folder.path().join("dump.jsonl");
    lines(&inputs, 60);
    for name in ["records.jsonl", "records.jsonl.gz"] {
        let once = folder.path().join(format!("once-{name}"));
        let begun = Instant::now();
        verbale()
            .args(["code", "--journal-every", "5"])
            .arg(&inputs)
            .arg("--output")
            .arg(&once)
            .assert()
            .success();
        let whole = begun.elapsed();
        let often = folder.path().join(name);
        let mut kills = 0;
        // In parts of the time that a whole run takes, ever later, so that it ends however slow the machine is.
        for turn in 0..200 {
            if killed(&inputs, &often, whole / 5 + turn * whole / 10) {
                break;
            }
            kills += 1;
            let published = often.exists();
            assert!(!published || fs::read(&often).expect("there") == fs::read(&once).expect("there"));
        }
        verbale()
            .args(["code", "--journal-every", "5"])
            .arg(&inputs)
            .arg("--output")
            .arg(&often)
            .assert()
            .success();
        assert!(kills >= 2, "only {kills} kills");
        assert!(
            fs::read(&often).expect("there") == fs::read(&once).expect("there"),
            "{name}"
        );
    }
    let left: Vec<PathBuf> = fs::read_dir(folder.path())
        .expect("there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(left.len(), 5, "{left:?}");
}

#[test]
fn the_doctor_finds_nothing_wrong() {
    let run = verbale().arg("doctor").assert().success();
    run.stdout(
        contains("ok    sample")
            .and(contains("checks passed"))
            .and(contains("FAIL").not()),
    );
}

#[test]
fn the_bench_names_every_stage() {
    let run = verbale()
        .args(["bench", "--seconds", "0.1", "--format", "json"])
        .assert()
        .success();
    let told: Value = serde_json::from_slice(&run.get_output().stdout).expect("JSON");
    let stages = told["stages"].as_array().expect("stages");
    let names: Vec<&str> = stages
        .iter()
        .filter_map(|stage| stage["stage"].as_str())
        .collect();
    for stage in ["page", "syntax", "actors", "acts", "record", "JSON"] {
        assert!(names.contains(&stage), "{names:?}");
    }
    assert!(
        told["all"]["words_per_cpu_second"]
            .as_f64()
            .is_some_and(|rate| rate > 0.0)
    );
}
