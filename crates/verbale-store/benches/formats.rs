//! Records and rows a second for each format.

#![allow(missing_docs)] // Criterion's macros make a public item.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use verbale_record::Record;
use verbale_store::{Format, Layout, Output, open};

/// Records in one output: enough for several row groups not to matter and files to be opened once.
const RECORDS: usize = 500;

fn formats(criterion: &mut Criterion) {
    let line = include_str!("../tests/records.jsonl")
        .lines()
        .next()
        .unwrap_or_default();
    let record: Record = serde_json::from_str(line).expect("the sample is a record");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut group = criterion.benchmark_group("records");
    group
        .throughput(Throughput::Elements(RECORDS as u64))
        .sample_size(10);
    for &format in Format::ALL {
        let path = folder.path().join(format.name());
        group.bench_function(format.name(), |bencher| {
            bencher.iter(|| {
                let output = match format.layout() {
                    Layout::File => Output::Stream(Box::new(std::io::sink())),
                    Layout::Folder => Output::Path(path.clone()),
                };
                let mut sink = open(format, output).expect("opens");
                (0..RECORDS).for_each(|_| sink.write(&record).expect("writes"));
                sink.finish().expect("finishes")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, formats);
criterion_main!(benches);
