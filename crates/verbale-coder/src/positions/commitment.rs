//! Words that commit a party, where they stand in the text.

use super::matter::{Phrase, clause_root, matter_behind, matters, run_of};
use crate::acts::matching::is_infinitive;
use crate::draft::Context;
use crate::knowledge::Knowledge;
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_lexicon::positions::{Commitment, CommitmentPart, Matter};
use verbale_lexicon::speech::CuePart;
use verbale_record::{Stance, StatementKind};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A word of commitment in the text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The word.
    pub(super) token: TokenId,
    /// What the tables say of it.
    pub(super) entry: &'static Commitment,
    /// What it does here.
    pub(super) stance: Stance,
    /// What it does it about: the heads of clauses and phrases, with their words.
    pub(super) matters: Vec<Phrase>,
}

/// All words of commitment with a matter, in text order; those that only say what another one governs are left out.
pub(super) fn find(context: &Context<'_>, knowledge: &Knowledge) -> Vec<Found> {
    let analysis = context.analysis;
    let body = analysis.token_ids().filter(|&token| !context.in_title(token));
    let found: Vec<Found> = body.filter_map(|token| at(analysis, knowledge, token)).collect();
    let phrases: Vec<Range<u32>> = found
        .iter()
        .filter(|one| one.entry.part == CommitmentPart::Phrase)
        .map(|one| one.token.0..one.token.0 + one.entry.words.len() as u32)
        .collect();
    // “threatened to push for elections” demands them.
    let binds_to_demand = |one: &Found| {
        let own = one.entry.part == CommitmentPart::Verb
            && knowledge.commitments.in_class("promise", &one.entry.words[0]);
        own && one.matters.iter().any(|&(head, _)| {
            let mut inner = found.iter().filter(|inner| inner.token == head);
            inner.any(|inner| inner.stance == Stance::Demands)
        })
    };
    let found: Vec<Found> = found
        .iter()
        .filter(|one| !binds_to_demand(one))
        .cloned()
        .collect();
    let governed: Vec<TokenId> = found
        .iter()
        .filter(|one| !one.entry.matter.contains(&Matter::Whole))
        .flat_map(|one| one.matters.iter().map(|&(head, _)| head))
        .collect();
    found
        .iter()
        .filter(|one| !governed.contains(&one.token) && !is_unreal(analysis, knowledge, one.token))
        .filter(|one| {
            one.entry.part == CommitmentPart::Phrase || !is_in_phrase(analysis, &phrases, one.token)
        })
        .cloned()
        .collect()
}

/// Whether a word is part of a phrase of commitment or its content: “not in a position to commit”.
fn is_in_phrase(analysis: &Analysis, phrases: &[Range<u32>], token: TokenId) -> bool {
    let mut chain = std::iter::once(token).chain(analysis.ancestors(token).take(2));
    chain.any(|id| {
        phrases
            .iter()
            .any(|phrase| phrase.contains(&id.0) && phrase.start < token.0)
    })
}

