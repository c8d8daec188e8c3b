//! Every day that a page gives for itself, with the place where it stands.

use std::fmt;

use jiff::civil::Date;
use serde_json::Value;

use crate::dates::YEARS;
use crate::labels::Labels;
use crate::printed::{PrintedDay, Signs};
use crate::scan::Scan;
use crate::stamps::metadata_date;

/// A day that a page gives for its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateCandidate {
    /// The day.
    pub date: Date,
    /// Where it stands.
    pub source: DateSource,
    /// The name that it stands under, such as `article:published_time`; empty where it has none.
    pub name: String,
    /// For a printed day, what is around it.
    pub signs: Signs,
}

/// Where a day stands in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// Printed, with a word such as “published”.
    Published,
    /// Printed without a word.
    Printed,
    /// Printed, with a word such as “updated”.
    Changed,
    /// JSON-LD.
    JsonLd,
    /// `<meta>`.
    Meta,
    /// `<time>` that is marked as the day of publication.
    MarkedTime,
    /// The page's address.
    Address,
    /// Some `<time>`.
    Time,
    /// JSON-LD of the page rather than of an article on it: on standing pages the day that the page was first made.
    JsonLdPage,
    /// Data of a script, under a name that speaks of publication.
    Script,
}

/// Names of `<meta>` that hold the day of publication.
const METAS: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "published_time",
    "date",
    "displaydate",
    "og:article:published_time",
    "rnews:datepublished",
    "article_date_original",
    "dc.date.created",
    "published",
    "published-date",
    "w-published-date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
];

/// Names of `<meta>` and JSON-LD that hold the day of the last change.
const CHANGES: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
];

/// Every day that a page gives for itself.
pub(crate) fn candidates(
    page: &Scan,
    entries: &[&Value],
    pages: &[&Value],
    labels: &Labels,
    source: &str,
) -> Vec<DateCandidate> {
    let mut found: Vec<DateCandidate> = labels.days().into_iter().map(DateCandidate::from).collect();
    let mut add = |date: Option<Date>, source: DateSource, name: &str| {
        if let Some(date) = date.filter(|date| YEARS.contains(&date.year())) {
            found.push(DateCandidate {
                date,
                source,
                name: name.to_owned(),
                signs: Signs::default(),
            });
        }
    };
    for entry in entries {
        for name in ["datePublished", "dateModified"] {
            let value = entry.get(name).and_then(Value::as_str);
            add(value.and_then(metadata_date), DateSource::JsonLd, name);
        }
    }
    for name in METAS.iter().chain(CHANGES) {
        for (_, value) in page.metas.iter().filter(|(known, _)| known == name) {
            add(metadata_date(value), DateSource::Meta, name);
        }
    }
    for (value, marked) in &page.times {
        let source = if *marked {
            DateSource::MarkedTime
        } else {
            DateSource::Time
        };
        add(metadata_date(value), source, "");
    }
    for page in pages {
        for name in ["datePublished", "dateModified"] {
            let value = page.get(name).and_then(Value::as_str);
            add(value.and_then(metadata_date), DateSource::JsonLdPage, name);
        }
    }
    for (name, value) in &page.scripted {
        add(metadata_date(value), DateSource::Script, name);
    }
    let metas = page.metas.iter().filter(|(name, _)| name == "og:url");
    let addresses = metas
        .map(|(_, value)| value.as_str())
        .chain(page.canonical.as_deref());
    for address in addresses.chain([source]) {
        add(address_date(address), DateSource::Address, "");
    }
    found
}

impl DateCandidate {
    /// Whether it is a day of change by its name.
    pub(crate) fn is_change(&self) -> bool {
        self.name == "dateModified" || CHANGES.contains(&self.name.as_str())
    }

    /// How surely a printed day is the article's: not beside others, then near the headline or with a word for
    /// publication, then its look.
    pub(crate) fn grade(&self) -> (bool, u8) {
        let labelled = self.source == DateSource::Published;
        let Signs {
            near,
            alone,
            dated,
            published,
            elsewhere,
        } = self.signs;
        let points = u8::from(near)
            + u8::from(near && (alone || dated || labelled))
            + 2 * u8::from(labelled)
            + u8::from(alone)
            + u8::from(dated)
            + u8::from(published);
        (!elsewhere, points)
    }

    /// Whether an element of time holds it.
    pub(crate) fn is_time(&self) -> bool {
        matches!(self.source, DateSource::Time | DateSource::MarkedTime)
    }

    /// Whether the page shows it to its readers.
    pub(crate) fn is_printed(&self) -> bool {
        use DateSource::{Changed, Printed, Published};
        matches!(self.source, Published | Printed | Changed)
    }
}

impl fmt::Display for DateCandidate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self.source {
            DateSource::Published => "printed as the day of publication",
            DateSource::Printed => "printed",
            DateSource::Changed => "printed as the day of a change",
            DateSource::JsonLd | DateSource::JsonLdPage => "JSON-LD",
            DateSource::Meta => "<meta>",
            DateSource::MarkedTime => "<time> of publication",
            DateSource::Address => "the page's address",
            DateSource::Time => "<time>",
            DateSource::Script => "a script's",
        })?;
        if !self.name.is_empty() {
            write!(out, " {}", self.name)?;
        }
        if self.source == DateSource::JsonLdPage {
            out.write_str(" of the page")?;
        }
        let signs = self.signs;
        for (holds, words) in [
            (signs.near, " near the headline"),
            (signs.alone, " alone on its line"),
            (signs.dated, " in an element for dates"),
            (signs.elsewhere, " among other articles"),
        ] {
            if holds {
                out.write_str(words)?;
            }
        }
        Ok(())
    }
}

impl From<PrintedDay> for DateCandidate {
    fn from(day: PrintedDay) -> Self {
        let source = match day.updated {
            Some(false) => DateSource::Published,
            Some(true) => DateSource::Changed,
            None => DateSource::Printed,
        };
        Self {
            date: day.date,
            source,
            name: String::new(),
            signs: day.signs,
        }
    }
}

/// The day in an address such as `…/2031/03/10/…` or `…/2031-03-10-…`.
fn address_date(address: &str) -> Option<Date> {
    let parts: Vec<&str> = address.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|three| {
        let number =
            |at: usize, wide: usize| (three[at].len() <= wide).then(|| three[at].parse::<i16>().ok())?;
        let year = number(0, 4).filter(|year| (1990..=2099).contains(year))?;
        Date::new(
            year,
            i8::try_from(number(1, 2)?).ok()?,
            i8::try_from(number(2, 2)?).ok()?,
        )
        .ok()
    })
}
