//! JSON: an object a line, an array of objects, objects one after the other.

use super::error::{ContainerError, Failure};
use super::fields::{Field, Fields};
use super::item::{Content, Document, Item, Place};
use super::lines::{self, Line};
use super::open::Items;
use super::unpack::Unpacked;
use crate::dates::YEARS;
use crate::read::{Known, PageFormat};
use crate::stamps::metadata_date;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::io::BufRead;

/// Longest object, in bytes: the longest text of a report with every character escaped.
const LONGEST: usize = 16 << 20;

/// Whether this is the beginning of a JSON Feed.
pub(super) fn is_feed(head: &[u8]) -> bool {
    memchr::memmem::find(&head[..head.len().min(4096)], b"jsonfeed.org/version").is_some()
}

/// The objects of an input: by lines if its first line holds a whole one, else by their braces.
pub(super) fn items(mut input: Unpacked) -> Items {
    let head = input.peek();
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    // A first line that is not over yet is a long one: a pretty printer breaks after the first brace.
    let by_lines =
        first.starts_with(b"{") && (first.len() == head.len() || first.trim_ascii_end().ends_with(b"}"));
    if by_lines {
        Box::new(ByLines {
            input,
            line: 0,
            over: false,
        })
    } else {
        Box::new(ByBraces { input, over: false })
    }
}

struct ByLines {
    input: Unpacked,
    line: u64,
    over: bool,
}

impl Iterator for ByLines {
    type Item = Result<Item, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.over {
            self.line += 1;
            let place = Place {
                line: Some(self.line),
                offset: Some(self.input.offset()),
                member: None,
            };
            match lines::next(&mut self.input, LONGEST) {
                Ok(Line::End) => self.over = true,
                Ok(Line::Whole(line)) if line.trim_ascii().is_empty() => {}
                Ok(Line::Whole(line)) => {
                    return Some(Ok(Item {
                        place,
                        content: Content::Json(line),
                    }));
                }
                Ok(Line::TooLong) => {
                    return Some(Err(Failure {
                        place,
                        error: too_large("the line"),
                    }));
                }
                Err(error) => {
                    self.over = true;
                    return Some(Err(Failure { place, error }));
                }
            }
        }
        None
    }
}

fn too_large(what: &'static str) -> ContainerError {
    ContainerError::TooLarge {
        what,
        limit: LONGEST >> 20,
    }
}

/// Objects found by counting braces outside strings. What stands between them is passed over.
struct ByBraces {
    input: Unpacked,
    over: bool,
}

impl Iterator for ByBraces {
    type Item = Result<Item, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let mut object = Braces::default();
        loop {
            let offset = self.input.offset();
            let taken = match self.input.fill_buf() {
                Ok([]) => {
                    self.over = true;
                    let cut = ContainerError::NotJson {
                        reason: "the input ends within it".to_owned(),
                    };
                    return object.start.map(|at| Err(failure(at, cut)));
                }
                Ok(there) => object.take(there, offset),
                Err(error) => {
                    self.over = true;
                    let at = object.start.unwrap_or(offset);
                    return Some(Err(failure(at, ContainerError::of_reading(error))));
                }
            };
            self.input.consume(taken);
            if object.whole {
                let at = object.start.unwrap_or_default();
                if object.bytes.len() > LONGEST {
                    return Some(Err(failure(at, too_large("the object"))));
                }
                let place = place(at);
                return Some(Ok(Item {
                    place,
                    content: Content::Json(object.bytes),
                }));
            }
        }
    }
}

fn place(offset: u64) -> Place {
    Place {
        offset: Some(offset),
        ..Place::default()
    }
}

fn failure(offset: u64, error: ContainerError) -> Failure {
    Failure {
        place: place(offset),
        error,
    }
}

/// An object on its way in.
#[derive(Default)]
struct Braces {
    bytes: Vec<u8>,
    start: Option<u64>,
    depth: usize,
    in_string: bool,
    escaped: bool,
    whole: bool,
}

impl Braces {
    /// Takes what belongs to the object; how many bytes were looked at.
    fn take(&mut self, there: &[u8], offset: u64) -> usize {
        for (at, byte) in there.iter().enumerate() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_string => self.escaped = true,
                b'"' if self.start.is_some() => self.in_string = !self.in_string,
                _ if self.in_string => {}
                b'{' => {
                    self.start.get_or_insert(offset + at as u64);
                    self.depth += 1;
                }
                b'}' if self.depth > 0 => self.depth -= 1,
                _ => {}
            }
            // Of an object that is too long only so much is kept as shows it.
            if self.start.is_some() && self.bytes.len() <= LONGEST {
                self.bytes.push(*byte);
            }
            if self.start.is_some() && self.depth == 0 {
                self.whole = true;
                return at + 1;
            }
        }
        there.len()
    }
}

/// Makes a report of an object.
pub(super) fn document(bytes: &[u8], fields: &Fields) -> Result<Document, ContainerError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let not_json = |reason: String| ContainerError::NotJson { reason };
    let object: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        // Some write their JSON in the encoding of their machine.
        Err(error) => match std::str::from_utf8(bytes) {
            Ok(_) => return Err(not_json(error.to_string())),
            Err(_) => serde_json::from_str(&crate::decode::decode(bytes, None)?.text)
                .map_err(|error| not_json(error.to_string()))?,
        },
    };
    of_value(&object, fields)
}

/// Makes a report of an object that has been parsed.
pub(super) fn of_value(object: &Value, fields: &Fields) -> Result<Document, ContainerError> {
    let Value::Object(map) = object else {
        let reason = "it is no object".to_owned();
        return Err(ContainerError::NotJson { reason });
    };
    let string = |part| fields.find(object, part).and_then(plain);
    let (bytes, format) = match (string(Field::Text), string(Field::Html)) {
        (Some(text), _) => (text, PageFormat::Text),
        (None, Some(html)) => (html, PageFormat::Html),
        (None, None) => {
            let names: Vec<&str> = map.keys().take(20).map(String::as_str).collect();
            return Err(ContainerError::NoText {
                there: names.join(", "),
            });
        }
    };
    Ok(Document {
        bytes: bytes.into_bytes(),
        format,
        address: string(Field::Address),
        known: Known {
            document: string(Field::Document),
            title: string(Field::Title),
            published: fields.find(object, Field::Published).and_then(day),
            byline: string(Field::Byline),
            publisher: string(Field::Publisher),
            ..Known::default()
        },
    })
}

/// A value in words: a string, a number, the strings of a list, the name of an object.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().take(50).filter_map(plain).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Value::Object(object) => match object.get("name").or_else(|| object.get("$oid")) {
            Some(Value::String(name)) => Some(name.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A day in words, or in seconds or thousandths of them since 1970.
fn day(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => metadata_date(text),
        Value::Number(number) => {
            let number = number.as_i64()?;
            if let date @ Some(_) = metadata_date(&number.to_string()) {
                return date;
            }
            let seconds = if number.abs() > 100_000_000_000 {
                number / 1000
            } else {
                number
            };
            let date = Timestamp::from_second(seconds)
                .ok()?
                .to_zoned(TimeZone::UTC)
                .date();
            YEARS.contains(&date.year()).then_some(date)
        }
        Value::Object(object) => day(object.get("$date")?),
        _ => None,
    }
}
