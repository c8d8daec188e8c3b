//! Organisations of every kind, armed groups and peoples among them: one table format for all.

use crate::country::{period, sectors_of};
use crate::date::Period;
use crate::sector::Sector;
use crate::table::{Context, owned_items, read};

/// A row of an organisations table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OrganisationId(pub(crate) u16);

/// What kind of organisation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganisationKind {
    /// Of states.
    Igo,
    /// Not of states.
    Ngo,
    /// News agency, newspaper, broadcaster.
    Media,
    /// Company.
    Company,
    /// Political party or alliance.
    Party,
    /// Armed group that is not a state's.
    ArmedGroup,
    /// A part of a government.
    Government,
    /// A part of a state's armed forces.
    Military,
    /// A parliament.
    Legislature,
    /// A court.
    Court,
    /// A religious body.
    Religious,
    /// A people or community.
    People,
    /// Anything else: round tables, conferences, contact groups.
    Other,
}

const KINDS: [(&str, OrganisationKind); 13] = [
    ("igo", OrganisationKind::Igo),
    ("ngo", OrganisationKind::Ngo),
    ("media", OrganisationKind::Media),
    ("company", OrganisationKind::Company),
    ("party", OrganisationKind::Party),
    ("armed-group", OrganisationKind::ArmedGroup),
    ("government", OrganisationKind::Government),
    ("military", OrganisationKind::Military),
    ("legislature", OrganisationKind::Legislature),
    ("court", OrganisationKind::Court),
    ("religious", OrganisationKind::Religious),
    ("people", OrganisationKind::People),
    ("other", OrganisationKind::Other),
];

impl OrganisationKind {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("other", |(word, _)| word)
    }
}

/// An organisation, armed group or people.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its usual name.
    pub name: Box<str>,
    /// Other names and acronyms.
    pub aliases: Vec<Box<str>>,
    /// What it is.
    pub kind: OrganisationKind,
    /// Alpha-3 code, or IGO, NGO, MNC, IMG.
    pub country: Box<str>,
    /// PLOVER sectors.
    pub sectors: Vec<Sector>,
    /// CAMEO-style code; composed from country and sectors where the table has none.
    pub code: Box<str>,
    /// When it existed or was called so.
    pub period: Period,
}

/// Codes that stand in the country column for what belongs to no country.
pub(crate) const NO_COUNTRY: [&str; 8] = ["IGO", "NGO", "MNC", "IMG", "ISM", "INT", "UNO", "EUR"];

pub(crate) fn load(context: &mut Context<'_>, text: &str, into: &mut Vec<Organisation>) {
    for row in read(
        context,
        text,
        [
            "name", "aliases", "kind", "country", "sectors", "code", "from", "to",
        ],
    ) {
        let [name, aliases, kind, country, sectors, code, from, to] = row.cells;
        if name.is_empty() {
            context.fault(row.line, "name", "the name is empty", "write the usual name");
            continue;
        }
        let Some((_, kind)) = KINDS.iter().find(|(word, _)| *word == kind) else {
            let words: Vec<&str> = KINDS.iter().map(|(word, _)| *word).collect();
            context.fault(
                row.line,
                "kind",
                format!("`{kind}` is not a kind"),
                format!("one of {}", words.join(", ")),
            );
            continue;
        };
        let Some(sectors) = sectors_of(context, row.line, sectors) else {
            continue;
        };
        let Some(period) = period(context, row.line, from, to) else {
            continue;
        };
        into.push(Organisation {
            name: name.into(),
            aliases: owned_items(aliases),
            kind: *kind,
            country: country.into(),
            sectors,
            code: code.into(),
            period,
        });
    }
}
