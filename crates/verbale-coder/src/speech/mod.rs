//! Speech: who said what, in which words.
//!
//! The searches (`indirect`, `direct`, `unmarked`) find content with its cue and speaker phrase; the rest says
//! who that is and what the statement does.

mod conditions;
mod direct;
mod found;
mod indirect;
pub(crate) mod kinds;
mod merge;
mod quotes;
mod speakers;
#[cfg(test)]
mod tests;
mod unmarked;

use crate::draft::{ActorIndex, Bytes, Cast, Context, Statement, TimeExpression};
use crate::knowledge::Knowledge;
use found::Found;
use quotes::Quote;
use verbale_lexicon::speech::SpeechCues;
use verbale_record::{MentionForm, Rank, StatementForm};
use verbale_syntax::{Deprel, TokenId, Upos};

/// All statements, outer ones before those nested in them.
pub fn find(
    context: &Context<'_>,
    knowledge: &Knowledge,
    cast: &Cast,
    times: &[TimeExpression],
) -> Vec<Statement> {
    let quotes = quotes::find(context.analysis.text());
    let mut found = indirect::find(context, knowledge.speech);
    direct::grow(context, &quotes, &mut found);
    found.sort_by_key(|item| item.content.start);
    direct::rest(context, knowledge.speech, &quotes, &mut found);
    unmarked::find(context, knowledge.speech, &quotes, &mut found);
    for item in &mut found {
        item.content = trimmed(context, item.content);
    }
    found.retain(|item| item.content.start < item.content.end && !says_of_himself(context, item));
    found.retain(|item| speaks(context, cast, item) && !is_remains(context, item));
    same_speaker(context, &mut found);
    let mut statements: Vec<Statement> = Vec::new();
    let mut last = None;
    for item in &found {
        let statement = statement(context, knowledge.speech, cast, times, &quotes, item, last);
        last = statement.speaker.or(last);
        statements.push(statement);
    }
    merge::order(statements)
}

/// “We hope to …” in the first person is what somebody says, not who says it; the speech around it is the statement.
fn says_of_himself(context: &Context<'_>, item: &Found<'_>) -> bool {
    item.cue.is_some()
        && item.speaker.is_some_and(|(phrase, _)| {
            matches!(
                context.analysis.form(phrase).to_lowercase().as_str(),
                "i" | "we" | "my" | "our"
            )
        })
}

/// What is left of a clause around a parenthesis, and objects too short to say anything (“announced talks”).
fn is_remains(context: &Context<'_>, item: &Found<'_>) -> bool {
    let words = kinds::tokens(context, item.content).count();
    let first = kinds::tokens(context, item.content).next();
    let relative = first.is_some_and(|first| {
        let form = context.analysis.form(first).to_lowercase();
        matches!(form.as_str(), "who" | "which") && context.analysis.token(first).deprel.is_subject()
    });
    match item.rule {
        "clause as complement" => words < 2,
        "clause beside the cue" | "parenthesis" => words < 3 || relative,
        "noun phrase" => words < 3,
        _ => false,
    }
}

/// Things confirm, show and suggest without speaking: outside the plain words of saying, a common noun as speaker has to
/// be in the cast.
fn speaks(context: &Context<'_>, cast: &Cast, item: &Found<'_>) -> bool {
    let plain = item
        .class
        .is_none_or(|class| matches!(class.name.as_str(), "say" | "reply" | "according"));
    let Some((phrase, _)) = item.speaker.filter(|_| !plain && !cast.mentions.is_empty()) else {
        return true;
    };
    speakers::can_speak(context.analysis, phrase) || speakers::actor(context, cast, phrase).is_some()
}

