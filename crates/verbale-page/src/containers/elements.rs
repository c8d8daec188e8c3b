//! Elements of XML cut out of a stream, so that one that is broken costs no other, and read one by one.

use super::error::{ContainerError, Failure};
use super::item::Place;
use super::unpack::Unpacked;
use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::BufRead;

/// Longest element, in bytes.
const LONGEST: usize = 16 << 20;
/// Bytes of the input's beginning in which its encoding is named.
const HEAD: usize = 256;

/// The elements with one of these names, prefixes aside, wherever they stand; each with where it begins.
pub(super) struct Elements {
    input: Unpacked,
    names: &'static [&'static str],
    /// What has been read and not given out; its first byte is at `at` of the input.
    held: Vec<u8>,
    at: u64,
    encoding: Option<&'static Encoding>,
    over: bool,
    /// How far `held` has been searched for the end that it needs.
    searched: usize,
}

impl Elements {
    pub(super) fn new(mut input: Unpacked, names: &'static [&'static str]) -> Self {
        let head = input.peek();
        let encoding = named_encoding(&head[..head.len().min(HEAD)]);
        Self {
            input,
            names,
            held: Vec::new(),
            at: 0,
            encoding,
            over: false,
            searched: 0,
        }
    }

    /// Reads some more; whether there was any.
    fn more(&mut self) -> Result<bool, ContainerError> {
        let there = self.input.fill_buf().map_err(ContainerError::of_reading)?;
        let count = there.len();
        self.held.extend_from_slice(there);
        self.input.consume(count);
        Ok(count > 0)
    }

    fn drop_front(&mut self, count: usize) {
        self.held.drain(..count);
        self.at += count as u64;
        self.searched = 0;
    }

    fn decode(&self, bytes: &[u8]) -> String {
        match self.encoding {
            Some(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            None => String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// Drops what stands before the next element with one of the names and gives the name as it is written.
    fn seek(&mut self) -> Result<Option<Vec<u8>>, ContainerError> {
        let mut from = 0;
        loop {
            let Some(start) = memchr::memchr(b'<', &self.held[from..]).map(|at| from + at) else {
                self.drop_front(self.held.len());
                from = 0;
                if !self.more()? {
                    return Ok(None);
                }
                continue;
            };
            let rest = &self.held[start + 1..];
            match rest.iter().position(|byte| !is_name_byte(*byte)) {
                Some(length) if self.is_wanted(&rest[..length]) => {
                    let name = rest[..length].to_vec();
                    self.drop_front(start);
                    return Ok(Some(name));
                }
                Some(length) => from = start + 1 + length,
                // No name is that long.
                None if rest.len() > 200 => from = start + 1,
                None => {
                    self.drop_front(start);
                    from = 0;
                    if !self.more()? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    fn is_wanted(&self, name: &[u8]) -> bool {
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
        self.names.iter().any(|wanted| wanted.as_bytes() == local)
    }

    /// Where the element ends that `held` begins with.
    fn end(&mut self, name: &[u8]) -> Result<usize, ContainerError> {
        let close = [b"</", name].concat();
        loop {
            if self.searched == 0
                && let Some(at) = memchr::memchr(b'>', &self.held)
                && self.held[at - 1] == b'/'
            {
                return Ok(at + 1);
            }
            let found =
                memchr::memmem::find(&self.held[self.searched..], &close).map(|at| self.searched + at);
            if let Some(at) = found
                && let Some(end) = memchr::memchr(b'>', &self.held[at..])
            {
                return Ok(at + end + 1);
            }
            if self.held.len() > LONGEST {
                return Err(ContainerError::TooLarge {
                    what: "the element",
                    limit: LONGEST >> 20,
                });
            }
            self.searched = found.unwrap_or_else(|| self.held.len().saturating_sub(close.len()));
            if !self.more()? {
                return Err(ContainerError::NotXml {
                    reason: "the input ends within the element".to_owned(),
                });
            }
        }
    }

    fn element(&mut self) -> Result<Option<(u64, String)>, (u64, ContainerError)> {
        let name = match self.seek() {
            Ok(Some(name)) => name,
            Ok(None) => return Ok(None),
            Err(error) => return Err((self.at, error)),
        };
        let at = self.at;
        match self.end(&name) {
            Ok(end) => {
                let element = self.decode(&self.held[..end]);
                self.drop_front(end);
                Ok(Some((at, element)))
            }
            Err(error) => {
                // Begun anew after every tag, a file of tags that never end would be searched without end.
                self.drop_front(self.held.len());
                Err((at, error))
            }
        }
    }
}

impl Iterator for Elements {
    type Item = Result<(Place, String), Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let place = |offset| Place {
            offset: Some(offset),
            ..Place::default()
        };
        match self.element() {
            Ok(None) => {
                self.over = true;
                None
            }
            Ok(Some((at, element))) => Some(Ok((place(at), element))),
            Err((at, error)) => {
                self.over |= !matches!(error, ContainerError::TooLarge { .. });
                Some(Err(Failure {
                    place: place(at),
                    error,
                }))
            }
        }
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.') || byte >= 0x80
}

/// The encoding that the declaration names, where it is not UTF-8.
fn named_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let at = memchr::memmem::find(head, b"encoding")? + b"encoding".len();
    let quoted = head[at..].split(|byte| matches!(byte, b'"' | b'\'')).nth(1)?;
    let encoding = Encoding::for_label(quoted)?;
    (encoding != encoding_rs::UTF_8 && encoding.is_ascii_compatible()).then_some(encoding)
}

/// A part of an element: the name of a child without its prefix, its attributes, and the text within it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    /// Depth below the element: 0 is the element itself.
    pub(super) depth: usize,
}

impl Part {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The element and all within it, in order. An element's text is that of its children too; references are resolved,
/// and those that mean nothing are kept as they are.
pub(super) fn parts(element: &str) -> Result<Vec<Part>, ContainerError> {
    /// More is no entry of a feed.
    const MOST: usize = 20_000;
    const DEEPEST: usize = 64;
    let mut reader = Reader::from_str(element);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let broken = |reason: String| ContainerError::NotXml { reason };
    loop {
        let event = reader.read_event().map_err(|error| broken(error.to_string()))?;
        match event {
            Event::Start(start) | Event::Empty(start) if parts.len() >= MOST || open.len() >= DEEPEST => {
                let name = start.name().as_ref().to_owned();
                return Err(broken(format!("too many or too deep elements at <{name}>")));
            }
            Event::Start(start) => {
                parts.push(part(&start, open.len()));
                open.push(parts.len() - 1);
            }
            Event::Empty(start) => parts.push(part(&start, open.len())),
            Event::End(_) => {
                let inner = open.pop();
                // Text inside belongs to what is around it, too, but that of the whole element is of no use.
                if let (Some(inner), Some(outer)) = (inner, open.last().filter(|at| **at > 0)) {
                    let text = std::mem::take(&mut parts[inner].text);
                    parts[*outer].text += &text;
                    if is_paragraph(&parts[inner].name) {
                        parts[*outer].text.push('\n');
                    }
                    parts[inner].text = text;
                }
            }
            Event::Text(text) => put(&mut parts, &open, &text),
            Event::CData(text) => put(&mut parts, &open, &text),
            Event::GeneralRef(reference) => {
                let whole = format!("&{};", &*reference);
                put(&mut parts, &open, &html_escape::decode_html_entities(&whole));
            }
            Event::Eof => return Ok(parts),
            _ => {}
        }
    }
}

/// Elements of XHTML inside an entry that end a line.
fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "div" | "li" | "h1" | "h2" | "h3")
}

fn put(parts: &mut [Part], open: &[usize], text: &str) {
    if let Some(at) = open.last() {
        parts[*at].text += text;
    }
}

fn part(start: &quick_xml::events::BytesStart<'_>, depth: usize) -> Part {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let mut attributes = start.html_attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        (
            local(attribute.key.as_ref()),
            html_escape::decode_html_entities(&*attribute.value).into_owned(),
        )
    });
    Part {
        name: local(start.name().as_ref()),
        attributes: attributes.take(100).collect(),
        text: String::new(),
        depth,
    }
}
