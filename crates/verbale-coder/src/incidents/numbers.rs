//! The grammar of numbers of people: “at least 12”, “between three and five”, “dozens”, “3-5”, “two hundred and six”.
//!
//! It reads words, not trees, because parsers disagree on what hangs on what in a number.

use verbale_lexicon::incidents::{IncidentWords, QuantityWord};
use verbale_record::CasualtyQualifier;

/// A number of people as it is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Least number.
    pub min: Option<u64>,
    /// Greatest number.
    pub max: Option<u64>,
    /// How it is meant.
    pub qualifier: CasualtyQualifier,
}

impl Quantity {
    /// Exactly so many.
    pub fn exact(number: u64) -> Self {
        Self {
            min: Some(number),
            max: Some(number),
            qualifier: CasualtyQualifier::Exact,
        }
    }

    fn range(low: u64, high: u64) -> Self {
        Self {
            min: Some(low.min(high)),
            max: Some(low.max(high)),
            qualifier: CasualtyQualifier::About,
        }
    }

    /// The same, as a word such as “at least” changes it.
    fn qualified(self, by: QuantityWord) -> Self {
        let number = self.min.or(self.max);
        match by {
            QuantityWord::AtLeast => Self {
                min: number,
                max: None,
                qualifier: CasualtyQualifier::AtLeast,
            },
            QuantityWord::UpTo => Self {
                min: None,
                max: self.max.or(number),
                qualifier: CasualtyQualifier::UpTo,
            },
            QuantityWord::Nearly => Self {
                min: None,
                max: number,
                qualifier: CasualtyQualifier::About,
            },
            QuantityWord::About => Self {
                qualifier: CasualtyQualifier::About,
                ..self
            },
            _ => self,
        }
    }
}

/// The number that begins with the first of these lower-case words, and how many words it takes.
pub fn quantity(table: &IncidentWords, words: &[&str]) -> Option<(Quantity, usize)> {
    if let Some((qualifier, length)) = qualifier(table, words) {
        let (found, more) = quantity(table, &words[length..])?;
        return Some((found.qualified(qualifier), length + more));
    }
    let (mut found, mut length) = core(table, words)?;
    if let Some((behind, more)) = table.quantity_behind(&words[length..]) {
        found = found.qualified(behind);
        length += more;
    }
    Some((found, length))
}

fn qualifier(table: &IncidentWords, words: &[&str]) -> Option<(QuantityWord, usize)> {
    let (word, length) = table.quantity_word(words)?;
    let qualifies = matches!(
        word,
        QuantityWord::AtLeast | QuantityWord::UpTo | QuantityWord::About | QuantityWord::Nearly
    );
    qualifies.then_some((word, length))
}

fn core(table: &IncidentWords, words: &[&str]) -> Option<(Quantity, usize)> {
    if words.first() == Some(&"between") {
        let (low, length) = number(table, &words[1..])?;
        let and = words.get(1 + length) == Some(&"and");
        let (high, more) = and.then(|| number(table, &words[length + 2..])).flatten()?;
        return Some((Quantity::range(low, high), length + more + 2));
    }
    if let Some((word, length)) = table.quantity_word(words) {
        let found = match word {
            QuantityWord::Group(least) => Some(Quantity {
                min: Some(least),
                max: None,
                qualifier: CasualtyQualifier::About,
            }),
            QuantityWord::Vague => Some(Quantity {
                min: None,
                max: None,
                qualifier: CasualtyQualifier::About,
            }),
            QuantityWord::Zero => Some(Quantity::exact(0)),
            _ => None,
        };
        if let Some(found) = found {
            return Some((found, length));
        }
    }
    if let Some((low, high)) = words.first().and_then(|word| joined_range(word)) {
        return Some((Quantity::range(low, high), 1));
    }
    let (low, length) = number(table, words)?;
    if matches!(words.get(length), Some(&("-" | "–" | "—" | "to" | "or")))
        && let Some((high, more)) = number(table, &words[length + 1..])
        && high > low
    {
        return Some((Quantity::range(low, high), length + 1 + more));
    }
    Some((Quantity::exact(low), length))
}

/// “3-5” as one word.
fn joined_range(word: &str) -> Option<(u64, u64)> {
    let (low, high) = word.split_once(['-', '–', '—'])?;
    let (low, high) = (digits(low)?, digits(high)?);
    (low < high).then_some((low, high))
}

