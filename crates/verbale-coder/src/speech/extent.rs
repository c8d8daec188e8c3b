//! How far content reaches, for each construction.

use super::argument::{Argument, CLAUSE, INFINITIVE, OBJECT, PHRASE, PREDICATE};
use super::clause::{Reader, parts};
use super::found::{marker, runs, trim};
use super::quotes::Quote;
use std::ops::Range;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The parts of a content, in order: one, two around the cue, or clauses beside each other.
pub(super) fn of(
    reader: Reader<'_>,
    quotes: &[Quote],
    verb: TokenId,
    from: u32,
    argument: Argument<'_>,
) -> Vec<Range<u32>> {
    let analysis = reader.analysis;
    let Argument { root, rule, .. } = argument;
    let inside = analysis.is_within(verb, root);
    let gerund = root > verb && analysis.form(root).ends_with("ing");
    let accuses = argument.class.is_some_and(|class| class.takes("advcl:of"));
    if rule == PHRASE && accuses && (gerund || analysis.child_by(root, Deprel::Case).is_some()) && root > verb
    {
        let marks = analysis.children(root).iter().copied().filter(|&child| {
            child < root && matches!(analysis.token(child).deprel, Deprel::Case | Deprel::Mark)
        });
        let start = marks.map(|mark| mark.0 + 1).max().unwrap_or(root.0);
        let run = reader.from(verb, start, Some(root));
        return run.map(|run| to_comma(analysis, root, run)).into_iter().collect();
    }
    if rule == PHRASE {
        let all = runs(analysis, root, None).into_iter();
        return all.filter_map(|run| past_marker(analysis, root, run)).collect();
    }
    let before = analysis.subtree(root).start < verb.0;
    if !inside && before && analysis.subtree(root).contains(&verb.0) && root < verb {
        return around(analysis, root, verb);
    }
    if !inside && root > verb && rule == CLAUSE {
        let run = reader.after(verb, from, Some(root));
        return run.map_or_else(Vec::new, |run| clauses(analysis, quotes, run));
    }
    if !inside && root > verb && matches!(rule, INFINITIVE | PREDICATE) {
        let to = (from..root.0)
            .rev()
            .take(3)
            .find(|&token| analysis.form(TokenId(token)).eq_ignore_ascii_case("to"));
        let start = analysis.subtree(root).start.max(from);
        let start = if rule == PREDICATE { from } else { start };
        let start = to.filter(|_| rule == INFINITIVE).unwrap_or(start);
        let run = reader.from(verb, start, Some(root));
        return run.into_iter().collect();
    }
    let without = inside.then_some(verb);
    let mut all = runs(analysis, root, without);
    if let (OBJECT, Some(last)) = (rule, all.last_mut()) {
        last.end = past_attributes(analysis, verb, last.end);
    }
    all
}

/// The end of a noun phrase with the phrases right after it that the tree hangs on the verb (“denied the report | on
/// the toll”).
fn past_attributes(analysis: &Analysis, verb: TokenId, end: u32) -> u32 {
    let next = analysis.children(verb).iter().copied().find(|&child| {
        let attribute =
            marker(analysis, child).is_some_and(|mark| matches!(mark, "of" | "on" | "about" | "over"));
        attribute && analysis.token(child).deprel == Deprel::Obl && analysis.subtree(child).start == end
    });
    next.map_or(end, |child| analysis.subtree(child).end)
}

/// A phrase up to the comma after its subtree: what follows (“…, a sign that”, “…, raising fears”) comments on it.
fn to_comma(analysis: &Analysis, root: TokenId, run: Range<u32>) -> Range<u32> {
    let own = analysis.subtree(root).end.min(run.end);
    let comma = (own..run.end).find(|&token| analysis.form(TokenId(token)) == ",");
    run.start..comma.unwrap_or(run.end)
}

/// The clauses of indirect speech that stand beside each other; direct speech stays whole.
pub(super) fn clauses(analysis: &Analysis, quotes: &[Quote], run: Range<u32>) -> Vec<Range<u32>> {
    let quoted = |token: TokenId| {
        let at = analysis.token(token).start;
        quotes
            .iter()
            .any(|quote| (quote.inside.start..quote.inside.end).contains(&at))
    };
    let first_person = |token: u32| {
        let form = analysis.form(TokenId(token)).to_ascii_lowercase();
        matches!(form.as_str(), "i" | "we" | "our" | "my" | "us")
    };
    if run
        .clone()
        .any(|token| first_person(token) && !quoted(TokenId(token)))
    {
        return vec![run];
    }
    parts(analysis, run, quoted)
}

/// The token of a run that heads it: the first whose own head stands outside, a verb before anything else.
pub(super) fn head_of(analysis: &Analysis, run: &Range<u32>) -> Option<TokenId> {
    let heads = || {
        run.clone().map(TokenId).filter(|&token| {
            analysis
                .token(token)
                .head
                .is_none_or(|head| !run.contains(&head.0))
        })
    };
    let clause = |token: &TokenId| {
        analysis.token(*token).upos == Upos::Verb || analysis.child_by(*token, Deprel::Cop).is_some()
    };
    heads().find(clause).or_else(|| heads().next())
}

/// The parts of a clause before and after the verb that stands in it.
fn around(analysis: &Analysis, root: TokenId, verb: TokenId) -> Vec<Range<u32>> {
    let whole = analysis.subtree(root);
    let own = |token: u32| analysis.is_within(TokenId(token), root);
    let before = (whole.start..verb.0)
        .rev()
        .find(|&token| own(token))
        .map(|last| whole.start..last + 1);
    let after = (verb.0 + 1..whole.end)
        .find(|&token| own(token))
        .map(|first| first..whole.end);
    [before, after]
        .into_iter()
        .flatten()
        .filter_map(|run| trim(analysis, run))
        .collect()
}

/// A phrase without the preposition that leads into it.
pub(super) fn past_marker(analysis: &Analysis, root: TokenId, run: Range<u32>) -> Option<Range<u32>> {
    let leads = |token: u32| {
        let at = analysis.token(TokenId(token));
        at.head == Some(root) && matches!(at.deprel, Deprel::Case | Deprel::Mark)
    };
    let start = run.clone().find(|&token| !leads(token))?;
    trim(analysis, start..run.end)
}
