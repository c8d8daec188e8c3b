//! Names this crate knows from tables: agencies, the cities of datelines, and capitals that are no place.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::table::rows;

/// Agency names and their other ways of writing, to the name itself. Only looked up, never walked.
static AGENCIES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut agencies = HashMap::new();
    for (_, row) in rows(include_str!("../../../data/page/agencies.tsv")) {
        let Some(&name) = row.first() else { continue };
        let others = row.get(1).copied().unwrap_or_default();
        for written in others
            .split('|')
            .chain([name])
            .filter(|written| !written.is_empty())
        {
            agencies.insert(written, name);
        }
    }
    agencies
});

static CITIES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words("city"));
static NOT_PLACES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words("not-place"));

fn words(kind: &str) -> HashSet<&'static str> {
    rows(include_str!("../../../data/page/dateline-words.tsv"))
        .filter(|(_, row)| row.first() == Some(&kind))
        .filter_map(|(_, row)| row.get(1).copied())
        .flat_map(|words| words.split('|'))
        .collect()
}

/// The agency that is written so, capitals as given.
pub(crate) fn agency(written: &str) -> Option<&'static str> {
    AGENCIES.get(written.trim()).copied()
}

/// Whether datelines name this city, given in capitals.
pub(crate) fn is_dateline_city(capitals: &str) -> bool {
    CITIES.contains(capitals)
}

/// Whether these capitals are a kicker, an acronym or a small word.
pub(crate) fn is_no_place(capitals: &str) -> bool {
    NOT_PLACES.contains(capitals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read() {
        assert_eq!(agency("AP"), Some("Associated Press"));
        assert_eq!(agency("Ukrinform"), Some("Ukrinform"));
        assert!(is_dateline_city("SHARM EL-SHEIKH") && is_no_place("NATO") && !is_no_place("GENEVA"));
    }
}
