//! Raw text to syntactic words, as Universal Dependencies divides English.
//!
//! One pass over the bytes, without regular expressions. Contractions are divided (`do|n't`, `can|not`,
//! `Kuleba|'s`), hyphens divide compounds except after a prefix (`two|-|state`, `non-official`), full stops
//! stay with abbreviations. Every byte that is not white space belongs to exactly one piece.

mod address;

use crate::words::{self, Abbreviation};
use std::ops::Range;

/// A word or punctuation mark of the raw text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Byte offset of the first character.
    pub start: u32,
    /// Byte offset after the last character.
    pub end: u32,
    /// White space stands before it, or it is the first of its range.
    pub space_before: bool,
    /// It is the second or later word of a contraction.
    pub contracted: bool,
}

impl Piece {
    /// The words of the piece.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Appends the pieces of a range of the text. The range is taken as it is: no sentence or paragraph logic.
///
/// # Panics
/// When the range does not lie on character boundaries of the text.
pub fn tokenise(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    let text = &text[..range.end];
    let mut scanner = Scanner {
        text,
        pieces,
        space: true,
        quote_open: false,
    };
    let mut at = range.start;
    while at < text.len() {
        let character = scanner.char_at(at);
        if is_space(character) {
            scanner.space = true;
            at += character.len_utf8();
            continue;
        }
        at = scanner.piece(at);
    }
}

/// White space and control characters.
pub(crate) fn is_space(character: char) -> bool {
    character <= ' ' || (!character.is_ascii() && character.is_whitespace()) || character == '\u{7f}'
}

/// Letters, digits, underscores, and marks that have no width of their own.
fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    character.is_alphanumeric() || is_extending(character)
}

/// Combining marks, joiners, variation selectors, skin tones: never begin a piece of their own.
fn is_extending(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

pub(crate) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '`' | '´' | '‘' | '′')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

fn is_single_capital(word: &str) -> bool {
    word.len() == 1 && !matches!(word, "e" | "E")
}

struct Scanner<'t, 'p> {
    text: &'t str,
    pieces: &'p mut Vec<Piece>,
    /// White space stands before the place reached.
    space: bool,
    /// A single quotation mark is open, so that the next one after a word closes it.
    quote_open: bool,
}

/// No character: beyond the end, or before the beginning.
const NONE: char = '\0';

impl Scanner<'_, '_> {
    fn char_at(&self, at: usize) -> char {
        match self.text.as_bytes().get(at) {
            None => NONE,
            Some(&byte) if byte.is_ascii() => byte as char,
            Some(_) => self.text[at..].chars().next().unwrap_or(NONE),
        }
    }

    fn char_before(&self, at: usize, start: usize) -> char {
        self.text[start..at].chars().next_back().unwrap_or(NONE)
    }

    fn emit(&mut self, start: usize, end: usize, contracted: bool) -> usize {
        self.pieces.push(Piece {
            start: start as u32,
            end: end as u32,
            space_before: self.space,
            contracted,
        });
        self.space = false;
        end
    }

    /// Emits the piece or the pieces that begin at a place, and returns the place after them.
    fn piece(&mut self, at: usize) -> usize {
        let first = self.char_at(at);
        if first.is_ascii_alphabetic()
            && let Some(end) = self.plain_word(at)
        {
            return self.word(at, end);
        }
        if let Some(end) = self.address(at) {
            return self.emit(at, end, false);
        }
        if is_word(first) {
            let end = self.word_end(at);
            return self.word(at, end);
        }
        if is_apostrophe(first) {
            return self.apostrophe(at, first);
        }
        let end = self.mark_end(at, first);
        self.emit(at, end, false)
    }

    /// The end of a run of ASCII letters that white space or a comma ends: most words.
    fn plain_word(&self, at: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[at..];
        let length = bytes
            .iter()
            .position(|byte| !byte.is_ascii_alphabetic())
            .unwrap_or(bytes.len());
        let ends = bytes.get(length).is_none_or(|&byte| byte <= b' ' || byte == b',');
        ends.then_some(at + length)
    }

