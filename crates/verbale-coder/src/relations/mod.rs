//! Lasting relations between actors.

#[cfg(test)]
mod tests;

use crate::acts::{arguments, matching};
use crate::draft::{ActorIndex, Context, Draft, Relation};
use crate::knowledge::Knowledge;
use verbale_lexicon::lower;
use verbale_lexicon::relations::{Bond, BondForm, Bonds, Ground};
use verbale_record::{ActorKind, MentionForm, RelationKind};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// All of them, in text order.
pub fn find(context: &Context<'_>, _knowledge: &Knowledge, draft: &Draft) -> Vec<Relation> {
    let bonds = Bonds::builtin();
    let mut relations: Vec<Relation> = Vec::new();
    for token in context.analysis.token_ids() {
        for relation in at(context, draft, bonds, token) {
            let known = relations
                .iter()
                .any(|one| (one.a, one.kind, one.b) == (relation.a, relation.kind, relation.b));
            if !known {
                relations.push(relation);
            }
        }
    }
    relations
}

/// The relations that a word tells.
fn at(context: &Context<'_>, draft: &Draft, bonds: &Bonds, token: TokenId) -> Vec<Relation> {
    let analysis = context.analysis;
    let lemma = lower(analysis.lemma(token));
    let mut found = Vec::new();
    let mut tell =
        |bond: &Bond, one: &[ActorIndex], other: &[ActorIndex], on: Option<String>, words: TokenId| {
            for &a in one {
                for &b in other {
                    if a != b && fits(draft, bond.kind, a, b) {
                        found.push(Relation {
                            a,
                            kind: bond.kind,
                            b,
                            on: on.clone(),
                            span: clause(context, words),
                        });
                    }
                }
            }
        };
    match analysis.token(token).upos {
        Upos::Verb | Upos::Adj => {
            let form = lower(analysis.form(token));
            for bond in bonds.of(BondForm::Participle, &form) {
                if let Some((one, other, noun)) = hyphenated(analysis, draft, token) {
                    tell(bond, &one, &other, None, noun);
                }
            }
            let kind = if analysis.token(token).upos == Upos::Verb {
                BondForm::Verb
            } else {
                BondForm::Adjective
            };
            let listed = bonds.of(kind, &lemma);
            if listed.is_empty() || hyphen_before(analysis, token).is_some() || is_unreal(analysis, token) {
                return found;
            }
            for bond in listed {
                let Some((on, weapons)) = ground(analysis, bonds, bond, token) else {
                    continue;
                };
                let one = arguments::subject(analysis, token).map(|head| people(analysis, draft, head));
                let other = bond
                    .second
                    .iter()
                    .filter_map(|place| at_place(analysis, token, place))
                    .filter(|&head| Some(head) != weapons)
                    .map(|head| people(analysis, draft, head))
                    .find(|actors| !actors.is_empty());
                if let (Some(one), Some(other)) = (one, other) {
                    tell(bond, &one, &other, on, token);
                }
            }
        }
        Upos::Noun => {
            for bond in bonds.of(BondForm::Noun, &lemma) {
                let called = match bond.first[0].as_str() {
                    "self" => called_so(analysis, draft, token),
                    place => beside_noun(analysis, draft, token, place).unwrap_or_default(),
                };
                let other = bond
                    .second
                    .iter()
                    .filter_map(|place| beside_noun(analysis, draft, token, place))
                    .find(|actors| !actors.is_empty());
                if let Some(other) = other {
                    let one: Vec<ActorIndex> =
                        called.into_iter().filter(|one| !other.contains(one)).collect();
                    tell(bond, &one, &other, None, token);
                }
            }
        }
        _ => {}
    }
    found
}

/// Whether two actors can be bound so.
fn fits(draft: &Draft, kind: RelationKind, a: ActorIndex, b: ActorIndex) -> bool {
    let (one, other) = (draft.cast.actor(a), draft.cast.actor(b));
    let acts = |kind: ActorKind| !matches!(kind, ActorKind::Media | ActorKind::Civilians);
    match kind {
        RelationKind::KinOf => one.kind == ActorKind::Person && other.kind == ActorKind::Person,
        RelationKind::MemberOf => other.kind != ActorKind::Person && acts(one.kind) && acts(other.kind),
        _ => acts(one.kind) && acts(other.kind),
    }
}

/// The actors a phrase denotes, with what is coordinated to it.
fn people(analysis: &Analysis, draft: &Draft, head: TokenId) -> Vec<ActorIndex> {
    let found = draft.cast.actors_of_phrase(analysis, head);
    if found.is_empty() {
        return draft.cast.actor_for_phrase(analysis, head).into_iter().collect();
    }
    found
}

