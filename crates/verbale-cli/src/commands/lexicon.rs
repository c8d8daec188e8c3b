//! `verbale lexicon`: the tables of actors, and the engine with a user's own.

use crate::arguments::LexiconCheckArguments;
use crate::output::{self, Status};
use anyhow::Result;
use std::fmt::Write as _;
use std::path::Path;
use verbale::Engine;
use verbale_lexicon::frames::Frames;
use verbale_lexicon::{Counts, Lexicon, Severity, UserTables};

/// Faults of a dictionary told one by one; of more, only their number.
const TOLD: usize = 10;

/// The engine, with the user's tables where there are any.
pub fn engine(directory: Option<&Path>) -> Result<Engine> {
    let engine = Engine::english()?;
    let Some(directory) = directory else {
        return Ok(engine);
    };
    let mut tables = UserTables::read(directory)?;
    let faults = std::mem::take(&mut tables.faults);
    for fault in faults.iter().take(TOLD) {
        output::complain(&format!("skipped: {fault}"));
    }
    if faults.len() > TOLD {
        let rest = faults.len() - TOLD;
        output::complain(&format!(
            "skipped {rest} more lines; `verbale lexicon check` lists them"
        ));
    }
    Ok(engine.with_tables(tables))
}

/// Lists what is wrong, then the counts.
pub fn check(arguments: &LexiconCheckArguments) -> Result<Status> {
    let own = arguments
        .directory
        .as_deref()
        .or(arguments.lexicon.as_deref())
        .map(UserTables::read)
        .transpose()?;
    let (lexicon, faults) = match &own {
        Some(tables) => (&tables.lexicon, &tables.faults[..]),
        None => (Lexicon::builtin(), &[][..]),
    };
    let mut page = String::new();
    let mut errors = faults.len();
    for fault in faults {
        let _ = writeln!(page, "error: {fault}");
    }
    for finding in lexicon.check() {
        if finding.severity == Severity::Error {
            errors += 1;
        } else if !arguments.notes {
            continue;
        }
        let _ = writeln!(page, "{finding}");
    }
    write_counts(&mut page, lexicon.counts());
    let frames = own.as_ref().and_then(|tables| tables.frames.as_ref());
    let frames = frames.unwrap_or_else(|| Frames::builtin()).len();
    let _ = writeln!(page, "{frames:>8} frames");
    let _ = writeln!(page, "{errors:>8} errors");
    output::print(&page)?;
    Ok(if errors == 0 { Status::All } else { Status::Some })
}

fn write_counts(page: &mut String, counts: Counts) {
    let rows = [
        (counts.countries, "countries and territories"),
        (counts.seats, "seats of power"),
        (counts.regions, "regions"),
        (counts.organisations, "organisations"),
        (counts.armed_groups, "armed groups"),
        (counts.peoples, "peoples"),
        (counts.persons, "people"),
        (counts.terms, "terms of office"),
        (counts.roles, "roles"),
        (counts.names, "names"),
    ];
    for (count, what) in rows {
        let _ = writeln!(page, "{count:>8} {what}");
    }
}
