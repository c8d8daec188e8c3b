//! What the actors of a report are known by.

use super::resolution::fold;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use verbale_lexicon::{Holder, PersonId};

/// What an actor of the cast is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Holder(Holder),
    Person(PersonId),
    /// A person or an organisation that no table has, by folded name.
    Name(TextId),
    /// A description by role and country.
    Role(TextId, Option<Holder>),
}

/// A text of [`Texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TextId(u32);

/// The texts of a report's keys, each once: a key is small then, and to look one up makes no text.
#[derive(Debug, Default)]
pub(super) struct Texts<'c> {
    ids: FxHashMap<Cow<'c, str>, TextId>,
    /// Names as they are written, each with what it is when folded.
    folded: FxHashMap<&'c str, TextId>,
}

impl<'c> Texts<'c> {
    /// A text as it is.
    pub(super) fn id(&mut self, text: impl Into<Cow<'c, str>>) -> TextId {
        let next = TextId(self.ids.len() as u32);
        *self.ids.entry(text.into()).or_insert(next)
    }

    /// A name without case and marks on letters.
    pub(super) fn folded(&mut self, name: &'c str) -> TextId {
        if let Some(&known) = self.folded.get(name) {
            return known;
        }
        let id = self.id(fold(name));
        self.folded.insert(name, id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_text_however_they_are_written() {
        let mut texts = Texts::default();
        let name = texts.folded("Çelik’s");
        assert_eq!(name, texts.folded("CELIK"));
        assert_eq!(name, texts.folded("Çelik’s"));
        assert_eq!(name, texts.id("celik"));
        assert_ne!(name, texts.id("Celik"));
    }
}
