//! The ontology's tables: CAMEO codes with their values, the mapping to and from PLOVER, sectors.

use super::table::{Row, TableError, TableSource};
use super::{CameoCode, Context, EventType, Mode, Sector};
use std::sync::OnceLock;

/// Everything the coder asks the ontology for. The built-in one: [`Ontology::get`].
#[derive(Clone, Debug)]
pub struct Ontology {
    /// Ordered by code, for binary search.
    cameo: Vec<CameoEntry>,
    /// The code without context of each type and mode, then its codes for a context, in the table's order.
    from_plover: Vec<FromPlover>,
    sectors: Vec<SectorEntry>,
}

/// A CAMEO code and what is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct CameoEntry {
    /// The code.
    pub code: CameoCode,
    /// Its name in common use.
    pub name: String,
    /// Its Goldstein value, −10 to 10.
    pub goldstein: f32,
    /// Whether the published Goldstein scale has no value for the code, so that it takes its parent's.
    pub goldstein_inherited: bool,
    /// The code above it; none for the twenty roots.
    pub parent: Option<CameoCode>,
    /// What it becomes in PLOVER; none for the statements that PLOVER drops.
    pub plover: Option<Coding>,
}

/// An event coded by PLOVER.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// The type.
    pub event_type: EventType,
    /// The mode, one of the type's.
    pub mode: Option<Mode>,
    /// The contexts that the code itself implies.
    pub contexts: Vec<Context>,
}

/// A sector code and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectorEntry {
    /// The code.
    pub code: Sector,
    /// Its name.
    pub name: String,
    /// Whether it stands in the place of a country (`IGO`) instead of following one (`GOV`).
    pub international: bool,
    /// Whether it is only CAMEO's: met in older data, replaced in PLOVER.
    pub cameo_only: bool,
    /// What it means.
    pub definition: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FromPlover {
    event_type: EventType,
    mode: Option<Mode>,
    context: Option<Context>,
    cameo: CameoCode,
}

/// The texts of the four tables.
#[derive(Clone, Copy, Debug)]
pub struct OntologySources<'text> {
    /// CAMEO codes, names, Goldstein values.
    pub cameo: TableSource<'text>,
    /// CAMEO to PLOVER.
    pub cameo_plover: TableSource<'text>,
    /// PLOVER to CAMEO.
    pub plover_cameo: TableSource<'text>,
    /// Sector codes.
    pub sectors: TableSource<'text>,
}

impl OntologySources<'static> {
    /// The tables that come with Verbale: a base to replace single tables of.
    pub fn built_in() -> Self {
        OntologySources {
            cameo: TableSource {
                file: "data/ontology/cameo.tsv",
                text: include_str!("../../../../data/ontology/cameo.tsv"),
            },
            cameo_plover: TableSource {
                file: "data/ontology/cameo-plover.tsv",
                text: include_str!("../../../../data/ontology/cameo-plover.tsv"),
            },
            plover_cameo: TableSource {
                file: "data/ontology/plover-cameo.tsv",
                text: include_str!("../../../../data/ontology/plover-cameo.tsv"),
            },
            sectors: TableSource {
                file: "data/ontology/sectors.tsv",
                text: include_str!("../../../../data/ontology/sectors.tsv"),
            },
        }
    }
}

