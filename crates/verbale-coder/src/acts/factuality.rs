//! Whether an act is told as done, denied, possible, to come, or long past.

use super::clauses::{self, has_preposition};
use super::cues::{Cues, Stand, Told};
use super::matching::{self, Match};
use verbale_lexicon::frames::{Effect, Frames};
use verbale_lexicon::lower;
use verbale_record::Factuality;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// How a reading begins that a governing verb gives.
pub(super) const GOVERNED: &str = "governed by";

/// The reading of an infinitive that nothing governs.
pub(super) const INFINITIVE: &str = "infinitive";

/// A factuality with the words that say so.
pub type Reading = (Factuality, String);

/// What the words around an act say about it; `None` where its governor makes it mere content of another act.
pub fn read(analysis: &Analysis, frames: &Frames, act: &Match) -> Option<Reading> {
    let cues = Cues::builtin();
    let verb = act.support.unwrap_or(act.predicate);
    let mut own = of_noun(analysis, cues, act.predicate);
    for predicate in [verb, act.predicate] {
        own = graver(own, of_clause(analysis, cues, predicate));
    }
    if own.as_ref().is_some_and(|(told, _)| *told == Factuality::Negated) {
        return own;
    }
    match above(analysis, frames, cues, verb) {
        Above::Content => None,
        Above::Told(reading) => graver(own, Some(reading)),
        Above::Nothing => own.or_else(|| {
            let infinitive = matching::is_infinitive(analysis, verb) && !is_finite(analysis, verb);
            let told = match analysis.token(verb).deprel {
                _ if !infinitive => return Some((Factuality::Asserted, "no cue against it".to_owned())),
                Deprel::Root => Factuality::Future,
                _ => Factuality::Hypothetical,
            };
            Some((told, INFINITIVE.to_owned()))
        }),
    }
}

fn is_finite(analysis: &Analysis, verb: TokenId) -> bool {
    analysis.token(verb).features.has("VerbForm=Fin")
}

/// The one that takes more from the act.
fn graver(one: Option<Reading>, other: Option<Reading>) -> Option<Reading> {
    let weight = |reading: &Option<Reading>| match reading.as_ref().map(|(told, _)| told) {
        None => 0,
        Some(Factuality::Asserted) => 1,
        Some(Factuality::Historical) => 2,
        Some(Factuality::Future) => 3,
        Some(Factuality::Hypothetical) => 4,
        Some(Factuality::Negated) => 5,
    };
    if weight(&other) > weight(&one) { other } else { one }
}

fn told(analysis: &Analysis, cues: &Cues, stand: Stand, token: TokenId) -> Option<Told> {
    // “Brazil plans to” is sometimes read as a noun that has no singular.
    let lemma = analysis.lemma(token);
    let lemma = if stand == Stand::Noun {
        lemma.trim_end_matches('s')
    } else {
        lemma
    };
    cues.of(stand, lemma)
        .or_else(|| cues.of(stand, &lower(analysis.form(token))))
}

fn reading(analysis: &Analysis, cues: &Cues, stand: Stand, token: TokenId) -> Option<Reading> {
    match told(analysis, cues, stand, token)? {
        Told::As(factuality) => Some((factuality, format!("“{}”", analysis.form(token)))),
        Told::Content => None,
    }
}

/// What the words at a verb say: negation, modals, conjunctions. A coordinated verb shares those of the first.
fn of_clause(analysis: &Analysis, cues: &Cues, verb: TokenId) -> Option<Reading> {
    let mut found = None;
    for &child in analysis.children(verb) {
        let stand = match analysis.token(child).deprel.universal() {
            "advmod" => Stand::Adverb,
            "det" => Stand::Determiner,
            "aux" => Stand::Aux,
            "mark" => Stand::Mark,
            _ => continue,
        };
        let mut reading = reading(analysis, cues, stand, child);
        if stand == Stand::Aux && analysis.lemma(child) == "would" && is_backshifted(analysis, verb) {
            reading = Some((Factuality::Future, format!("reported “{}”", analysis.form(child))));
        }
        found = graver(found, reading);
    }
    let own = analysis.token(verb);
    let shares = own.deprel == Deprel::Conj
        && analysis.child_by(verb, Deprel::Aux).is_none()
        && !analysis
            .children(verb)
            .iter()
            .any(|&child| analysis.token(child).deprel.is_subject());
    match own
        .head
        .filter(|&above| shares && clauses::is_verbal(analysis, above))
    {
        Some(above) => graver(found, of_clause(analysis, cues, above)),
        None => found,
    }
}

/// “said they would meet” reports “we will meet”.
fn is_backshifted(analysis: &Analysis, verb: TokenId) -> bool {
    let own = analysis.token(verb);
    let conditional = analysis.children_by(verb, Deprel::Advcl).any(|clause| {
        analysis
            .children_by(clause, Deprel::Mark)
            .any(|mark| analysis.lemma(mark) == "if")
    });
    own.deprel == Deprel::Ccomp
        && !conditional
        && own
            .head
            .is_some_and(|above| analysis.token(above).features.has("Tense=Past"))
}

/// What stands at a noun: determiner, modifiers, preposition.
fn of_noun(analysis: &Analysis, cues: &Cues, noun: TokenId) -> Option<Reading> {
    if analysis.token(noun).upos == Upos::Verb {
        return None;
    }
    let mut found = None;
    for &child in analysis.children(noun) {
        let stand = match analysis.token(child).deprel.universal() {
            "amod" | "compound" => Stand::Modifier,
            "det" => Stand::Determiner,
            "case" => Stand::Before,
            _ => continue,
        };
        found = graver(found, reading(analysis, cues, stand, child));
    }
    found
}

