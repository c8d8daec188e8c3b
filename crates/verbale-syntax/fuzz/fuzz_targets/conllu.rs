#![no_main]
//! Any bytes: an error or documents, and what is written of these can be read again.

use libfuzzer_sys::fuzz_target;
use verbale_syntax::conllu::{Documents, WriteOptions, read, write};

fuzz_target!(|bytes: &[u8]| {
    for document in Documents::new(bytes) {
        let Ok(document) = document else { return };
        let mut out = Vec::new();
        let options = WriteOptions {
            document_id: document.id.as_deref(),
            sentence_ids: &document.sentence_ids,
            names: true,
            ..WriteOptions::default()
        };
        write(&mut out, &document.analysis, options).expect("memory can be written to");
        let text = String::from_utf8(out).expect("CoNLL-U is UTF-8");
        let again = read(&text).expect("what is written can be read");
        let count: usize = again.iter().map(|document| document.analysis.tokens().len()).sum();
        assert_eq!(count, document.analysis.tokens().len());
    }
});
