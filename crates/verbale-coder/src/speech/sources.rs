//! Sources that the cast does not hold: unnamed people and papers who are only quoted, names that nothing knows.

use super::settle::is_indefinite;
use crate::draft::{Actor, ActorIndex, Cast, Context, Mention};
use crate::knowledge::Knowledge;
use std::ops::Range;
use verbale_lexicon::speech::Source;
use verbale_record::{ActorKind, MentionForm, Rank};
use verbale_syntax::{Analysis, Deprel, NameKind, TokenId, Upos};

/// The actor of a speaker phrase that no mention of the cast covers: whoever issued a paper, an actor added before
/// under the same name, or a new one. `anybody`: whether the cue lets any noun speak.
pub(super) fn add(
    context: &Context<'_>,
    knowledge: &Knowledge,
    cast: &mut Cast,
    phrase: TokenId,
    anybody: bool,
) -> Option<(ActorIndex, Option<&'static str>)> {
    let analysis = context.analysis;
    if is_indefinite(context, phrase) {
        return None;
    }
    let source = knowledge.speech.source(analysis.lemma(phrase));
    let named = analysis.token(phrase).upos == Upos::Propn || analysis.name_at(phrase).is_some();
    let owner = owner(analysis, cast, phrase);
    if let Some(owner) = owner.filter(|_| source.is_some_and(Source::is_paper)) {
        return Some((owner, Some("whoever issued it")));
    }
    if source.is_none() && !named && !anybody {
        return None;
    }
    let run = phrase_run(analysis, phrase);
    let name = name_of(context, &run);
    let elsewhere = cast.mentions.iter().find(|mention| {
        named
            && !matches!(mention.form, MentionForm::Pronoun | MentionForm::Nominal)
            && mention.actors.len() == 1
            && context.words(context.bytes(mention.tokens.clone())) == name
    });
    if let Some(actor) = elsewhere.map(|mention| mention.actors[0]) {
        insert(cast, phrase, run, MentionForm::Name, actor);
        return Some((actor, Some("the same name elsewhere")));
    }
    let last_word = analysis.form(phrase);
    let known = cast.actors.iter().position(|actor| {
        actor.name.eq_ignore_ascii_case(&name)
            || (named && actor.name.contains(' ') && actor.name.split(' ').next_back() == Some(last_word))
    });
    let index = known.unwrap_or_else(|| {
        cast.actors
            .push(actor(analysis, cast, phrase, name, source, owner));
        cast.actors.len() - 1
    });
    let actor = ActorIndex(index as u32);
    let form = if named {
        MentionForm::Name
    } else {
        MentionForm::Nominal
    };
    insert(cast, phrase, run, form, actor);
    Some((actor, Some("a source of its own")))
}

/// Gives the mention with this head to an actor.
pub(super) fn set(cast: &mut Cast, head: TokenId, actor: ActorIndex) {
    if let Ok(index) = cast.mentions.binary_search_by_key(&head, |mention| mention.head) {
        cast.mentions[index].actors = vec![actor];
    }
}

fn insert(cast: &mut Cast, head: TokenId, tokens: Range<u32>, form: MentionForm, actor: ActorIndex) {
    match cast.mentions.binary_search_by_key(&head, |mention| mention.head) {
        Ok(index) => cast.mentions[index].actors = vec![actor],
        Err(index) => cast.mentions.insert(
            index,
            Mention {
                tokens,
                head,
                form,
                actors: vec![actor],
            },
        ),
    }
}

fn actor(
    analysis: &Analysis,
    cast: &Cast,
    phrase: TokenId,
    name: String,
    source: Option<&Source>,
    owner: Option<ActorIndex>,
) -> Actor {
    let of_name = analysis.name_at(phrase).map(|name| name.kind);
    let kind = match (source, of_name) {
        (Some(source), _) => source.kind,
        (None, Some(NameKind::Person)) => ActorKind::Person,
        _ => ActorKind::Other,
    };
    let country = owner.and_then(|owner| cast.actor(owner).country.clone());
    let sectors = source.map(|source| source.sectors.clone()).unwrap_or_default();
    Actor {
        name,
        kind,
        country,
        rank: if sectors.iter().any(|sector| sector == "GOV") {
            Rank::Official
        } else {
            Rank::Unspecified
        },
        sectors,
        code: None,
        office: None,
        member_of: owner.filter(|&owner| cast.actor(owner).kind != ActorKind::Person),
        known: false,
    }
}

/// Whose people or papers these are (“Dravian officials”, “a report by the ministry”).
fn owner(analysis: &Analysis, cast: &Cast, phrase: TokenId) -> Option<ActorIndex> {
    let owns = |child: &TokenId| {
        matches!(
            analysis.token(*child).deprel,
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nmod
        )
    };
    let children = analysis.children(phrase).iter().copied();
    children
        .filter(owns)
        .find_map(|child| cast.actors_at(child).first().copied())
}

/// The noun phrase without its clauses: what stands before its head, the rest of its name, and a short phrase that
/// follows at once (“a source close to the talks” stays “a source”).
fn phrase_run(analysis: &Analysis, head: TokenId) -> Range<u32> {
    let mut run = head.0..head.0 + 1;
    for &child in analysis.children(head).iter().rev() {
        let before = matches!(
            analysis.token(child).deprel,
            Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::NmodPoss | Deprel::Flat
        );
        let subtree = analysis.subtree(child);
        if before && child < head && subtree.end == run.start {
            run.start = subtree.start;
        }
    }
    for &child in analysis.children(head) {
        let subtree = analysis.subtree(child);
        let after = match analysis.token(child).deprel {
            Deprel::Flat => true,
            Deprel::Nmod => subtree.len() <= 5,
            _ => false,
        };
        if after && subtree.start == run.end {
            run.end = subtree.end;
        }
    }
    run
}

/// The words of a run without the article that leads into it.
fn name_of(context: &Context<'_>, run: &Range<u32>) -> String {
    let article = |token: u32| {
        let form = context.analysis.form(TokenId(token)).to_ascii_lowercase();
        matches!(form.as_str(), "the" | "a" | "an")
    };
    let start = if run.len() > 1 && article(run.start) {
        run.start + 1
    } else {
        run.start
    };
    let words = context.words(context.bytes(start..run.end));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
