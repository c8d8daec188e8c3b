//! Lines of talks, told apart by where they are held, who leads them, or how they are set up.

use super::build::Told;
use super::cluster::TalkMention;
use super::sides::side_of;
use crate::draft::{ActorIndex, Draft, Talk, TalkIndex, Track};
use verbale_lexicon::talks::Preference;
use verbale_record::{PlacePrecision, Rank, TalkFormat, ThirdPartyRole, TrackBasis};

/// What two talks share that are of one line.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    parties: Vec<ActorIndex>,
    mark: Mark,
}

impl Line {
    /// Whether talks of another line are of this one: the same mark and parties, or the same venue and one of them (a
    /// mediator meets each side there).
    fn goes_on(&self, other: &Self) -> bool {
        let shared = self.parties.iter().any(|party| other.parties.contains(party));
        self.mark == other.mark
            && (self.parties == other.parties || shared && matches!(self.mark, Mark::Venue(_)))
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Mark {
    /// The place, or the country where no more is told.
    Venue(String),
    Leader(ActorIndex),
    Format(TalkFormat),
}

/// Sorts talks into tracks and tells who prefers which.
pub(super) fn find(draft: &Draft, mentions: &[TalkMention], talks: &mut [Told]) -> Vec<Track> {
    let mut lines: Vec<Line> = Vec::new();
    let mut tracks: Vec<Track> = Vec::new();
    for told in talks.iter_mut() {
        let Some(line) = line_of(draft, &told.talk) else {
            continue;
        };
        let at = lines
            .iter()
            .position(|known| known.goes_on(&line))
            .unwrap_or_else(|| {
                tracks.push(new_track(draft, &line, &told.talk));
                lines.push(line);
                tracks.len() - 1
            });
        told.talk.track = Some(at);
    }
    same_format(talks);
    for (index, told) in talks.iter().enumerate() {
        if let Some(at) = told.talk.track {
            take_in(draft, &mut tracks[at], TalkIndex(index as u32), told, mentions);
        }
    }
    tracks
}

fn line_of(draft: &Draft, talk: &Talk) -> Option<Line> {
    let leads = |role| matches!(role, ThirdPartyRole::Mediator | ThirdPartyRole::Host);
    let leader = talk.third_parties.iter().find(|(_, role)| leads(*role));
    let mark = match (talk.venue, leader, talk.format) {
        (Some(place), ..) => {
            let place = &draft.places[place.index()];
            // One city of a country and the country are the same venue.
            let whole = draft.places.iter().any(|other| {
                other.precision == PlacePrecision::Country
                    && other.country.is_some()
                    && other.country == place.country
            });
            Mark::Venue(match &place.country {
                Some(country) if whole => country.clone(),
                _ => place.name.clone(),
            })
        }
        (None, Some(&(leader, _)), _) => Mark::Leader(side_of(&draft.cast, leader)),
        (None, None, TalkFormat::Phone | TalkFormat::Shuttle | TalkFormat::Proximity) => {
            Mark::Format(talk.format)
        }
        _ => return None,
    };
    let mut parties: Vec<ActorIndex> = talk.parties.iter().map(|party| party.actor).collect();
    parties.sort_unstable();
    Some(Line { parties, mark })
}

fn new_track(draft: &Draft, line: &Line, first: &Talk) -> Track {
    let (name, basis) = match &line.mark {
        Mark::Venue(venue) => {
            let place = first.venue.map(|place| draft.places[place.index()].name.clone());
            (place.unwrap_or_else(|| venue.clone()), TrackBasis::Venue)
        }
        Mark::Leader(leader) => {
            let name = &draft.cast.actor(*leader).name;
            (format!("{name} as mediator"), TrackBasis::Host)
        }
        Mark::Format(format) => {
            let names: Vec<&str> = line
                .parties
                .iter()
                .map(|&party| draft.cast.actor(party).name.as_str())
                .collect();
            let kind = if *format == TalkFormat::Phone {
                "calls"
            } else {
                "talks"
            };
            (format!("{} {format} {kind}", names.join("–")), TrackBasis::Format)
        }
    };
    Track {
        name,
        basis,
        talks: Vec::new(),
        rank: Rank::Unspecified,
        preferred_by: Vec::new(),
        rejected_by: Vec::new(),
    }
}

/// Talks without a mark of their own go on with the line in which the same people met.
fn same_format(talks: &mut [Told]) {
    for index in 0..talks.len() {
        if talks[index].talk.track.is_some() {
            continue;
        }
        let heads = heads(&talks[index].talk);
        let track = talks
            .iter()
            .filter(|other| heads.len() > 1 && self::heads(&other.talk) == heads)
            .find_map(|other| other.talk.track);
        talks[index].talk.track = track;
    }
}

fn heads(talk: &Talk) -> Vec<ActorIndex> {
    let mut heads: Vec<ActorIndex> = talk.parties.iter().filter_map(|party| party.head).collect();
    heads.sort_unstable();
    heads
}

fn take_in(draft: &Draft, track: &mut Track, index: TalkIndex, told: &Told, mentions: &[TalkMention]) {
    track.talks.push(index);
    let rank = told.talk.parties.iter().map(|party| party.rank).min();
    track.rank = track.rank.min(rank.unwrap_or(Rank::Unspecified));
    for &mention in &told.mentions {
        for &(actor, preference) in &mentions[mention].aspects.preferences {
            let side = side_of(&draft.cast, actor);
            let list = match preference {
                Preference::Preferred => &mut track.preferred_by,
                Preference::Rejected => &mut track.rejected_by,
            };
            if !list.contains(&side) {
                list.push(side);
            }
        }
    }
}
