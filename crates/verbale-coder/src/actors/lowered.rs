//! The words of a report in small letters, and which of them may begin a role: made once, since every phrase asks for
//! them.

use std::ops::Range;
use verbale_lexicon::{Lexicon, RoleId};
use verbale_syntax::Analysis;

/// Room for the words with large letters, one after the other in small ones.
#[derive(Default)]
pub(super) struct Room {
    forms: String,
    lemmas: String,
}

/// Forms and lemmas in small letters, by token.
#[derive(Clone, Debug)]
pub(super) struct Words<'w> {
    pub forms: Vec<&'w str>,
    pub lemmas: Vec<&'w str>,
    /// Whether a role may begin with the lemma.
    pub begins_role: Vec<bool>,
    /// All roles that the lemmas say, by where they begin, the longest first.
    roles: Vec<RoleFound>,
}

/// A role among the lemmas.
#[derive(Clone, Copy, Debug)]
struct RoleFound {
    /// First token.
    start: u32,
    /// Token after the last one.
    end: u32,
    role: RoleId,
}

impl<'w> Words<'w> {
    pub(super) fn new(analysis: &'w Analysis, lexicon: &Lexicon, room: &'w mut Room) -> Self {
        let tokens = || analysis.token_ids();
        let lemmas = lower(tokens().map(|token| analysis.lemma(token)), &mut room.lemmas);
        let begins_role: Vec<bool> = lemmas.iter().map(|lemma| lexicon.may_begin_role(lemma)).collect();
        let mut roles = Vec::new();
        for start in (0..lemmas.len()).filter(|&start| begins_role[start]) {
            lexicon.visit_roles(&lemmas, start, |role, len| {
                roles.push(RoleFound {
                    start: start as u32,
                    end: (start + len) as u32,
                    role,
                });
            });
        }
        Self {
            forms: lower(tokens().map(|token| analysis.form(token)), &mut room.forms),
            begins_role,
            lemmas,
            roles,
        }
    }

    /// The role that the lemmas of a run of tokens end in, or else the longest one in it.
    pub(super) fn role_of(&self, tokens: Range<usize>) -> Option<RoleId> {
        let inside = self.roles_from(tokens.clone());
        let inside = inside.filter(|found| found.end <= tokens.end as u32);
        let mut best: Option<&RoleFound> = None;
        for found in inside {
            // The later end wins, then the longer phrase.
            if best.is_none_or(|best| (found.end, best.start) > (best.end, found.start)) {
                best = Some(found);
            }
        }
        best.map(|best| best.role)
    }

    /// The longest role that ends with the last lemma of a run of tokens, and the token with which it begins.
    pub(super) fn role_ending(&self, tokens: Range<usize>) -> Option<(u32, RoleId)> {
        let mut inside = self.roles_from(tokens.clone());
        let found = inside.find(|found| found.end == tokens.end as u32)?;
        Some((found.start, found.role))
    }

    /// Whether the lemma of a token is a role.
    pub(super) fn is_role(&self, token: usize) -> bool {
        self.role_of(token..token + 1).is_some()
    }

    /// The roles that begin in a run of tokens.
    fn roles_from(&self, tokens: Range<usize>) -> impl Iterator<Item = &RoleFound> {
        let first = self
            .roles
            .partition_point(|found| (found.start as usize) < tokens.start);
        let begun = self.roles[first..].iter();
        begun.take_while(move |found| (found.start as usize) < tokens.end)
    }
}

/// Words in small letters: those that are not are made in `room`.
fn lower<'w>(words: impl Iterator<Item = &'w str>, room: &'w mut String) -> Vec<&'w str> {
    let mut words: Vec<&str> = words.collect();
    // Each with where it ends.
    let mut made: Vec<(usize, usize)> = Vec::new();
    for (index, word) in words.iter().enumerate().filter(|(_, word)| !is_small(word)) {
        if word.is_ascii() {
            room.push_str(word);
        } else {
            room.push_str(&word.to_lowercase());
        }
        made.push((index, room.len()));
    }
    // The others are in small letters already.
    room.make_ascii_lowercase();
    let mut start = 0;
    for (index, end) in made {
        words[index] = &room[start..end];
        start = end;
    }
    words
}

fn is_small(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_where_they_are_not_small() {
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
        let mut room = String::new();
        let lowered = lower(words.into_iter(), &mut room);
        assert_eq!(lowered, words.map(str::to_lowercase));
    }
}
