//! Verbale's own flat tables: together they hold what the record holds.

mod actions;
mod cells;
mod entities;
mod negotiation;
mod violence;

use crate::table::AnyTable;

/// The tables, in the order of documentation. `reports` stands last: its file appears last in a folder.
pub(crate) const TABLES: &[&dyn AnyTable] = &[
    &actions::Events,
    &actions::Statements,
    &negotiation::Talks,
    &negotiation::TalkParties,
    &negotiation::Tracks,
    &negotiation::Issues,
    &negotiation::Positions,
    &negotiation::Contested,
    &violence::Incidents,
    &violence::Casualties,
    &entities::Actors,
    &entities::Places,
    &entities::Times,
    &entities::Mentions,
    &entities::Relations,
    &entities::Reports,
];
