//! The command line of Verbale.
// A binary has no outside: `pub` here means “for the other modules”.
#![allow(unreachable_pub)]

mod arguments;
mod commands;
mod input;
mod output;
mod run;

use arguments::{Arguments, Command, LexiconCommand, SchemaOf};
use clap::{CommandFactory, Parser};
use output::Status;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(status) => status.into(),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            Status::Nothing.into()
        }
    }
}

fn run(command: Command) -> anyhow::Result<Status> {
    match command {
        Command::Bench(arguments) => commands::bench::run(&arguments),
        Command::Doctor => commands::doctor::run(),
        Command::Brief(arguments) => commands::brief::run(&arguments),
        Command::Code(arguments) => commands::code::run(&arguments),
        Command::Dossier(arguments) => commands::dossier::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Export(arguments) => commands::export::run(&arguments),
        Command::Formats(arguments) => commands::formats::run(&arguments),
        Command::Parse(arguments) => commands::parse::run(&arguments),
        Command::Relate(arguments) => commands::relate::run(&arguments),
        Command::Lexicon(LexiconCommand::Check(arguments)) => commands::lexicon::check(&arguments),
        Command::Schema { of } => output::print(&format!(
            "{:#}\n",
            match of {
                SchemaOf::Record => verbale_record::json_schema(),
                SchemaOf::Dossier => verbale_dossier::json_schema(),
            }
        )),
        Command::Codebook => commands::codebook::run(),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "verbale", &mut script);
            output::print(&String::from_utf8_lossy(&script))
        }
    }
}
