#![no_main]
//! Any bytes as a page: no panic, and spans that hold their words.

use libfuzzer_sys::fuzz_target;
use verbale_page::{PageFormat, PageOptions, read};

fuzz_target!(|bytes: &[u8]| {
    for format in [PageFormat::Auto, PageFormat::Html] {
        let options = PageOptions { format, ..PageOptions::default() };
        let Ok(page) = read(bytes, &options, None) else { continue };
        let text = &page.report.text;
        let title = page.title.clone().map(|range| &text[range]);
        assert_eq!(title, page.report.title.as_ref().map(|span| span.text.as_str()));
        let mut at = 0;
        for part in &page.body {
            assert!(at <= part.start && part.start <= part.end);
            at = part.end;
            let _ = &text[part.clone()];
        }
    }
});
