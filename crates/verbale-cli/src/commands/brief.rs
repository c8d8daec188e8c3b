//! `verbale brief`: what reports say, for a person.

use crate::arguments::{BriefArguments, BriefFormat};
use crate::input;
use crate::output::{self, Status};
use anyhow::{Context, Result};
use std::io::Write;
use verbale::Workspace;
use verbale_brief::{Brief, html, markdown, terminal};

/// Columns where the output is no terminal.
const DEFAULT_WIDTH: usize = 100;

pub fn run(arguments: &BriefArguments) -> Result<Status> {
    let engine = super::lexicon::engine(arguments.input.lexicon.as_deref())?;
    let mut workspace = Workspace::default();
    let mut done = 0;
    for path in &arguments.input.files {
        let page = input::bytes(path).and_then(|bytes| {
            engine
                .read(&bytes, &input::options(path, &arguments.input))
                .with_context(|| input::name(path))
        });
        match page {
            Ok(page) => {
                let coded = engine.code(page, &mut workspace);
                show(&Brief::of(&coded.record), arguments.format, done > 0)?;
                done += 1;
            }
            Err(error) => output::complain(&format!("{error:#}")),
        }
    }
    Ok(Status::of(done, arguments.input.files.len() - done))
}

fn show(brief: &Brief, format: BriefFormat, after_another: bool) -> Result<()> {
    let mut out = std::io::stdout().lock();
    if after_another {
        writeln!(out)?;
    }
    match format {
        BriefFormat::Terminal => {
            drop(out);
            let width = terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| width.0.into());
            output::print_page(&terminal::render(brief, width))?;
        }
        BriefFormat::Markdown => out.write_all(markdown::render(brief).as_bytes())?,
        BriefFormat::Html => out.write_all(html::render(brief).as_bytes())?,
    }
    Ok(())
}
