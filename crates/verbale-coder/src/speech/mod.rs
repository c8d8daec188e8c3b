//! Speech: who said what, in which words.

use crate::draft::*;
use crate::knowledge::Knowledge;

/// All statements, outer ones before those nested in them.
pub fn find(
    _context: &Context<'_>,
    _knowledge: &Knowledge,
    _cast: &Cast,
    _times: &[TimeExpression],
) -> Vec<Statement> {
    Default::default()
}
