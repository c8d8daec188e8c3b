//! Which language a text is in, as far as it is sure.

use whatlang::{Detector, Lang};

/// A language that a text is surely in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1 code, or 639-3 where there is none.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
}

/// English.
pub(crate) const ENGLISH: Language = Language {
    code: "en",
    name: "English",
};

/// How much of a text is looked at, in bytes.
const WINDOW: usize = 6 << 10;
/// Words under which nothing is sure.
const LEAST_WORDS: usize = 12;
/// The most frequent words of English, none of which is as frequent in another language of the same letters. In news
/// they are a quarter of all words; in lists of names still a tenth.
const FREQUENT: &[&str] = &[
    "the", "of", "and", "to", "that", "is", "was", "for", "with", "by", "from", "which", "his", "said",
];
/// Share of them (one word in so many) from which on a text is English without a closer look.
const ONE_IN: usize = 12;
/// How sure the closer look must be.
const SURE: f64 = 0.9;

/// The language of a text. A text that is too short or too mixed to tell is taken to be English.
pub fn language(text: &str) -> Language {
    let mut end = text.len().min(WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let (mut words, mut frequent) = (0, 0);
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        words += 1;
        frequent += usize::from(FREQUENT.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    // Scripts without spaces have few words.
    let few = words < LEAST_WORDS && text.chars().filter(|c| c.is_alphabetic()).count() < 40;
    if few || frequent * ONE_IN >= words {
        return ENGLISH;
    }
    match Detector::new().detect(text) {
        Some(found) if found.lang() != Lang::Eng && found.is_reliable() && found.confidence() >= SURE => {
            Language {
                code: short(found.lang()),
                name: found.lang().eng_name(),
            }
        }
        _ => ENGLISH,
    }
}

/// The ISO 639-1 code of a language that has one.
fn short(language: Lang) -> &'static str {
    let three = language.code();
    CODES
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find(|(long, _)| *long == three)
        .map_or(three, |(_, code)| code)
}

/// ISO 639-3 and 639-1, for the languages that are recognised.
const CODES: &str = include_str!("../../../data/intake/languages.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recognised_language_has_a_code() {
        for language in Lang::all() {
            assert_eq!(short(*language).len(), 2, "{language:?}");
        }
    }

    #[test]
    fn english_is_english_whatever_names_it_holds() {
        let text = "Foreign Minister Jaroslav Novotný met Türkiye’s Ömer Yıldız and Győző Szabó of Hungary in \
            Nagykanizsa; Wojciech Śliwiński and Zoltán Kovács came later.";
        assert_eq!(language(text), ENGLISH);
        assert_eq!(language("Talks fail"), ENGLISH);
        assert_eq!(language("12 34 56 –"), ENGLISH);
    }

    #[test]
    fn other_languages_are_told_by_name() {
        let french = "Les ministres se sont rencontrés jeudi dans la station balnéaire sans parvenir à un accord sur \
            le cessez-le-feu, a déclaré le porte-parole du gouvernement devant la presse.";
        assert_eq!(
            language(french),
            Language {
                code: "fr",
                name: "French"
            }
        );
        let russian = "Министры встретились в четверг и не договорились о прекращении огня, сообщил представитель \
            правительства журналистам после переговоров.";
        assert_eq!(language(russian).code, "ru");
        let chinese = "外交部长星期四举行会谈,但没有就停火达成协议。政府发言人在会后对记者表示,双方将继续谈判,并希望下周再次会面。各方都表示愿意继续努力。";
        assert_eq!(language(chinese).code, "zh");
        let german = "Die Minister trafen sich am Donnerstag und konnten sich nicht auf eine Waffenruhe einigen, \
            sagte der Sprecher der Regierung nach dem Ende der Gespräche vor der Presse.";
        assert_eq!(language(german).code, "de");
    }
}
