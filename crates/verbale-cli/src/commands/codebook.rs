//! `verbale codebook`: what every type, mode and context means, and the words that name it.

use crate::output::{self, Status};
use verbale_lexicon::frames::{Frames, guide, near_misses};
use verbale_record::ontology::codebook_markdown;

pub fn run() -> anyhow::Result<Status> {
    let near_misses = near_misses().map_err(|error| anyhow::anyhow!(error))?;
    let frames = guide(Frames::builtin(), &near_misses);
    output::print(&format!("{}\n{frames}", codebook_markdown().trim_end()))
}
