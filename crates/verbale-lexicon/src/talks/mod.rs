//! Words of talks: what names a meeting, what tells its status, outcome, format, rank and order, and what gives a
//! third party its role.

mod coreference;
mod phrases;

pub use coreference::{Coreference, Link};
pub use phrases::{Hit, Phrases};

use crate::speech::{CueError, rows};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use verbale_record::{Outcome, Rank, TalkFormat, TalkStatus, ThirdPartyRole};

/// What sort of talks a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnchorSort {
    /// May go on for days: “talks”.
    Talks,
    /// One sitting: “meeting”.
    Meeting,
    /// “phone call”.
    Call,
    /// “round”, of something that names talks.
    Round,
    /// Names talks that are known already.
    Reference,
    /// A word of many uses: only with both sides beside it.
    Exchange,
    /// Goes between others, who are the parties: “mediates between”.
    Mediation,
    /// A guest is received: subject and object are the parties.
    Reception,
    /// Two sides settle something, or fail to, where they meet: “agreed in Geneva to …”.
    Settlement,
}

impl AnchorSort {
    /// Whether the word names talks only where no other word of its sentence does.
    pub fn is_second_choice(self) -> bool {
        matches!(self, Self::Mediation | Self::Reception | Self::Settlement)
    }

    /// Whether the word has so many uses that it names talks only with both sides beside it.
    pub fn needs_both_sides(self) -> bool {
        self == Self::Exchange || self.is_second_choice()
    }
}

/// A word that names talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What it names.
    pub sort: AnchorSort,
    /// Only the plural does.
    pub plural: bool,
}

/// Where talks stand in a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// “previous”.
    Previous,
    /// “next”, “another”.
    Next,
    /// “also”: others than those told of before.
    Other,
    /// “second”.
    Nth(u8),
}

/// What a phrase says about talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// How far they have come.
    Status(TalkStatus),
    /// What came of them.
    Outcome(Outcome),
    /// How they are set up.
    Format(TalkFormat),
    /// The delegations' rank.
    Rank(Rank),
    /// Their place in a series.
    Order(Order),
    /// Whether somebody prefers this line of talks to others, or wants none of it.
    Preference(Preference),
}

/// How somebody stands to a line of talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// “the main track”, “has no alternative”.
    Preferred,
    /// “pointless”, “boycott”.
    Rejected,
}

/// What a verb beside talks makes of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Participation {
    /// A party: “held talks”.
    Hold,
    /// There, as a party or not: “arrived for talks”.
    Attend,
    /// A party with the object: “welcomed X for talks”.
    Receive,
    /// Calls the object to the table: “invited X and Y to talks”.
    Gather,
}

impl Cue {
    /// Whether two phrases are about the same thing, so that the longer one says it better.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// How a word gives a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleForm {
    /// “X-brokered talks”, “talks brokered by X”.
    Participle,
    /// “X, the mediator”.
    Noun,
    /// “X is brokering talks”.
    Verb,
    /// “under the auspices of X”.
    Phrase,
    /// “joined by X”.
    Attendance,
    /// The noun of what a third party does: “under X's mediation”.
    Activity,
}

/// Words that name talks, alone or with a word beside them.
#[derive(Clone, Debug, Default)]
struct Words {
    alone: FxHashMap<String, Anchor>,
    /// By their heads: the words beside them with what both name together.
    pairs: FxHashMap<String, Vec<(String, Anchor)>>,
}

impl Words {
    /// Adds a word, or a `head` with its word `beside`; the later of two rows holds.
    fn add(&mut self, head: &str, beside: Option<&str>, anchor: Anchor) {
        match beside {
            None => {
                self.alone.insert(head.to_owned(), anchor);
            }
            Some(beside) => {
                let pairs = self.pairs.entry(head.to_owned()).or_default();
                pairs.retain(|(known, _)| known != beside);
                pairs.push((beside.to_owned(), anchor));
            }
        }
    }

