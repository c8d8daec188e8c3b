//! Pronouns: whom they take up.

use super::phrases::{Phrase, Sense};
use super::pronouns::Pronoun;
use super::resolution::{Resolver, WINDOW};
use crate::draft::{ActorIndex, Mention};
use verbale_lexicon::Gender;
use verbale_record::ActorKind;
use verbale_syntax::{Deprel, TokenId, Upos};

/// How a pronoun stands in its clause.
struct Standing {
    head: TokenId,
    /// The verb or noun it hangs on.
    above: Option<TokenId>,
    subject: bool,
    possessive: bool,
    reflexive: bool,
}

/// Verbs whose "it" is nobody.
const IMPERSONAL: [&str; 4] = ["seem", "appear", "happen", "turn"];

impl<'c> Resolver<'c> {
    pub(super) fn pronoun(&mut self, phrase: &Phrase<'c>, pronoun: Pronoun) -> Vec<ActorIndex> {
        match pronoun {
            Pronoun::Relative => return self.antecedent(phrase.head),
            // Who that is only the speaker tells.
            Pronoun::I | Pronoun::We => return Vec::new(),
            Pronoun::Person(_) | Pronoun::It | Pronoun::They => {}
        }
        let standing = self.standing(phrase.head);
        if pronoun == Pronoun::It && !(standing.possessive || standing.subject && !self.impersonal(&standing))
        {
            return Vec::new();
        }
        if let Pronoun::Person(gender) = pronoun
            && let Some(index) = self.subject_to_come(&standing, gender)
        {
            return vec![index];
        }
        if standing.possessive
            && let Some(first) = self.first_of_pair(&standing)
            && let Some(mention) = self.mention_at(first)
            && self.fits(pronoun, mention, || mention.actors.len() > 1).is_some()
        {
            return mention.actors.clone();
        }
        let taken_up = self.best_before(pronoun, &standing);
        let found = taken_up.map(|mention| self.group(mention)).unwrap_or_default();
        if let (&[index], Pronoun::Person(gender)) = (&found[..], pronoun) {
            self.memory[index.index()].gender.get_or_insert(gender);
        }
        found
    }

    /// The mention that a pronoun most likely takes up, of those just before.
    fn best_before(&self, pronoun: Pronoun, standing: &Standing) -> Option<&Mention> {
        let mut best: Option<(i32, &Mention)> = None;
        for (mention, distance) in self.mentions.iter().rev().take(WINDOW).zip(0..) {
            // All before are further away still.
            let Some(near) = self.nearness(standing, mention) else {
                break;
            };
            let Some(fit) = self.fits(pronoun, mention, || self.is_several(mention)) else {
                continue;
            };
            let score = near + fit - distance;
            if best.is_some_and(|(top, _)| score <= top) {
                continue;
            }
            if standing.possessive || standing.reflexive || !self.same_clause(standing, mention) {
                best = Some((score, mention));
            }
        }
        best.map(|(_, mention)| mention)
    }

    /// "The United States and its allies": the first of the two.
    fn first_of_pair(&self, standing: &Standing) -> Option<TokenId> {
        let analysis = self.analysis();
        let owned = standing.above?;
        let features = analysis.token(owned);
        features.head.filter(|_| features.deprel == Deprel::Conj)
    }

    /// "In his speech, Putin said": the person who is the subject of the clause that the pronoun opens.
    fn subject_to_come(&mut self, standing: &Standing, gender: Gender) -> Option<ActorIndex> {
        let analysis = self.analysis();
        let opens = |token: TokenId| {
            matches!(
                analysis.token(token).deprel,
                Deprel::Obl | Deprel::Advcl | Deprel::Obj | Deprel::OblUnmarked
            )
        };
        let path = std::iter::once(standing.head).chain(analysis.ancestors(standing.head).take(6));
        let mut opened = false;
        for token in path {
            if opened {
                let subject = analysis
                    .children_by(token, Deprel::Nsubj)
                    .find(|&subject| subject > standing.head && subject < token);
                let phrase = subject.and_then(|subject| self.phrase_at(subject));
                if let Some(phrase) = phrase
                    && let Sense::Person(name) = &phrase.sense
                {
                    let index = self.person(phrase, name);
                    let known = self.memory[index.index()].gender;
                    return known.is_none_or(|known| known == gender).then_some(index);
                }
            }
            opened = opens(token) && token < analysis.token(token).head?;
        }
        None
    }

