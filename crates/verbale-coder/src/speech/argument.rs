//! Which part of the sentence holds what a verb of speech brings.

use super::clause::Reader;
use super::found::{Found, marker};
use super::shared::is_each_other;
use super::speakers;
use verbale_lexicon::lower;
use verbale_lexicon::speech::CueClass;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The content of a verb of speech.
#[derive(Clone, Copy, Debug)]
pub(super) struct Argument<'k> {
    /// The class that takes it; none for an unknown verb.
    pub class: Option<&'k CueClass>,
    /// The token that heads it.
    pub root: TokenId,
    /// The construction.
    pub rule: &'static str,
}

/// A clause that is the content.
pub(super) const CLAUSE: &str = "clause as complement";
/// An infinitive that is the content.
pub(super) const INFINITIVE: &str = "infinitive";
/// A phrase after a preposition.
pub(super) const PHRASE: &str = "gerund or phrase";
/// A noun phrase as object.
pub(super) const OBJECT: &str = "noun phrase";
/// An object with what is said of it (“called the vote a farce”).
pub(super) const PREDICATE: &str = "object and its predicate";

/// The part of the sentence that holds the content of a verb.
pub(super) fn of_verb<'k>(
    reader: Reader<'_>,
    verb: TokenId,
    classes: &[&'k CueClass],
) -> Option<Argument<'k>> {
    let analysis = reader.analysis;
    let taking = |argument: &str| classes.iter().copied().find(|class| class.takes(argument));
    let some = |class: &'k CueClass, root, rule| {
        Some(Argument {
            class: Some(class),
            root,
            rule,
        })
    };
    if let Some((class, object)) = taking("predicate").zip(predicate_by_order(analysis, verb)) {
        return some(class, object, PREDICATE);
    }
    if let Some((class, object)) = taking("figure").zip(figure(analysis, verb)) {
        return some(class, object, PREDICATE);
    }
    let passive = is_passive(analysis, verb);
    let asks = classes.iter().any(|class| {
        class.takes("xcomp")
            && ((class.takes("obl:on") && class.takes("obl:for")) || class.takes("obj:target"))
    });
    let infinitive = infinitive(analysis, verb, asks && !passive);
    // “urged him to stay, the city was …”: a clause after the infinitive is not what was urged.
    let clause = clause(reader, verb)
        .filter(|clause| !asks || infinitive.is_none_or(|infinitive| *clause < infinitive));
    if let Some(root) = clause {
        let class = taking("ccomp").or(classes.first().copied());
        return Some(Argument {
            class,
            root,
            rule: CLAUSE,
        });
    }
    let beside = analysis.child_by(verb, Deprel::Parataxis).filter(|&clause| {
        let other = reader.is_saying(clause.0) && speakers::has_subject(analysis, clause);
        speakers::has_subject(analysis, clause) && !other && speakers::has_subject(analysis, verb)
    });
    if let Some((class, clause)) = taking("parataxis").zip(beside) {
        return some(class, clause, "clause beside the cue");
    }
    let object = analysis.child_by(verb, Deprel::Obj);
    if let Some((class, predicate)) = taking("predicate").zip(analysis.child_by(verb, Deprel::Xcomp))
        && let Some(object) = object.filter(|object| *object > verb && *object < predicate)
        && !analysis.form(object).ends_with("self")
    {
        return some(class, object, PREDICATE);
    }
    if let Some((class, clause)) = taking("xcomp")
        .filter(|class| !passive || class.takes("passive"))
        .zip(infinitive)
    {
        return some(class, clause, INFINITIVE);
    }
    let token = analysis.token(verb);
    if let (Deprel::Parataxis, Some(host)) = (token.deprel, token.head)
        && let Some(class) = taking("parataxis").filter(|_| speakers::has_subject(analysis, verb))
    {
        return some(class, host, "parenthesis");
    }
    if let Some((class, phrase)) = oblique(reader, verb, classes) {
        return some(class, phrase, PHRASE);
    }
    if let Some((class, gerund)) =
        taking("advcl:of").zip(gerund_of_object(analysis, verb).or_else(|| gerund_by_order(analysis, verb)))
    {
        return some(class, gerund, PHRASE);
    }
    let named = |object: TokenId| matches!(analysis.token(object).upos, Upos::Pron | Upos::Propn);
    let object = object.filter(|&object| !named(object) && !passive);
    let (class, object) = taking("obj").zip(object)?;
    // “Underlining the difficulty, he left” is the reporter's word for it.
    if class.name == "report" && analysis.form(verb).ends_with("ing") {
        return None;
    }
    some(class, object, OBJECT)
}

