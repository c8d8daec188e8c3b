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
use verbale_coder::relate::{self, Opinion, relate};
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

impl Pair {
    /// Source and target in bytes.
    fn marked(&self) -> [Option<Bytes>; 2] {
        [self.source, self.target].map(|marked| marked.map(|marked| marked.bytes(&self.text)))
    }
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
    let opinion = if arguments.frames_only {
        None
    } else {
        Opinion::builtin()
    };
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
                    let line = if arguments.features {
                        features(&engine, &pair, &mut workspace)
                    } else {
                        answer(&engine, opinion, &pair, &mut workspace)
                    };
                    writeln!(out, "{line}")?;
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

fn answer(engine: &Engine, opinion: Option<&Opinion>, pair: &Pair, workspace: &mut Workspace) -> Value {
    let analysis = engine.analyser().analyse(&pair.text, workspace);
    let [source, target] = pair.marked();
    let link = relate(&analysis, engine.knowledge().frames, opinion, source, target);
    let scores: serde_json::Map<String, Value> = link
        .scores
        .iter()
        .map(|(kind, score)| (kind.to_string(), json!((f64::from(*score) * 1e4).round() / 1e4)))
        .collect();
    json!({
        "id": pair.id,
        "type": link.event_type(),
        "quad": link.event_type().map(EventType::quad),
        "scores": scores,
        "because": link.because,
    })
}

/// What the learned model sees of a pair.
fn features(engine: &Engine, pair: &Pair, workspace: &mut Workspace) -> Value {
    let analysis = engine.analyser().analyse(&pair.text, workspace);
    let [source, target] = pair.marked().map(|marked| relate::head_of(&analysis, marked));
    let found = relate::candidates(&analysis, engine.knowledge().frames, source, target);
    let features = relate::features::of(&analysis, &found, source, target);
    json!({"id": pair.id, "names": features.names, "words": features.words, "votes": features.scores})
}
