//! Subjects and objects of verbs over the tree, inherited ones too, and by word order where the tree has none.

use super::cues::{Cues, Stand};
use super::matching::is_infinitive;
use super::order::{beside, nominal_after, nominal_before};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A phrase that a verb takes, and by which way it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The head of the phrase.
    pub head: TokenId,
    /// How it was found, in words for the reader.
    pub how: &'static str,
}

impl Argument {
    /// An argument found in some way.
    pub fn new(head: TokenId, how: &'static str) -> Self {
        Self { head, how }
    }
}

/// How many verbs a subject is inherited through at most.
const INHERITANCE: u32 = 6;

/// Who does what a verb (or a predicate adjective) says: its own subject, the agent of a passive, or the one it
/// inherits by coordination, control, relative clause or participle.
pub fn subject(analysis: &Analysis, verb: TokenId) -> Option<Argument> {
    if let Some(agent) = agent(analysis, verb) {
        return Some(Argument::new(agent, "agent of the passive"));
    }
    if is_passive(analysis, verb) {
        return None;
    }
    surface_subject(analysis, verb).or_else(|| {
        let found = nominal_before(analysis, verb)?;
        Some(Argument::new(found, "nominal before the verb"))
    })
}

/// To whom a verb does it: its object, the subject of the passive, the noun that a passive participle modifies.
pub fn object(analysis: &Analysis, verb: TokenId) -> Option<Argument> {
    if let Some(own) = analysis.child_by(verb, Deprel::Obj) {
        return Some(Argument::new(antecedent(analysis, verb, own), "object"));
    }
    // “urged Chile to open”: some trees call whom one urges an indirect object.
    if let Some(urged) = analysis.child_by(verb, Deprel::Iobj)
        && (analysis.child_by(verb, Deprel::Xcomp).is_some()
            || analysis.child_by(verb, Deprel::Ccomp).is_some())
    {
        return Some(Argument::new(antecedent(analysis, verb, urged), "object"));
    }
    if is_passive(analysis, verb) {
        let found = surface_subject(analysis, verb)?;
        return Some(Argument::new(found.head, "subject of the passive"));
    }
    if let Some(counted) = counted_object(analysis, verb) {
        return Some(Argument::new(counted, "object"));
    }
    if agent(analysis, verb).is_some() {
        return None;
    }
    let own = analysis.token(verb);
    // “the base they seized”: the relative clause lacks the object that it modifies.
    if own.deprel == Deprel::AclRelcl && analysis.child_by(verb, Deprel::Nsubj).is_some() {
        let subject = analysis.child_by(verb, Deprel::Nsubj)?;
        if !is_relative(analysis, subject) && !has_object_like(analysis, verb) {
            return Some(Argument::new(own.head?, "noun of the relative clause"));
        }
    }
    if let Some(shared) = shared_object(analysis, verb) {
        return Some(Argument::new(shared, "object shared with the verb after"));
    }
    nominal_after(analysis, verb).map(|found| Argument::new(found, "nominal after the verb"))
}

/// “seized and burned the mill”: the object stands behind the last of the coordinated verbs.
fn shared_object(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let next = analysis.children_by(verb, Deprel::Conj).find(|&next| {
        let between = (verb.0 + 1..next.0).map(TokenId);
        next > verb
            && analysis.token(next).upos == Upos::Verb
            && between
                .into_iter()
                .all(|token| matches!(analysis.token(token).upos, Upos::Cconj | Upos::Adv | Upos::Aux))
    })?;
    analysis
        .child_by(next, Deprel::Obj)
        .filter(|&object| object > next)
}

/// “killed at least ten people”: the words before the number are no preposition of the verb's.
fn counted_object(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let mut phrases = analysis.children_by(verb, Deprel::Obl);
    phrases.find(|&phrase| {
        let first = analysis.subtree(phrase).start;
        let counts = analysis.child_by(phrase, Deprel::Nummod).is_some();
        let measure = analysis.children_by(phrase, Deprel::Case).all(|case| {
            matches!(
                analysis.lemma(case),
                "at" | "up" | "to" | "over" | "around" | "about" | "than" | "more"
            )
        });
        first == verb.0 + 1 && counts && measure
    })
}

