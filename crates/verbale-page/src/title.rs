//! A page's headline: what it shows as such, told from its metadata, without the site's name.

use serde_json::Value;

use crate::dates::find_dates;
use crate::front::title_parts;
use crate::scan::Scan;
use crate::stamps::stamp;
use crate::units::{fold, single_spaced};

/// Names of `<meta>` that hold the headline.
const METAS: &[&str] = &[
    "og:title",
    "twitter:title",
    "dc.title",
    "parsely-title",
    "sailthru.title",
];
/// A shorter heading is found in too many titles to be borne out by them, in bytes.
const SHORTEST_BORNE_OUT: usize = 9;
/// Most words of a part of a title that is taken for the site's name; after an upright bar, which headlines do not have.
const MOST_SITE_WORDS: usize = 3;
const MOST_SITE_WORDS_AFTER_BAR: usize = 5;
/// Fewest and most words of a heading that is taken for the headline because it is the only one.
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 3..=30;
/// A shorter title is not one cut off for its length, in bytes.
const SHORTEST_CUT: usize = 60;
/// Signs that part a title from the site's name.
const PARTING: [char; 9] = ['|', '-', '–', '—', ':', '·', '•', '»', '/'];

/// The headline: an `<h1>` that the metadata bears out, else the metadata without the site's name.
pub(crate) fn title(page: &Scan, entries: &[&Value], site: Option<&str>) -> Option<String> {
    let full = full_title(page, entries, site)?;
    Some(with_plain_quotes(before_bars(before_site(&full, site))))
}

/// A headline with plain quotation marks and apostrophes: the same one is printed with either by a page's heading, its
/// metadata and other pages, and has to compare equal.
fn with_plain_quotes(title: &str) -> String {
    let plain = |c: char| match c {
        '‘' | '’' | '‚' | '‛' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        other => other,
    };
    title.chars().map(plain).collect()
}

/// A headline without the site's name at its end.
fn before_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let Some(site) = site.map(fold).filter(|site| !site.is_empty()) else {
        return title;
    };
    let cut = title.rmatch_indices(PARTING).find_map(|(at, sign)| {
        let rest = &title[at + sign.len()..];
        let apart = title[..at].ends_with(' ') && rest.starts_with(' ');
        (apart && fold(rest.trim()) == site).then(|| title[..at].trim_end())
    });
    cut.filter(|headline| !headline.is_empty()).unwrap_or(title)
}

/// A headline without what short parts after upright bars say: “| Opinion”, “| Live”.
fn before_bars(mut title: &str) -> &str {
    while let Some((headline, rest)) = title.rsplit_once(" | ") {
        let (long, short) = (
            headline.split_whitespace().count(),
            rest.split_whitespace().count(),
        );
        if long < 3 || long <= short || short > MOST_SITE_WORDS_AFTER_BAR {
            break;
        }
        title = headline.trim_end();
    }
    title
}

fn full_title(page: &Scan, entries: &[&Value], site: Option<&str>) -> Option<String> {
    let told = told(page, entries);
    let said: Vec<&str> = told
        .iter()
        .map(String::as_str)
        .chain((!page.title.is_empty()).then_some(page.title.as_str()))
        .collect();
    let headings = distinct(&page.headings);
    let is_site = |heading: &str| site.is_some_and(|site| fold(site).contains(&fold(heading)));
    let borne_out = headings.iter().find(|heading| {
        let by = |text: &str| is_borne_out(heading, text) && !is_site(heading);
        // The browser's title may begin with the site's name, which then is a heading, too.
        let of_other = told.first().is_some_and(|text| !shares_words(heading, text));
        heading.len() >= SHORTEST_BORNE_OUT
            && (told.iter().any(|text| by(text)) || by(&page.title) && !of_other)
    });
    if let Some(heading) = borne_out {
        return Some((*heading).to_owned());
    }
    let without_site = whole(&said).map(|text| without_site(text, site));
    // A page with one heading shows its headline there, whatever its metadata were written for.
    let mut shown = headings
        .iter()
        .filter(|heading| HEADLINE_WORDS.contains(&heading.split_whitespace().count()) && !is_site(heading));
    if let (Some(heading), None) = (shown.next(), shown.next())
        && (said.is_empty()
            || told.iter().any(|text| shares_words(heading, text))
            || shares_words(heading, &page.title) && (told.is_empty() || !is_borne_out(heading, &page.title)))
    {
        // “Blog: Talks end” and “March 10 Talks end” are “Talks end”.
        let inner =
            without_site.filter(|inner| ends_with_part(heading, inner) || begins_label(heading, inner));
        return Some(inner.unwrap_or(heading).to_owned());
    }
    without_site.or(headings.first().copied()).map(str::to_owned)
}

