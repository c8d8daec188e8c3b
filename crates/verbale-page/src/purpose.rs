//! What an element is for, by its name and the words of its class: `data/page/class-words.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::scan::Tag;
use crate::table::{TableError, problem, rows};

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
    /// What an element says of itself. The classes of the page's frame are words about the whole page.
    pub(crate) fn of(tag: &Tag<'_>) -> Self {
        let mut found = Self::default();
        if matches!(tag.name.as_str(), "html" | "body" | "main" | "article") {
            return found;
        }
        found.elsewhere = matches!(tag.name.as_str(), "nav" | "footer" | "aside" | "form");
        found.date = tag.name == "time";
        for name in ["class", "id", "itemprop", "rel"] {
            let Some(value) = tag.get(name) else { continue };
            for said in value.split_ascii_whitespace().flat_map(class_purposes) {
                found.date |= said.date;
                found.published |= said.published;
                found.author |= said.author;
                found.elsewhere |= name != "itemprop" && said.elsewhere;
                found.aside |= name != "itemprop" && said.aside;
            }
        }
        found
    }

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

    /// What an element inside one of this purpose is for.
    pub(crate) fn within(self, tag: &Tag<'_>) -> Self {
        self.and(Self::of(tag))
    }
}

/// What the words of a class are for; of one that a page builder named, only what it says of days and authors.
fn class_purposes(class: &str) -> impl Iterator<Item = Purpose> + use<> {
    let words: Vec<Purpose> = class_words(class)
        .iter()
        .filter_map(|word| WORDS.get(word.as_str()).copied())
        .collect();
    let built = words.iter().any(|word| word.builder);
    words.into_iter().map(move |word| Purpose {
        elsewhere: word.elsewhere && !built,
        aside: word.aside && !built,
        ..word
    })
}

/// The words of a class: `articlePublish-date__lead` is article, publish, date, lead.
fn class_words(value: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in value.chars() {
        if !c.is_ascii_alphanumeric() || (small && c.is_ascii_uppercase()) {
            words.push(String::new());
        }
        small = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric()
            && let Some(last) = words.last_mut()
        {
            last.push(c.to_ascii_lowercase());
        }
    }
    words
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
        assert_eq!(
            class_words("articlePublish-date__lead"),
            ["article", "publish", "date", "", "lead"]
        );
        let purpose = |html: &str| Purpose::default().within(&crate::scan::tag(html, 1).expect("a tag"));
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
