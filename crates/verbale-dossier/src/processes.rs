//! Negotiations: meetings of the same sides in order, with the contacts around them.

use crate::days::Days;
use crate::dossier::{Actor, Gap, Process, ProcessThirdParty, Side, Track};
use crate::layout::{Layout, unique};
use crate::talks::{Joined, is_to_come};
use std::collections::{BTreeMap, BTreeSet};
use verbale_record::{Rank, TalkStatus};

/// Days without a round that are told as a gap.
const LONG: i32 = 183;

/// What is known of a negotiation before it is laid out.
#[derive(Default)]
struct Draft {
    rounds: Vec<usize>,
    contacts: Vec<usize>,
}

/// Groups the meetings into negotiations and notes each meeting's own.
pub(crate) fn processes(talks: &mut [Joined], actors: &[Actor], layout: &Layout<'_>) -> Vec<Process> {
    let drafts = drafts(talks, actors);
    for (key, draft) in &drafts {
        for &talk in draft.rounds.iter().chain(&draft.contacts) {
            talks[talk].talk.process = Some(key.clone());
        }
    }
    drafts
        .into_iter()
        .map(|(key, draft)| process(key, draft, talks, actors, layout))
        .collect()
}

/// Meetings by their pair of sides; a pair of a third party and one side belongs to the negotiation that the third
/// party mediates, or that the same reports tell of.
fn drafts(talks: &[Joined], actors: &[Actor]) -> BTreeMap<String, Draft> {
    let mut pairs: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for (index, joined) in talks.iter().enumerate() {
        let sides: Vec<&str> = joined.sides.iter().map(String::as_str).collect();
        if sides.len() >= 2 {
            pairs.entry(sides).or_default().push(index);
        }
    }
    let mut mediators: BTreeMap<&[&str], BTreeSet<&str>> = BTreeMap::new();
    let mut reports: BTreeMap<&[&str], BTreeSet<u32>> = BTreeMap::new();
    for (pair, rounds) in &pairs {
        let third = rounds.iter().flat_map(|&round| &talks[round].talk.third_parties);
        mediators.insert(pair, third.map(|third| top(&third.actor, actors)).collect());
        let told = rounds
            .iter()
            .flat_map(|&round| talks[round].reports.iter().copied());
        reports.insert(pair, told.collect());
    }
    let known = Known {
        by_side: by_side(&pairs),
        pairs: &pairs,
        mediators,
        reports,
    };
    let mains: BTreeMap<&Vec<&str>, &Vec<&str>> = pairs
        .keys()
        .filter_map(|pair| Some((pair, known.main_of(pair)?)))
        .collect();
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for (pair, rounds) in &pairs {
        // The contact of a contact belongs to the negotiation at the end; a circle is no negotiation's contact.
        let mut main = pair;
        let mut steps = 0;
        while let Some(next) = mains.get(main) {
            main = next;
            steps += 1;
            if steps > LONGEST_CHAIN {
                main = pair;
                break;
            }
        }
        let draft = drafts.entry(main.join("+")).or_default();
        if main == pair {
            &mut draft.rounds
        } else {
            &mut draft.contacts
        }
        .extend(rounds);
    }
    drafts
}

/// Contacts of contacts are followed so far.
const LONGEST_CHAIN: usize = 4;

/// Pairs of sides with their meetings, who mediates them and which reports tell of them.
struct Known<'p> {
    pairs: &'p BTreeMap<Vec<&'p str>, Vec<usize>>,
    by_side: BTreeMap<&'p str, Vec<&'p Vec<&'p str>>>,
    mediators: BTreeMap<&'p [&'p str], BTreeSet<&'p str>>,
    reports: BTreeMap<&'p [&'p str], BTreeSet<u32>>,
}

fn by_side<'p>(pairs: &'p BTreeMap<Vec<&'p str>, Vec<usize>>) -> BTreeMap<&'p str, Vec<&'p Vec<&'p str>>> {
    let mut found: BTreeMap<&str, Vec<&Vec<&str>>> = BTreeMap::new();
    for pair in pairs.keys() {
        for side in pair {
            found.entry(side).or_default().push(pair);
        }
    }
    found
}

