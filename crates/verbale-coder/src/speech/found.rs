//! What the searches of this stage hand to each other: content with its cue and speaker, not yet coded.

use super::speakers::Phrase;
use crate::draft::{ActorIndex, Bytes};
use std::borrow::Cow;
use std::ops::Range;
use verbale_lexicon::speech::CueClass;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Content that somebody says or thinks.
#[derive(Clone, Debug, Default)]
pub(super) struct Found<'k> {
    /// The words of speech; none where speech goes on.
    pub cue: Option<(Range<u32>, TokenId)>,
    /// The class of the cue; none for an unknown verb.
    pub class: Option<&'k CueClass>,
    /// What is said.
    pub content: Bytes,
    /// The token that heads the content.
    pub root: Option<TokenId>,
    /// Who says it.
    pub speaker: Phrase,
    /// The noun phrase that the cue speaks of (“accused X”).
    pub target: Option<TokenId>,
    /// The construction.
    pub rule: &'static str,
    /// Speech whose marks were lost.
    pub unmarked: bool,
    /// Who the speaker is, once that is settled.
    pub actor: Option<ActorIndex>,
    /// Why it is that one.
    pub reason: Option<String>,
}

/// All tokens of the subtree of `root` without that of `without`, cut where `without` or its cue interrupts them.
pub(super) fn runs(analysis: &Analysis, root: TokenId, without: Option<TokenId>) -> Vec<Range<u32>> {
    let mut tokens = vec![root.0];
    let mut waiting = vec![root];
    while let Some(token) = waiting.pop() {
        for &child in analysis.children(token) {
            if Some(child) != without {
                tokens.push(child.0);
                waiting.push(child);
            }
        }
    }
    tokens.sort_unstable();
    let mut runs: Vec<Range<u32>> = Vec::new();
    for token in tokens {
        let interrupts = |between| without.is_some_and(|cue| analysis.is_within(TokenId(between), cue));
        let gap = |last: &Range<u32>| (last.end..token).any(interrupts);
        match runs.last_mut() {
            Some(last) if !gap(last) => last.end = token + 1,
            _ => runs.push(token..token + 1),
        }
    }
    let trimmed: Vec<_> = runs.into_iter().filter_map(|run| trim(analysis, run)).collect();
    let longest = trimmed.iter().map(Range::len).max().unwrap_or(0);
    // The remains of a clause around a parenthesis (“which, according to Kyiv, …”) are no content of their own.
    trimmed
        .into_iter()
        .filter(|run| run.len() >= longest.min(3))
        .collect()
}

/// A run without marks of punctuation at its ends, and without the conjunction that leads into it.
pub(super) fn trim(analysis: &Analysis, mut run: Range<u32>) -> Option<Range<u32>> {
    while run.start < run.end && leads_in(analysis, TokenId(run.start)) {
        run.start += 1;
    }
    while run.start < run.end && analysis.token(TokenId(run.end - 1)).upos == Upos::Punct {
        run.end -= 1;
    }
    (run.start < run.end).then_some(run)
}

fn leads_in(analysis: &Analysis, token: TokenId) -> bool {
    let at = analysis.token(token);
    at.upos == Upos::Punct
        || at.deprel == Deprel::Cc
        || (at.deprel == Deprel::Mark
            && (at.upos == Upos::Adp || analysis.form(token).eq_ignore_ascii_case("that")))
}

/// A token and, where there is one, its particle.
pub(super) fn with_particle(analysis: &Analysis, verb: TokenId) -> (Cow<'_, str>, Range<u32>) {
    match analysis.child_by(verb, Deprel::CompoundPrt) {
        Some(particle) => {
            let lemma = format!("{} {}", analysis.lemma(verb), analysis.lemma(particle));
            (
                Cow::Owned(lemma),
                verb.0.min(particle.0)..verb.0.max(particle.0) + 1,
            )
        }
        None => (Cow::Borrowed(analysis.lemma(verb)), verb.0..verb.0 + 1),
    }
}

/// The preposition or conjunction that leads into a phrase.
pub(super) fn marker(analysis: &Analysis, token: TokenId) -> Option<&str> {
    let children = analysis.children(token).iter().copied();
    let mut markers =
        children.filter(|&child| matches!(analysis.token(child).deprel, Deprel::Case | Deprel::Mark));
    markers.next().map(|child| analysis.lemma(child))
}
