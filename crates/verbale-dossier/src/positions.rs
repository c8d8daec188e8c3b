//! Positions over time: per issue and party, as the party itself or the reports state them, and apart from these what
//! others say that its position is.

use crate::days::Days;
use crate::digest::Digest;
use crate::dossier::{Change, ChangeKind, Issue, PartyLine, Position};
use crate::layout::{Layout, Telling, unique};
use crate::rules::Rules;
use crate::text::{likeness, stems};
use std::collections::BTreeMap;
use verbale_record::{Position as Told, Stance};

/// A position as one report tells it.
struct Entry<'g> {
    told: &'g Told,
    report: u32,
    /// The item it rests on: a statement or event of the record.
    item: &'g str,
    day: Option<String>,
    /// The actor who tells it, where that is not the party itself.
    told_by: Option<String>,
}

type Lines<'g> = BTreeMap<(String, String), Vec<Entry<'g>>>;

/// All issues with their parties' positions.
pub(crate) fn issues(layout: &mut Layout<'_>) -> Vec<Issue> {
    let mut lines: Lines<'_> = BTreeMap::new();
    for report in layout.order.clone() {
        let digest = layout.digest(report);
        for issue in &digest.record.issues {
            for told in &issue.positions {
                if let Some(party) =
                    party(told, digest).filter(|party| !mistold(told, &issue.issue, party, report, layout))
                {
                    let line = lines.entry((issue.issue.clone(), party)).or_default();
                    line.push(entry(told, report, digest));
                }
            }
        }
    }
    let mut issues: Vec<Issue> = Vec::new();
    for ((name, party), entries) in lines {
        let line = line(&name, party, entries, layout);
        match issues.last_mut().filter(|issue| issue.issue == name) {
            Some(issue) => issue.parties.push(line),
            None => issues.push(Issue {
                issue: name,
                parties: vec![line],
            }),
        }
    }
    issues
}

/// Whether a copy takes words of the first report of its group for another position than the first does.
fn mistold(told: &Told, issue: &str, party: &str, report: u32, layout: &Layout<'_>) -> bool {
    let first = layout.digest(layout.first_of_group(report));
    let same_issue = first.record.issues.iter().filter(|known| known.issue == issue);
    let mut known = same_issue.flat_map(|known| &known.positions);
    layout.retold(report, &told.content)
        && !known.any(|known| {
            known.stance == told.stance
                && known.content.text == told.content.text
                && first.root(&known.party) == Some(party)
        })
}

/// The party at the top: a minister's position is the state's.
fn party(told: &Told, digest: &Digest) -> Option<String> {
    digest.root(&told.party).map(str::to_owned)
}

fn entry<'g>(told: &'g Told, report: u32, digest: &'g Digest) -> Entry<'g> {
    let root = digest.root(&told.party);
    let teller = told.attributed_to.as_deref().filter(|by| digest.root(by) != root);
    let item = told.evidence.first().map_or("", String::as_str);
    let of_item = || {
        let record = &digest.record;
        let statement = record.statements.iter().find(|statement| statement.id == item);
        let event = record.events.iter().find(|event| event.id == item);
        statement
            .and_then(|statement| statement.date.clone())
            .or_else(|| event.and_then(|event| event.date.as_ref().map(|date| date.value.clone())))
            .filter(|day| in_the_past(day, digest))
    };
    Entry {
        told,
        report,
        item,
        day: of_item().or_else(|| digest.published()),
        told_by: teller.and_then(|by| digest.own(by)),
    }
}

/// The day of a plan is no day on which the position was taken.
fn in_the_past(day: &str, digest: &Digest) -> bool {
    Days::parse(day).is_some_and(|days| digest.day.is_none_or(|published| days.last <= published))
}

fn line<'g>(issue: &str, party: String, mut entries: Vec<Entry<'g>>, layout: &mut Layout<'g>) -> PartyLine {
    // One clause may tell the positions of several parties, on several issues.
    let line = format!("{issue}@{party}");
    // By the day it was taken; on one day as the reports stand.
    entries.sort_by_cached_key(|entry| {
        let day = entry
            .day
            .as_deref()
            .and_then(Days::parse)
            .map_or(i32::MAX, |days| days.first);
        (day, layout.rank(entry.report), entry.told.content.start)
    });
    let (own, others): (Vec<Entry<'g>>, Vec<Entry<'g>>) =
        entries.into_iter().partition(|entry| entry.told_by.is_none());
    let mut positions = positions(own, &line, layout);
    mark_changes(&mut positions);
    let mut by_teller: BTreeMap<Option<String>, Vec<Entry<'g>>> = BTreeMap::new();
    for entry in others {
        by_teller.entry(entry.told_by.clone()).or_default().push(entry);
    }
    let told = by_teller.into_values();
    let mut told: Vec<Position> = told
        .flat_map(|entries| self::positions(entries, &line, layout))
        .collect();
    told.sort_by(|one, other| (&one.day, &one.id).cmp(&(&other.day, &other.id)));
    for position in &mut told {
        position.against_own = against(position, &positions);
    }
    PartyLine {
        party,
        positions,
        told_by_others: told,
    }
}

