//! Words in lower case, as the tables hold them.

use std::borrow::Cow;

/// A word in lower case. Most words of a text are: those cost nothing but the look.
pub fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if word.bytes().all(is_lower) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_copied_only_where_it_changes() {
        assert!(matches!(lower("truce"), Cow::Borrowed("truce")));
        for word in ["Truce", "UN", "Étampes", "n’t", ""] {
            assert_eq!(lower(word), word.to_lowercase());
        }
    }
}
