//! Names to entries: the longest name that starts at a token.

use rustc_hash::FxHashSet;

use crate::lexicon::EntryId;
use crate::normal::{self, Case, SIMPLE, SIMPLE_SKELETON, is_particle};
use crate::pieces::{Pieces, hash};
use crate::role::RoleId;

/// What about an entry a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchKind {
    /// A country's name or abbreviation.
    CountryName,
    /// An organisation.
    Organisation,
    /// An armed group.
    ArmedGroup,
    /// A house, street or quarter that stands for a government ("the Kremlin").
    Seat,
    /// A person's full name.
    Person,
    /// "Syrian": the adjective (and often the demonym's singular too).
    CountryAdjective,
    /// "Syrians", "a Briton".
    CountryDemonym,
    /// A capital.
    Capital,
    /// A part of the world ("the Gulf"), or a place whose name only contains a country's ("New Mexico").
    Region,
    /// A title or agent noun.
    Role,
    /// A surname or other short name of a person: ambiguous by nature.
    Surname,
}

/// One way to write one entry's name. Its pieces are in the index's pool.
#[derive(Debug, Clone, Copy)]
struct Form {
    start: u32,
    len: u8,
    kind: MatchKind,
    entry: EntryId,
}

/// A piece's id in the low bits; how it must be capitalised in the top two.
const CASE_SHIFT: u32 = 30;
const PIECE_MASK: u32 = (1 << CASE_SHIFT) - 1;

/// The longest name, in pieces. Longer names are faults of their table.
pub(crate) const LONGEST: usize = 16;

/// An index of names. Build with [`Index::add`], then [`Index::finish`].
#[derive(Debug, Default)]
pub(crate) struct Index {
    ids: Pieces,
    pool: Vec<u32>,
    forms: Vec<Form>,
    /// Where the forms that start with piece `i` begin.
    starts: Vec<u32>,
    /// Index by skeleton instead of spelling.
    by_skeleton: bool,
    /// Pieces with which a name begins that may be written small.
    small: Filter,
    /// Pieces with which a name begins.
    all: Filter,
    /// Pieces with which a role begins.
    roles: Filter,
    /// All pieces.
    known: Filter,
    /// Where the pieces stand with which something that is no role begins that may be written small.
    small_names: Vec<bool>,
}

/// A set of pieces that holds a few others too: most words begin no name, which a bit tells without a walk through the
/// tables.
#[derive(Debug, Default)]
struct Filter {
    bits: Vec<u64>,
}

impl Filter {
    fn new(pieces: usize) -> Self {
        // One bit of sixteen is set, or fewer: a piece that seems to be there costs a look into the tables.
        let words = (pieces / 4).next_power_of_two();
        Self { bits: vec![0; words] }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let bit = hash as usize & (self.bits.len() * 64).wrapping_sub(1);
        (bit / 64, 1 << (bit % 64))
    }

    fn insert(&mut self, hash: u64) {
        let (word, bit) = self.place(hash);
        self.bits[word] |= bit;
    }

    fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }
}

/// A name found at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) entry: EntryId,
    pub(crate) kind: MatchKind,
    /// In tokens.
    pub(crate) len: usize,
}

impl Index {
    pub(crate) fn with_capacity(names: usize, by_skeleton: bool) -> Self {
        Self {
            ids: Pieces::with_capacity(names),
            pool: Vec::with_capacity(names * 2),
            forms: Vec::with_capacity(names),
            starts: Vec::new(),
            by_skeleton,
            ..Self::default()
        }
    }

