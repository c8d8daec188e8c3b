//! What stands in each format, told from the tables that write it.

use crate::events::{Gdelt, GdeltMentions, Icews, Phoenix, Plover, Polecat};
use crate::format::Format;
use crate::own::TABLES;
use crate::table::{AnyTable, ColumnInfo};
use std::fmt::Write;

/// A format and what stands in it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct FormatInfo {
    /// Name on the command line.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// What a reader must know beyond single columns.
    pub notes: &'static [&'static str],
    /// Its tables; none where each line is a whole record.
    pub tables: Vec<TableInfo>,
}

/// A table and its columns.
#[derive(Clone, Debug, serde::Serialize)]
pub struct TableInfo {
    /// The file's name without ending; of a format of one table, the format's name.
    pub name: &'static str,
    /// What one row is, and what is left out.
    pub about: &'static str,
    /// The columns in order.
    pub columns: Vec<ColumnInfo>,
}

const JSON: &[&str] =
    &["`verbale schema` prints the JSON Schema of the record with a description of each field."];
const OWN: &[&str] = &[
    "Items are joined by record_id and id. An id such as a1 is local to its record.",
    "Offsets count Unicode code points of reports.text, from 0, the end exclusive.",
    "The tables together hold all that the records hold, but for the words of reports.furniture (its offsets are kept), \
     a report's published where it is no single day, and numbers of casualties beyond 2^63.",
];
const CSV: &[&str] = &[
    OWN[0],
    OWN[1],
    OWN[2],
    "Missing values and empty lists are empty cells. Items of a list are joined by |; a bar inside an item is written \\|, \
     a backslash \\\\. Booleans are true and false.",
    "Read codes as text, or software will turn 036 into 36.",
    "Cells are written as the report has them. A spreadsheet may take words that begin with =, +, - or @ for a formula: \
     open tables made from texts that you do not trust with a reader of data, or import all columns as text.",
];
const PARQUET: &[&str] = &[
    OWN[0],
    OWN[1],
    OWN[2],
    "Missing values are null; lists are never null but may be empty. Pages are compressed with Zstandard.",
];
const TABS: &[&str] = &[
    "Columns are separated by tabs, lines end in LF, nothing is quoted: tabs and line breaks inside words become spaces.",
    "Codes are text: read 036 as text, or software will turn it into 36.",
];

/// What stands in a format.
pub fn describe(format: Format) -> FormatInfo {
    let (notes, tables): (_, &[&dyn AnyTable]) = match format {
        Format::Jsonl | Format::Json => (JSON, &[]),
        Format::Csv => (CSV, TABLES),
        Format::Parquet => (PARQUET, TABLES),
        Format::Gdelt => (TABS, &[&Gdelt]),
        Format::GdeltMentions => (TABS, &[&GdeltMentions]),
        Format::Polecat => (TABS, &[&Polecat]),
        Format::Icews => (TABS, &[&Icews]),
        Format::Phoenix => (TABS, &[&Phoenix]),
        Format::Plover => (&[], &[&Plover]),
    };
    let table = |table: &&dyn AnyTable| TableInfo {
        name: table.name(),
        about: table.about(),
        columns: table.columns(),
    };
    FormatInfo {
        name: format.name(),
        about: format.about(),
        notes,
        tables: tables.iter().map(table).collect(),
    }
}

/// The formats as a page of Markdown, with a table of columns for each table.
pub fn formats_markdown(formats: &[FormatInfo]) -> String {
    let mut page = String::from("# Formats\n");
    for format in formats {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "\n## {}\n\n{}.", format.name, format.about);
        for note in format.notes {
            let _ = write!(page, "\n- {note}");
        }
        if !format.notes.is_empty() {
            page.push('\n');
        }
        for table in &format.tables {
            if format.tables.len() > 1 {
                let _ = writeln!(page, "\n### {}", table.name);
            }
            let _ = writeln!(
                page,
                "\n{}\n\n| | column | type | meaning | from |\n|---:|---|---|---|---|",
                table.about
            );
            for (number, column) in table.columns.iter().enumerate() {
                let ColumnInfo {
                    name,
                    kind,
                    meaning,
                    source,
                } = column;
                let kind = kind.as_str();
                let _ = writeln!(page, "| {number} | `{name}` | {kind} | {meaning} | {source} |");
            }
        }
    }
    page
}

