//! Bytes to a report: the stages put together.

use std::ops::Range;

use jiff::civil::Date;
use verbale_record::{Origin, PublishedBasis, Report, Ruler};

use crate::dateline::{Dateline, dateline};
use crate::error::PageError;
use crate::evidence::WeighedDay;
use crate::front::{Front, front};
use crate::furniture::furniture;
use crate::html::{Readability, article};
use crate::infer::{OfficeEvidence, infer};
use crate::language::language;
use crate::published::DateCandidate;
use crate::units::{Unit, fold, single_spaced, units};
use crate::{decode, names, sniff};

/// What the input is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PageFormat {
    /// HTML if it begins with a tag of a page, else text.
    #[default]
    Auto,
    /// Plain text: taken as it is.
    Text,
    /// An HTML page: its article is taken out.
    Html,
}

/// What is known of the input beside its bytes.
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// File name or address.
    pub source: String,
    /// Day of publication, where the user gives it.
    pub published: Option<Date>,
    /// What the input is.
    pub format: PageFormat,
    /// What the collection says that the report stands in.
    pub known: Known,
}

/// What a collection (a feed, a table of reports) says of a report. It is believed before the report's own page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The name that the collection knows it by.
    pub document: Option<String>,
    /// Its headline; stands before the text unless the text begins with it.
    pub title: Option<String>,
    /// Its day of publication.
    pub published: Option<Date>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where in its file it stands.
    pub origin: Option<Origin>,
    /// The encoding that the server named, for a page that names none.
    pub charset: Option<String>,
}

/// A clean report, with what its record has no field for. Ranges are bytes of `report.text`.
#[derive(Debug, Clone)]
pub struct Page {
    /// The report as the record carries it.
    pub report: Report,
    /// The headline.
    pub title: Option<Range<usize>>,
    /// What is neither furniture nor the dateline's agency: the headline and the article, in order.
    pub body: Vec<Range<usize>>,
    /// Where, when and by whom the report was filed.
    pub dateline: Option<Dateline>,
    /// Every day that a page's metadata and labels give for it; empty for plain text.
    pub dates: Vec<DateCandidate>,
    /// The same days in their order, each with how surely it is the day of publication.
    pub days: Vec<WeighedDay>,
    /// The encoding the bytes were in, as the WHATWG standard names it.
    pub encoding: &'static str,
    /// Whether bytes that stand for nothing were replaced.
    pub replaced: bool,
}

/// Largest input that [`read`] takes, in bytes: a page with all its scripts and pictures.
pub const LARGEST_INPUT: usize = 64 << 20;

/// Longest text of one report, in bytes: some 350,000 words. What is longer is a collection, a book or an accident.
pub const LONGEST_TEXT: usize = 2 << 20;

/// Read a report from the bytes of a page or a text.
///
/// The text of valid UTF-8 plain text comes back unchanged, so spans point into the user's file.
pub fn read(
    bytes: &[u8],
    options: &PageOptions,
    offices: Option<&dyn OfficeEvidence>,
) -> Result<Page, PageError> {
    if bytes.len() > LARGEST_INPUT {
        return Err(PageError::TooLarge {
            bytes: bytes.len(),
            limit: LARGEST_INPUT,
        });
    }
    let decoded = decode::decode(bytes, options.known.charset.as_deref())?;
    if decoded.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(PageError::Empty);
    }
    let html = match options.format {
        PageFormat::Auto => sniff::is_html(&decoded.text),
        PageFormat::Text => false,
        PageFormat::Html => true,
    };
    let mut source = Source::default();
    let known = &options.known;
    let text = if html {
        source.take_article(&decoded.text, &options.source, known.title.as_deref())?
    } else if let Some(title) = known.title.as_ref().filter(|title| !title.trim().is_empty()) {
        source.titled = true;
        under_title(title, &decoded.text)
    } else {
        decoded.text
    };
    source.date = known.published.or(source.date);
    source.byline = known.byline.clone().or(source.byline);
    source.publisher = known.publisher.clone().or(source.publisher);
    if text.len() > LONGEST_TEXT {
        return Err(PageError::TooLong {
            bytes: text.len(),
            limit: LONGEST_TEXT,
        });
    }
    let page = assemble(text, source, options, offices);
    Ok(Page {
        encoding: decoded.encoding,
        replaced: decoded.replaced,
        ..page
    })
}

/// What a page's metadata said; nothing for plain text.
#[derive(Debug, Default)]
struct Source {
    titled: bool,
    date: Option<Date>,
    dates: Vec<DateCandidate>,
    days: Vec<WeighedDay>,
    byline: Option<String>,
    publisher: Option<String>,
}

impl Source {
    /// Take the article out of a page: its headline, an empty line, its paragraphs.
    fn take_article(&mut self, html: &str, source: &str, title: Option<&str>) -> Result<String, PageError> {
        let found = article(html, source, &Readability)?;
        (self.date, self.byline, self.publisher) = (found.date, found.byline, found.publisher);
        (self.dates, self.days) = (found.dates, found.days);
        let Some(title) = title.map(str::to_owned).or(found.title) else {
            return Ok(found.body);
        };
        self.titled = true;
        let folded = fold(&title);
        let paragraphs: Vec<&str> = found
            .body
            .split("\n\n")
            .enumerate()
            // The extractor may or may not have kept the headline.
            .filter(|(at, paragraph)| *at > 2 || fold(paragraph) != folded)
            .map(|(_, paragraph)| paragraph)
            .collect();
        Ok(format!("{title}\n\n{}", paragraphs.join("\n\n")))
    }
}

