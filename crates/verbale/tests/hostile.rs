//! Pages and texts made to hurt, through the whole engine: nothing panics, no sentence is analysed without end, and in
//! optimised builds each is done in a time that only an endless or quadratic stage would miss.

#[path = "../../verbale-page/tests/hostile/pages.rs"]
mod pages;

use std::time::{Duration, Instant};
use verbale::{Engine, PageOptions, Workspace};

/// Several times what the slowest takes on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);
/// How much text a build without optimisation is given.
const SMALL: usize = 4_000;

/// Texts whose words, marks or sentences lead some stage to look at all others.
const PATTERNS: &[(&str, &str)] = &[
    ("brackets", "("),
    ("opening marks", "“"),
    ("straight marks", "\" "),
    ("short quotations", "“No,” he said. "),
    ("speech in speech", "He said she said they said "),
    ("speech after speech", "He said he said he said. "),
    ("we", "“We will attack,” we said. "),
    ("pronouns", "They met them. It rejected it. "),
    ("attacks", "The attack killed 12 people on Monday. "),
    (
        "demands",
        "Varn demanded a ceasefire and the withdrawal of troops. ",
    ),
    (
        "talks",
        "Talks between Paris and Ankara will resume in Geneva on Monday. ",
    ),
    ("days", "Monday 3 May 2024 "),
    ("abbreviations", "U.S. Mr. Gen. "),
    ("datelines", "ANKARA, May 3 - \n\n"),
    ("paragraphs", "He said no.\n\n"),
    ("places", "Paris, Ankara, Geneva, "),
];

fn code(engine: &Engine, workspace: &mut Workspace, name: &str, bytes: &[u8]) {
    let begun = Instant::now();
    let options = PageOptions {
        published: Some(jiff::civil::date(2024, 5, 6)),
        ..PageOptions::default()
    };
    if let Ok(page) = engine.read(bytes, &options) {
        let coded = engine.code(page, workspace);
        assert_eq!(coded.record.schema, "verbale.record/1", "{name}");
    }
    let taken = begun.elapsed();
    assert!(cfg!(debug_assertions) || taken < LONGEST, "{name} took {taken:?}");
}

#[test]
fn hostile_pages_and_texts_are_coded_in_bounded_time() {
    let engine = Engine::english().expect("the built-in model");
    let mut workspace = Workspace::default();
    let size = if cfg!(debug_assertions) { SMALL } else { 50 * SMALL };
    for (name, pattern) in PATTERNS {
        let text = pattern.repeat(size / pattern.len());
        code(&engine, &mut workspace, name, text.as_bytes());
    }
    for (name, bytes) in pages::pages() {
        if cfg!(debug_assertions) && bytes.len() > SMALL {
            continue;
        }
        code(&engine, &mut workspace, name, &bytes);
    }
    if cfg!(debug_assertions) {
        println!("without optimisation only small pages are coded: run with --release for all");
    }
}

#[test]
fn no_more_than_two_thousand_words_of_a_sentence_are_analysed() {
    use verbale_syntax::{Deprel, Upos};
    let engine = Engine::english().expect("the built-in model");
    let text = "envoys met and ".repeat(10_000);
    let analysis = engine
        .analyser()
        .analyse(&text, &mut verbale_syntax::Workspace::default());
    assert_eq!((analysis.sentences().len(), analysis.tokens().len()), (1, 30_000));
    let analysed = analysis.tokens().iter().filter(|token| token.upos != Upos::X);
    assert!((1_000..=2_000).contains(&analysed.count()));
    let root = analysis.sentences()[0].root;
    let rest = &analysis.tokens()[2_000..];
    assert!(
        rest.iter()
            .all(|token| token.head == Some(root) && token.deprel == Deprel::Parataxis)
    );
}
