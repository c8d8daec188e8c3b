//! Stretches of time and points so far away: numbers, halves, units.

use super::{Grammar, Meaning, Parsed, shift};
use crate::times::words::{Class, List, Unit};

impl Grammar<'_> {
    /// “three days”, “24-hour”, “7–10 days”, “several weeks”, “the past two months”; with “ago”, “earlier”,
    /// “later”, “from now” a point in time.
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
        if let Some(point) = self.vague_point(at) {
            return Some(point);
        }
        let amount = self.amount(start)?;
        let next = amount.end + usize::from(self.dash(amount.end) && self.joined(amount.end));
        let (unit, factor) = self.unit(next)?;
        // “a second round” is no second.
        if amount.is_article && unit == Unit::Second && self.word_after(next + 1).is_some() {
            return None;
        }
        let and_a_half = self.is(next + 1, "and") && self.is(next + 2, "a") && self.is(next + 3, "half");
        let mut end = next + 1 + if and_a_half { 3 } else { 0 };
        let size = Size::of(unit, factor, amount.half || and_a_half);
        let (least, most) = (size.times(amount.least), size.times(amount.most));
        if let (Some((sign, from_publication, end)), None) = (self.side(end), given) {
            return Some((
                Meaning::Away {
                    unit: size.unit,
                    count: least,
                    sign,
                    from_publication,
                },
                end,
            ));
        }
        if amount.is_article && !and_a_half && !self.article_counts(at) {
            return None;
        }
        if self.dash(end) && self.is(end + 1, "old") {
            end += 2;
        }
        Some((
            Meaning::Duration {
                unit: size.unit,
                least,
                most,
            },
            end,
        ))
    }

    /// “months ago”, “weeks later”: so many that nobody says.
    fn vague_point(&self, at: usize) -> Parsed {
        let (unit, _) = self.unit(at)?;
        let plural = self.get(at)?.word()?.ends_with('s');
        let (sign, from_publication, end) = self.side(at + 1).filter(|_| plural)?;
        Some((
            Meaning::Away {
                unit,
                count: None,
                sign,
                from_publication,
            },
            end,
        ))
    }

    fn unit(&self, at: usize) -> Option<(Unit, u32)> {
        self.class(at, |class| match class {
            Class::Unit(unit, factor) => Some((unit, factor)),
            _ => None,
        })
    }

    /// What makes a point of a stretch of time: its sign, whether it is counted from publication, and where it ends.
    fn side(&self, at: usize) -> Option<(i32, bool, usize)> {
        Some(match self.get(at)?.word()? {
            "ago" => (-1, true, at + 1),
            "earlier" => (-1, false, at + 1),
            // “two weeks before another round” is counted from what follows.
            "before" if self.word_after(at + 1).is_none() => (-1, false, at + 1),
            "later" | "afterwards" => (1, false, at + 1),
            "from" if self.is_one_of(at + 1, &["now", "today"]) => (1, true, at + 2),
            _ => return None,
        })
    }

    /// “a day” is as often a rate (“twice a day”) as a stretch of time.
    pub(super) fn article_counts(&self, at: usize) -> bool {
        self.before_in_list(at, List::BeforeArticle)
    }

    pub(super) fn amount(&self, at: usize) -> Option<Amount> {
        let plain = |least: Option<u32>, most: Option<u32>, end: usize| Amount {
            least,
            most,
            end,
            is_article: false,
            half: false,
        };
        if self.is_one_of(at, &["a", "an"]) && self.is_one_of(at + 1, &["few", "couple"]) {
            let end = at + 2 + usize::from(self.is(at + 2, "of"));
            let two = self.is(at + 1, "couple").then_some(2);
            return Some(plain(two, two, end));
        }
        let vague = self.class(at, |class| (class == Class::Vague).then_some(()));
        if vague.is_some() {
            return Some(plain(None, None, at + 1));
        }
        if self.is(at, "half") && self.is_one_of(at + 1, &["a", "an"]) {
            return Some(Amount {
                half: true,
                ..plain(Some(0), Some(0), at + 2)
            });
        }
        let (least, end) = self.count(at)?;
        if let Some(end) = self.half_after(end) {
            return Some(Amount {
                half: true,
                ..plain(Some(least), Some(least), end)
            });
        }
        let range = self.dash(end) || self.is_one_of(end, &["to", "or"]);
        let most = self.count(end + 1).filter(|(most, _)| range && *most > least);
        let (most, end) = most.unwrap_or((least, end));
        Some(Amount {
            is_article: self.is_one_of(at, &["a", "an"]),
            ..plain(Some(least), Some(most), end)
        })
    }

    /// “two and a half”, “2 1/2”, “2½”: past the half.
    fn half_after(&self, at: usize) -> Option<usize> {
        if self.is(at, "and") && self.is(at + 1, "a") && self.is(at + 2, "half") {
            return Some(at + 3);
        }
        if self.mark(at) == Some('½') {
            return Some(at + 1);
        }
        let halved = self.number(at).is_some_and(|(one, _)| one == 1)
            && self.mark(at + 1) == Some('/')
            && self.number(at + 2).is_some_and(|(two, _)| two == 2);
        halved.then_some(at + 3)
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
    /// And a half.
    half: bool,
}

/// What one of a counted unit is, in the unit of the value: halves need a smaller one.
struct Size {
    unit: Unit,
    one: u32,
    half: u32,
}

impl Size {
    /// Of a unit that is `factor` times itself (a decade is ten years).
    fn of(unit: Unit, factor: u32, halved: bool) -> Self {
        if !halved {
            return Self {
                unit,
                one: factor,
                half: 0,
            };
        }
        let (unit, one) = match unit {
            Unit::Year if factor > 1 => (Unit::Year, factor),
            Unit::Year => (Unit::Month, 12),
            Unit::Quarter | Unit::Month => (Unit::Day, 30),
            Unit::Week => (Unit::Day, 7),
            Unit::Day => (Unit::Hour, 24),
            Unit::Hour => (Unit::Minute, 60),
            Unit::Minute | Unit::Second => (Unit::Second, 60),
        };
        Self {
            unit,
            one,
            half: one / 2,
        }
    }

    fn times(&self, count: Option<u32>) -> Option<u32> {
        count?.checked_mul(self.one)?.checked_add(self.half)
    }
}
