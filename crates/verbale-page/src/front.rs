//! What stands above (and just below) the article in a pasted page: headline, byline, printed date, publisher.

use std::ops::Range;

use crate::byline::{Credit, credit, signature};
use crate::dates::DateMention;
use crate::furniture::Role;
use crate::names;
use crate::stamps::stamp;
use crate::table::FURNITURE;
use crate::units::{Unit, fold};

/// What was found, and which role each unit plays in it.
#[derive(Debug, Default)]
pub(crate) struct Front {
    pub(crate) title: Option<Range<usize>>,
    /// Index of the headline's unit.
    pub(crate) title_unit: Option<usize>,
    pub(crate) byline: Option<String>,
    pub(crate) publisher: Option<String>,
    /// A printed line such as "Published: 10 March 2022".
    pub(crate) stamp: Option<DateMention>,
    pub(crate) roles: Vec<Role>,
}

/// Units that the head of a page may have before its article.
const HEAD: usize = 400;
/// Units between the headline and the first paragraph in which a byline or a printed date is looked for.
const BETWEEN: usize = 15;

/// Read the front of the page. `title` is the headline's unit where it is known already (from a page's metadata).
pub(crate) fn front(text: &str, units: &[Unit], title: Option<usize>) -> Front {
    let mut front = Front {
        roles: vec![Role::Open; units.len()],
        ..Front::default()
    };
    match title {
        Some(at) => front.set_title(units, at, units[at].range.clone()),
        None => front.find_title(text, units),
    }
    front.read_lines_between(text, units);
    front.read_last_lines(text, units);
    front
}

impl Front {
    fn set_title(&mut self, units: &[Unit], at: usize, range: Range<usize>) {
        debug_assert!(range.end <= units[at].range.end);
        self.roles[at] = Role::Headline;
        self.title = Some(range);
        self.title_unit = Some(at);
    }

    fn find_title(&mut self, text: &str, units: &[Unit]) {
        let Some(first) = units.iter().position(|unit| !is_known_furniture(unit)) else {
            return;
        };
        // A browser's page title names the site after the headline, which then comes again by itself.
        let parts = title_parts(&text[units[first].range.clone()]);
        for (headline, site) in &parts {
            let folded = fold(headline);
            let again = units
                .iter()
                .take(HEAD)
                .skip(first + 1)
                .position(|unit| unit.folded == folded);
            if let Some(offset) = again {
                let at = first + 1 + offset;
                self.set_title(units, at, units[at].range.clone());
                self.roles[first] = Role::Stamp;
                self.publisher = Some(last_part(site));
                return;
            }
        }
        if let Some((headline, site)) = parts
            .iter()
            .rev()
            .find(|(headline, site)| site_follows_pipe(text, &units[first], headline, site))
        {
            let start = units[first].range.start;
            self.set_title(units, first, start..start + headline.len());
            self.publisher = Some(last_part(site));
            return;
        }
        let prose = units
            .iter()
            .position(|unit| unit.is_prose() && !is_known_furniture(unit));
        let end = prose.map_or(units.len(), |at| at + 1).min(HEAD);
        for at in first..end {
            let line = &text[units[at].range.clone()];
            if is_known_furniture(&units[at]) || stamp(line).is_some() || signature(line).is_some() {
                continue;
            }
            let next = units.get(at + 1).map(|unit| &text[unit.range.clone()]);
            if is_headline(text, &units[at], next) || is_sentence_headline(text, units, at) {
                self.set_title(units, at, units[at].range.clone());
                return;
            }
            if units[at].is_prose() {
                return;
            }
        }
    }

    /// Byline, printed date and agency between the headline and the first paragraph.
    fn read_lines_between(&mut self, text: &str, units: &[Unit]) {
        let start = self.title_unit.map_or(0, |at| at + 1);
        let mut paragraphs = 0;
        for (at, unit) in units.iter().enumerate().skip(start).take(BETWEEN) {
            if unit.is_prose() {
                // A picture's caption may stand above the byline.
                paragraphs += 1;
                if paragraphs > 1 {
                    break;
                }
                continue;
            }
            let line = &text[unit.range.clone()];
            if let Some(mut mention) = stamp(line) {
                let shift = |at: usize| at + unit.range.start;
                mention.range = shift(mention.range.start)..shift(mention.range.end);
                if self.stamp.as_ref().is_none_or(|known| known.year.is_none()) {
                    self.stamp = Some(mention);
                }
                self.roles[at] = Role::Stamp;
            } else if let Some(found) = signature(line) {
                self.sign(found);
                self.roles[at] = Role::Stamp;
            } else if let Some(agency) = names::agency(line) {
                self.publisher.get_or_insert_with(|| agency.to_owned());
                self.roles[at] = Role::Stamp;
            }
        }
    }

