//! The phrases that stand in the roles of a frame, looked up in the tree.

use super::clauses::{self, Argument, with_preposition};
use super::cues::{Cues, Stand};
use super::matching::{Match, is_infinitive};
use super::participants::Lookup;
use crate::draft::{ActorIndex, Cast};
use verbale_lexicon::frames::{Effect, FramePart, Frames, Role};
use verbale_record::ontology::EventType;
use verbale_syntax::{Analysis, Deprel, TokenId};

/// Who does what a verb says: its subject, the agent of its passive, a subject that it shares.
pub fn subject(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    clauses::subject(analysis, verb).map(|found| found.head)
}

/// To whom a verb does it: its object, the subject of its passive, the noun that its participle modifies.
pub fn object(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    clauses::object(analysis, verb).map(|found| found.head)
}

/// The actors of a phrase: its own, else those who stand behind the thing it names (“Moscow's plan”).
pub fn actors(analysis: &Analysis, cast: &Cast, phrase: TokenId) -> Vec<ActorIndex> {
    let lookup = Lookup {
        analysis,
        cast,
        speaker: None,
    };
    lookup.of_phrase(phrase)
}

/// The heads of the phrases that stand in some roles of an act, best role first.
pub fn phrases(analysis: &Analysis, act: &Match, roles: &[Role]) -> Vec<TokenId> {
    let found = arguments(analysis, act, roles);
    found.into_iter().map(|argument| argument.head).collect()
}

/// The phrases that stand in some roles of an act, with how each was found, best role first.
pub fn arguments(analysis: &Analysis, act: &Match, roles: &[Role]) -> Vec<Argument> {
    let mut found: Vec<Argument> = Vec::new();
    let mut add = |argument: Argument| {
        if !found.iter().any(|known| known.head == argument.head) {
            found.push(argument);
        }
    };
    for role in roles {
        of_role(analysis, act, role).into_iter().for_each(&mut add);
    }
    if clauses::is_act_noun(analysis, act.predicate) && roles == act.frame.actor.as_slice() {
        behind_noun(analysis, act).into_iter().for_each(add);
    }
    found
}

/// How the phrase of what is asked for is found.
pub(super) const FOR: &str = "phrase with “for”";

/// How the subject of “spoke during talks” is found.
pub(super) const TOOK_PART: &str = "who took part";

/// Who does what a noun names, said by the verb that carries it or by the verb whose phrase it is (“spoke during
/// talks with”).
fn behind_noun(analysis: &Analysis, act: &Match) -> Option<Argument> {
    if let Some(verb) = act.support {
        return clauses::subject(analysis, verb)
            .map(|found| Argument::new(found.head, "subject of the light verb"));
    }
    if let Some(charged) = charged(analysis, act.predicate) {
        return Some(charged);
    }
    let own = analysis.token(act.predicate);
    // “Peru's role in the raid”.
    if let Some(part) = own.head.filter(|&part| {
        own.deprel == Deprel::Nmod
            && Frames::builtin().in_class("part-in", analysis.lemma(part))
            && clauses::has_preposition(analysis, act.predicate, "in")
    }) && let Some(owner) = possessors(analysis, part).into_iter().next()
    {
        return Some(Argument::new(owner.head, "whose part in it is told"));
    }
    // “handed the rebels a proposal”, “laid out their demands”.
    if let Some(verb) = own.head.filter(|_| own.deprel == Deprel::Obj)
        && Cues::builtin().of(Stand::Carries, analysis.lemma(verb)).is_some()
    {
        return clauses::subject(analysis, verb)
            .map(|found| Argument::new(found.head, "subject of the verb"));
    }
    if act.frame.event_type != EventType::Consult {
        return None;
    }
    let verb = attending_verb(analysis, act.predicate)?;
    let found = clauses::surface_subject(analysis, verb)?;
    Some(Argument::new(found.head, TOOK_PART))
}

