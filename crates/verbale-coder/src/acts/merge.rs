//! One event an act: restatements in the headline, and nouns that repeat their verb.

use super::{Candidate, clauses};
use crate::draft::{ActorIndex, Cast, Context};
use std::collections::BTreeSet;
use std::hash::Hasher;
use verbale_record::Factuality;
use verbale_record::ontology::EventType;
use verbale_syntax::{Analysis, Deprel, TokenId};

/// Drops what only says again what another act says.
pub(super) fn restatements(context: &Context<'_>, cast: &Cast, acts: &mut Vec<Candidate<'_>>) {
    let analysis = context.analysis;
    let parties: Vec<BTreeSet<ActorIndex>> = acts.iter().map(|act| sides_of(cast, act)).collect();
    let passages: Vec<u64> = acts.iter().map(|act| passage(analysis, act)).collect();
    let is_repeated = |index: usize, dropped: &[bool]| {
        let act = &acts[index];
        let predicate = act.found.predicate;
        let titled = context.in_title(predicate);
        acts.iter().enumerate().any(|(other_index, other)| {
            if other_index == index || other.kind() != act.kind() {
                return false;
            }
            // “were killed and injured”: one blow told twice. “was planning to attack”: the attack is the act.
            let of_verb = analysis.token(act.verb()).deprel == Deprel::Conj
                && analysis.token(act.verb()).head == Some(other.verb());
            let modes = (act.found.frame.mode, other.found.frame.mode);
            let one_blow = of_verb && (modes.0 == modes.1 || modes.0.is_none() || modes.1.is_none());
            if one_blow && parties[index].is_subset(&parties[other_index])
                || clauses::governs(analysis, act.verb(), other.verb())
            {
                return true;
            }
            if dropped[other_index] {
                return false;
            }
            // Captions and summaries repeat the report word for word.
            if other_index < index
                && passages[index] == passages[other_index]
                && is_verbatim(analysis, act, other)
                && parties[index] == parties[other_index]
            {
                return true;
            }
            // The report tells what its headline announces.
            if titled && !context.in_title(other.found.predicate) {
                return true;
            }
            if !titled && context.in_title(other.found.predicate) {
                return false;
            }
            // “travelled to Paris for talks”: the noun tells the act and its parties.
            if !act.is_noun(analysis)
                && other.is_noun(analysis)
                && !act.recipient.is_stated()
                && other.recipient.is_stated()
                && analysis.is_within(other.found.predicate, predicate)
                && act.actor.actors == other.actor.actors
            {
                return true;
            }
            if !act.is_noun(analysis) || is_real(other) != is_real(act) {
                return false;
            }
            // “the talks”, where they were told before or are told by a verb.
            let states_of_affairs = matches!(
                act.kind(),
                EventType::Consult | EventType::Agree | EventType::Retreat | EventType::Assault
            );
            let clearer = (other.is_stated(), other_index < index) > (act.is_stated(), index < other_index);
            let lemma = |act: &Candidate<'_>| analysis.lemma(act.found.predicate);
            let own = act.kind() == EventType::Assault
                && act.actor.is_stated()
                && act.recipient.is_stated()
                && !act.mutual
                && lemma(act) != lemma(other);
            if states_of_affairs
                && !own
                && !is_new(analysis, act)
                && parties[index] == parties[other_index]
                && (clearer || !other.is_noun(analysis))
            {
                return true;
            }
            // “met for talks”: the noun below its verb adds nobody.
            !other.is_noun(analysis)
                && analysis.is_within(predicate, other.found.predicate)
                && act.clause.overlaps(other.clause)
                && parties[index].is_subset(&parties[other_index])
        })
    };
    let mut repeated = vec![false; acts.len()];
    for index in 0..acts.len() {
        repeated[index] = is_repeated(index, &repeated);
    }
    let mut index = 0;
    acts.retain(|_| {
        index += 1;
        !repeated[index - 1]
    });
}

/// “a missile strike”, “another attack”: an indefinite noun tells something new. Talks and truces are told of as one.
fn is_new(analysis: &Analysis, act: &Candidate<'_>) -> bool {
    act.kind() == EventType::Assault
        && (analysis
            .children_by(act.found.predicate, Deprel::Det)
            .any(|det| matches!(analysis.lemma(det), "a" | "an" | "another"))
            || act.found.support.is_some())
}

/// How many words make a passage the same.
const VERBATIM: u32 = 4;

/// A number that acts told in the same words share.
fn passage(analysis: &Analysis, act: &Candidate<'_>) -> u64 {
    let end = (analysis.tokens().len() as u32).min(act.verb().0 + VERBATIM + 1);
    let mut hasher = std::hash::DefaultHasher::new();
    for token in act.verb().0..end {
        for byte in analysis.form(TokenId(token)).bytes() {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
        hasher.write_u8(b' ');
    }
    hasher.finish()
}

/// Whether two acts are told in the same words.
fn is_verbatim(analysis: &Analysis, act: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let last = analysis.tokens().len() as u32;
    (0..=VERBATIM).all(|step| {
        let (one, two) = (act.verb().0 + step, other.verb().0 + step);
        one < last
            && two < last
            && analysis
                .form(TokenId(one))
                .eq_ignore_ascii_case(analysis.form(TokenId(two)))
    })
}

fn is_real(act: &Candidate<'_>) -> bool {
    matches!(act.factuality, Factuality::Asserted | Factuality::Historical)
}

fn sides_of(cast: &Cast, act: &Candidate<'_>) -> BTreeSet<ActorIndex> {
    let actors = act.actor.actors.iter().chain(&act.recipient.actors);
    actors.map(|&actor| cast.side_of(actor)).collect()
}
