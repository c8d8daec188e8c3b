//! What one thread does with one report.

use super::jobs::{Job, Position};
use anyhow::Result;
use jiff::civil::Date;
use std::panic::{AssertUnwindSafe, catch_unwind};
use verbale::{Engine, Workspace};
use verbale_page::containers::{ContainerError, Fields, Item, Place};
use verbale_page::{Language, language};
use verbale_record::Record;

/// Bytes of an object within which a record names its schema.
const SCHEMA_WITHIN: usize = 128;

/// How to make records.
#[derive(Debug, Clone)]
pub struct Making {
    /// Names of the fields of JSON objects.
    pub fields: Fields,
    /// Day of publication, where the user knows it.
    pub published: Option<Date>,
    /// Code what is not English, too.
    pub any_language: bool,
    /// Whether records are wanted as values; else as lines of JSON.
    pub values: bool,
    /// Take JSON objects that are records already as they are.
    pub records: bool,
}

/// A record as the output wants it.
#[derive(Debug)]
pub enum Made {
    /// As a line of JSON, with its line break.
    Line(Vec<u8>),
    /// As it is.
    Record(Box<Record>),
}

/// What became of a report.
#[derive(Debug)]
pub enum Verdict {
    /// It was coded.
    Coded(Made),
    /// It was left out on purpose.
    Skipped(Reason),
    /// It could not be read or coded.
    Failed(Reason),
}

/// Why there is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// In a word, to be counted.
    pub kind: String,
    /// In full.
    pub message: String,
}

/// A report and what became of it.
#[derive(Debug)]
pub struct Outcome {
    /// Where the run is after it.
    pub position: Position,
    /// Where in its input it stands.
    pub place: Place,
    /// What became of it.
    pub verdict: Verdict,
}

/// One thread's engine and buffers: what it has learned of word types is worth keeping.
pub struct Worker<'e> {
    engine: &'e Engine,
    making: &'e Making,
    workspace: Workspace,
}

impl<'e> Worker<'e> {
    pub fn new(engine: &'e Engine, making: &'e Making) -> Self {
        Self {
            engine,
            making,
            workspace: Workspace::default(),
        }
    }

    /// Codes a report. One that stops the engine costs its own record and no other.
    pub fn work(&mut self, job: Job) -> Outcome {
        let position = job.position;
        let (place, verdict) = match job.item {
            Err(failure) => (failure.place, failed(&failure.error)),
            Ok(item) => {
                let place = item.place;
                let name = position.name.clone();
                let verdict = catch_unwind(AssertUnwindSafe(|| self.code(item, &name)));
                (place, verdict.unwrap_or_else(|_| self.stopped()))
            }
        };
        Outcome {
            position,
            place,
            verdict,
        }
    }

    fn code(&mut self, item: Item, name: &str) -> Verdict {
        let place = item.place;
        if let Some(bytes) = item
            .json()
            .filter(|bytes| self.making.records && is_record(bytes))
        {
            return match serde_json::from_slice(bytes) {
                Ok(record) => self.made(record),
                Err(error) => Verdict::Failed(Reason {
                    kind: "no record".to_owned(),
                    message: format!("a record that cannot be read: {error}"),
                }),
            };
        }
        let page = item.read(&self.making.fields).and_then(|document| {
            let options = document.options(name, place, self.making.published);
            Ok(self.engine.read(&document.bytes, &options)?)
        });
        let page = match page {
            Ok(page) => page,
            Err(error) => return failed(&error),
        };
        if !self.making.any_language && page.report.language != "en" {
            return Verdict::Skipped(foreign(language(&page.report.text)));
        }
        let record = self.engine.code(page, &mut self.workspace).record;
        self.made(record)
    }

    fn made(&self, record: Record) -> Verdict {
        if self.making.values {
            return Verdict::Coded(Made::Record(Box::new(record)));
        }
        match line(&record) {
            Ok(line) => Verdict::Coded(Made::Line(line)),
            Err(error) => Verdict::Failed(Reason {
                kind: "no record".to_owned(),
                message: format!("the record cannot be written: {error}"),
            }),
        }
    }

    fn stopped(&mut self) -> Verdict {
        self.workspace = Workspace::default();
        Verdict::Failed(Reason {
            kind: "engine stopped".to_owned(),
            message:
                "the engine stopped at this report; that is an error of ours: please report it with the text"
                    .to_owned(),
        })
    }
}

/// Whether a JSON object says that it is a record: its schema is the first thing that we write.
fn is_record(object: &[u8]) -> bool {
    let head = &object[..object.len().min(SCHEMA_WITHIN)];
    String::from_utf8_lossy(head).contains("\"verbale.record/")
}

fn failed(error: &ContainerError) -> Verdict {
    Verdict::Failed(Reason {
        kind: error.kind().to_owned(),
        message: error.to_string(),
    })
}

fn foreign(language: Language) -> Reason {
    Reason {
        kind: "not English".to_owned(),
        message: format!(
            "the text looks like {}, and only English is coded; to try all the same, give `--language any`",
            language.name
        ),
    }
}

fn line(record: &Record) -> Result<Vec<u8>> {
    let mut line = Vec::with_capacity(record.report.text.len() * 8);
    serde_json::to_writer(&mut line, record)?;
    line.push(b'\n');
    Ok(line)
}
