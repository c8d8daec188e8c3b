//! Times of day.

use super::{Grammar, Meaning, Parsed, part, time_of_day};
use crate::times::words::List;

impl Grammar<'_> {
    /// “5 p.m.”, “11:30pm on Tuesday”, “0900 GMT”.
    pub(super) fn clock(&self, at: usize) -> Parsed {
        let (hour, digits) = self.number(at)?;
        let (hour, minute, mut next) = match self.number(at + 2) {
            Some((minute, 2)) if self.mark(at + 1) == Some(':') && self.joined(at + 2) => {
                (hour, minute, at + 3)
            }
            // “10.30am” of British papers.
            Some((minute, 2))
                if self.mark(at + 1) == Some('.')
                    && self.joined(at + 1)
                    && self.joined(at + 2)
                    && self.half_of_day(at + 3).is_some() =>
            {
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
        // “1430 hours” is a time of day, “12 hours” is not.
        let military = digits == 4 && self.is(next, "hours");
        let zone = self.zone(next).or_else(|| military.then_some(next + 1));
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
        let next = self.after_other_zone(next);
        let beside = next + usize::from(self.is(next, "on") || self.mark(next) == Some(','));
        let day = self.plain_day(beside);
        let (day, end) = day.map_or((Meaning::Day(0), next), |(day, end)| {
            (day, self.after_other_zone(end))
        });
        Some((time_of_day(&format!("T{hour:02}:{minute:02}"), day), end))
    }

    /// Past the same time elsewhere: “11pm [20:00 GMT]”.
    fn after_other_zone(&self, at: usize) -> usize {
        const LONGEST: usize = 6;
        if !matches!(self.mark(at), Some('(' | '[')) || self.number(at + 1).is_none() {
            return at;
        }
        let closes = |&end: &usize| matches!(self.mark(end), Some(')' | ']'));
        let end = (at + 2..at + 2 + LONGEST).find(closes);
        let zoned = end.filter(|end| self.zone(end - 1).is_some());
        zoned.map_or(at, |end| end + 1)
    }

    /// “am”, “p.m.”: the letter and what comes after.
    pub(super) fn half_of_day(&self, at: usize) -> Option<(char, usize)> {
        match self.get(at)?.word()? {
            "am" | "pm" => Some((self.get(at)?.word()?.chars().next()?, at + 1)),
            letter @ ("a" | "p") if self.mark(at + 1) == Some('.') && self.is(at + 2, "m") => {
                Some((letter.chars().next()?, self.past_stop(at + 3)))
            }
            _ => None,
        }
    }

    pub(super) fn zone(&self, at: usize) -> Option<usize> {
        if self.is(at, "local") && self.is(at + 1, "time") {
            return Some(at + 2);
        }
        // “Moscow time”.
        if self.get(at).is_some_and(|lexeme| lexeme.capital) && self.is(at + 1, "time") {
            return Some(at + 2);
        }
        self.in_list(at, List::Zone).then_some(at + 1)
    }

    /// “the early hours of Monday”, “the small hours of last night”.
    pub(super) fn hours_of_day(&self, at: usize) -> Parsed {
        let the = at + usize::from(self.is(at, "the"));
        let early = self.is_one_of(the, &["early", "wee", "small"]);
        let late = self.is(the, "late");
        let next = the + 1 + usize::from(self.class(the + 1, part).is_some());
        if !((early || late) && self.is(next, "hours") && self.is_one_of(next + 1, &["of", "on"])) {
            return None;
        }
        let day = self.plain_day(next + 2)?;
        Some((time_of_day(if early { "TMO" } else { "TNI" }, day.0), day.1))
    }

    /// A weekday, a date or a day beside today, without a part of it.
    fn plain_day(&self, at: usize) -> Parsed {
        let day = self
            .weekday(at)
            .or_else(|| self.day(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at));
        day.filter(|(day, _)| !matches!(day, Meaning::TimeOfDay { .. }))
    }

    /// “at dawn”, “before noon”, “in the morning” of the day told before.
    pub(super) fn part_of_day(&self, at: usize) -> Parsed {
        let found = self.class(at, part)?;
        let beside = at + 1 + usize::from(self.is(at + 1, "on"));
        let day = self.weekday(beside).or_else(|| self.day(beside));
        let day = day.filter(|(day, _)| !matches!(day, Meaning::TimeOfDay { .. }));
        if let Some((day, end)) = day {
            return Some((time_of_day(found, day), end));
        }
        // “after night” is no time of day, “after midnight” is.
        let point = self.is_one_of(at, &["dawn", "noon", "midday", "dusk", "midnight"]);
        let placed = self.before_is_one_of(at, &["at"])
            || point && self.before_in_list(at, List::BeforePoint)
            || (self.before_is_one_of(at, &["the"]) && at > 1 && self.is(at - 2, "in"));
        placed.then(|| (time_of_day(found, Meaning::Told(0)), at + 1))
    }
}
