//! From analysed text to the record of what it says, in small stages.
//!
//! [`code`] runs the stages in order; each reads what the ones before found and adds its own layer to the
//! [`draft::Draft`]. [`assemble::record`] turns the draft into the [`verbale_record::Record`].

pub mod actors;
pub mod acts;
pub mod assemble;
pub mod contested;
pub mod draft;
pub mod incidents;
mod knowledge;
pub mod places;
pub mod positions;
pub mod relate;
pub mod relations;
pub mod speech;
pub mod talks;
pub mod times;

pub use knowledge::Knowledge;

use draft::{Context, Draft};

/// Codes one report: runs all stages.
pub fn code(context: &Context<'_>, knowledge: &Knowledge) -> Draft {
    code_watched(context, knowledge, &mut |_| {})
}

/// Codes one report, and names each stage when it is done: to measure what it takes.
pub fn code_watched(
    context: &Context<'_>,
    knowledge: &Knowledge,
    done: &mut dyn FnMut(&'static str),
) -> Draft {
    let times = times::find(context, knowledge);
    done("times");
    let mut draft = Draft {
        cast: actors::find(context, knowledge, &times),
        times,
        ..Draft::default()
    };
    done("actors");
    draft.places = places::find(context, knowledge, &draft.cast);
    actors::settle(&mut draft.cast, context.analysis, &draft.places);
    done("places");
    draft.statements = speech::find(context, knowledge, &mut draft.cast, &draft.times);
    actors::resolve_speakers(&mut draft.cast, context.analysis, &draft.statements);
    done("speech");
    draft.acts = acts::find(context, knowledge, &draft);
    done("acts");
    let talks = talks::find(context, knowledge, &draft);
    (draft.talks, draft.tracks) = (talks.talks, talks.tracks);
    done("talks");
    let positions = positions::find(context, knowledge, &draft);
    (draft.positions, draft.issues) = (positions.positions, positions.issues);
    done("positions");
    draft.contested = contested::find(context, knowledge, &draft);
    done("contested");
    draft.incidents = incidents::find(context, knowledge, &draft);
    done("incidents");
    draft.relations = relations::find(context, knowledge, &draft);
    actors::to_iso(&mut draft.cast, &mut draft.places, knowledge.lexicon);
    done("relations");
    draft
}
