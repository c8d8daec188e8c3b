//! A learned second opinion on what one marked actor does to another: a linear model over [`Features`], trained by
//! `trainer/verbale_relate`.

use super::features::{Features, GROUPS};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::OnceLock;
use verbale_record::ontology::EventType;

/// A label of the model: one type, or RETREAT and CONCEDE together, which its training data does not tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// One type.
    Type(EventType),
    /// Giving way in words or deeds.
    Yield,
}

/// Why a model file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpinionError {
    /// Not a file of this kind and version.
    #[error("not a model of relations of this version")]
    Kind,
    /// The content is damaged.
    #[error("the model of relations is damaged: {0}")]
    Damaged(&'static str),
}

/// The model.
#[derive(Clone, Debug)]
pub struct Opinion {
    labels: Vec<Label>,
    /// Row of each feature's weights.
    names: HashMap<String, usize>,
    weights: Vec<i8>,
    /// What one step of the weights of a row stands for.
    scales: Vec<f32>,
    /// Weights of vectors and votes: rows as [`dense`](Self::dense) makes them.
    dense: Vec<f32>,
    bias: Vec<f32>,
    words: HashMap<String, usize>,
    vectors: Vec<i8>,
    width: usize,
    /// The norm that the feature names of a pair share.
    norm: f32,
    vector_weight: f32,
}

const MAGIC: &[u8] = b"VERBREL\x01";
const ALIGNMENT: usize = 64;
const TYPES: usize = EventType::ALL.len();

impl Opinion {
    /// The model that comes with Verbale, read at first use.
    pub fn builtin() -> Option<&'static Self> {
        static OPINION: OnceLock<Option<Opinion>> = OnceLock::new();
        OPINION
            .get_or_init(|| Self::read(include_bytes!("../../../../models/relate-1.bin")).ok())
            .as_ref()
    }

    /// Reads a model file.
    pub fn read(bytes: &[u8]) -> Result<Self, OpinionError> {
        let damaged = OpinionError::Damaged;
        let file = File::read(bytes)?;
        let labels = file.header["labels"].as_array().ok_or(damaged("labels"))?;
        let labels = labels
            .iter()
            .map(label)
            .collect::<Option<Vec<_>>>()
            .ok_or(damaged("labels"))?;
        let number = |name: &'static str| file.header[name].as_f64().ok_or(damaged(name));
        let model = Self {
            names: file.list("names")?,
            weights: file
                .bytes("weights")?
                .iter()
                .map(|byte| byte.cast_signed())
                .collect(),
            scales: file.floats("scales")?,
            dense: file.floats("dense")?,
            bias: file.floats("bias")?,
            words: file.list("words")?,
            vectors: file
                .bytes("vectors")?
                .iter()
                .map(|byte| byte.cast_signed())
                .collect(),
            width: number("width")? as usize,
            norm: number("norm")? as f32,
            vector_weight: number("vector_weight")? as f32,
            labels,
        };
        let classes = model.labels.len();
        let whole = model.weights.len() == model.names.len() * classes
            && model.scales.len() == model.names.len()
            && model.dense.len() == (GROUPS * model.width + 2 * TYPES + 1) * classes
            && model.bias.len() == classes
            && model.vectors.len() == model.words.len() * model.width;
        if whole { Ok(model) } else { Err(damaged("sizes")) }
    }

    /// The labels with their probabilities, most probable first.
    pub fn judge(&self, features: &Features) -> Vec<(Label, f32)> {
        let classes = self.labels.len();
        let mut sums = self.bias.clone();
        let rows: Vec<usize> = features
            .names
            .iter()
            .filter_map(|name| self.names.get(name).copied())
            .collect();
        let unit = self.norm / (rows.len() as f32).sqrt().max(1.0);
        for row in rows {
            let weights = &self.weights[row * classes..(row + 1) * classes];
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum += unit * self.scales[row] * f32::from(weight);
            }
        }
        for (row, value) in self.dense(features).into_iter().enumerate() {
            for (sum, &weight) in sums
                .iter_mut()
                .zip(&self.dense[row * classes..(row + 1) * classes])
            {
                *sum += value * weight;
            }
        }
        let highest = sums.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = sums.iter().map(|sum| (sum - highest).exp()).collect();
        let total: f32 = powers.iter().sum();
        let mut judged: Vec<(Label, f32)> = self
            .labels
            .iter()
            .copied()
            .zip(powers.iter().map(|power| power / total))
            .collect();
        judged.sort_by(|left, right| right.1.total_cmp(&left.1));
        judged
    }

    /// The mean vectors of the groups of words, the votes of the frames, their shares, the highest.
    fn dense(&self, features: &Features) -> Vec<f32> {
        let mut values = Vec::with_capacity(GROUPS * self.width + 2 * TYPES + 1);
        for group in &features.words {
            let mut mean = vec![0.0_f32; self.width];
            for row in group.iter().filter_map(|word| self.words.get(word)) {
                let vector = &self.vectors[row * self.width..(row + 1) * self.width];
                let length = norm(vector.iter().map(|&value| f32::from(value)));
                for (sum, &value) in mean.iter_mut().zip(vector) {
                    *sum += f32::from(value) / length;
                }
            }
            let length = norm(mean.iter().copied());
            values.extend(mean.into_iter().map(|value| self.vector_weight * value / length));
        }
        let mut votes = [0.0_f32; TYPES];
        for &(kind, score) in &features.scores {
            if let Some(vote) = votes.get_mut(kind) {
                *vote = score;
            }
        }
        let highest = votes.iter().copied().fold(0.0_f32, f32::max);
        let power = |vote: &f32| {
            if *vote > 0.0 {
                (2.0 * (vote - highest)).exp()
            } else {
                0.0
            }
        };
        let total: f32 = votes.iter().map(power).sum::<f32>().max(1e-9);
        values.extend(votes.iter().map(|vote| vote / 3.0));
        values.extend(votes.iter().map(|vote| power(vote) / total));
        values.push(highest / 3.0);
        values
    }
}

