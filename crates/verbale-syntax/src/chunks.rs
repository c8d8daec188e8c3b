//! Long texts in pieces that can be analysed one by one, so that memory does not grow with the text.

use std::ops::Range;

/// Ranges of about so many bytes that together are the text. They are cut where a blank line parts paragraphs, so that
/// the analysis of the pieces is that of the whole; only a text without blank lines for sixteen times as long is cut at
/// the end of a line. A text without line breaks is not cut.
pub fn chunks(text: &str, size: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        if from >= text.len() {
            return None;
        }
        let end = chunk_end(text.as_bytes(), from, size.max(1));
        let range = from..end;
        from = end;
        Some(range)
    })
}

fn chunk_end(bytes: &[u8], from: usize, size: usize) -> usize {
    let earliest = from.saturating_add(size);
    let latest = from.saturating_add(size.saturating_mul(16));
    let mut last = None;
    let rest = bytes.get(earliest..).unwrap_or_default();
    for at in memchr::memchr_iter(b'\n', rest).map(|at| earliest + at) {
        if last.is_some_and(|last: usize| bytes[last..at].iter().all(u8::is_ascii_whitespace)) || at > latest
        {
            return at + 1;
        }
        last = Some(at);
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_cut_at_blank_lines() {
        let text = "One two.\nThree.\n\nFour five six.\n \nSeven.";
        let parts: Vec<&str> = chunks(text, 4).map(|range| &text[range]).collect();
        assert_eq!(parts, ["One two.\nThree.\n\n", "Four five six.\n \n", "Seven."]);
        assert_eq!(chunks("", 4).count(), 0);
        assert_eq!(chunks(&"word ".repeat(99), 4).count(), 1);
    }

    #[test]
    fn a_text_without_blank_lines_is_cut_at_line_breaks() {
        let text = "čtyři slova na řádku\n".repeat(50);
        let parts: Vec<&str> = chunks(&text, 4).map(|range| &text[range]).collect();
        assert!(parts.len() > 10);
        assert_eq!(parts.concat(), text);
    }
}
