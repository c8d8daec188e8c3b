//! A dossier as a page for a person: terminal, Markdown, HTML.
//!
//! [`DossierPage::of`] turns a [`verbale_dossier::Dossier`] into headed parts of findings, each with the numbers of the
//! sentences it rests on; [`terminal`], [`markdown`] and [`html`] lay the same page out.

mod contested;
pub mod html;
pub mod markdown;
mod matters;
mod page;
mod positions;
mod sections;
mod sources;
pub mod terminal;

pub use page::{Block, Citation, DossierPage, Item, Mark, Part, Sentence, Source, Table};
