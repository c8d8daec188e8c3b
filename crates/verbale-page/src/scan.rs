//! The first reading of a page: its metadata, and the same page made harmless for the extractor.
//!
//! What goes on to the extractor is balanced, shallow and small: scripts, styles and drawings are gone, nesting and
//! attributes are capped, every element is closed. A page of a hundred thousand open tags costs no more than its bytes.

use std::borrow::Cow;

use crate::purpose::Purposes;
use crate::script;
use crate::tag::{Tag, tag};
use crate::units::single_spaced;
use crate::walk::{Kind, Step, Walk};

/// Deepest nesting handed on.
const DEEPEST: usize = 200;
/// Most tags handed on; the text after them is kept.
const MOST_TAGS: usize = 400_000;
/// Most character references handed on; the extractor's tree is rebuilt at each. Those after them become blanks.
const MOST_REFERENCES: usize = 20_000;
/// Longest text of a headline or a byline kept, in bytes.
const LONGEST_LABEL: usize = 400;

/// What the page says of itself, in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The page made harmless.
    pub(crate) clean: String,
    /// Its tags and texts.
    pub(crate) walk: Walk,
    /// How many `<pre>` are open.
    in_pre: usize,
    /// Ampersands in its text so far.
    references: usize,
    /// `<meta>`: name, property or itemprop in lower case, and content.
    pub(crate) metas: Vec<(String, String)>,
    /// Contents of the JSON-LD scripts.
    pub(crate) json_ld: Vec<String>,
    /// Days that scripts hold as data: name and value.
    pub(crate) scripted: Vec<(String, String)>,
    /// Days in attributes of `<time>` and the like: value, and whether the tag marks it as the day of publication.
    pub(crate) times: Vec<(String, bool)>,
    /// `<title>`.
    pub(crate) title: String,
    /// `<h1>`.
    pub(crate) headings: Vec<String>,
    /// Texts of elements marked as the author's.
    pub(crate) authors: Vec<String>,
    /// `<link rel=canonical>`.
    pub(crate) canonical: Option<String>,
}

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Elements whose content is no text of the page.
const DROPPED: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "svg", "object", "textarea", "select", "math",
];
/// Elements that end an open paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
/// Elements that end one of the same name beside them.
const SIBLINGS: &[&str] = &["li", "dt", "dd", "tr", "td", "th", "option"];
/// Attributes that extractors look at.
const KEPT: &[&str] = &[
    "class",
    "id",
    "href",
    "rel",
    "role",
    "itemprop",
    "style",
    "hidden",
    "aria-hidden",
];

/// An element that is open.
struct Open<'h> {
    name: Cow<'h, str>,
    kind: Kind,
}

/// An element whose text is being collected.
struct Capture {
    depth: usize,
    heading: bool,
    text: String,
}

/// Read a page.
pub(crate) fn scan(html: &str) -> Scan {
    let mut scan = Scan {
        clean: String::with_capacity(html.len() / 2),
        ..Scan::default()
    };
    let mut purposes = Purposes::default();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut captures: Vec<Capture> = Vec::new();
    let (mut at, mut tags, mut skipped) = (0_usize, 0_usize, 0_usize);
    while at < html.len() {
        let next = memchr::memchr(b'<', &html.as_bytes()[at..]).map_or(html.len(), |found| at + found);
        scan.text(&html[at..next], &mut captures);
        at = next;
        let rest = &html[at..];
        if rest.is_empty() {
            break;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += memchr::memmem::find(comment.as_bytes(), b"-->").map_or(rest.len(), |found| found + 7);
            continue;
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            at += memchr::memchr(b'>', rest.as_bytes()).map_or(rest.len(), |found| found + 1);
            continue;
        }
        let closing = rest.starts_with("</");
        let Some(tag) = tag(html, at + 1 + usize::from(closing)) else {
            scan.text("&lt;", &mut captures);
            at += 1;
            continue;
        };
        at = tag.end;
        tags += 1;
        if closing {
            if skipped > 0 && !DROPPED.contains(&&*tag.name) {
                skipped -= 1;
            } else {
                scan.close(&tag.name, &mut open, &mut captures);
            }
            continue;
        }
        if DROPPED.contains(&&*tag.name) || tag.name == "title" {
            let end = raw_end(html, at, &tag.name);
            scan.raw(&tag, &html[at..end]);
            at = end;
            continue;
        }
        let day = scan.note(&tag);
        if tags > MOST_TAGS || is_of_no_use(&tag) {
            // A picture parts lines all the same.
            if tag.name == "img" {
                scan.walk.push(scan.clean.len(), Step::Void(Kind::of(&tag.name)));
            }
            continue;
        }
        let void = VOID.contains(&&*tag.name);
        if open.len() >= DEEPEST && !void {
            skipped += 1;
            continue;
        }
        if matches!(&*tag.name, "html" | "head" | "body") && open.iter().any(|other| other.name == tag.name) {
            continue;
        }
        if tag.name == "br" {
            for capture in &mut captures {
                capture.text.push(' ');
            }
        }
        scan.imply_ends(&tag.name, &mut open, &mut captures);
        scan.write(&tag, void);
        let kind = Kind::of(&tag.name);
        if void {
            scan.walk.push(scan.clean.len(), Step::Void(kind));
            continue;
        }
        let purpose = purposes.of(&tag);
        scan.walk
            .push(scan.clean.len(), Step::Open { kind, purpose, day });
        scan.in_pre += usize::from(tag.name == "pre");
        let heading = wanted(&tag);
        open.push(Open { name: tag.name, kind });
        if let Some(heading) = heading {
            captures.push(Capture {
                depth: open.len(),
                heading,
                text: String::new(),
            });
        }
    }
    while !open.is_empty() {
        scan.pop(&mut open, &mut captures);
    }
    scan
}

