//! What a page shows beside its article: the lines around the headline that print its day and its authors.
//!
//! Metadata is often missing, and sometimes of another day than the one shown. The page is read line by line, with what
//! the classes of its elements say, and where each line stands from the headline.

use jiff::civil::Date;

use crate::byline::signature;
use crate::dates::{DateMention, find_dates, metadata_date};
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
/// Two of: near the headline or labelled (each double), of a class for dates (more if for the day of publication),
/// nothing else on its line.
const LEAST_SCORE: u8 = 3;

/// A line as the page shows it.
#[derive(Debug, Default)]
struct Line {
    text: String,
    purpose: Purpose,
    /// A machine-readable day in the line.
    machine: Option<Date>,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    lines: Vec<Line>,
    /// The line of the headline.
    headline: Option<usize>,
}

/// A printed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PrintedDay {
    /// The day.
    pub(crate) date: Date,
    /// Whether words beside it say what day it is.
    pub(crate) labelled: bool,
}

/// The days that a page prints for its article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PrintedDays {
    /// Of publication.
    pub(crate) published: Option<PrintedDay>,
    /// Of the last change.
    pub(crate) changed: Option<PrintedDay>,
}

/// The lines of a page that the scan has made harmless.
pub(crate) fn labels(clean: &str) -> Labels {
    let mut labels = Labels::default();
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
            labels.end(&mut line, in_heading);
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
    labels.end(&mut line, in_heading);
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
    fn end(&mut self, line: &mut Line, in_heading: bool) {
        let mut done = std::mem::take(line);
        let words = html_escape::decode_html_entities(&done.text);
        done.text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if done.text.is_empty() && done.machine.is_none() {
            return;
        }
        if in_heading && self.headline.is_none() {
            self.headline = Some(self.lines.len());
        }
        self.lines.push(done);
    }

    /// Lines that can be labels of the article: around its headline, or of a purpose that their classes tell.
    fn near(&self) -> impl Iterator<Item = (&Line, bool)> {
        let near = match self.headline {
            Some(at) => at.saturating_sub(BEFORE)..at + AFTER,
            None => 0..AFTER,
        };
        let lines = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.text.len() <= LONGEST && !line.purpose.elsewhere);
        lines.map(move |(at, line)| (line, near.contains(&at)))
    }

    /// The days that the page prints for its article.
    ///
    /// Where no line earns it by its place, the one day in lines of a class for dates does, if these name but one.
    pub(crate) fn days(&self) -> PrintedDays {
        let mut best: [Option<(u8, PrintedDay)>; 2] = [None, None];
        let mut weak: Vec<Date> = Vec::new();
        let mut label = None;
        for (line, near) in self.near() {
            let label = std::mem::replace(&mut label, line.label());
            for (date, updated, alone) in line.days() {
                let updated = updated.or(label.filter(|_| alone));
                let labelled = updated.is_some();
                let score = 2 * u8::from(near)
                    + u8::from(line.purpose.date)
                    + u8::from(line.purpose.published && updated != Some(true))
                    + 2 * u8::from(labelled)
                    + u8::from(alone);
                // Of equals the first one is nearest to the headline in practice.
                let slot = &mut best[usize::from(updated.unwrap_or(false))];
                if score >= LEAST_SCORE && slot.is_none_or(|(known, _)| score > known) {
                    *slot = Some((score, PrintedDay { date, labelled }));
                }
                if line.purpose.date && alone {
                    weak.push(date);
                }
            }
        }
        let [mut published, changed] = best.map(|found| found.map(|(_, day)| day));
        if let Some(&date) = weak.first()
            && published.is_none()
            && changed.is_none()
            && weak.iter().all(|&other| other == date)
        {
            let labelled = false;
            published = Some(PrintedDay { date, labelled });
        }
        PrintedDays { published, changed }
    }

    /// The authors that the page prints.
    pub(crate) fn authors(&self) -> PrintedAuthors {
        let mut found = PrintedAuthors::default();
        let mut labelled = false;
        for (line, near) in self.near() {
            let follows = std::mem::replace(&mut labelled, is_author_label(&line.text));
            if labelled {
                continue;
            }
            let by = after_by(&line.text).filter(|by| near || by.certain || line.purpose.author);
            let names = match by {
                Some(by) => by.rest,
                None if follows || line.purpose.author => line.text.as_str(),
                None => continue,
            };
            let end = names
                .find(['|', '•', '·', '–', '—', '(', '/'])
                .unwrap_or(names.len());
            let names = cut_before_label(names[..end].trim());
            let Some(names) = signature(&format!("By {names}")).and_then(|signed| signed.names) else {
                continue;
            };
            let slot = if by.is_some() || follows {
                &mut found.signed
            } else {
                &mut found.marked
            };
            slot.get_or_insert(names);
        }
        found
    }
}

