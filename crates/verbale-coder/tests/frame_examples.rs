//! The examples in the tables of frames: each is read as an act of its own table.

use std::collections::BTreeSet;
use verbale_coder::acts::matching::matches;
use verbale_lexicon::frames::Frames;
use verbale_syntax::{Analyser, Model, Workspace};

/// The share of examples that have to be read right; the rest is the parser's.
const LEAST: f64 = 0.93;

#[test]
fn examples_are_read_as_their_rows_say() {
    let Ok(model) = Model::english() else {
        println!("skipped: this build holds no model");
        return;
    };
    let (analyser, frames, mut workspace) = (Analyser::new(model), Frames::builtin(), Workspace::default());
    let rows: BTreeSet<(&str, &str)> = frames
        .all()
        .filter_map(|frame| Some((frame.id.as_str(), frame.example.as_deref()?)))
        .collect();
    assert!(rows.len() > 100, "only {} examples", rows.len());
    let mut wrong = Vec::new();
    for &(id, example) in &rows {
        let analysis = analyser.analyse(example, &mut workspace);
        let found: Vec<String> = matches(&analysis, frames)
            .iter()
            .map(|act| act.frame.id.clone())
            .collect();
        let table = |id: &str| id.split(':').next().map(str::to_owned);
        if !found.iter().any(|other| table(other) == table(id)) {
            wrong.push(format!("{id}: {example} (read as {})", found.join(", ")));
        }
    }
    let share = 1.0 - wrong.len() as f64 / rows.len() as f64;
    assert!(
        share >= LEAST,
        "only {share:.2} are read right:\n{}",
        wrong.join("\n")
    );
    println!(
        "{} of {} examples are read otherwise:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}
