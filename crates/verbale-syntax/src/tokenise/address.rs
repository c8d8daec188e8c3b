//! Words that are addresses: URLs, e-mail addresses, hashtags, mentions.

use super::{Scanner, is_space};

impl Scanner<'_, '_> {
    /// The end of a URL, an e-mail address, a hashtag or a mention that begins here.
    pub(super) fn address(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let first = *rest.first()?;
        if matches!(first, b'#' | b'@') {
            let begins_name = self.space && rest.get(1).is_some_and(u8::is_ascii_alphabetic);
            let name = rest[1..]
                .iter()
                .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
            return begins_name.then(|| at + name.map_or(rest.len(), |length| length + 1));
        }
        if !first.is_ascii_alphanumeric() {
            return None;
        }
        let scheme = rest.iter().take(9).position(|byte| !byte.is_ascii_alphabetic())?;
        if rest[scheme..].starts_with(b"://") || (scheme == 3 && rest[..4].eq_ignore_ascii_case(b"www.")) {
            return Some(self.url_end(at));
        }
        self.email_end(at)
    }

    /// The end of a URL: up to white space or a closing mark, without punctuation at its end.
    pub(super) fn url_end(&self, at: usize) -> usize {
        let stops = |character: char| is_space(character) || "<>\"“”«»’|[]{}".contains(character);
        let rest = &self.text[at..];
        let whole = &rest[..rest.find(stops).unwrap_or(rest.len())];
        let balanced = whole.contains('(');
        let trimmed = whole.trim_end_matches(|character: char| {
            ".,;:!?'*…".contains(character) || (character == ')' && !balanced)
        });
        at + trimmed.len().max(1)
    }

    fn email_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+');
        let name = rest.iter().take(64).position(|byte| !in_name(byte))?;
        if rest[name] != b'@' {
            return None;
        }
        let host = &rest[name + 1..];
        let length = host.iter().position(|byte| !in_name(byte)).unwrap_or(host.len());
        let kept = host[..length].iter().rposition(u8::is_ascii_alphanumeric)? + 1;
        host[..kept].contains(&b'.').then_some(at + name + 1 + kept)
    }
}
