//! The dateline: where, and sometimes when and by whom, a report was filed.
//!
//! "GENEVA (Reuters) - …", "Kyiv, Ukraine (AP) — …", "DUBAI/SANAA, Jan 29 – …", "GENEVA: …", and the form in which a
//! copy has lost its dash: "GENEVA The envoy …".

use std::ops::Range;

use crate::dates::{DateMention, find_dates};
use crate::names;

/// A dateline at the head of the first paragraph. Ranges are bytes of the report's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, to the dash or what stands for it.
    pub range: Range<usize>,
    /// The first place.
    pub place: Option<Range<usize>>,
    /// The place names in it: `KYIV` of "KYIV, Ukraine (AP) —", `DUBAI` and `SANAA` of "DUBAI/SANAA".
    pub places: Vec<Range<usize>>,
    /// The day, as far as it is given.
    pub date: Option<DateMention>,
    /// The agency in brackets.
    pub agency: Option<Range<usize>>,
}

/// Longest dateline looked for, in bytes.
const LONGEST: usize = 160;
/// Most words of its place.
const MOST_WORDS: usize = 8;

/// Look for a dateline at the head of `text[at..]`. `text` is the whole article: whether its other paragraphs write
/// the place in small letters tells a place from an acronym.
pub(crate) fn dateline(text: &str, at: usize) -> Option<Dateline> {
    let mut end = text.len().min(at + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(at..end)?;
    let head = &head[..head.find(['\n', '\r']).unwrap_or(head.len())];
    let found = with_signs(head).or_else(|| without_signs(head, text))?;
    let shift = |range: Range<usize>| range.start + at..range.end + at;
    Some(Dateline {
        range: shift(found.range),
        place: found.place.map(shift),
        places: found.places.into_iter().map(shift).collect(),
        date: found.date.map(|date| DateMention {
            range: shift(date.range.clone()),
            ..date
        }),
        agency: found.agency.map(shift),
    })
}

/// A dateline that a dash, a colon or an agency in brackets sets off.
fn with_signs(head: &str) -> Option<Dateline> {
    let mut rest = Cursor { head, at: 0 };
    let place = rest.place()?;
    let name = &head[place.clone()];
    let capitals = is_capitals(name.split([',', '/']).next()?);
    if capitals && names::is_no_place(name.split(',').next()?.trim()) {
        return None;
    }
    let date = rest.date();
    let agency = rest.bracket();
    let agency_known = agency
        .as_ref()
        .is_some_and(|range| names::agency(&head[range.clone()]).is_some());
    let dash = rest.dash();
    let colon = !dash && agency.is_none() && date.is_none() && rest.sign(":");
    let accepted = match (capitals, dash || colon) {
        (true, true) => true,
        (true, false) => agency_known,
        // "Kyiv, Ukraine (AP) —" and "Geneva, 29 January 2031 –"; a dash alone would take "Talks – round two".
        (false, _) => dash && (agency_known || date.is_some()),
    };
    // What follows must be the start of a sentence.
    let follows = head[rest.at..].trim_start().chars().next()?;
    let starts = follows.is_uppercase() || !follows.is_alphabetic();
    (accepted && starts).then(|| Dateline {
        range: 0..rest.at,
        place: place_names(head, place.clone()).into_iter().next(),
        places: place_names(head, place),
        date,
        agency,
    })
}

/// "GENEVA The envoy …": capitals, then a sentence. Only a known city, two cities, or a place that the text writes in
/// small letters elsewhere.
fn without_signs(head: &str, text: &str) -> Option<Dateline> {
    let mut ends = Vec::new();
    let mut at = 0;
    for word in head.split_inclusive(char::is_whitespace).take(5) {
        let bare = word.trim_end();
        if !is_capitals(bare) || bare.ends_with([',', '.', ':']) {
            break;
        }
        ends.push(at + bare.len());
        at += word.len();
    }
    for end in ends.into_iter().rev() {
        let name = &head[..end];
        let next = head[end..].trim_start().trim_start_matches(['“', '"', '‘', '\'']);
        if !next.starts_with(char::is_uppercase) || names::is_no_place(name) {
            continue;
        }
        let parts: Vec<&str> = name.split('/').collect();
        let known = |part: &&str| {
            names::is_dateline_city(part) || part.chars().count() > 3 && text.contains(&title_case(part))
        };
        if parts
            .iter()
            .all(|part| is_capitals(part) && !names::is_no_place(part))
            && parts.iter().any(known)
        {
            let places = place_names(head, 0..end);
            return Some(Dateline {
                range: 0..end,
                place: places.first().cloned(),
                places,
                date: None,
                agency: None,
            });
        }
    }
    None
}

/// The single names of "DUBAI/SANAA" and of "KYIV, Ukraine".
fn place_names(head: &str, place: Range<usize>) -> Vec<Range<usize>> {
    let name = head[place.clone()].split(',').next().unwrap_or_default();
    let mut names = Vec::new();
    let mut at = place.start;
    for part in name.split('/') {
        let start = at + (part.len() - part.trim_start().len());
        let end = at + part.trim_end().len();
        if start < end {
            names.push(start..end);
        }
        at += part.len() + 1;
    }
    names
}

struct Cursor<'h> {
    head: &'h str,
    at: usize,
}

