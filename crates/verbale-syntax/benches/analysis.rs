//! Where the time goes: tokens, the encoder, the parser, the whole.

#![allow(missing_docs, clippy::print_stderr)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use verbale_syntax::{Analyser, Model, Workspace, split, tokenise};

const PARAGRAPHS: [&str; 4] = [
    "STRELSAU, 4 March – The foreign ministers of Ruritania and Graustark met for six hours on Tuesday, but \
     could not agree on who should guard the bridges over the Orr once the last patrols have been withdrawn.",
    "“We don't accept conditions that were written by others,” said Gen. Rudolf Sapt, who commands the border \
     guards, “and nobody in this room will sign them.” Officials in Edelweiss declined to comment.",
    "At least 14 people were killed and about 60 wounded when rockets hit a market in the town of Zenda, the \
     regional governor's office reported. Both sides blamed each other for the attack, the third since January.",
    "The council voted 11 to 3 to extend sanctions against two banks, a shipping company and the former prime \
     minister, whose assets abroad are worth an estimated $2.4 billion, according to a U.N. panel of experts.",
];

fn text() -> String {
    PARAGRAPHS.join("\n\n").repeat(16)
}

fn benches(criterion: &mut Criterion) {
    let text = text();
    let mut pieces = Vec::new();
    tokenise(&text, 0..text.len(), &mut pieces);
    let mut group = criterion.benchmark_group("analysis");
    group.throughput(Throughput::Elements(pieces.len() as u64));
    group.bench_function("tokenise and split", |bencher| {
        let mut spans = Vec::new();
        bencher.iter(|| {
            pieces.clear();
            spans.clear();
            tokenise(black_box(&text), 0..text.len(), &mut pieces);
            split(&text, &pieces, 0, &mut spans);
            spans.len()
        });
    });
    let model = match Model::english() {
        Ok(model) => model,
        Err(error) => {
            eprintln!("skipped: {error}");
            return;
        }
    };
    let analyser = Analyser::new(model);
    let mut workspace = Workspace::default();
    let given = analyser.analyse(&text, &mut workspace);
    group.bench_function("encode", |bencher| {
        bencher.iter(|| analyser.encode_only(black_box(&given), &mut workspace));
    });
    group.bench_function("encode, tag, parse, find names", |bencher| {
        bencher.iter(|| analyser.analyse_tokens(black_box(&given), &mut workspace));
    });
    group.bench_function("whole", |bencher| {
        bencher.iter(|| analyser.analyse(black_box(&text), &mut workspace));
    });
    group.finish();
    criterion.bench_function("load", |bencher| bencher.iter(Model::english));
}

criterion_group!(all, benches);
criterion_main!(all);
