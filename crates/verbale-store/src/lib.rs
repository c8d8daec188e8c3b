//! Records as tables and files: JSON Lines, CSV, Parquet, and the formats that the field already uses.
//!
//! [`open`] gives a [`Sink`] for a [`Format`] and an [`Output`]; the sink takes records one at a time and finishes
//! with a [`Summary`]. Every column of every format stands in one table in code that both writes its cells and
//! documents them: [`describe`]. [`records`] reads records back from JSON Lines.
//!
//! ```
//! use verbale_store::{Format, Output, open};
//!
//! # let folder = std::env::temp_dir().join(format!("verbale-store-{}", std::process::id()));
//! let mut sink = open(Format::Csv, Output::Path(folder.clone()))?;
//! # let records: Vec<verbale_record::Record> = Vec::new();
//! for record in &records {
//!     sink.write(record)?;
//! }
//! let summary = sink.finish()?;
//! assert!(folder.join("events.csv").exists());
//! # assert_eq!(summary.records, 0);
//! # std::fs::remove_dir_all(folder).unwrap();
//! # Ok::<(), verbale_store::StoreError>(())
//! ```

mod codes;
mod context;
mod documentation;
mod error;
mod events;
mod file;
mod format;
mod own;
mod read;
mod sink;
mod table;
mod value;
mod writers;

pub use documentation::{FormatInfo, TableInfo, describe, formats_markdown, formats_text};
pub use error::StoreError;
pub use format::{Format, Layout, UnknownFormat};
pub use read::{ReadError, Records, records};
pub use sink::{Output, Sink, Summary, open};
pub use table::ColumnInfo;
pub use value::Kind;
