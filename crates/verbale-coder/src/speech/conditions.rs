//! Under which condition a statement holds.

use super::kinds::tokens;
use crate::draft::{Bytes, Context};
use verbale_syntax::{Deprel, TokenId, Upos};

/// Words that lead into a condition.
const MARKERS: &[&[&str]] = &[
    &["as", "long", "as"],
    &["so", "long", "as"],
    &["on", "condition", "that"],
    &["on", "the", "condition", "that"],
    &["in", "case"],
    &["if"],
    &["unless"],
    &["until"],
    &["provided"],
    &["providing"],
    &["once"],
    &["only", "after"],
    &["only", "when"],
    &["on", "the", "basis", "that"],
    &["in", "exchange", "for"],
    &["in", "return", "for"],
    &["subject", "to"],
];

/// The words of the condition inside `content`. A question with “if” at its beginning has none.
pub(crate) fn find(context: &Context<'_>, content: Bytes) -> Option<Bytes> {
    let analysis = context.analysis;
    let inside: Vec<TokenId> = tokens(context, content).collect();
    for (index, &token) in inside.iter().enumerate() {
        let words = MARKERS.iter().find(|words| {
            words.iter().enumerate().all(|(offset, word)| {
                inside
                    .get(index + offset)
                    .is_some_and(|&at| analysis.form(at).eq_ignore_ascii_case(word))
            })
        });
        let Some(words) = words else { continue };
        let marks = inside[index..index + words.len()].iter().copied();
        // The condition is the clause that one of the words marks.
        let clause = marks.flat_map(|mark| analysis.ancestors(mark)).find(|&above| {
            matches!(analysis.token(above).deprel, Deprel::Advcl | Deprel::AdvclRelcl) && above > token
        });
        let by_order = || by_order(context, &inside[index..], index == 0);
        let mut run = match clause {
            Some(clause) => token.0..analysis.subtree(clause).end,
            None if words.len() > 1 || matches!(words[0], "if" | "unless") => token.0..by_order(),
            None => continue,
        };
        while run.end > run.start + 1 && analysis.token(TokenId(run.end - 1)).upos == Upos::Punct {
            run.end -= 1;
        }
        let bytes = context.bytes(run);
        let end = bytes.end.min(content.end);
        return (bytes.start < end).then_some(Bytes {
            start: bytes.start,
            end,
        });
    }
    None
}

/// Where a condition ends that the tree does not tie together: at the comma before the main clause where it leads,
/// else with the content.
fn by_order(context: &Context<'_>, from: &[TokenId], leads: bool) -> u32 {
    let analysis = context.analysis;
    let comma = from.iter().find(|&&token| leads && analysis.form(token) == ",");
    match (comma, from.last()) {
        (Some(comma), _) => comma.0,
        (None, Some(last)) => last.0 + 1,
        (None, None) => 0,
    }
}
