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
    /// Whether a time may begin with it.
    pub begins: bool,
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
    let mut space_before = true;
    let mut start = range.start;
    while let Some(first) = text[start..range.end].chars().next() {
        if first.is_whitespace() {
            space_before = true;
            start += first.len_utf8();
            continue;
        }
        let rest = &text[start..range.end];
        let mut begins = true;
        let (kind, length, next) = match first {
            '0'..='9' => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                (
                    Kind::Number(rest[..digits].parse().unwrap_or(u32::MAX), digits),
                    digits,
                    digits,
                )
            }
            _ if first.is_alphabetic() => {
                let written = word_length(rest);
                let (word, length) = without_possessive(&rest[..written]);
                let classes = words.classes(&word);
                begins = classes.is_some();
                (Kind::Word(word, classes.unwrap_or_default()), length, written)
            }
            mark => {
                begins = false;
                (Kind::Mark(mark), mark.len_utf8(), mark.len_utf8())
            }
        };
        lexemes.push(Lexeme {
            bytes: start..start + length,
            kind,
            space_before,
            capital: first.is_uppercase(),
            begins,
        });
        space_before = false;
        start += next;
    }
}

/// How many bytes the letters and apostrophes at the start of a text are.
fn word_length(text: &str) -> usize {
    let ascii = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'\'';
    let length = text.bytes().take_while(ascii).count();
    if text.as_bytes().get(length).is_none_or(u8::is_ascii) {
        return length;
    }
    let end = text.find(|next: char| !next.is_alphabetic() && !matches!(next, '\'' | '’'));
    end.unwrap_or(text.len())
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