/// “He said he hoped for peace”: one statement, a hope. The inner cue gives the kind.
fn same_speaker(context: &Context<'_>, found: &mut Vec<Found<'_>>) {
    let inner: Vec<(TokenId, _)> = found
        .iter()
        .filter(|item| {
            item.speaker.is_some_and(|(phrase, rule)| {
                let form = context.analysis.form(phrase).to_lowercase();
                rule == "subject of the cue" && matches!(form.as_str(), "he" | "she" | "they" | "it")
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
        if let (Some((cue, Some(class))), "clause as complement", true) = (outer, item.rule, open) {
            item.class = Some(class);
            dropped.push(*cue);
        }
    }
    found.retain(|item| item.cue.as_ref().is_none_or(|(_, head)| !dropped.contains(head)));
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

fn statement(
    context: &Context<'_>,
    cues: &SpeechCues,
    cast: &Cast,
    times: &[TimeExpression],
    quotes: &[Quote],
    item: &Found<'_>,
    last: Option<ActorIndex>,
) -> Statement {
    let mut because = vec![item.class.map_or_else(
        || item.rule.to_owned(),
        |class| format!("{} (cue class “{}”)", item.rule, class.name),
    )];
    let (speaker, rule) = speaker(context, cast, item, last);
    because.extend(rule);
    let (kind, reason) = kinds::kind(context, cues, item);
    because.extend(reason.map(|reason| format!("{kind}: {reason}")));
    let cue = item
        .cue
        .as_ref()
        .map(|(run, head)| (context.bytes(run.clone()), *head));
    let verb = item.cue.as_ref().map(|&(_, head)| head);
    let issue = verbale_lexicon::issues::issues_in(&kinds::lemmas(context, item.content));
    let on_behalf_of = speaker.filter(|&speaker| cast.actor(speaker).rank == Rank::Spokesperson);
    Statement {
        speaker,
        on_behalf_of: on_behalf_of.and_then(|speaker| cast.actor(speaker).member_of),
        addressee: verb
            .and_then(|verb| addressee(context, cast, verb, item))
            .filter(|&to| Some(to) != speaker),
        kind,
        form: form(quotes, item),
        content: item.content,
        cue,
        target: item
            .target
            .and_then(|phrase| speakers::actor(context, cast, phrase)),
        issue: issue.first().map(|&issue| issue.to_owned()),
        condition: conditions::find(context, item.content),
        hedged: kinds::hedged(context, item),
        polarity: kinds::polarity(context, item, kind),
        nested_in: None,
        date: verb.and_then(|verb| date(context, times, verb, item)),
        score: score(item, speaker.is_some()),
        because,
    }
}

/// The speaker and the rule that found it. A pronoun that the cast leaves open is the last speaker.
fn speaker(
    context: &Context<'_>,
    cast: &Cast,
    item: &Found<'_>,
    last: Option<ActorIndex>,
) -> (Option<ActorIndex>, Option<String>) {
    let Some((phrase, rule)) = item.speaker else {
        return (None, None);
    };
    let words = context.analysis.form(phrase);
    if let Some(actor) = speakers::actor(context, cast, phrase) {
        return (Some(actor), Some(format!("speaker “{words}”: {rule}")));
    }
    let known_pronoun = cast
        .mention_headed_by(phrase)
        .is_none_or(|mention| mention.form == MentionForm::Pronoun);
    let pronoun = context.analysis.token(phrase).upos == Upos::Pron && known_pronoun;
    let personal = matches!(
        words.to_lowercase().as_str(),
        "he" | "she" | "they" | "his" | "her" | "their" | "i" | "we"
    );
    match last.filter(|_| pronoun && personal) {
        Some(actor) => (Some(actor), Some(format!("speaker “{words}”: the last speaker"))),
        None => (None, Some(format!("speaker “{words}” is nobody in the cast"))),
    }
}

/// The person told (“told reporters”, “said to the envoy”).
fn addressee(context: &Context<'_>, cast: &Cast, verb: TokenId, item: &Found<'_>) -> Option<ActorIndex> {
    let analysis = context.analysis;
    analysis.children(verb).iter().copied().find_map(|child| {
        let to = found::marker(analysis, child) == Some("to");
        let told = match analysis.token(child).deprel {
            Deprel::Iobj | Deprel::Obj => Some(child) != item.root,
            Deprel::Obl => to,
            _ => false,
        };
        let outside = analysis.token(child).start < item.content.start
            || analysis.token(child).start >= item.content.end;
        (told && outside && Some(child) != item.target)
            .then(|| speakers::actor(context, cast, child))
            .flatten()
    })
}

/// The time that hangs on the cue, not on the content.
fn date(context: &Context<'_>, times: &[TimeExpression], verb: TokenId, item: &Found<'_>) -> Option<String> {
    let analysis = context.analysis;
    let time = times.iter().find(|time| {
        let Some(head) = time.tokens.clone().map(TokenId).find(|&token| {
            analysis
                .token(token)
                .head
                .is_none_or(|head| !time.tokens.contains(&head.0))
        }) else {
            return false;
        };
        analysis.token(head).head == Some(verb) && !item.content.overlaps(time.bytes)
    })?;
    Some(time.value.clone())
}

fn form(quotes: &[Quote], item: &Found<'_>) -> StatementForm {
    let length = item.content.end - item.content.start;
    let quoted: u32 = quotes
        .iter()
        .map(|quote| {
            let end = quote.inside.end.min(item.content.end);
            end.saturating_sub(quote.inside.start.max(item.content.start))
        })
        .sum();
    if quoted * 10 >= length * 9 {
        StatementForm::Direct
    } else if quoted > 0 {
        StatementForm::Mixed
    } else if item.unmarked {
        StatementForm::DirectUnmarked
    } else {
        StatementForm::Indirect
    }
}

fn score(item: &Found<'_>, has_speaker: bool) -> f32 {
    let construction = match item.rule {
        "clause as complement" | "clause beside the cue" | "parenthesis" => 0.9,
        "gerund or phrase"
        | "prepositional phrase beside a clause"
        | "noun with its content"
        | "after a colon" => 0.8,
        "infinitive" | "adjective with a clause" | "sentences before “X said”" => 0.7,
        _ => 0.5,
    };
    let class = if item.class.is_some() { 1.0 } else { 0.7 };
    construction * class * if has_speaker { 1.0 } else { 0.6 }
}
