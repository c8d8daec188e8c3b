//! A brief for the terminal: wrapped, in colour.
//!
//! Colour is always written; the command line strips it where the output is no terminal or `NO_COLOR` is set.

use crate::brief::{Brief, Line, Quote};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use textwrap::Options;

const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const GROUP: Style = Style::new().underline();
const LEAD: Style = Style::new().bold();
const ID: Style = AnsiColor::Green.on_default();
const QUOTE: Style = AnsiColor::Yellow.on_default();
const FAINT: Style = Style::new().dimmed();

/// Ids stand in a column of their own, this wide.
const ID_WIDTH: usize = 5;
/// A quotation longer than this is cut in the middle; `verbale explain` shows it whole.
const QUOTE_LENGTH: usize = 180;

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
            &format!("“{}”", shortened(quote)),
            QUOTE,
            &indent,
            &hanging,
            width,
        );
    }
}

/// The words on one line, cut in the middle where there are too many.
pub(crate) fn shortened(quote: &Quote) -> String {
    let words: Vec<&str> = quote.text.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() <= QUOTE_LENGTH {
        return whole;
    }
    let start = words_up_to(QUOTE_LENGTH / 2, words.iter().copied());
    let mut end = words_up_to(QUOTE_LENGTH / 2, words.iter().rev().copied());
    end.reverse();
    format!("{} … {}", start.join(" "), end.join(" "))
}

/// The first words that together, with a space each, are no longer than `length`.
fn words_up_to<'w>(length: usize, words: impl Iterator<Item = &'w str>) -> Vec<&'w str> {
    let mut used = 0;
    let fits = |word: &&str| {
        used += word.chars().count() + 1;
        used <= length
    };
    words.take_while(fits).collect()
}

fn paragraph(page: &mut String, text: &str, style: Style, first: &str, others: &str, width: usize) {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(others);
    for line in textwrap::wrap(text, options) {
        let words = line.trim_start();
        let indent = &line[..line.len() - words.len()];
        let _ = writeln!(page, "{indent}{style}{words}{style:#}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotations_are_cut_in_the_middle() {
        let text = "word ".repeat(100) + "end";
        let quote = Quote {
            text,
            start: 0,
            end: 503,
        };
        let short = shortened(&quote);
        assert!(short.chars().count() <= QUOTE_LENGTH + 3);
        assert!(short.ends_with("end") && short.contains(" … "));
    }
}
