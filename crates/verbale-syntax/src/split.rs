//! Pieces to sentences: paragraphs by line breaks, sentences by stops and what follows them.

use crate::tokenise::Piece;
use crate::words::{self, Abbreviation};
use std::ops::Range;

/// A run of pieces that is one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceSpan {
    /// Index of the first piece.
    pub first: u32,
    /// Index after the last piece.
    pub end: u32,
    /// A line break, or the beginning of the range, stands before it.
    pub paragraph_start: bool,
}

/// Appends the sentences of `pieces[from..]`, which stand in one range of the text.
pub fn split(text: &str, pieces: &[Piece], from: usize, sentences: &mut Vec<SentenceSpan>) {
    let Some(last) = pieces[from..].last() else { return };
    let range = pieces[from].start as usize..last.end as usize;
    let mut lines = Lines::new(text, range);
    let mut view = View {
        text,
        pieces,
        paragraph: from,
        quotes: 0,
    };
    let mut first = from;
    let mut paragraph_start = true;
    let mut index = from;
    while index < pieces.len() {
        let piece = pieces[index];
        let next = pieces.get(index + 1);
        view.quotes += usize::from(view.form(index) == "\"");
        let line_ends = next
            .is_none_or(|next| next.space_before && lines.divide(piece.end as usize, next.start as usize));
        let end = if line_ends {
            Some(index + 1)
        } else {
            view.sentence_end(first, index)
        };
        let Some(end) = end else {
            index += 1;
            continue;
        };
        sentences.push(SentenceSpan {
            first: first as u32,
            end: end as u32,
            paragraph_start,
        });
        view.quotes += (index + 1..end)
            .filter(|&closer| view.form(closer) == "\"")
            .count();
        // Closing marks may themselves stand before a line break.
        let after = pieces.get(end);
        paragraph_start = after.is_some_and(|after| {
            after.space_before && lines.divide(pieces[end - 1].end as usize, after.start as usize)
        });
        if paragraph_start {
            view.quotes = 0;
            view.paragraph = end;
        }
        first = end;
        index = end;
    }
}

/// The pieces, and what is known of the paragraph so far.
struct View<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    paragraph: usize,
    /// Straight double quotation marks since the beginning of the paragraph.
    quotes: usize,
}

/// How a piece can end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    Question,
    Ellipsis,
    Abbreviation(Abbreviation),
}

impl View<'_> {
    fn form(&self, index: usize) -> &str {
        self.pieces.get(index).map_or("", |piece| piece.of(self.text))
    }

    fn spaced(&self, index: usize) -> bool {
        self.pieces.get(index).is_none_or(|piece| piece.space_before)
    }

    /// Where the sentence ends if `index` is the stop at its end: after closing marks.
    fn sentence_end(&self, first: usize, index: usize) -> Option<usize> {
        let next = self.form(index + 1);
        if matches!(next, "•" | "▪" | "●" | "■" | "◦") && index + 1 > first {
            return Some(index + 1);
        }
        let stop = self.stop(index)?;
        if stop == Stop::Full && self.is_list_number(first, index) {
            return None;
        }
        let mut end = index + 1;
        let mut quotes = self.quotes;
        while end < self.pieces.len() && self.closes(end, quotes) {
            quotes += usize::from(self.form(end) == "\"");
            end += 1;
        }
        let mut word = end;
        while matches!(
            self.form(word),
            "(" | "[" | "“" | "‘" | "\"" | "'" | "``" | "`" | "«" | "„" | "—" | "–" | "-" | "--"
        ) && word < end + 3
        {
            word += 1;
        }
        let following = self.form(word);
        let letter = following.chars().next()?;
        if !self.spaced(end) && !letter.is_uppercase() {
            return None;
        }
        let begins = match stop {
            Stop::Full => !letter.is_lowercase() || self.is_article_of_name(word),
            Stop::Question => !(letter.is_lowercase() || end > index + 1 && self.is_attributed(word)),
            Stop::Ellipsis => letter.is_uppercase(),
            Stop::Abbreviation(Abbreviation::Title) => false,
            Stop::Abbreviation(_) => letter.is_uppercase() && words::is_sentence_starter(following),
        };
        let text_like =
            letter.is_alphanumeric() || !matches!(letter, ',' | ';' | ':' | '.' | '!' | '?' | '%' | '/');
        (begins && text_like).then_some(end)
    }

    fn stop(&self, index: usize) -> Option<Stop> {
        let form = self.form(index);
        match form.as_bytes() {
            [b'.'] => Some(Stop::Full),
            [b'.', b'.', ..] => Some(Stop::Ellipsis),
            [b'?' | b'!', ..] => Some(Stop::Question),
            [.., b'.'] => {
                let word = &form[..form.len() - 1];
                Some(Stop::Abbreviation(
                    words::abbreviation(word).unwrap_or(Abbreviation::General),
                ))
            }
            _ if matches!(form, "…" | "。" | "؟" | "‽") => Some(Stop::Ellipsis),
            _ => None,
        }
    }

    /// “1.” and “a.” at the beginning of an item.
    fn is_list_number(&self, first: usize, index: usize) -> bool {
        let form = self.form(index.saturating_sub(1));
        let short = form.len() <= 2 || form.bytes().all(|byte| byte.is_ascii_digit()) && form.len() <= 3;
        index == first + 1 && !self.spaced(index) && short && form.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// A quotation mark or bracket that closes, given the straight quotation marks before it.
    fn closes(&self, index: usize, quotes: usize) -> bool {
        match self.form(index) {
            ")" | "]" | "}" | "”" | "’" | "»" | "''" => true,
            "\"" => !self.spaced(index) || quotes % 2 == 1,
            "'" => !self.spaced(index),
            _ => false,
        }
    }

    /// A name such as “al-Noor” begins a sentence with a small letter.
    fn is_article_of_name(&self, index: usize) -> bool {
        matches!(
            self.form(index),
            "al" | "el" | "as" | "ash" | "az" | "ad" | "an" | "ar"
        ) && matches!(self.form(index + 1), "-" | "‑" | "‐")
            && self.form(index + 2).starts_with(char::is_uppercase)
    }

    /// “…?” Orr asked.
    fn is_attributed(&self, word: usize) -> bool {
        const SPEECH: &[&str] = &[
            "said", "says", "asked", "asks", "added", "told", "wrote", "replied", "shouted",
        ];
        !words::is_sentence_starter(self.form(word))
            && (word..word + 4).any(|index| SPEECH.contains(&self.form(index)))
    }
}

