//! `verbale formats`: what stands in each format.

use super::export::format_parser;
use crate::output::{self, Status};
use anyhow::Result;
use clap::{Args, ValueEnum};
use verbale_store::{Format, FormatInfo, describe, formats_markdown, formats_text};

/// `verbale formats`.
#[derive(Debug, Args)]
pub struct FormatsArguments {
    /// Formats to tell about; all if none is named
    #[arg(value_parser = format_parser(), value_name = "NAME")]
    pub names: Vec<Format>,
    /// Layout
    #[arg(long, value_enum, default_value_t = FormatsLayout::Terminal)]
    pub format: FormatsLayout,
}

/// Layouts of the documentation of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatsLayout {
    /// Plain text, a line a column
    Terminal,
    /// Markdown
    Markdown,
    /// JSON, for programs
    Json,
}

pub const EXAMPLES: &str = "\
Examples:
  verbale formats
  verbale formats gdelt
  verbale formats --format markdown > FORMATS.md
  verbale formats csv --format json | jq '.[].tables[].columns[].name'";

pub fn run(arguments: &FormatsArguments) -> Result<Status> {
    let chosen = if arguments.names.is_empty() {
        Format::ALL
    } else {
        &arguments.names
    };
    let formats: Vec<FormatInfo> = chosen.iter().map(|&format| describe(format)).collect();
    output::print(&match arguments.format {
        FormatsLayout::Terminal => formats_text(&formats),
        FormatsLayout::Markdown => formats_markdown(&formats),
        FormatsLayout::Json => format!("{:#}\n", serde_json::to_value(&formats)?),
    })
}