/// Whether the verb is in the passive.
pub(super) fn is_passive(analysis: &Analysis, verb: TokenId) -> bool {
    analysis.child_by(verb, Deprel::AuxPass).is_some() || analysis.child_by(verb, Deprel::NsubjPass).is_some()
}

/// The complement after the verb, or else the one before it. A complement that follows another verb of saying, or
/// begins as a relative clause, is not this verb's.
fn clause(reader: Reader<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reader.analysis;
    let own = |clause: &TokenId| {
        let whole = analysis.subtree(*clause);
        let start = whole
            .clone()
            .find(|&token| analysis.token(TokenId(token)).upos != Upos::Punct);
        let start = start.unwrap_or(whole.start);
        let relative = matches!(
            analysis.form(TokenId(start)).to_ascii_lowercase().as_str(),
            "who" | "which"
        );
        let other = (verb.0 + 1..clause.0).any(|token| {
            let untied = || analysis.child_by(TokenId(token), Deprel::Ccomp).is_none();
            reader.is_saying(token) && analysis.token(TokenId(token)).features.has("VerbForm=Fin") && untied()
        });
        !relative && !other
    };
    let mut all = analysis.children_by(verb, Deprel::Ccomp).filter(own);
    let first = all.next()?;
    if first > verb {
        return Some(first);
    }
    Some(all.find(|&clause| clause > verb).unwrap_or(first))
}

/// “accuse the council of stalling” where the tree ties none of it to the verb.
fn gerund_by_order(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    const REACH: u32 = 14;
    let end = analysis.sentence_of(verb).end.0.min(verb.0 + REACH);
    let of = (verb.0 + 2..end).map(TokenId).find(|&token| {
        analysis.form(token) == "of" && {
            let next = token.next();
            next.0 < end && analysis.token(next).upos == Upos::Verb && analysis.form(next).ends_with("ing")
        }
    })?;
    let finite = (verb.0 + 1..of.0).any(|token| analysis.token(TokenId(token)).features.has("VerbForm=Fin"));
    (!finite).then(|| of.next())
}

/// “called the vote a farce” by the order of words: a noun phrase, and right after it what it is called: a second one,
/// an adjective or a quotation. The root is the first noun.
fn predicate_by_order(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    const REACH: u32 = 24;
    if is_passive(analysis, verb)
        || !matches!(
            analysis.lemma(verb),
            "call" | "label" | "brand" | "dub" | "deem" | "term"
        )
    {
        return None;
    }
    let end = analysis.sentence_of(verb).end.0.min(verb.0 + REACH);
    let mut noun: Option<TokenId> = None;
    let mut last = None;
    for token in (verb.0 + 1..end).map(TokenId) {
        let at = analysis.token(token);
        let form = analysis.form(token);
        let after_noun = matches!(last, Some(Upos::Noun | Upos::Propn | Upos::Pron));
        let described = match at.upos {
            Upos::Det => matches!(
                form.to_ascii_lowercase().as_str(),
                "a" | "an" | "the" | "no" | "one"
            ),
            Upos::Adj => true,
            Upos::Punct => matches!(form, "“" | "\"" | "‘" | "''" | "``"),
            _ => false,
        };
        if described && after_noun && noun.is_some() {
            return noun;
        }
        match at.upos {
            Upos::Noun | Upos::Propn | Upos::Pron if noun.is_none() => noun = Some(token),
            // “called for”, “called off”, “called and left”.
            Upos::Adp | Upos::Cconj | Upos::Part if noun.is_none() => return None,
            Upos::Verb | Upos::Aux | Upos::Sconj => return None,
            Upos::Punct if form == "," => return None,
            _ => {}
        }
        last = Some(at.upos);
    }
    None
}