fn has_object_like(analysis: &Analysis, verb: TokenId) -> bool {
    let children = analysis.children(verb).iter();
    children.copied().any(|child| {
        matches!(
            analysis.token(child).deprel,
            Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Obl
        )
    })
}

/// The grammatical subject: that of the passive too.
pub fn surface_subject(analysis: &Analysis, verb: TokenId) -> Option<Argument> {
    inherited_subject(analysis, verb, INHERITANCE)
}

fn inherited_subject(analysis: &Analysis, verb: TokenId, depth: u32) -> Option<Argument> {
    if let Some(own) = own_subject(analysis, verb) {
        return Some(Argument::new(antecedent(analysis, verb, own), "subject"));
    }
    if depth == 0 {
        return None;
    }
    let own = analysis.token(verb);
    let above = own.head?;
    if let Some(beside) = beside(analysis, verb) {
        return Some(Argument::new(beside, "nominal right before the verb"));
    }
    let shared = |how| {
        let found = inherited_subject(analysis, above, depth - 1)?;
        Some(Argument::new(found.head, how))
    };
    match own.deprel {
        Deprel::Acl | Deprel::AclRelcl if is_infinitive(analysis, verb) => {
            of_noun_act(analysis, above, depth)
        }
        Deprel::Acl | Deprel::AclRelcl => Some(Argument::new(above, "noun that the participle modifies")),
        Deprel::Conj if is_verbal(analysis, above) => shared("subject shared with the verb before"),
        // “the militia, which holds the north and is backed by”: coordinated to the relative clause.
        Deprel::Conj if is_nominal(analysis, above) => {
            Some(Argument::new(above, "noun of the relative clause"))
        }
        Deprel::Advcl if governs_what_it_hangs_on(analysis, verb, above) => {
            let higher = analysis.token(above).head?;
            let found = inherited_subject(analysis, higher, depth - 1)?;
            Some(Argument::new(found.head, "subject of the main clause"))
        }
        Deprel::Advcl if is_charge(analysis, verb) => controller(analysis, above, verb)
            .map(|found| Argument::new(found, "object of the main clause"))
            .or_else(|| shared("subject of the main clause")),
        Deprel::Advcl if is_verbal(analysis, above) => shared("subject of the main clause"),
        Deprel::Ccomp if is_interrupted(analysis, verb, above).is_some() => {
            let found = is_interrupted(analysis, verb, above)?;
            Some(Argument::new(found, "subject before the verb"))
        }
        Deprel::Xcomp | Deprel::Ccomp => controller(analysis, above, verb)
            .map(|found| Argument::new(found, "object of the governing verb"))
            .or_else(|| shared("subject of the governing verb")),
        _ => None,
    }
}

/// “Max, who hosted them, had left, a source said”: the parser gave the verb of saying, which stands last, both subjects;
/// the one before the clause is the clause's.
fn is_interrupted(analysis: &Analysis, verb: TokenId, above: TokenId) -> Option<TokenId> {
    let subjects = || analysis.children_by(above, Deprel::Nsubj);
    let finite = analysis.token(verb).features.has("VerbForm=Fin")
        || analysis.child_by(verb, Deprel::Aux).is_some()
        || analysis.child_by(verb, Deprel::AuxPass).is_some();
    let first = subjects().find(|&subject| subject < verb)?;
    (finite && verb < above && subjects().any(|subject| verb < subject)).then_some(first)
}

