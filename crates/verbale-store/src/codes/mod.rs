//! Codes of the exported formats: countries, regions, parts of actor codes, reciprocal acts. All from `data/exports`.

mod load;

use std::collections::HashMap;
use std::sync::OnceLock;

pub(crate) use load::{CodeSources, load};

/// A country as the formats know it; empty where a list has no such entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Country {
    pub(crate) cameo: String,
    pub(crate) plover: String,
    pub(crate) fips: String,
    pub(crate) cow: String,
    pub(crate) name: String,
}

/// The GDELT column that a block of an actor code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Country,
    Group,
    Religion,
    Ethnic,
}

/// FIPS codes of a first-level region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) fips: String,
    pub(crate) adm1: String,
}

/// Classes of a CAMEO root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Classes {
    pub(crate) quad: u8,
    pub(crate) penta: u8,
}

/// All tables.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    countries: HashMap<String, Country>,
    regions: HashMap<(String, String), Region>,
    blocks: HashMap<String, Block>,
    roots: HashMap<String, Classes>,
    reciprocal: HashMap<String, String>,
}

impl Codes {
    /// The built-in tables, read at first use.
    #[allow(clippy::expect_used)] // Tables that come with the binary; a test loads them.
    pub(crate) fn get() -> &'static Self {
        static BUILT_IN: OnceLock<Codes> = OnceLock::new();
        BUILT_IN.get_or_init(|| load(&CodeSources::built_in()).expect("the built-in tables are tested"))
    }

    pub(crate) fn country(&self, alpha3: &str) -> Option<&Country> {
        self.countries.get(alpha3)
    }

    pub(crate) fn region(&self, alpha3: &str, admin1: &str) -> Option<&Region> {
        self.regions.get(&(alpha3.to_owned(), admin1.to_owned()))
    }

    pub(crate) fn block(&self, code: &str) -> Option<Block> {
        self.blocks.get(code).copied()
    }

    /// The classes of the root that a CAMEO code stands under.
    pub(crate) fn classes(&self, cameo: &str) -> Option<Classes> {
        self.roots.get(cameo.get(..2)?).copied()
    }

    /// The code of the second direction, where the act is one that both sides do.
    pub(crate) fn returned(&self, cameo: &str) -> Option<&str> {
        self.reciprocal.get(cameo).map(String::as_str)
    }

    /// CAMEO's country code; empty for what CAMEO has no code for.
    pub(crate) fn cameo_country(&self, alpha3: &str) -> &str {
        self.country(alpha3).map_or("", |country| &country.cameo)
    }
}
