//! Statements of different sides beside each other that cannot both be so.
//!
//! They must speak of the same (shared words, classes of words, sides) and stand against each other (one denies what
//! the other affirms, opposite words, a word of contrast). Both are weighed; nearness helps.

use super::Pair;
use super::matter::Matter;
use super::reading::Reading;
use crate::draft::StatementIndex;
use crate::speech::kinds::tokens;
use verbale_lexicon::lower;
use verbale_record::{ContestedRelation, MentionForm, StatementKind};
use verbale_syntax::TokenId;

/// Sentences between the two.
const NEAR: u32 = 2;
/// How far they must stand against each other.
const OPPOSED: f32 = 0.9;
/// Both together.
const ENOUGH: f32 = 2.0;

/// Pairs of statements that stand in no contested fact yet.
pub(super) fn pairs(reading: &Reading<'_>, told: &[StatementIndex]) -> Vec<Pair> {
    let count = reading.matters.len();
    let free = |index: usize| tells(reading, index) && !told.contains(&StatementIndex(index as u32));
    let mut weighed: Vec<(f32, usize, usize)> = Vec::new();
    for one in (0..count).filter(|&index| free(index)) {
        for other in (one + 1..count).filter(|&index| free(index)) {
            if reading.sentence(other).abs_diff(reading.sentence(one)) > NEAR {
                continue;
            }
            if let Some(weight) = weight(reading, one, other) {
                weighed.push((weight, one, other));
            }
        }
    }
    weighed.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then_with(|| (one.1, one.2).cmp(&(other.1, other.2)))
    });
    let mut used: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (_, one, other) in weighed {
        if used.contains(&one) || used.contains(&other) {
            continue;
        }
        used.extend([one, other]);
        found.push(Pair {
            sides: vec![reading.side(one), reading.side(other)],
            relation: ContestedRelation::Contradicts,
            topics: Reading::topics(&reading.matters[one], &reading.matters[other]),
            because: "contradicts: told beside each other in opposite words".to_owned(),
        });
    }
    found
}

fn tells(reading: &Reading<'_>, index: usize) -> bool {
    let statement = &reading.draft.statements[index];
    let kind = matches!(
        statement.kind,
        StatementKind::Claim
            | StatementKind::Accusation
            | StatementKind::Assessment
            | StatementKind::Announcement
            | StatementKind::Denial
            | StatementKind::Condemnation
    );
    kind && statement.speaker.is_some() && statement.nested_in.is_none()
}

fn weight(reading: &Reading<'_>, one: usize, other: usize) -> Option<f32> {
    let statement = |index: usize| &reading.draft.statements[index];
    let key = |index: usize| statement(index).speaker.map(|by| reading.key(by));
    let (side, other_side) = (key(one)?, key(other)?);
    if side == other_side || statement(one).content.overlaps(statement(other).content) {
        return None;
    }
    let (mine, theirs) = (&reading.matters[one], &reading.matters[other]);
    let aimed = mine.names.contains(&other_side) || theirs.names.contains(&side);
    let deed = |matter: &Matter| matter.classes.contains("attack") || matter.classes.contains("casualties");
    let opposite = opposite(reading, one, other);
    // What was hit, as one and as the other calls it.
    let states = is_state(&side) && is_state(&other_side) && side[..3] != other_side[..3];
    let hit = opposite == Some("hit+") && deed(mine) && deed(theirs) && states;
    let counts = count_otherwise(reading, one, other);
    let denied = statement(one).polarity != statement(other).polarity;
    let denial = [one, other]
        .iter()
        .any(|&index| statement(index).kind == StatementKind::Denial);
    let words = reading.likeness_of_words(mine, theirs)
        + if hit || denied && same_class(reading, one, other) {
            0.4
        } else {
            0.0
        }
        + if counts { 0.8 } else { 0.0 };
    // What is only denied must be the same in more than a topic; a denial that names its accuser needs no words.
    let least = if opposite.is_some() || counts || denial {
        0.4
    } else {
        0.8
    };
    if words < least && !(denial && aimed) {
        return None;
    }
    let same = words + Reading::likeness_of_names(mine, theirs) + if aimed { 0.5 } else { 0.0 };
    let opposed = match opposite {
        Some("hit+") if !hit => 0.0,
        Some(_) => 0.9,
        None => 0.0,
    };
    let against = opposed
        + if counts { 0.9 } else { 0.0 }
        + if denied { 0.9 } else { 0.0 }
        + if denial { 0.3 } else { 0.0 }
        + if contrast(reading, one, other) { 0.5 } else { 0.0 }
        + if reading.sides.are_against(&side, &other_side) {
            0.3
        } else {
            0.0
        };
    let near =
        0.4 * (1.0 - reading.sentence(other).abs_diff(reading.sentence(one)) as f32 / (NEAR + 1) as f32);
    (against >= OPPOSED && same + against + near >= ENOUGH).then_some(same + against + near)
}

