//! Writes `{"report": …, "dates": […]}` for each page named on the command line: what a scorer of extracted articles reads, and every
//! day that the page gives for itself.

use std::io::Write;

use verbale_page::{PageOptions, read};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for source in std::env::args().skip(1) {
        let bytes = std::fs::read(&source)?;
        let options = PageOptions {
            source,
            ..PageOptions::default()
        };
        if let Ok(page) = read(&bytes, &options, None) {
            let dates: Vec<String> = page
                .dates
                .iter()
                .map(|found| {
                    format!(
                        "{} {:?} {:?} {}",
                        found.date, found.source, found.signs, found.name
                    )
                })
                .collect();
            let days: Vec<String> = page
                .days
                .iter()
                .map(|day| {
                    let clues: Vec<String> = day
                        .clues
                        .iter()
                        .map(|(name, value)| format!("{name}:{value}"))
                        .collect();
                    format!("{} {}", day.date, clues.join(" "))
                })
                .collect();
            let report = serde_json::json!({ "report": page.report, "dates": dates, "days": days });
            writeln!(out, "{report}")?;
        }
    }
    out.flush()
}
