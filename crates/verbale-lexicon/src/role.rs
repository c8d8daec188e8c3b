//! Titles and agent nouns: what a word for somebody says of their sector, rank and office.

use crate::country::{rank_of, sectors_of};
use crate::sector::{Rank, Sector};
use crate::table::{Context, read};

/// A row of the roles table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoleId(pub(crate) u16);

/// Whether a role is one person's or many's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoleNumber {
    /// "minister": one, or several in the plural.
    Person,
    /// "troops", "delegation".
    Group,
}

/// A title or agent noun.
#[derive(Debug, Clone)]
pub struct Role {
    /// The phrase in lemmas: "foreign minister".
    pub phrase: Box<str>,
    /// Sectors it says; empty when only whom it belongs to says ("spokesman").
    pub sectors: Vec<Sector>,
    /// Rank it says.
    pub rank: Rank,
    /// One or many.
    pub number: RoleNumber,
    /// Key of the office for dated lookups; empty when it is no office.
    pub office: Box<str>,
}

pub(crate) fn load(context: &mut Context<'_>, text: &str, into: &mut Vec<Role>) {
    for row in read(context, text, ["phrase", "sectors", "rank", "number", "office"]) {
        let [phrase, sectors, rank, number, office] = row.cells;
        if phrase.is_empty() {
            context.fault(
                row.line,
                "phrase",
                "the phrase is empty",
                "write the role in lemmas, lower case",
            );
            continue;
        }
        let Some(rank) = rank_of(context, row.line, rank) else {
            continue;
        };
        let number = match number {
            "person" => RoleNumber::Person,
            "group" => RoleNumber::Group,
            other => {
                context.fault(
                    row.line,
                    "number",
                    format!("`{other}` is neither"),
                    "write person or group",
                );
                continue;
            }
        };
        let Some(sectors) = sectors_of(context, row.line, sectors) else {
            continue;
        };
        into.push(Role {
            phrase: phrase.into(),
            sectors,
            rank,
            number,
            office: office.into(),
        });
    }
}

/// Words after which the head of an English title phrase has ended: "chief of staff", "ambassador to the UN".
const AFTER_HEAD: [&str; 8] = [
    " of ", " in ", " to ", " for ", " at ", "-general", "-in-", " general",
];

/// The plural of a phrase: its head word inflected ("secretaries-general", "chiefs of staff").
pub(crate) fn plural(phrase: &str) -> String {
    let head_end = match phrase {
        // Here the general is the head.
        "general" | "major general" | "brigadier general" | "lieutenant general" | "colonel general"
        | "army general" | "retired general" => phrase.len(),
        _ => AFTER_HEAD
            .iter()
            .filter_map(|mark| phrase.find(mark))
            .min()
            .unwrap_or(phrase.len()),
    };
    let (head, rest) = phrase.split_at(head_end);
    format!("{}{rest}", plural_word(head))
}

fn plural_word(word: &str) -> String {
    let stem = |ending: &str| word.strip_suffix(ending);
    if let Some(stem) = stem("man").filter(|stem| !stem.ends_with(['u', 'r'])) {
        return format!("{stem}men");
    }
    if let Some(stem) = stem("person") {
        return format!("{stem}people");
    }
    if let Some(stem) = stem("child") {
        return format!("{stem}children");
    }
    if let Some(stem) = stem("wife") {
        return format!("{stem}wives");
    }
    if let Some(stem) = stem("thief") {
        return format!("{stem}thieves");
    }
    if let Some(stem) = stem("y").filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        return format!("{word}es");
    }
    format!("{word}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_inflect_the_head() {
        for (one, many) in [
            ("foreign minister", "foreign ministers"),
            ("secretary-general", "secretaries-general"),
            ("chief of staff", "chiefs of staff"),
            ("spokeswoman", "spokeswomen"),
            ("deputy", "deputies"),
            ("envoy", "envoys"),
            ("major general", "major generals"),
            ("attorney general", "attorneys general"),
            ("witness", "witnesses"),
            ("commander-in-chief", "commanders-in-chief"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
