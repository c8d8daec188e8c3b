//! Incidents: violence with its places, perpetrators and casualties.

use crate::draft::*;
use crate::knowledge::Knowledge;

/// All incidents.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> Vec<Incident> {
    Default::default()
}
