//! Where a report's lead paragraph ends.

use verbale_record::Report;

/// The code point after the lead: the first paragraph after the headline that is more than a line of names and dates.
pub(super) fn lead_end(report: &Report) -> u32 {
    let after_title = report.title.as_ref().map_or(0, |title| title.end.0);
    let mut at = 0;
    for line in report.text.split('\n') {
        let start = at;
        at += line.chars().count() as u32 + 1;
        let furniture = report
            .furniture
            .iter()
            .any(|span| span.start.0 <= start && start < span.end.0);
        if start >= after_title && !furniture && line.split_whitespace().count() >= WORDS {
            return at - 1;
        }
    }
    at
}

/// Bylines and datelines that stand alone are shorter.
const WORDS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use verbale_record::{CodePoint, Span};

    #[test]
    fn the_lead_is_the_first_full_paragraph() {
        let title = "Ministers meet";
        let lead = "The ministers of both countries met on Monday in the old town hall.";
        let text = format!("{title}\n\nBy É. Pen\n\n{lead}\n\nNothing came of it.");
        let span = Span {
            start: CodePoint(0),
            end: CodePoint(14),
            text: title.to_owned(),
        };
        let report = Report {
            title: Some(span),
            text: text.clone(),
            ..Report::default()
        };
        let end = text.find(lead).unwrap() + lead.len();
        assert_eq!(lead_end(&report) as usize, text[..end].chars().count());
    }
}
