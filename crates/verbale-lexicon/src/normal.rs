//! What two spellings of a name have in common.
//!
//! A token becomes zero or more *pieces*: lower-case, without diacritics, periods and apostrophes, split at hyphens.
//! Hyphens, "the" and possessive markers give no piece, so that "al-Assad", "Al Assad", "the U.S." and "Lord's
//! Resistance Army" match however they were tokenised.

use crate::pieces::{HIGH, Key, packed, within};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How a piece was capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Case {
    /// Starts with a small letter.
    Lower,
    /// Starts with a capital letter or a digit.
    Initial,
    /// Two or more letters, all capital.
    Upper,
}

/// Words of names that are written large or small at will.
const PARTICLES: [&str; 34] = [
    "al", "el", "ul", "ad", "as", "ash", "an", "ar", "bin", "ibn", "ben", "bint", "abu", "abd", "de", "da",
    "do", "dos", "du", "del", "della", "di", "van", "von", "der", "den", "ter", "la", "le", "of", "and",
    "for", "in", "on",
];

pub(crate) fn is_particle(piece: &str) -> bool {
    PARTICLES.contains(&piece)
}

/// Removes a possessive ending.
fn without_possessive(token: &str) -> &str {
    let stem = ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| token.strip_suffix(ending))
        .unwrap_or(token);
    stem.trim_end_matches(['\'', '’', '‘', 'ʼ'])
}

/// Calls `visit` with each piece of a token.
pub(crate) fn pieces(token: &str, buffer: &mut String, mut visit: impl FnMut(&str, Case)) {
    let token = without_possessive(token);
    for part in token.split(['-', '–', '‑', '‐', '—', '/', '\u{a0}']) {
        if part.is_empty() {
            continue;
        }
        let case = fold(part, buffer);
        match buffer.as_str() {
            "" | "the" => {}
            "saint" => visit("st", case),
            "&" => visit("and", Case::Lower),
            piece => visit(piece, case),
        }
    }
}

/// Calls `visit` with each piece of a token, as it is looked up.
pub(crate) fn keys(token: &str, buffer: &mut String, mut visit: impl FnMut(Key<'_>, Case)) {
    if let Some((piece, case)) = letters(token) {
        match piece {
            NOTHING | THE => {}
            SAINT => visit(Key::Short(ST), case),
            piece => visit(Key::Short(piece), case),
        }
        return;
    }
    let mut simple = [0; SIMPLE];
    match simple_piece(token, &mut simple) {
        Some((b"", _)) => {}
        Some((piece, case)) => visit(Key::new(piece), case),
        None => pieces(token, buffer, |piece, case| {
            visit(Key::new(piece.as_bytes()), case);
        }),
    }
}

const NOTHING: u128 = 0;
const THE: u128 = u32::from_le_bytes(*b"the\0") as u128;
const ST: u128 = u32::from_le_bytes(*b"st\0\0") as u128;
const SAINT: u128 = u64::from_le_bytes(*b"saint\0\0\0") as u128;

/// A short token of ASCII letters, which most are, in small ones: eight at once.
pub(crate) fn letters(token: &str) -> Option<(u128, Case)> {
    let bytes = packed(token.as_bytes())?;
    let count = token.len();
    let (mut small, capitals) = small_letters(bytes as u64, count.min(8))?;
    let mut all_capital = capitals.all;
    let mut piece = u128::from(small);
    if count > 8 {
        let rest;
        (small, rest) = small_letters((bytes >> 64) as u64, count - 8)?;
        all_capital &= rest.all;
        piece |= u128::from(small) << 64;
    }
    let case = match capitals.first {
        true if all_capital && count > 1 => Case::Upper,
        true => Case::Initial,
        false => Case::Lower,
    };
    Some((piece, case))
}

/// Which of some letters are capital.
struct Capitals {
    first: bool,
    all: bool,
}

/// The first bytes of a number in small letters, if they are ASCII letters.
fn small_letters(bytes: u64, count: usize) -> Option<(u64, Capitals)> {
    /// How far down the bit of a byte that makes a letter small is from its highest.
    const SMALL: u32 = 2;
    let all = HIGH.checked_shr(64 - 8 * count as u32).unwrap_or(0);
    if bytes & HIGH != 0 {
        return None;
    }
    let capitals = within(bytes, b'A', b'Z');
    let small = bytes | capitals >> SMALL;
    let written = Capitals {
        first: capitals & 0x80 != 0,
        all: capitals == all,
    };
    (within(small, b'a', b'z') == all).then_some((small, written))
}

/// The longest token that [`simple_piece`] reads.
pub(crate) const SIMPLE: usize = 24;

/// What [`simple_piece`] asks of a byte.
const LETTER: u8 = 1;
const CAPITAL: u8 = 2;
/// A full stop, which is no mark of a longer token's.
const STOP: u8 = 4;
/// What takes [`pieces`] to read.
const THOUGHTFUL: u8 = 8;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'A'..=b'Z' => LETTER | CAPITAL,
            b'a'..=b'z' => LETTER,
            b'.' => STOP,
            b'\'' | b'`' | b'-' | b'/' | b'&' | 128.. => THOUGHTFUL,
            _ => 0,
        };
        byte += 1;
    }
    classes
}

