//! Hostile pages are read or refused; none panics, none makes a report longer than the limit.
//!
//! How long each takes, and how much memory, is measured outside the tests: `examples/hostile.rs` writes the pages.

#[path = "hostile/pages.rs"]
mod pages;

use verbale_page::{LONGEST_TEXT, PageOptions, read};

#[test]
fn hostile_pages_are_read_or_refused() {
    let pages = pages::pages();
    assert!(pages.len() >= 40);
    let mut read_all = 0;
    for (name, bytes) in pages {
        let started = std::time::Instant::now();
        match read(&bytes, &PageOptions::default(), None) {
            Ok(page) => {
                assert!(page.report.text.len() <= LONGEST_TEXT, "{name}");
                read_all += 1;
            }
            Err(error) => assert!(!error.to_string().is_empty(), "{name}"),
        }
        println!("{name}: {} bytes, {:?}", bytes.len(), started.elapsed());
    }
    // Most of them still hold an article of two paragraphs.
    assert!(read_all >= 40, "{read_all}");
}
