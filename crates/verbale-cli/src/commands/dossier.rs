//! `verbale dossier`: what many reports say together.

mod state;

use super::code::{kind, threads};
use crate::arguments::{DossierArguments, DossierFormat, LanguageChoice};
use crate::output::{self, Status};
use crate::run::{Job, Jobs, Made, Making, Outcome, Progress, Shard, Totals, Verdict, Worker, ordered};
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use verbale_brief::dossier::{DossierPage, html, markdown, terminal};
use verbale_dossier::{Dossier, Gathering};
use verbale_page::containers::{ContainerOptions, Fields};

/// Columns where the output is no terminal.
const DEFAULT_WIDTH: usize = 100;

pub fn run(arguments: &DossierArguments) -> Result<Status> {
    // Held until the state is written: of two runs at a time one would undo what the other has added.
    let _lock = arguments.state.as_deref().map(state::lock).transpose()?;
    let state = arguments.state.as_deref();
    let mut gathering = state.map_or_else(|| Ok(Gathering::default()), state::load)?;
    let totals = gather(arguments, &mut gathering)?;
    if gathering.is_empty() {
        return Ok(Status::Nothing);
    }
    if let Some(path) = state.filter(|_| totals.coded > 0) {
        state::save(&gathering, path)?;
    }
    write(&gathering.dossier(), arguments)?;
    // What the state held before is shown in any case.
    Ok(match totals.status() {
        Status::Nothing if state.is_some() => Status::Some,
        status => status,
    })
}

/// Adds all reports and records of the inputs, coded on all cores. What cannot be used is told, and the rest goes on.
fn gather(arguments: &DossierArguments, gathering: &mut Gathering) -> Result<Totals> {
    let mut totals = Totals::default();
    if arguments.input.files.is_empty() {
        return Ok(totals);
    }
    let engine = super::lexicon::engine(arguments.input.lexicon.as_deref())?;
    let read = Arc::new(AtomicU64::new(0));
    let mut progress = Progress::new(&arguments.input.files, read.clone());
    let options = ContainerOptions {
        kind: kind(arguments.input.input_format),
    };
    let making = Making {
        fields: Fields::default(),
        published: arguments.input.published,
        any_language: arguments.language == LanguageChoice::Any,
        values: true,
        records: true,
    };
    let take = |outcome: Outcome| -> Result<()> {
        totals.count(&outcome);
        progress.done(totals.all());
        match outcome.verdict {
            Verdict::Coded(Made::Record(record)) => gathering.add(*record),
            // Not made: values are asked for above.
            Verdict::Coded(Made::Line(_)) => {}
            Verdict::Skipped(reason) | Verdict::Failed(reason) => {
                let message = format!("{}: {}{}", outcome.position.name, outcome.place, reason.message);
                progress.suspend(|| output::complain(&message));
            }
        }
        Ok(())
    };
    ordered(
        threads(arguments.threads),
        Jobs::new(arguments.input.files.clone(), options, Shard::WHOLE, read),
        Job::size,
        || Worker::new(&engine, &making),
        Worker::work,
        take,
    )?;
    Ok(totals)
}

fn write(dossier: &Dossier, arguments: &DossierArguments) -> Result<()> {
    let page = || DossierPage::of(dossier);
    match arguments.format {
        DossierFormat::Json => to(arguments, |out| {
            serde_json::to_writer_pretty(&mut *out, dossier)?;
            Ok(out.write_all(b"\n")?)
        }),
        DossierFormat::Markdown => to(arguments, |out| {
            Ok(out.write_all(markdown::render(&page()).as_bytes())?)
        }),
        DossierFormat::Html => to(arguments, |out| {
            Ok(out.write_all(html::render(&page()).as_bytes())?)
        }),
        DossierFormat::Terminal => {
            let width = terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| width.0.into());
            let page = terminal::render(&page(), width);
            match arguments.output {
                // Colour is for a terminal, not for a file.
                Some(_) => to(arguments, |out| {
                    Ok(out.write_all(anstream::adapter::strip_str(&page).to_string().as_bytes())?)
                }),
                None => output::print_page(&page),
            }
        }
    }
}

/// Writes to the file that was asked for, else to standard output.
fn to(arguments: &DossierArguments, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out: Box<dyn Write> = match &arguments.output {
        Some(path) => {
            let file =
                File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(std::io::stdout())),
    };
    write(&mut out)?;
    Ok(out.flush()?)
}