/// The phrases of what a verb or adjective promises, refuses, threatens or asks: “ready to meet with”, “threatened to
/// strike”, “agreed to a truce with”.
pub fn in_content(analysis: &Analysis, act: &Match) -> Vec<Argument> {
    let promises = matches!(
        act.frame.event_type,
        EventType::Agree | EventType::Reject | EventType::Threaten | EventType::Concede
    );
    let predicate = act.predicate;
    if !promises {
        // “backed the supply of arms to”, “opened a corridor for”.
        let object = (act.frame.part == FramePart::Verb)
            .then(|| analysis.child_by(predicate, Deprel::Obj))
            .flatten();
        let Some(object) = object else { return Vec::new() };
        let mut heads = phrases_to(analysis, object);
        // “signed a deal granting Peru access”, “a law that bars Peru”.
        for clause in analysis
            .children(object)
            .iter()
            .copied()
            .filter(|&child| matches!(analysis.token(child).deprel, Deprel::Acl | Deprel::AclRelcl))
        {
            heads.extend(analysis.children_by(clause, Deprel::Iobj));
            heads.extend(analysis.children_by(clause, Deprel::Obj));
            heads.extend(phrases_to(analysis, clause));
        }
        return heads
            .into_iter()
            .map(|head| Argument::new(head, "phrase of the object"))
            .collect();
    }
    let contents = analysis.children(predicate).iter().copied().filter(|&child| {
        child > predicate
            && (clauses::governs(analysis, predicate, child)
                || analysis.token(child).deprel == Deprel::Obl
                    && ["for", "to"]
                        .iter()
                        .any(|name| clauses::has_preposition(analysis, child, name)))
    });
    let mut found = Vec::new();
    for content in contents {
        let object = analysis.child_by(content, Deprel::Obj);
        let mut heads: Vec<TokenId> = object.into_iter().collect();
        for head in std::iter::once(content).chain(object) {
            for name in ["with", "on", "against", "to", "from", "for", "between"] {
                heads.extend(with_preposition(analysis, head, name));
            }
        }
        found.extend(
            heads
                .into_iter()
                .map(|head| Argument::new(head, "in its content")),
        );
    }
    found
}

/// The phrases that say for or against whom something is.
fn phrases_to(analysis: &Analysis, head: TokenId) -> Vec<TokenId> {
    ["to", "for", "with", "against", "between"]
        .into_iter()
        .flat_map(|name| with_preposition(analysis, head, name))
        .collect()
}

/// Whom a deployment is for or against: the object of its purpose (“sent troops to help Peru”).
pub(super) fn in_purpose(analysis: &Analysis, act: &Match) -> Vec<Argument> {
    let object = analysis.child_by(act.predicate, Deprel::Obj);
    let above = std::iter::once(act.predicate).chain(object);
    let purposes = above.flat_map(|above| {
        analysis.children(above).iter().copied().filter(|&child| {
            child > act.predicate
                && matches!(
                    analysis.token(child).deprel,
                    Deprel::Advcl | Deprel::Acl | Deprel::Xcomp
                )
                && is_infinitive(analysis, child)
        })
    });
    purposes
        .flat_map(|purpose| {
            let object = analysis.child_by(purpose, Deprel::Obj);
            object.into_iter().chain(phrases_to(analysis, purpose))
        })
        .map(|head| Argument::new(head, "in its purpose"))
        .collect()
}

/// “called for the army to leave”: who stands before the infinitive is to do it.
pub(super) fn is_to_act(analysis: &Analysis, act: &Match, head: TokenId) -> bool {
    [act.predicate, head].into_iter().any(|above| {
        analysis.children(above).iter().copied().any(|child| {
            let mut marks = analysis.children_by(child, Deprel::Mark);
            child > head && marks.any(|mark| analysis.lemma(mark) == "to" && mark.previous() == Some(head))
        })
    })
}

/// “He praised the talks, which lasted a day, and accused Peru”: parsers coordinate the last verb to that of the
/// relative clause. Where its noun cannot act, the subject of the sentence does.
pub(super) fn above_relative(analysis: &Analysis, act: &Match) -> Option<Argument> {
    let verb = act.support.unwrap_or(act.predicate);
    let own = analysis.token(verb);
    let relative = own.head.filter(|_| {
        own.deprel == Deprel::Conj
            && analysis.child_by(verb, Deprel::Nsubj).is_none()
            && !clauses::is_passive(analysis, verb)
    })?;
    let above = analysis.token(relative);
    let noun = above.head.filter(|_| above.deprel == Deprel::AclRelcl)?;
    let main = analysis
        .ancestors(noun)
        .find(|&above| analysis.token(above).upos == verbale_syntax::Upos::Verb)?;
    let subject = clauses::surface_subject(analysis, main)?;
    Some(Argument::new(subject.head, "subject of the sentence"))
}