/// The number that begins with the first of these words, in digits or spelled out, and how many words it takes.
pub fn number(table: &IncidentWords, words: &[&str]) -> Option<(u64, usize)> {
    let first = *words.first()?;
    if let Some((QuantityWord::Whole(number), length)) = table.quantity_word(words) {
        return Some((number, length));
    }
    if let Some(number) = digits(first) {
        return Some(scaled(table, number, 1, words));
    }
    if let Some(tenths) = decimal(first) {
        // A decimal number counts people only before a scale: “1.5 million”.
        let (QuantityWord::Scale(scale), 1) = table.quantity_word(words.get(1..)?)? else {
            return None;
        };
        return Some((tenths.checked_mul(scale)? / DECIMALS, 2));
    }
    // “2million” as one word.
    if let Some(at) = first
        .find(|letter: char| letter.is_ascii_alphabetic())
        .filter(|&at| at > 0)
    {
        let (figures, scale) = first.split_at(at);
        let (QuantityWord::Scale(scale), 1) = table.quantity_word(&[scale])? else {
            return None;
        };
        let thousandths = decimal(figures).or_else(|| digits(figures)?.checked_mul(DECIMALS))?;
        return Some((thousandths.checked_mul(scale)? / DECIMALS, 1));
    }
    // “a hundred”, but not “a man”.
    if matches!(first, "a" | "an") {
        let scale = table.quantity_word(&words[1..])?;
        return matches!(scale, (QuantityWord::Scale(_), 1)).then(|| scaled(table, 1, 1, words));
    }
    spelled(table, words)
}

/// A number before “hundred”, “thousand” and so on, multiplied.
fn scaled(table: &IncidentWords, number: u64, length: usize, words: &[&str]) -> (u64, usize) {
    let (mut number, mut length) = (number, length);
    while let Some((QuantityWord::Scale(scale), 1)) =
        words.get(length..).and_then(|rest| table.quantity_word(rest))
    {
        let Some(product) = number.checked_mul(scale) else {
            break;
        };
        (number, length) = (product, length + 1);
    }
    (number, length)
}

fn spelled(table: &IncidentWords, words: &[&str]) -> Option<(u64, usize)> {
    // `total` holds what stands before the last thousand or million, `group` what follows it.
    let (mut total, mut group) = (0_u64, 0_u64);
    let (mut length, mut at) = (0, 0);
    let mut last_scale = u64::MAX;
    while let Some(word) = words.get(at) {
        let step = match *word {
            "and" | "-" | "–" if at > 0 => None,
            word => match element(table, word) {
                Some(step) => Some(step),
                None => break,
            },
        };
        at += 1;
        let Some(step) = step else { continue };
        match step {
            Element::Below(number, room) if group.is_multiple_of(room) => group += number,
            Element::Hundred if (1..100).contains(&group) => group *= 100,
            Element::Scale(scale) if group > 0 && scale < last_scale => {
                total = total.checked_add(group.checked_mul(scale)?)?;
                (group, last_scale) = (0, scale);
            }
            _ => break,
        }
        length = at;
    }
    (length > 0).then_some((total + group, length))
}

enum Element {
    /// A number and what the sum so far must be a multiple of for it to be added.
    Below(u64, u64),
    Hundred,
    Scale(u64),
}

/// What one word, or a hyphenated pair such as “twenty-two”, adds to a spelled number.
fn element(table: &IncidentWords, word: &str) -> Option<Element> {
    if let Some((ten, unit)) = word.split_once('-') {
        let ten = table.quantity_word(&[ten])?.0;
        let unit = table.quantity_word(&[unit])?.0;
        return match (ten, unit) {
            (QuantityWord::Ten(ten), QuantityWord::Unit(unit @ 1..=9)) => {
                Some(Element::Below(ten + unit, 100))
            }
            _ => None,
        };
    }
    match table.quantity_word(&[word])? {
        (QuantityWord::Unit(number @ 1..=9), _) => Some(Element::Below(number, 10)),
        (QuantityWord::Unit(number) | QuantityWord::Ten(number), _) => Some(Element::Below(number, 100)),
        (QuantityWord::Scale(100), _) => Some(Element::Hundred),
        (QuantityWord::Scale(scale), _) => Some(Element::Scale(scale)),
        _ => None,
    }
}

/// Digits with or without separators of thousands.
fn digits(word: &str) -> Option<u64> {
    let mut groups = word.split(',');
    let first = groups.next()?;
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let separated = word.contains(',');
    if !plain(first) || (separated && first.len() > 3) {
        return None;
    }
    let mut number: u64 = first.parse().ok()?;
    for group in groups {
        if group.len() != 3 || !plain(group) {
            return None;
        }
        number = number.checked_mul(1000)?.checked_add(group.parse().ok()?)?;
    }
    Some(number)
}

/// How finely a decimal number is read.
const DECIMALS: u64 = 1000;

