//! Order, duplicates and nesting of statements.

use crate::draft::{Statement, StatementIndex};

/// Puts statements in order of content, outer before inner, drops what was found twice, and ties inner ones to the
/// statement around them.
pub(super) fn order(mut statements: Vec<Statement>) -> Vec<Statement> {
    statements.sort_by(|a, b| {
        let place = |item: &Statement| (item.content.start, std::cmp::Reverse(item.content.end));
        place(a).cmp(&place(b)).then(b.score.total_cmp(&a.score))
    });
    let mut kept: Vec<Statement> = Vec::new();
    for statement in statements {
        let twice = kept.iter().any(|other| {
            let same_cue = other.cue.map(|(_, head)| head) == statement.cue.map(|(_, head)| head);
            other.speaker == statement.speaker && other.content == statement.content
                || (same_cue
                    && statement.cue.is_some()
                    && other.speaker == statement.speaker
                    && other.content.contains(statement.content))
        });
        if !twice {
            kept.push(statement);
        }
    }
    for inner in 0..kept.len() {
        kept[inner].nested_in = (0..inner)
            .rev()
            .find(|&outer| holds(&kept[outer], &kept[inner]))
            .map(|outer| StatementIndex(outer as u32));
    }
    kept
}

/// Whether the cue and the content of `inner` lie in the content of `outer`.
fn holds(outer: &Statement, inner: &Statement) -> bool {
    let cue_inside = inner.cue.is_none_or(|(cue, _)| outer.content.contains(cue));
    outer.content != inner.content && outer.content.contains(inner.content) && cue_inside
}