fn at(analysis: &Analysis, knowledge: &Knowledge, token: TokenId) -> Option<Found> {
    let own = analysis.token(token);
    let lemma = lower(analysis.lemma(token));
    let form = lower(analysis.form(token));
    let listed = |word: &str| knowledge.commitments.begins(word);
    if !(listed(&lemma) || own.upos == Upos::Verb && listed(&form)) {
        return None;
    }
    let part = match own.upos {
        Upos::Verb if own.deprel != Deprel::Amod => Some(CommitmentPart::Verb),
        Upos::Noun if own.deprel != Deprel::Compound => Some(CommitmentPart::Noun),
        Upos::Adj if own.deprel != Deprel::Amod => Some(CommitmentPart::Adjective),
        _ => None,
    };
    let phrases = knowledge
        .commitments
        .of_lemma(CommitmentPart::Phrase, &lemma)
        .iter()
        .filter(|entry| is_here(analysis, token, &entry.words));
    // “is prepared to” is tagged as a verb as often as not.
    let participle = (own.upos == Upos::Verb && form != lemma).then_some((CommitmentPart::Adjective, &*form));
    let parts = part.map(|part| (part, &*lemma)).into_iter().chain(participle);
    let words = parts.flat_map(|(part, lemma)| {
        let entries = knowledge.commitments.of_lemma(part, lemma).iter();
        entries.filter(move |entry| {
            let mut particles = entry.words[1..].iter();
            particles.all(|particle| has_particle(analysis, token, particle))
                && !is_other_phrasal(analysis, token, entry)
        })
    });
    phrases.chain(words).find_map(|entry| {
        let mut matters = matters(analysis, token, entry);
        if matters.is_empty() {
            matters.extend(matter_behind(analysis, token, entry));
        }
        let judges = entry.part == CommitmentPart::Adjective && entry.matter.contains(&Matter::Whole);
        if judges
            && analysis.child_by(token, Deprel::Cop).is_none()
            && judging_verb(analysis, token).is_none()
        {
            return None;
        }
        matters.retain(|(head, _)| !is_speech(analysis, knowledge, token, *head));
        if matters.is_empty() && is_absolute(analysis, knowledge, token, entry) {
            matters.push((token, run_of(analysis, token)));
        }
        if matters.is_empty() || is_opinion(analysis, token, entry) {
            return None;
        }
        let whole = entry.part == CommitmentPart::Phrase;
        let stance = if !whole && is_negated(analysis, token) {
            entry.negated?
        } else {
            entry.stance
        };
        // “dismissed the claim”: what is refused is a charge.
        let charge = |&(head, _): &Phrase| {
            analysis.token(head).upos == Upos::Noun
                && knowledge
                    .commitments
                    .in_class("charge", &lower(analysis.lemma(head)))
        };
        let denies =
            entry.part == CommitmentPart::Verb && stance == Stance::Refuses && matters.iter().all(charge);
        Some(Found {
            token,
            entry,
            stance: if denies {
                Stance::Denies
            } else {
                in_principle(analysis, token, stance)
            },
            matters,
        })
    })
}

/// “wants to stress”: what follows is said, not demanded.
fn is_speech(analysis: &Analysis, knowledge: &Knowledge, token: TokenId, head: TokenId) -> bool {
    let neutral = |lemma: &str| {
        let mut classes = knowledge.speech.classes(CuePart::Verb, lemma);
        classes.any(|class| {
            matches!(
                class.kinds.first(),
                Some(StatementKind::Claim | StatementKind::Announcement | StatementKind::Assessment)
            )
        })
    };
    analysis.lemma(token) == "want"
        && analysis.token(head).deprel == Deprel::Xcomp
        && neutral(&lower(analysis.lemma(head)))
}

/// “called the plan unacceptable”, “described it as impossible”: the verb that passes the judgement.
pub(super) fn judging_verb(analysis: &Analysis, adjective: TokenId) -> Option<TokenId> {
    let verb = analysis.token(adjective).head?;
    let judges = matches!(
        analysis.lemma(verb),
        "describe" | "call" | "regard" | "consider" | "deem" | "brand" | "label" | "find" | "denounce"
    );
    (judges && analysis.child_by(verb, Deprel::Obj).is_some()).then_some(verb)
}

/// “Kyiv would not agree”, “the rebels refused”: about what was spoken of before.
fn is_absolute(analysis: &Analysis, knowledge: &Knowledge, token: TokenId, entry: &Commitment) -> bool {
    entry.part == CommitmentPart::Verb
        && entry.words.len() == 1
        && knowledge.commitments.in_class("absolute", &entry.words[0])
        && analysis.token(token).deprel != Deprel::Acl
        && analysis.child_by(token, Deprel::AuxPass).is_none()
        && !analysis.children(token).iter().any(|&child| {
            child > token
                && matches!(
                    analysis.token(child).deprel.universal(),
                    "obj" | "obl" | "xcomp" | "ccomp" | "parataxis"
                )
        })
}

/// “considers it a threat”: a judgement, no thought given to a matter.
fn is_opinion(analysis: &Analysis, token: TokenId, entry: &Commitment) -> bool {
    let judged = || {
        analysis
            .child_by(token, Deprel::Obj)
            .is_some_and(|object| analysis.token(object).upos == Upos::Pron)
            || analysis
                .child_by(token, Deprel::Xcomp)
                .is_some_and(|judged| !matches!(analysis.token(judged).upos, Upos::Verb))
    };
    entry.part == CommitmentPart::Verb && entry.stance == Stance::NonCommittal && judged()
}

