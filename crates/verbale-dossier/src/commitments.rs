//! What parties bound themselves to, on which conditions.

use crate::days::Days;
use crate::digest::Digest;
use crate::dossier::{Commitment, CommitmentKind, CommitmentState};
use crate::join::{Address, Join, Signature};
use crate::layout::{Layout, Telling, unique};
use crate::text::{Symbol, likeness, mixed, stems, verbatim};
use verbale_record::ontology::EventType;
use verbale_record::{Factuality, Record, Span, Stance, StatementKind};

/// A commitment as one report tells it.
#[derive(Clone, Debug)]
pub(crate) struct ToldCommitment {
    kind: CommitmentKind,
    /// Keys of those who are bound, at the top, sorted.
    by: Vec<String>,
    to: Vec<String>,
    issue: Option<String>,
    span: Span,
    condition: Option<String>,
    day: Option<String>,
    due: Option<String>,
    /// An actor of the record.
    told_by: Option<String>,
    item: String,
}

/// The commitments of one record: from positions first, then statements, then acts; words that one of these has
/// already are not taken again. What two parties accept in the same words is an agreement of theirs.
pub(crate) fn told(digest: &Digest) -> Vec<ToldCommitment> {
    let record = &digest.record;
    let mut found: Vec<ToldCommitment> = Vec::new();
    let mut add = |mut new: ToldCommitment| {
        new.to.retain(|to| !new.by.contains(to));
        let overlaps =
            |known: &&mut ToldCommitment| known.span.start < new.span.end && new.span.start < known.span.end;
        let twin = |known: &&mut ToldCommitment| {
            known.span == new.span && known.issue == new.issue && known.condition == new.condition
        };
        if new.by.is_empty() {
            return;
        }
        if let Some(known) = found.iter_mut().find(twin) {
            if known.kind == new.kind && known.by != new.by {
                known.by.append(&mut new.by);
                known.by.sort_unstable();
                known.by.dedup();
                known.to.retain(|to| !known.by.contains(to));
                if known.kind == CommitmentKind::Acceptance {
                    known.kind = CommitmentKind::Agreement;
                }
            }
        } else if !found
            .iter_mut()
            .any(|mut known| overlaps(&mut known) && new.by.iter().all(|by| known.by.contains(by)))
        {
            found.push(new);
        }
    };
    from_positions(record, digest).for_each(&mut add);
    from_statements(record, digest).for_each(&mut add);
    from_events(record, digest).for_each(&mut add);
    found
}

/// A condition says something: “before” alone is none.
fn condition(span: Option<&Span>) -> Option<String> {
    let words = |span: &&Span| span.text.split_whitespace().count() > 2;
    span.filter(words).map(|span| span.text.clone())
}

fn keys(ids: &[&str], digest: &Digest) -> Vec<String> {
    let mut keys: Vec<String> = ids
        .iter()
        .filter_map(|id| digest.root(id))
        .map(str::to_owned)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn from_positions<'r>(record: &'r Record, digest: &'r Digest) -> impl Iterator<Item = ToldCommitment> {
    let positions = record
        .issues
        .iter()
        .flat_map(|issue| issue.positions.iter().map(move |position| (issue, position)));
    positions.filter_map(move |(issue, position)| {
        let kind = match position.stance {
            _ if condition(position.condition.as_ref()).is_some() => CommitmentKind::Condition,
            Stance::Offers => CommitmentKind::Offer,
            Stance::Accepts | Stance::AcceptsInPrinciple => CommitmentKind::Acceptance,
            _ => return None,
        };
        let item = position.evidence.first().cloned().unwrap_or_default();
        let event = record
            .events
            .iter()
            .find(|event| position.evidence.contains(&event.id));
        let statement = record
            .statements
            .iter()
            .find(|statement| position.evidence.contains(&statement.id));
        let to: Vec<&str> = event.map_or_else(Vec::new, |event| {
            event.recipient.iter().map(String::as_str).collect()
        });
        Some(ToldCommitment {
            kind,
            by: keys(&[&position.party], digest),
            to: keys(&to, digest),
            issue: Some(issue.issue.clone()),
            span: position.content.clone(),
            condition: condition(position.condition.as_ref()),
            day: made_on(
                event.and_then(|event| event.date.as_ref().map(|date| date.value.as_str())),
                digest,
            ),
            due: due(
                event.and_then(|event| event.date.as_ref().map(|date| date.value.as_str())),
                digest,
            ),
            told_by: position
                .attributed_to
                .clone()
                .or_else(|| statement.and_then(|statement| statement.speaker.clone())),
            item,
        })
    })
}

