//! One file a command.

pub mod brief;
pub mod code;
pub mod dossier;
pub mod explain;
pub mod export;
pub mod formats;
pub mod lexicon;
pub mod parse;
pub mod relate;
