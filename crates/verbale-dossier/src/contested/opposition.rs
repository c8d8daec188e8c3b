//! Which assertions of many reports stand against each other, and how.
//!
//! The principles are those by which the coder sets statements of one report against each other, on what a record
//! keeps of them: one denies what another side tells, each accuses the other of the same, or they name different
//! doers of one deed. Across reports the matter must be the same for more than a shared word: the acts, the doer, the
//! victim, the place and the day are compared too, and none of them may differ.

use super::assertion::Assertion;
use crate::days::Days;
use crate::join::Signature;
use crate::text::{Symbol, mixed, shared};
use verbale_record::ContestedRelation;

/// Days between two reports within which they speak of one matter.
const NEAR: i32 = 30;
/// Days by which tellers may differ about a deed.
const DAY_SLACK: i32 = 1;
/// Days between two reports within which a deed without a day of its own is taken for one.
const RECENT: i32 = 4;
/// What words, acts, doers, place and day must add up to before one thing is the denial of another.
const LEAST_WEIGHT: usize = 3;

/// How two assertions oppose each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Opposition {
    pub(super) weight: usize,
    pub(super) relation: ContestedRelation,
    pub(super) why: &'static str,
}

/// Whether, and how, two assertions stand against each other; the same whichever comes first.
pub(super) fn opposition(one: &Assertion, other: &Assertion) -> Option<Opposition> {
    let far = one
        .told
        .zip(other.told)
        .is_some_and(|(one, other)| (one - other).abs() > NEAR);
    if one.by == other.by || far || apart(one, other) {
        return None;
    }
    match (one.denies, other.denies) {
        (true, false) => denial(one, other),
        (false, true) => denial(other, one),
        (false, false) => mutual(one, other).or_else(|| other_doer(one, other)),
        (true, true) => None,
    }
}

/// Whether they cannot be about one deed.
fn apart(one: &Assertion, other: &Assertion) -> bool {
    one.place
        .zip(other.place)
        .is_some_and(|(one, other)| one != other)
        || gap(one, other).is_some_and(|gap| gap > DAY_SLACK)
        || differ(&one.harmed, &other.harmed)
}

fn gap(one: &Assertion, other: &Assertion) -> Option<i32> {
    Some(one.days?.gap(other.days?))
}

fn differ(ones: &[Symbol], others: &[Symbol]) -> bool {
    !ones.is_empty() && !others.is_empty() && shared(ones, others) == 0
}

fn meet(ones: &[Symbol], others: &[Symbol]) -> bool {
    shared(ones, others) > 0
}

fn denial(denial: &Assertion, claim: &Assertion) -> Option<Opposition> {
    // Another is said to have done it: nothing that this side denies.
    if differ(&denial.doers, &claim.doers) {
        return None;
    }
    let words = shared(&denial.words, &claim.words);
    let same = |one: Option<Symbol>, other: Option<Symbol>| one.is_some() && one == other;
    let class = meet(&denial.classes, &claim.classes) || shared(&denial.acts, &claim.acts) > 0;
    let aimed = meet(&denial.doers, &claim.doers) || same(denial.target, claim.by);
    let victim = meet(&denial.harmed, &claim.harmed);
    let place = same(denial.place, claim.place);
    let day = denial.days.is_some_and(Days::is_day) && gap(denial, claim) == Some(0);
    let weight = words
        + [class, aimed, victim, place, day]
            .iter()
            .filter(|&&agrees| agrees)
            .count();
    // Without a word in common the deed itself must be the same: its kind, its doer, and its victim or place.
    let same_deed = class && aimed && (victim || place);
    (weight >= LEAST_WEIGHT && (words > 0 || same_deed)).then_some(Opposition {
        weight: 4 + weight,
        relation: ContestedRelation::Denies,
        why: "one denies what the other tells",
    })
}

/// Each says it of the other.
fn mutual(one: &Assertion, other: &Assertion) -> Option<Opposition> {
    let of = |accused: &Assertion, by: &Assertion| {
        by.by.is_some_and(|by| accused.doers.binary_search(&by).is_ok())
    };
    let words = shared(&one.words, &other.words);
    let class = meet(&one.classes, &other.classes) || shared(&one.acts, &other.acts) > 0;
    let place = one.place.is_some() && one.place == other.place;
    (of(one, other) && of(other, one) && class && (place && near(one, other) || words > 1)).then_some(
        Opposition {
            weight: 5 + words,
            relation: ContestedRelation::Contradicts,
            why: "each says it of the other",
        },
    )
}

