//! Reads an input in small and in large portions: no panic, and the same reports.

use std::io::Read;
use verbale_page::containers::{ContainerOptions, Fields, Kind, open};

struct Portions {
    bytes: Vec<u8>,
    at: usize,
    size: usize,
}

impl Read for Portions {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.size.min(out.len()).min(self.bytes.len() - self.at);
        out[..count].copy_from_slice(&self.bytes[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

fn read(bytes: &[u8], kind: Kind, size: usize) -> Option<Vec<String>> {
    let reader = Portions { bytes: bytes.to_vec(), at: 0, size };
    let items = open(Box::new(reader), ContainerOptions { kind }).ok()?.items();
    let steps = items.map(|item| match item {
        Ok(item) => match item.read(&Fields::default()) {
            Ok(document) => format!("{document:?}"),
            Err(error) => error.to_string(),
        },
        Err(failure) => failure.to_string(),
    });
    Some(steps.collect())
}

pub fn check(bytes: &[u8], kind: Kind) {
    let whole = read(bytes, kind, 1 << 20);
    assert_eq!(whole, read(bytes, kind, 7));
    // No input gives more reports and failures than it has bytes.
    assert!(whole.is_none_or(|steps| kind == Kind::Auto || steps.len() <= bytes.len() + 1));
}