fn from_statements<'r>(record: &'r Record, digest: &'r Digest) -> impl Iterator<Item = ToldCommitment> {
    record.statements.iter().filter_map(move |statement| {
        let kind = match statement.kind {
            StatementKind::Promise | StatementKind::Offer | StatementKind::Threat | StatementKind::Vow
                if condition(statement.condition.as_ref()).is_some() =>
            {
                CommitmentKind::Condition
            }
            StatementKind::Promise => CommitmentKind::Promise,
            StatementKind::Offer => CommitmentKind::Offer,
            _ => return None,
        };
        let by = statement
            .on_behalf_of
            .as_deref()
            .or(statement.speaker.as_deref())?;
        let to: Vec<&str> = statement.addressee.iter().map(String::as_str).collect();
        Some(ToldCommitment {
            kind,
            by: keys(&[by], digest),
            to: keys(&to, digest),
            issue: statement.issue.clone(),
            span: statement.content.clone(),
            condition: condition(statement.condition.as_ref()),
            day: made_on(statement.date.as_deref(), digest),
            due: None,
            told_by: statement.speaker.clone(),
            item: statement.id.clone(),
        })
    })
}

fn from_events<'r>(record: &'r Record, digest: &'r Digest) -> impl Iterator<Item = ToldCommitment> {
    let agreed = record.events.iter().filter(|event| {
        event.kind == EventType::Agree
            && matches!(event.factuality, Factuality::Asserted | Factuality::Historical)
    });
    agreed.filter_map(move |event| {
        let by: Vec<&str> = event.actor.iter().map(String::as_str).collect();
        let to: Vec<&str> = event.recipient.iter().map(String::as_str).collect();
        let (by, to) = (keys(&by, digest), keys(&to, digest));
        let statement = event.statement.as_ref();
        let statement =
            statement.and_then(|id| record.statements.iter().find(|statement| statement.id == *id));
        let issue = statement.and_then(|statement| statement.issue.clone());
        let date = event.date.as_ref().map(|date| date.value.as_str());
        let kind = match () {
            () if event.cameo.starts_with(SIGNED) || by.len() > 1 => CommitmentKind::Agreement,
            () if event.cameo.starts_with(INTENT) && (issue.is_some() || !to.is_empty()) => {
                CommitmentKind::Promise
            }
            // An agreement on nothing that the record can name binds nobody to anything.
            () if issue.is_none() => return None,
            () => CommitmentKind::Acceptance,
        };
        Some(ToldCommitment {
            kind,
            issue,
            span: event.span.clone(),
            condition: None,
            day: made_on(date, digest),
            due: due(date, digest),
            told_by: event.attributed_to.clone(),
            item: event.id.clone(),
            by,
            to,
        })
    })
}

/// CAMEO: sign a formal agreement.
const SIGNED: &str = "057";
/// CAMEO: express intent to cooperate.
const INTENT: &str = "03";

/// The day on which it was made: a past one, or else the report's.
fn made_on(date: Option<&str>, digest: &Digest) -> Option<String> {
    let past = |date: &&str| {
        Days::parse(date).is_some_and(|days| digest.day.is_none_or(|published| days.first <= published))
    };
    date.filter(past)
        .map(str::to_owned)
        .or_else(|| digest.published())
}

/// A day to come is a day on which it falls due.
fn due(date: Option<&str>, digest: &Digest) -> Option<String> {
    let to_come = |date: &&str| {
        Days::parse(date)
            .zip(digest.day)
            .is_some_and(|(days, published)| days.first > published)
    };
    date.filter(to_come).map(str::to_owned)
}

