//! The grammar of times: what a run of lexemes means, before it is put on the calendar.

mod amounts;
mod clock;
mod cursor;
mod dates;
mod units;
mod years;

use super::days::NamedDay;
use super::lexemes::Lexeme;
use super::words::{Class, Unit, Words};
use std::ops::RangeInclusive;

/// What an expression means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A month with what is said of day, weekday and year; `shift` is 1 for “next May”, `year_shift` −1 for
    /// “May last year”.
    Date {
        year: Option<i16>,
        month: i8,
        day: Option<i8>,
        shift: Option<i32>,
        year_shift: Option<i32>,
    },
    /// Two days of one month: “May 4–6”.
    Days {
        year: Option<i16>,
        month: i8,
        days: (i8, i8),
    },
    /// A year.
    Year(i16),
    /// Two years: “2014–2016”.
    Years(i16, i16),
    /// A decade by the first three digits of its years.
    Decade(i16),
    /// A century by its ordinal: 20 is 1900 to 1999.
    Century(i16),
    /// A weekday; `shift` 1 for “next Monday”.
    Weekday { weekday: i8, shift: Option<i32> },
    /// The weekday of a week so many from this one: “Monday of last week”.
    WeekdayOfWeek { weekday: i8, weeks: i32 },
    /// A day of a month that is not told, or so many months from this one: “on the 10th”, “the 10th of last month”.
    DayOfMonth { day: i8, shift: Option<i32> },
    /// A day so many days from publication.
    Day(i32),
    /// A named day.
    Named { day: NamedDay, year: Option<i16> },
    /// The unit that holds the day of publication, or one before or after it.
    Unit { unit: Unit, shift: i32 },
    /// A quarter of a year.
    Quarter {
        quarter: Option<u32>,
        year: Option<i16>,
        year_shift: Option<i32>,
    },
    /// Half of a year.
    Half {
        half: u32,
        year: Option<i16>,
        year_shift: Option<i32>,
    },
    /// The unit after or before the one told: “the following year”.
    ToldUnit { unit: Unit, shift: i32 },
    /// A season.
    Season {
        season: &'static str,
        year: Option<i16>,
        shift: Option<i32>,
    },
    /// A weekend.
    Weekend { shift: Option<i32> },
    /// A point so far from publication (“ago”) or from the day told before (“earlier”, “later”).
    Away {
        unit: Unit,
        count: Option<u32>,
        sign: i32,
        from_publication: bool,
    },
    /// The day told before, or one beside it: “that day”, “the following day”.
    Told(i32),
    /// A stretch of time.
    Duration {
        unit: Unit,
        least: Option<u32>,
        most: Option<u32>,
    },
    /// A reference.
    Reference(&'static str),
    /// A part of a day or a time of day, on the day that `day` means.
    TimeOfDay { time: String, day: Box<Meaning> },
}

/// A reading of the lexemes `start..end`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
    /// The rule, in words.
    pub rule: &'static str,
}

/// Years that a bare number can be.
const YEARS: RangeInclusive<u32> = 1900..=2099;

/// The words of the sentence, read with a cursor.
pub(super) struct Grammar<'l> {
    pub lexemes: &'l [Lexeme<'l>],
    pub words: &'l Words,
}

/// A rule: what it is called in a reason, and how it reads.
type Rule<G> = (&'static str, fn(&G, usize) -> Parsed);

/// A meaning and the index after its last lexeme.
type Parsed = Option<(Meaning, usize)>;

impl Grammar<'_> {
    /// The time that begins at `at`, if one does. Rules stand in order of preference.
    pub(super) fn read(&self, at: usize) -> Option<Reading> {
        if !self.get(at)?.begins {
            return None;
        }
        let rules: [Rule<Self>; 18] = [
            ("date in figures", Self::figures),
            ("time of day", Self::clock),
            ("named day", Self::named_day),
            ("month", Self::month_first),
            ("day and month", Self::day_first),
            ("day of the month", Self::day_of_month),
            ("weekday", Self::weekday),
            ("day beside today", Self::day),
            ("day beside the one told", Self::told),
            ("hours of a day", Self::hours_of_day),
            ("quarter", Self::quarter),
            ("unit beside this one", Self::shifted_unit),
            ("unit by its end", Self::unit_by_its_end),
            ("season", Self::season),
            ("stretch of time", Self::length),
            ("part of a day", Self::part_of_day),
            ("year or decade", Self::year),
            ("reference", Self::reference),
        ];
        let inner = self.after_edge(at).unwrap_or(at);
        rules.iter().find_map(|(rule, read)| {
            let outside = || if inner > at { read(self, at) } else { None };
            // “early” of “the early hours” is no edge.
            let (meaning, end) = read(self, inner).or_else(outside)?;
            Some(Reading {
                start: at,
                end,
                meaning,
                rule,
            })
        })
    }

    /// “early”, “late in”, “the end of”, “mid-”: the words before a time that do not change its value.
    fn after_edge(&self, at: usize) -> Option<usize> {
        let mut next = at + usize::from(self.is(at, "the"));
        self.class(next, edge)?;
        next += 1;
        if self.mark(next) == Some('-') {
            next += 1;
        }
        let joined = ["in", "on", "of", "this"].iter().any(|word| self.is(next, word));
        if joined && !self.is(next, "this") {
            next += 1;
        }
        next += usize::from(self.is(next, "the") && self.class(next + 1, shift).is_none());
        Some(next)
    }
}

fn shift(class: Class) -> Option<i32> {
    match class {
        Class::Shift(given) => Some(given),
        _ => None,
    }
}

fn edge(class: Class) -> Option<()> {
    (class == Class::Edge).then_some(())
}

fn part(class: Class) -> Option<&'static str> {
    match class {
        Class::Part(part) => Some(part),
        _ => None,
    }
}

fn time_of_day(time: &str, day: Meaning) -> Meaning {
    Meaning::TimeOfDay {
        time: time.to_owned(),
        day: Box::new(day),
    }
}

fn is_day(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Date { day: Some(_), .. })
}

fn u32_of(year: i16) -> u32 {
    year.unsigned_abs().into()
}

/// 98 is 1998, 22 is 2022.
fn full_year(number: u32, digits: usize) -> Option<u32> {
    match digits {
        4 => Some(number),
        2 => Some(if number < 50 { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

/// A date whose day exists in some year.
fn exact(year: Option<u32>, month: u32, day: Option<u32>) -> Option<Meaning> {
    let leap_year = 2000;
    let year = year.map(i16::try_from).transpose().ok()?;
    let (month, day) = (i8::try_from(month).ok()?, day.map(i8::try_from).transpose().ok()?);
    jiff::civil::Date::new(year.unwrap_or(leap_year), month, day.unwrap_or(1)).ok()?;
    Some(Meaning::Date {
        year,
        month,
        day,
        shift: None,
        year_shift: None,
    })
}
