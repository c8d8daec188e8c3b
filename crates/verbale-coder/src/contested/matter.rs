//! What a statement is about: its words, classes of words, the actors it names, its numbers.

use crate::draft::{Bytes, Context, Draft};
use crate::speech::kinds::tokens;
use std::collections::BTreeSet;
use verbale_lexicon::lower;
use verbale_lexicon::speech::Topics;
use verbale_record::MentionForm;
use verbale_syntax::{Deprel, TokenId, Upos};

/// The matter of a statement.
#[derive(Clone, Debug, Default)]
pub(super) struct Matter {
    /// Lemmas of nouns, names, verbs and adjectives in the content.
    pub words: BTreeSet<String>,
    /// Classes of the words in the content.
    pub classes: BTreeSet<String>,
    /// The same of the sentence around it, where nobody else says that.
    pub around: BTreeSet<String>,
    /// Classes of the words around it.
    pub classes_around: BTreeSet<String>,
    /// Sides that the content names.
    pub names: BTreeSet<String>,
    /// Numbers in the content.
    pub numbers: BTreeSet<String>,
    /// The noun that the content describes as something (“the school was a base”).
    pub described: Option<String>,
}

impl Matter {
    /// Reads a statement.
    pub(super) fn of(context: &Context<'_>, draft: &Draft, places: &BTreeSet<u32>, index: usize) -> Self {
        let statement = &draft.statements[index];
        let inside: Vec<TokenId> = tokens(context, statement.content).collect();
        let mut matter = Self::of_tokens(context, draft, places, &inside);
        if let Some(sentence) = sentence_around(context, draft, index) {
            for token in tokens(context, sentence) {
                if let Some(lemma) = content_lemma(context, draft, places, token) {
                    let classes = Topics::builtin().classes(&lemma).map(str::to_owned);
                    matter.classes_around.extend(classes);
                    matter.around.insert(lemma);
                }
            }
        }
        matter
    }

    /// Reads some words.
    pub(super) fn of_tokens(
        context: &Context<'_>,
        draft: &Draft,
        places: &BTreeSet<u32>,
        inside: &[TokenId],
    ) -> Self {
        let mut matter = Self::default();
        for &token in inside {
            if let Some(lemma) = content_lemma(context, draft, places, token) {
                matter
                    .classes
                    .extend(Topics::builtin().classes(&lemma).map(str::to_owned));
                matter.words.insert(lemma);
            }
            if context.analysis.token(token).upos == Upos::Num {
                matter.numbers.insert(context.analysis.form(token).to_lowercase());
            }
        }
        matter.names = names(draft, inside);
        matter.described = described(context, inside);
        matter
    }

    /// What two matters share: words first, then classes.
    pub(super) fn shared<'m>(&'m self, other: &'m Matter) -> Vec<&'m str> {
        let words = self.words.intersection(&other.words);
        let classes = self.classes.intersection(&other.classes);
        // A class that a shared word already stands for adds nothing.
        let by_word: BTreeSet<&str> = self
            .words
            .intersection(&other.words)
            .flat_map(|word| Topics::builtin().classes(word))
            .collect();
        words
            .map(String::as_str)
            .chain(
                classes
                    .map(String::as_str)
                    .filter(|class| !by_word.contains(class)),
            )
            .collect()
    }
}

/// The tokens that name places.
pub(super) fn place_tokens(draft: &Draft) -> BTreeSet<u32> {
    let mentions = draft.places.iter().flat_map(|place| &place.mentions);
    mentions.flat_map(|(tokens, _)| tokens.clone()).collect()
}

/// The sides of all actors whom these tokens name.
fn names(draft: &Draft, inside: &[TokenId]) -> BTreeSet<String> {
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
        return BTreeSet::new();
    };
    let mentions = &draft.cast.mentions;
    let from = mentions.partition_point(|mention| mention.head < *first);
    mentions[from..]
        .iter()
        .take_while(|mention| mention.head <= *last)
        .flat_map(|mention| &mention.actors)
        .map(|&actor| super::opposition::key(draft, actor))
        .collect()
}

/// The noun that is subject of “be”, or of a verb with “as”, where the predicate is a noun too.
fn described(context: &Context<'_>, inside: &[TokenId]) -> Option<String> {
    let analysis = context.analysis;
    inside.iter().copied().find_map(|token| {
        let at = analysis.token(token);
        if !at.deprel.is_subject() || at.upos != Upos::Noun {
            return None;
        }
        let head = at.head?;
        let is_noun =
            analysis.token(head).upos == Upos::Noun && analysis.child_by(head, Deprel::Cop).is_some();
        let as_noun = || {
            analysis.children(head).iter().any(|&child| {
                let marked = analysis
                    .children(child)
                    .iter()
                    .any(|&mark| analysis.form(mark).eq_ignore_ascii_case("as"));
                marked
                    && matches!(
                        analysis.token(child).deprel,
                        Deprel::Obl | Deprel::Xcomp | Deprel::Obj
                    )
            })
        };
        let lemma = lower(analysis.lemma(token));
        let target = Topics::builtin()
            .classes(&lemma)
            .any(|class| matches!(class, "civilians" | "military"));
        (target && (is_noun || as_noun())).then(|| lemma.into_owned())
    })
}

/// The sentence of a statement whose content is part of it, unless another statement tells it.
fn sentence_around(context: &Context<'_>, draft: &Draft, index: usize) -> Option<Bytes> {
    let statement = &draft.statements[index];
    let analysis = context.analysis;
    let first = tokens(context, statement.content).next()?;
    let sentence = analysis.sentence_of(first);
    let bytes = context.bytes(sentence.first.0..sentence.end.0);
    let elsewhere = draft
        .statements
        .iter()
        .enumerate()
        .any(|(other, item)| other != index && bytes.overlaps(item.content));
    (!elsewhere).then_some(bytes)
}

/// The lemma of a word that carries what is said, in lower case.
fn content_lemma(
    context: &Context<'_>,
    draft: &Draft,
    places: &BTreeSet<u32>,
    token: TokenId,
) -> Option<String> {
    const EMPTY: &[&str] = &[
        "say",
        "have",
        "do",
        "be",
        "make",
        "take",
        "get",
        "go",
        "other",
        "country",
        "people",
        "year",
        "day",
        "one",
        "minister",
        "president",
        "official",
        "government",
        "more",
        "such",
        "own",
        "last",
        "first",
        "new",
    ];
    let carries = matches!(
        context.analysis.token(token).upos,
        Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj
    );
    // Whom it is about is told by the sides, not by words.
    let named = draft
        .cast
        .mention_headed_by(token)
        .is_some_and(|mention| !mention.actors.is_empty() && mention.form != MentionForm::Nominal);
    // Where it is tells what it is about no more than who.
    if !carries || named || places.contains(&token.0) {
        return None;
    }
    let lemma = lower(context.analysis.lemma(token));
    (!EMPTY.contains(&&*lemma)).then(|| lemma.into_owned())
}
