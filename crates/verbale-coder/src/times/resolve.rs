//! Meanings to values: the calendar.
//!
//! Values follow ISO 8601 and, where it has none, TIMEX3 of `TimeML` 1.2: `2016-W08-WE` for a weekend, `2015-SU` for a
//! summer, `1989-Q3` for a quarter, `199` for a decade, `2016-05-01TMO` for a morning, `XXXX-03-10` where the year is
//! not known.

use super::days::NamedDay;
use super::grammar::Meaning;
use super::value::{Told, Value};
use super::words::Unit;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use verbale_record::TimeKind;

/// Where the clause of an expression looks in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Its verb is in the past.
    Past,
    /// Its verb points ahead.
    Future,
    /// Neither can be told.
    Unknown,
}

/// What values are counted from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// Day of publication.
    pub published: Option<Date>,
    /// What was told last.
    pub told: Told,
    /// Where the clause looks.
    pub direction: Direction,
}

/// The value of a meaning; `None` where it is not on any calendar.
pub(super) fn value(meaning: &Meaning, anchor: Anchor) -> Option<Value> {
    match meaning {
        Meaning::Date {
            year,
            month,
            day,
            shift,
            year_shift,
        } => Some(date(anchor, *year, *month, *day, *shift, *year_shift)),
        Meaning::Days {
            year,
            month,
            days: (first, last),
        } => {
            let year = year.or_else(|| year_of(anchor, *month, Some(*first)))?;
            Some(Value::interval(
                Date::new(year, *month, *first).ok()?,
                Date::new(year, *month, *last).ok()?,
            ))
        }
        Meaning::Year(year) => Some(Value::date(format!("{year:04}"))),
        Meaning::Years(first, last) => Some(Value {
            text: format!("{first:04}/{last:04}"),
            kind: TimeKind::Interval,
            day: None,
            quarter: None,
        }),
        Meaning::Decade(decade) => Some(Value::date(format!("{decade:03}"))),
        // A century by the first two digits of its years.
        Meaning::Century(century) => Some(Value::date(format!("{:02}", century - 1))),
        Meaning::Weekday { weekday, shift } => Some(weekday_value(anchor, *weekday, *shift)),
        Meaning::WeekdayOfWeek { weekday, weeks } => {
            let week = anchor.published?.checked_add(weeks.weeks()).ok()?;
            let offset = i32::from(weekday - week.weekday().to_monday_one_offset());
            week.checked_add(offset.days()).ok().map(Value::day)
        }
        Meaning::DayOfMonth { day, shift } => day_of_month(anchor, *day, *shift).map(Value::day),
        Meaning::Day(offset) => anchor.published?.checked_add(offset.days()).ok().map(Value::day),
        Meaning::Named { day, year } => named_value(anchor, *day, *year),
        Meaning::Unit { unit, shift } => unit_value(anchor.published?, *unit, *shift),
        Meaning::Quarter {
            quarter,
            year,
            year_shift,
        } => quarter_value(anchor, *quarter, *year, *year_shift),
        Meaning::Season { season, year, shift } => season_value(anchor, season, *year, *shift),
        Meaning::Weekend { shift } => weekend_value(anchor, *shift),
        Meaning::ToldUnit { unit, shift } => {
            unit_value(anchor.told.start.or(anchor.published)?, *unit, *shift)
        }
        Meaning::Half {
            half,
            year,
            year_shift,
        } => {
            let year = year.or_else(|| Some(anchor.published?.year() + year_shift.unwrap_or(0) as i16))?;
            Some(Value::date(format!("{year:04}-H{half}")))
        }
        Meaning::Away {
            unit: Unit::Year,
            count: Some(1),
            sign,
            ..
        } if anchor.told.quarter.is_some() => {
            let (year, quarter) = anchor.told.quarter?;
            Some(Value::quarter(year + *sign as i16, quarter))
        }
        Meaning::Away {
            unit,
            count,
            sign,
            from_publication,
        } => {
            let from = if *from_publication {
                anchor.published
            } else {
                anchor.told.day.or(anchor.published)
            };
            away(from?, *unit, *count, *sign)
        }
        Meaning::Told(offset) => anchor
            .told
            .day
            .or(anchor.published)?
            .checked_add(offset.days())
            .ok()
            .map(Value::day),
        Meaning::Duration { unit, least, most } => Some(duration(*unit, *least, *most)),
        Meaning::Reference(value) => Some(Value {
            text: (*value).to_owned(),
            kind: TimeKind::Reference,
            day: None,
            quarter: None,
        }),
        Meaning::TimeOfDay { time, day } => {
            let day = value(day, anchor)?;
            Some(Value {
                text: format!("{}{time}", day.text),
                ..day
            })
        }
    }
}

