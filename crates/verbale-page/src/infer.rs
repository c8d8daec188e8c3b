//! The day of publication where nothing states it: a weekday with a day and a month leaves one year in five or six,
//! and the holders of the offices that the text names leave few of those.

use jiff::civil::Date;

use crate::dates::{DateMention, YEARS, find_dates};

/// Knows who held which office when. The lexicon does; this crate only asks.
///
/// For a text, an implementation looks for people named with an office ("Foreign Minister Jane Doe") and gives, for
/// every year that it has anything to say of, how well the year agrees with them: 1 if all those found held that
/// office in some part of the year, 0 if none did. Years it knows nothing of are left out; a text that names no
/// known holder gives nothing at all.
pub trait OfficeEvidence {
    /// The years in which the office holders named in `text` fit, each with its plausibility from 0 to 1.
    fn years_supported(&self, text: &str) -> Vec<(i16, f32)>;
}

/// How well the offices must agree with a year.
const LEAST: f32 = 0.6;
/// How much better the year must be than any other that the weekday allows.
const MARGIN: f32 = 0.1;
/// How far into a text the day of the news may stand, in bytes: headline and first paragraphs. Later ones tell the
/// background.
const LEDE: usize = 1_500;
/// How far into a text other days are looked for, which must agree with that one.
const WINDOW: usize = 20_000;

/// The day that the report was published, as far as `article` (title and body, no furniture) shows it.
///
/// A report's first weekday with a day and a month is the day of its news. `known` is a day without a year that is
/// surer than that one: the dateline's. When several years remain, or nobody knows the offices, there is no answer.
pub(crate) fn infer(
    article: &str,
    known: Option<&DateMention>,
    offices: Option<&dyn OfficeEvidence>,
) -> Option<Date> {
    let mut end = article.len().min(WINDOW);
    while !article.is_char_boundary(end) {
        end -= 1;
    }
    // A report leaves the year out of its own day; a day with its year is background, or a picture's caption.
    let mentions: Vec<DateMention> = find_dates(&article[..end])
        .into_iter()
        .filter(|mention| mention.weekday.is_some() && mention.year.is_none())
        .collect();
    let day = known.or(mentions.first().filter(|mention| mention.range.start < LEDE))?;
    let fitting: Vec<Date> = YEARS
        .filter_map(|year| day.in_year(year))
        .filter(|date| agrees(*date, &mentions))
        .collect();
    let support = offices?.years_supported(article);
    let plausibility = |date: &Date| {
        support
            .iter()
            .filter(|(year, _)| *year == date.year())
            .map(|(_, value)| *value)
            .fold(0.0, f32::max)
    };
    let mut ranked: Vec<(f32, Date)> = fitting.iter().map(|date| (plausibility(date), *date)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, date) = *ranked.first()?;
    let next = ranked.get(1).map_or(0.0, |(value, _)| *value);
    (best >= LEAST && best - next >= MARGIN).then_some(date)
}

/// Whether every other weekday of the text can fall on its day within a year of this date.
fn agrees(date: Date, mentions: &[DateMention]) -> bool {
    mentions.iter().all(|mention| {
        [0, -1, 1]
            .into_iter()
            .any(|away| mention.in_year(date.year() + away).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    struct Terms(Vec<(i16, f32)>);

    impl OfficeEvidence for Terms {
        fn years_supported(&self, _: &str) -> Vec<(i16, f32)> {
            self.0.clone()
        }
    }

    const TEXT: &str =
        "The ministers met on Thursday (Mar 10) by the sea. They will meet on Friday (Mar 18) again.";

    #[test]
    fn weekday_and_offices_leave_one_year() {
        let terms = Terms((2019..=2024).map(|year| (year, 1.0)).collect());
        assert_eq!(infer(TEXT, None, Some(&terms)), Some(date(2022, 3, 10)));
    }

    #[test]
    fn several_years_or_no_evidence_give_no_date() {
        let terms = Terms((2014..=2024).map(|year| (year, 0.9)).collect());
        assert_eq!(infer(TEXT, None, Some(&terms)), None);
        let terms = Terms(vec![(2022, 0.3)]);
        assert_eq!(infer(TEXT, None, Some(&terms)), None);
        assert_eq!(infer(TEXT, None, None), None);
        let terms = Terms(vec![(2022, 1.0)]);
        assert_eq!(infer("They met on March 10.", None, Some(&terms)), None);
    }

    #[test]
    fn a_day_with_its_year_is_background() {
        let terms = Terms(vec![(2022, 1.0)]);
        assert_eq!(
            infer("They met on Thursday, March 10, 2022.", None, Some(&terms)),
            None
        );
    }

    #[test]
    fn weekdays_that_contradict_each_other_give_no_date() {
        let terms = Terms(
            (1990..=2040)
                .map(|year| (year, if year == 2022 { 1.0 } else { 0.2 }))
                .collect(),
        );
        assert_eq!(
            infer(
                "On Thursday (Mar 10) and Friday (Mar 9) they met.",
                None,
                Some(&terms)
            ),
            None
        );
    }
}
