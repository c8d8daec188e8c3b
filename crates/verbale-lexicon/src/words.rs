//! Classes of words that actors are read with (`data/actors/words.tsv`).

use crate::classes::ClassifiedWords;
use crate::table::{Context, items, read};

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorWord {
    /// What somebody is to somebody else: “ally”, “rival”.
    Relation,
    /// Of whom nothing is said unless something stands with the word: “group”, “participant”.
    Vague,
    /// Somebody or something: “opposition”, “administration”.
    Matter,
    /// Prepositions that lead from such a word to the thing.
    Against,
    /// Words of names that any country may have: “Socialist Party”.
    Ordinary,
    /// Last words of names: newspapers and broadcasters.
    MediaName,
    /// Companies.
    CompanyName,
    /// Parties.
    PartyName,
    /// Courts.
    CourtName,
    /// Ministries, agencies, parliaments.
    OfficeName,
    /// Armies and their parts.
    MilitaryName,
    /// Armed groups.
    ArmedName,
    /// Societies and foundations.
    AidName,
    /// Schools and hospitals.
    SchoolName,
    /// Papers, meetings, laws: nobody, however large their names are written.
    ThingName,
}

const CLASSES: [&str; 15] = [
    "relation",
    "vague",
    "matter",
    "against",
    "ordinary",
    "media-name",
    "company-name",
    "party-name",
    "court-name",
    "office-name",
    "military-name",
    "armed-name",
    "aid-name",
    "school-name",
    "thing-name",
];

/// The classes of which a word is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClasses(u16);

impl WordClasses {
    /// Whether a class is among them.
    pub fn has(self, class: ActorWord) -> bool {
        self.0 >> class as u16 & 1 == 1
    }
}

/// The words, each with its classes.
#[derive(Debug, Default)]
pub(crate) struct ActorWords {
    words: ClassifiedWords,
}

impl ActorWords {
    /// The classes of a word, however it is written.
    pub(crate) fn classes(&self, word: &str) -> WordClasses {
        WordClasses(self.words.of(word))
    }
}

pub(crate) fn load(context: &mut Context<'_>, text: &str, into: &mut ActorWords) {
    for row in read(context, text, ["class", "words"]) {
        let [class, listed] = row.cells;
        match CLASSES.iter().position(|known| *known == class) {
            Some(class) => items(listed).for_each(|word| into.words.add(word, class)),
            None => context.fault(
                row.line,
                "class",
                format!("`{class}` is no class of words"),
                format!("the classes are: {}", CLASSES.join(", ")),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_of_no_kind_is_a_fault() {
        let mut errors = Vec::new();
        let context = &mut Context {
            file: "words.tsv",
            errors: &mut errors,
        };
        let mut words = ActorWords::default();
        load(
            context,
            "class\twords\nrelation\tally|rival\nkin\tcousin\n",
            &mut words,
        );
        let relation = |word| words.classes(word).has(ActorWord::Relation);
        assert!(relation("Ally") && !relation("cousin"));
        assert_eq!(errors.len(), 1);
        assert!(errors[0].to_string().starts_with("words.tsv:3:"), "{}", errors[0]);
    }
}
