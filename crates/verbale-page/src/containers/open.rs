//! What an input is, told by its first bytes.

use super::error::{ContainerError, Failure};
use super::item::{Content, Item, Place};
use super::unpack::Unpacked;
use super::{feed, json, petr, warc};
use crate::read::PageFormat;
use std::io::{BufRead, Read};

/// Kinds of input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Recognised by content.
    #[default]
    Auto,
    /// One plain text.
    Text,
    /// One web page.
    Html,
    /// JSON: an object a line, an array of objects, or one object after the other.
    Json,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// Web archive.
    Warc,
    /// Sentences as PETRARCH reads them.
    Petr,
}

/// How to open an input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ContainerOptions {
    /// What it is.
    pub kind: Kind,
}

/// Items in their order, and what is broken between them.
pub type Items = Box<dyn Iterator<Item = Result<Item, Failure>> + Send>;

/// An input that has been opened.
pub enum Opened {
    /// A single page or text. It has not been read yet.
    One(Item),
    /// A file of many.
    Many(Items),
}

impl Opened {
    /// The items, of which one is the only one of its input.
    pub fn items(self) -> Items {
        match self {
            Self::One(item) => Box::new(std::iter::once(Ok(item))),
            Self::Many(items) => items,
        }
    }
}

/// Opens an input: unpacks it where it is gzip or zstd, and tells its kind where that is not given.
pub fn open(reader: Box<dyn Read + Send>, options: ContainerOptions) -> Result<Opened, ContainerError> {
    let mut unpacked = Unpacked::new(reader).map_err(ContainerError::Io)?;
    let kind = match options.kind {
        Kind::Auto => recognise(unpacked.fill_buf().map_err(ContainerError::of_reading)?),
        given => given,
    };
    let format = match kind {
        Kind::Text => PageFormat::Text,
        Kind::Html => PageFormat::Html,
        Kind::Auto => PageFormat::Auto,
        Kind::Json => return Ok(Opened::Many(json::items(unpacked))),
        Kind::Feed => return Ok(Opened::Many(feed::items(unpacked))),
        Kind::Warc => return Ok(Opened::Many(warc::items(unpacked))),
        Kind::Petr => return Ok(Opened::Many(petr::items(unpacked))),
    };
    Ok(Opened::One(Item {
        place: Place::default(),
        content: Content::Whole(Box::new(unpacked), format),
    }))
}

/// What the first bytes show; `Auto` is a page or a text, which [`read`](crate::read) tells apart.
fn recognise(head: &[u8]) -> Kind {
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    match head {
        [b'W', b'A', b'R', b'C', b'/', ..] => Kind::Warc,
        [b'{', rest @ ..] => match rest.trim_ascii_start() {
            // No text begins like an object with a key, nor like an empty one.
            [b'"' | b'}', ..] if json::is_feed(head) => Kind::Feed,
            [b'"' | b'}', ..] => Kind::Json,
            _ => Kind::Auto,
        },
        [b'[', rest @ ..] => match rest.trim_ascii_start() {
            [b'{', ..] => Kind::Json,
            _ => Kind::Auto,
        },
        [b'<', ..] => match root(head) {
            Some(b"rss" | b"feed" | b"RDF") => Kind::Feed,
            Some(b"Sentences") => Kind::Petr,
            _ => Kind::Auto,
        },
        _ => Kind::Auto,
    }
}

/// The name of the first element after declarations and comments, without its prefix.
fn root(mut head: &[u8]) -> Option<&[u8]> {
    loop {
        head = head.trim_ascii_start();
        let end: &[u8] = match head {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => b">",
            [b'<', rest @ ..] => {
                let end = rest
                    .iter()
                    .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?;
                return rest[..end].rsplit(|byte| *byte == b':').next();
            }
            _ => return None,
        };
        let at = memchr::memmem::find(head, end)?;
        head = &head[at + end.len()..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        assert_eq!(recognise(b"WARC/1.0\r\n"), Kind::Warc);
        assert_eq!(recognise(b"\xef\xbb\xbf{\"id\": 1}"), Kind::Json);
        assert_eq!(recognise(b"[\n {\"id\": 1}]"), Kind::Json);
        assert_eq!(recognise(b"[Music] The talks"), Kind::Auto);
        assert_eq!(recognise(b"{{ page }}"), Kind::Auto);
        assert_eq!(
            recognise(b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}"),
            Kind::Feed
        );
        assert_eq!(
            recognise(b"<?xml version='1.0'?>\n<!-- made by hand --><rss version='2.0'>"),
            Kind::Feed
        );
        assert_eq!(recognise(b"<rdf:RDF xmlns:rdf='x'><item>"), Kind::Feed);
        assert_eq!(recognise(b"<Sentences>\n<Sentence>"), Kind::Petr);
        assert_eq!(recognise(b"<!DOCTYPE html><html>"), Kind::Auto);
        assert_eq!(recognise(b"The ministers met."), Kind::Auto);
        assert_eq!(recognise(b""), Kind::Auto);
    }
}
