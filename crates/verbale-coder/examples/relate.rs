//! Marked sentences as JSON lines on standard input to their relations: `relate < pairs.jsonl > relations.jsonl`.
#![allow(clippy::print_stdout)]

use serde_json::{Value, json};
use std::error::Error;
use std::io::BufRead;
use verbale_coder::draft::Bytes;
use verbale_coder::relate::relate;
use verbale_lexicon::frames::Frames;
use verbale_record::ontology::EventType;
use verbale_syntax::{Analyser, Model, Workspace};

fn main() -> Result<(), Box<dyn Error>> {
    let analyser = Analyser::new(Model::english()?);
    let mut workspace = Workspace::default();
    for line in std::io::stdin().lock().lines() {
        let pair: Value = serde_json::from_str(&line?)?;
        let text = pair["text"].as_str().unwrap_or_default();
        let analysis = analyser.analyse(text, &mut workspace);
        let (source, target) = (bytes(text, &pair["source"]), bytes(text, &pair["target"]));
        let link = relate(&analysis, Frames::builtin(), source, target);
        let kind = link.event_type();
        println!(
            "{}",
            json!({
                "id": pair["id"],
                "type": kind.map(EventType::as_str),
                "quad": kind.map(|kind| kind.quad().number()),
                "because": link.because,
            })
        );
    }
    Ok(())
}

/// A span in code points as bytes.
fn bytes(text: &str, span: &Value) -> Option<Bytes> {
    let at = |name: &str| {
        let point = usize::try_from(span[name].as_u64()?).ok()?;
        Some(
            text.char_indices()
                .nth(point)
                .map_or(text.len(), |(byte, _)| byte) as u32,
        )
    };
    Some(Bytes {
        start: at("start")?,
        end: at("end")?,
    })
}
