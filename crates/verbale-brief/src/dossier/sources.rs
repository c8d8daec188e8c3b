//! Names, and the numbers under which words are cited.

use super::page::{Citation, Sentence, Source};
use crate::wording::{self, listed};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use verbale_dossier::Dossier;
use verbale_dossier::dossier::{Evidence, Quote, Report, Side};

/// Looks up the dossier's items by id, and keeps which words were cited.
pub(super) struct Words<'d> {
    actors: HashMap<&'d str, Cow<'d, str>>,
    places: HashMap<&'d str, &'d str>,
    quotes: HashMap<&'d str, (&'d Quote, String)>,
    undated: HashMap<&'d str, &'d str>,
    stands_with: HashMap<&'d str, &'d str>,
    sides: HashMap<&'d str, &'d [Side]>,
    cited: RefCell<BTreeSet<&'d str>>,
}

impl<'d> Words<'d> {
    pub(super) fn of(dossier: &'d Dossier) -> Self {
        let numbers: HashMap<&str, usize> = dossier
            .reports
            .iter()
            .map(|report| report.id.as_str())
            .zip(1..)
            .collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let quotes = dossier.quotes.iter().map(|quote| {
            let count = counts.entry(&quote.report).or_default();
            *count += 1;
            let report = numbers.get(quote.report.as_str()).copied().unwrap_or_default();
            (quote.id.as_str(), (quote, format!("{report}.{count}")))
        });
        let sides = dossier.processes.iter().flat_map(|process| &process.sides);
        let mut actors: HashMap<&str, Cow<'_, str>> = sides
            .clone()
            .map(|side| (side.id.as_str(), Cow::from(&side.name)))
            .collect();
        actors.extend(
            dossier
                .actors
                .iter()
                .map(|actor| (actor.id.as_str(), without_capital_article(&actor.name))),
        );
        for side in sides.filter(|side| side.id.starts_with("opposition:")) {
            let unknown = dossier
                .actors
                .iter()
                .filter(|actor| !actor.known && side.actors.contains(&actor.id));
            actors.extend(unknown.map(|actor| (actor.id.as_str(), of_side(&side.name, &actor.name).into())));
        }
        // A report without a day of its own is told from the latest day that it speaks of, and no more is known.
        let undated = dossier.reports.iter().filter(|report| report.published.is_none());
        let undated = undated.filter_map(|report| Some((report.id.as_str(), report.not_before.as_deref()?)));
        Self {
            quotes: quotes.collect(),
            undated: undated.collect(),
            stands_with: stands_with(dossier),
            sides: dossier
                .processes
                .iter()
                .map(|process| (process.id.as_str(), process.sides.as_slice()))
                .collect(),
            actors,
            places: dossier
                .places
                .iter()
                .map(|place| (place.id.as_str(), place.name.as_str()))
                .collect(),
            cited: RefCell::default(),
        }
    }

    pub(super) fn name(&self, id: &str) -> &str {
        self.actors.get(id).map_or("unknown", AsRef::as_ref)
    }

    pub(super) fn names(&self, ids: &[String]) -> String {
        listed(&ids.iter().map(|id| self.name(id)).collect::<Vec<_>>())
    }

    pub(super) fn place(&self, id: &str) -> &'d str {
        self.places.get(id).copied().unwrap_or("unknown place")
    }

    /// The day on which a report told something; of a report without a day it is only known from when on.
    pub(super) fn told_on(&self, day: Option<&str>, report: Option<&str>) -> String {
        let Some(day) = day else {
            return "day unknown".to_owned();
        };
        match report.and_then(|report| self.undated.get(report)) {
            Some(from) if *from == day => format!("on or after {day}"),
            _ => wording::day(day),
        }
    }

    /// When something happened, or else when it was told.
    pub(super) fn happened(&self, date: Option<&str>, evidence: &Evidence) -> String {
        match (date, evidence.first_reported.as_deref()) {
            (Some(date), _) => wording::day(date),
            (None, None) => "day unknown".to_owned(),
            (None, told) => format!(
                "told {}",
                self.told_on(told, evidence.reports.first().map(String::as_str))
            ),
        }
    }

    /// The report that a quotation is of.
    pub(super) fn report(&self, quote: &str) -> Option<&str> {
        self.quotes.get(quote).map(|(quote, _)| quote.report.as_str())
    }

    /// The side that somebody stands with: of whom it is, or the class of actors that negotiate as one.
    pub(super) fn side<'s>(&'s self, actor: &'s str) -> &'s str {
        self.stands_with.get(actor).copied().unwrap_or(actor)
    }

    /// The sides of a process, in its own order.
    pub(super) fn sides(&self, process: &str) -> &'d [Side] {
        self.sides.get(process).copied().unwrap_or_default()
    }

    /// A quotation with its number, which from then on stands among the sources.
    pub(super) fn cite(&self, id: &str) -> Option<Citation> {
        let (quote, label) = self.quotes.get(id)?;
        self.cited.borrow_mut().insert(quote.id.as_str());
        Some(Citation {
            label: label.clone(),
            text: with_context(quote),
        })
    }

    /// The first words of each report that tells an item, at most so many.
    pub(super) fn cite_all(&self, evidence: &Evidence, most: usize) -> Vec<Citation> {
        let mut seen = BTreeSet::new();
        let fresh = evidence
            .members
            .iter()
            .filter(|member| seen.insert(member.report.as_str()));
        fresh
            .filter_map(|member| self.cite(member.quotes.first()?))
            .take(most)
            .collect()
    }

    /// The reports with what was cited of them.
    pub(super) fn into_sources(self, dossier: &Dossier) -> Vec<Source> {
        let cited = self.cited.into_inner();
        let mut by_report: HashMap<&str, Vec<Sentence>> = HashMap::new();
        for quote in &dossier.quotes {
            if let (true, Some((_, label))) = (
                cited.contains(quote.id.as_str()),
                self.quotes.get(quote.id.as_str()),
            ) {
                by_report
                    .entry(&quote.report)
                    .or_default()
                    .push(sentence(quote, label.clone()));
            }
        }
        let numbered = (1..).zip(&dossier.reports);
        numbered
            .map(|(number, report)| Source {
                number,
                title: report
                    .title
                    .clone()
                    .unwrap_or_else(|| report.locations.join(", ")),
                facts: facts(report, dossier),
                sentences: by_report.remove(report.id.as_str()).unwrap_or_default(),
            })
            .collect()
    }
}

