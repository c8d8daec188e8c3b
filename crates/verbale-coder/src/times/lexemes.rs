//! The text as the grammar of times reads it: words, numbers and marks with their bytes.
//!
//! Times cut across syntactic words (“24-hour”, “30-year-old”), so they are read from the characters.

use super::words::{Class, Words};
use std::borrow::Cow;
use std::ops::Range;

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme<'t> {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: Kind<'t>,
    /// Whether white space stands before it.
    pub space_before: bool,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

/// What a piece of text is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind<'t> {
    /// A word in lower case, with what the table says of it.
    Word(Cow<'t, str>, &'t [Class]),
    /// A number and how many digits it has.
    Number(u32, usize),
    /// Any other mark.
    Mark(char),
}

impl Lexeme<'_> {
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word, _) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    pub(super) fn mark(&self) -> Option<char> {
        match self.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }
}

/// Reads the pieces of `text[range]` into `lexemes`, which had those of another range.
pub(super) fn read<'t>(text: &'t str, range: Range<usize>, words: &'t Words, lexemes: &mut Vec<Lexeme<'t>>) {
    lexemes.clear();
    let mut characters = text[range.clone()].char_indices().peekable();
    let mut space_before = true;
    while let Some((offset, first)) = characters.next() {
        if first.is_whitespace() {
            space_before = true;
            continue;
        }
        let start = range.start + offset;
        let mut end = start + first.len_utf8();
        let alike: fn(char) -> bool = match first {
            '0'..='9' => |next| next.is_ascii_digit(),
            _ if first.is_alphabetic() => |next| next.is_alphabetic() || matches!(next, '\'' | '’'),
            _ => |_| false,
        };
        while let Some((_, next)) = characters.next_if(|&(_, next)| alike(next)) {
            end += next.len_utf8();
        }
        let kind = match first {
            '0'..='9' => Kind::Number(text[start..end].parse().unwrap_or(u32::MAX), end - start),
            _ if first.is_alphabetic() => {
                let (word, bytes) = without_possessive(&text[start..end]);
                end = start + bytes;
                let classes = words.classes(&word);
                Kind::Word(word, classes)
            }
            mark => Kind::Mark(mark),
        };
        lexemes.push(Lexeme {
            bytes: start..end,
            kind,
            space_before,
            capital: first.is_uppercase(),
        });
        space_before = false;
    }
}

/// The word in lower case with straight apostrophes, without a possessive ending, and its length in bytes.
fn without_possessive(word: &str) -> (Cow<'_, str>, usize) {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return (Cow::Borrowed(word), word.len());
    }
    let stem = ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    (Cow::Owned(stem.to_lowercase().replace('’', "'")), stem.len())
}
