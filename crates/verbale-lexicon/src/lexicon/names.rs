//! Names and roles in runs of tokens.

use super::{EntryId, Found, Lexicon, LexiconMatch};
use crate::index::{Hit, MatchKind, Pieced};
use crate::role::{Role, RoleId};

impl Lexicon {
    /// The longest name that starts at `tokens[start]`.
    ///
    /// Names of things want their capitals ("us" is not the United States), roles do not. "the" is never part of a
    /// match; a possessive ending is left out, or taken along when it is in the same token. Of two entries with the
    /// same name the kind that is less likely to be something else comes first, then the earlier row.
    pub fn match_at(&self, tokens: &[&str], start: usize) -> Option<LexiconMatch> {
        let mut best: Option<Hit> = None;
        self.index.visit(tokens, start, |hit| {
            best = Some(hit);
            false
        });
        self.or_misspelt(best, tokens, start).map(as_match)
    }

    /// The longest match, or that of a person's name that is only nearly written so.
    fn or_misspelt(&self, mut best: Option<Hit>, tokens: &[&str], start: usize) -> Option<Hit> {
        let capital = tokens.get(start)?.starts_with(char::is_uppercase);
        if capital && best.is_none_or(|hit| matches!(hit.kind, MatchKind::Surname | MatchKind::Role)) {
            self.skeletons.visit(tokens, start, |hit| {
                if best.is_none_or(|best| hit.len > best.len) && may_be_misspelt(tokens, start, hit) {
                    best = Some(hit);
                    return false;
                }
                true
            });
        }
        best
    }

    /// Reads tokens, to ask for the names and roles that begin with each of them.
    pub fn read<'t>(&self, tokens: Vec<&'t str>) -> Reading<'_, 't> {
        Reading {
            lexicon: self,
            pieces: self.index.read(&tokens),
            tokens,
        }
    }

    /// All entries the tokens from `start` can name, with the length of the longest.
    pub fn candidates_at(&self, tokens: &[&str], start: usize) -> Vec<LexiconMatch> {
        let Some(best) = self.match_at(tokens, start) else {
            return Vec::new();
        };
        let mut found = vec![best];
        self.index.visit(tokens, start, |hit| {
            let hit = as_match(hit);
            if hit.len == best.len && !found.contains(&hit) {
                found.push(hit);
            }
            hit.len >= best.len
        });
        if matches!(best.kind, MatchKind::Person | MatchKind::Surname) {
            self.skeletons.visit(tokens, start, |hit| {
                let hit = as_match(hit);
                if hit.len == best.len && !found.iter().any(|known| known.entry == hit.entry) {
                    found.push(hit);
                }
                hit.len >= best.len
            });
        }
        found
    }

    /// The names in a run of tokens: leftmost, longest, not overlapping.
    pub fn find_all(&self, tokens: &[&str]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < tokens.len() {
            if let Some(hit) = self.match_at(tokens, start) {
                found.push(Found { start, found: hit });
                start += hit.len;
            } else {
                start += 1;
            }
        }
        found
    }

    /// The role a noun phrase's lemmas end in ("the new Yemeni [foreign minister]"), or else the longest one in it.
    pub fn role_of(&self, lemmas: &[&str]) -> Option<&Role> {
        self.role_from(lemmas, 0..lemmas.len())
    }

    /// The same among the roles that begin with some of the lemmas.
    pub fn role_from(&self, lemmas: &[&str], starts: impl Iterator<Item = usize>) -> Option<&Role> {
        let mut best: Option<(usize, usize, RoleId)> = None;
        for start in starts {
            self.visit_roles(lemmas, start, |id, len| {
                let end = start + len;
                // The head of an English noun phrase is its last word: the later end wins, then the longer phrase.
                if best.is_none_or(|(best_end, best_len, _)| (end, len) > (best_end, best_len)) {
                    best = Some((end, len, id));
                }
            });
        }
        best.map(|(_, _, id)| self.role(id))
    }

    /// The longest role that ends with the last of some lemmas, and where it begins among them.
    pub fn role_ending(&self, lemmas: &[&str]) -> Option<(usize, &Role)> {
        (0..lemmas.len()).find_map(|start| {
            let mut found = None;
            self.visit_roles(lemmas, start, |id, len| {
                if start + len == lemmas.len() {
                    found = found.or(Some((start, self.role(id))));
                }
            });
            found
        })
    }

    /// Calls `visit` with every role that begins with `lemmas[start]` and how many lemmas it has, the longest first.
    pub fn visit_roles(&self, lemmas: &[&str], start: usize, mut visit: impl FnMut(RoleId, usize)) {
        self.index.visit_roles(lemmas, start, |id, len| {
            visit(id, len);
            true
        });
    }

    /// Whether some role begins with a word.
    pub fn may_begin_role(&self, lemma: &str) -> bool {
        self.index.begins_role(lemma)
    }
}

