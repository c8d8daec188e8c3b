//! An HTML page to its article: the extractor's text, and title, day, byline and publisher from the page's metadata.

use jiff::civil::Date;
use serde_json::Value;

use crate::error::PageError;
use crate::evidence::{self, PageFacts, WeighedDay};
use crate::labels::{Labels, labels};
use crate::prose::prose;
use crate::published::{self, DateCandidate};
use crate::scan::{Scan, scan};
use crate::title::title;
use crate::units::fold;
use crate::words::WORDS;

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
        // The first of the extractor's own attempts, which is nearly always the last one, without the copy of the page
        // that it keeps for the others.
        let page = || dom_smoothie::Readability::new(html, None, Some(config.clone()));
        let first = page().and_then(|mut page| page.parse_with_policy(dom_smoothie::ParsePolicy::Strict));
        if let Ok(article) = first {
            let letters = article.text_content.chars().filter(|c| !c.is_whitespace());
            if letters.take(config.char_threshold).count() == config.char_threshold {
                return Ok(article.text_content.to_string());
            }
        }
        let article = page()
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
    /// Every day that the page gives, place by place.
    pub(crate) dates: Vec<DateCandidate>,
    /// The same days in their order, weighed.
    pub(crate) days: Vec<WeighedDay>,
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
    let documents: Vec<Value> = page.json_ld.iter().filter_map(|text| json(text)).collect();
    let mut described = Described::default();
    for document in &documents {
        described.gather(document, 0);
    }
    let Described {
        articles: entries,
        pages,
    } = described;
    let body = body(&page, &entries, extractor)?;
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
    let title = title(&page, &entries, publisher.as_deref());
    let labels = labels(&page, title.as_deref());
    let byline = authors(&page, &entries, &labels, publisher.as_deref());
    let own = of_this_page(&entries, &page, title.as_deref());
    let dates = published::candidates(&page, &own, &pages, &labels, source);
    let facts = PageFacts::of(&page, &entries, byline.is_some());
    let days = evidence::weigh(&dates, facts);
    Ok(Article {
        title,
        body,
        date: evidence::choose(&days),
        days,
        dates,
        byline,
        publisher,
    })
}

/// The articles of JSON-LD that are the page's own, by their headline or their address, where any is: others on it are
/// named in its lists.
fn of_this_page<'v>(entries: &[&'v Value], page: &Scan, title: Option<&str>) -> Vec<&'v Value> {
    let title = title.map(fold);
    let bare = |address: &str| address.trim_end_matches('/').to_owned();
    let address = page.canonical.as_deref().map(bare);
    let text = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let is_own = |entry: &&&Value| {
        let named = ["headline", "name"].iter().filter_map(|key| text(entry, key));
        let main = entry.get("mainEntityOfPage");
        let addresses = ["url", "@id"].iter().filter_map(|key| text(entry, key));
        let of_main = main.and_then(|main| main.as_str().map(str::to_owned).or_else(|| text(main, "@id")));
        named
            .map(|name| fold(&html_escape::decode_html_entities(&name)))
            .any(|name| title.as_ref() == Some(&name))
            || addresses
                .chain(of_main)
                .any(|found| Some(bare(found.split('#').next().unwrap_or_default())) == address)
    };
    let own: Vec<&Value> = entries.iter().filter(is_own).copied().collect();
    if own.is_empty() { entries.to_vec() } else { own }
}

/// A document of JSON-LD. Line breaks inside strings are no JSON, but pages have them.
fn json(text: &str) -> Option<Value> {
    let text = text.trim();
    serde_json::from_str(text).ok().or_else(|| {
        let plain: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str(&plain).ok()
    })
}

/// What JSON-LD describes.
#[derive(Default)]
struct Described<'v> {
    /// Articles.
    articles: Vec<&'v Value>,
    /// The page that they stand on.
    pages: Vec<&'v Value>,
}

impl<'v> Described<'v> {
    fn gather(&mut self, value: &'v Value, depth: usize) {
        const DEEPEST: usize = 6;
        match value {
            Value::Array(items) if depth < DEEPEST => {
                for item in items {
                    self.gather(item, depth + 1);
                }
            }
            Value::Object(object) if depth < DEEPEST => {
                let is = |test: fn(&str) -> bool| match object.get("@type") {
                    Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(test),
                    Some(kind) => kind.as_str().is_some_and(test),
                    None => false,
                };
                if is(|kind| kind.contains("Article") || kind.contains("Posting") || kind == "Report") {
                    self.articles.push(value);
                } else if is(|kind| kind.ends_with("WebPage") || kind == "ItemPage") {
                    self.pages.push(value);
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = object.get(key) {
                        self.gather(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The article's text: the extractor's, unless the page's own mark-up shows that it took far too little or too much.
fn body(page: &Scan, entries: &[&Value], extractor: &dyn Extractor) -> Result<String, PageError> {
    let found = extractor.extract(&page.clean);
    let marked = prose(page);
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

/// The authors: the ones that the page signs with a “by”, else those of its metadata, else those in an element for
/// authors. Metadata often name who put the article on the site; if they only name the site itself, they come last.
fn authors(page: &Scan, entries: &[&Value], labels: &Labels, site: Option<&str>) -> Option<String> {
    let printed = labels.authors();
    let told = byline(page, entries);
    let is_site = |told: &str| site.is_some_and(|site| fold(told) == fold(site));
    let (person, of_site) = match told {
        Some(told) if is_site(&told) => (None, Some(told)),
        told => (told, None),
    };
    printed.signed.or(person).or(printed.marked).or(of_site)
}

fn byline(page: &Scan, entries: &[&Value]) -> Option<String> {
    const METAS: &[&str] = &[
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "dcterms.creator",
        "twitter:data1",
    ];
    let metas = |key: &'static str| page.metas.iter().filter(move |(name, _)| name == key);
    let cited = || {
        let names: Vec<&str> = metas("citation_author")
            .map(|(_, value)| value.as_str())
            .take(20)
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let found = entries
        .iter()
        .filter_map(|entry| name_of(entry.get("author")?))
        .find(|name| name.chars().filter(|c| c.is_alphabetic()).count() > 1)
        // A name of an account is all that some pages say.
        .or_else(|| {
            metas("author")
                .map(|(_, value)| value)
                .find(|value| is_label(value))
                .cloned()
        })
        .or_else(|| {
            METAS
                .iter()
                .find_map(|key| metas(key).map(|(_, value)| value).find(|value| is_name(value)))
                .cloned()
        })
        .or_else(cited)
        .or_else(|| page.authors.iter().find(|text| is_name(text)).cloned())?;
    let found = html_escape::decode_html_entities(&found).into_owned();
    let bare = WORDS.after_by(&found).map_or(found.as_str(), |(rest, _)| rest);
    let bare = bare.trim_matches([' ', ',']);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// Whether a value can be names: a label with at least one capital and no digit.
fn is_name(value: &str) -> bool {
    is_label(value) && value.chars().any(char::is_uppercase) && !value.chars().any(|c| c.is_ascii_digit())
}

/// Whether a value can name an author: short, no address, more than “Written by”.
fn is_label(value: &str) -> bool {
    let mut words = value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    (3..=120).contains(&value.len())
        && words.any(|word| {
            let word = word.to_lowercase();
            word != "the" && !WORDS.is_of_by(&word)
        })
        && !value.contains("://")
}
