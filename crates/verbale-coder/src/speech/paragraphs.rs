//! Speech without marks over several sentences: before “X said.”, after it, and whole paragraphs in which the speaker
//! goes on in the first person.

use super::direct::{self, last_speaker};
use super::found::Found;
use super::kinds::tokens;
use super::quotes::Quote;
use crate::draft::{Bytes, Context};
use std::ops::Range;
use verbale_syntax::{Deprel, TokenId};

/// Words in which somebody speaks rather than is told about.
const FIRST_PERSON: &[&str] = &["i", "we", "us", "our", "my", "me", "ours", "mine", "ourselves"];

/// Whether a token is a word of the first person.
pub(super) fn is_first_person(context: &Context<'_>, token: TokenId) -> bool {
    let form = context.analysis.form(token);
    // “US envoys” are not ours.
    form != "US" && FIRST_PERSON.iter().any(|word| form.eq_ignore_ascii_case(word))
}

/// Lets unmarked speech grow over the sentences beside it, and adds paragraphs in the first person.
pub(super) fn find(context: &Context<'_>, quotes: &[Quote], found: &mut Vec<Found<'_>>) {
    let text = context.analysis.text();
    let no_marks = !text.contains(['“', '”', '"']);
    let mut cues = cues_of(context, found);
    for paragraph in paragraphs(context) {
        let bytes = bytes_of(context, &paragraph);
        let lost = no_marks || is_unbalanced(&text[bytes.range()]);
        let block = Paragraph {
            context,
            quotes,
            sentences: paragraph,
            lost,
            cues: &cues,
        };
        block.grow(found);
        if !is_quoted(quotes, bytes) && goes_on(context, bytes, found) {
            cues = cues_of(context, found);
        }
    }
    found.sort_by_key(|item| item.content.start);
}

/// Where the cues of speech stand, in order, with the indices of what they bring.
fn cues_of(context: &Context<'_>, found: &[Found<'_>]) -> Vec<(u32, usize)> {
    let cue = |item: &Found<'_>| Some(context.analysis.token(item.cue.as_ref()?.1).start);
    let all = found.iter().enumerate();
    let mut cues: Vec<(u32, usize)> = all
        .filter_map(|(index, item)| Some((cue(item)?, index)))
        .collect();
    cues.sort_unstable();
    cues
}

fn cues_in(cues: &[(u32, usize)], bytes: Bytes) -> &[(u32, usize)] {
    let before = |limit: u32| cues.partition_point(|&(at, _)| at < limit);
    &cues[before(bytes.start)..before(bytes.end)]
}

/// Whether a quotation holds some of these words. Quotations stand in order, apart from each other.
pub(super) fn is_quoted(quotes: &[Quote], bytes: Bytes) -> bool {
    let before = quotes.partition_point(|quote| quote.inside.start < bytes.end);
    quotes[..before]
        .last()
        .is_some_and(|quote| quote.inside.overlaps(bytes))
}

/// Whether marks of quotation do not come in pairs.
fn is_unbalanced(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('“') != count('”') || count('"') % 2 == 1
}

/// Paragraphs as runs of sentences.
fn paragraphs(context: &Context<'_>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for (index, sentence) in context.analysis.sentences().iter().enumerate() {
        match all.last_mut() {
            Some(last) if !sentence.paragraph_start => last.end = index + 1,
            _ => all.push(index..index + 1),
        }
    }
    all
}

fn bytes_of(context: &Context<'_>, sentences: &Range<usize>) -> Bytes {
    let all = context.analysis.sentences();
    context.bytes(all[sentences.start].first.0..all[sentences.end - 1].end.0)
}

/// As many bytes as marks at the beginning of a sentence may take.
const MARK: u32 = 4;

struct Paragraph<'a> {
    context: &'a Context<'a>,
    quotes: &'a [Quote],
    sentences: Range<usize>,
    /// Whether marks of quotation may have been lost here.
    lost: bool,
    /// Where the cues of speech stand, in order, with the indices of what they bring.
    cues: &'a [(u32, usize)],
}

