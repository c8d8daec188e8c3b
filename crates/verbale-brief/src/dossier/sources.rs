//! Names, and the numbers under which words are cited.

use super::page::{Citation, Sentence, Source};
use crate::wording::listed;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use verbale_dossier::Dossier;
use verbale_dossier::dossier::{Evidence, Quote, Report};

/// Looks up the dossier's items by id, and keeps which words were cited.
pub(super) struct Words<'d> {
    actors: HashMap<&'d str, Cow<'d, str>>,
    places: HashMap<&'d str, &'d str>,
    quotes: HashMap<&'d str, (&'d Quote, String)>,
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
                .map(|actor| (actor.id.as_str(), Cow::from(&actor.name))),
        );
        // “His foes” says nothing away from its report.
        for side in sides.filter(|side| side.id.starts_with("opposition:")) {
            let unknown = dossier
                .actors
                .iter()
                .filter(|actor| !actor.known && side.actors.contains(&actor.id));
            actors.extend(unknown.map(|actor| {
                (
                    actor.id.as_str(),
                    format!("{} ({})", side.name, actor.name).into(),
                )
            }));
        }
        Self {
            quotes: quotes.collect(),
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

    /// A quotation with its number, which from then on stands among the sources.
    pub(super) fn cite(&self, id: &str) -> Option<Citation> {
        let (quote, label) = self.quotes.get(id)?;
        self.cited.borrow_mut().insert(quote.id.as_str());
        Some(Citation {
            label: label.clone(),
            text: quote.text.clone(),
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
        (None, Some(day)) => format!("day unknown, not before {day}"),
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
