//! Days and stretches of days, as joins compare them.

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
    fn gaps_are_symmetrical() {
        let (one, other) = (
            Days::parse("2022-03-10").unwrap(),
            Days::parse("2022-03-12").unwrap(),
        );
        assert_eq!((one.gap(other), other.gap(one), one.gap(one)), (2, 2, 0));
    }
}
