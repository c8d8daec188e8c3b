//! An analysis as CoNLL-U.

use crate::analysis::{Analysis, Sentence, TokenId};
use std::io::{self, Write};

/// What the writer needs besides the analysis.
#[derive(Clone, Copy, Debug, Default)]
pub struct WriteOptions<'o> {
    /// An id for `# newdoc id =`; without ids of their own, sentences are numbered after it.
    pub document_id: Option<&'o str>,
    /// Sentence ids, one a sentence.
    pub sentence_ids: &'o [String],
    /// Sentences written before, where the analysis is a part of a document: numbering goes on after them.
    pub sentences_before: usize,
    /// Write `Entity=` in the last column.
    pub names: bool,
}

/// Writes an analysis.
pub fn write(out: &mut impl Write, analysis: &Analysis, options: WriteOptions<'_>) -> io::Result<()> {
    for (number, sentence) in analysis.sentences().iter().enumerate() {
        let ordinal = options.sentences_before + number + 1;
        if ordinal == 1
            && let Some(id) = options.document_id
        {
            writeln!(out, "# newdoc id = {id}")?;
        }
        if sentence.paragraph_start {
            writeln!(out, "# newpar")?;
        }
        match (options.sentence_ids.get(number), options.document_id) {
            (Some(id), _) if !id.is_empty() => writeln!(out, "# sent_id = {id}")?,
            (_, Some(document)) => writeln!(out, "# sent_id = {document}-{ordinal}")?,
            _ => writeln!(out, "# sent_id = {ordinal}")?,
        }
        out.write_all(b"# text = ")?;
        write_spaced(out, analysis.text_of(sentence.first.0..sentence.end.0))?;
        out.write_all(b"\n")?;
        for token in sentence.tokens() {
            write_token(out, analysis, sentence, token, options.names)?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes text with each run of white space as one space, since a line break would end the line.
fn write_spaced(out: &mut impl Write, text: &str) -> io::Result<()> {
    for (position, word) in text
        .split(crate::tokenise::is_space)
        .filter(|word| !word.is_empty())
        .enumerate()
    {
        if position > 0 {
            out.write_all(b" ")?;
        }
        out.write_all(word.as_bytes())?;
    }
    if text.chars().all(crate::tokenise::is_space) {
        out.write_all(b"_")?;
    }
    Ok(())
}

fn write_token(
    out: &mut impl Write,
    analysis: &Analysis,
    sentence: &Sentence,
    id: TokenId,
    names: bool,
) -> io::Result<()> {
    let token = analysis.token(id);
    let number = |id: TokenId| id.0 - sentence.first.0 + 1;
    let contracted = |id: TokenId| id < sentence.end && analysis.token(id).contracted;
    let glued =
        |id: TokenId| (id.index() + 1 < analysis.tokens().len()) && !analysis.token(id.next()).space_before;
    if contracted(id.next()) && !(token.contracted && id > sentence.first) {
        let mut last = id.next();
        while contracted(last.next()) {
            last = last.next();
        }
        write!(out, "{}-{}\t", number(id), number(last))?;
        write_spaced(out, analysis.text_of(id.0..last.0 + 1))?;
        let misc = if glued(last) { "SpaceAfter=No" } else { "_" };
        writeln!(out, "\t_\t_\t_\t_\t_\t_\t_\t{misc}")?;
    }
    write!(out, "{}\t", number(id))?;
    write_spaced(out, analysis.form(id))?;
    out.write_all(b"\t")?;
    write_spaced(out, analysis.lemma(id))?;
    let head = token.head.map_or(0, number);
    write!(
        out,
        "\t{}\t_\t{}\t{head}\t{}\t_\t",
        token.upos, token.features, token.deprel
    )?;
    let name = analysis.name_at(id).filter(|_| names);
    if let Some(name) = name {
        let position = if name.first == id { "B" } else { "I" };
        write!(out, "Entity={position}-{}", name.kind.label())?;
    }
    let inside_multiword = contracted(id.next()) || (token.contracted && id > sentence.first);
    let space_after = if glued(id) && !inside_multiword {
        "SpaceAfter=No"
    } else {
        ""
    };
    match (name.is_some(), space_after.is_empty()) {
        (true, false) => writeln!(out, "|{space_after}"),
        (false, false) => writeln!(out, "{space_after}"),
        (false, true) => writeln!(out, "_"),
        (true, true) => writeln!(out),
    }
}
