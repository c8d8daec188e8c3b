//! Tokens to pieces, and pieces to the names that they are.

use super::{CASE_SHIFT, Form, Index, LONGEST, MatchKind, NAME, PIECE_MASK, ROLE, SMALL, SMALL_NAME};
use crate::lexicon::EntryId;
use crate::normal::{self, Case, SIMPLE, SIMPLE_SKELETON};
use crate::pieces::Key;
use crate::role::RoleId;

/// A name found at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) entry: EntryId,
    pub(crate) kind: MatchKind,
    /// In tokens.
    pub(crate) len: usize,
}

/// A piece of a token as the index knows it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Its number.
    id: u32,
    case: Case,
    /// The token it is of.
    token: u32,
}

/// A piece that is in no name.
const UNKNOWN: u32 = PIECE_MASK;

impl Index {
    /// The pieces of a run of tokens.
    pub(crate) fn read(&self, tokens: &[&str]) -> Pieced {
        let mut pieced = Pieced::with_capacity(tokens.len());
        let mut buffers = Buffers::default();
        for token in tokens {
            pieced.add(self, token, &mut buffers);
        }
        pieced
    }

    /// The pieces of a run of tokens, many of which stand at the same place in another run.
    pub(crate) fn read_beside(&self, tokens: &[&str], others: &[&str], read: &Pieced) -> Pieced {
        let mut pieced = Pieced::with_capacity(tokens.len());
        let mut buffers = Buffers::default();
        for (at, (token, other)) in tokens.iter().zip(others).enumerate() {
            if token == other {
                pieced.pieces.extend_from_slice(read.of(at));
                pieced.ends.push(pieced.pieces.len() as u32);
            } else {
                pieced.add(self, token, &mut buffers);
            }
        }
        pieced
    }

    /// Whether something that is no role may begin with a token of those read, be it written small.
    pub(crate) fn begins_small_name(&self, read: &Pieced, start: usize) -> bool {
        let first = read.of(start).first();
        first.is_some_and(|first| first.case != Case::Lower || self.begins(first.id, SMALL_NAME))
    }

    /// Whether some role begins with a token of those read.
    pub(crate) fn begins_role_read(&self, read: &Pieced, start: usize) -> bool {
        read.of(start)
            .first()
            .is_some_and(|first| self.begins(first.id, ROLE))
    }

    /// Calls `visit` with every name that starts with the token `start` and ends before `end`, the longest first, until
    /// it returns false.
    pub(crate) fn visit_read(&self, read: &Pieced, start: usize, end: usize, visit: impl FnMut(Hit) -> bool) {
        let pieces = read.between(start, end);
        self.walk(start, |at| pieces.get(at).copied(), visit);
    }

    /// Calls `visit` with every name that starts at `tokens[start]`, the longest first, until it returns false.
    pub(crate) fn visit(&self, tokens: &[&str], start: usize, visit: impl FnMut(Hit) -> bool) {
        let begins = tokens.get(start).is_some_and(|token| {
            self.word_begins(token, |case| {
                // Of a skeleton it is not asked how it is written.
                let small = case == Case::Lower && !self.by_skeleton;
                if small { SMALL } else { NAME }
            })
        });
        if begins {
            let mut reader = Reader::new(self, tokens, start);
            self.walk(start, |at| reader.piece(at), visit);
        }
    }

    /// Calls `visit` with every role that starts at `tokens[start]`, the longest first, until it returns false.
    pub(crate) fn visit_roles(
        &self,
        tokens: &[&str],
        start: usize,
        mut visit: impl FnMut(RoleId, usize) -> bool,
    ) {
        if tokens.get(start).is_none_or(|first| !self.begins_role(first)) {
            return;
        }
        let mut reader = Reader::new(self, tokens, start);
        self.walk(
            start,
            |at| reader.piece(at),
            |hit| match hit.entry {
                EntryId::Role(id) => visit(id, hit.len),
                _ => true,
            },
        );
    }

    /// Whether some role begins with a word.
    pub(crate) fn begins_role(&self, word: &str) -> bool {
        self.word_begins(word, |_| ROLE)
    }

    /// Whether something begins with a word, of what kind is asked by how it is written.
    fn word_begins(&self, word: &str, what: impl FnOnce(Case) -> u8) -> bool {
        let mut first = None;
        self.pieces(word, &mut Buffers::default(), |id, case| {
            first.get_or_insert((id, case));
        });
        first.is_some_and(|(id, case)| self.begins(id, what(case)))
    }

