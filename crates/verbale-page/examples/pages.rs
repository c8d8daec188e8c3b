//! Writes `{"report": …}` for each page named on the command line: what a scorer of extracted articles reads.

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
            let report = serde_json::json!({ "report": page.report });
            writeln!(out, "{report}")?;
        }
    }
    out.flush()
}