    /// Adds one name of an entry. A name without pieces, or with too many, is left out.
    pub(crate) fn add(&mut self, name: &str, kind: MatchKind, entry: EntryId) {
        let start = self.pool.len();
        let mut buffer = String::new();
        let mut skeleton = String::new();
        let (ids, pool, by_skeleton) = (&mut self.ids, &mut self.pool, self.by_skeleton);
        normal::name_pieces(name, &mut buffer, |piece, case| {
            let piece = if by_skeleton {
                normal::skeleton(piece, &mut skeleton);
                skeleton.as_str()
            } else {
                piece
            };
            let id = ids.add(piece.as_bytes());
            // A person's name in capitals is a headline's, not an acronym.
            let case = match case {
                _ if is_particle(piece) && case != Case::Upper => Case::Lower,
                case => case,
            };
            pool.push(id | ((case as u32) << CASE_SHIFT));
        });
        let len = self.pool.len() - start;
        if len == 0 || len > LONGEST {
            self.pool.truncate(start);
            return;
        }
        self.forms.push(Form {
            start: start as u32,
            len: len as u8,
            kind,
            entry,
        });
    }

    /// Sorts the names for lookup: by first piece, the longest first, then by kind, then in order of the tables.
    pub(crate) fn finish(&mut self) {
        let pool = &self.pool;
        let first = |form: &Form| pool[form.start as usize] & PIECE_MASK;
        self.forms
            .sort_by_key(|form| (first(form), u8::MAX - form.len, form.kind));
        // What is compared one after the other stands side by side.
        let mut pool = Vec::with_capacity(self.pool.len());
        for form in &mut self.forms {
            let pieces = form.start as usize..form.start as usize + usize::from(form.len);
            form.start = pool.len() as u32;
            pool.extend_from_slice(&self.pool[pieces]);
        }
        self.pool = pool;
        let pool = &self.pool;
        let first = |form: &Form| pool[form.start as usize] & PIECE_MASK;
        let mut starts = vec![0u32; self.ids.len() + 1];
        for form in &self.forms {
            starts[first(form) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        self.starts = starts;
        let first = |form: &&Form| pool[form.start as usize];
        let roles = || self.forms.iter().filter(|form| form.kind == MatchKind::Role);
        let small = || {
            let forms = self.forms.iter();
            forms.filter(|form| first(form) >> CASE_SHIFT == Case::Lower as u32)
        };
        let filter = |pieces: &mut dyn Iterator<Item = &Form>| {
            let pieces: FxHashSet<u32> = pieces.map(|form| first(&form) & PIECE_MASK).collect();
            let mut filter = Filter::new(pieces.len());
            for (hash, id) in self.ids.hashes() {
                if pieces.contains(&id) {
                    filter.insert(hash);
                }
            }
            filter
        };
        let filters = (
            filter(&mut small()),
            filter(&mut self.forms.iter()),
            filter(&mut roles()),
        );
        let mut small_names = vec![false; self.ids.len()];
        for form in small().filter(|form| form.kind != MatchKind::Role) {
            small_names[(first(&form) & PIECE_MASK) as usize] = true;
        }
        let mut known = Filter::new(self.ids.len());
        self.ids.hashes().for_each(|(hash, _)| known.insert(hash));
        (self.small, self.all, self.roles) = filters;
        self.small_names = small_names;
        self.known = known;
    }

    /// Calls `visit` with every role that starts at `tokens[start]`, the longest first, until it returns false.
    pub(crate) fn visit_roles(
        &self,
        tokens: &[&str],
        start: usize,
        mut visit: impl FnMut(RoleId, usize) -> bool,
    ) {
        if self.begins(tokens, start, |_| &self.roles) {
            self.visit_any(tokens, start, |hit| match hit.entry {
                EntryId::Role(id) => visit(id, hit.len),
                _ => true,
            });
        }
    }

    /// The pieces of a run of tokens.
    pub(crate) fn read(&self, tokens: &[&str]) -> Pieced {
        let mut pieced = Pieced {
            pieces: Vec::with_capacity(tokens.len() + 8),
            firsts: Vec::with_capacity(tokens.len() + 1),
        };
        let mut buffer = String::new();
        for (token, number) in tokens.iter().zip(0..) {
            pieced.firsts.push(pieced.pieces.len() as u32);
            let mut simple = [0; SIMPLE];
            let mut add = |piece: &[u8], case| {
                // Most words are in no name, which is told without a look into the table.
                let known = self.known.may_have(hash(piece));
                let id = known.then(|| self.ids.get(piece)).flatten();
                pieced.pieces.push((id.unwrap_or(UNKNOWN), case, number));
            };
            match normal::simple_piece(token, &mut simple) {
                Some((b"", _)) => {}
                Some((piece, case)) => add(piece, case),
                None => normal::pieces(token, &mut buffer, |piece, case| add(piece.as_bytes(), case)),
            }
        }
        pieced.firsts.push(pieced.pieces.len() as u32);
        pieced
    }

    /// Whether something that is no role may begin with a token of those read, be it written small.
    pub(crate) fn begins_small_name(&self, read: &Pieced, start: usize) -> bool {
        let first = read.pieces_of(start).first();
        first.is_some_and(|&(id, case, _)| {
            case != Case::Lower || self.small_names.get(id as usize).is_some_and(|&small| small)
        })
    }

    /// Calls `visit` with every name that starts with the token `start` and ends before `end`, the longest first, until
    /// it returns false.
    pub(crate) fn visit_read(
        &self,
        read: &Pieced,
        start: usize,
        end: usize,
        mut visit: impl FnMut(Hit) -> bool,
    ) {
        let own = read.pieces_of(start);
        // The first token must give a piece, or the match would begin with an article or a hyphen.
        let Some(&(first, ..)) = own.first() else { return };
        if own.iter().any(|&(id, ..)| id == UNKNOWN) {
            return;
        }
        let pieces = &read.pieces[read.firsts[start] as usize..read.firsts[end] as usize];
        let first = first as usize;
        let (from, to) = (self.starts[first] as usize, self.starts[first + 1] as usize);
        for form in &self.forms[from..to] {
            let len = usize::from(form.len);
            let Some(&(_, _, last)) = pieces.get(len - 1) else {
                continue;
            };
            // The name must end where a token ends.
            let broken = pieces.get(len).is_some_and(|&(_, _, next)| next == last);
            if broken || !self.agrees(form, pieces) {
                continue;
            }
            if !visit(Hit {
                entry: form.entry,
                kind: form.kind,
                len: last as usize + 1 - start,
            }) {
                return;
            }
        }
    }

    /// Whether a role may begin with a word.
    pub(crate) fn begins_role(&self, word: &str) -> bool {
        self.begins(&[word], 0, |_| &self.roles)
    }

    /// Whether something of a filter may begin with `tokens[start]`.
    fn begins<'f>(&self, tokens: &[&str], start: usize, filter: impl FnOnce(Case) -> &'f Filter) -> bool {
        let mut simple = [0; SIMPLE];
        let token = tokens.get(start).copied().unwrap_or_default();
        let Some((piece, case)) = normal::simple_piece(token, &mut simple) else {
            return true;
        };
        let filter = filter(case);
        if self.by_skeleton {
            let mut buffer = [0; SIMPLE_SKELETON];
            filter.may_have(hash(normal::simple_skeleton(piece, &mut buffer)))
        } else {
            filter.may_have(hash(piece))
        }
    }

    /// Calls `visit` with every name that starts at `tokens[start]`, the longest first, until it returns false.
    pub(crate) fn visit(&self, tokens: &[&str], start: usize, visit: impl FnMut(Hit) -> bool) {
        let filter = |case| {
            // Of a skeleton it is not asked how it is written.
            if case == Case::Lower && !self.by_skeleton {
                &self.small
            } else {
                &self.all
            }
        };
        if self.begins(tokens, start, filter) {
            self.visit_any(tokens, start, visit);
        }
    }

    fn visit_any(&self, tokens: &[&str], start: usize, mut visit: impl FnMut(Hit) -> bool) {
        let mut reader = Reader {
            index: self,
            tokens,
            next: start,
            read: [(0, Case::Lower, 0); LONGEST],
            len: 0,
            piece: String::new(),
            skeleton: String::new(),
        };
        // The first token must give a piece, or the match would begin with an article or a hyphen.
        if !reader.token(true) || reader.len == 0 {
            return;
        }
        let first = reader.read[0].0 as usize;
        let (from, to) = (self.starts[first] as usize, self.starts[first + 1] as usize);
        for form in &self.forms[from..to] {
            let len = usize::from(form.len);
            if !reader.fill(len) || !self.agrees(form, &reader.read) {
                continue;
            }
            // The name must end where a token ends.
            let end = reader.read[len - 1].2;
            if reader.len > len && reader.read[len].2 == end {
                continue;
            }
            if len == reader.len && !reader.at_token_end(len) {
                continue;
            }
            if !visit(Hit {
                entry: form.entry,
                kind: form.kind,
                len: end as usize + 1 - start,
            }) {
                return;
            }
        }
    }

    fn agrees(&self, form: &Form, read: &[Piece]) -> bool {
        let wanted = &self.pool[form.start as usize..form.start as usize + usize::from(form.len)];
        wanted
            .iter()
            .zip(read)
            .all(|(wanted, (id, case, _))| wanted & PIECE_MASK == *id && *case as u32 >= wanted >> CASE_SHIFT)
    }

    pub(crate) fn len(&self) -> usize {
        self.forms.len()
    }
}

/// Number, capitalisation, token.
type Piece = (u32, Case, u32);

/// The pieces of a run of tokens, read once for all names that may begin in it.
#[derive(Debug)]
pub(crate) struct Pieced {
    pieces: Vec<Piece>,
    /// The first piece of each token; how many there are at the end.
    firsts: Vec<u32>,
}

impl Pieced {
    fn pieces_of(&self, token: usize) -> &[Piece] {
        &self.pieces[self.firsts[token] as usize..self.firsts[token + 1] as usize]
    }
}

/// Reads pieces from tokens as far as a candidate name needs them.
struct Reader<'i, 't> {
    index: &'i Index,
    tokens: &'t [&'t str],
    next: usize,
    read: [Piece; LONGEST],
    len: usize,
    /// Room for a piece and what transliterations of it share.
    piece: String,
    skeleton: String,
}

