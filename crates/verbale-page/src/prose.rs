//! A page's prose by its own mark-up: a second opinion on how much of it an extractor took.
//!
//! Extractors score the containers of a page and take the best one. Where an article is spread over many containers of
//! the same worth (sections, cards, accordions), they take one of them, or none. What stands in paragraphs, list items
//! and cells of the page's main part, outside of all that its classes call something else, tells how much is missing.

use crate::purpose::Purpose;
use crate::scan::tag;

/// Elements whose text is a paragraph of its own.
const BLOCKS: &[&str] = &[
    "p",
    "li",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "pre",
    "td",
    "th",
    "dd",
    "dt",
    "figcaption",
];
/// Elements that hold no prose.
const NO_PROSE: &[&str] = &["nav", "aside", "footer", "form", "header", "button"];
/// A block of which more than this share is links is a menu.
const MOST_LINKS: f32 = 0.5;
/// The main part of a page holds at least this share of its prose.
const MAIN_SHARE: f32 = 0.4;

/// What a block of prose stands in.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Place {
    /// Inside `<main>`.
    main: bool,
    /// Inside which `<article>`, counted from one; zero for none.
    article: usize,
}

#[derive(Default)]
struct Block {
    text: String,
    links: usize,
    place: Place,
}

/// An element on the way down.
#[derive(Clone, Copy)]
struct Open {
    purpose: Purpose,
    place: Place,
    /// No prose in here.
    out: bool,
    link: bool,
}

/// The paragraphs of a page that the scan has made harmless (every element closed), one a line.
pub(crate) fn prose(clean: &str) -> String {
    let blocks = blocks(clean);
    // Prose inside `<main>`, in all, and in each article: one pass, a page may have many articles.
    let (mut main, mut all) = (0_usize, 0_usize);
    let mut articles: Vec<usize> = Vec::new();
    for block in &blocks {
        let Place {
            main: in_main,
            article,
        } = block.place;
        all += block.text.len();
        main += if in_main { block.text.len() } else { 0 };
        articles.resize(articles.len().max(article + 1), 0);
        articles[article] += block.text.len();
    }
    let enough = |found: usize| found as f32 > MAIN_SHARE * all as f32;
    let longest = (1..articles.len()).rev().max_by_key(|&article| articles[article]);
    let in_main = |place: Place| place.main;
    let in_article = |place: Place| Some(place.article) == longest;
    let wanted: &dyn Fn(Place) -> bool = if enough(main) {
        &in_main
    } else if longest.is_some_and(|article| enough(articles[article])) {
        &in_article
    } else {
        &|_| true
    };
    let mut text = String::new();
    for block in blocks.iter().filter(|block| wanted(block.place)) {
        text.push_str(&block.text);
        text.push('\n');
    }
    text
}

fn blocks(clean: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // The block being read, and how deep the element stands that began it.
    let mut block: Option<(Block, usize)> = None;
    let (mut at, mut articles) = (0, 0);
    while at < clean.len() {
        let next = memchr::memchr(b'<', &clean.as_bytes()[at..]).map_or(clean.len(), |found| at + found);
        let here = open.last().copied();
        if let Some((block, _)) = &mut block
            && here.is_none_or(|here| !here.out)
        {
            block.add(&clean[at..next], here.is_some_and(|here| here.link));
        }
        let closing = clean[next..].starts_with("</");
        let Some(tag) = tag(clean, next + 1 + usize::from(closing)) else {
            if let (Some((block, _)), Some('<')) = (&mut block, clean[next..].chars().next()) {
                block.add("<", false);
            }
            at = next + 1;
            continue;
        };
        at = tag.end;
        if closing {
            open.pop();
            if block.as_ref().is_some_and(|(_, depth)| open.len() < *depth) {
                found.extend(block.take().and_then(|(block, _)| block.finish()));
            }
            continue;
        }
        let outer = here.unwrap_or(Open {
            purpose: Purpose::default(),
            place: Place::default(),
            out: false,
            link: false,
        });
        if matches!(tag.name.as_str(), "br" | "div" | "p" | "li" | "td")
            && let Some((block, _)) = &mut block
        {
            block.add(" ", false);
        }
        if clean[..at].ends_with("/>") {
            continue;
        }
        articles += usize::from(tag.name == "article");
        let purpose = outer.purpose.within(&tag);
        let place = Place {
            main: outer.place.main || tag.name == "main",
            article: if tag.name == "article" && outer.place.article == 0 {
                articles
            } else {
                outer.place.article
            },
        };
        let inner = Open {
            purpose,
            place,
            out: outer.out || purpose.elsewhere || purpose.aside || NO_PROSE.contains(&tag.name.as_str()),
            link: outer.link || tag.name == "a",
        };
        open.push(inner);
        if block.is_none() && !inner.out && BLOCKS.contains(&tag.name.as_str()) {
            let begun = Block {
                place,
                ..Block::default()
            };
            block = Some((begun, open.len()));
        }
    }
    found.extend(block.and_then(|(block, _)| block.finish()));
    found
}

impl Block {
    fn add(&mut self, text: &str, link: bool) {
        self.text.push_str(text);
        if link {
            self.links += text.trim().len();
        }
    }

    /// The block's words, unless it is empty or a menu.
    fn finish(mut self) -> Option<Self> {
        if self.links as f32 > MOST_LINKS * self.text.trim().len() as f32 {
            return None;
        }
        let decoded = html_escape::decode_html_entities(&self.text);
        let words = decoded.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text = words;
        (!self.text.is_empty()).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        prose(&crate::scan::scan(html).clean)
    }

    #[test]
    fn paragraphs_of_the_main_part_are_kept_in_order() {
        let page = "<body><nav><ul><li>News</ul></nav><main><section><h2>First day</h2><p>The envoys met &amp; parted.</section>\
            <section><ul><li>A truce<li>A corridor</ul></section><div class=related-posts><p>Ten lakes to see</div></main>\
            <footer><p>All rights reserved</footer>";
        assert_eq!(
            of(page),
            "First day\nThe envoys met & parted.\nA truce\nA corridor\n"
        );
    }

    #[test]
    fn menus_of_links_are_no_prose() {
        let page = "<p><a href=a>Ten lakes</a> <a href=b>Six towns</a></p><p>The <a href=c>envoys</a> left the town.</p>";
        assert_eq!(of(page), "The envoys left the town.\n");
    }

    #[test]
    fn of_several_articles_the_longest_counts() {
        let page = "<article><p>A short one.</article><article><p>The envoys of both countries left the town on Monday.</article>";
        assert_eq!(
            of(page),
            "The envoys of both countries left the town on Monday.\n"
        );
    }
}
