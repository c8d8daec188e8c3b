//! The lines and paragraphs of a text, with what can be seen of them without knowing a word.

use std::ops::Range;

/// Lines longer than this many bytes are paragraphs of prose whatever they say.
const LONGEST_SHORT: usize = 600;

/// One line of a pasted page, or one paragraph where the text is wrapped at a margin.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four facts that can be seen of a line, each by itself"
)]
pub(crate) struct Unit {
    /// Bytes of the text, without white space at either end.
    pub(crate) range: Range<usize>,
    /// Whether an empty line stands after it (or the text ends).
    pub(crate) blank_after: bool,
    pub(crate) words: usize,
    /// Whether it ends as a sentence does.
    pub(crate) terminal: bool,
    /// Whether it begins with a list's bullet.
    pub(crate) bullet: bool,
    /// Whether it is nothing but a link.
    pub(crate) link: bool,
    /// Lower case, straight quotes, single blanks, without bullet and trailing marks. Empty for long lines.
    pub(crate) folded: String,
}

impl Unit {
    /// Whether it reads as a sentence or more of running text.
    pub(crate) fn is_prose(&self) -> bool {
        !self.link && (self.words >= 8 && self.terminal || self.words >= 24)
    }

    /// Whether it could be the label of a menu or a button.
    pub(crate) fn is_label(&self) -> bool {
        self.words <= 5 && !self.terminal
    }
}

/// Split a text into units.
pub(crate) fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let blocks = blocks(text, &lines);
    let wrapped = is_wrapped(text, &lines, &blocks);
    let mut units = Vec::with_capacity(lines.len());
    for block in blocks {
        let block = &lines[block];
        let (Some(first), Some(last)) = (block.first(), block.last()) else {
            continue;
        };
        if wrapped && text[first.clone()].chars().count() >= MARGIN.start {
            units.push(unit(text, first.start..last.end, true));
        } else {
            for (at, line) in block.iter().enumerate() {
                units.push(unit(text, line.clone(), at + 1 == block.len()));
            }
        }
    }
    units
}

/// Ranges of the lines, trimmed; blank lines are empty ranges.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end =
            memchr::memchr2(b'\n', b'\r', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        let line = &text[start..end];
        let left = line.trim_start_matches(is_blank);
        let begin = end - left.len();
        lines.push(begin..begin + left.trim_end_matches(is_blank).len());
        start = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    lines
}

/// White space, and the invisible characters that web pages leave behind.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{ad}')
}

/// Runs of lines between empty lines.
fn blocks(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut start = None;
    for (at, line) in lines.iter().enumerate() {
        if text[line.clone()].is_empty() {
            blocks.extend(start.take().map(|start| start..at));
        } else {
            start = start.or(Some(at));
        }
    }
    blocks.extend(start.map(|start| start..lines.len()));
    blocks
}

/// Length of lines, in characters, at which e-mails and old archives break them.
const MARGIN: Range<usize> = 45..101;

/// Whether the lines are broken at a margin, so that a sentence runs over many of them.
fn is_wrapped(text: &str, lines: &[Range<usize>], blocks: &[Range<usize>]) -> bool {
    let (mut inner, mut full, mut open) = (0_usize, 0_usize, 0_usize);
    for block in blocks {
        for line in &lines[block.start..block.end - 1] {
            let line = &text[line.clone()];
            inner += 1;
            full += usize::from(line.len() < 400 && MARGIN.contains(&line.chars().count()));
            open += usize::from(!ends_sentence(line));
        }
    }
    inner >= 4 && full * 10 >= inner * 7 && open * 10 >= inner * 6
}

fn unit(text: &str, range: Range<usize>, blank_after: bool) -> Unit {
    let line = &text[range.clone()];
    let bare = without_bullet(line);
    let (label, link) = link_label(bare);
    Unit {
        blank_after,
        words: line
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .count(),
        terminal: ends_sentence(line),
        bullet: bare.len() < line.len(),
        link,
        folded: if line.len() > LONGEST_SHORT {
            String::new()
        } else {
            fold(label)
        },
        range,
    }
}

/// Whether a line ends with a full stop, question or exclamation mark, inside closing quotes and brackets or not.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']);
    line.ends_with(['.', '!', '?', '…', ':', ';']) && !line.ends_with("...")
        || line.ends_with("...") && line.len() > 120
}

fn without_bullet(line: &str) -> &str {
    let rest = line.trim_start_matches(['*', '•', '-', '–', '—', '·', '|', '#', '>', '▪', '●', '►', '»']);
    // "-10 degrees" and "—he said" are no list items.
    if rest.len() < line.len() && rest.starts_with(char::is_whitespace) {
        rest.trim_start()
    } else {
        line
    }
}

/// The words of a line that is one link, in Markdown or bare; any other line unchanged.
fn link_label(line: &str) -> (&str, bool) {
    if let Some((label, _)) = line
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(')')?.split_once("]("))
    {
        return (label, true);
    }
    let is_address =
        (line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www."))
            && !line.contains(char::is_whitespace);
    (line, is_address)
}

/// A text with single blanks for its white space.
pub(crate) fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Fold a line for look-up: see [`Unit::folded`].
pub(crate) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '‘' | '’' | '`' | '´' => folded.push('\''),
            '“' | '”' | '«' | '»' | '„' => folded.push('"'),
            c if is_blank(c) => {
                if !folded.ends_with(' ') && !folded.is_empty() {
                    folded.push(' ');
                }
            }
            c => folded.extend(c.to_lowercase()),
        }
    }
    let end = folded
        .trim_end_matches([' ', ':', '.', '…', '›', '→', '×', '|', '"', '+', '▼', '▾', '↓'])
        .len();
    folded.truncate(end);
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<&str> {
        units(text).into_iter().map(|unit| &text[unit.range]).collect()
    }

    #[test]
    fn lines_are_units_in_pasted_pages() {
        let text = "Headline\r\n\r\n  First one ended here. \r\nSecond one ended too.\r\rMenu\u{a0}\n";
        assert_eq!(
            texts(text),
            [
                "Headline",
                "First one ended here.",
                "Second one ended too.",
                "Menu"
            ]
        );
        let blank: Vec<_> = units(text).iter().map(|unit| unit.blank_after).collect();
        assert_eq!(blank, [true, false, true, true]);
    }

    #[test]
    fn wrapped_paragraphs_are_one_unit() {
        let text = "Envoys return\n\n\
            The envoys of both countries came back to the lakeside hotel on\n\
            Monday, a week after they had left it without a word to the many\n\
            reporters at the gate. Nobody said who had called them, and the\n\
            host country kept silent.\n\n\
            A second round was planned for the coming month, an official of\n\
            the host said.\n";
        let found = texts(text);
        assert_eq!(found.len(), 3);
        assert!(found[1].starts_with("The envoys") && found[1].ends_with("silent."));
    }

    #[test]
    fn links_and_bullets_are_seen() {
        let found = units(
            "- [Contact us](https://example.org/contact)\n\nhttps://example.org/a\n\n— he said no\n\n* Point",
        );
        assert!(found[0].link && found[0].bullet && found[0].folded == "contact us");
        assert!(found[1].link && !found[1].bullet);
        assert!(found[2].bullet && !found[3].link);
    }

    proptest! {
        #[test]
        fn units_are_ordered_and_on_boundaries(text in "[ \\t\\r\\n a-zé“.]{0,300}") {
            let mut last = 0;
            for unit in units(&text) {
                prop_assert!(unit.range.start >= last && unit.range.end > unit.range.start);
                prop_assert!(text.get(unit.range.clone()).is_some());
                last = unit.range.end;
            }
        }
    }
}
