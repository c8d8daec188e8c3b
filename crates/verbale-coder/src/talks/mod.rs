//! Talks, tracks, hosts and mediators.

use crate::draft::{Context, Draft, Talk, Track};
use crate::knowledge::Knowledge;

/// The talks of a report with the tracks they belong to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talks {
    /// Meetings, rounds, calls, in order of first mention.
    pub talks: Vec<Talk>,
    /// The lines that they belong to.
    pub tracks: Vec<Track>,
}

/// All talks and tracks.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> Talks {
    Talks::default()
}
