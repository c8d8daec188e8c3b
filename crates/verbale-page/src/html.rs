//! An HTML page to its article: the extractor's text, and title, day, byline and publisher from the page's metadata.

use jiff::civil::Date;
use serde_json::Value;

use crate::dates::metadata_date;
use crate::error::PageError;
use crate::front::title_parts;
use crate::labels::{Labels, labels};
use crate::prose::prose;
use crate::scan::{Scan, scan};
use crate::units::fold;

/// Takes the article out of a page that has been made harmless. The one place where an extractor is plugged in.
pub(crate) trait Extractor {
    /// The article's paragraphs, parted by line breaks.
    fn extract(&self, html: &str) -> Result<String, String>;
}

/// Mozilla's Readability, as `dom_smoothie` has it.
pub(crate) struct Readability;

impl Extractor for Readability {
    fn extract(&self, html: &str) -> Result<String, String> {
        let config = dom_smoothie::Config {
            text_mode: dom_smoothie::TextMode::Formatted,
            disable_json_ld: true,
            ..dom_smoothie::Config::default()
        };
        let article = dom_smoothie::Readability::new(html, None, Some(config))
            .and_then(|mut page| page.parse())
            .map_err(|error| error.to_string())?;
        Ok(article.text_content.to_string())
    }
}

/// What a page's tags say.
#[derive(Debug, Default)]
pub(crate) struct Article {
    pub(crate) title: Option<String>,
    pub(crate) body: String,
    pub(crate) date: Option<Date>,
    pub(crate) byline: Option<String>,
    pub(crate) publisher: Option<String>,
}

/// Shortest article taken from an extractor before the page's own `articleBody` is asked, in bytes.
const SHORTEST: usize = 200;
/// What the extractor took is too little under this share of the page's prose, if that has so many words; too much over
/// the other share, if it has many words. Fitted on the development pages: between the two, the extractor is better.
const LEAST_SHARE: f32 = 0.4;
const FEWEST_WORDS: f32 = 100.0;
const LARGEST_SHARE: f32 = 2.0;
const MANY_WORDS: f32 = 1_000.0;

pub(crate) fn article(html: &str, source: &str, extractor: &dyn Extractor) -> Result<Article, PageError> {
    let page = scan(html);
    let documents: Vec<Value> = page
        .json_ld
        .iter()
        .filter_map(|text| serde_json::from_str(text.trim()).ok())
        .collect();
    let mut entries = Vec::new();
    for document in &documents {
        gather(document, &mut entries, 0);
    }
    let body = body(&page, &entries, extractor)?;
    let labels = labels(&page.clean);
    let meta = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            page.metas
                .iter()
                .find(|(name, value)| name == key && !value.is_empty())
        })
    };
    let publisher = meta(&["og:site_name", "application-name"])
        .map(|(_, value)| value.clone())
        .or_else(|| entries.iter().find_map(|entry| name_of(entry.get("publisher")?)));
    Ok(Article {
        title: title(&page, &entries, publisher.as_deref()),
        body,
        date: published(&page, &entries, &labels, source),
        byline: authors(&page, &entries, &labels, publisher.as_deref()),
        publisher,
    })
}

