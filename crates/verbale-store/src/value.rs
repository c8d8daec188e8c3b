//! The values of a cell and how they look as text.

use jiff::civil::Date;
use std::borrow::Cow;
use std::fmt::Write;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Words or a code; codes are always text, so that `036` keeps its zero.
    Text,
    /// Several texts.
    TextList,
    /// A whole number of 64 bits.
    Integer,
    /// Several whole numbers.
    IntegerList,
    /// A floating-point number of 64 bits.
    Double,
    /// True or false.
    Boolean,
    /// A day.
    Date,
}

impl Kind {
    /// Its name in documentation.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::TextList => "list of texts",
            Self::Integer => "integer",
            Self::IntegerList => "list of integers",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Date => "date",
        }
    }
}

/// One cell. It borrows from the record wherever it can.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'r> {
    Null,
    Text(Cow<'r, str>),
    Texts(Vec<Cow<'r, str>>),
    Integer(i64),
    Integers(Vec<i64>),
    Double(f64),
    Boolean(bool),
    Date(Date),
}

impl<'r> Value<'r> {
    pub(crate) fn text(text: &'r str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Null for none and for empty words, which mean the same everywhere.
    pub(crate) fn maybe(text: Option<&'r str>) -> Self {
        match text {
            Some(text) if !text.is_empty() => Self::text(text),
            _ => Self::Null,
        }
    }

    pub(crate) fn owned(text: String) -> Self {
        if text.is_empty() {
            Self::Null
        } else {
            Self::Text(Cow::Owned(text))
        }
    }

    pub(crate) fn texts(items: &'r [String]) -> Self {
        Self::Texts(items.iter().map(|item| Cow::Borrowed(item.as_str())).collect())
    }

    pub(crate) fn collect(items: impl IntoIterator<Item = &'r str>) -> Self {
        Self::Texts(items.into_iter().map(Cow::Borrowed).collect())
    }

    pub(crate) fn integer(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Null, |number| Self::Integer(number.into()))
    }

    /// A number of items.
    pub(crate) fn count(items: usize) -> Self {
        Self::Integer(i64::try_from(items).unwrap_or(i64::MAX))
    }

    pub(crate) fn double(number: Option<f64>) -> Self {
        number.map_or(Self::Null, Self::Double)
    }

    /// The number that the record's JSON shows: 0.8, not 0.800000011920929.
    pub(crate) fn single(number: f32) -> Self {
        number
            .to_string()
            .parse()
            .map_or(Self::Double(number.into()), Self::Double)
    }

    pub(crate) fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Null, Self::Date)
    }

    /// Whether the value fits a column of this kind.
    pub(crate) fn is(&self, kind: Kind) -> bool {
        matches!(
            (self, kind),
            (Self::Null, _)
                | (Self::Text(_), Kind::Text)
                | (Self::Texts(_), Kind::TextList)
                | (Self::Integer(_), Kind::Integer)
                | (Self::Integers(_), Kind::IntegerList)
                | (Self::Double(_), Kind::Double)
                | (Self::Boolean(_), Kind::Boolean)
                | (Self::Date(_), Kind::Date)
        )
    }

    /// Writes the value as text; nothing for null. Lists are put together by `join`.
    pub(crate) fn render(&self, into: &mut String, join: impl Fn(&mut String, &str, bool)) {
        // Writing to a string cannot fail.
        let _ = match self {
            Self::Null => Ok(()),
            Self::Text(text) => {
                into.push_str(text);
                Ok(())
            }
            Self::Texts(items) => {
                for (index, item) in items.iter().enumerate() {
                    join(into, item, index == 0);
                }
                Ok(())
            }
            Self::Integer(number) => write!(into, "{number}"),
            Self::Integers(numbers) => {
                for (index, number) in numbers.iter().enumerate() {
                    join(into, &number.to_string(), index == 0);
                }
                Ok(())
            }
            Self::Double(number) => write!(into, "{number}"),
            Self::Boolean(truth) => write!(into, "{truth}"),
            Self::Date(date) => write!(into, "{date}"),
        };
    }
}

/// Between the items of a list in own CSV tables: a bar, with bars inside items written `\|` and backslashes `\\`.
pub(crate) fn join_with_bars(into: &mut String, item: &str, first: bool) {
    if !first {
        into.push('|');
    }
    for character in item.chars() {
        if matches!(character, '|' | '\\') {
            into.push('\\');
        }
        into.push(character);
    }
}

/// The first and the last day of an ISO 8601 value: a day, a month, a year, a week or an interval of them.
pub(crate) fn days(value: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = value.split_once('/') {
        let (first, _) = days(from)?;
        let (_, last) = days(to)?;
        return (first <= last).then_some((first, last));
    }
    let number = |text: &str| text.parse::<i16>().ok();
    // A time of day after the date says nothing about the day.
    let value = value.split_once('T').map_or(value, |(day, _)| day);
    let parts: Vec<&str> = value.split('-').collect();
    match *parts.as_slice() {
        [year] if year.len() == 4 => {
            let year = number(year)?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        [year, week] if week.starts_with('W') => {
            let week = i8::try_from(number(&week[1..])?).ok()?;
            let monday =
                jiff::civil::ISOWeekDate::new(number(year)?, week, jiff::civil::Weekday::Monday).ok()?;
            let sunday =
                jiff::civil::ISOWeekDate::new(number(year)?, week, jiff::civil::Weekday::Sunday).ok()?;
            Some((monday.date(), sunday.date()))
        }
        [year, month] => {
            let first = Date::new(number(year)?, i8::try_from(number(month)?).ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        [_, _, _] => value.parse::<Date>().ok().map(|day| (day, day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> Option<(String, String)> {
        days(value).map(|(first, last)| (first.to_string(), last.to_string()))
    }

    #[test]
    fn days_of_iso_values() {
        let pair = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        assert_eq!(shown("2022-03-10"), pair("2022-03-10", "2022-03-10"));
        assert_eq!(shown("2020-02"), pair("2020-02-01", "2020-02-29"));
        assert_eq!(shown("1999"), pair("1999-01-01", "1999-12-31"));
        assert_eq!(shown("2022-W10"), pair("2022-03-07", "2022-03-13"));
        assert_eq!(shown("2022-02-24/2022-03"), pair("2022-02-24", "2022-03-31"));
        assert_eq!(shown("2022-03-10T14:30"), pair("2022-03-10", "2022-03-10"));
        for nonsense in [
            "",
            "PT24H",
            "PAST_REF",
            "2022-13",
            "2022-02-30",
            "2022-03-10/2022-03-01",
            "2022-W60",
            "é-W1",
            "1-2-3-4",
        ] {
            assert_eq!(shown(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn numbers_look_as_in_the_record() {
        assert_eq!(Value::single(0.8), Value::Double(0.8));
        assert_eq!(Value::single(-9.5), Value::Double(-9.5));
    }

    #[test]
    fn bars_inside_items_are_told_from_bars_between() {
        let mut text = String::new();
        Value::Texts(vec!["a|b".into(), "c\\".into(), "".into()]).render(&mut text, join_with_bars);
        assert_eq!(text, r"a\|b|c\\|");
    }
}
