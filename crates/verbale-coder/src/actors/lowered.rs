//! The words of a report in small letters, and which of them may begin a role: made once, since every phrase asks for
//! them.

use std::ops::Range;
use verbale_lexicon::{Lexicon, Reading, RoleId};
use verbale_syntax::Analysis;

/// Room for the words in small letters where they are not written so.
#[derive(Default)]
pub(super) struct Room {
    /// The text with its ASCII letters small.
    text: String,
    /// Words whose other letters are not small, one after the other.
    forms: String,
    lemmas: String,
}

/// Forms and lemmas in small letters, by token.
#[derive(Debug)]
pub(super) struct Words<'w> {
    pub forms: Vec<&'w str>,
    pub lemmas: Vec<&'w str>,
    /// The forms as they are written, to ask for names.
    pub written: Reading<'w, 'w>,
    /// Whether some role begins with the lemma.
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
    pub(super) fn new(analysis: &'w Analysis, lexicon: &'w Lexicon, room: &'w mut Room) -> Self {
        let tokens = || analysis.token_ids();
        let written: Vec<&str> = tokens().map(|token| analysis.form(token)).collect();
        let Room {
            text,
            forms: other_forms,
            lemmas: other_lemmas,
        } = room;
        text.push_str(analysis.text());
        text.make_ascii_lowercase();
        let small = analysis.tokens().iter().map(|token| {
            let form = &text[token.start as usize..token.end as usize];
            (form, form.is_ascii())
        });
        let forms = lower(small, other_forms);
        // Most words are their own lemma.
        let lemmas = tokens()
            .map(|token| analysis.lemma(token))
            .zip(&written)
            .zip(&forms);
        let lemmas = lemmas.map(|((lemma, &written), &small)| {
            if lemma == written {
                (small, true)
            } else {
                (lemma, is_small(lemma))
            }
        });
        let lemmas = lower(lemmas, other_lemmas);
        let written = lexicon.read(written);
        let read = written.read_beside(lemmas);
        let begins_role: Vec<bool> = (0..forms.len()).map(|at| read.begins_role(at)).collect();
        let mut roles = Vec::new();
        for start in (0..forms.len()).filter(|&start| begins_role[start]) {
            read.visit_roles(start, |role, len| {
                roles.push(RoleFound {
                    start: start as u32,
                    end: (start + len) as u32,
                    role,
                });
            });
        }
        Self {
            forms,
            lemmas: read.into_tokens(),
            written,
            begins_role,
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

/// Words in small letters: those of which it is not told that they are so are made in `room`.
fn lower<'w>(told: impl Iterator<Item = (&'w str, bool)>, room: &'w mut String) -> Vec<&'w str> {
    let mut words = Vec::with_capacity(told.size_hint().0);
    // Each with where it ends.
    let mut made: Vec<(usize, usize)> = Vec::new();
    for (word, is_small) in told {
        if !is_small {
            if word.is_ascii() {
                room.push_str(word);
            } else {
                room.push_str(&word.to_lowercase());
            }
            made.push((words.len(), room.len()));
        }
        words.push(word);
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
        let lowered = lower(words.into_iter().map(|word| (word, is_small(word))), &mut room);
        assert_eq!(lowered, words.map(str::to_lowercase));
    }
}
