//! Text or CoNLL-U on standard input (or files) to CoNLL-U: `parse [--conllu] [--names] [--model FILE] [FILE…]`.
//! With `--conllu`, tokens and sentences are kept. With `--time`, nothing is written but words a second.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::error::Error;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::time::Instant;
use verbale_syntax::conllu::{self, Documents, WriteOptions};
use verbale_syntax::{Analyser, Model, Workspace};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut gold, mut names, mut timed) = (false, false, false);
    let (mut model, mut files) = (None, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--conllu" => gold = true,
            "--names" => names = true,
            "--time" => timed = true,
            "--model" => model = arguments.next(),
            _ => files.push(argument),
        }
    }
    let begun = Instant::now();
    let model = model.map_or_else(Model::english, |path| Model::open(Path::new(&path)))?;
    let analyser = Analyser::new(model);
    eprintln!("model loaded in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    let mut workspace = Workspace::default();
    let mut out = BufWriter::new(io::stdout().lock());
    let sources = if files.is_empty() {
        vec!["-".to_owned()]
    } else {
        files
    };
    let begun = Instant::now();
    let mut words = 0;
    for source in sources {
        let input: Box<dyn Read> = match source.as_str() {
            "-" => Box::new(io::stdin().lock()),
            path => Box::new(std::fs::File::open(path)?),
        };
        let mut input = BufReader::new(input);
        if gold {
            for document in Documents::new(input) {
                let document = document?;
                let analysis = analyser.analyse_tokens(&document.analysis, &mut workspace);
                words += analysis.tokens().len();
                let document_id = document.id.as_deref();
                conllu::write(
                    &mut out,
                    &analysis,
                    WriteOptions {
                        document_id,
                        sentence_ids: &document.sentence_ids,
                        names,
                        ..WriteOptions::default()
                    },
                )?;
            }
            continue;
        }
        let mut text = String::new();
        input.read_to_string(&mut text)?;
        let analysis = analyser.analyse(&text, &mut workspace);
        words += analysis.tokens().len();
        if !timed {
            conllu::write(
                &mut out,
                &analysis,
                WriteOptions {
                    names,
                    ..WriteOptions::default()
                },
            )?;
        }
    }
    out.flush()?;
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!(
        "{words} words in {seconds:.2} s: {:.0} words/s",
        words as f64 / seconds
    );
    Ok(())
}