/// The headline as the page's metadata have it, the surest first.
fn told(page: &Scan, entries: &[&Value]) -> Vec<String> {
    let written = entries.iter().filter_map(|entry| entry.get("headline")?.as_str());
    let metas = METAS.iter().flat_map(|key| {
        let of_key = page.metas.iter().filter(move |(name, _)| name == key);
        of_key.map(|(_, value)| value.as_str())
    });
    let clean = |text: &str| single_spaced(&html_escape::decode_html_entities(text));
    let mut told: Vec<String> = written.chain(metas).map(clean).collect();
    told.retain(|text| !text.is_empty());
    told
}

/// The headings, each once: some pages have one headline for screens of every size.
fn distinct(headings: &[String]) -> Vec<&str> {
    let mut seen: Vec<String> = Vec::new();
    let mut kept: Vec<&str> = Vec::new();
    for heading in headings.iter().take(100) {
        let folded = fold(heading);
        if !seen.contains(&folded) {
            seen.push(folded);
            kept.push(heading);
        }
    }
    kept
}

/// What is said first, unless it is cut off where something else goes on: `headline` of JSON-LD has a length.
fn whole<'t>(said: &[&'t str]) -> Option<&'t str> {
    let first = *said.first()?;
    let goes_on = |other: &&&str| {
        let rest = other.strip_prefix(first).map(str::trim_start);
        first.len() >= SHORTEST_CUT && rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    Some(said.iter().find(goes_on).copied().unwrap_or(first))
}

/// Whether a title is the heading, with the site's name after or before it or without.
fn is_borne_out(heading: &str, title: &str) -> bool {
    fold(title).starts_with(&fold(heading)) || words_of(heading).eq(words_of(title)) || {
        let (title, heading) = (fold(title), fold(heading));
        let before = title.strip_suffix(heading.as_str()).map(str::trim_end);
        // The longer part is the headline.
        before.is_some_and(|before| {
            before.ends_with(PARTING) && before.split(' ').count() <= heading.split(' ').count()
        })
    }
}

/// Whether a heading is the title after a label (“Blog:”) or a day.
fn ends_with_part(heading: &str, title: &str) -> bool {
    let folded = fold(title);
    let Some(start) = heading.len().checked_sub(title.len()) else {
        return false;
    };
    let (Some(before), Some(rest)) = (heading.get(..start), heading.get(start..)) else {
        return false;
    };
    let before = before.trim_end();
    let is_label = before.ends_with(':') || stamp(before).is_some();
    is_label && folded.split(' ').count() > 2 && fold(rest) == folded
}

/// Whether a heading is the title and a label after it: “Talks end Posted on March 10, 2031”, “Talks end (example.org)”.
fn begins_label(heading: &str, title: &str) -> bool {
    let Some(rest) = heading
        .strip_prefix(title)
        .filter(|_| words_of(title).count() > 3)
    else {
        return false;
    };
    let rest = rest.trim_start();
    rest.starts_with('(') && !rest.contains(' ') && rest.contains('.') || !find_dates(rest).is_empty()
}

/// The words of a text, without the signs around them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// A title without the site's name, which stands after it.
fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let is_site = |rest: &str| site.is_some_and(|site| fold(rest) == fold(site));
    let part = title_parts(title)
        .into_iter()
        .find(|(_, rest)| is_site(rest) || rest.split_whitespace().count() <= MOST_SITE_WORDS)
        .map(|(headline, _)| headline);
    let after_bar = |title: &'t str| {
        let (headline, rest) = title.rsplit_once(" | ")?;
        let words = rest.split_whitespace().count();
        (words <= MOST_SITE_WORDS_AFTER_BAR || is_site(rest)).then_some(headline.trim_end())
    };
    part.or_else(|| after_bar(title)).unwrap_or(title)
}

