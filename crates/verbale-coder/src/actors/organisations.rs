//! Organisations: those of the tables, where their names may be any country's, and those of no table.

use super::descriptions;
use super::phrases::{Phrase, Sense};
use super::resolution::{Key, Memory, Resolver, fold};
use crate::draft::ActorIndex;
use std::ops::Range;
use verbale_lexicon::{ActorWord, EntryId, Holder, MatchKind, OrganisationId, Sector};
use verbale_record::ActorKind;
use verbale_syntax::{TokenId, Upos};

/// What the last word of a name says of an organisation.
const ENDINGS: [(ActorWord, ActorKind, &str); 9] = [
    (ActorWord::MediaName, ActorKind::Media, "JRN"),
    (ActorWord::PartyName, ActorKind::Party, "PTY"),
    (ActorWord::CourtName, ActorKind::Government, "JUD"),
    (ActorWord::MilitaryName, ActorKind::Government, "MIL"),
    (ActorWord::ArmedName, ActorKind::ArmedGroup, "UAF"),
    (ActorWord::OfficeName, ActorKind::Government, "GOV"),
    (ActorWord::CompanyName, ActorKind::Company, "BUS"),
    (ActorWord::AidName, ActorKind::Ngo, "NGO"),
    (ActorWord::SchoolName, ActorKind::Other, "EDU"),
];

impl Resolver<'_> {
    /// An organisation of the tables. What is called "Socialist Party" in a report on another country is that country's.
    pub(super) fn named_organisation(&mut self, phrase: &Phrase<'static>, id: OrganisationId) -> ActorIndex {
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
            return if self.spoken_of.contains(&own) {
                self.holder(known)
            } else {
                self.organisation_of(phrase, name, None)
            };
        };
        if here == own {
            return self.holder(known);
        }
        match self.namesake_of(&name, here) {
            Some(other) => self.holder(other),
            None => self.organisation_of(phrase, name, Some(here)),
        }
    }

    /// The words of a phrase that are its name.
    fn name_within(&self, phrase: &Phrase<'static>) -> Range<u32> {
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

    /// An organisation that no table has.
    pub(super) fn organisation(&mut self, phrase: &Phrase<'static>, name: Range<u32>) -> ActorIndex {
        self.organisation_of(phrase, name, phrase.of)
    }

    fn organisation_of(
        &mut self,
        phrase: &Phrase<'static>,
        name: Range<u32>,
        of: Option<Holder>,
    ) -> ActorIndex {
        let text = self.analysis().text_of(name.clone());
        let key = Key::Name(fold(text));
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        let short = acronym(text);
        let initials = Key::Name(short.clone());
        // "The CP" before "the Civic Party".
        if let Some(&index) = self.by_key.get(&initials)
            && fold(&self.actors[index.index()].name) == short
        {
            text.clone_into(&mut self.actors[index.index()].name);
            self.by_key.insert(key, index);
            return index;
        }
        let (kind, sectors) = self.ending(&name);
        let national = matches!(kind, ActorKind::Government | ActorKind::Party);
        let told = self.country_in(&name).or(of).or_else(|| {
            let home = self.setting.filter(|_| self.is_local(phrase));
            home.or_else(|| self.country_around(phrase.head).filter(|_| national))
        });
        let mut description = self.lexicon.compose(told, phrase.role, &[]);
        if description.sectors.is_empty() || phrase.role.is_none() {
            description.sectors = sectors;
        }
        let mut actor = descriptions::actor(text, kind, &description, false);
        actor.member_of = of.map(|of| self.holder(of));
        let memory = Memory {
            of: told,
            ..Memory::default()
        };
        let index = self.add(key, actor, memory);
        if short.len() > 1 {
            self.by_key.entry(initials).or_insert(index);
        }
        index
    }

    /// What the last word of a name, or the first before "of", says of whom it names.
    fn ending(&self, name: &Range<u32>) -> (ActorKind, Vec<Sector>) {
        let analysis = self.analysis();
        let forms = || name.clone().map(|token| analysis.form(TokenId(token)));
        let before_of = forms()
            .take_while(|form| !matches!(*form, "of" | "for" | "on"))
            .last();
        let told = [before_of, forms().next_back()]
            .into_iter()
            .flatten()
            .find_map(|word| {
                let ending = ENDINGS
                    .iter()
                    .find(|(class, ..)| self.lexicon.is_word(*class, word));
                ending.filter(|_| name.len() > 1)
            });
        told.map_or((ActorKind::Other, Vec::new()), |&(_, kind, sector)| {
            (kind, Sector::parse(sector).into_iter().collect())
        })
    }

    /// "the Jordanian Public Security Department": the country that a name has in it.
    fn country_in(&self, name: &Range<u32>) -> Option<Holder> {
        let forms: Vec<&str> = name
            .clone()
            .map(|token| self.analysis().form(TokenId(token)))
            .collect();
        (0..forms.len()).find_map(|at| {
            let found = self.lexicon.match_at(&forms, at)?;
            match (found.entry, found.kind) {
                (EntryId::Country(id), MatchKind::CountryAdjective | MatchKind::CountryName) => {
                    Some(Holder::Country(id))
                }
                _ => None,
            }
        })
    }

    /// The country that a national body of no country belongs to: the one its sentence speaks of, else that of the
    /// report, of its dateline, of whoever acted last.
    pub(super) fn country_around(&self, head: TokenId) -> Option<Holder> {
        let in_sentence = self.only_country_of_sentence(head);
        in_sentence
            .or(self.setting)
            .or(self.home)
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
                Sense::Person { known: Some(id), .. } => {
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
    pub(super) fn learn_acronym(&mut self, phrase: &Phrase<'static>, index: ActorIndex) {
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
        self.by_key.entry(Key::Name(fold(short))).or_insert(index);
    }

    /// Whom the text itself has given these letters to.
    fn of_acronym(&self, phrase: &Phrase<'static>) -> Option<ActorIndex> {
        let name = self.name_within(phrase);
        let form = self.analysis().form(TokenId(name.start));
        if name.len() > 1 || !is_acronym(form) {
            return None;
        }
        self.by_key.get(&Key::Name(fold(form))).copied()
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
