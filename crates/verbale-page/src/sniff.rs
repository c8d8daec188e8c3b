//! What kind of bytes these are: binary formats by their magic, HTML by its first tags.

use crate::error::BinaryKind;

/// Formats and the bytes they start with. Facts of the formats; the first match wins.
const MAGIC: &[(&[u8], BinaryKind)] = &[
    (b"%PDF-", BinaryKind::Pdf),
    (b"\x89PNG\r\n\x1a\n", BinaryKind::Image),
    (b"\xff\xd8\xff", BinaryKind::Image),
    (b"GIF87a", BinaryKind::Image),
    (b"GIF89a", BinaryKind::Image),
    (b"II*\0", BinaryKind::Image),
    (b"MM\0*", BinaryKind::Image),
    (b"\x1f\x8b", BinaryKind::Gzip),
    (b"\x28\xb5\x2f\xfd", BinaryKind::Zstd),
    (b"BZh", BinaryKind::Archive),
    (b"\xfd7zXZ\0", BinaryKind::Archive),
    (b"7z\xbc\xaf\x27\x1c", BinaryKind::Archive),
    (b"Rar!\x1a\x07", BinaryKind::Archive),
    (b"PK\x03\x04", BinaryKind::Zip),
    (b"PK\x05\x06", BinaryKind::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", BinaryKind::OldOffice),
    (b"\x7fELF", BinaryKind::Executable),
    (b"\xca\xfe\xba\xbe", BinaryKind::Executable),
    (b"\xcf\xfa\xed\xfe", BinaryKind::Executable),
    (b"\0asm", BinaryKind::Executable),
    (b"SQLite format 3\0", BinaryKind::Database),
    (b"PAR1", BinaryKind::Database),
    (b"OggS", BinaryKind::Media),
    (b"fLaC", BinaryKind::Media),
    (b"\x1aE\xdf\xa3", BinaryKind::Media),
];

/// How far into the input the tests for control characters and tags look.
const WINDOW: usize = 8 * 1024;

/// What the bytes look like if they are no text. Call it after byte order marks have been looked at: UTF-16 is full
/// of NUL bytes.
pub(crate) fn binary_kind(bytes: &[u8]) -> Option<BinaryKind> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*kind);
    }
    // Two containers carry their name a little later.
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => return Some(BinaryKind::Image),
        (Some(b"RIFF"), _, Some(b"WAVE" | b"AVI ")) | (_, Some(b"ftyp"), _) => {
            return Some(BinaryKind::Media);
        }
        _ => {}
    }
    let window = bytes.get(..WINDOW).unwrap_or(bytes);
    let count = |test: fn(u8) -> bool| window.iter().filter(|byte| test(**byte)).count();
    if window.starts_with(b"MZ") && count(|byte| byte == 0) > 0 {
        return Some(BinaryKind::Executable);
    }
    // A stray NUL or escape happens in saved text; one in a hundred does not.
    let strange = count(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b));
    (strange * 100 > window.len()).then_some(BinaryKind::Unknown)
}

/// Whether UTF-16 without a byte order mark: nearly every other byte is NUL, as in all Western text.
pub(crate) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let window = &bytes[..bytes.len().min(WINDOW) & !1];
    let pairs = window.len() / 2;
    if pairs < 8 {
        return None;
    }
    let zeros = |offset: usize| {
        window
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 8 && even * 10 < pairs {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 > pairs * 8 && odd * 10 < pairs {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// Tags that start pages and hardly ever a sentence.
const PAGE_STARTS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta ",
    "<title",
    "<article",
    "<div",
    "<section",
    "<main",
    "<p>",
    "<p ",
    "<h1",
    "<script",
    "<style",
    "<link ",
    "<noscript",
    "<base ",
    "<header",
    "<nav",
    "<table",
];
/// What says that a page begins, even after other words (banners of a proxy, scripts of a host).
const DECLARATIONS: &[&str] = &["<!doctype html", "<html"];

/// Whether the text is an HTML page: it opens with a tag of a page, after comments and an XML declaration, or declares
/// itself one at the start of a line near its beginning.
pub(crate) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    loop {
        let end = match rest.get(..4) {
            Some("<!--") => rest.find("-->").map(|at| at + 3),
            _ if rest.starts_with("<?xml") => rest.find("?>").map(|at| at + 2),
            _ => None,
        };
        let Some(end) = end else { break };
        rest = rest[end..].trim_start();
    }
    let opens_with = |text: &str, starts: &[&str]| {
        starts.iter().any(|start| {
            text.get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
        })
    };
    let mut window = WINDOW.min(rest.len());
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    opens_with(rest, PAGE_STARTS)
        || rest[..window]
            .lines()
            .any(|line| opens_with(line.trim_start(), DECLARATIONS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_magic() {
        assert_eq!(binary_kind(b"%PDF-1.7 ..."), Some(BinaryKind::Pdf));
        assert_eq!(binary_kind(b"\x1f\x8b\x08rest"), Some(BinaryKind::Gzip));
        assert_eq!(
            binary_kind(b"RIFF\x10\x10\x10\x10WEBPVP8 "),
            Some(BinaryKind::Image)
        );
        assert_eq!(
            binary_kind(&[7, 0, 3, 0, 1, 0, 200, 0]),
            Some(BinaryKind::Unknown)
        );
        assert_eq!(binary_kind(b"The ministers met.\n"), None);
    }

    #[test]
    fn one_stray_nul_leaves_a_text_a_text() {
        let text = format!(
            "{}\0{}",
            "The talks went on. ".repeat(20),
            "Nobody left. ".repeat(20)
        );
        assert_eq!(binary_kind(text.as_bytes()), None);
    }

    #[test]
    fn pages_and_texts_are_told_apart() {
        assert!(is_html("\u{feff}\n<!-- saved page -->\n<!DOCTYPE html><html>"));
        assert!(is_html("<?xml version=\"1.0\"?><html xmlns='x'>"));
        assert!(is_html("<p>The ministers met.</p>"));
        assert!(is_html("<script>go()</script>\n<!DOCTYPE html>\n<html>"));
        assert!(is_html("Served from the archive\n<!DOCTYPE html>\n<html>"));
        assert!(!is_html("The <b>ministers</b> met."));
        assert!(!is_html("<- look here"));
        assert!(!is_html("<!-- never closed"));
    }
}
