//! Speech: who said what, in which words.
//!
//! The searches (`indirect`, `direct`, `unmarked`) find content with its cue and speaker phrase; the rest says
//! who that is and what the statement does.

mod argument;
mod beside;
mod clause;
pub(crate) mod conditions;
mod direct;
mod extent;
mod found;
mod headlines;
mod indirect;
pub(crate) mod kinds;
mod merge;
mod nouns;
mod paragraphs;
mod quotes;
mod settle;
mod shared;
mod sources;
mod speakers;
mod statement;
#[cfg(test)]
mod tests;
mod unmarked;
mod unsaid;

use crate::draft::{ActorIndex, Bytes, Cast, Context, Statement, TimeExpression};
use crate::knowledge::Knowledge;
use found::Found;
use nouns::NOUN;
use verbale_lexicon::lower;
use verbale_syntax::{Analysis, TokenId};

/// All statements, outer ones before those nested in them. Sources that nobody mentioned before join the cast.
pub fn find(
    context: &Context<'_>,
    knowledge: &Knowledge,
    cast: &mut Cast,
    times: &[TimeExpression],
) -> Vec<Statement> {
    let cues = knowledge.speech;
    let mut quotes = quotes::find(context.analysis.text());
    let mut found = indirect::find(context, cues, times, &quotes);
    nouns::find(context, cues, &mut found);
    found.retain(|item| !says_of_himself(context, item));
    quotes.retain(|quote| quote.closed || !direct::holds_its_cue(context, quote, &found));
    direct::grow(context, &quotes, &mut found);
    found.sort_by_key(|item| item.content.start);
    direct::rest(context, cues, &quotes, &mut found);
    let reader = clause::Reader {
        analysis: context.analysis,
        cues,
        times,
    };
    beside::settle(reader, &quotes, &mut found);
    unmarked::find(context, cues, &quotes, &mut found);
    headlines::find(context, cues, cast, &mut found);
    for item in &mut found {
        item.content = from_sentence_start(context, item);
        item.content = trimmed(context, without_speaker(context, item));
    }
    found.retain(|item| {
        item.content.start < item.content.end && !says_of_himself(context, item) && !is_remains(context, item)
    });
    found.retain(|item| {
        !is_name_only(context.analysis, cast, item)
            && !is_deed(context, item)
            && !unsaid::is_unsaid(context.analysis, &quotes, item)
    });
    shared::split(context, cast, &mut found);
    settle::settle(context, knowledge, cast, &mut found);
    same_speaker(context, &mut found);
    said_only(&mut found);
    let statements = found
        .iter()
        .map(|item| statement::of(context, cues, cast, times, &quotes, item));
    merge::order(statements.collect())
}

/// “urged both sides”, “praised the envoy”: an actor alone is whom the verb is about, not what is said.
fn is_name_only(analysis: &Analysis, cast: &Cast, item: &Found<'_>) -> bool {
    matches!(item.rule, argument::OBJECT | argument::PHRASE)
        && item.root.is_some_and(|root| {
            let whole = unsaid::whole_of(analysis, root);
            cast.mention_headed_by(root).is_some()
                || whole.is_some_and(|whole| cast.mention_headed_by(whole).is_some())
        })
}

fn is_remains(context: &Context<'_>, item: &Found<'_>) -> bool {
    let mut words = kinds::tokens(context, item.content);
    let first = words.next();
    let count = words.count() + usize::from(first.is_some());
    argument::is_remains(context.analysis, count, first, item)
}

/// “We hope to …” in the first person is what somebody says, not who says it; the speech around it is the statement.
fn says_of_himself(context: &Context<'_>, item: &Found<'_>) -> bool {
    item.cue.is_some()
        && item.speaker.is_some_and(|(phrase, _)| {
            matches!(
                lower(context.analysis.form(phrase)).as_ref(),
                "i" | "we" | "my" | "our"
            )
        })
}

