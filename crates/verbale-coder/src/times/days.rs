//! Days with names: those that fall on the same day every year, and feasts that do not.

use jiff::civil::Date;

/// Feasts by year, from `data/times/moveable.py`.
const MOVEABLE: &str = include_str!("../../../../data/times/moveable.tsv");

/// How the date of a named day is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NamedDay {
    /// The same month and day every year.
    Fixed(i8, i8),
    /// So many days after Western Easter.
    Easter(i32),
    /// In a column of the table of moveable feasts.
    Feast(usize),
}

impl NamedDay {
    /// The day that a rule of `days.tsv` describes: `MM-DD`, `easter+N`, `feast:NAME`.
    pub(super) fn of_rule(rule: &str) -> Option<Self> {
        if let Some(after) = rule.strip_prefix("easter") {
            return after.parse().ok().map(Self::Easter);
        }
        if let Some(feast) = rule.strip_prefix("feast:") {
            let heading = table().next()?;
            return heading
                .split('\t')
                .position(|name| name == feast)
                .map(Self::Feast);
        }
        let (month, day) = rule.split_once('-')?;
        Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?))
    }

    /// Its first and last day in a year; lunar feasts may fall twice in one, and no table goes on for ever.
    pub(super) fn in_year(self, year: i16) -> Vec<(Date, Date)> {
        let day = match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(after) => {
                easter(year).and_then(|easter| easter.checked_add(jiff::Span::new().days(after)).ok())
            }
            Self::Feast(column) => return feast(column, year),
        };
        day.map(|day| (day, day)).into_iter().collect()
    }
}

/// The lines of the table of feasts, with its heading.
fn table() -> impl Iterator<Item = &'static str> {
    MOVEABLE.lines().filter(|line| !line.starts_with('#'))
}

/// The days of a feast in a year: none outside the years of the table.
fn feast(column: usize, year: i16) -> Vec<(Date, Date)> {
    let year_cell = year.to_string();
    let cell = table()
        .map(|line| line.split('\t'))
        .find_map(|mut cells| (cells.next() == Some(&year_cell)).then(|| cells.nth(column - 1)));
    let cell = cell.flatten().unwrap_or("");
    cell.split('|').filter_map(|days| days_of(days, year)).collect()
}

/// “03-11” or “03-11/04-09”; the last day has its year where it is the next one.
fn days_of(days: &str, year: i16) -> Option<(Date, Date)> {
    let date = |written: &str| -> Option<Date> {
        match written.len() {
            5 => format!("{year:04}-{written}").parse().ok(),
            _ => written.parse().ok(),
        }
    };
    let (first, last) = days.split_once('/').unwrap_or((days, days));
    Some((date(first)?, date(last)?))
}

/// Easter Sunday of the Gregorian calendar (the “anonymous” algorithm of 1876, also Meeus, Astronomical Algorithms).
#[expect(clippy::many_single_char_names, reason = "the formula's own names")]
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_is_where_the_almanac_has_it() {
        for (year, month, day) in [(1998, 4, 12), (2016, 3, 27), (2022, 4, 17), (2024, 3, 31)] {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }

    #[test]
    fn every_cell_of_the_table_is_a_day_of_its_year() {
        let columns = table().next().map_or(0, |heading| heading.split('\t').count());
        for line in table().skip(1) {
            let year: i16 = line[..4].parse().expect("a year");
            let cells: Vec<&str> = line.split('\t').skip(1).collect();
            assert_eq!(cells.len(), columns - 1, "{year}");
            for (cell, written) in cells.iter().enumerate() {
                let days = feast(cell + 1, year);
                assert_eq!(days.len(), written.split('|').count(), "{year}: {written}");
                assert!(
                    days.iter()
                        .all(|(first, last)| first.year() == year && first <= last)
                );
            }
        }
    }

    #[test]
    fn feasts_are_where_the_almanac_has_them() {
        let feasts = [
            ("ramadan", 2024, date(2024, 3, 11), date(2024, 4, 9)),
            ("eid al-adha", 2024, date(2024, 6, 16), date(2024, 6, 16)),
            ("yom kippur", 2023, date(2023, 9, 25), date(2023, 9, 25)),
            ("orthodox easter", 2022, date(2022, 4, 24), date(2022, 4, 24)),
            ("lunar new year", 2024, date(2024, 2, 10), date(2024, 2, 10)),
        ];
        for (name, year, first, last) in feasts {
            let day = NamedDay::of_rule(&format!("feast:{name}")).expect("a feast");
            assert_eq!(day.in_year(year), [(first, last)], "{name} {year}");
        }
    }
}