    fn standing(&self, head: TokenId) -> Standing {
        let analysis = self.analysis();
        let token = analysis.token(head);
        Standing {
            head,
            above: token.head,
            subject: matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass),
            possessive: token.deprel == Deprel::NmodPoss,
            reflexive: analysis.form(head).ends_with("selves") || analysis.form(head).ends_with("self"),
        }
    }

    /// "It seems", "it was unclear why".
    fn impersonal(&self, standing: &Standing) -> bool {
        let analysis = self.analysis();
        let Some(above) = standing.above else { return false };
        let clause = analysis.children(above).iter().any(|&child| {
            child > above
                && matches!(
                    analysis.token(child).deprel,
                    Deprel::Ccomp | Deprel::Csubj | Deprel::Xcomp | Deprel::Advcl
                )
        });
        IMPERSONAL.contains(&analysis.lemma(above)) || clause && analysis.token(above).upos == Upos::Adj
    }

    /// All that a mention speaks of, with those coordinated to it.
    fn group(&self, mention: &Mention) -> Vec<ActorIndex> {
        let mut actors = mention.actors.clone();
        for &actor in self.joined(mention) {
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
        actors
    }

    /// Whether a mention speaks of several, with those coordinated to it.
    fn is_several(&self, mention: &Mention) -> bool {
        mention.actors.len() > 1 || self.joined(mention).any(|actor| !mention.actors.contains(actor))
    }

    /// Those coordinated to a mention.
    fn joined(&self, mention: &Mention) -> impl Iterator<Item = &ActorIndex> {
        let own = mention.tokens.clone();
        let words = own.clone().map(TokenId);
        let conjuncts = words.flat_map(|word| self.analysis().children_by(word, Deprel::Conj));
        conjuncts
            .filter(move |conjunct| !own.contains(&conjunct.0))
            .flat_map(|conjunct| self.denoted_at(conjunct))
    }

    /// How well a mention agrees with a pronoun; `None` where it cannot be meant. `several` says whether it counts as
    /// several.
    fn fits(&self, pronoun: Pronoun, mention: &Mention, several: impl Fn() -> bool) -> Option<i32> {
        let first = *mention.actors.first()?;
        let figure = &self.figures[first.index()];
        let memory = &self.memory[first.index()];
        match pronoun {
            Pronoun::Person(gender) => {
                let one = mention.actors.len() == 1 && figure.kind == ActorKind::Person && !memory.plural;
                let agrees = memory.gender.is_none_or(|known| known == gender);
                (one && agrees).then_some(3 * i32::from(memory.gender.is_some()))
            }
            Pronoun::It => {
                let one = figure.kind != ActorKind::Person && !memory.plural && !several();
                one.then_some(0)
            }
            Pronoun::They => {
                let group = matches!(figure.kind, ActorKind::ArmedGroup | ActorKind::Civilians);
                let several = memory.plural || several();
                (several || group).then_some(2 * i32::from(several))
            }
            Pronoun::I | Pronoun::We | Pronoun::Relative => None,
        }
    }

    /// Two arguments of one verb are not the same, unless the second says "himself".
    fn same_clause(&self, standing: &Standing, mention: &Mention) -> bool {
        let mut words = mention.tokens.clone().map(TokenId);
        words.any(|word| {
            let token = self.analysis().token(word);
            token.head.is_some()
                && token.head == standing.above
                && !mention.tokens.contains(&token.head.map_or(0, |head| head.0))
                && token.deprel != Deprel::NmodPoss
        })
    }

    /// Subjects and near mentions are taken up first; beyond three sentences nobody is.
    fn nearness(&self, standing: &Standing, mention: &Mention) -> Option<i32> {
        let analysis = self.analysis();
        let sentence = |token: TokenId| analysis.token(token).sentence;
        let sentences = i32::try_from(sentence(standing.head) - sentence(mention.head)).ok()?;
        if sentences > 3 {
            return None;
        }
        let token = analysis.token(mention.head);
        let subject = matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass);
        let main = subject
            && token
                .head
                .is_some_and(|verb| analysis.token(verb).deprel == Deprel::Root);
        let mut score = -5 * sentences + 8 * i32::from(subject) + 3 * i32::from(main);
        if standing.subject && subject {
            score += 3;
        }
        // A possessive looks to its own clause first.
        if standing.possessive && sentences == 0 {
            let within = token
                .head
                .is_some_and(|verb| analysis.is_within(standing.head, verb));
            score += 4 + 4 * i32::from(subject && within);
        }
        Some(score)
    }

    /// Whom a relative pronoun takes up: the head of the noun phrase with its clause.
    fn antecedent(&self, pronoun: TokenId) -> Vec<ActorIndex> {
        let analysis = self.analysis();
        let clause = std::iter::once(pronoun)
            .chain(analysis.ancestors(pronoun).take(4))
            .find(|&token| analysis.token(token).deprel == Deprel::AclRelcl);
        let noun = clause.and_then(|clause| analysis.token(clause).head);
        if let Some(noun) = noun.filter(|&noun| noun < pronoun) {
            let denoted = self.denoted_at(noun);
            if !denoted.is_empty() {
                return denoted.to_vec();
            }
        }
        // A clause tied to the wrong word: whoever is named right before, but for a comma and a preposition.
        let right_before = |mention: &&Mention| {
            mention.tokens.end <= pronoun.0
                && (mention.tokens.end..pronoun.0)
                    .all(|token| matches!(analysis.token(TokenId(token)).upos, Upos::Punct | Upos::Adp))
        };
        let near = self.mentions.iter().rev().take(4).find(right_before);
        near.map_or_else(Vec::new, |mention| mention.actors.clone())
    }
}
