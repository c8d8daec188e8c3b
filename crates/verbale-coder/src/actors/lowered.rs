//! The words of a report in small letters: made once, since every phrase asks for them.

use verbale_syntax::{Analysis, TokenId};

/// Owns what had to be made: words with large letters.
pub(super) struct Lowered<'a> {
    analysis: &'a Analysis,
    forms: Pool,
    lemmas: Pool,
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
            analysis,
            forms: Pool::of(tokens().map(|token| analysis.form(token))),
            lemmas: Pool::of(tokens().map(|token| analysis.lemma(token))),
        }
    }

    pub(super) fn words(&self) -> Words<'_> {
        Words {
            forms: self.forms.words(self.analysis, |token| self.analysis.form(token)),
            lemmas: self
                .lemmas
                .words(self.analysis, |token| self.analysis.lemma(token)),
        }
    }
}

/// The words that are not small as they are, one after the other.
#[derive(Default)]
struct Pool {
    text: String,
    /// Each with where it ends.
    words: Vec<(u32, usize)>,
}

impl Pool {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut pool = Self::default();
        for (index, word) in words.enumerate().filter(|(_, word)| !is_small(word)) {
            if word.is_ascii() {
                pool.text
                    .extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
            } else {
                pool.text.push_str(&word.to_lowercase());
            }
            pool.words.push((index as u32, pool.text.len()));
        }
        pool
    }

    fn words<'w>(&'w self, analysis: &Analysis, word: impl Fn(TokenId) -> &'w str) -> Vec<&'w str> {
        let mut words: Vec<&str> = analysis.token_ids().map(word).collect();
        let mut start = 0;
        for &(index, end) in &self.words {
            words[index as usize] = &self.text[start..end];
            start = end;
        }
        words
    }
}

fn is_small(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_with_large_letters_are_made() {
        let words = [
            "envoy",
            "24-hour",
            "Çavuşoğlu",
            "İzmir",
            "the",
            "NATO",
            "émigré",
            "",
        ];
        let pool = Pool::of(words.into_iter());
        let made: Vec<u32> = pool.words.iter().map(|&(index, _)| index).collect();
        assert_eq!(made, [2, 3, 5, 6]);
        let lowered: String = made
            .iter()
            .map(|&index| words[index as usize].to_lowercase())
            .collect();
        assert_eq!(pool.text, lowered);
    }
}
