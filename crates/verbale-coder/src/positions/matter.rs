//! What a commitment is about: the clauses and phrases that a word of commitment governs.

use crate::acts::arguments;
use crate::acts::matching::is_infinitive;
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_lexicon::positions::{Commitment, CommitmentPart, Matter};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A clause or phrase: its head and its words.
pub(super) type Phrase = (TokenId, Range<u32>);

/// How far behind a word its infinitive begins at most, where the tree does not join them.
const INFINITIVE_REACH: u32 = 8;

/// The matter by the order of words, where the tree shows none: “insisting … must …”, “called on … to …”, “demands to …”.
pub(super) fn matter_behind(analysis: &Analysis, token: TokenId, entry: &Commitment) -> Option<Phrase> {
    let end = analysis.sentence_of(token).end.0;
    let stop = (token.0 + 1..end)
        .find(|&at| {
            analysis.token(TokenId(at)).upos == Upos::Punct
                && matches!(
                    analysis.form(TokenId(at)),
                    "," | "." | ";" | ":" | "–" | "—" | "?" | "!"
                )
                || matches!(analysis.form(TokenId(at)), "but" | "while" | "although")
        })
        .unwrap_or(end);
    let behind = token.0 + 1..stop;
    let form = |at: u32| analysis.form(TokenId(at));
    let is_to = |at: u32| {
        form(at).eq_ignore_ascii_case("to")
            && at + 1 < stop
            && analysis
                .form(TokenId(at + 1))
                .eq_ignore_ascii_case(analysis.lemma(TokenId(at + 1)))
            && analysis.token(TokenId(at + 1)).upos == Upos::Verb
    };
    let start = entry.matter.iter().find_map(|matter| match matter {
        Matter::Infinitive => {
            let reach = match entry.part {
                CommitmentPart::Verb => INFINITIVE_REACH,
                _ => 1,
            };
            behind
                .clone()
                .take(reach as usize)
                .find(|&at| is_to(at))
                .map(|at| at + 1)
        }
        Matter::Wish => behind
            .clone()
            .any(|at| matches!(lower(form(at)).as_ref(), "must" | "should"))
            .then_some(behind.start),
        Matter::Preposition(word) => behind
            .clone()
            .take(1)
            .find(|&at| form(at).eq_ignore_ascii_case(word))
            .map(|at| at + 1),
        _ => None,
    })?;
    let run = start..stop;
    let head = run
        .clone()
        .map(TokenId)
        .find(|&id| matches!(analysis.token(id).upos, Upos::Verb | Upos::Noun))?;
    Some((head, run))
}

/// What a word of commitment is about, each coordinated clause or phrase for itself.
pub(super) fn matters(analysis: &Analysis, token: TokenId, entry: &Commitment) -> Vec<Phrase> {
    let mut heads: Vec<TokenId> = Vec::new();
    for matter in &entry.matter {
        match matter {
            Matter::Object => heads
                .extend(arguments::object(analysis, token).map(|object| phrase_of(analysis, token, object))),
            Matter::Infinitive => heads.extend(infinitives(analysis, token)),
            Matter::Clause => heads.extend(analysis.children_by(token, Deprel::Ccomp)),
            Matter::Wish => heads.extend(
                analysis
                    .children(token)
                    .iter()
                    .copied()
                    .filter(|&child| {
                        matches!(analysis.token(child).deprel, Deprel::Ccomp | Deprel::Parataxis)
                    })
                    .filter(|&child| is_wish(analysis, child)),
            ),
            Matter::Preposition(word) => heads.extend(with_preposition(analysis, token, word)),
            Matter::Predicate => heads.extend(predicates(analysis, token)),
            Matter::Whole => heads.push(clause_root(analysis, token)),
        }
    }
    // “made the release a condition for talks”: what is asked is the object.
    if entry.part == CommitmentPart::Noun
        && let Some(verb) = analysis.token(token).head
        && analysis.lemma(verb) == "make"
        && let Some(object) = analysis.child_by(verb, Deprel::Obj)
        && object < token
    {
        heads = vec![object];
    }
    // “set the release as a condition”
    let as_such = || {
        analysis
            .children_by(token, Deprel::Case)
            .any(|case| analysis.lemma(case) == "as")
    };
    if entry.part == CommitmentPart::Noun
        && let Some(verb) = analysis.token(token).head
        && as_such()
        && let Some(object) = analysis.child_by(verb, Deprel::Obj)
        && object < token
    {
        heads = vec![object];
    }
    let mut found: Vec<Phrase> = Vec::new();
    for head in heads {
        let parts = std::iter::once(head).chain(analysis.children_by(head, Deprel::Conj));
        for part in parts {
            if part == token && !entry.matter.contains(&Matter::Whole) {
                continue;
            }
            if !found.iter().any(|&(known, _)| known == part) {
                found.push((part, run_of(analysis, part)));
            }
        }
    }
    found
}

/// What a noun is said to be or to hold: “their demand is a truce”, “the conditions include an amnesty”.
fn predicates(analysis: &Analysis, noun: TokenId) -> Vec<TokenId> {
    let own = analysis.token(noun);
    let Some(head) = own.head.filter(|_| own.deprel.universal() == "nsubj") else {
        return Vec::new();
    };
    // “the position is that they must leave”: the clause is the predicate.
    let outer = own.deprel != Deprel::Nsubj;
    if outer || analysis.child_by(head, Deprel::Cop).is_some() {
        return vec![head];
    }
    match analysis.lemma(head) {
        // “is that …”, “is to …”
        "be" => analysis
            .children(head)
            .iter()
            .copied()
            .filter(|&child| {
                matches!(
                    analysis.token(child).deprel,
                    Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl
                )
            })
            .collect(),
        "include" | "remain" | "contain" | "comprise" | "cover" | "range" => {
            analysis.children_by(head, Deprel::Obj).collect()
        }
        _ => Vec::new(),
    }
}

