//! Days as texts write them: "Thursday (Mar 10)", "10 March 2022", "2022-03-10T18:40:00Z".

use std::ops::Range;

use jiff::civil::{Date, Weekday};

/// A day as far as the text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Bytes of the words, the weekday with them.
    pub range: Range<usize>,
    /// Day of the week, where it is named.
    pub weekday: Option<Weekday>,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month, 1 to 31.
    pub day: i8,
    /// Year, where it is named.
    pub year: Option<i16>,
}

impl DateMention {
    /// The day, where the year is named and the weekday does not contradict it.
    pub fn date(&self) -> Option<Date> {
        self.in_year(self.year?)
    }

    /// The day in that year, unless it does not exist or falls on another weekday than the one named.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        let date = Date::new(year, self.month, self.day).ok()?;
        self.weekday
            .is_none_or(|weekday| weekday == date.weekday())
            .then_some(date)
    }
}

/// Years that a report can be of; anything else is a number that is no year.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// A month's name or its abbreviation, as a number. Names are capitalised: "march 10 miles" is no date.
fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| is_short_for(word, name))?;
    i8::try_from(at + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| is_short_for(word, name))
        .map(|(_, weekday)| *weekday)
}

/// Whether the word is the name or its first three to five letters, capitalised.
fn is_short_for(word: &str, name: &str) -> bool {
    let long_enough = word.len() >= 3 && (word.len() <= 5 || word.len() == name.len());
    long_enough
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && name
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// A piece of a text: a run of letters, a run of digits, or one other sign. White space is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Piece<'t> {
    Word(&'t str),
    /// A number, how many digits it is written with, and whether "st", "nd", "rd", "th" follow.
    Number(i32, usize),
    Sign(char),
}

pub(crate) fn pieces(text: &str) -> Vec<(Range<usize>, Piece<'_>)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let start = text.len() - rest.len();
        let length = |test: fn(char) -> bool| rest.find(|c| !test(c)).unwrap_or(rest.len());
        let (size, piece) = if c.is_alphabetic() {
            let size = length(char::is_alphabetic);
            (size, Some(Piece::Word(&rest[..size])))
        } else if c.is_ascii_digit() {
            let size = length(|c| c.is_ascii_digit());
            let number = rest[..size].parse().unwrap_or(i32::MAX);
            let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| {
                rest[size..].starts_with(end) && !rest[size + 2..].starts_with(char::is_alphanumeric)
            });
            (
                size + if ordinal { 2 } else { 0 },
                Some(Piece::Number(number, size)),
            )
        } else {
            (c.len_utf8(), (!c.is_whitespace()).then_some(Piece::Sign(c)))
        };
        pieces.extend(piece.map(|piece| (start..start + size, piece)));
        rest = &rest[size..];
    }
    pieces
}

/// Every day of a month that the text names, in order.
pub fn find_dates(text: &str) -> Vec<DateMention> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let pieces = pieces(text);
    let mut found: Vec<DateMention> = Vec::new();
    // Where the latest day ended before the weekday after it was read.
    let mut day_end = 0;
    let mut at = 0;
    while at < pieces.len() {
        let after = Reader { pieces: &pieces, at };
        let Some((mut mention, next)) = after.day() else {
            at += 1;
            continue;
        };
        mention.range = pieces[at].0.start..pieces[next - 1].0.end;
        // The weekday stands before ("Thursday, March 10", "Thursday (Mar 10)") or after ("March 10, a Thursday").
        if let Some((start, day)) = weekday_before(&pieces, at) {
            mention.weekday = Some(day);
            mention.range.start = start;
            // “March 10, 2022 Fri, 11 Mar 2022”: a weekday between two days is of the later one.
            if let Some(last) = found.last_mut().filter(|last| last.range.end > start) {
                last.range.end = day_end;
                last.weekday = None;
            }
        } else if let Some((end, day)) = weekday_after(&pieces, next) {
            mention.weekday = Some(day);
            mention.range.end = end;
        }
        if let Some(end) = closing_bracket(&pieces, &mention.range) {
            mention.range.end = end;
        }
        day_end = pieces[next - 1].0.end;
        found.push(mention);
        at = next;
    }
    found
}

