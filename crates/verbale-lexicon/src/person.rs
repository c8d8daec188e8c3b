//! People and the offices they held, from when to when.

use rustc_hash::FxHashMap;

use crate::compose::Holder;
use crate::country::{period, rank_of, sectors_of};
use crate::date::Period;
use crate::normal;
use crate::sector::{Rank, Sector};
use crate::table::{Context, items, read};

/// A person; several rows of the officeholders table are one person when their names are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub(crate) u16);

/// A row of the officeholders table: one term of office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(pub(crate) u16);

/// Grammatical gender, for pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// he
    Masculine,
    /// she
    Feminine,
}

/// A person in the tables.
#[derive(Debug, Clone)]
pub struct Person {
    /// Usual name.
    pub name: Box<str>,
    /// Other names, short names among them.
    pub aliases: Vec<Box<str>>,
    /// What pronoun stands for them, when known.
    pub gender: Option<Gender>,
    /// Terms of office in order of the table.
    pub terms: Vec<TermId>,
}

/// One term of office.
#[derive(Debug, Clone)]
pub struct Term {
    /// Who held it.
    pub person: PersonId,
    /// The country or organisation whose office it is, as the table says.
    pub of: Box<str>,
    /// The same, resolved; `None` when no table has it.
    pub holder: Option<Holder>,
    /// Key of the office: `foreign-minister`.
    pub office: Box<str>,
    /// The title as said.
    pub title: Box<str>,
    /// From when to when.
    pub period: Period,
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// Rank.
    pub rank: Rank,
    /// Line of the table, for findings.
    pub(crate) line: u32,
}

pub(crate) fn load(context: &mut Context<'_>, text: &str, persons: &mut Vec<Person>, terms: &mut Vec<Term>) {
    let columns = [
        "name", "aliases", "of", "office", "title", "from", "to", "sectors", "rank", "gender",
    ];
    let mut by_name: FxHashMap<Box<str>, u16> = persons
        .iter()
        .zip(0..)
        .map(|(person, id)| (person.name.clone(), id))
        .collect();
    for row in read(context, text, columns) {
        let [name, aliases, of, office, title, from, to, sectors, rank, gender] = row.cells;
        if name.is_empty() || of.is_empty() || office.is_empty() {
            let column = if name.is_empty() {
                "name"
            } else if of.is_empty() {
                "of"
            } else {
                "office"
            };
            context.fault(
                row.line,
                column,
                "the cell is empty",
                "a term needs a name, a country and an office",
            );
            continue;
        }
        let Some(rank) = rank_of(context, row.line, rank) else {
            continue;
        };
        let gender = match gender {
            "m" => Some(Gender::Masculine),
            "f" => Some(Gender::Feminine),
            "" => None,
            other => {
                context.fault(
                    row.line,
                    "gender",
                    format!("`{other}` is not known"),
                    "m, f or nothing",
                );
                continue;
            }
        };
        let Some(sectors) = sectors_of(context, row.line, sectors) else {
            continue;
        };
        let Some(period) = period(context, row.line, from, to) else {
            continue;
        };
        let id = by_name.get(name).copied().unwrap_or_else(|| {
            let id = persons.len() as u16;
            by_name.insert(name.into(), id);
            persons.push(Person {
                name: name.into(),
                aliases: Vec::new(),
                gender,
                terms: Vec::new(),
            });
            id
        });
        let person = &mut persons[usize::from(id)];
        for alias in items(aliases) {
            if alias != name && !person.aliases.iter().any(|known| **known == *alias) {
                person.aliases.push(alias.into());
            }
        }
        person.gender = person.gender.or(gender);
        person.terms.push(TermId(terms.len() as u16));
        terms.push(Term {
            person: PersonId(id),
            of: of.into(),
            holder: None,
            office: office.into(),
            title: title.into(),
            period,
            sectors,
            rank,
            line: row.line,
        });
    }
}

/// Where the family name comes first.
const FAMILY_NAME_FIRST: [&str; 7] = ["CHN", "TWN", "PRK", "KOR", "VNM", "SGP", "KHM"];

/// The names by which a person is called after the first mention.
///
/// A short alias says it ("Putin" for Vladimir Putin); otherwise it is the last word with the particles before it,
/// and the last word alone: "al-Assad" and "Assad".
pub(crate) fn surnames(person: &Person, country: &str) -> Vec<String> {
    let words: Vec<&str> = person.name.split_whitespace().collect();
    let mut names = Vec::new();
    for alias in &person.aliases {
        let count = alias.split_whitespace().count();
        if count < words.len()
            && (person.name.starts_with(&**alias) || person.name.ends_with(&**alias) || count == 1)
        {
            names.push(alias.to_string());
        }
    }
    if names.is_empty() && words.len() > 1 {
        if FAMILY_NAME_FIRST.contains(&country) {
            names.push(words[0].to_owned());
        } else {
            let last = words.len() - 1;
            let first_particle = (1..last)
                .rev()
                .take_while(|at| is_particle_word(words[*at]))
                .last();
            names.push(words[last].to_owned());
            if let Some(from) = first_particle {
                names.push(words[from..].join(" "));
            }
        }
    }
    // "al-Assad" is "Assad" as well.
    let stripped: Vec<String> = names
        .iter()
        .filter_map(|name| name.split_once('-').filter(|(head, _)| is_particle_word(head)))
        .map(|(_, tail)| tail.to_owned())
        .collect();
    for name in stripped {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn is_particle_word(word: &str) -> bool {
    normal::is_particle(&word.to_lowercase())
}