/// The one piece, or none (empty), of a token of ASCII letters, digits and other marks that need no thought: what
/// [`pieces`] gives, without its allocations. `None` where it takes [`pieces`] to tell.
pub(crate) fn simple_piece<'b>(token: &str, buffer: &'b mut [u8; SIMPLE]) -> Option<(&'b [u8], Case)> {
    let bytes = token.as_bytes();
    let folded = buffer.get_mut(..bytes.len())?;
    let (mut letters, mut capitals, mut marks) = (0u8, 0u8, 0u8);
    for (folded, byte) in folded.iter_mut().zip(bytes) {
        let class = CLASSES[usize::from(*byte)];
        letters += class & LETTER;
        capitals += (class & CAPITAL) / CAPITAL;
        marks |= class;
        *folded = byte | (class & CAPITAL) << 4;
    }
    if marks & THOUGHTFUL != 0 || marks & STOP != 0 && bytes.len() > 1 {
        return None;
    }
    let initial = bytes
        .first()
        .is_some_and(|first| first.is_ascii_uppercase() || first.is_ascii_digit());
    let case = match initial {
        true if letters >= 2 && letters == capitals => Case::Upper,
        true => Case::Initial,
        false => Case::Lower,
    };
    Some(match &*folded {
        b"the" => (&[], case),
        b"saint" => (b"st", case),
        _ => (folded, case),
    })
}

/// Calls `visit` with each piece of a name written in a table.
pub(crate) fn name_pieces(name: &str, buffer: &mut String, mut visit: impl FnMut(&str, Case)) {
    for word in name.split_whitespace() {
        // Punctuation that is a token of its own in a text.
        let mut rest = word;
        while let Some(stripped) = rest.strip_prefix('(') {
            visit("(", Case::Lower);
            rest = stripped;
        }
        let core = rest.trim_end_matches([',', ')']);
        pieces(core, buffer, &mut visit);
        for mark in rest[core.len()..].chars() {
            visit(if mark == ',' { "," } else { ")" }, Case::Lower);
        }
    }
}

/// Folds one part into `buffer` and says how it was capitalised.
fn fold(part: &str, buffer: &mut String) -> Case {
    buffer.clear();
    let mut letters = 0u32;
    let mut capitals = 0u32;
    let mut initial = None;
    let mut push = |c: char, capital: bool, buffer: &mut String| {
        initial.get_or_insert(capital || c.is_ascii_digit());
        if c.is_alphabetic() {
            letters += 1;
            capitals += u32::from(capital);
        }
        buffer.push(c);
    };
    if part.is_ascii() {
        for byte in part.bytes() {
            match byte {
                b'.' if part.len() > 1 => {}
                b'\'' | b'`' => {}
                _ => push(
                    char::from(byte.to_ascii_lowercase()),
                    byte.is_ascii_uppercase(),
                    buffer,
                ),
            }
        }
    } else {
        for c in part.nfd() {
            let capital = c.is_uppercase();
            match c {
                '.' | '\'' | '`' | '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '´' => {}
                'ß' => ['s', 's'].into_iter().for_each(|c| push(c, false, buffer)),
                'Æ' | 'æ' => ['a', 'e'].into_iter().for_each(|c| push(c, capital, buffer)),
                'Œ' | 'œ' => ['o', 'e'].into_iter().for_each(|c| push(c, capital, buffer)),
                'Ø' | 'ø' => push('o', capital, buffer),
                'Ł' | 'ł' => push('l', capital, buffer),
                'Đ' | 'đ' | 'Ð' | 'ð' => push('d', capital, buffer),
                'Þ' | 'þ' => ['t', 'h'].into_iter().for_each(|c| push(c, capital, buffer)),
                'ı' => push('i', false, buffer),
                'ə' | 'Ə' => push('e', capital, buffer),
                c if is_combining_mark(c) => {}
                c => c.to_lowercase().for_each(|c| push(c, capital, buffer)),
            }
        }
    }
    match initial {
        Some(true) if letters >= 2 && letters == capitals => Case::Upper,
        Some(true) => Case::Initial,
        _ => Case::Lower,
    }
}

