//! The lexicon: all actor tables, loaded and indexed.

use std::path::Path;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::compose::Holder;
use crate::country::{self, Country, CountryId, Region, RegionId, Seat, SeatId};
use crate::date::Date;
use crate::error::{LexiconError, TableError};
use crate::index::{Hit, Index, MatchKind};
use crate::organisation::{self, Organisation, OrganisationId, OrganisationKind};
use crate::person::{self, Person, PersonId, Term, TermId};
use crate::petrarch::{self, Dictionary};
use crate::role::{self, Role, RoleId};
use crate::table::Context;
use crate::words::{self, ActorWord, ActorWords};

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
    index: Index,
    skeletons: Index,
    by_code: FxHashMap<Box<str>, CountryId>,
    /// Terms by holder, in order of the table.
    by_holder: FxHashMap<Holder, Vec<TermId>>,
}

/// The tables by file name, in the order in which they are read.
const BUILTIN: [(&str, &str); 9] = [
    (
        "countries.tsv",
        include_str!("../../../data/actors/countries.tsv"),
    ),
    ("regions.tsv", include_str!("../../../data/actors/regions.tsv")),
    ("seats.tsv", include_str!("../../../data/actors/seats.tsv")),
    (
        "organisations.tsv",
        include_str!("../../../data/actors/organisations.tsv"),
    ),
    (
        "armed-groups.tsv",
        include_str!("../../../data/actors/armed-groups.tsv"),
    ),
    ("peoples.tsv", include_str!("../../../data/actors/peoples.tsv")),
    ("roles.tsv", include_str!("../../../data/actors/roles.tsv")),
    ("words.tsv", include_str!("../../../data/actors/words.tsv")),
    (
        "officeholders.tsv",
        include_str!("../../../data/actors/officeholders.tsv"),
    ),
];

