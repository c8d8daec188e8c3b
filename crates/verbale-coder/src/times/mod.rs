//! Times: expressions of time and their ISO 8601 values.
//!
//! [`lexemes`] reads the characters, [`grammar`] says what a run of them means, [`resolve`] puts the meaning on the
//! calendar, counted from the day of publication and the day told last, on the side that the clause's verb looks to.

mod days;
mod grammar;
mod lexemes;
mod resolve;
mod value;
mod words;

use crate::draft::{Context, TimeExpression};
use crate::knowledge::Knowledge;
use grammar::{Grammar, Reading};
use resolve::{Anchor, Direction};
use value::{Told, Value};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};
use words::{List, Words};

/// All expressions of time, in order.
pub fn find(context: &Context<'_>, _knowledge: &Knowledge) -> Vec<TimeExpression> {
    let words = Words::builtin();
    let analysis = context.analysis;
    let mut found = Vec::new();
    let mut told = Told::default();
    let mut lexemes = Vec::new();
    for sentence in analysis.sentences() {
        let range = analysis.bytes(sentence.first.0..sentence.end.0);
        lexemes::read(analysis.text(), range, words, &mut lexemes);
        let grammar = Grammar {
            lexemes: &lexemes,
            words,
        };
        let mut at = 0;
        while at < lexemes.len() {
            let Some(reading) = grammar.read(at) else {
                at += 1;
                continue;
            };
            at = reading.end;
            let bytes = lexemes[reading.start].bytes.start..lexemes[reading.end - 1].bytes.end;
            let Some((expression, value)) = expression(context, &reading, bytes, told) else {
                continue;
            };
            told = told.after(&value);
            found.push(expression);
        }
    }
    found
}

fn expression(
    context: &Context<'_>,
    reading: &Reading,
    bytes: std::ops::Range<usize>,
    told: Told,
) -> Option<(TimeExpression, Value)> {
    let first = context.analysis.token_at(bytes.start)?;
    let last = context.analysis.token_at(bytes.end - 1)?;
    let direction = direction(context.analysis, Words::builtin(), first);
    let value = resolve::value(
        &reading.meaning,
        Anchor {
            published: context.published,
            told,
            direction,
        },
    )?;
    let because = format!("time: {} → {}", reading.rule, value.text);
    let expression = TimeExpression {
        value: value.text.clone(),
        kind: value.kind,
        tokens: first.0..last.0 + 1,
        bytes: bytes.into(),
        because,
    };
    Some((expression, value))
}