/// Whether a phrase stands here, its lemmas next to each other.
fn is_here(analysis: &Analysis, token: TokenId, words: &[String]) -> bool {
    let end = analysis.sentence_of(token).end.0;
    words.iter().enumerate().all(|(offset, word)| {
        let at = token.0 + offset as u32;
        at < end && full(&lower(analysis.lemma(TokenId(at)))) == word
    })
}

/// Short forms of negation in full.
pub(super) fn full(lemma: &str) -> &str {
    match lemma {
        "n't" | "n’t" => "not",
        "'ll" | "’ll" | "wo" => "will",
        "ca" => "can",
        other => other,
    }
}

/// “called off”, “turned down”: with a particle of its own a verb is another word.
fn is_other_phrasal(analysis: &Analysis, verb: TokenId, entry: &Commitment) -> bool {
    analysis.children_by(verb, Deprel::CompoundPrt).any(|particle| {
        !entry.words[1..]
            .iter()
            .any(|word| analysis.form(particle).eq_ignore_ascii_case(word))
    })
}

fn has_particle(analysis: &Analysis, verb: TokenId, word: &str) -> bool {
    let end = analysis.sentence_of(verb).end.0;
    let next = verb.0 + 1;
    (next < end && analysis.form(TokenId(next)).eq_ignore_ascii_case(word))
        || analysis.children(verb).iter().any(|&child| {
            analysis.form(child).eq_ignore_ascii_case(word)
                || analysis.token(child).deprel.universal() == "obl"
                    && analysis
                        .children_by(child, Deprel::Case)
                        .any(|case| analysis.form(case).eq_ignore_ascii_case(word))
        })
}

/// A negation on the word, or on the verb that carries it.
pub(super) fn is_negated(analysis: &Analysis, token: TokenId) -> bool {
    analysis.children(token).iter().any(|&child| {
        let lemma = lower(analysis.lemma(child));
        match analysis.token(child).deprel.universal() {
            "advmod" | "det" | "aux" | "cc" => {
                matches!(full(&lemma), "not" | "never" | "no" | "neither" | "cannot")
            }
            "nsubj" => {
                matches!(&*lemma, "nobody" | "none" | "neither")
                    || analysis
                        .children_by(child, Deprel::Det)
                        .any(|det| matches!(lower(analysis.lemma(det)).as_ref(), "no" | "neither"))
            }
            _ => false,
        }
    })
}

/// A commitment “in principle” is half of one.
fn in_principle(analysis: &Analysis, token: TokenId, stance: Stance) -> Stance {
    let root = clause_root(analysis, token);
    let run = run_of(analysis, root);
    let said = run
        .clone()
        .skip(1)
        .any(|at| analysis.lemma(TokenId(at)) == "principle" && analysis.lemma(TokenId(at - 1)) == "in");
    match stance {
        Stance::Accepts | Stance::Offers if said => Stance::AcceptsInPrinciple,
        other => other,
    }
}

/// Whether a commitment is only possible, wished for, asked about or aimed at.
fn is_unreal(analysis: &Analysis, knowledge: &Knowledge, token: TokenId) -> bool {
    let conditional = analysis.children(token).iter().any(|&mark| {
        mark < token
            && matches!(
                lower(analysis.lemma(mark)).as_ref(),
                "if" | "unless" | "whether" | "until" | "once" | "provided" | "without"
            )
    });
    let own = analysis.token(token);
    let governed = matches!(own.deprel.universal(), "xcomp" | "ccomp")
        && own.head.is_some_and(|head| {
            let lemma = lower(analysis.lemma(head));
            knowledge.commitments.in_class("unreal", &lemma)
        });
    // “met to agree on a deal”, “an attempt to divide them and to thwart talks” tell an aim.
    let mut first = token;
    while let (Deprel::Conj, Some(head)) = (analysis.token(first).deprel, analysis.token(first).head) {
        first = head;
    }
    let aim =
        matches!(analysis.token(first).deprel, Deprel::Advcl | Deprel::Acl) && is_infinitive(analysis, token);
    conditional || governed || aim
}
