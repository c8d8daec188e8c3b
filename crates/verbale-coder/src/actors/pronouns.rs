//! Pronouns: what they demand of whom they stand for.

use verbale_lexicon::Gender;

/// A personal or possessive pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    /// he, she
    Person(Gender),
    /// it
    It,
    /// they
    They,
    /// I
    I,
    /// we
    We,
    /// who, which, that
    Relative,
}

impl Pronoun {
    /// Reads a word; `None` for what is no pronoun of these.
    pub(super) fn read(form: &str) -> Option<Self> {
        let word = form.to_ascii_lowercase();
        Some(match word.as_str() {
            "he" | "him" | "his" | "himself" => Self::Person(Gender::Masculine),
            "she" | "her" | "hers" | "herself" => Self::Person(Gender::Feminine),
            "it" | "its" | "itself" => Self::It,
            "they" | "them" | "their" | "theirs" | "themselves" => Self::They,
            "i" | "me" | "my" | "mine" | "myself" => Self::I,
            "we" | "us" | "our" | "ours" | "ourselves" => Self::We,
            _ => return None,
        })
    }
}
