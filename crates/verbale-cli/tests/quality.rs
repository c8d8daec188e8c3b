//! Quality on annotated reports, by the independent scorer, where the shared data is present beside the project.

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

/// Least mean F1 over the eight layers; below it a change has broken something.
const LEAST_HEADLINE: f64 = 0.60;

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    shared.join("score/records.py").exists().then_some(shared)
}

/// The name and the day of publication of an annotated report.
fn file_and_day(annotation: &str) -> Option<(String, String)> {
    let value = |key: &str| {
        let line = annotation.lines().find(|line| line.starts_with(key))?;
        Some(line[key.len()..].trim().trim_matches(['"', '\'']).to_owned())
    };
    Some((value("file:")?, value("published:")?))
}

fn records(cases: &Path) -> Vec<u8> {
    let mut annotations: Vec<PathBuf> = std::fs::read_dir(cases)
        .expect("the cases")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    annotations.sort();
    let mut records = Vec::new();
    for annotation in annotations {
        let text = std::fs::read_to_string(&annotation).expect("an annotation");
        let Some((file, day)) = file_and_day(&text) else {
            continue;
        };
        let mut command = Command::cargo_bin("verbale").expect("the binary is built");
        let run = command
            .arg("code")
            .arg(cases.join(file))
            .args(["--published", &day]);
        records.extend(run.output().expect("runs").stdout);
    }
    records
}

#[test]
fn annotated_reports_are_coded_well_enough() {
    let Some(shared) = shared() else {
        eprintln!("skipped: there is no ../shared beside the project");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("records.jsonl");
    std::fs::write(&file, records(&shared.join("cases"))).expect("written");
    let scorer = Process::new("python3")
        .arg(shared.join("score/records.py"))
        .arg(&file)
        .output();
    let output = match scorer {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        Ok(output) => {
            eprintln!(
                "skipped: the scorer does not run: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            return;
        }
        Err(error) => {
            eprintln!("skipped: python3 does not run: {error}");
            return;
        }
    };
    println!("{output}");
    let headline = output.lines().find(|line| line.starts_with("headline"));
    let headline: f64 = headline
        .and_then(|line| line.split_whitespace().last()?.parse().ok())
        .expect("the scorer prints a headline");
    assert!(headline >= LEAST_HEADLINE, "headline {headline}");
}
