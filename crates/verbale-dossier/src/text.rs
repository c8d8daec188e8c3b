//! Words compared across reports: folded names, hashes that are the same on every machine, stems, sentences.

use std::ops::Range;

/// A string reduced to 64 bits: what joins compare instead of the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Symbol(pub(crate) u64);

impl Symbol {
    pub(crate) fn of(text: &str) -> Self {
        Self(hash(text.as_bytes()))
    }
}

/// FNV-1a with a last mixing step: fixed for all time, unlike the hashers of the standard library.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let sum = bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum: u64, &byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    mixed(sum)
}

/// Spreads every bit over all bits.
pub(crate) fn mixed(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Words in lower case with one space between them, nothing else: “The U.S.-led talks” is `the u s led talks`.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in words(text) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// The runs of letters and digits.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// A name without its article, folded.
pub(crate) fn folded_name(name: &str) -> String {
    let folded = folded(name);
    let bare = ["the ", "a ", "an "]
        .iter()
        .find_map(|article| folded.strip_prefix(article));
    bare.map_or_else(|| folded.clone(), str::to_owned)
}

/// At most this many stems stand for a clause.
const MOST_STEMS: usize = 24;
/// Shorter words are mostly grammar.
const SHORTEST_STEM: usize = 4;
/// Beginnings of this many characters stand for inflected forms of one word.
const STEM_LENGTH: usize = 6;

/// The content words of a clause, each by the hash of its beginning; sorted.
pub(crate) fn stems(text: &str) -> Vec<u32> {
    let mut stems: Vec<u32> = words(text).filter_map(stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems.truncate(MOST_STEMS);
    stems
}

/// What stands for a word in all its forms; `None` for words that are mostly grammar.
pub(crate) fn stem(word: &str) -> Option<u32> {
    let carries = word.chars().count() >= SHORTEST_STEM || word.chars().all(|c| c.is_ascii_digit());
    let beginning = || word.chars().flat_map(char::to_lowercase).take(STEM_LENGTH);
    carries.then(|| hash(beginning().collect::<String>().as_bytes()) as u32)
}

/// The share of stems that two clauses have in common, in hundredths.
pub(crate) fn likeness(one: &[u32], other: &[u32]) -> u32 {
    let common = shared(one, other);
    let all = one.len() + other.len() - common;
    (100 * common).checked_div(all).unwrap_or(0) as u32
}

/// How many members two sorted lists share.
pub(crate) fn shared<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    common
}

/// A clause shorter than this many words may stand in two reports by chance.
const FEWEST_COPIED_WORDS: usize = 7;

/// A clause taken over verbatim has the same sign in both reports. `None` for clauses that are too short to tell.
pub(crate) fn verbatim(text: &str) -> Option<Symbol> {
    (words(text).count() >= FEWEST_COPIED_WORDS).then(|| Symbol::of(&folded(text)))
}

/// The longest sentence that is shown around a quotation, in characters each way.
const LONGEST_REACH: usize = 320;

/// The sentence around some words: up to the nearest full stop before a capital, or the end of the line.
pub(crate) fn sentence(text: &str, bytes: Range<usize>) -> String {
    let mut from = bytes.start;
    for (count, (at, _)) in text[..bytes.start].char_indices().rev().enumerate() {
        if ends_before(text, from) || count >= LONGEST_REACH {
            break;
        }
        from = at;
    }
    let mut end = text.len();
    for (count, (at, _)) in text[bytes.end..].char_indices().enumerate() {
        if ends_before(text, bytes.end + at) || count >= LONGEST_REACH {
            end = bytes.end + at;
            break;
        }
    }
    text[from..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The signs of all sentences that are long enough to tell, sorted.
pub(crate) fn sentence_signs(text: &str) -> Vec<u64> {
    let mut signs = Vec::new();
    let mut start = 0;
    let mut after_blank = false;
    for (at, character) in text.char_indices() {
        if after_blank && !character.is_whitespace() && ends_before(text, at) {
            signs.extend(verbatim(&text[start..at]));
            start = at;
        }
        after_blank = character.is_whitespace();
    }
    signs.extend(verbatim(&text[start..]));
    let mut signs: Vec<u64> = signs.into_iter().map(|sign| sign.0).collect();
    signs.sort_unstable();
    signs.dedup();
    signs
}

/// Whether a sentence or a paragraph ends just before this byte, blanks not counted.
fn ends_before(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let trimmed = before.trim_end();
    if trimmed.len() == before.len() {
        return false;
    }
    if before[trimmed.len()..].contains('\n') {
        return true;
    }
    let Some(next) = text[at..].chars().next() else {
        return true;
    };
    let bare = trimmed.trim_end_matches(['"', '”', '’', '\'', ')']);
    let Some(rest) = bare.strip_suffix(['.', '!', '?', '…']) else {
        return false;
    };
    let last = rest.rsplit(char::is_whitespace).next().unwrap_or("");
    let abbreviation = bare.ends_with('.')
        && (last.chars().count() < 3 || last.contains('.'))
        && !last.chars().all(|c| c.is_ascii_digit());
    !abbreviation && (next.is_uppercase() || next.is_ascii_digit() || matches!(next, '"' | '“' | '‘'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, words: &str) -> String {
        let at = text.find(words).unwrap();
        sentence(text, at..at + words.len())
    }

    #[test]
    fn a_sentence_ends_at_a_full_stop_not_at_an_abbreviation() {
        let text = "They left. The U.S. envoy, Mr. Hill, said “No.” Nobody replied.\nNext line";
        assert_eq!(around(text, "envoy"), "The U.S. envoy, Mr. Hill, said “No.”");
        assert_eq!(around(text, "Nobody"), "Nobody replied.");
        assert_eq!(around(text, "They"), "They left.");
        assert_eq!(around(text, "line"), "Next line");
    }

    #[test]
    fn a_sentence_has_one_sign_wherever_it_stands() {
        let sentence = "The envoys of both sides left the hall without a word.";
        let one = sentence_signs(&format!(
            "LAKE TOWN (Wire) - Talks failed.\n\n{sentence} Nobody waited."
        ));
        let other = sentence_signs(&format!("It rained. {sentence}"));
        assert_eq!(shared(&one, &other), 1, "{one:?} {other:?}");
    }

    #[test]
    fn likeness_counts_shared_beginnings() {
        let one = stems("shelling of the central market killed eleven people");
        let other = stems("eleven people were killed as shells hit the central market");
        assert!(likeness(&one, &other) >= 50, "{}", likeness(&one, &other));
        assert_eq!(likeness(&one, &stems("ministers sign a trade deal")), 0);
        assert_eq!(likeness(&[], &[]), 0);
    }

    #[test]
    fn names_lose_articles_case_and_signs() {
        assert_eq!(folded_name("The U.S.-led Coalition"), "u s led coalition");
        assert_eq!(folded_name("Anan"), "anan");
    }

    #[test]
    fn short_clauses_are_no_copies() {
        assert!(verbatim("the talks ended").is_none());
        assert_eq!(
            verbatim("The talks ended without any result, he said."),
            verbatim("the talks ended without any result he said")
        );
    }
}