fn norm(values: impl Iterator<Item = f32>) -> f32 {
    values.map(|value| value * value).sum::<f32>().sqrt().max(1e-9)
}

fn label(value: &Value) -> Option<Label> {
    match value.as_str()? {
        "YIELD" => Some(Label::Yield),
        name => name.parse().ok().map(Label::Type),
    }
}

/// A file of named tensors behind a JSON header, as `trainer/verbale_relate/modelfile.py` writes it.
struct File<'a> {
    header: Value,
    data: &'a [u8],
}

impl<'a> File<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, OpinionError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(OpinionError::Kind)?;
        let (body, sum) = bytes.split_last_chunk::<8>().ok_or(OpinionError::Kind)?;
        let hash = body.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        if u64::from_le_bytes(*sum) != hash {
            return Err(OpinionError::Damaged("checksum"));
        }
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(OpinionError::Kind)?;
        let length = u32::from_le_bytes(*length) as usize;
        let text = rest.get(..length).ok_or(OpinionError::Damaged("header"))?;
        let header: Value = serde_json::from_slice(text).map_err(|_| OpinionError::Damaged("header"))?;
        if header["architecture"] != "relate-linear/1" {
            return Err(OpinionError::Kind);
        }
        let start = (MAGIC.len() + 4 + length).next_multiple_of(ALIGNMENT);
        let data = body.get(start..).ok_or(OpinionError::Damaged("data"))?;
        Ok(Self { header, data })
    }

    fn bytes(&self, name: &'static str) -> Result<&'a [u8], OpinionError> {
        let tensors = self.header["tensors"].as_array();
        let entry = tensors.and_then(|tensors| tensors.iter().find(|tensor| tensor["name"] == name));
        let number = |field: &str| {
            entry
                .and_then(|entry| entry[field].as_u64())
                .map(|number| number as usize)
        };
        let range = number("offset")
            .zip(number("bytes"))
            .and_then(|(from, size)| Some(from..from.checked_add(size)?));
        range
            .and_then(|range| self.data.get(range))
            .ok_or(OpinionError::Damaged(name))
    }

    fn floats(&self, name: &'static str) -> Result<Vec<f32>, OpinionError> {
        let (numbers, rest) = self.bytes(name)?.as_chunks::<4>();
        match rest {
            [] => Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()),
            _ => Err(OpinionError::Damaged(name)),
        }
    }

    /// The lines of a text with their numbers.
    fn list(&self, name: &'static str) -> Result<HashMap<String, usize>, OpinionError> {
        let text = std::str::from_utf8(self.bytes(name)?).map_err(|_| OpinionError::Damaged(name))?;
        Ok(text
            .split('\n')
            .enumerate()
            .map(|(row, line)| (line.to_owned(), row))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_that_comes_along_is_whole_and_gives_shares() {
        let opinion = Opinion::builtin().expect("models/relate-1.bin is read");
        let features = Features {
            names: vec!["top=condemn".to_owned(), "0type=ACCUSE".to_owned()],
            scores: vec![(EventType::Accuse as usize, 3.0)],
            ..Features::default()
        };
        let judged = opinion.judge(&features);
        assert_eq!(judged[0].0, Label::Type(EventType::Accuse));
        let total: f32 = judged.iter().map(|&(_, share)| share).sum();
        assert!((total - 1.0).abs() < 1e-4, "{total}");
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let mut bytes = include_bytes!("../../../../models/relate-1.bin").to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        assert_eq!(
            Opinion::read(&bytes).unwrap_err(),
            OpinionError::Damaged("checksum")
        );
        assert_eq!(Opinion::read(b"VERB").unwrap_err(), OpinionError::Kind);
    }
}
