//! Actors: mentions, who they are, and which of them are the same.

use crate::draft::*;
use crate::knowledge::Knowledge;

/// Who appears in the report.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge) -> Cast {
    Default::default()
}
