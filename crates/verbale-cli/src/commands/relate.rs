//! `verbale relate`: what one marked actor does to another in a sentence.

use crate::arguments::RelateArguments;
use crate::input;
use crate::output::{self, Status};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use std::path::Path;
use verbale::{Engine, EngineError};
use verbale_coder::draft::Bytes;
use verbale_coder::relate::relate;
use verbale_record::ontology::EventType;
use verbale_syntax::Workspace;

/// A line of input.
#[derive(Debug, Deserialize)]
struct Pair {
    id: Value,
    text: String,
    source: Option<Marked>,
    target: Option<Marked>,
}

/// A marked stretch in code points.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Marked {
    start: usize,
    end: usize,
}

impl Marked {
    fn bytes(self, text: &str) -> Bytes {
        let byte = |point| {
            text.char_indices()
                .nth(point)
                .map_or(text.len(), |(byte, _)| byte)
        };
        Bytes::from(byte(self.start)..byte(self.end.max(self.start)))
    }
}

pub fn run(arguments: &RelateArguments) -> Result<Status> {
    let engine = Engine::english().map_err(|error: EngineError| anyhow::anyhow!(error))?;
    let mut workspace = Workspace::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut done, mut failed) = (0, 0);
    for path in &arguments.files {
        let bytes = match input::bytes(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                output::complain(&format!("{error:#}"));
                failed += 1;
                continue;
            }
        };
        let lines = bytes.split(|&byte| byte == b'\n').enumerate();
        for (number, line) in lines.filter(|(_, line)| !line.trim_ascii().is_empty()) {
            match read(line, path, number + 1) {
                Ok(pair) => {
                    writeln!(out, "{}", answer(&engine, &pair, &mut workspace))?;
                    done += 1;
                }
                Err(error) => {
                    output::complain(&format!("{error:#}"));
                    failed += 1;
                }
            }
        }
    }
    out.flush()?;
    Ok(Status::of(done, failed))
}

fn read(line: &[u8], path: &Path, number: usize) -> Result<Pair> {
    serde_json::from_slice(line).with_context(|| format!("{}, line {number}: no pair", input::name(path)))
}

fn answer(engine: &Engine, pair: &Pair, workspace: &mut Workspace) -> Value {
    let analysis = engine.analyser().analyse(&pair.text, workspace);
    let marked = |marked: Option<Marked>| marked.map(|marked| marked.bytes(&pair.text));
    let link = relate(
        &analysis,
        engine.knowledge().frames,
        marked(pair.source),
        marked(pair.target),
    );
    let scores: serde_json::Map<String, Value> = link
        .scores
        .iter()
        .map(|(kind, score)| (kind.to_string(), json!(score)))
        .collect();
    json!({
        "id": pair.id,
        "type": link.event_type(),
        "quad": link.event_type().map(EventType::quad),
        "scores": scores,
        "because": link.because,
    })
}
