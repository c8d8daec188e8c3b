//! A brief as one self-contained HTML page.
//!
//! The report stands below the findings; every quotation links to its place in it. No script, no outside file.

use crate::brief::{Brief, Line, Quote};
use std::fmt::Write as _;

pub(crate) const STYLE: &str = include_str!("brief.css");

/// The brief as an HTML document.
pub fn render(brief: &Brief) -> String {
    let title = escaped(&brief.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<header>\n<h1>{title}</h1>\n<p>{}</p>\n</header>\n<main>\n",
        escaped(&brief.facts.join(" · "))
    );
    if brief.sections.is_empty() {
        page.push_str("<p>Nothing that Verbale codes was found in this report.</p>\n");
    }
    for section in &brief.sections {
        let _ = writeln!(page, "<section>\n<h2>{}</h2>", section.heading);
        for group in &section.groups {
            if let Some(heading) = &group.heading {
                let _ = writeln!(page, "<h3>{}</h3>", escaped(heading));
            }
            page.push_str("<ul>\n");
            for line in &group.lines {
                write_line(&mut page, line);
            }
            page.push_str("</ul>\n");
        }
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n<article aria-label=\"The report\">\n<h2>The report</h2>\n");
    write_report(&mut page, brief);
    page.push_str("</article>\n</body>\n</html>\n");
    page
}

fn write_line(page: &mut String, line: &Line) {
    page.push_str("<li>");
    if let Some(id) = &line.id {
        let _ = write!(page, "<code>{}</code> ", escaped(id));
    }
    let _ = write!(
        page,
        "<strong>{}</strong> {}",
        escaped(&line.lead),
        escaped(&line.rest)
    );
    if !line.details.is_empty() {
        let _ = write!(page, "<br><small>{}</small>", escaped(&line.details.join(" · ")));
    }
    for quote in &line.quotes {
        let _ = write!(
            page,
            "<blockquote><a href=\"#c{}\">{}</a></blockquote>",
            quote.start,
            escaped(&quote.text)
        );
    }
    page.push_str("</li>\n");
}

/// The report's text with an anchor at the beginning of every quotation and its furniture marked.
fn write_report(page: &mut String, brief: &Brief) {
    let mut anchors: Vec<u32> = quotes(brief).map(|quote| quote.start).collect();
    anchors.sort_unstable();
    anchors.dedup();
    let mut anchors = anchors.into_iter().peekable();
    let mut in_furniture = false;
    page.push_str("<pre>");
    for (offset, character) in (0u32..).zip(brief.text.chars()) {
        let furniture = brief
            .furniture
            .iter()
            .any(|block| block.start <= offset && offset < block.end);
        if furniture != in_furniture {
            page.push_str(if furniture { "<del>" } else { "</del>" });
            in_furniture = furniture;
        }
        if anchors.next_if_eq(&offset).is_some() {
            let _ = write!(page, "<span id=\"c{offset}\"></span>");
        }
        push_escaped(page, character);
    }
    page.push_str(if in_furniture {
        "</del></pre>\n"
    } else {
        "</pre>\n"
    });
}

fn quotes(brief: &Brief) -> impl Iterator<Item = &Quote> {
    let groups = brief.sections.iter().flat_map(|section| &section.groups);
    groups
        .flat_map(|group| &group.lines)
        .flat_map(|line| &line.quotes)
}

fn push_escaped(page: &mut String, character: char) {
    match character {
        '&' => page.push_str("&amp;"),
        '<' => page.push_str("&lt;"),
        '>' => page.push_str("&gt;"),
        '"' => page.push_str("&quot;"),
        other => page.push(other),
    }
}

pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    text.chars()
        .for_each(|character| push_escaped(&mut safe, character));
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_report_are_not_markup() {
        let brief = Brief {
            title: "<script>".to_owned(),
            facts: Vec::new(),
            sections: Vec::new(),
            text: "a & b <script>alert(1)</script>".to_owned(),
            furniture: vec![Quote {
                text: "a".to_owned(),
                start: 0,
                end: 1,
            }],
        };
        let page = render(&brief);
        assert!(!page.contains("<script"));
        assert!(page.contains("<del>a</del> &amp; b"));
    }
}