impl<'p> Known<'p> {
    /// The negotiation to which the meetings of this pair are contacts; `None` where they are one themselves.
    fn main_of(&self, pair: &[&str]) -> Option<&'p Vec<&'p str>> {
        let candidates = pair.iter().flat_map(|side| &self.by_side[side]);
        let candidates = candidates.filter_map(|other| Some((self.bond(pair, other)?, *other)));
        let best =
            candidates.max_by(|(one, first), (other, second)| one.cmp(other).then_with(|| second.cmp(first)));
        let (_, best) = best?;
        // Where one of the other pair mediates this one, this one is no contact of theirs.
        let mutual = self.mediators[pair]
            .iter()
            .any(|third| best.contains(third) && !pair.contains(third));
        (!mutual).then_some(best)
    }

    /// How closely the meetings of a pair belong to another negotiation.
    fn bond(&self, pair: &[&str], other: &[&str]) -> Option<(bool, bool, usize, usize)> {
        let shared = other.iter().filter(|side| pair.contains(side)).count();
        if other == pair || shared == 0 {
            return None;
        }
        let mut outsiders = pair.iter().filter(|side| !other.contains(*side));
        // More sides than the negotiation has, all its own among them: the negotiation with a guest at the table.
        let with_guests = shared == other.len() && pair.len() > other.len();
        let mediates = !with_guests && outsiders.all(|side| self.mediators[other].contains(side));
        let weight = self.pairs[other].len();
        let told_together =
            weight > self.pairs[pair].len() && self.reports[pair].is_subset(&self.reports[other]);
        let common = || self.reports[pair].intersection(&self.reports[other]).count();
        (mediates || with_guests || told_together).then(|| (mediates, with_guests, common(), weight))
    }
}

fn process(key: String, draft: Draft, talks: &[Joined], actors: &[Actor], layout: &Layout<'_>) -> Process {
    let rounds = in_order(draft.rounds, talks);
    let contacts = in_order(draft.contacts, talks);
    let mut sides: Vec<Side> = key
        .split('+')
        .map(|side| side_of(side, &rounds, talks, actors, layout))
        .collect();
    // The state first, then who stands against it.
    sides.sort_by_key(|side| !side.id.starts_with("state:"));
    let names: Vec<&str> = sides.iter().map(|side| side.name.as_str()).collect();
    let days: Vec<(Days, &str)> = rounds
        .iter()
        .map(|&round| &talks[round].talk)
        .filter(|talk| talk.status != TalkStatus::Cancelled)
        .filter_map(|talk| talk.date.as_deref().or(talk.evidence.first_reported.as_deref()))
        .filter_map(|date| Some((Days::parse(date)?, date)))
        .collect();
    let gaps = days
        .windows(2)
        .filter(|pair| pair[1].0.first - pair[0].0.last > LONG);
    let ids = |indices: &[usize]| {
        indices
            .iter()
            .map(|&index| talks[index].talk.id.clone())
            .collect()
    };
    let all: Vec<usize> = rounds.iter().chain(&contacts).copied().collect();
    Process {
        name: names.join(" – "),
        rounds: ids(&rounds),
        contacts: ids(&contacts),
        third_parties: third_parties(&all, talks, &key, actors),
        venues: unique(rounds.iter().filter_map(|&round| talks[round].talk.venue.clone())),
        tracks: tracks(&all, talks, layout),
        from: days.first().map(|(_, date)| (*date).to_owned()),
        to: days.last().map(|(_, date)| (*date).to_owned()),
        gaps: gaps
            .map(|pair| Gap {
                after: pair[0].1.to_owned(),
                before: pair[1].1.to_owned(),
            })
            .collect(),
        issues: unique(
            rounds
                .iter()
                .flat_map(|&round| talks[round].talk.agenda.iter().cloned()),
        ),
        sides,
        id: key,
    }
}

/// Meetings by their day, or else by the day of the first report that tells of them.
fn in_order(mut indices: Vec<usize>, talks: &[Joined]) -> Vec<usize> {
    indices.sort_by_key(|&index| (sort_day(&talks[index]), index));
    indices
}

fn sort_day(joined: &Joined) -> i32 {
    let own = joined.talk.date.as_deref().and_then(Days::parse);
    let told = joined
        .talk
        .evidence
        .first_reported
        .as_deref()
        .and_then(Days::parse);
    // What is to come has its place after what the same report tells as past.
    let to_come = is_to_come(joined.talk.status);
    own.map(|days| days.first)
        .or(told.map(|days| days.first + i32::from(to_come)))
        .unwrap_or(i32::MAX)
}

