//! Laying out what was joined: canonical order, quotations, independent sources.

use crate::copies::Copies;
use crate::digest::Digest;
use crate::dossier::{Difference, Evidence, Id, Member, Quote, Version};
use crate::join::Address;
use crate::text::verbatim;
use std::collections::{BTreeMap, BTreeSet};
use verbale_record::Span;

/// The reports in canonical order and the words that items rest on.
pub(crate) struct Layout<'g> {
    digests: &'g [Digest],
    /// The number under which each report was added, in canonical order.
    pub(crate) order: Vec<u32>,
    /// Each report's place in that order.
    rank: Vec<u32>,
    /// Each report's group of copies.
    group: Vec<u32>,
    /// The first report of each group.
    first: BTreeMap<u32, u32>,
    quotes: BTreeMap<(u32, u32, u32), Quote>,
}

/// One telling of an item.
#[derive(Clone, Debug)]
pub(crate) struct Telling<'g> {
    /// The number under which the report was added.
    pub(crate) report: u32,
    /// The item's id in its record.
    pub(crate) item: &'g str,
    /// Its words.
    pub(crate) spans: Vec<&'g Span>,
    /// On whose word: an actor's id in the record.
    pub(crate) told_by: Option<&'g str>,
}

/// An item of a record with what its telling rests on.
pub(crate) type Tale<'g, T> = (&'g T, Telling<'g>);

impl<'g> Layout<'g> {
    /// The tellings of a cluster, in canonical order: each member's item with its words.
    pub(crate) fn tales<T>(
        &self,
        members: &[Address],
        tale: impl Fn(&'g Digest, usize, u32) -> Tale<'g, T>,
    ) -> Vec<Tale<'g, T>> {
        let tale = |member: &Address| tale(self.digest(member.report), member.item as usize, member.report);
        members.iter().map(tale).collect()
    }