impl Ontology {
    /// The built-in ontology, parsed at first use.
    #[allow(clippy::missing_panics_doc, reason = "the built-in tables are tested")]
    pub fn get() -> &'static Ontology {
        static BUILT_IN: OnceLock<Ontology> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            Ontology::from_tables(OntologySources::built_in()).expect("the built-in tables are tested")
        })
    }

    /// An ontology from these tables. Both mappings must be total: every CAMEO code has a row, and so has every
    /// PLOVER type, alone and with each of its modes.
    pub fn from_tables(sources: OntologySources<'_>) -> Result<Ontology, TableError> {
        let mut ontology = Ontology {
            cameo: read_cameo(sources.cameo)?,
            from_plover: Vec::new(),
            sectors: read_sectors(sources.sectors)?,
        };
        ontology.read_codings(sources.cameo_plover)?;
        ontology.read_from_plover(sources.plover_cameo)?;
        Ok(ontology)
    }

    /// All CAMEO codes, in order.
    pub fn cameo_codes(&self) -> &[CameoEntry] {
        &self.cameo
    }

    /// What is known about a code.
    pub fn cameo(&self, code: CameoCode) -> Option<&CameoEntry> {
        self.position(code).map(|at| &self.cameo[at])
    }

    /// The Goldstein value of a code.
    pub fn intensity(&self, code: CameoCode) -> Option<f32> {
        self.cameo(code).map(|entry| entry.goldstein)
    }

    /// What a CAMEO code becomes in PLOVER; none for codes that PLOVER drops and for codes that do not exist.
    pub fn plover_for(&self, code: CameoCode) -> Option<&Coding> {
        self.cameo(code)?.plover.as_ref()
    }

    /// The CAMEO code that fits a PLOVER type and mode best. A mode of another type counts as none.
    pub fn cameo_for(&self, event_type: EventType, mode: Option<Mode>) -> CameoCode {
        self.cameo_in_context(event_type, mode, &[])
    }

    /// The same, narrowed by the first of the contexts that CAMEO has a code for: AID in the context `military` is
    /// 072 instead of 070.
    #[allow(
        clippy::missing_panics_doc,
        reason = "loading checks that the mapping is total"
    )]
    pub fn cameo_in_context(
        &self,
        event_type: EventType,
        mode: Option<Mode>,
        contexts: &[Context],
    ) -> CameoCode {
        let mode = mode.filter(|mode| event_type.allows(*mode));
        let find = |context| {
            self.from_plover
                .iter()
                .find(|row| (row.event_type, row.mode, row.context) == (event_type, mode, context))
                .map(|row| row.cameo)
        };
        contexts
            .iter()
            .find_map(|context| find(Some(*context)))
            .or_else(|| find(None))
            .expect("`from_tables` has checked that the mapping is total")
    }

    /// The Goldstein value of the CAMEO code that fits a PLOVER type and mode best.
    #[allow(clippy::missing_panics_doc, reason = "loading admits only known codes")]
    pub fn default_intensity(&self, event_type: EventType, mode: Option<Mode>) -> f32 {
        self.intensity(self.cameo_for(event_type, mode))
            .expect("`from_tables` admits only codes of the CAMEO table")
    }

    /// CAMEO's milder twin of a demand: what is asked for, not demanded (1056 → 0256). None for other codes.
    /// PLOVER codes both as REQUEST, but their intensities are far apart.
    pub fn appeal_for(&self, demand: CameoCode) -> Option<CameoCode> {
        let rest = demand.as_str().strip_prefix("10")?;
        let appeal = format!("02{rest}").parse().ok()?;
        self.cameo(appeal).map(|entry| entry.code)
    }

    /// All sectors, in the table's order.
    pub fn sectors(&self) -> &[SectorEntry] {
        &self.sectors
    }

    /// What a sector code means.
    pub fn sector(&self, code: Sector) -> Option<&SectorEntry> {
        self.sectors.iter().find(|entry| entry.code == code)
    }

    fn position(&self, code: CameoCode) -> Option<usize> {
        self.cameo.binary_search_by_key(&code, |entry| entry.code).ok()
    }

    fn read_codings(&mut self, source: TableSource<'_>) -> Result<(), TableError> {
        let mut seen = vec![false; self.cameo.len()];
        for row in source.rows(["cameo", "type", "mode", "contexts", "note"])? {
            let code: CameoCode = row.parse(0)?;
            let at = self
                .position(code)
                .ok_or_else(|| row.error(&format!("CAMEO has no code {code}")))?;
            if std::mem::replace(&mut seen[at], true) {
                return Err(row.error(&format!("a second row for {code}")));
            }
            self.cameo[at].plover = read_coding(&row)?;
        }
        match seen.iter().position(|seen| !seen) {
            Some(at) => Err(source.lacks(&format!("no row for CAMEO code {}", self.cameo[at].code))),
            None => Ok(()),
        }
    }

    fn read_from_plover(&mut self, source: TableSource<'_>) -> Result<(), TableError> {
        for row in source.rows(["type", "mode", "context", "cameo"])? {
            let event_type = row.parse(0)?;
            let mode = read_mode(&row, event_type, 1)?;
            let entry = FromPlover {
                event_type,
                mode,
                context: row.parse_optional(2)?,
                cameo: row.parse(3)?,
            };
            if self.cameo(entry.cameo).is_none() {
                return Err(row.error(&format!("CAMEO has no code {}", entry.cameo)));
            }
            if self.from_plover.iter().any(|other| other.same_key(entry)) {
                return Err(row.error(&format!("a second row for {event_type} {}", row.fields[1])));
            }
            self.from_plover.push(entry);
        }
        for event_type in EventType::ALL {
            let modes = event_type.modes().iter().copied().map(Some);
            for mode in std::iter::once(None).chain(modes) {
                let has_row =
                    |row: &FromPlover| (row.event_type, row.mode, row.context) == (*event_type, mode, None);
                if !self.from_plover.iter().any(has_row) {
                    let mode = mode.map_or("-", Mode::as_str);
                    return Err(source.lacks(&format!("no row for {event_type} {mode} without context")));
                }
            }
        }
        Ok(())
    }
}

