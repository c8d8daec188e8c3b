//! Pieces of names with their numbers.

use rustc_hash::FxHashMap;

/// The longest piece that stands in the table itself.
const SHORT: usize = 12;
/// A free slot: no piece is all zeros.
const FREE: u128 = 0;

/// A table of pieces. Nearly all are short, and stand in an open hash table with their numbers, so that a look-up reads
/// one line of memory: between two reports the tables are out of the caches, and what is read counts.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    /// A piece in the lower bytes, its number in the upper four.
    slots: Vec<u128>,
    long: FxHashMap<Box<[u8]>, u32>,
    len: u32,
}

impl Pieces {
    pub(crate) fn with_capacity(pieces: usize) -> Self {
        Self {
            slots: vec![FREE; (2 * pieces).next_power_of_two()],
            ..Self::default()
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    /// The number of a piece.
    pub(crate) fn get(&self, piece: &[u8]) -> Option<u32> {
        let Some(key) = key(piece) else {
            return self.long.get(piece).copied();
        };
        let mut place = hash_of(key) as usize;
        loop {
            let slot = *self.slots.get(place & (self.slots.len().wrapping_sub(1)))?;
            if slot << 32 == key << 32 && slot != FREE {
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
        if let Some(number) = self.get(piece) {
            return number;
        }
        let number = self.len;
        self.len += 1;
        let Some(key) = key(piece) else {
            self.long.insert(Box::from(piece), number);
            return number;
        };
        if self.slots.len() < 2 * self.len() {
            let grown = vec![FREE; (4 * self.len()).next_power_of_two()];
            let before = std::mem::replace(&mut self.slots, grown);
            before
                .into_iter()
                .filter(|&slot| slot != FREE)
                .for_each(|slot| self.put(slot));
        }
        self.put(key | u128::from(number) << (8 * SHORT));
        number
    }

    fn put(&mut self, slot: u128) {
        let last = self.slots.len() - 1;
        let mut place = hash_of(slot & (u128::MAX >> 32)) as usize;
        while self.slots[place & last] != FREE {
            place += 1;
        }
        self.slots[place & last] = slot;
    }

    /// All pieces' hashes with their numbers.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = (u64, u32)> {
        let short = self.slots.iter().filter(|&&slot| slot != FREE);
        let short = short.map(|slot| (hash_of(slot & (u128::MAX >> 32)), (slot >> (8 * SHORT)) as u32));
        short.chain(self.long.iter().map(|(piece, &number)| (hash(piece), number)))
    }
}

/// A short piece as a number. One with a zero byte is none, because it could be taken for a shorter one.
fn key(piece: &[u8]) -> Option<u128> {
    if piece.len() > SHORT || piece.contains(&0) {
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
    let key = bytes.fold(0u32, |key, &byte| key << 8 | u32::from(byte));
    (key != 0).then_some(u128::from(key))
}

/// The hash of a piece.
pub(crate) fn hash(piece: &[u8]) -> u64 {
    key(piece).map_or_else(
        || {
            use std::hash::Hasher;
            let mut hasher = rustc_hash::FxHasher::default();
            hasher.write(piece);
            hasher.finish()
        },
        hash_of,
    )
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
            let expected = (1..=SHORT).contains(&len).then(|| u128::from_le_bytes(bytes));
            assert_eq!(key(&letters[..len]), expected, "{len}");
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
                assert_eq!(pieces.get(piece.as_bytes()), None, "{piece}");
            }
            pieces.add(piece.as_bytes());
        }
        let numbers: Vec<_> = all().map(|piece| pieces.get(piece.as_bytes())).collect();
        let mut seen = Vec::new();
        for (piece, number) in all().zip(numbers) {
            let place = seen.iter().position(|known| *known == piece).unwrap_or_else(|| {
                seen.push(piece);
                seen.len() - 1
            });
            assert_eq!(number, Some(place as u32), "{piece}");
        }
        assert_eq!(pieces.len(), seen.len());
        assert_eq!(pieces.hashes().count(), seen.len());
        assert_eq!(Pieces::default().get(b"a"), None);
    }
}
