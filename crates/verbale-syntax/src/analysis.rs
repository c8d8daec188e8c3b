//! What an analysed text is: flat tables of tokens, sentences and names over one string.

use crate::features::Features;
use crate::labels::{Deprel, Upos};
use std::ops::Range;

/// The index of a token in [`Analysis::tokens`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenId(pub u32);

impl TokenId {
    /// The index as a `usize`.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    #[inline]
    #[must_use]
    /// The token after this one, which need not exist.
    pub fn next(self) -> TokenId {
        TokenId(self.0 + 1)
    }

    /// The token before this one, if it is not the first.
    #[inline]
    pub fn previous(self) -> Option<TokenId> {
        self.0.checked_sub(1).map(TokenId)
    }
}

/// One syntactic word. A contraction such as “don’t” is two of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Byte offset of the first character.
    pub start: u32,
    /// Byte offset after the last character.
    pub end: u32,
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub features: Features,
    /// The head; `None` for the root of a sentence.
    pub head: Option<TokenId>,
    /// The relation to the head.
    pub deprel: Deprel,
    /// The sentence it stands in: index into [`Analysis::sentences`].
    pub sentence: u32,
    /// White space stands before it, or it begins the text.
    pub space_before: bool,
    /// It is the second or later word of a multiword token (“n’t” of “don’t”).
    pub contracted: bool,
}

/// A sentence: the tokens `first..end`, its root, and whether it begins a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: TokenId,
    /// Token after the last one.
    pub end: TokenId,
    /// The root of the tree.
    pub root: TokenId,
    /// The sentence is the first of its paragraph (a blank line or a line break stands before it).
    pub paragraph_start: bool,
}

impl Sentence {
    /// The tokens of the sentence, in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        (self.first.0..self.end.0).map(TokenId)
    }

    /// Whether the token stands in the sentence.
    pub fn contains(&self, token: TokenId) -> bool {
        self.first <= token && token < self.end
    }
}

/// What kind of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A place.
    Location,
    /// An organisation.
    Organisation,
    /// Anything else with a name: nationalities, events, works.
    Other,
}

/// A name: the tokens `first..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token.
    pub first: TokenId,
    /// Token after the last one.
    pub end: TokenId,
    /// What it names.
    pub kind: NameKind,
}

/// A text with its syntax. Every offset is in bytes into [`Analysis::text`].
///
/// Trees are well-formed: each sentence has exactly one root, heads stay inside the sentence, and there is no
/// cycle. The parser and the CoNLL-U reader guarantee it; walks up or down always end.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    text: String,
    tokens: Vec<Token>,
    lemmas: Lemmas,
    sentences: Vec<Sentence>,
    names: Vec<Name>,
    /// `children[child_starts[i]..child_starts[i + 1]]` are the dependents of token `i`, in order.
    child_starts: Vec<u32>,
    children: Vec<TokenId>,
}

/// All lemmas in one string, so that a token costs no allocation.
#[derive(Clone, Debug, Default)]
struct Lemmas {
    text: String,
    ends: Vec<u32>,
}

