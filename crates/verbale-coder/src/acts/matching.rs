//! Which words of a text name acts: frames matched against the tree.

use std::collections::BTreeSet;
use verbale_lexicon::frames::{Class, Effect, Frame, FramePart, Frames};
use verbale_lexicon::lower;
use verbale_record::ontology::{EventType, Quad};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A word that names an act, with the frame that says so.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The word.
    pub predicate: TokenId,
    /// Its frame.
    pub frame: &'static Frame,
    /// The verb that carries a nominal act: “hold” of “hold talks”.
    pub support: Option<TokenId>,
}

/// All acts that a text names, in text order. A word has one reading: that of its longest, most exact frame.
pub fn matches(analysis: &Analysis, frames: &'static Frames) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    for token in analysis.token_ids() {
        if let Some(frame) = best_frame(analysis, frames, token) {
            let support = support_of(analysis, frames, frame, token);
            found.push(Match {
                predicate: token,
                frame,
                support,
            });
        }
    }
    // A light verb with a frame of its own (“launch + attack”) and its noun are one act: the noun's, if both agree,
    // else the verb's, whose object class was the more exact condition.
    let dropped: Vec<TokenId> = found
        .iter()
        .filter_map(|act| {
            let verb = found.binary_search_by_key(&act.support?, |other| other.predicate);
            let verb = &found[verb.ok()?];
            let same = verb.frame.event_type == act.frame.event_type || verb.frame.classes.is_empty();
            // A compound (“launched a cyber attack”) is more exact than any class of objects.
            let same = same || act.frame.words.len() > 1;
            Some(if same { verb.predicate } else { act.predicate })
        })
        .collect();
    let dropped: BTreeSet<TokenId> = dropped.into_iter().collect();
    found.retain(|act| !dropped.contains(&act.predicate));
    // “suspended aid”: the noun is what the verb asks for, not an act of its own.
    let exact: Vec<TokenId> = found
        .iter()
        .filter(|act| act.frame.part == FramePart::Verb && !act.frame.classes.is_empty())
        .map(|act| act.predicate)
        .collect();
    found.retain(|act| {
        let own = analysis.token(act.predicate);
        let governed = matches!(own.deprel, Deprel::Obj | Deprel::NsubjPass);
        // “came to attend talks between the two”: an act of theirs, whoever attends it.
        let of_others = own
            .head
            .is_some_and(|verb| matches!(analysis.lemma(verb), "attend" | "join" | "follow"))
            && has_between(analysis, act.predicate);
        let of_others = of_others
            || act.frame.event_type == EventType::Accuse
                && super::clauses::with_preposition(analysis, act.predicate, "by")
                    .next()
                    .is_some();
        let content =
            governed && !of_others && own.head.is_some_and(|head| exact.binary_search(&head).is_ok());
        // “the attack that the rebels launched” is told by its verb.
        let described = act.frame.event_type != EventType::Consult
            && analysis.children(act.predicate).iter().any(|&verb| {
                exact.binary_search(&verb).is_ok() && object_before(analysis, verb) == Some(act.predicate)
            });
        !(act.frame.part == FramePart::Noun && (content || described))
    });
    found
}

/// Whether a noun names its parties: “talks between the two”.
fn has_between(analysis: &Analysis, noun: TokenId) -> bool {
    super::clauses::with_preposition(analysis, noun, "between")
        .next()
        .is_some()
}

/// How closely words fit a frame at best ([`fit`]).
const CLOSEST: usize = 3;

