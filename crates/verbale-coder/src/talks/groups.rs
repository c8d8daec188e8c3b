//! The actors of phrases beside a mention of talks: of coordinations, of delegations, of what stands before a noun.

use super::mentions::Line;
use super::parties::add;
use super::sides;
use crate::acts::arguments;
use crate::draft::{ActorIndex, Cast, Mention};
use verbale_syntax::{Deprel, TokenId, Upos};

/// The first token of the modifiers of a noun.
pub(super) fn phrase_start(line: &Line<'_>, head: u32) -> u32 {
    let mut start = head;
    while start > line.tokens.start {
        let before = start - 1;
        let form = line.analysis.form(TokenId(before));
        let belongs = match line.upos(before) {
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part | Upos::Pron => true,
            Upos::Punct => matches!(form, "-" | "–" | "'" | "’"),
            Upos::Cconj => matches!(line.upos(start), Upos::Adj | Upos::Propn),
            Upos::Verb => line.analysis.token(TokenId(before)).deprel == Deprel::Amod,
            _ => false,
        };
        if !belongs {
            break;
        }
        start = before;
    }
    start
}

/// The actors of a coordination that begins at a token, and the token after it.
pub(super) fn group(line: &Line<'_>, cast: &Cast, start: u32, end: u32) -> (Vec<ActorIndex>, u32) {
    let mut stop = start;
    while stop < end {
        let inside = cast.mentions_in(line.tokens.clone()).iter().any(|mention| {
            mention.tokens.contains(&stop) && mention.tokens.start >= start && mention.tokens.start < stop
        });
        let goes_on = match line.upos(stop) {
            Upos::Verb | Upos::Aux | Upos::Sconj => line.analysis.token(TokenId(stop)).deprel == Deprel::Amod,
            Upos::Adp => inside || line.lemma(stop) == "of",
            Upos::Punct => matches!(line.analysis.form(TokenId(stop)), "," | "-" | "'" | "’" | "–"),
            Upos::Cconj => {
                !(stop > start && line.lemma(stop - 1) == "," && begins_clause(line, cast, stop + 1))
            }
            _ => true,
        };
        if !goes_on && !inside {
            break;
        }
        stop += 1;
    }
    (collect(line, cast, start..stop), stop)
}

/// Whether an actor with its own finite verb stands here: “… with A, and B is …”.
pub(super) fn begins_clause(line: &Line<'_>, cast: &Cast, start: u32) -> bool {
    let next = cast
        .mentions_in(line.tokens.clone())
        .iter()
        .filter(|mention| mention.tokens.contains(&start) || mention.tokens.start == start)
        .map(|mention| mention.tokens.end)
        .max();
    let Some(mut after) = next else {
        return false;
    };
    while after < line.tokens.end && line.upos(after) == Upos::Adv {
        after += 1;
    }
    after < line.tokens.end && line.is_finite(after)
}

/// The actors of all outermost mentions in a stretch; the countries of “their Armenian and Azeri counterparts”.
pub(super) fn collect(line: &Line<'_>, cast: &Cast, tokens: std::ops::Range<u32>) -> Vec<ActorIndex> {
    let mut actors = Vec::new();
    for mention in outermost(cast, tokens) {
        let within = |one: &&Mention| {
            one.head != mention.head
                && mention.tokens.start <= one.tokens.start
                && one.tokens.end <= mention.tokens.end
        };
        let sides: Vec<ActorIndex> = cast
            .mentions_in(line.tokens.clone())
            .iter()
            .filter(within)
            .filter(|one| matches!(line.upos(one.head.0), Upos::Adj | Upos::Propn))
            .flat_map(|one| one.actors.iter().copied())
            .collect();
        let sent = cast.actors_at(mention.head);
        let unnamed = sent.iter().all(|&one| sides::is_generic(cast.actor(one)));
        let senders = if unnamed && DELEGATES.contains(&line.lemma(mention.head.0)) {
            senders(cast, mention)
        } else {
            Vec::new()
        };
        if !senders.is_empty() {
            add(&mut actors, &senders);
            continue;
        }
        let plural = line.analysis.token(mention.head).features.has("Number=Plur");
        if plural && sides.len() > 1 {
            add(&mut actors, &sides);
        } else {
            add(&mut actors, &mention.actors);
        }
    }
    actors
}

/// Those who sit at a table for others.
pub(super) const DELEGATES: &[&str] = &[
    "delegate",
    "delegation",
    "negotiator",
    "representative",
    "envoy",
    "team",
    "emissary",
    "aide",
];

/// For whom delegates come: “envoys of X”.
pub(super) fn senders(cast: &Cast, delegates: &Mention) -> Vec<ActorIndex> {
    let mut found = Vec::new();
    for mention in outermost(cast, delegates.head.0 + 1..delegates.tokens.end) {
        add(&mut found, &mention.actors);
    }
    found.retain(|actor| !delegates.actors.contains(actor));
    found
}

/// Mentions inside a stretch that lie in no larger one of it.
pub(super) fn outermost(cast: &Cast, tokens: std::ops::Range<u32>) -> Vec<&Mention> {
    let inside = |mention: &&Mention| {
        tokens.contains(&mention.head.0) && mention.tokens.start >= tokens.start && !mention.actors.is_empty()
    };
    let all: Vec<&Mention> = cast.mentions_in(tokens.clone()).iter().filter(inside).collect();
    let nested = |mention: &Mention| {
        all.iter().any(|other| {
            other.head != mention.head
                && other.tokens.start <= mention.tokens.start
                && mention.tokens.end <= other.tokens.end
                && other.tokens.len() > mention.tokens.len()
        })
    };
    all.iter().copied().filter(|mention| !nested(mention)).collect()
}

/// The actors of a noun phrase with what is coordinated to it.
pub(super) fn group_of(line: &Line<'_>, cast: &Cast, head: TokenId) -> Vec<ActorIndex> {
    let analysis = line.analysis;
    let range = analysis.subtree_without(head, |child| {
        matches!(
            analysis.token(child).deprel,
            Deprel::AclRelcl | Deprel::Acl | Deprel::Parataxis
        )
    });
    let found = collect(line, cast, range);
    if found.is_empty() {
        return arguments::actors(analysis, cast, head);
    }
    found
}