/// “…, insisting the rebels must leave”: the participle stands right before the subject of the verb on which the
/// parser hung it, so it governs that verb.
fn governs_what_it_hangs_on(analysis: &Analysis, verb: TokenId, above: TokenId) -> bool {
    let Some(subject) = own_subject(analysis, above).filter(|&subject| verb < subject) else {
        return false;
    };
    let between = (verb.0 + 1..subject.0).map(TokenId);
    analysis.form(verb).ends_with("ing")
        && between
            .into_iter()
            .all(|token| analysis.is_within(token, subject) && analysis.token(token).upos != Upos::Punct)
}

/// Verbs whose subject, not object, does what they govern: “promised Kyiv to send arms”.
const SUBJECT_CONTROL: &[&str] = &["promise", "vow", "threaten", "swear", "pledge", "offer"];

/// “accused the army of shelling”, “thanked them for coming”: the object did it.
fn is_charge(analysis: &Analysis, verb: TokenId) -> bool {
    analysis
        .children_by(verb, Deprel::Mark)
        .any(|mark| matches!(analysis.lemma(mark), "of" | "for" | "from" | "into" | "against"))
}

/// Whether a noun names a plan, call or hope: its infinitive is done by whoever has it.
fn names_intent(analysis: &Analysis, noun: TokenId) -> bool {
    Cues::builtin().of(Stand::Noun, analysis.lemma(noun)).is_some()
}

/// The object that does what its verb governs: “urged Kyiv to sign”, “was forced to leave”.
fn controller(analysis: &Analysis, above: TokenId, verb: TokenId) -> Option<TokenId> {
    if SUBJECT_CONTROL.contains(&analysis.lemma(above)) {
        return None;
    }
    let object = analysis
        .child_by(above, Deprel::Obj)
        .or_else(|| analysis.child_by(above, Deprel::Iobj));
    object
        .filter(|&object| object < verb && is_nominal(analysis, object) && !names_intent(analysis, object))
        .or_else(|| analysis.child_by(above, Deprel::NsubjPass))
        .map(|found| antecedent(analysis, above, found))
}

/// Whose plan, promise, attempt a noun is: its possessor, else the subject of the verb that governs it.
fn of_noun_act(analysis: &Analysis, noun: TokenId, depth: u32) -> Option<Argument> {
    if let Some(owner) = analysis.child_by(noun, Deprel::NmodPoss) {
        return Some(Argument::new(owner, "possessor"));
    }
    let own = analysis.token(noun);
    // “Brazil plans to visit”: a verb that the parser took for a noun.
    if matches!(own.deprel, Deprel::Root | Deprel::Parataxis | Deprel::Ccomp) {
        let before = analysis.children_by(noun, Deprel::Compound).last();
        return before.map(|owner| Argument::new(owner, "modifier"));
    }
    let above = own.head.filter(|&above| is_verbal(analysis, above))?;
    match own.deprel {
        Deprel::Obj | Deprel::Obl | Deprel::Xcomp | Deprel::Ccomp => {
            let found = inherited_subject(analysis, above, depth - 1)?;
            Some(Argument::new(found.head, "subject of the governing verb"))
        }
        _ => None,
    }
}

/// A verb's own subject. Where the parser gave several, the one next to the verb: titles and datelines go before.
fn own_subject(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let subjects = analysis
        .children(verb)
        .iter()
        .copied()
        .filter(|&child| matches!(analysis.token(child).deprel, Deprel::Nsubj | Deprel::NsubjPass));
    let mut best = None;
    for subject in subjects {
        if best.is_none() || subject < verb {
            best = Some(subject);
        }
    }
    best
}

/// Whether a phrase is a relative pronoun.
fn is_relative(analysis: &Analysis, token: TokenId) -> bool {
    analysis.token(token).upos == Upos::Pron
        && matches!(analysis.lemma(token), "who" | "which" | "that" | "whom")
}

