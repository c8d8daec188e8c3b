//! How far content reaches.
//!
//! What somebody said runs to the end of the sentence unless another act of speech, a second verb beside the cue or
//! the clause around the cue ends it. Trees of long sentences break inside content; its end seldom moves.

use super::argument::{Argument, CLAUSE, INFINITIVE, PHRASE, PREDICATE};
use super::found::{runs, trim};
use std::ops::Range;
use verbale_lexicon::speech::{CuePart, SpeechCues};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The parts of a content, in order: one, or two around the cue.
pub(super) fn of(
    analysis: &Analysis,
    cues: &SpeechCues,
    verb: TokenId,
    argument: Argument<'_>,
) -> Vec<Range<u32>> {
    let Argument { root, rule, .. } = argument;
    let inside = analysis.is_within(verb, root);
    if rule == PHRASE {
        let all = runs(analysis, root, None).into_iter();
        return all.filter_map(|run| past_marker(analysis, root, run)).collect();
    }
    if !inside && analysis.subtree(root).contains(&verb.0) {
        return around(analysis, root, verb);
    }
    let start = analysis.subtree(root).start;
    if !inside && start > verb.0 && matches!(rule, CLAUSE | INFINITIVE | PREDICATE) {
        let run = start..end_after(analysis, cues, verb, root);
        return trim(analysis, run).into_iter().collect();
    }
    let without = inside.then_some(verb);
    runs(
        analysis,
        root,
        without.or_else(|| participle_of_speech(analysis, cues, root)),
    )
}

/// Where content that begins with the clause of `root` after `verb` ends.
fn end_after(analysis: &Analysis, cues: &SpeechCues, verb: TokenId, root: TokenId) -> u32 {
    let token = analysis.token(verb);
    let limit = if token.head.is_none() {
        analysis.sentence_of(verb).end.0
    } else {
        analysis.subtree(verb).end.max(analysis.subtree(root).end)
    };
    let stops_here = |&child: &TokenId| child > root && stops(analysis, cues, child);
    let beside_cue = analysis.children(verb).iter().copied().filter(stops_here);
    let in_content = analysis.children(root).iter().copied().filter(|child| {
        *child > root && analysis.token(*child).deprel != Deprel::Conj && stops(analysis, cues, *child)
    });
    let first = beside_cue
        .chain(in_content)
        .map(|child| own_start(analysis, child, root))
        .min();
    first.unwrap_or(limit).min(limit)
}

/// The first token of a clause that is not part of `root`: crossing arcs must not pull the stop back into content.
fn own_start(analysis: &Analysis, child: TokenId, root: TokenId) -> u32 {
    analysis.subtree(child).start.max(root.0 + 1)
}

/// Whether content ends before this dependent: another verb beside the cue, or a participle of speech.
fn stops(analysis: &Analysis, cues: &SpeechCues, child: TokenId) -> bool {
    match analysis.token(child).deprel {
        Deprel::Conj => matches!(analysis.token(child).upos, Upos::Verb | Upos::Aux),
        Deprel::Advcl => is_participle_of_speech(analysis, cues, child),
        Deprel::Parataxis => {
            analysis.child_by(child, Deprel::Nsubj).is_some() && is_cue(analysis, cues, child)
        }
        _ => false,
    }
}

fn is_cue(analysis: &Analysis, cues: &SpeechCues, verb: TokenId) -> bool {
    let mut classes = cues.classes(CuePart::Verb, analysis.lemma(verb));
    classes.next().is_some_and(|class| class.name != "never")
}

/// A participle of speech after a comma (“…, adding that”) belongs to the speaker, not to what was said.
fn is_participle_of_speech(analysis: &Analysis, cues: &SpeechCues, child: TokenId) -> bool {
    let comma = child
        .previous()
        .is_some_and(|before| analysis.form(before) == ",");
    let participle = analysis.form(child).ends_with("ing");
    comma && participle && is_cue(analysis, cues, child)
}

fn participle_of_speech(analysis: &Analysis, cues: &SpeechCues, root: TokenId) -> Option<TokenId> {
    analysis
        .children_by(root, Deprel::Advcl)
        .find(|&child| child > root && is_participle_of_speech(analysis, cues, child))
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

/// The words after a verb of saying that the parser tied to something else: from past whom it tells to the end of
/// the sentence, if they hold a finite verb.
pub(super) fn untied(analysis: &Analysis, cues: &SpeechCues, verb: TokenId) -> Option<Range<u32>> {
    let sentence = analysis.sentence_of(verb);
    let mut start = verb.0 + 1;
    for &child in analysis.children(verb) {
        let relation = analysis.token(child).deprel;
        let told = matches!(relation, Deprel::Iobj | Deprel::CompoundPrt)
            || (relation == Deprel::Obl || relation == Deprel::OblUnmarked);
        if told && analysis.subtree(child).start == start {
            start = analysis.subtree(child).end;
        }
    }
    let limit = if analysis.token(verb).head.is_none() {
        sentence.end.0
    } else {
        analysis.subtree(verb).end
    };
    let stop = analysis
        .children(verb)
        .iter()
        .copied()
        .filter(|&child| child.0 > start && analysis.token(child).deprel != Deprel::Conj)
        .find(|&child| stops(analysis, cues, child))
        .map_or(limit, |child| analysis.subtree(child).start);
    let run = trim(analysis, start..stop.min(limit))?;
    let finite = |token: u32| analysis.token(TokenId(token)).features.has("VerbForm=Fin");
    let speaks = run.clone().any(finite) && run.len() >= 3;
    speaks.then_some(run)
}
