//! How well a mention of talks fits a meeting told of before: the features that they show together, weighed by
//! `data/talks/coreference.tsv`.

use super::cluster::{Cluster, Standing, TalkMention, people};
use super::setting::Venue;
use super::sides::{Conflict, side_of};
use crate::draft::{ActorIndex, Draft};
use verbale_lexicon::talks::{AnchorSort, Coreference, Link, Order};
use verbale_record::{PlacePrecision, TalkFormat, TalkStatus};

/// Who and what the report is about, as far as likeness hangs on it.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub draft: &'a Draft,
    pub conflict: Conflict,
    pub weights: &'a Coreference,
}

/// Where a mention stands behind the last one of a meeting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Distance {
    /// Sentences between them.
    pub sentences: usize,
    /// Whether no other meeting was mentioned in between.
    pub latest: bool,
    /// Whether the report begins with this meeting.
    pub main: bool,
}

/// The weight of what a mention shares with a meeting; `None` where it is too little to be the same.
pub(super) fn likeness(
    ground: &Ground<'_>,
    mention: &TalkMention,
    cluster: &Cluster,
    distance: Distance,
) -> Option<i32> {
    let mut links = Vec::with_capacity(12);
    parties(ground, mention, cluster, &mut links);
    persons(ground.draft, mention, cluster, &mut links);
    venue(ground.draft, mention, cluster, &mut links);
    date(mention, cluster, &mut links);
    order(mention, cluster, &mut links);
    links.push(form(mention));
    time(mention, cluster, &mut links);
    if is_by_phone(mention, cluster) {
        links.push(Link::Call);
    }
    if mention.title {
        links.push(Link::Title);
    } else {
        links.extend(match distance.sentences {
            0 => Some(Link::SameSentence),
            1 => Some(Link::NextSentence),
            2..=4 => Some(Link::Near),
            _ => None,
        });
        links.extend(distance.latest.then_some(Link::Latest));
        links.extend((distance.main && says_no_more(mention)).then_some(Link::Main));
    }
    ground.weights.sum(&links)
}

/// “the meeting”: told by nothing but a noun for one sitting, as a report calls what it is about.
fn says_no_more(mention: &TalkMention) -> bool {
    let aspects = &mention.aspects;
    aspects.definite
        && !aspects.demonstrative
        && mention.named.sort == AnchorSort::Meeting
        && mention.sides.is_empty()
        && aspects.order.is_none()
        && aspects.venue.is_none()
}

fn parties(ground: &Ground<'_>, mention: &TalkMention, cluster: &Cluster, links: &mut Vec<Link>) {
    let is_of = |side: &ActorIndex| cluster.sides.contains(side) || cluster.mediators.contains(side);
    let definite = mention.aspects.definite || mention.title;
    let shared = mention.sides.iter().filter(|&side| is_of(side)).count();
    match mention.sides.len() {
        0 => {
            let process = ground
                .conflict
                .is_some_and(|(one, other)| cluster.sides.contains(&one) && cluster.sides.contains(&other));
            links.push(if process { Link::Process } else { Link::Unnamed });
            let mut there = mention.beside.attendees.iter();
            if !mention.beside.attendees.is_empty() && !cluster.assumed {
                let known = there.any(|&one| is_of(&side_of(&ground.draft.cast, one)));
                links.push(if known { Link::Attendee } else { Link::Stranger });
            }
        }
        1 if cluster.sides.is_empty() => links.push(Link::Unnamed),
        1 if shared == 1 => links.push(Link::PartOfParties),
        1 if definite => links.push(Link::Stranger),
        1 => links.push(Link::OtherParties),
        count if cluster.sides.len() > 1 => {
            let own = mention.sides.iter().filter(|side| cluster.sides.contains(side));
            let own = own.count();
            let all = count + cluster.sides.len() - own;
            if own > 1 && own * 2 >= all {
                links.push(Link::SameParties);
                links.extend(cluster.assumed.then_some(Link::Assumed));
            } else if cluster.assumed && definite {
                links.push(Link::Assumed);
            } else {
                links.push(if shared > 0 {
                    Link::Overlap
                } else {
                    Link::OtherParties
                });
            }
        }
        _ if cluster.sides.is_empty() || shared > 0 => links.push(Link::PartOfParties),
        _ => links.push(Link::OtherParties),
    }
}

/// Whether the same people meet, or others for the same side: ministers in one, presidents in the other.
fn persons(draft: &Draft, mention: &TalkMention, cluster: &Cluster, links: &mut Vec<Link>) {
    let own = people(draft, mention);
    let side = |person: &ActorIndex| side_of(&draft.cast, *person);
    let of_side = |person: &ActorIndex, one: ActorIndex| side(person) == one;
    let replaced = own.iter().map(side).any(|one| {
        let mut heads = cluster.heads.iter().filter(|head| of_side(head, one)).peekable();
        heads.peek().is_some() && !heads.any(|head| own.contains(head))
    });
    if replaced {
        links.push(Link::OtherPeople);
    } else if own.iter().any(|person| cluster.heads.contains(person)) {
        links.push(Link::SamePeople);
    }
}

fn venue(draft: &Draft, mention: &TalkMention, cluster: &Cluster, links: &mut Vec<Link>) {
    if let (Some(own), Some(theirs)) = (&mention.aspects.venue, &cluster.venue) {
        links.push(if same_venue(draft, own, theirs) {
            Link::SameVenue
        } else {
            Link::OtherVenue
        });
    }
}

