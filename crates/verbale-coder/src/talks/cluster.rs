//! Which mentions name the same meeting.

use super::aspects::Aspects;
use super::mentions::Named;
use super::parties::Beside;
use super::setting::Venue;
use super::sides::side_of;
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

    fn is_future(&self) -> bool {
        matches!(
            self.status(),
            Some((
                TalkStatus::Proposed | TalkStatus::Scheduled | TalkStatus::Conditional,
                2..
            ))
        )
    }

    fn is_past(&self) -> bool {
        matches!(self.status(), Some((TalkStatus::Held | TalkStatus::Ongoing, 2..)))
    }

    /// Whether all its readings are of the past.
    fn is_told_as_past(&self) -> bool {
        let mut cues = self.aspects.status.iter();
        self.status().is_some()
            && cues.all(|cue| matches!(cue.status, TalkStatus::Held | TalkStatus::Ongoing))
    }

    /// Whether it can stand for talks of its own.
    fn can_begin(&self) -> bool {
        match self.named.sort {
            AnchorSort::Reference => false,
            AnchorSort::Exchange | AnchorSort::Call => self.sides.len() > 1,
            AnchorSort::Talks => self.sides.len() > 1 || !self.named.is_verb(),
            AnchorSort::Round => self.aspects.order.is_some(),
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
    spoken: bool,
    mediators: Vec<ActorIndex>,
    standing: Option<Standing>,
}

/// Whether talks are behind or ahead of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Past,
    Ongoing,
    Future,
}

impl Cluster {
    fn is_future(&self) -> bool {
        self.standing == Some(Standing::Future)
    }

    fn is_past(&self) -> bool {
        matches!(self.standing, Some(Standing::Past | Standing::Ongoing))
    }
}

/// Joins the mentions of the body in text order, then hangs on those of the headline.
pub(super) fn clusters(
    draft: &Draft,
    mentions: &[TalkMention],
    conflict: Option<(ActorIndex, ActorIndex)>,
) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (index, mention) in mentions.iter().enumerate().filter(|(_, one)| !one.title) {
        place(
            draft,
            conflict,
            &mut clusters,
            mentions,
            index,
            mention.can_begin(),
        );
    }
    let alone = clusters.is_empty();
    for (index, mention) in mentions.iter().enumerate().filter(|(_, one)| one.title) {
        place(
            draft,
            conflict,
            &mut clusters,
            mentions,
            index,
            alone && mention.can_begin(),
        );
    }
    clusters
}

fn place(
    draft: &Draft,
    conflict: Option<(ActorIndex, ActorIndex)>,
    clusters: &mut Vec<Cluster>,
    mentions: &[TalkMention],
    index: usize,
    may_begin: bool,
) {
    let mention = &mentions[index];
    let mut best: Option<(i32, usize)> = None;
    for (at, cluster) in clusters.iter().enumerate() {
        let Some(score) = likeness(draft, mention, cluster) else {
            continue;
        };
        let last = cluster.mentions.iter().map(|&one| mentions[one].sentence).max();
        let gap = last.map_or(4, |last| mention.sentence.saturating_sub(last));
        if mention.title {
            // A headline is about what the report begins with, or what has the same status.
            let alike = mention.status().is_some_and(|(status, _)| {
                let told = cluster.mentions.iter().filter_map(|&one| mentions[one].status());
                told.into_iter().any(|(other, _)| other == status)
            });
            let score = score + if alike { 2 } else { 0 };
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, at));
            }
            continue;
        }
        let near = if mention.aspects.demonstrative { 8 } else { 4 };
        let recent = (near - i32::try_from(gap).unwrap_or(near)).max(0)
            + i32::from(cluster.mentions.last().is_some_and(|&one| one + 1 == index));
        if best.is_none_or(|(most, _)| score + recent >= most) {
            best = Some((score + recent, at));
        }
    }
    match best {
        Some((_, at)) => join(draft, &mut clusters[at], mention, index),
        None if may_begin => {
            let mut cluster = Cluster::default();
            join(draft, &mut cluster, mention, index);
            assume(&mut cluster, mention, conflict);
            clusters.push(cluster);
        }
        None => {}
    }
}

