//! From scores of name tags to names: the best sequence that the rules of BIOES allow.

use crate::network::NameTag;

/// Best allowed sequence of tags for a sentence.
pub(crate) struct Viterbi {
    tags: Vec<NameTag>,
    /// For each tag, the tags that may stand before it.
    before: Vec<Vec<usize>>,
}

fn opens(tag: NameTag) -> Option<crate::NameKind> {
    match tag {
        NameTag::Begin(kind) | NameTag::Inside(kind) => Some(kind),
        _ => None,
    }
}

fn continues(tag: NameTag) -> Option<crate::NameKind> {
    match tag {
        NameTag::Inside(kind) | NameTag::End(kind) => Some(kind),
        _ => None,
    }
}

impl Viterbi {
    pub(crate) fn new(tags: &[NameTag]) -> Self {
        let before = tags
            .iter()
            .map(|&tag| {
                (0..tags.len())
                    .filter(|&one| opens(tags[one]) == continues(tag))
                    .collect()
            })
            .collect();
        Self {
            tags: tags.to_vec(),
            before,
        }
    }

    /// Writes the best path for rows of scores, given by their row numbers, to `path`.
    pub(crate) fn decode(
        &self,
        row: impl Fn(usize) -> usize,
        length: usize,
        scores: &[f32],
        work: &mut Work,
    ) {
        let count = self.tags.len();
        work.path.clear();
        // Most sentences: the best tag of each word already is an allowed sequence.
        work.path.extend(
            (0..length).map(|word| crate::activation::argmax(&scores[row(word) * count..][..count]) as u32),
        );
        if self.is_allowed(&work.path) {
            return;
        }
        work.best.clear();
        work.back.clear();
        for word in 0..length {
            let scored = &scores[row(word) * count..][..count];
            for (tag, score) in scored.iter().enumerate() {
                let (mut best, mut from) = (f32::NEG_INFINITY, 0);
                if word == 0 {
                    if continues(self.tags[tag]).is_none() {
                        best = 0.0;
                    }
                } else {
                    let previous = &work.best[(word - 1) * count..][..count];
                    for &one in &self.before[tag] {
                        if previous[one] > best {
                            (best, from) = (previous[one], one);
                        }
                    }
                }
                work.best.push(best + score);
                work.back.push(from as u32);
            }
        }
        let last = &work.best[(length - 1) * count..];
        let ends = (0..count).filter(|&tag| opens(self.tags[tag]).is_none());
        let mut tag = ends.fold(0, |best, tag| {
            if opens(self.tags[best]).is_some() || last[tag] > last[best] {
                tag
            } else {
                best
            }
        });
        for word in (0..length).rev() {
            work.path[word] = tag as u32;
            tag = work.back[word * count + tag] as usize;
        }
    }

    fn is_allowed(&self, path: &[u32]) -> bool {
        let mut open = None;
        for &tag in path {
            let tag = self.tags[tag as usize];
            if continues(tag) != open {
                return false;
            }
            open = opens(tag);
        }
        open.is_none()
    }
}

/// Buffers of the search, and its result.
#[derive(Debug, Default)]
pub(crate) struct Work {
    best: Vec<f32>,
    back: Vec<u32>,
    /// Index of the tag of each word.
    pub(crate) path: Vec<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NameKind::{Location, Person};
    use NameTag::{Begin, End, Inside, Outside, Single};

    const TAGS: [NameTag; 7] = [
        Outside,
        Begin(Person),
        Inside(Person),
        End(Person),
        Single(Person),
        Single(Location),
        End(Location),
    ];

    fn decode(best: &[(usize, f32)]) -> Vec<NameTag> {
        let mut scores = vec![0.0; best.len() * TAGS.len()];
        for (word, &(tag, score)) in best.iter().enumerate() {
            scores[word * TAGS.len() + tag] = score;
        }
        let mut work = Work::default();
        Viterbi::new(&TAGS).decode(|word| word, best.len(), &scores, &mut work);
        work.path.iter().map(|&tag| TAGS[tag as usize]).collect()
    }

    #[test]
    fn only_whole_names_come_out() {
        assert_eq!(
            decode(&[(1, 2.0), (3, 2.0), (0, 1.0)]),
            [Begin(Person), End(Person), Outside]
        );
        assert_eq!(decode(&[(1, 2.0), (0, 0.5), (5, 1.0)]).len(), 3);
        assert_eq!(decode(&[(1, 5.0), (6, 2.0)]), [Begin(Person), End(Person)]);
        assert_eq!(decode(&[(3, 5.0)]).len(), 1);
        assert_ne!(decode(&[(3, 5.0)]), [End(Person)]);
    }
}
