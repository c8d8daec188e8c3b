//! The words of a report in small letters: made once, since every phrase asks for them.

use verbale_syntax::Analysis;

/// Room for the words with large letters, one after the other in small ones.
#[derive(Default)]
pub(super) struct Room {
    forms: String,
    lemmas: String,
}

/// Forms and lemmas in small letters, by token.
#[derive(Clone, Debug)]
pub(super) struct Words<'w> {
    pub forms: Vec<&'w str>,
    pub lemmas: Vec<&'w str>,
}

impl<'w> Words<'w> {
    pub(super) fn new(analysis: &'w Analysis, room: &'w mut Room) -> Self {
        let tokens = || analysis.token_ids();
        Self {
            forms: lower(tokens().map(|token| analysis.form(token)), &mut room.forms),
            lemmas: lower(tokens().map(|token| analysis.lemma(token)), &mut room.lemmas),
        }
    }
}

/// Words in small letters: those that are not are made in `room`.
fn lower<'w>(words: impl Iterator<Item = &'w str>, room: &'w mut String) -> Vec<&'w str> {
    let mut words: Vec<&str> = words.collect();
    // Each with where it ends.
    let mut made: Vec<(usize, usize)> = Vec::new();
    for (index, word) in words.iter().enumerate().filter(|(_, word)| !is_small(word)) {
        if word.is_ascii() {
            room.push_str(word);
        } else {
            room.push_str(&word.to_lowercase());
        }
        made.push((index, room.len()));
    }
    // The others are in small letters already.
    room.make_ascii_lowercase();
    let mut start = 0;
    for (index, end) in made {
        words[index] = &room[start..end];
        start = end;
    }
    words
}

fn is_small(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_where_they_are_not_small() {
        let words = [
            "envoy",
            "24-hour",
            "Çavuşoğlu",
            "İzmir",
            "the",
            "NATO",
            "émigré",
            "",
        ];
        let mut room = String::new();
        let lowered = lower(words.into_iter(), &mut room);
        assert_eq!(lowered, words.map(str::to_lowercase));
    }
}
