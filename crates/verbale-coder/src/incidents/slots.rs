//! Who, whom, where and when of a mention of violence.

use super::mentions;
use crate::acts::arguments;
use crate::draft::{ActIndex, ActorIndex, Bytes, Context, Draft, PlaceIndex};
use verbale_lexicon::incidents::IncidentWords;
use verbale_lexicon::lower;
use verbale_record::{ActorKind, PerpetratorBasis, PlacePrecision, TimeKind};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Who did it, and why that one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Perpetrator {
    pub(super) actor: ActorIndex,
    pub(super) basis: PerpetratorBasis,
}

/// Who is named as having done it: the subject, the agent, the one whose attack it is, or the one blamed.
pub(super) fn perpetrator(
    context: &Context<'_>,
    words: &IncidentWords,
    draft: &Draft,
    token: TokenId,
) -> Option<Perpetrator> {
    let analysis = context.analysis;
    if let Some(actor) = claimed(analysis, draft, token) {
        let basis = PerpetratorBasis::Stated;
        return Some(Perpetrator { actor, basis });
    }
    if let Some(actor) = blamed(analysis, words, draft, token) {
        let basis = PerpetratorBasis::AllegedBy;
        return Some(Perpetrator { actor, basis });
    }
    let actor = if analysis.token(token).upos == Upos::Verb {
        let subject = arguments::subject(analysis, token)?;
        mentions::doers(analysis, &draft.cast, subject).first().copied()
    } else {
        of_noun(analysis, words, draft, token)
    }?;
    // Who reports violence does not do it.
    let reports = {
        let actor = draft.cast.actor(actor);
        actor.kind == ActorKind::Media || actor.sectors.iter().any(|sector| sector == "MED")
    };
    if reports {
        return None;
    }
    let basis = match speaker_at(context, draft, token) {
        Some(speaker) if draft.cast.side_of(speaker) != draft.cast.side_of(actor) => {
            PerpetratorBasis::AllegedBy
        }
        _ => PerpetratorBasis::Stated,
    };
    Some(Perpetrator { actor, basis })
}

/// “shelling blamed on X”.
fn blamed(analysis: &Analysis, words: &IncidentWords, draft: &Draft, token: TokenId) -> Option<ActorIndex> {
    let blames = analysis
        .children(token)
        .iter()
        .copied()
        .find(|&child| words.in_class("blame", &lower(analysis.lemma(child))))?;
    let on = analysis.children(blames).iter().copied().find(|&child| {
        analysis.token(child).deprel.universal() == "obl"
            && analysis
                .children_by(child, Deprel::Case)
                .any(|case| matches!(analysis.lemma(case), "on" | "to" | "upon"))
    })?;
    mentions::doers(analysis, &draft.cast, on).first().copied()
}

/// “X claimed responsibility for the bombing”: the group says so itself.
fn claimed(analysis: &Analysis, draft: &Draft, token: TokenId) -> Option<ActorIndex> {
    let mut above = analysis.ancestors(token).take(2);
    let responsibility = above.find(|&id| analysis.lemma(id) == "responsibility")?;
    let claim = analysis.token(responsibility).head?;
    let claims = matches!(
        analysis.lemma(claim),
        "claim" | "take" | "assume" | "admit" | "accept"
    );
    // “claimed responsibility for”: the noun of violence may hang on either.
    let subject = claims.then(|| arguments::subject(analysis, claim)).flatten()?;
    mentions::doers(analysis, &draft.cast, subject).first().copied()
}

/// “Russian shelling”, “the group's attack”, “an attack by X”, “X launched an attack”.
fn of_noun(analysis: &Analysis, words: &IncidentWords, draft: &Draft, token: TokenId) -> Option<ActorIndex> {
    let own = analysis.token(token);
    let carrier = own
        .head
        .filter(|&verb| own.deprel == Deprel::Obj && words.in_class("carry", &lower(analysis.lemma(verb))));
    let modifiers =
        analysis
            .children(token)
            .iter()
            .copied()
            .filter(|&child| match analysis.token(child).deprel {
                Deprel::NmodPoss | Deprel::Compound | Deprel::Amod => true,
                Deprel::Nmod | Deprel::OblAgent => analysis
                    .children_by(child, Deprel::Case)
                    .any(|case| analysis.lemma(case) == "by"),
                _ => false,
            });
    let subject = carrier
        // Those who suffer, face or report an attack did not do it.
        .filter(|&verb| {
            !matches!(
                analysis.lemma(verb),
                "suffer" | "face" | "report" | "witness" | "see" | "endure" | "hear" | "confirm"
            )
        })
        .and_then(|verb| arguments::subject(analysis, verb));
    let phrases: Vec<TokenId> = modifiers.chain(subject).collect();
    phrases
        .into_iter()
        .find_map(|phrase| mentions::doers(analysis, &draft.cast, phrase).first().copied())
}

/// The speaker of the innermost statement that holds a token.
pub(super) fn speaker_at(context: &Context<'_>, draft: &Draft, token: TokenId) -> Option<ActorIndex> {
    let bytes = context.bytes(token.0..token.0 + 1);
    draft.speaker_of(bytes)
}

/// What was hit: the object of the verb, the phrase behind “on”, “against” or “of”.
pub(super) fn target(context: &Context<'_>, token: TokenId) -> Option<TokenId> {
    let analysis = context.analysis;
    if analysis.token(token).upos == Upos::Verb {
        return arguments::object(analysis, token)
            .filter(|&object| analysis.token(object).upos != Upos::Pron);
    }
    analysis.children(token).iter().copied().find(|&child| {
        analysis.token(child).deprel.universal() == "nmod"
            && analysis
                .children_by(child, Deprel::Case)
                .any(|case| matches!(analysis.lemma(case), "on" | "against" | "of" | "at"))
            && analysis.token(child).upos != Upos::Pron
    })
}

