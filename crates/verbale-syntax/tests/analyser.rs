//! The analyser as a whole, with the model that is built in; skipped where there is none.

#![allow(clippy::print_stdout, clippy::panic)]

use proptest::prelude::*;
use std::sync::LazyLock;
use verbale_syntax::{Analyser, Analysis, Model, ModelError, Workspace};

static ANALYSER: LazyLock<Option<Analyser>> = LazyLock::new(|| match Model::english() {
    Ok(model) => Some(Analyser::new(model)),
    Err(ModelError::NotEmbedded) => {
        println!("skipped: no model is built in");
        None
    }
    Err(error) => panic!("the built-in model is refused: {error}"),
});

fn shape(analysis: &Analysis, from: u32, to: u32) -> Vec<String> {
    let token = |id: &verbale_syntax::TokenId| {
        let token = analysis.token(*id);
        let head = token.head.map(|head| head.0 - from);
        format!(
            "{} {} {:?} {head:?} {}",
            analysis.form(*id),
            token.upos,
            token.features,
            token.deprel
        )
    };
    analysis
        .token_ids()
        .filter(|id| from <= id.0 && id.0 < to)
        .map(|id| token(&id))
        .collect()
}

const SENTENCES: [&str; 4] = [
    "The foreign minister of Ruritania met his counterpart in Strelsau on Monday.",
    "Nobody was hurt.",
    "“We don't accept this,” said Gen. Rudolf Sapt, who commands the border guards, “and we never will.”",
    "Shelling resumed.",
];

#[test]
fn a_sentence_does_not_depend_on_its_batch() {
    let Some(analyser) = &*ANALYSER else { return };
    let mut workspace = Workspace::default();
    let text = SENTENCES.join("\n").repeat(40);
    let text = text.replace("resumed.The", "resumed.\nThe");
    let together = analyser.analyse(&text, &mut workspace);
    for (number, sentence) in together.sentences().iter().enumerate() {
        let alone = analyser.analyse(
            together.text_of(sentence.first.0..sentence.end.0),
            &mut Workspace::default(),
        );
        assert_eq!(alone.sentences().len(), 1, "sentence {number}");
        let count = alone.tokens().len() as u32;
        assert_eq!(
            shape(&alone, 0, count),
            shape(&together, sentence.first.0, sentence.end.0),
            "sentence {number}"
        );
    }
}

#[test]
fn chunks_of_a_text_are_analysed_as_the_whole() {
    let Some(analyser) = &*ANALYSER else { return };
    let mut workspace = Workspace::default();
    let text = SENTENCES
        .join("\n\n")
        .repeat(5)
        .replace("resumed.The", "resumed.\n\nThe");
    let whole = analyser.analyse(&text, &mut workspace);
    let mut found = Vec::new();
    for range in verbale_syntax::chunks(&text, 100) {
        let part = analyser.analyse(&text[range], &mut workspace);
        found.extend(shape(&part, 0, part.tokens().len() as u32));
    }
    let count = whole.tokens().len() as u32;
    assert_eq!(found.len(), count as usize);
    for (found, token) in found.iter().zip(shape(&whole, 0, count)) {
        let without_head = |text: &str| text.split(' ').take(2).collect::<Vec<_>>().join(" ");
        assert_eq!(without_head(found), without_head(&token));
    }
}

#[test]
fn only_the_given_parts_are_analysed() {
    let Some(analyser) = &*ANALYSER else { return };
    let text = "Talks fail\nShare this!\nThe envoys left.";
    let analysis = analyser.analyse_parts(text, &[0..10, 23..text.len()], &mut Workspace::default());
    let sentences: Vec<&str> = analysis
        .sentences()
        .iter()
        .map(|s| analysis.text_of(s.first.0..s.end.0))
        .collect();
    assert_eq!(sentences, ["Talks fail", "The envoys left."]);
    assert!(
        analysis
            .sentences()
            .iter()
            .all(|sentence| sentence.paragraph_start)
    );
}

