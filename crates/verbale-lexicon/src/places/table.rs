//! The compiled table of towns and regions: read in place, nothing is unpacked at start-up.
//!
//! After the magic and the lengths of eight sections (`u32`, little endian) come:
//!
//! 1. divisions: alpha-2 code, offset (`u32`) and length (`u16`) of a name in the pool; 8 bytes each
//! 2. the pool of their names
//! 3. places in order of their keys: latitude and longitude in ten-thousandths of a degree (`i24`), `GeoNames` id
//!    (`u24`), eight times the binary logarithm of the population (`u8`), division and, in the upper two bits, kind
//!    (`u16`); 12 bytes each
//! 4. an index of blocks of 16 names: offset in the next section, number of the block's first place (`u32` both)
//! 5. names, front-coded: bytes shared with the one before, bytes that follow, these, how many places bear the name
//! 6. and 7. the same of keys of other names, with the numbers (`u24`) of the places that bear them
//!
//! 8. a directory of all keys: an open hash table of `u32`, the number of the first name with the key (those of section 7
//!    are numbered on from the next whole block) above 13 bits of the key's hash; all ones where free
//!
//! Names are in order of their keys. Every read is checked: a broken table finds nothing, it does not panic.

use super::fold::fold;

const MAGIC: &[u8] = b"VGAZ0002";
const SECTIONS: usize = 8;
const HEADER: usize = MAGIC.len() + 4 * SECTIONS;
const DIVISION: usize = 8;
const PLACE: usize = 12;
/// Names in a block.
const BLOCK: usize = 16;
/// Bits of a slot of the directory that tell keys apart.
const FINGERPRINT: u32 = 13;
const FREE: u32 = u32::MAX;

/// What kind of place a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Town,
    Region,
    District,
}

/// A place of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PlaceRow {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) geonames: u32,
    pub(super) population: u32,
    pub(super) division: usize,
    pub(super) kind: RowKind,
}

/// The table over its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Table<'t> {
    sections: [&'t [u8]; SECTIONS],
}

impl<'t> Table<'t> {
    /// Finds the sections; `None` if this is no such table.
    pub(super) fn new(bytes: &'t [u8]) -> Option<Self> {
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let mut sections = [&bytes[..0]; SECTIONS];
        let mut rest = bytes.get(HEADER..)?;
        for (number, section) in sections.iter_mut().enumerate() {
            let length = u32_at(bytes, MAGIC.len() + 4 * number)? as usize;
            *section = rest.get(..length)?;
            rest = rest.get(length..)?;
        }
        Some(Self { sections })
    }

    /// How many places it has.
    pub(super) fn len(&self) -> usize {
        self.sections[2].len() / PLACE
    }

    /// A place.
    pub(super) fn place(&self, number: usize) -> Option<PlaceRow> {
        let row = self.sections[2].get(number * PLACE..)?.first_chunk::<PLACE>()?;
        let packed = u16::from_le_bytes([row[10], row[11]]);
        Some(PlaceRow {
            latitude: signed24(row, 0) / 10_000.0,
            longitude: signed24(row, 3) / 10_000.0,
            geonames: u32::from_le_bytes([row[6], row[7], row[8], 0]),
            population: (f64::from(row[9]) / 8.0).exp2().round() as u32 - 1,
            division: usize::from(packed & 0x3FFF),
            kind: match packed >> 14 {
                0 => RowKind::Town,
                1 => RowKind::Region,
                _ => RowKind::District,
            },
        })
    }

    /// Alpha-2 code and first-level region (empty where not known) of a division.
    pub(super) fn division(&self, number: usize) -> Option<(&'t str, &'t str)> {
        let row = self.sections[0].get(number * DIVISION..(number + 1) * DIVISION)?;
        let start = u32_at(row, 2)? as usize;
        let length = usize::from(u16::from_le_bytes([row[6], row[7]]));
        let name = self.sections[1].get(start..start + length)?;
        Some((
            std::str::from_utf8(&row[..2]).ok()?,
            std::str::from_utf8(name).ok()?,
        ))
    }

    /// Calls `visit` with the number and the name of each place whose own name has this key.
    pub(super) fn visit_named(&self, key: &str, mut visit: impl FnMut(usize, &str)) {
        let mut folded = String::new();
        let (index, body) = (self.sections[3], self.sections[4]);
        for standing in self.standing(key) {
            if standing / BLOCK >= index.len() / 8 {
                continue;
            }
            let mut blocks = Blocks::new(index, body, standing / BLOCK);
            let Some(mut number) = blocks.heading() else {
                continue;
            };
            let mut before = standing % BLOCK;
            while let Some(name) = blocks.next_name() {
                let Some(count) = blocks.varint() else { break };
                // A broken count must not make a long loop.
                let count = count.min(self.len().saturating_sub(number));
                if before > 0 {
                    before -= 1;
                } else {
                    fold(name_str(&name), &mut folded);
                    if folded != key {
                        break;
                    }
                    (number..number + count).for_each(|one| visit(one, name_str(&name)));
                }
                number += count;
                blocks.give_back(name);
            }
        }
    }

