//! A brief as Markdown.

use crate::brief::{Brief, Line};
use std::fmt::Write as _;

/// The brief as `CommonMark`.
pub fn render(brief: &Brief) -> String {
    let mut page = format!(
        "# {}\n\n{}\n",
        escaped(&brief.title),
        escaped(&brief.facts.join(" · "))
    );
    for section in &brief.sections {
        let _ = write!(page, "\n## {}\n", section.heading);
        for group in &section.groups {
            if let Some(heading) = &group.heading {
                let _ = write!(page, "\n### {}\n", escaped(heading));
            }
            page.push('\n');
            for line in &group.lines {
                write_line(&mut page, line);
            }
        }
    }
    if brief.sections.is_empty() {
        page.push_str("\nNothing that Verbale codes was found in this report.\n");
    }
    page
}

fn write_line(page: &mut String, line: &Line) {
    let id = line.id.as_ref().map(|id| format!("`{id}` ")).unwrap_or_default();
    let _ = write!(page, "- {id}**{}**", escaped(&line.lead));
    if !line.rest.is_empty() {
        let _ = write!(page, " {}", escaped(&line.rest));
    }
    if !line.details.is_empty() {
        let _ = write!(page, " — {}", escaped(&line.details.join("; ")));
    }
    page.push('\n');
    for quote in &line.quotes {
        let words: Vec<&str> = quote.text.split_whitespace().collect();
        let _ = writeln!(
            page,
            "  > {} ({}–{})",
            escaped(&words.join(" ")),
            quote.start,
            quote.end
        );
    }
}

/// Marks of Markdown and HTML in the report's words stay words.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&'
        ) {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_report_are_not_markup() {
        assert_eq!(escaped("<b>*x*"), "\\<b\\>\\*x\\*");
    }
}
