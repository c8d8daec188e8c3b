//! Who speaks in a quotation that its verb follows: “…,” the envoy, a former judge, said.
//!
//! Trees that run from a quotation into the words around it tie the verb to something quoted; the speaker stands
//! between the closing mark and the verb, or right after the verb.

use super::clause::Reader;
use super::found::Found;
use super::quotes::Quote;
use crate::draft::Bytes;
use verbale_syntax::{Analysis, TokenId, Upos};

const RULE: &str = "between the quotation and its verb";

/// Corrects the speakers of cues that follow a quotation, clips content to the quotation, and drops what was taken
/// for content between the two.
pub(super) fn settle(reader: Reader<'_>, quotes: &[Quote], found: &mut Vec<Found<'_>>) {
    let analysis = reader.analysis;
    found.retain_mut(|item| {
        let Some((_, verb)) = &item.cue else { return true };
        let verb = *verb;
        let Some(quote) = quote_before(analysis, quotes, verb)
            .filter(|_| reader.is_saying(verb.0) && !super::indirect::quotes_saying(analysis, verb))
        else {
            return true;
        };
        let Some(speaker) = speaker(reader, quote, verb) else {
            return true;
        };
        let at = analysis.token(verb).start;
        let own = item.speaker.is_some_and(|(phrase, _)| {
            let start = analysis.token(phrase).start;
            let quoted = quotes
                .iter()
                .any(|quote| (quote.inside.start..quote.inside.end).contains(&start));
            !quoted && start >= quote.inside.end && (start < at) == (speaker < verb)
        });
        if !own {
            item.speaker = Some((speaker, RULE));
        }
        let between = Bytes {
            start: quote.inside.end,
            end: at,
        };
        if between.contains(item.content) {
            return false;
        }
        if item.content.overlaps(quote.inside) && item.content.end <= at {
            item.content.end = item.content.end.min(quote.inside.end);
        }
        true
    });
}

/// The closed quotation that ends before a verb, with nothing but a noun phrase between them.
fn quote_before<'q>(analysis: &Analysis, quotes: &'q [Quote], verb: TokenId) -> Option<&'q Quote> {
    const FARTHEST: u32 = 45;
    let at = analysis.token(verb).start;
    let quote = quotes
        .iter()
        .take_while(|quote| quote.inside.end <= at)
        .last()
        .filter(|quote| quote.closed)?;
    let first = first_after(analysis, quote)?;
    let same_paragraph = !analysis.text()[quote.inside.end as usize..at as usize].contains('\n');
    (same_paragraph && verb.0 - first.0 < FARTHEST).then_some(quote)
}

/// The first word after the closing mark.
fn first_after(analysis: &Analysis, quote: &Quote) -> Option<TokenId> {
    let from = analysis
        .tokens()
        .partition_point(|token| token.start < quote.inside.end) as u32;
    (from..analysis.tokens().len() as u32)
        .map(TokenId)
        .find(|&token| analysis.token(token).upos != Upos::Punct)
}

fn speaker(reader: Reader<'_>, quote: &Quote, verb: TokenId) -> Option<TokenId> {
    let analysis = reader.analysis;
    let first = first_after(analysis, quote)?;
    // Something quoted ends in a clause of its own: a mark of the end, a comma, or a dash stands at its end.
    let text = analysis.text();
    let inside = text[quote.inside.range()].trim_end();
    let after = text[quote.inside.end as usize..].trim_start_matches(['”', '"', '’', '\'']);
    let ends =
        inside.ends_with([',', '.', '?', '!', '…', '—', '-']) || after.trim_start().starts_with([',', '—']);
    if !ends {
        return None;
    }
    if first == verb {
        return noun_phrase(analysis, verb.next(), analysis.sentence_of(verb).end);
    }
    // Another verb of saying, or a clause before a comma, comes first.
    let mut comma = false;
    for token in (first.0..verb.0).map(TokenId) {
        let at = analysis.token(token);
        match at.upos {
            Upos::Punct if analysis.form(token) == "," => comma = true,
            Upos::Verb | Upos::Aux if !comma && token.next() != verb && at.features.has("VerbForm=Fin") => {
                return None;
            }
            Upos::Cconj if !comma && reader.is_saying(token.0 + 1) => return None,
            _ => {}
        }
    }
    noun_phrase(analysis, first, verb)
}

/// The last noun of the noun phrase that begins here: of “Mirel Aldan, a judge” it is “Aldan”.
fn noun_phrase(analysis: &Analysis, from: TokenId, end: TokenId) -> Option<TokenId> {
    let mut last = None;
    for token in (from.0..end.0).map(TokenId) {
        match analysis.token(token).upos {
            Upos::Noun | Upos::Propn => last = Some(token),
            Upos::Pron if last.is_none() => return Some(token),
            Upos::Det | Upos::Adj | Upos::Num | Upos::Part => {}
            Upos::Punct if matches!(analysis.form(token), "-" | "." | "’" | "'") => {}
            _ => break,
        }
    }
    last
}
