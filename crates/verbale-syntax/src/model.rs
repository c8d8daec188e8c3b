//! The model file: header, tensors, checksum. Nothing in it is believed before it is checked.

use crate::words::{FNV_PRIME, FNV_START};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

const MAGIC: &[u8; 8] = b"VERBALE\x01";
const FORMAT: u32 = 2;
const ARCHITECTURE: &str = "typed-bigru-biaffine/1";
const CHECKSUM: usize = 8;
const ALIGNMENT: usize = 64;

/// Why a model was refused.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file could not be read.
    #[error("cannot read the model: {0}")]
    Io(#[from] std::io::Error),
    /// No model was embedded when the crate was built.
    #[error(
        "this build holds no model: the file models/en-1.bin was absent, or the feature `english` is off"
    )]
    NotEmbedded,
    /// It does not begin as a model file does.
    #[error("not a Verbale model file")]
    NoModel,
    /// It was written for another version of the runtime.
    #[error("model format {found}, but this runtime reads {FORMAT}")]
    Format {
        /// The version in the file.
        found: u32,
    },
    /// The network is of another kind.
    #[error("architecture “{0}”, but this runtime runs “{ARCHITECTURE}”")]
    Architecture(String),
    /// It is shorter than it says.
    #[error("the model file is cut off: {have} bytes of {need}")]
    Truncated {
        /// Bytes there are.
        have: usize,
        /// Bytes there should be.
        need: usize,
    },
    /// The checksum is wrong.
    #[error("the model file is damaged: its checksum is wrong")]
    Checksum,
    /// The header is not what it should be.
    #[error("the model's header is malformed: {0}")]
    Header(#[from] serde_json::Error),
    /// A label that this runtime does not know.
    #[error("the model's {table} hold “{label}”, which is none")]
    Label {
        /// Which table.
        table: &'static str,
        /// The label.
        label: String,
    },
    /// A tensor is missing or does not fit.
    #[error("tensor {name}: {problem}")]
    Tensor {
        /// Its name.
        name: String,
        /// What is wrong.
        problem: String,
    },
}

/// The JSON header.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Header {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) language: String,
    #[serde(default)]
    pub(crate) licence: String,
    pub(crate) architecture: String,
    pub(crate) upos: Vec<String>,
    pub(crate) feats: Vec<String>,
    pub(crate) deprels: Vec<String>,
    pub(crate) names: Vec<String>,
    tensors: Vec<TensorEntry>,
}

#[derive(Clone, Debug, Deserialize)]
struct TensorEntry {
    name: String,
    dtype: Kind,
    shape: Vec<usize>,
    offset: usize,
    bytes: usize,
}

/// How numbers are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    F32,
    F16,
    I8,
    U8,
}

impl Kind {
    fn bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F16 => 2,
            Self::I8 | Self::U8 => 1,
        }
    }
}

/// A tensor in the file.
#[derive(Clone, Debug)]
pub(crate) struct Tensor {
    pub(crate) kind: Kind,
    pub(crate) shape: Vec<usize>,
    pub(crate) range: Range<usize>,
}

/// A checked file.
pub(crate) struct ModelFile {
    pub(crate) header: Header,
    pub(crate) bytes: Cow<'static, [u8]>,
    tensors: BTreeMap<String, Tensor>,
}

impl ModelFile {
    /// Checks the bytes of a file: magic, version, length, checksum, header, and the place of each tensor.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let word = |at: usize| {
            let field = bytes.get(at..at + 4).and_then(|field| field.try_into().ok());
            field.map(u32::from_le_bytes).ok_or(ModelError::Truncated {
                have: bytes.len(),
                need: at + 4,
            })
        };
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NoModel);
        }
        let format = word(8)?;
        if format != FORMAT {
            return Err(ModelError::Format { found: format });
        }
        let header_end = 16 + word(12)? as usize;
        let need = header_end + CHECKSUM;
        if bytes.len() < need {
            return Err(ModelError::Truncated {
                have: bytes.len(),
                need,
            });
        }
        let content = bytes.len() - CHECKSUM;
        if checksum(&bytes[..content]).to_le_bytes() != bytes[content..] {
            return Err(ModelError::Checksum);
        }
        let header: Header = serde_json::from_slice(&bytes[16..header_end])?;
        if header.architecture != ARCHITECTURE {
            return Err(ModelError::Architecture(header.architecture));
        }
        let data = header_end.next_multiple_of(ALIGNMENT);
        let mut tensors = BTreeMap::new();
        for entry in &header.tensors {
            let range = place(entry, data, content)?;
            tensors.insert(
                entry.name.clone(),
                Tensor {
                    kind: entry.dtype,
                    shape: entry.shape.clone(),
                    range,
                },
            );
        }
        Ok(Self {
            header,
            bytes,
            tensors,
        })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    pub(crate) fn tensor(&self, name: &str) -> Result<&Tensor, ModelError> {
        self.tensors.get(name).ok_or_else(|| wrong(name, "is missing"))
    }

    /// A tensor of two dimensions, and these.
    pub(crate) fn table(&self, name: &str) -> Result<(&Tensor, usize, usize), ModelError> {
        let tensor = self.tensor(name)?;
        match tensor.shape[..] {
            [rows, columns] if rows > 0 && columns > 0 => Ok((tensor, rows, columns)),
            _ => Err(wrong(name, format!("has shape {:?}", tensor.shape))),
        }
    }

    /// The numbers of a matrix, with its columns; the rows must be as many as given.
    pub(crate) fn matrix(&self, name: &str, rows: usize) -> Result<(Vec<f32>, usize), ModelError> {
        let (tensor, found, columns) = self.table(name)?;
        if found != rows {
            return Err(wrong(name, format!("has {found} rows instead of {rows}")));
        }
        Ok((self.numbers(name, tensor)?, columns))
    }

    /// The numbers of a tensor of three dimensions, with the last one; the others must be as given.
    pub(crate) fn cube(
        &self,
        name: &str,
        first: usize,
        second: usize,
    ) -> Result<(Vec<f32>, usize), ModelError> {
        let tensor = self.tensor(name)?;
        match tensor.shape[..] {
            [one, other, size] if one == first && other == second && size > 0 => {
                Ok((self.numbers(name, tensor)?, size))
            }
            _ => Err(wrong(name, format!("has shape {:?}", tensor.shape))),
        }
    }

    /// The numbers of a vector of this length.
    pub(crate) fn vector(&self, name: &str, length: usize) -> Result<Vec<f32>, ModelError> {
        let tensor = self.tensor(name)?;
        if tensor.shape != [length] {
            return Err(wrong(
                name,
                format!("has shape {:?} instead of [{length}]", tensor.shape),
            ));
        }
        self.numbers(name, tensor)
    }

    fn numbers(&self, name: &str, tensor: &Tensor) -> Result<Vec<f32>, ModelError> {
        if !matches!(tensor.kind, Kind::F32 | Kind::F16) {
            return Err(wrong(name, format!("holds {:?}", tensor.kind)));
        }
        let mut numbers = vec![0.0; tensor.range.len() / tensor.kind.bytes()];
        widen(&self.bytes[tensor.range.clone()], tensor.kind, &mut numbers);
        if numbers.iter().all(|number| number.is_finite()) {
            Ok(numbers)
        } else {
            Err(wrong(name, "holds a number that is not finite"))
        }
    }

    /// A tensor of bytes as text.
    pub(crate) fn text(&self, name: &str) -> Result<Range<usize>, ModelError> {
        let tensor = self.tensor(name)?;
        if tensor.kind != Kind::U8 {
            return Err(wrong(name, "is no text"));
        }
        match std::str::from_utf8(&self.bytes[tensor.range.clone()]) {
            Ok(_) => Ok(tensor.range.clone()),
            Err(_) => Err(wrong(name, "is not UTF-8")),
        }
    }
}

