//! What can be wrong with a table, said so that its author can mend it.

use std::path::PathBuf;

/// One fault in one cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: column `{column}`: {problem}; {advice}")]
pub struct TableError {
    /// The file as the user names it.
    pub file: String,
    /// Line number, from 1.
    pub line: u32,
    /// Heading of the column.
    pub column: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub advice: String,
}

/// Why a lexicon could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A file of the user's directory could not be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The directory has none of the tables.
    #[error("{}: none of the lexicon tables is here; expected one or more of {expected}", path.display())]
    NoTables {
        /// The directory.
        path: PathBuf,
        /// The file names looked for.
        expected: String,
    },
    /// One or more rows are wrong; all of them are listed.
    #[error("{}", list(.0))]
    Tables(Vec<TableError>),
}

fn list(errors: &[TableError]) -> String {
    errors
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
