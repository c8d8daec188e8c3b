//! Acts: who did what to whom, by frames over the tree.

use crate::draft::*;
use crate::knowledge::Knowledge;

/// All acts, in order of their predicates.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> Vec<Act> {
    Default::default()
}
