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
    // Where double marks are used at all, single ones stand inside them.
    let single = !text.contains(['“', '”', '"', '„', '«']) && !text.contains("''");
    for paragraph in text.split_inclusive('\n') {
        if single {
            scan_single(paragraph, start, &mut quotes);
        } else {
            scan(paragraph, start, &mut quotes);
        }
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

/// Quotations between single marks: one that opens stands after a space and before a letter, one that closes after a
/// letter or a mark and before a space or a mark. Where a mark of punctuation precedes a later closing one, an earlier
/// one without it is an apostrophe (“the soldiers’ demands”).
fn scan_single(paragraph: &str, offset: usize, quotes: &mut Vec<Quote>) {
    let is_mark = |character: char| matches!(character, '\'' | '‘' | '’');
    let mut from = None;
    let mut close: Option<usize> = None;
    let mut before = None;
    let finish = |from: &mut Option<usize>, close: &mut Option<usize>, quotes: &mut Vec<Quote>| {
        if let (Some(start), Some(end)) = (*from, *close)
            && start < end
        {
            push(quotes, offset + start..offset + end, true);
        }
        *from = None;
        *close = None;
    };
    for (at, character) in paragraph.char_indices() {
        let end = at + character.len_utf8();
        let after = paragraph[end..].chars().next();
        if is_mark(character) {
            let opens = before.is_none_or(|c: char| c.is_whitespace() || "([–—-:".contains(c))
                && after.is_some_and(char::is_alphanumeric)
                && character != '’';
            let closes = before.is_some_and(|c: char| !c.is_whitespace())
                && after.is_none_or(|c| c.is_whitespace() || ".,;:?!)]–—-".contains(c));
            if opens {
                finish(&mut from, &mut close, quotes);
                from = Some(end);
            } else if closes && from.is_some() {
                let punctuated =
                    before.is_some_and(|c| ".,?!…".contains(c)) || after.is_some_and(|c| ".,".contains(c));
                if punctuated {
                    close = Some(at);
                    finish(&mut from, &mut close, quotes);
                } else if close.is_none() {
                    close = Some(at);
                }
            }
        }
        before = Some(character);
    }
    finish(&mut from, &mut close, quotes);
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
    fn single_marks_where_no_double_ones_are() {
        assert_eq!(
            words("‘We don’t stay,’ she said. ‘The soldiers’ demands are met.’"),
            ["We don’t stay,", "The soldiers’ demands are met."]
        );
        assert_eq!(
            words("He called it 'a long night' in the envoys' words."),
            ["a long night"]
        );
        assert!(words("The envoys' cars left, it's said.").is_empty());
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
