//! What can be wrong with the bytes of a page, in words that say what to do about it.

use std::fmt;

/// Why a page gave no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// Nothing, or nothing but white space.
    #[error("the input is empty: give the text or the HTML page of a news report")]
    Empty,
    /// Bytes that are no text in any encoding.
    #[error("the input is not text: it looks like {kind}; {}", kind.advice())]
    Binary {
        /// What the first bytes look like.
        kind: BinaryKind,
    },
    /// More bytes than a page can have.
    #[error("the input has {bytes} bytes, more than the {limit} that are read: split it into single reports")]
    TooLarge {
        /// Size of the input.
        bytes: usize,
        /// Largest size taken.
        limit: usize,
    },
    /// More text than one report can have.
    #[error("the text has {bytes} bytes, more than the {limit} of one report: split it into single reports")]
    TooLong {
        /// Size of the text.
        bytes: usize,
        /// Longest text taken.
        limit: usize,
    },
    /// An HTML page in which no article was found.
    #[error(
        "the page has no article text ({reason}): it may be a list of links, a log-in wall or a page that scripts fill; \
         save the page as the browser shows it, or give its text"
    )]
    NoArticle {
        /// What the extractor said.
        reason: String,
    },
}

/// What a binary input looks like, told by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BinaryKind {
    /// `%PDF`.
    Pdf,
    /// PNG, JPEG, GIF, WebP, TIFF, BMP.
    Image,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// bzip2, xz, 7z, rar.
    Archive,
    /// ZIP, and with it the office formats and EPUB.
    Zip,
    /// The binary Word, Excel and `PowerPoint` formats of before 2007.
    OldOffice,
    /// Sound or film.
    Media,
    /// A program.
    Executable,
    /// A database file.
    Database,
    /// No known format, but full of NUL bytes or control characters.
    Unknown,
}

impl BinaryKind {
    fn advice(self) -> &'static str {
        match self {
            Self::Pdf => "save the text of the document (`pdftotext`) and give that",
            Self::Gzip | Self::Zstd | Self::Archive => "unpack it first",
            Self::Zip => "unpack it, or save the document as plain text or HTML",
            Self::OldOffice => "save the document as plain text or HTML",
            _ => "give the text or the HTML page of a news report",
        }
    }
}

impl fmt::Display for BinaryKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Pdf => "a PDF document",
            Self::Image => "an image",
            Self::Gzip => "a gzip file",
            Self::Zstd => "a zstd file",
            Self::Archive => "a compressed archive",
            Self::Zip => "a ZIP file (or an office document)",
            Self::OldOffice => "an old office document",
            Self::Media => "sound or film",
            Self::Executable => "a program",
            Self::Database => "a database",
            Self::Unknown => "binary data",
        })
    }
}
