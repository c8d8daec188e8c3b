//! Who wrote a report, as its lines say it: "By Jane Roe", "Jane Roe, Reuters", "(Reporting by Jane Roe; …)".

use crate::names;
use crate::words::WORDS;

/// Names and agency of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credit {
    pub(crate) names: Option<String>,
    pub(crate) publisher: Option<String>,
}

/// Most words of a line of names.
const MOST_WORDS: usize = 14;
/// Longest line of credits looked at, in bytes.
const LONGEST: usize = 600;

/// The names on a line that is a byline and nothing else.
pub(crate) fn signature(line: &str) -> Option<Credit> {
    if line.len() > LONGEST
        || line.split_whitespace().count() > MOST_WORDS
        || line.ends_with(['.', '!', '?', ':'])
    {
        return None;
    }
    let rest = WORDS.after_by(line).map(|(rest, _)| rest);
    let signed = rest.is_some();
    let (names, publisher) = part_agency(rest.unwrap_or(line));
    let is_names = are_names(&names);
    match (signed, publisher) {
        // "by Anadolu Agency": the agency is the author.
        (true, Some(agency)) if names.is_empty() => Some(Credit {
            names: Some(agency.clone()),
            publisher: Some(agency),
        }),
        (true, publisher) if is_names => Some(Credit {
            names: Some(names),
            publisher,
        }),
        (false, Some(agency)) if is_names && names.split_whitespace().count() >= 2 => Some(Credit {
            names: Some(names),
            publisher: Some(agency),
        }),
        _ => None,
    }
}

/// Cut the agency, a date and a place from the end of a line of names.
fn part_agency(line: &str) -> (String, Option<String>) {
    let mut names = line.trim();
    if let Some(date) = crate::dates::find_dates(names).first() {
        names = names[..date.range.start].trim_end();
    }
    names = names.trim_end_matches([',', '|', '-', '–', '—', '•', '·', '/', ' ', '(']);
    if let Some(agency) = names::agency(names) {
        return (String::new(), Some(agency.to_owned()));
    }
    for sign in [
        ", ", " | ", " - ", " – ", " — ", " / ", " for ", " of ", " (", " ",
    ] {
        let parts = names.rsplit_once(sign);
        if let Some((before, after)) = parts
            && let Some(agency) = names::agency(after.trim_end_matches(')'))
        {
            return (without_place(before), Some(agency.to_owned()));
        }
    }
    (without_place(names), None)
}

/// Drop the bureaus: "Jane Roe in Geneva and John Doe in Kyiv" → "Jane Roe and John Doe".
fn without_place(names: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut in_place = false;
    for word in names.split_whitespace() {
        match word {
            "in" | "at" => in_place = true,
            "and" | "with" | "&" | "|" => {
                in_place = false;
                kept.push(word);
            }
            _ if !in_place => kept.push(word),
            _ => {}
        }
        // A list's comma ends the place, but "Washington, D.C." keeps going.
        in_place &= !word.ends_with(',');
    }
    kept.join(" ").trim_end_matches([',', ' ']).to_owned()
}

/// Whether the words are names of people: capitalised, joined by "and", commas and small particles.
fn are_names(names: &str) -> bool {
    const JOINING: &[&str] = &[
        "and", "&", "with", "|", "/", "de", "van", "von", "der", "den", "bin", "al", "el", "la", "da", "dos",
        "du", "ibn", "ben", "of", "the",
    ];
    let mut capitals = 0;
    for word in names.split_whitespace() {
        let bare = word.trim_matches([',', '.', '(', ')', '“', '”', '"']);
        if bare.chars().any(|c| c.is_ascii_digit()) {
            return false;
        }
        if bare.starts_with(char::is_uppercase) || bare.starts_with("al-") || bare.starts_with("d'") {
            capitals += 1;
        } else if !JOINING.contains(&bare) {
            return false;
        }
    }
    capitals >= 1
}

