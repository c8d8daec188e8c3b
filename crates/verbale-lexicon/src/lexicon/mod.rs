//! The lexicon: all actor tables, loaded and indexed.

mod loading;
mod names;

pub use names::Reading;

use crate::compose::Holder;
use crate::country::{Country, CountryId, Region, RegionId, Seat, SeatId};
use crate::date::Date;
use crate::index::{Index, MatchKind};
use crate::organisation::{Organisation, OrganisationId};
use crate::person::{Person, PersonId, Term, TermId};
use crate::role::{Role, RoleId};
use crate::words::{ActorWord, ActorWords, WordClasses};
use rustc_hash::{FxHashMap, FxHashSet};

/// An entry of one of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryId {
    /// A country, by any of its names.
    Country(CountryId),
    /// A seat of power.
    Seat(SeatId),
    /// A part of the world.
    Region(RegionId),
    /// An organisation, armed group or people.
    Organisation(OrganisationId),
    /// A person.
    Person(PersonId),
    /// A role.
    Role(RoleId),
}

/// A name found at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LexiconMatch {
    /// What it names.
    pub entry: EntryId,
    /// How many tokens it takes.
    pub len: usize,
    /// What of the entry it is.
    pub kind: MatchKind,
}

/// A name found in a run of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First token.
    pub start: usize,
    /// The name.
    pub found: LexiconMatch,
}

/// Countries, organisations, armed groups, people with dated offices, roles.
#[derive(Debug, Default)]
pub struct Lexicon {
    pub(crate) countries: Vec<Country>,
    pub(crate) seats: Vec<Seat>,
    pub(crate) regions: Vec<Region>,
    pub(crate) organisations: Vec<Organisation>,
    pub(crate) persons: Vec<Person>,
    pub(crate) terms: Vec<Term>,
    pub(crate) roles: Vec<Role>,
    words: ActorWords,
    /// The words that are a role by themselves.
    role_words: FxHashSet<Box<str>>,
    index: Index,
    skeletons: Index,
    by_code: FxHashMap<Box<str>, CountryId>,
    /// Terms by holder, in order of the table.
    by_holder: FxHashMap<Holder, Vec<TermId>>,
}

impl Lexicon {
    /// All countries, in order of the table.
    pub fn countries(&self) -> impl Iterator<Item = (CountryId, &Country)> {
        self.countries
            .iter()
            .zip(0..)
            .map(|(country, id)| (CountryId(id), country))
    }

    /// The country of an alpha-3 code.
    pub fn country_of_code(&self, alpha3: &str) -> Option<CountryId> {
        self.by_code.get(alpha3).copied()
    }

    /// The alpha-3 code of the state that an entity with a code of our own belongs to or is claimed by. `None` for
    /// what ISO 3166-1 has, and for Kosovo, whose code is in use everywhere.
    pub fn sovereign_of(&self, alpha3: &str) -> Option<&str> {
        let own = alpha3.starts_with('X') && alpha3 != "XKX";
        let country = self.country_of_code(alpha3).filter(|_| own)?;
        Some(&*self.country(country).sovereign).filter(|sovereign| !sovereign.is_empty())
    }

    /// The country or organisation of exactly this name, or alpha-3 code.
    pub fn holder_named(&self, name: &str) -> Option<Holder> {
        if let Some(id) = self.country_of_code(name) {
            return Some(Holder::Country(id));
        }
        let tokens: Vec<&str> = name
            .split_whitespace()
            .filter(|word| !word.eq_ignore_ascii_case("the"))
            .collect();
        let mut holder = None;
        self.index.visit(&tokens, 0, |hit| {
            if hit.len == tokens.len() {
                holder = match hit.entry {
                    EntryId::Country(id) if hit.kind == MatchKind::CountryName => Some(Holder::Country(id)),
                    EntryId::Organisation(id) => Some(Holder::Organisation(id)),
                    _ => None,
                };
            }
            holder.is_none() && hit.len == tokens.len()
        });
        holder
    }

