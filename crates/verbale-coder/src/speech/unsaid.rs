//! Words of speech with which nobody says anything: instructions to the reader, names, items of a list of measures.

use super::argument;
use super::found::Found;
use super::quotes::Quote;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Whether nobody says this: “Note that …”, “- Requires banks to …”, “if you ask whether …”, “a dog called Rex”.
pub(super) fn is_unsaid(analysis: &Analysis, quotes: &[Quote], item: &Found<'_>) -> bool {
    let Some(&(_, cue)) = item.cue.as_ref() else {
        return false;
    };
    let quoted = quotes.iter().any(|quote| quote.inside.overlaps(item.content));
    if quoted || analysis.token(cue).upos != Upos::Verb {
        return false;
    }
    item.speaker.is_none() && is_first_word(analysis, cue)
        || is_done(analysis, item, cue)
        || asks_the_reader(analysis, cue)
        || names(analysis, item, cue)
}

/// “undertook repairs”, “were held hostage”: verbs of speech in another sense.
fn is_done(analysis: &Analysis, item: &Found<'_>, cue: TokenId) -> bool {
    match analysis.lemma(cue) {
        "undertake" => item.rule == argument::OBJECT,
        "hold" => {
            analysis.child_by(cue, Deprel::NsubjPass).is_some()
                && analysis.child_by(cue, Deprel::Ccomp).is_none()
        }
        _ => false,
    }
}

/// A verb that opens its sentence has no subject there: it tells the reader what to do, or what a paper does.
fn is_first_word(analysis: &Analysis, cue: TokenId) -> bool {
    let before = analysis.sentence_of(cue).first.0..cue.0;
    let bare = analysis.child_by(cue, Deprel::Nsubj).is_none();
    let mut words = before.map(TokenId);
    let gerund = analysis.form(cue).ends_with("ing");
    bare && !gerund && words.all(|token| !analysis.form(token).contains(char::is_alphanumeric))
}

/// “When you tell them that …”: anybody, at any time.
fn asks_the_reader(analysis: &Analysis, cue: TokenId) -> bool {
    analysis
        .child_by(cue, Deprel::Nsubj)
        .is_some_and(|subject| analysis.form(subject).eq_ignore_ascii_case("you"))
        && !analysis.token(cue).features.has("Tense=Past")
}

/// “called Project Lantern”: nothing but a name is said of anybody.
fn names(analysis: &Analysis, item: &Found<'_>, cue: TokenId) -> bool {
    let name = item.root.is_some_and(|root| {
        analysis.token(root).upos == Upos::Propn
            && analysis.token(root).head == Some(cue)
            && analysis.subtree(root).all(|token| {
                matches!(
                    analysis.token(TokenId(token)).upos,
                    Upos::Propn | Upos::Punct | Upos::Num | Upos::Det
                )
            })
    });
    name && matches!(analysis.lemma(cue), "call" | "name" | "dub")
}

/// “parts of the government”: the whole of a part.
pub(super) fn whole_of(analysis: &Analysis, part: TokenId) -> Option<TokenId> {
    let measure = matches!(
        analysis.lemma(part),
        "part"
            | "member"
            | "number"
            | "majority"
            | "all"
            | "most"
            | "some"
            | "many"
            | "several"
            | "dozen"
            | "branch"
    );
    let mut wholes = analysis.children_by(part, Deprel::Nmod);
    wholes.find(|&whole| {
        measure
            && analysis
                .children_by(whole, Deprel::Case)
                .any(|case| analysis.lemma(case) == "of")
    })
}
