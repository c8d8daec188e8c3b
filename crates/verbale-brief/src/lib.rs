//! A record, or a dossier of many, as a page for a person.
//!
//! [`Brief::of`] turns a [`verbale_record::Record`] into headed sections of lines, each with the words it rests
//! on; [`terminal`], [`markdown`] and [`html`] lay the same brief out. [`dossier`] does the same for many reports. The crate decides what to show and how to
//! word it, never what is true: everything comes from the record.

mod brief;
pub mod dossier;
pub mod html;
pub mod markdown;
mod sections;
pub mod terminal;
mod wording;

pub use brief::{Brief, Group, Line, Quote, Section};
