//! The first reading of a page: its metadata, and the same page made harmless for the extractor.
//!
//! What goes on to the extractor is balanced, shallow and small: scripts, styles and drawings are gone, nesting and
//! attributes are capped, every element is closed. A page of a hundred thousand open tags costs no more than its bytes.

use std::borrow::Cow;

use crate::script;

/// Deepest nesting handed on.
const DEEPEST: usize = 200;
/// Most tags handed on; the text after them is kept.
const MOST_TAGS: usize = 400_000;
/// Most character references handed on; the extractor's tree is rebuilt at each. Those after them become blanks.
const MOST_REFERENCES: usize = 20_000;
/// Most attributes looked at in one tag, and the longest value kept, in bytes.
const MOST_ATTRIBUTES: usize = 40;
const LONGEST_VALUE: usize = 2_000;
/// Longest text of a headline or a byline kept, in bytes.
const LONGEST_LABEL: usize = 400;

/// What the page says of itself, in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// The page made harmless.
    pub(crate) clean: String,
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
pub(crate) const INLINE: &[&str] = &[
    "a", "b", "i", "em", "strong", "span", "font", "u", "small", "abbr", "cite", "code", "mark", "q", "s",
    "sub", "sup", "time", "label",
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
    "datetime",
    "lang",
    "dir",
];

pub(crate) struct Tag<'h> {
    pub(crate) name: String,
    attributes: Vec<(String, &'h str)>,
    pub(crate) end: usize,
}

impl Tag<'_> {
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(html_escape::decode_html_entities(*value))
    }
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
    let mut open: Vec<String> = Vec::new();
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
            if skipped > 0 && !DROPPED.contains(&tag.name.as_str()) {
                skipped -= 1;
            } else {
                scan.close(&tag.name, &mut open, &mut captures);
            }
            continue;
        }
        if DROPPED.contains(&tag.name.as_str()) || tag.name == "title" {
            let end = raw_end(html, at, &tag.name);
            scan.raw(&tag, &html[at..end]);
            at = end;
            continue;
        }
        scan.note(&tag);
        if tags > MOST_TAGS {
            continue;
        }
        let void = VOID.contains(&tag.name.as_str());
        if open.len() >= DEEPEST && !void {
            skipped += 1;
            continue;
        }
        if matches!(tag.name.as_str(), "html" | "head" | "body") && open.contains(&tag.name) {
            continue;
        }
        if tag.name == "br" {
            for capture in &mut captures {
                capture.text.push(' ');
            }
        }
        scan.imply_ends(&tag.name, &mut open, &mut captures);
        scan.open(&tag, void);
        if !void {
            open.push(tag.name.clone());
            if let Some(heading) = wanted(&tag) {
                captures.push(Capture {
                    depth: open.len(),
                    heading,
                    text: String::new(),
                });
            }
        }
    }
    while let Some(name) = open.last().cloned() {
        scan.pop(&name, &mut open, &mut captures);
    }
    scan
}

