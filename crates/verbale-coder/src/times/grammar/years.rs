//! Years, decades, references and named days.

use super::{Grammar, Meaning, Parsed, YEARS};
use crate::times::lexemes::Lexeme;
use crate::times::words::{Class, List};

impl Grammar<'_> {
    /// “in 1994”, “the 1994 ceasefire”, “2014–2016”, “the 1990s”, “the nineties”.
    pub(super) fn year(&self, at: usize) -> Parsed {
        if let Some(decade) = self.class(at, |class| match class {
            Class::Decade(decade) => Some(decade),
            _ => None,
        }) {
            return self
                .before_is_one_of(at, &["the", "early", "late", "mid"])
                .then_some((Meaning::Decade(decade), at + 1));
        }
        if let Some(century) = self.century(at) {
            return Some(century);
        }
        if let Some((year, end)) = self.spoken_year(at) {
            return Some((Meaning::Year(year), end));
        }
        let (number, digits) = self.number(at)?;
        if digits != 4 || !YEARS.contains(&number) || self.counts(at) {
            return None;
        }
        if self.joined(at + 1) && self.is(at + 1, "s") {
            return (number % 10 == 0).then_some((Meaning::Decade((number / 10) as i16), at + 2));
        }
        if self.dash(at + 1)
            && self.joined(at + 2)
            && let Some((last, digits)) = self.number(at + 2)
        {
            let last = if digits == 2 {
                number / 100 * 100 + last
            } else {
                last
            };
            if last > number && YEARS.contains(&last) {
                return Some((Meaning::Years(number as i16, last as i16), at + 3));
            }
        }
        let placed = self.before_in_list(at, List::BeforeYear) || self.mark_before(at, '(');
        let before_noun = self
            .get(at + 1)
            .and_then(Lexeme::word)
            .is_some_and(|word| !word.ends_with('s') && !self.words.lists(List::NotAfterYear, word));
        (placed || before_noun).then_some((Meaning::Year(number as i16), at + 1))
    }

    /// “the 20th century”, “the nineteenth century”.
    fn century(&self, at: usize) -> Parsed {
        let (number, next) = self.ordinal(at + usize::from(self.is(at, "the")))?;
        let next = next + usize::from(self.dash(next));
        let century = i16::try_from(number)
            .ok()
            .filter(|number| (1..=21).contains(number))?;
        self.is_one_of(next, &["century", "centuries"])
            .then_some((Meaning::Century(century), next + 1))
    }

    /// “20th”, “third”.
    pub(super) fn ordinal(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((number, _)) = self.number(at) {
            let ending = self.joined(at + 1) && self.is_one_of(at + 1, &["st", "nd", "rd", "th"]);
            return ending.then_some((number, at + 2));
        }
        let number = self.class(at, |class| match class {
            Class::Ordinal(number) => Some(number),
            _ => None,
        })?;
        Some((number, at + 1))
    }

    /// “nineteen ninety-four”, as broadcasts write it.
    pub(super) fn spoken_year(&self, at: usize) -> Option<(i16, usize)> {
        let word = |at| {
            self.class(at, |class| match class {
                Class::Number(number) => Some(number),
                _ => None,
            })
        };
        let century = word(at).filter(|century| matches!(century, 19 | 20))?;
        let (rest, end) = self.count(at + 1).filter(|(rest, _)| (10..100).contains(rest))?;
        word(at + 1)?;
        let year = i16::try_from(century * 100 + rest).ok()?;
        Some((year, end))
    }

    pub(super) fn mark_before(&self, at: usize, mark: char) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.mark(before) == Some(mark))
    }

    /// Whether a number of four digits counts something: money, a figure with decimals, people.
    pub(super) fn counts(&self, at: usize) -> bool {
        let money = at
            .checked_sub(1)
            .is_some_and(|before| matches!(self.mark(before), Some('$' | '€' | '£' | '#')));
        let decimal = self.is_decimal(at)
            || (matches!(self.mark(at + 1), Some('.' | ',' | '%'))
                && self.joined(at + 1)
                && self.joined(at + 2)
                && self.number(at + 2).is_some());
        let counted = self.in_list(at + 1, List::Counted);
        let about = self.before_in_list(at, List::BeforeCount);
        money || decimal || counted || about
    }

    /// “now”, “recently”, “in recent years”, “the future”, “at present”.
    pub(super) fn reference(&self, at: usize) -> Parsed {
        if self.is(at, "at") && self.is_one_of(at + 1, &["present"]) {
            return Some((Meaning::Reference("PRESENT_REF"), at + 2));
        }
        if self.is(at, "the") {
            return self.named_reference(at);
        }
        if self.is(at, "these") && self.is(at + 1, "days") {
            return Some((Meaning::Reference("PRESENT_REF"), at + 2));
        }
        // “shortly before noon” is told by the noon.
        if self.is_one_of(at + 1, &["before", "after", "afterwards"]) {
            return None;
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

    /// “the past”, “the near future”, “the days ahead”.
    fn named_reference(&self, the: usize) -> Parsed {
        let ahead = self.class(the + 1, |class| matches!(class, Class::Unit(..)).then_some(()));
        if ahead.is_some() && self.is(the + 2, "ahead") {
            return Some((Meaning::Reference("FUTURE_REF"), the + 3));
        }
        let far = usize::from(self.in_list(the + 1, List::BeforeFuture));
        let value = match self.word_after(the + 1 + far)? {
            "past" => "PAST_REF",
            "future" => "FUTURE_REF",
            "present" if far == 0 => "PRESENT_REF",
            _ => return None,
        };
        let end = the + 2 + far;
        let attribute = self.word_after(end).is_some() && !self.in_list(end, List::AfterReference);
        (!attribute).then_some((Meaning::Reference(value), end))
    }

    /// “Christmas Eve”, “Easter 2016”.
    pub(super) fn named_day(&self, at: usize) -> Parsed {
        let capital = self.get(at)?.capital;
        // A name has its possessive ending in the table and may have lost it in the text.
        let is = |at: usize, word: &str| match word {
            "-" => self.dash(at),
            _ => self
                .word_after(at)
                .is_some_and(|here| here == word || word.strip_suffix("'s") == Some(here)),
        };
        let matches = |name: &[&'static str]| {
            name.iter()
                .enumerate()
                .all(|(offset, word)| is(at + offset, word))
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
