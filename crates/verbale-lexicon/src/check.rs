//! `verbale lexicon check`: what the tables say of each other.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::index::MatchKind;
use crate::lexicon::{EntryId, Lexicon};
use crate::organisation::{NO_COUNTRY, OrganisationKind};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Wrong: the build fails.
    Error,
    /// True of the world, or to be looked at: two entries share a name.
    Note,
}

/// Something the check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// What, with file and line where a row is at fault.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.severity == Severity::Error {
            "error"
        } else {
            "note"
        };
        write!(f, "{word}: {}", self.message)
    }
}

/// How many entries each table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Countries, territories and entities.
    pub countries: usize,
    /// Seats of power.
    pub seats: usize,
    /// Parts of the world.
    pub regions: usize,
    /// Organisations that are neither armed groups nor peoples.
    pub organisations: usize,
    /// Armed groups.
    pub armed_groups: usize,
    /// Peoples.
    pub peoples: usize,
    /// People.
    pub persons: usize,
    /// Terms of office.
    pub terms: usize,
    /// Roles.
    pub roles: usize,
    /// Names that lead to any of them.
    pub names: usize,
}

impl Lexicon {
    /// Counts per table.
    pub fn counts(&self) -> Counts {
        let of_kind = |kind| {
            self.organisations
                .iter()
                .filter(|organisation| organisation.kind == kind)
                .count()
        };
        let armed_groups = of_kind(OrganisationKind::ArmedGroup);
        let peoples = of_kind(OrganisationKind::People);
        Counts {
            countries: self.countries.len(),
            seats: self.seats.len(),
            regions: self.regions.len(),
            organisations: self.organisations.len() - armed_groups - peoples,
            armed_groups,
            peoples,
            persons: self.persons.len(),
            terms: self.terms.len(),
            roles: self.roles.len(),
            names: self.names(),
        }
    }

    /// Checks the tables against each other: unknown countries, offices of nobody known, rows given twice, names
    /// shared by entries. Errors first, then in order of the tables.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if std::ptr::eq(self, Self::builtin()) {
            findings.extend(
                Self::builtin_errors()
                    .iter()
                    .map(|error| finding(Severity::Error, error.to_string())),
            );
        }
        self.check_countries(&mut findings);
        self.check_terms(&mut findings);
        self.check_shared_names(&mut findings);
        findings.sort_by_key(|finding| finding.severity);
        findings
    }

    fn check_countries(&self, findings: &mut Vec<Finding>) {
        let known = |code: &str| code.is_empty() || self.country_of_code(code).is_some();
        let mut seen = FxHashMap::default();
        for country in &self.countries {
            if let Some(other) = seen.insert(&country.alpha3, &country.name) {
                let message = format!(
                    "countries.tsv: {other} and {} share the code {}",
                    country.name, country.alpha3
                );
                findings.push(finding(Severity::Error, message));
            }
            if !known(&country.sovereign) {
                let message = format!(
                    "countries.tsv: {}: unknown sovereign {}",
                    country.name, country.sovereign
                );
                findings.push(finding(Severity::Error, message));
            }
        }
        let organisations = self
            .organisations
            .iter()
            .map(|entry| (&entry.name, &entry.country));
        let seats = self.seats.iter().map(|entry| (&entry.name, &entry.country));
        for (name, country) in organisations.chain(seats) {
            if !known(country) && !NO_COUNTRY.contains(&&**country) {
                findings.push(finding(
                    Severity::Error,
                    format!("{name}: unknown country {country}"),
                ));
            }
        }
    }

    fn check_terms(&self, findings: &mut Vec<Finding>) {
        let mut seen = FxHashMap::default();
        for term in &self.terms {
            let name = &self.person(term.person).name;
            // A note only: the person is known all the same, the office is not found by its holder.
            if term.holder.is_none() {
                let message = format!(
                    "officeholders.tsv:{}: column `of`: `{}` (of {name}) is in no table; use an alpha-3 code, or a \
                     name of an organisation",
                    term.line, term.of
                );
                findings.push(finding(Severity::Note, message));
            }
            let key = (
                term.person,
                &term.of,
                &term.office,
                &term.title,
                term.period.from.map(|date| date.to_string()),
            );
            if let Some(line) = seen.insert(key, term.line) {
                let message = format!(
                    "officeholders.tsv:{}: {name}: the same term as line {line}",
                    term.line
                );
                findings.push(finding(Severity::Error, message));
            }
        }
    }

    fn check_shared_names(&self, findings: &mut Vec<Finding>) {
        let mut owners: FxHashMap<String, Vec<EntryId>> = FxHashMap::default();
        let mut order = Vec::new();
        for (name, entry) in self.all_names() {
            let owners = owners.entry(name.to_owned()).or_insert_with(|| {
                order.push(name.to_owned());
                Vec::new()
            });
            if !owners.contains(&entry) {
                owners.push(entry);
            }
        }
        for name in order {
            if let [first, rest @ ..] = &owners[&name][..]
                && !rest.is_empty()
            {
                let names: Vec<String> = rest.iter().map(|entry| self.label(*entry)).collect();
                let message = format!(
                    "`{name}` is {}, but also {}",
                    self.label(*first),
                    names.join(", ")
                );
                findings.push(finding(Severity::Note, message));
            }
        }
    }

    /// Every written name of a country, seat or organisation, with its entry.
    fn all_names(&self) -> Vec<(&str, EntryId)> {
        let mut names: Vec<(&str, EntryId)> = Vec::new();
        for (name, kind, entry) in self.country_names() {
            if kind != MatchKind::CountryDemonym {
                names.push((name, entry));
            }
        }
        for (organisation, id) in self.organisations.iter().zip(0..) {
            let entry = EntryId::Organisation(crate::OrganisationId(id));
            names.extend(
                std::iter::once(&organisation.name)
                    .chain(&organisation.aliases)
                    .map(|name| (&**name, entry)),
            );
        }
        for (role, id) in self.roles.iter().zip(0..) {
            names.push((&*role.phrase, EntryId::Role(crate::RoleId(id))));
        }
        names
    }

    /// Every written form of every country, with what it says.
    pub(crate) fn country_names(&self) -> Vec<(&str, MatchKind, EntryId)> {
        let mut names = Vec::new();
        for (country, id) in self.countries.iter().zip(0..) {
            let entry = EntryId::Country(crate::CountryId(id));
            names.push((&*country.name, MatchKind::CountryName, entry));
            for (list, kind) in [
                (&country.official, MatchKind::CountryName),
                (&country.others, MatchKind::CountryName),
                (&country.adjectives, MatchKind::CountryAdjective),
                (&country.demonyms, MatchKind::CountryDemonym),
                (&country.capitals, MatchKind::Capital),
            ] {
                names.extend(list.iter().map(|name| (&**name, kind, entry)));
            }
        }
        names
    }

    /// An entry's name, for messages.
    pub fn label(&self, entry: EntryId) -> String {
        match entry {
            EntryId::Country(id) => format!("{} ({})", self.country(id).name, self.country(id).alpha3),
            EntryId::Seat(id) => self.seat(id).name.to_string(),
            EntryId::Region(id) => self.region(id).name.to_string(),
            EntryId::Organisation(id) => self.organisation(id).name.to_string(),
            EntryId::Person(id) => self.person(id).name.to_string(),
            EntryId::Role(id) => format!("role `{}`", self.role(id).phrase),
        }
    }
}

fn finding(severity: Severity, message: String) -> Finding {
    Finding { severity, message }
}
