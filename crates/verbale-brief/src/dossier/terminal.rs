//! A dossier for the terminal: wrapped, in colour. A table stands as its rows, one below the other.

use super::page::{Block, DossierPage, Item, Table};
use super::positions::OTHERS;
use crate::terminal::{FAINT, GROUP, HEADING, LEAD, QUOTE, paragraph};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

const WARNING: Style = AnsiColor::Red.on_default();

/// The dossier as terminal text, no line wider than `width` columns where words allow.
pub fn render(page: &DossierPage, width: usize) -> String {
    let width = width.clamp(40, 120);
    let mut out = String::new();
    paragraph(&mut out, &page.title, LEAD, "", "", width);
    paragraph(&mut out, &page.facts.join(" · "), FAINT, "", "", width);
    for part in &page.parts {
        let _ = writeln!(out, "\n{HEADING}{}{HEADING:#}", part.heading.to_uppercase());
        for block in &part.blocks {
            match block {
                Block::Heading(heading) => paragraph(&mut out, heading, GROUP, "  ", "  ", width),
                Block::Facts(facts) => paragraph(&mut out, &facts.join(" · "), FAINT, "  ", "  ", width),
                Block::Items(items) => {
                    for item in items {
                        write_item(&mut out, item, None, width);
                    }
                }
                Block::Table(table) => write_table(&mut out, table, width),
            }
        }
    }
    let _ = writeln!(out, "\n{HEADING}SOURCES{HEADING:#}");
    for source in &page.sources {
        let title = format!("{}. {}", source.number, source.title);
        paragraph(&mut out, &title, LEAD, "  ", "     ", width);
        paragraph(
            &mut out,
            &source.facts.join(" · "),
            FAINT,
            "     ",
            "     ",
            width,
        );
    }
    out
}

fn write_table(out: &mut String, table: &Table, width: usize) {
    for (heading, cells) in &table.rows {
        let heading = if heading.is_empty() {
            &table.caption
        } else {
            heading
        };
        paragraph(out, heading, GROUP, "  ", "  ", width);
        for (column, cell) in table.columns[1..].iter().zip(cells) {
            for item in cell {
                write_item(out, item, Some(column).filter(|column| *column != OTHERS), width);
            }
        }
    }
}

fn write_item(out: &mut String, item: &Item, who: Option<&String>, width: usize) {
    let what = match who {
        Some(who) if item.rest.is_empty() => who.clone(),
        Some(who) => format!("{who}: {}", item.rest),
        None => item.rest.clone(),
    };
    let lead = format!("{}  {what}", item.lead);
    paragraph(out, lead.trim_end(), Style::new(), "  ", "    ", width);
    for mark in &item.marks {
        let style = if mark.warns { WARNING } else { FAINT };
        paragraph(out, &format!("[{}]", mark.text), style, "    ", "    ", width);
    }
    if !item.details.is_empty() {
        paragraph(out, &item.details.join(" · "), FAINT, "    ", "    ", width);
    }
    for citation in &item.citations {
        let words = format!(
            "“{}” [{}]",
            crate::wording::shortened(&citation.text),
            citation.label
        );
        paragraph(out, &words, QUOTE, "    ", "     ", width);
    }
}
