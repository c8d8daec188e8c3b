//! The words of a text that name violence which took place.

use crate::acts::arguments;
use crate::draft::{ActorIndex, Cast, Context};
use verbale_lexicon::incidents::{Condition, IncidentPart, IncidentWord, IncidentWords, Weight};
use verbale_lexicon::lower;
use verbale_record::ActorKind;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A word that names violence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    /// The word.
    pub(super) token: TokenId,
    /// What the tables say of it.
    pub(super) word: &'static IncidentWord,
    /// Whether the words around it say that it took place.
    pub(super) evident: bool,
    /// Whether it is a verb.
    pub(super) verb: bool,
    /// Whether it points back: “the attack”.
    pub(super) definite: bool,
}

impl Mention {
    /// Whether it may stand for an incident of its own.
    pub(super) fn founds(&self) -> bool {
        match self.word.weight {
            Weight::Strong => self.evident,
            Weight::Weak => self.evident && !self.definite && !self.verb,
            Weight::War => false,
        }
    }
}

/// All mentions of violence that is told as having happened, in text order. Those of the headline are left out: the
/// body tells them again.
pub(super) fn find(context: &Context<'_>, words: &'static IncidentWords, cast: &Cast) -> Vec<Mention> {
    let analysis = context.analysis;
    let body = analysis.token_ids().filter(|&token| !context.in_title(token));
    let named = body.filter_map(|token| Some((token, word_at(analysis, words, cast, token)?)));
    named
        .filter(|&(token, _)| is_real(analysis, words, token))
        .map(|(token, word)| Mention {
            token,
            word,
            verb: analysis.token(token).upos == Upos::Verb && !is_gerund(analysis, token),
            evident: is_evident(analysis, words, token),
            definite: is_definite(analysis, token),
        })
        .collect()
}

fn word_at(
    analysis: &Analysis,
    words: &'static IncidentWords,
    cast: &Cast,
    token: TokenId,
) -> Option<&'static IncidentWord> {
    let own = analysis.token(token);
    let gerund = is_gerund(analysis, token);
    let part = match own.upos {
        _ if own.deprel == Deprel::Compound => return None,
        Upos::Verb if gerund => IncidentPart::Noun,
        Upos::Verb if own.deprel != Deprel::Amod => IncidentPart::Verb,
        Upos::Noun | Upos::Propn => IncidentPart::Noun,
        _ => return None,
    };
    let lemma = if gerund {
        lower(analysis.form(token))
    } else {
        lower(analysis.lemma(token))
    };
    let fitting = words.incidents(part, &lemma).iter().filter(|word| {
        let phrase = match part {
            IncidentPart::Noun => has_modifiers(analysis, token, &word.words),
            _ => word.words[1..]
                .iter()
                .all(|particle| has_particle(analysis, token, particle)),
        };
        phrase
            && !is_figurative(analysis, words, token)
            && match &word.needs {
                None => true,
                Some(Condition::Doer(class)) => has_doer(analysis, words, cast, token, class),
                Some(Condition::Object(class)) => has_object(analysis, words, token, class),
            }
    });
    // The most exact one; of equals the first of the table.
    fitting.fold(None, |best: Option<&IncidentWord>, word| match best {
        Some(kept) if exactness(kept) >= exactness(word) => Some(kept),
        _ => Some(word),
    })
}

/// “shelling”, “fighting” as a noun, whatever tag the parser gave it.
fn is_gerund(analysis: &Analysis, token: TokenId) -> bool {
    analysis.token(token).upos == Upos::Verb
        && analysis.form(token).ends_with("ing")
        && matches!(
            analysis.token(token).deprel.universal(),
            "nsubj" | "obj" | "obl" | "nmod"
        )
}

/// “attacked the proposal”, “a gas explosion”: words of violence used for something else.
fn is_figurative(analysis: &Analysis, words: &IncidentWords, token: TokenId) -> bool {
    let is = |class: &str, id: TokenId| words.in_class(class, &lower(analysis.lemma(id)));
    if analysis.token(token).upos == Upos::Verb {
        return arguments::object(analysis, token).is_some_and(|object| is("abstract", object));
    }
    // “a verbal attack”, “a gas explosion”
    let describes = |part: TokenId| matches!(analysis.token(part).deprel, Deprel::Compound | Deprel::Amod);
    let mut parts = analysis.children(token).iter().copied();
    parts.any(|part| describes(part) && is("figurative", part))
}

