//! One file a command.

pub mod bench;
pub mod brief;
pub mod code;
pub mod codebook;
pub mod doctor;
pub mod dossier;
pub mod explain;
pub mod export;
pub mod formats;
pub mod lexicon;
pub mod parse;
pub mod relate;
