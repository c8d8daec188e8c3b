//! What the searches for contested facts look at: the statements with their matters and places in the text.

use super::matter::{self, Matter};
use super::opposition::{Sides, key};
use crate::draft::{ActorIndex, Bytes, ContestedSide, Context, Draft, StatementIndex};
use crate::speech::kinds::tokens;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use verbale_lexicon::speech::Disputes;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The statements of a report as the searches see them.
pub(super) struct Reading<'a> {
    pub context: &'a Context<'a>,
    pub draft: &'a Draft,
    pub words: &'static Disputes,
    pub matters: Vec<Matter>,
    pub sides: Sides,
    /// The sentence in which each statement begins.
    sentences: Vec<u32>,
    places: BTreeSet<u32>,
    /// In how many statements a word stands.
    spread: BTreeMap<String, usize>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(context: &'a Context<'a>, draft: &'a Draft) -> Self {
        let places = matter::place_tokens(draft);
        let matters: Vec<Matter> = (0..draft.statements.len())
            .map(|index| Matter::of(context, draft, &places, index))
            .collect();
        let mut spread = BTreeMap::new();
        for matter in &matters {
            for stem in stems(matter) {
                *spread.entry(stem.to_owned()).or_insert(0) += 1;
            }
        }
        let sentence = |content: Bytes| {
            let first = tokens(context, content).next();
            first.map_or(0, |token| context.analysis.token(token).sentence)
        };
        Self {
            context,
            draft,
            words: Disputes::builtin(),
            sides: Sides::of(draft),
            sentences: draft
                .statements
                .iter()
                .map(|said| sentence(said.content))
                .collect(),
            matters,
            places,
            spread,
        }
    }

    pub(super) fn analysis(&self) -> &'a Analysis {
        self.context.analysis
    }

    /// What a run of tokens is about.
    pub(super) fn matter(&self, run: Range<u32>) -> Matter {
        let inside: Vec<TokenId> = run.map(TokenId).collect();
        Matter::of_tokens(self.context, self.draft, &self.places, &inside)
    }

    pub(super) fn sentence(&self, index: usize) -> u32 {
        self.sentences[index]
    }

    /// The statements that begin in these sentences.
    pub(super) fn statements_in(&self, sentences: Range<u32>) -> impl Iterator<Item = usize> + '_ {
        (0..self.sentences.len()).filter(move |&index| sentences.contains(&self.sentences[index]))
    }

    /// How far two matters are the same: rare words, then classes of words and the sides they name.
    pub(super) fn likeness(&self, one: &Matter, other: &Matter) -> f32 {
        self.likeness_of_words(one, other) + Self::likeness_of_names(one, other)
    }

    /// How many sides both name.
    pub(super) fn likeness_of_names(one: &Matter, other: &Matter) -> f32 {
        0.4 * one.names.intersection(&other.names).count().min(2) as f32
    }

    /// How many rare words and classes of words both have.
    pub(super) fn likeness_of_words(&self, one: &Matter, other: &Matter) -> f32 {
        /// In more statements than these a word is the subject of the report.
        const RARE: usize = 3;
        let theirs: BTreeSet<&str> = stems(other).collect();
        let mine: BTreeSet<&str> = stems(one).collect();
        let words: f32 = mine
            .intersection(&theirs)
            .map(|stem| {
                let common = self.spread.get(*stem).is_some_and(|&count| count > RARE);
                if common { 0.5 } else { 1.0 }
            })
            .sum();
        let classes = one.classes.intersection(&other.classes);
        words + 0.4 * classes.count() as f32 + shared_numbers(one, other)
    }

    /// What a matter is called: the words that two share, else those of the first.
    pub(super) fn topics(one: &Matter, other: &Matter) -> Vec<String> {
        const MOST: usize = 3;
        let shared = one.shared(other);
        let own = one.words.iter().map(String::as_str);
        let chosen: Vec<&str> = if shared.is_empty() { own.collect() } else { shared };
        chosen.into_iter().take(MOST).map(str::to_owned).collect()
    }

    pub(super) fn side(&self, index: usize) -> ContestedSide {
        let statement = &self.draft.statements[index];
        ContestedSide {
            by: statement.speaker,
            statement: Some(StatementIndex(index as u32)),
            says: statement.content,
        }
    }

    /// The statement that this word brings.
    pub(super) fn statement_of_cue(&self, cue: TokenId) -> Option<usize> {
        let mut statements = self.draft.statements.iter();
        statements.position(|said| said.cue.is_some_and(|(_, head)| head == cue))
    }

    /// Whether one speaker tells the same in the same words twice.
    pub(super) fn tells_the_same(&self, earlier: usize, later: usize) -> bool {
        let speaker = |index: usize| self.draft.statements[index].speaker;
        if speaker(earlier) != speaker(later) {
            return false;
        }
        let (one, other): (BTreeSet<&str>, BTreeSet<&str>) = (
            stems(&self.matters[earlier]).collect(),
            stems(&self.matters[later]).collect(),
        );
        let shared = one.intersection(&other).count();
        shared >= 2 && shared * 2 > one.len().min(other.len())
    }

    /// “He accused … Y denied it”: nobody denies what he says himself, so that the pronoun is another.
    pub(super) fn is_by_pronoun(&self, index: usize) -> bool {
        let analysis = self.analysis();
        let cue = self.draft.statements[index].cue;
        cue.is_some_and(|(_, cue)| {
            analysis
                .children_by(cue, Deprel::Nsubj)
                .any(|subject| analysis.token(subject).upos == Upos::Pron)
        })
    }

    /// Whether the words of a statement name a place.
    pub(super) fn names_a_place(&self, index: usize) -> bool {
        let content = self.draft.statements[index].content;
        tokens(self.context, content).any(|token| self.places.contains(&token.0))
    }

    /// Whom a statement is about: its target, else the object of its verb (“suspect the government of …”).
    pub(super) fn target(&self, index: usize) -> Option<ActorIndex> {
        let statement = &self.draft.statements[index];
        let by_object = || {
            let (_, cue) = statement.cue?;
            let object = self.analysis().child_by(cue, Deprel::Obj)?;
            let actors = self.draft.cast.actors_of_phrase(self.analysis(), object);
            actors.first().copied()
        };
        statement.target.or_else(by_object)
    }

    pub(super) fn key(&self, actor: ActorIndex) -> String {
        key(self.draft, actor)
    }

    /// Whom the subject of a verb denotes, that of the verb above where it has none.
    pub(super) fn subject_actors(&self, verb: TokenId) -> Vec<ActorIndex> {
        let analysis = self.analysis();
        let mut at = verb;
        for _ in 0..3 {
            let own = analysis.children(at).iter().copied();
            let mut subjects = own.filter(|&child| analysis.token(child).deprel.is_subject());
            if let Some(subject) = subjects.next() {
                let antecedent = analysis.token(at).head.filter(|_| {
                    analysis.token(at).deprel == Deprel::AclRelcl && is_relative(analysis, subject)
                });
                let whom = antecedent.unwrap_or(subject);
                return self.draft.cast.actors_of_phrase(analysis, whom);
            }
            let above = analysis.token(at).head.filter(|_| {
                matches!(
                    analysis.token(at).deprel,
                    Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Parataxis
                )
            });
            let Some(above) = above else { break };
            at = above;
        }
        // “drawing a denial from”, “dismissed by the army”
        analysis
            .children_by(verb, Deprel::OblAgent)
            .flat_map(|agent| self.draft.cast.actors_of_phrase(analysis, agent))
            .collect()
    }
}

/// “which”, “who”, “that”.
pub(super) fn is_relative(analysis: &Analysis, token: TokenId) -> bool {
    let form = analysis.form(token);
    ["which", "who", "that", "whom"]
        .iter()
        .any(|pronoun| form.eq_ignore_ascii_case(pronoun))
}

/// Words by their beginnings: “mutilate” and “mutilation”.
fn stems(matter: &Matter) -> impl Iterator<Item = &str> {
    const STEM: usize = 6;
    matter
        .words
        .iter()
        .map(|word| match word.char_indices().nth(STEM) {
            Some((end, _)) => &word[..end],
            None => word.as_str(),
        })
}

fn shared_numbers(one: &Matter, other: &Matter) -> f32 {
    one.numbers.intersection(&other.numbers).count().min(1) as f32 * 0.5
}
