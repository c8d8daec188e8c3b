//! What the network sees of a word: rows of its tables, from the form alone.

use crate::model::{Kind, ModelError, ModelFile, Tensor, widen, wrong};
use crate::words::{FNV_START, fnv};

/// Strings of the model file, one a line, in the order of their bytes: found by halving, so that loading only has to
/// find the ends of the lines.
#[derive(Debug)]
pub(crate) struct StringTable {
    /// The first byte of each line in the file, and one more for the end.
    starts: Vec<u32>,
    /// What ends the part of a line that is looked up.
    end_of_key: u8,
    /// The first line of each beginning of two bytes, and one more for the end.
    beginnings: Vec<u32>,
    /// What follows the beginning of each line's key: halving seldom has to look at the lines themselves.
    middles: Vec<u64>,
}

/// How many beginnings of two bytes there are.
const BEGINNINGS: usize = 1 << 16;

impl StringTable {
    /// Reads a text of the file; lines are looked up by what stands before the last `end_of_key`, or by the whole.
    pub(crate) fn read(file: &ModelFile, name: &str, end_of_key: u8) -> Result<Self, ModelError> {
        let range = file.text(name)?;
        let text = &file.bytes[range.clone()];
        let mut starts = Vec::with_capacity(text.len() / 8);
        starts.push(range.start as u32);
        starts.extend(memchr::memchr_iter(b'\n', text).map(|at| (range.start + at + 1) as u32));
        starts.push(range.end as u32 + 1);
        let mut table = Self {
            middles: Vec::with_capacity(starts.len()),
            starts,
            end_of_key,
            beginnings: vec![0; BEGINNINGS + 1],
        };
        for index in 0..table.len() {
            let key = table.parts(&file.bytes, index).0;
            let beginning = table.beginning(key);
            table.beginnings[beginning + 1] += 1;
            let start = table.starts[index] as usize;
            table.middles.push(middle(&file.bytes[start..], key.len()));
        }
        for index in 0..BEGINNINGS {
            table.beginnings[index + 1] += table.beginnings[index];
        }
        Ok(table)
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn line<'b>(&self, bytes: &'b [u8], index: usize) -> &'b [u8] {
        &bytes[self.starts[index] as usize..self.starts[index + 1] as usize - 1]
    }

    /// The number of a key's first two bytes; a byte that is missing counts as nought.
    fn beginning(&self, key: &[u8]) -> usize {
        let byte = |at: usize| match key.get(at) {
            Some(&byte) if !key[..at].contains(&self.end_of_key) && byte != self.end_of_key => byte,
            _ => 0,
        };
        usize::from(byte(0)) << 8 | usize::from(byte(1))
    }

    /// The key of a line, and what follows it.
    fn parts<'b>(&self, bytes: &'b [u8], index: usize) -> (&'b [u8], &'b [u8]) {
        let line = self.line(bytes, index);
        if self.end_of_key == b'\n' {
            return (line, &[]);
        }
        match memchr::memrchr(self.end_of_key, line) {
            Some(at) => (&line[..at], &line[at + 1..]),
            None => (line, &[]),
        }
    }

    /// The index of a key.
    pub(crate) fn find(&self, bytes: &[u8], key: &[u8]) -> Option<usize> {
        let beginning = self.beginning(key);
        let low = self.beginnings[beginning] as usize;
        let high = self.beginnings[beginning + 1] as usize;
        let middle = middle(key, key.len());
        let before = self.middles[low..high].partition_point(|&one| one < middle);
        (low + before..high)
            .take_while(|&index| self.middles[index] == middle)
            .find(|&index| self.parts(bytes, index).0 == key)
    }

    /// What follows a key in its line.
    pub(crate) fn value<'b>(&self, bytes: &'b [u8], key: &[u8]) -> Option<&'b [u8]> {
        let index = self.find(bytes, key)?;
        Some(self.parts(bytes, index).1)
    }
}

/// Eight bytes of a key of this length from the third on, the first the highest; noughts after its end.
fn middle(bytes: &[u8], length: usize) -> u64 {
    let Some(kept) = length.checked_sub(2).filter(|&kept| kept > 0) else {
        return 0;
    };
    let word = if let Some(word) = bytes[2..].first_chunk::<8>() {
        u64::from_be_bytes(*word)
    } else {
        let rest = bytes[2..].iter().enumerate();
        rest.fold(0, |word, (at, &byte)| word | u64::from(byte) << (56 - 8 * at))
    };
    word & u64::MAX << (64 - 8 * kept.min(8))
}

/// A table of rows that are widened when they are needed.
#[derive(Debug)]
struct Rows {
    tensor: Tensor,
    count: usize,
    width: usize,
}

impl Rows {
    fn read(file: &ModelFile, name: &str) -> Result<Self, ModelError> {
        let (tensor, rows, width) = file.table(name)?;
        Ok(Self {
            tensor: tensor.clone(),
            count: rows,
            width,
        })
    }

    fn append(&self, bytes: &[u8], row: usize, out: &mut Vec<f32>) {
        let stride = self.tensor.range.len() / self.count;
        let start = self.tensor.range.start + row * stride;
        let from = out.len();
        out.resize(from + self.width, 0.0);
        widen(&bytes[start..start + stride], self.tensor.kind, &mut out[from..]);
    }
}

