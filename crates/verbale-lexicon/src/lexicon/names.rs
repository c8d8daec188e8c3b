//! Names and roles in runs of tokens.

use super::{EntryId, Found, Lexicon, LexiconMatch};
use crate::index::{Hit, MatchKind};
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
        let capital = tokens.get(start)?.chars().next().is_some_and(char::is_uppercase);
        if capital && best.is_none_or(|hit| matches!(hit.kind, MatchKind::Surname | MatchKind::Role)) {
            self.skeletons.visit(tokens, start, |hit| {
                if best.is_none_or(|best| hit.len > best.len) && may_be_misspelt(tokens, start, hit) {
                    best = Some(hit);
                    return false;
                }
                true
            });
        }
        best.map(as_match)
    }

    /// The longest name that starts at `tokens[start]` where a longer title is no name ("UN secretary-general" begins
    /// with the UN). A title of the same length stays a title.
    pub fn name_at(&self, tokens: &[&str], start: usize) -> Option<LexiconMatch> {
        // Transliterations of people's names are written large.
        let small = tokens
            .get(start)
            .is_some_and(|token| !token.starts_with(char::is_uppercase));
        if small && !self.index.begins_name(tokens, start) {
            return None;
        }
        let found = self.match_at(tokens, start)?;
        if !matches!(found.entry, EntryId::Role(_)) {
            return Some(found);
        }
        let mut name = None;
        self.index.visit(tokens, start, |hit| {
            if hit.kind != MatchKind::Role && hit.kind != MatchKind::Surname && hit.len < found.len {
                name = Some(as_match(hit));
            }
            name.is_none()
        });
        name
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
        let mut best: Option<(usize, usize, RoleId)> = None;
        for start in 0..lemmas.len() {
            self.index.visit_roles(lemmas, start, |id, len| {
                let end = start + len;
                // The head of an English noun phrase is its last word: the later end wins, then the longer phrase.
                if best.is_none_or(|(best_end, best_len, _)| (end, len) > (best_end, best_len)) {
                    best = Some((end, len, id));
                }
                true
            });
        }
        best.map(|(_, _, id)| self.role(id))
    }

    /// The longest role that ends with the last of some lemmas, and where it begins among them.
    pub fn role_ending(&self, lemmas: &[&str]) -> Option<(usize, &Role)> {
        let mut found = None;
        for start in 0..lemmas.len() {
            self.index.visit_roles(lemmas, start, |id, len| {
                if start + len == lemmas.len() {
                    found = Some((start, self.role(id)));
                }
                found.is_none()
            });
            if found.is_some() {
                break;
            }
        }
        found
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
