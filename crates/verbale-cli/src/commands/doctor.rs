//! `verbale doctor`: is everything there, and does it do what it should?

use crate::output::{self, Status};
use anyhow::Result;
use std::fmt::Write as _;
use std::thread;
use verbale::{Engine, PageOptions, Workspace};
use verbale_coder::relate::Opinion;
use verbale_lexicon::places::Gazetteer;
use verbale_lexicon::{Lexicon, Severity};
use verbale_record::Record;

/// What a check says: good, with a figure; or bad, with what to do.
type Finding = std::result::Result<String, String>;

/// A report of our own, of which it is known what it says.
const SAMPLE: &[u8] = include_bytes!("../../../../samples/antalya.html");

pub fn run() -> Result<Status> {
    let engine = Engine::english();
    let mut checks: Vec<(&str, Finding)> = vec![
        ("syntax model", model(engine.as_ref())),
        ("lexicon", lexicon()),
        ("gazetteer", gazetteer()),
        ("relate model", relate()),
        ("threads", Ok(threads())),
    ];
    match &engine {
        Ok(engine) => {
            let record = code(engine);
            checks.push(("sample", sample(record.as_ref())));
            checks.push(("same bytes", same(engine, record.as_ref())));
        }
        Err(_) => checks.push(("sample", Err("not coded: there is no engine".to_owned()))),
    }
    let mut page = String::new();
    for (what, finding) in &checks {
        let _ = match finding {
            Ok(note) => writeln!(page, "ok    {what}: {note}"),
            Err(problem) => writeln!(page, "FAIL  {what}: {problem}"),
        };
    }
    let bad = checks.iter().filter(|(_, finding)| finding.is_err()).count();
    let _ = match bad {
        0 => writeln!(page, "\nAll {} checks passed.", checks.len()),
        _ => writeln!(
            page,
            "\n{bad} of {} checks failed: install Verbale anew, and report it if they fail again.",
            checks.len()
        ),
    };
    output::print(&page)?;
    Ok(if bad == 0 { Status::All } else { Status::Some })
}

/// A model is only made of a file whose checksum, shapes and labels are right.
fn model(engine: Result<&Engine, &verbale::EngineError>) -> Finding {
    engine
        .map(|engine| format!("{}, checksum and labels are right", engine.name()))
        .map_err(ToString::to_string)
}

fn lexicon() -> Finding {
    let lexicon = Lexicon::builtin();
    let errors = lexicon
        .check()
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error);
    let counts = lexicon.counts();
    match errors.count() {
        0 => Ok(format!(
            "{} countries, {} people, {} names, no errors",
            counts.countries, counts.persons, counts.names
        )),
        errors => Err(format!("{errors} errors; `verbale lexicon check` lists them")),
    }
}

fn gazetteer() -> Finding {
    let found = Gazetteer::builtin().find("Geneva");
    let swiss = found.iter().find(|place| place.country == "CHE");
    swiss
        .map(|place| {
            format!(
                "Geneva lies at {:.1}° N, {:.1}° E",
                place.latitude, place.longitude
            )
        })
        .ok_or_else(|| "it does not know where Geneva is".to_owned())
}

fn relate() -> Finding {
    Opinion::builtin()
        .map(|_| "checksum and shapes are right".to_owned())
        .ok_or_else(|| "it cannot be read".to_owned())
}

fn threads() -> String {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{cores} at once")
}

fn code(engine: &Engine) -> Result<Record, String> {
    let options = PageOptions {
        source: "antalya.html".to_owned(),
        ..PageOptions::default()
    };
    let page = engine.read(SAMPLE, &options).map_err(|error| error.to_string())?;
    Ok(engine.code(page, &mut Workspace::default()).record)
}

/// What nobody can read differently in the sample: its day, its meeting, that both sides speak.
fn sample(record: Result<&Record, &String>) -> Finding {
    let record = record.map_err(Clone::clone)?;
    if record.report.published.as_deref() != Some("2022-03-10") {
        return Err(format!(
            "published {:?} instead of 2022-03-10",
            record.report.published
        ));
    }
    let names = |name: &str| record.actors.iter().any(|actor| actor.name.contains(name));
    for name in ["Lavrov", "Kuleba"] {
        if !names(name) {
            return Err(format!("{name} was not found"));
        }
    }
    let (talks, statements, events) = (record.talks.len(), record.statements.len(), record.events.len());
    if talks == 0 || statements < 5 || events < 3 {
        return Err(format!(
            "only {talks} talks, {statements} statements, {events} events"
        ));
    }
    Ok(format!("{talks} talks, {statements} statements, {events} events"))
}

/// Two threads at once make the same record.
fn same(engine: &Engine, record: Result<&Record, &String>) -> Finding {
    let record = record.map_err(Clone::clone)?;
    let again = thread::scope(|scope| {
        let both = [scope.spawn(|| code(engine)), scope.spawn(|| code(engine))];
        both.map(thread::ScopedJoinHandle::join)
    });
    let equal = again
        .iter()
        .all(|other| matches!(other, Ok(Ok(other)) if other == record));
    if equal {
        Ok("three times the same record".to_owned())
    } else {
        Err("the same report gave two records".to_owned())
    }
}
