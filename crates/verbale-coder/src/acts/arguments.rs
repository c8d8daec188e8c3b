//! Who does an act to whom: roles of a frame looked up in the tree.

use super::matching::Match;
use crate::draft::{ActorIndex, Cast};
use verbale_lexicon::frames::{FramePart, Role};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The heads of the phrases that stand in some roles of an act, best role first.
pub fn phrases(analysis: &Analysis, act: &Match, roles: &[Role]) -> Vec<TokenId> {
    let mut found: Vec<TokenId> = Vec::new();
    for role in roles {
        for phrase in of_role(analysis, act, role) {
            if !found.contains(&phrase) {
                found.push(phrase);
            }
        }
    }
    if act.frame.part == FramePart::Noun && roles == act.frame.actor.as_slice() {
        found.extend(act.support.and_then(|verb| subject(analysis, verb)));
    }
    found
}

fn of_role(analysis: &Analysis, act: &Match, role: &Role) -> Vec<TokenId> {
    let predicate = act.predicate;
    match role {
        Role::Subject => subject(analysis, predicate).into_iter().collect(),
        Role::Object => object(analysis, predicate).into_iter().collect(),
        Role::IndirectObject => analysis.children_by(predicate, Deprel::Iobj).collect(),
        Role::ClauseSubject => {
            let clause = analysis.child_by(predicate, Deprel::Ccomp);
            clause
                .and_then(|clause| subject(analysis, clause))
                .into_iter()
                .collect()
        }
        Role::Possessor => {
            let modifiers = analysis.children(predicate).iter().copied();
            modifiers
                .filter(|&child| {
                    matches!(
                        analysis.token(child).deprel,
                        Deprel::NmodPoss | Deprel::Compound | Deprel::Amod
                    )
                })
                .collect()
        }
        Role::Preposition(name) => {
            let mut found = with_preposition(analysis, predicate, name);
            if let Some(verb) = act.support {
                found.extend(with_preposition(analysis, verb, name));
            }
            // “imposed sanctions on”, “signed a deal with”: the phrase may hang on the object.
            if act.frame.part == FramePart::Verb
                && let Some(object) = object(analysis, predicate)
            {
                found.extend(with_preposition(analysis, object, name));
            }
            found
        }
    }
}

fn with_preposition(analysis: &Analysis, token: TokenId, name: &str) -> Vec<TokenId> {
    let children = analysis.children(token).iter().copied();
    children
        .filter(|&child| matches!(analysis.token(child).deprel.universal(), "obl" | "nmod"))
        .filter(|&child| {
            analysis
                .children_by(child, Deprel::Case)
                .any(|case| analysis.lemma(case) == name)
        })
        .collect()
}

fn is_relative(analysis: &Analysis, token: TokenId) -> bool {
    analysis.token(token).upos == Upos::Pron
        && matches!(analysis.lemma(token), "who" | "which" | "that" | "whom")
}

/// The antecedent of a relative pronoun, else the phrase itself.
fn antecedent(analysis: &Analysis, verb: TokenId, phrase: TokenId) -> TokenId {
    let own = analysis.token(verb);
    match own.head {
        Some(head) if own.deprel == Deprel::AclRelcl && is_relative(analysis, phrase) => head,
        _ => phrase,
    }
}

/// Who does what a verb (or a predicate adjective) says: its own subject, the agent of a passive, or the one it
/// inherits by coordination, control, relative clause or participle.
pub fn subject(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let mut verb = verb;
    loop {
        if let Some(own) = analysis.child_by(verb, Deprel::Nsubj) {
            return Some(antecedent(analysis, verb, own));
        }
        if let Some(agent) = agent(analysis, verb) {
            return Some(agent);
        }
        if is_passive(analysis, verb) {
            return None;
        }
        let own = analysis.token(verb);
        let above = own.head?;
        match own.deprel {
            Deprel::Acl if !super::matching::is_infinitive(analysis, verb) => return Some(above),
            Deprel::Acl | Deprel::Conj | Deprel::Advcl => {}
            Deprel::Xcomp => {
                // Object control: “urged Kyiv to sign”.
                if let Some(object) = analysis.child_by(above, Deprel::Obj) {
                    return Some(object);
                }
                // Raised through a passive: “was forced to leave”.
                if let Some(raised) = analysis.child_by(above, Deprel::NsubjPass) {
                    return Some(antecedent(analysis, above, raised));
                }
            }
            _ => return None,
        }
        verb = above;
    }
}

fn agent(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    analysis.child_by(verb, Deprel::OblAgent).or_else(|| {
        is_passive(analysis, verb)
            .then(|| with_preposition(analysis, verb, "by").first().copied())
            .flatten()
    })
}

fn is_passive(analysis: &Analysis, verb: TokenId) -> bool {
    let participle = analysis.token(verb).deprel == Deprel::Acl
        && !analysis.form(verb).ends_with("ing")
        && !super::matching::is_infinitive(analysis, verb);
    participle
        || analysis.child_by(verb, Deprel::NsubjPass).is_some()
        || analysis.child_by(verb, Deprel::AuxPass).is_some()
}

/// To whom a verb does it: its object, the subject of the passive, the noun that a passive participle modifies.
pub fn object(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    if let Some(own) = analysis.child_by(verb, Deprel::Obj) {
        return Some(antecedent(analysis, verb, own));
    }
    if let Some(own) = analysis.child_by(verb, Deprel::NsubjPass) {
        return Some(antecedent(analysis, verb, own));
    }
    let own = analysis.token(verb);
    match own.deprel {
        Deprel::Acl if is_passive(analysis, verb) => own.head,
        // Coordinated passives share their subject: “was arrested and deported”.
        Deprel::Conj if is_passive(analysis, verb) => own.head.and_then(|head| object(analysis, head)),
        _ => None,
    }
}

/// The actors of a phrase: its own, else those who stand behind the thing it names (“Moscow's plan”).
pub fn actors(analysis: &Analysis, cast: &Cast, phrase: TokenId) -> Vec<ActorIndex> {
    let own = cast.actors_of_phrase(analysis, phrase);
    if !own.is_empty() {
        return own;
    }
    for &child in analysis.children(phrase) {
        let behind = matches!(
            analysis.token(child).deprel.as_str(),
            "nmod:poss" | "compound" | "amod" | "nmod" | "flat" | "appos"
        );
        if behind {
            let found = cast.actors_of_phrase(analysis, child);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}
