//! `verbale code`: reports in, records out.

use crate::arguments::{CodeArguments, InputFormat, LanguageChoice};
use crate::output::{self, Status};
use crate::run::{
    Job, Jobs, Making, Outcome, Output, Place, Progress, Reason, Run, Start, Verdict, Worker, ordered,
};
use anyhow::{Context, Result};
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;
use verbale::Engine;
use verbale_page::containers::{ContainerOptions, Fields, Kind};

/// Failures that are told one by one on standard error, where a list of them is kept in a file.
const TOLD: u64 = 100;

pub fn run(arguments: &CodeArguments) -> Result<Status> {
    let engine = super::lexicon::engine(arguments.input.lexicon.as_deref())?;
    let (mut output, start) = match open(arguments, &engine)? {
        Place::Open(output, start) => (output, start),
        Place::Finished(totals) => {
            output::complain("the run had been finished; there is nothing to do");
            return Ok(totals.status());
        }
    };
    let read = Arc::new(AtomicU64::new(0));
    let mut teller = Teller::new(arguments, Progress::new(&arguments.input.files, read.clone()))?;
    let mut totals = start.totals;
    let begun = Instant::now();
    let before = totals.all();
    if !start.complete {
        let options = ContainerOptions {
            kind: kind(arguments.input.input_format),
        };
        let mut jobs = Jobs::new(arguments.input.files.clone(), options, arguments.shard, read);
        jobs.resume(&start.position)?;
        let making = Making {
            fields: Fields::with(&arguments.fields),
            published: arguments.input.published,
            any_language: arguments.language == LanguageChoice::Any,
            values: output.wants_values(),
            records: false,
        };
        let take = |outcome: Outcome| {
            totals.count(&outcome);
            teller.tell(&outcome, &mut output, totals.all() - before)?;
            if let Verdict::Coded(made) = outcome.verdict {
                output.write(made)?;
            }
            output.done(&outcome.position, &totals)
        };
        ordered(
            threads(arguments.threads),
            jobs,
            Job::size,
            || Worker::new(&engine, &making),
            Worker::work,
            take,
        )?;
    }
    output.finish(&totals)?;
    let listed = teller.finish()?;
    if totals.all() > 1 || totals.all() == 0 {
        let summary = totals.summary(totals.all() - before, begun.elapsed());
        output::complain(&format!("{summary}{listed}"));
    }
    Ok(totals.status())
}

/// How many threads to use.
pub fn threads(asked: usize) -> usize {
    if asked > 0 {
        return asked;
    }
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

fn open(arguments: &CodeArguments, engine: &Engine) -> Result<Place> {
    let list = arguments.quarantine.as_deref();
    let Some(path) = &arguments.output else {
        let single = arguments.input.files.len() == 1;
        let output = Output::stdout(arguments.format, single)?;
        return Ok(Place::Open(output, Start::default()));
    };
    let run = Run {
        identity: &identity(arguments, engine)?,
        every: arguments.journal_every,
        restart: arguments.restart,
    };
    Output::path(arguments.format, path, list, &run)
}

/// Everything that the bytes of the output depend on, but the inputs' content: a run only goes on with its own work.
fn identity(arguments: &CodeArguments, engine: &Engine) -> Result<String> {
    #[derive(Serialize)]
    struct Identity<'a> {
        engine: &'a str,
        files: Vec<String>,
        options: String,
        lexicon: Option<String>,
    }
    let files = &arguments.input.files;
    Ok(serde_json::to_string(&Identity {
        engine: engine.name(),
        files: files.iter().map(|file| file.display().to_string()).collect(),
        options: format!(
            "{:?} {:?} {:?} {:?} {} {}",
            arguments.input.input_format,
            arguments.input.published,
            arguments.language,
            arguments.fields,
            arguments.shard,
            arguments.journal_every
        ),
        lexicon: arguments
            .input
            .lexicon
            .as_ref()
            .map(|path| path.display().to_string()),
    })?)
}

/// What the inputs are.
pub fn kind(format: InputFormat) -> Kind {
    match format {
        InputFormat::Auto => Kind::Auto,
        InputFormat::Text => Kind::Text,
        InputFormat::Html => Kind::Html,
        InputFormat::Json => Kind::Json,
        InputFormat::Feed => Kind::Feed,
        InputFormat::Warc => Kind::Warc,
        InputFormat::Petr => Kind::Petr,
    }
}

/// Tells of inputs that gave no record: on standard error, and in a list.
struct Teller {
    progress: Progress,
    /// A list that is not kept with the output.
    list: Option<(String, BufWriter<File>)>,
    /// Where the list is, if there is one.
    listed: Option<String>,
    told: u64,
    untold: u64,
}

/// A line of the list.
#[derive(Serialize)]
struct Entry<'a> {
    input: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<u64>,
    outcome: &'a str,
    kind: &'a str,
    reason: &'a str,
}

impl Teller {
    fn new(arguments: &CodeArguments, progress: Progress) -> Result<Self> {
        let list = match (&arguments.quarantine, &arguments.output) {
            (Some(path), None) => {
                let name = path.display().to_string();
                let file = File::create(path).with_context(|| format!("{name}: cannot be written"))?;
                Some((name, BufWriter::new(file)))
            }
            _ => None,
        };
        let listed = arguments.quarantine.as_ref().or(arguments.output.as_ref());
        Ok(Self {
            progress,
            list,
            listed: listed.map(|path| path.display().to_string()),
            told: 0,
            untold: 0,
        })
    }

    fn tell(&mut self, outcome: &Outcome, output: &mut Output, done: u64) -> Result<()> {
        self.progress.done(done);
        let (word, reason) = match &outcome.verdict {
            Verdict::Coded(_) => return Ok(()),
            Verdict::Skipped(reason) => ("skipped", reason),
            Verdict::Failed(reason) => ("failed", reason),
        };
        self.list(outcome, word, reason, output)?;
        if self.listed.is_some() && self.told >= TOLD {
            self.untold += 1;
            return Ok(());
        }
        self.told += 1;
        let message = format!("{}: {}{}", outcome.position.name, outcome.place, reason.message);
        self.progress.suspend(|| output::complain(&message));
        Ok(())
    }

    fn list(&mut self, outcome: &Outcome, word: &str, reason: &Reason, output: &mut Output) -> Result<()> {
        let mut line = serde_json::to_vec(&Entry {
            input: &outcome.position.name,
            line: outcome.place.line,
            offset: outcome.place.offset,
            member: outcome.place.member,
            outcome: word,
            kind: &reason.kind,
            reason: &reason.message,
        })?;
        line.push(b'\n');
        output.quarantine(&line);
        if let Some((name, file)) = &mut self.list {
            file.write_all(&line)
                .with_context(|| format!("{name}: cannot be written"))?;
        }
        Ok(())
    }

    /// What to add to the summary.
    fn finish(self) -> Result<String> {
        if let Some((name, mut file)) = self.list {
            file.flush()
                .with_context(|| format!("{name}: cannot be written"))?;
        }
        Ok(match self.untold {
            0 => String::new(),
            more => format!("; {more} more failures are in the list of them"),
        })
    }
}