impl Lexicon {
    /// The tables compiled into the binary, read at first use.
    pub fn builtin() -> &'static Self {
        static BUILTIN_LEXICON: OnceLock<Lexicon> = OnceLock::new();
        BUILTIN_LEXICON.get_or_init(|| Self::from_tables(&BUILTIN).0)
    }

    /// The built-in tables and those of `directory`: tables of the same names and formats, and PETRARCH's dictionaries
    /// (`*.actors.txt`, `*.agents.txt`) as they are. They may also lie in its folder `actors`.
    ///
    /// A user's entry comes before a built-in one of the same name, a dictionary's after it. A fault in a table is an
    /// error; the faults of dictionaries are returned with the lexicon, and their lines left out.
    pub fn with_user_dir(directory: &Path) -> Result<(Self, Vec<TableError>), LexiconError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            |source| LexiconError::Read { path, source }
        };
        let mut files: Vec<std::path::PathBuf> = Vec::new();
        let actors = directory.join("actors");
        for folder in [Some(directory), actors.is_dir().then_some(&actors)]
            .into_iter()
            .flatten()
        {
            let listed = std::fs::read_dir(folder).map_err(failed(folder))?;
            let paths = listed.filter_map(|entry| entry.ok().map(|entry| entry.path()));
            files.extend(paths.filter(|path| path.is_file()));
        }
        files.sort();
        let mut tables = Vec::new();
        let mut dictionaries = Vec::new();
        for path in files {
            let Some(file) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let table = BUILTIN
                .iter()
                .find(|(name, _)| *name == file)
                .map(|(name, _)| *name);
            let dictionary = Dictionary::of_file(file);
            if table.is_none() && dictionary.is_none() {
                continue;
            }
            // Dictionaries are older than UTF-8's victory.
            let bytes = std::fs::read(&path).map_err(failed(&path))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let path = path.display().to_string();
            if let Some(name) = table {
                tables.push((path, name, text));
            } else if let Some(dictionary) = dictionary {
                dictionaries.push((path, dictionary, text));
            }
        }
        if tables.is_empty() && dictionaries.is_empty() {
            let expected = BUILTIN.map(|(name, _)| name).join(", ");
            return Err(LexiconError::NoTables {
                path: directory.to_owned(),
                expected: format!("{expected}, *.actors.txt, *.agents.txt"),
            });
        }
        let mut lexicon = Self::default();
        let mut errors = Vec::new();
        for (path, name, text) in &tables {
            lexicon.load(path, name, text, &mut errors);
        }
        if !errors.is_empty() {
            return Err(LexiconError::Tables(errors));
        }
        for (name, text) in BUILTIN {
            lexicon.load(name, name, text, &mut errors);
        }
        for (path, dictionary, text) in &dictionaries {
            let context = &mut Context {
                file: path,
                errors: &mut errors,
            };
            petrarch::load(context, text, *dictionary, &mut lexicon);
        }
        lexicon.build();
        Ok((lexicon, errors))
    }

    /// A lexicon from tables and dictionaries given by file name and text, and what was wrong with them; faulty rows are
    /// left out, and a name that is none of a table's or dictionary's is not read.
    pub fn from_texts(files: &[(&str, &str)]) -> (Self, Vec<TableError>) {
        let mut lexicon = Self::default();
        let mut errors = Vec::new();
        for &(name, text) in files {
            if BUILTIN.iter().any(|(table, _)| *table == name) {
                lexicon.load(name, name, text, &mut errors);
            } else if let Some(dictionary) = Dictionary::of_file(name) {
                let context = &mut Context {
                    file: name,
                    errors: &mut errors,
                };
                petrarch::load(context, text, dictionary, &mut lexicon);
            }
        }
        lexicon.build();
        (lexicon, errors)
    }

    /// The built-in tables, read anew.
    pub(crate) fn from_builtin() -> Self {
        Self::from_tables(&BUILTIN).0
    }

    /// A lexicon from tables given by name and text, and what was wrong with them. Faulty rows are left out.
    pub(crate) fn from_tables(tables: &[(&str, &str)]) -> (Self, Vec<TableError>) {
        let mut lexicon = Self::default();
        let mut errors = Vec::new();
        for (name, text) in tables {
            lexicon.load(name, name, text, &mut errors);
        }
        lexicon.build();
        (lexicon, errors)
    }

    /// What is wrong with the rows of the built-in tables: nothing, or the tests fail.
    pub(crate) fn builtin_errors() -> Vec<TableError> {
        Self::from_tables(&BUILTIN).1
    }

    fn load(&mut self, path: &str, name: &str, text: &str, errors: &mut Vec<TableError>) {
        let context = &mut Context { file: path, errors };
        match name {
            "countries.tsv" => country::load_countries(context, text, &mut self.countries),
            "regions.tsv" => country::load_regions(context, text, &mut self.regions),
            "seats.tsv" => country::load_seats(context, text, &mut self.seats),
            "roles.tsv" => role::load(context, text, &mut self.roles),
            "words.tsv" => words::load(context, text, &mut self.words),
            "officeholders.tsv" => person::load(context, text, &mut self.persons, &mut self.terms),
            _ => organisation::load(context, text, &mut self.organisations),
        }
    }

    /// Builds the indexes and resolves whose office each term is.
    pub(crate) fn build(&mut self) {
        for (country, id) in self.countries.iter().zip(0..) {
            self.by_code
                .entry(country.alpha3.clone())
                .or_insert(CountryId(id));
        }
        self.index = Index::with_capacity(24_000, false);
        self.index_places();
        self.index_organisations_and_roles();
        self.index.finish();
        self.resolve_terms();
        self.index_persons();
        self.index.finish();
        self.skeletons.finish();
    }

    fn index_places(&mut self) {
        let index = &mut self.index;
        for (country, id) in self.countries.iter().zip(0..) {
            let entry = EntryId::Country(CountryId(id));
            index.add(&country.name, MatchKind::CountryName, entry);
            let mut add =
                |names: &[Box<str>], kind| names.iter().for_each(|name| index.add(name, kind, entry));
            add(&country.official, MatchKind::CountryName);
            add(&country.others, MatchKind::CountryName);
            add(&country.adjectives, MatchKind::CountryAdjective);
            add(&country.demonyms, MatchKind::CountryDemonym);
            add(&country.capitals, MatchKind::Capital);
        }
        for (seat, id) in self.seats.iter().zip(0..) {
            for name in std::iter::once(&seat.name).chain(&seat.aliases) {
                index.add(name, MatchKind::Seat, EntryId::Seat(SeatId(id)));
            }
        }
        for (region, id) in self.regions.iter().zip(0..) {
            for name in std::iter::once(&region.name)
                .chain(&region.aliases)
                .chain(&region.adjectives)
            {
                index.add(name, MatchKind::Region, EntryId::Region(RegionId(id)));
            }
        }
    }

    fn index_organisations_and_roles(&mut self) {
        for (organisation, id) in self.organisations.iter().zip(0..) {
            let kind = match organisation.kind {
                OrganisationKind::ArmedGroup => MatchKind::ArmedGroup,
                _ => MatchKind::Organisation,
            };
            for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
                self.index
                    .add(name, kind, EntryId::Organisation(OrganisationId(id)));
            }
        }
        for (role, id) in self.roles.iter().zip(0..) {
            let entry = EntryId::Role(RoleId(id));
            self.index.add(&role.phrase, MatchKind::Role, entry);
            self.index
                .add(&role::plural(&role.phrase), MatchKind::Role, entry);
        }
    }

    fn resolve_terms(&mut self) {
        let holders: Vec<Option<Holder>> = self
            .terms
            .iter()
            .map(|term| self.holder_named(&term.of))
            .collect();
        for ((term, holder), id) in self.terms.iter_mut().zip(holders).zip(0..) {
            term.holder = holder;
            if let Some(holder) = holder {
                self.by_holder.entry(holder).or_default().push(TermId(id));
            }
        }
    }

    fn index_persons(&mut self) {
        let mut skeletons = Index::with_capacity(self.persons.len() * 3, true);
        for (person, id) in self.persons.iter().zip(0..) {
            let entry = EntryId::Person(PersonId(id));
            let country = person
                .terms
                .first()
                .map_or("", |term| &*self.terms[usize::from(term.0)].of);
            let short = person::surnames(person, country);
            let mut add = |name: &str, kind| {
                self.index.add(name, kind, entry);
                skeletons.add(name, kind, entry);
            };
            add(&person.name, MatchKind::Person);
            for alias in person
                .aliases
                .iter()
                .filter(|alias| !short.iter().any(|name| **name == ***alias))
            {
                add(alias, MatchKind::Person);
            }
            for name in &short {
                add(name, MatchKind::Surname);
            }
        }
        self.skeletons = skeletons;
    }

    /// The longest name that starts at `tokens[start]`.
    ///
    /// Names of things want their capitals ("us" is not the United States), roles do not. "the" is never part of a
    /// match; a possessive ending is left out, or taken along when it is in the same token. Of two entries with the
    /// same name the kind that is less likely to be something else comes first, then the earlier row.
    pub fn match_at(&self, tokens: &[&str], start: usize) -> Option<LexiconMatch> {
        let mut best: Option<Hit> = None;
        self.index.visit(tokens, start, |hit| {
            best = Some(hit);
            false
        });
        let capital = tokens.get(start)?.chars().next().is_some_and(char::is_uppercase);
        if capital && best.is_none_or(|hit| matches!(hit.kind, MatchKind::Surname | MatchKind::Role)) {
            self.skeletons.visit(tokens, start, |hit| {
                if best.is_none_or(|best| hit.len > best.len) && may_be_misspelt(tokens, start, hit) {
                    best = Some(hit);
                    return false;
                }
                true
            });
        }
        best.map(as_match)
    }

    /// The longest name that starts at `tokens[start]` where a longer title is no name ("UN secretary-general" begins
    /// with the UN). A title of the same length stays a title.
    pub fn name_at(&self, tokens: &[&str], start: usize) -> Option<LexiconMatch> {
        // Transliterations of people's names are written large.
        let small = tokens
            .get(start)
            .is_some_and(|token| !token.starts_with(char::is_uppercase));
        if small && !self.index.begins_name(tokens, start) {
            return None;
        }
        let found = self.match_at(tokens, start)?;
        if !matches!(found.entry, EntryId::Role(_)) {
            return Some(found);
        }
        let mut name = None;
        self.index.visit(tokens, start, |hit| {
            if hit.kind != MatchKind::Role && hit.kind != MatchKind::Surname && hit.len < found.len {
                name = Some(as_match(hit));
            }
            name.is_none()
        });
        name
    }

    /// All entries the tokens from `start` can name, with the length of the longest.
    pub fn candidates_at(&self, tokens: &[&str], start: usize) -> Vec<LexiconMatch> {
        let Some(best) = self.match_at(tokens, start) else {
            return Vec::new();
        };
        let mut found = vec![best];
        self.index.visit(tokens, start, |hit| {
            let hit = as_match(hit);
            if hit.len == best.len && !found.contains(&hit) {
                found.push(hit);
            }
            hit.len >= best.len
        });
        if matches!(best.kind, MatchKind::Person | MatchKind::Surname) {
            self.skeletons.visit(tokens, start, |hit| {
                let hit = as_match(hit);
                if hit.len == best.len && !found.iter().any(|known| known.entry == hit.entry) {
                    found.push(hit);
                }
                hit.len >= best.len
            });
        }
        found
    }

    /// The names in a run of tokens: leftmost, longest, not overlapping.
    pub fn find_all(&self, tokens: &[&str]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < tokens.len() {
            if let Some(hit) = self.match_at(tokens, start) {
                found.push(Found { start, found: hit });
                start += hit.len;
            } else {
                start += 1;
            }
        }
        found
    }

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

    /// The role a noun phrase's lemmas end in ("the new Yemeni [foreign minister]"), or else the longest one in it.
    pub fn role_of(&self, lemmas: &[&str]) -> Option<&Role> {
        let mut best: Option<(usize, usize, RoleId)> = None;
        for start in 0..lemmas.len() {
            self.index.visit_roles(lemmas, start, |id, len| {
                let end = start + len;
                // The head of an English noun phrase is its last word: the later end wins, then the longer phrase.
                if best.is_none_or(|(best_end, best_len, _)| (end, len) > (best_end, best_len)) {
                    best = Some((end, len, id));
                }
                true
            });
        }
        best.map(|(_, _, id)| self.role(id))
    }

    /// The longest role that ends with the last of some lemmas, and where it begins among them.
    pub fn role_ending(&self, lemmas: &[&str]) -> Option<(usize, &Role)> {
        let mut found = None;
        for start in 0..lemmas.len() {
            self.index.visit_roles(lemmas, start, |id, len| {
                if start + len == lemmas.len() {
                    found = Some((start, self.role(id)));
                }
                found.is_none()
            });
            if found.is_some() {
                break;
            }
        }
        found
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

    /// Whether a word is of a class.
    pub fn is_word(&self, class: ActorWord, word: &str) -> bool {
        self.words.has(class, word)
    }

    /// How many names lead to entries.
    pub fn names(&self) -> usize {
        self.index.len()
    }
}

fn as_match(hit: Hit) -> LexiconMatch {
    LexiconMatch {
        entry: hit.entry,
        len: hit.len,
        kind: hit.kind,
    }
}

/// A single short word that only sounds like a surname is too little evidence.
fn may_be_misspelt(tokens: &[&str], start: usize, hit: Hit) -> bool {
    hit.kind == MatchKind::Person && hit.len > 1
        || hit.len == 1 && tokens.get(start).is_some_and(|token| token.chars().count() >= 7)
}
