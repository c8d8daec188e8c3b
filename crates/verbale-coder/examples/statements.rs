//! What the stage of speech finds in plain text: `statements FILE…`, one statement a line, in bytes of the file.
#![allow(clippy::print_stdout)]

use std::error::Error;
use verbale_coder::draft::Context;
use verbale_coder::{Knowledge, actors, speech, times};
use verbale_syntax::{Analyser, Model, Workspace};

fn main() -> Result<(), Box<dyn Error>> {
    let analyser = Analyser::new(Model::english()?);
    let knowledge = Knowledge::builtin();
    let mut workspace = Workspace::default();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let analysis = analyser.analyse(&text, &mut workspace);
        let context = Context {
            analysis: &analysis,
            published: None,
            title: None,
            dateline_place: None,
        };
        let times = times::find(&context, &knowledge);
        let mut cast = actors::find(&context, &knowledge, &times);
        let found = speech::find(&context, &knowledge, &mut cast, &times);
        for item in found {
            let speaker = item
                .speaker
                .map_or("-", |speaker| cast.actor(speaker).name.as_str());
            let cue = item.cue.map_or((0, 0), |(cue, _)| (cue.start, cue.end));
            let content = (item.content.start, item.content.end);
            let words = context.words(item.content).replace(['\n', '\t'], " ");
            let because = item.because.join("; ");
            let mentions = cast.mentions.iter().filter(|mention| {
                let speaker = item.speaker;
                speaker.is_some_and(|speaker| mention.actors.contains(&speaker))
            });
            let spans = mentions.map(|mention| context.bytes(mention.tokens.clone()));
            let spans: Vec<String> = spans.map(|span| format!("{}-{}", span.start, span.end)).collect();
            let spans = spans.join(",");
            println!(
                "{path}\t{}\t{}\t{}\t{}\t{speaker}\t{}\t{}\t{}\t{because}\t{spans}\t{words}",
                content.0,
                content.1,
                cue.0,
                cue.1,
                item.kind,
                item.form,
                item.nested_in.is_some()
            );
        }
    }
    Ok(())
}
