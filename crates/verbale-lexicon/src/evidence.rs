//! In which years a text's people and titles fit together.

use crate::date::Period;
use crate::index::MatchKind;
use crate::lexicon::{EntryId, Lexicon, LexiconMatch};
use crate::person::PersonId;

/// How far before a name its title may begin, in tokens: "Russian Foreign Minister" is three.
const TITLE_REACH: usize = 4;
/// The first year looked at: the tables begin here.
const FIRST_YEAR: i16 = 1990;
/// The last one.
const LAST_YEAR: i16 = 2026;
/// Words that say a title no longer holds.
const FORMER: [&str; 8] = [
    "former", "ex", "late", "then", "ousted", "deposed", "onetime", "ex-",
];

/// One person named with or without a title.
struct Clue {
    periods: Vec<Period>,
    /// A title that was theirs says when; a name alone says less.
    titled: bool,
}

impl Lexicon {
    /// The years in which the people named in `text` held the offices it gives them, each with a plausibility
    /// between 0 and 1, the years in order. Empty when the text names nobody of the tables.
    ///
    /// A name with a title that the person held ("Russian Foreign Minister Sergei Lavrov", "President Obama")
    /// supports the years of that office; a full name alone supports, more weakly, the years of any office.
    pub fn years_supported(&self, text: &str) -> Vec<(i16, f32)> {
        let clues = self.clues(text);
        if clues.is_empty() {
            return Vec::new();
        }
        let weight = |clue: &Clue| if clue.titled { 1.0 } else { 0.3 };
        let total: f32 = clues.iter().map(weight).sum();
        (FIRST_YEAR..=LAST_YEAR)
            .filter_map(|year| {
                // The geometric mean: one office held at another time speaks against a year as loudly as
                // several held in it speak for it.
                let logarithm: f32 = clues
                    .iter()
                    .map(|clue| weight(clue) * support(clue, year).ln())
                    .sum();
                let plausibility = (logarithm / total).exp();
                (plausibility > 0.05).then_some((year, plausibility))
            })
            .collect()
    }

    fn clues(&self, text: &str) -> Vec<Clue> {
        let tokens = tokens(text);
        let mut found: Vec<(PersonId, Clue)> = Vec::new();
        let mut at = 0;
        let mut names: Vec<(usize, LexiconMatch)> = Vec::new();
        while at < tokens.len() {
            let Some(hit) = self.match_at(&tokens, at) else {
                at += 1;
                continue;
            };
            names.push((at, hit));
            if let EntryId::Person(_) = hit.entry {
                let candidates = self.candidates_at(&tokens, at);
                if let Some((person, clue)) = self.clue(&tokens, at, hit.kind, &candidates, &names) {
                    match found.iter_mut().find(|(known, _)| *known == person) {
                        Some((_, known)) if clue.titled && !known.titled => *known = clue,
                        Some(_) => {}
                        None => found.push((person, clue)),
                    }
                }
            }
            at += hit.len;
        }
        found.into_iter().map(|(_, clue)| clue).collect()
    }

