//! The table of time words.

use super::days::NamedDay;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const WORDS: &str = include_str!("../../../../data/times/words.tsv");
const CONTEXTS: &str = include_str!("../../../../data/times/contexts.tsv");
const DAYS: &str = include_str!("../../../../data/times/days.tsv");

/// What a word is to a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Class {
    /// A month, 1 to 12.
    Month(i8),
    /// A weekday, Monday is 1.
    Weekday(i8),
    /// A day so many days from now.
    Day(i32),
    /// Today, at a part of the day.
    DayPart(&'static str),
    /// A unit and how many of it the word is (a decade is ten years).
    Unit(Unit, u32),
    /// A season's code.
    Season(&'static str),
    /// The same of a word that is more often another (“fall”).
    SeasonOrFall(&'static str),
    /// A part of a day, of a day named beside it.
    Part(&'static str),
    /// A part of the day that needs no day beside it.
    PartAlone(&'static str),
    /// The weekend.
    Weekend,
    /// A number.
    Number(u32),
    /// A number that is not told.
    Vague,
    /// First, second and on.
    Ordinal(u32),
    /// One before, this one, one after.
    Shift(i32),
    /// Early, middle or late.
    Edge,
    /// A reference of TIMEX3.
    Reference(&'static str),
    /// An adjective that makes one (“recent years”).
    ReferenceAdjective(&'static str),
    /// A decade by its name: the first three digits of its years.
    Decade(i16),
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    /// The unit in an ISO 8601 duration, with the `T` that a time of day needs.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Second => "TS",
            Self::Minute => "TM",
            Self::Hour => "TH",
            Self::Day => "D",
            Self::Week => "W",
            Self::Month => "M",
            Self::Quarter => "Q",
            Self::Year => "Y",
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        let all = [
            Self::Second,
            Self::Minute,
            Self::Hour,
            Self::Day,
            Self::Week,
            Self::Month,
            Self::Quarter,
            Self::Year,
        ];
        all.into_iter().find(|unit| unit.code() == code)
    }
}

/// A list of words beside a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    BeforeMonth,
    BeforeYear,
    NotAfterYear,
    Counted,
    BeforeCount,
    BeforeArticle,
    Zone,
    AfterReference,
    BeforeQuarter,
    BeforePoint,
    BeforeDay,
    BeforeFuture,
    LookingAhead,
    Scheduled,
}

/// What the table calls them.
const LISTS: [&str; 14] = [
    "before-month",
    "before-year",
    "not-after-year",
    "counted",
    "before-count",
    "before-article",
    "zone",
    "after-reference",
    "before-quarter",
    "before-point",
    "before-day",
    "before-future",
    "looking-ahead",
    "scheduled",
];

/// Words that the grammar itself asks for where a time begins.
const BEGINNINGS: [&str; 16] = [
    "the",
    "that",
    "at",
    "a",
    "an",
    "same",
    "following",
    "next",
    "previous",
    "first",
    "last",
    "now",
    "year",
    "half",
    "q",
    "these",
];

/// All time words and named days.
#[derive(Debug)]
pub(super) struct Words {
    lists: [Vec<&'static str>; LISTS.len()],
    classes: FxHashMap<&'static str, Vec<Class>>,
    days: Vec<(Vec<&'static str>, NamedDay)>,
}

impl Words {
    /// The tables that come with Verbale. A row that does not fit is left out; a test holds that there is none.
    pub(super) fn builtin() -> &'static Self {
        static WORDS_TABLE: OnceLock<Words> = OnceLock::new();
        WORDS_TABLE.get_or_init(|| {
            let mut classes: FxHashMap<&'static str, Vec<Class>> = FxHashMap::default();
            for (word, class) in rows(WORDS).filter_map(|row| Some((row[0], class_of(row[1], row[2])?))) {
                classes.entry(word).or_default().push(class);
            }
            let days = rows(DAYS).filter_map(|row| Some((name_of(row[0]), NamedDay::of_rule(row[1])?)));
            let mut days: Vec<(Vec<&'static str>, NamedDay)> = days.collect();
            // The longest name first: “Christmas Eve” is not Christmas.
            days.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
            let mut lists: [Vec<&'static str>; LISTS.len()] = Default::default();
            for row in rows(CONTEXTS) {
                if let Some(list) = LISTS.iter().position(|name| *name == row[0]) {
                    lists[list].extend(row[1].split('|'));
                }
            }
            // Words of no class with which a time may begin nevertheless.
            let named = days.iter().filter_map(|(name, _)| name.first().copied());
            let named = named.flat_map(|word| [word, word.strip_suffix("'s").unwrap_or(word)]);
            let quarters = lists[List::BeforeQuarter as usize].iter().copied();
            for word in named.chain(quarters).chain(BEGINNINGS) {
                classes.entry(word).or_default();
            }
            Words { lists, classes, days }
        })
    }

    /// The classes of a word, which may be none; `None` for a word with which no time begins.
    pub(super) fn classes(&self, word: &str) -> Option<&[Class]> {
        self.classes.get(word).map(Vec::as_slice)
    }

    /// Whether a word is of a list.
    pub(super) fn lists(&self, list: List, word: &str) -> bool {
        self.lists[list as usize].contains(&word)
    }

    pub(super) fn named_days(&self) -> &[(Vec<&'static str>, NamedDay)] {
        &self.days
    }
}

/// The words and hyphens of a name, as the grammar reads them.
fn name_of(name: &'static str) -> Vec<&'static str> {
    let words = name.split_inclusive([' ', '-']);
    words
        .flat_map(|word| match word.strip_suffix('-') {
            Some(before) => [before, "-"],
            None => [word.trim_end(), ""],
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Rows of a table after its heading, each with at least two cells and padded to three.
fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    let lines = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1);
    lines.map(|line| {
        let mut cells = line.split('\t');
        [
            cells.next().unwrap_or(""),
            cells.next().unwrap_or(""),
            cells.next().unwrap_or(""),
        ]
    })
}

fn class_of(class: &str, value: &'static str) -> Option<Class> {
    Some(match class {
        "month" => Class::Month(value.parse().ok()?),
        "weekday" => Class::Weekday(value.parse().ok()?),
        "day" => Class::Day(value.parse().ok()?),
        "day-part" => Class::DayPart(value),
        "unit" => {
            let digits = value.chars().take_while(char::is_ascii_digit).count();
            let count = if digits == 0 {
                1
            } else {
                value[..digits].parse().ok()?
            };
            Class::Unit(Unit::of_code(&value[digits..])?, count)
        }
        "season" => Class::Season(value),
        "season-or-fall" => Class::SeasonOrFall(value),
        "part" => Class::Part(value),
        "part-alone" => Class::PartAlone(value),
        "weekend" => Class::Weekend,
        "number" => Class::Number(value.parse().ok()?),
        "vague" => Class::Vague,
        "ordinal" => Class::Ordinal(value.parse().ok()?),
        "shift" => Class::Shift(value.parse().ok()?),
        "edge" => Class::Edge,
        "reference" => Class::Reference(value),
        "reference-adjective" => Class::ReferenceAdjective(value),
        "decade" => Class::Decade(value.parse().ok()?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for row in rows(WORDS) {
            assert!(
                class_of(row[1], row[2]).is_some(),
                "data/times/words.tsv: {row:?}"
            );
        }
        for row in rows(CONTEXTS) {
            assert!(LISTS.contains(&row[0]), "data/times/contexts.tsv: {row:?}");
        }
        for row in rows(DAYS) {
            assert!(
                NamedDay::of_rule(row[1]).is_some(),
                "data/times/days.tsv: {row:?}"
            );
        }
    }
}