impl Scan {
    fn text(&mut self, text: &str, captures: &mut [Capture]) {
        if text.is_empty() {
            return;
        }
        for capture in captures {
            if capture.text.len() < LONGEST_LABEL {
                capture.text.push_str(text);
            }
        }
        for (at, part) in text.split('&').enumerate() {
            if at > 0 {
                self.references += 1;
                let harmless = self.references <= MOST_REFERENCES;
                self.clean.push(if harmless { '&' } else { ' ' });
            }
            if self.in_pre > 0 {
                self.clean.push_str(part);
            } else {
                push_single(&mut self.clean, part);
            }
        }
        self.walk.push(self.clean.len(), Step::Text);
    }

    fn raw(&mut self, tag: &Tag<'_>, content: &str) {
        let json = tag
            .get("type")
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        if tag.name == "script" && json {
            self.json_ld.push(content.to_owned());
        } else if tag.name == "script" {
            self.scripted.extend(script::days(content));
        } else if tag.name == "title" && self.title.is_empty() {
            self.title = label(content);
        }
    }

    /// Keep what a tag says of the page; where the day is kept that it holds.
    fn note(&mut self, tag: &Tag<'_>) -> Option<usize> {
        match &*tag.name {
            "meta" => {
                let key = tag
                    .get("property")
                    .or_else(|| tag.get("name"))
                    .or_else(|| tag.get("itemprop"));
                if let (Some(key), Some(value)) = (key, tag.get("content")) {
                    self.metas
                        .push((key.to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
            "link"
                if tag
                    .get("rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                self.canonical = tag.get("href").map(Cow::into_owned);
            }
            "time" => {
                let marked = tag
                    .get("itemprop")
                    .is_some_and(|it| it.eq_ignore_ascii_case("datePublished"))
                    || tag.get("pubdate").is_some()
                    || tag.get("class").is_some_and(|class| {
                        let class = class.to_ascii_lowercase();
                        class.contains("publish")
                            || class.contains("entry-date") && !class.contains("updated")
                    });
                let day = tag.get("datetime")?;
                self.times.push((day.into_owned(), marked));
                return Some(self.times.len() - 1);
            }
            _ if tag
                .get("itemprop")
                .is_some_and(|it| it.eq_ignore_ascii_case("datePublished")) =>
            {
                let value = tag.get("content").or_else(|| tag.get("title"));
                self.times.extend(value.map(|value| (value.into_owned(), true)));
            }
            _ => {}
        }
        None
    }

    /// Write a tag with what extractors look at.
    fn write(&mut self, tag: &Tag<'_>, void: bool) {
        self.clean.push('<');
        self.clean.push_str(&tag.name);
        for (name, value) in tag.attributes.iter().filter(|(name, _)| KEPT.contains(&&**name)) {
            let value = match &**name {
                "href" => harmless_address(value),
                "style" if !hides(value) => continue,
                _ => value,
            };
            self.clean.push(' ');
            self.clean.push_str(name);
            self.clean.push_str("=\"");
            for (at, part) in value.split('"').enumerate() {
                self.clean.push_str(if at > 0 { "&quot;" } else { "" });
                self.clean.push_str(part);
            }
            self.clean.push('"');
        }
        self.clean.push_str(if void { "/>" } else { ">" });
    }

    /// End the innermost element.
    fn pop(&mut self, open: &mut Vec<Open<'_>>, captures: &mut Vec<Capture>) {
        while captures.last().is_some_and(|capture| capture.depth == open.len()) {
            let Some(capture) = captures.pop() else { break };
            let text = label(&capture.text);
            if !text.is_empty() {
                if capture.heading {
                    &mut self.headings
                } else {
                    &mut self.authors
                }
                .push(text);
            }
        }
        let Some(ended) = open.pop() else { return };
        self.clean.push_str("</");
        self.clean.push_str(&ended.name);
        self.clean.push('>');
        self.walk.push(self.clean.len(), Step::Close(ended.kind));
        self.in_pre -= usize::from(ended.name == "pre");
    }

    fn close(&mut self, name: &str, open: &mut Vec<Open<'_>>, captures: &mut Vec<Capture>) {
        if matches!(name, "html" | "body") {
            return;
        }
        let inline = Kind::of(name).is(Kind::INLINE);
        let found = open
            .iter()
            .rev()
            .take_while(|other| other.name == name || !inline || other.kind.is(Kind::INLINE))
            .position(|other| other.name == name);
        for _ in 0..found.map_or(0, |depth| depth + 1) {
            self.pop(open, captures);
        }
    }

    /// End what a tag ends without saying so.
    fn imply_ends(&mut self, name: &str, open: &mut Vec<Open<'_>>, captures: &mut Vec<Capture>) {
        if let Some(top) = open.last() {
            let paragraph = top.name == "p" && BLOCKS.contains(&name);
            if paragraph || top.name == name && SIBLINGS.contains(&name) {
                self.pop(open, captures);
            }
        }
    }
}

/// Whether a tag shows no text and tells nothing that extractors look at; they do look for an author.
fn is_of_no_use(tag: &Tag<'_>) -> bool {
    let of_author = |name: &str| tag.written(name).is_some_and(|value| value.contains("author"));
    // Extractors remove pictures that have no address.
    tag.name == "img"
        || matches!(&*tag.name, "meta" | "link" | "base") && !of_author("rel") && !of_author("itemprop")
}

/// Add a text with single white space: how a page is indented is no part of it.
fn push_single(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| b.is_ascii_whitespace()) {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at..].trim_ascii_start();
    }
    out.push_str(rest);
}

/// An address as far as extractors look at it: whether it leads to a place on the page, to a script, or elsewhere.
fn harmless_address(address: &str) -> &str {
    let script = address.len() >= 11 && address.as_bytes()[..11].eq_ignore_ascii_case(b"javascript:");
    if address.starts_with('#') || script {
        address
    } else {
        "/"
    }
}

/// Whether a style may hide its element.
fn hides(style: &str) -> bool {
    let found = |word: &[u8]| memchr::memmem::find(style.as_bytes(), word).is_some();
    found(b"isplay") || found(b"isibility") || found(b"ISPLAY") || found(b"ISIBILITY")
}

/// Whether the text of an element is wanted: `Some(true)` for a headline, `Some(false)` for an author.
fn wanted(tag: &Tag<'_>) -> Option<bool> {
    if tag.name == "h1" {
        return Some(true);
    }
    let has = |name: &str, words: &[&str]| {
        tag.get(name).is_some_and(|value| {
            let mut parts = value.split([' ', '_']);
            parts.any(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part)))
        })
    };
    let author = has("rel", &["author"])
        || has("itemprop", &["author"])
        || has(
            "class",
            &[
                "byline",
                "author",
                "author-name",
                "byline-name",
                "article-author",
                "post-author",
                "entry-author",
            ],
        );
    author.then_some(false)
}