    /// What a name at token `at` says, given the names found before it.
    fn clue(
        &self,
        tokens: &[&str],
        at: usize,
        kind: MatchKind,
        candidates: &[LexiconMatch],
        names: &[(usize, LexiconMatch)],
    ) -> Option<(PersonId, Clue)> {
        let persons: Vec<PersonId> = candidates
            .iter()
            .filter_map(|hit| {
                if let EntryId::Person(id) = hit.entry {
                    Some(id)
                } else {
                    None
                }
            })
            .collect();
        // The title stands right before the name.
        let title = names
            .iter()
            .rev()
            .skip(1)
            .take(1)
            .find_map(|(start, hit)| match hit.entry {
                EntryId::Role(id) if start + hit.len == at => Some((*start, id)),
                _ => None,
            });
        let reach = at.saturating_sub(TITLE_REACH + 3);
        let former = tokens[reach..at]
            .iter()
            .any(|word| FORMER.contains(&word.to_lowercase().as_str()));
        if former {
            return None;
        }
        if let Some((start, role)) = title {
            let office = &self.role(role).office;
            if office.is_empty() {
                return None;
            }
            // Whose office, when it is said right before: "Russian Foreign Minister".
            let country = names.iter().rev().find_map(|(from, hit)| match hit.entry {
                EntryId::Country(id) if from + hit.len <= start && start - from <= TITLE_REACH => Some(id),
                _ => None,
            });
            let code = country.map(|id| self.country(id).alpha3.clone());
            let titled = |person: &PersonId| -> Vec<Period> {
                self.terms_of(*person)
                    .filter(|term| term.office == *office)
                    .filter(|term| code.as_ref().is_none_or(|code| term.of == *code))
                    .map(|term| term.period)
                    .collect()
            };
            let holding: Vec<(PersonId, Vec<Period>)> = persons
                .iter()
                .map(|person| (*person, titled(person)))
                .filter(|(_, periods)| !periods.is_empty())
                .collect();
            // Two of one surname in the same office ("President Bush"): the years of both.
            let first = holding.first()?.0;
            let periods = holding.into_iter().flat_map(|(_, periods)| periods).collect();
            return Some((
                first,
                Clue {
                    periods,
                    titled: true,
                },
            ));
        }
        if kind == MatchKind::Person
            && let [person] = persons[..]
        {
            let periods = self.terms_of(person).map(|term| term.period).collect();
            return Some((
                person,
                Clue {
                    periods,
                    titled: false,
                },
            ));
        }
        None
    }
}

/// How well a year agrees with a clue.
fn support(clue: &Clue, year: i16) -> f32 {
    let share: f32 = clue
        .periods
        .iter()
        .map(|period| period.share_of_year(year))
        .sum::<f32>()
        .min(1.0);
    // Part of a year is enough for a report to fall in it; none is nearly conclusive only under a title.
    let least = if clue.titled { 0.05 } else { 0.3 };
    if share > 0.0 {
        (0.7 + 0.3 * share).min(1.0)
    } else {
        least
    }
}

/// Words and marks: enough to look names up. Periods stay in abbreviations, possessives come off as their own token.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for word in text.split_whitespace() {
        let core = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let core = core.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        // "minister." ends a sentence, "U.S." does not.
        let abbreviation = core.trim_end_matches('.').contains('.') || core.len() <= 4;
        let bare = if abbreviation {
            core
        } else {
            core.trim_end_matches('.')
        };
        if bare.is_empty() {
            found.push(",");
            continue;
        }
        found.push(bare);
        if !word.ends_with(bare) {
            // Something was cut off: names do not run across it.
            found.push(",");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(text: &str) -> Vec<i16> {
        let years = Lexicon::builtin().years_supported(text);
        let top = years.iter().map(|(_, value)| *value).fold(0.0, f32::max);
        years
            .into_iter()
            .filter(|(_, value)| *value > top - 0.05)
            .map(|(year, _)| year)
            .collect()
    }

    #[test]
    fn offices_decide_the_years() {
        let years =
            best("Ukrainian Foreign Minister Dmytro Kuleba met Russian Foreign Minister Sergei Lavrov.");
        assert!(
            years.contains(&2022) && !years.contains(&2016) && !years.contains(&2011),
            "{years:?}"
        );
        let years =
            best("US Secretary of State John Kerry spoke by telephone with his counterpart on Monday.");
        assert!(
            years.contains(&2014) && years.contains(&2016) && !years.contains(&2011),
            "{years:?}"
        );
    }

    #[test]
    fn former_officials_and_strangers_say_nothing() {
        assert!(
            Lexicon::builtin()
                .years_supported("former US president Barack Obama")
                .is_empty()
        );
        assert!(
            Lexicon::builtin()
                .years_supported("A farmer spoke of the rain.")
                .is_empty()
        );
    }
}
