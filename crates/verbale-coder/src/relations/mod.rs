//! Lasting relations between actors.

use crate::draft::{Context, Draft, Relation};
use crate::knowledge::Knowledge;

/// All of them, in text order.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> Vec<Relation> {
    Vec::new()
}
