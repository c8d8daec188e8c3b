//! The engine: page, syntax and coder in one hand.

use crate::evidence::Officeholders;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::ops::Range;
use verbale_coder::Knowledge;
use verbale_coder::draft::{Context, Draft};
use verbale_page::{Page, PageError, PageOptions};
use verbale_record::{Record, SCHEMA};
use verbale_syntax::{Analyser, Analysis, Model, ModelError};

/// Why an engine cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The syntax model cannot be used.
    #[error("the built-in syntax model cannot be used: {0}")]
    Model(#[from] ModelError),
}

/// Buffers that one thread uses again for every report.
#[derive(Debug, Default)]
pub struct Workspace {
    syntax: verbale_syntax::Workspace,
}

/// A coded report: its record, and what it was made from.
#[derive(Clone, Debug)]
pub struct Coded {
    /// The record.
    pub record: Record,
    /// The report's syntax; offsets are bytes into `record.report.text`.
    pub analysis: Analysis,
    /// What the stages found, before it became the record.
    pub draft: Draft,
}

/// The model and the tables. One engine serves any number of threads.
pub struct Engine {
    analyser: Analyser,
    knowledge: Knowledge,
    name: String,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Engine")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// The engine for English, with the model and tables that come with Verbale.
    pub fn english() -> Result<Self, EngineError> {
        let model = Model::english()?;
        let name = format!("verbale {} / {}", env!("CARGO_PKG_VERSION"), model.name());
        Ok(Self {
            analyser: Analyser::new(model),
            knowledge: Knowledge::builtin(),
            name,
        })
    }

    /// The engine's version and the model's name, as records carry them.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The syntax part, for parsing alone.
    pub fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    /// The tables.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Makes a clean report of a page or pasted text.
    pub fn read(&self, bytes: &[u8], options: &PageOptions) -> Result<Page, PageError> {
        verbale_page::read(bytes, options, Some(&Officeholders))
    }

    /// Codes a report.
    pub fn code(&self, page: Page, workspace: &mut Workspace) -> Coded {
        let parts = parts(&page);
        let analysis = self
            .analyser
            .analyse_parts(&page.report.text, &parts, &mut workspace.syntax);
        let (draft, record) = {
            let context = Context {
                analysis: &analysis,
                published: page
                    .report
                    .published
                    .as_deref()
                    .and_then(|date| date.parse().ok()),
                title: page.title.clone().map(Into::into),
                dateline_place: page
                    .dateline
                    .as_ref()
                    .and_then(|dateline| dateline.place.clone())
                    .map(Into::into),
            };
            let draft = verbale_coder::code(&context, &self.knowledge);
            let id = self.record_id(&page);
            let record =
                verbale_coder::assemble::record(&context, &draft, page.report, id, self.name.clone());
            (draft, record)
        };
        Coded {
            record,
            analysis,
            draft,
        }
    }

    /// The same engine, schema, text and date give the same id; the name of the file does not matter.
    fn record_id(&self, page: &Page) -> String {
        let mut hash = Sha256::new();
        let published = page.report.published.as_deref().unwrap_or("");
        for part in [SCHEMA, &self.name, published, &page.report.text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize()
            .iter()
            .take(12)
            .fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }
}

/// What is to be analysed: the headline and the body, without furniture, each a part of its own.
fn parts(page: &Page) -> Vec<Range<usize>> {
    let mut parts = Vec::with_capacity(page.body.len() + 1);
    for body in &page.body {
        match &page.title {
            Some(title) if body.start <= title.start && title.end <= body.end => {
                parts.push(body.start..title.start);
                parts.push(title.clone());
                parts.push(title.end..body.end);
            }
            _ => parts.push(body.clone()),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
