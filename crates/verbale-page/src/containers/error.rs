//! What can be wrong with a file of reports, in words that say what to do about it.

use super::item::Place;
use crate::error::PageError;
use std::io;

/// Why an input, or one report in it, cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContainerError {
    /// The system cannot read it.
    #[error("it cannot be read: {0}")]
    Io(#[source] io::Error),
    /// A compressed file that ends too early.
    #[error("the {format} data end too early: fetch the file again; what stood before the end has been read")]
    Truncated {
        /// gzip or zstd.
        format: &'static str,
    },
    /// A compressed file with wrong bytes.
    #[error(
        "the {format} data are damaged ({reason}): fetch the file again; what stood before the damage has been read"
    )]
    Damaged {
        /// gzip or zstd.
        format: &'static str,
        /// What the decoder said.
        reason: String,
    },
    /// A compressed file that would fill the disk.
    #[error(
        "the file unpacks to more than {ratio} times its size, as no text does: it looks like a decompression bomb; \
         unpack it yourself if you trust it"
    )]
    Bomb {
        /// Largest ratio taken.
        ratio: u64,
    },
    /// More bytes than one report can have.
    #[error(
        "{what} has more than {limit} MB: split it into single reports, or force the right `--input-format`"
    )]
    TooLarge {
        /// A line, an element, a record.
        what: &'static str,
        /// Largest size taken, in MB.
        limit: usize,
    },
    /// A line or value that is no JSON.
    #[error("this is no JSON object ({reason}): mend or remove it")]
    NotJson {
        /// What the parser said.
        reason: String,
    },
    /// A JSON object in which no field holds the text.
    #[error("no field holds the report's text (there are: {there}): name it with `--field text=NAME`")]
    NoText {
        /// Names of the fields that there are.
        there: String,
    },
    /// XML with wrong tags.
    #[error("the XML is broken ({reason}): mend or remove the element")]
    NotXml {
        /// What the parser said.
        reason: String,
    },
    /// An element or entry without anything to read.
    #[error("the {what} has no text")]
    Hollow {
        /// entry, sentence.
        what: &'static str,
    },
    /// A WARC record that cannot be followed.
    #[error("the WARC record is broken ({reason}); reading goes on at the next one")]
    NotWarc {
        /// What is wrong.
        reason: String,
    },
    /// The answer of a server in a WARC that cannot be read.
    #[error("the HTTP answer cannot be read ({reason})")]
    NotHttp {
        /// What is wrong.
        reason: String,
    },
    /// The report itself.
    #[error(transparent)]
    Page(#[from] PageError),
}

/// What is wrong, and where.
#[derive(Debug, thiserror::Error)]
#[error("{place}{error}")]
pub struct Failure {
    /// Where in the input.
    pub place: Place,
    /// What is wrong.
    #[source]
    pub error: ContainerError,
}

impl ContainerError {
    /// The kind of error in a word or two, to be counted by.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Io(_) => "unreadable",
            Self::Truncated { .. } => "cut short",
            Self::Damaged { .. } => "damaged",
            Self::Bomb { .. } => "decompression bomb",
            Self::TooLarge { .. } | Self::Page(PageError::TooLarge { .. } | PageError::TooLong { .. }) => {
                "too large"
            }
            Self::NotJson { .. } => "broken JSON",
            Self::NoText { .. } | Self::Hollow { .. } => "no text",
            Self::NotXml { .. } => "broken XML",
            Self::NotWarc { .. } => "broken WARC",
            Self::NotHttp { .. } => "broken HTTP",
            Self::Page(PageError::Empty) => "empty",
            Self::Page(PageError::Binary { .. }) => "not text",
            Self::Page(PageError::NoArticle { .. }) => "no article",
        }
    }

    /// Makes an error of reading what it was: unpackers put theirs into [`io::Error`]s, as [`io::Read`] wants it.
    pub(crate) fn of_reading(error: io::Error) -> Self {
        error.downcast().unwrap_or_else(Self::Io)
    }

    /// As an error of reading, to be had back with [`of_reading`](Self::of_reading).
    pub(crate) fn into_reading(self) -> io::Error {
        io::Error::other(self)
    }
}
