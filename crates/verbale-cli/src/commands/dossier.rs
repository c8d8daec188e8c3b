//! `verbale dossier`: what many reports say together.

mod state;

use crate::arguments::{DossierArguments, DossierFormat};
use crate::input;
use crate::output::{self, Status};
use anyhow::{Context, Result};
use std::cell::OnceCell;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use verbale::{Engine, Workspace};
use verbale_brief::dossier::{DossierPage, html, markdown, terminal};
use verbale_dossier::{Dossier, Gathering};
use verbale_record::Record;

/// Columns where the output is no terminal.
const DEFAULT_WIDTH: usize = 100;

pub fn run(arguments: &DossierArguments) -> Result<Status> {
    let state = arguments.state.as_deref();
    let mut gathering = state.map_or_else(|| Ok(Gathering::default()), state::load)?;
    let mut reader = Reader {
        arguments,
        engine: OnceCell::new(),
        workspace: Workspace::default(),
    };
    let (mut done, mut failed) = (0, 0);
    for path in &arguments.input.files {
        let outcome = input::bytes(path).and_then(|bytes| reader.records(path, &bytes, &mut gathering));
        match outcome {
            Ok(broken) if broken > 0 => failed += 1,
            Ok(_) => done += 1,
            Err(error) => {
                output::complain(&format!("{error:#}"));
                failed += 1;
            }
        }
    }
    if gathering.is_empty() {
        return Ok(Status::Nothing);
    }
    if let Some(path) = state.filter(|_| done > 0) {
        state::save(&gathering, path)?;
    }
    write(&gathering.dossier(), arguments)?;
    // A file of records of which some are broken is neither whole nor nothing.
    Ok(if failed == 0 {
        Status::All
    } else {
        Status::of(done.max(1), failed)
    })
}

/// Reads reports and records; the engine is made for the first report only.
struct Reader<'a> {
    arguments: &'a DossierArguments,
    engine: OnceCell<Engine>,
    workspace: Workspace,
}

impl Reader<'_> {
    /// Adds a report, or every record of a file of records; returns how many of these cannot be read.
    fn records(&mut self, path: &Path, bytes: &[u8], gathering: &mut Gathering) -> Result<usize> {
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => Ok(add_lines(path, bytes, gathering)),
            Some(b'[') if serde_json::from_slice::<Vec<Record>>(bytes).is_ok() => {
                let records: Vec<Record> =
                    serde_json::from_slice(bytes).with_context(|| input::name(path))?;
                for record in records {
                    gathering.add(record);
                }
                Ok(0)
            }
            _ => {
                let engine = if let Some(engine) = self.engine.get() {
                    engine
                } else {
                    let engine = super::lexicon::engine(self.arguments.input.lexicon.as_deref())?;
                    self.engine.get_or_init(|| engine)
                };
                let page = engine
                    .read(bytes, &input::options(path, &self.arguments.input))
                    .with_context(|| input::name(path))?;
                gathering.add(engine.code(page, &mut self.workspace).record);
                Ok(0)
            }
        }
    }
}

/// Records one after the other, a line each or indented.
fn add_lines(path: &Path, bytes: &[u8], gathering: &mut Gathering) -> usize {
    let mut broken = 0;
    let records = serde_json::Deserializer::from_slice(bytes).into_iter::<Record>();
    for (number, record) in (1..).zip(records) {
        match record {
            Ok(record) => gathering.add(record),
            Err(error) => {
                output::complain(&format!("{}: record {number}: {error}", input::name(path)));
                // What follows broken JSON cannot be told apart any more.
                broken += 1;
                break;
            }
        }
    }
    broken
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
