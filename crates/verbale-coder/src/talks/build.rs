//! From the mentions of a meeting to its entry in the record.

use super::cluster::{Cluster, TalkMention};
use super::roles;
use super::sides::{Conflict, side_of};
use super::status::StatusCue;
use crate::draft::{ActorIndex, Bytes, Context, Draft, PlaceIndex, Talk, TalkParty};
use verbale_lexicon::issues::issues_in;
use verbale_lexicon::talks::{AnchorSort, Order};
use verbale_record::{ActorKind, Outcome, Rank, TalkFormat, TalkStatus, ThirdPartyRole};

/// Talks with the mentions they were read from, as indices.
pub(super) struct Told {
    pub talk: Talk,
    pub mentions: Vec<usize>,
}

/// The talks of all clusters that have parties.
pub(super) fn talks(
    context: &Context<'_>,
    draft: &Draft,
    mentions: &[TalkMention],
    clusters: &[Cluster],
    conflict: Conflict,
) -> Vec<Told> {
    let offices = roles::offices(context, draft, mentions);
    // Whether a first round goes on or is to come, so that later ones are to come.
    let running = clusters
        .iter()
        .filter(|cluster| cluster.order == Some(Order::Nth(1)))
        .any(|cluster| {
            let own: Vec<&TalkMention> = cluster.mentions.iter().map(|&index| &mentions[index]).collect();
            matches!(status(&own).0, TalkStatus::Ongoing | TalkStatus::Scheduled)
        });
    let mut talks: Vec<Told> = clusters
        .iter()
        .filter_map(|cluster| {
            let own: Vec<&TalkMention> = cluster.mentions.iter().map(|&index| &mentions[index]).collect();
            let talk = talk(context, draft, &own, cluster, conflict, running)?;
            Some(Told {
                talk,
                mentions: cluster.mentions.clone(),
            })
        })
        .collect();
    talks.sort_by_key(|told| told.talk.spans[0]);
    roles::give(draft, &mut talks, &offices, conflict);
    talks
}

fn talk(
    context: &Context<'_>,
    draft: &Draft,
    mentions: &[&TalkMention],
    cluster: &Cluster,
    conflict: Conflict,
    running: bool,
) -> Option<Talk> {
    let mut because = Vec::new();
    let (parties, inferred) = parties(draft, mentions, cluster, conflict)?;
    let named = context.analysis.form(mentions[0].named.heads[0]);
    because.push(format!(
        "named by “{named}” and {} further mentions",
        mentions.len() - 1
    ));
    if inferred {
        because.push("parties: the sides of the report's conflict".to_owned());
    }
    let (mut status, mut why) = status(mentions);
    let told = mentions
        .iter()
        .flat_map(|mention| &mention.aspects.status)
        .any(|cue| cue.weight > 1);
    if !told && matches!(cluster.order, Some(Order::Next | Order::Nth(2..))) && running {
        (status, why) = (
            TalkStatus::Scheduled,
            "a later round than the one that goes on".to_owned(),
        );
    }
    because.push(format!("status: {why}"));
    // The report's own word before that of a party.
    let outcomes = mentions.iter().filter_map(|mention| mention.aspects.outcome);
    let outcome = outcomes.min_by_key(|&(_, words)| draft.speaker_of(words).is_some());
    let (outcome, outcome_attributed_to) = match outcome {
        Some((outcome, words)) if is_over(status) => {
            because.push(format!("outcome: “{}”", context.words(words)));
            (outcome, draft.speaker_of(words))
        }
        _ if matches!(status, TalkStatus::Postponed | TalkStatus::Cancelled) => (Outcome::None, None),
        _ => (Outcome::Unknown, None),
    };
    let mut spans: Vec<Bytes> = mentions.iter().map(|mention| mention.clause).collect();
    spans.sort_unstable();
    spans.dedup();
    let venue = cluster.venue.as_ref().and_then(|venue| venue.place);
    let third_parties = third_parties(draft, &parties, cluster, mentions, venue);
    Some(Talk {
        track: None,
        format: format(draft, cluster, &parties, inferred),
        status,
        third_parties,
        venue,
        venue_note: mentions.iter().find_map(|mention| mention.aspects.note),
        date: cluster.date.clone(),
        agenda: agenda(context, mentions),
        outcome,
        outcome_attributed_to,
        spans,
        score: if inferred { 0.45 } else { 0.65 },
        because,
        parties,
    })
}

fn is_over(status: TalkStatus) -> bool {
    matches!(
        status,
        TalkStatus::Held | TalkStatus::Ongoing | TalkStatus::BrokenOff | TalkStatus::Cancelled
    )
}

