//! Tab-separated tables with a header line: the one reader all tables share.

use crate::error::TableError;

/// One row: its line number and its cells in the order the loader asked for.
pub(crate) struct Row<'t, const N: usize> {
    pub(crate) line: u32,
    pub(crate) cells: [&'t str; N],
}

/// Where a table's rows came from and what was wrong with them.
pub(crate) struct Context<'e> {
    pub(crate) file: &'e str,
    pub(crate) errors: &'e mut Vec<TableError>,
}

impl Context<'_> {
    /// Notes a fault; the row is skipped by the caller.
    pub(crate) fn fault(
        &mut self,
        line: u32,
        column: &str,
        problem: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.errors.push(TableError {
            file: self.file.to_owned(),
            line,
            column: column.to_owned(),
            problem: problem.into(),
            advice: advice.into(),
        });
    }
}

/// Reads the rows of `text`, with the columns in the order of `columns`, whatever their order in the file.
///
/// Lines that are empty or start with `#` are comments. Trailing empty cells may be left out, because editors
/// strip them. A row with too many cells is a fault: its tabs are not where its author thinks.
pub(crate) fn read<'t, const N: usize>(
    context: &mut Context<'_>,
    text: &'t str,
    columns: [&str; N],
) -> Vec<Row<'t, N>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text
        .lines()
        .zip(1u32..)
        .filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
    let Some((header, header_line)) = lines.next() else {
        return Vec::new();
    };
    let headings: Vec<&str> = header.split('\t').map(str::trim).collect();
    let mut faulty = false;
    let positions = columns.map(|column| {
        headings
            .iter()
            .position(|heading| *heading == column)
            .unwrap_or_else(|| {
                let advice = format!("the header line names the columns: {}", columns.join(", "));
                context.fault(
                    header_line,
                    column,
                    "this column is missing from the header",
                    advice,
                );
                faulty = true;
                usize::MAX
            })
    });
    for heading in &headings {
        if !columns.contains(heading) {
            let advice = format!("the columns of this table are: {}", columns.join(", "));
            context.fault(header_line, heading, "unknown column", advice);
            faulty = true;
        }
    }
    if faulty {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (line, number) in lines {
        let mut by_position = [""; N];
        let mut count = 0;
        for cell in line.split('\t') {
            if let Some(slot) = by_position.get_mut(count) {
                *slot = cell.trim();
            }
            count += 1;
        }
        if count > N {
            let problem = format!("{count} cells in a table of {N} columns");
            context.fault(
                number,
                headings[N - 1],
                problem,
                "separate cells by single tabs, list items by |",
            );
            continue;
        }
        rows.push(Row {
            line: number,
            cells: positions.map(|position| by_position[position]),
        });
    }
    rows
}

/// The items of a `|`-separated cell.
pub(crate) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// The items of a `|`-separated cell, owned.
pub(crate) fn owned_items(cell: &str) -> Vec<Box<str>> {
    items(cell).map(Box::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> (usize, Vec<String>) {
        let mut errors = Vec::new();
        let rows = read(
            &mut Context {
                file: "t.tsv",
                errors: &mut errors,
            },
            text,
            ["name", "from"],
        )
        .len();
        (rows, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn columns_are_found_by_heading() {
        let mut errors = Vec::new();
        let mut context = Context {
            file: "t.tsv",
            errors: &mut errors,
        };
        let rows = read(
            &mut context,
            "# note\nfrom\tname\n\n1999\tA\n\tB\n2000\n",
            ["name", "from"],
        );
        assert_eq!(
            rows.iter().map(|row| row.cells).collect::<Vec<_>>(),
            [["A", "1999"], ["B", ""], ["", "2000"]]
        );
        assert_eq!(rows[0].line, 4);
        assert!(errors.is_empty());
    }

    #[test]
    fn faults_name_file_line_and_column() {
        let (rows, errors) = faults("name\tfrom\nA\t1\t2\nB\n");
        assert_eq!(rows, 1);
        assert_eq!(
            errors,
            [
                "t.tsv:2: column `from`: 3 cells in a table of 2 columns; separate cells by single tabs, list items by |"
            ]
        );
        let (rows, errors) = faults("name\tfrm\nA\t1\n");
        assert_eq!((rows, errors.len()), (0, 2));
    }

    #[test]
    fn empty_tables_are_fine() {
        assert_eq!(faults("").0, 0);
        assert_eq!(faults("# only a comment").1.len(), 0);
    }
}