/// The phrase in a place of a verb or adjective; a relative pronoun stands for what the clause is about.
fn at_place(analysis: &Analysis, verb: TokenId, place: &str) -> Option<TokenId> {
    let phrase = match place {
        "obj" => arguments::object(analysis, verb)?,
        preposition => {
            if let Some(antecedent) = relative_with(analysis, verb, preposition) {
                return Some(antecedent);
            }
            with_preposition(analysis, verb, preposition)?
        }
    };
    let relative = analysis.token(phrase).upos == Upos::Pron
        && matches!(analysis.lemma(phrase), "which" | "whom" | "who" | "that");
    if !relative {
        return Some(phrase);
    }
    std::iter::once(verb)
        .chain(analysis.ancestors(verb))
        .find(|&one| matches!(analysis.token(one).deprel, Deprel::AclRelcl | Deprel::Acl))
        .and_then(|clause| analysis.token(clause).head)
}

/// What “on which” stands for, whatever the tree makes of the clause: the noun right before it.
fn relative_with(analysis: &Analysis, verb: TokenId, preposition: &str) -> Option<TokenId> {
    let pronoun = analysis.children(verb).iter().copied().find(|&child| {
        matches!(analysis.lemma(child), "which" | "whom")
            && child
                .previous()
                .is_some_and(|before| analysis.lemma(before) == preposition)
    })?;
    let first = analysis.sentence_of(verb).first.0;
    let noun = (first..pronoun.0 - 1)
        .rev()
        .map(TokenId)
        .find(|&token| analysis.token(token).upos != Upos::Punct)?;
    let name = analysis.token(noun);
    match name.head {
        Some(head) if matches!(name.deprel, Deprel::Flat) => Some(head),
        _ => Some(noun),
    }
}

fn with_preposition(analysis: &Analysis, head: TokenId, name: &str) -> Option<TokenId> {
    analysis
        .children(head)
        .iter()
        .copied()
        .filter(|&child| matches!(analysis.token(child).deprel.universal(), "obl" | "nmod"))
        .find(|&child| {
            analysis
                .children_by(child, Deprel::Case)
                .any(|case| analysis.lemma(case) == name)
        })
}

/// What the bond is about and the phrase that says so; `None` where the weapons it needs are not there.
fn ground(
    analysis: &Analysis,
    bonds: &Bonds,
    bond: &Bond,
    verb: TokenId,
) -> Option<(Option<String>, Option<TokenId>)> {
    match &bond.ground {
        Ground::None => Some((None, None)),
        Ground::Preposition(name) => {
            let phrase = with_preposition(analysis, verb, name);
            Some((phrase.map(|phrase| words(analysis, phrase)), phrase))
        }
        Ground::Weapons(place) => {
            let phrase = match place.as_str() {
                "obj" => analysis.child_by(verb, Deprel::Obj),
                name => {
                    let object = analysis.child_by(verb, Deprel::Obj);
                    with_preposition(analysis, verb, name)
                        .or_else(|| object.and_then(|object| with_preposition(analysis, object, name)))
                }
            }?;
            let run = analysis.subtree(phrase);
            let armed = run
                .map(TokenId)
                .filter(|&token| matches!(analysis.token(token).upos, Upos::Noun | Upos::Propn))
                .any(|token| bonds.is_weapon(&lower(analysis.lemma(token))));
            armed.then(|| (Some(words(analysis, phrase)), Some(phrase)))
        }
    }
}

/// The words of a phrase without its preposition, determiner and clauses.
fn words(analysis: &Analysis, phrase: TokenId) -> String {
    let range = analysis.subtree_without(phrase, |child| {
        matches!(
            analysis.token(child).deprel,
            Deprel::Case | Deprel::Det | Deprel::Acl | Deprel::AclRelcl | Deprel::Punct | Deprel::Parataxis
        )
    });
    analysis.text_of(range).to_owned()
}

/// The token before the hyphen of “A-backed”.
fn hyphen_before(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let hyphen = token.previous()?;
    if !matches!(analysis.form(hyphen), "-" | "–" | "‑") || analysis.token(token).space_before {
        return None;
    }
    hyphen.previous()
}

/// The two ends of “A-backed B” with the noun.
fn hyphenated(
    analysis: &Analysis,
    draft: &Draft,
    participle: TokenId,
) -> Option<(Vec<ActorIndex>, Vec<ActorIndex>, TokenId)> {
    let before = hyphen_before(analysis, participle)?;
    let one = draft
        .cast
        .mentions
        .iter()
        .filter(|mention| mention.tokens.end == before.0 + 1)
        .min_by_key(|mention| mention.tokens.len())?;
    // The noun: the head of the participle, or the last noun of the words after it.
    let sentence = analysis.sentence_of(participle);
    let mut noun = analysis
        .token(participle)
        .head
        .filter(|&head| head > participle && analysis.token(head).upos != Upos::Verb);
    if noun.is_none() {
        noun = (participle.0 + 1..sentence.end.0)
            .map(TokenId)
            .take_while(|&token| matches!(analysis.token(token).upos, Upos::Adj | Upos::Noun | Upos::Propn))
            .last();
    }
    let noun = noun?;
    let own = std::iter::once(noun).chain(analysis.children(noun).iter().copied().filter(|&child| {
        child > participle && matches!(analysis.token(child).deprel, Deprel::Flat | Deprel::Compound)
    }));
    let other = own.flat_map(|part| draft.cast.actors_at(part)).next().copied()?;
    let one: Vec<ActorIndex> = one
        .actors
        .iter()
        .copied()
        .filter(|&actor| actor != other)
        .collect();
    Some((one, vec![other], noun))
}

