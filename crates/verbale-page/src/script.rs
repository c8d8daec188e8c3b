//! Days of publication in the data that a page's scripts draw it from: `"publishedAt":"2031-03-10T07:00:00Z"`.

/// Most days taken from one script: what has more is a list of articles.
const MOST: usize = 20;
/// Longest name and longest value looked at, in bytes.
const LONGEST_NAME: usize = 40;
const LONGEST_VALUE: usize = 40;

/// Names that speak of publication, with their values, in the order of the script.
pub(crate) fn days(script: &str) -> Vec<(String, String)> {
    memchr::memmem::find_iter(script.as_bytes(), b"ublish")
        .filter_map(|at| pair(script, at))
        .filter(|(_, value)| value.bytes().filter(u8::is_ascii_digit).count() >= 6)
        .take(MOST)
        .collect()
}

/// The name around a place in a script and the string that is its value. Quotation marks may be escaped.
fn pair(script: &str, at: usize) -> Option<(String, String)> {
    let bytes = script.as_bytes();
    let of_name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let before = bytes[..at].iter().rev().take(LONGEST_NAME).take_while(of_name);
    let start = at - before.count();
    let end = at + bytes[at..].iter().take(LONGEST_NAME).take_while(of_name).count();
    let blanks = |b: &&u8| matches!(b, b'\\' | b'"' | b'\'' | b' ');
    let colon = end + bytes[end..].iter().take(8).take_while(blanks).count();
    if bytes.get(colon) != Some(&b':') {
        return None;
    }
    let value = colon + 1 + bytes[colon + 1..].iter().take(8).take_while(blanks).count();
    let quoted = bytes[colon + 1..value].iter().any(|b| matches!(b, b'"' | b'\''));
    let of_value = |b: &&u8| !matches!(b, b'\\' | b'"' | b'\'' | b'<');
    let length = bytes[value..]
        .iter()
        .take(LONGEST_VALUE)
        .take_while(of_value)
        .count();
    let text = script.get(value..value + length).filter(|_| quoted)?;
    Some((script.get(start..end)?.to_owned(), text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_plain_and_escaped_data() {
        let found = days(
            r#"a={"publishedAt":"2031-03-10T07:00Z","isPublished":true}; b("{\"datePublished\":\"2031-03-11\"}"); publish: 20310310"#,
        );
        let expected = [
            ("publishedAt", "2031-03-10T07:00Z"),
            ("datePublished", "2031-03-11"),
        ];
        assert_eq!(
            found,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert_eq!(days("published"), []);
        assert_eq!(days("\"publishedé\":\"2031-03-10\""), []);
    }
}
