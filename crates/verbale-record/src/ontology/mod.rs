//! The PLOVER 0.8 and CAMEO 1.1b3 ontologies.
//!
//! The vocabularies are enums ([`EventType`], [`Mode`], [`Context`]), so that code that names one is checked by the
//! compiler. What is known about them is data under `data/ontology/`: [`Ontology`] holds the tables that the coder
//! needs (Goldstein values, the mapping between CAMEO and PLOVER, sectors), [`Codebook`] the definitions and
//! examples for people, read only when asked for.
//!
//! ```
//! use verbale_record::ontology::{EventType, Mode, Ontology};
//!
//! let ontology = Ontology::get();
//! let ceasefire = ontology.cameo_for(EventType::Retreat, Some(Mode::Ceasefire));
//! assert_eq!(ceasefire.as_str(), "0871");
//! assert_eq!(ontology.intensity(ceasefire), Some(9.0));
//! assert_eq!(ontology.plover_for(ceasefire).unwrap().event_type, EventType::Retreat);
//! ```

mod cameo;
mod codebook;
mod context;
mod event_type;
mod mode;
mod sector;
mod table;
mod tables;

pub use cameo::{CameoCode, InvalidCameoCode};
pub use codebook::{Codebook, EventEntry, NearMiss, Recipient, TypeAndMode, codebook_markdown};
pub use context::Context;
pub use event_type::{EventType, Quad};
pub use mode::{Mode, ModeError};
pub use sector::{InvalidSector, Sector};
pub use table::{TableError, TableSource};
pub use tables::{CameoEntry, Coding, Ontology, OntologySources, SectorEntry};
