//! How sure an act is, by what is known of it (`data/acts/confidence.tsv`).

use std::fmt;
use std::sync::OnceLock;
use verbale_record::Factuality;

/// What says that there is an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A word with a frame.
    Frame,
    /// A statement that does it.
    Statement,
}

/// Why the table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TableError {
    line: usize,
    message: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "data/acts/confidence.tsv:{}: {}",
            self.line, self.message
        )
    }
}

impl std::error::Error for TableError {}

struct Row {
    source: Source,
    both_parties: bool,
    real: bool,
    confidence: f32,
}

fn table() -> &'static [Row] {
    static TABLE: OnceLock<Vec<Row>> = OnceLock::new();
    TABLE.get_or_init(
        || match parse(include_str!("../../../../data/acts/confidence.tsv")) {
            Ok(rows) => rows,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        },
    )
}

fn parse(text: &str) -> Result<Vec<Row>, TableError> {
    let lines = text.lines().enumerate();
    let rows = lines.filter(|(_, row)| !row.is_empty() && !row.starts_with('#'));
    rows.map(|(index, row)| {
        let error = |message: &str| TableError {
            line: index + 1,
            message: message.to_owned(),
        };
        let columns: Vec<&str> = row.split('\t').collect();
        let &[source, parties, told, confidence] = columns.as_slice() else {
            return Err(error("not four columns"));
        };
        Ok(Row {
            source: match source {
                "frame" => Source::Frame,
                "statement" => Source::Statement,
                _ => return Err(error("the source is neither frame nor statement")),
            },
            both_parties: match parties {
                "two" => true,
                "one" => false,
                _ => return Err(error("the parties are neither one nor two")),
            },
            real: match told {
                "real" => true,
                "unreal" => false,
                _ => return Err(error("told is neither real nor unreal")),
            },
            confidence: confidence
                .parse()
                .ok()
                .filter(|value| (0.0..=1.0).contains(value))
                .ok_or_else(|| error("no confidence between 0 and 1"))?,
        })
    })
    .collect()
}

/// The confidence in an act.
pub(super) fn of(source: Source, both_parties: bool, factuality: Factuality) -> f32 {
    let real = matches!(factuality, Factuality::Asserted | Factuality::Historical);
    let row = table()
        .iter()
        .find(|row| row.source == source && row.both_parties == both_parties && row.real == real);
    row.map_or(0.5, |row| row.confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_parties_are_surer_than_one() {
        let two = of(Source::Frame, true, Factuality::Asserted);
        assert!(two > of(Source::Frame, false, Factuality::Asserted));
        assert!(two > of(Source::Frame, true, Factuality::Future));
    }

    #[test]
    fn a_broken_row_is_named() {
        let error = parse("# fine\nframe\tthree\treal\t0.5\n").err().unwrap();
        assert_eq!(error.line, 2);
    }
}
