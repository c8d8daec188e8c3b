//! Feeds as files: RSS in its kinds, Atom, JSON Feed.

use super::elements::{Elements, Part, parts};
use super::error::{ContainerError, Failure};
use super::fields::Fields;
use super::item::{Content, Document, Item, Place};
use super::open::Items;
use super::unpack::Unpacked;
use super::{fragment, json};
use crate::read::{Known, LARGEST_INPUT, PageFormat};
use crate::stamps::metadata_date;
use serde_json::Value;
use std::io::Read;

/// The entries of a feed.
pub(super) fn items(mut input: Unpacked) -> Items {
    let first = |head: &[u8]| {
        head.trim_ascii_start()
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(head)
            .trim_ascii_start()
            .first()
            .copied()
    };
    if first(input.peek()) == Some(b'{') {
        return json_feed(input);
    }
    let entries = Elements::new(input, &["item", "entry"]).map(|step| {
        let (place, element) = step?;
        match entry(&element) {
            Ok(document) => Ok(Item {
                place,
                content: Content::Ready(Box::new(document)),
            }),
            Err(error) => Err(Failure { place, error }),
        }
    });
    Box::new(entries)
}

/// What an entry says: the longest of its texts is the report.
fn entry(element: &str) -> Result<Document, ContainerError> {
    let parts = parts(element)?;
    let child = |names: &[&str]| {
        names.iter().find_map(|name| {
            let found = parts.iter().find(|part| part.depth == 1 && part.name == *name);
            found.map(|part| part.text.trim()).filter(|text| !text.is_empty())
        })
    };
    let text = parts
        .iter()
        .filter(|part| {
            part.depth == 1
                && matches!(
                    part.name.as_str(),
                    "encoded" | "content" | "description" | "summary"
                )
        })
        .map(body)
        .max_by_key(String::len)
        .unwrap_or_default();
    let title = child(&["title"])
        .map(fragment::text)
        .filter(|title| !title.is_empty());
    if text.is_empty() && title.is_none() {
        return Err(ContainerError::Hollow { what: "entry" });
    }
    let author = parts.iter().find(|part| part.name == "author" && part.depth == 1);
    let author = author.and_then(|_| {
        let name = parts.iter().find(|part| part.name == "name" && part.depth == 2);
        name.map(|part| part.text.trim())
    });
    let byline = child(&["creator"]).or(author).or(child(&["author"]));
    Ok(Document {
        bytes: text.into_bytes(),
        format: PageFormat::Text,
        address: address(&parts),
        known: Known {
            document: child(&["guid", "id"]).map(str::to_owned),
            title,
            published: child(&["published", "pubDate", "date", "issued", "updated"]).and_then(metadata_date),
            byline: byline.filter(|name| !name.is_empty()).map(str::to_owned),
            publisher: child(&["source"])
                .filter(|name| name.len() < 100)
                .map(str::to_owned),
            ..Known::default()
        },
    })
}

/// The text of a part; XHTML inside it is read with its tags gone.
fn body(part: &Part) -> String {
    fragment::text(&part.text)
}

/// The address: Atom's link to the page itself, or RSS's.
fn address(parts: &[Part]) -> Option<String> {
    let links = || parts.iter().filter(|part| part.name == "link" && part.depth == 1);
    let atom = links().find(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let atom = atom.and_then(|link| link.attribute("href"));
    let rss = links().map(|link| link.text.trim()).find(|text| !text.is_empty());
    let guid = || {
        let guid = parts.iter().find(|part| part.name == "guid");
        guid.map(|guid| guid.text.trim())
            .filter(|text| text.starts_with("http"))
    };
    atom.or(rss).or_else(guid).map(str::to_owned)
}

fn json_feed(input: Unpacked) -> Items {
    let steps = json_items(input).unwrap_or_else(|error| {
        let place = Place::default();
        vec![Err(Failure { place, error })]
    });
    Box::new(steps.into_iter())
}

fn json_items(input: Unpacked) -> Result<Vec<Result<Item, Failure>>, ContainerError> {
    let mut bytes = Vec::new();
    let limit = LARGEST_INPUT / 4;
    input
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(ContainerError::of_reading)?;
    if bytes.len() > limit {
        return Err(ContainerError::TooLarge {
            what: "the feed",
            limit: limit >> 20,
        });
    }
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes));
    let feed: Value = serde_json::from_str(&text).map_err(|error| ContainerError::NotJson {
        reason: error.to_string(),
    })?;
    let Some(entries) = feed.get("items").and_then(Value::as_array) else {
        return Err(ContainerError::Hollow { what: "feed" });
    };
    let publisher = feed.get("title").and_then(Value::as_str);
    let entries = entries.iter().map(|entry| {
        let place = Place::default();
        match json_entry(entry, publisher) {
            Ok(document) => Ok(Item {
                place,
                content: Content::Ready(Box::new(document)),
            }),
            Err(error) => Err(Failure { place, error }),
        }
    });
    Ok(entries.collect())
}

fn json_entry(entry: &Value, publisher: Option<&str>) -> Result<Document, ContainerError> {
    let html = entry.get("content_html").and_then(Value::as_str);
    let mut document = json::of_value(entry, &Fields::default())?;
    if document.format == PageFormat::Html {
        document.bytes = fragment::text(html.unwrap_or_default()).into_bytes();
        document.format = PageFormat::Text;
    }
    document.known.publisher = document.known.publisher.or_else(|| publisher.map(str::to_owned));
    Ok(document)
}