impl Cursor<'_> {
    fn skip_blanks(&mut self) {
        let rest = &self.head[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Words of a place: all capitalised or small joining words, to a bracket, a dash, a colon or a date.
    fn place(&mut self) -> Option<Range<usize>> {
        let dates = find_dates(self.head);
        let (mut end, mut at) = (0, 0);
        for (count, word) in self.head.split_inclusive([' ', '\u{a0}']).enumerate() {
            let bare = word.trim_end();
            let stop = bare.starts_with(['(', '-', '–', '—', '['])
                || dates.iter().any(|date| date.range.start == at);
            if stop {
                break;
            }
            let cut = bare.find([':', '—', '–', '(']).unwrap_or(bare.len());
            let letters = bare[..cut].trim_end_matches([',', '.']);
            if !is_place_word(letters) || count >= MOST_WORDS {
                return None;
            }
            end = at + letters.len();
            if cut < bare.len() {
                break;
            }
            at += word.len();
        }
        let first = self.head.get(..end)?;
        self.at = end;
        (first.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some(0..end)
    }

    fn date(&mut self) -> Option<DateMention> {
        let rest = &self.head[self.at..];
        let skipped = self.at + rest.len() - rest.trim_start_matches([',', '.', ' ', '\u{a0}', '(']).len();
        let date = find_dates(self.head)
            .into_iter()
            .find(|date| date.range.start == skipped)?;
        self.at = date.range.end;
        if self.head[self.at..].starts_with(['.', ',']) {
            self.at += 1;
        }
        Some(date)
    }

    /// What stands in brackets, at most five words.
    fn bracket(&mut self) -> Option<Range<usize>> {
        let rest = &self.head[self.at..];
        let start = self.at + rest.len() - rest.trim_start_matches([',', '.', ' ', '\u{a0}']).len();
        let inner = self.head[start..].strip_prefix(['(', '['])?;
        let length = inner.find([')', ']'])?;
        if inner[..length].split_whitespace().count() > 5 {
            return None;
        }
        self.at = start + 1 + length + 1;
        Some(start + 1..start + 1 + length)
    }

    fn dash(&mut self) -> bool {
        let before = self.at;
        self.skip_blanks();
        // A hyphen needs a blank after it, lest "ASIA-Pacific" has a dateline.
        let rest = &self.head[self.at..];
        for sign in ["—", "–", "--", "- "] {
            if rest.starts_with(sign) {
                self.at += sign.len();
                self.skip_blanks();
                return true;
            }
        }
        self.at = before;
        false
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = self.head[self.at..].starts_with(sign);
        if found {
            self.at += sign.len();
            self.skip_blanks();
        }
        found
    }
}

/// Whether all letters are capitals, and there are at least two. Marks inside names count as letters.
fn is_capitals(word: &str) -> bool {
    let mut letters = 0;
    for c in word.chars() {
        if c.is_uppercase() {
            letters += 1;
        } else if c.is_lowercase() || !matches!(c, ' ' | '-' | '\'' | '’' | '.' | '/' | ',') {
            return false;
        }
    }
    letters >= 2
}

/// Small words inside names of places.
const JOINING: &[&str] = &[
    "of", "de", "del", "la", "el", "al", "le", "les", "and", "the", "es", "du", "da", "do", "in",
];

fn is_place_word(word: &str) -> bool {
    let word = word.trim_matches(['\'', '’']);
    let letters_only = word
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '/' | ','));
    letters_only
        && (word.starts_with(char::is_uppercase) || word.starts_with("al-") || JOINING.contains(&word))
}

