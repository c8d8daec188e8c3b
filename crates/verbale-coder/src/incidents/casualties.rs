//! Figures of casualties: what happened to how many, and who says so.

use super::numbers::{self, Quantity};
use crate::acts::arguments;
use crate::draft::{Casualties, Context, Draft};
use std::borrow::Cow;
use std::ops::Range;
use verbale_lexicon::incidents::{CasualtyWord, IncidentPart, IncidentWords, Victim};
use verbale_lexicon::lower;
use verbale_record::{CasualtyMeasure, CasualtyQualifier};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A figure with the words it rests on.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// The word that says what happened.
    pub(super) word: TokenId,
    /// The number.
    pub(super) number: Range<u32>,
    /// What it says.
    pub(super) casualties: Casualties,
}

/// A number in a sentence.
#[derive(Clone, Debug)]
struct Number {
    tokens: Range<u32>,
    quantity: Quantity,
}

/// All figures of a report, in text order.
pub(super) fn find(context: &Context<'_>, words: &IncidentWords, draft: &Draft) -> Vec<Figure> {
    let analysis = context.analysis;
    let mut found: Vec<Figure> = Vec::new();
    for sentence in analysis.sentences() {
        if context.in_title(sentence.first) {
            continue;
        }
        let said: Vec<(TokenId, &CasualtyWord)> = sentence
            .tokens()
            .filter_map(|token| Some((token, word_at(analysis, words, token)?)))
            .collect();
        if said.is_empty() {
            continue;
        }
        let numbers = numbers_in(analysis, words, draft, sentence.first.0..sentence.end.0);
        let mut used: Vec<u32> = Vec::new();
        for &(token, word) in &said {
            let others: Vec<TokenId> = said.iter().map(|&(other, _)| other).collect();
            if is_spoken_of_as_unreal(analysis, token) || is_attribute(analysis, token) {
                continue;
            }
            // What one word has counted the next one does not: “18 were killed and 35 injured”.
            let counted = numbers_of(analysis, words, token, word, &numbers, &others)
                .into_iter()
                .find(|(number, _)| !used.contains(&number.tokens.start));
            let counted = counted.map(|(number, head)| (number.clone(), head));
            let alone = || {
                let head = victims(analysis, words, token, word.victim)?;
                let by_article = word.victim != Victim::Noun;
                by_article
                    .then(|| single_person(analysis, words, head))
                    .flatten()
                    .map(|number| (number, Some(head)))
            };
            let Some((number, head)) = counted.or_else(alone) else {
                continue;
            };
            used.push(number.tokens.start);
            let number = like_the_one_before(analysis, &number, found.last());
            found.extend(figures(context, words, draft, token, word, &number, head));
            for (number, head) in
                head.map_or_else(Vec::new, |head| coordinated(analysis, words, head, &numbers))
            {
                if !used.contains(&number.tokens.start) {
                    used.push(number.tokens.start);
                    found.extend(figures(context, words, draft, token, word, &number, Some(head)));
                }
            }
        }
    }
    found
}

fn word_at<'w>(analysis: &Analysis, words: &'w IncidentWords, token: TokenId) -> Option<&'w CasualtyWord> {
    let own = analysis.token(token);
    let parts: &[IncidentPart] = match own.upos {
        Upos::Verb => &[IncidentPart::Verb, IncidentPart::Adjective],
        // Participles are often tagged as adjectives, and “the dead” as either.
        Upos::Adj => &[IncidentPart::Adjective, IncidentPart::Noun, IncidentPart::Verb],
        Upos::Noun | Upos::Propn => &[IncidentPart::Noun, IncidentPart::Adjective],
        _ => return None,
    };
    let lemma = lower(analysis.lemma(token));
    let form = lower(analysis.form(token));
    // “fatally shot”, “was mortally wounded”
    let fatal = own.upos == Upos::Verb
        && analysis
            .children_by(token, Deprel::Advmod)
            .any(|adverb| words.in_class("fatally", &lower(analysis.lemma(adverb))));
    if fatal {
        return words.casualties(IncidentPart::Verb, "kill").first();
    }
    if !words.begins_casualties(&lemma) && !words.begins_casualties(&form) {
        return None;
    }
    let keys = [Some(&*lemma), Some(&*form).filter(|form| **form != *lemma)];
    let entries = parts.iter().flat_map(|&part| {
        let keys = keys.into_iter().flatten();
        keys.map(move |key| words.casualties(part, key))
    });
    entries.flatten().find(|word| {
        let follows = |(offset, wanted): (usize, &String)| {
            let at = token.0 + offset as u32;
            (at as usize) < analysis.tokens().len() && analysis.form(TokenId(at)).eq_ignore_ascii_case(wanted)
        };
        let phrase = word.words.iter().enumerate().skip(1).all(follows);
        phrase && (word.victim != Victim::Cost || is_cost(analysis, words, token))
    })
}

