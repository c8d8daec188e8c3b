//! Accuracy on treebanks and name sets that are not part of this repository: skipped where `../shared` is absent.
//! The thresholds lie a little under the scores in `models/en-1.md`, so that a change that costs accuracy is noticed.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use verbale_syntax::conllu::{self, Document};
use verbale_syntax::{Analyser, Analysis, Model, NameKind, TokenId, Workspace};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(SHARED).join(path);
    if !path.exists() {
        println!("skipped: no {}", path.display());
        return None;
    }
    Some(path)
}

fn analyser() -> Option<Analyser> {
    match Model::english() {
        Ok(model) => Some(Analyser::new(model)),
        Err(error) => {
            println!("skipped: {error}");
            None
        }
    }
}

/// Gold documents and what the model makes of their tokens.
fn analysed(text: &str) -> Option<Vec<(Document, Analysis)>> {
    let analyser = analyser()?;
    let mut workspace = Workspace::default();
    let documents = conllu::read(text).unwrap();
    let pairs = documents.into_iter().map(|document| {
        let found = analyser.analyse_tokens(&document.analysis, &mut workspace);
        (document, found)
    });
    Some(pairs.collect())
}

fn percent(right: usize, total: usize) -> f64 {
    100.0 * right as f64 / total.max(1) as f64
}

#[test]
fn tags_and_trees_of_web_text() {
    let Some(path) = shared("syntax/ewt/en_ewt-ud-test.conllu") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let Some(pairs) = analysed(&text) else { return };
    let (mut total, mut tags, mut arcs) = (0, 0, 0);
    let relation =
        |analysis: &Analysis, id: TokenId| -> &'static str { analysis.token(id).deprel.universal() };
    for (document, found) in &pairs {
        let gold = &document.analysis;
        for id in gold.token_ids() {
            let (expected, token) = (gold.token(id), found.token(id));
            total += 1;
            tags += usize::from(expected.upos == token.upos);
            let same_arc = expected.head == token.head && relation(gold, id) == relation(found, id);
            arcs += usize::from(same_arc);
        }
    }
    let (tags, arcs) = (percent(tags, total), percent(arcs, total));
    println!("UPOS {tags:.2}, LAS {arcs:.2}");
    assert!(total > 25_000);
    assert!(tags > LEAST_UPOS, "UPOS {tags:.2}");
    assert!(arcs > LEAST_LAS, "LAS {arcs:.2}");
}

#[test]
fn names_of_web_text() {
    let Some(path) = shared("names/ewt/en_ewt-ud-dev.iob2") else {
        return;
    };
    let mut text = String::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        if let [number, form, label, ..] = columns[..] {
            let entity = if label == "O" {
                "_".to_owned()
            } else {
                format!("Entity={label}")
            };
            writeln!(text, "{number}\t{form}{}\t{entity}", "\t_".repeat(7)).unwrap();
        } else {
            text.push('\n');
        }
    }
    let Some(pairs) = analysed(&text) else { return };
    let names = |analysis: &Analysis| -> Vec<(TokenId, TokenId, NameKind)> {
        let scored = |kind| {
            matches!(
                kind,
                NameKind::Person | NameKind::Location | NameKind::Organisation
            )
        };
        let names = analysis.names().iter().filter(|name| scored(name.kind));
        names.map(|name| (name.first, name.end, name.kind)).collect()
    };
    let (mut right, mut both) = (0, 0);
    for (document, found) in &pairs {
        let (gold, found) = (names(&document.analysis), names(found));
        right += found.iter().filter(|name| gold.contains(name)).count();
        both += gold.len() + found.len();
    }
    let score = percent(2 * right, both);
    println!("names {score:.2}");
    assert!(both > 1500);
    assert!(score > LEAST_NAMES, "names {score:.2}");
}

const LEAST_UPOS: f64 = 96.0;
const LEAST_LAS: f64 = 86.7;
const LEAST_NAMES: f64 = 75.0;
