//! A dossier as one self-contained HTML page.
//!
//! No script, no outside file. Every finding links to its sentences among the sources at the end of the page.

use super::page::{Block, Citation, DossierPage, Item, Part, Source, Table};
use crate::html::{STYLE, escaped};
use std::fmt::Write as _;

const OWN_STYLE: &str = include_str!("dossier.css");

/// The dossier as an HTML document.
pub fn render(page: &DossierPage) -> String {
    let title = escaped(&page.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <style>\n{STYLE}{OWN_STYLE}</style>\n</head>\n<body class=\"dossier\">\n\
         <a class=\"skip\" href=\"#main\">Skip to the findings</a>\n<header>\n<h1>{title}</h1>\n<p>{}</p>\n</header>\n",
        escaped(&page.facts.join(" · "))
    );
    out.push_str("<nav aria-label=\"Parts\"><ul>\n");
    for part in &page.parts {
        let _ = writeln!(out, "<li><a href=\"#{}\">{}</a></li>", part.id, part.heading);
    }
    out.push_str("<li><a href=\"#sources\">Sources</a></li>\n</ul></nav>\n<main id=\"main\">\n");
    for part in &page.parts {
        write_part(&mut out, part);
    }
    out.push_str("</main>\n");
    write_sources(&mut out, &page.sources);
    out.push_str("</body>\n</html>\n");
    out
}

fn write_part(out: &mut String, part: &Part) {
    let id = part.id;
    let _ = writeln!(
        out,
        "<section id=\"{id}\" aria-labelledby=\"h-{id}\">\n<h2 id=\"h-{id}\">{}</h2>",
        part.heading
    );
    if !part.note.is_empty() {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(part.note));
    }
    for block in &part.blocks {
        match block {
            Block::Heading(heading) => {
                let _ = writeln!(out, "<h3>{}</h3>", escaped(heading));
            }
            Block::Facts(facts) => {
                let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(&facts.join(" · ")));
            }
            Block::Items(items) => {
                out.push_str("<ul>\n");
                for item in items {
                    out.push_str("<li>");
                    write_item(out, item);
                    out.push_str("</li>\n");
                }
                out.push_str("</ul>\n");
            }
            Block::Table(table) => write_table(out, table),
        }
    }
    out.push_str("</section>\n");
}

/// On a narrow screen each cell stands below the one before, under the name of its column; the roles keep it a table
/// for those who hear it. Where the rows have no heading there is no column for one.
fn write_table(out: &mut String, table: &Table) {
    let _ = writeln!(
        out,
        "<table role=\"table\">\n<caption>{}</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">",
        escaped(&table.caption)
    );
    for column in table.columns.iter().filter(|column| !column.is_empty()) {
        let _ = writeln!(
            out,
            "<th scope=\"col\" role=\"columnheader\">{}</th>",
            escaped(column)
        );
    }
    out.push_str("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (heading, cells) in &table.rows {
        out.push_str("<tr role=\"row\">");
        if !heading.is_empty() {
            let _ = write!(
                out,
                "<th scope=\"row\" role=\"rowheader\">{}</th>",
                escaped(heading)
            );
        }
        out.push('\n');
        for (column, cell) in table.columns[1..].iter().zip(cells) {
            let empty = if cell.is_empty() { " class=\"empty\"" } else { "" };
            let _ = write!(
                out,
                "<td{empty} role=\"cell\" data-label=\"{}\">",
                escaped(column)
            );
            for item in cell {
                out.push_str("<div class=\"item\">");
                write_item(out, item);
                out.push_str("</div>");
            }
            out.push_str("</td>\n");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn write_item(out: &mut String, item: &Item) {
    let _ = write!(
        out,
        "<strong>{}</strong> {}",
        escaped(&item.lead),
        escaped(&item.rest)
    );
    for mark in &item.marks {
        let class = if mark.warns { "mark warns" } else { "mark" };
        let _ = write!(out, " <span class=\"{class}\">{}</span>", escaped(&mark.text));
    }
    if !item.details.is_empty() {
        let _ = write!(out, "<br><small>{}</small>", escaped(&item.details.join(" · ")));
    }
    for citation in &item.citations {
        write_citation(out, citation);
    }
}

fn write_citation(out: &mut String, citation: &Citation) {
    let _ = write!(
        out,
        "<blockquote>“{}” <a href=\"#{}\" aria-label=\"source {}\">[{}]</a></blockquote>",
        escaped(&crate::wording::shortened(&citation.text)),
        anchor(&citation.label),
        citation.label,
        citation.label
    );
}

fn anchor(label: &str) -> String {
    format!("s{}", label.replace('.', "-"))
}

fn write_sources(out: &mut String, sources: &[Source]) {
    out.push_str("<aside id=\"sources\" aria-labelledby=\"h-sources\">\n<h2 id=\"h-sources\">Sources</h2>\n");
    out.push_str("<p class=\"note\">The sentences that the findings rest on, with their offsets in the report’s text.</p>\n");
    for source in sources {
        let _ = writeln!(
            out,
            "<h3 id=\"r{}\">{}. {}</h3>",
            source.number,
            source.number,
            escaped(&source.title)
        );
        let _ = writeln!(
            out,
            "<p class=\"note\">{}</p>",
            escaped(&source.facts.join(" · "))
        );
        if source.sentences.is_empty() {
            continue;
        }
        out.push_str("<dl>\n");
        for sentence in &source.sentences {
            let _ = writeln!(
                out,
                "<div id=\"{}\"><dt>{}</dt><dd>{}<mark>{}</mark>{} <small>{}–{}</small></dd></div>",
                anchor(&sentence.label),
                sentence.label,
                escaped(&sentence.before),
                escaped(&sentence.words),
                escaped(&sentence.after),
                sentence.start,
                sentence.end
            );
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</aside>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{Mark, Sentence};

    #[test]
    fn words_of_the_report_are_not_markup() {
        let item = Item {
            lead: "<script>".to_owned(),
            marks: vec![Mark {
                text: "<b>".to_owned(),
                warns: true,
            }],
            citations: vec![Citation {
                label: "1.1".to_owned(),
                text: "<img src=x>".to_owned(),
            }],
            ..Item::default()
        };
        let table = Table {
            caption: "<i>".to_owned(),
            columns: vec!["\"onclick=".to_owned(), "\"><script>".to_owned()],
            rows: vec![("<u>".to_owned(), vec![vec![item.clone()]])],
        };
        let sentence = Sentence {
            label: "1.1".to_owned(),
            before: "<a>".to_owned(),
            words: "<b>".to_owned(),
            after: "<c>".to_owned(),
            start: 0,
            end: 3,
        };
        let page = DossierPage {
            title: "<script>".to_owned(),
            facts: Vec::new(),
            parts: vec![Part {
                id: "talks",
                heading: "Talks",
                note: "",
                blocks: vec![Block::Items(vec![item]), Block::Table(table)],
            }],
            sources: vec![Source {
                number: 1,
                title: "<h1>".to_owned(),
                facts: vec!["<p>".to_owned()],
                sentences: vec![sentence],
            }],
        };
        let html = render(&page);
        for markup in ["<script", "<img", "<i>", "<u>", "<b>", "<c>", "=\"\">"] {
            assert!(!html.contains(markup), "{markup}");
        }
        assert!(html.contains("href=\"#s1-1\"") && html.contains("id=\"s1-1\""));
    }
}
