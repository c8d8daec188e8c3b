//! Pieces of names with their numbers.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// The longest piece that stands in the table itself.
pub(crate) const SHORT: usize = 12;
/// A free slot: no piece is all zeros.
const FREE: u128 = 0;
/// Bits of the filter for each slot.
const FILTERED: usize = 4;

/// A piece as it is looked up.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key<'p> {
    /// Its bytes as a number, the first one lowest.
    Short(u128),
    Long(&'p [u8]),
}

impl<'p> Key<'p> {
    pub(crate) fn new(piece: &'p [u8]) -> Self {
        // One with a zero byte could be taken for a shorter one.
        match packed(piece) {
            Some(bytes) if bytes != FREE && !has_zero(bytes | u128::MAX << (8 * piece.len())) => {
                Self::Short(bytes)
            }
            _ => Self::Long(piece),
        }
    }

    /// A piece of ASCII letters, as the number that they are.
    pub(crate) fn short(letters: u128) -> Self {
        if letters == FREE {
            Self::Long(&[])
        } else {
            Self::Short(letters)
        }
    }

    fn hash(self) -> u64 {
        match self {
            Self::Short(bytes) => hash_of(bytes),
            Self::Long(piece) => {
                let mut hasher = FxHasher::default();
                hasher.write(piece);
                hasher.finish()
            }
        }
    }
}

/// A table of pieces. Nearly all are short, and stand in an open hash table with their numbers, so that a look-up reads
/// one line of memory: between two reports the tables are out of the caches, and what is read counts. Most words of a
/// text are no piece at all, which a bit tells.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    /// A piece in the lower bytes, its number in the upper four.
    slots: Vec<u128>,
    long: FxHashMap<Box<[u8]>, u32>,
    len: u32,
    /// A bit for each hash of a piece.
    filter: Vec<u64>,
}

