//! The hand-written tables: countries, first-level regions, features.

use super::fold::fold;
use super::{PlaceEntry, PlaceKind};
use crate::error::TableError;
use crate::lexicon::Lexicon;
use crate::table::{Context, Row, items, read};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

const COUNTRIES: &str = include_str!("../../../../data/places/countries.tsv");
const REGIONS: &str = include_str!("../../../../data/places/regions.tsv");
const FEATURES: &str = include_str!("../../../../data/places/features.tsv");

/// Entries by key.
#[derive(Debug, Default)]
pub(super) struct Rows {
    keys: FxHashMap<String, Vec<PlaceEntry>>,
    codes: FxHashMap<&'static str, PlaceEntry>,
    abbreviations: FxHashMap<&'static str, PlaceEntry>,
    /// Countries by the keys of their capitals.
    capitals: FxHashMap<String, Vec<&'static str>>,
}

impl Rows {
    pub(super) fn load(
        lexicon: &'static Lexicon,
        own: &[(&'static str, &'static str)],
        errors: &mut Vec<TableError>,
    ) -> Self {
        let mut rows = Self::default();
        for &(file, text) in own {
            if file.ends_with("regions.tsv") {
                rows.add_regions(&mut context(file, errors), text);
            } else {
                rows.add_features(&mut context(file, errors), text);
            }
        }
        rows.add_features(&mut context("places/features.tsv", errors), FEATURES);
        rows.add_countries(&mut context("places/countries.tsv", errors), lexicon);
        rows.add_regions(&mut context("places/regions.tsv", errors), REGIONS);
        rows
    }

    pub(super) fn named(&self, key: &str) -> &[PlaceEntry] {
        self.keys.get(key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn country(&self, alpha3: &str) -> Option<&PlaceEntry> {
        self.codes.get(alpha3)
    }

    pub(super) fn abbreviated(&self, form: &str) -> Option<&PlaceEntry> {
        self.abbreviations.get(form)
    }

    /// The countries that have a capital with this key.
    pub(super) fn with_capital(&self, key: &str) -> &[&'static str] {
        self.capitals.get(key).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, name: &str, entry: &PlaceEntry) {
        let mut key = String::new();
        fold(name, &mut key);
        let entries = self.keys.entry(key).or_default();
        if !entries
            .iter()
            .any(|known| known.name == entry.name && known.kind == entry.kind)
        {
            entries.push(entry.clone());
        }
    }

    fn add_countries(&mut self, context: &mut Context<'_>, lexicon: &'static Lexicon) {
        for row in read(
            context,
            COUNTRIES,
            ["country", "within", "lat", "lon", "geonames"],
        ) {
            let [code, within, lat, lon, geonames] = row.cells;
            let Some(id) = lexicon.country_of_code(code) else {
                context.fault(
                    row.line,
                    "country",
                    format!("`{code}` is no code of a country"),
                    "use one of actors/countries.tsv",
                );
                continue;
            };
            let Some((latitude, longitude)) = point(context, &row, lat, lon) else {
                continue;
            };
            let country = lexicon.country(id);
            let entry = PlaceEntry {
                name: Cow::Borrowed(&country.name),
                kind: PlaceKind::Country,
                country: within,
                region: "",
                latitude,
                longitude,
                geonames: geonames.parse().ok(),
                population: 0,
                other_name: false,
                by_hand: true,
            };
            self.add(&country.name, &entry);
            for capital in &country.capitals {
                let mut key = String::new();
                fold(capital, &mut key);
                self.capitals.entry(key).or_default().push(within);
            }
            for name in country.official.iter().chain(&country.others) {
                // What a country once was called may be a town today: “Gold Coast”.
                let mut key = String::new();
                fold(name, &mut key);
                if self.named(&key).is_empty() {
                    self.add(name, &entry);
                }
            }
            self.codes.insert(&country.alpha3, entry);
        }
    }

    fn add_regions(&mut self, context: &mut Context<'_>, text: &'static str) {
        for row in read(
            context,
            text,
            [
                "name",
                "aliases",
                "abbreviations",
                "country",
                "lat",
                "lon",
                "geonames",
            ],
        ) {
            let [name, aliases, abbreviations, country, lat, lon, geonames] = row.cells;
            let Some((latitude, longitude)) = point(context, &row, lat, lon) else {
                continue;
            };
            let entry = entry(name, PlaceKind::Region, country, (latitude, longitude), geonames);
            self.add(name, &entry);
            for alias in items(aliases) {
                // “New York” alone is rather the city.
                let other_name = name.strip_prefix(alias).is_some_and(|rest| rest == " State");
                let entry = PlaceEntry {
                    other_name,
                    ..entry.clone()
                };
                self.add(alias, &entry);
            }
            for abbreviation in items(abbreviations) {
                self.abbreviations.insert(abbreviation, entry.clone());
            }
        }
    }

    fn add_features(&mut self, context: &mut Context<'_>, text: &'static str) {
        for row in read(
            context,
            text,
            ["kind", "name", "aliases", "country", "lat", "lon", "geonames"],
        ) {
            let [kind, name, aliases, country, lat, lon, geonames] = row.cells;
            let kind = match kind {
                "continent" | "ocean" => PlaceKind::World,
                "area" | "conflict" => PlaceKind::Land,
                "sea" | "strait" | "river" | "lake" | "mountain" | "island" => PlaceKind::Nature,
                "crossing" | "base" | "building" => PlaceKind::Site,
                "town" => PlaceKind::Town,
                _ => {
                    context.fault(
                        row.line,
                        "kind",
                        format!("`{kind}` is no kind of place"),
                        "use a kind of another row",
                    );
                    continue;
                }
            };
            let Some((latitude, longitude)) = point(context, &row, lat, lon) else {
                continue;
            };
            let entry = entry(name, kind, country, (latitude, longitude), geonames);
            self.add(name, &entry);
            items(aliases).for_each(|alias| self.add(alias, &entry));
        }
    }
}

fn context<'e>(file: &'e str, errors: &'e mut Vec<TableError>) -> Context<'e> {
    Context { file, errors }
}

fn entry(
    name: &'static str,
    kind: PlaceKind,
    country: &'static str,
    (latitude, longitude): (f64, f64),
    geonames: &str,
) -> PlaceEntry {
    PlaceEntry {
        name: Cow::Borrowed(name),
        kind,
        country,
        region: if kind == PlaceKind::Region { name } else { "" },
        latitude,
        longitude,
        geonames: geonames.parse().ok(),
        population: 0,
        other_name: false,
        by_hand: true,
    }
}

/// Degrees north and east; notes a fault where they are none.
fn point<const N: usize>(
    context: &mut Context<'_>,
    row: &Row<'_, N>,
    lat: &str,
    lon: &str,
) -> Option<(f64, f64)> {
    let mut degrees = |column: &str, text: &str, most: f64| {
        let value = text.parse::<f64>().ok().filter(|value| value.abs() <= most);
        if value.is_none() {
            let problem = format!("`{text}` is no number of degrees");
            context.fault(
                row.line,
                column,
                problem,
                "write decimal degrees, south and west negative",
            );
        }
        value
    };
    Some((degrees("lat", lat, 90.0)?, degrees("lon", lon, 180.0)?))
}
