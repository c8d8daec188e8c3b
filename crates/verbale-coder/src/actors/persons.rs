//! People by name: full names, surnames, titles, appositions.

use super::described::group_kind;
use super::phrases::{Phrase, Sense};
use super::resolution::{Key, Memory, Resolver, fold};
use super::{descriptions, gender_of_title, is_honorific};
use crate::draft::ActorIndex;
use verbale_lexicon::{Gender, PersonId, RoleNumber};
use verbale_record::{ActorKind, Rank};
use verbale_syntax::TokenId;

impl<'c> Resolver<'c> {
    /// Persons by full name first, so that a surname before the full name finds it.
    pub(super) fn full_names(&mut self, phrases: &[Phrase<'static>]) {
        for phrase in phrases {
            let Sense::Person { name, known } = &phrase.sense else {
                continue;
            };
            if name.len() < 2 && known.is_none() {
                continue;
            }
            let words = self.name_words(name.clone());
            if words.len() > 1 || known.is_some() {
                self.person(phrase, *known, &words);
            }
        }
    }

    pub(super) fn name_words(&self, name: std::ops::Range<u32>) -> Vec<&'c str> {
        let analysis = self.analysis();
        let bare = |form: &&str| !matches!(*form, "’s" | "'s" | "’" | "'");
        let form = |token: u32| analysis.form(TokenId(token));
        let courtesy = |token: u32| is_honorific(self.words.forms[token as usize]);
        let words: Vec<&str> = name
            .clone()
            .filter(|&token| !courtesy(token))
            .map(form)
            .filter(bare)
            .collect();
        // "Mr. King" is a King.
        if words.is_empty() {
            name.map(form).rfind(bare).into_iter().collect()
        } else {
            words
        }
    }

    /// A name as the text writes it, without courtesy and possessive.
    fn written(&self, name: std::ops::Range<u32>) -> String {
        let analysis = self.analysis();
        let mut range = name;
        while range.len() > 1 && is_honorific(self.words.forms[range.start as usize]) {
            range.start += 1;
        }
        let text = analysis.text_of(range);
        let bare = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s"));
        bare.unwrap_or(text).to_owned()
    }

    pub(super) fn known_person(&mut self, id: PersonId) -> ActorIndex {
        if let Some(&index) = self.by_key.get(&Key::Person(id)) {
            return index;
        }
        let (mut actor, of, office) = descriptions::person(self.lexicon, id, self.date);
        actor.member_of = of.map(|of| self.holder(of));
        let gender = self.lexicon.person(id).gender;
        let index = self.add(
            Key::Person(id),
            actor,
            Memory {
                gender,
                office,
                of,
                ..Memory::default()
            },
        );
        let name = self.lexicon.person(id).name.clone();
        self.remember_surname(&name, index);
        index
    }

    pub(super) fn remember_surname(&mut self, name: &str, index: ActorIndex) {
        let surname = fold(name.rsplit(' ').next().unwrap_or(name));
        let namesakes = self.by_surname.entry(surname).or_default();
        if !namesakes.contains(&index) {
            namesakes.push(index);
        }
    }

    pub(super) fn person(
        &mut self,
        phrase: &Phrase<'static>,
        known: Option<PersonId>,
        words: &[&str],
    ) -> ActorIndex {
        if let Some(id) = known {
            let index = self.known_person(id);
            if let Some(last) = words.last() {
                self.remember_surname(last, index);
            }
            self.say_role(phrase, index);
            return index;
        }
        let Some(last) = words.last() else {
            return self.unknown_person(phrase, "");
        };
        let surname = fold(last);
        let name = words.join(" ");
        if let Some(index) = self.namesake(&surname, words) {
            let written = words_range(phrase).map_or_else(|| name.clone(), |range| self.written(range));
            if written.len() > self.actors[index.index()].name.len() && !self.actors[index.index()].known {
                self.actors[index.index()].name = written;
            }
            self.say_role(phrase, index);
            return index;
        }
        if let Some(id) = self.likely_person(phrase, words) {
            let index = self.known_person(id);
            self.remember_surname(last, index);
            self.say_role(phrase, index);
            return index;
        }
        // A name is kept as it is written: "al-Bikri" is three tokens.
        let written = words_range(phrase).map_or(name, |range| self.written(range));
        let index = self.unknown_person(phrase, &written);
        self.remember_surname(last, index);
        index
    }