/// The antecedent of a relative pronoun, else the phrase itself.
fn antecedent(analysis: &Analysis, verb: TokenId, phrase: TokenId) -> TokenId {
    let own = analysis.token(verb);
    if !is_relative(analysis, phrase) {
        return phrase;
    }
    match (own.deprel, own.head) {
        (Deprel::AclRelcl | Deprel::Acl, Some(head)) => head,
        // “which seized and burned”: the coordinated verb stands in the same relative clause.
        (Deprel::Conj, Some(head)) => antecedent(analysis, head, phrase),
        _ => phrase,
    }
}

fn agent(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    // Parsers call other phrases agents too (“shot down amid claims that …”).
    let is_by = |&phrase: &TokenId| {
        let mut cases = analysis.children_by(phrase, Deprel::Case).peekable();
        cases.peek().is_none() || cases.any(|case| analysis.lemma(case) == "by")
    };
    // “denied claims by officials”: the phrase is the object's.
    let active = analysis.child_by(verb, Deprel::Nsubj).is_some()
        && analysis.child_by(verb, Deprel::Obj).is_some()
        && analysis.child_by(verb, Deprel::AuxPass).is_none();
    if active {
        return None;
    }
    let mut agents = analysis.children_by(verb, Deprel::OblAgent);
    if let Some(agent) = agents.find(is_by) {
        return Some(agent);
    }
    let own = with_preposition(analysis, verb, "by").next();
    if own.is_none() && !is_passive(analysis, verb) {
        return None;
    }
    let by = own
        .or_else(|| agent_behind_time(analysis, verb))
        .or_else(|| agent_of_next(analysis, verb))?;
    // “Asked by a reporter if …” has no other reading, whatever form the parser saw.
    let open = analysis.child_by(verb, Deprel::Obj).is_none()
        && own_subject(analysis, verb).is_none()
        && analysis.token(verb).features.has("Tense=Past");
    (open || is_passive(analysis, verb)).then_some(by)
}

/// “was mediated late Tuesday by Peru”: the phrase may hang on the words of time before it.
fn agent_behind_time(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let end = analysis.sentence_of(verb).end;
    let mut token = verb.next();
    while token < end {
        let own = analysis.token(token);
        let of_time = matches!(
            own.deprel,
            Deprel::OblUnmarked | Deprel::NmodUnmarked | Deprel::Advmod
        );
        if !of_time && !matches!(own.upos, Upos::Adv | Upos::Adj | Upos::Num) {
            break;
        }
        if let Some(by) = with_preposition(analysis, token, "by").next() {
            return Some(by);
        }
        token = token.next();
    }
    None
}

/// “kidnapped and presumed killed by the rebels”: participles in a row share the agent of the last.
fn agent_of_next(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let end = analysis.sentence_of(verb).end;
    let mut token = verb.next();
    let mut coordinated = false;
    while token < end {
        let own = analysis.token(token);
        match own.upos {
            Upos::Cconj => coordinated = true,
            Upos::Adv | Upos::Aux => {}
            Upos::Punct if analysis.form(token) == "," => {}
            Upos::Verb if coordinated && own.features.has("VerbForm=Part") => {
                let agent = analysis
                    .child_by(token, Deprel::OblAgent)
                    .or_else(|| with_preposition(analysis, token, "by").next());
                if agent.is_some() {
                    return agent;
                }
            }
            Upos::Verb if own.features.has("VerbForm=Part") => {}
            _ => return None,
        }
        token = token.next();
    }
    None
}

/// Whether a verb is told in the passive.
pub fn is_passive(analysis: &Analysis, verb: TokenId) -> bool {
    if lacks_auxiliary(analysis, verb) {
        return false;
    }
    if analysis.child_by(verb, Deprel::AuxPass).is_some()
        || analysis.child_by(verb, Deprel::NsubjPass).is_some()
    {
        return true;
    }
    let own = analysis.token(verb);
    let participle = own.features.has("VerbForm=Part") && !analysis.form(verb).ends_with("ing");
    if !participle || analysis.child_by(verb, Deprel::Nsubj).is_some() || has_perfect(analysis, verb) {
        return false;
    }
    match own.deprel {
        Deprel::Acl | Deprel::AclRelcl => !is_mistaken_for_participle(analysis, verb),
        Deprel::Advcl => analysis.child_by(verb, Deprel::Obj).is_none(),
        // “was arrested and deported”.
        Deprel::Conj => own.head.is_some_and(|above| is_passive(analysis, above)),
        Deprel::Xcomp => own.features.has("Voice=Pass"),
        _ => false,
    }
}