/// "SHARM EL-SHEIKH" → "Sharm El-Sheikh".
fn title_case(capitals: &str) -> String {
    let mut out = String::with_capacity(capitals.len());
    let mut inside = false;
    for c in capitals.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Places, date, agency and what follows.
    type Parts<'t> = (Vec<&'t str>, Option<&'t str>, Option<&'t str>, &'t str);

    fn read(text: &str) -> Option<Parts<'_>> {
        let line = dateline(text, 0)?;
        Some((
            line.places.iter().map(|range| &text[range.clone()]).collect(),
            line.date.as_ref().map(|date| &text[date.range.clone()]),
            line.agency.as_ref().map(|range| &text[range.clone()]),
            &text[line.range.end..],
        ))
    }

    #[test]
    fn the_ways_of_agencies() {
        let rest = "The envoys met.";
        for (head, places, date, agency) in [
            ("GENEVA (Reuters) - ", vec!["GENEVA"], None, Some("Reuters")),
            (
                "GENEVA, Jan 29 (Reuters) – ",
                vec!["GENEVA"],
                Some("Jan 29"),
                Some("Reuters"),
            ),
            ("Kyiv, Ukraine (AP) — ", vec!["Kyiv"], None, Some("AP")),
            (
                "DUBAI/SANAA (Reuters) - ",
                vec!["DUBAI", "SANAA"],
                None,
                Some("Reuters"),
            ),
            (
                "SHARM EL-SHEIKH, Egypt, October 7, 2031 (Xinhua) -- ",
                vec!["SHARM EL-SHEIKH"],
                Some("October 7, 2031"),
                Some("Xinhua"),
            ),
            ("ISLAMABAD: ", vec!["ISLAMABAD"], None, None),
            (
                "Geneva, 29 January 2031 – ",
                vec!["Geneva"],
                Some("29 January 2031"),
                None,
            ),
            ("ANKARA—", vec!["ANKARA"], None, None),
        ] {
            let text = format!("{head}{rest}");
            assert_eq!(read(&text), Some((places, date, agency, rest)), "{head}");
        }
    }

    #[test]
    fn a_lost_dash_is_read_where_the_place_is_known() {
        assert_eq!(
            read("GENEVA/BEIRUT The envoys met.").map(|it| it.0),
            Some(vec!["GENEVA", "BEIRUT"])
        );
        assert_eq!(read("GENEVA UN envoys met.").map(|it| it.0), Some(vec!["GENEVA"]));
        assert_eq!(
            read("QAMOX The envoys met. Later they left Qamox.").map(|it| it.0),
            Some(vec!["QAMOX"])
        );
    }

    #[test]
    fn other_capitals_are_no_dateline() {
        for text in [
            "NATO Secretary General said so.",
            "EXCLUSIVE: The envoys met.",
            "THE UNITED front held.",
            "Talks – round two – began.",
            "UNKNOWNISTAN The envoys met.",
            "The envoys met in Geneva (Reuters) - and left.",
            "GENEVA has a lake.",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_head_is_read(text in "[A-Z a-z/,()é—:0-9-]{0,60}") {
            if let Some(line) = dateline(&text, 0) {
                prop_assert!(text.get(line.range.clone()).is_some());
                prop_assert!(line.places.iter().all(|range| text.get(range.clone()).is_some()));
            }
        }
    }
}
