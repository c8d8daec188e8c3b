//! Every format on records of our own, as files and as bytes.

#![allow(clippy::unwrap_used)] // A test that cannot read its own files has failed.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use verbale_record::Record;
use verbale_store::{Format, Layout, Output, StoreError, describe, open};

fn records() -> Vec<Record> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records.jsonl");
    verbale_store::records(&path)
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

fn write(format: Format, path: &Path, records: &[Record]) -> verbale_store::Summary {
    let mut sink = open(format, Output::Path(path.to_owned())).unwrap();
    for record in records {
        sink.write(record).unwrap();
    }
    sink.finish().unwrap()
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn streamed(format: Format, records: &[Record]) -> String {
    let stream = Shared::default();
    let mut sink = open(format, Output::Stream(Box::new(stream.clone()))).unwrap();
    for record in records {
        sink.write(record).unwrap();
    }
    sink.finish().unwrap();
    let bytes = stream.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn tab_separated_formats_are_as_their_columns_say() {
    for format in [
        Format::Gdelt,
        Format::GdeltMentions,
        Format::Polecat,
        Format::Icews,
        Format::Phoenix,
    ] {
        let output = streamed(format, &records());
        let columns = describe(format).tables[0].columns.len();
        assert!(output.lines().count() > 1, "{format}");
        for line in output.lines() {
            assert_eq!(line.split('\t').count(), columns, "{format}: {line}");
        }
        insta::assert_snapshot!(format.name(), output.replace('\t', " → "));
    }
}

#[test]
fn plover_is_one_object_an_event() {
    let output = streamed(Format::Plover, &records());
    let objects: Vec<serde_json::Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    insta::assert_json_snapshot!("plover", objects);
}

#[test]
fn own_tables_as_csv() {
    let folder = tempfile::tempdir().unwrap();
    let summary = write(Format::Csv, folder.path(), &records());
    let mut page = String::new();
    for ((path, rows), table) in summary.files.iter().zip(describe(Format::Csv).tables) {
        let text = fs::read_to_string(path).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert!(
            header.iter().eq(table.columns.iter().map(|column| column.name)),
            "{}",
            table.name
        );
        assert_eq!(
            reader.records().map(Result::unwrap).count() as u64,
            *rows,
            "{}",
            table.name
        );
        assert!(text.ends_with("\r\n") && !text.starts_with('\u{feff}'));
        page.extend(["== ", table.name, "\n", &text.replace("\r\n", "\n"), "\n"]);
    }
    insta::assert_snapshot!("csv", page);
}

#[test]
fn what_cannot_be_carried_is_left_out() {
    let gdelt = streamed(Format::Gdelt, &records());
    let rows: Vec<Vec<&str>> = gdelt.lines().map(|line| line.split('\t').collect()).collect();
    // The possible meeting and the denied injury are no events; what is told of 2019 is.
    assert!(rows.iter().all(|row| row[26] != "190"));
    assert_eq!(rows.iter().filter(|row| row[3] == "2019").count(), 1);
    // One meeting of two, one arrest of two, one visit, one protest against nobody.
    assert_eq!(rows.len(), 5);
    let icews = streamed(Format::Icews, &records());
    // Both ways: the meeting and the visit; once: the two arrests; the protest has one side.
    assert_eq!(icews.lines().count(), 1 + 2 + 2 + 2);
    assert!(icews.contains("\tHost a visit\t043\t"), "{icews}");
    let month: Vec<&Vec<&str>> = rows.iter().filter(|row| row[26] == "173").collect();
    assert_eq!(
        (month[0][1], month[0][2], month[0][3]),
        ("", "202105", "2021"),
        "no day is made up"
    );
}

#[test]
fn ids_are_of_the_record_and_nothing_else() {
    let ids = |records: &[Record]| -> Vec<String> {
        let output = streamed(Format::Gdelt, records);
        output
            .lines()
            .map(|line| line.split('\t').next().unwrap().to_owned())
            .collect()
    };
    let all = records();
    let again: Vec<Record> = all.iter().rev().cloned().collect();
    let (mut first, mut second) = (ids(&all), ids(&again));
    first.sort();
    second.sort();
    assert_eq!(first, second);
    first.dedup();
    assert_eq!(first.len(), second.len(), "unique");
}

#[test]
fn files_appear_when_they_are_complete() {
    for &format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let sink = {
            let mut sink = open(format, Output::Path(path.clone())).unwrap();
            for record in records() {
                sink.write(&record).unwrap();
            }
            sink
        };
        let begun = match format.layout() {
            Layout::File => folder.path().to_owned(),
            Layout::Folder => path.clone(),
        };
        assert!(
            files(&begun)
                .iter()
                .all(|name| name.starts_with('.') && name.ends_with(".partial")),
            "{format}"
        );
        drop(sink);
        assert_eq!(
            files(&begun),
            Vec::<String>::new(),
            "{format}: what is given up leaves nothing"
        );
        write(format, &path, &records());
        assert!(
            files(&begun).iter().all(|name| !name.ends_with(".partial")),
            "{format}"
        );
    }
}

#[test]
fn an_older_output_stays_until_the_new_one_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    fs::write(&path, "old").unwrap();
    let mut sink = open(Format::Jsonl, Output::Path(path.clone())).unwrap();
    sink.write(&records()[0]).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    sink.finish().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 1);
}

