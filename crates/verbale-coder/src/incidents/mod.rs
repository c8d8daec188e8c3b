//! Incidents with their casualties: violence that the report tells as having happened.
//!
//! The words that name violence and the figures of harm of a sentence make a [`candidate::Candidate`]; candidates that tell of the
//! same incident are [`merge`]d. Who did it is taken from the words only: an attacker that nobody names stays unknown.

mod candidate;
mod casualties;
mod mentions;
mod merge;
pub mod numbers;
mod slots;

pub(crate) use mentions::{doers, is_real, of_modifiers};

use crate::draft::{Context, Draft, Incident};
use crate::knowledge::Knowledge;

/// All of them, in text order.
pub fn find(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft) -> Vec<Incident> {
    let candidates = candidate::find(context, knowledge.incidents, draft);
    merge::merge(draft, candidates)
        .into_iter()
        .map(candidate::Candidate::into_incident)
        .collect()
}

#[cfg(test)]
pub(crate) mod tests;
