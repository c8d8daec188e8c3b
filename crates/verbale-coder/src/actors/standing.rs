//! Where in its sentence a phrase stands: as a place, or where somebody acts.

use super::phrases::Reader;
use verbale_syntax::{Deprel, TokenId};

const PLACE_WORDS: [&str; 14] = [
    "in",
    "at",
    "near",
    "across",
    "inside",
    "outside",
    "throughout",
    "within",
    "into",
    "around",
    "through",
    "over",
    "onto",
    "towards",
];

/// Verbs whose "to" leads to a place.
const MOTION: [&str; 10] = [
    "head", "travel", "return", "fly", "go", "flee", "come", "move", "migrate", "drive",
];

impl Reader<'_, '_> {
    /// "in Ankara": a place. Conjuncts are as their first one.
    pub(super) fn is_place(&self, top: TokenId) -> bool {
        let first = self.first_conjunct(top);
        (self.has_case(first, &PLACE_WORDS) || self.moved_to(first))
            && !matches!(self.analysis.token(first).deprel, Deprel::Nsubj | Deprel::Obj)
    }

    /// "head to Germany", "flee from Syria"
    fn moved_to(&self, token: TokenId) -> bool {
        let verb = self.analysis.token(token).head;
        self.has_case(token, &["to", "from"])
            && verb.is_some_and(|verb| MOTION.contains(&self.analysis.lemma(verb)))
    }

    /// The first of those coordinated to a phrase.
    fn first_conjunct(&self, top: TokenId) -> TokenId {
        let mut first = top;
        while self.analysis.token(first).deprel == Deprel::Conj {
            match self.analysis.token(first).head {
                Some(head) => first = head,
                None => break,
            }
        }
        first
    }

    /// Whether a capital stands where an actor does: subject, "by", "between", "according to", owner of an act.
    pub(super) fn acts(&self, top: TokenId) -> bool {
        let first = self.first_conjunct(top);
        match self.analysis.token(first).deprel {
            Deprel::Nsubj | Deprel::OblAgent | Deprel::Iobj => true,
            Deprel::NmodPoss => self.analysis.token(first).head.is_some_and(|head| {
                // "Moscow's streets" would be a place; names of acts and offices are mostly not in the plural.
                !self.analysis.token(head).features.has("Number=Plur")
            }),
            Deprel::Obl | Deprel::Nmod if self.has_case(first, &["according"]) => true,
            Deprel::Obl | Deprel::Nmod => {
                self.has_case(first, &["by", "between", "with", "against", "according", "to"])
                    && !self.motion(first)
            }
            Deprel::Obj => self.analysis.token(first).head.is_some_and(|head| {
                [
                    "accuse",
                    "urge",
                    "warn",
                    "blame",
                    "tell",
                    "ask",
                    "condemn",
                    "criticise",
                    "criticize",
                    "support",
                ]
                .contains(&self.analysis.lemma(head))
            }),
            _ => false,
        }
    }

    /// "to Moscow" after a word of motion is a place.
    fn motion(&self, token: TokenId) -> bool {
        self.has_case(token, &["to"])
            && self.analysis.token(token).head.is_some_and(|head| {
                ![
                    "accord",
                    "say",
                    "accordance",
                    "message",
                    "offer",
                    "demand",
                    "warning",
                    "response",
                ]
                .contains(&self.analysis.lemma(head))
            })
    }
}