    /// A person of the text whose name this is a form of.
    pub(super) fn namesake(&self, surname: &str, words: &[&str]) -> Option<ActorIndex> {
        let candidates = self.by_surname.get(surname)?;
        // "de Jong" is a surname, not a first name and a surname.
        let particle = words[0].chars().next().is_some_and(char::is_lowercase);
        let given = if particle { 1 } else { words.len() };
        let fits = |index: &&ActorIndex| {
            let full = &self.actors[index.index()].name;
            let mut theirs = full.split(' ');
            match (given, theirs.next()) {
                (1, _) => true,
                // The same first name, or an initial of it, or the other one is a surname only.
                (_, Some(first)) => {
                    !full.contains(' ')
                        || fold(first) == fold(words[0])
                        || words[0].ends_with('.') && first.chars().next() == words[0].chars().next()
                }
                _ => false,
            }
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
        let begins = |name: &str| fold(name).chars().take(3).collect::<String>();
        let ranked = self.lexicon.persons_by_surname(last, self.date);
        ranked
            .into_iter()
            .filter(|&(_, score)| score > 0.99)
            .map(|(id, _)| id)
            .find(|&id| begins(&self.lexicon.person(id).name) == begins(first))
    }

    /// The office holder whom a surname means: one in office, with the role or country that the phrase gives.
    pub(super) fn likely_person(&self, phrase: &Phrase<'static>, words: &[&str]) -> Option<PersonId> {
        if words.len() > 1 {
            // "John F. Kerry" is in the tables without the initial.
            let last = words.len() - 1;
            let initial = |word: &str| word.ends_with('.') && word.chars().count() == 2;
            let name = words.join(" ");
            if let Some(&known) = self.full_names.borrow().get(&name) {
                return known;
            }
            let lookup = |name: &str| self.lexicon.persons_named(name).first().copied();
            let named = lookup(&name).or_else(|| {
                let bare = words.iter().enumerate();
                let bare: Vec<&str> = bare
                    .filter(|&(at, word)| at == 0 || at == last || !initial(word))
                    .map(|(_, &word)| word)
                    .collect();
                (bare.len() < words.len())
                    .then(|| lookup(&bare.join(" ")))
                    .flatten()
            });
            let named = named.or_else(|| self.spelt_otherwise(words));
            self.full_names.borrow_mut().insert(name, named);
            return named;
        }
        self.lexicon
            .persons_by_surname(words[0], self.date)
            .into_iter()
            .find_map(|(id, score)| {
                let fits_role = |role: &str| {
                    self.lexicon.terms_of(id).any(|term| {
                        *term.office == *role && phrase.of.is_none_or(|of| term.holder == Some(of))
                    })
                };
                let fits = match phrase.role {
                    Some(role) if !role.office.is_empty() => fits_role(&role.office),
                    _ => {
                        score > 0.99
                            && self.lexicon.terms_of(id).any(|term| {
                                term.holder.is_some_and(|of| self.spoken_of.contains(&of))
                                    || (term.rank as u8) <= 1
                            })
                    }
                };
                fits.then_some(id)
            })
    }

    pub(super) fn unknown_person(&mut self, phrase: &Phrase<'static>, name: &str) -> ActorIndex {
        let key = Key::Name(fold(name));
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        let of = self.belonging(phrase);
        let words = self.modifiers(phrase);
        // A minister of no country may be any country's.
        let office = phrase.role.is_none_or(|role| {
            let rank = descriptions::rank(role.rank);
            matches!(rank, Rank::HeadOfState | Rank::HeadOfGovernment | Rank::Minister)
        });
        let told = of.or_else(|| self.setting.filter(|_| !office && self.is_local(phrase)));
        let description = self.lexicon.compose(told, phrase.role, words);
        let mut actor = descriptions::actor(name, ActorKind::Person, &description, false);
        actor.office = phrase.role.map(|role| role.phrase.to_string());
        actor.member_of = of.map(|of| self.holder(of));
        let gender = self.title_gender(phrase);
        self.add(
            key,
            actor,
            Memory {
                gender,
                office: description.office,
                of,
                ..Memory::default()
            },
        )
    }

    /// Takes role and country of a later or an appositive description where the actor has none yet.
    pub(super) fn say_role(&mut self, phrase: &Phrase<'static>, index: ActorIndex) {
        if self.memory[index.index()].gender.is_none() {
            self.memory[index.index()].gender = self.title_gender(phrase);
        }
        let Some(role) = phrase.role else { return };
        let (actor, memory) = (&self.actors[index.index()], &self.memory[index.index()]);
        if actor.known && actor.office.is_some() && memory.of.is_some() && !memory.office.is_empty() {
            // All is told.
            return;
        }
        let words = self.modifiers(phrase);
        let of = self.belonging(phrase).or(self.memory[index.index()].of);
        let high = matches!(
            descriptions::rank(role.rank),
            Rank::HeadOfState | Rank::HeadOfGovernment | Rank::Minister
        );
        let home = self.setting.filter(|_| !high && self.is_local(phrase));
        let own = of;
        let of = of.or(home);
        let description = self.lexicon.compose(of, Some(role), words);
        let told = descriptions::actor("", ActorKind::Person, &description, false);
        let actor = &mut self.actors[index.index()];
        // "the rebel group X" is nobody's name.
        if !actor.known && role.number == RoleNumber::Group && actor.kind == ActorKind::Person {
            actor.kind = group_kind(&description);
            actor.sectors.clear();
        }
        if actor.office.is_none() {
            actor.office = Some(role.phrase.to_string());
            actor.rank = told.rank;
        }
        if !actor.known {
            if actor.country.is_none() || actor.sectors.is_empty() {
                actor.country = told.country.or(actor.country.take());
                actor.code = told.code.or(actor.code.take());
            }
            if actor.sectors.is_empty() {
                actor.sectors = told.sectors;
            }
        }
        let memory = &mut self.memory[index.index()];
        memory.of = memory.of.or(own);
        if memory.office.is_empty() {
            memory.office = description.office;
        }
    }

    pub(super) fn title_gender(&self, phrase: &Phrase<'static>) -> Option<Gender> {
        phrase
            .tokens
            .clone()
            .find_map(|token| gender_of_title(self.words.forms[token as usize]))
    }
}

/// Where the name of a phrase about a person stands.
fn words_range(phrase: &Phrase<'static>) -> Option<std::ops::Range<u32>> {
    match &phrase.sense {
        Sense::Person { name, .. } => Some(name.clone()),
        _ => None,
    }
}
