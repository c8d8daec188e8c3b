//! Actors: mentions, who they are, and which of them are the same.
//!
//! [`names`] reads the names of the text, [`phrases`] the noun phrases that can mention an actor and what each says
//! by itself, [`resolution`] decides in text order whom each denotes.

mod appositions;
mod countries;
mod described;
mod descriptions;
mod groups;
mod keys;
mod lowered;
mod modifiers;
mod names;
mod organisations;
mod persons;
mod phrases;
mod pronouns;
mod references;
mod resolution;
mod senses;
mod setting;
mod settled;
mod spellings;
mod standing;
#[cfg(test)]
mod tests;
mod titles;

pub use settled::{settle, to_iso};

use crate::draft::{ActorIndex, Cast, Context, Statement, TimeExpression};
use crate::knowledge::Knowledge;
use verbale_lexicon::Gender;
use verbale_record::MentionForm;
use verbale_syntax::{Analysis, TokenId};

/// Who appears in the report.
pub fn find(context: &Context<'_>, knowledge: &Knowledge, times: &[TimeExpression]) -> Cast {
    let mut room = lowered::Room::default();
    let words = lowered::Words::new(context.analysis, knowledge.lexicon, &mut room);
    let names = names::find(context.analysis, &words, knowledge.lexicon, times);
    let phrases = phrases::find(
        context.analysis,
        &words,
        knowledge.lexicon,
        &names.named,
        &names.datelines,
    );
    resolution::resolve(context, &words, knowledge.lexicon, &phrases, &names.datelines)
}

/// Gives the pronouns of the first person to the speakers of the statements they stand in.
pub fn resolve_speakers(cast: &mut Cast, analysis: &Analysis, statements: &[Statement]) {
    let mut spoken: Vec<&Statement> = statements
        .iter()
        .filter(|statement| statement.speaker.is_some())
        .collect();
    // "We" of a quotation inside another is the inner speaker's.
    spoken.sort_by_key(|statement| statement.content.end - statement.content.start);
    for statement in spoken {
        if let Some(speaker) = statement.speaker {
            let words = |token: TokenId| {
                let start = analysis.token(token).start;
                (statement.content.start..statement.content.end).contains(&start)
            };
            resolve_first_person(cast, analysis, words, speaker);
        }
    }
}

fn resolve_first_person(
    cast: &mut Cast,
    analysis: &Analysis,
    said: impl Fn(TokenId) -> bool,
    speaker: ActorIndex,
) {
    let side = cast.side_of(speaker);
    let country = cast.actor(speaker).country.clone();
    for mention in &mut cast.mentions {
        if !said(mention.head) {
            continue;
        }
        if mention.form == MentionForm::Pronoun && mention.actors.is_empty() {
            match pronouns::Pronoun::read(analysis.form(mention.head)) {
                Some(pronouns::Pronoun::I) => mention.actors = vec![speaker],
                Some(pronouns::Pronoun::We) => mention.actors = vec![side],
                _ => {}
            }
        } else if let &[actor] = &mention.actors[..] {
            // "our people" are the speaker's.
            let ours = TokenId(mention.tokens.start);
            let actor = &mut cast.actors[actor.index()];
            if !actor.known
                && actor.country.is_none()
                && pronouns::Pronoun::read(analysis.form(ours)) == Some(pronouns::Pronoun::We)
            {
                actor.country.clone_from(&country);
            }
        }
    }
}

/// Whether a word is a courtesy title.
fn is_honorific(word: &str) -> bool {
    gender_of_title(word).is_some() || matches!(word, "dr" | "dr." | "sheikh" | "prof." | "rev.")
}

fn gender_of_title(word: &str) -> Option<Gender> {
    match word {
        "mr" | "mr." | "sir" | "king" | "prince" | "sheikh" => Some(Gender::Masculine),
        "mrs" | "mrs." | "ms" | "ms." | "queen" | "princess" => Some(Gender::Feminine),
        _ => None,
    }
}