fn date(
    anchor: Anchor,
    year: Option<i16>,
    month: i8,
    day: Option<i8>,
    shift: Option<i32>,
    year_shift: Option<i32>,
) -> Value {
    let published = anchor.published;
    let year = match (year, year_shift, shift, published) {
        (Some(year), ..) => Some(year),
        (None, Some(shift), _, Some(published)) => Some(published.year() + shift as i16),
        (None, None, Some(shift), Some(published)) => Some(shifted_month(published, month, shift)),
        _ => year_of(anchor, month, day),
    };
    match (year, day) {
        (Some(year), Some(day)) => match Date::new(year, month, day) {
            Ok(day) => Value::day(day),
            Err(_) => Value::date(format!("XXXX-{month:02}-{day:02}")),
        },
        (Some(year), None) => Value::date(format!("{year:04}-{month:02}")),
        (None, Some(day)) => Value::date(format!("XXXX-{month:02}-{day:02}")),
        (None, None) => Value::date(format!("XXXX-{month:02}")),
    }
}

/// “last May” is the latest one that is over, “next May” the first to come, “this May” that of the year.
fn shifted_month(published: Date, month: i8, shift: i32) -> i16 {
    match shift {
        0 => published.year(),
        shift if shift < 0 => published.year() - i16::from(month >= published.month()),
        _ => published.year() + i16::from(month <= published.month()),
    }
}

/// The year of a day or month without one: the nearest on the side that the clause looks to.
fn year_of(anchor: Anchor, month: i8, day: Option<i8>) -> Option<i16> {
    let published = anchor.published?;
    let given = |year: i16| {
        Date::new(year, month, day.unwrap_or(1))
            .ok()
            .map(|date| (year, date))
    };
    let candidates = (-1..=1).filter_map(|offset| given(published.year() + offset));
    let distance = |date: Date| (date - published).get_days();
    // A month without a day counts from its first day, and may be the present one.
    let (past_limit, future_limit) = if day.is_some() { (0, 0) } else { (0, -31) };
    let nearest = |fits: &dyn Fn(i32) -> bool| {
        candidates
            .clone()
            .filter(|&(_, date)| fits(distance(date)))
            .min_by_key(|&(_, date)| distance(date).abs())
            .map(|(year, _)| year)
    };
    if let (Direction::Past, Some(_)) = (anchor.direction, day) {
        // A day without a year is never most of a year off: “set a dividend payable Dec. 7” looks ahead all the same.
        let weight = |days: i32| if days > 0 { 2 * days } else { -days };
        return candidates
            .min_by_key(|&(_, date)| weight(distance(date)))
            .map(|(year, _)| year);
    }
    match anchor.direction {
        Direction::Past => nearest(&|days| days <= past_limit),
        Direction::Future => nearest(&|days| days >= future_limit),
        // News looks back: a day far ahead is rather that of the year before.
        Direction::Unknown => nearest(&|days| days <= 120),
    }
}

