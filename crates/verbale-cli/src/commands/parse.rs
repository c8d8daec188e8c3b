//! `verbale parse`: syntax as CoNLL-U.

use crate::arguments::{ParseArguments, ParseInput};
use crate::input;
use crate::output::{self, Status};
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use verbale_syntax::conllu::{self, Documents, WriteOptions};
use verbale_syntax::{Analyser, Analysis, Model, Workspace};

/// Bytes of text that are analysed at once.
const CHUNK: usize = 1 << 18;

pub fn run(arguments: &ParseArguments) -> Result<Status> {
    let analyser = Analyser::new(Model::english()?);
    let workspaces: Vec<Mutex<Workspace>> = (0..rayon::current_num_threads().max(1))
        .map(|_| Mutex::default())
        .collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut done = 0;
    for path in &arguments.files {
        match parse(path, arguments, &analyser, &workspaces, &mut out) {
            Ok(()) => done += 1,
            Err(error) if output::is_broken_pipe(&error) => return Err(error),
            Err(error) => output::complain(&format!("{error:#}")),
        }
    }
    out.flush()?;
    Ok(Status::of(done, arguments.files.len() - done))
}

fn parse(
    path: &Path,
    arguments: &ParseArguments,
    analyser: &Analyser,
    workspaces: &[Mutex<Workspace>],
    out: &mut impl Write,
) -> Result<()> {
    let bytes = input::bytes(path)?;
    if is_conllu(path, &bytes, arguments.input_format) {
        let mut workspace = Workspace::default();
        return parse_conllu(path, &bytes, arguments.names, analyser, &mut workspace, out);
    }
    let text = std::str::from_utf8(&bytes).with_context(|| {
        format!(
            "{}: is no UTF-8 text; `verbale code` reads other encodings",
            input::name(path)
        )
    })?;
    parse_text(text, arguments.names, analyser, workspaces, out)
}

/// Chunks of the text side by side, so that memory does not grow with it; written in order.
fn parse_text(
    text: &str,
    names: bool,
    analyser: &Analyser,
    workspaces: &[Mutex<Workspace>],
    out: &mut impl Write,
) -> Result<()> {
    let chunks: Vec<_> = verbale_syntax::chunks(text, CHUNK).collect();
    let analyse = |(range, workspace): (&Range<usize>, &Mutex<Workspace>)| {
        let mut workspace = workspace.lock().unwrap_or_else(PoisonError::into_inner);
        analyser.analyse(&text[range.clone()], &mut workspace)
    };
    let mut sentences_before = 0;
    for group in chunks.chunks(workspaces.len()) {
        let analyses: Vec<Analysis> = group.par_iter().zip(workspaces).map(analyse).collect();
        for analysis in analyses {
            let options = WriteOptions {
                sentences_before,
                names,
                ..WriteOptions::default()
            };
            conllu::write(out, &analysis, options)?;
            sentences_before += analysis.sentences().len();
        }
    }
    Ok(())
}

fn parse_conllu(
    path: &Path,
    bytes: &[u8],
    names: bool,
    analyser: &Analyser,
    workspace: &mut Workspace,
    out: &mut impl Write,
) -> Result<()> {
    for document in Documents::new(bytes) {
        let document = document.with_context(|| input::name(path))?;
        let analysis = analyser.analyse_tokens(&document.analysis, workspace);
        let options = WriteOptions {
            document_id: document.id.as_deref(),
            sentence_ids: &document.sentence_ids,
            names,
            ..WriteOptions::default()
        };
        conllu::write(out, &analysis, options)?;
    }
    Ok(())
}

/// By the file's name, or by a first line that is a comment or a row of ten columns.
fn is_conllu(path: &Path, bytes: &[u8], format: ParseInput) -> bool {
    match format {
        ParseInput::Text => false,
        ParseInput::Conllu => true,
        ParseInput::Auto => {
            let named = path
                .extension()
                .is_some_and(|extension| extension == "conllu" || extension == "conll");
            let row = bytes
                .split(|&byte| byte == b'\n')
                .find(|line| !line.is_empty() && !line.starts_with(b"#"));
            named || row.is_some_and(|row| row.split(|&byte| byte == b'\t').count() == 10)
        }
    }
}