    /// The country whose name or adjective is the longest name that begins with `tokens[start]`.
    pub fn country_at(&self, tokens: &[&str], start: usize) -> Option<CountryId> {
        let mut country = None;
        self.index.visit(tokens, start, |hit| {
            country = match (hit.entry, hit.kind) {
                (EntryId::Country(id), MatchKind::CountryName | MatchKind::CountryAdjective) => Some(id),
                _ => None,
            };
            false
        });
        country
    }

    /// People of this full name or other name, in any transliteration.
    pub fn persons_named(&self, name: &str) -> Vec<PersonId> {
        let tokens: Vec<&str> = name.split_whitespace().collect();
        let mut found = Vec::new();
        for index in [&self.index, &self.skeletons] {
            index.visit(&tokens, 0, |hit| {
                if let EntryId::Person(id) = hit.entry
                    && hit.len == tokens.len()
                    && !found.contains(&id)
                {
                    found.push(id);
                }
                true
            });
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// People called by this short name, the likeliest at `date` first, each with how likely: 1 for who holds an
    /// office then, less the more years away.
    pub fn persons_by_surname(&self, surname: &str, date: Option<Date>) -> Vec<(PersonId, f32)> {
        let mut ranked: Vec<(PersonId, f32)> = self
            .persons_named(surname)
            .into_iter()
            .map(|id| {
                let nearest = |date| {
                    self.terms_of(id)
                        .map(|term| term.period.years_away(date))
                        .fold(f32::INFINITY, f32::min)
                };
                (id, date.map_or(0.5, |date| 1.0 / (1.0 + nearest(date))))
            })
            .collect();
        ranked.sort_by(|(first, one), (second, other)| other.total_cmp(one).then(first.cmp(second)));
        ranked
    }

    /// Who held the office on `date`. Several when the day is one of change, or the date is only a year.
    pub fn holders(&self, of: Holder, office: &str, date: Date) -> Vec<PersonId> {
        let mut found = Vec::new();
        for term in self
            .by_holder
            .get(&of)
            .into_iter()
            .flatten()
            .map(|id| self.term(*id))
        {
            if *term.office == *office && term.period.covers(date) && !found.contains(&term.person) {
                found.push(term.person);
            }
        }
        found
    }

    /// The offices a person held on `date`.
    pub fn offices_of(&self, person: PersonId, date: Date) -> Vec<&Term> {
        self.terms_of(person)
            .filter(|term| term.period.covers(date))
            .collect()
    }

    /// All terms of a person, in order of the table.
    pub fn terms_of(&self, person: PersonId) -> impl Iterator<Item = &Term> {
        self.person(person).terms.iter().map(|id| self.term(*id))
    }

    /// A country.
    pub fn country(&self, id: CountryId) -> &Country {
        &self.countries[usize::from(id.0)]
    }

    /// A seat.
    pub fn seat(&self, id: SeatId) -> &Seat {
        &self.seats[usize::from(id.0)]
    }

    /// A region.
    pub fn region(&self, id: RegionId) -> &Region {
        &self.regions[usize::from(id.0)]
    }

    /// An organisation.
    pub fn organisation(&self, id: OrganisationId) -> &Organisation {
        &self.organisations[usize::from(id.0)]
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.persons[usize::from(id.0)]
    }

    /// A term of office.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[usize::from(id.0)]
    }

    /// A role.
    pub fn role(&self, id: RoleId) -> &Role {
        &self.roles[usize::from(id.0)]
    }

    /// Whether a word may be a role by itself: no where it is certain that it is none.
    pub fn may_be_role(&self, word: &str) -> bool {
        // What is not in small letters may be one in another spelling.
        let plain = word.bytes().all(|letter| letter.is_ascii_lowercase());
        !plain || self.role_words.contains(word)
    }

    /// Whether a word is of a class.
    pub fn is_word(&self, class: ActorWord, word: &str) -> bool {
        self.word_classes(word).has(class)
    }

    /// The classes of a word.
    pub fn word_classes(&self, word: &str) -> WordClasses {
        self.words.classes(word)
    }

    /// How many names lead to entries.
    pub fn names(&self) -> usize {
        self.index.len()
    }
}
