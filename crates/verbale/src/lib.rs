//! Verbale as a library: bytes of a report in, its record out.
//!
//! [`Engine::english`] holds the model and the tables; [`Engine::read`] makes a clean report of a page, and
//! [`Engine::code`] its record. The engine is shared between threads; each thread keeps a [`Workspace`].
//!
//! ```
//! use verbale::{Engine, PageOptions, Workspace};
//!
//! let engine = Engine::english()?;
//! let text = "Rebels freed two aid workers near the border on Monday, the foreign ministry said.";
//! let page = engine.read(text.as_bytes(), &PageOptions::default())?;
//! let coded = engine.code(page, &mut Workspace::default());
//! assert_eq!(coded.record.schema, "verbale.record/1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod engine;
mod evidence;

pub use engine::{Coded, Engine, EngineError, Workspace};
pub use verbale_page::{LARGEST_INPUT, Page, PageError, PageFormat, PageOptions};
pub use verbale_record as record;