/// A named day of a year, or the nearest on the side that the clause looks to.
fn named_value(anchor: Anchor, day: NamedDay, year: Option<i16>) -> Option<Value> {
    let days = |year: i16| day.in_year(year).into_iter();
    let (first, last) = if let Some(year) = year {
        days(year).next()?
    } else {
        let published = anchor.published?;
        let year = published.year();
        let distance = |date: Date| (date - published).get_days();
        let fits = |&(first, last): &(Date, Date)| match anchor.direction {
            Direction::Past => distance(first) <= 0,
            Direction::Future => distance(last) >= 0,
            Direction::Unknown => true,
        };
        (year - 1..=year + 1)
            .flat_map(days)
            .filter(fits)
            .min_by_key(|&(first, last)| distance(first).abs().min(distance(last).abs()))?
    };
    Some(if first == last {
        Value::day(first)
    } else {
        Value::interval(first, last)
    })
}

/// The day with a number: of the month so many from publication, else the nearest on the side that the clause looks to.
fn day_of_month(anchor: Anchor, day: i8, shift: Option<i32>) -> Option<Date> {
    let published = anchor.published?;
    let month = |shift: i32| published.first_of_month().checked_add(shift.months()).ok();
    let given = |shift: i32| {
        let month = month(shift)?;
        Date::new(month.year(), month.month(), day).ok()
    };
    if let Some(shift) = shift {
        return given(shift);
    }
    let distance = |date: Date| (date - published).get_days();
    let fits = |date: &Date| match anchor.direction {
        Direction::Past => distance(*date) <= 0,
        Direction::Future => distance(*date) >= 0,
        Direction::Unknown => true,
    };
    // Two months either way: not every month has 31 days.
    (-2..=2)
        .filter_map(given)
        .filter(fits)
        .min_by_key(|&date| distance(date).abs())
}

fn weekday_value(anchor: Anchor, weekday: i8, shift: Option<i32>) -> Value {
    let Some(published) = anchor.published else {
        return Value::date(format!("XXXX-WXX-{weekday}"));
    };
    let today = published.weekday().to_monday_one_offset();
    let ahead = i32::from(weekday - today).rem_euclid(7);
    let offset = match (shift, anchor.direction) {
        // “this Friday” is that of the week.
        (Some(0), _) => i32::from(weekday - today),
        (Some(shift), _) if shift > 0 => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (Some(_), _) => {
            if ahead == 0 {
                -7
            } else {
                ahead - 7
            }
        }
        (None, _) if ahead == 0 => 0,
        (None, Direction::Future) => ahead,
        (None, _) => ahead - 7,
    };
    match published.checked_add(offset.days()) {
        Ok(day) => Value::day(day),
        Err(_) => Value::date(format!("XXXX-WXX-{weekday}")),
    }
}

fn iso_week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn quarter_of(day: Date) -> (i16, i8) {
    (day.year(), (day.month() - 1) / 3 + 1)
}

fn unit_value(published: Date, unit: Unit, shift: i32) -> Option<Value> {
    let moved = |span: Span| published.checked_add(span).ok();
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => Value::day(moved(shift.days())?),
        Unit::Week => Value::date(iso_week(moved(shift.weeks())?)),
        Unit::Month => {
            let day = published.first_of_month().checked_add(shift.months()).ok()?;
            Value::date(format!("{:04}-{:02}", day.year(), day.month()))
        }
        Unit::Quarter => {
            let (year, quarter) = quarter_of(
                published
                    .first_of_month()
                    .checked_add((shift * 3).months())
                    .ok()?,
            );
            Value::quarter(year, quarter)
        }
        Unit::Year => Value::date(format!("{:04}", published.year() + shift as i16)),
    })
}