/// “claimed ten lives”: the noun is the object of a verb of cost.
fn is_cost(analysis: &Analysis, words: &IncidentWords, token: TokenId) -> bool {
    let own = analysis.token(token);
    own.deprel == Deprel::Obj
        && own
            .head
            .is_some_and(|verb| words.in_class("cost", &lower(analysis.lemma(verb))))
}

/// “the bodies of 40 killed soldiers”: who they are, not what happened.
fn is_attribute(analysis: &Analysis, token: TokenId) -> bool {
    let own = analysis.token(token);
    own.deprel == Deprel::Amod && own.head.is_some_and(|noun| noun > token)
}

/// “could be killed”, “if anyone is killed”: no figure of what happened.
fn is_spoken_of_as_unreal(analysis: &Analysis, token: TokenId) -> bool {
    analysis.children(token).iter().any(|&child| {
        matches!(
            (
                analysis.token(child).deprel.universal(),
                lower(analysis.lemma(child)).as_ref()
            ),
            (
                "aux",
                "may" | "might" | "could" | "would" | "should" | "can" | "will"
            ) | ("mark", "if" | "unless" | "to")
                | ("advmod", "not" | "n't" | "n’t" | "never")
        )
    })
}

/// The numbers of a sentence that may count people: no times, no ages, no amounts.
fn numbers_in(analysis: &Analysis, words: &IncidentWords, draft: &Draft, range: Range<u32>) -> Vec<Number> {
    let forms: Vec<Cow<'_, str>> = range
        .clone()
        .map(|token| lower(analysis.form(TokenId(token))))
        .collect();
    let forms: Vec<&str> = forms.iter().map(AsRef::as_ref).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < forms.len() {
        let Some((quantity, length)) = numbers::quantity(words, &forms[at..]) else {
            at += 1;
            continue;
        };
        let tokens = range.start + at as u32..range.start + (at + length) as u32;
        let timed = draft
            .times
            .iter()
            .any(|time| time.tokens.start < tokens.end && tokens.start < time.tokens.end);
        // “a 12-year-old”, “5 %”, “mid-2016”, “one another”.
        let joined = forms.get(at + length).is_some_and(|next| {
            next.starts_with(['-', '%'])
                || matches!(*next, "another" | "percent" | "year" | "years" | "km" | "miles")
        }) || (at > 0 && matches!(forms[at - 1], "-" | "$" | "€" | "£"));
        if !timed && !joined {
            found.push(Number { tokens, quantity });
        }
        at += length;
    }
    found
}

/// The numbers that may be those of the people to whom the word says that it happened, the likeliest first, with the
/// heads of their phrases if known.
fn numbers_of<'n>(
    analysis: &Analysis,
    words: &IncidentWords,
    token: TokenId,
    word: &CasualtyWord,
    numbers: &'n [Number],
    others: &[TokenId],
) -> Vec<(&'n Number, Option<TokenId>)> {
    let mut found: Vec<(&Number, Option<TokenId>)> = Vec::new();
    if let Some(head) = victims(analysis, words, token, word.victim)
        && let Some(number) = of_phrase(analysis, head, numbers)
    {
        found.push((number, Some(head)));
    }
    let before = || directly_before(analysis, token, numbers, others);
    let active = word.victim == Victim::Object && analysis.child_by(token, Deprel::AuxPass).is_none();
    let beside = match word.victim {
        Victim::People => None,
        Victim::Behind => behind(token, numbers, BEHIND_REACH),
        // “the lives of 12 people”
        Victim::Cost => before().or_else(|| behind(token, numbers, 1)),
        Victim::Object if active => behind(token, numbers, 0).or_else(before),
        _ => before().or_else(|| behind(token, numbers, 0)),
    };
    found.extend(beside.map(|number| (number, counted(analysis, words, number))));
    found
}

/// How many words may stand between “toll” and its number.
const BEHIND_REACH: u32 = 6;
/// How many words may stand between a number and the word of harm behind it.
const BEFORE_REACH: u32 = 6;

fn behind(token: TokenId, numbers: &[Number], reach: u32) -> Option<&Number> {
    numbers
        .iter()
        .find(|number| number.tokens.start > token.0 && number.tokens.start <= token.0 + 1 + reach)
}

