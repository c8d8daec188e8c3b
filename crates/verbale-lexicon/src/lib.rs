//! Actors, offices, roles, places, frames and speech verbs as checked tables.

pub mod issues;
pub mod speech;