/// Tokens whose names are asked for, read once for all of them.
#[derive(Debug)]
pub struct Reading<'l, 't> {
    lexicon: &'l Lexicon,
    tokens: Vec<&'t str>,
    pieces: Pieced,
}

impl<'t> Reading<'_, 't> {
    /// Reads other words for the same tokens, as their lemmas: those that are the same are not read again.
    #[must_use]
    pub fn read_beside(&self, others: Vec<&'t str>) -> Self {
        Self {
            lexicon: self.lexicon,
            pieces: self
                .lexicon
                .index
                .read_beside(&others, &self.tokens, &self.pieces),
            tokens: others,
        }
    }

    /// The tokens, when nothing is asked any more.
    pub fn into_tokens(self) -> Vec<&'t str> {
        self.tokens
    }

    /// Whether some role begins with a token.
    pub fn begins_role(&self, start: usize) -> bool {
        self.lexicon.index.begins_role_read(&self.pieces, start)
    }

    /// Calls `visit` with every role that begins with a token and how many tokens it has, the longest first.
    pub fn visit_roles(&self, start: usize, mut visit: impl FnMut(RoleId, usize)) {
        let end = self.tokens.len();
        self.lexicon.index.visit_read(&self.pieces, start, end, |hit| {
            if let EntryId::Role(id) = hit.entry {
                visit(id, hit.len);
            }
            true
        });
    }

    /// The longest name that starts with the token `start` and ends before the token `end`, where a longer title is no
    /// name ("UN secretary-general" begins with the UN). A title of the same length stays a title.
    pub fn name_at(&self, start: usize, end: usize) -> Option<LexiconMatch> {
        let Self {
            lexicon,
            tokens,
            pieces,
        } = self;
        // Transliterations of people's names are written large.
        let large = tokens.get(start)?.starts_with(char::is_uppercase);
        if !large && !lexicon.index.begins_small_name(pieces, start) {
            return None;
        }
        let mut best = None;
        lexicon.index.visit_read(pieces, start, end, |hit| {
            best = Some(hit);
            false
        });
        let found = as_match(lexicon.or_misspelt(best, &tokens[..end], start)?);
        if !matches!(found.entry, EntryId::Role(_)) {
            return Some(found);
        }
        let mut name = None;
        lexicon.index.visit_read(pieces, start, end, |hit| {
            if hit.kind != MatchKind::Role && hit.kind != MatchKind::Surname && hit.len < found.len {
                name = Some(as_match(hit));
            }
            name.is_none()
        });
        name
    }
}

fn as_match(hit: Hit) -> LexiconMatch {
    LexiconMatch {
        entry: hit.entry,
        len: hit.len,
        kind: hit.kind,
    }
}

/// A single short word that only sounds like a surname is too little evidence.
fn may_be_misspelt(tokens: &[&str], start: usize, hit: Hit) -> bool {
    hit.kind == MatchKind::Person && hit.len > 1
        || hit.len == 1 && tokens.get(start).is_some_and(|token| token.chars().count() >= 7)
}