/// The last number before the word, with nothing but its noun phrase and auxiliaries between.
fn directly_before<'n>(
    analysis: &Analysis,
    token: TokenId,
    numbers: &'n [Number],
    others: &[TokenId],
) -> Option<&'n Number> {
    let number = numbers.iter().rev().find(|number| number.tokens.end <= token.0)?;
    let between = number.tokens.end..token.0;
    let near = between.len() as u32 <= BEFORE_REACH;
    let plain = between.map(TokenId).all(|id| {
        matches!(
            analysis.token(id).upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Aux | Upos::Adv | Upos::Pron | Upos::Det
        ) && !others.contains(&id)
            || matches!(analysis.lemma(id), "of" | "and" | "or") && !others.contains(&id)
            || others.contains(&id) && analysis.lemma(id) == "other"
    });
    (near && plain).then_some(number)
}

/// “two soldiers and a policeman”: the others of a series, by their own numbers or articles.
fn coordinated(
    analysis: &Analysis,
    words: &IncidentWords,
    head: TokenId,
    numbers: &[Number],
) -> Vec<(Number, TokenId)> {
    let own = analysis.token(head);
    let first = match own.head {
        Some(first) if own.deprel == Deprel::Conj => first,
        _ => head,
    };
    let series = std::iter::once(first).chain(analysis.children_by(first, Deprel::Conj));
    series
        .filter(|&other| other != head && is_people(analysis, words, other))
        .filter_map(|other| {
            let number = of_phrase(analysis, other, numbers).cloned();
            Some((number.or_else(|| single_person(analysis, words, other))?, other))
        })
        .collect()
}

/// “a policeman”: one.
fn single_person(analysis: &Analysis, words: &IncidentWords, head: TokenId) -> Option<Number> {
    let article = analysis.child_by(head, Deprel::Det)?;
    let counts = matches!(lower(analysis.form(article)).as_ref(), "a" | "an");
    (counts && is_people(analysis, words, head)).then(|| Number {
        tokens: article.0..article.0 + 1,
        quantity: Quantity::exact(1),
    })
}

fn is_people(analysis: &Analysis, words: &IncidentWords, noun: TokenId) -> bool {
    words.in_class("people", &lower(analysis.lemma(noun)))
}

/// The head of the phrase that names the people.
fn victims(analysis: &Analysis, words: &IncidentWords, token: TokenId, victim: Victim) -> Option<TokenId> {
    let own = analysis.token(token);
    match victim {
        Victim::People => {
            arguments::object(analysis, token).filter(|&object| is_people(analysis, words, object))
        }
        Victim::Object => arguments::object(analysis, token).or_else(|| {
            // “were killed” with a subject that the parser calls active, “ten people, killed …”.
            let passive = analysis.child_by(token, Deprel::AuxPass).is_some() || own.upos == Upos::Adj;
            passive
                .then(|| analysis.child_by(token, Deprel::Nsubj))
                .flatten()
                .or((own.deprel == Deprel::Amod).then_some(own.head).flatten())
        }),
        Victim::Subject => arguments::subject(analysis, token),
        Victim::Noun => analysis
            .child_by(token, Deprel::Nsubj)
            .or_else(|| {
                let above = own.head?;
                match own.deprel {
                    Deprel::Amod => Some(above),
                    // “left ten people dead”
                    Deprel::Xcomp => analysis.child_by(above, Deprel::Obj),
                    _ => None,
                }
            })
            .or(Some(token)),
        Victim::Cost => {
            let counted = analysis.child_by(token, Deprel::Nummod).is_some();
            let verb = own.head?;
            if counted || !words.in_class("cost", analysis.lemma(verb)) {
                Some(token)
            } else {
                arguments::subject(analysis, verb).or(Some(token))
            }
        }
        Victim::Behind => None,
    }
}

/// The number inside a noun phrase, nearest before its head.
fn of_phrase<'n>(analysis: &Analysis, head: TokenId, numbers: &'n [Number]) -> Option<&'n Number> {
    let start = analysis
        .subtree_without(head, |child| {
            matches!(
                analysis.token(child).deprel.universal(),
                "acl" | "conj" | "appos" | "parataxis"
            )
        })
        .start;
    let inside = numbers
        .iter()
        .filter(|number| number.tokens.start >= start && number.tokens.start <= head.0);
    inside
        .max_by_key(|number| number.tokens.start)
        // “several of the soldiers”: the number heads the phrase or stands below it.
        .or_else(|| {
            numbers
                .iter()
                .find(|number| number.tokens.contains(&head.0) || number.tokens.end == head.0)
        })
}