impl Paragraph<'_> {
    fn bytes(&self, sentence: usize) -> Bytes {
        bytes_of(self.context, &(sentence..sentence + 1))
    }

    /// Whether a sentence is free: not quoted, and no cue of its own in it.
    fn is_free(&self, sentence: usize, found: &[Found<'_>]) -> bool {
        let bytes = self.bytes(sentence);
        let cued = cues_in(self.cues, bytes).iter().any(|&(_, index)| {
            let first_person = found[index]
                .speaker
                .is_some_and(|(phrase, _)| is_first_person(self.context, phrase));
            !first_person
        });
        !is_quoted(self.quotes, bytes) && !cued
    }

    /// Whether a sentence is told by its speaker: in the first person, or without a verb in the past.
    fn speaks(&self, sentence: usize) -> bool {
        let analysis = self.context.analysis;
        let mut finite = false;
        let mut past = false;
        for token in tokens(self.context, self.bytes(sentence)) {
            if is_first_person(self.context, token) {
                return true;
            }
            let features = analysis.token(token).features;
            if features.has("VerbForm=Fin") {
                finite = true;
                past |= features.has("Tense=Past");
            }
        }
        self.lost && finite && !past
    }

    fn grow(&self, found: &mut Vec<Found<'_>>) {
        let mut more = Vec::new();
        for sentence in self.sentences.clone() {
            let Some(index) = self.direct_speech(sentence, found) else {
                continue;
            };
            let before = self.before(sentence, found);
            if before < sentence && self.is_voiced(before, &found[index]) {
                let item = &mut found[index];
                item.content.start = self.bytes(before).start;
                item.unmarked = true;
                item.rule = "sentences before “X said”";
            }
            let end = self.after(sentence, found);
            if end > sentence + 1 {
                more.push(Found {
                    content: bytes_of(self.context, &(sentence + 1..end)),
                    speaker: found[index]
                        .speaker
                        .map(|(phrase, _)| (phrase, "last speaker goes on")),
                    rule: "sentences after “X said”",
                    unmarked: true,
                    ..Found::default()
                });
            }
        }
        found.extend(more);
    }

    /// The item of a sentence that is unmarked direct speech before its cue, or after a colon.
    fn direct_speech(&self, sentence: usize, found: &[Found<'_>]) -> Option<usize> {
        let bytes = self.bytes(sentence);
        let cued = cues_in(self.cues, bytes).iter().filter(|&&(at, index)| {
            let item = &found[index];
            let preposed = item.content.end <= at && item.content.start <= bytes.start + MARK;
            let colon = item.rule == "after a colon";
            bytes.overlaps(item.content) && (preposed || colon) && (item.unmarked || preposed)
        });
        cued.map(|&(_, index)| index).min()
    }

    /// The first of the free sentences right before.
    fn before(&self, sentence: usize, found: &[Found<'_>]) -> usize {
        let free = |&before: &usize| self.is_free(before, found);
        let run = (self.sentences.start..sentence).rev().take_while(free);
        run.last().unwrap_or(sentence)
    }

    /// The end of the free sentences right after in which the speaker goes on.
    fn after(&self, sentence: usize, found: &[Found<'_>]) -> usize {
        let goes_on = |&after: &usize| self.is_free(after, found) && self.speaks(after);
        let run = (sentence + 1..self.sentences.end).take_while(goes_on);
        run.last().map_or(sentence + 1, |last| last + 1)
    }

    /// Whether the sentences from `first` to the content are speech: first person, an appeal, or the present.
    fn is_voiced(&self, first: usize, item: &Found<'_>) -> bool {
        let block = Bytes {
            start: self.bytes(first).start,
            end: item.content.end,
        };
        let voice = tokens(self.context, block).any(|token| {
            is_first_person(self.context, token)
                || matches!(self.context.analysis.lemma(token), "should" | "must")
        });
        let sentences = self.context.analysis.sentences();
        let starts = |sentence: &usize| self.bytes(*sentence).start < item.content.start;
        let mut before = (first..sentences.len()).take_while(starts);
        voice || before.all(|sentence| self.speaks(sentence))
    }
}

/// A paragraph in the first person, without a cue, after direct speech.
fn goes_on(context: &Context<'_>, bytes: Bytes, found: &mut Vec<Found<'_>>) -> bool {
    let analysis = context.analysis;
    let inside = |item: &Found<'_>| bytes.overlaps(item.content);
    // What a pronoun seems to say in the midst of it (“they have added that much”) is a misreading.
    let weak = |item: &Found<'_>| {
        item.rule == "words after the cue"
            && item.speaker.is_some_and(|(phrase, _)| {
                matches!(
                    analysis.form(phrase).to_ascii_lowercase().as_str(),
                    "they" | "it" | "we" | "i"
                )
            })
    };
    if found.iter().any(|item| inside(item) && !weak(item)) {
        return false;
    }
    let first_person = tokens(context, bytes).any(|token| {
        is_first_person(context, token)
            && matches!(
                analysis.token(token).deprel,
                Deprel::Nsubj | Deprel::NmodPoss | Deprel::NsubjPass
            )
    });
    let Some(speaker) = last_speaker(context, found, bytes, direct::NEAR).filter(|_| first_person) else {
        return false;
    };
    found.retain(|item| !inside(item));
    found.push(Found {
        content: bytes,
        speaker: Some((speaker, "last speaker goes on")),
        rule: "paragraph in the first person",
        unmarked: true,
        ..Found::default()
    });
    true
}
