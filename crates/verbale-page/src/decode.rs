//! Bytes to text: byte order marks, UTF-8, the page's own `charset`, and a guess where nothing is said.

use encoding_rs::Encoding;

use crate::error::PageError;
use crate::sniff;

/// Text and how it was read.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Name of the encoding, as in the WHATWG standard.
    pub(crate) encoding: &'static str,
    /// Whether bytes that stand for nothing were replaced by U+FFFD.
    pub(crate) replaced: bool,
}

/// Where HTML looks for its `charset` (the standard says 1024; real pages put more before it).
const META_WINDOW: usize = 4096;

/// Bytes shown to the guesser of encodings: enough to be sure, not so many that it takes long.
const GUESS_WINDOW: usize = 64 * 1024;

/// Share of undecodable bytes (one in so many) at which text in UTF-8 is taken to be in something else.
const MOSTLY_TEXT: usize = 50;

/// Decode `bytes`. Valid UTF-8 comes back unchanged, but for a byte order mark, which is no part of the text.
/// `told` is the encoding that came with the bytes: a page's own word goes before it.
pub(crate) fn decode(bytes: &[u8], told: Option<&str>) -> Result<Decoded, PageError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, &bytes[mark..]));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return match sniff::binary_kind(bytes) {
            Some(kind) if sniff::utf16_without_mark(bytes).is_none() => Err(PageError::Binary { kind }),
            Some(_) => Ok(with(
                sniff::utf16_without_mark(bytes).unwrap_or(encoding_rs::UTF_8),
                bytes,
            )),
            None => Ok(Decoded {
                text: text.to_owned(),
                encoding: "UTF-8",
                replaced: false,
            }),
        };
    }
    if let Some(encoding) = sniff::utf16_without_mark(bytes) {
        return Ok(with(encoding, bytes));
    }
    if let Some(kind) = sniff::binary_kind(bytes) {
        return Err(PageError::Binary { kind });
    }
    Ok(with(choose(bytes, told), bytes))
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        replaced,
    }
}

/// The encoding of bytes that are not valid UTF-8.
fn choose(bytes: &[u8], told: Option<&str>) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(META_WINDOW)];
    // A page that says UTF-8 and is broken in a few places is still UTF-8; one that says anything else is believed.
    let told = || Encoding::for_label(told?.as_bytes());
    match declared(head).or_else(told) {
        Some(encoding) if encoding != encoding_rs::UTF_8 => return encoding,
        _ => {}
    }
    if mostly_utf8(bytes) {
        return encoding_rs::UTF_8;
    }
    let window = &bytes[..bytes.len().min(GUESS_WINDOW)];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(window, window.len() == bytes.len());
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Whether the multi-byte sequences are mostly those of UTF-8, with a few broken ones among them.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad <= good || bad * MOSTLY_TEXT * 20 < bytes.len() && good > 0
}

/// The encoding that the page declares in `<meta charset=…>`, `<meta content="…; charset=…">` or `<?xml encoding=…?>`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    for key in [b"charset".as_slice(), b"encoding"] {
        for at in memchr::memmem::find_iter(&lower, key) {
            let rest = lower[at + key.len()..].trim_ascii_start();
            let Some(rest) = rest.strip_prefix(b"=") else {
                continue;
            };
            let rest = rest.trim_ascii_start();
            let rest = rest
                .strip_prefix(b"\"")
                .or_else(|| rest.strip_prefix(b"'"))
                .unwrap_or(rest);
            let end = rest
                .iter()
                .position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)))
                .unwrap_or(rest.len());
            if let Some(encoding) = Encoding::for_label(&rest[..end]) {
                // A page cannot be in UTF-16 if its declaration can be read as ASCII.
                let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
                return Some(if wide { encoding_rs::UTF_8 } else { encoding });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str, bool) {
        let decoded = decode(bytes, None).expect("text");
        (decoded.text, decoded.encoding, decoded.replaced)
    }

    #[test]
    fn valid_utf8_is_unchanged() {
        let input = "Café talks\r\nended – “badly”.\r\n";
        assert_eq!(text(input.as_bytes()), (input.to_owned(), "UTF-8", false));
    }

    #[test]
    fn byte_order_marks_decide_and_are_dropped() {
        assert_eq!(text(b"\xef\xbb\xbfTalks").0, "Talks");
        let wide: Vec<u8> = "\u{feff}Čas".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), ("Čas".to_owned(), "UTF-16LE", false));
        let wide: Vec<u8> = "\u{feff}Čas".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&wide), ("Čas".to_owned(), "UTF-16BE", false));
    }

    #[test]
    fn utf16_without_a_mark_is_recognised() {
        let wide: Vec<u8> = "The envoys met in Geneva."
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text(&wide).0, "The envoys met in Geneva.");
    }

    #[test]
    fn declared_charsets_are_believed_where_utf8_fails() {
        let page = b"<html><head><meta charset='iso-8859-2'></head><p>\xe8as</p>";
        assert!(text(page).0.contains("čas"));
        let old = b"<html><head><meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><p>\xcc\xe8\xf0</p>";
        assert!(text(old).0.contains("Мир"));
    }

    #[test]
    fn undeclared_western_text_is_guessed() {
        let input = b"The envoy\x92s plan \x96 a \x93first step\x94 \x96 was rejected in Orl\xe9ans. It wasn\x92t new.";
        let (read, encoding, _) = text(input);
        assert_eq!(encoding, "windows-1252");
        assert!(read.contains("envoy’s plan – a “first step”"));
    }

    #[test]
    fn broken_utf8_is_read_with_replacement() {
        let mut input = "“We will talk,” the envoy said – again – to the “quartet”. "
            .repeat(3)
            .into_bytes();
        input.extend_from_slice(b"Cut here: \xe2\x80");
        let (read, encoding, replaced) = text(&input);
        assert_eq!(encoding, "UTF-8");
        assert!(replaced && read.contains("“We will talk,”") && read.ends_with('\u{fffd}'));
    }

    #[test]
    fn binary_input_is_refused_by_name() {
        let error = decode(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", None).expect_err("no text");
        assert!(error.to_string().contains("PDF"), "{error}");
        assert!(decode(&[0_u8; 400], None).is_err());
    }
}