/// Static vectors: a byte for each group of numbers, the number of one of the group's centres.
#[derive(Debug)]
struct Statics {
    codes: Tensor,
    rows: usize,
    groups: usize,
    /// The centres of each group.
    centres: Vec<f32>,
    /// Numbers of a group.
    size: usize,
}

/// Centres of a group: as many as a byte can tell apart.
const CENTRES: usize = 256;

impl Statics {
    fn read(file: &ModelFile) -> Result<Self, ModelError> {
        let (codes, rows, groups) = file.table("static.codes")?;
        if codes.kind != Kind::U8 {
            return Err(wrong("static.codes", "holds no bytes"));
        }
        let (centres, size) = file.cube("static.centres", groups, CENTRES)?;
        Ok(Self {
            codes: codes.clone(),
            rows,
            groups,
            centres,
            size,
        })
    }

    fn width(&self) -> usize {
        self.groups * self.size
    }

    /// Appends the vector of a row; that of no word is zero.
    fn append(&self, bytes: &[u8], row: Option<usize>, out: &mut Vec<f32>) {
        let Some(row) = row else {
            out.resize(out.len() + self.width(), 0.0);
            return;
        };
        let codes = &bytes[self.codes.range.start + row * self.groups..][..self.groups];
        for (&code, centres) in codes.iter().zip(self.centres.chunks_exact(CENTRES * self.size)) {
            out.extend_from_slice(&centres[usize::from(code) * self.size..][..self.size]);
        }
    }
}

/// The tables of the type encoder.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: StringTable,
    static_words: StringTable,
    word_rows: Rows,
    statics: Statics,
    /// Prefix, suffixes of two, three and four characters, shape.
    affixes: [Rows; 5],
    gazetteer: Option<Gazetteer>,
}

/// What lists of names say of a word: the row that stands beside it. Row 0 is that of words in no list.
#[derive(Debug)]
struct Gazetteer {
    words: StringTable,
    rows: Rows,
}

impl Gazetteer {
    fn read(file: &ModelFile) -> Result<Self, ModelError> {
        Ok(Self {
            words: StringTable::read(file, "gazetteer.list", b'\t')?,
            rows: Rows::read(file, "gazetteer.emb")?,
        })
    }

    fn append(&self, bytes: &[u8], lower: &str, out: &mut Vec<f32>) {
        let digits = self.words.value(bytes, lower.as_bytes()).unwrap_or_default();
        let row = digits.iter().fold(0, |row: usize, digit| {
            row.saturating_mul(10)
                .saturating_add(usize::from(digit.wrapping_sub(b'0')))
        });
        let row = if row < self.rows.count { row } else { 0 };
        self.rows.append(bytes, row, out);
    }
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
            words: StringTable::read(file, "word.list", b'\n')?,
            static_words: StringTable::read(file, "static.list", b'\n')?,
            word_rows: Rows::read(file, "word.emb")?,
            statics: Statics::read(file)?,
            affixes: [
                Rows::read(file, "prefix.emb")?,
                Rows::read(file, "suffix2.emb")?,
                Rows::read(file, "suffix3.emb")?,
                Rows::read(file, "suffix4.emb")?,
                Rows::read(file, "shape.emb")?,
            ],
            gazetteer: if file.has("gazetteer.list") {
                Some(Gazetteer::read(file)?)
            } else {
                None
            },
        };
        for (name, strings, rows) in [
            ("word.list", lexicon.words.len(), lexicon.word_rows.count),
            ("static.list", lexicon.static_words.len(), lexicon.statics.rows),
        ] {
            if strings > rows {
                return Err(wrong(name, format!("has {strings} lines for {rows} rows")));
            }
        }
        Ok(lexicon)
    }

    /// Width of the vector of a word type.
    pub(crate) fn width(&self) -> usize {
        self.word_rows.width
            + self.statics.width()
            + self.affixes.iter().map(|rows| rows.width).sum::<usize>()
            + self.gazetteer.as_ref().map_or(0, |one| one.rows.width)
    }

    /// Appends the vector of a form; `bytes` is the model file.
    pub(crate) fn append(&self, bytes: &[u8], form: &str, scratch: &mut Scratch, out: &mut Vec<f32>) {
        scratch.prepare(form);
        let lower = scratch.lower.as_str();
        let word = self.words.find(bytes, scratch.zeroed.as_bytes()).unwrap_or(0);
        self.word_rows.append(bytes, word, out);
        let known = |key: &str| {
            self.static_words
                .find(bytes, key.as_bytes())
                .filter(|&row| row > 0)
        };
        let row = known(lower).or_else(|| known(&scratch.zeroed));
        self.statics.append(bytes, row, out);
        let keys = [
            ("p", first_characters(lower, 3)),
            ("2", last_characters(lower, 2)),
            ("3", last_characters(lower, 3)),
            ("4", last_characters(lower, 4)),
            ("s", scratch.shape.as_str()),
        ];
        for (rows, (key, text)) in self.affixes.iter().zip(keys) {
            let hash = fnv(fnv(FNV_START, key.as_bytes()), text.as_bytes());
            rows.append(bytes, (hash % rows.count as u64) as usize, out);
        }
        if let Some(gazetteer) = &self.gazetteer {
            gazetteer.append(bytes, lower, out);
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
