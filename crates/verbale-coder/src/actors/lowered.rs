//! The words of a report in small letters: made once, since every phrase asks for them.

use std::borrow::Cow;
use verbale_syntax::Analysis;

/// Owns what had to be made.
pub(super) struct Lowered<'a> {
    forms: Vec<Cow<'a, str>>,
    lemmas: Vec<Cow<'a, str>>,
}

/// Forms and lemmas in small letters, by token.
#[derive(Clone, Debug)]
pub(super) struct Words<'w> {
    pub forms: Vec<&'w str>,
    pub lemmas: Vec<&'w str>,
}

impl<'a> Lowered<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let tokens = || analysis.token_ids();
        Self {
            forms: tokens().map(|token| lower(analysis.form(token))).collect(),
            lemmas: tokens().map(|token| lower(analysis.lemma(token))).collect(),
        }
    }

    pub(super) fn words(&self) -> Words<'_> {
        Words {
            forms: self.forms.iter().map(|form| &**form).collect(),
            lemmas: self.lemmas.iter().map(|lemma| &**lemma).collect(),
        }
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::lower;
    use std::borrow::Cow;

    #[test]
    fn only_words_with_large_letters_are_made() {
        for word in ["envoy", "24-hour", "Çavuşoğlu", "İzmir", "NATO", "émigré", ""] {
            assert_eq!(lower(word), word.to_lowercase());
        }
        assert!(matches!(lower("envoy"), Cow::Borrowed(_)));
    }
}
