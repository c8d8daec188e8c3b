//! Quotation marks and content together: content grows to the marks around it, and quotations without a cue of their
//! own find the nearest one, or the last speaker.

use super::found::{Found, with_particle};
use super::quotes::Quote;
use super::speakers;
use crate::draft::{Bytes, Context};
use verbale_lexicon::speech::{CueClass, CuePart, SpeechCues};
use verbale_syntax::{TokenId, Upos};

/// Lets content grow to the quotation that it belongs to.
pub(super) fn grow(context: &Context<'_>, quotes: &[Quote], found: &mut [Found<'_>]) {
    let cues: Vec<u32> = found
        .iter()
        .filter_map(|item| Some(context.analysis.token(item.cue.as_ref()?.1).start))
        .collect();
    for item in found {
        let Some((_, head)) = item.cue else { continue };
        let cue = context.analysis.token(head).start;
        for quote in quotes {
            // Where a mark that nothing closes ends is not known once somebody else speaks.
            let others = |other: &u32| *other >= item.content.end && *other < quote.inside.end;
            if !quote.inside.overlaps(item.content) || (!quote.closed && cues.iter().any(others)) {
                continue;
            }
            if cue >= quote.inside.start && cue < quote.inside.end {
                // The cue itself is quoted: its content stays inside.
                item.content.end = item.content.end.min(quote.inside.end);
            } else if cue < quote.inside.start {
                item.content.start = item.content.start.min(quote.inside.start).max(cue);
                item.content.end = item.content.end.max(quote.inside.end);
            } else {
                item.content.start = item.content.start.min(quote.inside.start);
                item.content.end = item
                    .content
                    .end
                    .max(quote.inside.end)
                    .min(cue.max(quote.inside.end));
            }
        }
    }
}

/// “We stay, she said.” with the closing mark lost: a quotation that nothing closes ends somewhere before its cue.
pub(super) fn holds_its_cue(context: &Context<'_>, quote: &Quote, found: &[Found<'_>]) -> bool {
    found.iter().any(|item| {
        let cue = item
            .cue
            .as_ref()
            .map(|(_, head)| context.analysis.token(*head).start);
        cue.is_some_and(|cue| {
            (quote.inside.start..quote.inside.end).contains(&cue) && item.content.end <= cue
        })
    })
}

/// Quotations that no content holds.
pub(super) fn rest<'k>(
    context: &Context<'_>,
    cues: &'k SpeechCues,
    quotes: &[Quote],
    found: &mut Vec<Found<'k>>,
) {
    for quote in quotes {
        if is_taken(context, quote.inside, found) || !is_speech(context, quote.inside) {
            continue;
        }
        if let Some(speaker) = after_dash(context, quote) {
            found.push(Found {
                content: quote.inside,
                speaker: Some((speaker, "name after a dash")),
                rule: "quotation with a name below it",
                ..Found::default()
            });
            continue;
        }
        let near = cue_beside(context, cues, quote.inside);
        let (cue, class, speaker, rule) = match near {
            Some(verb) => {
                let (lemma, run) = with_particle(context.analysis, verb);
                let class = cues.classes(CuePart::Verb, &lemma).next();
                (
                    Some((run, verb)),
                    class,
                    speakers::of_verb_or_neighbour(context.analysis, verb),
                    "quotation beside a cue",
                )
            }
            None => match last_speaker(context, found, quote.inside, reach(context, quote.inside)) {
                Some(speaker) => (
                    None,
                    None,
                    Some((speaker, "last speaker goes on")),
                    "quotation without a cue",
                ),
                None => continue,
            },
        };
        let content = quote.inside;
        found.push(Found {
            cue,
            class,
            content,
            root: None,
            speaker,
            rule,
            ..Found::default()
        });
        found.sort_by_key(|item| item.content.start);
    }
}

/// Whether somebody outside a quotation says its words already; what is told inside it does not count.
fn is_taken(context: &Context<'_>, inside: Bytes, found: &[Found<'_>]) -> bool {
    found.iter().any(|item| {
        let cue = item
            .cue
            .as_ref()
            .map(|(_, head)| context.analysis.token(*head).start);
        item.content.overlaps(inside) && cue.is_none_or(|cue| !(inside.start..inside.end).contains(&cue))
    })
}

