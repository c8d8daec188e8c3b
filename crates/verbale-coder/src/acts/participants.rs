//! From phrases to the actors of the cast who stand in them or behind them.

use super::clauses::{Argument, conjuncts};
use crate::draft::{ActorIndex, Cast};
use verbale_record::MentionForm;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// How a phrase that names both sides is found.
pub(super) const BETWEEN: &str = "phrase with “between”";

/// Actors with the words that say how they were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Participants {
    /// Whom.
    pub(super) actors: Vec<ActorIndex>,
    /// How.
    pub(super) how: String,
    /// Whether they are named as “the sides”, which says nothing of who these are.
    pub(super) collective: bool,
    /// Whether they are named “I” or “we”.
    pub(super) first_person: bool,
    /// Whether the words of the act leave them out.
    pub(super) inferred: bool,
}

impl Participants {
    /// Whether there is nobody.
    pub(super) fn is_empty(&self) -> bool {
        self.actors.is_empty()
    }

    /// The actors, unless words name them that leave open who they are.
    pub(super) fn named(&self) -> &[ActorIndex] {
        if self.collective { &[] } else { &self.actors }
    }

    /// Whether the words of the act name somebody.
    pub(super) fn is_stated(&self) -> bool {
        !self.actors.is_empty() && !self.inferred
    }
}

/// What an actor is looked up in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lookup<'a> {
    /// The text.
    pub(super) analysis: &'a Analysis,
    /// Who appears in it.
    pub(super) cast: &'a Cast,
    /// Who says “we” there.
    pub(super) speaker: Option<ActorIndex>,
}