    /// Calls `visit` with each piece of a word.
    fn pieces(&self, word: &str, buffers: &mut Buffers, mut visit: impl FnMut(u32, Case)) {
        let Buffers { piece, skeleton } = buffers;
        let mut found = |key: Key<'_>, case| visit(self.ids.get(key).unwrap_or(UNKNOWN), case);
        if !self.by_skeleton {
            normal::keys(word, piece, found);
            return;
        }
        match normal::simple_piece(word, &mut [0; SIMPLE]) {
            Some((b"", _)) => {}
            Some((piece, case)) => {
                let mut skeleton = [0; SIMPLE_SKELETON];
                found(Key::new(normal::simple_skeleton(piece, &mut skeleton)), case);
            }
            None => normal::pieces(word, piece, |piece, case| {
                normal::skeleton(piece, skeleton);
                found(Key::new(skeleton.as_bytes()), case);
            }),
        }
    }

    /// Calls `visit` with every name that the pieces of the tokens from `start` on are, the longest first, until it
    /// returns false.
    fn walk(
        &self,
        start: usize,
        mut piece: impl FnMut(usize) -> Option<Piece>,
        mut visit: impl FnMut(Hit) -> bool,
    ) {
        // The first token must give a piece, or the match would begin with an article or a hyphen.
        let Some(first) = piece(0).filter(|first| first.token as usize == start) else {
            return;
        };
        for form in self.beginning_with(first.id) {
            let Some(last) = self.agrees(form, &mut piece) else {
                continue;
            };
            // The name must end where a token ends.
            if piece(usize::from(form.len)).is_some_and(|next| next.token == last.token) {
                continue;
            }
            let hit = Hit {
                entry: form.entry,
                kind: form.kind,
                len: last.token as usize + 1 - start,
            };
            if !visit(hit) {
                return;
            }
        }
    }

    /// The last piece of a form that the pieces agree with.
    fn agrees(&self, form: &Form, piece: &mut impl FnMut(usize) -> Option<Piece>) -> Option<Piece> {
        let wanted = &self.pool[form.start as usize..form.start as usize + usize::from(form.len)];
        let mut last = None;
        for (at, wanted) in wanted.iter().enumerate() {
            let found = piece(at)?;
            if wanted & PIECE_MASK != found.id || (found.case as u32) < wanted >> CASE_SHIFT {
                return None;
            }
            last = Some(found);
        }
        last
    }
}

/// The pieces of a run of tokens, read once for all names that may begin in it.
#[derive(Debug)]
pub(crate) struct Pieced {
    pieces: Vec<Piece>,
    /// Where the pieces of each token end.
    ends: Vec<u32>,
}

impl Pieced {
    fn with_capacity(tokens: usize) -> Self {
        Self {
            pieces: Vec::with_capacity(tokens + tokens / 8),
            ends: Vec::with_capacity(tokens),
        }
    }

    /// Reads one more token.
    fn add(&mut self, index: &Index, token: &str, buffers: &mut Buffers) {
        let at = self.ends.len() as u32;
        index.pieces(token, buffers, |id, case| {
            self.pieces.push(Piece { id, case, token: at });
        });
        self.ends.push(self.pieces.len() as u32);
    }

    /// The pieces of a token.
    fn of(&self, token: usize) -> &[Piece] {
        self.between(token, token + 1)
    }

    /// The pieces of the tokens from `start` to before `end`.
    fn between(&self, start: usize, end: usize) -> &[Piece] {
        let place = |token: usize| {
            token
                .checked_sub(1)
                .map_or(0, |before| self.ends[before] as usize)
        };
        &self.pieces[place(start)..place(end)]
    }
}

/// Reads pieces from tokens as far as a candidate name needs them.
struct Reader<'i, 't> {
    index: &'i Index,
    tokens: &'t [&'t str],
    next: usize,
    /// One more than the longest name has, which tells whether a token goes on after it.
    read: [Piece; LONGEST + 1],
    len: usize,
    buffers: Buffers,
}

/// Room for a piece and what transliterations of it share.
#[derive(Default)]
struct Buffers {
    piece: String,
    skeleton: String,
}

impl<'i, 't> Reader<'i, 't> {
    fn new(index: &'i Index, tokens: &'t [&'t str], start: usize) -> Self {
        let none = Piece {
            id: UNKNOWN,
            case: Case::Lower,
            token: 0,
        };
        Self {
            index,
            tokens,
            next: start,
            read: [none; LONGEST + 1],
            len: 0,
            buffers: Buffers::default(),
        }
    }

    /// A piece by its place.
    fn piece(&mut self, at: usize) -> Option<Piece> {
        let Self { read, len, .. } = self;
        while *len <= at {
            let text = self.tokens.get(self.next)?;
            let token = self.next as u32;
            self.next += 1;
            self.index.pieces(text, &mut self.buffers, |id, case| {
                if let Some(slot) = read.get_mut(*len) {
                    *slot = Piece { id, case, token };
                    *len += 1;
                }
            });
        }
        self.read.get(at).copied()
    }
}
