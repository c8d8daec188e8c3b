//! Resolution: which of the places of a name the report means. One name means one place throughout a report.

use super::mentions::Mention;
use super::names::{Known, Names, contains};
use crate::draft::Cast;
use verbale_lexicon::places::{PlaceEntry, PlaceKind, kilometres};

/// The place each name means, as an index into its entries; `None` for a name that no table has.
pub(super) fn resolve(mentions: &[Mention], names: &Names<'_>, cast: &Cast) -> Vec<Option<usize>> {
    let evidence = Evidence::gather(mentions, names, cast);
    let mut chosen = vec![None; names.len()];
    // Those that need no others come first and are what the others are near to.
    let mut anchors: Vec<(Known, &PlaceEntry)> = Vec::new();
    for last in [false, true] {
        let mut next_anchors = Vec::new();
        for of_name in evidence.names.iter().flatten() {
            let Some((best, lead)) = of_name.best(names, &evidence, &anchors) else {
                continue;
            };
            chosen[of_name.name.0 as usize] = Some(best);
            if lead > 2.0 {
                next_anchors.push((of_name.name, &names.entries(of_name.name)[best]));
            }
        }
        if !last {
            anchors = next_anchors;
        }
    }
    chosen
}

/// What the report says about where it takes place.
struct Evidence {
    names: Vec<Option<OfName>>,
    /// How much of the report each country has; sums to one.
    countries: Vec<(String, f32)>,
    /// First-level regions that are mentioned.
    regions: Vec<String>,
}

/// What the mentions of one name say.
struct OfName {
    name: Known,
    containers: Vec<Known>,
    region: bool,
}

impl Evidence {
    fn gather(mentions: &[Mention], names: &Names<'_>, cast: &Cast) -> Self {
        let mut of_names: Vec<Option<OfName>> = (0..names.len()).map(|_| None).collect();
        for mention in mentions {
            let of_name = of_names[mention.name.0 as usize].get_or_insert_with(|| OfName {
                name: mention.name,
                containers: Vec::new(),
                region: false,
            });
            of_name.region |= mention.region;
            of_name
                .containers
                .extend(mention.container.map(|container| mentions[container].name));
        }
        let mut evidence = Self {
            names: of_names,
            countries: Vec::new(),
            regions: Vec::new(),
        };
        for mention in mentions {
            let entries = names.entries(mention.name);
            match entries {
                [first, ..] if first.kind == PlaceKind::Country => evidence.count(first.country, 1.0),
                [only] => evidence.count(only.country, 0.7),
                _ => {}
            }
            if let Some(region) = entries
                .iter()
                .find(|entry| entry.kind == PlaceKind::Region && entry.by_hand)
            {
                evidence.count(region.country, 0.7);
                evidence.regions.push(region.region.to_owned());
            }
        }
        for mention in &cast.mentions {
            for &actor in &mention.actors {
                if let Some(country) = &cast.actor(actor).country {
                    evidence.count(country, 0.5);
                }
            }
        }
        let all: f32 = evidence.countries.iter().map(|(_, weight)| weight).sum();
        for (_, weight) in &mut evidence.countries {
            *weight /= all;
        }
        evidence
    }

    fn count(&mut self, country: &str, weight: f32) {
        if country.is_empty() {
            return;
        }
        match self.countries.iter_mut().find(|(known, _)| known == country) {
            Some((_, sum)) => *sum += weight,
            None => self.countries.push((country.to_owned(), weight)),
        }
    }

    fn share(&self, country: &str) -> f32 {
        self.countries
            .iter()
            .find(|(known, _)| known == country)
            .map_or(0.0, |(_, share)| *share)
    }
}

impl OfName {
    /// The best entry and how far it is ahead of the next.
    fn best(
        &self,
        names: &Names<'_>,
        evidence: &Evidence,
        anchors: &[(Known, &PlaceEntry)],
    ) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        let mut second = f32::NEG_INFINITY;
        for (index, entry) in names.entries(self.name).iter().enumerate() {
            let score = self.score(entry, names, evidence, anchors);
            match best {
                Some((_, top)) if score <= top => second = second.max(score),
                _ => {
                    second = best.map_or(second, |(_, top)| top);
                    best = Some((index, score));
                }
            }
        }
        best.map(|(index, top)| (index, top - second))
    }

    fn score(
        &self,
        entry: &PlaceEntry,
        names: &Names<'_>,
        evidence: &Evidence,
        anchors: &[(Known, &PlaceEntry)],
    ) -> f32 {
        let mut score = prior(entry);
        if self.region && matches!(entry.kind, PlaceKind::Region | PlaceKind::District) {
            score += 3.0;
        }
        if !self.containers.is_empty() {
            let around = self
                .containers
                .iter()
                .any(|&outer| names.entries(outer).iter().any(|outer| contains(outer, entry)));
            score += if around { 8.0 } else { -2.0 };
        }
        let share = evidence.share(entry.country);
        score += if share > 0.0 { 1.0 + 2.5 * share } else { 0.0 };
        if !entry.region.is_empty()
            && entry.kind != PlaceKind::Region
            && evidence.regions.iter().any(|region| region == entry.region)
        {
            score += 1.5;
        }
        let point = (entry.latitude, entry.longitude);
        let others = anchors
            .iter()
            .filter(|(name, anchor)| *name != self.name && anchor.kind != PlaceKind::Country);
        let nearest = others
            .filter(|(_, anchor)| (anchor.latitude - entry.latitude).abs() < FAR)
            .map(|(_, anchor)| kilometres(point, (anchor.latitude, anchor.longitude)))
            .fold(f64::INFINITY, f64::min);
        score
            + match nearest {
                ..50.0 => 2.0,
                ..200.0 => 1.3,
                ..500.0 => 0.6,
                _ => 0.0,
            }
    }
}

/// Degrees of latitude beyond which a place is not near: more than 500 km.
const FAR: f64 = 5.0;

/// How likely a place is without any context.
fn prior(entry: &PlaceEntry) -> f32 {
    let size = (entry.population as f32 + 10.0).log10();
    let prior = match entry.kind {
        PlaceKind::Country => 10.5,
        PlaceKind::World | PlaceKind::Land | PlaceKind::Nature | PlaceKind::Site => 9.0,
        PlaceKind::Region if entry.by_hand && entry.other_name => 7.0,
        PlaceKind::Region if entry.by_hand => 9.0,
        PlaceKind::Region => 2.5 + 0.4 * size,
        PlaceKind::District if entry.name.ends_with("County") => 4.0 + 0.3 * size,
        PlaceKind::District => 1.0 + 0.4 * size,
        PlaceKind::Town if entry.by_hand => (size + 1.5).max(6.5),
        PlaceKind::Town => size,
    };
    // The English name of a great city is often not its own.
    let great = entry.population >= 100_000 || entry.by_hand;
    prior
        - match entry.other_name {
            true if great => 0.3,
            true => 1.0,
            false => 0.0,
        }
}
