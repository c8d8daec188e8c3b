//! Which statements stand against each other, and how.

use super::Pair;
use super::matter::Matter;
use super::reading::Reading;
use crate::draft::{ActorIndex, Draft, Statement};
use std::collections::{BTreeMap, BTreeSet};
use verbale_record::ontology::EventType;
use verbale_record::{ContestedRelation, Polarity, StatementKind};

/// Who is against whom in a report: pairs of sides between which accusations, denials or hostile acts stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    against: BTreeMap<String, BTreeSet<String>>,
}

impl Sides {
    /// Reads acts and statements.
    pub(super) fn of(draft: &Draft) -> Self {
        let mut sides = Self::default();
        for act in draft.acts.iter().filter(|act| is_hostile(act.kind)) {
            for &actor in &act.actor {
                for &recipient in &act.recipient {
                    sides.set(key(draft, actor), key(draft, recipient));
                }
            }
        }
        for statement in &draft.statements {
            let hostile = matches!(
                statement.kind,
                StatementKind::Accusation | StatementKind::Condemnation | StatementKind::Threat
            );
            if let (true, Some(by), Some(target)) = (hostile, statement.speaker, statement.target) {
                sides.set(key(draft, by), key(draft, target));
            }
        }
        sides
    }

    fn set(&mut self, one: String, other: String) {
        if one != other {
            self.against.entry(other.clone()).or_default().insert(one.clone());
            self.against.entry(one).or_default().insert(other);
        }
    }

    pub(super) fn are_against(&self, one: &str, other: &str) -> bool {
        self.against.get(one).is_some_and(|sides| sides.contains(other))
    }
}

fn is_hostile(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Accuse
            | EventType::Threaten
            | EventType::Sanction
            | EventType::Coerce
            | EventType::Assault
            | EventType::Mobilize
    )
}

/// What an actor stands for: its country and, where it is set apart from the state, its sector; else the group it
/// belongs to in the end.
pub(super) fn key(draft: &Draft, actor: ActorIndex) -> String {
    let cast = &draft.cast;
    let own = cast.actor(actor);
    let top = cast.actor(cast.side_of(actor));
    let apart = |sectors: &[String]| {
        sectors
            .iter()
            .find(|sector| matches!(sector.as_str(), "REB" | "OPP" | "SEP" | "INS" | "UAF"))
            .cloned()
    };
    let sector = apart(&own.sectors).or_else(|| apart(&top.sectors));
    match own.country.as_ref().or(top.country.as_ref()) {
        Some(country) => format!("{country} {}", sector.unwrap_or_default()),
        None => top.name.clone(),
    }
}

/// How many statements on a claim may stand from its answer.
const REACH: usize = 60;

/// Statements that stand against each other, for each the likeliest other; without those whose other is known
/// (`settled`).
pub(super) fn pairs(reading: &Reading<'_>, settled: &[usize]) -> Vec<Pair> {
    let count = reading.matters.len();
    let open = |index: &usize| !settled.contains(index);
    let said = reading.draft.statements.iter();
    let keys: Vec<Option<String>> = said
        .map(|said| said.speaker.map(|by| key(reading.draft, by)))
        .collect();
    let mut found: Vec<Opposed> = Vec::new();
    for index in (0..count).filter(open) {
        let around = index.saturating_sub(REACH)..(index + REACH + 1).min(count);
        let opposed = around
            .filter(|&other| other != index)
            .filter(open)
            .filter_map(|other| opposed(reading, &keys, index, other));
        // One answer per statement: on most, then nearest.
        found.extend(
            opposed.max_by_key(|pair| (pair.weight, std::cmp::Reverse(pair.first.abs_diff(pair.second)))),
        );
    }
    found.sort_by_key(|pair| (pair.first, pair.second));
    let chosen = |pair: &Opposed| {
        let same = found
            .iter()
            .filter(|other| (other.first, other.second) == (pair.first, pair.second));
        !pair.mutual || same.count() > 1
    };
    let found: Vec<Opposed> = found.iter().filter(|pair| chosen(pair)).cloned().collect();
    let pairs = found.into_iter().map(|pair| Pair {
        sides: vec![reading.side(pair.first), reading.side(pair.second)],
        relation: pair.relation,
        topics: pair.topics,
        because: pair.because,
    });
    pairs.collect()
}

/// Two statements set against each other.
#[derive(Clone, Debug)]
struct Opposed {
    first: usize,
    second: usize,
    relation: ContestedRelation,
    weight: usize,
    /// Each must be the likeliest other of the other.
    mutual: bool,
    topics: Vec<String>,
    because: String,
}

