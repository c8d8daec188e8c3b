//! Names to entries: the longest name that starts at a token.

mod walk;

pub(crate) use walk::{Hit, Pieced};

use crate::lexicon::EntryId;
use crate::normal::{self, Case, is_particle};
use crate::pieces::Pieces;

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

/// What begins with a piece: anything but a role, that may be written small.
const SMALL_NAME: u8 = 1;
/// A role.
const ROLE: u8 = 2;
/// Anything that may be written small.
const SMALL: u8 = 4;
/// Anything at all.
const NAME: u8 = 8;

/// An index of names. Build with [`Index::add`], then [`Index::finish`].
#[derive(Debug, Default)]
pub(crate) struct Index {
    ids: Pieces,
    pool: Vec<u32>,
    forms: Vec<Form>,
    /// Where the forms that start with piece `i` begin.
    starts: Vec<u32>,
    /// What begins with piece `i`.
    begins: Vec<u8>,
    /// Index by skeleton instead of spelling.
    by_skeleton: bool,
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
        let mut begins = vec![0; self.ids.len()];
        for form in &self.forms {
            let small = pool[form.start as usize] >> CASE_SHIFT == Case::Lower as u32;
            begins[first(form) as usize] |= match (form.kind, small) {
                (MatchKind::Role, true) => NAME | ROLE | SMALL,
                (MatchKind::Role, false) => NAME | ROLE,
                (_, true) => NAME | SMALL | SMALL_NAME,
                (_, false) => NAME,
            };
        }
        self.begins = begins;
    }

    /// Whether something of a kind begins with a piece.
    fn begins(&self, piece: u32, what: u8) -> bool {
        self.begins
            .get(piece as usize)
            .is_some_and(|begins| begins & what != 0)
    }

    /// The forms that begin with a piece, the longest first.
    fn beginning_with(&self, piece: u32) -> &[Form] {
        match self.starts.get(piece as usize..) {
            Some(&[from, to, ..]) => &self.forms[from as usize..to as usize],
            _ => &[],
        }
    }

    /// How many forms there are.
    pub(crate) fn len(&self) -> usize {
        self.forms.len()
    }
}
