//! Words with the classes they are of.

use crate::normal::letters;
use crate::pieces::{Key, Pieces};
use std::borrow::Cow;

/// Words in small letters, each with a bit for every class it is of.
#[derive(Debug, Default)]
pub(crate) struct ClassifiedWords {
    words: Pieces,
    classes: Vec<u16>,
}

impl ClassifiedWords {
    /// Adds a word to a class.
    pub(crate) fn add(&mut self, word: &str, class: usize) {
        let number = self.words.add(word.to_lowercase().as_bytes()) as usize;
        if number == self.classes.len() {
            self.classes.push(0);
        }
        self.classes[number] |= 1 << class;
    }

    /// The classes of a word, however it is written.
    pub(crate) fn of(&self, word: &str) -> u16 {
        let number = match letters(word) {
            Some((key, _)) => self.words.get(Key::short(key)),
            None => self.words.get(Key::new(small(word, &mut [0; 32]).as_bytes())),
        };
        number.map_or(0, |number| self.classes[number as usize])
    }
}

/// A word in small letters; short ones are made in `room` where they have large ones.
fn small<'r>(word: &'r str, room: &'r mut [u8; 32]) -> Cow<'r, str> {
    if !word.is_ascii() {
        return Cow::Owned(word.to_lowercase());
    }
    if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    let Some(room) = room.get_mut(..word.len()) else {
        return Cow::Owned(word.to_ascii_lowercase());
    };
    room.copy_from_slice(word.as_bytes());
    room.make_ascii_lowercase();
    std::str::from_utf8(room).map_or(Cow::Borrowed(word), Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_all_their_classes_in_any_case() {
        let mut words = ClassifiedWords::default();
        for (word, class) in [
            ("north", 0),
            ("north-east", 0),
            ("north", 3),
            ("Étape", 2),
            ("refugee settlement", 1),
        ] {
            words.add(word, class);
        }
        for (word, classes) in [
            ("North", 9),
            ("NORTH-East", 1),
            ("étape", 4),
            ("ÉTAPE", 4),
            ("Refugee settlement", 2),
            ("", 0),
            ("norths", 0),
            ("a word that is longer than all others of the table", 0),
        ] {
            assert_eq!(words.of(word), classes, "{word}");
        }
    }
}
