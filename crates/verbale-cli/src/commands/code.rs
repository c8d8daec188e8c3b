//! `verbale code`: reports in, records out.

use crate::arguments::{CodeArguments, RecordFormat};
use crate::input;
use crate::output::{self, Status};
use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use verbale::{Engine, Workspace};
use verbale_record::Record;

/// Files coded between two writes: enough to keep all cores busy, few enough to keep memory bounded.
const BATCH: usize = 64;

pub fn run(arguments: &CodeArguments) -> Result<Status> {
    let engine = super::lexicon::engine(arguments.input.lexicon.as_deref())?;
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.threads)
        .build()?;
    let files = &arguments.input.files;
    let progress = progress(files.len());
    let mut output = Output::open(arguments)?;
    let mut done = 0;
    // One workspace a thread for the whole run: what it has learned of word types is worth keeping.
    let workspaces: Vec<Mutex<Workspace>> = (0..threads.current_num_threads())
        .map(|_| Mutex::default())
        .collect();
    let code = |path: &PathBuf| {
        let own = &workspaces[rayon::current_thread_index().unwrap_or(0)];
        let mut workspace = own.lock().unwrap_or_else(PoisonError::into_inner);
        one(&engine, &mut workspace, path, arguments)
    };
    for batch in files.chunks(BATCH) {
        let records: Vec<Result<Record>> = threads.install(|| batch.par_iter().map(code).collect());
        for record in records {
            match record {
                Ok(record) => {
                    output.write(&record)?;
                    done += 1;
                }
                Err(error) => progress.suspend(|| output::complain(&format!("{error:#}"))),
            }
            progress.inc(1);
        }
    }
    output.finish()?;
    progress.finish_and_clear();
    Ok(Status::of(done, files.len() - done))
}

fn one(engine: &Engine, workspace: &mut Workspace, path: &Path, arguments: &CodeArguments) -> Result<Record> {
    let bytes = input::bytes(path)?;
    let page = engine
        .read(&bytes, &input::options(path, &arguments.input))
        .with_context(|| input::name(path))?;
    Ok(engine.code(page, workspace).record)
}

/// A bar on standard error, where that is a terminal and there is something to wait for.
fn progress(files: usize) -> ProgressBar {
    if files < 8 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} reports, {per_sec}, {eta} left");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Where records go. An array is opened and closed around them in JSON with several inputs.
struct Output {
    writer: BufWriter<Box<dyn Write>>,
    format: RecordFormat,
    array: bool,
    written: usize,
}

impl Output {
    fn open(arguments: &CodeArguments) -> Result<Self> {
        let writer: Box<dyn Write> = match &arguments.output {
            Some(path) => Box::new(
                File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?,
            ),
            None => Box::new(std::io::stdout()),
        };
        let array = arguments.format == RecordFormat::Json && arguments.input.files.len() > 1;
        Ok(Self {
            writer: BufWriter::new(writer),
            format: arguments.format,
            array,
            written: 0,
        })
    }

    fn write(&mut self, record: &Record) -> Result<()> {
        if self.array {
            self.writer
                .write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
        }
        match self.format {
            RecordFormat::Jsonl => serde_json::to_writer(&mut self.writer, record)?,
            RecordFormat::Json => serde_json::to_writer_pretty(&mut self.writer, record)?,
        }
        if !self.array {
            self.writer.write_all(b"\n")?;
        }
        self.written += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        if self.array {
            self.writer
                .write_all(if self.written == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
        Ok(self.writer.flush()?)
    }
}