/// Where the content of an element that holds no tags ends; its end tag is left for the reader.
fn raw_end(html: &str, at: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    memchr::memmem::find_iter(&bytes[at..], b"</")
        .map(|found| at + found)
        .find(|found| {
            bytes
                .get(found + 2..found + 2 + name.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        })
        .unwrap_or(html.len())
}

/// The words of a piece of HTML without tags: entities read, white space single.
fn label(text: &str) -> String {
    single_spaced(&html_escape::decode_html_entities(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_gathered() {
        let page = r#"<html><head><title>A &amp; B</title><meta property="og:title" content="A"><script type="application/ld+json">{"a":1}</script>
            </head><body><h1>A <b>b</b></h1><a rel=author>Jane Roe</a><time datetime="2031-03-10" itemprop=datePublished>x</time><p>One<p>Two</body>"#;
        let found = scan(page);
        assert_eq!(found.title, "A & B");
        assert_eq!(found.metas, [("og:title".to_owned(), "A".to_owned())]);
        assert_eq!(found.json_ld, ["{\"a\":1}"]);
        assert_eq!(
            (found.headings, found.authors),
            (vec!["A b".to_owned()], vec!["Jane Roe".to_owned()])
        );
        assert_eq!(found.times, [("2031-03-10".to_owned(), true)]);
        assert!(found.clean.contains("<p>One</p><p>Two</p>"), "{}", found.clean);
    }

    #[test]
    fn nesting_is_capped_and_cuts_are_closed() {
        let page = format!("{}deep{}", "<div>".repeat(100_000), "</div>".repeat(50_000));
        let found = scan(&page);
        assert_eq!(found.clean.matches("<div>").count(), DEEPEST);
        assert_eq!(found.clean.matches("</div>").count(), DEEPEST);
        assert!(scan("<p>Cut <a href=\"x").clean.ends_with("</p>"));
        assert_eq!(scan("1 < 2").clean, "1 &lt; 2");
    }
}
