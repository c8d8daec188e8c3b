//! A record as a page for a person.
//!
//! [`Brief::of`] turns a [`verbale_record::Record`] into headed sections of lines, each with the words it rests
//! on; [`terminal`], [`markdown`] and [`html`] lay the same brief out. The crate decides what to show and how to
//! word it, never what is true: everything comes from the record.

mod brief;
pub mod html;
pub mod markdown;
mod sections;
pub mod terminal;
mod wording;

pub use brief::{Brief, Group, Line, Quote, Section};