/// The parties with their heads, and whether they are inferred from the report's conflict.
fn parties(
    draft: &Draft,
    mentions: &[&TalkMention],
    cluster: &Cluster,
    conflict: Conflict,
) -> Option<(Vec<TalkParty>, bool)> {
    let cast = &draft.cast;
    let mut sides = cluster.sides.clone();
    let mut inferred = cluster.assumed;
    if inferred && !is_shown(mentions, cluster) {
        return None;
    }
    // A lone side that only later mentions name says little.
    if let [side] = sides[..]
        && mentions[0].sides.is_empty()
        && conflict.is_some_and(|(one, other)| side != one && side != other)
    {
        sides.clear();
    }
    if sides.len() < 2 {
        let there = mentions.iter().flat_map(|mention| &mention.beside.attendees);
        for side in there.map(|&one| side_of(cast, one)) {
            let of_conflict = conflict.is_none_or(|(one, other)| side == one || side == other);
            if !sides.contains(&side)
                && (of_conflict || !sides.is_empty() || super::sides::is_generic(cast.actor(side)))
            {
                sides.push(side);
            }
        }
    }
    // Officials who met officials: nobody that a record could name.
    if !sides.is_empty()
        && sides
            .iter()
            .all(|&side| super::sides::is_generic(cast.actor(side)))
        && !one_body_meets(mentions)
    {
        return None;
    }
    // “negotiators from X and Y”: the sides have names.
    let is_nobody = |side: &ActorIndex| {
        let actor = cast.actor(*side);
        super::sides::is_generic(actor) && !super::sides::is_apart(&actor.sectors)
    };
    if sides.iter().filter(|side| !is_nobody(side)).count() > 1 {
        sides.retain(|side| !is_nobody(side));
    }
    // An organisation between the sides of the conflict leads their talks.
    if let Some((one, other)) = conflict
        && sides.len() > 2
        && sides.contains(&one)
        && sides.contains(&other)
    {
        sides.retain(|&side| cast.actor(side).kind != ActorKind::Igo);
    }
    let one_body = sides.len() == 1
        && (one_body_meets(mentions)
            || mentions[0].named.sort == AnchorSort::Meeting
                && matches!(cast.actor(sides[0]).kind, ActorKind::Igo));
    if let Some((one, other)) = conflict {
        // “the government and militias”: the generic side is the conflict's other one.
        let known = sides.iter().any(|side| *side == one || *side == other);
        if known && sides.len() == 2 {
            sides.retain(|&side| {
                !(super::sides::is_generic(cast.actor(side))
                    && super::sides::is_apart(&cast.actor(side).sectors))
            });
        }
    }
    if sides.len() < 2 && !one_body {
        let (one, other) = conflict?;
        let is_other = |side: &ActorIndex| {
            *side != one && *side != other && !super::sides::is_generic(cast.actor(*side))
        };
        if sides.iter().any(is_other) {
            return None;
        }
        sides = vec![one, other];
        inferred = true;
    }
    let rank = mentions.iter().find_map(|mention| mention.aspects.rank);
    let parties = sides
        .into_iter()
        .map(|side| {
            let head = cluster
                .heads
                .iter()
                .copied()
                .filter(|&person| side_of(cast, person) == side)
                .min_by_key(|&person| cast.actor(person).rank);
            let own = head.map_or(Rank::Unspecified, |head| cast.actor(head).rank);
            TalkParty {
                actor: side,
                head: head.filter(|&head| head != side),
                rank: match rank {
                    Some(rank) if own == Rank::Unspecified => rank,
                    _ => own,
                },
                size: None,
            }
        })
        .collect();
    Some((parties, inferred))
}

fn one_body_meets(mentions: &[&TalkMention]) -> bool {
    mentions.iter().any(|mention| mention.beside.gathers)
}

/// Whether the report says enough of talks between unnamed sides: how far they are, where, when, or often.
fn is_shown(mentions: &[&TalkMention], cluster: &Cluster) -> bool {
    let told = mentions.iter().flat_map(|mention| &mention.aspects.status);
    cluster.venue.is_some()
        || cluster.date.is_some()
        || cluster.order.is_some()
        || mentions.len() > 2
        || told.into_iter().any(|cue| cue.weight > 1)
}

