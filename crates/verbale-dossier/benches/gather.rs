//! Gathering records and laying out the dossier; going on from a state. `cargo bench -p verbale-dossier` tells records a second.

#![allow(missing_docs)] // what the macros of criterion make

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use verbale_dossier::Gathering;

fn gather(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("dossier");
    group.sample_size(10);
    for count in [1_000, 10_000] {
        let records = synthetic::records(7, count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(
            BenchmarkId::new("gather and lay out", count),
            &records,
            |bencher, records| {
                bencher.iter_batched(
                    || records.clone(),
                    |records| {
                        let mut gathering = Gathering::default();
                        for record in records {
                            gathering.add(record);
                        }
                        gathering.dossier()
                    },
                    BatchSize::PerIteration,
                );
            },
        );
        let mut gathering = Gathering::default();
        for record in &records {
            gathering.add(record.clone());
        }
        let mut state = Vec::new();
        gathering.save(&mut state).expect("memory takes bytes");
        group.bench_with_input(
            BenchmarkId::new("read the state", count),
            &state,
            |bencher, state| {
                bencher.iter(|| Gathering::load(&mut state.as_slice()).map(|gathering| gathering.len()));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, gather);
criterion_main!(benches);