impl Pieces {
    pub(crate) fn with_capacity(pieces: usize) -> Self {
        let slots = (2 * pieces).next_power_of_two();
        Self {
            slots: vec![FREE; slots],
            filter: vec![0; (slots * FILTERED).div_ceil(64)],
            ..Self::default()
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    /// The number of a piece.
    pub(crate) fn get(&self, key: Key<'_>) -> Option<u32> {
        let hash = key.hash();
        let (word, bit) = self.filtered(hash);
        if self.filter.get(word).is_none_or(|word| word & bit == 0) {
            return None;
        }
        match key {
            Key::Short(bytes) => self.short(bytes, hash),
            Key::Long(piece) => self.long.get(piece).copied(),
        }
    }

    fn short(&self, bytes: u128, hash: u64) -> Option<u32> {
        let mut place = hash as usize;
        loop {
            let slot = *self.slots.get(place & (self.slots.len().wrapping_sub(1)))?;
            if slot << 32 == bytes << 32 && slot != FREE {
                return Some((slot >> (8 * SHORT)) as u32);
            }
            if slot == FREE {
                return None;
            }
            place += 1;
        }
    }

    /// The number of a piece, which may be new.
    pub(crate) fn add(&mut self, piece: &[u8]) -> u32 {
        let key = Key::new(piece);
        if let Some(number) = self.get(key) {
            return number;
        }
        let number = self.len;
        self.len += 1;
        if self.slots.len() < 2 * self.len() {
            self.grow();
        }
        match key {
            Key::Short(bytes) => self.put(bytes | u128::from(number) << (8 * SHORT)),
            Key::Long(piece) => {
                self.long.insert(Box::from(piece), number);
                self.note(key.hash());
            }
        }
        number
    }

    fn grow(&mut self) {
        let before = std::mem::replace(self, Self::with_capacity(2 * self.len()));
        self.len = before.len;
        self.long = before.long;
        let long: Vec<u64> = self.long.keys().map(|piece| Key::Long(piece).hash()).collect();
        for hash in long {
            self.note(hash);
        }
        let slots = before.slots.into_iter().filter(|&slot| slot != FREE);
        slots.for_each(|slot| self.put(slot));
    }

    fn put(&mut self, slot: u128) {
        let last = self.slots.len() - 1;
        let hash = hash_of(slot & (u128::MAX >> 32));
        let mut place = hash as usize;
        while self.slots[place & last] != FREE {
            place += 1;
        }
        self.slots[place & last] = slot;
        self.note(hash);
    }

    /// Notes in the filter that there is a piece with a hash.
    fn note(&mut self, hash: u64) {
        let (word, bit) = self.filtered(hash);
        self.filter[word] |= bit;
    }

    /// The word and the bit of the filter for a hash.
    fn filtered(&self, hash: u64) -> (usize, u64) {
        let bit = hash as usize & (self.filter.len() * 64).wrapping_sub(1);
        (bit / 64, 1 << (bit % 64))
    }
}

/// The bytes of a short piece as a number, the first one lowest.
pub(crate) fn packed(piece: &[u8]) -> Option<u128> {
    if piece.len() > SHORT {
        return None;
    }
    // The first bytes and the last ones, which may be some of the same.
    let last = piece.last_chunk::<4>().map(|last| u32::from_le_bytes(*last));
    if let (Some(first), Some(last)) = (piece.first_chunk::<8>(), last) {
        let last = u64::from(last) >> (8 * (SHORT - piece.len()));
        return Some(u128::from(u64::from_le_bytes(*first)) | u128::from(last) << 64);
    }
    if let (Some(first), Some(last)) = (piece.first_chunk::<4>(), last) {
        let last = u64::from(last) >> (8 * (8 - piece.len()));
        return Some(u128::from(u64::from(u32::from_le_bytes(*first)) | last << 32));
    }
    let bytes = piece.iter().rev();
    Some(u128::from(
        bytes.fold(0u32, |packed, &byte| packed << 8 | u32::from(byte)),
    ))
}

fn has_zero(bytes: u128) -> bool {
    const ONES: u128 = u128::MAX / 255;
    bytes.wrapping_sub(ONES) & !bytes & ONES << 7 != 0
}

/// A one in each byte.
const ONES: u64 = u64::MAX / 255;
/// The highest bit of each byte.
pub(crate) const HIGH: u64 = ONES << 7;

/// The highest bit of each byte that is a letter of a range; all bytes must be ASCII.
pub(crate) fn within(bytes: u64, first: u8, last: u8) -> u64 {
    let from = ONES * u64::from(128 - first);
    let past = ONES * u64::from(127 - last);
    (bytes + from) & !(bytes + past) & HIGH
}

fn hash_of(key: u128) -> u64 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let (lower, upper) = (key as u64, (key >> 64) as u64);
    let mixed = (lower ^ upper.wrapping_mul(MIX).rotate_left(29)).wrapping_mul(MIX);
    mixed ^ mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_bytes() {
        let letters = b"abcdefghijklmnop";
        for len in 0..letters.len() {
            let mut bytes = [0; 16];
            bytes[..len].copy_from_slice(&letters[..len]);
            let expected = (len <= SHORT).then(|| u128::from_le_bytes(bytes));
            assert_eq!(packed(&letters[..len]), expected, "{len}");
        }
    }

    #[test]
    fn pieces_keep_their_numbers() {
        let mut pieces = Pieces::with_capacity(4);
        let words: Vec<String> = (0..5000).map(|number| format!("{:x}", number * 7919)).collect();
        let others = [
            "",
            "a",
            "a\0",
            "\0",
            "constitutional",
            "nineteenhund",
            "nineteenhundr",
        ];
        let all = || words.iter().map(String::as_str).chain(others);
        for (number, piece) in all().enumerate() {
            let first = all().position(|other| other == piece).unwrap_or(number);
            if first == number {
                assert_eq!(pieces.get(Key::new(piece.as_bytes())), None, "{piece}");
            }
            pieces.add(piece.as_bytes());
        }
        let numbers: Vec<_> = all()
            .map(|piece| pieces.get(Key::new(piece.as_bytes())))
            .collect();
        let mut seen = Vec::new();
        for (piece, number) in all().zip(numbers) {
            let place = seen.iter().position(|known| *known == piece).unwrap_or_else(|| {
                seen.push(piece);
                seen.len() - 1
            });
            assert_eq!(number, Some(place as u32), "{piece}");
        }
        assert_eq!(pieces.len(), seen.len());
        assert_eq!(Pieces::default().get(Key::new(b"a")), None);
    }
}