/// Who is charged with what a noun names: “accused the army of attacks”, “shelling blamed on the rebels”.
fn charged(analysis: &Analysis, noun: TokenId) -> Option<Argument> {
    let own = analysis.token(noun);
    let with = ["of", "for", "over"]
        .iter()
        .any(|name| clauses::has_preposition(analysis, noun, name));
    if let Some(verb) = own
        .head
        .filter(|_| with && matches!(own.deprel, Deprel::Obl | Deprel::Nmod))
    {
        // The phrase may hang on the object.
        let object = analysis.child_by(verb, Deprel::Obj);
        let (verb, object) = match object {
            Some(_) => (verb, object),
            None => (analysis.token(verb).head?, Some(verb)),
        };
        let charges = Frames::builtin().effect(analysis.lemma(verb)) == Some(Effect::Pass);
        let object = object.filter(|&object| charges && analysis.token(object).deprel == Deprel::Obj)?;
        return Some(Argument::new(object, "whom the verb charges"));
    }
    let blamed = analysis
        .children(noun)
        .iter()
        .copied()
        .find(|&child| matches!(analysis.lemma(child), "blame" | "attribute" | "pin"))?;
    let mut phrases = ["on", "to"]
        .iter()
        .flat_map(|name| with_preposition(analysis, blamed, name));
    phrases.next().map(|head| Argument::new(head, "who is blamed"))
}

/// The verb whose subject attends what a phrase names: “spoke during talks”, “flew in for a meeting”.
fn attending_verb(analysis: &Analysis, noun: TokenId) -> Option<TokenId> {
    let attends = [
        "in",
        "during",
        "at",
        "for",
        "after",
        "to",
        "before",
        "following",
        "through",
        "via",
    ]
    .iter()
    .any(|name| clauses::has_preposition(analysis, noun, name));
    let mut token = noun;
    for _ in 0..3 {
        let own = analysis.token(token);
        let above = own
            .head
            .filter(|_| attends && matches!(own.deprel, Deprel::Obl | Deprel::Nmod))?;
        if clauses::is_verbal(analysis, above) {
            return Some(above);
        }
        token = above;
    }
    None
}

fn of_role(analysis: &Analysis, act: &Match, role: &Role) -> Vec<Argument> {
    let predicate = act.predicate;
    match role {
        Role::Subject => {
            let own = clauses::subject(analysis, predicate);
            let other = before_relative(analysis, predicate);
            let shared = of_violence(analysis, act);
            own.into_iter().chain(other).chain(shared).collect()
        }
        Role::Object => clauses::object(analysis, predicate).into_iter().collect(),
        Role::IndirectObject => {
            let found = analysis.children_by(predicate, Deprel::Iobj);
            found.map(|head| Argument::new(head, "indirect object")).collect()
        }
        Role::ClauseSubject => {
            let clause = analysis.child_by(predicate, Deprel::Ccomp);
            let found = clause.and_then(|clause| clauses::surface_subject(analysis, clause));
            found
                .map(|found| Argument::new(found.head, "subject of what is asked"))
                .into_iter()
                .collect()
        }
        Role::Possessor => possessors(analysis, predicate),
        Role::Preposition(name) => {
            // “clashes among the three clans”.
            let among = (name == "between").then(|| of_preposition(analysis, act, "among"));
            of_preposition(analysis, act, name)
                .into_iter()
                .chain(among.into_iter().flatten())
                .flat_map(|head| both_ends(analysis, name, head))
                .map(|head| Argument::new(head, how_of_preposition(name)))
                .collect()
        }
    }
}