    /// The agency's credits, "Source: …" and "Published on …" after the article.
    fn read_last_lines(&mut self, text: &str, units: &[Unit]) {
        let tail = units
            .iter()
            .rposition(Unit::is_prose)
            .map_or(0, |at| at.saturating_sub(1));
        for (at, unit) in units.iter().enumerate().skip(tail).take(BETWEEN) {
            let line = &text[unit.range.clone()];
            if let Some(found) = credit(line) {
                self.sign(found);
            }
            let labelled = ["published", "posted", "first published"]
                .iter()
                .any(|word| unit.folded.starts_with(word));
            if let Some(mut mention) = stamp(line).filter(|_| labelled && self.stamp.is_none()) {
                mention.range = mention.range.start + unit.range.start..mention.range.end + unit.range.start;
                self.stamp = Some(mention);
                self.roles[at] = Role::Stamp;
            }
        }
    }

    fn sign(&mut self, found: Credit) {
        if self.byline.is_none() {
            self.byline = found.names;
        }
        if self.publisher.is_none() {
            self.publisher = found.publisher;
        }
    }
}

fn is_known_furniture(unit: &Unit) -> bool {
    unit.link || FURNITURE.judge(&unit.folded).weight >= 0.5
}

/// The ways of parting a browser's page title into headline and the rest, longest headline first.
pub(crate) fn title_parts(line: &str) -> Vec<(&str, &str)> {
    const SIGNS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "];
    let mut cuts: Vec<(usize, usize)> = SIGNS
        .iter()
        .flat_map(|sign| line.match_indices(sign).map(|(at, sign)| (at, sign.len())))
        .collect();
    cuts.sort_unstable_by(|a, b| b.cmp(a));
    cuts.into_iter()
        .map(|(at, length)| (line[..at].trim_end(), line[at + length..].trim()))
        .filter(|(headline, site)| headline.split_whitespace().count() >= 3 && !site.is_empty())
        .collect()
}

/// Whether what follows is the site: after an upright bar, which headlines do not have, or by its name.
fn site_follows_pipe(text: &str, unit: &Unit, headline: &str, site: &str) -> bool {
    let bar = text[unit.range.clone()]
        .get(headline.len()..)
        .is_some_and(|rest| rest.trim_start().starts_with('|'));
    bar || !site.contains(" | ") && is_site_name(headline, site)
}

/// "World | Example Post" → "Example Post".
fn last_part(site: &str) -> String {
    site.rsplit(" | ").next().unwrap_or(site).trim().to_owned()
}

/// Whether the last part of a page title is the name of a site rather than the end of a headline.
fn is_site_name(headline: &str, site: &str) -> bool {
    let words: Vec<&str> = site.split_whitespace().collect();
    let named = words.len() <= 4
        && words.iter().all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || word.contains('.')
        })
        && !site.ends_with(['.', '!', '?']);
    named && headline.split_whitespace().count() >= 4 && (names::agency(site).is_some() || words.len() <= 3)
}

/// Whether a line is a headline: some words that are no sentence, set off from what follows.
fn is_headline(text: &str, unit: &Unit, next: Option<&str>) -> bool {
    const LONGEST: usize = 250;
    let line = &text[unit.range.clone()];
    let asks = line.ends_with(['?', '!']);
    (2..=30).contains(&unit.words)
        && line.len() <= LONGEST
        && (!unit.terminal || asks)
        && !unit.bullet
        && !line.starts_with(['(', '[', '@'])
        && !line.starts_with(char::is_lowercase)
        && !line.ends_with([',', '-', ':'])
        && crate::dateline::dateline(line, 0).is_none()
        // With nothing after it, or running into the next line, it is a text of its own.
        && next.is_some()
        && (unit.blank_after || unit.words >= 4 || next.is_some_and(|next| crate::dateline::dateline(next, 0).is_some()))
}

