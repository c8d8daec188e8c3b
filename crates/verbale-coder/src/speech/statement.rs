//! From what was found to the statement: addressee, target, issue, condition, form and date.

use super::argument;
use super::conditions;
use super::found::{Found, marker};
use super::kinds;
use super::quotes::Quote;
use super::speakers;
use crate::draft::{ActorIndex, Cast, Context, Statement, TimeExpression};
use verbale_lexicon::speech::SpeechCues;
use verbale_record::{ActorKind, MentionForm, Rank, StatementForm, StatementKind};
use verbale_syntax::{Deprel, TokenId};

/// The statement.
pub(super) fn of(
    context: &Context<'_>,
    cues: &SpeechCues,
    cast: &Cast,
    times: &[TimeExpression],
    quotes: &[Quote],
    item: &Found<'_>,
) -> Statement {
    let mut because = vec![item.class.map_or_else(
        || item.rule.to_owned(),
        |class| format!("{} (cue class “{}”)", item.rule, class.name),
    )];
    let speaker = item.actor;
    because.extend(item.reason.clone());
    let (kind, reason) = kinds::kind(context, cues, cast, item);
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
            .and_then(|phrase| speakers::actor(context, cast, phrase))
            .or_else(|| aimed_at(context, cast, item, kind)),
        issue: issue.first().map(|&issue| issue.to_owned()),
        condition: conditions::find(context, item.content),
        hedged: kinds::hedged(context, cues, item),
        polarity: kinds::polarity(context, item, kind),
        nested_in: None,
        date: verb.and_then(|verb| date(context, times, verb, item)),
        score: score(item, speaker.is_some()),
        because,
    }
}

/// Whom an accusation, a demand or a threat names first, if not the speaker's own side.
fn aimed_at(context: &Context<'_>, cast: &Cast, item: &Found<'_>, kind: StatementKind) -> Option<ActorIndex> {
    let aims = matches!(
        kind,
        StatementKind::Accusation
            | StatementKind::Condemnation
            | StatementKind::Demand
            | StatementKind::Request
            | StatementKind::Threat
            | StatementKind::Praise
    );
    let speaker = item.actor.filter(|_| aims)?;
    let first = kinds::tokens(context, item.content).next()?;
    let from = cast.mentions.partition_point(|mention| mention.head < first);
    let own = |actor: ActorIndex| {
        let country = |actor: ActorIndex| cast.actor(actor).country.as_deref();
        actor == speaker
            || cast.side_of(actor) == cast.side_of(speaker)
            || (country(actor).is_some() && country(actor) == country(speaker))
    };
    cast.mentions[from..]
        .iter()
        .take_while(|mention| context.analysis.token(mention.head).start < item.content.end)
        .filter(|mention| mention.form != MentionForm::Pronoun)
        .filter_map(|mention| mention.actors.first().copied())
        .find(|&actor| !own(actor) && cast.actor(actor).kind != ActorKind::Civilians)
}

/// The person told (“told reporters”, “said to the envoy”).
fn addressee(context: &Context<'_>, cast: &Cast, verb: TokenId, item: &Found<'_>) -> Option<ActorIndex> {
    let analysis = context.analysis;
    analysis.children(verb).iter().copied().find_map(|child| {
        let to = marker(analysis, child) == Some("to");
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
        argument::CLAUSE | "clause beside the cue" | "parenthesis" => 0.9,
        argument::PHRASE | "prepositional phrase beside a clause" | super::nouns::NOUN | "after a colon" => {
            0.8
        }
        argument::INFINITIVE | "adjective with a clause" | "sentences before “X said”" => 0.7,
        _ => 0.5,
    };
    let class = if item.class.is_some() { 1.0 } else { 0.7 };
    construction * class * if has_speaker { 1.0 } else { 0.6 }
}