/// Whether a side is a country (its code comes first).
fn is_state(side: &str) -> bool {
    side.as_bytes().get(3) == Some(&b' ') && side[..3].chars().all(|letter| letter.is_ascii_uppercase())
}

/// Different numbers of dead, of the same people as far as they are named.
fn count_otherwise(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    let (mine, theirs) = (&reading.matters[one], &reading.matters[other]);
    if mine.numbers.is_empty() || theirs.numbers.is_empty() || !mine.numbers.is_disjoint(&theirs.numbers) {
        return false;
    }
    let people = |index: usize| -> Vec<String> {
        let content = reading.draft.statements[index].content;
        let inside: Vec<TokenId> = tokens(reading.context, content).collect();
        let run = inside.first().map_or(0, |token| token.0)..inside.last().map_or(0, |token| token.0 + 1);
        let mentions = reading.draft.cast.mentions_in(run).iter();
        mentions
            .filter(|mention| mention.form == MentionForm::Name)
            .flat_map(|mention| &mention.actors)
            .map(|&actor| reading.key(actor))
            .collect()
    };
    // Two places in two paragraphs are two incidents.
    let first = reading.sentence(one).min(reading.sentence(other));
    let last = reading.sentence(one).max(reading.sentence(other));
    let parted =
        (first + 1..=last).any(|sentence| reading.analysis().sentences()[sentence as usize].paragraph_start);
    if parted && (reading.names_a_place(one) || reading.names_a_place(other)) {
        return false;
    }
    let (own, their_own) = (people(one), people(other));
    let same = own.is_empty() || their_own.is_empty() || own.iter().any(|side| their_own.contains(side));
    same && has(reading, one, "killed") && has(reading, other, "killed")
}

/// Whether a statement has a word of a class.
fn has(reading: &Reading<'_>, index: usize, class: &str) -> bool {
    let content = reading.draft.statements[index].content;
    let analysis = reading.analysis();
    tokens(reading.context, content).any(|token| reading.words.has(class, &lower(analysis.lemma(token))))
}

/// Whether both have words of one of the opposite classes.
fn same_class(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    let both = |class: &str| has(reading, one, class) && has(reading, other, class);
    let mut classes = reading.words.opposites();
    classes.any(|(plus, minus)| both(plus) || both(&minus))
}

/// The class of which one has a word, and the other an opposite.
fn opposite<'r>(reading: &Reading<'r>, one: usize, other: usize) -> Option<&'r str> {
    let lemmas = |index: usize| -> Vec<String> {
        let content = reading.draft.statements[index].content;
        tokens(reading.context, content)
            .map(|token| reading.analysis().lemma(token).to_lowercase())
            .collect()
    };
    let (mine, theirs) = (lemmas(one), lemmas(other));
    let has = |lemmas: &[String], class: &str| lemmas.iter().any(|lemma| reading.words.has(class, lemma));
    reading
        .words
        .opposites()
        .find(|(plus, minus)| {
            let crossed = has(&mine, plus) && has(&theirs, minus) || has(&mine, minus) && has(&theirs, plus);
            // Words of both classes on one side set nothing against the other.
            let mixed = |lemmas: &[String]| has(lemmas, plus) && has(lemmas, minus);
            crossed && !mixed(&mine) && !mixed(&theirs)
        })
        .map(|(plus, _)| plus)
}

/// “X, however, insists …”: a word of contrast in the sentence of the later one, outside what is said.
fn contrast(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    let analysis = reading.analysis();
    let later = if reading.sentence(other) >= reading.sentence(one) {
        other
    } else {
        one
    };
    let content = reading.draft.statements[later].content;
    let sentence = analysis.sentences()[reading.sentence(later) as usize];
    let outside = |token: &TokenId| !content.contains(reading.context.bytes(token.0..token.0 + 1));
    sentence
        .tokens()
        .filter(outside)
        .any(|token| reading.words.has("contrast", &lower(analysis.lemma(token))))
}
