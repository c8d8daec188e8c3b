//! Organisations: those of the tables, where their names may be any country's, and those of no table.

use super::descriptions::{self, Figure};
use super::keys::Key;
use super::phrases::{Phrase, Sense};
use super::resolution::{Memory, Resolver, folded_letters};
use super::spellings::{OrganisationName, PersonName};
use crate::draft::ActorIndex;
use std::borrow::Cow;
use std::ops::Range;
use verbale_lexicon::{ActorWord, EntryId, Holder, OrganisationId, QualifiedRole};
use verbale_record::ActorKind;
use verbale_syntax::{TokenId, Upos};

impl<'c> Resolver<'c> {
    /// An organisation of the tables. What is called "Socialist Party" in a report on another country is that country's.
    pub(super) fn named_organisation(&mut self, phrase: &Phrase<'c>, id: OrganisationId) -> ActorIndex {
        if let Some(index) = self.of_acronym(phrase) {
            return index;
        }
        let known = Holder::Organisation(id);
        let Some(own) = self
            .lexicon
            .country_of_code(&self.lexicon.organisation(id).country)
        else {
            return self.holder(known);
        };
        let own = Holder::Country(own);
        let name = self.name_within(phrase);
        if !self.is_ordinary(&name) {
            return self.holder(known);
        }
        let here = phrase.of.filter(|of| matches!(of, Holder::Country(_)));
        let Some(here) = here.or_else(|| self.country_around(phrase.head)) else {
            return if self.shared.spoken_of.contains(&own) {
                self.holder(known)
            } else {
                self.organisation_named(phrase, name, None)
            };
        };
        if here == own {
            return self.holder(known);
        }
        match self.namesake_of(&name, here) {
            Some(other) => self.holder(other),
            None => self.organisation_named(phrase, name, Some(here)),
        }
    }

    /// The words of a phrase that are its name.
    fn name_within(&self, phrase: &Phrase<'c>) -> Range<u32> {
        let analysis = self.analysis();
        let mut name = phrase.core.clone();
        let article = |token: u32| analysis.token(TokenId(token)).upos == Upos::Det;
        while name.len() > 1 && article(name.start) {
            name.start += 1;
        }
        name
    }

    /// Whether a name has only words that any country's may have.
    fn is_ordinary(&self, name: &Range<u32>) -> bool {
        let analysis = self.analysis();
        let ordinary = |token: u32| {
            let form = analysis.form(TokenId(token));
            !form.contains(char::is_alphanumeric) || self.lexicon.is_word(ActorWord::Ordinary, form)
        };
        name.clone().all(ordinary)
    }

    /// Another organisation of the same name, of a country.
    fn namesake_of(&self, name: &Range<u32>, of: Holder) -> Option<Holder> {
        let forms: Vec<&str> = name
            .clone()
            .map(|token| self.analysis().form(TokenId(token)))
            .collect();
        let found = self.lexicon.candidates_at(&forms, 0);
        found.into_iter().find_map(|found| match found.entry {
            EntryId::Organisation(id) => {
                let code = &self.lexicon.organisation(id).country;
                let same = self.lexicon.country_of_code(code).map(Holder::Country) == Some(of);
                same.then_some(Holder::Organisation(id))
            }
            _ => None,
        })
    }

    fn organisation_named(
        &mut self,
        phrase: &Phrase<'c>,
        name: Range<u32>,
        of: Option<Holder>,
    ) -> ActorIndex {
        let name = OrganisationName::read(self.analysis(), self.lexicon, name);
        self.organisation(phrase, &name, of)
    }