/// What joining sees of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CommitmentSignature {
    conditional: bool,
    by: Vec<Symbol>,
    issue: Option<Symbol>,
    made: Option<i32>,
    stems: Vec<u32>,
    verbatim: Option<Symbol>,
}

/// Days within which alike words are one commitment told again.
const NEAR: i32 = 14;
const ALIKE: u32 = 35;

pub(crate) fn signature(told: &ToldCommitment) -> CommitmentSignature {
    CommitmentSignature {
        conditional: told.condition.is_some(),
        by: told.by.iter().map(|by| Symbol::of(by)).collect(),
        issue: told.issue.as_deref().map(Symbol::of),
        made: told.day.as_deref().and_then(Days::parse).map(|days| days.first),
        stems: stems(&told.span.text),
        verbatim: verbatim(&told.span.text),
    }
}

impl CommitmentSignature {
    fn blocks_from(&self, slack: i32) -> Vec<u64> {
        let by = self
            .by
            .iter()
            .fold(self.issue.map_or(0, |issue| issue.0), |sum, by| mixed(sum ^ by.0));
        let fortnight = self.made.map_or(0, |day| day.div_euclid(NEAR));
        let near = (fortnight - slack..=fortnight + slack)
            .map(|time| mixed(by ^ u64::from(time.unsigned_abs()) << 1));
        near.chain(self.verbatim.map(|sign| mixed(sign.0))).collect()
    }
}

impl Signature for CommitmentSignature {
    const ONE_A_REPORT: bool = true;

    fn blocks(&self) -> Vec<u64> {
        self.blocks_from(0)
    }

    fn reach(&self) -> Vec<u64> {
        self.blocks_from(1)
    }

    fn likeness(&self, other: &Self) -> Option<u32> {
        if self.contradicts(other) {
            return None;
        }
        if self.verbatim.is_some() && self.verbatim == other.verbatim {
            return Some(200);
        }
        let near = self
            .made
            .zip(other.made)
            .is_some_and(|(one, other)| (one - other).abs() <= NEAR);
        let words = likeness(&self.stems, &other.stems);
        (near && words >= ALIKE).then_some(words)
    }

    fn contradicts(&self, other: &Self) -> bool {
        self.by != other.by || self.issue != other.issue || self.conditional != other.conditional
    }
}

/// The joined commitments, all open; [`crate::following`] tells what became of them.
pub(crate) fn commitments(
    join: &Join<CommitmentSignature>,
    all: &[Vec<ToldCommitment>],
    layout: &mut Layout<'_>,
) -> Vec<Commitment> {
    let mut clusters = layout.ordered(join.clusters());
    clusters.retain(|members| {
        let retold = |member: &Address| {
            layout.retold(
                member.report,
                &all[member.report as usize][member.item as usize].span,
            )
        };
        !members.iter().all(retold)
    });
    clusters
        .iter()
        .filter_map(|members| commitment(members, all, layout))
        .collect()
}

fn commitment(
    members: &[Address],
    all: &[Vec<ToldCommitment>],
    layout: &mut Layout<'_>,
) -> Option<Commitment> {
    let told: Vec<(u32, &ToldCommitment)> = members
        .iter()
        .map(|member| (member.report, &all[member.report as usize][member.item as usize]))
        .collect();
    let &(report, first) = told.first()?;
    let tellings = told.iter().map(|(report, told)| Telling {
        report: *report,
        item: &told.item,
        spans: vec![&told.span],
        told_by: told.told_by.as_deref(),
    });
    let evidence = layout.evidence(&tellings.collect::<Vec<_>>());
    let quote = layout.quote(report, &first.span);
    let day = told.iter().filter_map(|(_, told)| told.day.clone()).min();
    Some(Commitment {
        id: layout
            .digest(report)
            .address(&format!("{}@{}", first.item, first.span.start.0)),
        kind: first.kind,
        by: first.by.clone(),
        to: unique(told.iter().flat_map(|(_, told)| told.to.iter().cloned())),
        issue: first.issue.clone(),
        day,
        due: told.iter().find_map(|(_, told)| told.due.clone()),
        quote,
        condition: told.iter().find_map(|(_, told)| told.condition.clone()),
        state: CommitmentState::Open,
        later: Vec::new(),
        evidence,
    })
}
