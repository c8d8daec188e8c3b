//! Actors: mentions, who they are, and which of them are the same.
//!
//! [`names`] reads the names of the text, [`phrases`] the noun phrases that can mention an actor and what each says
//! by itself, [`resolution`] decides in text order whom each denotes.

mod descriptions;
mod names;
mod phrases;
mod pronouns;
mod resolution;
#[cfg(test)]
mod tests;

use crate::draft::{ActorIndex, Cast, Context};
use crate::knowledge::Knowledge;
use verbale_record::MentionForm;
use verbale_syntax::TokenId;

/// Who appears in the report.
pub fn find(context: &Context<'_>, knowledge: &Knowledge) -> Cast {
    let names = names::find(context.analysis, knowledge.lexicon);
    let phrases = phrases::find(context.analysis, knowledge.lexicon, &names);
    resolution::resolve(context, knowledge.lexicon, &phrases)
}

/// Gives the pronouns of the first person between two tokens to their speaker. Called once speech is known.
pub fn resolve_first_person(
    cast: &mut Cast,
    analysis: &verbale_syntax::Analysis,
    from: TokenId,
    to: TokenId,
    speaker: ActorIndex,
) {
    let first = cast.mentions.partition_point(|mention| mention.head < from);
    let side = cast.side_of(speaker);
    for mention in cast.mentions[first..]
        .iter_mut()
        .take_while(|mention| mention.head < to)
    {
        if mention.form != MentionForm::Pronoun || !mention.actors.is_empty() {
            continue;
        }
        match pronouns::Pronoun::read(analysis.form(mention.head)) {
            Some(pronouns::Pronoun::I) => mention.actors = vec![speaker],
            Some(pronouns::Pronoun::We) => mention.actors = vec![side],
            _ => {}
        }
    }
}