/// Names and agency in the credits after a report: "(Reporting by …; editing by …)", "Source: …".
pub(crate) fn credit(line: &str) -> Option<Credit> {
    let mut line = line.trim();
    if line.len() > LONGEST {
        // Credits may close the last paragraph.
        line = line[line.rfind('(')?..].trim_end();
    }
    let folded = line.to_ascii_lowercase();
    if folded.starts_with("source:") || folded.starts_with("sources:") {
        let (_, name) = line.split_once(':')?;
        let agency = names::agency(name.trim_end_matches('.'));
        return Some(Credit {
            names: None,
            publisher: Some(agency?.to_owned()),
        });
    }
    let opens = folded.starts_with(['(', '[']);
    let line = if opens {
        line
    } else {
        folded.rfind('(').map_or(line, |at| &line[at..])
    };
    let folded = line.to_ascii_lowercase();
    if !opens && !folded.starts_with('(') && !opens_credits(&folded) {
        return None;
    }
    let clauses: Vec<&str> = line.split([';', '(', ')', '[', ']']).map(str::trim).collect();
    let named = |wanted: &[&str], unwanted: &str| {
        clauses.iter().find_map(|clause| {
            let lower = clause.to_ascii_lowercase();
            let (at, word) = wanted.iter().find_map(|word| Some((lower.find(word)?, word)))?;
            if !unwanted.is_empty() && lower.contains(unwanted) {
                return None;
            }
            let (names, _) = part_agency(clause[at + word.len()..].trim_end_matches('.'));
            are_names(&names).then_some(names)
        })
    };
    let names = named(&WORDS.credit, "additional")
        .or_else(|| named(&WORDS.credit_other, ""))
        .or_else(|| named(&WORDS.credit, ""))?;
    Some(Credit {
        names: Some(names),
        publisher: None,
    })
}

/// Whether a line, in lower case, begins as credits do.
fn opens_credits(line: &str) -> bool {
    let line = line.strip_prefix("additional ").unwrap_or(line);
    let mut phrases = WORDS.credit.iter().chain(&WORDS.credit_other);
    phrases.any(|words| line.starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sign(line: &str) -> Option<(Option<String>, Option<String>)> {
        signature(line).map(|credit| (credit.names, credit.publisher))
    }

    #[expect(clippy::unnecessary_wraps, reason = "compared with an option")]
    fn both(names: &str, publisher: &str) -> Option<(Option<String>, Option<String>)> {
        Some((
            Some(names.into()),
            (!publisher.is_empty()).then(|| publisher.into()),
        ))
    }

    #[test]
    fn bylines_of_news_are_read() {
        assert_eq!(sign("By Jane Roe"), both("Jane Roe", ""));
        assert_eq!(
            sign("By JANE ROE and JOHN DOE, Associated Press"),
            both("JANE ROE and JOHN DOE", "Associated Press")
        );
        assert_eq!(
            sign("By Jane Roe in Geneva | March 10, 2031"),
            both("Jane Roe", "")
        );
        assert_eq!(sign("Jane Roe, Reuters"), both("Jane Roe", "Reuters"));
        assert_eq!(
            sign("by Anadolu Agency"),
            both("Anadolu Agency", "Anadolu Agency")
        );
        assert_eq!(
            sign("Jo ROE with Al DOE in Kyiv AFP"),
            both("Jo ROE with Al DOE", "AFP")
        );
    }

    #[test]
    fn other_lines_are_not() {
        for line in [
            "By noon the envoys had left",
            "By Monday, talks had ended.",
            "Envoys leave, says host",
            "Geneva, Switzerland",
        ] {
            assert_eq!(sign(line), None, "{line}");
        }
    }

    #[test]
    fn credits_are_read() {
        let names = |line| credit(line).and_then(|credit| credit.names);
        assert_eq!(
            names("(Reporting by Jane Roe; editing by John Doe)").as_deref(),
            Some("Jane Roe")
        );
        let long =
            "(Additional reporting by A. Poe in Kyiv and B. Coe; Writing by Jane Roe; Editing by John Doe)";
        assert_eq!(names(long).as_deref(), Some("Jane Roe"));
        assert_eq!(
            names("It ended. (Reporting by Jane Roe in Geneva and Al Doe in Kyiv)").as_deref(),
            Some("Jane Roe and Al Doe")
        );
        assert_eq!(
            credit("Source: AFP")
                .and_then(|credit| credit.publisher)
                .as_deref(),
            Some("AFP")
        );
        assert_eq!(credit("The source (an envoy) said no"), None);
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "\\PC{0,120}") {
            let _ = (signature(&line), credit(&line));
        }
    }
}