/// The authors that a page prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PrintedAuthors {
    /// After a word that says so.
    pub(crate) signed: Option<String>,
    /// In an element of a class for authors.
    pub(crate) marked: Option<String>,
}

/// Whether a line is nothing but the words before a name: “Written by”, “Author:”.
fn is_author_label(line: &str) -> bool {
    const LABELS: &[&str] = &[
        "by",
        "written by",
        "author",
        "posted by",
        "words by",
        "article by",
        "authors",
        "text by",
        "story by",
        "reported by",
    ];
    LABELS.contains(&fold(line).trim_end_matches([':', ' ']))
}

/// What follows a “by”.
#[derive(Clone, Copy)]
struct By<'t> {
    rest: &'t str,
    /// Whether the words before it are said of the article's authors only.
    certain: bool,
}

/// What follows a “by” at the start of a line, or after a date or a sign that parts labels.
fn after_by(line: &str) -> Option<By<'_>> {
    const BY: &[&str] = &["by: ", "by "];
    const CERTAIN: &[&str] = &[
        "written by ",
        "written by: ",
        "author: ",
        "authors: ",
        "article by ",
        "story by ",
        "text by ",
        "words by ",
        "posted by ",
        "published by ",
        "reported by ",
    ];
    let cut = |text: &'_ str, words: &[&str]| -> Option<usize> {
        let begins = |word: &&&str| {
            text.get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
        };
        words.iter().find(begins).map(|word| word.len())
    };
    let read = |start: usize| -> Option<By<'_>> {
        let text = &line[start..];
        if let Some(at) = cut(text, CERTAIN) {
            return Some(By {
                rest: &text[at..],
                certain: true,
            });
        }
        let rest = &text[cut(text, BY)?..];
        Some(By { rest, certain: false })
    };
    read(0).or_else(|| {
        let after_date = find_dates(line).last().map(|mention| mention.range.end)?;
        let signs = [' ', '|', '•', '·', '-', '–', '—', ','];
        let rest = line[after_date..].trim_start_matches(signs);
        read(line.len() - rest.len())
    })
}

/// The words before a date or a label of one: “Jane Roe Updated March 10” is “Jane Roe”.
fn cut_before_label(text: &str) -> &str {
    const LABELS: &[&str] = &[
        "updated",
        "published",
        "posted",
        "last",
        "on",
        "reviewed",
        "date",
        "min",
    ];
    let date = find_dates(text)
        .first()
        .map_or(text.len(), |mention| mention.range.start);
    let mut end = date;
    let mut at = 0;
    for word in text[..date].split_inclusive(' ') {
        let bare = word.trim().trim_matches([':', ',', '-']).to_ascii_lowercase();
        if LABELS.contains(&bare.as_str()) {
            end = at;
            break;
        }
        at += word.len();
    }
    text[..end].trim_end_matches([' ', ',', '-', ':'])
}

impl Line {
    /// What a line that is nothing but a label says of the day on the next one: “Published”, “Last updated:”.
    fn label(&self) -> Option<bool> {
        const LONGEST: usize = 24;
        (self.text.len() <= LONGEST && find_dates(&self.text).is_empty())
            .then(|| is_updated(&fold(&self.text)))
            .flatten()
    }

    /// The days in a line: whether it says that it is of a change (`Some(false)`: of publication), and whether the
    /// line holds little else.
    fn days(&self) -> Vec<(Date, Option<bool>, bool)> {
        let mut found: Vec<(Date, Option<bool>, bool)> = Vec::new();
        let mut from = 0;
        let mentions = find_dates(&self.text);
        for mention in &mentions {
            let Some(date) = DateMention::date(mention) else {
                continue;
            };
            let before = fold(&self.text[from..mention.range.start]);
            from = mention.range.end;
            let alone = self.text.len() - (mention.range.end - mention.range.start) <= 60;
            found.push((date, is_updated(&before), alone));
        }
        if found.is_empty()
            && let Some(date) = self.machine
        {
            found.push((date, is_updated(&fold(&self.text)), self.text.len() < 40));
        }
        found
    }
}