fn side_of(key: &str, rounds: &[usize], talks: &[Joined], actors: &[Actor], layout: &Layout<'_>) -> Side {
    let members = rounds.iter().flat_map(|&round| &talks[round].members);
    let own = members.flat_map(|member| {
        let digest = layout.digest(member.report);
        let talk = &digest.record.talks[member.item as usize];
        let parties = talk.parties.iter().filter_map(|party| digest.actor(&party.actor));
        parties
            .filter(|keys| keys.side == key)
            .map(|keys| keys.own.clone())
    });
    let own: Vec<String> = own.collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in &own {
        *count.entry(actor).or_default() += 1;
    }
    let find = |id: &str| {
        actors
            .binary_search_by(|actor| actor.id.as_str().cmp(id))
            .ok()
            .map(|at| &actors[at])
    };
    let best = count
        .iter()
        .filter_map(|(id, count)| Some((find(id)?, *count)))
        .max_by_key(|(actor, count)| (actor.known, *count, std::cmp::Reverse(&actor.id)))
        .map(|(actor, _)| actor);
    Side {
        id: key.to_owned(),
        name: match key.strip_prefix("opposition:") {
            // Many names stand for such a side (“the rebels”, “his foes”): none of them is its own.
            Some(country) => {
                let state = find(&format!("state:{country}")).map_or(country, |state| state.name.as_str());
                format!("opposition in {state}")
            }
            None => find(key)
                .or(best)
                .map_or_else(|| key.to_owned(), |actor| actor.name.clone()),
        },
        actors: count.keys().map(|&id| id.to_owned()).collect(),
    }
}

/// Third parties at the top: an envoy mediates for the organisation that sent him.
fn third_parties(indices: &[usize], talks: &[Joined], key: &str, actors: &[Actor]) -> Vec<ProcessThirdParty> {
    let mut found: Vec<ProcessThirdParty> = Vec::new();
    for &index in indices {
        let talk = &talks[index].talk;
        for third in &talk.third_parties {
            let actor = top(&third.actor, actors);
            if key.split('+').any(|side| side == actor) {
                continue;
            }
            let same = |entry: &&mut ProcessThirdParty| entry.actor == actor && entry.role == third.role;
            match found.iter_mut().find(same) {
                Some(entry) if entry.talks.last() == Some(&talk.id) => {}
                Some(entry) => entry.talks.push(talk.id.clone()),
                None => found.push(ProcessThirdParty {
                    actor: actor.to_owned(),
                    role: third.role,
                    talks: vec![talk.id.clone()],
                }),
            }
        }
    }
    found
}

/// The actor to whom this one belongs, or itself.
fn top<'a>(id: &'a str, actors: &'a [Actor]) -> &'a str {
    let found = actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok();
    found.and_then(|at| actors[at].side.as_deref()).unwrap_or(id)
}

/// The tracks that reports tell apart, joined by basis and name.
fn tracks(indices: &[usize], talks: &[Joined], layout: &Layout<'_>) -> Vec<Track> {
    let mut found: Vec<Track> = Vec::new();
    for &index in indices {
        for member in &talks[index].members {
            let digest = layout.digest(member.report);
            let told = &digest.record.talks[member.item as usize];
            let Some(track) = digest
                .record
                .tracks
                .iter()
                .find(|track| Some(&track.id) == told.track.as_ref())
            else {
                continue;
            };
            let at = found
                .iter()
                .position(|known| known.basis == track.basis && known.name == track.name);
            let at = at.unwrap_or_else(|| {
                found.push(Track {
                    name: track.name.clone(),
                    basis: track.basis,
                    rank: Rank::Unspecified,
                    talks: Vec::new(),
                    preferred_by: Vec::new(),
                    rejected_by: Vec::new(),
                });
                found.len() - 1
            });
            let known = &mut found[at];
            known.rank = known.rank.min(track.rank);
            let id = &talks[index].talk.id;
            if !known.talks.contains(id) {
                known.talks.push(id.clone());
            }
            let add = |known: &mut Vec<String>, told: &[String]| {
                let all = known
                    .iter()
                    .cloned()
                    .chain(told.iter().filter_map(|id| digest.own(id)));
                *known = unique(all);
            };
            add(&mut known.preferred_by, &track.preferred_by);
            add(&mut known.rejected_by, &track.rejected_by);
        }
    }
    found
}
