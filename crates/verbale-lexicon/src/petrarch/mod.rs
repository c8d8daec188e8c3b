//! PETRARCH's actor and agent dictionaries, read as they are: names with codes, each for a time.
//!
//! ```text
//! NAME_OF_SOMEBODY_   ; a comment
//! +ANOTHER_NAME_
//!     [XYZGOV 990101-041231]
//!     [XYZELI]
//! ```
//!
//! What they say comes after what the built-in tables say: a name that these have is left to them, because the
//! dictionaries end in 2015.

mod read;

use crate::date::{Date, Period};
use crate::lexicon::Lexicon;
use crate::organisation::{Organisation, OrganisationKind};
use crate::person::{Person, PersonId, Term, TermId};
use crate::role::{Role, RoleNumber};
use crate::sector::{Rank, Sector};
use crate::table::Context;
use read::{Entry, entries, macros};
use rustc_hash::{FxHashMap, FxHashSet};

/// Which dictionary a file is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dictionary {
    /// `*.actors.txt`
    Actors,
    /// `*.agents.txt`
    Agents,
}

impl Dictionary {
    pub(crate) fn of_file(name: &str) -> Option<Self> {
        if name.ends_with("actors.txt") {
            Some(Self::Actors)
        } else if name.ends_with("agents.txt") {
            Some(Self::Agents)
        } else {
            None
        }
    }
}

/// Reads a dictionary into a lexicon. Lines that cannot be read are noted and skipped.
pub(crate) fn load(context: &mut Context<'_>, text: &str, dictionary: Dictionary, lexicon: &mut Lexicon) {
    let entries = entries(context, text);
    match dictionary {
        Dictionary::Actors => add_actors(context, &entries, lexicon),
        Dictionary::Agents => add_agents(&entries, &macros(text), lexicon),
    }
}

/// Three letters each after the country's.
fn sectors(code: &str) -> Vec<Sector> {
    let mut sectors: Vec<Sector> = Vec::new();
    for letters in code.as_bytes().chunks_exact(3) {
        // CAMEO has MED for the media and HLH for health.
        let letters = match letters {
            b"MED" => "JRN",
            b"HLH" => "MED",
            other => std::str::from_utf8(other).unwrap_or(""),
        };
        if let Some(sector) = Sector::parse(letters).filter(|sector| !sectors.contains(sector)) {
            sectors.push(sector);
        }
    }
    sectors
}

/// The country or kind of organisation that a code begins with, and the rest.
fn split_code<'c>(code: &'c str, lexicon: &Lexicon) -> (&'c str, &'c str) {
    let (first, rest) = code.split_at(3);
    let known = lexicon.countries.iter().any(|country| *country.alpha3 == *first)
        || matches!(first, "IGO" | "NGO" | "NGM" | "MNC" | "IMG");
    if known { (first, rest) } else { ("", code) }
}

fn add_actors(context: &mut Context<'_>, entries: &[Entry<'_>], lexicon: &mut Lexicon) {
    let mut known = known_names(lexicon);
    let roles: FxHashSet<String> = lexicon
        .roles
        .iter()
        .filter(|role| role.number == RoleNumber::Person)
        .map(|role| role.phrase.to_lowercase())
        .collect();
    for entry in entries {
        let mut names: Vec<String> = entry.names.iter().map(|name| readable(name)).collect();
        names.retain(|name| !name.is_empty());
        // Whoever has one name that the tables know is known.
        if names.iter().any(|name| known.contains(&name.to_lowercase())) {
            continue;
        }
        // "US Secretary of State" is whoever holds the office.
        names.retain(|name| !ends_in_role(name, &roles));
        let Some(first) = names.first().cloned() else {
            continue;
        };
        let dated = entry.codes.iter().any(|code| code.period != Period::default());
        let (country, rest) = split_code(&entry.codes[0].written, lexicon);
        if rest.is_empty() && !dated {
            let of = lexicon
                .countries
                .iter_mut()
                .find(|known| *known.alpha3 == *country);
            if let Some(of) = of {
                of.others.extend(names.into_iter().map(String::into_boxed_str));
                continue;
            }
        }
        if lexicon.terms.len() + entry.codes.len() > usize::from(u16::MAX) {
            context.fault(
                entry.line,
                "name",
                "there are too many people",
                "split the dictionary",
            );
            return;
        }
        known.extend(names.iter().map(|name| name.to_lowercase()));
        let aliases = names.into_iter().skip(1).map(String::into_boxed_str).collect();
        if dated && first.contains(' ') && !country.is_empty() {
            add_person(entry, &first, aliases, lexicon);
        } else if lexicon.organisations.len() < usize::from(u16::MAX) {
            add_organisation(entry, &first, aliases, lexicon);
        }
    }
}

