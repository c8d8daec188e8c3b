//! People by name: full names, surnames, titles, appositions.

use super::described::group_kind;
use super::descriptions::Figure;
use super::keys::Key;
use super::phrases::{Phrase, Sense};
use super::resolution::{Memory, Resolver, WINDOW, folded_letters};
use super::spellings::PersonName;
use super::{descriptions, gender_of_title};
use crate::draft::ActorIndex;
use std::borrow::Cow;
use verbale_lexicon::{Gender, Holder, PersonId, Role, RoleNumber};
use verbale_record::{ActorKind, Rank};

impl<'c> Resolver<'c> {
    /// Persons by full name first, so that a surname before the full name finds it.
    pub(super) fn full_names(&mut self) {
        for phrase in self.phrases {
            if let Sense::Person(name) = &phrase.sense
                && (name.words.len() > 1 || name.known.is_some())
            {
                self.person(phrase, name);
            }
        }
    }

    pub(super) fn known_person(&mut self, id: PersonId) -> ActorIndex {
        if let Some(&index) = self.by_key.get(&Key::Person(id)) {
            return index;
        }
        let (mut figure, of, office) = descriptions::person(self.lexicon, id, self.date);
        figure.member_of = of.map(|of| self.holder(of));
        let person = self.lexicon.person(id);
        let memory = Memory {
            gender: person.gender,
            office,
            of,
            ..Memory::default()
        };
        let index = self.add(Key::Person(id), figure, memory);
        self.remember_surname(&person.name, index);
        index
    }

    pub(super) fn remember_surname(&mut self, name: &'c str, index: ActorIndex) {
        let surname = self.shared.texts.folded(name.rsplit(' ').next().unwrap_or(name));
        let namesakes = self.by_surname.entry(surname).or_default();
        if !namesakes.contains(&index) {
            namesakes.push(index);
        }
    }

    /// The person whom a phrase names.
    pub(super) fn person(&mut self, phrase: &'c Phrase<'c>, name: &'c PersonName<'c>) -> ActorIndex {
        let Some(&last) = name.words.last() else {
            return match name.known {
                Some(id) => self.person_of_tables(phrase, id),
                None => self.unknown_person(phrase, ""),
            };
        };
        if name.known.is_none()
            && let Some(index) = self.person_of_text(phrase, name)
        {
            return index;
        }
        let known = name.known.or_else(|| self.likely_person(phrase, name));
        let index = match known {
            Some(id) => self.person_of_tables(phrase, id),
            None => self.unknown_person(phrase, name.written),
        };
        self.remember_surname(last, index);
        index
    }

    fn person_of_tables(&mut self, phrase: &'c Phrase<'c>, id: PersonId) -> ActorIndex {
        let index = self.known_person(id);
        self.say_role(phrase, index);
        index
    }

    /// Somebody of the text whose name this is a form of.
    fn person_of_text(&mut self, phrase: &'c Phrase<'c>, name: &PersonName<'c>) -> Option<ActorIndex> {
        let index = self.namesake(&name.words)?;
        let figure = &mut self.figures[index.index()];
        if !figure.known && name.written.len() > figure.name.len() {
            figure.name = name.written.into();
        }
        self.say_role(phrase, index);
        Some(index)
    }

