//! Meetings joined across reports.

use crate::days::Days;
use crate::digest::Digest;
use crate::dossier::{Stage, Talk, TalkParty, ThirdParty};
use crate::join::{Address, Join, Signature};
use crate::layout::{Layout, Telling, unique};
use crate::text::{Symbol, mixed, verbatim};
use std::collections::BTreeMap;
use verbale_record::{Outcome, PlacePrecision, Rank, Span, Talk as Told, TalkFormat, TalkStatus};

/// What joining sees of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TalkSignature {
    /// The sides, sorted.
    sides: Vec<Symbol>,
    days: Option<Days>,
    told: Option<i32>,
    /// A town; a country as venue says too little to tell meetings apart.
    venue: Option<Symbol>,
    venue_country: Option<Symbol>,
    phone: Option<bool>,
    leaders: Option<bool>,
    to_come: bool,
    verbatim: Option<Symbol>,
}

const DAY_SLACK: i32 = 1;
/// Days before a report within which a meeting without a date is taken to have been, and after it for one to come.
const RECENT: i32 = 3;
const SOON: i32 = 14;
/// Meetings are looked for within this many weeks.
const WEEKS: i32 = 2;

pub(crate) fn signature(talk: &Told, digest: &Digest) -> TalkSignature {
    let days = date(talk, digest).and_then(Days::parse);
    let venue = talk.venue.as_deref().and_then(|venue| digest.place_itself(venue));
    let town = talk
        .venue
        .as_deref()
        .filter(|_| venue.is_some_and(|venue| venue.precision != PlacePrecision::Country));
    let rank = talk
        .parties
        .iter()
        .map(|party| party.rank)
        .min()
        .unwrap_or(Rank::Unspecified);
    TalkSignature {
        sides: sides(talk, digest).into_iter().map(Symbol::of).collect(),
        days,
        told: if days.is_none() { digest.day } else { None },
        venue: town.and_then(|town| digest.place(town)).map(Symbol::of),
        venue_country: venue.and_then(|venue| venue.country.as_deref()).map(Symbol::of),
        phone: (talk.format != TalkFormat::Unspecified).then_some(talk.format == TalkFormat::Phone),
        leaders: (rank != Rank::Unspecified).then_some(rank <= Rank::HeadOfGovernment),
        to_come: is_to_come(talk.status),
        verbatim: talk.spans.first().and_then(|span| verbatim(&span.text)),
    }
}

/// The day of a meeting. One that is still to come has no day before the report's: that is another meeting's.
fn date<'t>(talk: &'t Told, digest: &Digest) -> Option<&'t str> {
    let past = |date: &&str| {
        Days::parse(date)
            .zip(digest.day)
            .is_some_and(|(days, published)| days.last < published)
    };
    talk.date
        .as_deref()
        .filter(|date| !(is_to_come(talk.status) && past(date)))
}

/// Whether a meeting has not begun.
pub(crate) fn is_to_come(status: TalkStatus) -> bool {
    matches!(
        status,
        TalkStatus::Scheduled | TalkStatus::Proposed | TalkStatus::Conditional
    )
}

/// The sides of a meeting, each once, sorted by their keys.
pub(crate) fn sides<'d>(talk: &Told, digest: &'d Digest) -> Vec<&'d str> {
    let mut sides: Vec<&str> = talk
        .parties
        .iter()
        .filter_map(|party| digest.actor(&party.actor))
        .map(|keys| keys.side.as_str())
        .collect();
    sides.sort_unstable();
    sides.dedup();
    sides
}

impl TalkSignature {
    fn week(&self) -> Option<i32> {
        let day = self.days.map(|days| days.first).or(self.told)?;
        Some(day.div_euclid(7))
    }

    fn block(&self, week: i32) -> u64 {
        let sides = self.sides.iter().fold(0, |sum, side| mixed(sum ^ side.0));
        mixed(sides ^ u64::from(week.unsigned_abs()) << 1)
    }

    /// Whether a meeting without a date can be one of these days, told on that day.
    fn near(&self, days: Days, told: i32, venue: bool) -> bool {
        let soon = if venue { SOON } else { RECENT };
        let window = if self.to_come {
            Days {
                first: told - DAY_SLACK,
                last: told + soon,
            }
        } else {
            Days {
                first: told - RECENT,
                last: told + DAY_SLACK,
            }
        };
        days.gap(window) == 0
    }
}

impl Signature for TalkSignature {
    const ONE_A_REPORT: bool = true;

    fn blocks(&self) -> Vec<u64> {
        let week = self.week().map(|week| self.block(week));
        week.into_iter()
            .chain(self.verbatim.map(|sign| mixed(sign.0)))
            .collect()
    }