/// A main verb without auxiliary is active in a full sentence, whatever the parser called its subject. Headlines leave
/// auxiliaries out.
fn lacks_auxiliary(analysis: &Analysis, verb: TokenId) -> bool {
    let own = analysis.token(verb);
    own.deprel == Deprel::Root
        && own.upos == Upos::Verb
        && is_full_sentence(analysis, verb)
        && analysis.child_by(verb, Deprel::Aux).is_none()
        && analysis.child_by(verb, Deprel::AuxPass).is_none()
        && analysis.child_by(verb, Deprel::NsubjPass).is_some()
}

/// Whether a sentence ends as sentences do and headlines do not.
fn is_full_sentence(analysis: &Analysis, token: TokenId) -> bool {
    let sentence = analysis.sentence_of(token);
    let last = TokenId(sentence.end.0.saturating_sub(1));
    matches!(analysis.form(last), "." | "”" | "\"" | "?" | "!")
}

fn has_perfect(analysis: &Analysis, verb: TokenId) -> bool {
    analysis
        .children_by(verb, Deprel::Aux)
        .any(|aux| analysis.lemma(aux) == "have")
}

/// A past tense that the parser took for a participle: “the minister, meanwhile, called on both sides.” A full
/// sentence whose root is the noun would have no verb.
fn is_mistaken_for_participle(analysis: &Analysis, verb: TokenId) -> bool {
    let own = analysis.token(verb);
    if own.features.has("Mood=Ind") || analysis.child_by(verb, Deprel::Obj).is_some() {
        return true;
    }
    if with_preposition(analysis, verb, "by").next().is_some() {
        return false;
    }
    let Some(head) = own.head else { return false };
    let is_full = is_full_sentence(analysis, verb);
    let clausal = matches!(
        analysis.token(head).deprel,
        Deprel::Root | Deprel::Parataxis | Deprel::Advcl | Deprel::Ccomp | Deprel::AclRelcl
    );
    is_full && clausal && !is_verbal(analysis, head)
}

/// Whether a word takes a verb as its content: “ready to strike”.
pub fn governs(analysis: &Analysis, above: TokenId, verb: TokenId) -> bool {
    let own = analysis.token(verb);
    own.head == Some(above)
        && (matches!(own.deprel, Deprel::Xcomp | Deprel::Ccomp)
            || matches!(own.deprel, Deprel::Advcl | Deprel::Acl) && is_infinitive(analysis, verb))
}

/// Whether a word names an act as a noun does: a noun, or a gerund in its place (“the shelling killed ten”).
pub fn is_act_noun(analysis: &Analysis, token: TokenId) -> bool {
    let own = analysis.token(token);
    own.upos != Upos::Verb
        || analysis.form(token).ends_with("ing")
            && matches!(own.deprel.universal(), "nsubj" | "obj" | "nmod" | "obl")
}

/// Whether a token is a verb or a predicate.
pub fn is_verbal(analysis: &Analysis, token: TokenId) -> bool {
    analysis.token(token).upos == Upos::Verb || analysis.child_by(token, Deprel::Cop).is_some() || {
        analysis.child_by(token, Deprel::Nsubj).is_some()
    }
}

/// Whether a token can head a noun phrase.
pub fn is_nominal(analysis: &Analysis, token: TokenId) -> bool {
    matches!(
        analysis.token(token).upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X
    )
}