fn quarter_value(
    anchor: Anchor,
    quarter: Option<u32>,
    year: Option<i16>,
    year_shift: Option<i32>,
) -> Option<Value> {
    let beside = year_shift.unwrap_or(0) as i16;
    let Some(quarter) = quarter else {
        // “the quarter” is the one the report is about, else the last that is over.
        let told = anchor.told.quarter.or_else(|| {
            let before = anchor.published?.checked_sub(3.months()).ok()?;
            Some(quarter_of(before))
        });
        let (told_year, quarter) = told?;
        return Some(Value::quarter(year.unwrap_or(told_year + beside), quarter));
    };
    let quarter = quarter as i8;
    let given = year.or_else(|| Some(anchor.published?.year() + beside))?;
    // A quarter that has not begun yet is that of the year before, unless the clause looks ahead.
    let early = anchor
        .published
        .is_some_and(|published| published.year() == given && quarter_of(published).1 < quarter);
    let back = early && year.is_none() && year_shift.is_none() && anchor.direction != Direction::Future;
    Some(Value::quarter(given - i16::from(back), quarter))
}

/// The first month of a season on the northern half of the earth.
fn season_start(season: &str) -> i8 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

fn season_value(anchor: Anchor, season: &str, year: Option<i16>, shift: Option<i32>) -> Option<Value> {
    let year = match (year, shift) {
        (Some(year), _) => year,
        (None, Some(0)) => anchor.published?.year(),
        (None, Some(shift)) if shift > 0 => {
            let published = anchor.published?;
            published.year() + i16::from(season_start(season) <= published.month())
        }
        (None, _) => {
            let published = anchor.published?;
            let over = published.month() > season_start(season) + 2;
            published.year() - i16::from(!over && shift.is_some())
        }
    };
    Some(Value::date(format!("{year:04}-{season}")))
}

fn weekend_value(anchor: Anchor, shift: Option<i32>) -> Option<Value> {
    let published = anchor.published?;
    let at_weekend = matches!(published.weekday(), Weekday::Saturday | Weekday::Sunday);
    let weeks = match (shift, anchor.direction) {
        (Some(0), _) => 0,
        (Some(shift), _) => shift,
        (None, Direction::Future) => 0,
        (None, _) => -i32::from(!at_weekend),
    };
    let week = published.checked_add(weeks.weeks()).ok()?;
    Some(Value::date(format!("{}-WE", iso_week(week))))
}

fn away(from: Date, unit: Unit, count: Option<u32>, sign: i32) -> Option<Value> {
    // Hours away from a time that is not told: the day.
    if unit <= Unit::Hour {
        return Some(Value::day(from));
    }
    let Some(count) = count else {
        let text = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Value {
            text: text.to_owned(),
            kind: TimeKind::Reference,
            day: None,
            quarter: None,
        });
    };
    let count = i32::try_from(count).ok()?.checked_mul(sign)?;
    let moved = |span: Result<Span, jiff::Error>| span.ok().and_then(|span| from.checked_add(span).ok());
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => Value::day(moved(Span::new().try_days(count))?),
        Unit::Week => Value::day(moved(Span::new().try_weeks(count))?),
        Unit::Month | Unit::Quarter => {
            let months = if unit == Unit::Quarter {
                count.checked_mul(3)?
            } else {
                count
            };
            let day = moved(Span::new().try_months(months))?;
            Value::date(format!("{:04}-{:02}", day.year(), day.month()))
        }
        Unit::Year => {
            let year = i32::from(from.year()).checked_add(count)?;
            // Decades are counted in years; ten years ago is a year, four decades ago a decade.
            Value::date(format!("{year:04}"))
        }
    })
}

fn duration(unit: Unit, least: Option<u32>, most: Option<u32>) -> Value {
    let one = |count: Option<u32>| {
        let (time, letter) = unit.code().split_at(usize::from(unit <= Unit::Hour));
        let count = count.map_or_else(|| "X".to_owned(), |count| count.to_string());
        format!("P{time}{count}{letter}")
    };
    let text = if least == most {
        one(least)
    } else {
        format!("{}/{}", one(least), one(most))
    };
    Value {
        text,
        kind: TimeKind::Duration,
        day: None,
        quarter: None,
    }
}