    fn reach(&self) -> Vec<u64> {
        let weeks = self
            .week()
            .into_iter()
            .flat_map(|week| week - WEEKS..=week + WEEKS);
        let weeks = weeks.map(|week| self.block(week));
        weeks.chain(self.verbatim.map(|sign| mixed(sign.0))).collect()
    }

    fn likeness(&self, other: &Self) -> Option<u32> {
        if self.sides != other.sides || self.contradicts(other) {
            return None;
        }
        if self.verbatim.is_some() && self.verbatim == other.verbatim {
            return Some(200);
        }
        if self.sides.len() < 2 {
            return None;
        }
        let venue = self.venue.is_some() && self.venue == other.venue;
        let level = self.leaders.is_some() && self.leaders == other.leaders;
        let bonus = 30 * u32::from(venue) + 10 * u32::from(level);
        match (self.days, other.days, self.told, other.told) {
            (Some(one), Some(theirs), _, _) => (one.gap(theirs) <= DAY_SLACK
                && (one.is_day() && theirs.is_day() || one == theirs || venue))
                .then_some(100 + bonus),
            (Some(days), None, _, Some(told)) => {
                (days.is_day() && other.near(days, told, venue)).then_some(50 + bonus)
            }
            (None, Some(days), Some(told), _) => {
                (days.is_day() && self.near(days, told, venue)).then_some(50 + bonus)
            }
            (None, None, Some(one), Some(theirs)) => {
                let close = (one - theirs).abs() <= RECENT;
                let alike =
                    self.to_come == other.to_come && (venue || self.venue.is_none() && other.venue.is_none());
                (close && alike).then_some(20 + bonus)
            }
            _ => None,
        }
    }

    fn contradicts(&self, other: &Self) -> bool {
        let days_apart = match (self.days, other.days) {
            (Some(one), Some(other)) => one.gap(other) > DAY_SLACK,
            _ => false,
        };
        let differ = |one: Option<Symbol>, other: Option<Symbol>| {
            one.zip(other).is_some_and(|(one, other)| one != other)
        };
        days_apart
            || differ(self.venue, other.venue)
            || differ(self.venue_country, other.venue_country)
            || self
                .phone
                .zip(other.phone)
                .is_some_and(|(one, other)| one != other)
            || self
                .leaders
                .zip(other.leaders)
                .is_some_and(|(one, other)| one != other)
    }
}

/// A joined meeting with what its process needs to know.
pub(crate) struct Joined {
    pub(crate) talk: Talk,
    /// The sides' keys, sorted.
    pub(crate) sides: Vec<String>,
    /// The reports that tell it, as they were numbered.
    pub(crate) reports: Vec<u32>,
    /// Its members: report and place in the record.
    pub(crate) members: Vec<Address>,
}

/// The joined meetings.
pub(crate) fn talks(join: &Join<TalkSignature>, layout: &mut Layout<'_>) -> Vec<Joined> {
    let clusters = layout.ordered(join.clusters());
    let clusters = layout.without_retold(clusters, |digest, item| {
        digest.record.talks[item as usize].spans.first()
    });
    clusters
        .into_iter()
        .filter_map(|members| talk(members, layout))
        .collect()
}

fn talk(members: Vec<Address>, layout: &mut Layout<'_>) -> Option<Joined> {
    let told = layout.tales(&members, |digest, item, report| {
        let talk = &digest.record.talks[item];
        let telling = Telling {
            report,
            item: &talk.id,
            spans: telling_spans(talk, digest),
            told_by: None,
        };
        (talk, telling)
    });
    let (first, telling) = told.first()?;
    let digest = layout.digest(telling.report);
    let id = digest.address(&first.id);
    let dates = layout.versions_of(&told, |talk, digest| date(talk, digest).map(str::to_owned));
    let venues = layout.versions_of(&told, |talk, digest| {
        digest.place(talk.venue.as_deref()?).map(str::to_owned)
    });
    let formats = layout.versions_of(&told, |talk, _| {
        (talk.format != TalkFormat::Unspecified).then(|| talk.format.to_string())
    });
    let outcomes = layout.versions_of(&told, |talk, _| {
        (talk.outcome != Outcome::Unknown).then(|| talk.outcome.to_string())
    });
    let course = course(&told, layout);
    let differences = [
        ("date", &dates),
        ("venue", &venues),
        ("format", &formats),
        ("outcome", &outcomes),
    ];
    let third_parties = third_parties(&told, layout);
    let talk = Talk {
        id,
        process: None,
        format: most_told(&formats).unwrap_or(TalkFormat::Unspecified),
        status: last_status(&course).unwrap_or(first.status),
        parties: parties(&told, layout),
        third_parties,
        venue: venues.first().map(|version| version.value.clone()),
        venue_note: told.iter().find_map(|(talk, _)| talk.venue_note.clone()),
        date: dates.first().map(|version| version.value.clone()),
        agenda: unique(told.iter().flat_map(|(talk, _)| talk.agenda.iter().cloned())),
        // What came of it is known best at the end.
        outcome: told
            .iter()
            .rev()
            .map(|(talk, _)| talk.outcome)
            .find(|outcome| *outcome != Outcome::Unknown)
            .unwrap_or(Outcome::Unknown),
        course,
        differences: differences
            .into_iter()
            .filter_map(|(field, versions)| Layout::difference(field, versions))
            .collect(),
        evidence: layout.evidence_of(&told),
    };
    let sides = sides(first, digest).into_iter().map(str::to_owned).collect();
    let mut reports: Vec<u32> = members.iter().map(|member| member.report).collect();
    reports.dedup();
    Some(Joined {
        talk,
        sides,
        reports,
        members,
    })
}