/// The formats as plain text: a line a column, names and types aligned.
pub fn formats_text(formats: &[FormatInfo]) -> String {
    let mut page = String::new();
    for (index, format) in formats.iter().enumerate() {
        let gap = if index > 0 { "\n" } else { "" };
        let _ = writeln!(page, "{gap}{}: {}.", format.name, format.about);
        for note in format.notes {
            let _ = writeln!(page, "  {note}");
        }
        for table in &format.tables {
            let title = if format.tables.len() > 1 {
                format!("{}: ", table.name)
            } else {
                String::new()
            };
            let _ = writeln!(page, "\n  {title}{}", table.about);
            let width = table
                .columns
                .iter()
                .map(|column| column.name.len())
                .max()
                .unwrap_or(0);
            for column in &table.columns {
                let ColumnInfo {
                    name,
                    kind,
                    meaning,
                    source,
                } = column;
                let _ = writeln!(
                    page,
                    "    {name:width$}  {:16}  {meaning} [{source}]",
                    kind.as_str()
                );
            }
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(format: Format) -> Vec<&'static str> {
        describe(format).tables[0]
            .columns
            .iter()
            .map(|column| column.name)
            .collect()
    }

    #[test]
    fn columns_stand_where_the_data_sets_have_them() {
        let gdelt = names(Format::Gdelt);
        assert_eq!(gdelt.len(), 61);
        for (at, name) in [
            (0, "GLOBALEVENTID"),
            (5, "Actor1Code"),
            (15, "Actor2Code"),
            (24, "Actor2Type3Code"),
            (25, "IsRootEvent"),
            (26, "EventCode"),
            (29, "QuadClass"),
            (34, "AvgTone"),
            (35, "Actor1Geo_Type"),
            (42, "Actor1Geo_FeatureID"),
            (43, "Actor2Geo_Type"),
            (51, "ActionGeo_Type"),
            (53, "ActionGeo_CountryCode"),
            (58, "ActionGeo_FeatureID"),
            (59, "DATEADDED"),
            (60, "SOURCEURL"),
        ] {
            assert_eq!(gdelt[at], name);
        }
        assert_eq!(names(Format::GdeltMentions).len(), 16);
        let polecat = names(Format::Polecat);
        assert_eq!(
            (polecat.len(), polecat[6], polecat[15], polecat[39]),
            (40, "Contexts", "Recipient Name", "Version")
        );
        let icews = names(Format::Icews);
        assert_eq!(
            (icews.len(), icews[6], icews[19]),
            (20, "CAMEO Code", "Longitude")
        );
        let phoenix = names(Format::Phoenix);
        assert_eq!(
            (phoenix.len(), phoenix[13], phoenix[25]),
            (26, "EventCode", "NewsSources")
        );
    }

    #[test]
    fn every_column_is_documented_once() {
        for &format in Format::ALL {
            for table in describe(format).tables {
                let mut names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
                names.sort_unstable();
                names.dedup();
                assert_eq!(
                    names.len(),
                    table.columns.len(),
                    "{}: two columns of one name",
                    table.name
                );
                assert!(
                    table
                        .columns
                        .iter()
                        .all(|column| !column.meaning.is_empty() && !column.source.is_empty())
                );
            }
        }
    }

    #[test]
    fn own_tables_are_snake_case() {
        let plain = |name: &str| {
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
        };
        for table in describe(Format::Csv).tables {
            assert!(
                plain(table.name) && table.columns.iter().all(|column| plain(column.name)),
                "{}",
                table.name
            );
        }
    }
}