fn ends_in_role(name: &str, roles: &FxHashSet<String>) -> bool {
    let name = name.to_lowercase();
    let starts = name.match_indices(' ').map(|(at, _)| at + 1);
    std::iter::once(0)
        .chain(starts)
        .any(|start| roles.contains(&name[start..]))
}

/// All names of the tables, in small letters.
fn known_names(lexicon: &Lexicon) -> FxHashSet<String> {
    let mut known: FxHashSet<String> = FxHashSet::default();
    let mut add = |names: &[Box<str>]| known.extend(names.iter().map(|name| name.to_lowercase()));
    for country in &lexicon.countries {
        add(std::slice::from_ref(&country.name));
        for names in [
            &country.official,
            &country.others,
            &country.demonyms,
            &country.adjectives,
            &country.capitals,
        ] {
            add(names);
        }
    }
    for seat in &lexicon.seats {
        add(std::slice::from_ref(&seat.name));
        add(&seat.aliases);
    }
    for person in &lexicon.persons {
        add(std::slice::from_ref(&person.name));
        add(&person.aliases);
    }
    for organisation in &lexicon.organisations {
        add(std::slice::from_ref(&organisation.name));
        add(&organisation.aliases);
    }
    known
}

fn add_person(entry: &Entry<'_>, name: &str, aliases: Vec<Box<str>>, lexicon: &mut Lexicon) {
    let person = PersonId(lexicon.persons.len() as u16);
    let mut terms = Vec::new();
    let mut seen: Vec<(&str, Option<Date>)> = Vec::new();
    for code in entry.codes.iter().filter(|code| code.period != Period::default()) {
        // Heads of state who are heads of government are given twice.
        if seen.contains(&(&code.written[..3], code.period.from)) {
            continue;
        }
        seen.push((&code.written[..3], code.period.from));
        let (country, rest) = split_code(&code.written, lexicon);
        let sectors = sectors(rest);
        let rank = if sectors.contains(&Sector::GOV) {
            Rank::Official
        } else {
            Rank::Unspecified
        };
        let term = Term {
            person,
            of: country.into(),
            holder: None,
            office: "official".into(),
            title: "official".into(),
            period: code.period,
            sectors,
            rank,
            line: entry.line,
        };
        terms.push(TermId(lexicon.terms.len() as u16));
        lexicon.terms.push(term);
    }
    lexicon.persons.push(Person {
        name: name.into(),
        aliases,
        gender: None,
        terms,
    });
}

