//! What an element is for, by its name and the words of its class: `data/page/class-words.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::{TableError, problem, rows};
use crate::tag::Tag;

const TABLE: (&str, &str) = (
    "data/page/class-words.tsv",
    include_str!("../../../data/page/class-words.tsv"),
);

/// What an element and those around it are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "an element may be for several things at once"
)]
pub(crate) struct Purpose {
    /// A date.
    pub(crate) date: bool,
    /// The day of publication.
    pub(crate) published: bool,
    /// Authors.
    pub(crate) author: bool,
    /// Other articles, comments, navigation: nothing of this article.
    pub(crate) elsewhere: bool,
    /// No part of the article's prose.
    pub(crate) aside: bool,
    /// Nothing: a class of the program that builds pages, which names its own parts.
    pub(crate) builder: bool,
}

/// The words of the table; only looked up, never walked.
static WORDS: LazyLock<HashMap<&'static str, Purpose>> =
    LazyLock::new(|| load().expect("the built-in table is loaded by a test"));

fn load() -> Result<HashMap<&'static str, Purpose>, TableError> {
    let mut found = HashMap::new();
    for (line, row) in rows(TABLE.1) {
        let [name, words] = row[..] else {
            return Err(problem(TABLE.0, line, "two columns wanted: purpose, words"));
        };
        for word in words.split(' ') {
            let purpose: &mut Purpose = found.entry(word).or_default();
            match name {
                "date" => purpose.date = true,
                "published" => (purpose.date, purpose.published) = (true, true),
                "author" => purpose.author = true,
                "elsewhere" => purpose.elsewhere = true,
                "aside" => purpose.aside = true,
                "builder" => purpose.builder = true,
                other => return Err(problem(TABLE.0, line, format!("no purpose called {other}"))),
            }
        }
    }
    Ok(found)
}

impl Purpose {
    /// What something is for that is inside one thing and another.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            date: self.date || other.date,
            published: self.published || other.published,
            author: self.author || other.author,
            elsewhere: self.elsewhere || other.elsewhere,
            aside: self.aside || other.aside,
            builder: self.builder || other.builder,
        }
    }
}

/// What the elements of one page say of themselves. Most classes of a page come again and again.
#[derive(Debug, Default)]
pub(crate) struct Purposes<'h>(HashMap<&'h str, Purpose>);

impl<'h> Purposes<'h> {
    /// What an element says of itself. The classes of the page's frame are words about the whole page.
    pub(crate) fn of(&mut self, tag: &Tag<'h>) -> Purpose {
        let mut found = Purpose::default();
        if matches!(&*tag.name, "html" | "body" | "main" | "article") {
            return found;
        }
        found.elsewhere = matches!(&*tag.name, "nav" | "footer" | "aside" | "form");
        found.date = tag.name == "time";
        for name in ["class", "id", "itemprop", "rel"] {
            let Some(value) = tag.written(name) else { continue };
            let of_value = || {
                value
                    .split_ascii_whitespace()
                    .map(class_purpose)
                    .fold(Purpose::default(), Purpose::and)
            };
            let mut said = *self.0.entry(value).or_insert_with(of_value);
            said.elsewhere &= name != "itemprop";
            said.aside &= name != "itemprop";
            found = found.and(said);
        }
        found
    }
}

/// The longest word of a class that is looked up, in bytes.
const LONGEST_WORD: usize = 20;

/// What the words of a class are for (`articlePublish-date__lead` is article, publish, date, lead); of one that a page
/// builder named, only what it says of days and authors.
fn class_purpose(class: &str) -> Purpose {
    let mut found = Purpose::default();
    let (mut word, mut length) = ([0_u8; LONGEST_WORD], 0);
    let mut small = false;
    for b in class.bytes().chain([b' ']) {
        if !b.is_ascii_alphanumeric() || (small && b.is_ascii_uppercase()) {
            let known = word.get(..length).and_then(|word| std::str::from_utf8(word).ok());
            if let Some(said) = known.and_then(|word| WORDS.get(word)) {
                found = found.and(*said);
            }
            length = 0;
        }
        small = b.is_ascii_lowercase();
        if b.is_ascii_alphanumeric() {
            if let Some(place) = word.get_mut(length) {
                *place = b.to_ascii_lowercase();
            }
            length += 1;
        }
    }
    Purpose {
        elsewhere: found.elsewhere && !found.builder,
        aside: found.aside && !found.builder,
        builder: false,
        ..found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_loads() {
        assert!(load().expect("table").len() > 40);
    }

    #[test]
    fn classes_are_read_word_by_word() {
        assert!(class_purpose("articlePublish-date__lead").published);
        assert_eq!(class_purpose(&"x".repeat(100)), Purpose::default());
        let purpose = |html: &'static str| Purposes::default().of(&crate::tag::tag(html, 1).expect("a tag"));
        assert!(purpose("<div class='postAuthor'>").author);
        assert!(purpose("<div id=related-news>").elsewhere);
        // A page builder calls every part of a page a widget.
        assert!(purpose("<div class=sidebar-widget>").elsewhere);
        assert!(!purpose("<div class='elementor-widget elementor-element'>").elsewhere);
        // An authority is no author.
        assert_eq!(purpose("<div class=authority>"), Purpose::default());
        assert!(purpose("<nav>").elsewhere && purpose("<time>").date);
    }
}
