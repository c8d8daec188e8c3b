//! Speech whose quotation marks were lost: after a colon, before “X said.” over several sentences, and paragraphs in
//! which the speaker goes on in the first person.

use super::argument;
use super::direct::{self, last_speaker};
use super::found::{Found, trim, with_particle};
use super::indirect;
use super::quotes::Quote;
use super::speakers;
use crate::draft::{Bytes, Context};
use std::ops::Range;
use verbale_lexicon::speech::{CuePart, SpeechCues};
use verbale_syntax::{Analysis, Deprel, Sentence, TokenId, Upos};

/// Words in which somebody speaks rather than is told about.
const VOICE: &[&str] = &[
    "i",
    "we",
    "us",
    "our",
    "my",
    "me",
    "ours",
    "mine",
    "ourselves",
    "should",
    "must",
];

/// A paragraph: a run of sentences.
fn paragraphs(sentences: &[Sentence]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        match all.last_mut() {
            Some(last) if !sentence.paragraph_start => last.end = index + 1,
            _ => all.push(index..index + 1),
        }
    }
    all
}

/// Marks unmarked speech among what was found, lets it grow, and adds what was not found.
pub(super) fn find<'k>(
    context: &Context<'_>,
    cues: &'k SpeechCues,
    quotes: &[Quote],
    found: &mut Vec<Found<'k>>,
) {
    after_colon(context, cues, quotes, found);
    comma_before(context, cues, found);
    let analysis = context.analysis;
    for item in found.iter_mut() {
        let quoted = quotes.iter().any(|quote| quote.inside.overlaps(item.content));
        item.unmarked = !quoted && (item.unmarked || speaks_for_itself(context, item));
    }
    let sentences = analysis.sentences();
    for paragraph in paragraphs(sentences) {
        let bytes = context.bytes(sentences[paragraph.start].first.0..sentences[paragraph.end - 1].end.0);
        if quotes.iter().any(|quote| quote.inside.overlaps(bytes)) {
            continue;
        }
        if !before_cue(context, &paragraph, found) {
            goes_on(context, bytes, found);
        }
    }
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
        if quotes.iter().any(|quote| quote.inside.overlaps(content)) {
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
    for verb in analysis
        .token_ids()
        .filter(|&token| analysis.token(token).upos == Upos::Verb)
    {
        let class = cues
            .classes(CuePart::Verb, analysis.lemma(verb))
            .find(|class| class.takes("parataxis"));
        let taken = found
            .iter()
            .any(|item| item.cue.as_ref().is_some_and(|(_, head)| *head == verb));
        let Some(class) = class.filter(|_| !taken && can_follow(analysis, verb)) else {
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

/// Whether a verb can follow what it brings: finite, “was quoted as saying”, or a past form at the very end that was
/// taken for a participle.
fn can_follow(analysis: &Analysis, verb: TokenId) -> bool {
    let end = analysis.sentence_of(verb).end.0;
    let last = (verb.0 + 1..end).all(|token| analysis.token(TokenId(token)).upos == Upos::Punct);
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
        |token: TokenId| analysis.token(token).features.has("Person=1") || is_voice(context, token);
    let Some((_, cue)) = &item.cue else { return false };
    let speaker_is_self = item
        .speaker
        .is_some_and(|(phrase, _)| matches!(analysis.lemma(phrase).to_lowercase().as_str(), "i" | "we"));
    let preposed = item.content.end <= analysis.token(*cue).start;
    let present = item.root.is_some_and(|root| {
        let finite = std::iter::once(root).chain(analysis.children(root).iter().copied());
        finite.into_iter().any(|token| {
            analysis.token(token).features.has("Tense=Pres")
                && analysis.token(token).features.has("VerbForm=Fin")
        })
    });
    let voice = tokens_in(context, item.content).any(first_person);
    !speaker_is_self
        && (voice
            && !matches!(
                item.rule,
                argument::INFINITIVE | argument::OBJECT | argument::PHRASE
            )
            || (preposed && present && item.rule != "prepositional phrase beside a clause"))
}

fn is_voice(context: &Context<'_>, token: TokenId) -> bool {
    let form = context.analysis.form(token).to_lowercase();
    VOICE.iter().take(9).any(|word| *word == form)
}

fn tokens_in<'a>(context: &'a Context<'_>, bytes: Bytes) -> impl Iterator<Item = TokenId> + 'a {
    let analysis = context.analysis;
    let first = analysis
        .tokens()
        .partition_point(|token| token.start < bytes.start) as u32;
    (first..analysis.tokens().len() as u32)
        .map(TokenId)
        .take_while(move |&id| analysis.token(id).start < bytes.end)
}

/// “The way is long. Nobody should hurry, the envoy said.”: the sentences before belong to the speech. Whether the
/// paragraph was one of speech.
fn before_cue(context: &Context<'_>, paragraph: &Range<usize>, found: &mut [Found<'_>]) -> bool {
    let sentences = context.analysis.sentences();
    let start = context
        .bytes(sentences[paragraph.start].first.0..sentences[paragraph.start].end.0)
        .start;
    let end = context
        .bytes(sentences[paragraph.end - 1].first.0..sentences[paragraph.end - 1].end.0)
        .end;
    let mut inside: Vec<usize> = (0..found.len())
        .filter(|&index| found[index].content.start >= start && found[index].content.start < end)
        .collect();
    inside.sort_by_key(|&index| {
        (
            found[index].content.start,
            std::cmp::Reverse(found[index].content.end),
        )
    });
    let Some(&first) = inside.first() else {
        return false;
    };
    let item = &found[first];
    let Some((_, cue)) = &item.cue else { return true };
    let preposed = item.content.end <= context.analysis.token(*cue).start;
    let block = Bytes {
        start,
        end: item.content.end,
    };
    let voice = tokens_in(context, block).any(|token| {
        let form = context.analysis.form(token).to_lowercase();
        VOICE.contains(&form.as_str())
    });
    let sentence_start = context.analysis.sentence_of(*cue).first;
    let leads = context.analysis.token(sentence_start).start <= item.content.start;
    if preposed && leads && voice && start < item.content.start {
        found[first].content.start = start;
        found[first].unmarked = true;
        found[first].rule = "sentences before “X said”";
    }
    true
}

/// A paragraph in the first person, without a cue, after direct speech.
fn goes_on(context: &Context<'_>, bytes: Bytes, found: &mut Vec<Found<'_>>) {
    let first_person = tokens_in(context, bytes).any(|token| {
        is_voice(context, token)
            && matches!(
                context.analysis.token(token).deprel,
                Deprel::Nsubj | Deprel::NmodPoss | Deprel::NsubjPass
            )
    });
    if !first_person {
        return;
    }
    let Some(speaker) = last_speaker(context, found, bytes, direct::NEAR) else {
        return;
    };
    found.push(Found {
        cue: None,
        class: None,
        content: bytes,
        root: None,
        speaker: Some((speaker, "last speaker goes on")),
        rule: "paragraph in the first person",
        unmarked: true,
        ..Found::default()
    });
    found.sort_by_key(|item| item.content.start);
}
