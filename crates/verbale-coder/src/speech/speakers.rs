//! Who speaks: the subject of a cue, over conjunction, control, participles and relative clauses.

use crate::draft::{ActorIndex, Cast, Context};
use verbale_lexicon::lower;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The noun phrase that speaks, and the rule that found it.
pub(super) type Phrase = Option<(TokenId, &'static str)>;

const SHARED: &str = "subject shared through conjunction";

/// The subject of a verb of speech. On the way up, subjects that do not speak for certain (“no progress was made,
/// expressing …”) are only the last resort.
pub(super) fn of_verb(analysis: &Analysis, verb: TokenId) -> Phrase {
    let mut at = verb;
    let mut rule = "subject of the cue";
    let mut doubtful = None;
    // Each step goes up the tree.
    loop {
        if let Some(agent) = agent(analysis, at) {
            return Some((agent, "agent of the passive"));
        }
        if let Some(subject) = subject(analysis, at) {
            let phrase = antecedent(analysis, subject, at);
            if at == verb || rule == SHARED || can_speak(analysis, phrase) {
                return Some((phrase, rule));
            }
            doubtful = doubtful.or(Some((phrase, rule)));
        }
        let token = analysis.token(at);
        let passive = analysis.child_by(at, Deprel::NsubjPass).is_some()
            || analysis.child_by(at, Deprel::AuxPass).is_some();
        if at == verb && passive {
            return None;
        }
        let Some(head) = token.head else { return doubtful };
        if at == verb
            && matches!(analysis.lemma(head), "quote" | "cite")
            && let Some(quoted) = analysis.child_by(head, Deprel::Obj)
        {
            return Some((quoted, "“quoted X as saying”"));
        }
        match token.deprel {
            Deprel::Conj => rule = SHARED,
            Deprel::Advcl | Deprel::Xcomp | Deprel::Parataxis
                if token.features.has("VerbForm=Ger")
                    || token.features.has("VerbForm=Part")
                    || token.deprel != Deprel::Parataxis =>
            {
                if let Some(quoted) = analysis
                    .child_by(head, Deprel::NsubjPass)
                    .filter(|&quoted| can_speak(analysis, quoted))
                {
                    return Some((antecedent(analysis, quoted, head), "“was quoted as saying”"));
                }
                rule = "subject of the main clause";
            }
            // “stressed the talks, saying …”: talks do not speak.
            Deprel::Acl
                if !can_speak(analysis, head)
                    && !analysis.token(head).deprel.is_subject()
                    && analysis.token(head).head.is_some() =>
            {
                rule = "subject of the main clause";
            }
            Deprel::Acl | Deprel::AclRelcl => return Some((head, "noun that the clause modifies")),
            Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Ccomp if at != verb => {
                rule = "subject of the main clause";
            }
            Deprel::Ccomp
                if analysis.lemma(head) != analysis.lemma(at) && token.features.has("VerbForm=Ger") =>
            {
                rule = "subject of the main clause";
            }
            _ => return doubtful,
        }
        at = head;
    }
}

fn subject(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    // The subject next to the verb: broken trees may give a second one from the clause around it.
    let before = analysis
        .children_by(verb, Deprel::Nsubj)
        .filter(|&subject| subject < verb);
    let found = before.last().or_else(|| analysis.child_by(verb, Deprel::Nsubj))?;
    let expletive =
        analysis.form(found).eq_ignore_ascii_case("it") && analysis.child_by(verb, Deprel::Expl).is_some();
    (!expletive).then_some(found)
}

/// The subject of a verb, or else the name right after or before it (“…, said Mirel Aldan”).
pub(super) fn of_verb_or_neighbour(analysis: &Analysis, verb: TokenId) -> Phrase {
    if let Some(quoted) = super::indirect::quoted(analysis, verb) {
        return Some((quoted, "“quoted X as saying”"));
    }
    if let Some(noun) = with_participle(analysis, verb) {
        return Some((noun, "“with X saying”"));
    }
    if !has_subject(analysis, verb)
        && let Some(name) = name_after_conjunction(analysis, verb)
    {
        return Some((name, "name between a conjunction and the cue"));
    }
    let subject = of_verb(analysis, verb);
    let token = analysis.token(verb);
    if subject.is_some()
        || !token.features.has("VerbForm=Fin")
        || analysis.child_by(verb, Deprel::AuxPass).is_some()
    {
        return subject;
    }
    let sentence = analysis.sentence_of(verb);
    let named = |token: &TokenId| sentence.contains(*token) && analysis.token(*token).upos == Upos::Propn;
    let neighbour = Some(verb.next())
        .filter(named)
        .or(verb.previous().filter(named))?;
    Some((neighbour, "name beside the cue"))
}

/// “… with Aldan and Tolan often accusing each other”.
fn with_participle(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    if !analysis.form(verb).ends_with("ing") {
        return None;
    }
    let first = analysis.sentence_of(verb).first;
    let mut before = std::iter::successors(verb.previous(), |token| token.previous())
        .take_while(|&token| token >= first)
        .skip_while(|&token| analysis.token(token).upos == Upos::Adv);
    let noun = before
        .next()
        .filter(|&token| matches!(analysis.token(token).upos, Upos::Noun | Upos::Propn))?;
    std::iter::once(noun)
        .chain(analysis.ancestors(noun).take(2))
        .find(|&token| {
            let mut marks = analysis.children_by(token, Deprel::Case);
            marks.any(|mark| analysis.form(mark).eq_ignore_ascii_case("with"))
        })
}

/// “… with Aldan and Tolan had replied”: a name that begins the clause of the verb, whatever the tree hangs it on.
fn name_after_conjunction(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let first = analysis.sentence_of(verb).first;
    let mut before = std::iter::successors(verb.previous(), |token| token.previous())
        .take_while(|&token| token >= first)
        .skip_while(|&token| matches!(analysis.token(token).upos, Upos::Aux | Upos::Adv));
    let name = before
        .next()
        .filter(|&token| analysis.token(token).upos == Upos::Propn)?;
    let mut start = name;
    for token in before {
        match analysis.token(token).upos {
            Upos::Propn => start = token,
            Upos::Cconj => return Some(start),
            _ => return None,
        }
    }
    None
}

/// Whoever the sentence is about so far: the subject of its main verb, or the nearest one that can speak.
pub(super) fn subject_before(analysis: &Analysis, verb: TokenId) -> Phrase {
    let sentence = analysis.sentence_of(verb);
    let subjects = || {
        (sentence.first.0..verb.0)
            .map(TokenId)
            .filter(|&token| analysis.token(token).deprel.is_subject() && can_speak(analysis, token))
    };
    let main = subjects().find(|&token| {
        let head = analysis.token(token).head;
        head.is_some_and(|head| analysis.token(head).head.is_none())
    });
    let found = main.or_else(|| subjects().next())?;
    Some((found, "subject of the sentence so far"))
}

/// Whether a phrase speaks for certain: a name, or a pronoun for people.
pub(super) fn can_speak(analysis: &Analysis, phrase: TokenId) -> bool {
    let pronoun = matches!(
        analysis.lemma(phrase),
        "he" | "she" | "they" | "we" | "I" | "i" | "who"
    );
    pronoun || analysis.token(phrase).upos == Upos::Propn || analysis.name_at(phrase).is_some()
}

fn agent(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    analysis.child_by(verb, Deprel::OblAgent)
}

/// What a relative pronoun stands for; the noun itself where it is none.
fn antecedent(analysis: &Analysis, subject: TokenId, verb: TokenId) -> TokenId {
    let relative = matches!(lower(analysis.form(subject)).as_ref(), "who" | "which" | "that");
    match analysis.token(verb) {
        token if relative && token.deprel == Deprel::AclRelcl => {
            let head = token.head.unwrap_or(subject);
            // “an interview with the leader, who says”: who speaks is no interview.
            let person = (analysis.form(subject).eq_ignore_ascii_case("who") && !can_speak(analysis, head))
                .then(|| {
                    let modifiers = analysis.children_by(head, Deprel::Nmod);
                    let with = |child: &TokenId| {
                        let case = analysis.child_by(*child, Deprel::Case);
                        case.is_some_and(|case| analysis.lemma(case) == "with")
                    };
                    modifiers.filter(|&child| child < verb && child > head).find(with)
                })
                .flatten();
            person.unwrap_or(head)
        }
        _ => subject,
    }
}

/// The possessor of a noun of speech (“his vow”), its complement with “by” or “from”, or the subject of the verb
/// that it is the object of (“repeated the vow”).
pub(super) fn of_noun(analysis: &Analysis, noun: TokenId) -> Phrase {
    if let Some(owner) = analysis.child_by(noun, Deprel::NmodPoss) {
        return Some((owner, "possessor of the noun"));
    }
    for child in analysis.children_by(noun, Deprel::Nmod) {
        let case = analysis
            .child_by(child, Deprel::Case)
            .map(|case| analysis.lemma(case));
        if matches!(case, Some("by" | "from")) {
            return Some((child, "“by” beside the noun"));
        }
    }
    // “US accusations that …”
    let named = analysis.children(noun).iter().copied().find(|&child| {
        let before = matches!(analysis.token(child).deprel, Deprel::Compound | Deprel::Amod);
        before && child < noun && analysis.form(child).starts_with(char::is_uppercase)
    });
    let token = analysis.token(noun);
    let head = token.head?;
    let rejected = matches!(
        analysis.lemma(head),
        "reject" | "deny" | "dismiss" | "dispute" | "refute" | "rebut" | "repudiate" | "counter"
    );
    if rejected {
        return named.map(|name| (name, "name before the noun"));
    }
    // Who receives a guarantee does not give it.
    let receives = matches!(
        analysis.lemma(head),
        "receive" | "get" | "hear" | "face" | "obtain" | "secure" | "win" | "await" | "seek" | "want"
    );
    let verbal = matches!(analysis.token(head).upos, Upos::Verb | Upos::Aux) && !receives;
    (verbal && matches!(token.deprel, Deprel::Obj | Deprel::Obl))
        .then(|| of_verb(analysis, head))
        .flatten()
}

/// The actor whom a phrase denotes. A phrase that the cast does not hold is looked up by the parts of its name, then
/// by a short mention that covers its head.
pub(super) fn actor(context: &Context<'_>, cast: &Cast, phrase: TokenId) -> Option<ActorIndex> {
    const LONGEST: usize = 8;
    let analysis = context.analysis;
    let end = analysis.sentence_of(phrase).end;
    // A title may head the phrase (“Mr. Aldan”): the name goes on to its right.
    let name = std::iter::successors(Some(phrase.next()), |token| Some(token.next()))
        .take(3)
        .take_while(|&token| token < end && analysis.token(token).upos == Upos::Propn);
    let parts = analysis.children(phrase).iter().copied().filter(|&child| {
        matches!(
            analysis.token(child).deprel,
            Deprel::Flat | Deprel::Appos | Deprel::Compound
        )
    });
    let by_part = std::iter::once(phrase)
        .chain(parts)
        .chain(name)
        .find_map(|part| cast.actors_at(part).first().copied());
    by_part.or_else(|| {
        // A name inside a long description of something else is not that thing.
        let covers = |mention: &&crate::draft::Mention| {
            mention.tokens.contains(&phrase.0) && mention.tokens.len() <= LONGEST
        };
        let first = cast
            .mentions
            .partition_point(|mention| mention.head.0 + 64 < phrase.0);
        cast.mentions[first..]
            .iter()
            .take_while(|mention| mention.head.0 < phrase.0 + 64)
            .find(covers)?
            .actors
            .first()
            .copied()
    })
}

/// Whether the verb has a subject of its own.
pub(super) fn has_subject(analysis: &Analysis, verb: TokenId) -> bool {
    subject(analysis, verb).is_some()
}
