//! A dossier as Markdown.

use super::page::{Block, DossierPage, Item, Table};
use crate::markdown::escaped;
use std::fmt::Write as _;

/// The dossier as `CommonMark` with tables; citations link to the sentences at the end.
pub fn render(page: &DossierPage) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        escaped(&page.title),
        escaped(&page.facts.join(" · "))
    );
    for part in &page.parts {
        let _ = write!(out, "\n## {}\n", part.heading);
        if !part.note.is_empty() {
            let _ = write!(out, "\n{}\n", escaped(part.note));
        }
        for block in &part.blocks {
            out.push('\n');
            match block {
                Block::Heading(heading) => {
                    let _ = writeln!(out, "### {}", escaped(heading));
                }
                Block::Facts(facts) => {
                    let _ = writeln!(out, "{}", escaped(&facts.join(" · ")));
                }
                Block::Items(items) => {
                    for item in items {
                        let _ = writeln!(out, "- {}", item_text(item, "  \n  "));
                    }
                }
                Block::Table(table) => write_table(&mut out, table),
            }
        }
    }
    out.push_str("\n## Sources\n");
    for source in &page.sources {
        let _ = write!(
            out,
            "\n### {}\\. {}\n\n{}\n\n",
            source.number,
            escaped(&source.title),
            escaped(&source.facts.join(" · "))
        );
        for sentence in &source.sentences {
            let _ = writeln!(
                out,
                "- <a id=\"s{}\"></a>{} {}**{}**{} ({}–{})",
                sentence.label.replace('.', "-"),
                sentence.label,
                escaped(&sentence.before),
                escaped(sentence.words.trim()),
                escaped(&sentence.after),
                sentence.start,
                sentence.end
            );
        }
    }
    out
}

fn item_text(item: &Item, line_break: &str) -> String {
    let mut text = format!("**{}** {}", escaped(&item.lead), escaped(&item.rest));
    for mark in &item.marks {
        let _ = write!(text, " _({})_", escaped(&mark.text));
    }
    if !item.details.is_empty() {
        let _ = write!(text, "{line_break}{}", escaped(&item.details.join(" · ")));
    }
    for citation in &item.citations {
        let words = escaped(&crate::wording::shortened(&citation.text));
        let anchor = citation.label.replace('.', "-");
        let _ = write!(text, "{line_break}“{words}” [{}](#s{anchor})", citation.label);
    }
    text
}

fn write_table(out: &mut String, table: &Table) {
    let columns: Vec<String> = table.columns.iter().map(|column| escaped(column)).collect();
    let _ = writeln!(out, "{}\n\n| {} |", escaped(&table.caption), columns.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(columns.len()));
    for (heading, cells) in &table.rows {
        let cells = cells.iter().map(|cell| {
            let items: Vec<String> = cell.iter().map(|item| item_text(item, "<br>")).collect();
            items.join("<br><br>")
        });
        let _ = writeln!(
            out,
            "| {} | {} |",
            escaped(heading),
            cells.collect::<Vec<_>>().join(" | ")
        );
    }
}
