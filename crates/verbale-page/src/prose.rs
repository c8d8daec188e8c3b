//! A page's prose by its own mark-up: a second opinion on how much of it an extractor took.
//!
//! Extractors score the containers of a page and take the best one. Where an article is spread over many containers of
//! the same worth (sections, cards, accordions), they take one of them, or none. What stands in paragraphs, list items
//! and cells of the page's main part, outside of all that its classes call something else, tells how much is missing.

use crate::scan::Scan;
use crate::units::single_spaced;
use crate::walk::{Kind, Step};

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
#[derive(Clone, Copy, Default)]
struct Open {
    place: Place,
    /// No prose in here.
    out: bool,
    link: bool,
}

/// The paragraphs of a page, one a line.
pub(crate) fn prose(page: &Scan) -> String {
    let blocks = blocks(page);
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

fn blocks(page: &Scan) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // The block being read, and how deep the element stands that began it.
    let mut block: Option<(Block, usize)> = None;
    let mut articles = 0;
    for (start, end, step) in page.walk.steps() {
        let outer = open.last().copied().unwrap_or_default();
        if let Step::Open { kind, .. } | Step::Void(kind) = step
            && kind.is(Kind::PARTING)
            && let Some((block, _)) = &mut block
        {
            block.add(" ", false);
        }
        let (kind, purpose) = match step {
            Step::Text => {
                if let Some((block, _)) = block.as_mut().filter(|_| !outer.out) {
                    block.add(&page.clean[start..end], outer.link);
                }
                continue;
            }
            Step::Close(_) => {
                open.pop();
                if block.as_ref().is_some_and(|(_, depth)| open.len() < *depth) {
                    found.extend(block.take().and_then(|(block, _)| block.finish()));
                }
                continue;
            }
            Step::Void(_) => continue,
            Step::Open { kind, purpose, .. } => (kind, purpose),
        };
        articles += usize::from(kind.is(Kind::ARTICLE));
        let inner = Open {
            place: Place {
                main: outer.place.main || kind.is(Kind::MAIN),
                article: if kind.is(Kind::ARTICLE) && outer.place.article == 0 {
                    articles
                } else {
                    outer.place.article
                },
            },
            out: outer.out || purpose.elsewhere || purpose.aside || kind.is(Kind::NO_PROSE),
            link: outer.link || kind.is(Kind::LINK),
        };
        open.push(inner);
        if block.is_none() && !inner.out && kind.is(Kind::BLOCK) {
            let begun = Block {
                place: inner.place,
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
        self.text = single_spaced(&decoded);
        (!self.text.is_empty()).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        prose(&crate::scan::scan(html))
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
