//! Bytes of a page or pasted text to a clean news report.
//!
//! [`read`] decodes the bytes, takes the article out of HTML, and tells headline, byline, dateline, day of publication
//! and the page's furniture (comment forms, sharing bars, notices, related links) from the article. It knows nothing
//! of language: who held which office, which tells one year from another, it asks of an [`OfficeEvidence`].
//!
//! ```
//! use verbale_page::{PageOptions, read};
//!
//! let text = "Envoys leave lake talks\n\nGENEVA, March 10, 2031 (Reuters) - The envoys of both countries left \
//!     without a word on Monday, the host said.\n\nLeave a Reply\n\nYour email address will not be published.\n";
//! let page = read(text.as_bytes(), &PageOptions::default(), None)?;
//! assert_eq!(page.report.text, text);
//! assert_eq!(page.report.title.unwrap().text, "Envoys leave lake talks");
//! assert_eq!(page.report.published.as_deref(), Some("2031-03-10"));
//! assert!(page.report.furniture[0].text.starts_with("Leave a Reply"));
//! # Ok::<(), verbale_page::PageError>(())
//! ```

mod byline;
pub mod containers;
mod dateline;
mod dates;
mod decode;
mod error;
mod evidence;
mod front;
mod furniture;
mod html;
mod infer;
mod labels;
mod language;
mod names;
mod printed;
mod prose;
mod published;
mod purpose;
mod read;
mod scan;
mod script;
mod signed;
mod sniff;
mod stamps;
mod table;
mod tag;
mod title;
mod units;
mod walk;
mod words;

pub use dateline::Dateline;
pub use dates::{DateMention, find_dates};
pub use error::{BinaryKind, PageError};
pub use evidence::{Clue, WeighedDay, least_belief};
pub use infer::OfficeEvidence;
pub use language::{Language, language};
pub use printed::Signs;
pub use published::{DateCandidate, DateSource};
pub use read::{Known, LARGEST_INPUT, LONGEST_TEXT, Page, PageFormat, PageOptions, read};
