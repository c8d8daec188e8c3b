//! Contested facts: claims with their denials, counter-claims and reframings.

use crate::draft::*;
use crate::knowledge::Knowledge;

/// All contested facts.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> Vec<Contested> {
    Default::default()
}
