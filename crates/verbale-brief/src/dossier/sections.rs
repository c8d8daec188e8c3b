//! The parts of the page: the whole in short, talks, timeline.

use super::matters;
use super::page::{Block, Item, Mark, Part};
use super::sources::Words;
use crate::wording::{self, listed, plain};
use verbale_dossier::Dossier;
use verbale_dossier::dossier::{ChangeKind, CommitmentState, EntryKind, Evidence, Process, Talk};
use verbale_record::{Rank, TalkFormat, TalkStatus};

/// The negotiation that the reports tell most of.
pub(super) fn title(dossier: &Dossier) -> String {
    let main = main(dossier);
    main.map_or_else(
        || "Dossier".to_owned(),
        |process| format!("Dossier: {}", process.name),
    )
}

fn main(dossier: &Dossier) -> Option<&Process> {
    let weight = |process: &Process| {
        (
            process.rounds.len() + process.contacts.len(),
            std::cmp::Reverse(process.id.clone()),
        )
    };
    dossier.processes.iter().max_by_key(|process| weight(process))
}

pub(super) fn facts(dossier: &Dossier) -> Vec<String> {
    let count = dossier.reports.len();
    let copies = dossier
        .reports
        .iter()
        .filter(|report| report.copy_of.is_some())
        .count();
    let mut days: Vec<&String> = dossier
        .reports
        .iter()
        .filter_map(|report| report.published.as_ref())
        .collect();
    days.sort_unstable();
    let span = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => Some(format!("{first} to {last}")),
        (Some(only), _) => Some((*only).clone()),
        _ => None,
    };
    [
        Some(number(count, "report")),
        (copies > 0).then(|| {
            format!(
                "{} of them copies, so {}",
                copies,
                number(count - copies, "independent source")
            )
        }),
        span,
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn number(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

pub(super) fn all(dossier: &Dossier, words: &Words<'_>) -> Vec<Part> {
    let part = |id, heading, note, blocks| Part {
        id,
        heading,
        note,
        blocks,
    };
    let parts = [
        part("short", "In short", "", in_short(dossier)),
        part(
            "talks",
            "Talks",
            "Rounds of each process in order; then contacts of its sides with others.",
            talks(dossier, words),
        ),
        part(
            "positions",
            "Positions",
            "Issue by party. What somebody else says of a party is marked so and never counts as its own.",
            matters::positions(dossier, words),
        ),
        part(
            "commitments",
            "Commitments",
            "Promises, offers, agreements, conditions, and what is told of them later.",
            matters::commitments(dossier, words),
        ),
        part(
            "contested",
            "Contested",
            "Each side's version, side by side.",
            matters::contested(dossier, words),
        ),
        part(
            "incidents",
            "Incidents",
            "Figures as ranges over all who report them.",
            matters::incidents(dossier, words),
        ),
        part("timeline", "Timeline", "", timeline(dossier, words)),
    ];
    parts.into_iter().filter(|part| !part.blocks.is_empty()).collect()
}

fn in_short(dossier: &Dossier) -> Vec<Block> {
    let changes = dossier
        .issues
        .iter()
        .flat_map(|issue| &issue.parties)
        .flat_map(|line| &line.positions);
    let changes: Vec<ChangeKind> = changes
        .filter_map(|position| position.change.as_ref().map(|change| change.kind))
        .collect();
    let contradictions = changes
        .iter()
        .filter(|kind| **kind == ChangeKind::Contradicts)
        .count();
    let in_state = |state| {
        dossier
            .commitments
            .iter()
            .filter(|commitment| commitment.state == state)
            .count()
    };
    let item = |lead: String, rest: &str| Item {
        lead,
        rest: rest.to_owned(),
        ..Item::default()
    };
    let held = |talk: &&Talk| matches!(talk.status, TalkStatus::Held | TalkStatus::Ongoing);
    let counts = [
        (dossier.processes.len(), "process", String::new()),
        (
            dossier.talks.len(),
            "meeting or call",
            format!("{} held or under way", dossier.talks.iter().filter(held).count()),
        ),
        (
            changes.len(),
            "change of position",
            match contradictions {
                0 => String::new(),
                count => format!("{count} against an earlier position"),
            },
        ),
        (
            dossier.commitments.len(),
            "commitment",
            format!(
                "{} open, {} met, {} broken, {} disputed",
                in_state(CommitmentState::Open),
                in_state(CommitmentState::Met),
                in_state(CommitmentState::Broken),
                in_state(CommitmentState::Disputed)
            ),
        ),
        (dossier.contested.len(), "contested fact", String::new()),
        (dossier.incidents.len(), "incident", String::new()),
    ];
    let plural = |count: usize, noun: &str| match (count, noun) {
        (1, noun) => format!("1 {noun}"),
        (count, "process") => format!("{count} processes"),
        (count, "meeting or call") => format!("{count} meetings and calls"),
        (count, "change of position") => format!("{count} changes of position"),
        (count, noun) => number(count, noun),
    };
    let counted = counts.into_iter().filter(|(count, ..)| *count > 0);
    vec![Block::Items(
        counted
            .map(|(count, noun, rest)| item(plural(count, noun), &rest))
            .collect(),
    )]
}

fn talks(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let find = |id: &String| dossier.talks.iter().find(|talk| talk.id == *id);
    let mut processes: Vec<&Process> = dossier.processes.iter().collect();
    processes.sort_by_key(|process| std::cmp::Reverse(process.rounds.len() + process.contacts.len()));
    for process in processes {
        blocks.push(Block::Heading(process.name.clone()));
        blocks.push(Block::Facts(process_facts(process, words)));
        blocks.push(Block::Items(tracks(process, words)));
        let mut items: Vec<Item> = Vec::new();
        for round in process.rounds.iter().filter_map(find) {
            let told = round.date.as_ref().or(round.evidence.first_reported.as_ref());
            if let Some(gap) = process.gaps.iter().find(|gap| Some(&gap.before) == told) {
                let rest = format!("no round told of between {} and {}", gap.after, gap.before);
                let gap = Item {
                    lead: "…".to_owned(),
                    rest,
                    ..Item::default()
                };
                if !items.contains(&gap) {
                    items.push(gap);
                }
            }
            items.push(talk(round, words));
        }
        blocks.push(Block::Items(items));
        let contacts: Vec<Item> = process
            .contacts
            .iter()
            .filter_map(find)
            .map(|contact| talk(contact, words))
            .collect();
        if !contacts.is_empty() {
            blocks.push(Block::Heading(format!("{}: contacts with others", process.name)));
            blocks.push(Block::Items(contacts));
        }
    }
    let others: Vec<Item> = dossier
        .talks
        .iter()
        .filter(|talk| talk.process.is_none())
        .map(|other| talk(other, words))
        .collect();
    if !others.is_empty() {
        blocks.push(Block::Heading("Parties not fully named".to_owned()));
        blocks.push(Block::Items(others));
    }
    blocks.retain(|block| !matches!(block, Block::Items(items) if items.is_empty()));
    blocks
}

fn process_facts(process: &Process, words: &Words<'_>) -> Vec<String> {
    let span = match (&process.from, &process.to) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} to {to}")),
        (Some(from), _) => Some(from.clone()),
        _ => None,
    };
    let third: Vec<String> = process
        .third_parties
        .iter()
        .map(|third| format!("{} ({})", words.name(&third.actor), third.role))
        .collect();
    let venues: Vec<&str> = process.venues.iter().map(|venue| words.place(venue)).collect();
    let issues: Vec<String> = process.issues.iter().map(|issue| plain(issue)).collect();
    [
        Some(number(process.rounds.len(), "round")),
        span,
        (!third.is_empty()).then(|| format!("third parties: {}", listed(&third))),
        (!venues.is_empty()).then(|| format!("venues: {}", listed(&venues))),
        (!issues.is_empty()).then(|| format!("on {}", listed(&issues))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The tracks, where there are several.
fn tracks(process: &Process, words: &Words<'_>) -> Vec<Item> {
    if process.tracks.len() < 2 {
        return Vec::new();
    }
    let track = |track: &verbale_dossier::dossier::Track| {
        let by = |verb: &str, actors: &[String]| {
            (!actors.is_empty()).then(|| format!("{verb} by {}", words.names(actors)))
        };
        let details = [
            by("preferred", &track.preferred_by),
            by("rejected", &track.rejected_by),
        ];
        let rank = wording::rank(track.rank)
            .map(|rank| format!(", {rank}"))
            .unwrap_or_default();
        Item {
            lead: format!("Track {}", track.name),
            rest: format!("{}{rank}", number(track.talks.len(), "meeting")),
            details: details.into_iter().flatten().collect(),
            ..Item::default()
        }
    };
    process.tracks.iter().map(track).collect()
}

/// How well something is told.
pub(super) fn marks(evidence: &Evidence) -> Vec<Mark> {
    let copies = evidence.reports.len() - (evidence.sources as usize).min(evidence.reports.len());
    match (evidence.sources, copies) {
        (0 | 1, 0) => Vec::new(),
        (sources, 0) => vec![Mark::note(format!("{sources} sources"))],
        (sources, copies) => {
            let copies = if copies == 1 {
                "1 copy".to_owned()
            } else {
                format!("{copies} copies")
            };
            vec![Mark::note(format!(
                "{} + {copies}",
                number(sources as usize, "source")
            ))]
        }
    }
}

fn talk(talk: &Talk, words: &Words<'_>) -> Item {
    let parties: Vec<String> = talk
        .parties
        .iter()
        .map(|party| match party.heads.as_slice() {
            [] => words.name(&party.actor).to_owned(),
            heads => format!("{} ({})", words.name(&party.actor), words.names(heads)),
        })
        .collect();
    let day = match (&talk.date, &talk.evidence.first_reported) {
        (Some(day), _) => day.clone(),
        (None, Some(told)) => format!("told {told}"),
        (None, None) => "day unknown".to_owned(),
    };
    let rank = talk
        .parties
        .iter()
        .map(|party| party.rank)
        .min()
        .unwrap_or(Rank::Unspecified);
    let format = (talk.format != TalkFormat::Unspecified).then(|| plain(talk.format.as_str()));
    let rest = [
        Some(parties.join(" – ")),
        talk.venue.as_ref().map(|venue| words.place(venue).to_owned()),
        format,
        wording::rank(rank).map(|rank| format!("level of {rank}")),
    ];
    let third: Vec<String> = talk
        .third_parties
        .iter()
        .map(|third| format!("{}: {}", third.role, words.name(&third.actor)))
        .collect();
    let agenda: Vec<String> = talk.agenda.iter().map(|issue| plain(issue)).collect();
    let course: Vec<String> = talk
        .course
        .iter()
        .map(|stage| match &stage.reported {
            Some(day) => format!("{} ({day})", plain(stage.status.as_str())),
            None => plain(stage.status.as_str()),
        })
        .collect();
    let details = [
        (!third.is_empty()).then(|| third.join(", ")),
        talk.venue_note.clone(),
        (!agenda.is_empty()).then(|| format!("on {}", listed(&agenda))),
        wording::outcome(talk.outcome).map(|outcome| format!("outcome: {outcome}")),
        (course.len() > 1).then(|| format!("course: {}", course.join(" → "))),
    ];
    let details = details
        .into_iter()
        .flatten()
        .chain(matters::differences(&talk.differences, words));
    let mut all = vec![Mark::note(plain(talk.status.as_str()))];
    all.extend(marks(&talk.evidence));
    Item {
        lead: day,
        rest: rest.into_iter().flatten().collect::<Vec<_>>().join(", "),
        marks: all,
        details: details.collect(),
        citations: words.cite_all(&talk.evidence, 3),
    }
}

/// What has a day, a line each.
fn timeline(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
    let items = dossier.timeline.iter().filter_map(|entry| {
        let mut item = match entry.kind {
            EntryKind::Talk => {
                let found = dossier.talks.iter().find(|talk| talk.id == entry.item)?;
                Item {
                    details: Vec::new(),
                    ..talk(found, words)
                }
            }
            EntryKind::Incident => {
                let found = dossier
                    .incidents
                    .iter()
                    .find(|incident| incident.id == entry.item)?;
                Item {
                    details: Vec::new(),
                    ..matters::incident(found, words)
                }
            }
            EntryKind::Position => matters::changed(&entry.item, dossier, words)?,
            EntryKind::Event => {
                let found = dossier.events.iter().find(|event| event.id == entry.item)?;
                matters::event(found, words)
            }
        };
        item.lead.clone_from(&entry.date);
        item.citations.truncate(1);
        Some(item)
    });
    let items: Vec<Item> = items.collect();
    if items.is_empty() {
        Vec::new()
    } else {
        vec![Block::Items(items)]
    }
}
