//! The formats of events that the field already uses.
//!
//! They have no place for factuality, attribution, statements, talks or positions. Those facts are left out, and so
//! are events that did not happen; see `happened`.

mod actor_code;
mod cells;
mod dyad;
mod gdelt;
mod icews;
mod lead;
mod mentions;
mod phoenix;
mod plover;
mod polecat;

pub(crate) use gdelt::Gdelt;
pub(crate) use icews::Icews;
pub(crate) use mentions::GdeltMentions;
pub(crate) use phoenix::Phoenix;
pub(crate) use plover::Plover;
pub(crate) use polecat::Polecat;