/// “…” — Mirel Aldan: a name after a dash that ends the paragraph.
fn after_dash(context: &Context<'_>, quote: &Quote) -> Option<TokenId> {
    const LONGEST: usize = 80;
    let text = context.analysis.text();
    let rest = &text[quote.inside.end as usize..];
    let line = rest.split('\n').next()?;
    let name = line.trim_start_matches(['”', '"', '\'', ' ']);
    let name = name.strip_prefix(['―', '—', '–', '-'])?.trim();
    if name.is_empty() || name.len() > LONGEST || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let start = quote.inside.end as usize + line.find(name)?;
    let token = context.analysis.token_at(start)?;
    (context.analysis.token(token).upos == Upos::Propn).then_some(token)
}

/// A single quoted word or name is mentioned, not said.
fn is_speech(context: &Context<'_>, inside: Bytes) -> bool {
    let analysis = context.analysis;
    let tokens = super::kinds::tokens(context, inside).filter(|&id| analysis.token(id).end <= inside.end);
    let kinds: Vec<Upos> = tokens.map(|id| analysis.token(id).upos).collect();
    kinds.len() >= 4 && kinds.iter().any(|kind| matches!(kind, Upos::Verb | Upos::Aux))
}

/// The end of the sentence that ends a quotation; of the next one (““…?” she asked.”) where that ends with its mark.
fn end_of_reach(context: &Context<'_>, last: TokenId, inside: Bytes) -> u32 {
    const FARTHEST: u32 = 14;
    let analysis = context.analysis;
    let own = analysis.sentence_of(last).end;
    let ends = context.words(inside).trim_end().ends_with(['?', '!', '.', '…']);
    let next = own.index() < analysis.tokens().len();
    if !ends || !next || own.0 > last.0 + 3 {
        return own.0;
    }
    let between = inside.end as usize..analysis.token(own).start as usize;
    let same_line = !analysis.text()[between].contains('\n');
    let quoted = analysis.form(own).starts_with(['“', '"']);
    if same_line && !quoted {
        analysis.sentence_of(own).end.0.min(own.0 + FARTHEST)
    } else {
        own.0
    }
}

/// The verb of speech nearest to a quotation, in the sentence that leads into it or out of it.
fn cue_beside(context: &Context<'_>, cues: &SpeechCues, inside: Bytes) -> Option<TokenId> {
    let analysis = context.analysis;
    let first = analysis.token_at(inside.start as usize)?;
    let last = analysis.token_at(inside.end.saturating_sub(1) as usize)?;
    let from = analysis.sentence_of(first).first.0;
    let to = end_of_reach(context, last, inside);
    let after = (last.0 + 1..to).chain((from..first.0).rev()).map(TokenId);
    let near = after.filter(|&token| {
        let speaks = cues
            .classes(CuePart::Verb, analysis.lemma(token))
            .any(|class| class.takes("parataxis"));
        let form = analysis.form(token);
        let told = analysis.token(token).features.has("VerbForm=Fin")
            || ["ed", "ing", "said"].iter().any(|end| form.ends_with(end));
        analysis.token(token).upos == Upos::Verb && speaks && told
    });
    near.min_by_key(|token| {
        if token.0 > last.0 {
            token.0 - last.0
        } else {
            first.0 - token.0
        }
    })
}

/// How many sentences back whoever speaks in a quotation may stand: further where it is a paragraph of its own.
fn reach(context: &Context<'_>, inside: Bytes) -> u32 {
    let text = context.analysis.text();
    let before = text[..inside.start as usize].trim_end_matches(['“', '"', ' ']);
    let after = text[inside.end as usize..].trim_start_matches(['”', '"', ' ', '.']);
    let alone =
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
    if alone { 5 } else { NEAR }
}

/// How many sentences later somebody may still go on speaking.
pub(super) const NEAR: u32 = 2;

/// Whoever spoke in the sentence, or up to `reach` sentences before.
pub(super) fn last_speaker(
    context: &Context<'_>,
    found: &[Found<'_>],
    at: Bytes,
    reach: u32,
) -> Option<TokenId> {
    let analysis = context.analysis;
    let sentence = analysis.token(analysis.token_at(at.start as usize)?).sentence;
    let before = found.iter().filter(|item| item.content.start < at.start);
    let sure = |item: &&Found<'_>| {
        let plain = item.class.is_some_and(CueClass::is_plain);
        item.speaker
            .is_some_and(|(phrase, _)| plain || speakers::can_speak(analysis, phrase))
    };
    let last = before.filter(sure).max_by_key(|item| item.content.start)?;
    let (speaker, _) = last.speaker?;
    let end = analysis.token_at(last.content.end.saturating_sub(1) as usize)?;
    (sentence.saturating_sub(analysis.token(end).sentence) <= reach).then_some(speaker)
}
