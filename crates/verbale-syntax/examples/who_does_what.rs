//! Who does what to whom: for each verb with a subject, subject, lemma and object in a line, names marked with their kind.
//! `who_does_what < text.txt`, or without input a sentence of its own.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::io::{IsTerminal, Read, stdin};
use verbale_syntax::{Analyser, Analysis, Deprel, Model, TokenId, Workspace};

const TEXT: &str = "The envoys of Ruritania met Rudolf Sapt in Strelsau, and rejected his offer.";

/// A phrase as it stands in the text, after the kind of the name that its head belongs to.
fn phrase(analysis: &Analysis, head: TokenId) -> String {
    let text = analysis.text_of(analysis.subtree(head));
    match analysis.name_at(head) {
        Some(name) => format!("{:?} “{text}”", name.kind),
        None => format!("“{text}”"),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = TEXT.to_owned();
    if !stdin().is_terminal() {
        text.clear();
        stdin().read_to_string(&mut text)?;
    }
    let analyser = Analyser::new(Model::english()?);
    let analysis = analyser.analyse(&text, &mut Workspace::default());
    for verb in analysis.token_ids() {
        let Some(subject) = analysis.child_by(verb, Deprel::Nsubj) else {
            continue;
        };
        let object = analysis.child_by(verb, Deprel::Obj);
        let object = object.map_or("–".to_owned(), |object| phrase(&analysis, object));
        println!(
            "{}\t{}\t{object}",
            phrase(&analysis, subject),
            analysis.lemma(verb)
        );
    }
    Ok(())
}