/// Where the clause of a token looks: its nearest verb with a tense, an auxiliary or a plan tells.
fn direction(analysis: &Analysis, words: &Words, token: TokenId) -> Direction {
    let verbs = std::iter::once(token).chain(analysis.ancestors(token));
    for verb in verbs.filter(|&verb| matches!(analysis.token(verb).upos, Upos::Verb | Upos::Aux | Upos::Adj))
    {
        let auxiliaries = analysis.children(verb).iter().copied().filter(|&child| {
            matches!(
                analysis.token(child).deprel,
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop
            )
        });
        let features = analysis.token(verb).features;
        let mut past = features.has("Tense=Past") && features.has("VerbForm=Fin");
        for auxiliary in auxiliaries {
            match analysis.lemma(auxiliary) {
                "will" | "shall" | "’ll" | "'ll" => return Direction::Future,
                _ => {
                    past |= analysis.token(auxiliary).features.has("Tense=Past")
                        || analysis.lemma(auxiliary) == "have";
                }
            }
        }
        if past {
            return Direction::Past;
        }
        let scheduled = features.has("Tense=Pres")
            && features.has("VerbForm=Fin")
            && words.lists(List::Scheduled, analysis.lemma(verb));
        if scheduled || words.lists(List::LookingAhead, analysis.lemma(verb)) {
            return Direction::Future;
        }
    }
    Direction::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};

    /// The values that the grammar reads in a sentence in which every clause looks to `direction`.
    fn values(text: &str, published: Date, direction: Direction) -> Vec<(String, String)> {
        let words = Words::builtin();
        let mut lexemes = Vec::new();
        lexemes::read(text, 0..text.len(), words, &mut lexemes);
        let grammar = Grammar {
            lexemes: &lexemes,
            words,
        };
        let (mut found, mut at, mut told) = (Vec::new(), 0, Told::default());
        while at < lexemes.len() {
            let Some(reading) = grammar.read(at) else {
                at += 1;
                continue;
            };
            at = reading.end;
            let bytes = lexemes[reading.start].bytes.start..lexemes[reading.end - 1].bytes.end;
            let anchor = Anchor {
                published: Some(published),
                told,
                direction,
            };
            if let Some(value) = resolve::value(&reading.meaning, anchor) {
                told = told.after(&value);
                found.push((text[bytes].to_owned(), value.text));
            }
        }
        found
    }

    /// A table of expressions as they stand in the news, read on Wednesday 18 May 2016 in the past tense.
    #[test]
    fn expressions_of_the_news_have_their_values() {
        let table = [
            ("They met on Monday.", "Monday", "2016-05-16"),
            ("They met on Wednesday.", "Wednesday", "2016-05-18"),
            ("They met late on Thursday.", "late on Thursday", "2016-05-12"),
            (
                "They met on Thursday (May 12).",
                "Thursday (May 12)",
                "2016-05-12",
            ),
            ("They left yesterday.", "yesterday", "2016-05-17"),
            ("It began on Feb. 24, 2014.", "Feb. 24, 2014", "2014-02-24"),
            ("It began on 24 February.", "24 February", "2016-02-24"),
            ("It began on Nov. 26 , 2006 .", "Nov. 26 , 2006", "2006-11-26"),
            ("It began in December.", "December", "2015-12"),
            (
                "The truce of March last year failed.",
                "March last year",
                "2015-03",
            ),
            ("They met in March 2011.", "March 2011", "2011-03"),
            ("The 1994 ceasefire held.", "1994", "1994"),
            ("A 24-hour truce was agreed.", "24-hour", "PT24H"),
            ("The five-day pause ended.", "five-day", "P5D"),
            ("It took 7-10 days.", "7-10 days", "P7D/P10D"),
            ("They came three days ago.", "three days ago", "2016-05-15"),
            ("They came two years ago.", "two years ago", "2014"),
            ("They fled last week.", "last week", "2016-W19"),
            ("They fled last month.", "last month", "2016-04"),
            ("They fled last year.", "last year", "2015"),
            ("They fled last summer.", "last summer", "2015-SU"),
            ("They fought in the 1990s.", "1990s", "199"),
            ("They fought in the nineties.", "nineties", "199"),
            ("They fled over the weekend.", "the weekend", "2016-W19-WE"),
            ("They met on Christmas Eve.", "Christmas Eve", "2015-12-24"),
            ("They met on 2016-05-03.", "2016-05-03", "2016-05-03"),
            (
                "The shelling began this morning.",
                "this morning",
                "2016-05-18TMO",
            ),
            (
                "The shelling began at 5:30 p.m. on Tuesday.",
                "5:30 p.m. on Tuesday",
                "2016-05-17T17:30",
            ),
            ("He has now left.", "now", "PRESENT_REF"),
            ("It has grown in recent weeks.", "recent weeks", "PAST_REF"),
            ("They talked for a year.", "a year", "P1Y"),
            ("They met May 4-6 in Doha.", "May 4-6", "2016-05-04/2016-05-06"),
        ];
        for (text, words, value) in table {
            let found = values(text, date(2016, 5, 18), Direction::Past);
            assert_eq!(found, [(words.to_owned(), value.to_owned())], "{text}");
        }
    }

    /// More of them, read on the same day.
    #[test]
    fn centuries_seasons_feasts_and_halves_have_their_values() {
        let table = [
            ("The fort of the 11th century burned.", "the 11th century", "10"),
            ("They fled last fall.", "last fall", "2015-FA"),
            ("The fall of the city in 2014 was bloody.", "2014", "2014"),
            ("They came months ago.", "months ago", "PAST_REF"),
            (
                "They left the day before yesterday.",
                "the day before yesterday",
                "2016-05-16",
            ),
            ("They left on the 10th.", "the 10th", "2016-05-10"),
            ("They left on the 20th.", "the 20th", "2016-04-20"),
            (
                "They left on the 10th of last month.",
                "the 10th of last month",
                "2016-04-10",
            ),
            ("They met on Monday last week.", "Monday last week", "2016-05-09"),
            (
                "It fell at the end of the month.",
                "the end of the month",
                "2016-05",
            ),
            ("It fell at year's end.", "year's end", "2016"),
            ("It held two and a half years.", "two and a half years", "P30M"),
            ("It took an hour and a half.", "an hour and a half", "PT90M"),
            ("Half a century of war passed.", "Half a century", "P50Y"),
            ("It grew in Q1 2016.", "Q1 2016", "2016-Q1"),
            (
                "It fell in the early hours of Monday.",
                "the early hours of Monday",
                "2016-05-16TMO",
            ),
            ("It ended 12 hours after it began.", "12 hours", "PT12H"),
            (
                "It came at 10.30am on Monday.",
                "10.30am on Monday",
                "2016-05-16T10:30",
            ),
            (
                "It came at 9 p.m. Kyiv time.",
                "9 p.m. Kyiv time",
                "2016-05-18T21:00",
            ),
            (
                "A truce held in Ramadan 2015.",
                "Ramadan 2015",
                "2015-06-18/2015-07-16",
            ),
            ("They met on Eid al-Fitr.", "Eid al-Fitr", "2015-07-17"),
            ("Mid-March talks failed.", "Mid-March", "2016-03"),
            ("It is over in the near future.", "the near future", "FUTURE_REF"),
        ];
        for (text, words, value) in table {
            let found = values(text, date(2016, 5, 18), Direction::Past);
            assert_eq!(found, [(words.to_owned(), value.to_owned())], "{text}");
        }
        for text in [
            "They fought a second day.",
            "This fall in prices hurt.",
            "They sat on the 10th floor.",
        ] {
            assert_eq!(values(text, date(2016, 5, 18), Direction::Past), [], "{text}");
        }
    }

    #[test]
    fn the_future_tense_looks_ahead() {
        let table = [
            ("They will meet on Monday.", "2016-05-23"),
            ("They will meet on June 3.", "2016-06-03"),
            ("They will meet next month.", "2016-06"),
            ("They will meet in January.", "2017-01"),
            ("They will meet on the 10th.", "2016-06-10"),
            ("They will meet at Christmas.", "2016-12-25"),
            ("They will meet the day after tomorrow.", "2016-05-20"),
            ("They will meet two weeks from now.", "2016-06-01"),
        ];
        for (text, value) in table {
            let found = values(text, date(2016, 5, 18), Direction::Future);
            assert_eq!(
                found.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(),
                [value],
                "{text}"
            );
        }
    }

    #[test]
    fn years_and_quarters_count_from_the_one_told() {
        let table: [(&str, &[&str]); 8] = [
            (
                "Aid fell in the first quarter. A year earlier it rose.",
                &["2016-Q1", "2015-Q1"],
            ),
            (
                "It fell in the first quarter from the year-earlier quarter.",
                &["2016-Q1", "2015-Q1"],
            ),
            ("It lost money in the quarter.", &["2016-Q1"]),
            ("It sold more in the 2014 third quarter.", &["2014-Q3"]),
            ("They fought in the second half of 2014.", &["2014-H2"]),
            (
                "It began in 2011. The following year it spread.",
                &["2011", "2012"],
            ),
            ("It ended a year ago.", &["2015"]),
            ("He left in nineteen ninety-four.", &["1994"]),
        ];
        for (text, expected) in table {
            let found = values(text, date(2016, 5, 18), Direction::Past);
            assert_eq!(
                found.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest() {
        for (text, value) in [
            ("They set the vote for June 10.", "2016-06-10"),
            ("They voted on April 10.", "2016-04-10"),
            ("They voted on Dec. 10.", "2015-12-10"),
        ] {
            let found = values(text, date(2016, 5, 18), Direction::Past);
            assert_eq!(found[0].1, value, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_has_one_day_though_it_is_given_twice() {
        let found = values(
            "It fell silent at 11pm local time [20:00 GMT] on Tuesday.",
            date(2016, 5, 18),
            Direction::Past,
        );
        assert_eq!(found[0].1, "2016-05-17T23:00");
        let found = values(
            "A break of two weeks before another round.",
            date(2016, 5, 18),
            Direction::Past,
        );
        assert_eq!(found[0].1, "P2W");
    }

    #[test]
    fn a_day_beside_the_one_told_counts_from_it() {
        let found = values(
            "He came on May 2 and left two days later.",
            date(2016, 5, 18),
            Direction::Past,
        );
        assert_eq!(found[1].1, "2016-05-04");
    }

    #[test]
    fn numbers_and_verbs_are_no_times() {
        for text in [
            "They may march on the city.",
            "Some 2000 people fled.",
            "It cost $2010.",
            "He was second.",
            "The resolution 1929 rules.",
            "They spring from nowhere.",
            "Twice a day they ate.",
        ] {
            assert_eq!(values(text, date(2016, 5, 18), Direction::Past), [], "{text}");
        }
    }
}