fn add_organisation(entry: &Entry<'_>, name: &str, aliases: Vec<Box<str>>, lexicon: &mut Lexicon) {
    let code = &entry.codes[0];
    let (country, rest) = split_code(&code.written, lexicon);
    let sectors = sectors(rest);
    let has = |wanted: &str| sectors.iter().any(|sector| sector.as_str() == wanted);
    let kind = match country {
        "IGO" => OrganisationKind::Igo,
        "NGO" | "NGM" => OrganisationKind::Ngo,
        "MNC" => OrganisationKind::Company,
        "IMG" => OrganisationKind::ArmedGroup,
        _ if has("REB") || has("UAF") || has("PRM") => OrganisationKind::ArmedGroup,
        _ if has("MIL") => OrganisationKind::Military,
        _ if has("JRN") => OrganisationKind::Media,
        _ if has("PTY") || has("OPP") => OrganisationKind::Party,
        _ if has("LEG") => OrganisationKind::Legislature,
        _ if has("JUD") => OrganisationKind::Court,
        _ if has("GOV") => OrganisationKind::Government,
        "" => OrganisationKind::People,
        _ => OrganisationKind::Other,
    };
    lexicon.organisations.push(Organisation {
        name: name.into(),
        aliases,
        kind,
        country: country.into(),
        sectors,
        code: code.written.as_str().into(),
        period: code.period,
    });
}

