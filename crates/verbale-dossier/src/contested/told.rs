//! Disputed facts as single reports tell them, joined across reports.

use crate::digest::Digest;
use crate::join::Signature;
use crate::text::{Symbol, likeness, mixed, shared, stems};
use verbale_record::Contested as Told;

/// What joining sees of a disputed fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ContestedSignature {
    about: Vec<u32>,
    sides: Vec<Symbol>,
    told: Option<i32>,
    stems: Vec<u32>,
}

/// Days within which the same matter between the same sides is one dispute.
const NEAR: i32 = 30;
/// Hundredths of shared words from which it is one after any time.
const ALIKE: u32 = 35;

/// The signature of a disputed fact.
pub(crate) fn signature(fact: &Told, digest: &Digest) -> ContestedSignature {
    let sides = fact
        .sides
        .iter()
        .filter_map(|side| digest.root(side.by.as_deref()?));
    let mut sides: Vec<Symbol> = sides.map(Symbol::of).collect();
    sides.sort_unstable();
    sides.dedup();
    let words: Vec<&str> = fact.sides.iter().map(|side| side.says.text.as_str()).collect();
    ContestedSignature {
        about: stems(&fact.about),
        sides,
        told: digest.day,
        stems: stems(&words.join(" ")),
    }
}

impl ContestedSignature {
    fn blocks_from(&self, slack: i32) -> Vec<u64> {
        let month = self.told.map_or(0, |day| day.div_euclid(NEAR));
        let matters = self.about.iter().flat_map(|&about| {
            self.sides
                .iter()
                .map(move |side| mixed(side.0 ^ u64::from(about)))
        });
        let near = matters.clone().flat_map(|matter| {
            (month - slack..=month + slack)
                .map(move |month| mixed(matter ^ u64::from(month.unsigned_abs()) << 32))
        });
        near.collect()
    }
}

impl Signature for ContestedSignature {
    const ONE_A_REPORT: bool = true;

    fn blocks(&self) -> Vec<u64> {
        self.blocks_from(0)
    }

    fn reach(&self) -> Vec<u64> {
        self.blocks_from(1)
    }

    fn likeness(&self, other: &Self) -> Option<u32> {
        let words = likeness(&self.stems, &other.stems);
        let same = shared(&self.about, &other.about) > 0 && !self.contradicts(other);
        let near = self
            .told
            .zip(other.told)
            .is_some_and(|(one, other)| (one - other).abs() <= NEAR);
        (same && (near && words >= ALIKE / 3 || words >= ALIKE)).then_some(words)
    }

    fn contradicts(&self, other: &Self) -> bool {
        shared(&self.sides, &other.sides) < self.sides.len().min(other.sides.len())
    }
}
