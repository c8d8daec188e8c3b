#![no_main]
//! Bytes with a right head and a right checksum, so that the fuzzer gets behind these: an error, or a model that works.

use libfuzzer_sys::fuzz_target;
use verbale_syntax::{Analyser, Model, Workspace};

fn checksum(bytes: &[u8]) -> u64 {
    let sum = |sum: u64, word: &[u8]| {
        let mut last = [0; 8];
        last[..word.len()].copy_from_slice(word);
        (sum ^ u64::from_le_bytes(last)).wrapping_mul(0x0100_0000_01b3)
    };
    bytes.chunks(8).fold(0xcbf2_9ce4_8422_2325, sum)
}

fuzz_target!(|body: &[u8]| {
    let _ = Model::from_bytes(body.to_vec());
    let mut bytes = b"VERBALE\x01\x02\0\0\0".to_vec();
    bytes.extend_from_slice(body);
    bytes.extend_from_slice(&checksum(&bytes).to_le_bytes());
    if let Ok(model) = Model::from_bytes(bytes) {
        let _ = Analyser::new(model).analyse("The envoys did not meet in Strelsau.", &mut Workspace::default());
    }
});
