//! The PLOVER and CAMEO ontologies.

mod event_type;

pub use event_type::EventType;
