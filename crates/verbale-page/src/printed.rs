//! The days that a page prints, and how much around each says that it is the day of the article.

use jiff::civil::Date;

use crate::dates::{DateMention, find_dates};
use crate::labels::{Labels, Line};
use crate::units::fold;
use crate::words::WORDS;

/// What around a printed day says that it is the article's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is seen or not, whatever the others are"
)]
pub struct Signs {
    /// It stands near the headline or the byline.
    pub near: bool,
    /// Hardly anything else is on its line.
    pub alone: bool,
    /// Its element is of a class for dates.
    pub dated: bool,
    /// Its element is of a class for the day of publication.
    pub published: bool,
    /// It stands among other articles or the site's own business.
    pub elsewhere: bool,
}

/// A printed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PrintedDay {
    /// The day.
    pub(crate) date: Date,
    /// Whether words beside it call it a day of change (or else of publication).
    pub(crate) updated: Option<bool>,
    /// What is around it.
    pub(crate) signs: Signs,
}

/// Most printed days looked at: a calendar is no article.
const MOST_DAYS: usize = 400;

/// How many lines a day may stand from the first byline to belong to it.
const BESIDE: usize = 3;

impl Labels {
    /// The days on the short lines of the page, in its order.
    pub(crate) fn days(&self) -> Vec<PrintedDay> {
        let mut found = Vec::new();
        let mut label = None;
        let byline = self.byline();
        for (at, line, near) in self.short() {
            let near = near || byline.is_some_and(|byline| at.abs_diff(byline) <= BESIDE);
            let label = std::mem::replace(&mut label, line.label());
            for (date, updated, alone) in line.days() {
                let updated = updated.or(label.filter(|_| alone));
                let purpose = line.purpose;
                found.push(PrintedDay {
                    date,
                    updated,
                    signs: Signs {
                        near,
                        alone,
                        dated: purpose.date,
                        published: purpose.published && updated != Some(true),
                        elsewhere: purpose.elsewhere,
                    },
                });
            }
            if found.len() >= MOST_DAYS {
                break;
            }
        }
        found
    }
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
    let mut words = before
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .rev()
        .take(6);
    words.find_map(|word| {
        let changed = WORDS.changed.contains(&word);
        (changed || WORDS.published.contains(&word)).then_some(changed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::labels;
    use jiff::civil::date;

    /// The surest day that the page prints with a word for publication or none, or for change.
    fn surest(head: &str, changed: bool) -> Option<(Date, u8, bool)> {
        let article = "<p>The envoys of both countries left the town without a word on Monday, the host of the talks said.</p>";
        let page =
            format!("<body><nav>1 May 2020</nav>{head}{article}<aside>Posted 2 May 2020</aside></body>");
        let days = labels(&crate::scan::scan(&page), Some("Talks end")).days();
        let of_kind = days.iter().filter(|day| (day.updated == Some(true)) == changed);
        let grade = |day: &PrintedDay| {
            u8::from(day.signs.near) * 2 + u8::from(day.signs.alone) + u8::from(day.signs.dated)
        };
        let best = of_kind.max_by_key(|day| (!day.signs.elsewhere, grade(day)))?;
        Some((best.date, grade(best), best.updated.is_some()))
    }

    #[test]
    fn printed_days_are_found_by_label_class_and_place() {
        let day = date(2031, 3, 10);
        let found = |head: &str| surest(head, false);
        assert_eq!(
            found("<h1>Talks end</h1><div>Posted on March 10, 2031 by Jane Roe</div>"),
            Some((day, 3, true))
        );
        assert_eq!(
            found("<div class=meta>10 March 2031</div><h1>Talks end</h1>"),
            Some((day, 3, false))
        );
        assert_eq!(
            found("<h1>Talks end</h1><time datetime=2031-03-10T07:00Z>3 hours ago</time>"),
            Some((day, 4, false))
        );
        // A label on the line before, under the headline of an article that is not the page's first heading.
        let under = "<h1>The Example Post</h1><ul><li>A</li><li>B</li></ul><h1>Talks end</h1><h4>Published</h4><p>10 March 2031</p>";
        assert_eq!(found(under), Some((day, 3, true)));
        let prose =
            "<p>They first met here on 10 March 2031, when the rebels sent four envoys to the lake.</p>";
        assert_eq!(
            found(&format!("<h1>Talks end</h1>{prose}")),
            Some((day, 2, false))
        );
    }

    #[test]
    fn a_day_of_change_is_told_apart() {
        let head = "<h1>Talks end</h1><p>Published 10 March 2031 | Updated 12 March 2031</p>";
        assert_eq!(surest(head, false), Some((date(2031, 3, 10), 3, true)));
        assert_eq!(surest(head, true), Some((date(2031, 3, 12), 3, true)));
    }

    #[test]
    fn days_of_other_articles_are_marked() {
        let days = labels(
            &crate::scan::scan("<aside>Posted 2 May 2020</aside><p>3 May 2020</p>"),
            None,
        )
        .days();
        let elsewhere: Vec<bool> = days.iter().map(|day| day.signs.elsewhere).collect();
        assert_eq!(elsewhere, [true, false]);
    }

    #[test]
    fn what_holds_the_headline_is_no_sidebar() {
        let page = "<body class='has-sidebar'><div class='sidebar-layout related'><h1>Talks end</h1>\
            <span>World</span><span>10 March 2031</span><span>5 min</span><p>The envoys left.</p>\
            <div class=related-posts><span>Lakes</span><span>2 May 2030</span></div></div></body>";
        let days = labels(&crate::scan::scan(page), Some("Talks end")).days();
        let found: Vec<_> = days.iter().map(|day| (day.date, day.signs.elsewhere)).collect();
        assert_eq!(found, [(date(2031, 3, 10), false), (date(2030, 5, 2), true)]);
    }
}