    /// The versions that a cluster's tellings give of one thing, most sources first.
    pub(crate) fn versions_of<T>(
        &mut self,
        tales: &[Tale<'g, T>],
        value: impl Fn(&T, &Digest) -> Option<String>,
    ) -> Vec<Version> {
        let values: Vec<(String, Telling<'g>)> = tales
            .iter()
            .filter_map(|(told, telling)| Some((value(told, self.digest(telling.report))?, telling.clone())))
            .collect();
        self.versions(&values)
    }

    /// Who tells a cluster's item.
    pub(crate) fn evidence_of<T>(&mut self, tales: &[Tale<'g, T>]) -> Evidence {
        let tellings: Vec<Telling<'g>> = tales.iter().map(|(_, telling)| telling.clone()).collect();
        self.evidence(&tellings)
    }

    pub(crate) fn of(digests: &'g [Digest], copies: &Copies) -> Self {
        let mut order: Vec<u32> = (0..digests.len() as u32).collect();
        order.sort_by(|&one, &other| digests[one as usize].order.cmp(&digests[other as usize].order));
        let mut rank = vec![0; order.len()];
        for (place, &report) in (0u32..).zip(&order) {
            rank[report as usize] = place;
        }
        let group: Vec<u32> = (0..digests.len() as u32)
            .map(|report| copies.group(report))
            .collect();
        let mut first = BTreeMap::new();
        for &report in &order {
            first.entry(group[report as usize]).or_insert(report);
        }
        Self {
            digests,
            order,
            rank,
            group,
            first,
            quotes: BTreeMap::new(),
        }
    }

    pub(crate) fn digest(&self, report: u32) -> &'g Digest {
        &self.digests[report as usize]
    }

    /// The report's place in canonical order.
    pub(crate) fn rank(&self, report: u32) -> u32 {
        self.rank[report as usize]
    }

    /// The first report of a report's group of copies.
    pub(crate) fn first_of_group(&self, report: u32) -> u32 {
        self.first
            .get(&self.group[report as usize])
            .copied()
            .unwrap_or(report)
    }

    /// Whether a copy only tells again what stands in the first report of its group, in the very same sentence. Where
    /// the two were coded differently the first is right.
    pub(crate) fn retold(&self, report: u32, span: &Span) -> bool {
        let first = self.first_of_group(report);
        let sign = || verbatim(self.digest(report).sentence(span)?);
        first != report
            && sign().is_some_and(|sign| self.digest(first).all_sentences.binary_search(&sign.0).is_ok())
    }

    /// Leaves out clusters that only copies tell, each in a sentence that stands in the first report of its group.
    pub(crate) fn without_retold<'s>(
        &self,
        clusters: Vec<Vec<Address>>,
        span: impl Fn(&'g Digest, u32) -> Option<&'s Span>,
    ) -> Vec<Vec<Address>> {
        let retold = |member: &Address| {
            span(self.digest(member.report), member.item).is_some_and(|span| self.retold(member.report, span))
        };
        let told = |members: &Vec<Address>| !members.iter().all(retold);
        clusters.into_iter().filter(told).collect()
    }

    /// Members in canonical order; the clusters too, by their first member.
    pub(crate) fn ordered(&self, clusters: Vec<Vec<Address>>) -> Vec<Vec<Address>> {
        let key = |address: &Address| (self.rank(address.report), address.item);
        let mut clusters: Vec<Vec<Address>> = clusters
            .into_iter()
            .map(|mut members| {
                members.sort_unstable_by_key(key);
                members
            })
            .collect();
        clusters.sort_by_cached_key(|members| members.first().map(key));
        clusters
    }

    /// Keeps words as a quotation and gives its id.
    pub(crate) fn quote(&mut self, report: u32, span: &Span) -> Id {
        let digest = self.digest(report);
        let place = (self.rank(report), span.start.0, span.end.0);
        self.quotes
            .entry(place)
            .or_insert_with(|| digest.quote(span))
            .id
            .clone()
    }

    /// All quotations, in the order of the reports.
    pub(crate) fn into_quotes(self) -> Vec<Quote> {
        self.quotes.into_values().collect()
    }

    fn quotes_of(&mut self, telling: &Telling<'_>) -> Vec<Id> {
        telling
            .spans
            .iter()
            .map(|span| self.quote(telling.report, span))
            .collect()
    }

    /// Who tells an item, in canonical order of the tellings.
    pub(crate) fn evidence(&mut self, tellings: &[Telling<'_>]) -> Evidence {
        let members = tellings
            .iter()
            .map(|telling| Member {
                report: self.digest(telling.report).id.clone(),
                item: telling.item.to_owned(),
                quotes: self.quotes_of(telling),
            })
            .collect();
        let mut reports: Vec<u32> = tellings.iter().map(|telling| self.rank(telling.report)).collect();
        reports.sort_unstable();
        reports.dedup();
        let day = |layout: &Self, rank: Option<&u32>| {
            rank.and_then(|&rank| layout.digest(layout.order[rank as usize]).published())
        };
        Evidence {
            sources: self.sources(tellings.iter()),
            first_reported: day(self, reports.first()),
            last_reported: day(self, reports.last()),
            told_by: self.tellers(tellings.iter()),
            reports: reports
                .iter()
                .map(|&rank| self.digest(self.order[rank as usize]).id.clone())
                .collect(),
            members,
        }
    }

    /// Independent sources: reports, where copies count once, and so do clauses taken over verbatim.
    pub(crate) fn sources<'t>(&self, tellings: impl Iterator<Item = &'t Telling<'t>>) -> u32 {
        let mut merged: BTreeMap<u32, BTreeSet<u64>> = BTreeMap::new();
        for telling in tellings {
            let words = merged.entry(self.group[telling.report as usize]).or_default();
            words.extend(
                telling
                    .spans
                    .iter()
                    .filter_map(|span| verbatim(&span.text))
                    .map(|sign| sign.0),
            );
        }
        let mut sources: Vec<BTreeSet<u64>> = Vec::new();
        for (_, mut words) in merged {
            // Whatever shares a clause with this report is one source with it.
            sources.retain(|other| {
                let shares = !other.is_disjoint(&words);
                if shares {
                    words.extend(other);
                }
                !shares
            });
            sources.push(words);
        }
        sources.len() as u32
    }

    fn tellers<'t>(&self, tellings: impl Iterator<Item = &'t Telling<'t>>) -> Vec<Id> {
        let tellers = tellings.filter_map(|telling| self.digest(telling.report).own(telling.told_by?));
        unique(tellers)
    }

    /// The versions that tellings give of one thing, most sources first.
    fn versions(&mut self, told: &[(String, Telling<'_>)]) -> Vec<Version> {
        let mut by_value: BTreeMap<&str, Vec<&Telling<'_>>> = BTreeMap::new();
        for (value, telling) in told {
            by_value.entry(value).or_default().push(telling);
        }
        let mut versions: Vec<Version> = by_value
            .into_iter()
            .map(|(value, tellings)| Version {
                value: value.to_owned(),
                sources: self.sources(tellings.iter().copied()),
                told_by: self.tellers(tellings.iter().copied()),
                quotes: unique(tellings.iter().flat_map(|telling| self.quotes_of(telling))),
            })
            .collect();
        versions.sort_by(|one, other| {
            other
                .sources
                .cmp(&one.sources)
                .then_with(|| one.value.cmp(&other.value))
        });
        versions
    }

    /// A difference, where there is more than one version.
    pub(crate) fn difference(field: &str, versions: &[Version]) -> Option<Difference> {
        (versions.len() > 1).then(|| Difference {
            field: field.to_owned(),
            versions: versions.to_vec(),
        })
    }
}

/// Each value once, in the order of their first appearance.
pub(crate) fn unique(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}
