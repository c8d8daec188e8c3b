//! What stands on the page beside the article: found line by line, then by what stands around a line.
//!
//! The words of a line are judged by the table; a line of prose is furniture only where its words leave no doubt.
//! Then headings take the list under them, the comment form takes the rest of the page, and short lines shut in
//! between furniture go with it. The article's prose is never taken for standing next to furniture.

use std::ops::Range;

use crate::table::{FURNITURE, Scope};
use crate::units::{Unit, fold};

/// Weight from which a short line is furniture.
const SHORT: f32 = 0.5;
/// Weight from which a line that reads like prose is.
const CERTAIN: f32 = 0.9;
/// Labels in a row that make a menu: at the page's ends, and inside the article.
const MENU_OUTSIDE: usize = 4;
const MENU_INSIDE: usize = 9;
/// Short lines between two pieces of furniture that go with them.
const GAP: usize = 3;
/// The longest list of links inside an article.
const LIST_INSIDE: usize = 8;

/// What is known of a unit before its neighbours are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing is known: judge it.
    Open,
    /// The headline: never furniture.
    Headline,
    /// A byline or a printed date: always furniture.
    Stamp,
}

/// Byte ranges of the furniture, in order, disjoint; neighbouring lines make one range.
pub(crate) fn furniture(text: &str, units: &[Unit], roles: &[Role]) -> Vec<Range<usize>> {
    let verdicts: Vec<_> = units.iter().map(|unit| FURNITURE.judge(&unit.folded)).collect();
    let mut page = Page {
        units,
        prose: units
            .iter()
            .zip(roles)
            .map(|(unit, role)| unit.is_prose() && *role == Role::Open)
            .collect(),
        taken: vec![false; units.len()],
        kept: roles.iter().map(|role| *role == Role::Headline).collect(),
    };
    for (at, unit) in units.iter().enumerate() {
        let weight = verdicts[at].weight + if unit.link { SHORT } else { 0.0 };
        let bar = if page.prose[at] { CERTAIN } else { SHORT };
        page.taken[at] = roles[at] == Role::Stamp || weight >= bar && !page.kept[at];
        page.prose[at] &= !page.taken[at];
    }
    let alone = page.taken.clone();
    page.take_menus();
    page.take_bulleted_tail(text);
    page.take_lists(&verdicts.iter().map(|verdict| verdict.scope).collect::<Vec<_>>());
    page.take_gaps();
    page.take_tail();
    page.take_comments(&verdicts);
    if page.takes_too_much() {
        page.taken = alone;
    }
    page.ranges(text)
}

struct Page<'u> {
    units: &'u [Unit],
    /// Units that read as running text and are not certainly furniture.
    prose: Vec<bool>,
    taken: Vec<bool>,
    kept: Vec<bool>,
}