/// A piece that is in no name.
const UNKNOWN: u32 = PIECE_MASK;

impl Reader<'_, '_> {
    /// Reads one more token; false at the end, or when a first piece is unknown.
    fn token(&mut self, first: bool) -> bool {
        let Some(token) = self.tokens.get(self.next) else {
            return false;
        };
        let at = self.next;
        self.next += 1;
        let Self {
            index,
            read,
            len,
            piece: buffer,
            skeleton,
            ..
        } = self;
        let mut known = true;
        let mut visit = |piece: &[u8], case| {
            // Of what stands after the first word most is in no name.
            let known_piece = first || index.known.may_have(hash(piece));
            let id = known_piece.then(|| index.ids.get(piece)).flatten();
            let id = id.unwrap_or(UNKNOWN);
            known &= id != UNKNOWN;
            if let Some(slot) = read.get_mut(*len) {
                *slot = (id, case, at as u32);
                *len += 1;
            }
        };
        let mut simple = [0; SIMPLE];
        match normal::simple_piece(token, &mut simple) {
            Some((b"", _)) => {}
            Some((piece, case)) if index.by_skeleton => {
                let mut buffer = [0; SIMPLE_SKELETON];
                visit(normal::simple_skeleton(piece, &mut buffer), case);
            }
            Some((piece, case)) => visit(piece, case),
            None => normal::pieces(token, buffer, |piece, case| {
                if index.by_skeleton {
                    normal::skeleton(piece, skeleton);
                    visit(skeleton.as_bytes(), case);
                } else {
                    visit(piece.as_bytes(), case);
                }
            }),
        }
        known || !first
    }

    /// Reads until `wanted` pieces are there; false when the text ends before.
    fn fill(&mut self, wanted: usize) -> bool {
        while self.len < wanted {
            if self.len > 0 && self.read[self.len - 1].0 == UNKNOWN {
                return false;
            }
            if !self.token(false) {
                return false;
            }
        }
        true
    }

    /// True when no piece of the same token was dropped for want of room.
    fn at_token_end(&self, len: usize) -> bool {
        len < LONGEST || self.next == self.read[len - 1].2 as usize + 1
    }
}
