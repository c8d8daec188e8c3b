//! Dates as the tables know them: to the day, the month or the year.

use std::fmt;

/// A calendar date that may be known only to the month or the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    year: i16,
    /// 0: not known.
    month: u8,
    /// 0: not known.
    day: u8,
}

/// Why a date could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date")]
pub struct DateError(String);

const DAYS_BEFORE_MONTH: [u16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Date {
    /// A full date; `None` when there is no such day.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let days = *DAYS_IN_MONTH.get(usize::from(month).checked_sub(1)?)?;
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let missing = month == 2 && day == 29 && !leap;
        ((1..=days).contains(&day) && !missing).then_some(Self { year, month, day })
    }

    /// A date known to the year only.
    pub fn year_only(year: i16) -> Self {
        Self {
            year,
            month: 0,
            day: 0,
        }
    }

    /// Reads `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let read = || {
            let bytes = text.as_bytes();
            let number = |range: std::ops::Range<usize>| {
                bytes.get(range)?.iter().try_fold(0i16, |sum, digit| {
                    digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0'))
                })
            };
            let dash = |at: usize| bytes.get(at) == Some(&b'-');
            let year = number(0..4)?;
            match bytes.len() {
                4 => Some(Self::year_only(year)),
                7 if dash(4) => {
                    let month = u8::try_from(number(5..7)?).ok()?;
                    (1..=12).contains(&month).then_some(Self { year, month, day: 0 })
                }
                10 if dash(4) && dash(7) => Self::new(
                    year,
                    u8::try_from(number(5..7)?).ok()?,
                    u8::try_from(number(8..10)?).ok()?,
                ),
                _ => None,
            }
        };
        read().ok_or_else(|| DateError(text.to_owned()))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The first day this date can mean, as a number that sorts by date.
    pub(crate) fn earliest(self) -> i32 {
        day_number(self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day this date can mean.
    pub(crate) fn latest(self) -> i32 {
        let month = if self.month == 0 { 12 } else { self.month };
        let last = DAYS_IN_MONTH[usize::from(month) - 1];
        day_number(self.year, month, if self.day == 0 { last } else { self.day })
    }
}

/// Days on a scale of 366-day years: exact enough to sort by and to take shares of a year.
fn day_number(year: i16, month: u8, day: u8) -> i32 {
    i32::from(year) * 366
        + i32::from(DAYS_BEFORE_MONTH[usize::from(month) - 1])
        + i32::from(day)
        + i32::from(month > 2)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// From when to when something holds; an open end holds for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day, `None` when unknown.
    pub from: Option<Date>,
    /// Last day, `None` when it still holds.
    pub to: Option<Date>,
}

impl Period {
    /// True when some day of `date` may fall in the period.
    pub fn covers(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from.earliest() <= date.latest())
            && self.to.is_none_or(|to| to.latest() >= date.earliest())
    }

    /// True when the end lies before the beginning.
    pub fn is_reversed(&self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to.latest() < from.earliest())
    }

    /// The share of the year's days in the period, 0 to 1.
    pub fn share_of_year(&self, year: i16) -> f32 {
        let first = day_number(year, 1, 1);
        let last = day_number(year, 12, 31);
        let from = self.from.map_or(first, |from| from.earliest().max(first));
        let to = self.to.map_or(last, |to| to.latest().min(last));
        (to - from + 1).max(0) as f32 / 366.0
    }

    /// Years between `date` and the nearest day of the period; 0 inside it.
    pub fn years_away(&self, date: Date) -> f32 {
        let before = self.from.map_or(0, |from| from.earliest() - date.latest());
        let after = self.to.map_or(0, |to| date.earliest() - to.latest());
        before.max(after).max(0) as f32 / 366.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        let date = |text: &str| (!text.is_empty()).then(|| Date::parse(text).unwrap());
        Period {
            from: date(from),
            to: date(to),
        }
    }

    #[test]
    fn reads_three_precisions_and_nothing_else() {
        for text in ["1999", "1999-12", "1999-12-31", "2000-02-29"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "99",
            "1999-13",
            "1999-02-30",
            "1999-2-3",
            "2001-02-29",
            "1999/02/03",
            "19é9",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn partial_dates_cover_what_they_can_mean() {
        let term = period("2012-05", "2018-05-07");
        assert!(term.covers(Date::parse("2012-05-01").unwrap()));
        assert!(term.covers(Date::parse("2018").unwrap()));
        assert!(!term.covers(Date::parse("2018-05-08").unwrap()));
        assert!(!term.covers(Date::parse("2012-04-30").unwrap()));
        assert!(period("2012", "").covers(Date::parse("2030").unwrap()));
    }

    #[test]
    fn shares_and_distances() {
        assert!((period("2012", "2012").share_of_year(2012) - 1.0).abs() < 0.01);
        assert!((period("2012-07", "").share_of_year(2012) - 0.5).abs() < 0.01);
        assert!(period("2012-07", "").share_of_year(2011) < f32::EPSILON);
        assert!((period("2000", "2004").years_away(Date::parse("2006-12-31").unwrap()) - 2.0).abs() < 0.01);
        assert!(period("2004", "2000").is_reversed());
        assert!(!period("2004", "2004-01").is_reversed());
    }
}
