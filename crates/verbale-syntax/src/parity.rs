//! The runtime against the trainer: `tests/parity` holds what the trainer's own decoder makes of some sentences with the
//! weights of `models/en-1.bin`. The trainer computes in single precision, the runtime in eight bits.

use crate::analyse::{Analyser, Model, Workspace};
use crate::conllu;
use crate::encode::{Batch, Types};
use crate::quantised::ZERO;
use crate::{Features, TokenId};
use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
struct Fixture {
    tokens: Vec<String>,
    upos: Vec<String>,
    feats: Vec<String>,
    heads: Vec<u32>,
    deprels: Vec<String>,
    names: Vec<String>,
    /// The encoder's vectors.
    h: Vec<Vec<f32>>,
}

fn fixtures() -> Vec<Fixture> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/parity");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    paths.iter().map(read).collect()
}

#[test]
fn vectors_are_those_of_the_trainer() {
    let Ok(model) = Model::english() else { return };
    let fixtures = fixtures();
    assert!(fixtures.len() >= 5);
    let lengths: Vec<usize> = fixtures.iter().map(|fixture| fixture.tokens.len()).collect();
    let (mut batch, mut types) = (Batch::default(), Types::default());
    let form = |sentence: usize, word: usize| fixtures[sentence].tokens[word].as_str();
    batch.encode(model.network(), model.bytes(), &mut types, &lengths, form);
    for (sentence, fixture) in fixtures.iter().enumerate() {
        for (word, expected) in fixture.h.iter().enumerate() {
            let found = &batch.vectors[batch.row(sentence, word) * expected.len()..][..expected.len()];
            let errors: Vec<f32> = found
                .iter()
                .zip(expected)
                .map(|(&level, number)| (f32::from(level) - f32::from(ZERO)) / 127.0 - number)
                .collect();
            let mean = errors.iter().map(|error| error.abs()).sum::<f32>() / errors.len() as f32;
            let worst = errors.iter().fold(0f32, |worst, error| worst.max(error.abs()));
            assert!(
                mean < 0.01 && worst < 0.12,
                "“{}”: {mean}, at worst {worst}",
                fixture.tokens[word]
            );
        }
    }
}

#[test]
fn analyses_are_those_of_the_trainer() {
    let Ok(model) = Model::english() else { return };
    let analyser = Analyser::new(model);
    for fixture in fixtures() {
        let mut text = String::new();
        for (number, form) in fixture.tokens.iter().enumerate() {
            writeln!(text, "{}\t{form}{}", number + 1, "\t_".repeat(8)).unwrap();
        }
        let given = conllu::read(&text).unwrap();
        let analysis = analyser.analyse_tokens(&given[0].analysis, &mut Workspace::default());
        for (word, form) in fixture.tokens.iter().enumerate() {
            let token = analysis.token(TokenId(word as u32));
            assert_eq!(token.upos.as_str(), fixture.upos[word], "{form}");
            assert_eq!(
                token.features,
                fixture.feats[word].parse::<Features>().unwrap(),
                "{form}"
            );
            assert_eq!(
                token.head.map_or(0, |head| head.0 + 1),
                fixture.heads[word],
                "{form}"
            );
            if token.head.is_some() {
                assert_eq!(token.deprel.to_string(), fixture.deprels[word], "{form}");
            }
            let name = analysis
                .name_at(TokenId(word as u32))
                .map(|name| name.kind.label());
            assert_eq!(
                name,
                fixture.names[word].split_once('-').map(|(_, kind)| kind),
                "{form}"
            );
        }
    }
}
