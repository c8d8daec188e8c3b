//! The record that Verbale writes: the types everyone speaks, the ontology, and the JSON Schema.
//!
//! A [`Record`] holds everything that one news report says, each piece with the [`Span`] of words it rests on.
//! Spans count Unicode code points; [`Ruler`] makes them from the byte offsets that the engine works with.
//! The crate knows nothing of how anything is found.
//!
//! ```
//! use verbale_record::Ruler;
//!
//! let text = "Çavuşoğlu met Kuleba";
//! let ruler = Ruler::new(text);
//! let span = ruler.span(text.find("met").unwrap()..text.find(" Kuleba").unwrap());
//! assert_eq!((span.start.0, span.end.0, span.text.as_str()), (10, 13, "met"));
//! ```

pub mod ontology;
mod record;
mod span;
pub mod vocabulary;

pub use record::*;
pub use span::{CodePoint, Ruler, Span};
pub use vocabulary::*;
