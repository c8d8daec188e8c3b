//! Units of time: stretches, points so far away, quarters, seasons.

use super::{Grammar, Meaning, Parsed, YEARS, edge, shift};
use crate::times::lexemes::Lexeme;
use crate::times::words::{Class, List, Unit};

impl Grammar<'_> {
    /// “the third quarter”, “third-quarter”, “last year's third quarter”, “the third quarter of 2015”, “the 1988 second
    /// quarter”, “the year-earlier quarter”, “the year-ago period”, “the latest quarter”, “the first half of 1990”.
    pub(super) fn quarter(&self, at: usize) -> Parsed {
        if let Some(found) = self.quarter_letter(at) {
            return Some(found);
        }
        let the = at + usize::from(self.in_list(at, List::BeforeQuarter));
        let the = the + usize::from(the > at && self.in_list(the, List::BeforeQuarter));
        let (year, year_shift, next) = self.year_before(the);
        let ordinal = self.class(next, |class| match class {
            Class::Ordinal(number @ 1..=4) => Some(number),
            _ => None,
        });
        let last = self.is(next, "last") && self.is(next + 1, "half");
        let named = next + usize::from(ordinal.is_some() || last);
        let named = named + usize::from(ordinal.is_some() && self.dash(named));
        let beside = next > the;
        let placed = ordinal.is_some() || beside || the > at;
        if self.is(named, "half") {
            let half = ordinal.filter(|half| *half < 3).or_else(|| last.then_some(2));
            let half = half.filter(|_| the > at || beside)?;
            let (told, end) = self.comma_year(named + 1);
            return Some((
                Meaning::Half {
                    half,
                    year: year.or(told),
                    year_shift,
                },
                end,
            ));
        }
        let period = self.is(named, "period") && beside && ordinal.is_none();
        if !(period || placed && self.is(named, "quarter")) {
            return None;
        }
        let (told, end) = self.comma_year(named + 1);
        Some((
            Meaning::Quarter {
                quarter: ordinal,
                year: year.or(told),
                year_shift,
            },
            end,
        ))
    }

    /// “Q3”, “Q3 2015”.
    fn quarter_letter(&self, at: usize) -> Parsed {
        let (quarter, _) = self
            .number(at + 1)
            .filter(|(number, _)| (1..=4).contains(number))?;
        if !(self.is(at, "q") && self.joined(at + 1)) {
            return None;
        }
        let (year, end) = self.comma_year(at + 2);
        Some((
            Meaning::Quarter {
                quarter: Some(quarter),
                year,
                year_shift: None,
            },
            end,
        ))
    }

    /// “last year's”, “1988”, “year-earlier” before a quarter or half: the year, or how far it is off.
    fn year_before(&self, at: usize) -> (Option<i16>, Option<i32>, usize) {
        if let (Some(given), true) = (self.class(at, shift), self.is(at + 1, "year")) {
            // The lexemes have no possessive endings.
            return (None, Some(given), at + 2);
        }
        if let Some((year, 4)) = self.number(at).filter(|(year, _)| YEARS.contains(year)) {
            return (Some(year as i16), None, at + 1);
        }
        let earlier = self.is(at, "year") && self.dash(at + 1) && self.is_one_of(at + 2, &["earlier", "ago"]);
        if earlier {
            (None, Some(-1), at + 3)
        } else {
            (None, None, at)
        }
    }

    /// “last week”, “this year”, “the past month”, “the current quarter”, “the weekend”.
    pub(super) fn shifted_unit(&self, at: usize) -> Parsed {
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

    /// “the end of the year”, “the start of the week”: read after the words of its [edge](Grammar::after_edge).
    pub(super) fn unit_by_its_end(&self, at: usize) -> Parsed {
        let unit = self.single_unit(at)?;
        if unit == Unit::Day
            && at >= 3
            && self.is_one_of(at - 3, &["earlier", "later"])
            && self.is(at - 2, "in")
        {
            return Some((Meaning::Told(0), at + 1));
        }
        let of_the = at >= 3 && self.is(at - 1, "the") && self.is(at - 2, "of");
        let edge = of_the && self.class(at - 3, edge).is_some();
        // “the middle of the day” is a part of it.
        (edge && unit > Unit::Day).then_some((Meaning::Unit { unit, shift: 0 }, at + 1))
    }

    /// A day, week, month, quarter or year, by its word in the singular.
    fn single_unit(&self, at: usize) -> Option<Unit> {
        let unit = self.class(at, |class| match class {
            Class::Unit(unit, 1) if unit > Unit::Hour => Some(unit),
            _ => None,
        })?;
        let plural = self.get(at)?.word().is_some_and(|word| word.ends_with('s'));
        (!plural).then_some(unit)
    }

    /// “last summer”, “the summer of 2014”, “this winter”.
    pub(super) fn season(&self, at: usize) -> Parsed {
        let (given, next) = match self.class(at, shift) {
            Some(given) => (Some(given), at + 1),
            None => (None, at + usize::from(self.is(at, "the"))),
        };
        let (season, is_verb) = self.class(next, |class| match class {
            Class::Season(season) => Some((season, false)),
            Class::SeasonOrFall(season) => Some((season, true)),
            _ => None,
        })?;
        let (year, end) = self.comma_year(next + 1);
        let dated = given.is_some() || year.is_some();
        let told = if is_verb {
            // “this fall in prices”, “the fall of the city” are none; “late fall”, “by the fall” are.
            let falls_in = self.is_one_of(end, &["in", "of", "from"]);
            let placed = next > at || self.before_is_one_of(at, &["early", "late", "mid"]);
            year.is_some() || !falls_in && (given.is_some() || placed && self.word_after(end).is_none())
        } else {
            dated || self.before_in_list(at, List::BeforeMonth) || next > at
        };
        // “spring” is also a verb and a source of water.
        told.then_some((
            Meaning::Season {
                season,
                year,
                shift: given,
            },
            end,
        ))
    }

    /// “year-earlier”, “year-ago”, “year-long”, “year-end”, “year's end”.
    pub(super) fn hyphened_point(&self, at: usize) -> Parsed {
        let unit = self.single_unit(at)?;
        // The lexemes have no possessive endings.
        if self.is(at + 1, "end") {
            return Some((Meaning::Unit { unit, shift: 0 }, at + 2));
        }
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
            "end" => Some((Meaning::Unit { unit, shift: 0 }, at + 3)),
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
}