    /// Where the word that begins here ends; its own full stop included, hyphens excluded.
    fn word_end(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            let character = self.char_at(at);
            if is_word(character) {
                at += character.len_utf8();
                continue;
            }
            if character == NONE || is_space(character) {
                return at;
            }
            match self.joint(start, at, character) {
                Joint::Inside(bytes) => at += bytes,
                Joint::Ends(bytes) => return at + bytes,
            }
        }
    }

    /// Whether a mark inside or after a word goes on with it.
    fn joint(&self, start: usize, at: usize, mark: char) -> Joint {
        let before = self.char_before(at, start);
        let next_at = at + mark.len_utf8();
        let next = self.char_at(next_at);
        let inside = Joint::Inside(mark.len_utf8());
        match mark {
            '.' => self.full_stop(start, at, before, next),
            ',' if before.is_ascii_digit() && self.digits_at(next_at) == 3 => inside,
            ':' if before.is_ascii_digit() && self.digits_at(next_at) == 2 => inside,
            '/' if before.is_ascii_digit() && next.is_ascii_digit() => inside,
            '/' if self.text[start..at].contains('.') && self.looks_like_host(start, at) => {
                Joint::Ends(self.url_end(start) - at)
            }
            '/' if at - start == 1 && next.is_ascii_alphabetic() && self.word_length(next_at) == 1 => inside,
            '&' if before.is_uppercase() && next.is_uppercase() && at - start <= 3 => inside,
            '(' if self.text[at..].starts_with("(s)") => Joint::Inside(3),
            '$' if next.is_ascii_digit() && at - start <= 3 && before.is_ascii_uppercase() => Joint::Ends(1),
            _ if is_apostrophe(mark) && before.is_alphanumeric() && next.is_alphanumeric() => inside,
            _ if is_hyphen(mark) && self.keeps_hyphen(start, at, next_at) => inside,
            _ => Joint::Ends(0),
        }
    }

    fn digits_at(&self, at: usize) -> usize {
        self.text.as_bytes()[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    }

    fn word_length(&self, at: usize) -> usize {
        self.text[at..]
            .chars()
            .take_while(|&character| is_word(character))
            .map(char::len_utf8)
            .sum()
    }

    fn looks_like_host(&self, start: usize, at: usize) -> bool {
        let word = &self.text[start..at];
        word.rsplit_once('.').is_some_and(|(name, last)| {
            name.len() > 2
                && (2..=4).contains(&last.len())
                && last.bytes().all(|byte| byte.is_ascii_lowercase())
        })
    }

    /// A full stop inside a word (“3.5”, “U.S.”, “un.org”), or as its last character (“Gen.”).
    fn full_stop(&self, start: usize, at: usize, before: char, next: char) -> Joint {
        let word = &self.text[start..at];
        if next.is_alphanumeric() {
            let last = word.rsplit('.').next().unwrap_or(word);
            let following = self.word_length(at + 1);
            let glued_sentences = next.is_uppercase() && last.chars().count() > 1 && before.is_lowercase();
            let divided_number = before.is_ascii_digit() && next.is_alphabetic() && next.is_uppercase();
            let known_title = following > 1 && next.is_uppercase() && words::abbreviation(word).is_some();
            let initial = next.is_uppercase() && last.len() == 1 && following > 1 && before.is_uppercase();
            return match () {
                () if known_title || initial => Joint::Ends(1),
                () if glued_sentences || divided_number => Joint::Ends(0),
                () => Joint::Inside(1),
            };
        }
        if next == '.' {
            return Joint::Ends(0);
        }
        if self.is_abbreviation(word, at + 1) {
            Joint::Ends(1)
        } else {
            Joint::Ends(0)
        }
    }

    /// Whether the full stop before `after` belongs to the word before it.
    fn is_abbreviation(&self, word: &str, after: usize) -> bool {
        let letters = word.chars().filter(|character| character.is_alphabetic()).count();
        if let Some((head, last)) = word.rsplit_once('.') {
            // “U.S”, “a.m”, “Ph.D”, but not “un.org” or “3.5”.
            let short = last.chars().count() <= 2 && head.split('.').all(|part| part.chars().count() <= 2);
            return letters > 1 && short && !word.contains(|character: char| character.is_ascii_digit());
        }
        let rest = self.text[after..].trim_start_matches([' ', '\u{a0}']);
        let next = rest.chars().next().unwrap_or('\n');
        if letters == 1 && word.chars().all(char::is_uppercase) {
            // An initial, unless the text or the line ends here; “I.” ends sentences.
            return !is_space(next) && (word != "I" || next.is_uppercase());
        }
        match words::abbreviation(word) {
            None => false,
            Some(Abbreviation::Number) => next.is_ascii_digit() || (next == '§'),
            Some(Abbreviation::Title) => !is_space(next) || after < self.text.len(),
            Some(Abbreviation::Date | Abbreviation::General) => true,
        }
    }

    /// Whether the hyphen belongs to the word: after a prefix, or between the groups of a telephone number.
    fn keeps_hyphen(&self, start: usize, at: usize, next_at: usize) -> bool {
        let word = &self.text[start..at];
        let next = self.char_at(next_at);
        if next.is_ascii_digit() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return is_number_groups(&self.text.as_bytes()[start..]);
        }
        next.is_alphabetic() && words::is_hyphen_prefix(word) && !is_single_capital(word)
    }

    /// Emits a word, divided where it is a contraction or a number with its unit.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let word = &self.text[start..end];
        if word.as_bytes()[0].is_ascii_digit() {
            let digits = word
                .bytes()
                .take_while(|byte| byte.is_ascii_digit() || b".,".contains(byte))
                .count();
            let unit = &word[digits..];
            if !unit.is_empty() && word.as_bytes()[digits - 1].is_ascii_digit() && is_unit(unit) {
                self.emit(start, start + digits, false);
                return self.emit(start + digits, end, false);
            }
        }
        if let Some(first) = (5..=8)
            .contains(&word.len())
            .then(|| words::contraction(word))
            .flatten()
        {
            self.emit(start, start + first, false);
            return self.emit(start + first, end, true);
        }
        let mut tails = [0; 3];
        let mut count = 0;
        let mut rest = word;
        while count < tails.len()
            && let Some(bytes) = contracted_tail(rest)
        {
            rest = &rest[..rest.len() - bytes];
            tails[count] = start + rest.len();
            count += 1;
        }
        let mut from = start;
        for (index, &tail) in tails[..count].iter().rev().enumerate() {
            self.emit(from, tail, index > 0);
            from = tail;
        }
        self.emit(from, end, count > 0)
    }

    /// An apostrophe that no word has taken in: a possessive, an elision, or a quotation mark.
    fn apostrophe(&mut self, at: usize, mark: char) -> usize {
        let end = at + mark.len_utf8();
        let next = self.char_at(end);
        if next == mark && matches!(mark, '\'' | '`') {
            return self.emit(at, end + mark.len_utf8(), false);
        }
        let glued_to_word = !self.space && self.char_before(at, 0).is_alphanumeric();
        let after_abbreviation = !self.space && self.char_before(at, 0) == '.' && self.after_word();
        let following = self.word_length(end);
        let tail = &self.text[end..end + following];
        if (glued_to_word || after_abbreviation) && is_tail(tail) {
            return self.emit(at, end + following, true);
        }
        if glued_to_word && !self.quote_open && mark != '‘' {
            let plural = matches!(self.char_before(at, 0), 's' | 'S' | 'z' | 'x');
            let goes_on = is_space(next) && self.char_at(end + next.len_utf8()).is_alphanumeric();
            if plural && goes_on {
                return self.emit(at, end, true);
            }
        }
        let alone = self.space && following > 0;
        if alone && mark != '`' && (is_tail(tail) || is_elision(tail) || is_decade(tail)) {
            return self.emit(at, end + following, false);
        }
        self.quote_open = self.space && !is_space(next) && next != NONE;
        self.emit(at, end, false)
    }

    /// Whether the piece before is a word rather than punctuation.
    fn after_word(&self) -> bool {
        self.pieces
            .last()
            .is_some_and(|piece| self.char_at(piece.start as usize).is_alphanumeric())
    }

    /// The end of a punctuation mark or symbol: runs of the same mark stay together.
    fn mark_end(&self, at: usize, first: char) -> usize {
        let rest = &self.text[at..];
        if let Some(face) = FACES.iter().find(|face| rest.starts_with(**face))
            && self.char_at(at + face.len()) <= ' '
        {
            return at + face.len();
        }
        if rest.starts_with("[...]") {
            return at + 5;
        }
        let run = |same: &dyn Fn(char) -> bool| {
            rest.chars()
                .take_while(|&character| same(character))
                .map(char::len_utf8)
                .sum::<usize>()
        };
        let length = match first {
            '!' | '?' => run(&|character| matches!(character, '!' | '?')),
            '.' | '-' | '*' | '=' | '~' | '#' | '<' | '>' | '+' | '…' => {
                run(&|character| character == first)
            }
            '—' | '–' | '_' => run(&|character| character == first),
            _ => first.len_utf8(),
        };
        let mut end = at + length.max(first.len_utf8());
        // A joiner glues the next symbol on, as in emoji of several signs.
        loop {
            let next = self.char_at(end);
            if next == NONE || !is_extending(next) {
                return end;
            }
            end += next.len_utf8();
            let joined = self.char_at(end);
            if next == '\u{200d}' && joined != NONE && !is_space(joined) && !is_word(joined) {
                end += joined.len_utf8();
            }
        }
    }
}

