//! Looking at the lexemes around a place.

use super::Grammar;
use crate::times::lexemes::{Kind, Lexeme};
use crate::times::words::{Class, List};

impl Grammar<'_> {
    pub(super) fn get(&self, at: usize) -> Option<&Lexeme<'_>> {
        self.lexemes.get(at)
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.is(word))
    }

    pub(super) fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    pub(super) fn before_is_one_of(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.is_one_of(before, words))
    }

    /// Whether the word at `at` is of a list.
    pub(super) fn in_list(&self, at: usize, list: List) -> bool {
        self.get(at)
            .and_then(Lexeme::word)
            .is_some_and(|word| self.words.lists(list, word))
    }

    pub(super) fn before_in_list(&self, at: usize, list: List) -> bool {
        at.checked_sub(1).is_some_and(|before| self.in_list(before, list))
    }

    /// The word at `at`, unless a mark stands there or nothing.
    pub(super) fn word_after(&self, at: usize) -> Option<&str> {
        self.get(at).and_then(Lexeme::word)
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        self.get(at)?.mark()
    }

    pub(super) fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.get(at)?.kind {
            Kind::Number(number, digits) => Some((number, digits)),
            _ => None,
        }
    }

    /// What the table says of the word at `at`, as far as `wanted` takes it.
    pub(super) fn class<T>(&self, at: usize, wanted: impl Fn(Class) -> Option<T>) -> Option<T> {
        match &self.get(at)?.kind {
            Kind::Word(_, classes) => classes.iter().find_map(|&class| wanted(class)),
            _ => None,
        }
    }

    /// Whether nothing but white space-free text joins two lexemes.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| !lexeme.space_before)
    }

    pub(super) fn dash(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '–' | '—'))
    }

    /// Past a full stop that belongs to the abbreviation before it.
    pub(super) fn past_stop(&self, at: usize) -> usize {
        at + usize::from(self.mark(at) == Some('.') && self.joined(at))
    }
}