/// What transliterations of one name share: "Zelensky", "Zelenskyy", "Zelenskiy" are one; so are "Yanukovych" and
/// "Yanukovich", "Hussein" and "Hussain". Deliberately coarse: used for people only, after the exact spelling failed.
pub(crate) fn skeleton(piece: &str, out: &mut String) {
    out.clear();
    let mut rest = piece;
    while !rest.is_empty() {
        let (take, give) = sound(rest.as_bytes());
        let give = give.unwrap_or(&rest[..take]);
        // Doubled letters are one.
        let repeated = give.len() == 1 && out.as_bytes().last() == give.as_bytes().first();
        if !repeated {
            out.push_str(give);
        }
        rest = &rest[take..];
    }
    if out == "el" || out == "ul" {
        out.replace_range(.., "al");
    }
}

/// The longest skeleton of a piece that [`simple_piece`] gives: a letter becomes two at most.
pub(crate) const SIMPLE_SKELETON: usize = 2 * SIMPLE;

/// What [`skeleton`] makes of a piece of [`simple_piece`], without an allocation.
pub(crate) fn simple_skeleton<'b>(piece: &[u8], buffer: &'b mut [u8; SIMPLE_SKELETON]) -> &'b [u8] {
    let mut len = 0;
    let mut at = 0;
    while let Some(&first) = piece.get(at) {
        let (take, give) = if begins_sound(first) {
            sound(&piece[at..])
        } else {
            (1, None)
        };
        let give = give.map_or(&piece[at..at + take], str::as_bytes);
        at += take;
        let repeated = give.len() == 1 && len > 0 && buffer[len - 1] == give[0];
        if !repeated {
            for &letter in give {
                buffer[len] = letter;
                len += 1;
            }
        }
    }
    match &buffer[..len] {
        b"el" | b"ul" => b"al",
        _ => &buffer[..len],
    }
}

/// Whether a letter may be another one in a skeleton, or begin several that are.
fn begins_sound(letter: u8) -> bool {
    const LETTERS: [u8; 17] = *b"acdegikopqstuwxyz";
    const SET: u32 = {
        let mut set = 0;
        let mut at = 0;
        while at < LETTERS.len() {
            set |= 1 << (LETTERS[at] - b'a');
            at += 1;
        }
        set
    };
    letter.is_ascii_lowercase() && SET >> (letter - b'a') & 1 != 0
}