enum Above {
    Nothing,
    Told(Reading),
    Content,
}

/// What the words above an act make of it, nearest first.
fn above(analysis: &Analysis, frames: &Frames, cues: &Cues, act: TokenId) -> Above {
    let mut token = act;
    let mut found: Option<Reading> = None;
    loop {
        let own = analysis.token(token);
        let Some(head) = own.head else { break };
        let first = token == act;
        match own.deprel {
            Deprel::Conj => {}
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => match governed(analysis, frames, cues, head) {
                Above::Content => return Above::Content,
                Above::Told(reading) => found = graver(found, Some(reading)),
                Above::Nothing => {}
            },
            Deprel::Obj | Deprel::NsubjPass => match governed(analysis, frames, cues, head) {
                Above::Content if first => return Above::Content,
                // “cancelled plans to meet”.
                Above::Told(reading) if first || told(analysis, cues, Stand::Noun, token).is_some() => {
                    found = graver(found, Some(reading));
                }
                _ => break,
            },
            Deprel::Obl | Deprel::Nmod | Deprel::Acl if first || own.deprel == Deprel::Acl => {
                match in_phrase(analysis, frames, cues, token, head) {
                    Above::Content => return Above::Content,
                    Above::Told(reading) => found = graver(found, Some(reading)),
                    Above::Nothing => break,
                }
            }
            Deprel::Nsubj if first => {
                if told(analysis, cues, Stand::Occurs, head).is_some() {
                    found = graver(found, of_clause(analysis, cues, head));
                }
                break;
            }
            Deprel::Advcl if matching::is_infinitive(analysis, token) => {
                match governed(analysis, frames, cues, head) {
                    // “refused to sign”, “called on both sides to stop” are often parsed as clauses of purpose.
                    Above::Content => return Above::Content,
                    Above::Told(reading) if head.0 + 3 >= token.0 => found = graver(found, Some(reading)),
                    _ => {}
                }
                break;
            }
            Deprel::Advcl if aims(analysis, token) => {
                match governed(analysis, frames, cues, head) {
                    Above::Content => return Above::Content,
                    Above::Told(reading) => found = graver(found, Some(reading)),
                    Above::Nothing => {}
                }
                break;
            }
            Deprel::Advcl => {
                let mut marks = analysis.children_by(token, Deprel::Mark);
                let conditional = marks.find_map(|mark| reading(analysis, cues, Stand::Mark, mark));
                found = graver(found, conditional);
                break;
            }
            _ => break,
        }
        token = head;
    }
    found.map_or(Above::Nothing, Above::Told)
}

/// “aimed at ending”: a gerund behind a preposition that leads to an end.
fn aims(analysis: &Analysis, token: TokenId) -> bool {
    analysis
        .children_by(token, Deprel::Mark)
        .any(|mark| matches!(analysis.lemma(mark), "at" | "toward" | "towards" | "on"))
}

/// What a verb makes of the act it governs.
fn governed(analysis: &Analysis, frames: &Frames, cues: &Cues, head: TokenId) -> Above {
    let cue = || format!("{GOVERNED} “{}”", analysis.form(head));
    let own = of_clause(analysis, cues, head);
    match frames.effect(&lower(analysis.lemma(head))) {
        Some(Effect::Drop) => Above::Content,
        Some(Effect::Negated) => {
            // What was not prevented happened.
            let twice = own.is_some_and(|(told, _)| told == Factuality::Negated);
            let told = if twice {
                Factuality::Asserted
            } else {
                Factuality::Negated
            };
            Above::Told((told, cue()))
        }
        Some(Effect::Future) => match own {
            Some((Factuality::Negated, why)) => Above::Told((Factuality::Negated, why)),
            _ => Above::Told((Factuality::Future, cue())),
        },
        Some(Effect::Hypothetical) => Above::Told((Factuality::Hypothetical, cue())),
        Some(Effect::Pass) => Above::Told(own.unwrap_or((Factuality::Asserted, cue()))),
        None => match told(analysis, cues, Stand::Noun, head) {
            Some(Told::Content) if analysis.token(head).upos != Upos::Verb => Above::Content,
            Some(Told::As(factuality)) if analysis.token(head).upos != Upos::Verb => {
                Above::Told((factuality, cue()))
            }
            _ => Above::Nothing,
        },
    }
}

/// What the word above a phrase or an attributive clause makes of the act in it: “calls for a truce”, “agreed to
/// talks”, “a plan to attack”.
fn in_phrase(analysis: &Analysis, frames: &Frames, cues: &Cues, token: TokenId, head: TokenId) -> Above {
    let asks = ["for", "to", "of", "on", "against"]
        .iter()
        .any(|name| has_preposition(analysis, token, name))
        || matching::is_infinitive(analysis, token)
        || analysis
            .children_by(token, Deprel::Mark)
            .any(|mark| matches!(analysis.lemma(mark), "of" | "for" | "to"));
    if !asks {
        return Above::Nothing;
    }
    let own = analysis.token(head);
    if own.upos == Upos::Verb {
        let takes = has_preposition(analysis, token, "for") || has_preposition(analysis, token, "to");
        return match governed(analysis, frames, cues, head) {
            Above::Content if takes => Above::Content,
            Above::Told(reading) if takes && reading.0 == Factuality::Future => Above::Told(reading),
            _ => Above::Nothing,
        };
    }
    match told(analysis, cues, Stand::Noun, head) {
        Some(Told::Content) => Above::Content,
        Some(Told::As(factuality)) => {
            Above::Told((factuality, format!("“{}” above it", analysis.form(head))))
        }
        None => Above::Nothing,
    }
}