/// A text under its headline, which is not written twice. White space in a headline is single, as it stands on one line.
fn under_title(title: &str, text: &str) -> String {
    let title = single_spaced(title);
    let first = text.trim_start().lines().next().unwrap_or_default();
    if title.is_empty() || fold(first) == fold(&title) {
        return text.to_owned();
    }
    format!("{title}\n\n{text}")
}

fn assemble(
    text: String,
    source: Source,
    options: &PageOptions,
    offices: Option<&dyn OfficeEvidence>,
) -> Page {
    let units = units(&text);
    let front = front(
        &text,
        &units,
        source.titled.then_some(0).filter(|_| !units.is_empty()),
    );
    let furniture = furniture(&text, &units, &front.roles);
    let body = complement(&text, &furniture);
    let dateline = first_paragraph(&units, &front, &furniture).and_then(|at| dateline(&text, at));
    let (published, published_basis) =
        published(&text, &body, &source, &front, dateline.as_ref(), options, offices).unzip();
    let agency = dateline
        .as_ref()
        .and_then(|line| names::agency(&text[line.agency.clone()?]));
    let publisher = source
        .publisher
        .or_else(|| agency.map(str::to_owned))
        .or(front.publisher);
    let ruler = Ruler::new(&text);
    let title_span = front.title.clone().map(|range| ruler.span(range));
    let furniture_spans = furniture.iter().map(|range| ruler.span(range.clone())).collect();
    Page {
        report: Report {
            source: options.source.clone(),
            document: options.known.document.clone(),
            origin: options.known.origin.clone(),
            title: title_span,
            byline: source.byline.or(front.byline),
            publisher,
            language: language(body_sample(&text, &body)).code.to_owned(),
            published: published.map(|date| date.to_string()),
            published_basis,
            furniture: furniture_spans,
            text,
        },
        title: front.title,
        body,
        dateline,
        dates: source.dates,
        days: source.days,
        encoding: "UTF-8",
        replaced: false,
    }
}

/// The longest stretch of the article that no furniture interrupts: notices are often in the reader's language.
fn body_sample<'t>(text: &'t str, body: &[Range<usize>]) -> &'t str {
    let longest = body.iter().max_by_key(|range| range.len());
    longest.map_or(text, |range| &text[range.clone()])
}

/// What lies between the pieces of furniture, without white space at the ends.
fn complement(text: &str, furniture: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut body = Vec::with_capacity(furniture.len() + 1);
    let mut at = 0;
    for end in furniture.iter().map(|range| range.start).chain([text.len()]) {
        let part = &text[at..end];
        let start = at + part.len() - part.trim_start().len();
        if !part.trim().is_empty() {
            body.push(start..start + part.trim().len());
        }
        at = furniture
            .get(body_index(furniture, end))
            .map_or(text.len(), |range| range.end);
    }
    body
}

/// Index of the piece of furniture that begins at this byte; past the last one at the text's end.
fn body_index(furniture: &[Range<usize>], start: usize) -> usize {
    furniture.partition_point(|range| range.start < start)
}

/// Where the article's first paragraph begins.
fn first_paragraph(units: &[Unit], front: &Front, furniture: &[Range<usize>]) -> Option<usize> {
    let after_title = front.title_unit.map_or(0, |at| at + 1);
    units
        .iter()
        .skip(after_title)
        .filter(|unit| {
            !furniture
                .iter()
                .any(|range| range.start <= unit.range.start && unit.range.start < range.end)
        })
        .find(|unit| unit.is_prose() || unit.words >= 8)
        .map(|unit| unit.range.start)
}

/// The day of publication and how it was found: given, then metadata or printed, then dateline, then inferred.
fn published(
    text: &str,
    body: &[Range<usize>],
    source: &Source,
    front: &Front,
    dateline: Option<&Dateline>,
    options: &PageOptions,
    offices: Option<&dyn OfficeEvidence>,
) -> Option<(Date, PublishedBasis)> {
    if let Some(date) = options.published {
        return Some((date, PublishedBasis::Given));
    }
    // What a page prints has been weighed with all else that it says.
    let stamp = front.stamp.as_ref().filter(|_| source.days.is_empty());
    let printed = stamp.and_then(crate::dates::DateMention::date);
    if let Some(date) = source.date.or(printed) {
        return Some((date, PublishedBasis::Metadata));
    }
    let filed = dateline.and_then(|line| line.date.as_ref());
    if let Some(date) = filed.and_then(crate::dates::DateMention::date) {
        return Some((date, PublishedBasis::Dateline));
    }
    let article: String = body
        .iter()
        .map(|range| &text[range.clone()])
        .collect::<Vec<_>>()
        .join("\n\n");
    let filed = filed.filter(|date| date.weekday.is_some());
    infer(&article, filed, offices).map(|date| (date, PublishedBasis::Inferred))
}
