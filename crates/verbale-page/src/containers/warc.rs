//! Web archives (ISO 28500), plain or packed record by record: the pages that servers answered with.

use super::error::{ContainerError, Failure};
use super::http;
use super::item::{Content, Item, Place};
use super::lines::{self, Line};
use super::open::Items;
use super::unpack::Unpacked;
use crate::read::LARGEST_INPUT;
use std::io::{self, BufRead, Read};

/// Longest line of a header, and most lines.
const LONGEST_LINE: usize = 64 << 10;
const MOST_LINES: usize = 500;

/// The pages of an archive. Requests, pictures and the archive's own records are passed over.
pub(super) fn items(input: Unpacked) -> Items {
    Box::new(Records {
        input,
        over: false,
        pending: None,
    })
}

struct Records {
    input: Unpacked,
    over: bool,
    /// Where the next record begins, if its first line has been read while looking for the end of this one's header.
    pending: Option<Place>,
}

/// What the headers of a record say of it.
#[derive(Default)]
struct Header {
    length: Option<u64>,
    is_response: bool,
    address: String,
}

impl Iterator for Records {
    type Item = Result<Item, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.over {
            let place = match self.first_line() {
                Ok(Some(begin)) => begin,
                Ok(None) => return None,
                Err(failure) => return Some(Err(failure)),
            };
            match self.record() {
                Ok(Some(content)) => return Some(Ok(Item { place, content })),
                Ok(None) => {}
                Err(error) => {
                    self.over |= !matches!(
                        error,
                        ContainerError::NotWarc { .. } | ContainerError::TooLarge { .. }
                    );
                    return Some(Err(Failure { place, error }));
                }
            }
        }
        None
    }
}

impl Records {
    /// Reads the line that a record begins with and tells where; after empty ones and, where a record was broken, after the rest of it.
    fn first_line(&mut self) -> Result<Option<Place>, Failure> {
        if let Some(pending) = self.pending.take() {
            return Ok(Some(pending));
        }
        loop {
            let member = self.input.member();
            let place = Place {
                line: None,
                offset: Some(self.input.offset()),
                member,
            };
            match lines::next(&mut self.input, LONGEST_LINE) {
                Ok(Line::End) => {
                    self.over = true;
                    return Ok(None);
                }
                Ok(Line::Whole(line)) if line.starts_with(b"WARC/") => return Ok(Some(place)),
                // Empty lines part records; anything else is the rest of a broken one.
                Ok(_) => {}
                Err(error) => {
                    self.over = true;
                    return Err(Failure { place, error });
                }
            }
        }
    }

    /// Reads a record: a page is given out, anything else passed over.
    fn record(&mut self) -> Result<Option<Content>, ContainerError> {
        let header = self.header()?;
        let Some(length) = header.length else {
            return Err(not_warc("it does not say how long it is"));
        };
        if !header.is_response {
            self.skip(length)?;
            return Ok(None);
        }
        if length > LARGEST_INPUT as u64 {
            self.skip(length)?;
            return Err(ContainerError::TooLarge {
                what: "the record",
                limit: LARGEST_INPUT >> 20,
            });
        }
        let mut answer = Vec::new();
        let mut block = self.input.by_ref().take(length);
        block
            .read_to_end(&mut answer)
            .map_err(ContainerError::of_reading)?;
        if (answer.len() as u64) < length {
            return Err(ContainerError::Io(io::Error::other(
                "the archive ends within a record: fetch it again",
            )));
        }
        match http::head(&answer) {
            Some(head) if !head.is_page() => Ok(None),
            _ => Ok(Some(Content::Http {
                answer,
                address: header.address,
            })),
        }
    }

    fn header(&mut self) -> Result<Header, ContainerError> {
        let mut header = Header::default();
        for _ in 0..MOST_LINES {
            let offset = self.input.offset();
            let line = match lines::next(&mut self.input, LONGEST_LINE)? {
                Line::Whole(line) => line,
                Line::TooLong => continue,
                Line::End => return Err(not_warc("the archive ends within its header")),
            };
            if line.trim_ascii().is_empty() {
                return Ok(header);
            }
            if line.starts_with(b"WARC/1.") {
                let place = Place {
                    offset: Some(offset),
                    ..Place::default()
                };
                self.pending = Some(place);
                return Err(not_warc("its header has no end"));
            }
            let text = String::from_utf8_lossy(&line);
            let Some((name, value)) = text.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "content-length" => header.length = value.parse().ok(),
                "warc-type" => header.is_response = value.eq_ignore_ascii_case("response"),
                "warc-target-uri" => {
                    value.trim_matches(['<', '>']).clone_into(&mut header.address);
                }
                _ => {}
            }
        }
        Err(not_warc("its header has no end"))
    }

    fn skip(&mut self, length: u64) -> Result<(), ContainerError> {
        let mut left = length;
        while left > 0 {
            let there = self.input.fill_buf().map_err(ContainerError::of_reading)?.len() as u64;
            if there == 0 {
                return Err(ContainerError::Io(io::Error::other(
                    "the archive ends within a record: fetch it again",
                )));
            }
            let count = there.min(left);
            self.input.consume(count as usize);
            left -= count;
        }
        Ok(())
    }
}

fn not_warc(reason: &str) -> ContainerError {
    ContainerError::NotWarc {
        reason: reason.to_owned(),
    }
}
