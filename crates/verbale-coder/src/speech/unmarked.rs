//! Speech whose quotation marks were lost: after a colon, and before a comma and “X said”.

use super::argument;
use super::found::{Found, trim, with_particle};
use super::indirect;
use super::kinds::tokens;
use super::paragraphs::{self, is_first_person};
use super::quotes::Quote;
use super::speakers;
use crate::draft::Context;
use std::collections::BTreeSet;
use verbale_lexicon::lower;
use verbale_lexicon::speech::{CuePart, SpeechCues};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Marks unmarked speech among what was found, lets it grow, and adds what was not found.
pub(super) fn find<'k>(
    context: &Context<'_>,
    cues: &'k SpeechCues,
    quotes: &[Quote],
    found: &mut Vec<Found<'k>>,
) {
    after_colon(context, cues, quotes, found);
    comma_before(context, cues, found);
    for item in found.iter_mut() {
        let quoted = paragraphs::is_quoted(quotes, item.content);
        item.unmarked = !quoted && (item.unmarked || speaks_for_itself(context, item));
    }
    paragraphs::find(context, quotes, found);
}

/// “He stressed: We are here.” where the tree ties nothing to the cue.
fn after_colon<'k>(
    context: &Context<'_>,
    cues: &'k SpeechCues,
    quotes: &[Quote],
    found: &mut Vec<Found<'k>>,
) {
    let analysis = context.analysis;
    for colon in analysis.token_ids().filter(|&token| analysis.form(token) == ":") {
        let sentence = analysis.sentence_of(colon);
        let Some(cue) = (sentence.first.0..colon.0)
            .rev()
            .take(6)
            .map(TokenId)
            .find(|&token| {
                analysis.token(token).upos == Upos::Verb
                    && cues
                        .classes(CuePart::Verb, analysis.lemma(token))
                        .any(|class| class.takes("parataxis"))
            })
        else {
            continue;
        };
        let Some(content) = trim(analysis, colon.0 + 1..sentence.end.0).map(|run| context.bytes(run)) else {
            continue;
        };
        if paragraphs::is_quoted(quotes, content) {
            continue;
        }
        if let Some(item) = found
            .iter_mut()
            .find(|item| item.cue.as_ref().is_some_and(|(_, head)| *head == cue))
        {
            item.content = content;
            item.unmarked = true;
            continue;
        }
        let (lemma, run) = with_particle(analysis, cue);
        found.push(Found {
            cue: Some((run, cue)),
            class: cues.classes(CuePart::Verb, &lemma).next(),
            content,
            root: None,
            speaker: speakers::of_verb_or_neighbour(analysis, cue),
            rule: "after a colon",
            unmarked: true,
            ..Found::default()
        });
    }
    found.sort_by_key(|item| item.content.start);
}

/// “The road is open, the envoy said on Monday.” where the tree ties nothing to the cue.
fn comma_before<'k>(context: &Context<'_>, cues: &'k SpeechCues, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let mut taken: BTreeSet<TokenId> = found
        .iter()
        .filter_map(|item| item.cue.as_ref().map(|(_, head)| *head))
        .collect();
    for verb in analysis
        .token_ids()
        .filter(|&token| analysis.token(token).upos == Upos::Verb)
    {
        let class = cues
            .classes(CuePart::Verb, analysis.lemma(verb))
            .find(|class| class.takes("free") || (class.takes("parataxis") && closes(analysis, verb)));
        let Some(class) = class.filter(|_| !taken.contains(&verb) && can_follow(analysis, verb)) else {
            continue;
        };
        let sentence = analysis.sentence_of(verb);
        let mut between = (sentence.first.0..verb.0).rev().take(12).map(TokenId);
        let Some(comma) = between.find(|&token| {
            let own = analysis.token(token).head == Some(verb);
            (matches!(analysis.token(token).upos, Upos::Verb | Upos::Aux) && !own)
                || analysis.form(token) == ","
        }) else {
            continue;
        };
        let speaker = (comma.0 + 1..verb.0)
            .rev()
            .map(TokenId)
            .find(|&token| matches!(analysis.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron))
            .or_else(|| inverted(analysis, comma, verb));
        // “…, the paper quoted the envoy as saying”
        let speaker = indirect::quoted(analysis, verb).or(speaker);
        // “…, with hundreds reported to be fleeing” is no source.
        let phrase = analysis.token(comma.next()).upos;
        if matches!(phrase, Upos::Adp | Upos::Sconj | Upos::Cconj) {
            continue;
        }
        let has_verb = (sentence.first.0..comma.0)
            .any(|token| matches!(analysis.token(TokenId(token)).upos, Upos::Verb | Upos::Aux));
        let (Some(speaker), true) = (speaker, has_verb && analysis.form(comma) == ",") else {
            continue;
        };
        let Some(run) = trim(analysis, sentence.first.0..comma.0) else {
            continue;
        };
        let content = context.bytes(run);
        if found.iter().any(|item| {
            item.content.overlaps(content) && item.cue.as_ref().is_some_and(|(cue, _)| cue.start > comma.0)
        }) {
            continue;
        }
        let (_, run) = with_particle(analysis, verb);
        taken.insert(verb);
        found.push(Found {
            cue: Some((run, verb)),
            class: Some(class),
            content,
            root: None,
            speaker: Some((speaker, "name before the cue")),
            rule: "before a comma and the cue",
            unmarked: true,
            ..Found::default()
        });
    }
    found.sort_by_key(|item| item.content.start);
}

