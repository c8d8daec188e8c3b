//! Incidents with their casualties.

use crate::draft::{Context, Draft, Incident};
use crate::knowledge::Knowledge;

/// All of them, in text order.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> Vec<Incident> {
    Vec::new()
}