impl Analysis {
    /// Puts an analysis together. `lemmas` holds one lemma a token, in order.
    ///
    /// # Panics
    /// When the tables contradict each other (a programming error of the caller).
    pub fn new<'l>(
        text: String,
        tokens: Vec<Token>,
        lemmas: impl IntoIterator<Item = &'l str>,
        sentences: Vec<Sentence>,
        names: Vec<Name>,
    ) -> Self {
        let mut pool = Lemmas {
            text: String::with_capacity(text.len()),
            ends: Vec::with_capacity(tokens.len()),
        };
        for lemma in lemmas {
            pool.text.push_str(lemma);
            pool.ends.push(pool.text.len() as u32);
        }
        assert_eq!(pool.ends.len(), tokens.len(), "one lemma a token");
        let (child_starts, children) = children_of(&tokens);
        Self {
            text,
            tokens,
            lemmas: pool,
            sentences,
            names,
            child_starts,
            children,
        }
    }

    /// The analysed text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All tokens.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Ids of all tokens, in order.
    pub fn token_ids(&self) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        (0..self.tokens.len() as u32).map(TokenId)
    }

    /// All sentences.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// All names, in order; they do not overlap.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// A token.
    #[inline]
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    /// The words of a token as they stand in the text.
    #[inline]
    pub fn form(&self, id: TokenId) -> &str {
        let token = self.token(id);
        &self.text[token.start as usize..token.end as usize]
    }

    /// The lemma of a token, lower case except for proper nouns.
    #[inline]
    pub fn lemma(&self, id: TokenId) -> &str {
        let start = id
            .previous()
            .map_or(0, |before| self.lemmas.ends[before.index()] as usize);
        &self.lemmas.text[start..self.lemmas.ends[id.index()] as usize]
    }

    /// The sentence a token stands in.
    #[inline]
    pub fn sentence_of(&self, id: TokenId) -> &Sentence {
        &self.sentences[self.token(id).sentence as usize]
    }

    /// The dependents of a token, in text order.
    #[inline]
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        &self.children[self.child_starts[id.index()] as usize..self.child_starts[id.index() + 1] as usize]
    }

    /// The dependents with this relation, subtype included.
    #[inline]
    pub fn children_by(&self, id: TokenId, relation: Deprel) -> impl Iterator<Item = TokenId> + '_ {
        self.children(id)
            .iter()
            .copied()
            .filter(move |&child| self.token(child).deprel == relation)
    }

    /// The first dependent with this relation, subtype included.
    #[inline]
    pub fn child_by(&self, id: TokenId, relation: Deprel) -> Option<TokenId> {
        self.children_by(id, relation).next()
    }

    /// The heads of a token, nearest first, up to the root.
    pub fn ancestors(&self, id: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        std::iter::successors(self.token(id).head, |&token| self.token(token).head)
    }

    /// Whether `token` is `above` or hangs below it.
    pub fn is_within(&self, token: TokenId, above: TokenId) -> bool {
        token == above || self.ancestors(token).any(|ancestor| ancestor == above)
    }

    /// The smallest run of tokens that holds the whole subtree of a token.
    pub fn subtree(&self, id: TokenId) -> Range<u32> {
        self.subtree_without(id, |_| false)
    }

    /// The same, but without the dependents (of `id` itself) for which `leave_out` holds.
    pub fn subtree_without(&self, id: TokenId, leave_out: impl Fn(TokenId) -> bool) -> Range<u32> {
        let mut range = id.0..id.0 + 1;
        let mut waiting: Vec<TokenId> = self
            .children(id)
            .iter()
            .copied()
            .filter(|&child| !leave_out(child))
            .collect();
        while let Some(token) = waiting.pop() {
            range.start = range.start.min(token.0);
            range.end = range.end.max(token.0 + 1);
            waiting.extend_from_slice(self.children(token));
        }
        range
    }

    /// The bytes that a run of tokens covers; empty for an empty run.
    pub fn bytes(&self, tokens: Range<u32>) -> Range<usize> {
        match (self.tokens.get(tokens.start as usize), tokens.end.checked_sub(1)) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                first.start as usize..self.tokens[last as usize].end as usize
            }
            _ => 0..0,
        }
    }

    /// The text of a run of tokens.
    pub fn text_of(&self, tokens: Range<u32>) -> &str {
        &self.text[self.bytes(tokens)]
    }

    /// The first token that ends after a byte offset, if any.
    pub fn token_at(&self, byte: usize) -> Option<TokenId> {
        let index = self.tokens.partition_point(|token| token.end as usize <= byte);
        (index < self.tokens.len()).then_some(TokenId(index as u32))
    }

    /// The name that a token belongs to.
    pub fn name_at(&self, id: TokenId) -> Option<&Name> {
        let index = self.names.partition_point(|name| name.end <= id);
        self.names.get(index).filter(|name| name.first <= id)
    }
}

/// Dependents of all tokens in compressed form.
fn children_of(tokens: &[Token]) -> (Vec<u32>, Vec<TokenId>) {
    let mut starts = vec![0u32; tokens.len() + 1];
    for head in tokens.iter().filter_map(|token| token.head) {
        starts[head.index() + 1] += 1;
    }
    for index in 1..starts.len() {
        starts[index] += starts[index - 1];
    }
    let mut next = starts.clone();
    let mut children = vec![TokenId(0); starts.last().map_or(0, |&count| count as usize)];
    for (index, token) in tokens.iter().enumerate() {
        if let Some(head) = token.head {
            children[next[head.index()] as usize] = TokenId(index as u32);
            next[head.index()] += 1;
        }
    }
    (starts, children)
}
