//! A record with the look-ups that columns need.

use std::cell::OnceCell;
use std::collections::HashMap;
use verbale_record::{Actor, CodePoint, Place, Record};
use verbale_syntax::{split, tokenise};

/// One record and its indices. Made once a record, whatever the number of tables.
pub(crate) struct Context<'r> {
    pub(crate) record: &'r Record,
    actors: HashMap<&'r str, &'r Actor>,
    places: HashMap<&'r str, &'r Place>,
    sentences: OnceCell<Vec<u32>>,
    text_length: OnceCell<u32>,
}

impl<'r> Context<'r> {
    pub(crate) fn new(record: &'r Record) -> Self {
        Self {
            record,
            actors: record
                .actors
                .iter()
                .map(|actor| (actor.id.as_str(), actor))
                .collect(),
            places: record
                .places
                .iter()
                .map(|place| (place.id.as_str(), place))
                .collect(),
            sentences: OnceCell::new(),
            text_length: OnceCell::new(),
        }
    }

    pub(crate) fn actor(&self, id: &str) -> Option<&'r Actor> {
        self.actors.get(id).copied()
    }

    pub(crate) fn actor_name(&self, id: Option<&String>) -> Option<&'r str> {
        self.actor(id?).map(|actor| actor.name.as_str())
    }

    pub(crate) fn place(&self, id: Option<&String>) -> Option<&'r Place> {
        self.places.get(id?.as_str()).copied()
    }

    /// The number, from 1, of the sentence that an offset stands in. The headline counts as a sentence.
    pub(crate) fn sentence(&self, at: CodePoint) -> usize {
        let starts = self
            .sentences
            .get_or_init(|| sentence_starts(&self.record.report.text));
        starts.partition_point(|&start| start <= at.0).max(1)
    }

    /// The report's length in code points.
    pub(crate) fn text_length(&self) -> i64 {
        i64::from(
            *self
                .text_length
                .get_or_init(|| self.record.report.text.chars().count() as u32),
        )
    }
}

/// Where the sentences of a text begin, in code points.
fn sentence_starts(text: &str) -> Vec<u32> {
    let mut pieces = Vec::new();
    let mut sentences = Vec::new();
    tokenise(text, 0..text.len(), &mut pieces);
    split(text, &pieces, 0, &mut sentences);
    let ruler = verbale_record::Ruler::new(text);
    let first = sentences
        .iter()
        .filter_map(|sentence| pieces.get(sentence.first as usize));
    first
        .map(|piece| ruler.code_points(piece.start as usize).0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_at_code_points() {
        assert_eq!(
            sentence_starts("Çay içti. Then he left.\n\nNobody asked why."),
            [0, 10, 25]
        );
        assert!(sentence_starts("").is_empty());
    }
}
