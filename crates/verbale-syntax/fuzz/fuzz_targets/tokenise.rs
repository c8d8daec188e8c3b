#![no_main]
//! Any text: exact offsets, nothing lost, sentences in order.

use libfuzzer_sys::fuzz_target;
use verbale_syntax::{split, tokenise};

fuzz_target!(|text: &str| {
    let (mut pieces, mut spans) = (Vec::new(), Vec::new());
    tokenise(text, 0..text.len(), &mut pieces);
    split(text, &pieces, 0, &mut spans);
    let blank = |part: &str| part.chars().all(|c| c.is_whitespace() || c <= ' ' || c == '\u{7f}');
    let mut reached = 0;
    for piece in &pieces {
        assert!(blank(&text[reached..piece.start as usize]) && piece.start < piece.end);
        reached = piece.end as usize;
    }
    assert!(blank(&text[reached..]));
    let mut next = 0;
    for span in &spans {
        assert!(span.first == next && span.first < span.end);
        next = span.end;
    }
    assert_eq!(next as usize, pieces.len());
});
