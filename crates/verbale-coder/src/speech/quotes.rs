//! Quotation marks: which stretches of the text stand inside them.

use crate::draft::Bytes;

/// A stretch between quotation marks, without the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// What stands inside.
    pub inside: Bytes,
    /// Whether the closing mark is there; otherwise it ends with its paragraph.
    pub closed: bool,
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
}

/// All outermost quotations, in order. A mark that opens and is never closed holds to the end of its paragraph; one
/// that closes and was never opened is passed over.
pub(super) fn find(text: &str) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        scan(paragraph, start, &mut quotes);
        start += paragraph.len();
    }
    quotes
}

fn scan(paragraph: &str, offset: usize, quotes: &mut Vec<Quote>) {
    let content_end = paragraph.trim_end().len();
    let mut open: Option<usize> = None;
    let mut before = None;
    let mut characters = paragraph.char_indices();
    while let Some((at, character)) = characters.next() {
        let mut end = at + character.len_utf8();
        // Two apostrophes are typed for a mark too.
        let doubled = character == '\'' && paragraph[end..].starts_with('\'');
        if doubled {
            characters.next();
            end += 1;
        }
        let sign = if doubled { '"' } else { character };
        let after = paragraph[end..].chars().next();
        match (mark(before, sign, after, open.is_some()), open) {
            (Some(Mark::Opens), None) => open = Some(end),
            // The mark that closed what is open was lost; where it stood nobody knows.
            (Some(Mark::Opens), Some(_)) if sign == '“' => open = Some(end),
            (Some(Mark::Closes), Some(from)) => {
                push(quotes, offset + from..offset + at, true);
                open = None;
            }
            _ => {}
        }
        before = Some(sign);
    }
    if let Some(from) = open {
        push(quotes, offset + from..offset + content_end.max(from), false);
    }
}

fn push(quotes: &mut Vec<Quote>, inside: std::ops::Range<usize>, closed: bool) {
    if !inside.is_empty() {
        quotes.push(Quote {
            inside: inside.into(),
            closed,
        });
    }
}

fn mark(before: Option<char>, character: char, after: Option<char>, open: bool) -> Option<Mark> {
    match character {
        '“' | '„' | '«' => Some(Mark::Opens),
        '”' | '»' => Some(Mark::Closes),
        // A straight mark with no space on either side follows what is open.
        '"' => {
            let opens = before.is_none_or(|c| c.is_whitespace() || "([–—-:".contains(c))
                && after.is_some_and(|c| !c.is_whitespace());
            Some(if opens && !open { Mark::Opens } else { Mark::Closes })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        find(text)
            .iter()
            .map(|quote| &text[quote.inside.range()])
            .collect()
    }

    #[test]
    fn straight_and_curly_marks() {
        assert_eq!(
            words("He said \"we stay\" and “we fight”."),
            ["we stay", "we fight"]
        );
    }

    #[test]
    fn two_apostrophes_are_a_mark() {
        assert_eq!(words("He said ''we stay'' and left."), ["we stay"]);
        assert!(words("The envoys' cars' lights").is_empty());
    }

    #[test]
    fn an_open_mark_holds_to_the_end_of_its_paragraph() {
        assert_eq!(
            words("He said: “We stay. We fight.\n\nShe left."),
            ["We stay. We fight."]
        );
        assert!(!find("“We stay.\n")[0].closed);
    }

    #[test]
    fn a_closing_mark_alone_is_passed_over() {
        assert!(words("It was not easy” but useful.").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn quotes_are_ordered_and_within_the_text(text in "[a \"“”\n.é]{0,60}") {
            let mut last = 0;
            for quote in find(&text) {
                proptest::prop_assert!(last <= quote.inside.start && quote.inside.start < quote.inside.end);
                proptest::prop_assert!(text.get(quote.inside.range()).is_some());
                last = quote.inside.end;
            }
        }
    }
}
