//! Copies of one story: texts that share most of the shorter one's runs of five words.
//!
//! `MinHash` in bands proposes pairs; a sample of all runs (those whose hash falls into a fixed quarter) measures how
//! much of the shorter text stands in the longer one, so that a story cut at its end is still known as the same.

use crate::text::{hash, mixed, words};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Words in a run.
const RUN: usize = 5;
/// Bands of [`ROWS`] values each: two texts with a third of their runs in common meet with a chance of 98 in 100,
/// two that share a footer (a fiftieth) with one in 100.
const BANDS: usize = 32;
const ROWS: usize = 2;
/// One run in this many is sampled.
const SAMPLED: u64 = 4;
/// From this share of the shorter text on, it is a copy.
const LEAST_SHARE: f32 = 0.6;
/// Fewer sampled runs than this prove nothing.
const LEAST_RUNS: usize = 10;

/// What is kept of a text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sketch {
    runs: Vec<u64>,
    bands: Vec<u64>,
}

impl Sketch {
    pub(crate) fn of(text: &str) -> Self {
        let hashes: Vec<u64> = words(text)
            .map(|word| hash(word.to_lowercase().as_bytes()))
            .collect();
        let mut runs = Vec::new();
        let mut least = [u64::MAX; BANDS * ROWS];
        for window in hashes.windows(RUN) {
            let run = mixed(
                window
                    .iter()
                    .fold(0, |sum: u64, &word| sum.wrapping_mul(31).wrapping_add(word)),
            );
            if run.is_multiple_of(SAMPLED) {
                runs.push(run);
            }
            let mut value = run;
            for slot in &mut least {
                // Each step is another permutation of the runs: a multiplication by an odd number and a shift.
                value = (value ^ (value >> 29))
                    .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                    .rotate_left(17);
                *slot = (*slot).min(value);
            }
        }
        runs.sort_unstable();
        runs.dedup();
        let bands = (0u64..)
            .zip(least.chunks_exact(ROWS))
            .map(|(band, values)| values.iter().fold(band, |sum, &value| mixed(sum ^ value)));
        let bands = if runs.len() < LEAST_RUNS {
            Vec::new()
        } else {
            bands.collect()
        };
        Self { runs, bands }
    }

    /// The share of the shorter text that stands in the longer one.
    pub(crate) fn share(&self, other: &Self) -> f32 {
        let shorter = self.runs.len().min(other.runs.len());
        if shorter < LEAST_RUNS {
            return 0.0;
        }
        crate::text::shared(&self.runs, &other.runs) as f32 / shorter as f32
    }
}

/// Groups of copies among texts added one by one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Copies {
    sketches: Vec<Sketch>,
    parent: Vec<u32>,
    buckets: HashMap<u64, Vec<u32>>,
}

impl Copies {
    pub(crate) fn add(&mut self, sketch: Sketch) {
        let new = self.sketches.len() as u32;
        self.parent.push(new);
        let bands = sketch.bands.clone();
        self.sketches.push(sketch);
        for band in bands {
            let bucket = self.buckets.entry(band).or_default();
            let others = bucket.clone();
            bucket.push(new);
            for other in others {
                // A pair in one group already can add nothing: many copies of one story cost one comparison each.
                let (own, theirs) = (self.group(new), self.group(other));
                if own != theirs
                    && self.sketches[new as usize].share(&self.sketches[other as usize]) >= LEAST_SHARE
                {
                    self.parent[own.max(theirs) as usize] = own.min(theirs);
                }
            }
        }
    }

    /// The group of a text, by the number under which it was added. Numbers of groups mean nothing beyond equality.
    pub(crate) fn group(&self, text: u32) -> u32 {
        let mut root = text;
        while self.parent[root as usize] != root {
            root = self.parent[root as usize];
        }
        root
    }

    /// What was kept of a text.
    pub(crate) fn sketch(&self, text: u32) -> &Sketch {
        &self.sketches[text as usize]
    }

    pub(crate) fn share(&self, one: u32, other: u32) -> f32 {
        self.sketches[one as usize].share(&self.sketches[other as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    fn story(from: u32, to: u32) -> String {
        (from..to).fold(String::new(), |mut text, number| {
            let _ = write!(
                text,
                "Sentence {number} tells of delegate {} in hall {}. ",
                number * 7,
                number * 13
            );
            text
        })
    }

    fn groups(texts: &[String]) -> Vec<u32> {
        let mut copies = Copies::default();
        for text in texts {
            copies.add(Sketch::of(text));
        }
        (0..texts.len() as u32).map(|text| copies.group(text)).collect()
    }

    #[test]
    fn a_shortened_copy_is_one_and_another_story_is_none() {
        let found = groups(&[
            story(0, 60),
            story(100, 160),
            story(0, 25),
            story(0, 58).to_uppercase(),
        ]);
        assert_eq!(found[0], found[2]);
        assert_eq!(found[0], found[3]);
        assert_ne!(found[0], found[1]);
    }

    #[test]
    fn a_shared_footer_makes_no_copy() {
        let footer = story(900, 904);
        let found = groups(&[story(0, 50) + &footer, story(100, 150) + &footer]);
        assert_ne!(found[0], found[1]);
    }

    #[test]
    fn short_texts_prove_nothing() {
        let found = groups(&["Talks ended.".to_owned(), "Talks ended.".to_owned()]);
        assert_ne!(found[0], found[1]);
    }
}