/// A decimal number in thousandths.
fn decimal(word: &str) -> Option<u64> {
    let (whole, part) = word.split_once('.')?;
    if part.is_empty() || part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u64 = format!("{part:0<3}").parse().ok()?;
    digits(whole)?.checked_mul(DECIMALS)?.checked_add(thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use verbale_record::CasualtyQualifier::{About, AtLeast, Exact, UpTo};

    fn read(text: &str) -> Option<(Option<u64>, Option<u64>, CasualtyQualifier, usize)> {
        let words: Vec<&str> = text.split(' ').collect();
        let (found, length) = quantity(IncidentWords::builtin(), &words)?;
        Some((found.min, found.max, found.qualifier, length))
    }

    #[test]
    fn plain_and_qualified_numbers() {
        assert_eq!(read("12 people"), Some((Some(12), Some(12), Exact, 1)));
        assert_eq!(read("1,250 homes"), Some((Some(1250), Some(1250), Exact, 1)));
        assert_eq!(read("at least three people"), Some((Some(3), None, AtLeast, 3)));
        assert_eq!(read("as many as 40"), Some((None, Some(40), UpTo, 4)));
        assert_eq!(read("nearly 900"), Some((None, Some(900), About, 2)));
        assert_eq!(read("some 30"), Some((Some(30), Some(30), About, 2)));
        assert_eq!(read("30 or more"), Some((Some(30), None, AtLeast, 3)));
        assert_eq!(
            read("2.5million"),
            Some((Some(2_500_000), Some(2_500_000), Exact, 1))
        );
        assert_eq!(
            read("1.5 million"),
            Some((Some(1_500_000), Some(1_500_000), Exact, 2))
        );
        assert_eq!(
            read("more than a quarter of a million"),
            Some((Some(250_000), None, AtLeast, 7))
        );
    }

    #[test]
    fn ranges_groups_and_none() {
        assert_eq!(read("between 3 and 5"), Some((Some(3), Some(5), About, 4)));
        assert_eq!(read("3-5 people"), Some((Some(3), Some(5), About, 1)));
        assert_eq!(read("three to five"), Some((Some(3), Some(5), About, 3)));
        assert_eq!(read("3 - 5"), Some((Some(3), Some(5), About, 3)));
        assert_eq!(read("dozens of"), Some((Some(24), None, About, 1)));
        assert_eq!(read("at least two dozen"), Some((Some(24), None, AtLeast, 4)));
        assert_eq!(read("several soldiers"), Some((None, None, About, 1)));
        assert_eq!(read("no casualties"), Some((Some(0), Some(0), Exact, 1)));
        assert_eq!(read("the soldiers"), None);
        assert_eq!(read("a man"), None);
    }

    /// A number as English spells it.
    fn spell(number: u64) -> String {
        const SMALL: &[&str] = &[
            "",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ];
        const TENS: &[&str] = &[
            "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        ];
        let join = |left: String, right: String| {
            if right.is_empty() {
                left
            } else {
                format!("{left} {right}")
            }
        };
        match number {
            0..20 => SMALL[number as usize].to_owned(),
            20..100 if number.is_multiple_of(10) => TENS[number as usize / 10].to_owned(),
            20..100 => format!("{}-{}", TENS[number as usize / 10], SMALL[number as usize % 10]),
            100..1000 => join(format!("{} hundred", spell(number / 100)), spell(number % 100)),
            1000..1_000_000 => join(format!("{} thousand", spell(number / 1000)), spell(number % 1000)),
            _ => join(
                format!("{} million", spell(number / 1_000_000)),
                spell(number % 1_000_000),
            ),
        }
    }

    fn separated(number: u64) -> String {
        let plain = number.to_string();
        let mut text = String::new();
        for (index, digit) in plain.chars().enumerate() {
            if index > 0 && (plain.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text
    }

    proptest! {
        #[test]
        fn a_spelled_number_is_read_back(value in 1_u64..1_000_000_000) {
            let text = spell(value);
            let words: Vec<&str> = text.split(' ').collect();
            prop_assert_eq!(number(IncidentWords::builtin(), &words), Some((value, words.len())));
            let apart = text.replace('-', " - ").replace("hundred ", "hundred and ");
            let words: Vec<&str> = apart.split(' ').collect();
            prop_assert_eq!(number(IncidentWords::builtin(), &words), Some((value, words.len())));
        }

        #[test]
        fn separators_make_no_difference(value in 0_u64..10_u64.pow(15)) {
            let (plain, grouped) = (value.to_string(), separated(value));
            prop_assert_eq!(digits(&plain), Some(value));
            prop_assert_eq!(digits(&grouped), Some(value));
        }

        #[test]
        fn qualifiers_move_the_limits_only(value in 1_u64..100_000) {
            let word = value.to_string();
            for (qualifier, min, max) in [
                ("at least", Some(value), None), ("more than", Some(value), None), ("up to", None, Some(value)),
                ("about", Some(value), Some(value)), ("nearly", None, Some(value)),
            ] {
                let text = format!("{qualifier} {word} people");
                let (found_min, found_max, _, _) = read(&text).unwrap();
                prop_assert_eq!((found_min, found_max), (min, max));
            }
        }

        #[test]
        fn any_words_are_read_without_harm(words in proptest::collection::vec(
            prop_oneof![
                Just("two".to_owned()), Just("hundred".to_owned()), Just("million".to_owned()), Just("and".to_owned()),
                Just("-".to_owned()), Just("at".to_owned()), Just("least".to_owned()), Just("between".to_owned()),
                Just("a".to_owned()), Just("99999999999999999999".to_owned()), "[0-9,.a-z-]{0,6}",
            ], 0..12,
        )) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Some((found, length)) = quantity(IncidentWords::builtin(), &words) {
                prop_assert!(length >= 1 && length <= words.len());
                if let (Some(min), Some(max)) = (found.min, found.max) {
                    prop_assert!(min <= max);
                }
            }
        }
    }
}
