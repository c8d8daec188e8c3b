//! Days, months and weekdays.

use super::{
    Grammar, Meaning, Parsed, YEARS, edge, exact, full_year, is_day, part, shift, time_of_day, u32_of,
};
use crate::times::lexemes::Lexeme;
use crate::times::words::{Class, List, Unit};

impl Grammar<'_> {
    /// 2022-03-10, 03/10/2022 (month first), 10.03.2022 (day first).
    pub(super) fn figures(&self, at: usize) -> Parsed {
        let (first, first_digits) = self.number(at)?;
        let mark = self.mark(at + 1).filter(|_| self.joined(at + 1))?;
        let (second, _) = self.number(at + 2).filter(|_| self.joined(at + 2))?;
        let same_mark = self.mark(at + 3) == Some(mark) && self.joined(at + 3);
        let (third, third_digits) = self.number(at + 4).filter(|_| same_mark && self.joined(at + 4))?;
        let (year, month, day) = match mark {
            '-' if first_digits == 4 => (first, second, third),
            '/' if first <= 12 => (full_year(third, third_digits)?, first, second),
            '/' | '.' => (full_year(third, third_digits)?, second, first),
            _ => return None,
        };
        Some((exact(Some(year), month, Some(day))?, at + 5))
    }

    /// “March 10”, “Mar. 10, 2022”, “March 2022”, “March”, “next May”, “March last year”, “May 4–6”.
    pub(super) fn month_first(&self, at: usize) -> Parsed {
        let (given, next) = match self.class(at, shift) {
            Some(given) => (Some(given), at + 1),
            None => (None, at),
        };
        let (month, next) = self.month(next)?;
        if given.is_some() {
            return Some((
                Meaning::Date {
                    year: None,
                    month,
                    day: None,
                    shift: given,
                    year_shift: None,
                },
                next,
            ));
        }
        if let Some((day, after)) = self.day_number(next) {
            if let Some((last, after)) = self.to_day(after) {
                let (year, after) = self.comma_year(after);
                return Some((
                    Meaning::Days {
                        year,
                        month,
                        days: (day, last),
                    },
                    after,
                ));
            }
            let (year, after) = self.comma_year(after);
            return Some((exact(year.map(u32_of), month as u32, Some(day as u32))?, after));
        }
        let (year, after) = self.comma_year(next);
        if year.is_some() {
            return Some((
                Meaning::Date {
                    year,
                    month,
                    day: None,
                    shift: None,
                    year_shift: None,
                },
                after,
            ));
        }
        if let Some((year_shift, after)) = self.year_beside(next) {
            let year_shift = Some(year_shift);
            return Some((
                Meaning::Date {
                    year: None,
                    month,
                    day: None,
                    shift: None,
                    year_shift,
                },
                after,
            ));
        }
        self.month_stands_alone(at).then_some((
            Meaning::Date {
                year: None,
                month,
                day: None,
                shift: None,
                year_shift: None,
            },
            next,
        ))
    }

    /// “10 March 2022”, “the 10th of March”, “4–6 May”.
    pub(super) fn day_first(&self, at: usize) -> Parsed {
        let first = at + usize::from(self.is(at, "the"));
        let (day, next) = self.day_number(first)?;
        let (last, next) = match self.to_day(next) {
            Some((last, next)) => (Some(last), next),
            None => (None, next),
        };
        let next = next + usize::from(self.is(next, "of"));
        let (month, next) = self.month(next)?;
        let (year, next) = self.comma_year(next);
        match last {
            Some(last) => Some((
                Meaning::Days {
                    year,
                    month,
                    days: (day, last),
                },
                next,
            )),
            None => Some((exact(year.map(u32_of), month as u32, Some(day as u32))?, next)),
        }
    }

    /// A month by its name, which is written with a capital letter.
    pub(super) fn month(&self, at: usize) -> Option<(i8, usize)> {
        let capital = self.get(at)?.capital;
        let month = self.class(at, |class| match class {
            Class::Month(month) if capital => Some(month),
            _ => None,
        })?;
        let abbreviated = self.get(at)?.word().is_some_and(|word| word.len() <= 4);
        Some((
            month,
            if abbreviated {
                self.past_stop(at + 1)
            } else {
                at + 1
            },
        ))
    }

    /// “May” and “March” are words of their own: without a number they need a preposition before them.
    pub(super) fn month_stands_alone(&self, at: usize) -> bool {
        let word = self.get(at).and_then(Lexeme::word).unwrap_or("");
        match word {
            "may" | "march" => {
                let mid = at > 1 && self.dash(at - 1) && self.class(at - 2, edge).is_some();
                mid || self.before_in_list(at, List::BeforeMonth)
            }
            // An abbreviation alone is more often a name.
            short => short.len() > 4 || short == "june" || short == "july",
        }
    }

    /// 1 to 31, with or without “st”, “nd”, “rd”, “th”; not the hours of a clock, a decimal or a percentage.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let (number, digits) = self.number(at)?;
        if !(1..=31).contains(&number) || digits > 2 {
            return None;
        }
        let ordinal = self.joined(at + 1) && self.is_one_of(at + 1, &["st", "nd", "rd", "th"]);
        let next = at + 1 + usize::from(ordinal);
        let part_of_another = matches!(self.mark(next), Some(':' | '%' | '.' | ','))
            && self.joined(next)
            && self.joined(next + 1)
            && self.number(next + 1).is_some();
        (!part_of_another).then_some((number as i8, next))
    }

    /// The second day of “4–6” or “4 to 6”.
    pub(super) fn to_day(&self, at: usize) -> Option<(i8, usize)> {
        if self.dash(at) || self.is_one_of(at, &["to", "and"]) {
            self.day_number(at + 1)
        } else {
            None
        }
    }

    /// A year after a comma or without one.
    pub(super) fn comma_year(&self, at: usize) -> (Option<i16>, usize) {
        let next = at + usize::from(self.mark(at) == Some(','));
        let next = next + usize::from(next == at && self.is(at, "of"));
        if let Some((year, end)) = self.spoken_year(next) {
            return (Some(year), end);
        }
        match self.number(next) {
            Some((year, 4)) if YEARS.contains(&year) && !self.counts(next) => (Some(year as i16), next + 1),
            _ => (None, at),
        }
    }

    /// “last year” after a month.
    pub(super) fn year_beside(&self, at: usize) -> Option<(i32, usize)> {
        let next = at + usize::from(self.is(at, "of"));
        let given = self.class(next, shift)?;
        self.is(next + 1, "year").then_some((given, next + 2))
    }

    /// “Thursday”, “next Thursday”, “Thursday (Mar 10)”, “Thursday, March 10, 2022”, “Thursday night”.
    pub(super) fn weekday(&self, at: usize) -> Parsed {
        let (given, at) = match self.class(at, shift) {
            Some(given) => (Some(given), at + 1),
            None => (None, at),
        };
        let lexeme = self.get(at)?;
        let weekday = self.class(at, |class| match class {
            Class::Weekday(weekday) if lexeme.capital => Some(weekday),
            _ => None,
        })?;
        let abbreviated = lexeme.word().is_some_and(|word| word.len() <= 5);
        let next = if abbreviated {
            self.past_stop(at + 1)
        } else {
            at + 1
        };
        let comma = matches!(self.mark(next), Some(',' | '('));
        let dated = next + usize::from(comma);
        let date = self
            .month_first(dated)
            .or_else(|| self.day_first(dated))
            .filter(|(meaning, _)| is_day(meaning));
        if let Some((meaning, end)) = date {
            let closed = self.mark(next) == Some('(') && self.mark(end) == Some(')');
            return Some((meaning, end + usize::from(closed)));
        }
        if let Some((weeks, end)) = self.week_beside(next).filter(|_| given.is_none()) {
            return Some((Meaning::WeekdayOfWeek { weekday, weeks }, end));
        }
        // “Sun” and “Mon” are more often something else.
        if abbreviated && next == at + 1 {
            return None;
        }
        self.with_part(
            Meaning::Weekday {
                weekday,
                shift: given,
            },
            next,
        )
    }

    /// “(of) last week” after a weekday.
    fn week_beside(&self, at: usize) -> Option<(i32, usize)> {
        let next = at + usize::from(self.is(at, "of"));
        let given = self.class(next, shift)?;
        self.is(next + 1, "week").then_some((given, next + 2))
    }

    /// “on the 10th”, “by the 10th of this month”.
    pub(super) fn day_of_month(&self, at: usize) -> Parsed {
        if !(self.is(at, "the") && self.before_in_list(at, List::BeforeDay)) {
            return None;
        }
        let (day, next) = self.day_number(at + 1)?;
        if next == at + 2 {
            return None;
        }
        if self.is(next, "of") {
            let given = self
                .class(next + 1, shift)
                .or_else(|| self.is(next + 1, "the").then_some(0))?;
            let month = self.is(next + 2, "month");
            return month.then_some((
                Meaning::DayOfMonth {
                    day,
                    shift: Some(given),
                },
                next + 3,
            ));
        }
        // “on the 10th floor”.
        let noun = self.word_after(next).is_some() && !self.in_list(next, List::AfterReference);
        (!noun).then_some((Meaning::DayOfMonth { day, shift: None }, next))
    }

    /// “today”, “yesterday evening”, “tonight”, “this morning”, “last night”.
    pub(super) fn day(&self, at: usize) -> Parsed {
        let plain = self.class(at, |class| match class {
            Class::Day(offset) => Some((Meaning::Day(offset), None)),
            Class::DayPart(part) => Some((Meaning::Day(0), Some(part))),
            Class::PartAlone(part) => Some((Meaning::Day(0), Some(part))),
            _ => None,
        });
        if let Some((day, part)) = plain {
            return match part {
                Some(part) => Some((time_of_day(part, day), at + 1)),
                None => self.with_part(day, at + 1),
            };
        }
        let given = self.class(at, shift)?;
        let part = self.class(at + 1, part)?;
        // “last night” is that of yesterday.
        Some((time_of_day(part, Meaning::Day(given)), at + 2))
    }

    /// A day with the part of it that follows: “Monday night”, “Monday at dawn”.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "readers of the grammar all give the same type"
    )]
    pub(super) fn with_part(&self, day: Meaning, next: usize) -> Parsed {
        match self.class(next, part) {
            Some(part) => Some((time_of_day(part, day), next + 1)),
            None => Some((day, next)),
        }
    }

    /// “day before”, “day after”, “day after tomorrow”.
    fn day_beside(&self, day: usize) -> Parsed {
        let sign = match self.word_after(day + 1)? {
            "before" => -1,
            "after" => 1,
            _ => return None,
        };
        let told = if sign > 0 { "tomorrow" } else { "yesterday" };
        if self.is(day + 2, told) {
            return Some((Meaning::Day(2 * sign), day + 3));
        }
        Some((Meaning::Told(sign), day + 2))
    }

    /// “that day”, “that night”, “the next morning”, “the same day”, “the following day”, “the previous day”, “the day before”, “the next day”.
    pub(super) fn told(&self, at: usize) -> Parsed {
        if self.is(at, "that") {
            let day = self.is(at + 1, "day").then_some(Meaning::Told(0));
            let part = || Some(time_of_day(self.class(at + 1, part)?, Meaning::Told(0)));
            return Some((day.or_else(part)?, at + 2));
        }
        let the = at + usize::from(self.is(at, "the"));
        let beside = match self.get(the)?.word()? {
            "same" => 0,
            "following" | "next" => 1,
            "previous" => -1,
            "day" if the > at => return self.day_beside(the),
            _ => return None,
        };
        // “the next morning”; “next morning” alone may be tomorrow's.
        if let Some(part) = self.class(the + 1, part).filter(|_| the > at || beside == 0) {
            return Some((time_of_day(part, Meaning::Told(beside)), the + 2));
        }
        if self.is(the + 1, "day") {
            return Some((Meaning::Told(beside), the + 2));
        }
        let unit = self.class(the + 1, |class| match class {
            Class::Unit(unit, 1) if unit > Unit::Day => Some(unit),
            _ => None,
        });
        let is_following = the > at && self.is_one_of(the, &["following", "previous"]);
        let singular = self.get(the + 1)?.word().is_some_and(|word| !word.ends_with('s'));
        let unit = unit.filter(|_| is_following && singular)?;
        Some((Meaning::ToldUnit { unit, shift: beside }, the + 2))
    }
}