/// The noun that a number counts: the next noun of its phrase.
fn counted(analysis: &Analysis, words: &IncidentWords, number: &Number) -> Option<TokenId> {
    let last = number.tokens.end;
    let end = (last + 4).min(analysis.tokens().len() as u32);
    (last..end)
        .map(TokenId)
        .find(|&id| words.in_class("people", &lower(analysis.lemma(id))))
}

/// How far behind a figure one coordinated to it stands at most.
const SERIES_REACH: u32 = 6;

/// “at least 69 killed and 250 wounded”: what qualifies the first number of a series goes for the next.
fn like_the_one_before(analysis: &Analysis, number: &Number, before: Option<&Figure>) -> Number {
    let follows = before.filter(|figure| {
        let end = figure.word.0.max(figure.number.end);
        let behind_and = number
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|and| matches!(analysis.form(TokenId(and)), "and" | ","));
        number.tokens.start > end && number.tokens.start - end <= SERIES_REACH && behind_and
    });
    let mut same = number.clone();
    if let Some(before) = follows.filter(|_| number.quantity.qualifier == CasualtyQualifier::Exact) {
        same.quantity.qualifier = before.casualties.qualifier;
        match before.casualties.qualifier {
            CasualtyQualifier::AtLeast => same.quantity.max = None,
            CasualtyQualifier::UpTo => same.quantity.min = None,
            _ => {}
        }
    }
    same
}

fn figures(
    context: &Context<'_>,
    words: &IncidentWords,
    draft: &Draft,
    token: TokenId,
    word: &CasualtyWord,
    number: &Number,
    head: Option<TokenId>,
) -> Vec<Figure> {
    let measures: &[CasualtyMeasure] = match (&word.measure, number.quantity.max) {
        (Some(measure), _) => std::slice::from_ref(measure),
        // “no casualties”; of other numbers of casualties nobody knows which they are.
        (None, Some(0)) => &[CasualtyMeasure::Killed, CasualtyMeasure::Injured],
        (None, _) => &[],
    };
    let reported_by = reporter(context, words, draft, token);
    let group = head
        .filter(|&head| head != token)
        .and_then(|head| group(context, words, number, head));
    measures
        .iter()
        .map(|&measure| Figure {
            word: token,
            number: number.tokens.clone(),
            casualties: Casualties {
                measure,
                min: number.quantity.min,
                max: number.quantity.max,
                qualifier: number.quantity.qualifier,
                group,
                reported_by,
            },
        })
        .collect()
}

/// The words that say who they were: the phrase behind the number.
fn group(
    context: &Context<'_>,
    words: &IncidentWords,
    number: &Number,
    head: TokenId,
) -> Option<crate::draft::Bytes> {
    let analysis = context.analysis;
    let mut tokens = number.tokens.end..head.0 + 1;
    let empty = |token: u32| words.in_class("anyone", &lower(analysis.form(TokenId(token))));
    while !tokens.is_empty() && empty(tokens.start) {
        tokens.start += 1;
    }
    let told = !tokens.is_empty()
        && tokens.clone().all(|token| {
            !matches!(
                analysis.token(TokenId(token)).upos,
                Upos::Verb | Upos::Aux | Upos::Punct
            )
        });
    told.then(|| context.bytes(tokens))
}

/// Who gives a figure: the speaker of the statement that holds it, or who “put the toll at” it.
fn reporter(
    context: &Context<'_>,
    words: &IncidentWords,
    draft: &Draft,
    token: TokenId,
) -> Option<crate::draft::ActorIndex> {
    let analysis = context.analysis;
    let bytes = context.bytes(token.0..token.0 + 1);
    let holding = draft
        .statements
        .iter()
        .filter(|said| said.content.contains(bytes) && said.speaker.is_some());
    let innermost = holding.min_by_key(|said| said.content.end - said.content.start);
    if let Some(said) = innermost {
        return said.speaker;
    }
    let chain: Vec<TokenId> = std::iter::once(token).chain(analysis.ancestors(token)).collect();
    let tolls = chain
        .iter()
        .any(|&id| words.in_class("toll", &lower(analysis.lemma(id))));
    let verb = chain.into_iter().filter(|_| tolls).find(|&id| {
        analysis.token(id).upos == Upos::Verb && words.in_class("report", &lower(analysis.lemma(id)))
    })?;
    let subject = arguments::subject(analysis, verb)?;
    arguments::actors(analysis, &draft.cast, subject).first().copied()
}
