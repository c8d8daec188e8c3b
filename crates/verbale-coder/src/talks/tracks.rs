//! Lines of talks told apart by their venue.

use crate::draft::{Context, Draft, Talk, TalkIndex, Track};
use verbale_record::{Rank, TrackBasis};

/// Sorts talks between the same parties into tracks, where there are several venues.
pub(super) fn find(_context: &Context<'_>, draft: &Draft, talks: &mut [Talk]) -> Vec<Track> {
    let mut tracks: Vec<Track> = Vec::new();
    for (index, talk) in talks.iter_mut().enumerate() {
        let Some(place) = talk.venue else {
            continue;
        };
        let name = draft.places[place.index()].name.clone();
        let at = tracks
            .iter()
            .position(|track| track.name == name)
            .unwrap_or_else(|| {
                tracks.push(Track {
                    name,
                    basis: TrackBasis::Venue,
                    talks: Vec::new(),
                    rank: Rank::Unspecified,
                    preferred_by: Vec::new(),
                    rejected_by: Vec::new(),
                });
                tracks.len() - 1
            });
        let rank = talk.parties.iter().map(|party| party.rank).min();
        tracks[at].rank = tracks[at].rank.min(rank.unwrap_or(Rank::Unspecified));
        tracks[at].talks.push(TalkIndex(index as u32));
        talk.track = Some(at);
    }
    tracks
}
