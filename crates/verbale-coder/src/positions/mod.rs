//! What each party demands, offers, accepts or refuses, by issue.

use crate::draft::{Context, Draft, IssueState, Position};
use crate::knowledge::Knowledge;

/// Issues with their state, and the parties' positions on them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    /// What each party holds.
    pub positions: Vec<Position>,
    /// Where each issue stands.
    pub issues: Vec<IssueState>,
}

/// All positions.
pub fn find(_context: &Context<'_>, _knowledge: &Knowledge, _draft: &Draft) -> Positions {
    Positions::default()
}
