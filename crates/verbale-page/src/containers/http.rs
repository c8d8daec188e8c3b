//! The answer of a web server as a WARC keeps it: status, headers, a body that may be chunked and packed.

use super::error::ContainerError;
use super::item::Document;
use crate::read::{Known, LARGEST_INPUT, PageFormat};
use std::io::Read;

/// What an answer's headers say.
pub(super) struct Head<'a> {
    pub(super) status: u16,
    headers: Vec<(&'a str, &'a str)>,
    /// Where the body begins.
    body: usize,
}

/// Longest list of headers, in bytes.
const LONGEST_HEAD: usize = 256 << 10;

/// Reads the status and the headers.
pub(super) fn head(answer: &[u8]) -> Option<Head<'_>> {
    let window = &answer[..answer.len().min(LONGEST_HEAD)];
    // The first empty line ends the headers, however lines end.
    let end = memchr::memchr_iter(b'\n', window).find_map(|at| match &window[at + 1..] {
        [b'\n', ..] => Some((at, 2)),
        [b'\r', b'\n', ..] => Some((at, 3)),
        _ => None,
    });
    let (end, gap) = end?;
    // A byte that is no UTF-8 in a header is not in one that matters.
    let text = std::str::from_utf8(&window[..end])
        .unwrap_or_else(|error| std::str::from_utf8(&window[..error.valid_up_to()]).unwrap_or_default());
    let mut lines = text.lines();
    let first = lines.next()?;
    let status = first
        .strip_prefix("HTTP/")
        .and_then(|rest| rest.split_ascii_whitespace().nth(1)?.parse().ok())?;
    let headers = lines.filter_map(|line| line.split_once(':'));
    Some(Head {
        status,
        headers: headers.map(|(name, value)| (name.trim(), value.trim())).collect(),
        body: end + gap,
    })
}

impl Head<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value)
    }

    /// Whether the answer is a page; servers that say nothing mostly send one.
    pub(super) fn is_page(&self) -> bool {
        let kind = self
            .get("content-type")
            .unwrap_or("text/html")
            .to_ascii_lowercase();
        self.status == 200 && (kind.starts_with("text/html") || kind.starts_with("application/xhtml"))
    }
}

/// The page in an answer.
pub(super) fn document(answer: &[u8], address: String) -> Result<Document, ContainerError> {
    let not_http = |reason: &str| ContainerError::NotHttp {
        reason: reason.to_owned(),
    };
    let head = head(answer).ok_or_else(|| not_http("there is no status line with headers"))?;
    let mut body = answer[head.body..].to_vec();
    let says = |name: &str, value: &str| {
        head.get(name)
            .is_some_and(|said| said.to_ascii_lowercase().contains(value))
    };
    if says("transfer-encoding", "chunked") {
        // Some crawlers put the chunks together and leave the header.
        body = unchunked(&body).unwrap_or(body);
    }
    let packed = head
        .get("content-encoding")
        .unwrap_or("identity")
        .trim()
        .to_ascii_lowercase();
    let is_gzip = body.starts_with(&[0x1f, 0x8b]);
    let body = match packed.as_str() {
        "gzip" | "x-gzip" if is_gzip => unpacked(flate2::read::MultiGzDecoder::new(&body[..]))?,
        "deflate" => {
            let zlib = unpacked(flate2::read::ZlibDecoder::new(&body[..]));
            zlib.or_else(|_| unpacked(flate2::read::DeflateDecoder::new(&body[..])))?
        }
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            let decoder = zstd::Decoder::new(&body[..]).map_err(|error| not_http(&error.to_string()))?;
            unpacked(decoder)?
        }
        "br" if std::str::from_utf8(&body).is_err() => return Err(not_http("it is packed with Brotli")),
        _ => body,
    };
    let kind = head.get("content-type").unwrap_or_default();
    let charset = kind
        .split(';')
        .find_map(|part| part.trim().strip_prefix("charset="));
    Ok(Document {
        bytes: body,
        format: PageFormat::Html,
        address: Some(address),
        known: Known {
            charset: charset.map(|name| name.trim_matches(['"', '\'']).to_owned()),
            ..Known::default()
        },
    })
}

/// What is unpacked, up to the size of the largest page; of damaged data, what came before.
fn unpacked(reader: impl Read) -> Result<Vec<u8>, ContainerError> {
    let mut bytes = Vec::new();
    match reader.take(LARGEST_INPUT as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(_) if bytes.len() > 1000 => Ok(bytes),
        Err(error) => Err(ContainerError::NotHttp {
            reason: error.to_string(),
        }),
    }
}

/// The body without the lengths of its chunks; nothing if it does not begin with one.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let line = memchr::memchr(b'\n', &body[..body.len().min(200)]);
        let length = line.and_then(|end| {
            let line = std::str::from_utf8(&body[..end]).ok()?;
            let digits = line.split(';').next()?.trim();
            Some((end + 1, usize::from_str_radix(digits, 16).ok()?))
        });
        let Some((start, length)) = length else {
            // A body that was cut in the middle is still worth what there is of it.
            return (!whole.is_empty()).then_some(whole);
        };
        if length == 0 {
            return Some(whole);
        }
        let rest = &body[start..];
        let there = length.min(rest.len());
        whole.extend_from_slice(&rest[..there]);
        body = &rest[there..];
        body = body
            .strip_prefix(b"\r\n")
            .or(body.strip_prefix(b"\n"))
            .unwrap_or(body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn page(answer: &[u8]) -> Document {
        document(answer, "https://news.example/a".to_owned()).expect("a page")
    }

    #[test]
    fn plain_chunked_and_packed_bodies_are_the_same() {
        let body = b"<p>The ministers met.</p>";
        let plain = [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n".as_slice(),
            body,
        ]
        .concat();
        assert_eq!(page(&plain).bytes, body);
        assert_eq!(page(&plain).known.charset.as_deref(), Some("utf-8"));
        let chunked = b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n8;x=1\r\n<p>The m\r\n11\r\ninisters met.</p>\r\n0\r\n\r\n";
        assert_eq!(page(chunked).bytes, body);
        let left = [
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".as_slice(),
            body,
        ]
        .concat();
        assert_eq!(page(&left).bytes, body);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(body).expect("packed");
        let packed = gzip.finish().expect("packed");
        let answer = [
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".as_slice(),
            &packed,
        ]
        .concat();
        assert_eq!(page(&answer).bytes, body);
    }

    #[test]
    fn what_is_no_answer_is_told() {
        assert!(document(b"<html>", String::new()).is_err());
        assert!(document(b"", String::new()).is_err());
    }
}
