//! One member of a gzip file, with all that can be unpacked of a damaged one.

use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, BufRead, Read};

/// Widest window that gzip has, as a power of two.
const WINDOW_BITS: u8 = 15;

/// Unpacks one member; ends with it.
///
/// `flate2`'s reader drops what it unpacked in the call that meets the damage, so that what is read of a damaged file
/// depends on the portions that it comes in. This one gives it out first.
pub(super) struct Member<R> {
    packed: R,
    inflate: Decompress,
    /// Why there is nothing more.
    end: Option<End>,
}

#[derive(Clone, Copy)]
enum End {
    Complete,
    Damaged,
}

impl<R: BufRead> Member<R> {
    pub(super) fn new(packed: R) -> Self {
        Self {
            packed,
            inflate: Decompress::new_gzip(WINDOW_BITS),
            end: None,
        }
    }

    pub(super) fn packed(&self) -> &R {
        &self.packed
    }

    pub(super) fn into_inner(self) -> R {
        self.packed
    }
}

impl<R: BufRead> Read for Member<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let damaged = || {
            Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "corrupt deflate stream",
            ))
        };
        match self.end {
            _ if out.is_empty() => return Ok(0),
            Some(End::Complete) => return Ok(0),
            Some(End::Damaged) => return damaged(),
            None => {}
        }
        loop {
            let input = self.packed.fill_buf()?;
            let over = input.is_empty();
            let (had_in, had_out) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(input, out, FlushDecompress::None);
            let moved = |now: u64, before: u64| usize::try_from(now - before).unwrap_or_default();
            let taken = moved(self.inflate.total_in(), had_in);
            let given = moved(self.inflate.total_out(), had_out);
            self.packed.consume(taken);
            match status {
                Ok(Status::StreamEnd) => self.end = Some(End::Complete),
                Ok(_) if given > 0 => {}
                Ok(_) if over => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) if taken > 0 => continue,
                Ok(_) | Err(_) => self.end = Some(End::Damaged),
            }
            if given == 0 && matches!(self.end, Some(End::Damaged)) {
                return damaged();
            }
            return Ok(given);
        }
    }
}
