//! Days and stretches of days, as joins compare them.

use crate::text::mixed;
use jiff::ToSpan;
use jiff::civil::Date;

/// A stretch of days, both ends included, counted from the first of January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Days {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Days {
    /// Reads a day, week, month, year or interval of ISO 8601. Durations and references are no days.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some((from, to)) => {
                let (from, to) = (Self::one(from)?, Self::one(to)?);
                (from.first <= to.last).then_some(Self {
                    first: from.first,
                    last: to.last,
                })
            }
            None => Self::one(text),
        }
    }

    fn one(text: &str) -> Option<Self> {
        let text = text.split('T').next()?;
        let number = |part: &str| part.parse::<i16>().ok();
        let parts: Vec<&str> = text.split('-').collect();
        let (first, last) = match parts.as_slice() {
            [year] if year.len() == 4 => (date(number(year)?, 1, 1)?, date(number(year)?, 12, 31)?),
            [year, week] if week.starts_with('W') => {
                let monday = jiff::civil::ISOWeekDate::new(
                    number(year)?,
                    week[1..].parse().ok()?,
                    jiff::civil::Weekday::Monday,
                )
                .ok()?
                .date();
                (monday, monday.checked_add(6.days()).ok()?)
            }
            [year, month] => {
                let first = date(number(year)?, month.parse().ok()?, 1)?;
                (first, first.last_of_month())
            }
            [year, month, day] => {
                let day = date(number(year)?, month.parse().ok()?, day.parse().ok()?)?;
                (day, day)
            }
            _ => return None,
        };
        Some(Self {
            first: number_of(first)?,
            last: number_of(last)?,
        })
    }

    /// Whether it is one day.
    pub(crate) fn is_day(self) -> bool {
        self.first == self.last
    }

    /// Days between two stretches; 0 where they touch or overlap.
    pub(crate) fn gap(self, other: Self) -> i32 {
        (self.first.max(other.first) - self.last.min(other.last)).max(0)
    }
}

/// When something happened, as far as its report tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum When {
    /// Neither it nor its report has a date.
    Unknown,
    /// Not long before its report, which is of this day.
    Before(i32),
    /// At a date of its own.
    On(Days),
}

/// Something that goes on for longer stands in the blocks of its first days only.
const LONGEST_STRETCH: i32 = 7;

impl When {
    /// The date if there is one, else the day of the report.
    pub(crate) fn new(date: Option<&str>, report: Option<i32>) -> Self {
        let own = date.and_then(Days::parse).map(Self::On);
        own.or(report.map(Self::Before)).unwrap_or(Self::Unknown)
    }

    /// Days between two; `recent` is how many days before a report something without a date is taken to lie.
    pub(crate) fn gap(self, other: Self, recent: i32) -> Option<i32> {
        match (self, other) {
            (Self::On(one), Self::On(other)) => Some(one.gap(other)),
            (Self::On(days), Self::Before(report)) | (Self::Before(report), Self::On(days)) => {
                Some(days.gap(Days {
                    first: report - recent,
                    last: report,
                }))
            }
            (Self::Before(one), Self::Before(other)) => Some((one - other).abs() / recent),
            _ => None,
        }
    }

    /// Whether both are of one and the same day.
    pub(crate) fn is_same_day(self, other: Self) -> bool {
        matches!(self, Self::On(days) if days.is_day()) && self == other
    }

    /// A block for each of its days and as many around them as two reports may differ by, told apart by `base`.
    pub(crate) fn blocks(self, base: u64, recent: i32, slack: i32) -> impl Iterator<Item = u64> {
        let days = match self {
            Self::On(days) => Some((days.first, days.last.min(days.first + LONGEST_STRETCH))),
            Self::Before(report) => Some((report - recent, report)),
            Self::Unknown => None,
        };
        days.into_iter().flat_map(move |(first, last)| {
            (first - slack..=last + slack).map(move |day| mixed(base ^ (day as u64) << 8))
        })
    }
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn number_of(day: Date) -> Option<i32> {
    let epoch = Date::new(1970, 1, 1).ok()?;
    epoch.until(day).ok().map(|span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_weeks_months_years_and_intervals_are_read() {
        let days = |text| Days::parse(text).map(|days| days.last - days.first + 1);
        assert_eq!(days("2022-03-10"), Some(1));
        assert_eq!(days("2022-03-10T09:00"), Some(1));
        assert_eq!(days("2022-W10"), Some(7));
        assert_eq!(days("2024-02"), Some(29));
        assert_eq!(days("2022"), Some(365));
        assert_eq!(days("2022-03-10/2022-03-12"), Some(3));
        for no in [
            "PT24H",
            "FUTURE_REF",
            "2022-13",
            "XXXX-03-10",
            "",
            "2022-03-12/2022-03-10",
        ] {
            assert_eq!(Days::parse(no), None, "{no}");
        }
    }

    #[test]
    fn what_has_no_date_lies_before_its_report() {
        let report = |day| Days::parse(day).map(|days| days.first);
        let dated = When::new(Some("2022-03-10"), report("2022-03-20"));
        let told = When::new(None, report("2022-03-12"));
        assert_eq!(dated.gap(told, 3), Some(0));
        assert_eq!(told.gap(When::new(Some("2022-03-07"), None), 3), Some(2));
        assert_eq!(told.gap(When::Unknown, 3), None);
        assert!(dated.is_same_day(dated) && !told.is_same_day(told));
        let own: Vec<u64> = dated.blocks(1, 3, 0).collect();
        assert_eq!(own.len(), 1);
        assert!(told.blocks(1, 3, 1).any(|block| block == own[0]), "they meet");
        assert_eq!(When::Unknown.blocks(1, 3, 1).count(), 0);
    }

    #[test]
    fn gaps_are_symmetrical() {
        let (one, other) = (
            Days::parse("2022-03-10").unwrap(),
            Days::parse("2022-03-12").unwrap(),
        );
        assert_eq!((one.gap(other), other.gap(one), one.gap(one)), (2, 2, 0));
    }
}
