//! A piece of HTML, as feeds carry it, to its text: paragraphs with empty lines between.

/// Tags that part paragraphs.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "table",
    "section",
    "article",
    "figure",
    "hr",
    "pre",
];
/// Elements whose content is no text of the report.
const SILENT: &[&str] = &["script", "style", "figcaption", "noscript", "svg", "iframe"];

/// The text of a piece of HTML. What holds no tag comes back with its references resolved.
pub(super) fn text(html: &str) -> String {
    let mut raw = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        put(&mut raw, &rest[..at]);
        rest = &rest[at..];
        let after = &rest[1..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        if !after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            raw.push('<');
            rest = after;
            continue;
        }
        let Some(end) = after.find('>') else {
            break;
        };
        let tag = &after[..end];
        rest = &after[end + 1..];
        let closing = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if BLOCKS.contains(&name.as_str()) {
            raw.push('\n');
        } else if SILENT.contains(&name.as_str()) && !closing && !tag.ends_with('/') {
            let close = format!("</{name}");
            let at = rest
                .as_bytes()
                .windows(close.len())
                .position(|window| window.eq_ignore_ascii_case(close.as_bytes()));
            rest = at.map_or("", |at| &rest[at..]);
        }
    }
    if raw.is_empty() {
        // Without a tag, its lines are what parts it.
        raw.push_str(if rest.starts_with('<') { "" } else { rest });
    } else if !rest.starts_with('<') {
        put(&mut raw, rest);
    }
    let plain = html_escape::decode_html_entities(&raw);
    let mut out = String::with_capacity(plain.len());
    for line in plain.lines() {
        let mut words = line.split_whitespace();
        if let Some(first) = words.next() {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(first);
            for word in words {
                out.push(' ');
                out.push_str(word);
            }
        }
    }
    out
}

/// Among tags a line break is a space like any other.
fn put(raw: &mut String, text: &str) {
    raw.extend(text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_paragraphs_stay() {
        let html = "<p>The <b>ministers</b> met.</p><script>if (a < b) { x() }</script><p>Egypt &amp; Sudan\nsigned.<br/>\
            5 < 6</p><!-- never -->";
        assert_eq!(text(html), "The ministers met.\n\nEgypt & Sudan signed.\n\n5 < 6");
        assert_eq!(text("no tags &ndash; at all"), "no tags – at all");
        assert_eq!(text("cut <a href="), "cut");
    }
}