/// “put the toll at more than 20”: the object of a verb that has “at” with a number behind it.
fn figure(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    /// As far as “at” may stand from the verb, and the number from “at”.
    const REACH: u32 = 8;
    const NUMBER: u32 = 4;
    let end = analysis.sentence_of(verb).end.0;
    let object = analysis
        .child_by(verb, Deprel::Obj)
        .filter(|&object| object > verb)?;
    let at = (object.0 + 1..end.min(object.0 + REACH))
        .find(|&token| analysis.form(TokenId(token)).eq_ignore_ascii_case("at"))?;
    let counted =
        (at + 1..end.min(at + 1 + NUMBER)).any(|token| analysis.token(TokenId(token)).upos == Upos::Num);
    counted.then_some(object)
}

/// The infinitive of a verb. Where it asks somebody, one that the tree hangs elsewhere (“called on them to stop”)
/// counts too.
fn infinitive(analysis: &Analysis, verb: TokenId, asks: bool) -> Option<TokenId> {
    let own = analysis.child_by(verb, Deprel::Xcomp);
    own.or_else(|| infinitive_by_order(analysis, verb).filter(|_| asks))
}

/// “called on the rebels to leave” where the tree hangs the infinitive elsewhere: the first one after the addressee.
fn infinitive_by_order(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    const REACH: u32 = 12;
    let end = analysis.sentence_of(verb).end.0;
    let mut nominal = false;
    for token in (verb.0 + 1..end.min(verb.0 + REACH)).map(TokenId) {
        let at = analysis.token(token);
        match at.upos {
            Upos::Noun | Upos::Propn | Upos::Pron => nominal = true,
            Upos::Part | Upos::Adp if nominal && analysis.form(token).eq_ignore_ascii_case("to") => {
                return (token.0 + 1..end.min(token.0 + 4))
                    .map(TokenId)
                    .find(|&next| analysis.token(next).upos == Upos::Verb);
            }
            Upos::Verb | Upos::Aux if at.features.has("VerbForm=Fin") => return None,
            Upos::Sconj => return None,
            _ => {}
        }
    }
    None
}

/// “accused the forces of breaking the truce” where the tree hangs the gerund on the object.
fn gerund_of_object(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let object = analysis.child_by(verb, Deprel::Obj)?;
    let whole = analysis.subtree(object);
    whole.clone().map(TokenId).find(|&token| {
        token > object
            && matches!(
                analysis.token(token).deprel,
                Deprel::Acl | Deprel::Advcl | Deprel::Nmod
            )
            && marker(analysis, token) == Some("of")
            && (analysis.form(token).ends_with("ing") || is_each_other(analysis, object))
    })
}

fn oblique<'k>(
    reader: Reader<'_>,
    verb: TokenId,
    classes: &[&'k CueClass],
) -> Option<(&'k CueClass, TokenId)> {
    let analysis = reader.analysis;
    let is_time = |token: TokenId| reader.times.iter().any(|time| time.tokens.contains(&token.0));
    analysis.children(verb).iter().copied().find_map(|child| {
        if child < verb
            || is_time(child)
            || !matches!(analysis.token(child).deprel, Deprel::Advcl | Deprel::Obl)
        {
            return None;
        }
        let marked = marker(analysis, child)?;
        let mut takes = classes.iter().copied();
        let class = takes.find(|class| class.prepositions().any(|preposition| preposition == marked))?;
        Some((class, child))
    })
}

/// What is left of a clause around a parenthesis, and objects too short to say anything (“announced talks”).
pub(super) fn is_remains(
    analysis: &Analysis,
    words: usize,
    first: Option<TokenId>,
    item: &Found<'_>,
) -> bool {
    let relative = first.is_some_and(|first| {
        let form = lower(analysis.form(first));
        matches!(&*form, "who" | "which") && analysis.token(first).deprel.is_subject()
    });
    match item.rule {
        CLAUSE => words < 2,
        "clause beside the cue" | "parenthesis" => words < 3 || relative,
        OBJECT => words < 3,
        _ => false,
    }
}
