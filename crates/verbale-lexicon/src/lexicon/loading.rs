//! Lexicons from tables and dictionaries.

use super::{EntryId, Lexicon};
use crate::compose::Holder;
use crate::country::{self, CountryId, RegionId, SeatId};
use crate::error::{LexiconError, TableError};
use crate::index::{Index, MatchKind};
use crate::normal;
use crate::organisation::{self, OrganisationId, OrganisationKind};
use crate::person::{self, PersonId, TermId};
use crate::petrarch::{self, Dictionary};
use crate::role::{self, RoleId};
use crate::table::Context;
use crate::words;
use std::path::Path;
use std::sync::OnceLock;

/// The tables by file name, in the order in which they are read.
const BUILTIN: [(&str, &str); 9] = [
    (
        "countries.tsv",
        include_str!("../../../../data/actors/countries.tsv"),
    ),
    ("regions.tsv", include_str!("../../../../data/actors/regions.tsv")),
    ("seats.tsv", include_str!("../../../../data/actors/seats.tsv")),
    (
        "organisations.tsv",
        include_str!("../../../../data/actors/organisations.tsv"),
    ),
    (
        "armed-groups.tsv",
        include_str!("../../../../data/actors/armed-groups.tsv"),
    ),
    ("peoples.tsv", include_str!("../../../../data/actors/peoples.tsv")),
    ("roles.tsv", include_str!("../../../../data/actors/roles.tsv")),
    ("words.tsv", include_str!("../../../../data/actors/words.tsv")),
    (
        "officeholders.tsv",
        include_str!("../../../../data/actors/officeholders.tsv"),
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
        let mut buffer = String::new();
        for (role, id) in self.roles.iter().zip(0..) {
            let entry = EntryId::Role(RoleId(id));
            for name in [&*role.phrase, &role::plural(&role.phrase)] {
                self.index.add(name, MatchKind::Role, entry);
                let mut pieces: Vec<Box<str>> = Vec::new();
                normal::name_pieces(name, &mut buffer, |piece, _| pieces.push(piece.into()));
                if pieces.len() == 1 {
                    self.role_words.extend(pieces);
                }
            }
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
}
