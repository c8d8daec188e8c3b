//! What the command line accepts.

use crate::run::{REPORTS, Shard};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;
use verbale_page::containers::Field;
use verbale_store::Format;

/// Reads news reports of conflict and diplomacy and writes the record of what they say.
#[derive(Debug, Parser)]
#[command(name = "verbale", version, about, long_about = None, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  everything was done
  1  some inputs could not be read or coded; the others were (each failure is told on stderr)
  2  nothing was done: wrong arguments, no input could be read, or the output could not be written";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what a report says, for a person
    #[command(after_help = BRIEF_EXAMPLES)]
    Brief(BriefArguments),
    /// Code reports: one record a report, with every event, statement, talk, position and incident
    #[command(after_help = CODE_EXAMPLES)]
    Code(CodeArguments),
    /// Show what many reports say together: processes, positions over time, contested facts, incidents, commitments
    #[command(after_help = DOSSIER_EXAMPLES)]
    Dossier(DossierArguments),
    /// Explain one item of a report's record: its rule, its words, its tree; or the report's day and title
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArguments),
    /// Turn records into tables: CSV, Parquet, GDELT, POLECAT, ICEWS, Phoenix, PLOVER
    #[command(after_help = crate::commands::export::EXAMPLES)]
    Export(crate::commands::export::ExportArguments),
    /// Tell what stands in each output format: every column with its type, meaning and origin
    #[command(after_help = crate::commands::formats::EXAMPLES)]
    Formats(crate::commands::formats::FormatsArguments),
    /// Write the syntax of a text: tokens, lemmas, tags, trees and names as CoNLL-U
    #[command(after_help = PARSE_EXAMPLES)]
    Parse(ParseArguments),
    /// Tell what one marked actor does to another in a sentence: PLOVER type and scores
    #[command(after_help = RELATE_EXAMPLES)]
    Relate(RelateArguments),
    /// Check the tables of actors, offices and roles
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// Measure what each stage takes on this machine, with your texts or the built-in samples
    #[command(after_help = BENCH_EXAMPLES)]
    Bench(BenchArguments),
    /// Check the installation: model, tables, threads, and what becomes of a sample
    Doctor,
    /// Print the JSON Schema of the record or of the dossier
    Schema {
        /// Of what
        #[arg(value_enum, default_value_t = SchemaOf::Record)]
        of: SchemaOf,
    },
    /// Print the codebook: every PLOVER type, mode and context with definitions and examples
    Codebook,
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  verbale completions bash > /etc/bash_completion.d/verbale")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

const BRIEF_EXAMPLES: &str = "\
Examples:
  verbale brief report.html
  verbale brief --published 2022-03-10 report.txt
  pbpaste | verbale brief -
  verbale brief report.txt --format html > brief.html";