/// One deed, two who are said to have done it.
fn other_doer(one: &Assertion, other: &Assertion) -> Option<Opposition> {
    let words = shared(&one.words, &other.words);
    let class = meet(&one.classes, &other.classes) || shared(&one.acts, &other.acts) > 0;
    let place = one.place.is_some() && one.place == other.place;
    // Two who shoot at each other do two deeds.
    let exchange = meet(&one.doers, &other.harmed) || meet(&other.doers, &one.harmed);
    (differ(&one.doers, &other.doers) && class && place && words > 1 && !exchange && near(one, other))
        .then_some(Opposition {
            weight: 3 + words,
            relation: ContestedRelation::Contradicts,
            why: "they name different doers of one deed",
        })
}

/// Whether the deeds fall on the same days, or, where a day is not told, the reports do.
fn near(one: &Assertion, other: &Assertion) -> bool {
    gap(one, other).is_some() || {
        let told = one.told.zip(other.told);
        told.is_some_and(|(one, other)| (one - other).abs() <= RECENT)
    }
}

/// Kinds of blocks.
const DENIALS: u64 = 0x11;
const CLAIMS: u64 = 0x22;
const DEEDS: u64 = 0x33;

impl Assertion {
    fn months(&self, slack: i32) -> impl Iterator<Item = u64> + use<> {
        let month = self.told.map_or(0, |day| day.div_euclid(NEAR));
        (month - slack..=month + slack).map(|month| u64::from(month.unsigned_abs()))
    }

    /// By what a denial and its claim find each other: a word, or the kind of deed and who is to have done it.
    fn matters(&self, kind: u64, slack: i32) -> Vec<u64> {
        let words = self.words.iter().map(|&word| u64::from(word));
        let deeds = self.doers.iter().flat_map(|doer| {
            self.harmed
                .iter()
                .chain(&self.place)
                .map(move |at| doer.0 ^ at.0.rotate_left(7))
        });
        let keys: Vec<u64> = words.chain(deeds).collect();
        self.months(slack)
            .flat_map(|month| keys.iter().map(move |key| mixed(key ^ month << 40 ^ kind << 56)))
            .collect()
    }

    /// By what two tellings of one deed find each other: the place, or the two who accuse each other.
    fn deeds(&self, slack: i32) -> Vec<u64> {
        let pairs = self.by.into_iter().flat_map(|by| {
            let pair = move |doer: &Symbol| mixed(by.0.min(doer.0)) ^ by.0.max(doer.0);
            self.doers.iter().map(pair)
        });
        let keys: Vec<u64> = if self.doers.is_empty() {
            Vec::new()
        } else {
            pairs.chain(self.place.map(|place| place.0)).collect()
        };
        // Within a week each way: disputes about one deed are quick, and a war has many deeds of one kind.
        let week = self
            .days
            .map(|days| days.first)
            .or(self.told)
            .map_or(0, |day| day.div_euclid(7));
        (week - slack..=week + slack)
            .flat_map(|week| {
                keys.iter()
                    .map(move |key| mixed(key ^ u64::from(week.unsigned_abs()) << 40 ^ DEEDS << 56))
            })
            .collect()
    }
}

impl Signature for Assertion {
    const ONE_A_REPORT: bool = false;

    fn blocks(&self) -> Vec<u64> {
        if self.denies {
            return self.matters(DENIALS, 0);
        }
        let mut blocks = self.matters(CLAIMS, 0);
        blocks.extend(self.deeds(0));
        blocks
    }

    fn reach(&self) -> Vec<u64> {
        if self.denies {
            return self.matters(CLAIMS, 1);
        }
        let mut blocks = self.matters(DENIALS, 1);
        blocks.extend(self.deeds(1));
        blocks
    }

    fn likeness(&self, other: &Self) -> Option<u32> {
        opposition(self, other).map(|opposition| opposition.weight as u32)
    }

    fn contradicts(&self, other: &Self) -> bool {
        apart(self, other)
    }
}