fn best_frame(analysis: &Analysis, frames: &'static Frames, token: TokenId) -> Option<&'static Frame> {
    if !matches!(analysis.token(token).upos, Upos::Verb | Upos::Noun | Upos::Adj) {
        return None;
    }
    let lemma = lower(analysis.lemma(token));
    let mut best: Option<(usize, &Frame)> = None;
    for frame in frames.of_lemma(&lemma) {
        let longer = 3 * (frame.words.len() - 1);
        let most = longer + if frame.classes.is_empty() { 0 } else { CLOSEST };
        if best.is_some_and(|(kept, _)| kept >= most) {
            continue;
        }
        let Some(closeness) = fit(analysis, frames, token, frame) else {
            continue;
        };
        let exactness = longer + closeness;
        // The tables put the better one of equals first.
        if best.is_none_or(|(kept, _)| exactness > kept) {
            best = Some((exactness, frame));
        }
    }
    best.map(|(_, frame)| frame)
}

/// How closely the words around a word fit a frame: 0 where it asks for nothing; none where they do not.
fn fit(analysis: &Analysis, frames: &'static Frames, token: TokenId, frame: &Frame) -> Option<usize> {
    let (upos, relation) = (analysis.token(token).upos, analysis.token(token).deprel);
    let part = match frame.part {
        FramePart::Verb => upos == Upos::Verb && relation != Deprel::Amod,
        // A word of a name does not act: “Government of National Accord”.
        FramePart::Noun => {
            upos == Upos::Noun
                && !matches!(relation, Deprel::Compound | Deprel::Amod)
                && analysis.name_at(token).is_none()
        }
        FramePart::Adjective => upos == Upos::Adj && relation != Deprel::Amod,
    };
    let others: &[String] = match frame.part {
        FramePart::Noun => &frame.words[..frame.words.len() - 1],
        _ => &frame.words[1..],
    };
    let stands = |word: &String| match frame.part {
        FramePart::Verb => has_particle(analysis, token, word),
        _ => closeness_of(analysis, token, |lemma| lemma == word) > 0,
    };
    if !part || !others.iter().all(stands) || is_word_of_title(analysis, token) {
        return None;
    }
    if frame.classes.is_empty() {
        return Some(0);
    }
    let near = |class: &Class| match class {
        Class::Named => {
            2 * usize::from(object_of(analysis, token).is_some_and(|object| is_named(analysis, object)))
        }
        Class::Words(class) => frames.class(class).map_or(0, |words| {
            closeness_of(analysis, token, |lemma| words.contains(lemma))
        }),
        Class::Subject(class) => {
            let subject = super::arguments::subject(analysis, token);
            2 * usize::from(subject.is_some_and(|word| frames.in_class(class, &lower(analysis.lemma(word)))))
        }
        Class::Cooperation => usize::from(governs(analysis, frames, token, is_cooperation)),
        Class::Conflict => usize::from(governs(analysis, frames, token, |kind| !is_cooperation(kind))),
        Class::Obligation => usize::from(obliges(analysis, token)),
        Class::Destination => usize::from(has_destination(analysis, token)),
        Class::Infinitive => usize::from(has_infinitive(analysis, token)),
        Class::ObjectInfinitive => {
            usize::from(object_of(analysis, token).is_some() && has_infinitive(analysis, token))
        }
    };
    frame
        .classes
        .iter()
        .map(near)
        .max()
        .filter(|&closeness| closeness > 0)
}

/// “the Hostage Recovery and Taxation Act”: a large word beside another one, in a sentence of small words, is one of a
/// name, whatever the name finder has of it.
fn is_word_of_title(analysis: &Analysis, token: TokenId) -> bool {
    let large = |token: TokenId| {
        let mut letters = analysis.form(token).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    };
    let sentence = analysis.sentence_of(token);
    if token == sentence.first || !large(token) {
        return false;
    }
    let words = || {
        sentence
            .tokens()
            .filter(|&word| analysis.form(word).chars().count() > 3)
    };
    let small = words().filter(|&word| !large(word)).count();
    // A hyphen may stand between the two.
    let mut around = (token.0.saturating_sub(2)..token.0 + 3).map(TokenId);
    let beside =
        around.any(|other| other != token && other > sentence.first && other < sentence.end && large(other));
    beside && 2 * small > words().count()
}

fn has_infinitive(analysis: &Analysis, verb: TokenId) -> bool {
    analysis.children(verb).iter().any(|&child| {
        matches!(
            analysis.token(child).deprel.universal(),
            "xcomp" | "ccomp" | "advcl"
        ) && is_infinitive(analysis, child)
    })
}

/// Whether acts of a type bring two parties together.
pub fn is_cooperation(kind: EventType) -> bool {
    matches!(kind.quad(), Quad::VerbalCooperation | Quad::MaterialCooperation)
}

fn has_destination(analysis: &Analysis, verb: TokenId) -> bool {
    object_of(analysis, verb).is_none()
        && analysis.children_by(verb, Deprel::Obl).any(|phrase| {
            is_named(analysis, phrase)
                && analysis
                    .children_by(phrase, Deprel::Case)
                    .any(|case| matches!(analysis.lemma(case), "to" | "in" | "at" | "for"))
        })
}

/// Whether a word has an act of some kind as its content: “plans to attack”, “ready for talks”.
fn governs(
    analysis: &Analysis,
    frames: &'static Frames,
    token: TokenId,
    wanted: impl Fn(EventType) -> bool,
) -> bool {
    analysis.children(token).iter().any(|&child| {
        let content = match analysis.token(child).deprel.universal() {
            "xcomp" | "ccomp" | "obj" | "nsubj:pass" => true,
            "advcl" | "acl" => is_infinitive(analysis, child),
            "obl" | "nmod" => analysis
                .children_by(child, Deprel::Case)
                .any(|case| analysis.lemma(case) == "for"),
            _ => false,
        };
        content && best_frame(analysis, frames, child).is_some_and(|frame| wanted(frame.event_type))
    })
}

/// Whether the clause that a word governs says what has to be.
fn obliges(analysis: &Analysis, token: TokenId) -> bool {
    let clauses = analysis
        .children(token)
        .iter()
        .filter(|&&child| matches!(analysis.token(child).deprel.universal(), "ccomp" | "parataxis"));
    clauses
        .flat_map(|&clause| std::iter::once(clause).chain(analysis.children(clause).iter().copied()))
        .any(|word| {
            let own = analysis.token(word);
            match analysis.lemma(word) {
                "must" | "should" | "ought" => own.deprel.universal() == "aux",
                "need" | "have" => {
                    own.upos != Upos::Aux
                        && analysis
                            .child_by(word, Deprel::Xcomp)
                            .is_some_and(|below| is_infinitive(analysis, below))
                }
                _ => false,
            }
        })
}

fn is_named(analysis: &Analysis, token: TokenId) -> bool {
    matches!(analysis.token(token).upos, Upos::Propn | Upos::Pron) || analysis.name_at(token).is_some()
}

/// How far behind its verb a particle or preposition of a phrasal verb stands at most.
const PARTICLE_REACH: u32 = 3;

/// Whether the second word of a phrasal verb stands close behind it; further off it is another phrase’s own
/// (“called the plan off” against “called the envoys to the ministry on Tuesday”).
fn has_particle(analysis: &Analysis, verb: TokenId, word: &str) -> bool {
    let last = analysis.sentence_of(verb).end.0.min(verb.0 + 1 + PARTICLE_REACH);
    (verb.0 + 1..last).map(TokenId).any(|token| {
        analysis.lemma(token).eq_ignore_ascii_case(word)
            && analysis.token(token).deprel != Deprel::Det
            // “began to strike” is no “begin strike”.
            && !(analysis.token(token).deprel == Deprel::Xcomp && is_infinitive(analysis, token))
            && (token == verb.next()
                || analysis.token(token).head == Some(verb)
                || analysis.token(token).deprel != Deprel::Case)
    }) || analysis.children(verb).iter().any(|&child| {
        let relation = analysis.token(child).deprel;
        matches!(relation, Deprel::Obj | Deprel::NsubjPass | Deprel::Obl) && analysis.lemma(child) == word
    })
}

fn object_of(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    analysis
        .child_by(token, Deprel::Obj)
        .or_else(|| analysis.child_by(token, Deprel::NsubjPass))
}

/// How close to a word such a word stands: 3 as its object, 2 within its object or as a noun's own dependent, 1 in
/// another of its phrases, 0 nowhere. Subjects do not count.
fn closeness_of(analysis: &Analysis, token: TokenId, is: impl Fn(&str) -> bool) -> usize {
    let near = |id: TokenId| is(&lower(analysis.lemma(id)));
    let noun = analysis.token(token).upos != Upos::Verb;
    // “the sanctions that Peru imposed”, “a truce brokered by Peru”: the noun is the verb's object.
    if object_before(analysis, token).is_some_and(near) {
        return 3;
    }
    let of_child = |&child: &TokenId| {
        let relation = analysis.token(child).deprel;
        let object = matches!(relation, Deprel::Obj | Deprel::NsubjPass);
        if matches!(
            relation,
            Deprel::Nsubj
                | Deprel::Csubj
                | Deprel::Punct
                | Deprel::Advcl
                | Deprel::Parataxis
                | Deprel::Conj
                | Deprel::AclRelcl
        ) {
            0
        } else if relation == Deprel::Ccomp && analysis.token(child).upos == Upos::Verb {
            // The clause is an act of its own: “announced that it would boycott the vote”.
            0
        } else if near(child) {
            if object { 3 } else { 1 + usize::from(noun) }
        } else if matches!(
            relation,
            Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::NsubjPass | Deprel::Xcomp | Deprel::Advmod
        ) && analysis.children(child).iter().any(|&below| near(below))
        {
            1 + usize::from(object)
        } else {
            0
        }
    };
    analysis.children(token).iter().map(of_child).max().unwrap_or(0)
}

/// The noun that a relative clause or participle describes and whose object it is.
fn object_before(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let own = analysis.token(verb);
    let head = own.head?;
    let of_noun = own.upos == Upos::Verb
        && analysis.token(head).upos == Upos::Noun
        && head < verb
        && matches!(own.deprel, Deprel::Acl | Deprel::AclRelcl);
    if !of_noun {
        return None;
    }
    let is_pronoun = |token: TokenId| matches!(analysis.lemma(token), "which" | "that" | "who" | "whom");
    let undergone = super::clauses::is_passive(analysis, verb);
    let object = analysis.child_by(verb, Deprel::Obj);
    let subject = analysis.child_by(verb, Deprel::Nsubj);
    let lacking = subject.is_some_and(|subject| !is_pronoun(subject)) && object.is_none_or(is_pronoun);
    (undergone || lacking).then_some(head)
}

/// The light verb above a nominal act.
fn support_of(analysis: &Analysis, frames: &Frames, frame: &Frame, token: TokenId) -> Option<TokenId> {
    if frame.part != FramePart::Noun {
        return None;
    }
    // “opened the first of three rounds of talks”.
    let own = analysis.token(super::whole(analysis, token));
    let verb = own.head?;
    let governed = matches!(own.deprel, Deprel::Obj | Deprel::NsubjPass)
        || (own.deprel == Deprel::Obl
            && matches!(analysis.lemma(verb), "engage" | "participate" | "meet" | "carry"));
    (governed && frames.in_class("light", analysis.lemma(verb))).then_some(verb)
}

/// The word that governs an act and changes it, nearest first.
pub fn governor(analysis: &Analysis, frames: &Frames, act: &Match) -> Option<(TokenId, Effect)> {
    let mut token = act.support.unwrap_or(act.predicate);
    loop {
        let own = analysis.token(token);
        let above = own.head?;
        match own.deprel.universal() {
            "xcomp" | "ccomp" | "csubj" => {}
            // “refused to sign” is often parsed as a clause of purpose; “rejected talks” has the act as object.
            "obj" | "advcl" | "acl" if token == act.support.unwrap_or(act.predicate) => {
                let content = own.deprel == Deprel::Obj || is_infinitive(analysis, token);
                if !content {
                    return None;
                }
            }
            "conj" => {
                token = above;
                continue;
            }
            _ => return None,
        }
        if let Some(effect) = frames.effect(&lower(analysis.lemma(above))) {
            return Some((above, effect));
        }
        token = above;
    }
}

/// Whether a verb is marked by “to”.
pub fn is_infinitive(analysis: &Analysis, token: TokenId) -> bool {
    analysis
        .children_by(token, Deprel::Mark)
        .any(|mark| analysis.lemma(mark) == "to")
}
