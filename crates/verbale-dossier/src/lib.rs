//! Records of many reports in, the history of a negotiation out.
//!
//! One [`Record`](verbale_record::Record) says what one report says. A [`Gathering`] takes any number of them, in any
//! order, and lays out a [`Dossier`]: meetings as rounds of a process, each party's positions over time with the day
//! on which each changed, disputed facts with both sides' versions, commitments and what became of them, incidents
//! with the range of what sources differ on. Every line names the words it rests on, and how many independent sources
//! tell it.
//!
//! ```
//! use verbale_dossier::{Gathering, SCHEMA};
//!
//! let mut gathering = Gathering::default();
//! # let records: Vec<verbale_record::Record> = Vec::new();
//! for record in records {
//!     gathering.add(record);
//! }
//! assert_eq!(gathering.dossier().schema, SCHEMA);
//! ```
//!
//! # How it is made
//!
//! **Keys.** An actor has a key that depends on its own record only: a state is its country, a known actor its name
//! and country, an unknown person its name; whom a report leaves nameless is nobody that another could mean. So are
//! places (`GeoNames` number, else name and country). Beside its own key an actor has that of whom it belongs to (a
//! minister's state) and that of the side it would take in a negotiation (all rebels of a country are one side where
//! no known name sets them apart).
//!
//! **Joining.** Each layer has a signature: what can be compared without looking at anything else. Items of one
//! signature are one node; nodes that share a block (same sides and week; same place and day; the very same clause)
//! are compared once, when the later one comes, by a symmetrical measure. The dossier is laid out from these links:
//! the likeliest first, ties by the signatures' own order, and never so that two come together that contradict each
//! other (other sides, other town, tolls that cannot be of one incident). Nothing depends on the order in which records
//! came, and a new record costs as much as what it may touch.
//!
//! **Sources.** Copies of a story count once: `MinHash` over runs of five words proposes pairs, and the share of the
//! shorter text in the longer decides. A clause that stands verbatim in two reports counts once too.
//!
//! **State.** [`Gathering::save`] writes what is left of every record (no text), [`Gathering::load`] goes on from there:
//! a dossier that grows over months needs neither the reports nor their records again.
//!
//! **Whose word.** A position told by another than the party stands apart from the party's own line and never makes
//! it change. What sources tell differently is kept as versions, each with its sources and tellers; nothing is voted
//! away.
//!
//! **Disputes.** A denial is set against what another side tells of the same deed, in whichever report, by its acts,
//! doers, victims, place, day and words; so are two who accuse each other, who name different doers, or whose figures
//! cannot both be right. The classes of words are those by which the coder does so within one report.
//!
//! **Not here.** How a record is made, and how a dossier looks: `verbale-brief` lays it out.

mod commitments;
mod contested;
mod copies;
mod days;
mod digest;
pub mod dossier;
mod events;
mod following;
mod gathering;
mod incidents;
mod join;
mod keys;
mod layout;
mod positions;
mod processes;
mod relations;
mod rules;
mod state;
mod talks;
mod text;
mod timeline;
mod who;

pub use dossier::{Dossier, SCHEMA, json_schema};
pub use gathering::Gathering;
pub use state::{STATE_SCHEMA, StateError};