    /// What a word names, with the one beside it if the table has both.
    fn get(&self, head: &str, beside: Option<&str>) -> Option<Anchor> {
        let pair = beside.and_then(|beside| {
            let mut pairs = self.pairs.get(head)?.iter();
            pairs.find(|(known, _)| known == beside)
        });
        pair.map(|&(_, anchor)| anchor)
            .or_else(|| self.alone.get(head).copied())
    }
}

/// All words of talks.
#[derive(Clone, Debug, Default)]
pub struct TalkWords {
    nouns: Words,
    verbs: Words,
    /// Verbs with words of their own: “come face to face”.
    pub idioms: Phrases<AnchorSort>,
    not_talks: FxHashSet<String>,
    participation: FxHashMap<String, Participation>,
    /// What words beside a mention say.
    pub cues: Phrases<Cue>,
    roles: BTreeMap<RoleForm, FxHashMap<String, Vec<(ThirdPartyRole, bool)>>>,
    /// Phrases that give a role to whom they are followed by.
    pub role_phrases: Phrases<(RoleForm, ThirdPartyRole)>,
    /// What tells that two mentions name the same meeting.
    pub coreference: Coreference,
}

impl TalkWords {
    /// The tables that come with Verbale.
    ///
    /// # Panics
    /// Never, unless the built-in tables are broken, which their test would show.
    pub fn builtin() -> &'static Self {
        static WORDS: OnceLock<TalkWords> = OnceLock::new();
        WORDS.get_or_init(
            || match Self::parse(ANCHORS, NOT_TALKS, PARTICIPATION, CUES, ROLES, COREFERENCE) {
                Ok(words) => words,
                // The table is embedded, and tests load it: it cannot fail on a user's machine.
                Err(error) => panic!("{error}"),
            },
        )
    }

    /// Reads the tables.
    pub fn parse(
        anchors: &str,
        not_talks: &str,
        participation: &str,
        cues: &str,
        roles: &str,
        coreference: &str,
    ) -> Result<Self, CueError> {
        let mut words = Self::default();
        words.read_anchors(anchors)?;
        words.not_talks = listed(not_talks);
        words.read_participation(participation)?;
        words.read_cues(cues)?;
        words.read_roles(roles)?;
        words.coreference = Coreference::parse(coreference)?;
        Ok(words)
    }

    /// The lemma of a plural that the tagger took for a singular (“talks”), where the table has it.
    pub fn singular<'l>(&self, lemma: &'l str) -> &'l str {
        match lemma.strip_suffix('s') {
            Some(stem) if self.nouns.alone.get(stem).is_some_and(|anchor| anchor.plural) => stem,
            _ => lemma,
        }
    }

    /// What a noun names, with the modifier before it (“phone call”) if there is one.
    pub fn noun(&self, before: Option<&str>, lemma: &str) -> Option<Anchor> {
        self.nouns.get(lemma, before)
    }

    /// What a verb names, with its particle if there is one.
    pub fn verb(&self, lemma: &str, particle: Option<&str>) -> Option<Anchor> {
        self.verbs.get(lemma, particle)
    }

    /// Whether a modifier makes a meeting something else than talks (“cabinet meeting”).
    pub fn is_other(&self, modifier: &str) -> bool {
        self.not_talks.contains(modifier)
    }

    /// What a verb beside talks makes of its subject.
    pub fn participation(&self, verb: &str) -> Option<Participation> {
        self.participation.get(verb).copied()
    }

    /// The role that a word gives; `igo` tells whether to an international organisation.
    pub fn role(&self, form: RoleForm, word: &str, igo: bool) -> Option<ThirdPartyRole> {
        let roles = self.roles.get(&form)?.get(word)?;
        let found = roles.iter().find(|(_, igo_only)| igo || !igo_only);
        found.map(|&(role, _)| role)
    }

    fn read_anchors(&mut self, table: &str) -> Result<(), CueError> {
        for (line, columns) in rows(table) {
            let fail = |message| CueError {
                file: "data/talks/anchors.tsv",
                line,
                message,
            };
            let &[part, sort, word, form] = columns.as_slice() else {
                return Err(fail(format!("{} columns instead of 4", columns.len())));
            };
            let sort = match sort {
                "talks" => AnchorSort::Talks,
                "meeting" => AnchorSort::Meeting,
                "call" => AnchorSort::Call,
                "round" => AnchorSort::Round,
                "reference" => AnchorSort::Reference,
                "exchange" => AnchorSort::Exchange,
                "mediation" => AnchorSort::Mediation,
                "reception" => AnchorSort::Reception,
                "settlement" => AnchorSort::Settlement,
                other => return Err(fail(format!("“{other}” is no sort of talks"))),
            };
            let plural = match form {
                "plural" => true,
                "-" => false,
                other => return Err(fail(format!("“{other}” is no form"))),
            };
            if part == "verb" && word.split_whitespace().count() > 2 {
                self.idioms.add(word, sort).map_err(fail)?;
                continue;
            }
            let anchor = Anchor { sort, plural };
            // The head of a compound is its last word, that of a phrasal verb its first.
            match (part, word.rsplit_once(' ')) {
                ("noun", Some((before, head))) => self.nouns.add(head, Some(before), anchor),
                ("noun", None) => self.nouns.add(word, None, anchor),
                ("verb", Some((head, particle))) => self.verbs.add(head, Some(particle), anchor),
                ("verb", None) => self.verbs.add(word, None, anchor),
                (other, _) => return Err(fail(format!("“{other}” is no part of speech"))),
            }
        }
        Ok(())
    }

    fn read_participation(&mut self, table: &str) -> Result<(), CueError> {
        for (line, columns) in rows(table) {
            let fail = |message| CueError {
                file: "data/talks/participation.tsv",
                line,
                message,
            };
            let &[kind, verbs] = columns.as_slice() else {
                return Err(fail(format!("{} columns instead of 2", columns.len())));
            };
            let kind = match kind {
                "hold" => Participation::Hold,
                "attend" => Participation::Attend,
                "receive" => Participation::Receive,
                "gather" => Participation::Gather,
                other => return Err(fail(format!("“{other}” is no kind of participation"))),
            };
            let verbs = verbs.split_whitespace().map(|verb| (verb.to_owned(), kind));
            self.participation.extend(verbs);
        }
        Ok(())
    }

    fn read_cues(&mut self, table: &str) -> Result<(), CueError> {
        for (line, columns) in rows(table) {
            let fail = |message| CueError {
                file: "data/talks/cues.tsv",
                line,
                message,
            };
            let &[field, value, phrases] = columns.as_slice() else {
                return Err(fail(format!("{} columns instead of 3", columns.len())));
            };
            let cue = cue(field, value).map_err(fail)?;
            for phrase in phrases.split('|') {
                self.cues.add(phrase, cue).map_err(fail)?;
            }
        }
        Ok(())
    }

    fn read_roles(&mut self, table: &str) -> Result<(), CueError> {
        for (line, columns) in rows(table) {
            let fail = |message| CueError {
                file: "data/talks/roles.tsv",
                line,
                message,
            };
            let &[role, form, of, words] = columns.as_slice() else {
                return Err(fail(format!("{} columns instead of 4", columns.len())));
            };
            let role: ThirdPartyRole = parsed(role).map_err(fail)?;
            let form = match form {
                "participle" => RoleForm::Participle,
                "noun" => RoleForm::Noun,
                "verb" => RoleForm::Verb,
                "phrase" => RoleForm::Phrase,
                "attendance" => RoleForm::Attendance,
                "activity" => RoleForm::Activity,
                other => return Err(fail(format!("“{other}” is no form of a role"))),
            };
            let igo_only = match of {
                "igo" => true,
                "any" => false,
                other => return Err(fail(format!("“{other}” is neither any nor igo"))),
            };
            for word in words.split('|') {
                if matches!(form, RoleForm::Phrase | RoleForm::Attendance) {
                    self.role_phrases.add(word, (form, role)).map_err(fail)?;
                } else {
                    let of_form = self.roles.entry(form).or_default();
                    let listed = of_form.entry(word.to_owned()).or_default();
                    listed.push((role, igo_only));
                }
            }
        }
        Ok(())
    }
}