/// Who is called by a noun: the subject of “is an ally”, the one it stands in apposition to, the name behind it.
fn called_so(analysis: &Analysis, draft: &Draft, noun: TokenId) -> Vec<ActorIndex> {
    let own = analysis.token(noun);
    if analysis.child_by(noun, Deprel::Cop).is_some()
        && !is_unreal(analysis, noun)
        && let Some(subject) = arguments::subject(analysis, noun)
    {
        return people(analysis, draft, subject);
    }
    if own.deprel == Deprel::Appos
        && let Some(head) = own.head
        && follows_comma(analysis, noun)
    {
        return people(analysis, draft, head);
    }
    // “B's ally A”, “NATO members A and B”: the name stands right behind.
    let sentence = analysis.sentence_of(noun);
    let mut start = noun.0 + 1;
    // “son-in-law”
    while start < sentence.end.0
        && start < noun.0 + NAME_REACH
        && matches!(analysis.form(TokenId(start)), "-" | "in" | "law" | ",")
    {
        start += 1;
    }
    let next = draft
        .cast
        .mentions
        .iter()
        .find(|mention| mention.tokens.start == start && mention.form == MentionForm::Name);
    match next {
        Some(mention) if analysis.token(noun).features.has("Number=Plur") => {
            people(analysis, draft, mention.head)
        }
        Some(mention) => mention.actors.clone(),
        None => Vec::new(),
    }
}

/// Whether a phrase stands right behind a comma, as an apposition does.
fn follows_comma(analysis: &Analysis, noun: TokenId) -> bool {
    let start = analysis.subtree(noun).start;
    start
        .checked_sub(1)
        .is_some_and(|before| matches!(analysis.form(TokenId(before)), "," | "(" | "–" | "—"))
}

/// How far behind a noun the name it stands before begins at most (“son-in-law X”).
const NAME_REACH: u32 = 5;

/// The other end beside a noun: “of B”, “B's”, “NATO member”.
fn beside_noun(analysis: &Analysis, draft: &Draft, noun: TokenId, place: &str) -> Option<Vec<ActorIndex>> {
    let mut holders = vec![noun];
    holders.extend(analysis.token(noun).head.filter(|_| {
        matches!(
            analysis.token(noun).deprel,
            Deprel::Compound | Deprel::NmodDesc | Deprel::Flat
        )
    }));
    let phrase = match place {
        "poss" => holders
            .iter()
            .find_map(|&holder| analysis.child_by(holder, Deprel::NmodPoss)),
        "subject" => {
            let verb = analysis
                .ancestors(noun)
                .find(|&above| analysis.token(above).upos == Upos::Verb)?;
            // Only what somebody does with it: thanks for support from A are not B's bond.
            let with = analysis
                .children_by(noun, Deprel::Case)
                .any(|case| matches!(analysis.lemma(case), "with" | "under" | "through"));
            arguments::subject(analysis, verb).filter(|_| with && !is_unreal(analysis, verb))
        }
        "compound" => analysis
            .children(noun)
            .iter()
            .copied()
            .find(|&child| matches!(analysis.token(child).deprel, Deprel::Compound | Deprel::Amod)),
        preposition => holders
            .iter()
            .find_map(|&holder| with_preposition(analysis, holder, preposition)),
    }?;
    Some(people(analysis, draft, phrase))
}

/// Whether a word is denied, only possible, or wished.
fn is_unreal(analysis: &Analysis, token: TokenId) -> bool {
    let denied = analysis.children(token).iter().any(|&child| {
        let lemma = lower(analysis.lemma(child));
        matches!(
            (analysis.token(child).deprel.universal(), &*lemma),
            ("advmod", "not" | "n't" | "n’t" | "never" | "no" | "longer")
                | ("det", "no")
                | (
                    "aux",
                    "may" | "might" | "could" | "would" | "should" | "must" | "will"
                )
                | ("mark", "if" | "unless" | "whether")
        )
    });
    denied || matching::is_infinitive(analysis, token)
}

/// The clause or phrase of a word.
fn clause(context: &Context<'_>, token: TokenId) -> crate::draft::Bytes {
    let analysis = context.analysis;
    let range = analysis.subtree_without(token, |child| {
        matches!(
            analysis.token(child).deprel,
            Deprel::Conj | Deprel::Parataxis | Deprel::Punct | Deprel::Advcl
        )
    });
    context.bytes(range)
}
