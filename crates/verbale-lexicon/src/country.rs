//! Countries, the seats that stand for their governments, and parts of the world.

use crate::date::Period;
use crate::sector::{Rank, Sector};
use crate::table::{Context, owned_items, read};

/// A row of the countries table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryId(pub(crate) u16);

/// A row of the seats table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeatId(pub(crate) u16);

/// A row of the regions table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegionId(pub(crate) u16);

/// What kind of country it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountryStatus {
    /// A state.
    State,
    /// A dependent territory or constituent country.
    Territory,
    /// An entity that claims to be a state, or whose status is disputed.
    Disputed,
    /// A region that acts for itself in the news.
    Autonomous,
    /// A state that no longer exists.
    Historic,
}

impl CountryStatus {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "state" => Self::State,
            "territory" => Self::Territory,
            "disputed" => Self::Disputed,
            "autonomous" => Self::Autonomous,
            "historic" => Self::Historic,
            _ => return None,
        })
    }
}

/// A country, territory or entity.
#[derive(Debug, Clone)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or a code of our own in the X range.
    pub alpha3: Box<str>,
    /// ISO 3166-1 alpha-2; may be empty.
    pub alpha2: Box<str>,
    /// What it is.
    pub status: CountryStatus,
    /// Alpha-3 code of the state it belongs to or is claimed by; empty for a state.
    pub sovereign: Box<str>,
    /// Everyday name.
    pub name: Box<str>,
    /// Official names.
    pub official: Vec<Box<str>>,
    /// Other names and abbreviations.
    pub others: Vec<Box<str>>,
    /// Its people, singular and plural.
    pub demonyms: Vec<Box<str>>,
    /// Adjectives.
    pub adjectives: Vec<Box<str>>,
    /// Capitals with their spellings.
    pub capitals: Vec<Box<str>>,
    /// Keys of region groups.
    pub regions: Vec<Box<str>>,
    /// When it existed; open for what still does.
    pub period: Period,
}

/// A name that stands for a government or a part of it.
#[derive(Debug, Clone)]
pub struct Seat {
    /// "Kremlin".
    pub name: Box<str>,
    /// Other spellings.
    pub aliases: Vec<Box<str>>,
    /// Alpha-3 code, or a code of an international body.
    pub country: Box<str>,
    /// Sectors of what it stands for.
    pub sectors: Vec<Sector>,
    /// Key of the office whose holder it stands for; may be empty.
    pub office: Box<str>,
}

/// A part of the world, or a place that must not be taken for a country.
#[derive(Debug, Clone)]
pub struct Region {
    /// The key countries use, or empty for a mere place.
    pub key: Box<str>,
    /// Name.
    pub name: Box<str>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// Adjectives and demonyms.
    pub adjectives: Vec<Box<str>>,
}

pub(crate) fn load_countries(context: &mut Context<'_>, text: &str, into: &mut Vec<Country>) {
    let columns = [
        "alpha3",
        "alpha2",
        "status",
        "sovereign",
        "name",
        "official",
        "other",
        "demonyms",
        "adjectives",
        "capital",
        "regions",
        "from",
        "to",
    ];
    for row in read(context, text, columns) {
        let [
            alpha3,
            alpha2,
            status,
            sovereign,
            name,
            official,
            other,
            demonyms,
            adjectives,
            capital,
            regions,
            from,
            to,
        ] = row.cells;
        if alpha3.len() != 3 || !alpha3.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let problem = format!("`{alpha3}` is not a country code");
            context.fault(
                row.line,
                "alpha3",
                problem,
                "three capital letters; X.. for codes of your own",
            );
            continue;
        }
        if name.is_empty() {
            context.fault(
                row.line,
                "name",
                "the name is empty",
                "write the everyday English name",
            );
            continue;
        }
        let Some(status) = CountryStatus::parse(status) else {
            let problem = format!("`{status}` is not a status");
            context.fault(
                row.line,
                "status",
                problem,
                "state, territory, disputed, autonomous or historic",
            );
            continue;
        };
        let Some(period) = period(context, row.line, from, to) else {
            continue;
        };
        into.push(Country {
            alpha3: alpha3.into(),
            alpha2: alpha2.into(),
            status,
            sovereign: sovereign.into(),
            name: name.into(),
            official: owned_items(official),
            others: owned_items(other),
            demonyms: owned_items(demonyms),
            adjectives: owned_items(adjectives),
            capitals: owned_items(capital),
            regions: owned_items(regions),
            period,
        });
    }
}