impl Page<'_> {
    fn first_prose(&self) -> usize {
        self.prose
            .iter()
            .position(|prose| *prose)
            .unwrap_or(self.units.len())
    }

    /// The unit after the last line of prose.
    fn tail(&self) -> usize {
        self.prose.iter().rposition(|prose| *prose).map_or(0, |at| at + 1)
    }

    fn take(&mut self, range: Range<usize>) {
        for at in range {
            self.taken[at] |= !self.kept[at];
        }
    }

    /// Runs of labels: menus, tags, lists of sections.
    fn take_menus(&mut self) {
        let (first, tail) = (self.first_prose(), self.tail());
        let mut at = 0;
        while at < self.units.len() {
            let is_label = |unit: &Unit| unit.is_label() && !unit.bullet || unit.link;
            let run = (at..self.units.len())
                .take_while(|&i| is_label(&self.units[i]) && !self.kept[i])
                .count();
            let outside = at + run <= first || at >= tail;
            // Before the article a byline, a date and a place may stand in a row; a menu shows a known word too.
            let known = self.taken[at..at + run].iter().any(|taken| *taken);
            let needed = if outside { MENU_OUTSIDE } else { MENU_INSIDE };
            if run >= needed && (known || run >= MENU_INSIDE) {
                self.take(at..at + run);
            }
            at += run.max(1);
        }
    }

    /// Bulleted headlines after the last line of prose: links to other articles. Points of a list that the text
    /// announces, or that are no headlines, stay.
    fn take_bulleted_tail(&mut self, text: &str) {
        let tail = self.tail();
        let announced = tail > 0 && text[self.units[tail - 1].range.clone()].ends_with(':');
        let run = self.units[tail..].iter().take_while(|unit| unit.bullet).count();
        let headlines = self.units[tail..tail + run]
            .iter()
            .filter(|unit| is_headline_case(&text[unit.range.clone()]))
            .count();
        if run >= 3 && !announced && headlines * 3 >= run * 2 {
            self.take(tail..tail + run);
        }
    }

    /// The lists under headings such as "Related".
    fn take_lists(&mut self, scopes: &[Scope]) {
        let tail = self.tail();
        for (at, scope) in scopes.iter().enumerate() {
            if !self.taken[at] || *scope != Scope::List {
                continue;
            }
            let mut end = at + 1;
            while end < self.units.len() && !self.prose[end] && !self.kept[end] {
                end += 1;
            }
            if at + 1 < tail && end <= tail {
                end = end.min(at + 1 + LIST_INSIDE);
                // A short line just before the article goes on is a heading of the article rather than a link.
                let last = &self.units[end - 1];
                if end > at + 2 && last.is_label() && !last.bullet && !last.link {
                    end -= 1;
                }
            }
            self.take(at..end);
        }
    }

    /// Short lines shut in between furniture.
    fn take_gaps(&mut self) {
        let mut last = None;
        for at in 0..self.units.len() {
            if self.prose[at] || self.kept[at] {
                last = None;
            } else if self.taken[at]
                && let Some(last) = last.replace(at)
                && at - last <= GAP + 1
            {
                self.take(last + 1..at);
            }
        }
    }

    /// After the article, whatever follows the first piece of furniture.
    fn take_tail(&mut self) {
        let tail = self.tail();
        if tail == 0 {
            return;
        }
        if let Some(first) = self.taken[tail..].iter().position(|taken| *taken) {
            self.take(tail + first..self.units.len());
        }
    }

    /// The form for comments, and the comments, which are prose of somebody else.
    fn take_comments(&mut self, verdicts: &[crate::table::Verdict]) {
        let length = |at: usize| {
            if self.prose[at] {
                self.units[at].range.len()
            } else {
                0
            }
        };
        let all: usize = (0..self.units.len()).map(length).sum();
        let (mut before, mut count) = (0, 0);
        for (at, verdict) in verdicts.iter().enumerate() {
            if self.taken[at] && verdict.scope == Scope::Rest {
                // A link to the comments may stand above the article: the form comes after it.
                let enough = if verdict.weight >= CERTAIN - f32::EPSILON {
                    count >= 3 || before * 5 >= all * 2
                } else {
                    count >= 3 && before * 5 >= all * 3
                };
                if enough {
                    self.take(at..self.units.len());
                    return;
                }
            }
            before += length(at);
            count += usize::from(self.prose[at]);
        }
    }

    /// Whether more prose was taken than left: then the neighbours misled us.
    fn takes_too_much(&self) -> bool {
        let (mut taken, mut left) = (0_usize, 0_usize);
        for (at, unit) in self.units.iter().enumerate().filter(|(_, unit)| unit.is_prose()) {
            *if self.taken[at] { &mut taken } else { &mut left } += unit.range.len();
        }
        taken > left * 3
    }

    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut open = false;
        for (unit, taken) in self.units.iter().zip(&self.taken) {
            if *taken {
                match ranges.last_mut() {
                    Some(last) if open => last.end = unit.range.end,
                    _ => ranges.push(unit.range.clone()),
                }
            } else if let Some(credit) = trailing_credit(text, unit) {
                ranges.push(credit);
            }
            open = *taken;
        }
        ranges
    }
}

/// The agency's credits in brackets at the end of a paragraph of the article.
fn trailing_credit(text: &str, unit: &Unit) -> Option<Range<usize>> {
    /// The longest credits, in bytes.
    const LONGEST: usize = 500;
    let paragraph = &text[unit.range.clone()];
    if !paragraph.ends_with(')') {
        return None;
    }
    let at = paragraph.rfind('(')?;
    let bracket = &paragraph[at..];
    (bracket.len() <= LONGEST && FURNITURE.is_credit(&fold(bracket)))
        .then(|| unit.range.start + at..unit.range.end)
}

/// Whether most of the longer words are capitalised.
fn is_headline_case(line: &str) -> bool {
    let (mut capital, mut all) = (0, 0);
    for word in line.split_whitespace().filter(|word| word.chars().count() > 3) {
        all += 1;
        capital += usize::from(
            word.trim_start_matches(['‘', '’', '“', '"', '\''])
                .starts_with(char::is_uppercase),
        );
    }
    all > 0 && capital * 10 >= all * 6
}
