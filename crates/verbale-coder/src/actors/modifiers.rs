//! What stands with the noun of a phrase: its role, its country, whose it is.

use super::descriptions::holder_of;
use super::phrases::{Phrase, Reader};
use std::ops::Range;
use verbale_lexicon::{ActorWord, EntryId, Holder, OrganisationKind, Role};
use verbale_syntax::{Deprel, TokenId, Upos};

/// What an adjective of a country only locates.
const TOWNS: [&str; 5] = ["capital", "city", "town", "village", "resort"];
/// Participles that say whose something is.
const LED: [&str; 6] = ["led", "run", "ruled", "controlled", "dominated", "held"];

impl<'t> Reader<'_, 't> {
    /// Role, country or organisation, possessor.
    pub(super) fn modifiers(&self, top: TokenId, run: &Range<u32>, phrase: &mut Phrase<'t>) {
        // A person's own name has no part in what their title says.
        let words_end = self.titled(top).map_or(run.end, |titled| titled.name.start);
        let told = phrase.tokens.start as usize..(words_end as usize).max(phrase.tokens.start as usize);
        let words = &self.words.lemmas[told.clone()];
        let role = self.words.role_of(told.clone());
        phrase.role = role.map(|role| self.lexicon.role(role));
        // The table has "security forces" in the plural.
        let length = |role: Option<&Role>| role.map_or(0, |role| role.phrase.len());
        if self.is_plural(top) && told.contains(&top.index()) {
            let plural = self.plural_role(top, told);
            if length(plural) > length(phrase.role) {
                phrase.role = plural;
            }
        }
        phrase.counterpart = words.contains(&"counterpart");
        let mut holders = Vec::new();
        let mut led = None;
        let mut place = None;
        // "Syria's allies" are not Syrians, "Russian allies" are Russians.
        let relation = phrase
            .role
            .and_then(|role| role.phrase.rsplit(' ').next())
            .is_some_and(|last| self.lexicon.is_word(ActorWord::Relation, last));
        let mut consider = |token: TokenId, possessive: bool| match self.holder_at(token) {
            Some(Holder::Country(_)) if relation && possessive => {
                phrase.possessor = phrase.possessor.or(Some(token));
            }
            // "Saudi-led" says whose it is where nothing else does, "Saudi-backed" does not.
            Some(holder) if self.is_hyphenated(token) => {
                let end = self.name(token).map_or(token.0 + 1, |name| name.tokens.end);
                let leads = LED.iter().any(|word| self.is_form(end + 1, word));
                led = led.or(leads.then_some(holder));
            }
            Some(holder) if !holders.contains(&holder) => holders.push(holder),
            None if possessive && phrase.possessor.is_none() => phrase.possessor = Some(token),
            _ => {}
        };
        if self.titled(top).is_none() && phrase.tokens.start < run.start {
            // What the extent took along before the run.
            let before = phrase.tokens.start..run.start;
            let owner = before
                .clone()
                .map(TokenId)
                .find(|&token| self.name(token).is_some());
            if let Some(owner) = owner
                && !self.analysis.is_within(owner, top)
            {
                consider(owner, true);
            }
        }
        for token in (run.start..words_end).map(TokenId) {
            let features = self.analysis.token(token);
            let owner = features.deprel == Deprel::NmodPoss
                && features.head.is_some_and(|head| self.top[head.index()] == top);
            if token != top && (owner || self.name(token).is_some()) {
                consider(token, owner);
            }
        }
        for token in run
            .clone()
            .map(TokenId)
            .filter(|&token| self.top[token.index()] == top)
        {
            for &child in self.analysis.children(token) {
                match self.analysis.token(child).deprel {
                    _ if run.contains(&child.0) => {}
                    Deprel::Amod | Deprel::Compound => {
                        consider(child, false);
                        self.conjuncts(child).for_each(|other| consider(other, false));
                    }
                    Deprel::NmodPoss => consider(child, true),
                    Deprel::Nmod if self.has_case(child, &["of", "from"]) => {
                        consider(child, relation && self.has_case(child, &["of"]));
                        self.conjuncts(child).for_each(|other| consider(other, false));
                    }
                    // Where somebody is says whose they are only if nothing else does.
                    Deprel::Nmod if self.has_case(child, &["in", "for"]) => {
                        place = place.or_else(|| self.holder_at(child));
                    }
                    _ => {}
                }
            }
        }
        // "the Trump administration"
        let person = |token: &u32| self.titled(TokenId(*token)).is_some();
        if holders.is_empty() && phrase.possessor.is_none() && self.titled(top).is_none() {
            phrase.possessor = (run.start..words_end)
                .find(person)
                .map(|token| self.top[token as usize]);
        }
        phrase.seat =
            (run.start..words_end).find_map(|token| match self.name(TokenId(token))?.entry?.entry {
                EntryId::Seat(id) => Some(id),
                _ => None,
            });
        let led = led.or_else(|| self.leader(top)).or(place);
        let mut holders = holders.into_iter();
        phrase.of = holders.next().or(led);
        phrase.also = if self.is_plural(top) {
            holders.collect()
        } else {
            Vec::new()
        };
    }

    /// The role of a phrase as the lemmas say it but for the noun, which is taken as it stands in the text.
    fn plural_role(&self, top: TokenId, told: Range<usize>) -> Option<&'t Role> {
        let place = top.index() - told.start;
        let form = self.words.forms[top.index()];
        let begins = self.lexicon.may_begin_role(form);
        // One without the noun is found from the lemmas.
        if !begins && !self.words.begins_role[told.start..top.index()].contains(&true) {
            return None;
        }
        let mut words = self.words.lemmas[told.clone()].to_vec();
        words[place] = form;
        let begins_at = |&at: &usize| {
            if at == place {
                begins
            } else {
                self.words.begins_role[told.start + at]
            }
        };
        let starts = (0..words.len()).filter(begins_at);
        self.lexicon.role_from(&words, starts)
    }

    /// The name whose possessive ends right before a token, where the tree does not tie it to what it owns.
    pub(super) fn owner_before(&self, start: u32) -> Option<Range<u32>> {
        let mark = TokenId(start).previous()?;
        let possessive = self.analysis.token(mark).upos == Upos::Part
            && matches!(self.analysis.form(mark), "'s" | "’s" | "'" | "’");
        let name = self.name(mark.previous().filter(|_| possessive)?)?;
        Some(name.tokens.clone())
    }

    /// "Shia rebels", "the Moroccan town": an adjective that names nobody by itself.
    pub(super) fn leans_on_other(&self, token: TokenId, holder: Holder) -> bool {
        let features = self.analysis.token(token);
        let after = token.next();
        let after = (after.index() < self.analysis.tokens().len()).then_some(after);
        let town = || {
            let words = features.head.into_iter().chain(after);
            words
                .into_iter()
                .any(|word| TOWNS.contains(&self.analysis.lemma(word)))
        };
        features.deprel == Deprel::Amod && (self.is_people(holder) || town())
    }

    pub(super) fn is_people(&self, holder: Holder) -> bool {
        matches!(holder, Holder::Organisation(id) if self.lexicon.organisation(id).kind == OrganisationKind::People)
    }

    /// "Saudi" of "Saudi-led".
    fn is_hyphenated(&self, token: TokenId) -> bool {
        let end = self.name(token).map_or(token.0 + 1, |name| name.tokens.end);
        self.is_form(end, "-")
            && self.analysis.tokens().get(end as usize + 1).is_some_and(|part| {
                matches!(part.upos, Upos::Verb | Upos::Adj) && part.head.is_some_and(|head| head > token)
            })
    }

    /// "led by Saudi Arabia"
    fn leader(&self, top: TokenId) -> Option<Holder> {
        let after = top.0 + 1;
        if self.is_form(after, "led") && self.is_form(after + 1, "by") {
            let words = after + 2..(after + 6).min(self.analysis.sentence_of(top).end.0);
            return words.map(TokenId).find_map(|word| self.holder_at(word));
        }
        let led = self
            .analysis
            .children_by(top, Deprel::Acl)
            .find(|&clause| self.analysis.lemma(clause) == "lead")?;
        let by = |child: &&TokenId| self.has_case(**child, &["by"]);
        self.holder_at(*self.analysis.children(led).iter().find(by)?)
    }

    /// All that is coordinated to a token, in chains too.
    fn conjuncts(&self, token: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        let mut waiting = vec![token];
        std::iter::from_fn(move || {
            loop {
                let next = waiting.pop()?;
                waiting.extend(self.analysis.children_by(next, Deprel::Conj));
                if next != token {
                    return Some(next);
                }
            }
        })
    }

    fn holder_at(&self, token: TokenId) -> Option<Holder> {
        holder_of(self.lexicon, self.name(token)?.entry?.entry)
    }
}
