//! Two phrases for one actor side by side: “X, the foreign minister of Y,”, “the envoy to Z, X”.

use super::phrases::{Phrase, Sense};
use super::resolution::Resolver;
use crate::draft::ActorIndex;
use verbale_lexicon::Rank;
use verbale_syntax::{Deprel, TokenId, Upos};

/// How far from a phrase the comma that closes it may be.
const REACH: u32 = 14;

impl<'c> Resolver<'c> {
    /// The actor to whom a description stands in apposition, whichever of the two comes first.
    pub(super) fn apposed(&mut self, phrase: &'c Phrase<'c>) -> Option<ActorIndex> {
        if self.analysis().token(phrase.head).features.has("Number=Plur") {
            return None;
        }
        let tied = self.tied(phrase);
        let beside = tied
            .or_else(|| self.before(phrase))
            .or_else(|| self.after(phrase));
        let other = beside.or_else(|| self.apposed_conjunct(phrase))?;
        if let Sense::Person(name) = &other.sense {
            let index = self.person(other, name);
            self.say_role(phrase, index);
            return Some(index);
        }
        if let Sense::Named(holder) = other.sense {
            return Some(self.holder(holder));
        }
        self.denoted_at(other.head).first().copied()
    }

    /// The name that the tree ties to a description.
    fn tied(&self, phrase: &Phrase<'c>) -> Option<&'c Phrase<'c>> {
        let analysis = self.analysis();
        let above = analysis
            .token(phrase.head)
            .head
            .filter(|_| analysis.token(phrase.head).deprel == Deprel::Appos);
        above
            .into_iter()
            .chain(analysis.children_by(phrase.head, Deprel::Appos))
            .filter_map(|head| self.phrase_at(head))
            .find(|other| matches!(other.sense, Sense::Person(_)))
    }

    /// "X, the foreign minister and the chief negotiator": both are X.
    fn apposed_conjunct(&self, phrase: &Phrase<'c>) -> Option<&'c Phrase<'c>> {
        let and = phrase.tokens.start.checked_sub(1)?;
        if !self.is_form(and, "and") || !self.closes(phrase.tokens.end) {
            return None;
        }
        let at = self.position(phrase)?;
        let mut before = self.phrases[at.saturating_sub(8)..at].iter().rev();
        let first = before.find(|other| {
            let singular = !self.analysis().token(other.head).features.has("Number=Plur");
            other.tokens.end == and && singular && matches!(other.sense, Sense::Described)
        })?;
        let comma = first.tokens.start.checked_sub(1)?;
        let tied = self.tied(first).filter(|person| person.tokens.end == comma);
        tied.or_else(|| self.before(first))
    }

    /// "X, a veteran diplomat from Y,": a name before the comma, and the description closed before any verb.
    fn before(&self, phrase: &Phrase<'c>) -> Option<&'c Phrase<'c>> {
        let comma = phrase.tokens.start.checked_sub(1)?;
        if !self.is_form(comma, ",") || !self.closes(phrase.tokens.end) {
            return None;
        }
        let at = self.position(phrase)?;
        let mut before = self.phrases[at.saturating_sub(8)..at].iter().rev();
        before.find(|other| {
            other.tokens.end == comma
                && match other.sense {
                    Sense::Person(_) => phrase.role.is_some(),
                    // "Russia, the rebels": only what is called one of a kind is the state.
                    Sense::Named(_) | Sense::Organisation(_) => {
                        !other.place
                            && (self.is_form(phrase.tokens.start, "a")
                                || self.is_form(phrase.tokens.start, "an"))
                    }
                    _ => false,
                }
        })
    }

    /// "the envoy to Z, X,": a person's bare name after the comma that closes the description.
    fn after(&self, phrase: &Phrase<'c>) -> Option<&'c Phrase<'c>> {
        phrase.role?;
        let comma = self.closing(phrase.tokens.end)?;
        if !self.is_form(comma, ",") {
            return None;
        }
        let at = self.position(phrase)?;
        let mut after = self.phrases[at..].iter().skip(1).take(8);
        // "its ally, the United States"
        let generic = phrase.role.is_some_and(|role| role.rank == Rank::Unspecified);
        let article = u32::from(self.is_form(comma + 1, "the"));
        let other = after.find(|other| match &other.sense {
            Sense::Person(name) => other.tokens.start == comma + 1 && name.tokens.start == comma + 1,
            Sense::Named(_) => generic && !other.place && other.core.start == comma + 1 + article,
            _ => false,
        })?;
        let next = self.analysis().tokens().get(other.tokens.end as usize)?;
        matches!(
            next.upos,
            Upos::Punct | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Adp
        )
        .then_some(other)
    }

    /// "the foreign ministers of Y and Z, A and B": the people listed after a description of several.
    pub(super) fn listed_after(&mut self, phrase: &'c Phrase<'c>) -> Vec<ActorIndex> {
        if !self.analysis().token(phrase.head).features.has("Number=Plur") || phrase.role.is_none() {
            return Vec::new();
        }
        let people = self.people_after(phrase);
        if people.len() < 2 {
            return Vec::new();
        }
        let mut found = Vec::new();
        for other in people {
            let Sense::Person(name) = &other.sense else {
                continue;
            };
            let index = self.person(other, name);
            if phrase.also.is_empty() {
                self.say_role(phrase, index);
            }
            found.push(index);
        }
        found
    }

    fn people_after(&self, phrase: &Phrase<'c>) -> Vec<&'c Phrase<'c>> {
        let Some(comma) = self.closing(phrase.tokens.end) else {
            return Vec::new();
        };
        let Some(at) = self.position(phrase) else {
            return Vec::new();
        };
        let mut people = Vec::new();
        let mut next = comma + 1;
        for other in self.phrases[at..].iter().skip(1).take(12) {
            if other.tokens.start < next {
                continue;
            }
            if other.tokens.start != next || !matches!(other.sense, Sense::Person(_)) {
                break;
            }
            people.push(other);
            next = other.tokens.end;
            while next < other.tokens.end + 2 && (self.is_form(next, ",") || self.is_form(next, "and")) {
                next += 1;
            }
        }
        people
    }

    fn position(&self, phrase: &Phrase<'c>) -> Option<usize> {
        let found = self
            .phrases
            .binary_search_by_key(&phrase.head, |other| other.head);
        found.ok()
    }

    fn closes(&self, from: u32) -> bool {
        self.closing(from).is_some()
    }

    /// The mark that closes a description, where only nouns and what belongs to them stand before it.
    fn closing(&self, from: u32) -> Option<u32> {
        let analysis = self.analysis();
        let sentence = analysis.sentence_of(TokenId(from.saturating_sub(1)));
        for token in from..(from + REACH).min(sentence.end.0) {
            let features = analysis.token(TokenId(token));
            match features.upos {
                Upos::Punct if matches!(analysis.form(TokenId(token)), "-" | "’" | "'" | "/") => {}
                Upos::Punct => return Some(token),
                // What somebody says or does comes after the description.
                Upos::Verb if features.deprel != Deprel::Amod => return None,
                Upos::Aux | Upos::Pron | Upos::Sconj => return None,
                _ => {}
            }
        }
        None
    }

    fn is_form(&self, token: u32, word: &str) -> bool {
        let analysis = self.analysis();
        (token as usize) < analysis.tokens().len() && analysis.form(TokenId(token)) == word
    }
}
