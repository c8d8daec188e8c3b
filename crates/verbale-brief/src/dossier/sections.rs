//! The parts of the page: the whole in short, talks, timeline.

use super::page::{Block, Item, Mark, Part};
use super::sources::Words;
use super::{contested, matters, positions};
use crate::wording::{self, listed, plain};
use verbale_dossier::Dossier;
use verbale_dossier::dossier::{ChangeKind, CommitmentState, EntryKind, Evidence, Process, Talk, TalkParty};
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
        part("short", "In short", "", in_short(dossier, words)),
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
            positions::positions(dossier, words),
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
            contested::contested(dossier, words),
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

fn in_short(dossier: &Dossier, words: &Words<'_>) -> Vec<Block> {
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
    let states = [
        (CommitmentState::Open, "open"),
        (CommitmentState::Met, "told as met"),
        (CommitmentState::Broken, "told as broken"),
        (CommitmentState::Disputed, "disputed"),
        (CommitmentState::Overtaken, "overtaken"),
    ];
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
            match dossier.talks.iter().filter(held).count() {
                0 => "none held".to_owned(),
                count => format!("{count} held or under way"),
            },
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
            states
                .into_iter()
                .map(|(state, word)| (in_state(state), word))
                .filter(|(count, _)| *count > 0)
                .map(|(count, word)| format!("{count} {word}"))
                .collect::<Vec<_>>()
                .join(", "),
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
    let counts = counted.map(|(count, noun, rest)| item(plural(count, noun), &rest));
    vec![
        Block::Items(counts.collect()),
        Block::Items(state_of_play(dossier, words)),
    ]
}

/// Where the main negotiation stands: the last meeting, the next, what moved last, what is in dispute.
fn state_of_play(dossier: &Dossier, words: &Words<'_>) -> Vec<Item> {
    const MOST_CHANGES: usize = 2;
    let mut items = Vec::new();
    let headed = |heading: &str, item: Item| Item {
        lead: heading.to_owned(),
        rest: format!("{}: {}", item.lead, item.rest),
        ..item
    };
    if let Some(process) = main(dossier) {
        let rounds = dossier
            .talks
            .iter()
            .filter(|talk| process.rounds.contains(&talk.id));
        let day = |talk: &Talk| talk.date.clone().or_else(|| talk.evidence.first_reported.clone());
        let held = |talk: &&Talk| {
            matches!(
                talk.status,
                TalkStatus::Held | TalkStatus::Ongoing | TalkStatus::BrokenOff
            )
        };
        let last = rounds
            .clone()
            .filter(held)
            .max_by_key(|talk| (day(talk), &talk.id));
        // What was to come in an old report has come, or has not.
        let latest = dossier
            .talks
            .iter()
            .filter_map(|talk| talk.evidence.last_reported.as_ref())
            .max();
        let to_come = |talk: &&Talk| {
            matches!(
                talk.status,
                TalkStatus::Scheduled | TalkStatus::Proposed | TalkStatus::Conditional
            ) && talk.evidence.last_reported.as_ref() == latest
        };
        let next = rounds.filter(to_come).min_by_key(|talk| (day(talk), &talk.id));
        items.extend(last.map(|last| headed("Last meeting", talk(last, words))));
        items.extend(next.map(|next| headed("To come", talk(next, words))));
    }
    // The sides' own moves first, whatever mediators ask for; then the latest.
    let of_a_side = |id: &str| {
        let mut lines = dossier.issues.iter().flat_map(|issue| &issue.parties);
        let line = lines.find(|line| line.positions.iter().any(|position| position.id == id));
        let sides = main(dossier).map_or(&[][..], |process| &process.sides);
        line.is_some_and(|line| sides.iter().any(|side| side.id == words.side(&line.party)))
    };
    let changes = dossier.timeline.iter().rev();
    let mut changes: Vec<_> = changes
        .filter(|entry| entry.kind == EntryKind::Position)
        .collect();
    changes.sort_by_cached_key(|entry| !of_a_side(&entry.item));
    let changes = changes
        .into_iter()
        .filter_map(|entry| positions::changed(&entry.item, dossier, words));
    items.extend(changes.take(MOST_CHANGES).map(|change| headed("Moved", change)));
    let about: Vec<&str> = dossier.contested.iter().map(|fact| fact.about.as_str()).collect();
    items.extend((!about.is_empty()).then(|| Item {
        lead: "In dispute".to_owned(),
        rest: about.join("; "),
        ..Item::default()
    }));
    items
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
                let rest = format!(
                    "no round told of between {} and {}",
                    last_day(&gap.after),
                    first_day(&gap.before)
                );
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
        (Some(from), Some(to)) if from != to => Some(format!("{} to {}", first_day(from), last_day(to))),
        (Some(from), _) => Some(wording::day(from)),
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

/// Where a stretch of days begins and ends.
fn first_day(value: &str) -> &str {
    value.split('/').next().unwrap_or(value)
}

fn last_day(value: &str) -> &str {
    value.rsplit('/').next().unwrap_or(value)
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
            .map(|rank| format!(", level of {rank}"))
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

/// “mediator: United Nations (Staffan de Mistura)”: a person beside whom it acts for.
fn third_parties(talk: &Talk, words: &Words<'_>) -> Vec<String> {
    let all = &talk.third_parties;
    let acts_for = |person: &str, other: &str| person != other && words.side(person) == other;
    let own = all.iter().filter(|third| {
        let mut others = all.iter().filter(|other| other.role == third.role);
        !others.any(|other| acts_for(&third.actor, &other.actor))
    });
    let line = |third: &verbale_dossier::dossier::ThirdParty| {
        let people = all
            .iter()
            .filter(|other| other.role == third.role && acts_for(&other.actor, &third.actor));
        let people: Vec<&str> = people.map(|person| words.name(&person.actor)).collect();
        let name = words.name(&third.actor);
        if people.is_empty() {
            format!("{}: {name}", third.role)
        } else {
            format!("{}: {name} ({})", third.role, listed(&people))
        }
    };
    own.map(line).collect()
}

fn talk(talk: &Talk, words: &Words<'_>) -> Item {
    // Every round of a process names its sides in the same order.
    let mut parties: Vec<&TalkParty> = talk.parties.iter().collect();
    let sides = talk
        .process
        .as_deref()
        .map_or(&[][..], |process| words.sides(process));
    parties.sort_by_key(|party| {
        let side = words.side(&party.actor);
        let place = sides.iter().position(|known| known.id == side);
        place.unwrap_or(usize::MAX)
    });
    let parties: Vec<String> = parties
        .into_iter()
        .map(|party| match party.heads.as_slice() {
            [] => words.name(&party.actor).to_owned(),
            heads => format!("{} ({})", words.name(&party.actor), words.names(heads)),
        })
        .collect();
    let day = words.happened(talk.date.as_deref(), &talk.evidence);
    let rank = talk
        .parties
        .iter()
        .map(|party| party.rank)
        .min()
        .unwrap_or(Rank::Unspecified);
    let format = (talk.format != TalkFormat::Unspecified).then(|| plain(talk.format.as_str()));
    let rest = [
        Some(wording::capitalised(&parties.join(" – "))),
        talk.venue.as_ref().map(|venue| words.place(venue).to_owned()),
        format,
        wording::rank(rank).map(|rank| format!("level of {rank}")),
    ];
    let third = third_parties(talk, words);
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
            EntryKind::Position => positions::changed(&entry.item, dossier, words)?,
            EntryKind::Event => {
                let found = dossier.events.iter().find(|event| event.id == entry.item)?;
                matters::event(found, words)
            }
        };
        item.lead = wording::day(&entry.date);
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
