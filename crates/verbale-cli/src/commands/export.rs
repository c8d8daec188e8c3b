//! `verbale export`: records in, any format out.

use crate::output::{self, Status};
use anyhow::{Context, Result, bail};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};
use verbale_store::{Format, Output, Sink};

/// `verbale export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Records as `verbale code` writes them, one a line, also .gz and .zst; `-` is standard input
    #[arg(required = true, value_name = "RECORDS")]
    pub files: Vec<PathBuf>,
    /// Output format; `verbale formats` tells what stands in each
    #[arg(long, value_parser = format_parser(), value_name = "FORMAT")]
    pub format: Format,
    /// File, or folder for tables; `-` is standard output. Names in .gz and .zst are compressed
    #[arg(long, short, default_value = "-", value_name = "PATH")]
    pub output: PathBuf,
}

pub const EXAMPLES: &str = "\
Files appear when they are complete; an interrupted run leaves only hidden .partial files.

Examples:
  verbale export records.jsonl --format csv --output tables
  verbale export records-*.jsonl.zst --format parquet --output tables
  verbale export records.jsonl --format gdelt --output events.export.CSV.gz
  verbale code report.html | verbale export - --format polecat";

/// The formats by name, each with what it is.
pub fn format_parser() -> impl TypedValueParser<Value = Format> {
    let value = |format: &Format| PossibleValue::new(format.name()).help(format.about());
    PossibleValuesParser::new(Format::ALL.iter().map(value)).try_map(|name| name.parse::<Format>())
}

pub fn run(arguments: &ExportArguments) -> Result<Status> {
    if arguments
        .files
        .iter()
        .any(|file| same_file(file, &arguments.output))
    {
        bail!(
            "{}: the output would replace an input",
            arguments.output.display()
        );
    }
    let destination = if arguments.output == Path::new("-") {
        Output::Stream(Box::new(std::io::stdout()))
    } else {
        Output::Path(arguments.output.clone())
    };
    let mut sink = verbale_store::open(arguments.format, destination)?;
    let mut failed = 0;
    let mut done = 0;
    for file in &arguments.files {
        let (taken, refused) = one(file, sink.as_mut())?;
        done += taken;
        failed += refused;
    }
    if done == 0 && failed > 0 {
        bail!("no record could be read; nothing was written");
    }
    sink.finish()?;
    Ok(Status::of(done, failed))
}

/// Takes the records of one file: how many were written and how many lines or files could not be read.
fn one(file: &Path, sink: &mut dyn Sink) -> Result<(usize, usize)> {
    let (mut done, mut failed) = (0, 0);
    let records = match verbale_store::records(file) {
        Ok(records) => records,
        Err(error) => {
            output::complain(&error.to_string());
            return Ok((0, 1));
        }
    };
    for record in records {
        match record {
            Ok(record) => {
                sink.write(&record)?;
                done += 1;
            }
            Err(error) => {
                output::complain(&error.to_string());
                failed += 1;
            }
        }
    }
    Ok((done, failed))
}

fn same_file(input: &Path, output: &Path) -> bool {
    let same = || -> Result<bool> {
        let canonical = |path: &Path| path.canonicalize().context("not there yet");
        Ok(canonical(input)? == canonical(output)?)
    };
    input != Path::new("-") && same().unwrap_or(false)
}
