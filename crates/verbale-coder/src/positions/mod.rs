//! Positions: what each party wants, offers or refuses on each issue.

use crate::draft::*;
use crate::knowledge::Knowledge;

/// All positions with the state of their issues. Reads all but contested facts, incidents and relations.
pub fn find(
    _context: &Context<'_>,
    _knowledge: &Knowledge,
    _draft: &Draft,
) -> (Vec<Position>, Vec<IssueState>) {
    Default::default()
}
