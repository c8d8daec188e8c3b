//! What tells that two mentions of talks name the same meeting, with the weight of each feature.

use crate::speech::{CueError, rows};

macro_rules! links {
    ($($(#[$meta:meta])* $name:ident = $feature:literal $value:literal),+ $(,)?) => {
        /// A feature that a mention of talks and a meeting show together.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Link {
            $($(#[$meta])* $name,)+
        }

        impl Link {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            fn columns(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$name => ($feature, $value),)+
                }
            }
        }
    };
}

links! {
    /// What the sum has to reach.
    Threshold = "threshold" "-",
    /// The same parties.
    SameParties = "parties" "same",
    /// One names a part of the other's parties.
    PartOfParties = "parties" "part",
    /// Some parties are the same, others are not.
    Overlap = "parties" "overlap",
    /// Other parties.
    OtherParties = "parties" "other",
    /// No parties named; the meeting is one of the report's two sides.
    Process = "parties" "process",
    /// No parties named; the meeting is another.
    Unnamed = "parties" "unnamed",
    /// Who came is of the meeting.
    Attendee = "parties" "attendee",
    /// Who came is not of the meeting.
    Stranger = "parties" "stranger",
    /// The meeting's parties are only taken for those of the report.
    Assumed = "parties" "assumed",
    /// The same people.
    SamePeople = "people" "same",
    /// Other people for the same side.
    OtherPeople = "people" "others",
    /// The same venue.
    SameVenue = "venue" "same",
    /// Another venue.
    OtherVenue = "venue" "other",
    /// The same date.
    SameDate = "date" "same",
    /// Within a week.
    SameWeek = "date" "week",
    /// More than a week apart.
    DatesApart = "date" "apart",
    /// Another day, and the noun means one sitting.
    OtherSitting = "date" "sitting",
    /// The same place in a series.
    SameOrder = "order" "same",
    /// Another place in a series.
    OtherOrder = "order" "other",
    /// “another”, where no series was told of.
    NewOrder = "order" "new",
    /// No word of order, and the meeting is a later one of a series.
    InSeries = "order" "series",
    /// “those talks”.
    Demonstrative = "form" "demonstrative",
    /// “the talks”.
    Definite = "form" "definite",
    /// “talks”.
    Bare = "form" "bare",
    /// “a meeting”.
    Indefinite = "form" "indefinite",
    /// “they met”.
    Verb = "form" "verb",
    /// “the peace process”.
    Reference = "form" "reference",
    /// Told as to come, and the meeting is past.
    Ahead = "time" "ahead",
    /// Told as past, and the meeting is to come.
    Behind = "time" "behind",
    /// Both are told of the same time.
    SameTime = "time" "both",
    /// One by phone, the other not.
    Call = "format" "call",
    /// In the same sentence.
    SameSentence = "place" "sentence",
    /// In the next sentence.
    NextSentence = "place" "next",
    /// A few sentences on.
    Near = "place" "near",
    /// The meeting mentioned last.
    Latest = "place" "latest",
    /// The mention says no more than “the meeting”, and this is the one that the report is about.
    Main = "place" "main",
    /// The mention stands in the headline.
    Title = "place" "title",
}

/// The weights of all features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coreference {
    weights: Vec<i32>,
}

impl Default for Coreference {
    fn default() -> Self {
        Self {
            weights: vec![0; Link::ALL.len()],
        }
    }
}

impl Coreference {
    /// Reads the table; every feature must have its weight.
    pub fn parse(table: &str) -> Result<Self, CueError> {
        let mut weights: Vec<Option<i32>> = vec![None; Link::ALL.len()];
        let mut last = 0;
        for (line, columns) in rows(table) {
            last = line;
            let fail = |message| CueError {
                file: FILE,
                line,
                message,
            };
            let &[feature, value, weight] = columns.as_slice() else {
                return Err(fail(format!("{} columns instead of 3", columns.len())));
            };
            let link = Link::ALL
                .iter()
                .position(|link| link.columns() == (feature, value));
            let link = link.ok_or_else(|| fail(format!("“{feature} {value}” is no feature")))?;
            let weight = weight
                .parse()
                .map_err(|_| fail(format!("“{weight}” is no weight")))?;
            if weights[link].replace(weight).is_some() {
                return Err(fail(format!("“{feature} {value}” stands here twice")));
            }
        }
        let missing = |link: usize| {
            let (feature, value) = Link::ALL[link].columns();
            CueError {
                file: FILE,
                line: last,
                message: format!("no weight for “{feature} {value}”"),
            }
        };
        let weights = weights.into_iter().enumerate();
        let weights = weights.map(|(link, weight)| weight.ok_or_else(|| missing(link)));
        Ok(Self {
            weights: weights.collect::<Result<_, _>>()?,
        })
    }

    /// The weight of a feature.
    pub fn weight(&self, link: Link) -> i32 {
        self.weights[link as usize]
    }

    /// The sum over features, if it is enough.
    pub fn sum(&self, links: &[Link]) -> Option<i32> {
        let sum: i32 = links.iter().map(|&link| self.weight(link)).sum();
        (sum >= self.weight(Link::Threshold)).then_some(sum)
    }
}

const FILE: &str = "data/talks/coreference.tsv";

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../../data/talks/coreference.tsv");

    #[test]
    fn others_parties_outweigh_all_that_is_alike() {
        let weights = Coreference::parse(TABLE).unwrap();
        let alike = [
            Link::Definite,
            Link::SameVenue,
            Link::SameTime,
            Link::NextSentence,
        ];
        assert!(weights.sum(&alike).is_some());
        let other = [&alike[..], &[Link::OtherParties]].concat();
        assert_eq!(weights.sum(&other), None);
    }

    #[test]
    fn broken_tables_are_refused() {
        let line = |table: &str| Coreference::parse(table).unwrap_err().line;
        assert_eq!(line("threshold\t-\t3\nparties\tsome\t1\n"), 2);
        assert_eq!(line("threshold\t-\tmuch\n"), 1);
        let twice = format!("{TABLE}\nthreshold\t-\t3\n");
        assert!(Coreference::parse(&twice).unwrap_err().message.contains("twice"));
        let short = Coreference::parse("threshold\t-\t3\n").unwrap_err();
        assert!(short.message.contains("parties same"), "{short}");
    }
}
