//! Whether an act is told as done, denied, possible, to come, or long past.

use super::matching::{self, Match};
use verbale_lexicon::frames::{Effect, Frames};
use verbale_record::Factuality;
use verbale_syntax::{Analysis, Deprel, TokenId};

/// What the words around an act say about it; `None` where its governor makes it mere content of another act.
pub fn read(analysis: &Analysis, frames: &Frames, act: &Match) -> Option<(Factuality, String)> {
    let verb = act.support.unwrap_or(act.predicate);
    if let Some(found) = of_clause(analysis, verb).or_else(|| of_clause(analysis, act.predicate)) {
        return Some(found);
    }
    if let Some((word, effect)) = matching::governor(analysis, frames, act) {
        let cue = format!("governed by “{}”", analysis.form(word));
        match effect {
            Effect::Drop => return None,
            Effect::Negated => return Some((Factuality::Negated, cue)),
            Effect::Future => return Some((Factuality::Future, cue)),
            Effect::Hypothetical => return Some((Factuality::Hypothetical, cue)),
            Effect::Pass => {
                return Some(of_clause(analysis, word).unwrap_or((Factuality::Asserted, cue)));
            }
        }
    }
    let own = analysis.token(verb);
    if matching::is_infinitive(analysis, verb) {
        let cue = "infinitive".to_owned();
        return Some(match own.deprel {
            Deprel::Root => (Factuality::Future, cue),
            _ => (Factuality::Hypothetical, cue),
        });
    }
    Some((Factuality::Asserted, "no cue against it".to_owned()))
}

fn of_clause(analysis: &Analysis, verb: TokenId) -> Option<(Factuality, String)> {
    let mut future = None;
    for &child in analysis.children(verb) {
        let lemma = analysis.lemma(child).to_lowercase();
        let cue = || format!("“{}”", analysis.form(child));
        match (analysis.token(child).deprel.universal(), lemma.as_str()) {
            ("advmod", "not" | "n't" | "n’t" | "never") | ("det", "no") | ("case" | "mark", "without") => {
                return Some((Factuality::Negated, cue()));
            }
            ("aux", "may" | "might" | "could" | "would" | "should" | "can" | "must")
            | ("mark", "if" | "unless") => {
                return Some((Factuality::Hypothetical, cue()));
            }
            ("aux", "will" | "shall" | "wo" | "'ll" | "’ll") => future = Some((Factuality::Future, cue())),
            _ => {}
        }
    }
    future
}
