//! How a dossier looks, on made-up records.

#[path = "../../verbale-dossier/tests/synthetic/mod.rs"]
mod synthetic;

use verbale_brief::dossier::{DossierPage, html, markdown, terminal};
use verbale_dossier::Gathering;

fn page() -> DossierPage {
    let mut gathering = Gathering::default();
    // The generator makes its eighth report a copy of the seventh.
    for record in synthetic::records(11, 8) {
        gathering.add(record);
    }
    DossierPage::of(&gathering.dossier())
}

#[test]
fn markdown_shows_every_part() {
    insta::assert_snapshot!(markdown::render(&page()));
}

#[test]
fn all_layouts_show_the_same_parts() {
    let page = page();
    let (html, markdown, terminal) = (
        html::render(&page),
        markdown::render(&page),
        terminal::render(&page, 80),
    );
    for part in &page.parts {
        assert!(html.contains(&format!("<h2 id=\"h-{}\">{}</h2>", part.id, part.heading)));
        assert!(markdown.contains(&format!("\n## {}\n", part.heading)));
        assert!(terminal.contains(&part.heading.to_uppercase()));
    }
}

#[test]
fn no_line_of_the_terminal_is_wider_than_asked() {
    for line in terminal::render(&page(), 60).lines() {
        let plain = without_colour(line);
        assert!(plain.chars().count() <= 60, "{plain}");
    }
}

/// A line without its escape codes.
fn without_colour(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once('m').map_or("", |(_, rest)| rest));
    rest.fold(first, |plain, part| plain + part)
}
