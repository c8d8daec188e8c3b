//! What the network sees of a word: rows of its tables, from the form alone.

use crate::model::{Kind, ModelError, ModelFile, Tensor, widen, wrong};
use crate::words::{FNV_START, fnv};
use std::ops::Range;

/// Strings of the model file, one a line, with a hash table over them.
#[derive(Debug)]
pub(crate) struct StringTable {
    /// Byte range of each string in the file.
    lines: Vec<Range<u32>>,
    /// Index + 1 of a string, 0 for an empty slot.
    slots: Vec<u32>,
}

impl StringTable {
    /// Reads a text of the file; `key` cuts the part of each line that is looked up.
    pub(crate) fn read(
        file: &ModelFile,
        name: &str,
        key: impl Fn(&[u8]) -> usize,
    ) -> Result<Self, ModelError> {
        let range = file.text(name)?;
        let mut lines = Vec::new();
        let mut start = range.start;
        for line in file.bytes[range.clone()].split(|&byte| byte == b'\n') {
            if start < range.end {
                lines.push(start as u32..(start + key(line)) as u32);
            }
            start += line.len() + 1;
        }
        let mut slots = vec![0u32; (lines.len() * 2).next_power_of_two().max(2)];
        for (index, line) in lines.iter().enumerate() {
            let mut slot = slot_of(&file.bytes[line.start as usize..line.end as usize], slots.len());
            while slots[slot] != 0 {
                slot = (slot + 1) % slots.len();
            }
            slots[slot] = index as u32 + 1;
        }
        Ok(Self { lines, slots })
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The index of a string.
    pub(crate) fn find(&self, bytes: &[u8], key: &[u8]) -> Option<usize> {
        let mut slot = slot_of(key, self.slots.len());
        loop {
            let index = (self.slots[slot] as usize).checked_sub(1)?;
            let line = &self.lines[index];
            if &bytes[line.start as usize..line.end as usize] == key {
                return Some(index);
            }
            slot = (slot + 1) % self.slots.len();
        }
    }

    /// Where the key of a string ends in the file.
    pub(crate) fn key_end(&self, index: usize) -> usize {
        self.lines[index].end as usize
    }
}

fn slot_of(key: &[u8], slots: usize) -> usize {
    let hash = fnv(FNV_START, key);
    (hash ^ hash >> 32) as usize % slots
}

/// A table of rows that are widened when they are needed.
#[derive(Debug)]
struct Rows {
    tensor: Tensor,
    rows: usize,
    width: usize,
}

impl Rows {
    fn read(file: &ModelFile, name: &str) -> Result<Self, ModelError> {
        let (tensor, rows, width) = file.table(name)?;
        Ok(Self {
            tensor: tensor.clone(),
            rows,
            width,
        })
    }

    fn append(&self, bytes: &[u8], row: usize, out: &mut Vec<f32>) {
        let stride = self.tensor.range.len() / self.rows;
        let start = self.tensor.range.start + row * stride;
        let from = out.len();
        out.resize(from + self.width, 0.0);
        widen(&bytes[start..start + stride], self.tensor.kind, &mut out[from..]);
    }
}

/// The tables of the type encoder.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: StringTable,
    statics: StringTable,
    word_rows: Rows,
    static_rows: Rows,
    static_scale: Vec<f32>,
    /// Prefix, suffixes of two, three and four characters, shape.
    affixes: [Rows; 5],
}

/// Buffers for the parts of a form.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    straight: String,
    pub(crate) lower: String,
    zeroed: String,
    shape: String,
}

impl Lexicon {
    pub(crate) fn read(file: &ModelFile) -> Result<Self, ModelError> {
        let lexicon = Self {
            words: StringTable::read(file, "word.list", <[u8]>::len)?,
            statics: StringTable::read(file, "static.list", <[u8]>::len)?,
            word_rows: Rows::read(file, "word.emb")?,
            static_rows: Rows::read(file, "static.emb")?,
            static_scale: Vec::new(),
            affixes: [
                Rows::read(file, "prefix.emb")?,
                Rows::read(file, "suffix2.emb")?,
                Rows::read(file, "suffix3.emb")?,
                Rows::read(file, "suffix4.emb")?,
                Rows::read(file, "shape.emb")?,
            ],
        };
        for (name, strings, rows) in [
            ("word.list", lexicon.words.len(), lexicon.word_rows.rows),
            ("static.list", lexicon.statics.len(), lexicon.static_rows.rows),
        ] {
            if strings > rows {
                return Err(wrong(name, format!("has {strings} lines for {rows} rows")));
            }
        }
        let scale = match lexicon.static_rows.tensor.kind {
            Kind::I8 => file.vector("static.scale", lexicon.static_rows.rows)?,
            _ => vec![1.0; lexicon.static_rows.rows],
        };
        Ok(Self {
            static_scale: scale,
            ..lexicon
        })
    }