/// The whole phrase that a participle modifies: “an end to hostilities, accepted by both”.
fn phrase_of(analysis: &Analysis, participle: TokenId, noun: TokenId) -> TokenId {
    let mut head = noun;
    if noun < participle {
        while let Some(above) = analysis.token(head).head
            && analysis.token(head).deprel.universal() == "nmod"
        {
            head = above;
        }
    }
    head
}

/// The infinitives that a word governs, itself or by the phrase of whom it is asked (“called on both to leave”).
fn infinitives(analysis: &Analysis, token: TokenId) -> Vec<TokenId> {
    let of = |above: TokenId, own: bool| {
        let children = analysis.children(above).iter().copied();
        children.filter(move |&child| {
            let relation = analysis.token(child).deprel;
            own && relation == Deprel::Xcomp
                || matches!(relation, Deprel::Advcl | Deprel::Acl | Deprel::Ccomp)
                    && is_infinitive(analysis, child)
        })
    };
    let asked =
        analysis.children(token).iter().copied().filter(|&child| {
            matches!(analysis.token(child).deprel.universal(), "obj" | "obl") && child > token
        });
    let asked: Vec<TokenId> = asked.collect();
    let own = of(token, true).collect::<Vec<_>>();
    if own.is_empty() && analysis.token(token).upos == Upos::Verb {
        return asked
            .into_iter()
            .flat_map(|phrase| of(phrase, false).collect::<Vec<_>>())
            .collect();
    }
    own
}

/// The words of a clause or phrase without those coordinated to it.
pub(super) fn run_of(analysis: &Analysis, head: TokenId) -> Range<u32> {
    // “…, adding that …” says something else.
    let aside = |child: TokenId| {
        analysis.token(child).deprel == Deprel::Advcl
            && child > head
            && analysis.form(child).ends_with("ing")
            && child.0 > 0
            && analysis.form(TokenId(child.0 - 1)) == ","
    };
    let mut run = analysis.subtree_without(head, |child| {
        matches!(
            analysis.token(child).deprel.universal(),
            "conj" | "parataxis" | "punct" | "cc"
        ) || aside(child)
    });
    run.start = run.start.min(head.0);
    run.end = run.end.max(head.0 + 1);
    run
}

/// The clause that a token stands in.
pub(super) fn clause_root(analysis: &Analysis, token: TokenId) -> TokenId {
    let mut at = token;
    loop {
        let own = analysis.token(at);
        let clausal = matches!(
            own.deprel.universal(),
            "root" | "ccomp" | "advcl" | "acl" | "parataxis" | "csubj"
        ) || (own.deprel == Deprel::Conj
            && (matches!(own.upos, Upos::Verb | Upos::Adj | Upos::Aux)
                || analysis.child_by(at, Deprel::Nsubj).is_some()));
        match own.head {
            Some(head) if !clausal => at = head,
            _ => return at,
        }
    }
}

fn with_preposition(analysis: &Analysis, token: TokenId, word: &str) -> Vec<TokenId> {
    let children = analysis.children(token).iter().copied();
    children
        .filter(|&child| child > token)
        .filter(|&child| {
            let marks = match analysis.token(child).deprel.universal() {
                "obl" | "nmod" => Deprel::Case,
                // “for forming a government”, “that they leave”
                "advcl" | "acl" | "ccomp" => Deprel::Mark,
                _ => return false,
            };
            analysis
                .children_by(child, marks)
                .any(|case| analysis.form(case).eq_ignore_ascii_case(word))
        })
        .collect()
}

/// A clause that says what ought to be: must, should, has to; or the bare form of its verb.
pub(super) fn is_wish(analysis: &Analysis, clause: TokenId) -> bool {
    let ought = analysis.children_by(clause, Deprel::Aux).any(|aux| {
        matches!(
            lower(analysis.lemma(aux)).as_ref(),
            "must" | "should" | "shall" | "ought"
        )
    });
    let own = analysis.token(clause);
    let has_to = own.upos == Upos::Verb
        && matches!(analysis.lemma(clause), "need" | "have")
        && analysis.child_by(clause, Deprel::Xcomp).is_some();
    let subject = analysis
        .child_by(clause, Deprel::Nsubj)
        .or_else(|| analysis.child_by(clause, Deprel::NsubjPass));
    let alone = [Deprel::Aux, Deprel::AuxPass, Deprel::Cop]
        .iter()
        .all(|&relation| analysis.child_by(clause, relation).is_none());
    let bare = own.upos == Upos::Verb
        && alone
        && subject.is_some_and(|subject| is_singular_third(analysis, subject))
        && analysis.form(clause) == analysis.lemma(clause);
    let passive = analysis
        .children_by(clause, Deprel::AuxPass)
        .any(|aux| analysis.form(aux).eq_ignore_ascii_case("be"))
        && analysis.child_by(clause, Deprel::Aux).is_none();
    ought || has_to || bare || passive
}

/// A subject whose verb would end in “s” in a plain statement.
fn is_singular_third(analysis: &Analysis, subject: TokenId) -> bool {
    let own = analysis.token(subject);
    match own.upos {
        Upos::Pron => matches!(lower(analysis.lemma(subject)).as_ref(), "he" | "she" | "it"),
        Upos::Noun | Upos::Propn => {
            analysis
                .form(subject)
                .eq_ignore_ascii_case(analysis.lemma(subject))
                && analysis.child_by(subject, Deprel::Conj).is_none()
        }
        _ => false,
    }
}
