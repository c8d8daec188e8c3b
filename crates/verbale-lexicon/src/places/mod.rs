//! Places: names to points on the map.
//!
//! [`Gazetteer`] joins the compiled table of towns and regions ([`table`]) with the hand-written tables of
//! `data/places`. It answers what a name can be; which of these a text means is decided by whoever reads the text.
//! The compiled table is searched where it lies; the others are read at the first look-up. A look-up takes 3 to 9 µs
//! (`cargo bench -p verbale-lexicon --bench places`).
//!
//! ```
//! use verbale_lexicon::places::Gazetteer;
//!
//! let found = Gazetteer::builtin().find("Hodeidah");
//! assert_eq!(found[0].country, "YEM");
//! ```

mod fold;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod words;

use crate::error::LexiconError;
use crate::lexicon::Lexicon;
use fold::fold;
use rows::Rows;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;
use table::{RowKind, Table};
use words::Words;
pub use words::{PlaceWord, PlaceWords};

/// What kind of place an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A continent, ocean or part of the world.
    World,
    /// A country, territory or entity.
    Country,
    /// A first-level region: a state, province, governorate.
    Region,
    /// A second-level region: a county, district.
    District,
    /// A land without an administration of its own: “the Donbas”, “the Sahel”.
    Land,
    /// A sea, strait, river, lake, mountain or island.
    Nature,
    /// A town or village.
    Town,
    /// A crossing, base, plant, square or building.
    Site,
}

/// One place that a name can mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceEntry {
    /// Its own name.
    pub name: Cow<'static, str>,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-3 of the country it lies in; empty where several share it.
    pub country: &'static str,
    /// First-level region, where known.
    pub region: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// `GeoNames` id.
    pub geonames: Option<u32>,
    /// Inhabitants; 0 where not known.
    pub population: u32,
    /// The name asked for is another spelling, not its own.
    pub other_name: bool,
    /// It comes from a table made for news of conflict and diplomacy.
    pub by_hand: bool,
}

/// All tables of places.
#[derive(Debug)]
pub struct Gazetteer {
    table: Table<'static>,
    /// Entries of the hand-written tables by key.
    rows: Rows,
    words: Words,
    /// Alpha-2 to alpha-3 codes.
    countries: FxHashMap<&'static str, &'static str>,
}

