//! The formats by name.

use std::fmt;

macro_rules! formats {
    ($($(#[$meta:meta])* $variant:ident = $name:literal, $file:literal, $layout:ident, $about:literal;)+) => {
        /// A format of output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Format { $($(#[$meta])* $variant),+ }

        impl Format {
            /// All formats.
            pub const ALL: &'static [Format] = &[$(Format::$variant),+];

            /// Its name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Format::$variant => $name),+ }
            }

            /// The name of its file where only a folder is named; for a folder of tables, the ending of each table.
            pub fn file_name(self) -> &'static str {
                match self { $(Format::$variant => $file),+ }
            }

            /// One file or a folder of tables.
            pub fn layout(self) -> Layout {
                match self { $(Format::$variant => Layout::$layout),+ }
            }

            /// What it is, in one line.
            pub fn about(self) -> &'static str {
                match self { $(Format::$variant => $about),+ }
            }
        }
    };
}

formats! {
    /// One record a line.
    Jsonl = "jsonl", "records.jsonl", File, "The records themselves, one JSON object a line";
    /// Records for reading: indented, in an array where there are several.
    Json = "json", "records.json", File, "The records themselves for reading: indented, in an array where there are several";
    /// Own tables as CSV.
    Csv = "csv", "csv", Folder, "Own flat tables as comma-separated values (RFC 4180, UTF-8)";
    /// Own tables as Parquet.
    Parquet = "parquet", "parquet", Folder, "Own flat tables as Parquet, with typed columns";
    /// GDELT 2.0 events.
    Gdelt = "gdelt", "events.export.CSV", File, "GDELT 2.0 events: 61 tab-separated columns, no header";
    /// GDELT 2.0 mentions.
    GdeltMentions = "gdelt-mentions", "events.mentions.CSV", File, "GDELT 2.0 mentions: 16 tab-separated columns, no header";
    /// POLECAT.
    Polecat = "polecat", "polecat.txt", File, "POLECAT: 40 tab-separated columns with a header";
    /// ICEWS.
    Icews = "icews", "events.tab", File, "ICEWS: 20 tab-separated columns with a header";
    /// Phoenix.
    Phoenix = "phoenix", "events.full.txt", File, "Phoenix: 26 tab-separated columns, no header";
    /// PLOVER.
    Plover = "plover", "plover.jsonl", File, "PLOVER JSON: one object an event, one a line";
}

/// Whether a format is one file or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One file, which may be a stream.
    File,
    /// A folder with one file a table.
    Folder,
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl std::str::FromStr for Format {
    type Err = UnknownFormat;
    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let known = Self::ALL.iter().find(|format| format.name() == name);
        known.copied().ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no format; `verbale formats` lists them")]
pub struct UnknownFormat(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_a_round_trip() {
        for &format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("xlsx".parse::<Format>().is_err());
    }
}
