//! Records as JSON Lines on standard input, their dossier on standard output.
//!
//! `verbale code *.txt | cargo run -p verbale-brief --example dossier -- html > dossier.html`
#![allow(clippy::print_stdout)] // its purpose

use verbale_brief::dossier::{DossierPage, html, markdown, terminal};
use verbale_dossier::Gathering;
use verbale_record::Record;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut gathering = Gathering::default();
    for record in serde_json::Deserializer::from_reader(std::io::stdin().lock()).into_iter::<Record>() {
        gathering.add(record?);
    }
    let dossier = gathering.dossier();
    let page = DossierPage::of(&dossier);
    let format = std::env::args().nth(1);
    let text = match format.as_deref() {
        Some("html") => html::render(&page),
        Some("markdown") => markdown::render(&page),
        Some("json") => serde_json::to_string_pretty(&dossier)?,
        _ => terminal::render(&page, 100),
    };
    println!("{text}");
    Ok(())
}
