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

    /// The same engine with another lexicon: the built-in one with a user's tables
    /// ([`Lexicon::with_user_dir`](verbale_lexicon::Lexicon::with_user_dir)).
    ///
    /// The lexicon is kept for the life of the process, as the built-in one is: make an engine once, not once a report.
    #[must_use]
    pub fn with_lexicon(mut self, lexicon: verbale_lexicon::Lexicon) -> Self {
        self.knowledge.lexicon = Box::leak(Box::new(lexicon));
        self
    }

    /// The same engine with a user's own tables of actors, places and frames
    /// ([`UserTables::read`](verbale_lexicon::UserTables::read)), kept for the life of the process.
    #[must_use]
    pub fn with_tables(mut self, tables: verbale_lexicon::UserTables) -> Self {
        self.knowledge.lexicon = Box::leak(Box::new(tables.lexicon));
        if let Some(gazetteer) = tables.gazetteer {
            self.knowledge.own_places = Some(Box::leak(Box::new(gazetteer)));
        }
        if let Some(frames) = tables.frames {
            self.knowledge.frames = Box::leak(Box::new(frames));
        }
        self
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
        self.code_watched(page, workspace, &mut |_| {})
    }

    /// Codes a report, and names each stage when it is done: to measure what it takes.
    pub fn code_watched(
        &self,
        page: Page,
        workspace: &mut Workspace,
        done: &mut dyn FnMut(&'static str),
    ) -> Coded {
        let parts = parts(&page);
        let analysis = self
            .analyser
            .analyse_parts(&page.report.text, &parts, &mut workspace.syntax);
        done("syntax");
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
            let draft = verbale_coder::code_watched(&context, &self.knowledge, done);
            let id = self.record_id(&page);
            let record =
                verbale_coder::assemble::record(&context, &draft, page.report, id, self.name.clone());
            done("record");
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

/// What is to be analysed: the headline, the dateline and the body, without furniture, each a part of its own. A
/// dateline is no part of the sentence after it: “GENEVA, March 10 - Envoys met” is about envoys.
fn parts(page: &Page) -> Vec<Range<usize>> {
    let text = &page.report.text;
    let dateline = page.dateline.as_ref().map(|dateline| {
        let signs = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':');
        let end = dateline.range.end;
        let rest = &text[end..];
        dateline.range.start..end + (rest.len() - rest.trim_start_matches(signs).len())
    });
    let mut parts = page.body.clone();
    for own in [page.title.clone(), dateline].into_iter().flatten() {
        parts = parts.into_iter().flat_map(|part| cut_out(part, &own)).collect();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The part before a stretch, the stretch, and the part after it, where it lies inside.
fn cut_out(part: Range<usize>, own: &Range<usize>) -> [Range<usize>; 3] {
    if part.start <= own.start && own.end <= part.end {
        [part.start..own.start, own.clone(), own.end..part.end]
    } else {
        [part, 0..0, 0..0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts_of(text: &str) -> Vec<String> {
        let page = verbale_page::read(text.as_bytes(), &PageOptions::default(), None).expect("a report");
        let parts = parts(&page);
        parts.into_iter().map(|part| text[part].to_owned()).collect()
    }

    #[test]
    fn headline_and_dateline_are_parts_of_their_own() {
        let text = "Envoys leave lake talks\n\nGENEVA, March 10, 2031 (Reuters) - The envoys of both countries left \
            without a word on Monday, the host said.\n";
        let parts = parts_of(text);
        assert_eq!(parts[0], "Envoys leave lake talks");
        assert!(
            parts
                .iter()
                .any(|part| part.starts_with("GENEVA") && !part.contains("envoys")),
            "{parts:?}"
        );
        assert!(
            parts.iter().any(|part| part.starts_with("The envoys")),
            "{parts:?}"
        );
    }

    #[test]
    fn parts_cover_the_text_once() {
        let text = "KYIV - Talks ended on Monday without a result, the ministry said in a long statement on its site.\n";
        assert_eq!(parts_of(text).concat(), text.trim_end());
    }
}
