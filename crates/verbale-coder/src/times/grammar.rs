//! The grammar of times: what a run of lexemes means, before it is put on the calendar.

use super::lexemes::{Kind, Lexeme};
use super::words::{Class, NamedDay, Unit, Words};
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
    /// A weekday; `shift` 1 for “next Monday”.
    Weekday { weekday: i8, shift: Option<i32> },
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
    pub lexemes: &'l [Lexeme],
    pub words: &'l Words,
}

/// A rule: what it is called in a reason, and how it reads.
type Rule<G> = (&'static str, fn(&G, usize) -> Parsed);

/// A meaning and the index after its last lexeme.
type Parsed = Option<(Meaning, usize)>;

impl Grammar<'_> {
    /// The time that begins at `at`, if one does. Rules stand in order of preference.
    pub(super) fn read(&self, at: usize) -> Option<Reading> {
        let rules: [Rule<Self>; 15] = [
            ("date in figures", Self::figures),
            ("time of day", Self::clock),
            ("named day", Self::named_day),
            ("month", Self::month_first),
            ("day and month", Self::day_first),
            ("weekday", Self::weekday),
            ("day beside today", Self::day),
            ("day beside the one told", Self::told),
            ("quarter", Self::quarter),
            ("unit beside this one", Self::shifted_unit),
            ("season", Self::season),
            ("stretch of time", Self::length),
            ("part of a day", Self::part_of_day),
            ("year or decade", Self::year),
            ("reference", Self::reference),
        ];
        let inner = self.after_edge(at).unwrap_or(at);
        rules.iter().find_map(|(rule, read)| {
            let (meaning, end) = read(self, inner)?;
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
        self.class(next, |class| (class == Class::Edge).then_some(()))?;
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

    // ---- cursor ------------------------------------------------------------------------------------------

    fn get(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.is(word))
    }

    fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    fn before_is_one_of(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.is_one_of(before, words))
    }

    fn mark(&self, at: usize) -> Option<char> {
        self.get(at)?.mark()
    }

    fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.get(at)?.kind {
            Kind::Number(number, digits) => Some((number, digits)),
            _ => None,
        }
    }

    /// What the table says of the word at `at`, as far as `wanted` takes it.
    fn class<T>(&self, at: usize, wanted: impl Fn(Class) -> Option<T>) -> Option<T> {
        match &self.get(at)?.kind {
            Kind::Word(_, classes) => classes.iter().find_map(|&class| wanted(class)),
            _ => None,
        }
    }

    /// Whether nothing but white space-free text joins two lexemes.
    fn joined(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| !lexeme.space_before)
    }

    fn dash(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '–' | '—'))
    }

    /// Past a full stop that belongs to the abbreviation before it.
    fn past_stop(&self, at: usize) -> usize {
        at + usize::from(self.mark(at) == Some('.') && self.joined(at))
    }

    // ---- dates -------------------------------------------------------------------------------------------

    /// 2022-03-10, 03/10/2022 (month first), 10.03.2022 (day first).
    fn figures(&self, at: usize) -> Parsed {
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
    fn month_first(&self, at: usize) -> Parsed {
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
    fn day_first(&self, at: usize) -> Parsed {
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
    fn month(&self, at: usize) -> Option<(i8, usize)> {
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
    fn month_stands_alone(&self, at: usize) -> bool {
        let word = self.get(at).and_then(Lexeme::word).unwrap_or("");
        match word {
            "may" | "march" => self.before_is_one_of(at, BEFORE_A_MONTH),
            // An abbreviation alone is more often a name.
            short => short.len() > 4 || short == "june" || short == "july",
        }
    }

    /// 1 to 31, with or without “st”, “nd”, “rd”, “th”; not the hours of a clock, a decimal or a percentage.
    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
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
    fn to_day(&self, at: usize) -> Option<(i8, usize)> {
        if self.dash(at) || self.is_one_of(at, &["to", "and"]) {
            self.day_number(at + 1)
        } else {
            None
        }
    }

    /// A year after a comma or without one.
    fn comma_year(&self, at: usize) -> (Option<i16>, usize) {
        let next = at + usize::from(self.mark(at) == Some(','));
        let next = next + usize::from(next == at && self.is(at, "of"));
        match self.number(next) {
            Some((year, 4)) if YEARS.contains(&year) && !self.counts(next) => (Some(year as i16), next + 1),
            _ => (None, at),
        }
    }

    /// “last year” after a month.
    fn year_beside(&self, at: usize) -> Option<(i32, usize)> {
        let next = at + usize::from(self.is(at, "of"));
        let given = self.class(next, shift)?;
        self.is(next + 1, "year").then_some((given, next + 2))
    }

    /// “Thursday”, “next Thursday”, “Thursday (Mar 10)”, “Thursday, March 10, 2022”, “Thursday night”.
    fn weekday(&self, at: usize) -> Parsed {
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

    /// “today”, “yesterday evening”, “tonight”, “this morning”, “last night”.
    fn day(&self, at: usize) -> Parsed {
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
    fn with_part(&self, day: Meaning, next: usize) -> Parsed {
        match self.class(next, part) {
            Some(part) => Some((time_of_day(part, day), next + 1)),
            None => Some((day, next)),
        }
    }

    /// “that day”, “the same day”, “the following day”, “the previous day”, “the day before”, “the next day”.
    fn told(&self, at: usize) -> Parsed {
        if self.is(at, "that") && self.is(at + 1, "day") {
            return Some((Meaning::Told(0), at + 2));
        }
        let the = at + usize::from(self.is(at, "the"));
        let beside = match self.get(the)?.word()? {
            "same" => 0,
            "following" | "next" => 1,
            "previous" => -1,
            "day" if the > at && self.is(the + 1, "before") => return Some((Meaning::Told(-1), the + 2)),
            "day" if the > at && self.is(the + 1, "after") => return Some((Meaning::Told(1), the + 2)),
            _ => return None,
        };
        self.is(the + 1, "day")
            .then_some((Meaning::Told(beside), the + 2))
    }

    // ---- units -------------------------------------------------------------------------------------------

    /// “the third quarter”, “third-quarter”, “last year's third quarter”, “the third quarter of 2015”.
    fn quarter(&self, at: usize) -> Parsed {
        let the = at + usize::from(self.is(at, "the"));
        let (year_shift, next) = match (self.class(the, shift), self.is(the + 1, "year")) {
            (Some(given), true) => (Some(given), the + 2),
            _ => (None, the),
        };
        let quarter = self.class(next, |class| match class {
            Class::Ordinal(number) => Some(number),
            _ => None,
        });
        let named = next + usize::from(quarter.is_some());
        let named = named + usize::from(quarter.is_some() && self.dash(named));
        if !self.is(named, "quarter") || (quarter.is_none() && the == at) {
            return None;
        }
        let (year, end) = self.comma_year(named + 1);
        Some((
            Meaning::Quarter {
                quarter,
                year,
                year_shift,
            },
            end,
        ))
    }

    /// “last week”, “this year”, “the past month”, “the current quarter”, “the weekend”.
    fn shifted_unit(&self, at: usize) -> Parsed {
        let the = at + usize::from(self.is(at, "the"));
        if let Some(given) = self.class(the, shift) {
            let unit = self.class(the + 1, |class| match class {
                Class::Unit(unit, 1) if unit > Unit::Hour => Some(Meaning::Unit { unit, shift: given }),
                Class::Weekend => Some(Meaning::Weekend { shift: Some(given) }),
                _ => None,
            });
            let plural = self
                .get(the + 1)
                .and_then(Lexeme::word)
                .is_some_and(|word| word.ends_with('s'));
            return match unit {
                Some(_) if plural => Some((
                    Meaning::Reference(if given > 0 { "FUTURE_REF" } else { "PAST_REF" }),
                    the + 2,
                )),
                Some(meaning) => Some((meaning, the + 2)),
                None => None,
            };
        }
        let weekend = the > at
            && self
                .class(the, |class| (class == Class::Weekend).then_some(()))
                .is_some();
        weekend.then_some((Meaning::Weekend { shift: None }, the + 1))
    }

    /// “last summer”, “the summer of 2014”, “this winter”.
    fn season(&self, at: usize) -> Parsed {
        let (given, next) = match self.class(at, shift) {
            Some(given) => (Some(given), at + 1),
            None => (None, at + usize::from(self.is(at, "the"))),
        };
        let season = self.class(next, |class| match class {
            Class::Season(season) => Some(season),
            _ => None,
        })?;
        let (year, end) = self.comma_year(next + 1);
        let told =
            given.is_some() || year.is_some() || self.before_is_one_of(at, BEFORE_A_MONTH) || next > at;
        // “spring” is also a verb and a source of water, “the fall of …” no season.
        told.then_some((
            Meaning::Season {
                season,
                year,
                shift: given,
            },
            end,
        ))
    }

    /// “three days”, “24-hour”, “7–10 days”, “several weeks”, “the past two months”; with “ago”, “earlier”,
    /// “later” a point in time.
    fn length(&self, at: usize) -> Parsed {
        let the = at + usize::from(self.is(at, "the"));
        let given = self
            .class(the, shift)
            .or_else(|| self.is(the, "first").then_some(0));
        let start = if given.is_some() { the + 1 } else { at };
        if given.is_none() && the > at {
            return None;
        }
        if let Some(point) = self.hyphened_point(at) {
            return Some(point);
        }
        let amount = self.amount(start)?;
        let next = amount.end + usize::from(self.dash(amount.end) && self.joined(amount.end));
        let (unit, factor) = self.class(next, |class| match class {
            Class::Unit(unit, factor) => Some((unit, factor)),
            _ => None,
        })?;
        let mut end = next + 1;
        let times = |count: Option<u32>| count.and_then(|count| count.checked_mul(factor));
        let (least, most) = (times(amount.least), times(amount.most));
        let sign = match self.get(end).and_then(Lexeme::word) {
            Some("ago") => Some((-1, true)),
            Some("earlier" | "before") => Some((-1, false)),
            Some("later" | "afterwards") => Some((1, false)),
            _ => None,
        };
        if let (Some((sign, from_publication)), None) = (sign, given) {
            return Some((
                Meaning::Away {
                    unit,
                    count: least,
                    sign,
                    from_publication,
                },
                end + 1,
            ));
        }
        if amount.is_article && !self.article_counts(at) {
            return None;
        }
        if self.dash(end) && self.is(end + 1, "old") {
            end += 2;
        }
        Some((Meaning::Duration { unit, least, most }, end))
    }

    /// “year-earlier”, “year-ago”, “year-long”.
    fn hyphened_point(&self, at: usize) -> Parsed {
        let unit = self.class(at, |class| match class {
            Class::Unit(unit, 1) if unit > Unit::Hour => Some(unit),
            _ => None,
        })?;
        if !self.dash(at + 1) {
            return None;
        }
        match self.get(at + 2)?.word()? {
            "ago" | "earlier" => Some((
                Meaning::Away {
                    unit,
                    count: Some(1),
                    sign: -1,
                    from_publication: true,
                },
                at + 3,
            )),
            "long" => Some((
                Meaning::Duration {
                    unit,
                    least: Some(1),
                    most: Some(1),
                },
                at + 3,
            )),
            _ => None,
        }
    }

    /// “a day” is as often a rate (“twice a day”) as a stretch of time.
    fn article_counts(&self, at: usize) -> bool {
        self.before_is_one_of(
            at,
            &[
                "for", "in", "within", "than", "over", "nearly", "almost", "about", "after", "half", "least",
            ],
        )
    }

    fn amount(&self, at: usize) -> Option<Amount> {
        if self.is_one_of(at, &["a", "an"]) && self.is_one_of(at + 1, &["few", "couple"]) {
            let end = at + 2 + usize::from(self.is(at + 2, "of"));
            return Some(Amount {
                least: None,
                most: None,
                end,
                is_article: false,
            });
        }
        if self
            .class(at, |class| (class == Class::Vague).then_some(()))
            .is_some()
        {
            return Some(Amount {
                least: None,
                most: None,
                end: at + 1,
                is_article: false,
            });
        }
        let (least, end) = self.count(at)?;
        let is_article = self.is_one_of(at, &["a", "an"]);
        let range = self.dash(end) || self.is_one_of(end, &["to", "or"]);
        match self.count(end + 1).filter(|_| range) {
            Some((most, end)) if most > least => Some(Amount {
                least: Some(least),
                most: Some(most),
                end,
                is_article,
            }),
            _ => Some(Amount {
                least: Some(least),
                most: Some(least),
                end,
                is_article,
            }),
        }
    }

    /// A number in figures or words (“twenty-five”).
    fn count(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((number, digits)) = self.number(at) {
            return (digits <= 3 && !self.is_decimal(at)).then_some((number, at + 1));
        }
        let word = |at| {
            self.class(at, |class| match class {
                Class::Number(number) => Some(number),
                _ => None,
            })
        };
        let tens = word(at)?;
        let ones = at + 1 + usize::from(self.dash(at + 1));
        match word(ones) {
            Some(one) if tens >= 20 && one < 10 && !self.is_one_of(ones, &["a", "an"]) => {
                Some((tens + one, ones + 1))
            }
            _ => Some((tens, at + 1)),
        }
    }

    fn is_decimal(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        self.joined(at) && matches!(self.mark(before), Some('.' | ',' | '$' | '€' | '£'))
    }

    // ---- times of day ------------------------------------------------------------------------------------

    /// “5 p.m.”, “11:30pm on Tuesday”, “0900 GMT”.
    fn clock(&self, at: usize) -> Parsed {
        let (hour, digits) = self.number(at)?;
        let (hour, minute, mut next) = match self.number(at + 2) {
            Some((minute, 2)) if self.mark(at + 1) == Some(':') && self.joined(at + 2) => {
                (hour, minute, at + 3)
            }
            _ if digits == 4 && hour <= 2359 => (hour / 100, hour % 100, at + 1),
            _ => (hour, 0, at + 1),
        };
        let timed = next > at + 1;
        let half = self.half_of_day(next);
        if let Some((_, end)) = half {
            next = end;
        }
        let zone = self.zone(next);
        if let Some(end) = zone {
            next = end;
        }
        if (half.is_none() && zone.is_none() && !timed) || minute > 59 {
            return None;
        }
        let hour = match half {
            Some(('p', _)) if hour < 12 => hour + 12,
            Some(('a', _)) if hour == 12 => 0,
            _ => hour,
        };
        if hour > 24 {
            return None;
        }
        let beside = next + usize::from(self.is(next, "on") || self.mark(next) == Some(','));
        let day = self
            .weekday(beside)
            .or_else(|| self.day(beside))
            .or_else(|| self.month_first(beside));
        let (day, end) = day
            .filter(|(day, _)| !matches!(day, Meaning::TimeOfDay { .. }))
            .unwrap_or((Meaning::Day(0), next));
        Some((time_of_day(&format!("T{hour:02}:{minute:02}"), day), end))
    }

    /// “am”, “p.m.”: the letter and what comes after.
    fn half_of_day(&self, at: usize) -> Option<(char, usize)> {
        match self.get(at)?.word()? {
            "am" | "pm" => Some((self.get(at)?.word()?.chars().next()?, at + 1)),
            letter @ ("a" | "p") if self.mark(at + 1) == Some('.') && self.is(at + 2, "m") => {
                Some((letter.chars().next()?, self.past_stop(at + 3)))
            }
            _ => None,
        }
    }

    fn zone(&self, at: usize) -> Option<usize> {
        if self.is(at, "local") && self.is(at + 1, "time") {
            return Some(at + 2);
        }
        self.is_one_of(
            at,
            &[
                "gmt", "utc", "est", "edt", "cet", "cest", "bst", "pst", "pdt", "hours",
            ],
        )
        .then_some(at + 1)
    }

    /// “at dawn”, “in the morning” of the day told before.
    fn part_of_day(&self, at: usize) -> Parsed {
        let found = self.class(at, part)?;
        let day = if self.is(at + 1, "on") {
            self.weekday(at + 2)
        } else {
            None
        };
        if let Some((day, end)) = day {
            return Some((time_of_day(found, day), end));
        }
        let placed = self.before_is_one_of(at, &["at"])
            || (self.before_is_one_of(at, &["the"]) && at > 1 && self.is(at - 2, "in"));
        placed.then(|| (time_of_day(found, Meaning::Told(0)), at + 1))
    }

    // ---- years, references -------------------------------------------------------------------------------

    /// “in 1994”, “the 1994 ceasefire”, “2014–2016”, “the 1990s”, “the nineties”.
    fn year(&self, at: usize) -> Parsed {
        if let Some(decade) = self.class(at, |class| match class {
            Class::Decade(decade) => Some(decade),
            _ => None,
        }) {
            return self
                .before_is_one_of(at, &["the", "early", "late", "mid"])
                .then_some((Meaning::Decade(decade), at + 1));
        }
        let (number, digits) = self.number(at)?;
        if digits != 4 || !YEARS.contains(&number) || self.counts(at) {
            return None;
        }
        if self.joined(at + 1) && self.is(at + 1, "s") {
            return (number % 10 == 0).then_some((Meaning::Decade((number / 10) as i16), at + 2));
        }
        if self.dash(at + 1) && self.joined(at + 2) {
            if let Some((last, digits)) = self.number(at + 2) {
                let last = if digits == 2 {
                    number / 100 * 100 + last
                } else {
                    last
                };
                if last > number && YEARS.contains(&last) {
                    return Some((Meaning::Years(number as i16, last as i16), at + 3));
                }
            }
        }
        let placed = self.before_is_one_of(at, BEFORE_A_YEAR) || self.mark_before(at, '(');
        let before_noun = self
            .get(at + 1)
            .and_then(Lexeme::word)
            .is_some_and(|word| !word.ends_with('s') && !NOT_A_NOUN.contains(&word));
        (placed || before_noun).then_some((Meaning::Year(number as i16), at + 1))
    }

    fn mark_before(&self, at: usize, mark: char) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.mark(before) == Some(mark))
    }

    /// Whether a number of four digits counts something: money, a figure with decimals, people.
    fn counts(&self, at: usize) -> bool {
        let money = at
            .checked_sub(1)
            .is_some_and(|before| matches!(self.mark(before), Some('$' | '€' | '£' | '#')));
        let decimal = self.is_decimal(at)
            || (matches!(self.mark(at + 1), Some('.' | ',' | '%'))
                && self.joined(at + 1)
                && self.joined(at + 2)
                && self.number(at + 2).is_some());
        let counted = self.is_one_of(
            at + 1,
            &[
                "people",
                "percent",
                "men",
                "women",
                "children",
                "of",
                "km",
                "kilometres",
                "kilometers",
                "miles",
                "dollars",
                "euros",
                "tonnes",
                "tons",
                "troops",
                "soldiers",
            ],
        );
        let about = self.before_is_one_of(
            at,
            &[
                "about",
                "some",
                "than",
                "least",
                "nearly",
                "almost",
                "around",
                "over",
                "resolution",
            ],
        );
        money || decimal || counted || about
    }

    /// “now”, “recently”, “in recent years”, “the future”, “at present”.
    fn reference(&self, at: usize) -> Parsed {
        if self.is(at, "at") && self.is_one_of(at + 1, &["present"]) {
            return Some((Meaning::Reference("PRESENT_REF"), at + 2));
        }
        if self.is(at, "the") {
            let value = match self.get(at + 1)?.word()? {
                "past" => "PAST_REF",
                "future" => "FUTURE_REF",
                "present" => "PRESENT_REF",
                _ => return None,
            };
            let attribute = self.get(at + 2).is_some_and(|next| {
                next.word().is_some()
                    && !self.is_one_of(at + 2, &["and", "or", "but", "of", "to", "in", "is", "was"])
            });
            return (!attribute).then_some((Meaning::Reference(value), at + 2));
        }
        if self.is(at, "now") && self.is(at + 1, "that") {
            return None;
        }
        self.class(at, |class| match class {
            Class::Reference(value) => Some((Meaning::Reference(value), at + 1)),
            Class::ReferenceAdjective(value) => {
                let unit = self.class(at + 1, |class| matches!(class, Class::Unit(..)).then_some(()));
                Some((Meaning::Reference(value), at + 1 + usize::from(unit.is_some())))
            }
            _ => None,
        })
    }

    /// “Christmas Eve”, “Easter 2016”.
    fn named_day(&self, at: usize) -> Parsed {
        let capital = self.get(at)?.capital;
        let full = |at: usize| {
            let lexeme = self.get(at)?;
            lexeme.word()
        };
        let matches = |name: &[&'static str]| {
            name.iter().enumerate().all(|(offset, word)| {
                full(at + offset).is_some_and(|here| here == *word || word.strip_suffix("'s") == Some(here))
            })
        };
        let (name, day) = self
            .words
            .named_days()
            .iter()
            .find(|(name, _)| capital && matches(name))?;
        // A possessive's ending is a lexeme of its own.
        let mut end = at;
        for _ in 0..name.len() {
            end += 1;
            while matches!(self.mark(end), Some('\'' | '’')) || (self.joined(end) && self.is(end, "s")) {
                end += 1;
            }
        }
        let (year, end) = self.comma_year(end);
        Some((Meaning::Named { day: *day, year }, end))
    }
}

/// How many of a unit.
struct Amount {
    least: Option<u32>,
    most: Option<u32>,
    end: usize,
    is_article: bool,
}

const BEFORE_A_MONTH: &[&str] = &[
    "in",
    "since",
    "by",
    "until",
    "till",
    "of",
    "from",
    "during",
    "before",
    "after",
    "early",
    "late",
    "mid",
    "through",
    "to",
    "between",
    "throughout",
    "late-",
    "this",
    "last",
    "next",
];
const BEFORE_A_YEAR: &[&str] = &[
    "in",
    "since",
    "by",
    "until",
    "till",
    "of",
    "from",
    "during",
    "before",
    "after",
    "early",
    "late",
    "mid",
    "through",
    "to",
    "between",
    "and",
    "throughout",
    "the",
    "around",
    "circa",
];
const NOT_A_NOUN: &[&str] = &[
    "a", "an", "the", "to", "and", "or", "in", "on", "at", "by", "with", "for", "from", "when", "that",
    "which", "who", "more", "people", "were", "was", "had", "have", "has", "said", "killed", "injured",
    "wounded",
];

fn shift(class: Class) -> Option<i32> {
    match class {
        Class::Shift(given) => Some(given),
        _ => None,
    }
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