    /// A person of the text whose name these words are a form of.
    fn namesake(&mut self, words: &[&'c str]) -> Option<ActorIndex> {
        let (&first, &last) = (words.first()?, words.last()?);
        let surname = self.shared.texts.folded(last);
        let candidates = self.by_surname.get(&surname)?;
        // "de Jong" is a surname, not a first name and a surname.
        let particle = first.chars().next().is_some_and(char::is_lowercase);
        let surname_only = particle || words.len() == 1;
        let fits = |index: &&ActorIndex| {
            let full = &self.figures[index.index()].name;
            // The same first name, or an initial of it, or the other one is a surname only.
            surname_only
                || full.split_once(' ').is_none_or(|(theirs, _)| {
                    theirs == first
                        || folded_letters(theirs).eq(folded_letters(first))
                        || first.ends_with('.') && theirs.chars().next() == first.chars().next()
                })
        };
        candidates
            .iter()
            .filter(fits)
            .max_by_key(|index| self.memory[index.index()].last)
            .copied()
    }

    /// The office holder of that surname whose first name begins alike: "Sergej" and "Sergei".
    fn spelt_otherwise(&self, words: &[&str]) -> Option<PersonId> {
        let &[first, last] = words else { return None };
        let ranked = self.lexicon.persons_by_surname(last, self.date);
        ranked
            .into_iter()
            .filter(|&(_, score)| score > 0.99)
            .map(|(id, _)| id)
            .find(|&id| {
                let known = folded_letters(&self.lexicon.person(id).name).take(3);
                known.eq(folded_letters(first).take(3))
            })
    }

    /// The office holder whom a name means that is not one's full name in the tables. What comes before in the text
    /// has no say in it.
    fn likely_person(&mut self, phrase: &Phrase<'c>, name: &PersonName<'c>) -> Option<PersonId> {
        if let Some(&known) = self.shared.likely.get(&phrase.head) {
            return known;
        }
        let likely = match &name.words[..] {
            [surname] => self.likely_by_surname(phrase, surname),
            words => self.likely_by_full_name(words),
        };
        self.shared.likely.insert(phrase.head, likely);
        likely
    }

    fn likely_by_full_name(&self, words: &[&str]) -> Option<PersonId> {
        let lookup = |words: &[&str]| self.lexicon.persons_named(&words.join(" ")).first().copied();
        // "John F. Kerry" is in the tables without the initial.
        let without_initials = || {
            let last = words.len() - 1;
            let initial = |word: &str| word.ends_with('.') && word.chars().count() == 2;
            let bare = words.iter().enumerate();
            let bare: Vec<&str> = bare
                .filter(|&(at, word)| at == 0 || at == last || !initial(word))
                .map(|(_, &word)| word)
                .collect();
            (bare.len() < words.len()).then(|| lookup(&bare)).flatten()
        };
        lookup(words)
            .or_else(without_initials)
            .or_else(|| self.spelt_otherwise(words))
    }

    /// One in office, with the role or country that the phrase gives.
    fn likely_by_surname(&self, phrase: &Phrase<'c>, surname: &str) -> Option<PersonId> {
        let fits = |(id, score): (PersonId, f32)| {
            let mut terms = self.lexicon.terms_of(id);
            let fits = match phrase.role {
                Some(role) if !role.office.is_empty() => terms.any(|term| {
                    term.office == role.office && phrase.of.is_none_or(|of| term.holder == Some(of))
                }),
                _ => {
                    score > 0.99
                        && terms.any(|term| {
                            term.holder.is_some_and(|of| self.shared.spoken_of.contains(&of))
                                || (term.rank as u8) <= 1
                        })
                }
            };
            fits.then_some(id)
        };
        let ranked = self.lexicon.persons_by_surname(surname, self.date);
        ranked.into_iter().find_map(fits)
    }

    fn unknown_person(&mut self, phrase: &'c Phrase<'c>, name: &'c str) -> ActorIndex {
        let key = Key::Name(self.shared.texts.folded(name));
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        let of = self.belonging(phrase);
        // A minister of no country may be any country's.
        let office = phrase.role.is_none_or(|role| {
            let rank = descriptions::rank(role.rank);
            matches!(rank, Rank::HeadOfState | Rank::HeadOfGovernment | Rank::Minister)
        });
        let told = of.or_else(|| self.setting.filter(|_| !office && self.is_local(phrase)));
        let description = self.lexicon.compose(told, phrase.qualified);
        let memory = Memory {
            gender: self.title_gender(phrase),
            office: description.office,
            of,
            ..Memory::default()
        };
        let mut figure = Figure::new(name, ActorKind::Person, description);
        figure.office = phrase.role.map(|role| &*role.phrase);
        figure.member_of = of.map(|of| self.holder(of));
        self.add(key, figure, memory)
    }

    /// Takes role and country of a later or an appositive description where the actor has none yet.
    pub(super) fn say_role(&mut self, phrase: &'c Phrase<'c>, index: ActorIndex) {
        if self.memory[index.index()].gender.is_none() {
            self.memory[index.index()].gender = self.title_gender(phrase);
        }
        let Some(role) = phrase.role else { return };
        let (figure, memory) = (&self.figures[index.index()], &self.memory[index.index()]);
        if figure.known && figure.office.is_some() && memory.of.is_some() && !memory.office.is_empty() {
            // All is told.
            return;
        }
        let unknown = !figure.known && figure.country.is_empty();
        let own = self.belonging(phrase).or(memory.of);
        let own = own.or_else(|| self.of_same_title(phrase, role).filter(|_| unknown));
        let high = matches!(
            descriptions::rank(role.rank),
            Rank::HeadOfState | Rank::HeadOfGovernment | Rank::Minister
        );
        let home = || self.setting.filter(|_| !high && self.is_local(phrase));
        let told = self.lexicon.compose(own.or_else(home), phrase.qualified);
        let memory = &mut self.memory[index.index()];
        memory.of = memory.of.or(own);
        if memory.office.is_empty() {
            memory.office = told.office;
        }
        let figure = &mut self.figures[index.index()];
        // "the rebel group X" is nobody's name.
        if !figure.known && role.number == RoleNumber::Group && figure.kind == ActorKind::Person {
            figure.kind = group_kind(&told);
            figure.sectors = Cow::default();
        }
        if figure.office.is_none() {
            figure.office = Some(&role.phrase);
            figure.rank = descriptions::rank(told.rank);
        }
        if !figure.known {
            if figure.country.is_empty() || figure.sectors.is_empty() {
                if !told.country.is_empty() {
                    figure.country = told.country;
                }
                if !told.code.is_empty() {
                    figure.code = told.code;
                }
            }
            if figure.sectors.is_empty() {
                figure.sectors = told.sectors;
            }
        }
    }

    /// "Russia's ambassador was shot … Ambassador Karlov": the country of whoever had the title before without a name; of
    /// a title that every state has one of, else that of the person whom the sentence is about: "Moreno said that he had
    /// ordered Foreign Minister Espinosa".
    fn of_same_title(&self, phrase: &Phrase<'c>, role: &Role) -> Option<Holder> {
        let last = role.phrase.rsplit(' ').next()?;
        let titled = |index: &&ActorIndex| {
            let memory = &self.memory[index.index()];
            memory.noun == last && !memory.plural && memory.of.is_some()
        };
        let before = self.recent.iter().rev().take(4 * WINDOW).find(titled);
        let before = before.and_then(|index| self.memory[index.index()].of);
        let minister = descriptions::rank(role.rank) == Rank::Minister;
        before.or_else(|| self.speakers_country(phrase.head).filter(|_| minister))
    }

    fn title_gender(&self, phrase: &Phrase<'c>) -> Option<Gender> {
        phrase
            .tokens
            .clone()
            .find_map(|token| gender_of_title(self.words.forms[token as usize]))
    }
}
