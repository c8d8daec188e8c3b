//! PETR XML: `<Sentences><Sentence date="20080804" id="…" source="AFP"><Text>…</Text></Sentence>…</Sentences>`.

use super::elements::{Elements, parts};
use super::error::{ContainerError, Failure};
use super::item::{Content, Document, Item};
use super::open::Items;
use super::unpack::Unpacked;
use crate::read::{Known, PageFormat};
use crate::stamps::metadata_date;

/// The sentences, each a report of its own.
pub(super) fn items(input: Unpacked) -> Items {
    Box::new(Elements::new(input, &["Sentence"]).map(|step| {
        let (place, element) = step?;
        match sentence(&element) {
            Ok(document) => Ok(Item {
                place,
                content: Content::Ready(Box::new(document)),
            }),
            Err(error) => Err(Failure { place, error }),
        }
    }))
}

fn sentence(element: &str) -> Result<Document, ContainerError> {
    let parts = parts(element)?;
    let text = parts
        .iter()
        .find(|part| part.name == "Text")
        .map(|part| part.text.as_str());
    let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
    if words.is_empty() {
        return Err(ContainerError::Hollow { what: "sentence" });
    }
    let attribute = |name| {
        parts
            .first()
            .and_then(|part| part.attribute(name))
            .map(str::to_owned)
    };
    Ok(Document {
        bytes: words.join(" ").into_bytes(),
        format: PageFormat::Text,
        address: None,
        known: Known {
            document: attribute("id"),
            published: attribute("date").as_deref().and_then(metadata_date),
            publisher: attribute("source"),
            ..Known::default()
        },
    })
}