    /// Calls `visit` with the number of each place for which this key is another name.
    pub(super) fn visit_others(&self, key: &str, mut visit: impl FnMut(usize)) {
        let (index, body) = (self.sections[5], self.sections[6]);
        for standing in self.standing(key) {
            let Some(block) = (standing / BLOCK).checked_sub(self.sections[3].len() / 8) else {
                continue;
            };
            let mut blocks = Blocks::new(index, body, block);
            for left in (0..=standing % BLOCK).rev() {
                let Some(name) = blocks.next_name() else { break };
                let listed = blocks.varint().and_then(|count| blocks.take(3 * count));
                let Some(listed) = listed else { break };
                if left == 0 && name_str(&name) == key {
                    let numbers = listed.as_chunks::<3>().0.iter();
                    numbers.for_each(|&[a, b, c]| visit(u32::from_le_bytes([a, b, c, 0]) as usize));
                }
                blocks.give_back(name);
            }
        }
    }

    /// Whether a name of this key may be in the table: mostly no where none is.
    pub(super) fn may_have(&self, key: &str) -> bool {
        self.standing(key).next().is_some()
    }

    /// Where names of this key may stand: their number among all names. Mostly none, or the right one.
    fn standing(&self, key: &str) -> impl Iterator<Item = usize> {
        let slots = self.sections[7].as_chunks::<4>().0;
        let hash = hash(key);
        let first = (((hash >> 32) * slots.len() as u64) >> 32) as usize;
        let (start, end) = slots.split_at(first);
        let slots = end.iter().chain(start).map(|&slot| u32::from_le_bytes(slot));
        let fits = move |slot: &u32| (slot ^ hash as u32) << (32 - FINGERPRINT) == 0;
        slots
            .take_while(|&slot| slot != FREE)
            .filter(fits)
            .map(|slot| (slot >> FINGERPRINT) as usize)
    }

    /// The name of a place: a walk through its block.
    pub(super) fn name_of(&self, number: usize) -> Option<String> {
        let index = self.sections[3];
        let starts = |block: usize| u32_at(index, 8 * block + 4).unwrap_or(u32::MAX) as usize;
        let block = partition(index.len() / 8, |block| starts(block) <= number).checked_sub(1)?;
        let mut blocks = Blocks::new(index, self.sections[4], block);
        let mut first = starts(block);
        loop {
            let name = blocks.next_name()?;
            first += blocks.varint()?;
            if number < first {
                return Some(name_str(&name).to_owned());
            }
            blocks.give_back(name);
        }
    }
}

fn name_str(name: &[u8]) -> &str {
    std::str::from_utf8(name).unwrap_or("")
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?))
}

fn signed24(row: &[u8; PLACE], at: usize) -> f64 {
    // Shifted up and down again, the sign fills the upper byte.
    f64::from(i32::from_le_bytes([0, row[at], row[at + 1], row[at + 2]]) >> 8)
}

/// How many of the first of `count` satisfy `holds`.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// FNV-1a of 64 bits, its halves mixed once more. `compile.py` does the same.
fn hash(key: &str) -> u64 {
    let hash = key.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    (hash ^ hash >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A walk through front-coded names from the start of a block.
struct Blocks<'t> {
    index: &'t [u8],
    body: &'t [u8],
    block: usize,
    at: usize,
    before: Vec<u8>,
}

impl<'t> Blocks<'t> {
    fn new(index: &'t [u8], body: &'t [u8], block: usize) -> Self {
        let at = u32_at(index, 8 * block).map_or(body.len(), |at| at as usize);
        Self {
            index,
            body,
            block,
            at,
            before: Vec::with_capacity(64),
        }
    }

    fn heading(&self) -> Option<usize> {
        u32_at(self.index, 8 * self.block + 4).map(|number| number as usize)
    }

    /// The next name. It owns its bytes, so that the caller can read on; [`Blocks::give_back`] returns them.
    fn next_name(&mut self) -> Option<Vec<u8>> {
        let shared = usize::from(*self.body.get(self.at)?);
        let length = usize::from(*self.body.get(self.at + 1)?);
        let rest = self.body.get(self.at + 2..self.at + 2 + length)?;
        self.at += 2 + length;
        let mut name = std::mem::take(&mut self.before);
        name.truncate(shared);
        name.extend_from_slice(rest);
        Some(name)
    }

    fn give_back(&mut self, name: Vec<u8>) {
        self.before = name;
    }

    fn varint(&mut self) -> Option<usize> {
        let mut value = 0usize;
        for shift in (0..28).step_by(7) {
            let byte = *self.body.get(self.at)?;
            self.at += 1;
            value |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'t [u8]> {
        let taken = self.body.get(self.at..self.at + length)?;
        self.at += length;
        Some(taken)
    }
}