pub(crate) fn load_seats(context: &mut Context<'_>, text: &str, into: &mut Vec<Seat>) {
    for row in read(context, text, ["name", "aliases", "country", "sectors", "office"]) {
        let [name, aliases, country, sectors, office] = row.cells;
        if name.is_empty() {
            context.fault(row.line, "name", "the name is empty", "write the seat's name");
            continue;
        }
        let Some(sectors) = sectors_of(context, row.line, sectors) else {
            continue;
        };
        into.push(Seat {
            name: name.into(),
            aliases: owned_items(aliases),
            country: country.into(),
            sectors,
            office: office.into(),
        });
    }
}

pub(crate) fn load_regions(context: &mut Context<'_>, text: &str, into: &mut Vec<Region>) {
    for row in read(context, text, ["key", "name", "aliases", "adjectives"]) {
        let [key, name, aliases, adjectives] = row.cells;
        if name.is_empty() {
            context.fault(row.line, "name", "the name is empty", "write the region's name");
            continue;
        }
        into.push(Region {
            key: key.into(),
            name: name.into(),
            aliases: owned_items(aliases),
            adjectives: owned_items(adjectives),
        });
    }
}

/// Reads a pair of dates; notes a fault and gives `None` when one is wrong.
pub(crate) fn period(context: &mut Context<'_>, line: u32, from: &str, to: &str) -> Option<Period> {
    let mut date = |column: &str, text: &str| {
        if text.is_empty() {
            return Some(None);
        }
        match crate::date::Date::parse(text) {
            Ok(date) => Some(Some(date)),
            Err(error) => {
                let advice = "write YYYY-MM-DD, YYYY-MM or YYYY, or leave it empty";
                context.fault(line, column, error.to_string(), advice);
                None
            }
        }
    };
    let period = Period {
        from: date("from", from)?,
        to: date("to", to)?,
    };
    if period.is_reversed() {
        let problem = format!("the end {to} is before the beginning {from}");
        context.fault(line, "to", problem, "swap the two, or mend the one that is wrong");
        return None;
    }
    Some(period)
}

/// The rank of a cell; one that is none is noted as a fault.
pub(crate) fn rank_of(context: &mut Context<'_>, line: u32, cell: &str) -> Option<Rank> {
    let rank = Rank::parse(cell);
    if rank.is_none() {
        let ranks: Vec<&str> = Rank::ALL.iter().map(|rank| rank.as_str()).collect();
        let advice = format!("one of {}", ranks.join(", "));
        context.fault(line, "rank", format!("`{cell}` is not a rank"), advice);
    }
    rank
}

/// Reads a list of sector codes.
pub(crate) fn sectors_of(context: &mut Context<'_>, line: u32, cell: &str) -> Option<Vec<Sector>> {
    let mut sectors = Vec::new();
    for code in cell.split(['|', ',', ' ']).filter(|code| !code.is_empty()) {
        let Some(sector) = Sector::parse(code) else {
            let advice = "use PLOVER's codes: GOV, MIL, COP, JUD, LEG, SPY, PRM, PTY, REB, OPP, CVL, JRN (media), MED (health), ...";
            context.fault(line, "sectors", format!("`{code}` is not a sector"), advice);
            return None;
        };
        sectors.push(sector);
    }
    Some(sectors)
}
