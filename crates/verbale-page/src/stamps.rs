//! Values and lines that are a day and nothing else: those of metadata, and printed ones such as “Published: 10 March”.

use std::ops::Range;

use jiff::civil::Date;

use crate::dates::{DateMention, Piece, YEARS, find_dates, is_date_word, pieces};
use crate::words::WORDS;

/// The day of a value in metadata: an ISO date with or without a time, or words with a year. The day is the one
/// written: a page is dated where it was written, not in Greenwich.
pub(crate) fn metadata_date(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.len() > 200 {
        return None;
    }
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    // "20220310T1840" and "20220310".
    if digits == 8
        && value
            .as_bytes()
            .get(8)
            .is_none_or(|next| matches!(next, b'T' | b' ' | b't'))
    {
        let number = |range: Range<usize>| value.get(range)?.parse::<i16>().ok();
        let (month, day) = (
            i8::try_from(number(4..6)?).ok()?,
            i8::try_from(number(6..8)?).ok()?,
        );
        return Date::new(number(0..4).filter(|year| YEARS.contains(year))?, month, day).ok();
    }
    let found = find_dates(value);
    if let Some(date) = found.iter().find_map(DateMention::date) {
        return Some(date);
    }
    american_date(value)
}

/// "3/10/2022" in metadata: the order that American programs write, where nothing tells the other one.
fn american_date(value: &str) -> Option<Date> {
    let mut parts = value.split([' ', ',']).next()?.split('/');
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    let year = parts.next()?;
    let year = (year.len() == 4).then(|| year.parse().ok())??;
    Date::new(year, month, day)
        .ok()
        .filter(|_| YEARS.contains(&year) && parts.next().is_none())
}

/// The day on a line that holds nothing but a day, a time and words such as "Published".
pub(crate) fn stamp(line: &str) -> Option<DateMention> {
    const LONGEST: usize = 120;
    if line.len() > LONGEST {
        return None;
    }
    let mention = find_dates(line).into_iter().next()?;
    let covered = |range: &Range<usize>| range.start >= mention.range.start && range.end <= mention.range.end;
    let extra = pieces(line).into_iter().any(|(range, piece)| match piece {
        Piece::Word(word) => {
            !covered(&range)
                && !WORDS.stamp.iter().any(|known| known.eq_ignore_ascii_case(word))
                && !is_date_word(word)
        }
        _ => false,
    });
    (!extra).then_some(mention)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn metadata_gives_the_day_written() {
        assert_eq!(
            metadata_date("2031-03-10T23:30:00-05:00"),
            Some(date(2031, 3, 10))
        );
        assert_eq!(metadata_date("20310310T2330"), Some(date(2031, 3, 10)));
        assert_eq!(
            metadata_date("Mon, 10 Mar 2031 08:00:00 GMT"),
            Some(date(2031, 3, 10))
        );
        assert_eq!(metadata_date("3/10/2031"), Some(date(2031, 3, 10)));
        assert_eq!(metadata_date("0001-01-01T00:00:00"), None);
        assert_eq!(metadata_date("soon"), None);
    }

    #[test]
    fn stamps_hold_nothing_but_the_day() {
        assert!(stamp("Published: Mar 10, 2031 6:40 pm GMT").is_some());
        assert!(stamp("10 March 2031").is_some());
        assert!(stamp("On March 10 they met").is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[A-Za-z0-9 ,.()/é–-]{0,80}") {
            let _ = (metadata_date(&text), stamp(&text));
        }
    }
}