#[test]
fn names_say_how_files_are_compressed() {
    let folder = tempfile::tempdir().unwrap();
    let records = records();
    let plain = streamed(Format::Gdelt, &records);
    let unpack = |path: PathBuf| {
        let file = fs::File::open(&path).unwrap();
        let mut text = String::new();
        let mut reader: Box<dyn Read> = match path.extension().unwrap().to_str() {
            Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(file)),
            _ => Box::new(zstd::Decoder::new(file).unwrap()),
        };
        reader.read_to_string(&mut text).unwrap();
        text
    };
    for name in ["events.gz", "events.zst"] {
        write(Format::Gdelt, &folder.path().join(name), &records);
        assert_eq!(unpack(folder.path().join(name)), plain);
    }
    let summary = write(Format::Csv, &folder.path().join("tables.zst"), &records);
    assert!(
        summary
            .files
            .iter()
            .all(|(path, _)| path.to_str().unwrap().ends_with(".csv.zst"))
    );
    assert!(unpack(folder.path().join("tables.zst/events.csv.zst")).starts_with("record_id,id,"));
    let refused = open(Format::Parquet, Output::Path(folder.path().join("tables.gz")));
    assert!(matches!(refused, Err(StoreError::CompressedParquet(_))));
    // Compressed records are read back without being told.
    write(Format::Jsonl, &folder.path().join("records.jsonl.zst"), &records);
    let back = verbale_store::records(&folder.path().join("records.jsonl.zst")).unwrap();
    assert_eq!(back.map(Result::unwrap).collect::<Vec<_>>(), records);
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for &format in Format::ALL {
        let bytes = |name: &str| {
            let summary = write(
                format,
                &folder.path().join(format!("{format}-{name}")),
                &records(),
            );
            summary
                .files
                .iter()
                .map(|(path, _)| fs::read(path).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(bytes("once"), bytes("twice"), "{format}");
    }
}

#[test]
fn json_is_an_object_or_an_array() {
    let all = records();
    let parsed = |records: &[Record]| -> serde_json::Value {
        serde_json::from_str(&streamed(Format::Json, records)).unwrap()
    };
    assert_eq!(parsed(&[]), serde_json::json!([]));
    assert_eq!(parsed(&all[..1])["id"], "5c0a1e");
    assert_eq!(parsed(&all).as_array().unwrap().len(), 2);
}

#[test]
fn lines_that_are_no_records_are_told_by_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mixed.jsonl");
    let line = serde_json::to_string(&records()[1]).unwrap();
    fs::write(&path, format!("{line}\n\n{{\"schema\": 1}}\n{line}")).unwrap();
    let read: Vec<_> = verbale_store::records(&path).unwrap().collect();
    assert_eq!(read.len(), 3);
    let error = read[1].as_ref().unwrap_err().to_string();
    assert!(
        error.contains("mixed.jsonl:3: no record of verbale.record/1"),
        "{error}"
    );
    assert!(read[2].is_ok());
}

#[test]
fn outputs_that_cannot_be_written_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let stream = open(Format::Csv, Output::Stream(Box::new(Shared::default())));
    assert!(matches!(stream, Err(StoreError::NeedsFolder(Format::Csv))));
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(
        open(Format::Parquet, Output::Path(file)),
        Err(StoreError::NotAFolder(..))
    ));
    let nowhere = folder.path().join("none/records.jsonl");
    let error = open(Format::Jsonl, Output::Path(nowhere))
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("none/records.jsonl: cannot be written"), "{error}");
}