    /// Width of the vector of a word type.
    pub(crate) fn width(&self) -> usize {
        self.word_rows.width
            + self.static_rows.width
            + self.affixes.iter().map(|rows| rows.width).sum::<usize>()
    }

    /// Appends the vector of a form; `bytes` is the model file.
    pub(crate) fn append(&self, bytes: &[u8], form: &str, scratch: &mut Scratch, out: &mut Vec<f32>) {
        scratch.prepare(form);
        let lower = scratch.lower.as_str();
        let word = self.words.find(bytes, scratch.zeroed.as_bytes()).unwrap_or(0);
        self.word_rows.append(bytes, word, out);
        let known = |key: &str| self.statics.find(bytes, key.as_bytes()).filter(|&row| row > 0);
        let row = known(lower).or_else(|| known(&scratch.zeroed));
        let from = out.len();
        out.resize(from + self.static_rows.width, 0.0);
        if let Some(row) = row {
            out.truncate(from);
            self.static_rows.append(bytes, row, out);
            for number in &mut out[from..] {
                *number *= self.static_scale[row];
            }
        }
        let keys = [
            ("p", first_characters(lower, 3)),
            ("2", last_characters(lower, 2)),
            ("3", last_characters(lower, 3)),
            ("4", last_characters(lower, 4)),
            ("s", scratch.shape.as_str()),
        ];
        for (rows, (key, text)) in self.affixes.iter().zip(keys) {
            let hash = fnv(fnv(FNV_START, key.as_bytes()), text.as_bytes());
            rows.append(bytes, (hash % rows.rows as u64) as usize, out);
        }
    }
}

impl Scratch {
    /// Straightens the form's quotation marks, and derives lower case, digits as zeros, and shape.
    fn prepare(&mut self, form: &str) {
        for text in [
            &mut self.straight,
            &mut self.lower,
            &mut self.zeroed,
            &mut self.shape,
        ] {
            text.clear();
        }
        straighten(form, &mut self.straight);
        if self.straight.is_ascii() {
            self.lower.push_str(&self.straight);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.push_str(&self.straight.to_lowercase());
        }
        self.zeroed.extend(self.lower.chars().map(|character| {
            if character.is_ascii_digit() {
                '0'
            } else {
                character
            }
        }));
        let (mut before, mut run) = ('\0', 0);
        for character in self.straight.chars() {
            let mark = match character {
                _ if character.is_uppercase() => 'X',
                _ if character.is_alphabetic() => 'x',
                '0'..='9' => 'd',
                other => other,
            };
            run = if mark == before { run + 1 } else { 1 };
            before = mark;
            if run <= 4 {
                self.shape.push(mark);
            }
        }
    }
}

fn straighten(form: &str, out: &mut String) {
    for character in form.chars() {
        match character {
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‘' | '’' | '`' | '´' => out.push('\''),
            '…' => out.push_str("..."),
            other => out.push(other),
        }
    }
    if out == "''" {
        out.clear();
        out.push('"');
    }
}

fn first_characters(text: &str, count: usize) -> &str {
    &text[..text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)]
}

fn last_characters(text: &str, count: usize) -> &str {
    &text[text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_taken_apart() {
        let mut scratch = Scratch::default();
        scratch.prepare("McArthur1999");
        assert_eq!(
            (scratch.lower.as_str(), scratch.zeroed.as_str()),
            ("mcarthur1999", "mcarthur0000")
        );
        assert_eq!(scratch.shape, "XxXxxxxdddd");
        scratch.prepare("’S…");
        assert_eq!(
            (scratch.lower.as_str(), scratch.shape.as_str()),
            ("'s...", "'X...")
        );
        scratch.prepare("‘’");
        assert_eq!(scratch.lower, "\"");
        assert_eq!(
            (first_characters("ab", 3), last_characters("été", 2)),
            ("ab", "té")
        );
        assert_eq!((first_characters("", 3), last_characters("", 2)), ("", ""));
    }
}