fn exactness(word: &IncidentWord) -> (usize, bool) {
    (word.words.len(), word.needs.is_some())
}

/// Whether a noun stands in its phrase: “air strike”, “exchange of fire”.
fn has_modifiers(analysis: &Analysis, token: TokenId, words: &[String]) -> bool {
    let before = words
        .iter()
        .position(|word| word == "of")
        .unwrap_or(words.len())
        .saturating_sub(1);
    let Some(first) = token.0.checked_sub(before as u32) else {
        return false;
    };
    words.iter().enumerate().all(|(offset, word)| {
        let at = first + offset as u32;
        // A gerund has its verb as lemma.
        (at as usize) < analysis.tokens().len()
            && (analysis.lemma(TokenId(at)).eq_ignore_ascii_case(word)
                || analysis.form(TokenId(at)).eq_ignore_ascii_case(word))
    })
}

fn has_particle(analysis: &Analysis, verb: TokenId, word: &str) -> bool {
    let end = analysis.sentence_of(verb).end.0.min(verb.0 + 4);
    (verb.0 + 1..end)
        .map(TokenId)
        .any(|token| analysis.form(token).eq_ignore_ascii_case(word))
}

/// Whether what does it is such a thing: the subject or agent of a verb, what modifies a noun; for forces also any
/// actor that bears arms.
fn has_doer(analysis: &Analysis, words: &IncidentWords, cast: &Cast, token: TokenId, class: &str) -> bool {
    let is = |id: TokenId| words.in_class(class, &lower(analysis.lemma(id)));
    if analysis.token(token).upos != Upos::Verb {
        return analysis.children(token).iter().any(|&child| {
            matches!(
                analysis.token(child).deprel,
                Deprel::Compound | Deprel::Amod | Deprel::NmodPoss | Deprel::Nmod
            ) && (is(child) || (class == "force" && bears_arms(cast, cast.actors_at(child))))
        });
    }
    // “was hit with petrol bombs”
    let passive = analysis.child_by(token, Deprel::AuxPass).is_some();
    let instrument = |phrase: TokenId| {
        let mut cases = analysis.children_by(phrase, Deprel::Case);
        is(phrase) && cases.any(|case| matches!(analysis.lemma(case), "with" | "by"))
    };
    if passive && analysis.children(token).iter().any(|&child| instrument(child)) {
        return true;
    }
    let Some(subject) = arguments::subject(analysis, token) else {
        return false;
    };
    // “the shelling killed …”: the noun names the incident.
    if names_violence(analysis, words, subject) {
        return false;
    }
    // “mortar rounds”, “volleys of shells”
    let modified = |noun: TokenId| {
        analysis.children(noun).iter().any(|&child| {
            let of = || {
                let mut cases = analysis.children_by(child, Deprel::Case);
                cases.any(|case| analysis.lemma(case) == "of")
            };
            match analysis.token(child).deprel {
                Deprel::Compound => is(child),
                Deprel::Nmod => is(child) && of(),
                _ => false,
            }
        })
    };
    is(subject)
        || modified(subject)
        || (class == "force" && bears_arms(cast, &doers(analysis, cast, subject)))
}

/// Whether the phrase of a subject, or another subject of the same verb, names violence (“a wave of fighting”).
fn names_violence(analysis: &Analysis, words: &IncidentWords, subject: TokenId) -> bool {
    let verb = analysis.token(subject).head.unwrap_or(subject);
    let subjects = std::iter::once(subject).chain(analysis.children_by(verb, Deprel::Nsubj));
    let nouns = subjects.flat_map(|head| {
        let below = analysis.children_by(head, Deprel::Nmod);
        std::iter::once(head).chain(below)
    });
    nouns.into_iter().any(|noun| {
        // A gerund has its verb as lemma: “fighting”.
        let names = [lower(analysis.lemma(noun)), lower(analysis.form(noun))];
        names
            .iter()
            .any(|name| !words.incidents(IncidentPart::Noun, name).is_empty())
    })
}

/// The actors of a phrase: its own, else those whose thing it names (“Russian jets”), not where it is.
pub(crate) fn doers(analysis: &Analysis, cast: &Cast, phrase: TokenId) -> Vec<ActorIndex> {
    let own = cast.actors_of_phrase(analysis, phrase);
    if !own.is_empty() {
        return own;
    }
    let found = of_modifiers(analysis, cast, phrase);
    if !found.is_empty() {
        return found;
    }
    by_last_word(analysis, cast, phrase)
}