/// “trouble with Iran, which condemned the raid”: parsers hang a relative clause on any noun before it, and it mostly
/// speaks of the last one.
fn before_relative(analysis: &Analysis, verb: TokenId) -> Option<Argument> {
    let mut relative = verb;
    while analysis.token(relative).deprel == Deprel::Conj
        && analysis.child_by(relative, Deprel::Nsubj).is_none()
    {
        relative = analysis.token(relative).head?;
    }
    let own = analysis.token(relative);
    let antecedent = own.head.filter(|_| own.deprel == Deprel::AclRelcl)?;
    let pronoun = analysis
        .child_by(relative, Deprel::Nsubj)
        .filter(|&subject| matches!(analysis.lemma(subject), "who" | "which" | "that"))?;
    let before = pronoun
        .previous()
        .filter(|&comma| analysis.form(comma) == ",")
        .and_then(TokenId::previous)?;
    let last = clauses::phrase_top_within(analysis, before, antecedent);
    (last > antecedent && clauses::is_nominal(analysis, last))
        .then(|| Argument::new(last, "noun before the relative clause"))
}

/// “was wounded in a clash with rebels”, “killed by shelling from the hills”: who fought the fight that did it.
fn of_violence(analysis: &Analysis, act: &Match) -> Vec<Argument> {
    let verb = act.predicate;
    if act.frame.event_type != EventType::Assault || !clauses::is_passive(analysis, verb) {
        return Vec::new();
    }
    let frames = Frames::builtin();
    let fights = ["in", "by", "during"]
        .into_iter()
        .flat_map(|name| with_preposition(analysis, verb, name));
    let agent = analysis.child_by(verb, Deprel::OblAgent);
    let mut found = Vec::new();
    for fight in fights.chain(agent) {
        let is_fight = frames
            .of_lemma(analysis.lemma(fight))
            .any(|frame| frame.part == FramePart::Noun && frame.event_type == EventType::Assault);
        if !is_fight || fight < verb {
            continue;
        }
        for name in ["by", "from", "with"] {
            let who = with_preposition(analysis, fight, name);
            found.extend(who.map(|head| Argument::new(head, "who fought the fight")));
        }
        found.extend(possessors(analysis, fight));
    }
    found
}

fn how_of_preposition(name: &str) -> &'static str {
    match name {
        "by" => "phrase with “by”",
        "between" => super::participants::BETWEEN,
        "with" => "phrase with “with”",
        "against" => "phrase with “against”",
        "on" => "phrase with “on”",
        "of" => "phrase with “of”",
        "to" => "phrase with “to”",
        "for" => FOR,
        _ => "phrase with a preposition",
    }
}

/// Possessor, then what describes the noun: “Moscow's invasion”, “Russian shelling”, “coalition raids”.
fn possessors(analysis: &Analysis, noun: TokenId) -> Vec<Argument> {
    let of = |relation: Deprel, how: &'static str| {
        let found = analysis.children_by(noun, relation);
        found
            .map(move |head| Argument::new(head, how))
            .collect::<Vec<_>>()
    };
    let mut found = of(Deprel::NmodPoss, "possessor");
    found.extend(of(Deprel::Compound, "modifier"));
    for adjective in analysis.children_by(noun, Deprel::Amod) {
        // “Saudi-led strikes” are the Saudis'; “UN-backed talks” are not the UN's.
        let leader = analysis
            .children_by(adjective, Deprel::Compound)
            .chain(analysis.children_by(adjective, Deprel::Obl))
            .next();
        match (analysis.lemma(adjective), leader) {
            ("lead" | "led" | "run" | "conduct", Some(leader)) => {
                found.push(Argument::new(leader, "modifier"));
            }
            _ => found.push(Argument::new(adjective, "modifier")),
        }
    }
    found
}

