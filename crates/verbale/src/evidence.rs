//! Who held which office when, as evidence for the year of a report.

use verbale_lexicon::Lexicon;
use verbale_page::OfficeEvidence;

/// The lexicon's officeholders.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Officeholders;

impl OfficeEvidence for Officeholders {
    fn years_supported(&self, text: &str) -> Vec<(i16, f32)> {
        Lexicon::builtin().years_supported(text)
    }
}
