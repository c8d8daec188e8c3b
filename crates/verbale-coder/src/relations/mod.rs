//! Relations: alliances, arms, dependencies.

use crate::draft::*;
use crate::knowledge::Knowledge;

/// All lasting relations.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> Vec<Relation> {
    Default::default()
}