/// How statement `answer` stands to statement `claim`, if it stands against it; `keys` are the sides of the speakers.
///
/// Every two statements that are not far apart are compared: what they share is looked for last.
fn opposed(reading: &Reading<'_>, keys: &[Option<String>], answer: usize, claim: usize) -> Option<Opposed> {
    let (draft, sides, matters) = (reading.draft, &reading.sides, &reading.matters);
    let (one, other) = (&draft.statements[answer], &draft.statements[claim]);
    let (by, of) = (one.speaker?, other.speaker?);
    if by == of {
        return None;
    }
    let shared = || matters[answer].shared(&matters[claim]);
    let make = |relation: ContestedRelation, weight: usize, about: &[&str], why: &str| Opposed {
        first: answer.min(claim),
        second: answer.max(claim),
        relation,
        weight,
        mutual: false,
        topics: about.iter().map(|&word| word.to_owned()).collect(),
        because: format!(
            "{relation}: {why} ({} and {})",
            draft.cast.actor(by).name,
            draft.cast.actor(of).name
        ),
    };
    if disagree(one, other) {
        let words: Vec<&str> = matters[answer].words.iter().map(String::as_str).collect();
        return Some(make(
            ContestedRelation::Contradicts,
            9,
            &words,
            "they disagree on it",
        ));
    }
    let (side, other_side) = (keys[answer].as_ref()?, keys[claim].as_ref()?);
    if side == other_side || one.content.overlaps(other.content) {
        return None;
    }
    let (mine, theirs) = (&matters[answer], &matters[claim]);
    let against = || sides.are_against(side, other_side);
    if denies(one) && !matches!(other.kind, StatementKind::Denial | StatementKind::Question) {
        // What is denied names the one who said it, or the claim names the one who denies.
        let aimed = usize::from(mine.names.contains(other_side)) + usize::from(theirs.names.contains(side));
        let shared = shared();
        let weight = shared.len() + aimed.min(1);
        if !shared.is_empty() && weight >= 2 {
            return Some(make(
                ContestedRelation::Denies,
                4 + weight,
                &shared,
                "one denies it",
            ));
        }
    }
    let counts = |matter: &Matter| !matter.numbers.is_empty() && matter.classes.contains("casualties");
    // Whose dead they are: two nations named are two tolls.
    let same_people =
        || mine.names.is_empty() || theirs.names.is_empty() || !mine.names.is_disjoint(&theirs.names);
    let same_words = || mine.words.intersection(&theirs.words).count();
    if counts(mine)
        && counts(theirs)
        && against()
        && same_people()
        && mine.numbers.is_disjoint(&theirs.numbers)
        && let same_words @ 1.. = same_words()
    {
        return Some(Opposed {
            mutual: true,
            ..make(
                ContestedRelation::Contradicts,
                3 + same_words,
                &shared(),
                "they count otherwise",
            )
        });
    }
    if blame_back(reading, answer, claim) {
        return Some(make(
            ContestedRelation::Contradicts,
            4,
            &shared(),
            "who is accused accuses in turn",
        ));
    }
    if let Some(thing) = &mine.described
        && tells(one)
        && (theirs.words.contains(thing) || theirs.around.contains(thing))
        && ["attack", "casualties"]
            .iter()
            .any(|class| theirs.classes.contains(*class) || theirs.classes_around.contains(*class))
    {
        return Some(make(
            ContestedRelation::Reframes,
            4,
            &[thing.as_str()],
            "one describes what was hit as something else",
        ));
    }
    let opposite = one.polarity != other.polarity && one.polarity == Polarity::Negative;
    if !(opposite && tells(one) && tells(other)) {
        return None;
    }
    let shared = shared();
    let enough = if against() { 3 } else { 4 };
    if shared.len() >= enough {
        return Some(make(
            ContestedRelation::Contradicts,
            shared.len(),
            &shared,
            "what one says the other says is not so",
        ));
    }
    None
}

/// “The two disagree on …”: the same words of two speakers.
fn disagree(one: &Statement, other: &Statement) -> bool {
    let same_words = one.content == other.content && one.cue == other.cue && one.cue.is_some();
    same_words && one.because.iter().any(|reason| reason.contains("“disagree”"))
}

/// Two accusations close by, the later one against who spoke first and on the same matter.
fn blame_back(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    /// Sentences between them.
    const NEAR: u32 = 3;
    let accuses = |index: usize| reading.draft.statements[index].kind == StatementKind::Accusation;
    let (first, second) = (one.min(other), one.max(other));
    let side = |index: usize| reading.draft.statements[index].speaker.map(|by| reading.key(by));
    let target = |index: usize| reading.draft.statements[index].target.map(|by| reading.key(by));
    accuses(first)
        && accuses(second)
        && reading.sentence(second).abs_diff(reading.sentence(first)) <= NEAR
        && target(second).is_some()
        && target(second) == side(first)
        && (target(first) == side(second)
            || reading.likeness(&reading.matters[first], &reading.matters[second]) >= 1.0)
}

fn denies(statement: &Statement) -> bool {
    statement.kind == StatementKind::Denial
}

fn tells(statement: &Statement) -> bool {
    matches!(
        statement.kind,
        StatementKind::Claim
            | StatementKind::Accusation
            | StatementKind::Assessment
            | StatementKind::Announcement
            | StatementKind::Condemnation
            | StatementKind::Vow
            | StatementKind::Demand
    )
}