/// Whether a heading and a title of the metadata are about one thing: a third of the heading's words are in both.
fn shares_words(heading: &str, title: &str) -> bool {
    let words = |text: &str| -> Vec<String> { words_of(&fold(text)).map(str::to_owned).collect() };
    let (heading, title) = (words(heading), words(title));
    let shared = heading.iter().filter(|word| title.contains(word)).count();
    shared * 3 >= heading.len().min(title.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str, site: Option<&str>) -> Option<String> {
        title(&crate::scan::scan(html), &[], site)
    }

    #[test]
    fn a_heading_that_the_metadata_bear_out_is_the_title() {
        let og = "<meta property=og:title content='Talks end at the lake - Example Post'>";
        let page =
            format!("{og}<h1>Example Post</h1><h1>Talks end at the lake</h1><h1>More news of today</h1>");
        assert_eq!(
            of(&page, Some("Example Post")).as_deref(),
            Some("Talks end at the lake")
        );
        let first = "<title>Example Post: Talks end at the lake</title><h1>Talks end at the lake</h1><h1>More news of today</h1>";
        assert_eq!(of(first, None).as_deref(), Some("Talks end at the lake"));
        // The same headline for small and large screens is one.
        let twice = "<meta property=og:title content='Lake talks: the end'><h1>The lake talks end</h1><h1>The lake talks end</h1>";
        assert_eq!(of(twice, None).as_deref(), Some("The lake talks end"));
    }

    #[test]
    fn a_heading_that_is_the_site_is_none() {
        let page = "<title>A notebook from the lake: Talks end today</title><meta property=og:title content='Talks end today'><h1>A notebook from the lake</h1>";
        assert_eq!(of(page, None).as_deref(), Some("Talks end today"));
    }

    #[test]
    fn sites_labels_and_days_are_cut_off() {
        let og = |title: &str| of(&format!("<meta property=og:title content='{title}'>"), None);
        assert_eq!(
            og("Talks end today | The Example Evening Post").as_deref(),
            Some("Talks end today")
        );
        assert_eq!(og("Ceasefire | Post").as_deref(), Some("Ceasefire"));
        assert_eq!(
            og("Talks end - and begin again at the lake").as_deref(),
            Some("Talks end - and begin again at the lake")
        );
        let shown = |heading: &str| {
            of(
                &format!("<meta property=og:title content='The talks end'><h1>{heading}</h1>"),
                None,
            )
        };
        assert_eq!(shown("News: The talks end").as_deref(), Some("The talks end"));
        assert_eq!(
            shown("Dec 18 2031 The talks end").as_deref(),
            Some("The talks end")
        );
        assert_eq!(
            shown("Why the talks end so soon | Opinion | Weekend").as_deref(),
            Some("Why the talks end so soon")
        );
        assert_eq!(shown("How the talks end").as_deref(), Some("How the talks end"));
    }

    #[test]
    fn quotation_marks_are_plain_and_the_sites_name_is_cut_off() {
        let page = "<meta property=og:title content='“We’ll be back”, envoys say – Lake Post'><h1>“We’ll be back”, envoys say – Lake Post</h1>";
        assert_eq!(
            of(page, Some("Lake Post")).as_deref(),
            Some("\"We'll be back\", envoys say")
        );
        let one_word = "<meta property=og:title content='Ceasefire - Ministry of the Example Coast'>";
        assert_eq!(
            of(one_word, Some("Ministry of the Example Coast")).as_deref(),
            Some("Ceasefire")
        );
    }

    #[test]
    fn labels_in_a_heading_are_cut_off() {
        let page = "<meta property=og:title content='Talks end at the lake'><h1>Talks end at the lake <span>Posted on March 10, 2031 by Jane Roe</span></h1>";
        assert_eq!(of(page, None).as_deref(), Some("Talks end at the lake"));
    }
}