/// Whether a first line that ends with a full stop is a headline all the same: one short sentence that the paragraph
/// after it says again at length.
fn is_sentence_headline(text: &str, units: &[Unit], at: usize) -> bool {
    const MOST_WORDS: usize = 20;
    let (unit, Some(next)) = (&units[at], units.get(at + 1)) else {
        return false;
    };
    let line = &text[unit.range.clone()];
    let body = &text[next.range.clone()];
    let one_sentence = !line
        .trim_end_matches(['.', '!', '?'])
        .contains(['.', '!', '?', '“', '"', '…']);
    if !(one_sentence
        && unit.terminal
        && unit.blank_after
        && unit.words <= MOST_WORDS
        && next.words > unit.words)
        || crate::dateline::dateline(line, 0).is_some()
    {
        return false;
    }
    let stems = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= 4)
            .map(|word| word.chars().take(5).flat_map(char::to_lowercase).collect())
            .collect()
    };
    let (own, other) = (stems(line), stems(body));
    let shared = own.iter().filter(|stem| other.contains(stem)).count();
    shared >= 2 && shared * 5 >= own.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::units;

    fn read(text: &str) -> Front {
        front(text, &units(text), None)
    }

    fn title(text: &str) -> Option<&str> {
        read(text).title.map(|range| &text[range])
    }

    const LEDE: &str =
        "Envoys of both countries met by the lake on Monday and left it without a word, the host said.";

    #[test]
    fn a_first_line_set_off_is_the_headline() {
        assert_eq!(
            title(&format!("Envoys leave lake talks without a word\n\n{LEDE}")),
            Some("Envoys leave lake talks without a word")
        );
        assert_eq!(
            title(&format!("Will the envoys come back?\n\n{LEDE}")),
            Some("Will the envoys come back?")
        );
        assert_eq!(
            title(&format!(
                "Home\nNews\nEnvoys leave lake talks without a word\nBy Jane Roe\n{LEDE}"
            )),
            Some("Envoys leave lake talks without a word")
        );
    }

    #[test]
    fn a_headline_may_end_with_a_full_stop() {
        let text = format!("Envoys of both countries left the lake.\n\n{LEDE}");
        assert_eq!(title(&text), Some("Envoys of both countries left the lake."));
        assert_eq!(
            title(&format!(
                "{LEDE}\n\nA second paragraph says some other thing at more length than the first one did, or tries to."
            )),
            None
        );
        assert_eq!(title(&format!("It rained all day.\n\n{LEDE}")), None);
    }

    #[test]
    fn a_page_title_gives_headline_and_site() {
        let text =
            format!("Envoys leave lake talks | World | Example Post\nMenu\nEnvoys leave lake talks\n{LEDE}");
        let found = read(&text);
        assert_eq!(found.title.map(|range| range.start), text.rfind("Envoys leave"));
        assert_eq!(found.publisher.as_deref(), Some("Example Post"));
        assert_eq!(
            title(&format!("Envoys leave lake talks early | Example Post\n\n{LEDE}")),
            Some("Envoys leave lake talks early")
        );
        assert_eq!(
            title(&format!("Envoys leave lake talks - but not for long\n\n{LEDE}")),
            Some("Envoys leave lake talks - but not for long")
        );
    }

    #[test]
    fn lines_between_headline_and_text_are_read() {
        let text = format!(
            "Envoys leave lake talks\n\nBy Jane Roe and John Doe, Reuters\nMarch 10, 2031 6:40 pm\n\n{LEDE}"
        );
        let found = read(&text);
        assert_eq!(found.byline.as_deref(), Some("Jane Roe and John Doe"));
        assert_eq!(found.publisher.as_deref(), Some("Reuters"));
        assert_eq!(
            found.stamp.and_then(|stamp| stamp.date()),
            Some(jiff::civil::date(2031, 3, 10))
        );
    }

    #[test]
    fn credits_after_the_text_are_read() {
        let text = format!(
            "Envoys leave lake talks\n\n{LEDE}\n\n(Reporting by Jane Roe in Geneva; Editing by John Doe)"
        );
        assert_eq!(read(&text).byline.as_deref(), Some("Jane Roe"));
    }
}
