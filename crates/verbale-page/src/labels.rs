//! What a page shows beside its article: the lines around the headline that print its day and its authors.
//!
//! Metadata is often missing, and sometimes of another day than the one shown. The page is read line by line, with what
//! the classes of its elements say, and where each line stands from the headline.

use std::ops::Range;

use jiff::civil::Date;

use crate::purpose::Purpose;
use crate::scan::Scan;
use crate::stamps::metadata_date;
use crate::units::{fold, single_spaced};
use crate::walk::{Kind, Step};

/// Most lines of a page looked at.
const MOST_LINES: usize = 3_000;
/// Longest line that can be a label, in bytes.
const LONGEST: usize = 240;
/// How many lines before and after the headline belong to it.
const BEFORE: usize = 8;
const AFTER: usize = 14;
/// Most lines of an element whose class says that it holds a day.
const MOST_DATE_LINES: usize = 12;
/// A line as the page shows it.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) purpose: Purpose,
    /// A machine-readable day in the line.
    pub(crate) machine: Option<Date>,
    /// The innermost regions that its text stands in.
    regions: Vec<usize>,
}

/// An element that says what it is for, and the lines in it.
#[derive(Debug)]
struct Region {
    /// The region around it.
    outer: Option<usize>,
    /// What it says itself.
    purpose: Purpose,
    lines: Range<usize>,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    lines: Vec<Line>,
    regions: Vec<Region>,
    /// The line of the headline.
    headline: Option<usize>,
}

/// The lines of a page.
///
/// `title` tells the headline among several headings, or finds it where it is none.
pub(crate) fn labels(page: &Scan, title: Option<&str>) -> Labels {
    let mut labels = Labels::default();
    let mut headings: Vec<usize> = Vec::new();
    let mut line = Line::default();
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut in_heading = false;
    for (start, end, step) in page.walk.steps() {
        let region = open.last().copied().flatten();
        let kind = match step {
            Step::Text => {
                line.add(&page.clean[start..end], region);
                continue;
            }
            Step::Open { kind, .. } | Step::Void(kind) | Step::Close(kind) => kind,
        };
        if !kind.is(Kind::INLINE) {
            if labels.end(&mut line) && in_heading {
                headings.push(labels.lines.len() - 1);
            }
            if labels.lines.len() >= MOST_LINES {
                break;
            }
            in_heading = kind.is(Kind::HEADING) && !matches!(step, Step::Close(_));
        } else if !in_heading && kind.is(Kind::APART) {
            line.part(&page.clean[end..]);
        }
        match step {
            Step::Open { purpose, day, .. } => {
                open.push(labels.open(purpose, region));
                let day = day.and_then(|at| page.times.get(at));
                line.machine = line.machine.or_else(|| metadata_date(&day?.0));
            }
            Step::Close(_) => {
                let closed = open.pop().flatten();
                if closed != open.last().copied().flatten() {
                    labels.close(closed, &line);
                }
            }
            Step::Text | Step::Void(_) => {}
        }
    }
    labels.end(&mut line);
    labels.headline = labels.find_headline(&headings, title);
    labels.set_purposes();
    labels
}

impl Line {
    fn add(&mut self, text: &str, region: Option<usize>) {
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
        self.regions
            .extend(region.filter(|region| self.regions.last() != Some(region)));
    }

    /// Part what stands so far from the text that follows, where their letters would run together.
    fn part(&mut self, rest: &str) {
        if self.text.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric) {
            self.text.push(' ');
        }
    }
}

/// Whether a text could be the folded one, by its first letter and its length: most lines need not be folded.
fn may_be(text: &str, folded: &str) -> bool {
    let (Some(own), Some(other)) = (text.chars().next(), folded.chars().next()) else {
        return false;
    };
    let same = !own.is_ascii_alphanumeric() || own.eq_ignore_ascii_case(&other);
    same && text.len() + 8 >= folded.len() && !folded.is_empty()
}

impl Labels {
    /// The region of an element inside a region: a new one, if the element says what it is for.
    fn open(&mut self, purpose: Purpose, outer: Option<usize>) -> Option<usize> {
        if purpose == Purpose::default() {
            return outer;
        }
        self.regions.push(Region {
            outer,
            purpose,
            lines: self.lines.len()..usize::MAX,
        });
        Some(self.regions.len() - 1)
    }

    fn close(&mut self, region: Option<usize>, line: &Line) {
        let end = self.lines.len() + usize::from(!line.text.is_empty());
        if let Some(region) = region.and_then(|at| self.regions.get_mut(at)) {
            region.lines.end = end;
        }
    }

    /// Say of each line what the elements around it are for. What holds the headline is the article or all of the page,
    /// whatever it is called; and what holds many lines is no date.
    fn set_purposes(&mut self) {
        let mut of_regions: Vec<Purpose> = Vec::with_capacity(self.regions.len());
        for region in &self.regions {
            let outer = region.outer.and_then(|at| of_regions.get(at)).copied();
            let mut purpose = outer.unwrap_or_default();
            if !self.headline.is_some_and(|at| region.lines.contains(&at)) {
                let small = region.lines.len() <= MOST_DATE_LINES;
                purpose = purpose.and(Purpose {
                    date: region.purpose.date && small,
                    published: region.purpose.published && small,
                    ..region.purpose
                });
            }
            of_regions.push(purpose);
        }
        for line in &mut self.lines {
            let around = line.regions.iter().filter_map(|at| of_regions.get(*at));
            line.purpose = around.fold(Purpose::default(), |all, one| all.and(*one));
        }
    }

    /// Keep the line that ends; whether it holds anything.
    fn end(&mut self, line: &mut Line) -> bool {
        let mut done = std::mem::take(line);
        if done.text.trim().is_empty() {
            done.text.clear();
        } else {
            let words = html_escape::decode_html_entities(&done.text);
            done.text = single_spaced(&words);
        }
        let kept = !done.text.is_empty() || done.machine.is_some();
        if kept {
            self.lines.push(done);
        }
        kept
    }

    /// The heading that is the title, else the line that is, else the first heading.
    fn find_headline(&self, headings: &[usize], title: Option<&str>) -> Option<usize> {
        let title = fold(title.unwrap_or_default());
        let is_title = |at: &usize| {
            let text = &self.lines[*at].text;
            may_be(text, &title) && fold(text) == title
        };
        headings
            .iter()
            .copied()
            .find(is_title)
            .or_else(|| {
                let mut same = (0..self.lines.len()).filter(is_title);
                let first = same.clone().next();
                same.find(|at| !self.is_elsewhere(*at)).or(first)
            })
            .or(headings.first().copied())
    }

    /// Whether the line stands in an element that says it is about something else.
    fn is_elsewhere(&self, line: usize) -> bool {
        let around = |at: &usize| {
            std::iter::successors(self.regions.get(*at), |region| self.regions.get(region.outer?))
        };
        self.lines[line]
            .regions
            .iter()
            .flat_map(around)
            .any(|region| region.purpose.elsewhere)
    }

    /// Lines short enough to be labels, each with its number and whether it is around the headline.
    pub(crate) fn short(&self) -> impl Iterator<Item = (usize, &Line, bool)> {
        let near = match self.headline {
            Some(at) => at.saturating_sub(BEFORE)..at + AFTER,
            None => 0..AFTER,
        };
        let lines = self.lines.iter().enumerate();
        lines
            .filter(|(_, line)| line.text.len() <= LONGEST)
            .map(move |(at, line)| (at, line, near.contains(&at)))
    }
}