fn same_venue(draft: &Draft, own: &Venue, theirs: &Venue) -> bool {
    if own.name == theirs.name || (own.place.is_some() && own.place == theirs.place) {
        return true;
    }
    let (Some(one), Some(other)) = (own.place, theirs.place) else {
        return false;
    };
    let (one, other) = (&draft.places[one.index()], &draft.places[other.index()]);
    let whole = |precision| precision == PlacePrecision::Country;
    one.country.is_some() && one.country == other.country && (whole(one.precision) || whole(other.precision))
}

fn date(mention: &TalkMention, cluster: &Cluster, links: &mut Vec<Link>) {
    let same_round = mention.aspects.order.is_some() && mention.aspects.order == cluster.order;
    let (Some(own), Some(theirs)) = (&mention.aspects.date, &cluster.date) else {
        return;
    };
    let sitting = matches!(mention.named.sort, AnchorSort::Meeting | AnchorSort::Call);
    links.extend(
        days_apart(own, theirs)
            .filter(|_| !same_round)
            .map(|days| match days {
                0 => Link::SameDate,
                // Talks may go on for a week; what is told of another time is another meeting.
                ..=7 if sitting => Link::OtherSitting,
                ..=7 => Link::SameWeek,
                _ => Link::DatesApart,
            }),
    );
}

/// How many days lie between two dates at least: a month or a year holds all its days.
fn days_apart(one: &str, other: &str) -> Option<i64> {
    let day = |value: &str, last: bool| -> Option<jiff::civil::Date> {
        let value = match value.split_once('/') {
            Some((_, to)) if last => to,
            Some((from, _)) => from,
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

fn order(mention: &TalkMention, cluster: &Cluster, links: &mut Vec<Link>) {
    let aspects = &mention.aspects;
    // What somebody proposes as one among others is new.
    let proposed = mention
        .status()
        .is_some_and(|(status, weight)| status == TalkStatus::Proposed && weight > 2);
    if aspects.indefinite && aspects.order.is_none() && proposed {
        links.push(Link::NewOrder);
        return;
    }
    let later = |order: Option<Order>| matches!(order, Some(Order::Next | Order::Nth(2..)));
    links.extend(match (aspects.order, cluster.order) {
        (Some(Order::Other), _) => {
            let elsewhere = aspects.venue.is_none() || cluster.venue.is_none();
            (elsewhere && !aspects.definite).then_some(Link::NewOrder)
        }
        // “with another round ending”: one more, not a new one.
        (Some(Order::Next), _) if mention.is_told_as_past() => None,
        (Some(Order::Next), Some(Order::Nth(2..))) | (Some(Order::Nth(2..)), Some(Order::Next)) => {
            Some(Link::SameOrder)
        }
        (Some(own), Some(theirs)) if own != theirs => Some(Link::OtherOrder),
        (Some(_), Some(_)) => Some(Link::SameOrder),
        (Some(Order::Nth(1)), None) => None,
        (Some(_), None) => (!mention.title).then_some(Link::NewOrder),
        // “the talks” are those that go on, not a round to come.
        (None, theirs) => {
            let current = aspects.definite
                && mention.named.sort == AnchorSort::Talks
                && matches!(cluster.standing, Some(Standing::Past | Standing::Ongoing));
            (later(theirs) && mention.sides.len() < 2 && !current).then_some(Link::InSeries)
        }
    });
}

fn form(mention: &TalkMention) -> Link {
    let aspects = &mention.aspects;
    if mention.named.is_verb() {
        Link::Verb
    } else if aspects.demonstrative {
        Link::Demonstrative
    } else if aspects.definite {
        Link::Definite
    } else if mention.named.sort == AnchorSort::Reference {
        Link::Reference
    } else if aspects.indefinite {
        Link::Indefinite
    } else {
        Link::Bare
    }
}

fn time(mention: &TalkMention, cluster: &Cluster, links: &mut Vec<Link>) {
    if mention.title {
        return;
    }
    let past = matches!(cluster.standing, Some(Standing::Past | Standing::Ongoing));
    let future = cluster.standing == Some(Standing::Future);
    links.extend(if mention.is_future() {
        match (past, future) {
            (true, _) => Some(Link::Ahead),
            (_, true) => Some(Link::SameTime),
            _ => None,
        }
    } else if mention.is_past() || mention.is_told_as_past() {
        match (past, future) {
            (true, _) => Some(Link::SameTime),
            (_, true) => Some(Link::Behind),
            _ => None,
        }
    } else {
        None
    });
}

/// Whether one is a call and the other is not; “spoke with” may be either.
fn is_by_phone(mention: &TalkMention, cluster: &Cluster) -> bool {
    let phone = |format: Option<TalkFormat>| format == Some(TalkFormat::Phone);
    let aspects = &mention.aspects;
    if mention.named.sort == AnchorSort::Call && !cluster.spoken && !phone(cluster.format) {
        return true;
    }
    let either = (mention.named.sort == AnchorSort::Exchange && aspects.format.is_none())
        || (cluster.spoken && cluster.format.is_none());
    let definite = aspects.definite || mention.title;
    !either && phone(aspects.format) != phone(cluster.format) && (aspects.format.is_some() || !definite)
}
