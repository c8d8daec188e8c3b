//! From analysed text to the record of what it says, in small stages.
//!
//! [`code`] runs the stages in order; each reads what the ones before found and adds its own layer to the
//! [`draft::Draft`]. [`assemble::record`] turns the draft into the [`verbale_record::Record`].

pub mod actors;
pub mod acts;
pub mod assemble;
pub mod contested;
pub mod draft;
mod knowledge;
pub mod relate;
pub mod speech;
pub mod times;

pub use knowledge::Knowledge;

use draft::{Context, Draft};

/// Codes one report: runs all stages.
pub fn code(context: &Context<'_>, knowledge: &Knowledge) -> Draft {
    let mut draft = Draft {
        times: times::find(context, knowledge),
        cast: actors::find(context, knowledge),
        ..Draft::default()
    };
    draft.statements = speech::find(context, knowledge, &draft.cast, &draft.times);
    draft.acts = acts::find(context, knowledge, &draft);
    draft.contested = contested::find(context, knowledge, &draft);
    draft
}