/// The words of a table that is nothing but words.
fn listed(table: &str) -> FxHashSet<String> {
    let cells = rows(table).flat_map(|(_, columns)| columns);
    cells.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

fn cue(field: &str, value: &str) -> Result<Cue, String> {
    Ok(match field {
        "status" => Cue::Status(parsed(value)?),
        "outcome" => Cue::Outcome(parsed(value)?),
        "format" => Cue::Format(parsed(value)?),
        "rank" => Cue::Rank(parsed(value)?),
        "order" => Cue::Order(match value {
            "previous" => Order::Previous,
            "next" => Order::Next,
            "other" => Order::Other,
            number => Order::Nth(number.parse().map_err(|_| format!("“{number}” is no order"))?),
        }),
        "preference" => Cue::Preference(match value {
            "preferred" => Preference::Preferred,
            "rejected" => Preference::Rejected,
            other => return Err(format!("“{other}” is no preference")),
        }),
        other => return Err(format!("“{other}” is no field of talks")),
    })
}

fn parsed<T>(word: &str) -> Result<T, String>
where
    T: std::str::FromStr<Err = verbale_record::UnknownWord>,
{
    word.parse()
        .map_err(|error: verbale_record::UnknownWord| error.to_string())
}

const ANCHORS: &str = include_str!("../../../../data/talks/anchors.tsv");
const NOT_TALKS: &str = include_str!("../../../../data/talks/not-talks.tsv");
const PARTICIPATION: &str = include_str!("../../../../data/talks/participation.tsv");
const CUES: &str = include_str!("../../../../data/talks/cues.tsv");
const ROLES: &str = include_str!("../../../../data/talks/roles.tsv");
const COREFERENCE: &str = include_str!("../../../../data/talks/coreference.tsv");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_tables_are_sound() {
        let words = TalkWords::parse(ANCHORS, NOT_TALKS, PARTICIPATION, CUES, ROLES, COREFERENCE).unwrap();
        assert!(words.cues.len() > 150, "only {} cues", words.cues.len());
        assert_eq!(words.noun(Some("phone"), "call").unwrap().sort, AnchorSort::Call);
        assert!(words.noun(None, "talk").unwrap().plural);
        assert!(words.is_other("cabinet"));
    }

    #[test]
    fn what_an_organisation_sponsors_it_mediates() {
        let words = TalkWords::builtin();
        let role = |igo| words.role(RoleForm::Participle, "sponsored", igo);
        assert_eq!(role(true), Some(ThirdPartyRole::Mediator));
        assert_eq!(role(false), Some(ThirdPartyRole::Facilitator));
    }

    #[test]
    fn longer_phrases_tell_the_outcome() {
        let lemmas = ["they", "fail", "to", "reach", "an", "agreement"];
        let cues = TalkWords::builtin().cues.find(&lemmas, Cue::is_like);
        let outcomes: Vec<Outcome> = cues
            .iter()
            .filter_map(|hit| match hit.value {
                Cue::Outcome(outcome) => Some(outcome),
                _ => None,
            })
            .collect();
        assert!(outcomes.contains(&Outcome::NoBreakthrough), "{outcomes:?}");
    }

    #[test]
    fn a_broken_row_names_its_line() {
        let rows = "noun\ttalks\ttalk\tplural\nnoun\ttea\ttalk\t-\n";
        let error = TalkWords::parse(rows, "", "", "", "", COREFERENCE).unwrap_err();
        assert_eq!((error.line, error.file), (2, "data/talks/anchors.tsv"));
        assert!(TalkWords::parse("", "", "", "status\tmaybe\tx\n", "", COREFERENCE).is_err());
    }
}