/// Hundredths of shared words from which a repeated stance is the same position told again.
const SAME: u32 = 50;

/// Entries of one stance that repeat each other, as one position each.
fn positions<'g>(entries: Vec<Entry<'g>>, line: &str, layout: &mut Layout<'g>) -> Vec<Position> {
    let mut groups: Vec<(Vec<u32>, Vec<Entry<'g>>)> = Vec::new();
    for entry in entries {
        let words = stems(&entry.told.content.text);
        let same = |(known, group): &&mut (Vec<u32>, Vec<Entry<'g>>)| {
            group[0].told.stance == entry.told.stance && likeness(known, &words) >= SAME
        };
        // A group that a later stance has ended is not gone on with: the party came back to it.
        let run = groups
            .iter()
            .rposition(|(_, group)| group[0].told.stance != entry.told.stance);
        let from = run.map_or(0, |last| last + 1);
        match groups[from..].iter_mut().find(same) {
            Some((_, group)) => group.push(entry),
            None => groups.push((words, vec![entry])),
        }
    }
    groups
        .into_iter()
        .map(|(_, group)| position(&group, line, layout))
        .collect()
}

fn position<'g>(group: &[Entry<'g>], line: &str, layout: &mut Layout<'g>) -> Position {
    let first = &group[0];
    let tellings: Vec<Telling<'g>> = group
        .iter()
        .map(|entry| Telling {
            report: entry.report,
            item: entry.item,
            spans: vec![&entry.told.content],
            told_by: entry
                .told
                .attributed_to
                .as_deref()
                .or(entry.told.spoken_by.as_deref()),
        })
        .collect();
    let digest = layout.digest(first.report);
    let address = format!("{}@{}@{line}", first.item, first.told.content.start.0);
    let spoken = group.iter().filter_map(|entry| {
        let digest = layout.digest(entry.report);
        digest.own(entry.told.spoken_by.as_deref()?)
    });
    Position {
        id: digest.address(&address),
        stance: first.told.stance,
        day: first.day.clone(),
        condition: group
            .iter()
            .find_map(|entry| entry.told.condition.as_ref())
            .map(|span| span.text.clone()),
        spoken_by: unique(spoken),
        told_by: first.told_by.clone(),
        change: None,
        against_own: None,
        quote: layout.quote(first.report, &first.told.content),
        evidence: layout.evidence(&tellings),
    }
}

/// Marks each position that differs from the one before it on an earlier day.
fn mark_changes(positions: &mut [Position]) {
    for index in 1..positions.len() {
        let (before, after) = positions.split_at(index);
        let now = &after[0];
        // What is said in one breath is no change: the last position of an earlier day is what counts.
        let Some(earlier) = before
            .iter()
            .rev()
            .find(|earlier| earlier.day < now.day && now.day.is_some())
        else {
            continue;
        };
        let same_again = before
            .iter()
            .any(|other| other.day >= now.day && other.stance == now.stance);
        if earlier.stance != now.stance && !same_again {
            let kind = direction(earlier.stance, now.stance);
            positions[index].change = Some(Change {
                from: earlier.id.clone(),
                stance: earlier.stance,
                day: earlier.day.clone(),
                kind,
            });
        }
    }
}

/// Stances of at least this willingness are consent, in principle or in full.
const CONSENT: u8 = 3;

fn direction(from: Stance, to: Stance) -> ChangeKind {
    let rules = Rules::builtin();
    match (rules.willingness(from), rules.willingness(to)) {
        (Some(from), Some(to)) if opposite(from, to) => ChangeKind::Contradicts,
        (Some(from), Some(to)) if from < to => ChangeKind::Softer,
        (Some(from), Some(to)) if from > to => ChangeKind::Harder,
        _ => ChangeKind::Other,
    }
}

fn opposite(one: u8, other: u8) -> bool {
    one == 0 && other >= CONSENT || other == 0 && one >= CONSENT
}

/// Days within which two tellings are of one time.
const AT_THAT_TIME: i32 = 3;

/// The party's own position at that time, where it is the opposite of what is told of it.
fn against(told: &Position, own: &[Position]) -> Option<String> {
    let rules = Rules::builtin();
    let then = own.iter().rev().find(|own| own.day <= told.day).or(own.first())?;
    let (own_will, told_will) = (rules.willingness(then.stance)?, rules.willingness(told.stance)?);
    let day = |position: &Position| position.day.as_deref().and_then(Days::parse);
    let close = day(then)
        .zip(day(told))
        .is_some_and(|(own, told)| own.gap(told) <= AT_THAT_TIME);
    (close && opposite(own_will, told_will)).then(|| then.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions() {
        assert_eq!(
            direction(Stance::Refuses, Stance::Accepts),
            ChangeKind::Contradicts
        );
        assert_eq!(
            direction(Stance::Refuses, Stance::Conditional),
            ChangeKind::Softer
        );
        assert_eq!(
            direction(Stance::Offers, Stance::NonCommittal),
            ChangeKind::Harder
        );
        assert_eq!(direction(Stance::Demands, Stance::Refuses), ChangeKind::Other);
    }
}