/// Whether a verb ends its sentence, or is quoting somebody.
fn closes(analysis: &Analysis, verb: TokenId) -> bool {
    let end = analysis.sentence_of(verb).end.0;
    let last = (verb.0 + 1..end).all(|token| analysis.token(TokenId(token)).upos == Upos::Punct);
    last || indirect::quotes_saying(analysis, verb)
}

/// Whether a verb can follow what it brings: finite, “was quoted as saying”, or a past form at the very end that was
/// taken for a participle.
fn can_follow(analysis: &Analysis, verb: TokenId) -> bool {
    let last = closes(analysis, verb);
    let passive = analysis.child_by(verb, Deprel::AuxPass).is_some();
    let features = analysis.token(verb).features;
    (features.has("VerbForm=Fin") && !passive)
        || (passive && indirect::quotes_saying(analysis, verb))
        || (last && !passive && analysis.form(verb).ends_with("ed"))
}

/// “…, said Mirel Aldan, who …”: the name or noun right after the verb.
fn inverted(analysis: &Analysis, comma: TokenId, verb: TokenId) -> Option<TokenId> {
    if verb.0 != comma.0 + 1 {
        return None;
    }
    let end = analysis.sentence_of(verb).end.0;
    let phrase = (verb.0 + 1..end)
        .map(TokenId)
        .take_while(|&token| {
            matches!(
                analysis.token(token).upos,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Pron | Upos::Num
            )
        })
        .filter(|&token| matches!(analysis.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron));
    // The first word of a name heads it; without a name the last noun does.
    let words: Vec<TokenId> = phrase.collect();
    let name = words
        .iter()
        .copied()
        .find(|&token| analysis.token(token).upos == Upos::Propn);
    name.or_else(|| words.last().copied())
}

/// First person in the content of a cue in the third person.
fn speaks_for_itself(context: &Context<'_>, item: &Found<'_>) -> bool {
    let analysis = context.analysis;
    let first_person =
        |token: TokenId| analysis.token(token).features.has("Person=1") || is_first_person(context, token);
    let Some((_, cue)) = &item.cue else { return false };
    let speaker_is_self = item
        .speaker
        .is_some_and(|(phrase, _)| matches!(lower(analysis.lemma(phrase)).as_ref(), "i" | "we"));
    let preposed = item.content.end <= analysis.token(*cue).start;
    let present = item.root.is_some_and(|root| {
        let finite = std::iter::once(root).chain(analysis.children(root).iter().copied());
        finite.into_iter().any(|token| {
            analysis.token(token).features.has("Tense=Pres")
                && analysis.token(token).features.has("VerbForm=Fin")
        })
    });
    let voice = tokens(context, item.content).any(first_person);
    !speaker_is_self
        && (voice
            && !matches!(
                item.rule,
                argument::INFINITIVE | argument::OBJECT | argument::PHRASE
            )
            || (preposed && present && item.rule != "prepositional phrase beside a clause"))
}
