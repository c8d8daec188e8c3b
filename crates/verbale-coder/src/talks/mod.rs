//! Talks: meetings, rounds and calls, and the tracks they form.

use crate::draft::*;
use crate::knowledge::Knowledge;

/// All talks with their tracks. Reads cast, places, times, statements and acts.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> (Vec<Talk>, Vec<Track>) {
    Default::default()
}