impl Gazetteer {
    /// The tables that come with Verbale, indexed at the first call.
    ///
    /// # Panics
    /// Never, unless a built-in table is broken, which its test would show.
    pub fn builtin() -> &'static Self {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(|| match Self::with_tables(&[]) {
            Ok(gazetteer) => gazetteer,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        })
    }

    /// The built-in tables and a user's tables of regions and features, given by path and text; a user's place comes
    /// before a built-in one of the same name.
    pub(crate) fn with_tables(own: &[(&'static str, &'static str)]) -> Result<Self, LexiconError> {
        let lexicon = Lexicon::builtin();
        let codes = lexicon.countries().map(|(_, country)| country);
        let mut errors = Vec::new();
        let rows = Rows::load(lexicon, own, &mut errors);
        let words = Words::load(&mut errors);
        if !errors.is_empty() {
            return Err(LexiconError::Tables(errors));
        }
        Ok(Self {
            table: Table::new(include_bytes!("../../../../data/places/gazetteer.bin")).unwrap_or_default(),
            rows,
            words,
            countries: codes
                .filter(|country| !country.alpha2.is_empty())
                .map(|country| (&*country.alpha2, &*country.alpha3))
                .collect(),
        })
    }

    /// All places of this name: hand-written tables first, then by size.
    pub fn find(&self, name: &str) -> Vec<PlaceEntry> {
        let mut key = String::new();
        fold(name, &mut key);
        if let Some(rest) = key.strip_prefix("the ") {
            key.drain(..key.len() - rest.len());
        }
        if key.is_empty() {
            return Vec::new();
        }
        let by_hand = self.rows.named(&key);
        if by_hand.is_empty() && !self.table.may_have(&key) {
            return Vec::new();
        }
        let mut found = by_hand.to_vec();
        let by_hand = found.len();
        self.table.visit_named(&key, |number, name| {
            found.extend(self.entry(number, name.to_owned(), false));
        });
        let mut others = Vec::new();
        self.table.visit_others(&key, |number| others.push(number));
        for number in others {
            found.extend(
                self.table
                    .name_of(number)
                    .and_then(|name| self.entry(number, name, true)),
            );
        }
        let mut compiled = found.split_off(by_hand);
        if let Some(capital) = self.capital(&key, &mut compiled) {
            capital.by_hand = true;
        }
        add_compiled(&mut found, compiled);
        found
    }

    /// The greatest town of a country among whose capitals the key is.
    fn capital<'e>(&self, key: &str, compiled: &'e mut [PlaceEntry]) -> Option<&'e mut PlaceEntry> {
        let countries = self.rows.with_capital(key);
        compiled
            .iter_mut()
            .filter(|entry| entry.kind == PlaceKind::Town && countries.contains(&entry.country))
            .max_by_key(|entry| entry.population)
    }

    fn entry(&self, number: usize, name: String, other_name: bool) -> Option<PlaceEntry> {
        let row = self.table.place(number)?;
        let (alpha2, region) = self.table.division(row.division)?;
        Some(PlaceEntry {
            name: Cow::Owned(name),
            kind: match row.kind {
                RowKind::Town => PlaceKind::Town,
                RowKind::Region => PlaceKind::Region,
                RowKind::District => PlaceKind::District,
            },
            country: self.countries.get(alpha2).copied().unwrap_or(""),
            region,
            latitude: row.latitude,
            longitude: row.longitude,
            geonames: (row.geonames != 0).then_some(row.geonames),
            population: row.population,
            other_name,
            by_hand: false,
        })
    }

    /// The first-level region that an abbreviation stands for after a town: “Ky.”, “ON”.
    pub fn abbreviated(&self, form: &str) -> Option<&PlaceEntry> {
        self.rows.abbreviated(form)
    }

    /// The classes of a word, in any case.
    pub fn classes(&self, word: &str) -> PlaceWords {
        self.words.of(word)
    }

    /// Whether a word, in any case, is of a class.
    pub fn is_word(&self, class: PlaceWord, word: &str) -> bool {
        self.classes(word).has(class)
    }

    /// The country, territory or entity with this code.
    pub fn country(&self, alpha3: &str) -> Option<&PlaceEntry> {
        self.rows.country(alpha3)
    }
}

/// A hand-written row stands for the compiled rows of the same place, and takes their id and size.
fn add_compiled(found: &mut Vec<PlaceEntry>, mut compiled: Vec<PlaceEntry>) {
    compiled.sort_by_key(|entry| (entry.other_name, std::cmp::Reverse(entry.population)));
    let by_hand = found.len();
    for entry in compiled {
        let same = found[..by_hand].iter_mut().find(|row| {
            row.kind == entry.kind && row.country == entry.country && near(row, &entry)
                || row.kind == PlaceKind::Country && entry.kind != PlaceKind::Town && near(row, &entry)
        });
        match same {
            Some(row) if row.population == 0 => {
                row.geonames = row.geonames.or(entry.geonames);
                row.population = entry.population;
                row.region = entry.region;
            }
            Some(_) => {}
            None => found.push(entry),
        }
    }
}

/// Whether two entries can be the same place: regions are large, towns are not.
fn near(one: &PlaceEntry, other: &PlaceEntry) -> bool {
    let reach = match one.kind {
        PlaceKind::Town | PlaceKind::Site => 0.4,
        PlaceKind::District => 2.0,
        _ => 8.0,
    };
    (one.latitude - other.latitude).abs() < reach && (one.longitude - other.longitude).abs() < 1.5 * reach
}

/// Great-circle distance in kilometres between two points in degrees.
pub fn kilometres((latitude, longitude): (f64, f64), (to_latitude, to_longitude): (f64, f64)) -> f64 {
    const EARTH_RADIUS: f64 = 6371.0;
    let (latitude, to_latitude) = (latitude.to_radians(), to_latitude.to_radians());
    let half = ((to_latitude - latitude) / 2.0).sin().powi(2)
        + latitude.cos() * to_latitude.cos() * ((to_longitude - longitude).to_radians() / 2.0).sin().powi(2);
    2.0 * EARTH_RADIUS * half.sqrt().min(1.0).asin()
}