/// Words that say little alone, with those around them: “… could not agree on a ceasefire”.
fn with_context(quote: &Quote) -> String {
    const ENOUGH: usize = 6;
    const BEFORE: usize = 6;
    const AFTER: usize = 4;
    let (short, around) = (
        quote.text.split_whitespace().count() < ENOUGH,
        quote.sentence.split_once(&quote.text),
    );
    let (true, Some((before, after))) = (short, around) else {
        return quote.text.clone();
    };
    let before: Vec<&str> = before.split_whitespace().collect();
    // The full stop, and what is glued to the last word, belong to it.
    let glued = after.find(char::is_whitespace).unwrap_or(after.len());
    let (tail, after) = after.split_at(glued);
    let after: Vec<&str> = after.split_whitespace().collect();
    let mut out = String::new();
    let from = before.len().saturating_sub(BEFORE);
    if from > 0 {
        out.push_str("… ");
    }
    for word in &before[from..] {
        out.push_str(word);
        out.push(' ');
    }
    out.push_str(&quote.text);
    out.push_str(tail);
    for word in after.iter().take(AFTER) {
        out.push(' ');
        out.push_str(word);
    }
    if after.len() > AFTER {
        out.push_str(" …");
    }
    out
}

/// “A minister” within a sentence.
fn without_capital_article(name: &str) -> Cow<'_, str> {
    match name.split_once(' ') {
        Some(("A", rest)) => format!("a {rest}").into(),
        Some(("An", rest)) => format!("an {rest}").into(),
        _ => name.into(),
    }
}

/// An unnamed actor of a side. “His foes” says nothing away from its report, nor does “opposition” of an opposition.
fn of_side(side: &str, name: &str) -> String {
    const POSSESSIVES: [&str; 5] = ["his", "her", "its", "their", "our"];
    let mut words = name.split_whitespace().map(str::to_lowercase);
    let nothing_new = words
        .next()
        .is_some_and(|first| POSSESSIVES.contains(&first.as_str()))
        || name.split_whitespace().all(|word| {
            side.split_whitespace()
                .any(|known| known.eq_ignore_ascii_case(word))
        });
    if nothing_new {
        side.to_owned()
    } else {
        format!("{side} ({name})")
    }
}

/// Everybody who belongs to somebody else, and to whom.
fn stands_with(dossier: &Dossier) -> HashMap<&str, &str> {
    let sides = dossier.actors.iter().filter_map(|actor| {
        let side = actor.stands_with.as_deref().or(actor.side.as_deref())?;
        Some((actor.id.as_str(), side))
    });
    sides.collect()
}

fn sentence(quote: &Quote, label: String) -> Sentence {
    let (before, after) = quote.sentence.split_once(&quote.text).unwrap_or(("", ""));
    Sentence {
        label,
        before: before.to_owned(),
        words: quote.text.clone(),
        after: after.to_owned(),
        start: quote.start,
        end: quote.end,
    }
}

fn facts(report: &Report, dossier: &Dossier) -> Vec<String> {
    let day = match (&report.published, &report.not_before) {
        (Some(day), _) => format!("published {day}"),
        (None, Some(day)) => format!("day unknown, on or after {day}"),
        (None, None) => "day unknown".to_owned(),
    };
    let copy = report.copy_of.as_ref().and_then(|first| {
        let number = dossier.reports.iter().position(|other| other.id == *first)? + 1;
        Some(format!(
            "copy or version of report {number}: no source of its own"
        ))
    });
    [
        Some(day),
        report.publisher.clone(),
        Some(report.locations.join(", ")),
        copy,
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_stand_with_those_around_them() {
        let quote = |text: &str, sentence: &str| Quote {
            id: String::new(),
            report: String::new(),
            start: 0,
            end: 0,
            text: text.to_owned(),
            sentence: sentence.to_owned(),
        };
        let sentence =
            "After a long night at the lake the envoys could not agree on a truce, as all had feared before.";
        assert_eq!(
            with_context(&quote("agree on a truce", sentence)),
            "… the lake the envoys could not agree on a truce, as all had feared …"
        );
        let long = "the envoys could not agree on a truce";
        assert_eq!(with_context(&quote(long, sentence)), long);
    }

    #[test]
    fn what_says_nothing_away_from_its_report_is_left_out() {
        let of = |name| of_side("opposition in Ostland", name);
        assert_eq!(of("his foes"), "opposition in Ostland");
        assert_eq!(of("opposition"), "opposition in Ostland");
        assert_eq!(of("lake rebels"), "opposition in Ostland (lake rebels)");
        assert_eq!(without_capital_article("A lake official"), "a lake official");
        assert_eq!(without_capital_article("Ada Lake"), "Ada Lake");
    }
}