/// Objects of JSON-LD, those that are articles first.
fn gather<'v>(value: &'v Value, entries: &mut Vec<&'v Value>, depth: usize) {
    const DEEPEST: usize = 6;
    match value {
        Value::Array(items) if depth < DEEPEST => {
            for item in items {
                gather(item, entries, depth + 1);
            }
        }

        Value::Object(object) if depth < DEEPEST => {
            let is_article = |kind: &Value| {
                kind.as_str().is_some_and(|kind| {
                    kind.contains("Article")
                        || kind.contains("Posting")
                        || matches!(kind, "Report" | "ReportageNewsArticle")
                })
            };
            let article = object.get("@type").is_some_and(|kind| {
                is_article(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_article))
            });
            if article {
                entries.push(value);
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key) {
                    gather(inner, entries, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// The article's text: the extractor's, unless the page's own mark-up shows that it took far too little or too much.
fn body(page: &Scan, entries: &[&Value], extractor: &dyn Extractor) -> Result<String, PageError> {
    let found = extractor.extract(&page.clean);
    let marked = prose(&page.clean);
    let words = |text: &str| text.split_whitespace().count();
    if let Ok(text) = &found {
        let (taken, there) = (words(text) as f32, words(&marked) as f32);
        let too_little = there >= FEWEST_WORDS && taken < LEAST_SHARE * there;
        let too_much = there >= MANY_WORDS && taken > LARGEST_SHARE * there;
        if too_little || too_much {
            return Ok(paragraphs(&marked));
        }
    }
    let written = entries
        .iter()
        .find_map(|entry| entry.get("articleBody")?.as_str())
        .map(str::to_owned);
    match (found, written) {
        (Ok(text), None) if !text.trim().is_empty() => Ok(paragraphs(&text)),
        (Ok(text), Some(written)) if text.trim().len() >= SHORTEST || text.len() >= written.len() => {
            Ok(paragraphs(&text))
        }
        (_, Some(written)) if !written.trim().is_empty() => Ok(paragraphs(&written)),
        _ if !marked.is_empty() => Ok(paragraphs(&marked)),
        (Err(reason), _) => Err(PageError::NoArticle { reason }),
        _ => Err(PageError::NoArticle {
            reason: "the extractor found nothing".to_owned(),
        }),
    }
}

/// One paragraph a line, with empty lines between, white space single.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if let Some(first) = words.next() {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(first);
            words.for_each(|word| {
                out.push(' ');
                out.push_str(word);
            });
        }
    }
    out
}