fn add_agents(entries: &[Entry<'_>], macros: &FxHashMap<&str, Vec<&str>>, lexicon: &mut Lexicon) {
    let mut known: FxHashSet<String> = lexicon.roles.iter().map(|role| role.phrase.to_string()).collect();
    for entry in entries {
        let sectors = sectors(&entry.codes[0].written);
        for name in entry.names.iter().flat_map(|name| expanded(name, macros)) {
            // Irregular plurals follow in braces.
            let name = name.split('{').next().unwrap_or("");
            let phrase = name.replace('_', " ").trim().to_lowercase();
            if phrase.is_empty()
                || lexicon.roles.len() >= usize::from(u16::MAX)
                || !known.insert(phrase.clone())
            {
                continue;
            }
            lexicon.roles.push(Role {
                phrase: phrase.into(),
                sectors: sectors.clone(),
                rank: Rank::Unspecified,
                number: RoleNumber::Person,
                office: "".into(),
            });
        }
    }
}

/// A name with each of the words that a macro in it stands for.
fn expanded(name: &str, macros: &FxHashMap<&str, Vec<&str>>) -> Vec<String> {
    let parts: Vec<&str> = name.splitn(3, '!').collect();
    let [before, inside, after] = parts[..] else {
        return vec![name.to_owned()];
    };
    let words = macros.get(inside).map_or(&[][..], Vec::as_slice);
    words
        .iter()
        .map(|word| format!("{before}{word}{after}"))
        .collect()
}

/// `MOVEMENT_FOR_PEACE_(MFP)_` as it is written in a text: Movement for Peace.
fn readable(name: &str) -> String {
    let name = name.split('(').next().unwrap_or(name);
    let name = name.replace('_', " ");
    let words: Vec<&str> = name.split_whitespace().collect();
    let acronym = words.len() == 1 && (words[0].len() < 6 || words[0].contains('.'));
    let mut readable = String::with_capacity(name.len());
    for word in &words {
        if !readable.is_empty() {
            readable.push(' ');
        }
        let small = matches!(
            *word,
            "OF" | "THE" | "AND" | "IN" | "FOR" | "TO" | "ON" | "DE" | "AL"
        );
        if acronym || word.contains('.') || word.chars().any(char::is_lowercase) {
            readable.push_str(word);
        } else if small && !readable.is_empty() {
            readable.push_str(&word.to_lowercase());
        } else {
            readable.push_str(&capitalised(word));
        }
    }
    readable
        .strip_prefix("The ")
        .map_or(readable.clone(), ToOwned::to_owned)
}

/// A large letter at the beginning of each part: "Ban Ki-Moon".
fn capitalised(word: &str) -> String {
    let mut large = true;
    let letters = word.chars().map(|letter| {
        let next = if large {
            letter.to_ascii_uppercase()
        } else {
            letter.to_ascii_lowercase()
        };
        large = !letter.is_alphabetic() && letter != '\'';
        next
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntryId;

    const ACTORS: &str = "# a comment\n\
        LEAGUE_OF_RIVERS_ [IGO]\n+LOR_\n\
        VELDA_MARENKOVA_ ; made up\n+MARENKOVA_THE_YOUNGER_\n\t[FRAGOV 980101-021231]\n\t[FRAELI]\n\
        FRONT_OF_THE_DELTA_(FD)_\n\t[NGAREB]\n\
        BROKEN_ [x]\n\
        UNCLOSED_ [FRA\n\
        NEVER_ [FRAGOV 991332-0]\n";

    fn read(dictionary: Dictionary, text: &str) -> (Lexicon, Vec<String>) {
        let mut lexicon = Lexicon::from_tables(&[(
            "countries.tsv",
            include_str!("../../../../data/actors/countries.tsv"),
        )])
        .0;
        let mut errors = Vec::new();
        let context = &mut Context {
            file: "own.actors.txt",
            errors: &mut errors,
        };
        load(context, text, dictionary, &mut lexicon);
        lexicon.build();
        (lexicon, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn names_codes_and_times_are_read() {
        let (lexicon, _) = read(Dictionary::Actors, ACTORS);
        let found = lexicon.match_at(&["Velda", "Marenkova"], 0).expect("the person");
        let EntryId::Person(id) = found.entry else {
            panic!("a person")
        };
        let on = |text| lexicon.offices_of(id, Date::parse(text).expect("a date")).len();
        assert_eq!((on("2000-06-01"), on("2010-06-01")), (1, 0));
        let found = lexicon
            .match_at(&["Front", "of", "the", "Delta"], 0)
            .expect("the front");
        let EntryId::Organisation(id) = found.entry else {
            panic!("an organisation")
        };
        let front = lexicon.organisation(id);
        assert_eq!(
            (front.kind, &*front.country),
            (OrganisationKind::ArmedGroup, "NGA")
        );
        assert_eq!(lexicon.match_at(&["LOR"], 0).map(|found| found.len), Some(1));
    }

    #[test]
    fn what_cannot_be_read_is_listed_by_line() {
        let (_, errors) = read(Dictionary::Actors, ACTORS);
        assert!(
            errors.iter().any(|error| error.starts_with("own.actors.txt:10:")),
            "{errors:?}"
        );
        assert!(
            errors.iter().any(|error| error.contains("not closed")),
            "{errors:?}"
        );
        assert!(
            errors.iter().any(|error| error.contains("is not a day")),
            "{errors:?}"
        );
    }

    #[test]
    fn agents_become_roles_with_their_macros() {
        let (lexicon, errors) = read(
            Dictionary::Agents,
            "!PERSON! = MAN, WOMAN\nFERRY!PERSON! [~LAB]\nRIVER_PILOT [~BUSLAB]\n",
        );
        assert!(errors.is_empty(), "{errors:?}");
        let role = lexicon.role_of(&["old", "ferrywoman"]).expect("the role");
        assert_eq!(role.sectors[0].as_str(), "LAB");
        assert_eq!(
            lexicon
                .role_of(&["river", "pilot"])
                .map(|role| role.sectors.len()),
            Some(2)
        );
    }

    /// A dictionary with its letters shuffled about, the same at every run.
    fn garbled(text: &str, seed: u32) -> String {
        let mut state = seed;
        let letters = text.chars().map(|letter| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            match state >> 28 {
                0 => '[',
                1 => ']',
                2 => '\u{e9}',
                3 => '!',
                4 => '\n',
                5 => '>',
                _ => letter,
            }
        });
        letters.collect()
    }

    #[test]
    fn no_text_makes_the_readers_stop() {
        for seed in 0..400 {
            let text = garbled(ACTORS, seed);
            let mut lexicon = Lexicon::default();
            let mut errors = Vec::new();
            let context = &mut Context {
                file: "garbled",
                errors: &mut errors,
            };
            load(context, &text, Dictionary::Actors, &mut lexicon);
            load(context, &text, Dictionary::Agents, &mut lexicon);
        }
    }
}