enum Joint {
    /// The word goes on after so many bytes.
    Inside(usize),
    /// The word ends after so many bytes.
    Ends(usize),
}

const FACES: &[&str] = &[":)", ":-)", ":(", ":-(", ";)", ";-)", ":D", ":P", "^_^"];

/// Telephone numbers and postal codes keep their hyphens; ranges (“1969-1970”, “3-4”) do not.
fn is_number_groups(rest: &[u8]) -> bool {
    let mut lengths = [0usize; 5];
    let mut groups = 0;
    for &byte in rest {
        match byte {
            b'0'..=b'9' => lengths[groups] += 1,
            b'-' if groups + 1 < lengths.len() => groups += 1,
            _ => break,
        }
    }
    matches!(
        &lengths[..=groups],
        [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [5, 4] | [4, 2, 2] | [2, 2, 4] | [2, 2, 2] | [1, 4]
    )
}

/// The bytes of the last word of a contraction: `n't`, `'s`, `'ll`, with any apostrophe.
fn contracted_tail(word: &str) -> Option<usize> {
    let last = word.len().checked_sub(1)?;
    if word.as_bytes()[last] == b'.'
        || word.is_ascii() && !word.as_bytes().contains(&b'\'') && !word.contains('`')
    {
        return None;
    }
    let (before, tail) = word.rsplit_once(is_apostrophe)?;
    let apostrophe = word.len() - before.len() - tail.len();
    if before.is_empty() {
        return None;
    }
    if tail.eq_ignore_ascii_case("t") && before.len() > 1 && before.ends_with(['n', 'N']) {
        return Some(1 + apostrophe + 1);
    }
    is_tail(tail).then_some(apostrophe + tail.len())
}

fn is_tail(tail: &str) -> bool {
    tail.len() <= 2
        && ["s", "m", "d", "ll", "ve", "re"]
            .iter()
            .any(|one| one.eq_ignore_ascii_case(tail))
}

fn is_elision(tail: &str) -> bool {
    tail.len() <= 5
        && ["em", "til", "cause", "n", "cuz"]
            .iter()
            .any(|one| one.eq_ignore_ascii_case(tail))
}

/// “70s” of “’70s”, “05” of “’05”.
fn is_decade(tail: &str) -> bool {
    let digits = tail.trim_end_matches('s');
    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A unit glued to a number, its own full stop aside.
fn is_unit(word: &str) -> bool {
    word != "s" && words::is_unit(word.strip_suffix('.').unwrap_or(word))
}

#[cfg(test)]
mod tests;