const CODE_EXAMPLES: &str = "\
Examples:
  verbale code reports/*.html > records.jsonl
  verbale code report.txt --format json --published 2016-03-14
  verbale code pages/ dump.jsonl.zst crawl.warc.gz --output records.jsonl.zst
  verbale code dump.jsonl --field text=body --format csv --output tables/
  verbale code pages/ --shard 3/16 --output part-03.jsonl.gz
  cat report.txt | verbale code - | jq '.events[] | [.type, .trigger.text]'";

const DOSSIER_EXAMPLES: &str = "\
Whatever `verbale code` reads is read here too, folders and packed collections with it, and the records that it wrote;
the order does not matter. Reports of different days that do not tell them are best coded one by one with --published.

Examples:
  verbale dossier monday.html tuesday.html wednesday.txt
  verbale dossier pages/ dump.jsonl.zst --format html --output dossier.html
  verbale code reports/*.html > records.jsonl && verbale dossier records.jsonl --format html --output dossier.html
  verbale dossier --state talks.state.zst today.html        (adds today's report to all that was read before)
  verbale dossier records.jsonl today.txt --format json | jq '.issues[] | [.issue, .parties[].party]'";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  verbale explain report.txt e3
  verbale explain report.txt s1
  verbale explain page.html          (title, author, and every day that the page gives for itself)";

const PARSE_EXAMPLES: &str = "\
Examples:
  verbale parse report.txt
  verbale parse --names treebank.conllu > parsed.conllu    (keeps the file's tokens and sentences)
  echo 'The ministers met in Antalya.' | verbale parse -";

const RELATE_EXAMPLES: &str = "\
Each input line is a JSON object: {\"id\", \"text\", \"source\": {\"start\", \"end\"}, \"target\": {\"start\", \"end\"}},
offsets in Unicode code points. Each output line: {\"id\", \"type\", \"quad\", \"scores\", \"because\"}.

Examples:
  verbale relate pairs.jsonl > relations.jsonl";

const BENCH_EXAMPLES: &str = "\
Words and bytes are those of the report's text; seconds are those of one core (CPU time where the system tells it).

Examples:
  verbale bench
  verbale bench dump.jsonl --reports 500 --format json";

/// `verbale bench`.
#[derive(Debug, Args)]
pub struct BenchArguments {
    /// Files and folders to measure with; the built-in samples if none
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Reports to read at most
    #[arg(long, default_value_t = 200, value_name = "N")]
    pub reports: usize,
    /// Seconds to measure for at least: the reports are coded over and over
    #[arg(long, default_value_t = 3.0, value_name = "SECONDS")]
    pub seconds: f64,
    /// Layout
    #[arg(long, value_enum, default_value_t = BenchFormat::Text)]
    pub format: BenchFormat,
}

/// Layouts of measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BenchFormat {
    /// A table for a person
    Text,
    /// One JSON object
    Json,
}

/// Where reports come from.
#[derive(Debug, Args)]
pub struct InputArguments {
    /// Files and folders to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Day of publication (YYYY-MM-DD), where you know it better than the page does
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// What the input is
    #[arg(long, value_enum, default_value_t = InputFormat::Auto, value_name = "FORMAT")]
    pub input_format: InputFormat,
    /// Your own tables of actors, roles, places and frames, or PETRARCH dictionaries, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
}

/// Kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Recognised by content
    Auto,
    /// Plain text
    Text,
    /// A web page
    Html,
    /// JSON: an object a line, an array of objects
    Json,
    /// RSS, Atom or JSON Feed
    Feed,
    /// Web archive
    Warc,
    /// Sentences in XML as PETRARCH reads them
    Petr,
}

/// `verbale lexicon`.
#[derive(Debug, Subcommand)]
pub enum LexiconCommand {
    /// List what is wrong or doubtful in the tables, and how many entries they have
    #[command(after_help = LEXICON_EXAMPLES)]
    Check(LexiconCheckArguments),
}

const LEXICON_EXAMPLES: &str = "\
Errors say file, line and column. The exit code is 1 where there are any.

Examples:
  verbale lexicon check
  verbale lexicon check samples/lexicon";

/// `verbale lexicon check`.
#[derive(Debug, Args)]
pub struct LexiconCheckArguments {
    /// Your own tables, or PETRARCH dictionaries, to check with the built-in ones
    #[arg(value_name = "DIR", conflicts_with = "lexicon")]
    pub directory: Option<PathBuf>,
    /// The same, as the other commands have it
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// List the notes too: names that several entries share
    #[arg(long)]
    pub notes: bool,
}

/// `verbale brief`.
#[derive(Debug, Args)]
pub struct BriefArguments {
    /// Input.
    #[command(flatten)]
    pub input: InputArguments,
    /// Layout
    #[arg(long, value_enum, default_value_t = BriefFormat::Terminal)]
    pub format: BriefFormat,
}

/// Layouts of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    /// A page for the terminal, in colour if it is one
    Terminal,
    /// Markdown
    Markdown,
    /// One self-contained HTML page; quotations link to their place in the report
    Html,
}

/// `verbale dossier`.
#[derive(Debug, Args)]
#[command(mut_arg("files", |files| files.required(false).required_unless_present("state")))]
pub struct DossierArguments {
    /// Input.
    #[command(flatten)]
    pub input: InputArguments,
    /// Layout
    #[arg(long, value_enum, default_value_t = DossierFormat::Terminal)]
    pub format: DossierFormat,
    /// Go on with the dossier kept in this file, or begin it: what is read now is added. Without a file to read it is
    /// shown as it stands. A name that ends in .zst is compressed
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Which languages to code; what is in another one is skipped and told
    #[arg(long, value_enum, default_value_t = LanguageChoice::En, value_name = "LANGUAGE")]
    pub language: LanguageChoice,
    /// Threads to use; 0 is one a core
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Layouts of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DossierFormat {
    /// A page for the terminal, in colour if it is one
    Terminal,
    /// Markdown
    Markdown,
    /// One self-contained HTML page without script; every line links to its words
    Html,
    /// Everything, as `verbale.dossier/1`
    Json,
}

/// What a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// One report's record, `verbale.record/1`
    Record,
    /// Many reports' dossier, `verbale.dossier/1`
    Dossier,
}

/// `verbale code`.
#[derive(Debug, Args)]
pub struct CodeArguments {
    /// Input.
    #[command(flatten)]
    pub input: InputArguments,
    /// Names of fields in JSON input, where they are not the usual ones: `text=body.full`, `title=` for none.
    /// Parts: document, address, title, published, byline, publisher, text, html
    #[arg(long = "field", value_name = "PART=NAME", value_parser = field)]
    pub fields: Vec<(Field, String)>,
    /// Which languages to code; what is in another one is skipped and told
    #[arg(long, value_enum, default_value_t = LanguageChoice::En, value_name = "LANGUAGE")]
    pub language: LanguageChoice,
    /// Code one share of several, for several machines: 2/8 is the second of eight
    #[arg(long, default_value_t = Shard::WHOLE, value_name = "I/N")]
    pub shard: Shard,
    /// Output format
    #[arg(long, default_value = "jsonl", value_name = "FORMAT", value_parser = formats())]
    pub format: Format,
    /// Threads to use; 0 is one a core
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
    /// Write to this file or folder instead of standard output; packed if the name ends in .gz or .zst. A run that was
    /// interrupted goes on where it stopped when it is repeated
    #[arg(long, short, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Begin anew where an interrupted run left its work
    #[arg(long, requires = "output")]
    pub restart: bool,
    /// Reports after which the journal of a run is written at the latest
    #[arg(long, default_value_t = REPORTS, value_name = "N", hide = true)]
    pub journal_every: u64,
    /// Where to list the inputs that failed or were skipped, one JSON object a line; beside the output if not given
    #[arg(long, value_name = "FILE")]
    pub quarantine: Option<PathBuf>,
}

/// Languages to code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageChoice {
    /// English
    En,
    /// Any, though the engine knows English only
    Any,
}

fn field(text: &str) -> Result<(Field, String), String> {
    let (part, name) = text
        .split_once('=')
        .ok_or_else(|| "write PART=NAME, for example text=body".to_owned())?;
    Ok((part.parse()?, name.to_owned()))
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL
        .iter()
        .map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Format>())
}

/// `verbale explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The report; `-` is standard input
    pub file: PathBuf,
    /// The item's id in the record: e3, s1, m1, i1, a2, …; `report` shows where title, author and day come from
    #[arg(default_value = "report")]
    pub id: String,
    /// Day of publication (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// Your own tables of actors, roles, places and frames, or PETRARCH dictionaries, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
}

/// `verbale parse`.
#[derive(Debug, Args)]
pub struct ParseArguments {
    /// Text or CoNLL-U; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ParseFormat::Conllu)]
    pub format: ParseFormat,
    /// What the input is; by default the file name and the first line tell
    #[arg(long, value_enum, default_value_t = ParseInput::Auto, value_name = "FORMAT")]
    pub input_format: ParseInput,
    /// Write names into the last column (Entity=B-PER)
    #[arg(long)]
    pub names: bool,
}

/// Forms of syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    /// CoNLL-U
    Conllu,
}

/// Kinds of input to parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParseInput {
    /// By file name and content
    Auto,
    /// Raw text
    Text,
    /// CoNLL-U: its tokens and sentences are kept, everything else is analysed anew
    Conllu,
}

/// `verbale relate`.
#[derive(Debug, Args)]
pub struct RelateArguments {
    /// JSON Lines; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = RelateFormat::Jsonl)]
    pub format: RelateFormat,
    /// Answer with the frames alone, without the learned second opinion
    #[arg(long)]
    pub frames_only: bool,
    /// Print what the learned model sees of each pair, for its trainer, instead of an answer
    #[arg(long, hide = true)]
    pub features: bool,
}

/// Forms of relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RelateFormat {
    /// One answer a line
    Jsonl,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }
}
