//! The authors that a page prints: around its headline, or on lines of a class for authors.

use crate::byline::signature;
use crate::dates::find_dates;
use crate::labels::{Labels, Line};
use crate::words::WORDS;

/// The authors that a page prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PrintedAuthors {
    /// After a word that says so.
    pub(crate) signed: Option<String>,
    /// In an element of a class for authors.
    pub(crate) marked: Option<String>,
}

impl Labels {
    /// The first line of the article that is for its authors.
    pub(crate) fn byline(&self) -> Option<usize> {
        let is_byline = |line: &Line| {
            line.purpose.author
                || WORDS.is_by(&line.text)
                || WORDS
                    .after_by(&line.text)
                    .is_some_and(|(rest, _)| signature(&format!("By {rest}")).is_some())
        };
        let mut lines = self.short().filter(|(_, line, _)| !line.purpose.elsewhere);
        lines.find(|(_, line, _)| is_byline(line)).map(|(at, ..)| at)
    }

    /// The authors that the page prints.
    pub(crate) fn authors(&self) -> PrintedAuthors {
        let mut found = PrintedAuthors::default();
        let mut labelled = false;
        for (_, line, near) in self.short().filter(|(_, line, _)| !line.purpose.elsewhere) {
            let follows = std::mem::replace(&mut labelled, WORDS.is_by(&line.text));
            if labelled {
                continue;
            }
            let by = after_by(&line.text).filter(|by| near || by.certain || line.purpose.author);
            let names = match by {
                Some(by) => by.rest,
                None if follows || line.purpose.author => line.text.as_str(),
                None => continue,
            };
            let end = names
                .find(['|', '•', '·', '–', '—', '(', '/'])
                .unwrap_or(names.len());
            let names = cut_before_label(names[..end].trim());
            let Some(names) = signature(&format!("By {names}")).and_then(|signed| signed.names) else {
                continue;
            };
            let slot = if by.is_some() || follows {
                &mut found.signed
            } else {
                &mut found.marked
            };
            slot.get_or_insert(names);
        }
        found
    }
}

/// What follows a “by”.
#[derive(Clone, Copy)]
struct By<'t> {
    rest: &'t str,
    /// Whether the words before it are said of the article's authors only.
    certain: bool,
}

/// What follows a “by” at the start of a line, or after a date or a sign that parts labels.
fn after_by(line: &str) -> Option<By<'_>> {
    let read = |text| {
        let (rest, certain) = WORDS.after_by(text)?;
        Some(By { rest, certain })
    };
    read(line).or_else(|| {
        let after_date = find_dates(line).last().map(|mention| mention.range.end)?;
        let signs = [' ', '|', '•', '·', '-', '–', '—', ','];
        read(line[after_date..].trim_start_matches(signs))
    })
}

/// The words before a date or a label of one: “Jane Roe Updated March 10” is “Jane Roe”.
fn cut_before_label(text: &str) -> &str {
    let date = find_dates(text)
        .first()
        .map_or(text.len(), |mention| mention.range.start);
    let mut end = date;
    let mut at = 0;
    for word in text[..date].split_inclusive(' ') {
        let bare = word.trim().trim_matches([':', ',', '-']).to_ascii_lowercase();
        if WORDS.after_names.contains(&bare.as_str()) {
            end = at;
            break;
        }
        at += word.len();
    }
    text[..end].trim_end_matches([' ', ',', '-', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::labels;

    fn authors(head: &str) -> PrintedAuthors {
        let article = "<p>The envoys of both countries left the town without a word on Monday, the host of the talks said.</p>";
        labels(&crate::scan::scan(&format!("<body>{head}{article}</body>")), None).authors()
    }

    #[test]
    fn printed_authors_are_found() {
        let signed = |head: &str| authors(head).signed;
        let dated = "<h1>Talks end</h1><div>By Jane Roe | March 10, 2031</div>";
        assert_eq!(signed(dated).as_deref(), Some("Jane Roe"));
        let of_class = "<h1>Talks end</h1><span class=post-author>Jane Roe</span>";
        assert_eq!(authors(of_class).marked.as_deref(), Some("Jane Roe"));
        let under_label = "<h1>Talks end</h1><p>Written by</p><p>Jane Roe</p>";
        assert_eq!(signed(under_label).as_deref(), Some("Jane Roe"));
        let after_date = "<h1>Talks end</h1><p>10 March 2031 by Jane Roe</p>";
        assert_eq!(signed(after_date).as_deref(), Some("Jane Roe"));
        assert_eq!(authors("<h1>By the lake</h1>"), PrintedAuthors::default());
        let updated = "<h1>Talks end</h1><p>By Jane Roe Updated March 10</p>";
        assert_eq!(signed(updated).as_deref(), Some("Jane Roe"));
    }

    #[test]
    fn far_from_the_headline_only_sure_words_count() {
        let far = format!(
            "<h1>Talks end</h1>{}",
            "<p>Another line of the page.</p>".repeat(30)
        );
        let signed = |line: &str| authors(&format!("{far}<p>{line}</p>")).signed;
        assert_eq!(signed("Written by Jane Roe").as_deref(), Some("Jane Roe"));
        assert_eq!(signed("By Jane Roe"), None);
    }
}
