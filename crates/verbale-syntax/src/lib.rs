#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod activation;
mod aligned;
mod analyse;
mod analysis;
mod chunks;
pub mod conllu;
mod encode;
mod features;
mod gates;
mod kernel;
mod labels;
mod lemma;
mod lexicon;
mod model;
mod names;
mod network;
#[cfg(test)]
mod parity;
mod parse;
mod quantised;
mod split;
#[cfg(target_arch = "x86_64")]
mod tiles;
mod tokenise;
mod tree;
mod words;

pub use analyse::{Analyser, Model, Workspace};
pub use analysis::{Analysis, Name, NameKind, Sentence, Token, TokenId};
pub use chunks::chunks;
pub use features::Features;
pub use labels::{Deprel, UnknownLabel, Upos};
pub use model::ModelError;
pub use split::{SentenceSpan, split};
pub use tokenise::{Piece, tokenise};
