//! Whole inputs: pasted pages, HTML, hostile and broken bytes. All texts are written for the test.

use proptest::prelude::*;
use verbale_page::{Page, PageError, PageFormat, PageOptions, read};

const BODY: &str = "The envoys of both countries left the lakeside hotel on Monday without a word, the host said.\n\n\
    Nobody at the gate knew whether a second round would follow, an official told reporters there.\n\n\
    The host country, which had called the meeting, said it would go on seeking a truce in the valley.\n";

fn page(text: &str) -> Page {
    read(text.as_bytes(), &PageOptions::default(), None).expect("a report")
}

fn furniture(text: &str) -> String {
    page(text)
        .report
        .furniture
        .iter()
        .map(|span| span.text.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_kind_of_furniture_is_found_and_the_body_kept() {
    for tail in [
        "Leave a Reply\n\nConnecting to %s\n\nA reader wrote this long comment here, and it is not the article.",
        "Share this:\nFacebook\nTwitter\nWhatsApp",
        "Log In\nDon't have an account?\nSign Up",
        "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
        "Sign up for our newsletter and have the day's news delivered to your inbox.",
        "We use cookies to make this site better for you and for everybody who reads it.",
        "Related stories\nHost of lake talks resigns\nValley truce ends after a day",
        "© 2031 The Example Post. All rights reserved.",
        "(Reporting by Jane Roe; Editing by John Doe)",
        "Source: AFP",
        "Advertisement",
    ] {
        let text = format!("Envoys leave lake talks\n\n{BODY}\n{tail}\n");
        assert_eq!(furniture(&text).trim(), tail.trim(), "in {text}");
    }
}

#[test]
fn an_article_that_speaks_of_furniture_keeps_its_words() {
    let text = format!(
        "Envoys leave lake talks\n\n{BODY}\nThe minister asked readers to subscribe to the plan and share it with others.\n"
    );
    assert_eq!(furniture(&text), "");
}

#[test]
fn plain_text_is_unchanged() {
    let text = format!("Envoys leave “lake” talks\r\n\r\n{}", BODY.replace('\n', "\r\n"));
    assert_eq!(page(&text).report.text, text);
}

#[test]
fn bad_input_is_told_apart() {
    let error = |bytes: &[u8]| {
        read(bytes, &PageOptions::default(), None)
            .map(|_| ())
            .expect_err("an error")
    };
    assert_eq!(error(b""), PageError::Empty);
    assert_eq!(error(" \n\u{a0}\t".as_bytes()), PageError::Empty);
    assert!(matches!(error(b"\x1f\x8b\x08\0\0\0"), PageError::Binary { .. }));
    assert!(matches!(
        error(b"<html><body></body></html>"),
        PageError::NoArticle { .. }
    ));
}

#[test]
fn html_gives_article_and_metadata() {
    let paragraphs = format!(
        "<p>{}</p>",
        BODY.replace(
            "

", "</p><p>"
        )
    );
    let html = format!(
        "<!DOCTYPE html><html><head><title>Envoys leave lake talks | Example Post</title>\
         <meta property='og:site_name' content='Example Post'>\
         <meta property='article:published_time' content='2031-03-10T09:00:00Z'><meta name=author content='Jane Roe'></head>\
         <body><nav><a href=/>Home</a></nav><article><h1>Envoys leave lake talks</h1>{paragraphs}{paragraphs}</article>\
         <div id=comments><h3>Leave a Reply</h3><form><p>Your email address will not be published.</p></form></div></body></html>"
    );
    let report = page(&html).report;
    assert_eq!(
        report.title.map(|span| span.text).as_deref(),
        Some("Envoys leave lake talks")
    );
    assert_eq!(report.published.as_deref(), Some("2031-03-10"));
    assert_eq!(
        (report.byline.as_deref(), report.publisher.as_deref()),
        (Some("Jane Roe"), Some("Example Post"))
    );
    assert!(report.text.contains("left the lakeside hotel") && !report.text.contains("Home"));
    // Cut in the middle, it is still a page.
    let cut = &html[..html.len() * 3 / 4];
    assert!(page(cut).report.text.contains("left the lakeside hotel"));
}

#[test]
fn hostile_pages_end_soon() {
    let start = std::time::Instant::now();
    let deep = format!("<html><body>{}{BODY}", "<div>".repeat(100_000));
    let _ = read(deep.as_bytes(), &PageOptions::default(), None);
    let _ = read("<p a=b".repeat(100_000).as_bytes(), &PageOptions::default(), None);
    let line = "word ".repeat(400_000);
    assert!(read(line.as_bytes(), &PageOptions::default(), None).is_ok());
    assert!(start.elapsed().as_secs() < 60, "took {:?}", start.elapsed());
}

/// Knows that the acceptance case is of 2022 rather than 2016.
struct Year;

impl verbale_page::OfficeEvidence for Year {
    fn years_supported(&self, _: &str) -> Vec<(i16, f32)> {
        vec![(2016, 0.5), (2022, 1.0)]
    }
}

#[test]
fn the_acceptance_case_is_all_article_but_its_comment_form() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases/antalya.txt");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: no shared cases beside the project");
        return;
    };
    let report = read(&bytes, &PageOptions::default(), Some(&Year))
        .expect("a report")
        .report;
    assert_eq!(report.furniture.len(), 1);
    assert!(report.furniture[0].text.starts_with("Leave a Reply"));
    assert_eq!(
        report.furniture[0].end.0 as usize,
        report.text.trim_end().chars().count()
    );
    assert!(report.title.is_some());
    assert_eq!(report.published.as_deref(), Some("2022-03-10"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for format in [PageFormat::Auto, PageFormat::Text, PageFormat::Html] {
            let _ = read(&bytes, &PageOptions { format, ..PageOptions::default() }, None);
        }
    }

    #[test]
    fn any_tags_are_read(html in "(<(/)?(div|p|b|a|h1|title|script|meta)( class=\"?x)?>?|word |&lt;|“){0,40}") {
        let _ = read(html.as_bytes(), &PageOptions { format: PageFormat::Html, ..PageOptions::default() }, None);
    }

    #[test]
    fn furniture_is_ordered_and_text_unchanged(lines in proptest::collection::vec("(Share|Leave a Reply|Related|By Jané Roe|Talks ended on Monday in the old town – nobody said why at all\\.|\\PC{0,30})", 1..30)) {
        let text = lines.join("\n");
        if let Ok(page) = read(text.as_bytes(), &PageOptions { format: PageFormat::Text, ..PageOptions::default() }, None) {
            prop_assert_eq!(&page.report.text, &text);
            let mut last = 0;
            for span in &page.report.furniture {
                prop_assert!(span.start.0 >= last && span.end.0 > span.start.0);
                last = span.end.0;
            }
            for body in &page.body {
                prop_assert!(text.get(body.clone()).is_some());
            }
        }
    }
}