impl Scan {
    fn text(&mut self, text: &str, captures: &mut [Capture]) {
        for (at, part) in text.split('&').enumerate() {
            if at > 0 {
                self.references += 1;
                let harmless = self.references <= MOST_REFERENCES;
                self.clean.push(if harmless { '&' } else { ' ' });
            }
            self.clean.push_str(part);
        }
        for capture in captures {
            if capture.text.len() < LONGEST_LABEL {
                capture.text.push_str(text);
            }
        }
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

    fn note(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
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
                self.times
                    .extend(tag.get("datetime").map(|value| (value.into_owned(), marked)));
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
    }

    fn open(&mut self, tag: &Tag<'_>, void: bool) {
        self.clean.push('<');
        self.clean.push_str(&tag.name);
        for (name, value) in tag
            .attributes
            .iter()
            .filter(|(name, _)| KEPT.contains(&name.as_str()))
        {
            self.clean.push(' ');
            self.clean.push_str(name);
            self.clean.push_str("=\"");
            self.clean.push_str(&value.replace('"', "&quot;"));
            self.clean.push('"');
        }
        self.clean.push_str(if void { "/>" } else { ">" });
    }

    fn pop(&mut self, name: &str, open: &mut Vec<String>, captures: &mut Vec<Capture>) {
        self.clean.push_str("</");
        self.clean.push_str(name);
        self.clean.push('>');
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
        open.pop();
    }

    fn close(&mut self, name: &str, open: &mut Vec<String>, captures: &mut Vec<Capture>) {
        if matches!(name, "html" | "body") {
            return;
        }
        let inline = INLINE.contains(&name);
        let found = open
            .iter()
            .rev()
            .take_while(|other| other.as_str() == name || !inline || INLINE.contains(&other.as_str()))
            .position(|other| other == name);
        for _ in 0..found.map_or(0, |depth| depth + 1) {
            let Some(top) = open.last().cloned() else { break };
            self.pop(&top, open, captures);
        }
    }

    /// End what a tag ends without saying so.
    fn imply_ends(&mut self, name: &str, open: &mut Vec<String>, captures: &mut Vec<Capture>) {
        if let Some(top) = open.last().cloned() {
            let paragraph = top == "p" && BLOCKS.contains(&name);
            if paragraph || top == name && SIBLINGS.contains(&name) {
                self.pop(&top, open, captures);
            }
        }
    }
}

/// Whether the text of an element is wanted: `Some(true)` for a headline, `Some(false)` for an author.
fn wanted(tag: &Tag<'_>) -> Option<bool> {
    if tag.name == "h1" {
        return Some(true);
    }
    let has = |name: &str, words: &[&str]| {
        tag.get(name).is_some_and(|value| {
            value
                .to_ascii_lowercase()
                .split([' ', '_'])
                .any(|part| words.contains(&part))
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

/// The tag whose name begins at `at`.
pub(crate) fn tag(html: &str, at: usize) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    if !bytes.get(at)?.is_ascii_alphabetic() {
        return None;
    }
    let name_end = at
        + bytes[at..]
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
            .unwrap_or(bytes.len() - at);
    let name: String = html[at..name_end]
        .chars()
        .take(32)
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let mut tag = Tag {
        name: name.to_ascii_lowercase(),
        attributes: Vec::new(),
        end: html.len(),
    };
    let mut at = name_end;
    loop {
        at += bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace() || **b == b'/')
            .count();
        match bytes.get(at) {
            None => return Some(tag),
            Some(b'>') => {
                tag.end = at + 1;
                return Some(tag);
            }
            Some(_) => {}
        }
        let key_length = bytes[at..]
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/'))
            .unwrap_or(bytes.len() - at);
        let key = &html[at..at + key_length];
        at += key_length.max(usize::from(key_length == 0));
        let blanks = bytes[at.min(bytes.len())..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace())
            .count();
        let mut value = "";
        if bytes.get(at + blanks) == Some(&b'=') {
            at += blanks + 1;
            at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            let quote = bytes.get(at).copied().filter(|b| matches!(b, b'"' | b'\''));
            let start = at + usize::from(quote.is_some());
            let length = match quote {
                Some(quote) => memchr::memchr(quote, &bytes[start..]),
                None => bytes[start..]
                    .iter()
                    .position(|b| b.is_ascii_whitespace() || *b == b'>'),
            }
            .unwrap_or(bytes.len() - start);
            value = &html[start..start + length];
            at = (start + length + usize::from(quote.is_some())).min(bytes.len());
        }
        if tag.attributes.len() < MOST_ATTRIBUTES && value.len() <= LONGEST_VALUE && key.len() < 64 {
            tag.attributes.push((key.to_ascii_lowercase(), value));
        }
    }
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
    html_escape::decode_html_entities(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
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
