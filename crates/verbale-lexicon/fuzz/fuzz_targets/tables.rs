#![no_main]
//! Any text as a table of any name: faults or rows, and names can be looked for in whatever was read.

use libfuzzer_sys::fuzz_target;
use verbale_lexicon::{EntryId, Lexicon};

const TABLES: [&str; 9] = [
    "countries.tsv",
    "regions.tsv",
    "seats.tsv",
    "organisations.tsv",
    "armed-groups.tsv",
    "peoples.tsv",
    "roles.tsv",
    "words.tsv",
    "officeholders.tsv",
];

fuzz_target!(|input: (u8, &str)| {
    let (table, text) = input;
    let name = TABLES[usize::from(table) % TABLES.len()];
    let (lexicon, faults) = Lexicon::from_texts(&[(name, text)]);
    for fault in faults {
        assert!(fault.line as usize <= text.lines().count() + 1, "{fault}");
    }
    let tokens: Vec<&str> = text.split_whitespace().take(200).collect();
    for found in lexicon.find_all(&tokens) {
        assert!(found.start + found.found.len <= tokens.len());
    }
    // What is read once for all tokens tells the same names.
    let reading = lexicon.read(tokens.clone());
    for start in 0..tokens.len() {
        let found = lexicon.match_at(&tokens, start);
        if found.is_none_or(|found| !matches!(found.entry, EntryId::Role(_))) {
            assert_eq!(reading.name_at(start, tokens.len()), found);
        }
    }
    lexicon.check();
});