#[test]
fn a_very_long_sentence_is_one_tree() {
    let Some(analyser) = &*ANALYSER else { return };
    let analysis = analyser.analyse(&"and then it moved on ".repeat(300), &mut Workspace::default());
    assert_eq!(analysis.sentences().len(), 1);
    assert_eq!(
        analysis
            .tokens()
            .iter()
            .filter(|token| token.head.is_none())
            .count(),
        1
    );
    assert!(
        analysis
            .token_ids()
            .all(|id| analysis.ancestors(id).count() <= analysis.tokens().len())
    );
}

#[test]
fn altered_and_cut_models_are_refused() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/en-1.bin");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: no models/en-1.bin");
        return;
    };
    for length in [0, 7, 8, 12, 15, 16, 100, 5000, bytes.len() / 2, bytes.len() - 1] {
        assert!(
            Model::from_bytes(bytes[..length].to_vec()).is_err(),
            "cut to {length}"
        );
    }
    for at in [0, 9, 13, 20, 3000, bytes.len() / 3, bytes.len() - 1] {
        let mut altered = bytes.clone();
        altered[at] ^= 0x10;
        assert!(Model::from_bytes(altered).is_err(), "flipped at {at}");
    }
}

/// The checksum of a model file, so that alterations get behind it.
fn checksum(bytes: &[u8]) -> u64 {
    let sum = |sum: u64, word: &[u8]| {
        let mut last = [0; 8];
        last[..word.len()].copy_from_slice(word);
        (sum ^ u64::from_le_bytes(last)).wrapping_mul(0x0100_0000_01b3)
    };
    bytes.chunks(8).fold(0xcbf2_9ce4_8422_2325, sum)
}

static FILE: LazyLock<Option<Vec<u8>>> =
    LazyLock::new(|| std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/en-1.bin")).ok());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_forged_model_is_refused_or_works(
        edits in prop::collection::vec((16usize..14_000, prop::sample::select(b"0123456789,:[]{}\"abf-".to_vec())), 1..6),
        blank in prop::option::of(0.0f64..1.0),
    ) {
        let Some(file) = &*FILE else { return Ok(()) };
        let mut bytes = file.clone();
        for (at, byte) in edits {
            bytes[at] = byte;
        }
        let end = bytes.len() - 8;
        if let Some(share) = blank {
            let at = (end as f64 * share) as usize;
            bytes[at..end.min(at + 4096)].fill(0x7b);
        }
        let sum = checksum(&bytes[..end]);
        bytes[end..].copy_from_slice(&sum.to_le_bytes());
        if let Ok(model) = Model::from_bytes(bytes) {
            let analysis = Analyser::new(model).analyse(SENTENCES[2], &mut Workspace::default());
            prop_assert!(!analysis.tokens().is_empty());
        }
    }

    #[test]
    fn any_text_has_exact_offsets_and_whole_trees(text in "(\\PC|[ \n\t.'’\"-]|[A-Za-z]{1,6}){0,60}") {
        let mut pieces = Vec::new();
        verbale_syntax::tokenise(&text, 0..text.len(), &mut pieces);
        let mut reached = 0;
        let blank = |part: &str| part.chars().all(|c| c.is_whitespace() || c <= ' ' || c == '\u{7f}');
        for piece in &pieces {
            prop_assert!(blank(&text[reached..piece.start as usize]));
            prop_assert!(!piece.of(&text).is_empty());
            reached = piece.end as usize;
        }
        prop_assert!(blank(&text[reached..]));
        let Some(analyser) = &*ANALYSER else { return Ok(()) };
        let analysis = analyser.analyse(&text, &mut Workspace::default());
        prop_assert_eq!(analysis.tokens().len(), pieces.len());
        for sentence in analysis.sentences() {
            let roots = sentence.tokens().filter(|&id| analysis.token(id).head.is_none()).count();
            prop_assert_eq!(roots, 1);
            prop_assert!(sentence.tokens().all(|id| analysis.is_within(id, sentence.root)));
        }
    }
}
