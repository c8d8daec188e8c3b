//! Who appears: actors and their mentions.

use super::ActorIndex;
use std::ops::Range;
use verbale_record::{ActorKind, MentionForm, Rank};
use verbale_syntax::{Analysis, TokenId};

/// One mention of one or several actors (“the two sides”).
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The tokens of the mention: the name with its title, the noun phrase without its clauses, the pronoun.
    pub tokens: Range<u32>,
    /// Its syntactic head.
    pub head: TokenId,
    /// How it names.
    pub form: MentionForm,
    /// Whom it denotes; empty where that is unknown.
    pub actors: Vec<ActorIndex>,
}

/// An actor of the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Canonical name.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or `IGO`, `NGO`, …
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// CAMEO-style code.
    pub code: Option<String>,
    /// Office held on the report's date.
    pub office: Option<String>,
    /// Rank of that office.
    pub rank: Rank,
    /// The state, organisation or group it belongs to.
    pub member_of: Option<ActorIndex>,
    /// Whether a lexicon knows it.
    pub known: bool,
}

/// Who appears in the report, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cast {
    /// All actors, in order of first mention.
    pub actors: Vec<Actor>,
    /// All mentions, in order of their heads; no two have the same head.
    pub mentions: Vec<Mention>,
    /// The other words of titles and names, in order of the text, each with the head of its mention: a parser may
    /// take any of them for the head.
    pub parts: Vec<(TokenId, TokenId)>,
}

impl Cast {
    /// The mention with this head, or the name with its title that this token is a word of.
    pub fn mention_headed_by(&self, head: TokenId) -> Option<&Mention> {
        self.mention_index(head).map(|index| &self.mentions[index])
    }

    /// The mentions whose heads lie in a run of tokens, in order.
    pub fn mentions_in(&self, tokens: Range<u32>) -> &[Mention] {
        let before = |limit: u32| self.mentions.partition_point(|mention| mention.head.0 < limit);
        let first = before(tokens.start);
        &self.mentions[first..before(tokens.end).max(first)]
    }

    fn mention_index(&self, head: TokenId) -> Option<usize> {
        let headed = |head: TokenId| self.mentions.binary_search_by_key(&head, |mention| mention.head);
        headed(head).ok().or_else(|| {
            let part = self.parts.binary_search_by_key(&head, |part| part.0).ok()?;
            headed(self.parts[part].1).ok()
        })
    }

    /// Whom the noun phrase with this head denotes, without what is coordinated to it.
    pub fn actors_at(&self, head: TokenId) -> &[ActorIndex] {
        self.mention_headed_by(head)
            .map_or(&[], |mention| &mention.actors)
    }

    /// Whom the noun phrase with this head denotes, with all that is coordinated to it (“Kyiv and Moscow”).
    pub fn actors_of_phrase(&self, analysis: &Analysis, head: TokenId) -> Vec<ActorIndex> {
        let mut found = Vec::new();
        let mut waiting = vec![head];
        // Later conjuncts may hang on the first word of a name or on each other.
        while let Some(next) = waiting.pop() {
            for &actor in self.actors_at(next) {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
            let index = self.mention_index(next);
            let words = index.map_or(next.0..next.0 + 1, |index| self.mentions[index].tokens.clone());
            let own = words
                .map(TokenId)
                .filter(|&word| word == next || index.is_some() && self.mention_index(word) == index);
            let mut conjuncts: Vec<TokenId> = own
                .flat_map(|word| analysis.children_by(word, verbale_syntax::Deprel::Conj))
                .filter(|&conjunct| {
                    conjunct > next && (index.is_none() || self.mention_index(conjunct) != index)
                })
                .collect();
            conjuncts.reverse();
            waiting.append(&mut conjuncts);
        }
        found
    }

    /// The one actor that a noun phrase denotes, looked for in this order: the mention with this head, the parts of
    /// the same name, the mention that covers the head.
    pub fn actor_for_phrase(&self, analysis: &Analysis, head: TokenId) -> Option<ActorIndex> {
        use verbale_syntax::Deprel::{Appos, Compound, Flat};
        let parts = analysis.children(head).iter().copied();
        let parts = parts.filter(|&child| matches!(analysis.token(child).deprel, Flat | Appos | Compound));
        let by_head = std::iter::once(head)
            .chain(parts)
            .find_map(|part| self.actors_at(part).first().copied());
        by_head.or_else(|| self.covering(analysis, head)?.actors.first().copied())
    }

    /// The first mention of the sentence that covers a token.
    fn covering(&self, analysis: &Analysis, token: TokenId) -> Option<&Mention> {
        let sentence = analysis.sentence_of(token);
        let near = self.mentions_in(sentence.first.0..sentence.end.0);
        near.iter().find(|mention| mention.tokens.contains(&token.0))
    }

    /// An actor.
    pub fn actor(&self, index: ActorIndex) -> &Actor {
        &self.actors[index.index()]
    }

    /// The state, organisation or group that an actor acts for in the end; itself where it belongs to none.
    pub fn side_of(&self, index: ActorIndex) -> ActorIndex {
        let mut side = index;
        // A chain longer than the cast would be a circle.
        for _ in 0..self.actors.len() {
            match self.actor(side).member_of {
                Some(above) => side = above,
                None => break,
            }
        }
        side
    }
}