impl Lookup<'_> {
    /// The actors of the first argument that has any.
    pub(super) fn first(&self, arguments: &[Argument]) -> Participants {
        arguments
            .iter()
            .map(|&argument| self.of_argument(argument))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The actors of all arguments found in the same way as the first that has any (“between A … and B”).
    pub(super) fn ends(&self, arguments: &[Argument]) -> Participants {
        let mut found = self.first(arguments);
        for &argument in arguments.iter().filter(|argument| argument.how == BETWEEN) {
            for actor in self.of_phrase(argument.head) {
                if found.how.starts_with(BETWEEN) && !found.actors.contains(&actor) {
                    found.actors.push(actor);
                }
            }
        }
        found
    }

    fn of_argument(&self, argument: Argument) -> Participants {
        Participants {
            actors: self.of_phrase(argument.head),
            how: format!("{} “{}”", argument.how, self.analysis.form(argument.head)),
            collective: self.is_open(argument.head),
            first_person: is_first_person(self.analysis, argument.head),
            inferred: false,
        }
    }

    /// Whether a phrase says “the sides” without saying whose: “his side” is one that is known.
    fn is_open(&self, head: TokenId) -> bool {
        matches!(self.analysis.lemma(head), "side" | "party")
            && self.analysis.child_by(head, Deprel::NmodPoss).is_none()
            // “the government side”, “the Green Party”.
            && self.analysis.child_by(head, Deprel::Compound).is_none()
            && self.analysis.token(head).upos != Upos::Propn
    }

    /// The actors of a phrase with all that is coordinated to it; else those behind the thing it names.
    pub(super) fn of_phrase(&self, phrase: TokenId) -> Vec<ActorIndex> {
        let mut found = Vec::new();
        for member in conjuncts(self.analysis, phrase) {
            for actor in self.of_member(member) {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
        }
        found
    }

    fn of_member(&self, head: TokenId) -> Vec<ActorIndex> {
        let own = self.denoted(head);
        if !own.is_empty() {
            return own;
        }
        let part = self
            .whole_of(head)
            .map(|whole| self.of_phrase(whole))
            .unwrap_or_default();
        if !part.is_empty() {
            return part;
        }
        let behind = self.behind(head);
        // “Egypt, a country taking part in the attack”.
        let own = self.analysis.token(head);
        match own
            .head
            .filter(|_| behind.is_empty() && own.deprel == Deprel::Appos)
        {
            Some(named) => {
                let first = TokenId(self.analysis.subtree(head).start);
                let beside = first
                    .previous()
                    .filter(|&comma| self.analysis.form(comma) == ",")
                    .and_then(TokenId::previous)
                    .map(|last| super::clauses::phrase_top_within(self.analysis, last, named))
                    .map(|last| self.denoted(last))
                    .unwrap_or_default();
                if beside.is_empty() {
                    self.denoted(named)
                } else {
                    beside
                }
            }
            None => behind,
        }
    }

    /// Whom the words themselves denote: the mention with this head, the parts of the same name, the speaker who
    /// says “we”, the mention that covers the head.
    pub(super) fn denoted(&self, head: TokenId) -> Vec<ActorIndex> {
        let own = self.cast.actors_at(head);
        if !own.is_empty() {
            return own.to_vec();
        }
        for &child in self.analysis.children(head) {
            let of_name = matches!(
                self.analysis.token(child).deprel,
                Deprel::Flat | Deprel::Appos | Deprel::NmodDesc
            ) || self.is_name_behind_title(head, child);
            if of_name {
                let found = self.cast.actors_at(child);
                if !found.is_empty() {
                    return found.to_vec();
                }
            }
        }
        if is_first_person(self.analysis, head) {
            return self.speaker.into_iter().collect();
        }
        if self.analysis.form(head).eq_ignore_ascii_case("those") {
            return self.compared(head);
        }
        let sentence = self.analysis.sentence_of(head);
        let near = self.cast.mentions_in(sentence.first.0..sentence.end.0);
        let covering = near.iter().find(|mention| {
            mention.tokens.contains(&head.0)
                && mention.form != MentionForm::Pronoun
                && self.is_same_name(mention.head, head)
        });
        covering.map_or_else(|| self.named_before(head), |mention| mention.actors.clone())
    }

    /// “Unlike most soldiers, those at the base”: the plural named before in the sentence.
    fn compared(&self, head: TokenId) -> Vec<ActorIndex> {
        let first = self.analysis.sentence_of(head).first;
        let earlier = self
            .cast
            .mentions_in(first.0..head.0)
            .iter()
            .rev()
            .find(|mention| self.analysis.token(mention.head).features.has("Number=Plur"));
        earlier.map(|mention| mention.actors.clone()).unwrap_or_default()
    }

    /// “the coalition” after “the Arab coalition”: the last mention before that ends in the same noun.
    fn named_before(&self, head: TokenId) -> Vec<ActorIndex> {
        if self.analysis.token(head).upos != Upos::Noun {
            return Vec::new();
        }
        let lemma = self.analysis.lemma(head);
        let earlier = self.cast.mentions.iter().rev().find(|mention| {
            mention.head < head && mention.actors.len() == 1 && self.analysis.lemma(mention.head) == lemma
        });
        let named = || {
            let mut actors = (0..self.cast.actors.len() as u32).map(ActorIndex);
            actors.find(|&actor| {
                let name = &self.cast.actor(actor).name;
                let (before, last) = name.as_bytes().split_at(name.len().saturating_sub(lemma.len()));
                before.last() == Some(&b' ') && last.eq_ignore_ascii_case(lemma.as_bytes())
            })
        };
        match earlier {
            Some(mention) => mention.actors.clone(),
            None => named().into_iter().collect(),
        }
    }

    /// “Secretary of State John Kerry”: parsers hang the name on the title as any modifier.
    fn is_name_behind_title(&self, title: TokenId, child: TokenId) -> bool {
        let own = self.analysis.token(child);
        own.deprel.universal() == "nmod"
            && own.upos == Upos::Propn
            && self.analysis.child_by(child, Deprel::Case).is_none()
            && child > title
    }

    /// Whether two tokens are joined by relations inside a name or title.
    fn is_same_name(&self, one: TokenId, other: TokenId) -> bool {
        let joined = |below: TokenId, above: TokenId| {
            let mut token = below;
            while token != above {
                let own = self.analysis.token(token);
                let inside = matches!(
                    own.deprel,
                    Deprel::Flat | Deprel::Appos | Deprel::NmodDesc | Deprel::Compound
                );
                match own.head.filter(|_| inside) {
                    Some(head) => token = head,
                    None => return false,
                }
            }
            true
        };
        joined(one, other) || joined(other, one)
    }

    /// “several of the soldiers”, “a group of rebels”: the whole of a part.
    fn whole_of(&self, head: TokenId) -> Option<TokenId> {
        let own = self.analysis.token(head);
        let quantity = matches!(own.upos, Upos::Det | Upos::Num | Upos::Adj | Upos::Pron)
            || matches!(
                self.analysis.lemma(head),
                "member"
                    | "group"
                    | "number"
                    | "majority"
                    | "dozen"
                    | "hundred"
                    | "thousand"
                    | "part"
                    | "most"
                    | "some"
                    | "representative"
                    | "side"
                    | "delegation"
                    | "team"
            );
        let of = |&child: &TokenId| {
            self.analysis.token(child).deprel.universal() == "nmod"
                && super::clauses::has_preposition(self.analysis, child, "of")
        };
        self.analysis
            .children(head)
            .iter()
            .copied()
            .find(of)
            .filter(|_| quantity)
    }

    /// Those behind the thing that a phrase names: “Ukraine's cities”, “Houthi positions”, “the port of Aden”.
    fn behind(&self, head: TokenId) -> Vec<ActorIndex> {
        if self.analysis.token(head).upos == Upos::Pron {
            return Vec::new();
        }
        let children = self.analysis.children(head);
        let of = |relation: &dyn Fn(TokenId) -> bool| {
            children
                .iter()
                .copied()
                .filter(|&child| relation(child))
                .map(|child| self.modifier(child))
                .find(|found| !found.is_empty())
        };
        let relation = |child: TokenId| self.analysis.token(child).deprel;
        // “the Peru-Chile border row” is both theirs.
        let hyphenated = |found: Vec<ActorIndex>| {
            let mut all = found;
            for &child in children {
                let joined = matches!(relation(child), Deprel::Compound | Deprel::Amod)
                    && child
                        .previous()
                        .is_some_and(|before| matches!(self.analysis.form(before), "-" | "–" | "/"));
                if joined {
                    for actor in self.denoted(child) {
                        if !all.contains(&actor) {
                            all.push(actor);
                        }
                    }
                }
            }
            all
        };
        of(&|child| relation(child) == Deprel::NmodPoss)
            .or_else(|| {
                of(&|child| matches!(relation(child), Deprel::Compound | Deprel::Amod)).map(hyphenated)
            })
            .or_else(|| {
                of(&|child| {
                    relation(child).universal() == "nmod"
                        && ["of", "from", "by", "belonging"]
                            .iter()
                            .any(|name| super::clauses::has_preposition(self.analysis, child, name))
                })
            })
            .unwrap_or_default()
    }

    /// A modifier with what is coordinated to it: “Ukrainian and Russian delegations”.
    fn modifier(&self, child: TokenId) -> Vec<ActorIndex> {
        let mut found = Vec::new();
        for member in conjuncts(self.analysis, child) {
            for actor in self.denoted(member) {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
        }
        found
    }
}

/// Whether a token is a pronoun of the first person.
pub(super) fn is_first_person(analysis: &Analysis, token: TokenId) -> bool {
    let form = analysis.form(token);
    ["we", "us", "our", "ours", "i", "me", "my", "ourselves"]
        .iter()
        .any(|word| form.eq_ignore_ascii_case(word))
}

/// Whether a phrase is “each other”.
pub(super) fn is_each_other(analysis: &Analysis, head: TokenId) -> bool {
    let is_other = |token: TokenId| matches!(analysis.lemma(token), "other" | "another");
    let is_each = |token: TokenId| matches!(analysis.lemma(token), "each" | "one");
    let previous = head.previous();
    (is_each(head) && head.index() + 1 < analysis.tokens().len() && is_other(head.next()))
        || (is_other(head) && previous.is_some_and(is_each))
}
