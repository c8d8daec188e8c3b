//! What a page shows beside its article: the lines around the headline that print its day and its authors.
//!
//! Metadata is often missing, and sometimes of another day than the one shown. The page is read line by line, with what
//! the classes of its elements say, and where each line stands from the headline.

use jiff::civil::Date;

use crate::dates::metadata_date;
use crate::purpose::Purpose;
use crate::scan::{INLINE, tag};
use crate::units::fold;

/// Most lines of a page looked at.
const MOST_LINES: usize = 3_000;
/// Longest line that can be a label, in bytes.
const LONGEST: usize = 240;
/// How many lines before and after the headline belong to it.
const BEFORE: usize = 8;
const AFTER: usize = 14;
/// A line as the page shows it.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) purpose: Purpose,
    /// A machine-readable day in the line.
    pub(crate) machine: Option<Date>,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    lines: Vec<Line>,
    /// The line of the headline.
    headline: Option<usize>,
}

/// The lines of a page that the scan has made harmless.
///
/// `title` tells the headline among several headings, or finds it where it is none.
pub(crate) fn labels(clean: &str, title: Option<&str>) -> Labels {
    let mut labels = Labels::default();
    let mut headings: Vec<usize> = Vec::new();
    let mut line = Line::default();
    let mut open: Vec<Purpose> = Vec::new();
    let (mut at, mut in_heading) = (0, false);
    while at < clean.len() && labels.lines.len() < MOST_LINES {
        let next = memchr::memchr(b'<', &clean.as_bytes()[at..]).map_or(clean.len(), |found| at + found);
        let purpose = open.last().copied().unwrap_or_default();
        line.add(&clean[at..next], purpose);
        let closing = clean[next..].starts_with("</");
        let Some(tag) = tag(clean, next + 1 + usize::from(closing)) else {
            at = next + 1;
            continue;
        };
        at = tag.end;
        let heading = tag.name == "h1";
        if !INLINE.contains(&tag.name.as_str()) {
            if labels.end(&mut line) && in_heading {
                headings.push(labels.lines.len() - 1);
            }
            in_heading = heading && !closing;
        }
        if closing {
            open.pop();
        } else if !clean[..at].ends_with("/>") {
            let inner = purpose.within(&tag);
            open.push(inner);
            if tag.name == "time" {
                line.machine = line.machine.or_else(|| metadata_date(&tag.get("datetime")?));
            }
        }
    }
    labels.end(&mut line);
    labels.headline = labels.find_headline(&headings, title);
    labels
}

impl Line {
    fn add(&mut self, text: &str, purpose: Purpose) {
        if text.trim().is_empty() {
            if !self.text.is_empty() && !text.is_empty() {
                self.text.push(' ');
            }
            return;
        }
        // A line longer than a label stays longer; its rest need not be kept.
        if self.text.len() <= LONGEST {
            self.text.push_str(text);
        }
        self.purpose.date |= purpose.date;
        self.purpose.published |= purpose.published;
        self.purpose.author |= purpose.author;
        self.purpose.elsewhere |= purpose.elsewhere;
    }
}

impl Labels {
    /// Keep the line that ends; whether it holds anything.
    fn end(&mut self, line: &mut Line) -> bool {
        let mut done = std::mem::take(line);
        let words = html_escape::decode_html_entities(&done.text);
        done.text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let kept = !done.text.is_empty() || done.machine.is_some();
        if kept {
            self.lines.push(done);
        }
        kept
    }

    /// The heading that is the title, else the line that is, else the first heading.
    fn find_headline(&self, headings: &[usize], title: Option<&str>) -> Option<usize> {
        let title = fold(title.unwrap_or_default());
        let is_title = |at: &usize| !title.is_empty() && fold(&self.lines[*at].text) == title;
        headings
            .iter()
            .copied()
            .find(is_title)
            .or_else(|| (0..self.lines.len()).find(is_title))
            .or(headings.first().copied())
    }

    /// Lines short enough to be labels, and whether each is around the headline.
    pub(crate) fn short(&self) -> impl Iterator<Item = (&Line, bool)> {
        let near = match self.headline {
            Some(at) => at.saturating_sub(BEFORE)..at + AFTER,
            None => 0..AFTER,
        };
        let lines = self.lines.iter().enumerate();
        lines
            .filter(|(_, line)| line.text.len() <= LONGEST)
            .map(move |(at, line)| (line, near.contains(&at)))
    }
}
