//! Pages made to hurt a reader: each breaks a different rule of size, depth, order or encoding.

/// A paragraph that is an article's.
const PROSE: &str = "<p>The envoys of both countries left the lakeside hotel on Monday without a word, the host of the talks said.</p>";

fn around(what: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><title>Talks end</title></head><body><h1>Talks end</h1>{PROSE}{what}{PROSE}</body></html>")
        .into_bytes()
}

fn head(what: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head>{what}</head><body><h1>Talks end</h1>{PROSE}{PROSE}</body></html>")
        .into_bytes()
}

/// Name and bytes of every page.
pub(crate) fn pages() -> Vec<(&'static str, Vec<u8>)> {
    let mut pages = nesting();
    pages.extend(attributes());
    pages.extend(metadata());
    pages.extend(encodings());
    pages.extend(lines());
    pages
}

fn nesting() -> Vec<(&'static str, Vec<u8>)> {
    let many = 200_000;
    vec![
        ("open divs", around(&"<div>".repeat(many))),
        ("closing divs", around(&"</div>".repeat(many))),
        ("deep tables", around(&"<table><tr><td>".repeat(many / 4))),
        ("deep lists", around(&"<ul><li>".repeat(many / 2))),
        ("open links", around(&"<a href=x>word ".repeat(many))),
        ("open bold", around(&"<b><i>".repeat(many / 2))),
        ("open headings", around(&"<h1>word ".repeat(many / 2))),
        ("open paragraphs", around(&"<p>".repeat(many))),
        ("crossed tags", around(&"<b><p></b><i></p></i>".repeat(many / 8))),
        (
            "wide table",
            around(&format!("<table><tr>{}</table>", "<td>1".repeat(many))),
        ),
        (
            "long table",
            around(&format!("<table>{}</table>", "<tr><td>1<td>2".repeat(many / 2))),
        ),
        (
            "many articles",
            around(&"<article><p>A few words here.</p></article>".repeat(many / 8)),
        ),
        ("many mains", around(&"<main><p>A few words.".repeat(many / 8))),
        ("nested articles", around(&"<article>".repeat(many))),
        ("nested forms", around(&"<form><input><button>".repeat(many / 8))),
        ("nested bodies", around(&"<html><head><body>".repeat(many / 8))),
        ("unclosed script", around("<script>var a = '<p>';")),
        (
            "unclosed comment",
            around(&format!("<!-- {}", "<p>word</p>".repeat(many / 8))),
        ),
        (
            "unclosed style",
            around(&format!("<style>{}", "p{}".repeat(many))),
        ),
        ("many scripts", around(&"<script></script>".repeat(many / 8))),
        ("many comments", around(&"<!--x-->".repeat(many / 4))),
        ("declarations", around(&"<!x".repeat(many))),
        ("less-than signs", around(&"<".repeat(many * 5))),
        ("tags of one letter", around(&"<x>".repeat(many * 2))),
    ]
}

fn attributes() -> Vec<(&'static str, Vec<u8>)> {
    let many = 200_000;
    vec![
        (
            "many attributes",
            around(&format!("<div{}>", " a=b".repeat(many))),
        ),
        (
            "long attribute",
            around(&format!("<div class=\"{}\">", "x ".repeat(many * 5))),
        ),
        (
            "long class words",
            around(&format!("<p class=\"{}\">word</p>", "related-".repeat(many)).repeat(3)),
        ),
        (
            "unclosed quote",
            around(&format!("<div class=\"{}", "word > ".repeat(many))),
        ),
        ("no end of tag", "<p a=b".repeat(many).into_bytes()),
        ("equal signs", around(&format!("<div {}>", "=".repeat(many)))),
        ("slashes", around(&format!("<div {}>", "/".repeat(many)))),
        ("long name of tag", around(&format!("<{}>", "x".repeat(many)))),
        (
            "bylines",
            around(&"<span class=byline>By Jane Roe</span>".repeat(many / 8)),
        ),
        (
            "dates",
            around(&"<time datetime=2031-03-10>10 March 2031</time>".repeat(many / 8)),
        ),
    ]
}

fn metadata() -> Vec<(&'static str, Vec<u8>)> {
    let many = 200_000;
    let json = |text: String| head(&format!("<script type=application/ld+json>{text}</script>"));
    vec![
        ("deep JSON-LD", json("[".repeat(many))),
        (
            "wide JSON-LD",
            json(format!(
                "[{}{{}}]",
                "{\"@type\":\"NewsArticle\"},".repeat(many / 8)
            )),
        ),
        (
            "broken JSON-LD",
            json(format!("{{\"headline\": \"{}", "x".repeat(many))),
        ),
        (
            "many JSON-LD",
            head(&"<script type=application/ld+json>{\"@graph\":[]}</script>".repeat(many / 16)),
        ),
        (
            "many metas",
            head(&"<meta name=author content='Jane Roe'>".repeat(many / 8)),
        ),
        ("many titles", head(&"<title>Talks end".repeat(many / 8))),
        (
            "long title",
            head(&format!("<title>{}</title>", "word ".repeat(many))),
        ),
        (
            "long heading",
            around(&format!("<h1>{}</h1>", "word ".repeat(many))),
        ),
    ]
}

fn encodings() -> Vec<(&'static str, Vec<u8>)> {
    let utf16: Vec<u8> = around("").iter().flat_map(|&byte| [byte, 0]).collect();
    let mut with_mark = vec![0xff, 0xfe];
    with_mark.extend(&utf16[..utf16.len() - 1]);
    let mut latin = head("<meta charset=utf-8>");
    latin.extend(b"<p>Caf\xe9 \xff\xfe\x80\x81 sans fin".repeat(20_000));
    let mut nuls = around("");
    nuls.extend(b"word\0 ".repeat(500));
    vec![
        ("entities", around(&"&amp;".repeat(400_000))),
        (
            "entities without end",
            around(&"&ampamp&#x&#99999999999;&#xD800;&".repeat(50_000)),
        ),
        ("ampersands", around(&"&".repeat(1_000_000))),
        ("a charset that lies", latin),
        ("a charset that is none", head("<meta charset=no-such-thing>")),
        (
            "a charset of seven bits",
            head("<meta http-equiv=content-type content='text/html; charset=utf-7'>"),
        ),
        ("UTF-16 cut in a unit", with_mark),
        ("UTF-16 without a mark", utf16),
        ("NUL bytes", nuls),
        (
            "combining marks",
            around(&"a\u{301}\u{301}\u{301}".repeat(100_000)),
        ),
        (
            "controls of direction",
            around(&"\u{202e}word\u{202c} ".repeat(50_000)),
        ),
        ("zero-width joiners", around(&"\u{200d}".repeat(300_000))),
    ]
}

fn lines() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("one line of words", "word ".repeat(400_000).into_bytes()),
        ("one line without a blank", "w".repeat(2_000_000).into_bytes()),
        ("empty lines", "\n".repeat(2_000_000).into_bytes()),
        ("carriage returns", "word\r".repeat(300_000).into_bytes()),
        ("lines of one word", "Word\n".repeat(300_000).into_bytes()),
        ("brackets", around(&"(".repeat(500_000))),
        ("quotation marks", around(&"“".repeat(300_000))),
        (
            "a page of fifty megabytes",
            around(&"<p>word</p>".repeat(50_000_000 / 11)),
        ),
        (
            "a line of fifty megabytes",
            "word ".repeat(10_000_000).into_bytes(),
        ),
    ]
}
