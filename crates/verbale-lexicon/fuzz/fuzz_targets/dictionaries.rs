#![no_main]
//! Any text as a PETRARCH dictionary: faults or entries, never a panic.

use libfuzzer_sys::fuzz_target;
use verbale_lexicon::Lexicon;

fuzz_target!(|input: (bool, &str)| {
    let (agents, text) = input;
    let name = if agents { "fuzz.agents.txt" } else { "fuzz.actors.txt" };
    let (lexicon, faults) = Lexicon::from_texts(&[(name, text)]);
    for fault in faults {
        assert!(fault.line as usize <= text.lines().count() + 1, "{fault}");
    }
    let tokens: Vec<&str> = text.split_whitespace().take(200).collect();
    lexicon.find_all(&tokens);
});