/// The phrases below a token with this preposition and no longer one (“according to” is not “to”).
pub fn with_preposition<'a>(
    analysis: &'a Analysis,
    token: TokenId,
    name: &'a str,
) -> impl Iterator<Item = TokenId> + 'a {
    let children = analysis.children(token).iter().copied();
    let phrases = children.filter(move |&child| {
        matches!(
            analysis.token(child).deprel.universal(),
            "obl" | "nmod" | "advcl" | "acl"
        ) && is_nominal(analysis, child)
            && has_preposition(analysis, child, name)
    });
    phrases.map(move |phrase| nearer(analysis, phrase, name))
}

/// “talks with Max at the ministry”, hung whole on the ministry: between its two prepositions stands the object of the
/// first.
fn nearer(analysis: &Analysis, phrase: TokenId, name: &str) -> TokenId {
    let mut cases = analysis.children_by(phrase, Deprel::Case);
    let Some(first) = cases.by_ref().find(|&case| analysis.lemma(case) == name) else {
        return phrase;
    };
    let next = cases.find(|&case| case > first.next() && case < phrase);
    let between = next.and_then(TokenId::previous).filter(|&token| token > first);
    between
        .map(|token| phrase_top_within(analysis, token, first))
        .filter(|&token| is_nominal(analysis, token))
        .unwrap_or(phrase)
}

/// The head of the noun phrase that a token is part of, behind a preposition.
pub(super) fn phrase_top_within(analysis: &Analysis, token: TokenId, after: TokenId) -> TokenId {
    let mut top = token;
    while let Some(head) = analysis.token(top).head {
        let inside = matches!(
            analysis.token(top).deprel,
            Deprel::Flat | Deprel::Compound | Deprel::NmodDesc | Deprel::Appos
        );
        if !inside || head <= after {
            break;
        }
        top = head;
    }
    top
}

/// Words that make a longer preposition of the one behind them.
const COMPOUND_PREPOSITIONS: &[&str] = &[
    "accord",
    "according",
    "due",
    "prior",
    "next",
    "close",
    "thanks",
    "instead",
    "ahead",
    "because",
    "out",
    "contrary",
];

/// Whether a phrase stands behind a preposition.
pub fn has_preposition(analysis: &Analysis, phrase: TokenId, name: &str) -> bool {
    let mut found = false;
    for case in analysis.children_by(phrase, Deprel::Case) {
        let lemma = analysis.lemma(case);
        if COMPOUND_PREPOSITIONS.contains(&lemma) {
            return false;
        }
        found |= lemma == name;
    }
    found
}

/// The members of a coordination: the phrase itself and what is coordinated to it, nested ones too. A conjunct that
/// stands right before a finite verb without a subject is that verb's (“met Lea and Max had left”).
pub fn conjuncts(analysis: &Analysis, phrase: TokenId) -> Vec<TokenId> {
    let mut members = vec![phrase];
    let mut next = 0;
    while next < members.len() {
        for conjunct in analysis.children_by(members[next], Deprel::Conj) {
            if !begins_clause(analysis, phrase, conjunct) && !is_verbal(analysis, conjunct) {
                members.push(conjunct);
            }
        }
        next += 1;
    }
    members
}

fn begins_clause(analysis: &Analysis, first: TokenId, conjunct: TokenId) -> bool {
    if first > conjunct {
        return false;
    }
    let end = analysis.sentence_of(conjunct).end;
    let mut token = conjunct.next();
    while token < end && analysis.token(token).deprel == Deprel::Flat {
        token = token.next();
    }
    if token >= end {
        return false;
    }
    let own = analysis.token(token);
    let verb = match own.upos {
        Upos::Aux => own.head.unwrap_or(token),
        Upos::Verb if own.features.has("VerbForm=Fin") => token,
        _ => return false,
    };
    // The verb of which the whole coordination is the subject stands above its first member.
    let is_above = analysis.ancestors(first).any(|above| above == verb);
    !is_above && own_subject(analysis, verb).is_none() && analysis.token(verb).deprel != Deprel::AclRelcl
}