/// Those whose thing a phrase names: “Russian jets”, “the league's plan”.
pub(crate) fn of_modifiers(analysis: &Analysis, cast: &Cast, phrase: TokenId) -> Vec<ActorIndex> {
    let children = analysis.children(phrase).iter().copied();
    let behind = children.filter(|&child| {
        matches!(
            analysis.token(child).deprel,
            Deprel::NmodPoss | Deprel::Compound | Deprel::Amod | Deprel::Flat | Deprel::Appos
        )
    });
    // “a rebel-led attack”
    let led = |child: TokenId| {
        let leads = analysis.token(child).deprel == Deprel::Amod && analysis.lemma(child) == "lead";
        let leader = analysis.child_by(child, Deprel::Compound).filter(|_| leads);
        leader.unwrap_or(child)
    };
    behind
        .map(|child| cast.actors_of_phrase(analysis, led(child)))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// “coalition jets” where one actor alone is called “… coalition”.
fn by_last_word(analysis: &Analysis, cast: &Cast, phrase: TokenId) -> Vec<ActorIndex> {
    let parts = analysis.children_by(phrase, Deprel::Compound);
    let nouns: Vec<&str> = parts
        .filter(|&part| analysis.token(part).upos == Upos::Noun)
        .map(|part| analysis.form(part))
        .collect();
    let called = cast.actors.iter().enumerate().filter(|(_, actor)| {
        let last = actor.name.rsplit(' ').next().unwrap_or_default();
        actor.name.contains(' ') && nouns.iter().any(|noun| noun.eq_ignore_ascii_case(last))
    });
    let found: Vec<ActorIndex> = called.map(|(index, _)| ActorIndex(index as u32)).collect();
    if found.len() == 1 { found } else { Vec::new() }
}

fn bears_arms(cast: &Cast, actors: &[ActorIndex]) -> bool {
    actors.iter().any(|&index| {
        let actor = cast.actor(index);
        matches!(
            actor.kind,
            ActorKind::ArmedGroup | ActorKind::State | ActorKind::Government
        ) || actor
            .sectors
            .iter()
            .any(|sector| matches!(sector.as_str(), "MIL" | "REB" | "SPY" | "COP" | "SEP" | "UAF"))
    })
}

fn has_object(analysis: &Analysis, words: &IncidentWords, token: TokenId, class: &str) -> bool {
    arguments::object(analysis, token)
        .is_some_and(|object| words.in_class(class, &lower(analysis.lemma(object))))
}

/// Whether it is told as having happened: no negation, no modal, no condition, no word of wish or fear above it.
pub(crate) fn is_real(analysis: &Analysis, words: &IncidentWords, token: TokenId) -> bool {
    let mut at = token;
    loop {
        if !is_plain(analysis, words, at) {
            return false;
        }
        let own = analysis.token(at);
        let Some(above) = own.head else { return true };
        // “a miner kidnapped by rebels” was, whatever is hoped for him.
        let described = own.deprel == Deprel::Acl
            && own.upos == Upos::Verb
            && !analysis.form(at).ends_with("ing")
            && !crate::acts::matching::is_infinitive(analysis, at)
            // “the besieged” is no news, “besieged by rebels” may be.
            && analysis
                .children(at)
                .iter()
                .any(|&child| analysis.token(child).deprel.universal() == "obl");
        if described
            || matches!(
                own.deprel,
                Deprel::Advcl | Deprel::AclRelcl | Deprel::Parataxis | Deprel::AdvclRelcl
            )
        {
            return true;
        }
        if !own.deprel.is_subject() && words.in_class("unreal", &lower(analysis.lemma(above))) {
            return false;
        }
        if own.deprel == Deprel::Ccomp {
            return true;
        }
        at = above;
    }
}

fn is_plain(analysis: &Analysis, words: &IncidentWords, token: TokenId) -> bool {
    let marks = |child: TokenId| {
        let lemma = lower(analysis.lemma(child));
        match (analysis.token(child).deprel.universal(), &*lemma) {
            ("advmod", "not" | "n't" | "n’t" | "never" | "reportedly-not") | ("det", "no") => true,
            ("case" | "mark", "without" | "if" | "unless" | "against") => true,
            ("aux", "may" | "might" | "could" | "would" | "should" | "can" | "must" | "will" | "shall") => {
                true
            }
            ("aux", "wo" | "'ll" | "’ll" | "ca") => true,
            // “to attack” is a plan, “began to attack” a deed.
            ("mark", "to") => !analysis
                .token(token)
                .head
                .is_some_and(|above| words.in_class("goes-on", &lower(analysis.lemma(above)))),
            _ => false,
        }
    };
    !analysis.children(token).iter().any(|&child| marks(child))
}

/// Whether the words around it say that it took place: any finite verb does; a noun needs a verb of occurrence, of
/// harm or of deed, or somebody who did it.
fn is_evident(analysis: &Analysis, words: &IncidentWords, token: TokenId) -> bool {
    let own = analysis.token(token);
    if own.upos == Upos::Verb && !is_gerund(analysis, token) {
        return true;
    }
    let Some(head) = own.head else { return true };
    if is_known_deed(analysis, words, token) {
        return true;
    }
    let lemma = |id: TokenId| lower(analysis.lemma(id));
    let verb = lemma(head);
    match own.deprel {
        Deprel::Nsubj => {
            words.in_class("occurrence", &verb)
                || words.in_class("cause", &verb)
                // “there were clashes”
                || verb == "be" && analysis.child_by(head, Deprel::Expl).is_some()
                || has_any_particle_verb(analysis, words, head)
        }
        Deprel::Obj | Deprel::NsubjPass => ["carry", "affected", "answered"]
            .iter()
            .any(|class| words.in_class(class, &verb)),
        Deprel::Obl | Deprel::OblAgent => {
            let after = analysis.children_by(token, Deprel::Case).any(|case| {
                matches!(
                    lemma(case).as_ref(),
                    "after" | "following" | "by" | "in" | "during" | "amid"
                )
            });
            after && words.in_class("affected", &verb)
                || analysis
                    .children_by(token, Deprel::Case)
                    .any(|case| matches!(lemma(case).as_ref(), "after" | "following"))
        }
        // “a wave of fighting” takes place as the wave does.
        Deprel::Nmod
            if analysis
                .children_by(token, Deprel::Case)
                .any(|case| analysis.lemma(case) == "of") =>
        {
            analysis.token(head).upos == Upos::Noun && is_evident(analysis, words, head)
        }
        Deprel::Nmod => analysis
            .children_by(token, Deprel::Case)
            .any(|case| matches!(lemma(case).as_ref(), "after" | "following")),
        _ => false,
    }
}

/// “two killings blamed on the group”, “the neighbour's invasion of the island”, “their role in the shelling”: nobody
/// speaks so of what has not been.
fn is_known_deed(analysis: &Analysis, words: &IncidentWords, token: TokenId) -> bool {
    let has = |child: TokenId, cases: &[&str]| {
        let mut own = analysis.children_by(child, Deprel::Case);
        own.any(|case| cases.contains(&analysis.lemma(case)))
    };
    let blamed = analysis.children_by(token, Deprel::Acl).any(|clause| {
        words.in_class("blame", &lower(analysis.lemma(clause))) && !analysis.form(clause).ends_with("ing")
    });
    let possessed = analysis.child_by(token, Deprel::NmodPoss).is_some()
        && analysis
            .children_by(token, Deprel::Nmod)
            .any(|child| has(child, &["of", "on"]));
    let shared = has(token, &["in"])
        && analysis.token(token).head.is_some_and(|noun| {
            words.in_class("part", &lower(analysis.lemma(noun)))
                && analysis.child_by(noun, Deprel::NmodPoss).is_some()
        });
    blamed || possessed || shared
}

fn has_any_particle_verb(analysis: &Analysis, words: &IncidentWords, verb: TokenId) -> bool {
    let particles = analysis.children(verb).iter();
    particles
        .filter(|&&child| matches!(analysis.token(child).upos, Upos::Adp | Upos::Adv))
        .any(|&child| {
            let phrase = format!("{} {}", analysis.lemma(verb), analysis.lemma(child)).to_lowercase();
            words.in_class("occurrence", &phrase) || words.in_class("cause", &phrase)
        })
}

fn is_definite(analysis: &Analysis, token: TokenId) -> bool {
    analysis.children(token).iter().any(|&child| {
        analysis.token(child).deprel == Deprel::Det
            && matches!(
                lower(analysis.lemma(child)).as_ref(),
                "the" | "this" | "that" | "these" | "those"
            )
    })
}
