//! The words beside printed names and days: `data/page/label-words.tsv`.

use std::sync::LazyLock;

use crate::table::{TableError, problem, rows};

const TABLE: (&str, &str) = (
    "data/page/label-words.tsv",
    include_str!("../../../data/page/label-words.tsv"),
);

/// The words, by what they do. All are in lower case; phrases stand longest first.
#[derive(Debug, Default)]
pub(crate) struct LabelWords {
    /// Before names at the start of a line.
    pub(crate) by: Vec<&'static str>,
    /// Before names anywhere, said of authors only.
    pub(crate) signed: Vec<&'static str>,
    /// Before the main author in an agency's credits.
    pub(crate) credit: Vec<&'static str>,
    /// The same, asked later.
    pub(crate) credit_other: Vec<&'static str>,
    /// Before a day of change.
    pub(crate) changed: Vec<&'static str>,
    /// Before a day of publication.
    pub(crate) published: Vec<&'static str>,
    /// After names.
    pub(crate) after_names: Vec<&'static str>,
    /// Beside a day that stands alone on its line.
    pub(crate) stamp: Vec<&'static str>,
}

/// The built-in table.
pub(crate) static WORDS: LazyLock<LabelWords> =
    LazyLock::new(|| load(TABLE.1).expect("the built-in table is loaded by a test"));

fn load(text: &'static str) -> Result<LabelWords, TableError> {
    let mut found = LabelWords::default();
    for (line, row) in rows(text) {
        let [kind, words] = row[..] else {
            return Err(problem(TABLE.0, line, "two columns wanted: kind, words"));
        };
        let list = match kind {
            "by" => &mut found.by,
            "signed" => &mut found.signed,
            "credit" => &mut found.credit,
            "credit-other" => &mut found.credit_other,
            "changed" => &mut found.changed,
            "published" => &mut found.published,
            "after-names" => &mut found.after_names,
            "stamp" => &mut found.stamp,
            other => return Err(problem(TABLE.0, line, format!("no kind called {other}"))),
        };
        if words.chars().any(char::is_uppercase) {
            return Err(problem(TABLE.0, line, "words are in lower case"));
        }
        list.push(words);
    }
    for phrases in [&mut found.by, &mut found.signed] {
        phrases.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    Ok(found)
}

impl LabelWords {
    /// What follows a phrase for authors at the start of the text, and whether the phrase is said of authors only.
    pub(crate) fn after_by<'t>(&self, text: &'t str) -> Option<(&'t str, bool)> {
        let after = |phrases: &[&str]| phrases.iter().find_map(|words| rest_after(text, words));
        after(&self.signed)
            .map(|rest| (rest, true))
            .or_else(|| after(&self.by).map(|rest| (rest, false)))
    }

    /// Whether the text is nothing but a phrase for authors: “Written by”, “Author:”.
    pub(crate) fn is_by(&self, text: &str) -> bool {
        let bare = text.trim_end_matches([':', ' ']);
        let phrases = self.by.iter().chain(&self.signed);
        phrases
            .map(|words| words.trim_end_matches(':'))
            .any(|words| words.eq_ignore_ascii_case(bare))
    }

    /// Whether the word, in lower case, is one of a phrase for authors.
    pub(crate) fn is_of_by(&self, word: &str) -> bool {
        let phrases = self.by.iter().chain(&self.signed);
        phrases
            .flat_map(|words| words.trim_end_matches(':').split(' '))
            .any(|known| known == word)
    }
}

/// The text after the words at its start, which a colon and a blank may follow.
fn rest_after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let head = text.get(..words.len())?;
    let rest = &text[words.len()..];
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    (head.eq_ignore_ascii_case(words) && rest.starts_with(' ')).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_loads() {
        let words = load(TABLE.1).expect("table");
        assert!(!words.by.is_empty() && !words.credit.is_empty() && words.stamp.len() > 20);
        assert!(load("by\tBy\n").is_err());
        assert!(load("near\tby\n").is_err());
    }

    #[test]
    fn phrases_for_authors_are_cut_off() {
        let after = |text: &'static str| WORDS.after_by(text);
        assert_eq!(after("By Jane Roe"), Some(("Jane Roe", false)));
        assert_eq!(after("by: Jane Roe"), Some(("Jane Roe", false)));
        assert_eq!(after("WRITTEN BY: Jane Roe"), Some(("Jane Roe", true)));
        assert_eq!(after("Author: Jane Roe"), Some(("Jane Roe", true)));
        assert_eq!(after("Authors meet"), None);
        assert_eq!(after("Byway 7"), None);
        assert!(WORDS.is_by("Written by:") && WORDS.is_by("Author") && !WORDS.is_by("Jane"));
    }
}
