//! The brief: what every layout shows.

use crate::sections;
use verbale_record::{Record, Span};

/// A page about one report.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// The headline, or the source where there is none.
    pub title: String,
    /// Facts about the report: published when, by whom, from where.
    pub facts: Vec<String>,
    /// The sections that have something to show.
    pub sections: Vec<Section>,
    /// The report's text, which quotes point into.
    pub text: String,
    /// The stretches of the text that were left out of all analysis.
    pub furniture: Vec<Quote>,
}

/// A headed part of a brief.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: &'static str,
    /// Its lines, by group.
    pub groups: Vec<Group>,
}

/// Lines under an optional heading of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The group's heading.
    pub heading: Option<String>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One finding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The id to ask `verbale explain` about.
    pub id: Option<String>,
    /// The finding in a few words; the first part is who, the rest is what.
    pub lead: String,
    /// The rest of the finding.
    pub rest: String,
    /// Further facts.
    pub details: Vec<String>,
    /// The report's own words.
    pub quotes: Vec<Quote>,
}

/// Words of the report and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Offset of the first code point.
    pub start: u32,
    /// Offset after the last code point.
    pub end: u32,
}

impl From<&Span> for Quote {
    fn from(span: &Span) -> Self {
        Self {
            text: span.text.clone(),
            start: span.start.0,
            end: span.end.0,
        }
    }
}

impl Brief {
    /// The brief of a record.
    pub fn of(record: &Record) -> Self {
        Self {
            title: sections::title(record),
            facts: sections::facts(record),
            sections: sections::all(record),
            text: record.report.text.clone(),
            furniture: record.report.furniture.iter().map(Quote::from).collect(),
        }
    }
}