/// “He said he hoped for peace”: one statement, a hope. The inner cue gives the kind.
fn same_speaker(context: &Context<'_>, found: &mut Vec<Found<'_>>) {
    let inner: Vec<(TokenId, _)> = found
        .iter()
        .filter(|item| {
            item.speaker.is_some_and(|(phrase, rule)| {
                let form = lower(context.analysis.form(phrase));
                rule == "subject of the cue" && matches!(&*form, "he" | "she" | "they" | "it")
            })
        })
        .filter_map(|item| Some((item.cue.as_ref()?.1, item.class)))
        .collect();
    let mut dropped = Vec::new();
    for item in found.iter_mut() {
        let outer = item
            .root
            .and_then(|root| inner.iter().find(|(cue, _)| *cue == root));
        let open = item
            .class
            .is_some_and(|own| matches!(own.name.as_str(), "say" | "reply" | "insist"));
        if let (Some((cue, Some(class))), argument::CLAUSE, true) = (outer, item.rule, open) {
            item.class = Some(class);
            dropped.push(*cue);
        }
    }
    found.retain(|item| item.cue.as_ref().is_none_or(|(_, head)| !dropped.contains(head)));
}

/// “Refused to come”, “agreed to talks”: done, not said.
fn is_deed(context: &Context<'_>, item: &Found<'_>) -> bool {
    let deed = item.class.is_some_and(|class| class.takes("deed"));
    deed && is_phrase(item) && !kinds::rejects_a_report(context, item)
}

fn is_phrase(item: &Found<'_>) -> bool {
    matches!(
        item.rule,
        argument::INFINITIVE | argument::OBJECT | argument::PHRASE | argument::PREDICATE | NOUN
    )
}

/// Without wishes and plans inside the words of the same speaker (“said she hoped to come”): they are what it says.
fn said_only(found: &mut Vec<Found<'_>>) {
    let outer: Vec<(Bytes, Option<ActorIndex>)> =
        found.iter().map(|item| (item.content, item.actor)).collect();
    found.retain(|item| {
        let inside = outer.iter().any(|&(content, actor)| {
            content != item.content
                && content.contains(item.content)
                && (actor == item.actor || item.actor.is_none())
        });
        !(is_phrase(item) && inside)
    });
}

/// Content before its cue with the words that begin its sentence, where no comma and no verb parts them from it.
fn from_sentence_start(context: &Context<'_>, item: &Found<'_>) -> Bytes {
    let analysis = context.analysis;
    let clause = matches!(
        item.rule,
        argument::CLAUSE | "parenthesis" | "clause beside the cue"
    );
    let preposed = item
        .cue
        .as_ref()
        .is_some_and(|(_, cue)| analysis.token(*cue).start >= item.content.end);
    let Some(first) = kinds::tokens(context, item.content)
        .next()
        .filter(|_| clause && preposed)
    else {
        return item.content;
    };
    let sentence = analysis.sentence_of(first).first;
    let parted = (sentence.0..first.0).map(TokenId).any(|token| {
        let at = analysis.token(token);
        at.features.has("VerbForm=Fin") || at.upos == verbale_syntax::Upos::Punct
    });
    if parted {
        return item.content;
    }
    Bytes {
        start: analysis.token(sentence).start,
        ..item.content
    }
}

/// Content before its cue without the speaker between the two (“…, Foreign Minister Mirel Aldan | said”).
fn without_speaker(context: &Context<'_>, item: &Found<'_>) -> Bytes {
    let analysis = context.analysis;
    let (Some((phrase, _)), Some((_, cue))) = (item.speaker, &item.cue) else {
        return item.content;
    };
    let at = analysis.token(phrase).start;
    let inside = (item.content.start..item.content.end).contains(&at);
    if !inside || analysis.token(*cue).start < item.content.end {
        return item.content;
    }
    let first = analysis.sentence_of(phrase).first.0;
    let comma = (first..phrase.0)
        .rev()
        .map(TokenId)
        .take_while(|&token| !analysis.token(token).features.has("VerbForm=Fin"))
        .find(|&token| analysis.form(token) == ",");
    match comma.map(|comma| analysis.token(comma).start) {
        Some(end) if end > item.content.start => Bytes { end, ..item.content },
        _ => item.content,
    }
}

/// Content without the space, commas and marks of quotation around it.
fn trimmed(context: &Context<'_>, content: Bytes) -> Bytes {
    const AROUND: &[char] = &['“', '”', '"', ',', ':', ';'];
    let outside = |character: char| character.is_whitespace() || AROUND.contains(&character);
    let words = context.words(content);
    let start = words.len() - words.trim_start_matches(outside).len();
    let end = words.trim_end_matches(outside).len();
    let offset = content.start;
    Bytes {
        start: offset + start.min(end) as u32,
        end: offset + end as u32,
    }
}
