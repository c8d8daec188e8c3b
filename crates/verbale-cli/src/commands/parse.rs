//! `verbale parse`: syntax as CoNLL-U.

use crate::arguments::{ParseArguments, ParseInput};
use crate::input;
use crate::output::{self, Status};
use anyhow::{Context, Result};
use std::io::{BufWriter, Write};
use std::path::Path;
use verbale_syntax::conllu::{self, Documents, WriteOptions};
use verbale_syntax::{Analyser, Model, Workspace};

pub fn run(arguments: &ParseArguments) -> Result<Status> {
    let analyser = Analyser::new(Model::english()?);
    let mut workspace = Workspace::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut done = 0;
    for path in &arguments.files {
        match parse(path, arguments, &analyser, &mut workspace, &mut out) {
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
    workspace: &mut Workspace,
    out: &mut impl Write,
) -> Result<()> {
    let bytes = input::bytes(path)?;
    if is_conllu(path, &bytes, arguments.input_format) {
        return parse_conllu(path, &bytes, arguments.names, analyser, workspace, out);
    }
    let text = std::str::from_utf8(&bytes).with_context(|| {
        format!(
            "{}: is no UTF-8 text; `verbale code` reads other encodings",
            input::name(path)
        )
    })?;
    let analysis = analyser.analyse(text, workspace);
    conllu::write(
        out,
        &analysis,
        WriteOptions {
            names: arguments.names,
            ..WriteOptions::default()
        },
    )?;
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