/// Decides which line breaks divide paragraphs, and which only wrap a paragraph's lines.
struct Lines<'t> {
    text: &'t str,
    range: Range<usize>,
    /// The block of lines without a blank line that was looked at last.
    block: Range<usize>,
    /// Its longest line, if its lines are wrapped.
    width: Option<usize>,
}

fn is_line_break(character: char) -> bool {
    matches!(
        character,
        '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

impl<'t> Lines<'t> {
    fn new(text: &'t str, range: Range<usize>) -> Self {
        Self {
            text,
            range,
            block: 0..0,
            width: None,
        }
    }

    /// Whether the white space between two pieces divides paragraphs.
    fn divide(&mut self, gap_start: usize, gap_end: usize) -> bool {
        let gap = &self.text[gap_start..gap_end];
        if !gap.contains(is_line_break) {
            return false;
        }
        let breaks = gap
            .replace("\r\n", "\n")
            .chars()
            .filter(|&character| is_line_break(character))
            .count();
        if breaks > 1 || gap.contains(['\u{2029}', '\u{c}']) {
            return true;
        }
        if self.begins_item(gap_end) {
            return true;
        }
        if !self.block.contains(&gap_start) {
            self.enter_block(gap_start);
        }
        let before = self.line_before(gap_start);
        if let Some(width) = self.width {
            return before.len() + 1 + self.first_word(gap_end).len() + 12 <= width;
        }
        let goes_on = self.text[gap_end..].starts_with(char::is_lowercase)
            && before.ends_with(|last: char| last.is_alphanumeric() || last == ',');
        !(goes_on && before.len() >= 40)
    }

    fn line_before(&self, gap_start: usize) -> &'t str {
        let from = self.text[self.range.start..gap_start].rfind(is_line_break);
        self.text[from.map_or(self.range.start, |at| self.range.start + at)..gap_start].trim()
    }

    fn first_word(&self, at: usize) -> &'t str {
        let rest = &self.text[at..self.range.end];
        &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())]
    }

    /// Whether a list item begins here: “- ”, “• ”, “1. ”, “(a) ”.
    fn begins_item(&self, at: usize) -> bool {
        let word = self.first_word(at);
        let label = word.trim_matches(['(', ')', '.']);
        matches!(
            word,
            "-" | "*" | "–" | "—" | "•" | "▪" | "●" | "·" | "◦" | "■" | "o"
        ) || (label.len() < word.len()
            && label.len() <= 2
            && word.ends_with([')', '.'])
            && (label.bytes().all(|byte| byte.is_ascii_digit()) || label.len() == 1))
    }

    /// Looks at the lines around a place up to the next blank lines: wrapped text fills its lines.
    fn enter_block(&mut self, at: usize) {
        let blank = |part: &str| part.find("\n\n").or_else(|| part.find("\n\r\n"));
        let before = &self.text[self.range.start..at];
        let start = before
            .rfind("\n\n")
            .or_else(|| before.rfind("\n\r\n"))
            .map_or(0, |found| found + 2);
        let start = self.range.start + start;
        let end = blank(&self.text[at..self.range.end]).map_or(self.range.end, |found| at + found + 1);
        self.block = start..end;
        let lines = || self.text[start..end].lines().map(str::trim);
        let width = lines().map(str::len).max().unwrap_or(0);
        let pairs = || lines().zip(lines().skip(1));
        let full = pairs().filter(|(line, next)| {
            let word = next.split_whitespace().next().unwrap_or("");
            line.len() + 1 + word.len() + 12 > width
        });
        let (full, all) = (full.count(), pairs().count());
        self.width = ((45..=130).contains(&width) && full * 4 >= all * 3 && all > 0).then_some(width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenise::tokenise;

    fn sentences(text: &str) -> Vec<String> {
        let mut pieces = Vec::new();
        tokenise(text, 0..text.len(), &mut pieces);
        let mut spans = Vec::new();
        split(text, &pieces, 0, &mut spans);
        let mark = |span: &SentenceSpan| if span.paragraph_start { "¶" } else { "" };
        spans
            .iter()
            .map(|span| {
                let bytes = pieces[span.first as usize].start..pieces[span.end as usize - 1].end;
                format!(
                    "{}{}",
                    mark(span),
                    &text[bytes.start as usize..bytes.end as usize]
                )
            })
            .collect()
    }

    #[test]
    fn stops_end_sentences_but_abbreviations_need_not() {
        assert_eq!(
            sentences("Gen. Orr left. He met Mr. Ash."),
            ["¶Gen. Orr left.", "He met Mr. Ash."]
        );
        assert_eq!(
            sentences("In the U.S. Senate it failed."),
            ["¶In the U.S. Senate it failed."]
        );
        assert_eq!(
            sentences("It left the U.S. The talks ended."),
            ["¶It left the U.S.", "The talks ended."]
        );
        assert_eq!(
            sentences("See No. 5. It says so."),
            ["¶See No. 5.", "It says so."]
        );
        assert_eq!(
            sentences("J. A. Orr spoke on Nov. 26 , 2006 . All left ."),
            ["¶J. A. Orr spoke on Nov. 26 , 2006 .", "All left ."]
        );
    }

    #[test]
    fn closing_marks_belong_to_the_sentence_before() {
        assert_eq!(
            sentences("“We stay. We fight.” They left."),
            ["¶“We stay.", "We fight.”", "They left."]
        );
        assert_eq!(
            sentences("\"We stay.\" \"Why?\" he asked."),
            ["¶\"We stay.\"", "\"Why?\" he asked."]
        );
        assert_eq!(
            sentences("“Who won?” Orr asked. Nobody."),
            ["¶“Who won?” Orr asked.", "Nobody."]
        );
        assert_eq!(
            sentences("(They left.) It rained."),
            ["¶(They left.)", "It rained."]
        );
        assert_eq!(
            sentences("It fell. al-Noor denied it."),
            ["¶It fell.", "al-Noor denied it."]
        );
    }

    #[test]
    fn lines_divide_unless_they_are_wrapped() {
        assert_eq!(
            sentences("Talks fail\n\nKYIV (AP) - They left"),
            ["¶Talks fail", "¶KYIV (AP) - They left"]
        );
        assert_eq!(
            sentences("Talks fail\nThe envoys left the town"),
            ["¶Talks fail", "¶The envoys left the town"]
        );
        assert_eq!(
            sentences("- one thing\n- another\n1. First. Then"),
            ["¶- one thing", "¶- another", "¶1. First.", "Then"]
        );
        let wrapped = "The envoys of both governments met in the capital on\nMonday and agreed to meet again in \
                       the spring, the two\nministers said. Nobody objected.";
        assert_eq!(sentences(wrapped).len(), 2);
        assert_eq!(
            sentences("One.\r\nTwo.\r\n\r\nThree"),
            ["¶One.", "¶Two.", "¶Three"]
        );
    }
}