/// Its words, those of the headline last: one headline may speak of several meetings.
fn telling_spans<'g>(talk: &'g Told, digest: &'g Digest) -> Vec<&'g Span> {
    let title = digest.record.report.title.as_ref();
    let in_title =
        |span: &&Span| title.is_some_and(|title| title.start <= span.start && span.end <= title.end);
    let mut spans: Vec<&Span> = talk.spans.iter().collect();
    spans.sort_by_key(in_title);
    spans
}

fn most_told<T: std::str::FromStr>(versions: &[crate::dossier::Version]) -> Option<T> {
    versions.first()?.value.parse().ok()
}

/// Status by report, told anew only where it changes.
fn course(told: &[(&Told, Telling<'_>)], layout: &mut Layout<'_>) -> Vec<Stage> {
    let mut course: Vec<Stage> = Vec::new();
    for (talk, telling) in told {
        if course.last().is_some_and(|stage| stage.status == talk.status) {
            continue;
        }
        course.push(Stage {
            reported: layout.digest(telling.report).published(),
            status: talk.status,
            quotes: telling
                .spans
                .iter()
                .take(1)
                .map(|span| layout.quote(telling.report, span))
                .collect(),
        });
    }
    course
}

/// The last status that ends a meeting's course, else the last.
fn last_status(course: &[Stage]) -> Option<TalkStatus> {
    let ends = |status: TalkStatus| {
        matches!(
            status,
            TalkStatus::Held | TalkStatus::BrokenOff | TalkStatus::Cancelled | TalkStatus::Postponed
        )
    };
    let mut stages = course.iter().rev().map(|stage| stage.status);
    stages
        .find(|&status| ends(status))
        .or_else(|| course.last().map(|stage| stage.status))
}

/// One delegation a side: the name most told for it, everyone who led it, its highest rank.
fn parties(told: &[(&Told, Telling<'_>)], layout: &Layout<'_>) -> Vec<TalkParty> {
    let mut order: Vec<&str> = Vec::new();
    let mut by_side: BTreeMap<&str, Vec<(&verbale_record::TalkParty, &Digest)>> = BTreeMap::new();
    for (talk, telling) in told {
        let digest = layout.digest(telling.report);
        for party in &talk.parties {
            let Some(keys) = digest.actor(&party.actor) else {
                continue;
            };
            if !by_side.contains_key(keys.side.as_str()) {
                order.push(&keys.side);
            }
            by_side.entry(&keys.side).or_default().push((party, digest));
        }
    }
    order
        .into_iter()
        .filter_map(|side| {
            let told = by_side.get(side)?;
            let mut names: BTreeMap<String, usize> = BTreeMap::new();
            for (party, digest) in told {
                *names.entry(digest.own(&party.actor)?).or_default() += 1;
            }
            // A name that a lexicon knows is better than “his foes”.
            let known = |key: &str| key.starts_with("state:") || key.starts_with("known:");
            let best = names
                .iter()
                .max_by_key(|(key, count)| (known(key), **count, std::cmp::Reverse(*key)));
            let heads = told.iter().filter_map(|(party, digest)| {
                digest.own(party.head.as_deref().filter(|head| *head != party.actor)?)
            });
            Some(TalkParty {
                actor: best?.0.clone(),
                heads: unique(heads),
                rank: told
                    .iter()
                    .map(|(party, _)| party.rank)
                    .min()
                    .unwrap_or(Rank::Unspecified),
                size: told.iter().find_map(|(party, _)| party.size),
            })
        })
        .collect()
}

fn third_parties(told: &[(&Told, Telling<'_>)], layout: &Layout<'_>) -> Vec<ThirdParty> {
    let mut found = Vec::new();
    for (talk, telling) in told {
        let digest = layout.digest(telling.report);
        for third in &talk.third_parties {
            let actor = digest.own(&third.actor).map(|actor| ThirdParty {
                actor,
                role: third.role,
            });
            found.extend(actor.filter(|third| !found.contains(third)));
        }
    }
    found
}
