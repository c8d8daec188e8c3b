//! Reads every format back with pandas, polars, `DuckDB` and R, where they are installed.
//!
//! `VERBALE_PYTHON` names the Python to use; else `python3`.

#![allow(clippy::unwrap_used)] // A test that cannot read its own files has failed.

use std::path::Path;
use std::process::Command;
use verbale_store::{Format, Output, open};

#[test]
fn what_is_written_can_be_read() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(tests.join("records.jsonl"), folder.path().join("records.jsonl")).unwrap();
    let outputs = [
        (Format::Csv, "csv"),
        (Format::Parquet, "parquet"),
        (Format::Gdelt, "gdelt.tsv"),
        (Format::GdeltMentions, "mentions.tsv"),
        (Format::Phoenix, "phoenix.tsv"),
        (Format::Polecat, "polecat.tsv"),
        (Format::Icews, "icews.tsv"),
        (Format::Plover, "plover.jsonl"),
    ];
    for (format, name) in outputs {
        let mut sink = open(format, Output::Path(folder.path().join(name))).unwrap();
        for record in verbale_store::records(&tests.join("records.jsonl")).unwrap() {
            sink.write(&record.unwrap()).unwrap();
        }
        sink.finish().unwrap();
    }
    let python = std::env::var("VERBALE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    for (program, script) in [(python.as_str(), "readers.py"), ("Rscript", "readers.R")] {
        match Command::new(program)
            .arg(tests.join(script))
            .arg(folder.path())
            .output()
        {
            Err(error) => println!("skipped {script}: {program}: {error}"),
            Ok(output) => {
                let told = String::from_utf8_lossy(&output.stdout);
                println!("{told}");
                assert!(
                    output.status.success(),
                    "{script}: {}",
                    String::from_utf8_lossy(&output.stderr)
                );
            }
        }
    }
}