fn weekday_before(pieces: &[(Range<usize>, Piece<'_>)], at: usize) -> Option<(usize, Weekday)> {
    let mut before = pieces[..at].iter().rev().take(3);
    loop {
        match before.next()? {
            (range, Piece::Word(word)) => {
                if let Some(day) = weekday(word) {
                    return Some((range.start, day));
                }
                if !word.eq_ignore_ascii_case("the") {
                    return None;
                }
            }
            (_, Piece::Sign(',' | '(' | '.')) => {}
            _ => return None,
        }
    }
}

fn weekday_after(pieces: &[(Range<usize>, Piece<'_>)], next: usize) -> Option<(usize, Weekday)> {
    for (range, piece) in pieces.get(next..)?.iter().take(3) {
        match piece {
            Piece::Word(word) => {
                if let Some(day) = weekday(word) {
                    return Some((range.end, day));
                }
                if *word != "a" {
                    return None;
                }
            }
            Piece::Sign(',' | '(') => {}
            _ => return None,
        }
    }
    None
}

/// The bracket that closes one opened inside the mention.
fn closing_bracket(pieces: &[(Range<usize>, Piece<'_>)], inside: &Range<usize>) -> Option<usize> {
    let first = pieces.partition_point(|(range, _)| range.start < inside.start);
    let next = pieces.partition_point(|(range, _)| range.start < inside.end);
    let open = pieces[first..next]
        .iter()
        .any(|(_, piece)| *piece == Piece::Sign('('));
    match pieces.get(next) {
        Some((range, Piece::Sign(')'))) if open => Some(range.end),
        _ => None,
    }
}

/// Reads a date from a place in the pieces on.
#[derive(Clone, Copy)]
struct Reader<'p, 't> {
    pieces: &'p [(Range<usize>, Piece<'t>)],
    at: usize,
}

impl Reader<'_, '_> {
    fn piece(&self, offset: usize) -> Option<&Piece<'_>> {
        self.pieces.get(self.at + offset).map(|(_, piece)| piece)
    }

    /// A date that begins here, and the index of the piece after it.
    fn day(&self) -> Option<(DateMention, usize)> {
        self.month_first()
            .or_else(|| self.year_first())
            .or_else(|| self.day_first())
            .or_else(|| self.numbers())
    }

    /// "March 10", "Mar. 10th, 2022".
    fn month_first(&self) -> Option<(DateMention, usize)> {
        let Piece::Word(word) = self.piece(0)? else {
            return None;
        };
        let month = month(word)?;
        let dot = usize::from(self.piece(1) == Some(&Piece::Sign('.')));
        let day = self.day_number(1 + dot)?;
        let (year, next) = self.year_from(2 + dot);
        Some((mention(year, month, day), self.at + next))
    }

    /// "2022 March 10", "2022 Mar 10", as journals date.
    fn year_first(&self) -> Option<(DateMention, usize)> {
        let Piece::Number(number, digits) = *self.piece(0)? else {
            return None;
        };
        let year = year_number(number, digits)?;
        let after = Self {
            at: self.at + 1,
            ..*self
        };
        let (found, next) = after.month_first()?;
        found
            .year
            .is_none()
            .then(|| (mention(Some(year), found.month, found.day), next))
    }

    /// "10 March", "10th of March 2022".
    fn day_first(&self) -> Option<(DateMention, usize)> {
        let day = self.day_number(0)?;
        let of = usize::from(matches!(
            self.piece(1),
            Some(Piece::Word("of") | Piece::Sign('-' | '/' | '.'))
        ));
        let Piece::Word(word) = self.piece(1 + of)? else {
            return None;
        };
        let month = month(word)?;
        let dot = usize::from(matches!(self.piece(2 + of), Some(Piece::Sign('.' | '-' | '/'))));
        let (year, next) = self.year_from(2 + of + dot);
        let next = if year.is_none() { 2 + of } else { next };
        Some((mention(year, month, day), self.at + next))
    }

    /// "2022-03-10", "2022/03/10", and "23/03/2022" where only one order is possible.
    fn numbers(&self) -> Option<(DateMention, usize)> {
        let (Piece::Number(a, wide_a), Piece::Number(b, _), Piece::Number(c, wide_c)) =
            (*self.piece(0)?, *self.piece(2)?, *self.piece(4)?)
        else {
            return None;
        };
        let (Piece::Sign(one @ ('-' | '/' | '.')), Piece::Sign(two)) = (self.piece(1)?, self.piece(3)?)
        else {
            return None;
        };
        if one != two {
            return None;
        }
        let (year, month, day) = match (wide_a, wide_c) {
            (4, 1 | 2) => (a, b, c),
            (1 | 2, 4) if a > 12 || a == b => (c, b, a),
            (1 | 2, 4) if b > 12 => (c, a, b),
            _ => return None,
        };
        let year = year_number(year, 4)?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok()?;
        Some((mention(Some(year), month, day), self.at + 5))
    }

    fn day_number(&self, offset: usize) -> Option<i8> {
        match self.piece(offset)? {
            Piece::Number(number, 1 | 2) if (1..=31).contains(number) => {
                // "March 10-12" names days; "March 10:30" and "March 10.5" do not; nor does "May 10,000".
                let next = (self.piece(offset + 1), self.piece(offset + 2));
                let joined = matches!(next, (Some(Piece::Sign(':' | '%')), _))
                    || matches!(next, (Some(Piece::Sign(',')), Some(Piece::Number(0..=999, 3))));
                (!joined).then(|| i8::try_from(*number).ok())?
            }
            _ => None,
        }
    }

    /// The year at `offset`, after a comma or not, and the offset after it.
    fn year_from(&self, offset: usize) -> (Option<i16>, usize) {
        let comma = usize::from(self.piece(offset) == Some(&Piece::Sign(',')));
        match self.piece(offset + comma) {
            Some(Piece::Number(number, digits)) => match year_number(*number, *digits) {
                Some(year) => (Some(year), offset + comma + 1),
                None => (None, offset),
            },
            _ => (None, offset),
        }
    }
}

fn year_number(number: i32, digits: usize) -> Option<i16> {
    let year = i16::try_from(number).ok()?;
    (digits == 4 && YEARS.contains(&year)).then_some(year)
}

fn mention(year: Option<i16>, month: i8, day: i8) -> DateMention {
    DateMention {
        range: 0..0,
        weekday: None,
        month,
        day,
        year,
    }
}

pub(crate) fn is_date_word(word: &str) -> bool {
    month(word).is_some() || weekday(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn one(text: &str) -> (String, Option<Weekday>, i8, i8, Option<i16>) {
        let found = find_dates(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let it = &found[0];
        (
            text[it.range.clone()].to_owned(),
            it.weekday,
            it.month,
            it.day,
            it.year,
        )
    }

    #[test]
    fn days_are_read_in_the_ways_of_news() {
        let thursday = Some(Weekday::Thursday);
        assert_eq!(
            one("They met on Thursday (Mar 10) in town."),
            ("Thursday (Mar 10)".into(), thursday, 3, 10, None)
        );
        assert_eq!(
            one("on Thursday, March 10, the"),
            ("Thursday, March 10".into(), thursday, 3, 10, None)
        );
        assert_eq!(
            one("until 1st of Sept. 2031, he"),
            ("1st of Sept. 2031".into(), None, 9, 1, Some(2031))
        );
        assert_eq!(
            one("since Feb.14 2026 they"),
            ("Feb.14 2026".into(), None, 2, 14, Some(2026))
        );
        assert_eq!(one("of June 3, 2030 (Monday)").1, Some(Weekday::Monday));
        assert_eq!(one("2031-05-06T07:08:09+02:00").4, Some(2031));
        assert_eq!(one("23/04/2031").2, 4);
    }

    #[test]
    fn numbers_and_verbs_are_no_days() {
        for text in [
            "They may 10 times refuse",
            "march 10 miles",
            "March 2022",
            "May 10,000 people come",
            "04/05/2031",
            "1.2.3",
        ] {
            assert_eq!(find_dates(text), [], "{text}");
        }
    }

    #[test]
    fn a_weekday_rules_years_out() {
        let mention = &find_dates("Thursday (Mar 10)")[0];
        let years: Vec<i16> = (2010..2030)
            .filter(|year| mention.in_year(*year).is_some())
            .collect();
        assert_eq!(years, [2011, 2016, 2022]);
    }

    #[test]
    fn a_weekday_between_two_days_is_of_the_later_one() {
        let text = "Last changed March 10, 2031 Fri, 14 Mar 2031 08:00";
        let found = find_dates(text);
        let days: Vec<_> = found
            .iter()
            .map(|it| (&text[it.range.clone()], it.date()))
            .collect();
        let expected = [
            ("March 10, 2031", Some(date(2031, 3, 10))),
            ("Fri, 14 Mar 2031", Some(date(2031, 3, 14))),
        ];
        assert_eq!(days, expected);
    }

    proptest! {
        #[test]
        fn days_do_not_overlap(words in proptest::collection::vec("(Mon|Friday|the|a|March|Sept\\.|10|3rd|2031|,|\\(|\\)|of|-|/)", 0..14)) {
            let mut at = 0;
            for mention in find_dates(&words.join(" ")) {
                prop_assert!(at <= mention.range.start && mention.range.start < mention.range.end);
                at = mention.range.end;
            }
        }

        #[test]
        fn any_text_is_read(text in "[A-Za-z0-9 ,.()/é–-]{0,80}") {
            for mention in find_dates(&text) {
                prop_assert!(text.get(mention.range.clone()).is_some());
                let _ = mention.date();
            }
            let _ = find_dates(&text);
        }
    }
}