/// The words of a phrase without the clauses on it.
pub(super) fn words_of(context: &Context<'_>, head: TokenId) -> Bytes {
    let analysis = context.analysis;
    let mut tokens = analysis.subtree_without(head, |child| {
        matches!(
            analysis.token(child).deprel.universal(),
            "acl" | "parataxis" | "appos" | "case" | "conj" | "cc" | "punct"
        )
    });
    // What is left out at the front may leave its words inside the run.
    tokens.start = tokens.start.min(head.0);
    context.bytes(tokens)
}

/// The clause around a token: its verb's words without what is said beside it.
pub(super) fn clause(context: &Context<'_>, token: TokenId) -> std::ops::Range<u32> {
    let analysis = context.analysis;
    let mut verb = token;
    while analysis.token(verb).upos != Upos::Verb {
        let own = analysis.token(verb);
        match own.head {
            Some(head) if !matches!(own.deprel, Deprel::Parataxis | Deprel::Conj) => verb = head,
            _ => break,
        }
    }
    let mut run = analysis.subtree_without(verb, |child| {
        matches!(
            analysis.token(child).deprel.universal(),
            "parataxis" | "punct" | "mark" | "cc"
        )
    });
    while run.start < token.0
        && matches!(
            analysis.token(TokenId(run.start)).upos,
            Upos::Punct | Upos::Cconj | Upos::Sconj
        )
    {
        run.start += 1;
    }
    if !run.contains(&token.0) {
        run = analysis.subtree(token);
    }
    run
}

/// The place that is shaken or hit by what a noun names: “the town was rocked by fighting”.
pub(super) fn affected_place(analysis: &Analysis, draft: &Draft, noun: TokenId) -> Option<PlaceIndex> {
    let own = analysis.token(noun);
    let by = analysis
        .children_by(noun, Deprel::Case)
        .any(|case| analysis.lemma(case) == "by");
    let verb = own.head.filter(|_| by && own.deprel.universal() == "obl")?;
    place_headed_by(draft, analysis.child_by(verb, Deprel::NsubjPass)?)
}

/// The place in the clause, else in the sentence: the nearest of the most exact ones behind a preposition of place.
pub(super) fn place(context: &Context<'_>, draft: &Draft, token: TokenId) -> Option<PlaceIndex> {
    let analysis = context.analysis;
    let clause = clause(context, token);
    let sentence = analysis.sentence_of(token);
    let mentions = draft.places.iter().enumerate().flat_map(|(index, place)| {
        place
            .mentions
            .iter()
            .map(move |(tokens, head)| (PlaceIndex(index as u32), place, tokens, *head))
    });
    let located = mentions
        .filter(|(_, _, tokens, head)| sentence.contains(*head) && is_located(analysis, tokens.start, *head));
    located
        .min_by_key(|(_, place, tokens, head)| {
            let outside = !clause.contains(&head.0);
            let vague = match place.precision {
                PlacePrecision::Country => 2,
                PlacePrecision::Admin1 => 1,
                PlacePrecision::Point => 0,
            };
            (outside, vague, tokens.start.abs_diff(token.0))
        })
        .map(|(index, ..)| index)
}

/// The place that a phrase names itself: “the shelling of X”.
pub(super) fn place_headed_by(draft: &Draft, head: TokenId) -> Option<PlaceIndex> {
    let named = |place: &crate::draft::Place| place.mentions.iter().any(|&(_, own)| own == head);
    let found = draft.places.iter().position(named)?;
    Some(PlaceIndex(found as u32))
}

/// Whether a place stands behind a preposition of place, its own or that of the noun it names (“the city of X”).
fn is_located(analysis: &Analysis, start: u32, head: TokenId) -> bool {
    let locates = |id: TokenId| {
        analysis.children_by(id, Deprel::Case).any(|case| {
            matches!(
                lower(analysis.lemma(case)).as_ref(),
                "in" | "at"
                    | "near"
                    | "outside"
                    | "on"
                    | "around"
                    | "across"
                    | "inside"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
            )
        })
    };
    let above = analysis.token(head).head.filter(|_| {
        matches!(
            analysis.token(head).deprel.universal(),
            "nmod" | "compound" | "appos" | "flat" | "amod"
        )
    });
    let before = start.checked_sub(1).map(TokenId).is_some_and(|id| {
        matches!(
            analysis.lemma(id),
            "in" | "at" | "near" | "outside" | "around" | "across"
        )
    });
    before || locates(head) || above.is_some_and(locates)
}

/// The date told in the clause, else in the sentence, nearest to the token.
pub(super) fn date(context: &Context<'_>, draft: &Draft, token: TokenId) -> Option<String> {
    let clause = clause(context, token);
    let sentence = context.analysis.sentence_of(token);
    let times = draft.times_in(sentence.first.0..sentence.end.0);
    let dated = times.iter().filter(|time| {
        matches!(time.kind, TimeKind::Date | TimeKind::Interval)
            && time.value.starts_with(|first: char| first.is_ascii_digit())
    });
    dated
        .min_by_key(|time| {
            let outside = !clause.contains(&time.tokens.start);
            (outside, time.tokens.start.abs_diff(token.0))
        })
        .map(|time| match time.kind {
            TimeKind::Date => time.value.get(..10).unwrap_or(&time.value).to_owned(),
            _ => time.value.clone(),
        })
}

/// The act that the same word names.
pub(super) fn act(draft: &Draft, token: TokenId) -> Option<ActIndex> {
    let found = draft.acts.iter().position(|act| act.predicate == token)?;
    Some(ActIndex(found as u32))
}