/// Phrases of a preposition: at the act, at its light verb, at its object, then one phrase further down, where
/// parsers often hang them (“talked by phone with”).
fn of_preposition(analysis: &Analysis, act: &Match, name: &str) -> Vec<TokenId> {
    let predicate = act.predicate;
    // “Unlike most of the soldiers, …”: what stands before the verb belongs to the whole sentence.
    // “on his first day” is no one.
    let timed = |phrase: &TokenId| {
        matches!(
            analysis.lemma(*phrase),
            "day" | "week" | "month" | "year" | "eve" | "anniversary" | "morning" | "night" | "moment"
        )
    };
    let fronted = |&phrase: &TokenId| {
        phrase < predicate
            && act.frame.part == FramePart::Verb
            && matches!(name, "of" | "to" | "on" | "in" | "at" | "for")
    };
    let own = with_preposition(analysis, predicate, name);
    let mut found: Vec<TokenId> = own
        .filter(|phrase| !(fronted(phrase) || name == "with" && is_absolute(analysis, *phrase)))
        .collect();
    if let Some(verb) = act.support {
        found.extend(with_preposition(analysis, verb, name));
    }
    if act.frame.part == FramePart::Noun {
        let own = analysis.token(predicate);
        let carried = matches!(own.deprel, Deprel::Obj | Deprel::NsubjPass);
        if let Some(verb) = own
            .head
            .filter(|_| carried && matches!(name, "on" | "against" | "with" | "between"))
        {
            found.extend(with_preposition(analysis, verb, name));
        }
        // “spoke during talks in Riyadh with the envoy”: the last phrase may hang on the verb.
        let attended = (name == "with")
            .then(|| attending_verb(analysis, predicate))
            .flatten();
        if let Some(verb) = attended {
            found.extend(with_preposition(analysis, verb, name).filter(|&phrase| phrase > predicate));
        }
    } else if let Some(object) = clauses::object(analysis, predicate).filter(|_| name != "of") {
        // “imposed sanctions on”, “signed a deal with”: the phrase may hang on the object.
        found.extend(with_preposition(analysis, object.head, name));
    }
    if found.is_empty() && name == "to" && act.frame.part == FramePart::Noun {
        found.extend(receiver(analysis, predicate));
    }
    // “the shelling of Oman by Canada”: the last phrase may hang on the one before.
    let of_noun = name == "by" && act.frame.part == FramePart::Noun;
    if found.is_empty() && (of_noun || !matches!(name, "of" | "by" | "in" | "at" | "from")) {
        let below = analysis.children(predicate).iter().copied().filter(|&child| {
            matches!(analysis.token(child).deprel.universal(), "obl" | "nmod") && child > predicate
        });
        found.extend(below.flat_map(|phrase| with_preposition(analysis, phrase, name)));
    }
    found.retain(|phrase| !timed(phrase));
    found
}

/// “…, with the envoy blaming the rebels”: what goes along with the act, not with whom it is done.
fn is_absolute(analysis: &Analysis, phrase: TokenId) -> bool {
    let apart = analysis.children_by(phrase, Deprel::Case).any(|case| {
        case.previous()
            .is_some_and(|before| analysis.form(before) == "," && analysis.lemma(case) == "with")
    });
    apart
        && analysis.children(phrase).iter().any(|&child| {
            child > phrase
                && matches!(analysis.token(child).deprel, Deprel::Acl | Deprel::Advcl)
                && analysis.token(child).upos == verbale_syntax::Upos::Verb
        })
}

/// “between the rebels backed by Max and the army”: parsers coordinate the second party to any noun of the first.
fn both_ends(analysis: &Analysis, name: &str, head: TokenId) -> Vec<TokenId> {
    let mut ends = vec![head];
    if name == "between" && clauses::conjuncts(analysis, head).len() == 1 {
        let within = analysis.subtree(head);
        let second = (head.0 + 1..within.end).rev().map(TokenId).find(|&token| {
            analysis.token(token).deprel == Deprel::Conj && clauses::is_nominal(analysis, token)
        });
        ends.extend(second);
    }
    ends
}

/// “handed the rebels a proposal”, “sent a proposal to the rebels”: to whom the verb gives what the noun names.
fn receiver(analysis: &Analysis, noun: TokenId) -> Vec<TokenId> {
    let own = analysis.token(noun);
    let Some(verb) = own.head.filter(|_| own.deprel == Deprel::Obj) else {
        return Vec::new();
    };
    if Cues::builtin().of(Stand::Carries, analysis.lemma(verb)).is_none() {
        return Vec::new();
    }
    let other = analysis.children(verb).iter().copied().filter(|&child| {
        child != noun && matches!(analysis.token(child).deprel, Deprel::Obj | Deprel::Iobj) && child < noun
    });
    other.chain(with_preposition(analysis, verb, "to")).collect()
}
