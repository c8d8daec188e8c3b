//! Phrases of lemmas with choices and gaps, found in one walk over a sentence.

use rustc_hash::FxHashMap;

/// How many words a gap may hold.
const GAP: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// One of these lemmas.
    Words(Vec<Box<str>>),
    /// Up to [`GAP`] words.
    Gap,
}

/// A phrase in a sentence: the words `start..end`, and the value it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<V> {
    /// First word.
    pub start: usize,
    /// Word after the last one.
    pub end: usize,
    /// What the phrase stands for.
    pub value: V,
}

/// Phrases with their values, indexed by first word.
#[derive(Clone, Debug)]
pub struct Phrases<V> {
    phrases: Vec<(Vec<Part>, V)>,
    by_first: FxHashMap<Box<str>, Vec<usize>>,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Self {
            phrases: Vec::new(),
            by_first: FxHashMap::default(),
        }
    }
}

impl<V: Copy + PartialEq> Phrases<V> {
    /// Adds a phrase as tables write it: lemmas, `a/b` for a choice, `~` for a gap. Fails where it is empty or begins
    /// or ends with a gap.
    pub fn add(&mut self, phrase: &str, value: V) -> Result<(), String> {
        let parts: Vec<Part> = phrase.split_whitespace().map(part).collect();
        let (Some(Part::Words(first)), Some(Part::Words(_))) = (parts.first(), parts.last()) else {
            return Err(format!("“{phrase}” does not begin and end with a word"));
        };
        for word in first {
            self.by_first
                .entry(word.clone())
                .or_default()
                .push(self.phrases.len());
        }
        self.phrases.push((parts, value));
        Ok(())
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// All phrases in these lemmas (lower case), in text order. A phrase inside a longer one is left out where the two
    /// are about the `same`.
    pub fn find(&self, lemmas: &[&str], same: impl Fn(&V, &V) -> bool) -> Vec<Hit<V>> {
        let mut hits: Vec<Hit<V>> = Vec::new();
        for start in 0..lemmas.len() {
            for &index in self.by_first.get(lemmas[start]).into_iter().flatten() {
                let (parts, value) = &self.phrases[index];
                if let Some(end) = end_of(&parts[1..], lemmas, start + 1) {
                    hits.push(Hit {
                        start,
                        end,
                        value: *value,
                    });
                }
            }
        }
        let covered = |hit: &Hit<V>| {
            hits.iter().any(|other| {
                other.start <= hit.start
                    && hit.end <= other.end
                    && other.end - other.start > hit.end - hit.start
                    && same(&other.value, &hit.value)
            })
        };
        let mut kept: Vec<Hit<V>> = hits.iter().filter(|hit| !covered(hit)).copied().collect();
        kept.dedup();
        kept
    }
}

fn part(word: &str) -> Part {
    match word {
        "~" => Part::Gap,
        // A lone slash is a word of its own.
        "/" => Part::Words(vec![word.into()]),
        _ => Part::Words(word.split('/').map(Box::from).collect()),
    }
}

fn end_of(parts: &[Part], lemmas: &[&str], at: usize) -> Option<usize> {
    match parts.split_first() {
        None => Some(at),
        Some((Part::Words(choice), rest)) => {
            let word = lemmas.get(at)?;
            let here = choice.iter().any(|one| &**one == *word);
            here.then(|| end_of(rest, lemmas, at + 1)).flatten()
        }
        Some((Part::Gap, rest)) => (at..=at + GAP).find_map(|after| end_of(rest, lemmas, after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_choices_match_and_longer_phrases_win() {
        let mut phrases = Phrases::default();
        phrases.add("reach ~ deal/accord", 1).unwrap();
        phrases.add("fail to reach ~ deal/accord", 2).unwrap();
        phrases.add("deal", 3).unwrap();
        let found = phrases.find(
            &["they", "fail", "to", "reach", "a", "peace", "accord"],
            |_, _| true,
        );
        let found: Vec<_> = found.iter().map(|hit| (hit.start, hit.end, hit.value)).collect();
        assert_eq!(found, [(1, 7, 2)]);
        assert_eq!(
            phrases
                .find(&["reach", "one", "two", "three", "four", "deal"], |_, _| true)
                .len(),
            1
        );
    }

    #[test]
    fn a_phrase_needs_words_at_both_ends() {
        let mut phrases = Phrases::default();
        assert!(phrases.add("~ deal", 1).is_err());
        assert!(phrases.add("", 1).is_err());
    }
}
