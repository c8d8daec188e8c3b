//! What a time is on the calendar, and what a report has told so far.

use jiff::civil::Date;
use verbale_record::TimeKind;

/// What a report has told so far, for expressions that are counted from it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Told {
    /// The last day.
    pub day: Option<Date>,
    /// The first day of the last day, month, quarter or year.
    pub start: Option<Date>,
    /// The quarter that the report is about: year and number.
    pub quarter: Option<(i16, i8)>,
}

impl Told {
    /// What has been told after a value.
    pub(super) fn after(self, value: &Value) -> Self {
        // “a year earlier” looks back from the quarter that is reported; it does not change which one that is.
        let reported = value
            .quarter
            .filter(|&quarter| self.quarter.is_none_or(|known| quarter >= known));
        Self {
            day: value.day.or(self.day),
            start: value.start().or(self.start),
            quarter: reported.or(self.quarter),
        }
    }
}

/// A value, its kind, and the day it names if it names one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub text: String,
    pub kind: TimeKind,
    pub day: Option<Date>,
    /// The quarter it names: year and number.
    pub quarter: Option<(i16, i8)>,
}

impl Value {
    pub(super) fn date(text: String) -> Self {
        Self {
            text,
            kind: TimeKind::Date,
            day: None,
            quarter: None,
        }
    }

    pub(super) fn quarter(year: i16, quarter: i8) -> Self {
        Self {
            quarter: Some((year, quarter)),
            ..Self::date(format!("{year:04}-Q{quarter}"))
        }
    }

    /// The first day of a day, month, quarter or year.
    fn start(&self) -> Option<Date> {
        let (year, month) = match (self.day, self.quarter) {
            (Some(day), _) => return Some(day),
            (None, Some((year, quarter))) => (year, quarter * 3 - 2),
            (None, None) if self.kind == TimeKind::Date => {
                let year = self.text.get(..4)?.parse().ok()?;
                match self.text.get(4..) {
                    Some("") => (year, 1),
                    Some(rest) if rest.len() == 3 => (year, rest.get(1..)?.parse().ok()?),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Date::new(year, month, 1).ok()
    }

    pub(super) fn day(day: Date) -> Self {
        Self {
            text: day.to_string(),
            kind: TimeKind::Date,
            day: Some(day),
            quarter: None,
        }
    }

    pub(super) fn interval(first: Date, last: Date) -> Self {
        Self {
            text: format!("{first}/{last}"),
            kind: TimeKind::Interval,
            day: None,
            quarter: None,
        }
    }
}
