//! What became of commitments: later acts, meetings and positions that carry them out, break or replace them.

use crate::days::Days;
use crate::dossier::{
    ChangeKind, Commitment, CommitmentKind, CommitmentState, Event, FollowUp, Id, Issue, Talk,
};
use crate::rules::Rules;
use std::collections::{BTreeMap, BTreeSet};
use verbale_record::ontology::EventType;
use verbale_record::{Factuality, Rank, TalkStatus};

/// Days after which an act is no longer an answer to a commitment.
const LONGEST: i32 = 120;
/// At most this many follow-ups of one state are listed.
const MOST: usize = 4;
/// CAMEO: violate a ceasefire.
const CEASEFIRE_VIOLATED: &str = "196";

/// What follow-ups are looked up in.
pub(crate) struct Later<'d> {
    /// Events that happened, by who did them and the type, by day.
    acts: BTreeMap<(&'d str, EventType), Vec<(i32, &'d Event)>>,
    talks: &'d [Talk],
    /// Who has sat, or was to sit, at a table with whom.
    at_one_table: BTreeSet<(&'d str, &'d str)>,
    issues: &'d [Issue],
    root: &'d dyn Fn(&str) -> &'d str,
}

impl<'d> Later<'d> {
    pub(crate) fn of(
        events: &'d [Event],
        talks: &'d [Talk],
        issues: &'d [Issue],
        root: &'d dyn Fn(&str) -> &'d str,
    ) -> Self {
        let mut acts: BTreeMap<(&str, EventType), Vec<(i32, &Event)>> = BTreeMap::new();
        for event in events {
            let happened = matches!(event.factuality, Factuality::Asserted | Factuality::Historical);
            let day = event
                .date
                .as_deref()
                .and_then(Days::parse)
                .filter(|days| days.is_day());
            if let (true, Some(day)) = (happened, day) {
                let doers: BTreeSet<&str> = event.actor.iter().map(|actor| root(actor)).collect();
                for doer in doers {
                    acts.entry((doer, event.kind))
                        .or_default()
                        .push((day.first, event));
                }
            }
        }
        for acts in acts.values_mut() {
            acts.sort_by_key(|(day, event)| (*day, event.id.as_str()));
        }
        let mut at_one_table = BTreeSet::new();
        for talk in talks {
            let parties: Vec<&str> = talk.parties.iter().map(|party| root(&party.actor)).collect();
            for one in &parties {
                at_one_table.extend(
                    parties
                        .iter()
                        .filter(|other| *other != one)
                        .map(|other| (*one, *other)),
                );
            }
        }
        Self {
            acts,
            talks,
            at_one_table,
            issues,
            root,
        }
    }

    /// Notes what became of one commitment.
    pub(crate) fn follow(&self, commitment: &mut Commitment) {
        let Some(made) = commitment.day.as_deref().and_then(Days::parse) else {
            return;
        };
        let mut later: Vec<(i32, FollowUp)> = Vec::new();
        if let Some(rule) = commitment
            .issue
            .as_deref()
            .and_then(|issue| Rules::builtin().issue(issue))
        {
            for &kind in &rule.met {
                later.extend(self.acts_of(commitment, kind, made.last, CommitmentState::Met));
            }
            for &kind in &rule.broken {
                later.extend(self.acts_of(commitment, kind, made.last, CommitmentState::Broken));
            }
            if rule.talks {
                later.extend(self.meetings(commitment, made.last));
            }
        }
        later.extend(self.turns(commitment, made.last));
        later.sort_by(|(one, first), (other, second)| (one, &first.item).cmp(&(other, &second.item)));
        let mut count: BTreeMap<CommitmentState, usize> = BTreeMap::new();
        commitment.later = later
            .into_iter()
            .map(|(_, follow_up)| follow_up)
            .filter(|follow_up| {
                let seen = count.entry(follow_up.state).or_default();
                *seen += 1;
                *seen <= MOST
            })
            .collect();
        commitment.state = state(&commitment.later);
    }

    fn acts_of(
        &self,
        commitment: &Commitment,
        kind: EventType,
        after: i32,
        state: CommitmentState,
    ) -> Vec<(i32, FollowUp)> {
        let mut found = Vec::new();
        for by in &commitment.by {
            let acts = self.acts.get(&(by.as_str(), kind)).map_or(&[][..], Vec::as_slice);
            let from = acts.partition_point(|(day, _)| *day <= after);
            let until = acts[from..].iter().take_while(|(day, _)| day - after <= LONGEST);
            for (day, event) in until.filter(|(_, event)| self.touches(commitment, event, state)) {
                found.extend(follow_up(*day, state, event));
            }
        }
        found
    }

