//! Lines of any length, of which only sensible ones are held in memory.

use super::error::ContainerError;
use std::io::{BufRead, Read};

/// A line, without its line break.
pub(super) enum Line {
    /// The next line.
    Whole(Vec<u8>),
    /// A line of more than the limit; it has been passed over.
    TooLong,
    /// There is no more line.
    End,
}

/// The next line, of at most `limit` bytes. What stands before an error is no line: it may have been cut.
pub(super) fn next(reader: &mut impl BufRead, limit: usize) -> Result<Line, ContainerError> {
    let mut line = Vec::new();
    let count = reader
        .by_ref()
        .take(limit as u64 + 1)
        .read_until(b'\n', &mut line)
        .map_err(ContainerError::of_reading)?;
    if count == 0 {
        return Ok(Line::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > limit {
        skip(reader)?;
        return Ok(Line::TooLong);
    }
    Ok(Line::Whole(line))
}

/// Passes over the rest of a line.
fn skip(reader: &mut impl BufRead) -> Result<(), ContainerError> {
    loop {
        let there = reader.fill_buf().map_err(ContainerError::of_reading)?;
        if there.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', there);
        let count = end.map_or(there.len(), |at| at + 1);
        reader.consume(count);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn long_lines_are_passed_over_and_the_next_one_is_whole() {
        let text = format!("one\n{}\nthree\r\nlast", "x".repeat(50));
        let mut reader = BufReader::with_capacity(7, text.as_bytes());
        let mut told = Vec::new();
        loop {
            match next(&mut reader, 10).expect("no error") {
                Line::Whole(line) => told.push(String::from_utf8(line).expect("text")),
                Line::TooLong => told.push("-".to_owned()),
                Line::End => break,
            }
        }
        assert_eq!(told, ["one", "-", "three\r", "last"]);
    }
}