/// The status that most of the mentions tell; that talks were put off or broken off outweighs the rest.
fn status(mentions: &[&TalkMention]) -> (TalkStatus, String) {
    let body = mentions.iter().any(|mention| !mention.title);
    let mut cues: Vec<&StatusCue> = mentions
        .iter()
        .filter(|mention| !mention.title || !body)
        .flat_map(|mention| &mention.aspects.status)
        .collect();
    let decisive = cues.iter().rev().find(|cue| {
        cue.weight > 2
            && matches!(
                cue.status,
                TalkStatus::Postponed | TalkStatus::Cancelled | TalkStatus::BrokenOff
            )
    });
    if let Some(cue) = decisive {
        // What falls through while it is planned has not been held.
        let planned = cue.status == TalkStatus::BrokenOff
            && cues.iter().any(|other| {
                other.status == TalkStatus::Scheduled
                    && matches!(
                        other.words.to_lowercase().as_str(),
                        "planned" | "scheduled" | "upcoming" | "forthcoming"
                    )
            });
        if planned {
            return (TalkStatus::Cancelled, format!("“{}”, while planned", cue.words));
        }
        return (cue.status, format!("“{}”", cue.words));
    }
    // What has begun is no longer planned.
    let realised =
        |cue: &&StatusCue| cue.weight > 2 && matches!(cue.status, TalkStatus::Held | TalkStatus::Ongoing);
    let begun = cues.iter().any(realised);
    cues.retain(|cue| !begun || !is_planned(cue.status));
    let weight = |status: TalkStatus| -> u32 {
        cues.iter()
            .filter(|cue| cue.status == status)
            .map(|cue| u32::from(cue.weight).pow(2))
            .sum()
    };
    let best = TalkStatus::ALL
        .iter()
        .copied()
        .filter(|&status| weight(status) > 0)
        .max_by_key(|&status| (weight(status), std::cmp::Reverse(status)));
    let Some(mut status) = best else {
        return (TalkStatus::Held, "nothing against it".to_owned());
    };
    if status == TalkStatus::Proposed && weight(TalkStatus::Conditional) > 0 {
        status = TalkStatus::Conditional;
    }
    let words = cues.iter().find(|cue| cue.status == status);
    (
        status,
        words.map_or_else(String::new, |cue| format!("“{}”", cue.words)),
    )
}

fn is_planned(status: TalkStatus) -> bool {
    matches!(
        status,
        TalkStatus::Proposed | TalkStatus::Scheduled | TalkStatus::Conditional
    )
}

/// Whether a place lies in the country of an actor.
fn is_of(draft: &Draft, actor: ActorIndex, venue: PlaceIndex) -> bool {
    let country = draft.places[venue.index()].country.as_deref();
    country.is_some() && country == draft.cast.actor(actor).country.as_deref()
}

fn third_parties(
    draft: &Draft,
    parties: &[TalkParty],
    cluster: &Cluster,
    mentions: &[&TalkMention],
    venue: Option<PlaceIndex>,
) -> Vec<(ActorIndex, ThirdPartyRole)> {
    let mut found: Vec<(ActorIndex, ThirdPartyRole)> = Vec::new();
    for &side in &cluster.sides {
        let left_out = !parties.iter().any(|party| party.actor == side);
        let sent = cluster
            .heads
            .iter()
            .any(|&head| side_of(&draft.cast, head) == side && draft.cast.actor(head).rank == Rank::Envoy);
        if left_out && sent && draft.cast.actor(side).kind == ActorKind::Igo {
            found.push((side, ThirdPartyRole::Mediator));
        }
    }
    for mention in mentions {
        for &(actor, role) in &mention.beside.roles {
            let side = side_of(&draft.cast, actor);
            let role = match venue {
                Some(venue) if role == ThirdPartyRole::Observer && is_of(draft, side, venue) => {
                    ThirdPartyRole::Host
                }
                _ => role,
            };
            if !found.iter().any(|(other, _)| *other == side) {
                found.push((side, role));
            }
        }
    }
    found
}

/// “European leaders”: more sides than one.
fn several(draft: &Draft, actor: ActorIndex) -> bool {
    let actor = draft.cast.actor(actor);
    let plural = ["leaders", "ministers", "nations", "countries", "powers", "states"];
    super::sides::is_generic(actor) && plural.iter().any(|word| actor.name.ends_with(word))
}

fn format(draft: &Draft, cluster: &Cluster, parties: &[TalkParty], inferred: bool) -> TalkFormat {
    if let Some(format) = cluster.format {
        return format;
    }
    match parties.len() {
        _ if inferred => TalkFormat::Unspecified,
        _ if parties.iter().any(|party| several(draft, party.actor)) => TalkFormat::Multilateral,
        2 => TalkFormat::Bilateral,
        1 => TalkFormat::Multilateral,
        3.. => TalkFormat::Multilateral,
        _ => TalkFormat::Unspecified,
    }
}

/// What is on the table, by the words of the clauses.
fn agenda(context: &Context<'_>, mentions: &[&TalkMention]) -> Vec<String> {
    let mut agenda: Vec<String> = Vec::new();
    for mention in mentions {
        let sentence = context.analysis.sentence_of(mention.named.heads[0]);
        let lemmas: Vec<&str> = sentence
            .tokens()
            .filter(|&token| mention.clause.contains(context.bytes(token.0..token.0 + 1)))
            .map(|token| context.analysis.lemma(token))
            .collect();
        for issue in issues_in(&lemmas) {
            let about = !matches!(issue, "talks-format" | "leaders-meeting" | "responsibility");
            if about && !agenda.iter().any(|known| known == issue) {
                agenda.push(issue.to_owned());
            }
        }
    }
    agenda
}