    /// An attack breaks a ceasefire only where it hits the other side of it; a violation does so by its name.
    fn touches(&self, commitment: &Commitment, event: &Event, state: CommitmentState) -> bool {
        if state == CommitmentState::Broken && event.cameo == CEASEFIRE_VIOLATED {
            return true;
        }
        let others: Vec<&str> = commitment
            .to
            .iter()
            .chain(&commitment.by)
            .map(String::as_str)
            .collect();
        let hit: BTreeSet<&str> = event.recipient.iter().map(|whom| (self.root)(whom)).collect();
        let own = event.actor.iter().all(|actor| hit.contains((self.root)(actor)));
        let known_other = hit.iter().any(|whom| others.contains(whom));
        let opponent = |party: &&str| hit.iter().any(|whom| self.at_one_table.contains(&(party, whom)));
        state == CommitmentState::Met
            || !own && (known_other || matches!(others.as_slice(), [party] if opponent(party)))
    }

    /// A meeting that was called for and then held.
    fn meetings(&self, commitment: &Commitment, after: i32) -> Vec<(i32, FollowUp)> {
        let leaders = commitment.issue.as_deref() == Some("leaders-meeting");
        let held = self.talks.iter().filter(|talk| {
            let level = talk
                .parties
                .iter()
                .map(|party| party.rank)
                .min()
                .unwrap_or(Rank::Unspecified);
            let parties: BTreeSet<&str> = talk
                .parties
                .iter()
                .map(|party| (self.root)(&party.actor))
                .collect();
            matches!(talk.status, TalkStatus::Held | TalkStatus::Ongoing)
                && (!leaders || level <= Rank::HeadOfGovernment)
                && commitment.by.iter().all(|by| parties.contains(by.as_str()))
                && parties.len() > commitment.by.len()
                && commitment.to.iter().all(|to| parties.contains(to.as_str()))
        });
        held.filter_map(|talk| {
            let day = talk
                .date
                .as_deref()
                .and_then(Days::parse)
                .filter(|days| days.is_day())?
                .first;
            let follow_up = FollowUp {
                state: CommitmentState::Met,
                day: talk.date.clone(),
                told_by: talk.evidence.told_by.clone(),
                item: talk.id.clone(),
                quote: first_quote(&talk.evidence)?,
            };
            (day > after && day - after <= LONGEST).then_some((day, follow_up))
        })
        .collect()
    }

    /// A later position of the same party on the same issue that turns round.
    fn turns(&self, commitment: &Commitment, after: i32) -> Vec<(i32, FollowUp)> {
        let issue = self
            .issues
            .iter()
            .find(|issue| Some(&issue.issue) == commitment.issue.as_ref());
        let lines = issue.into_iter().flat_map(|issue| &issue.parties);
        let own = lines.filter(|line| commitment.by == [line.party.as_str()]);
        let turned = own.flat_map(|line| &line.positions).filter(|position| {
            let kind = position.change.as_ref().map(|change| change.kind);
            kind == Some(ChangeKind::Contradicts)
                || commitment.kind == CommitmentKind::Condition && kind == Some(ChangeKind::Softer)
        });
        turned
            .filter_map(|position| {
                let day = Days::parse(position.day.as_deref()?)?.first;
                let follow_up = FollowUp {
                    state: CommitmentState::Overtaken,
                    day: position.day.clone(),
                    told_by: position.evidence.told_by.clone(),
                    item: position.id.clone(),
                    quote: position.quote.clone(),
                };
                (day > after).then_some((day, follow_up))
            })
            .collect()
    }
}

fn follow_up(day: i32, state: CommitmentState, event: &Event) -> Option<(i32, FollowUp)> {
    let follow_up = FollowUp {
        state,
        day: event.date.clone(),
        told_by: event.evidence.told_by.clone(),
        item: event.id.clone(),
        quote: first_quote(&event.evidence)?,
    };
    Some((day, follow_up))
}

fn first_quote(evidence: &crate::dossier::Evidence) -> Option<Id> {
    evidence.members.first()?.quotes.first().cloned()
}

fn state(later: &[FollowUp]) -> CommitmentState {
    let any = |state| later.iter().any(|follow_up| follow_up.state == state);
    match (
        any(CommitmentState::Met),
        any(CommitmentState::Broken),
        any(CommitmentState::Overtaken),
    ) {
        (true, true, _) => CommitmentState::Disputed,
        (false, true, _) => CommitmentState::Broken,
        (true, false, _) => CommitmentState::Met,
        (false, false, true) => CommitmentState::Overtaken,
        _ => CommitmentState::Open,
    }
}
