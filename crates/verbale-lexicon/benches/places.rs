//! What a look-up of a place costs: names that are there, names that are not, and names with hundreds of bearers.

#![allow(missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use verbale_lexicon::places::Gazetteer;

fn benches(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::builtin();
    let mut group = criterion.benchmark_group("places");
    for name in [
        "Homs",
        "Deir ez-Zor",
        "Springfield",
        "Kärdla",
        "Parliament",
        "Foreign Ministry",
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| gazetteer.find(black_box(name)).len());
        });
    }
}

criterion_group!(places, benches);
criterion_main!(places);