    /// An organisation that no table has.
    pub(super) fn organisation(
        &mut self,
        phrase: &Phrase<'c>,
        name: &OrganisationName<'c>,
        of: Option<Holder>,
    ) -> ActorIndex {
        let key = Key::Name(self.shared.texts.folded(name.text));
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        let short = acronym(name.text);
        let initials = Key::Name(self.shared.texts.id(short.clone()));
        // "The CP" before "the Civic Party".
        if let Some(&index) = self.by_key.get(&initials)
            && folded_letters(&self.figures[index.index()].name).eq(short.chars())
        {
            self.figures[index.index()].name = name.text.into();
            self.by_key.insert(key, index);
            return index;
        }
        let national = matches!(name.kind, ActorKind::Government | ActorKind::Party);
        let told = name.country.or(of).or_else(|| {
            let home = self.setting.filter(|_| self.is_local(phrase));
            home.or_else(|| self.country_around(phrase.head).filter(|_| national))
        });
        let mut description = self.lexicon.compose(told, phrase.role.map(QualifiedRole::bare));
        if description.sectors.is_empty() || phrase.role.is_none() {
            description.sectors = Cow::Borrowed(name.sectors);
        }
        let mut figure = Figure::new(name.text, name.kind, description);
        figure.member_of = of.map(|of| self.holder(of));
        let memory = Memory {
            of: told,
            ..Memory::default()
        };
        let index = self.add(key, figure, memory);
        if short.len() > 1 {
            self.by_key.entry(initials).or_insert(index);
        }
        index
    }

    /// The country that a national body of no country belongs to: the one its sentence speaks of, else that of the
    /// report, of its dateline, of whoever acted last.
    pub(super) fn country_around(&self, head: TokenId) -> Option<Holder> {
        let in_sentence = self.only_country_of_sentence(head);
        in_sentence
            .or(self.setting)
            .or(self.shared.home)
            .or_else(|| self.country_meant(head))
    }

    fn only_country_of_sentence(&self, head: TokenId) -> Option<Holder> {
        let sentence = self.analysis().sentence_of(head);
        let from = self
            .phrases
            .partition_point(|phrase| phrase.head < sentence.first);
        let here = self.phrases[from..]
            .iter()
            .take_while(|phrase| phrase.head < sentence.end);
        let mut only = None;
        for phrase in here {
            let named = match &phrase.sense {
                Sense::Named(holder) | Sense::Metonym(holder) | Sense::People(holder) => Some(*holder),
                Sense::Person(PersonName { known: Some(id), .. }) => {
                    descriptions::term_on(self.lexicon, *id, self.date).and_then(|term| term.holder)
                }
                _ => None,
            };
            let told = named
                .into_iter()
                .chain(phrase.of)
                .chain(phrase.also.iter().copied());
            for country in told.filter(|of| matches!(of, Holder::Country(_))) {
                if only.is_some_and(|only| only != country) {
                    return None;
                }
                only = Some(country);
            }
        }
        only
    }

    /// "the High Negotiations Committee (HNC)": what the letters stand for from here on.
    pub(super) fn learn_acronym(&mut self, phrase: &Phrase<'c>, index: ActorIndex) {
        let analysis = self.analysis();
        let word =
            |token: u32| ((token as usize) < analysis.tokens().len()).then(|| analysis.form(TokenId(token)));
        let end = phrase.tokens.end;
        if word(end) != Some("(") || word(end + 2) != Some(")") {
            return;
        }
        let Some(short) = word(end + 1).filter(|short| is_acronym(short)) else {
            return;
        };
        let key = Key::Name(self.shared.texts.folded(short));
        self.by_key.entry(key).or_insert(index);
    }

    /// Whom the text itself has given these letters to.
    fn of_acronym(&mut self, phrase: &Phrase<'c>) -> Option<ActorIndex> {
        let name = self.name_within(phrase);
        let form = self.analysis().form(TokenId(name.start));
        if name.len() > 1 || !is_acronym(form) {
            return None;
        }
        let key = Key::Name(self.shared.texts.folded(form));
        self.by_key.get(&key).copied()
    }
}

fn is_acronym(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().filter(|letter| letter.is_uppercase()).count() > 1
}

/// The first letters of the large words: "Organisation of X" is "ox".
fn acronym(name: &str) -> String {
    name.split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase())
        .flat_map(char::to_lowercase)
        .collect()
}
