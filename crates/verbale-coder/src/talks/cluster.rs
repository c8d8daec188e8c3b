//! Which mentions name the same meeting.

use super::aspects::Aspects;
use super::likeness::{Distance, Ground, likeness};
use super::mentions::Named;
use super::parties::Beside;
use super::setting::Venue;
use super::sides::{Conflict, side_of};
use crate::draft::{ActorIndex, Bytes, Draft};
use verbale_lexicon::talks::{AnchorSort, Order};
use verbale_record::{ActorKind, TalkFormat, TalkStatus, ThirdPartyRole};

/// A mention of talks with all that it says.
#[derive(Clone, Debug)]
pub(super) struct TalkMention {
    pub named: Named,
    pub clause: Bytes,
    /// Number of its sentence.
    pub sentence: usize,
    pub title: bool,
    pub beside: Beside,
    /// The sides of the parties, without doubles.
    pub sides: Vec<ActorIndex>,
    pub aspects: Aspects,
}

impl TalkMention {
    /// The best reading of the status.
    pub(super) fn status(&self) -> Option<(TalkStatus, u8)> {
        let cues = self.aspects.status.iter();
        cues.map(|cue| (cue.status, cue.weight))
            .max_by_key(|&(status, weight)| (weight, std::cmp::Reverse(status)))
    }

    pub(super) fn is_future(&self) -> bool {
        matches!(
            self.status(),
            Some((
                TalkStatus::Proposed | TalkStatus::Scheduled | TalkStatus::Conditional,
                2..
            ))
        )
    }

    pub(super) fn is_past(&self) -> bool {
        matches!(self.status(), Some((TalkStatus::Held | TalkStatus::Ongoing, 2..)))
    }

    /// Whether all its readings are of the past.
    pub(super) fn is_told_as_past(&self) -> bool {
        let mut cues = self.aspects.status.iter();
        self.status().is_some()
            && cues.all(|cue| matches!(cue.status, TalkStatus::Held | TalkStatus::Ongoing))
    }

    /// Whether it can stand for talks of its own.
    fn can_begin(&self) -> bool {
        match self.named.sort {
            AnchorSort::Reference => false,
            AnchorSort::Exchange
            | AnchorSort::Call
            | AnchorSort::Mediation
            | AnchorSort::Reception
            | AnchorSort::Settlement => self.sides.len() > 1,
            AnchorSort::Talks => self.sides.len() > 1 || !self.named.is_verb(),
            AnchorSort::Round => {
                self.aspects.order.is_some()
                    || self.sides.len() > 1
                    || self.status().is_some_and(|(_, weight)| weight > 2)
            }
            AnchorSort::Meeting => {
                self.sides.len() > 1
                    || self.beside.gathers
                    || (!self.named.is_verb()
                        && (self.aspects.venue.is_some()
                            || self.aspects.order.is_some()
                            || self.status().is_some_and(|(_, weight)| weight > 1)))
            }
        }
    }
}

/// Mentions of one meeting, as indices.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    pub mentions: Vec<usize>,
    pub sides: Vec<ActorIndex>,
    pub heads: Vec<ActorIndex>,
    pub venue: Option<Venue>,
    pub order: Option<Order>,
    pub format: Option<TalkFormat>,
    pub date: Option<String>,
    /// The sides are those of the report's conflict, not named with these talks.
    pub assumed: bool,
    /// Begun by “spoke with”, which may be by phone.
    pub(super) spoken: bool,
    pub(super) mediators: Vec<ActorIndex>,
    pub(super) standing: Option<Standing>,
}

/// Whether talks are behind or ahead of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Past,
    Ongoing,
    Future,
}

/// How many of the meetings mentioned last a mention may name: what is further back is named anew, and the work stays
/// in proportion to the text.
const OPEN: usize = 40;

/// Joins the mentions of the body in text order, then hangs on those of the headline.
pub(super) fn clusters(ground: &Ground<'_>, mentions: &[TalkMention]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    // The meetings in order of their last mention.
    let mut open: Vec<usize> = Vec::new();
    for (index, mention) in mentions.iter().enumerate().filter(|(_, one)| !one.title) {
        let first = open.len().saturating_sub(OPEN);
        let best = best_of(ground, &clusters, open[first..].iter().copied(), mentions, index);
        let at = match best {
            Some(at) => at,
            None if mention.can_begin() => {
                clusters.push(Cluster::default());
                clusters.len() - 1
            }
            None => continue,
        };
        let begins = clusters[at].mentions.is_empty();
        join(ground.draft, &mut clusters[at], mention, index);
        if begins {
            assume(&mut clusters[at], mention, ground.conflict);
        }
        open.drain(..first);
        open.retain(|&one| one != at);
        open.push(at);
    }
    let alone = clusters.is_empty();
    for (index, mention) in mentions.iter().enumerate().filter(|(_, one)| one.title) {
        // A headline is about what the report begins with.
        let all = (0..clusters.len().min(OPEN)).rev();
        match best_of(ground, &clusters, all, mentions, index) {
            Some(at) => join(ground.draft, &mut clusters[at], mention, index),
            None if alone && mention.can_begin() => {
                let mut cluster = Cluster::default();
                join(ground.draft, &mut cluster, mention, index);
                assume(&mut cluster, mention, ground.conflict);
                clusters.push(cluster);
            }
            None => {}
        }
    }
    clusters
}

