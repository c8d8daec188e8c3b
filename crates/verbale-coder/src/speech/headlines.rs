//! “Kyiv: no surrender”, “WARD: We stay.”: a name or a source before a colon says what follows, and at the end of a
//! headline (“Bridge to stay closed: mayor”) what precedes.

use super::extent;
use super::found::{Found, trim};
use crate::draft::{Cast, Context};
use std::ops::Range;
use verbale_lexicon::speech::SpeechCues;
use verbale_record::ActorKind;
use verbale_syntax::{Sentence, TokenId, Upos};

const RULE: &str = "a name before a colon";

/// Adds what stands beside a colon with its source and no verb.
pub(super) fn find(context: &Context<'_>, cues: &SpeechCues, cast: &Cast, found: &mut Vec<Found<'_>>) {
    let analysis = context.analysis;
    for sentence in analysis.sentences() {
        let colon = (sentence.first.0..sentence.end.0)
            .take(10)
            .find(|&token| analysis.form(TokenId(token)) == ":");
        let last = (sentence.first.0..sentence.end.0)
            .rev()
            .take(5)
            .find(|&token| analysis.form(TokenId(token)) == ":");
        let before = colon.filter(|_| sentence.paragraph_start).and_then(|colon| {
            let speaker = source(context, cues, cast, sentence.first.0..colon)?;
            let end = paragraph_end(context, sentence);
            Some((colon, speaker, trim(analysis, colon + 1..end)?))
        });
        let after = || {
            let colon = last.filter(|_| is_headline(context, sentence))?;
            let speaker = source(context, cues, cast, colon + 1..sentence.end.0)?;
            Some((colon, speaker, trim(analysis, sentence.first.0..colon)?))
        };
        let Some((colon, speaker, run)) = before.or_else(after) else {
            continue;
        };
        let content = context.bytes(run.clone());
        if run.len() < 3 || found.iter().any(|item| item.content.contains(content)) {
            continue;
        }
        found.push(Found {
            cue: Some((colon..colon + 1, TokenId(colon))),
            content,
            root: extent::head_of(analysis, &run),
            speaker: Some((speaker, RULE)),
            rule: RULE,
            unmarked: true,
            ..Found::default()
        });
    }
}

/// The end of the paragraph that begins with this sentence: a turn in a transcript goes on to there.
fn paragraph_end(context: &Context<'_>, sentence: &Sentence) -> u32 {
    let sentences = context.analysis.sentences();
    let next = sentences.partition_point(|other| other.first < sentence.end);
    let rest = sentences[next..]
        .iter()
        .take_while(|other| !other.paragraph_start);
    rest.last().map_or(sentence.end.0, |last| last.end.0)
}

fn is_headline(context: &Context<'_>, sentence: &Sentence) -> bool {
    context.in_title(sentence.first)
}

/// The last noun of a short phrase of names and titles that holds an actor or a source, and no verb.
fn source(context: &Context<'_>, cues: &SpeechCues, cast: &Cast, run: Range<u32>) -> Option<TokenId> {
    const LONGEST: usize = 6;
    let analysis = context.analysis;
    let words: Vec<TokenId> = run
        .map(TokenId)
        .filter(|&token| analysis.token(token).upos != Upos::Punct)
        .collect();
    let nominal = words.iter().all(|&token| {
        matches!(
            analysis.token(token).upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Part | Upos::Num
        )
    });
    if !nominal || words.len() > LONGEST {
        return None;
    }
    let last = *words.last()?;
    // “Topping: chopped nuts”: of those whom nobody knows only people and bodies with a part in public life speak.
    let thing = |token: TokenId| {
        let actors = cast.actors_at(token);
        !actors.is_empty()
            && actors.iter().all(|&one| {
                let actor = cast.actor(one);
                !actor.known && actor.kind == ActorKind::Other && actor.country.is_none()
            })
    };
    // “Dear Mr. Speaker:” is said to him.
    let addressed = words
        .first()
        .is_some_and(|&first| analysis.form(first).eq_ignore_ascii_case("dear"));
    if addressed || thing(last) {
        return None;
    }
    let known = words
        .iter()
        .any(|&token| analysis.token(token).upos == Upos::Propn && !cast.actors_at(token).is_empty())
        && analysis.token(last).upos == Upos::Propn
        || !cast.actors_at(last).is_empty();
    let named = analysis
        .name_at(last)
        .is_some_and(|name| name.kind == verbale_syntax::NameKind::Person);
    let source = cues.source(analysis.lemma(last)).is_some();
    (known || named || source).then_some(last)
}
