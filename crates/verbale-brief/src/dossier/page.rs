//! The dossier as a page: what every layout shows.

use super::{sections, sources};
use verbale_dossier::Dossier;

/// A page about many reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DossierPage {
    /// What it is about.
    pub title: String,
    /// How many reports, of which days.
    pub facts: Vec<String>,
    /// The parts that have something to show.
    pub parts: Vec<Part>,
    /// The reports with the sentences that the parts rest on.
    pub sources: Vec<Source>,
}

/// A headed part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Its name in links.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// How to read it.
    pub note: &'static str,
    /// What it shows.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading within the part.
    Heading(String),
    /// Facts about what is headed.
    Facts(Vec<String>),
    /// Findings.
    Items(Vec<Item>),
    /// Findings side by side.
    Table(Table),
}

/// One finding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// When or who.
    pub lead: String,
    /// What.
    pub rest: String,
    /// What needs attention: a contradiction, several sources.
    pub marks: Vec<Mark>,
    /// Further facts.
    pub details: Vec<String>,
    /// The words it rests on.
    pub citations: Vec<Citation>,
}

/// A word set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The word.
    pub text: String,
    /// Whether it warns.
    pub warns: bool,
}

/// Words and where they stand among the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Report and quotation: “2.14”.
    pub label: String,
    /// The words.
    pub text: String,
}

/// Findings side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Headings; the first is that of the rows, empty where these have none.
    pub columns: Vec<String>,
    /// Each row's heading, which may be empty, and cells.
    pub rows: Vec<(String, Vec<Vec<Item>>)>,
}

/// A report and the sentences that are cited.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its number.
    pub number: usize,
    /// The headline.
    pub title: String,
    /// Day, publisher, location, whether it is a copy.
    pub facts: Vec<String>,
    /// The cited sentences.
    pub sentences: Vec<Sentence>,
}

/// A cited sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Report and quotation.
    pub label: String,
    /// The sentence up to the cited words, the words, and the rest.
    pub before: String,
    /// The cited words.
    pub words: String,
    /// What follows them.
    pub after: String,
    /// Offsets in code points into the report's text.
    pub start: u32,
    /// Offset after the last code point.
    pub end: u32,
}

impl DossierPage {
    /// The page of a dossier.
    pub fn of(dossier: &Dossier) -> Self {
        let words = sources::Words::of(dossier);
        let parts = sections::all(dossier, &words);
        Self {
            title: sections::title(dossier),
            facts: sections::facts(dossier),
            sources: words.into_sources(dossier),
            parts,
        }
    }
}

impl Mark {
    pub(super) fn note(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            warns: false,
        }
    }

    pub(super) fn warning(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            warns: true,
        }
    }
}