impl FromPlover {
    fn same_key(self, other: FromPlover) -> bool {
        (self.event_type, self.mode, self.context) == (other.event_type, other.mode, other.context)
    }
}

fn read_cameo(source: TableSource<'_>) -> Result<Vec<CameoEntry>, TableError> {
    let mut entries: Vec<CameoEntry> = Vec::with_capacity(320);
    for row in source.rows(["code", "name", "goldstein", "basis", "parent"])? {
        let code: CameoCode = row.parse(0)?;
        let goldstein: f32 = row.parse(2)?;
        if !(-10.0..=10.0).contains(&goldstein) {
            return Err(row.error(&format!(
                "Goldstein values lie between -10 and 10, not at {goldstein}"
            )));
        }
        let parent: Option<CameoCode> = row.parse_optional(4)?;
        if parent != code.parent() {
            return Err(row.error(&format!("the parent of {code} is the code one digit shorter")));
        }
        // Order also rules out doubles, and puts each parent before its children.
        if entries.last().is_some_and(|last| last.code >= code) {
            return Err(row.error(&format!("{code} is out of order")));
        }
        if let Some(parent) = parent
            && entries.binary_search_by_key(&parent, |entry| entry.code).is_err()
        {
            return Err(row.error(&format!("{parent}, the parent of {code}, is missing")));
        }
        let goldstein_inherited = match row.fields[3] {
            "published" => false,
            "inherited" => true,
            other => return Err(row.error(&format!("a basis is `published` or `inherited`, not `{other}`"))),
        };
        let name = row.fields[1].to_owned();
        entries.push(CameoEntry {
            code,
            name,
            goldstein,
            goldstein_inherited,
            parent,
            plover: None,
        });
    }
    Ok(entries)
}

fn read_coding(row: &Row<'_, 5>) -> Result<Option<Coding>, TableError> {
    let Some(event_type) = row.parse_optional(1)? else {
        return Ok(None);
    };
    let mode = read_mode(row, event_type, 2)?;
    let contexts = match row.fields[3] {
        "-" => Vec::new(),
        list => list
            .split(';')
            .map(|name| name.parse().map_err(|error| row.error(&error)))
            .collect::<Result<_, _>>()?,
    };
    Ok(Some(Coding {
        event_type,
        mode,
        contexts,
    }))
}

fn read_mode<const COLUMNS: usize>(
    row: &Row<'_, COLUMNS>,
    event_type: EventType,
    column: usize,
) -> Result<Option<Mode>, TableError> {
    match row.fields[column] {
        "-" => Ok(None),
        name => Mode::of(event_type, name)
            .map(Some)
            .map_err(|error| row.error(&error)),
    }
}

fn read_sectors(source: TableSource<'_>) -> Result<Vec<SectorEntry>, TableError> {
    let mut entries: Vec<SectorEntry> = Vec::new();
    for row in source.rows(["code", "name", "scope", "scheme", "definition"])? {
        let code: Sector = row.parse(0)?;
        if entries.iter().any(|entry| entry.code == code) {
            return Err(row.error(&format!("a second row for {code}")));
        }
        let international = match row.fields[2] {
            "domestic" => false,
            "international" => true,
            other => {
                return Err(row.error(&format!(
                    "a scope is `domestic` or `international`, not `{other}`"
                )));
            }
        };
        let cameo_only = match row.fields[3] {
            "plover" => false,
            "cameo" => true,
            other => return Err(row.error(&format!("a scheme is `plover` or `cameo`, not `{other}`"))),
        };
        let (name, definition) = (row.fields[1].to_owned(), row.fields[4].to_owned());
        entries.push(SectorEntry {
            code,
            name,
            international,
            cameo_only,
            definition,
        });
    }
    Ok(entries)
}

#[cfg(test)]
#[path = "tables_tests.rs"]
mod tests;
