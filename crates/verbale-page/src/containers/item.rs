//! One report of many: found, then made ready to be read.

use super::error::ContainerError;
use super::fields::Fields;
use super::{http, json};
use crate::read::{Known, LARGEST_INPUT, PageFormat, PageOptions};
use jiff::civil::Date;
use std::fmt;
use std::io::Read;
use verbale_record::Origin;

/// Where in its input an item stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1, in files of lines.
    pub line: Option<u64>,
    /// Byte where it begins, after unpacking.
    pub offset: Option<u64>,
    /// Byte where the compressed member begins that it is the first of.
    pub member: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.offset, self.member) {
            (Some(line), ..) => write!(out, "line {line}: "),
            (None, _, Some(member)) => write!(out, "member at byte {member}: "),
            (None, Some(offset), None) => write!(out, "byte {offset}: "),
            (None, None, None) => Ok(()),
        }
    }
}

/// One report as it was found.
#[derive(Debug)]
pub struct Item {
    /// Where it stands.
    pub place: Place,
    pub(super) content: Content,
}

/// What an item is before it is made ready.
pub(super) enum Content {
    /// A whole input that is one page or text, not read yet.
    Whole(Box<dyn Read + Send>, PageFormat),
    /// A JSON object.
    Json(Vec<u8>),
    /// The answer of a web server, and the address that it was asked for.
    Http { answer: Vec<u8>, address: String },
    /// Ready.
    Ready(Box<Document>),
}

impl fmt::Debug for Content {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(_, format) => write!(out, "Whole({format:?})"),
            Self::Json(bytes) => write!(out, "Json({} bytes)", bytes.len()),
            Self::Http { answer, address } => write!(out, "Http({address}, {} bytes)", answer.len()),
            Self::Ready(document) => document.fmt(out),
        }
    }
}

/// One report, ready to be read: its bytes and what its collection says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The page or text.
    pub bytes: Vec<u8>,
    /// Which of the two.
    pub format: PageFormat,
    /// Its address.
    pub address: Option<String>,
    /// What the collection says of it.
    pub known: Known,
}

impl Item {
    /// Bytes that the item holds in memory.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Whole(..) => 0,
            Content::Json(bytes) | Content::Http { answer: bytes, .. } => bytes.len(),
            Content::Ready(document) => document.bytes.len(),
        }
    }

    /// The JSON object that the item is, if it is one.
    pub fn json(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Json(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Makes the item ready: reads, parses or unpacks what it is. `fields` names the fields of JSON objects.
    pub fn read(self, fields: &Fields) -> Result<Document, ContainerError> {
        match self.content {
            Content::Whole(reader, format) => whole(reader, format),
            Content::Json(bytes) => json::document(&bytes, fields),
            Content::Http { answer, address } => http::document(&answer, address),
            Content::Ready(document) => Ok(*document),
        }
    }
}

fn whole(reader: Box<dyn Read + Send>, format: PageFormat) -> Result<Document, ContainerError> {
    let mut bytes = Vec::new();
    reader
        .take(LARGEST_INPUT as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(ContainerError::of_reading)?;
    Ok(Document {
        bytes,
        format,
        ..Document::default()
    })
}

impl Document {
    /// How to read it: `file` is the input's name, `published` the day that the user gives.
    pub fn options(&self, file: &str, place: Place, published: Option<Date>) -> PageOptions {
        let mut known = self.known.clone();
        if place != Place::default() {
            known.origin = Some(Origin {
                file: file.to_owned(),
                line: place.line,
                offset: place.offset,
                member: place.member,
            });
        }
        PageOptions {
            source: self.address.clone().unwrap_or_else(|| file.to_owned()),
            published,
            format: self.format,
            known,
        }
    }
}