/// How many bytes the first sound of some letters takes, and how it is written where that is not as it stands.
fn sound(rest: &[u8]) -> (usize, Option<&'static str>) {
    let next = rest.get(1).copied().unwrap_or(0);
    let (take, give) = match (rest[0], next) {
        (b's', b'c') if rest.starts_with(b"sch") => (3, "s"),
        (b's', b'h') if rest.starts_with(b"shch") => (4, "s"),
        (b't', b'c') if rest.starts_with(b"tch") => (3, "c"),
        (b't', b's') if rest.starts_with(b"tsh") => (3, "c"),
        (b'd', b'z') if rest.starts_with(b"dzh") => (3, "j"),
        (b'd', b'j') | (b'z', b'h') => (2, "j"),
        (b'k', b'h') => (2, "h"),
        (b'g', b'h') => (2, "g"),
        (b'd', b'h') => (2, "d"),
        (b't', b'h') => (2, "t"),
        (b'p', b'h') => (2, "f"),
        (b's', b'h') => (2, "s"),
        (b'c', b'h') => (2, "c"),
        (b'c', b'k') => (2, "k"),
        (b'o', b'u' | b'o') => (2, "u"),
        (b'o', b'w') => (2, "ov"),
        (b'a' | b'e', b'i' | b'y') => (2, "e"),
        (b'e', b'e') | (b'i', b'y' | b'j' | b'i') | (b'y', b'i' | b'y') => (2, "i"),
        (b'o', b'e') => (2, "o"),
        (b'u', b'e') => (2, "u"),
        (b'a', b'e') => (2, "a"),
        (b't', b's' | b'z') => (2, "z"),
        (b'y', _) => (1, "i"),
        (b'q', _) => (1, "k"),
        (b'w', _) => (1, "v"),
        (b'x', _) => (1, "ks"),
        (first, _) => {
            // As many bytes as the letter has in UTF-8.
            let bytes = first.leading_ones().max(1) as usize;
            return (bytes.min(rest.len()), None);
        }
    };
    (take, Some(give))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(token: &str) -> Vec<(String, Case)> {
        let mut found = Vec::new();
        pieces(token, &mut String::new(), |piece, case| {
            found.push((piece.to_owned(), case));
        });
        found
    }

    fn folded(token: &str) -> String {
        all(token)
            .into_iter()
            .map(|(piece, _)| piece)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn spellings_meet() {
        for (token, expected) in [
            ("U.S.", "us"),
            ("Çavuşoğlu", "cavusoglu"),
            ("al-Assad", "al assad"),
            ("Syria's", "syria"),
            ("Emirates’", "emirates"),
            ("N'Djamena", "ndjamena"),
            ("Łódź", "lodz"),
            ("the", ""),
            ("'s", ""),
            ("-", ""),
            ("Saint", "st"),
            ("St.", "st"),
            (",", ","),
            (".", "."),
            ("Əliyev", "eliyev"),
        ] {
            assert_eq!(folded(token), expected, "{token}");
        }
    }

    #[test]
    fn case_is_kept() {
        assert_eq!(all("US")[0].1, Case::Upper);
        assert_eq!(all("U.S.")[0].1, Case::Upper);
        assert_eq!(all("us")[0].1, Case::Lower);
        assert_eq!(all("Us")[0].1, Case::Initial);
        assert_eq!(all("17th")[0].1, Case::Initial);
    }

    #[test]
    fn transliterations_share_a_skeleton() {
        let of = |name: &str| {
            let mut out = String::new();
            skeleton(name, &mut out);
            out
        };
        for group in [
            &["zelensky", "zelenskyy", "zelenskiy", "zelenski"][..],
            &["hussein", "hussain", "husein"],
            &["yanukovych", "yanukovich"],
            &["mohammed", "mohamed"],
            &["lukashenko", "lukaschenko"],
        ] {
            for name in group {
                assert_eq!(of(name), of(group[0]), "{name}");
            }
        }
        assert_ne!(of("kuleba"), of("kuchma"));
    }

    proptest! {
        #[test]
        fn what_is_simple_is_read_alike(token in "([Tt]he|[Ss]aint|[ -~]{0,30}|[A-Za-z0-9.,$]{1,12}|\\PC{0,9})") {
            if let Some((piece, case)) = simple_piece(&token, &mut [0; SIMPLE]) {
                let simple = (!piece.is_empty()).then(|| (String::from_utf8_lossy(piece).into_owned(), case));
                prop_assert_eq!(simple.into_iter().collect::<Vec<_>>(), all(&token));
            }
        }

        #[test]
        fn keys_are_those_of_the_pieces(token in "([Tt]he|SAINT|[ -~]{0,20}|[A-Z]?[a-z]{0,13}|[A-Z]{0,3}|\\PC{0,9}|[@-\\[`-{]{0,6})") {
            let key = |key: Key<'_>| match key {
                Key::Short(bytes) => bytes.to_le_bytes().into_iter().filter(|&byte| byte != 0).collect(),
                Key::Long(piece) => piece.to_vec(),
            };
            let mut found: Vec<(Vec<u8>, Case)> = Vec::new();
            keys(&token, &mut String::new(), |piece, case| found.push((key(piece), case)));
            let expected = all(&token).into_iter().map(|(piece, case)| (piece.into_bytes(), case));
            prop_assert_eq!(found, expected.collect::<Vec<_>>());
        }

        #[test]
        fn folding_is_stable(token in "\\PC{0,12}") {
            // A folded piece folds to itself, whatever went in.
            for (piece, _) in all(&token) {
                let again = folded(&piece);
                prop_assert!(again == piece || again.is_empty() || piece.contains(['.', '\'']) || !piece.is_ascii());
                let mut out = String::new();
                skeleton(&piece, &mut out);
            }
        }

        #[test]
        fn skeletons_of_simple_pieces_are_alike(token in "[A-Za-z0-9]{0,24}|[aeiouxyhsct]{0,24}") {
            if let Some((piece, _)) = simple_piece(&token, &mut [0; SIMPLE]) {
                let mut out = String::new();
                skeleton(std::str::from_utf8(piece).unwrap(), &mut out);
                let mut buffer = [0; SIMPLE_SKELETON];
                prop_assert_eq!(simple_skeleton(piece, &mut buffer), out.as_bytes());
            }
        }
    }
}