/// FNV-1a over little-endian 64-bit words, the last one filled up with zeros.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().chain((!rest.is_empty()).then_some(&last));
    words.fold(FNV_START, |sum, word| {
        (sum ^ u64::from_le_bytes(*word)).wrapping_mul(FNV_PRIME)
    })
}

pub(crate) fn wrong(name: &str, problem: impl Into<String>) -> ModelError {
    ModelError::Tensor {
        name: name.to_owned(),
        problem: problem.into(),
    }
}

fn place(entry: &TensorEntry, data: usize, content: usize) -> Result<Range<usize>, ModelError> {
    let size = entry
        .shape
        .iter()
        .try_fold(entry.dtype.bytes(), |size, &length| size.checked_mul(length));
    if size != Some(entry.bytes) {
        return Err(wrong(
            &entry.name,
            format!("{} bytes do not make shape {:?}", entry.bytes, entry.shape),
        ));
    }
    let start = data.checked_add(entry.offset);
    let end = start.and_then(|start| start.checked_add(entry.bytes));
    match (start, end) {
        (Some(start), Some(end)) if end <= content => Ok(start..end),
        _ => Err(wrong(&entry.name, "lies outside the file")),
    }
}

/// Converts stored numbers to `f32`.
pub(crate) fn widen(bytes: &[u8], kind: Kind, out: &mut [f32]) {
    match kind {
        Kind::F32 => {
            for (number, field) in out.iter_mut().zip(bytes.as_chunks::<4>().0) {
                *number = f32::from_le_bytes(*field);
            }
        }
        Kind::F16 => {
            for (number, field) in out.iter_mut().zip(bytes.as_chunks::<2>().0) {
                *number = half(u16::from_le_bytes(*field));
            }
        }
        Kind::I8 => {
            for (number, &field) in out.iter_mut().zip(bytes) {
                *number = f32::from(field.cast_signed());
            }
        }
        Kind::U8 => {
            for (number, &field) in out.iter_mut().zip(bytes) {
                *number = f32::from(field);
            }
        }
    }
}

/// IEEE half precision to single: shift the fields into place, and rebase the exponent by a product, which
/// also makes subnormal numbers right.
fn half(bits: u16) -> f32 {
    let magnitude = u32::from(bits & 0x7fff) << 13;
    let sign = u32::from(bits & 0x8000) << 16;
    if bits & 0x7c00 == 0x7c00 {
        return f32::from_bits(sign | 0x7f80_0000 | magnitude);
    }
    let scaled = f32::from_bits(magnitude) * f32::from_bits((254 - 15) << 23);
    f32::from_bits(scaled.to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_widened() {
        for (bits, number) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
            (0x7bff, 65504.0),
        ] {
            assert!((half(bits) - number).abs() < f32::EPSILON * number.abs().max(1e-9));
        }
        assert!(half(0x7c00).is_infinite());
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let refused = |bytes: &'static [u8]| ModelFile::read(Cow::Borrowed(bytes)).err().unwrap().to_string();
        assert_eq!(refused(b""), "not a Verbale model file");
        assert_eq!(
            refused(b"VERBALE\x01"),
            "the model file is cut off: 8 bytes of 12"
        );
        assert!(refused(b"VERBALE\x01\x03\0\0\0").starts_with("model format 3"));
    }
}
