//! A brief for the terminal: wrapped, in colour.
//!
//! Colour is always written; the command line strips it where the output is no terminal or `NO_COLOR` is set.

use crate::brief::{Brief, Line};
use crate::wording::shortened;
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use textwrap::Options;

pub(crate) const HEADING: Style = AnsiColor::Cyan.on_default().bold();
pub(crate) const GROUP: Style = Style::new().underline();
pub(crate) const LEAD: Style = Style::new().bold();
const ID: Style = AnsiColor::Green.on_default();
pub(crate) const QUOTE: Style = AnsiColor::Yellow.on_default();
pub(crate) const FAINT: Style = Style::new().dimmed();

/// Ids stand in a column of their own, this wide.
const ID_WIDTH: usize = 5;

/// The brief as terminal text, no line wider than `width` columns where words allow.
pub fn render(brief: &Brief, width: usize) -> String {
    let width = width.clamp(40, 120);
    let mut page = String::new();
    paragraph(&mut page, &brief.title, LEAD, "", "", width);
    paragraph(&mut page, &brief.facts.join(" · "), FAINT, "", "", width);
    for section in &brief.sections {
        let _ = writeln!(page, "\n{HEADING}{}{HEADING:#}", section.heading.to_uppercase());
        for group in &section.groups {
            if let Some(heading) = &group.heading {
                paragraph(&mut page, heading, GROUP, "  ", "  ", width);
            }
            for line in &group.lines {
                write_line(&mut page, line, width);
            }
        }
    }
    if brief.sections.is_empty() {
        page.push_str("\nNothing that Verbale codes was found in this report.\n");
    }
    page
}

fn write_line(page: &mut String, line: &Line, width: usize) {
    let id = line.id.as_deref().unwrap_or("");
    let text = if line.rest.is_empty() {
        line.lead.clone()
    } else {
        format!("{} {}", line.lead, line.rest)
    };
    let indent = " ".repeat(ID_WIDTH + 2);
    let options = Options::new(width)
        .initial_indent(&indent)
        .subsequent_indent(&indent);
    let wrapped = textwrap::fill(&text, options);
    let body = wrapped.trim_start();
    let body = match body.strip_prefix(line.lead.as_str()) {
        Some(rest) => format!("{LEAD}{}{LEAD:#}{rest}", line.lead),
        None => body.to_owned(),
    };
    let _ = writeln!(page, "  {ID}{id:<ID_WIDTH$}{ID:#}{body}");
    if !line.details.is_empty() {
        paragraph(page, &line.details.join(" · "), FAINT, &indent, &indent, width);
    }
    for quote in &line.quotes {
        let hanging = format!("{indent} ");
        paragraph(
            page,
            &format!("“{}”", shortened(&quote.text)),
            QUOTE,
            &indent,
            &hanging,
            width,
        );
    }
}

pub(crate) fn paragraph(
    page: &mut String,
    text: &str,
    style: Style,
    first: &str,
    others: &str,
    width: usize,
) {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(others);
    for line in textwrap::wrap(text, options) {
        let words = line.trim_start();
        let indent = &line[..line.len() - words.len()];
        let _ = writeln!(page, "{indent}{style}{words}{style:#}");
    }
}
