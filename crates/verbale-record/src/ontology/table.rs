//! Reads the tab-separated tables: comments, one header line, rows; errors name file and line.

/// What is wrong with a table, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct TableError {
    /// The table's file name.
    pub file: String,
    /// The line, from 1; the last line when something is missing.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// A table to load: the name to report errors under, and its text.
#[derive(Clone, Copy, Debug)]
pub struct TableSource<'text> {
    /// File name for error messages.
    pub file: &'text str,
    /// The whole text.
    pub text: &'text str,
}

/// One row: its fields and where it stands.
pub(super) struct Row<'text, const COLUMNS: usize> {
    source: TableSource<'text>,
    pub(super) line: usize,
    pub(super) fields: [&'text str; COLUMNS],
}

impl<const COLUMNS: usize> Row<'_, COLUMNS> {
    /// An error at this row.
    pub(super) fn error(&self, problem: &(impl ToString + ?Sized)) -> TableError {
        self.source.error(self.line, problem)
    }

    /// The parsed field of this column.
    pub(super) fn parse<T: std::str::FromStr>(&self, column: usize) -> Result<T, TableError>
    where
        T::Err: std::fmt::Display,
    {
        self.fields[column]
            .parse()
            .map_err(|error: T::Err| self.error(&error))
    }

    /// The parsed field, or nothing where the table has `-`.
    pub(super) fn parse_optional<T: std::str::FromStr>(&self, column: usize) -> Result<Option<T>, TableError>
    where
        T::Err: std::fmt::Display,
    {
        if self.fields[column] == "-" {
            Ok(None)
        } else {
            self.parse(column).map(Some)
        }
    }
}

impl<'text> TableSource<'text> {
    /// An error at this line.
    pub(super) fn error(&self, line: usize, problem: &(impl ToString + ?Sized)) -> TableError {
        TableError {
            file: self.file.to_owned(),
            line,
            problem: problem.to_string(),
        }
    }

    /// An error about something that the table lacks: told at its last line.
    pub(super) fn lacks(&self, problem: &(impl ToString + ?Sized)) -> TableError {
        self.error(self.text.lines().count().max(1), problem)
    }

    /// The rows below the header, which must name exactly these columns.
    pub(super) fn rows<const COLUMNS: usize>(
        self,
        columns: [&str; COLUMNS],
    ) -> Result<Vec<Row<'text, COLUMNS>>, TableError> {
        let mut rows = Vec::new();
        let mut header_seen = false;
        for (index, line) in self.text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fields = split(line)
                .ok_or_else(|| self.error(index + 1, &format!("expected {COLUMNS} tab-separated fields")))?;
            if header_seen {
                rows.push(Row {
                    source: self,
                    line: index + 1,
                    fields,
                });
            } else if fields == columns {
                header_seen = true;
            } else {
                return Err(self.error(index + 1, &format!("expected the header “{}”", columns.join(" "))));
            }
        }
        if header_seen {
            Ok(rows)
        } else {
            Err(self.lacks("no header line"))
        }
    }
}

fn split<const COLUMNS: usize>(line: &str) -> Option<[&str; COLUMNS]> {
    let mut fields = [""; COLUMNS];
    let mut count = 0;
    for field in line.split('\t') {
        *fields.get_mut(count)? = field;
        count += 1;
    }
    (count == COLUMNS).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<usize>, String> {
        let source = TableSource { file: "my.tsv", text };
        source
            .rows(["a", "b"])
            .map(|rows| rows.iter().map(|row| row.line).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn rows_know_their_lines() {
        assert_eq!(rows("# note\na\tb\n\n1\t2\n# more\r\n3\t4\r\n"), Ok(vec![4, 6]));
    }

    #[test]
    fn errors_name_file_and_line() {
        assert_eq!(
            rows("a\tb\n1\n"),
            Err("my.tsv:2: expected 2 tab-separated fields".into())
        );
        assert_eq!(
            rows("a\tb\n1\t2\t3\n"),
            Err("my.tsv:2: expected 2 tab-separated fields".into())
        );
        assert_eq!(
            rows("# x\na\tc\n"),
            Err("my.tsv:2: expected the header “a b”".into())
        );
        assert_eq!(rows(""), Err("my.tsv:1: no header line".into()));
    }
}
