//! Buffers of numbers that begin at a cache line: vectors and tiles that lie across two lines are read several times as
//! slowly.
#![allow(unsafe_code)] // lines seen as numbers

use std::ops::{Deref, DerefMut};

/// A cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
#[allow(dead_code)] // read as numbers
struct Line([u8; 64]);

/// Numbers of any bits.
///
/// # Safety
/// Every pattern of bits is a value, and a line holds a whole number of them.
pub(crate) unsafe trait Number: Copy {}

// SAFETY: a byte.
unsafe impl Number for u8 {}
// SAFETY: four bytes, any of which make a number.
unsafe impl Number for f32 {}

/// A vector of numbers that begins at a cache line.
#[derive(Clone)]
pub(crate) struct Aligned<T> {
    lines: Vec<Line>,
    len: usize,
    numbers: std::marker::PhantomData<T>,
}

impl<T> Default for Aligned<T> {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            len: 0,
            numbers: std::marker::PhantomData,
        }
    }
}

impl<T> std::fmt::Debug for Aligned<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} numbers", self.len)
    }
}

impl<T: Number> Aligned<T> {
    const PER_LINE: usize = size_of::<Line>() / size_of::<T>();

    /// Makes it this long. What is new is of no account: zeros or what stood there.
    pub(crate) fn set_len(&mut self, len: usize) {
        let lines = len.div_ceil(Self::PER_LINE);
        if lines > self.lines.len() {
            self.lines.resize(lines, Line([0; 64]));
        }
        self.len = len;
    }

    /// Makes it so many of one number.
    pub(crate) fn fill_with(&mut self, len: usize, number: T) {
        self.set_len(len);
        self.fill(number);
    }

    /// The first numbers of the buffer, which grows where it has to and never shrinks: what it holds is written over.
    pub(crate) fn first(&mut self, count: usize) -> &mut [T] {
        if self.len < count {
            self.set_len(count);
        }
        &mut self[..count]
    }

    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    pub(crate) fn extend_from_slice(&mut self, numbers: &[T]) {
        let from = self.len;
        self.set_len(from + numbers.len());
        self[from..].copy_from_slice(numbers);
    }
}

impl<T: Number> Deref for Aligned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // SAFETY: the lines hold `len` numbers or more, and their bytes are numbers.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.len) }
    }
}

impl<T: Number> DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as above; numbers are bytes.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.len) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_and_begin_at_a_line() {
        let mut buffer = Aligned::<f32>::default();
        assert!(buffer.is_empty());
        for number in 0..100 {
            buffer.extend_from_slice(&[number as f32]);
            assert_eq!(buffer.as_ptr() as usize % 64, 0);
        }
        assert_eq!((buffer.len(), buffer[0], buffer[99]), (100, 0.0, 99.0));
        assert_eq!(buffer.first(50).len(), 50);
        assert_eq!(buffer.len(), 100);
        buffer.fill_with(3, 1.0);
        assert_eq!(&buffer[..], [1.0; 3]);
    }
}
