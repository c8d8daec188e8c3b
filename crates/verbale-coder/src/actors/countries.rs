//! Which country “the country”, “the government”, “the president” means.

use super::phrases::Sense;
use super::resolution::{Resolver, WINDOW};
use crate::draft::{ActorIndex, Mention};
use verbale_lexicon::Holder;
use verbale_record::ActorKind;
use verbale_syntax::{Deprel, TokenId};

impl Resolver<'_> {
    /// The country that "the country", "the government" or "the president" at a token means: that of whoever acts in
    /// the sentence, else the one last spoken of, but not the one that the clause speaks of already.
    pub(super) fn country_meant(&self, head: TokenId) -> Option<Holder> {
        let analysis = self.analysis();
        let placed = self.placed_before(head);
        if placed.is_some() {
            return placed;
        }
        let clause = analysis.token(head).head;
        let sentence = analysis.token(head).sentence;
        let subject = |mention: &Mention| {
            matches!(
                analysis.token(mention.head).deprel,
                Deprel::Nsubj | Deprel::NsubjPass
            )
        };
        let state = |index: ActorIndex| {
            self.memory[index.index()]
                .of
                .filter(|of| matches!(of, Holder::Country(_)))
        };
        let mut last = None;
        for mention in self.mentions.iter().rev().take(WINDOW) {
            let [index] = mention.actors[..] else { continue };
            let actor = &self.figures[index.index()];
            let here = analysis.token(mention.head).sentence == sentence;
            // "Kuleba repeated that the country": his.
            if actor.kind == ActorKind::Person
                && here
                && subject(mention)
                && let Some(own) = state(index)
            {
                return Some(own);
            }
            let told_of = here && subject(mention) && self.leads_clause(mention.head, clause);
            // "Iran-allied rebels" speaks of the rebels.
            let own = analysis.token(mention.head);
            let joined = own.deprel == Deprel::Compound
                && own
                    .head
                    .is_some_and(|head| analysis.token(head).deprel == Deprel::Amod);
            let stands = own.deprel != Deprel::Amod && !joined;
            if last.is_none() && actor.kind == ActorKind::State && !told_of && stands {
                last = state(index);
            }
        }
        last.or(self.setting)
    }

    /// The country of the person who is the subject of the sentence.
    pub(super) fn speakers_country(&self, head: TokenId) -> Option<Holder> {
        let analysis = self.analysis();
        let sentence = analysis.token(head).sentence;
        let mut before = self
            .mentions
            .iter()
            .rev()
            .take_while(|mention| analysis.token(mention.head).sentence == sentence);
        before.find_map(|mention| {
            let &[index] = &mention.actors[..] else {
                return None;
            };
            let subject = matches!(
                analysis.token(mention.head).deprel,
                Deprel::Nsubj | Deprel::NsubjPass
            );
            let person = self.figures[index.index()].kind == ActorKind::Person;
            self.memory[index.index()].of.filter(|_| subject && person)
        })
    }

    /// "over Syria, where Russia backs the government": the country that the same sentence places things in.
    fn placed_before(&self, head: TokenId) -> Option<Holder> {
        let first = self.analysis().sentence_of(head).first;
        let at = self.phrases.partition_point(|phrase| phrase.head < head);
        let here = self.phrases[..at]
            .iter()
            .rev()
            .take_while(|phrase| phrase.head >= first);
        let mut places = here.filter(|phrase| phrase.place);
        places.find_map(|phrase| match phrase.sense {
            Sense::Named(holder @ Holder::Country(_)) => Some(holder),
            _ => None,
        })
    }

    /// Whether a subject is that of a clause or of the one that it goes on.
    pub(super) fn leads_clause(&self, subject: TokenId, clause: Option<TokenId>) -> bool {
        let analysis = self.analysis();
        let verb = analysis.token(subject).head;
        let mut above = clause;
        while let Some(token) = above {
            if verb == Some(token) {
                return true;
            }
            above = match analysis.token(token).deprel {
                Deprel::Conj | Deprel::Xcomp | Deprel::Advcl => analysis.token(token).head,
                _ => None,
            };
        }
        false
    }

    /// The country of somebody mentioned before in the same sentence.
    pub(super) fn country_of_clause(&self, head: TokenId) -> Option<Holder> {
        let analysis = self.analysis();
        let sentence = analysis.token(head).sentence;
        let near = |mention: &&Mention| analysis.token(mention.head).sentence == sentence;
        let mut before = self.mentions.iter().rev().take_while(near);
        before.find_map(|mention| self.memory[mention.actors.first()?.index()].of)
    }
}
