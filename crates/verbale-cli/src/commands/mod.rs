//! One file a command.

pub mod brief;
pub mod code;
pub mod explain;
pub mod export;
pub mod formats;
pub mod lexicon;
pub mod parse;
pub mod relate;