/// Talks without named sides are between the sides of the report's conflict.
fn assume(cluster: &mut Cluster, mention: &TalkMention, conflict: Option<(ActorIndex, ActorIndex)>) {
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

/// How well a mention fits talks; `None` where it names others.
fn likeness(draft: &Draft, mention: &TalkMention, cluster: &Cluster) -> Option<i32> {
    let aspects = &mention.aspects;
    let definite = aspects.definite || mention.title;
    let mut score = i32::from(definite) * 2;
    match mention.sides.len() {
        0 => {}
        1 => {
            let known = cluster.sides.is_empty() || cluster.sides.contains(&mention.sides[0]);
            if !known && !definite {
                return None;
            }
            score += if known { 1 } else { -2 };
        }
        _ if cluster.sides.len() > 1 => {
            let shared = mention
                .sides
                .iter()
                .filter(|side| cluster.sides.contains(side))
                .count();
            let all = mention.sides.len() + cluster.sides.len() - shared;
            if shared * 2 < all || shared < 2 {
                // Sides that were only assumed may be wrong.
                if !(cluster.assumed && definite) {
                    return None;
                }
                score -= 3;
            } else {
                score += if cluster.assumed { 2 } else { 4 };
            }
        }
        _ => score += 1,
    }
    if other_heads(draft, mention, cluster) {
        return None;
    }
    if let (Some(own), Some(theirs)) = (&aspects.venue, &cluster.venue) {
        if !same_venue(draft, own, theirs) {
            return None;
        }
        score += 3;
    }
    // “the meeting” is one sitting; what goes on for days are “the talks”.
    if mention.named.sort == AnchorSort::Meeting && !mention.named.is_verb() && cluster.is_past() {
        score += if cluster.standing == Some(Standing::Ongoing) {
            -2
        } else {
            2
        };
    }
    let later = |order: Option<Order>| matches!(order, Some(Order::Next | Order::Nth(2..)));
    if aspects.order.is_none() && later(cluster.order) && mention.sides.len() < 2 {
        score -= 4;
    }
    if mention.named.sort == AnchorSort::Call && !cluster.spoken && cluster.format != Some(TalkFormat::Phone)
    {
        return None;
    }
    match (aspects.order, cluster.order) {
        (Some(Order::Other), _) => {
            let same = aspects.venue.is_some() && cluster.venue.is_some();
            if !same && !definite {
                return None;
            }
        }
        (Some(Order::Next), Some(Order::Nth(2..))) | (Some(Order::Nth(2..)), Some(Order::Next)) => score += 2,
        (Some(own), Some(theirs)) if own != theirs => return None,
        (Some(own), None) if own != Order::Nth(1) && !mention.title => return None,
        (Some(_), Some(_)) => score += 2,
        _ => {}
    }
    let phone = |format: Option<TalkFormat>| format == Some(TalkFormat::Phone);
    // “spoke with” may be by phone.
    let either = (mention.named.sort == AnchorSort::Exchange && aspects.format.is_none())
        || (cluster.spoken && cluster.format.is_none());
    if !either && phone(aspects.format) != phone(cluster.format) && (aspects.format.is_some() || !definite) {
        return None;
    }
    if !mention.title {
        // What is still to come is not what has been.
        if mention.is_future() && cluster.is_past() && !aspects.definite {
            return None;
        }
        if mention.is_past() && cluster.is_future() && !aspects.definite {
            return None;
        }
        if mention.is_told_as_past() && cluster.is_future() {
            return None;
        }
    }
    if let (Some(own), Some(theirs)) = (&aspects.date, &cluster.date) {
        let same_round = aspects.order.is_some() && aspects.order == cluster.order;
        match days_apart(own, theirs).filter(|_| !same_round) {
            Some(0) => score += 2,
            // Talks may go on for a week; what is told of another time is another meeting.
            Some(days) if days > 7 || !definite => return None,
            _ => {}
        }
    }
    Some(score)
}

/// How many days lie between two dates at least: a month or a year holds all its days.
fn days_apart(one: &str, other: &str) -> Option<i64> {
    let day = |value: &str, last: bool| -> Option<jiff::civil::Date> {
        let value = match value.split_once('/') {
            Some((from, to)) => {
                if last {
                    to
                } else {
                    from
                }
            }
            None => value,
        };
        let whole = match value.len() {
            4 if last => format!("{value}-12-31"),
            4 => format!("{value}-01-01"),
            7 if last => format!("{value}-28"),
            7 => format!("{value}-01"),
            _ => value.to_owned(),
        };
        whole.parse().ok()
    };
    let (from, to) = (day(one, false)?, day(one, true)?);
    let (other_from, other_to) = (day(other, false)?, day(other, true)?);
    let gap = |before: jiff::civil::Date, after: jiff::civil::Date| i64::from((after - before).get_days());
    Some(gap(to, other_from).max(gap(other_to, from)).max(0))
}

/// Whether other people of the same side meet: ministers in one, presidents in the other.
fn other_heads(draft: &Draft, mention: &TalkMention, cluster: &Cluster) -> bool {
    let cast = &draft.cast;
    people(draft, mention).iter().any(|&person| {
        !cluster.heads.contains(&person)
            && cluster
                .heads
                .iter()
                .any(|&head| side_of(cast, head) == side_of(cast, person))
            && !cluster.heads.iter().any(|&head| {
                side_of(cast, head) == side_of(cast, person) && people(draft, mention).contains(&head)
            })
    })
}

/// The people among the parties of a mention.
pub(super) fn people(draft: &Draft, mention: &TalkMention) -> Vec<ActorIndex> {
    let parties = mention.beside.parties.iter().copied();
    parties
        .filter(|&party| draft.cast.actor(party).kind == ActorKind::Person)
        .collect()
}

fn same_venue(draft: &Draft, own: &Venue, theirs: &Venue) -> bool {
    if own.name == theirs.name || (own.place.is_some() && own.place == theirs.place) {
        return true;
    }
    let (Some(one), Some(other)) = (own.place, theirs.place) else {
        return false;
    };
    let (one, other) = (&draft.places[one.index()], &draft.places[other.index()]);
    let whole = |precision| precision == verbale_record::PlacePrecision::Country;
    one.country.is_some() && one.country == other.country && (whole(one.precision) || whole(other.precision))
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
