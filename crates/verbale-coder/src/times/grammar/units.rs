//! Units of time: stretches, points so far away, quarters, seasons.

use super::{Grammar, Meaning, Parsed, YEARS, shift};
use crate::times::lexemes::Lexeme;
use crate::times::words::{Class, List, Unit};

impl Grammar<'_> {
    /// “the third quarter”, “third-quarter”, “last year's third quarter”, “the third quarter of 2015”, “the 1988 second
    /// quarter”, “the year-earlier quarter”, “the year-ago period”, “the latest quarter”, “the first half of 1990”.
    pub(super) fn quarter(&self, at: usize) -> Parsed {
        let the = at + usize::from(self.in_list(at, List::BeforeQuarter));
        let the = the + usize::from(the > at && self.in_list(the, List::BeforeQuarter));
        let (year, year_shift, next) = self.year_before(the);
        let ordinal = self.class(next, |class| match class {
            Class::Ordinal(number) => Some(number),
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

    /// “last year's”, “1988”, “year-earlier” before a quarter or half: the year, or how far it is off.
    fn year_before(&self, at: usize) -> (Option<i16>, Option<i32>, usize) {
        if let (Some(given), true) = (self.class(at, shift), self.is(at + 1, "year")) {
            let possessive = self.joined(at + 2) && self.is(at + 2, "s");
            return (None, Some(given), at + 2 + usize::from(possessive));
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

    /// “last summer”, “the summer of 2014”, “this winter”.
    pub(super) fn season(&self, at: usize) -> Parsed {
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
            given.is_some() || year.is_some() || self.before_in_list(at, List::BeforeMonth) || next > at;
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
    pub(super) fn length(&self, at: usize) -> Parsed {
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
            Some("earlier") => Some((-1, false)),
            // “two weeks before another round” is counted from what follows.
            Some("before") if self.get(end + 1).is_none_or(|next| next.word().is_none()) => Some((-1, false)),
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
    pub(super) fn hyphened_point(&self, at: usize) -> Parsed {
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
    pub(super) fn article_counts(&self, at: usize) -> bool {
        self.before_in_list(at, List::BeforeArticle)
    }

    pub(super) fn amount(&self, at: usize) -> Option<Amount> {
        if self.is_one_of(at, &["a", "an"]) && self.is_one_of(at + 1, &["few", "couple"]) {
            let end = at + 2 + usize::from(self.is(at + 2, "of"));
            let two = self.is(at + 1, "couple").then_some(2);
            return Some(Amount {
                least: two,
                most: two,
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
    pub(super) fn count(&self, at: usize) -> Option<(u32, usize)> {
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

    pub(super) fn is_decimal(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        self.joined(at) && matches!(self.mark(before), Some('.' | ',' | '$' | '€' | '£'))
    }
}

/// How many of a unit.
pub(super) struct Amount {
    least: Option<u32>,
    most: Option<u32>,
    end: usize,
    is_article: bool,
}