/// Whether the words before a day call it a day of change or of publication.
fn is_updated(before: &str) -> Option<bool> {
    const CHANGED: &[&str] = &["updated", "update", "modified", "reviewed", "revised", "edited"];
    const PUBLISHED: &[&str] = &[
        "published",
        "posted",
        "publication",
        "created",
        "issued",
        "written",
        "submitted",
    ];
    let mut words = before
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .rev()
        .take(6);
    words.find_map(|word| {
        let changed = CHANGED.contains(&word);
        (changed || PUBLISHED.contains(&word)).then_some(changed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn page(head: &str) -> Labels {
        let article = "<p>The envoys of both countries left the town without a word on Monday, the host of the talks said.</p>";
        labels(
            &crate::scan::scan(&format!(
                "<body><nav>1 May 2020</nav>{head}{article}<aside>Posted 2 May 2020</aside></body>"
            ))
            .clean,
        )
    }

    fn published(head: &str) -> Option<Date> {
        page(head).days().published.map(|day| day.date)
    }

    #[test]
    fn printed_days_are_found_by_label_class_and_place() {
        let day = Some(date(2031, 3, 10));
        assert_eq!(
            published("<h1>Talks end</h1><div>Posted on March 10, 2031 by Jane Roe</div>"),
            day
        );
        assert_eq!(
            published("<div class=meta>10 March 2031</div><h1>Talks end</h1>"),
            day
        );
        assert_eq!(
            published("<h1>Talks end</h1><time datetime=2031-03-10T07:00Z>3 hours ago</time>"),
            day
        );
        assert_eq!(
            published(
                "<h1>Talks end</h1><p>They first met here on 10 March 2031, when the rebels sent four envoys to the lake.</p>"
            ),
            None
        );
        assert_eq!(published("<h1>Talks end</h1>"), None);
    }

    #[test]
    fn a_day_of_a_class_for_dates_counts_if_it_is_the_only_one() {
        let filler = "<p>Another line of the page.</p>".repeat(20);
        let dated = |more: &str| {
            published(&format!(
                "<h1>Talks end</h1>{filler}<span class=post-date>March 10, 2031</span>{more}"
            ))
        };
        assert_eq!(dated(""), Some(date(2031, 3, 10)));
        assert_eq!(dated("<p><span class=post-date>March 12, 2031</span></p>"), None);
        let labelled = format!("<h1>Talks end</h1>{filler}<h4>Published</h4><div>March 10, 2031</div>");
        assert_eq!(published(&labelled), Some(date(2031, 3, 10)));
    }

    #[test]
    fn a_day_of_change_is_told_apart() {
        let found = page("<h1>Talks end</h1><p>Published 10 March 2031 | Updated 12 March 2031</p>").days();
        assert_eq!(found.published.map(|day| day.date), Some(date(2031, 3, 10)));
        assert_eq!(found.changed.map(|day| day.date), Some(date(2031, 3, 12)));
    }

    #[test]
    fn printed_authors_are_found() {
        assert_eq!(
            page("<h1>Talks end</h1><div>By Jane Roe | March 10, 2031</div>")
                .authors()
                .signed
                .as_deref(),
            Some("Jane Roe")
        );
        assert_eq!(
            page("<h1>Talks end</h1><span class=post-author>Jane Roe</span>")
                .authors()
                .marked
                .as_deref(),
            Some("Jane Roe")
        );
        let under_label = "<h1>Talks end</h1><p>Written by</p><p>Jane Roe</p>";
        assert_eq!(page(under_label).authors().signed.as_deref(), Some("Jane Roe"));
        let after_date = "<h1>Talks end</h1><p>10 March 2031 by Jane Roe</p>";
        assert_eq!(page(after_date).authors().signed.as_deref(), Some("Jane Roe"));
        assert_eq!(page("<h1>By the lake</h1>").authors(), PrintedAuthors::default());
        let far = format!(
            "<h1>Talks end</h1>{}",
            "<p>Another line of the page.</p>".repeat(30)
        );
        let signed = |line: &str| page(&format!("{far}<p>{line}</p>")).authors().signed;
        assert_eq!(signed("Written by Jane Roe").as_deref(), Some("Jane Roe"));
        assert_eq!(signed("By Jane Roe"), None);
    }
}
