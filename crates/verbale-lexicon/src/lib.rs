//! Actors, offices, roles, places, frames and speech verbs as checked tables.
//!
//! Everything the engine knows about the world is a readable table under `data/`, compiled into the binary and
//! indexed at first use. [`Lexicon`] is the actors' part: countries, organisations, armed groups, people with
//! dated offices, and roles. It knows nothing of sentences: tokens go in, entries come out.
//!
//! ```
//! use verbale_lexicon::{Date, EntryId, Lexicon, MatchKind};
//!
//! let lexicon = Lexicon::builtin();
//! let tokens = ["the", "Syrian", "Arab", "Republic", "'s", "delegation"];
//! let found = lexicon.match_at(&tokens, 1).expect("the official name of Syria");
//! assert_eq!((found.len, found.kind), (3, MatchKind::CountryName));
//! let EntryId::Country(id) = found.entry else { panic!("a country") };
//! assert_eq!(&*lexicon.country(id).alpha3, "SYR");
//! assert!(Date::parse("2022-03-10").is_ok());
//! ```
//!
//! A capital here stands for its country's government; where it lies, [`places`] knows.

mod check;
mod classes;
mod compose;
mod country;
mod date;
mod error;
mod evidence;
pub mod frames;
pub mod incidents;
mod index;
pub mod issues;
mod lexicon;
mod lower;
mod normal;
mod organisation;
mod person;
mod petrarch;
mod pieces;
pub mod places;
pub mod positions;
pub mod relations;
mod role;
mod sector;
pub mod speech;
mod table;
pub mod talks;
mod user;
mod words;

pub use check::{Counts, Finding, Severity};
pub use compose::{Code, Description, Holder, QualifiedRole};
pub use country::{Country, CountryId, CountryStatus, Region, RegionId, Seat, SeatId};
pub use date::{Date, DateError, Period};
pub use error::{LexiconError, TableError};
pub use index::MatchKind;
pub use lexicon::{EntryId, Found, Lexicon, LexiconMatch, Reading};
pub use lower::lower;
pub use organisation::{Organisation, OrganisationId, OrganisationKind};
pub use person::{Gender, Person, PersonId, Term, TermId};
pub use role::{Role, RoleId, RoleNumber};
pub use sector::{Rank, Sector};
pub use user::UserTables;
pub use words::{ActorWord, WordClasses};