/// The headline: an `<h1>` that the metadata bears out, else the metadata without the site's name.
fn title(page: &Scan, entries: &[&Value], site: Option<&str>) -> Option<String> {
    let clean = |text: &str| {
        html_escape::decode_html_entities(text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut said: Vec<String> = Vec::new();
    said.extend(
        entries
            .iter()
            .filter_map(|entry| entry.get("headline")?.as_str())
            .map(clean),
    );
    for key in [
        "og:title",
        "twitter:title",
        "dc.title",
        "parsely-title",
        "sailthru.title",
    ] {
        said.extend(
            page.metas
                .iter()
                .filter(|(name, _)| name == key)
                .map(|(_, value)| clean(value)),
        );
    }
    said.push(page.title.clone());
    said.retain(|text| !text.is_empty());
    let borne_out = page.headings.iter().find(|heading| {
        let heading = fold(heading);
        heading.len() > 8 && said.iter().any(|text| fold(text).starts_with(&heading))
    });
    if let Some(heading) = borne_out {
        return Some(heading.clone());
    }
    // A page with one heading shows its headline there, whatever its metadata were written for.
    let is_site = |heading: &str| site.is_some_and(|site| fold(site).contains(&fold(heading)));
    let mut shown = page
        .headings
        .iter()
        .filter(|heading| heading.split_whitespace().count() > 2 && !is_site(heading));
    if let (Some(heading), None) = (shown.next(), shown.next()) {
        return Some(heading.clone());
    }
    let first = said.first().or(page.headings.first())?;
    let without_site = title_parts(first).into_iter().find(|(_, rest)| {
        site.is_some_and(|site| fold(rest) == fold(site)) || rest.split_whitespace().count() <= 3
    });
    Some(
        without_site
            .map_or(first.as_str(), |(headline, _)| headline)
            .to_owned(),
    )
}

/// Names of `<meta>` that hold the day of publication, surest first.
const DATE_METAS: &[&str] = &[
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
];

/// The day of publication: the one that the page prints as such, else the one of its metadata, else one printed without
/// a word; the day of the last change where that is all there is.
///
/// A day without a label gives way to the metadata: on a page that has been changed it is the day of the change.
fn published(page: &Scan, entries: &[&Value], labels: &Labels, source: &str) -> Option<Date> {
    let printed = labels.days();
    let shown = printed.published.map(|day| day.date);
    shown
        .or_else(|| date(page, entries, source))
        .or(printed.changed.map(|day| day.date))
}

/// The day of publication in a page's metadata and address.
fn date(page: &Scan, entries: &[&Value], source: &str) -> Option<Date> {
    let day = |value: &str| metadata_date(value).filter(|date| crate::dates::YEARS.contains(&date.year()));
    let address = || {
        page.metas
            .iter()
            .find(|(name, _)| name == "og:url")
            .map(|(_, value)| value.as_str())
            .into_iter()
            .chain(page.canonical.as_deref())
            .chain([source])
            .find_map(address_date)
    };
    entries
        .iter()
        .find_map(|entry| day(entry.get("datePublished")?.as_str()?))
        .or_else(|| {
            DATE_METAS.iter().find_map(|key| {
                page.metas
                    .iter()
                    .filter(|(name, _)| name == key)
                    .find_map(|(_, value)| day(value))
            })
        })
        .or_else(|| {
            page.times
                .iter()
                .filter(|(_, marked)| *marked)
                .find_map(|(value, _)| day(value))
        })
        .or_else(address)
        // Times that nothing marks tell only if they all name one day.
        .or_else(|| {
            let mut days = page.times.iter().filter_map(|(value, _)| day(value));
            let first = days.next()?;
            days.all(|other| other == first).then_some(first)
        })
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

/// The name or names in a value of JSON-LD: a string, an object with a name, or a list of these.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => {
            Some(name.trim().to_owned()).filter(|name| !name.is_empty() && !name.contains("://"))
        }
        Value::Object(object) => name_of(object.get("name")?),
        Value::Array(items) => {
            let names: Vec<String> = items
                .iter()
                .take(20)
                .filter(|item| !item.is_array())
                .filter_map(name_of)
                .collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

/// The authors: of the metadata, unless these only name the site where the page prints a person.
fn authors(page: &Scan, entries: &[&Value], labels: &Labels, site: Option<&str>) -> Option<String> {
    let told = byline(page, entries);
    let is_site = told
        .as_deref()
        .zip(site)
        .is_some_and(|(told, site)| fold(told) == fold(site));
    if is_site {
        labels.authors().or(told)
    } else {
        told.or_else(|| labels.authors())
    }
}

fn byline(page: &Scan, entries: &[&Value]) -> Option<String> {
    const METAS: &[&str] = &[
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "dcterms.creator",
        "twitter:data1",
    ];
    let from_meta = || {
        METAS.iter().find_map(|key| {
            page.metas
                .iter()
                .find(|(name, value)| name == key && is_name(value))
                .map(|(_, value)| value.clone())
        })
    };
    let found = entries
        .iter()
        .find_map(|entry| name_of(entry.get("author")?).filter(|name| !name.is_empty()))
        .or_else(from_meta)
        .or_else(|| page.authors.iter().find(|text| is_name(text)).cloned())?;
    let found = html_escape::decode_html_entities(&found).into_owned();
    let bare = ["By ", "by ", "BY "]
        .iter()
        .find_map(|word| found.strip_prefix(word))
        .unwrap_or(&found)
        .trim();
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// Words that stand before names and are none.
const BEFORE_NAMES: &[&str] = &[
    "by", "author", "authors", "written", "posted", "the", "words", "story",
];

/// Whether a value can be names: short, no address, at least one capital, more than “Written by”.
fn is_name(value: &str) -> bool {
    let mut words = value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    (3..=120).contains(&value.len())
        && words.any(|word| !BEFORE_NAMES.contains(&word.to_lowercase().as_str()))
        && !value.contains("://")
        && value.chars().any(char::is_uppercase)
        && !value.chars().any(|c| c.is_ascii_digit())
}
