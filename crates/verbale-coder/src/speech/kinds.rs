//! What a statement does: the kind of its cue, changed by the words of its content.

use super::found::Found;
use crate::draft::{Bytes, Context};
use verbale_lexicon::speech::{CueStance, SpeechCues};
use verbale_record::{Polarity, StatementKind};
use verbale_syntax::{TokenId, Upos};

/// The lemmas of the words that lie in `bytes`, lower case.
pub(crate) fn lemmas<'a>(context: &Context<'a>, bytes: Bytes) -> Vec<&'a str> {
    tokens(context, bytes)
        .map(|token| context.analysis.lemma(token))
        .collect()
}

/// The tokens that lie in `bytes`.
pub(crate) fn tokens<'a>(context: &Context<'a>, bytes: Bytes) -> impl Iterator<Item = TokenId> + use<'a> {
    let analysis = context.analysis;
    let first = analysis
        .tokens()
        .partition_point(|token| token.start < bytes.start);
    let end = analysis.tokens().partition_point(|token| token.start < bytes.end);
    (first as u32..end as u32).map(TokenId)
}

/// The kind, with the reason where the content decided.
pub(super) fn kind(
    context: &Context<'_>,
    cues: &SpeechCues,
    item: &Found<'_>,
) -> (StatementKind, Option<String>) {
    let by_cue = item
        .class
        .and_then(|class| class.kinds.first().copied())
        .unwrap_or(StatementKind::Claim);
    let open = matches!(by_cue, StatementKind::Claim | StatementKind::Announcement);
    if !open {
        return (by_cue, None);
    }
    if context
        .words(item.content)
        .trim_end_matches(['"', '”', ' '])
        .ends_with('?')
    {
        return (
            StatementKind::Question,
            Some("ends with a question mark".to_owned()),
        );
    }
    let words = lemmas(context, item.content);
    let lower: Vec<String> = words.iter().map(|word| normal(word)).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    if let Some((kind, phrase)) = cues.commitment(&lower) {
        return (kind, Some(format!("“{phrase}” in the content")));
    }
    if by_cue == StatementKind::Claim && is_judgement(context, item) {
        return (
            StatementKind::Assessment,
            Some("the content judges (a form of “be” with an adjective)".to_owned()),
        );
    }
    (by_cue, None)
}

/// Short forms of negation and auxiliaries in their full form.
fn normal(lemma: &str) -> String {
    match lemma.to_lowercase().as_str() {
        "n't" | "n’t" => "not".to_owned(),
        "'ll" | "’ll" | "wo" => "will".to_owned(),
        "ca" => "can".to_owned(),
        other => other.to_owned(),
    }
}

/// A copula with an adjective or noun as predicate at the top of the content.
fn is_judgement(context: &Context<'_>, item: &Found<'_>) -> bool {
    let analysis = context.analysis;
    let Some(root) = item.root else { return false };
    analysis.token(root).upos == Upos::Adj && analysis.child_by(root, verbale_syntax::Deprel::Cop).is_some()
}

/// Whether the content denies: a negation at its top, or a cue of denial.
pub(super) fn polarity(context: &Context<'_>, item: &Found<'_>, kind: StatementKind) -> Polarity {
    let analysis = context.analysis;
    let negated = item.root.is_some_and(|root| {
        analysis.children(root).iter().any(|&child| {
            matches!(normal(analysis.lemma(child)).as_str(), "not" | "never")
                || (analysis.token(child).deprel.is_subject() && has_no(context, child))
        })
    });
    if negated || matches!(kind, StatementKind::Denial | StatementKind::Refusal) {
        Polarity::Negative
    } else {
        Polarity::Positive
    }
}

fn has_no(context: &Context<'_>, phrase: TokenId) -> bool {
    let children = context.analysis.children(phrase).iter();
    children
        .copied()
        .any(|child| context.analysis.lemma(child).eq_ignore_ascii_case("no"))
}

/// Words that take back part of what is said.
const HEDGES: &[&str] = &[
    "seem",
    "appear",
    "perhaps",
    "maybe",
    "probably",
    "possibly",
    "might",
    "may",
    "could",
    "likely",
    "apparently",
    "reportedly",
    "allegedly",
    "presumably",
];

/// Whether content or cue is hedged.
pub(super) fn hedged(context: &Context<'_>, item: &Found<'_>) -> bool {
    let doubted = item
        .class
        .is_some_and(|class| class.stance == CueStance::Doubting && class.name == "reportedly");
    let opening = lemmas(context, item.content);
    doubted
        || opening
            .iter()
            .take(12)
            .any(|lemma| HEDGES.contains(&lemma.to_lowercase().as_str()))
}
