//! One tag of a page, as it is written, and what its name tells of its element.

use std::borrow::Cow;

/// Most attributes looked at in one tag, and the longest value kept, in bytes.
const MOST_ATTRIBUTES: usize = 40;
const LONGEST_VALUE: usize = 2_000;
/// Longest name of an element, in bytes.
const LONGEST_NAME: usize = 32;

/// A tag: its name and attributes in lower case.
#[derive(Debug)]
pub(crate) struct Tag<'h> {
    pub(crate) name: Cow<'h, str>,
    pub(crate) attributes: Vec<(Cow<'h, str>, &'h str)>,
    pub(crate) end: usize,
}

impl<'h> Tag<'h> {
    /// The value of an attribute, as it is meant.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'h, str>> {
        self.written(name).map(html_escape::decode_html_entities)
    }

    /// The value of an attribute, as it is written.
    pub(crate) fn written(&self, name: &str) -> Option<&'h str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value)
    }
}

fn lower_case(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

fn tag_name(written: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if written.len() <= LONGEST_NAME && written.bytes().all(plain) {
        return Cow::Borrowed(written);
    }
    let kept = written.chars().take(LONGEST_NAME);
    let kept = kept.filter(|c| c.is_ascii_alphanumeric() || *c == '-');
    Cow::Owned(kept.map(|c| c.to_ascii_lowercase()).collect())
}

/// The tag whose name begins at `at`.
pub(crate) fn tag(html: &str, at: usize) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    if !bytes.get(at)?.is_ascii_alphabetic() {
        return None;
    }
    let name_end = at
        + bytes[at..]
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
            .unwrap_or(bytes.len() - at);
    let mut tag = Tag {
        name: tag_name(&html[at..name_end]),
        attributes: Vec::new(),
        end: html.len(),
    };
    let mut at = name_end;
    loop {
        at += bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace() || **b == b'/')
            .count();
        match bytes.get(at) {
            None => return Some(tag),
            Some(b'>') => {
                tag.end = at + 1;
                return Some(tag);
            }
            Some(_) => {}
        }
        let key_length = bytes[at..]
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/'))
            .unwrap_or(bytes.len() - at);
        let key = &html[at..at + key_length];
        at += key_length.max(usize::from(key_length == 0));
        let blanks = bytes[at.min(bytes.len())..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace())
            .count();
        let mut value = "";
        if bytes.get(at + blanks) == Some(&b'=') {
            at += blanks + 1;
            at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            let quote = bytes.get(at).copied().filter(|b| matches!(b, b'"' | b'\''));
            let start = at + usize::from(quote.is_some());
            let length = match quote {
                Some(quote) => memchr::memchr(quote, &bytes[start..]),
                None => bytes[start..]
                    .iter()
                    .position(|b| b.is_ascii_whitespace() || *b == b'>'),
            }
            .unwrap_or(bytes.len() - start);
            value = &html[start..start + length];
            at = (start + length + usize::from(quote.is_some())).min(bytes.len());
        }
        if tag.attributes.len() < MOST_ATTRIBUTES && value.len() <= LONGEST_VALUE && key.len() < 64 {
            tag.attributes.push((lower_case(key), value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_browsers_do() {
        let found = tag("<DIV Class='a b' id=c hidden data-x=\"&amp;\">", 1).expect("a tag");
        assert_eq!(found.name, "div");
        assert_eq!(
            (found.get("class").as_deref(), found.get("id").as_deref()),
            (Some("a b"), Some("c"))
        );
        assert_eq!(
            (found.written("data-x"), found.get("data-x").as_deref()),
            (Some("&amp;"), Some("&"))
        );
        assert_eq!(found.get("hidden").as_deref(), Some(""));
        assert!(tag("< p>", 1).is_none());
    }
}