/// The sentences at the head of a report that tell what it is about.
const LEAD: usize = 3;

/// The meeting that a mention fits best; of equals the last of the candidates.
fn best_of(
    ground: &Ground<'_>,
    clusters: &[Cluster],
    candidates: impl Iterator<Item = usize>,
    mentions: &[TalkMention],
    index: usize,
) -> Option<usize> {
    let mention = &mentions[index];
    let scored = candidates.filter_map(|at| {
        let last = *clusters[at].mentions.last()?;
        let distance = Distance {
            sentences: mention.sentence.saturating_sub(mentions[last].sentence),
            latest: last + 1 == index,
            main: clusters[at]
                .mentions
                .first()
                .is_some_and(|&first| mentions[first].sentence < LEAD),
        };
        likeness(ground, mention, &clusters[at], distance).map(|score| (score, at))
    });
    scored.max_by_key(|&(score, _)| score).map(|(_, at)| at)
}

/// Talks without named sides are between the sides of the report's conflict.
fn assume(cluster: &mut Cluster, mention: &TalkMention, conflict: Conflict) {
    let Some((one, other)) = conflict else {
        return;
    };
    let fits = mention.sides.iter().all(|side| *side == one || *side == other);
    let attended = mention.beside.attendees.is_empty() || !mention.sides.is_empty();
    if mention.sides.len() < 2 && fits && attended && !mention.beside.gathers {
        cluster.sides = vec![one, other];
        cluster.assumed = true;
    }
}

/// The people among the parties of a mention.
pub(super) fn people(draft: &Draft, mention: &TalkMention) -> Vec<ActorIndex> {
    let parties = mention.beside.parties.iter().copied();
    parties
        .filter(|&party| draft.cast.actor(party).kind == ActorKind::Person)
        .collect()
}

fn join(draft: &Draft, cluster: &mut Cluster, mention: &TalkMention, index: usize) {
    if cluster.mentions.is_empty() {
        cluster.spoken = mention.named.sort == AnchorSort::Exchange;
    }
    cluster.mentions.push(index);
    for &(actor, role) in &mention.beside.roles {
        if role == ThirdPartyRole::Mediator {
            cluster.mediators.push(side_of(&draft.cast, actor));
        }
    }
    // A mediator who meets one side at the talks does not make them talks of the two.
    let mediated =
        mention.sides.iter().any(|side| cluster.mediators.contains(side)) && cluster.mentions.len() > 1;
    if mediated {
    } else if cluster.assumed && mention.sides.len() > 1 {
        cluster.sides.clone_from(&mention.sides);
        cluster.assumed = false;
    } else if cluster.sides.len() < 2 && mention.sides.len() > 1 {
        let earlier = std::mem::replace(&mut cluster.sides, mention.sides.clone());
        cluster
            .sides
            .extend(earlier.into_iter().filter(|side| !mention.sides.contains(side)));
    } else if cluster.sides.is_empty() {
        cluster.sides.clone_from(&mention.sides);
    }
    for person in people(draft, mention) {
        if !cluster.heads.contains(&person) {
            cluster.heads.push(person);
        }
    }
    let aspects = &mention.aspects;
    if cluster.venue.is_none() {
        cluster.venue.clone_from(&aspects.venue);
    }
    if let Some(order @ Order::Nth(_)) = aspects.order {
        cluster.order = Some(order);
    }
    cluster.order = cluster
        .order
        .or(aspects.order.filter(|order| *order != Order::Other));
    cluster.format = cluster.format.or(aspects.format);
    match (&cluster.date, &aspects.date) {
        (None, Some(date)) if !mention.title => cluster.date = Some(date.clone()),
        // The day it began and the day it is to end.
        (Some(from), Some(to)) if aspects.ends && from.len() == 10 && to.len() == 10 && from < to => {
            cluster.date = Some(format!("{from}/{to}"));
        }
        _ => {}
    }
    // Later mentions look back and forth from where the first one stands.
    if !mention.title && cluster.standing.is_none() {
        cluster.standing = match mention.status() {
            Some((TalkStatus::Ongoing, _)) => Some(Standing::Ongoing),
            _ if mention.is_past() => Some(Standing::Past),
            _ if mention.is_future() => Some(Standing::Future),
            _ => None,
        };
    }
}
