//! The table of words that say whether an act happened (`data/acts/factuality.tsv`).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;
use verbale_record::Factuality;

/// Where a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    /// Auxiliary of the act's verb.
    Aux,
    /// Adverb at the act.
    Adverb,
    /// Determiner of the act's noun.
    Determiner,
    /// Modifier of the act's noun.
    Modifier,
    /// Conjunction of a clause around the act.
    Mark,
    /// Noun above the act.
    Noun,
    /// Preposition of the act's noun.
    Before,
    /// Verb of which the act is the subject.
    Occurs,
    /// Verb whose object the act is and whose subject does it.
    Carries,
    /// Word that tells that the act, its object, takes place.
    Reports,
}

/// What a cue makes of the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It is told so.
    As(Factuality),
    /// It is the content of another act.
    Content,
}

/// Why the table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CueError {
    /// Line number from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for CueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "data/acts/factuality.tsv:{}: {}",
            self.line, self.message
        )
    }
}

impl std::error::Error for CueError {}

/// The cues, by where they stand and by word.
#[derive(Clone, Debug, Default)]
pub(super) struct Cues(BTreeMap<Stand, BTreeMap<String, Told>>);

impl Cues {
    /// The cues that come with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in table is broken, which its test would show.
    pub(super) fn builtin() -> &'static Self {
        static CUES: OnceLock<Cues> = OnceLock::new();
        CUES.get_or_init(
            || match Self::parse(include_str!("../../../../data/acts/factuality.tsv")) {
                Ok(cues) => cues,
                // The table is embedded, and tests load it: it cannot fail on a user's machine.
                Err(error) => panic!("{error}"),
            },
        )
    }

    fn parse(text: &str) -> Result<Self, CueError> {
        let mut cues = Self::default();
        let lines = text.lines().enumerate();
        for (index, row) in lines.filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
            let error = |message: String| CueError {
                line: index + 1,
                message,
            };
            let columns: Vec<&str> = row.split('\t').collect();
            let &[stand, words, told] = columns.as_slice() else {
                return Err(error(format!("{} columns instead of 3", columns.len())));
            };
            let stand = match stand {
                "aux" => Stand::Aux,
                "advmod" => Stand::Adverb,
                "det" => Stand::Determiner,
                "modifier" => Stand::Modifier,
                "mark" => Stand::Mark,
                "noun" => Stand::Noun,
                "before" => Stand::Before,
                "occurs" => Stand::Occurs,
                "carries" => Stand::Carries,
                "reports" => Stand::Reports,
                other => return Err(error(format!("“{other}” is no place of a cue"))),
            };
            let told = match told {
                "negated" => Told::As(Factuality::Negated),
                "hypothetical" => Told::As(Factuality::Hypothetical),
                "future" => Told::As(Factuality::Future),
                "asserted" => Told::As(Factuality::Asserted),
                "historical" => Told::As(Factuality::Historical),
                "drop" => Told::Content,
                other => return Err(error(format!("“{other}” is no factuality"))),
            };
            let known = cues.0.entry(stand).or_default();
            known.extend(words.split('|').map(|word| (word.to_owned(), told)));
        }
        Ok(cues)
    }

    /// What a word makes of the act beside which it stands.
    pub(super) fn of(&self, stand: Stand, word: &str) -> Option<Told> {
        self.0.get(&stand)?.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_table_is_sound() {
        let cues = Cues::parse(include_str!("../../../../data/acts/factuality.tsv")).unwrap();
        assert_eq!(cues.of(Stand::Noun, "call"), Some(Told::Content));
        assert_eq!(
            cues.of(Stand::Modifier, "planned"),
            Some(Told::As(Factuality::Future))
        );
        assert_eq!(cues.of(Stand::Aux, "planned"), None);
    }

    #[test]
    fn a_broken_row_is_named() {
        let error = Cues::parse("# fine\naux\twill\tsurely\n").unwrap_err();
        assert_eq!(error.line, 2);
    }
}
