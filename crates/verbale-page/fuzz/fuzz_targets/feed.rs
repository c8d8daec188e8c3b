#![no_main]
//! Any bytes as an input of this kind, in small and in large portions.

mod common;

use libfuzzer_sys::fuzz_target;
use verbale_page::containers::Kind;

fuzz_target!(|bytes: &[u8]| common::check(bytes, Kind::Feed));
