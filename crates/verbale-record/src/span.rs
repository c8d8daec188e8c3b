//! Offsets and spans: bytes inside the engine, Unicode code points in the record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// An offset in Unicode code points into `report.text`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct CodePoint(pub u32);

/// A stretch of `report.text`, half open, in Unicode code points, with its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Offset of the first code point.
    pub start: CodePoint,
    /// Offset after the last code point.
    pub end: CodePoint,
    /// The words at that place.
    pub text: String,
}

/// Turns byte offsets of one text into code-point offsets.
///
/// It keeps a mark every 64 bytes, so a look-up costs a short scan and the marks cost little memory.
#[derive(Clone, Debug)]
pub struct Ruler<'t> {
    text: &'t str,
    marks: Vec<u32>,
}

impl<'t> Ruler<'t> {
    const STEP: usize = 64;

    /// Measures a text.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            marks.push(seen);
            seen += count_starts(chunk);
        }
        Self { text, marks }
    }

    /// The code points before a byte offset. An offset inside a character counts that character as before it;
    /// one after the end counts the whole text.
    pub fn code_points(&self, byte: usize) -> CodePoint {
        let byte = byte.min(self.text.len());
        let mark = byte / Self::STEP;
        let Some(&before) = self.marks.get(mark) else {
            return CodePoint(self.marks.last().map_or(0, |&last| {
                last + count_starts(&self.text.as_bytes()[(self.marks.len() - 1) * Self::STEP..byte])
            }));
        };
        CodePoint(before + count_starts(&self.text.as_bytes()[mark * Self::STEP..byte]))
    }

    /// The span of a byte range. Ends inside a character are moved outwards to its limits.
    pub fn span(&self, bytes: Range<usize>) -> Span {
        let start = floor_boundary(self.text, bytes.start.min(self.text.len()));
        let mut end = bytes.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span {
            start: self.code_points(start),
            end: self.code_points(end),
            text: self.text[start..end].to_owned(),
        }
    }
}

fn floor_boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Characters that begin in these bytes: all bytes but UTF-8's continuation bytes.
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spans_count_code_points() {
        let text = "Çavuşoğlu – “no”";
        let ruler = Ruler::new(text);
        let start = text.find("no").unwrap();
        let span = ruler.span(start..start + 2);
        assert_eq!(
            (span.start, span.end, span.text.as_str()),
            (CodePoint(13), CodePoint(15), "no")
        );
    }

    proptest! {
        #[test]
        fn every_span_holds_its_words(text in "\\PC{0,200}", from in 0usize..400, to in 0usize..400) {
            let (from, to) = (from.min(to), from.max(to));
            let span = Ruler::new(&text).span(from..to);
            let words: String = text
                .chars()
                .skip(span.start.0 as usize)
                .take((span.end.0 - span.start.0) as usize)
                .collect();
            prop_assert_eq!(words, span.text);
        }
    }
}
