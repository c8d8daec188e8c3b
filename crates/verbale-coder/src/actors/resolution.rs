//! Whom each phrase denotes, decided in the order of the text.

use super::phrases::{Phrase, Sense};
use super::pronouns::Pronoun;
use super::{descriptions, gender_of_title, is_honorific};
use crate::draft::{Actor, ActorIndex, Cast, Context, Mention};
use std::collections::HashMap;
use verbale_lexicon::{Date, Gender, Holder, Lexicon, PersonId, RoleNumber};
use verbale_record::{ActorKind, MentionForm};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Whom the phrases of a report denote.
pub(super) fn resolve<'c>(
    context: &'c Context<'c>,
    lexicon: &'static Lexicon,
    phrases: &'c [Phrase<'static>],
) -> Cast {
    let mut resolver = Resolver::new(context, lexicon, phrases);
    resolver.full_names(phrases);
    for phrase in phrases {
        let actors = resolver.denoted(phrase);
        resolver.mention(phrase, actors);
    }
    resolver.finish()
}

/// What an actor of the cast is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Holder(Holder),
    Person(PersonId),
    /// A person or an organisation that no table has, by folded name.
    Name(String),
    /// A description by role and country.
    Role(String, Option<Holder>),
}

/// What resolution needs of an actor beside the record's fields.
#[derive(Clone, Debug, Default)]
struct Memory {
    gender: Option<Gender>,
    plural: bool,
    office: String,
    of: Option<Holder>,
    /// Weight of its mentions so far, less with distance.
    last: Option<(TokenId, bool)>,
    count: u32,
}

struct Resolver<'c> {
    context: &'c Context<'c>,
    phrases: &'c [Phrase<'static>],
    lexicon: &'static Lexicon,
    date: Option<Date>,
    actors: Vec<Actor>,
    memory: Vec<Memory>,
    by_key: HashMap<Key, ActorIndex>,
    /// Last word of a person's name, folded, to those with it.
    by_surname: HashMap<String, Vec<ActorIndex>>,
    mentions: Vec<Mention>,
    /// Recently mentioned, newest last.
    recent: Vec<ActorIndex>,
}

/// Groups that stand for whom they belong to.
const DELEGATIONS: [&str; 5] = ["government", "administration", "state", "delegation", "side"];
/// People that do so in the plural.
const DELEGATES: [&str; 3] = ["negotiator", "delegate", "representative"];

/// How many recent mentions a pronoun looks back over.
const WINDOW: usize = 24;

impl<'c> Resolver<'c> {
    fn new(context: &'c Context<'c>, lexicon: &'static Lexicon, phrases: &'c [Phrase<'static>]) -> Self {
        let date = context
            .published
            .and_then(|day| Date::new(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs()));
        Self {
            context,
            phrases,
            lexicon,
            date,
            actors: Vec::new(),
            memory: Vec::new(),
            by_key: HashMap::new(),
            by_surname: HashMap::new(),
            mentions: Vec::new(),
            recent: Vec::new(),
        }
    }

    fn analysis(&self) -> &'c Analysis {
        self.context.analysis
    }

    /// Persons by full name first, so that a surname before the full name finds it.
    fn full_names(&mut self, phrases: &[Phrase<'static>]) {
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

    fn name_words(&self, name: std::ops::Range<u32>) -> Vec<&'c str> {
        let analysis = self.analysis();
        name.map(|token| analysis.form(TokenId(token)))
            .filter(|form| !is_honorific(&form.to_lowercase()) && !matches!(*form, "’s" | "'s" | "’" | "'"))
            .collect()
    }

    fn add(&mut self, key: Key, actor: Actor, memory: Memory) -> ActorIndex {
        let index = ActorIndex(self.actors.len() as u32);
        self.actors.push(actor);
        self.memory.push(memory);
        self.by_key.insert(key, index);
        index
    }

    fn holder(&mut self, holder: Holder) -> ActorIndex {
        if let Some(&index) = self.by_key.get(&Key::Holder(holder)) {
            return index;
        }
        let actor = descriptions::holder(self.lexicon, holder);
        self.add(
            Key::Holder(holder),
            actor,
            Memory {
                of: Some(holder),
                ..Memory::default()
            },
        )
    }

    fn known_person(&mut self, id: PersonId) -> ActorIndex {
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

    fn remember_surname(&mut self, name: &str, index: ActorIndex) {
        let surname = fold(name.rsplit(' ').next().unwrap_or(name));
        let namesakes = self.by_surname.entry(surname).or_default();
        if !namesakes.contains(&index) {
            namesakes.push(index);
        }
    }

    fn person(&mut self, phrase: &Phrase<'static>, known: Option<PersonId>, words: &[&str]) -> ActorIndex {
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
            if name.len() > self.actors[index.index()].name.len() && !self.actors[index.index()].known {
                self.actors[index.index()].name.clone_from(&name);
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
        let index = self.unknown_person(phrase, &name);
        self.remember_surname(last, index);
        index
    }

    /// A person of the text whose name this is a form of.
    fn namesake(&self, surname: &str, words: &[&str]) -> Option<ActorIndex> {
        let candidates = self.by_surname.get(surname)?;
        let fits = |index: &&ActorIndex| {
            let full = &self.actors[index.index()].name;
            let mut theirs = full.split(' ');
            match (words.len(), theirs.next()) {
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

    /// The office holder whom a surname means: one in office, with the role or country that the phrase gives.
    fn likely_person(&self, phrase: &Phrase<'static>, words: &[&str]) -> Option<PersonId> {
        if words.len() > 1 {
            return self.lexicon.persons_named(&words.join(" ")).first().copied();
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
                                term.holder
                                    .is_some_and(|of| self.by_key.contains_key(&Key::Holder(of)))
                                    || (term.rank as u8) <= 1
                            })
                    }
                };
                fits.then_some(id)
            })
    }

    fn unknown_person(&mut self, phrase: &Phrase<'static>, name: &str) -> ActorIndex {
        let key = Key::Name(fold(name));
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        let of = self.belonging(phrase);
        let modifiers = self.modifiers(phrase);
        let words: Vec<&str> = modifiers.iter().map(String::as_str).collect();
        let description = self.lexicon.compose(of, phrase.role, &words);
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
    fn say_role(&mut self, phrase: &Phrase<'static>, index: ActorIndex) {
        if self.memory[index.index()].gender.is_none() {
            self.memory[index.index()].gender = self.title_gender(phrase);
        }
        let Some(role) = phrase.role else { return };
        let modifiers = self.modifiers(phrase);
        let words: Vec<&str> = modifiers.iter().map(String::as_str).collect();
        let of = self.belonging(phrase).or(self.memory[index.index()].of);
        let description = self.lexicon.compose(of, Some(role), &words);
        let told = descriptions::actor("", ActorKind::Person, &description, false);
        let actor = &mut self.actors[index.index()];
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
        memory.of = memory.of.or(of);
        if memory.office.is_empty() {
            memory.office = description.office;
        }
    }

    fn title_gender(&self, phrase: &Phrase<'static>) -> Option<Gender> {
        let analysis = self.analysis();
        phrase
            .tokens
            .clone()
            .find_map(|token| gender_of_title(&analysis.form(TokenId(token)).to_lowercase()))
    }

    fn modifiers(&self, phrase: &Phrase<'static>) -> Vec<String> {
        let analysis = self.analysis();
        phrase
            .tokens
            .clone()
            .map(|token| analysis.form(TokenId(token)).to_lowercase())
            .collect()
    }

    /// The country or organisation that a phrase says, directly or through a possessive.
    fn belonging(&self, phrase: &Phrase<'static>) -> Option<Holder> {
        if phrase.of.is_some() {
            return phrase.of;
        }
        let possessor = phrase.possessor?;
        let at = self
            .mentions
            .iter()
            .rposition(|mention| mention.head == possessor)?;
        let actor = *self.mentions[at].actors.first()?;
        self.memory[actor.index()].of
    }

    fn denoted(&mut self, phrase: &Phrase<'static>) -> Vec<ActorIndex> {
        match &phrase.sense {
            Sense::Person { name, known } => {
                let words = self.name_words(name.clone());
                vec![self.person(phrase, *known, &words)]
            }
            Sense::Named(holder) | Sense::Metonym(holder) => {
                if Self::is_place(phrase) {
                    Vec::new()
                } else {
                    vec![self.holder(*holder)]
                }
            }
            Sense::Organisation(name) => vec![self.organisation(phrase, name.clone())],
            Sense::Described => {
                if let Some(actor) = self.apposed(phrase) {
                    return vec![actor];
                }
                let mut found = Vec::new();
                let others = phrase.also.iter().map(|&of| Some(of));
                for of in std::iter::once(phrase.of).chain(others) {
                    for actor in self.described(phrase, of) {
                        if !found.contains(&actor) {
                            found.push(actor);
                        }
                    }
                }
                found
            }
            Sense::Country => self.recent_country().into_iter().collect(),
            Sense::Sides => self.sides(),
            Sense::Pronoun(pronoun) => self.pronoun(phrase, *pronoun),
        }
    }

    fn is_place(phrase: &Phrase<'static>) -> bool {
        phrase.place && matches!(phrase.sense, Sense::Named(Holder::Country(_)) | Sense::Metonym(_))
    }

    fn organisation(&mut self, phrase: &Phrase<'static>, name: std::ops::Range<u32>) -> ActorIndex {
        let text = self.analysis().text_of(name).to_owned();
        let key = Key::Name(fold(&text));
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        if let Some(&index) = self.by_key.get(&Key::Name(acronym(&text))) {
            return index;
        }
        let description = self.lexicon.compose(phrase.of, phrase.role, &[]);
        let mut actor = descriptions::actor(&text, ActorKind::Other, &description, false);
        actor.member_of = phrase.of.map(|of| self.holder(of));
        let index = self.add(
            key,
            actor,
            Memory {
                of: phrase.of,
                ..Memory::default()
            },
        );
        let short = acronym(&text);
        if short.len() > 1 {
            self.by_key.entry(Key::Name(short)).or_insert(index);
        }
        index
    }

    /// The person to whom a description stands in apposition, whichever of the two comes first.
    fn apposed(&mut self, phrase: &Phrase<'static>) -> Option<ActorIndex> {
        let analysis = self.analysis();
        let above = analysis
            .token(phrase.head)
            .head
            .filter(|_| analysis.token(phrase.head).deprel == Deprel::Appos);
        let other = above
            .into_iter()
            .chain(analysis.children_by(phrase.head, Deprel::Appos));
        let person = other
            .filter_map(|head| self.phrase_at(head))
            .find_map(|other| match &other.sense {
                Sense::Person { name, known } => Some((other, name.clone(), *known)),
                _ => None,
            });
        let (other, name, known) = person?;
        let words = self.name_words(name);
        let index = self.person(other, known, &words);
        self.say_role(phrase, index);
        Some(index)
    }

    /// Whom the phrase before with this head denotes.
    fn all_denoted_at(&self, head: TokenId) -> Vec<ActorIndex> {
        let found = self.mentions.binary_search_by_key(&head, |mention| mention.head);
        found.map_or_else(|_| Vec::new(), |index| self.mentions[index].actors.clone())
    }

    fn phrase_at(&self, head: TokenId) -> Option<&'c Phrase<'static>> {
        let found = self.phrases.binary_search_by_key(&head, |phrase| phrase.head);
        found.ok().map(|index| &self.phrases[index])
    }

    /// A description: the state itself, the holder of an office, or an actor without a name. `said` is the country
    /// or organisation it is read for, one of those in the phrase.
    fn described(&mut self, phrase: &Phrase<'static>, said: Option<Holder>) -> Vec<ActorIndex> {
        if phrase.counterpart {
            return self.counterparts(phrase, said);
        }
        self.described_one(phrase, said).into_iter().collect()
    }

    fn described_one(&mut self, phrase: &Phrase<'static>, said: Option<Holder>) -> Option<ActorIndex> {
        let role = phrase.role?;
        let mut of = said.or_else(|| self.belonging(phrase));
        let last = role.phrase.rsplit(' ').next().unwrap_or(&role.phrase);
        let plural = self.analysis().token(phrase.head).features.has("Number=Plur");
        if of.is_some() && (DELEGATIONS.contains(&last) || plural && DELEGATES.contains(&last)) {
            return of.map(|of| self.holder(of));
        }
        if matches!(last, "government" | "administration" | "state") {
            let of = of.or_else(|| {
                self.recent_country()
                    .and_then(|index| self.memory[index.index()].of)
            })?;
            return Some(self.holder(of));
        }
        let modifiers = self.modifiers(phrase);
        let definite = modifiers.first().is_some_and(|word| word == "the") || said.is_some();
        let singular = role.number == RoleNumber::Person && (!plural || !phrase.also.is_empty());
        if singular
            && definite
            && !role.office.is_empty()
            && said.is_none()
            && let Some(index) = self.of_office(&role.office, of)
        {
            return Some(index);
        }
        if of.is_none() && singular && definite && !role.office.is_empty() {
            of = self
                .recent_country()
                .and_then(|index| self.memory[index.index()].of);
        }
        let words: Vec<&str> = modifiers.iter().map(String::as_str).collect();
        let description = self.lexicon.compose(of, Some(role), &words);
        if singular && !description.office.is_empty() {
            if let Some(index) = self.of_office(&description.office, of) {
                return Some(index);
            }
            if let Some(id) = self.office_holder(&description.office, of) {
                return Some(self.known_person(id));
            }
        }
        let key = Key::Role(role.phrase.to_string(), of);
        if let Some(&index) = self.by_key.get(&key) {
            return Some(index);
        }
        let kind = match role.number {
            RoleNumber::Person if !plural => ActorKind::Person,
            _ => group_kind(&description),
        };
        let mut actor = descriptions::actor(&self.described_name(phrase, of), kind, &description, false);
        actor.member_of = of.map(|of| self.holder(of));
        Some(self.add(
            key,
            actor,
            Memory {
                plural: plural || role.number == RoleNumber::Group,
                of,
                office: description.office,
                ..Memory::default()
            },
        ))
    }

    /// The words of a description; of one that is read for several countries, its noun with the one country.
    fn described_name(&self, phrase: &Phrase<'static>, of: Option<Holder>) -> String {
        let analysis = self.analysis();
        if phrase.also.is_empty() {
            let name = analysis.text_of(phrase.tokens.clone());
            let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "));
            return bare.unwrap_or(name).to_owned();
        }
        let noun = analysis.form(phrase.head);
        match of {
            Some(Holder::Country(id)) => {
                let country = self.lexicon.country(id);
                let adjective = country.adjectives.first().unwrap_or(&country.name);
                format!("{adjective} {noun}")
            }
            Some(Holder::Organisation(id)) => format!("{} {noun}", self.lexicon.organisation(id).name),
            None => noun.to_owned(),
        }
    }

    /// The person of the text with an office, of a country if one is given; the last mentioned first.
    fn of_office(&self, office: &str, of: Option<Holder>) -> Option<ActorIndex> {
        let fits = |index: &&ActorIndex| {
            let memory = &self.memory[index.index()];
            memory.office == office && (of.is_none() || memory.of == of)
        };
        self.recent.iter().rev().take(4 * WINDOW).find(fits).copied()
    }

    fn office_holder(&self, office: &str, of: Option<Holder>) -> Option<PersonId> {
        let holders = self.lexicon.holders(of?, office, self.date?);
        if let [only] = holders[..] {
            Some(only)
        } else {
            None
        }
    }

    /// "his Russian counterpart": the same office in another country; one for each owner.
    fn counterparts(&mut self, phrase: &Phrase<'static>, said: Option<Holder>) -> Vec<ActorIndex> {
        let Some(of) = said else { return Vec::new() };
        let owners = phrase
            .possessor
            .map_or_else(Vec::new, |head| self.all_denoted_at(head));
        let mut others: Vec<ActorIndex> = owners
            .into_iter()
            .filter(|index| !self.memory[index.index()].office.is_empty())
            .collect();
        if others.is_empty() {
            let fits = |index: &&ActorIndex| {
                let memory = &self.memory[index.index()];
                !memory.office.is_empty() && memory.of != Some(of)
            };
            others.extend(self.recent.iter().rev().find(fits));
        }
        let mut found = Vec::new();
        for other in others {
            let office = self.memory[other.index()].office.clone();
            let known = self.of_office(&office, Some(of)).or_else(|| {
                let id = self.office_holder(&office, Some(of))?;
                Some(self.known_person(id))
            });
            found.push(known.unwrap_or_else(|| self.unnamed_counterpart(phrase, of, other)));
        }
        found
    }

    /// Whoever holds the same office elsewhere, where no table says who.
    fn unnamed_counterpart(&mut self, phrase: &Phrase<'static>, of: Holder, other: ActorIndex) -> ActorIndex {
        let office = self.memory[other.index()].office.clone();
        let key = Key::Role(office.clone(), Some(of));
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        let role = self
            .lexicon
            .role_ending(&[office.replace('-', " ").as_str()])
            .map(|(_, role)| role);
        let description = self.lexicon.compose(Some(of), role, &[]);
        let name = self.described_name(phrase, Some(of));
        let mut actor = descriptions::actor(&name, ActorKind::Person, &description, false);
        actor.rank = self.actors[other.index()].rank;
        actor.member_of = Some(self.holder(of));
        let memory = Memory {
            of: Some(of),
            office,
            ..Memory::default()
        };
        self.add(key, actor, memory)
    }

    fn recent_country(&self) -> Option<ActorIndex> {
        self.recent
            .iter()
            .rev()
            .find(|index| self.actors[index.index()].kind == ActorKind::State)
            .copied()
    }

    /// The two parties of the text: the two states or groups mentioned most so far.
    fn sides(&self) -> Vec<ActorIndex> {
        let mut candidates: Vec<(u32, ActorIndex)> = Vec::new();
        for (index, actor) in self.actors.iter().enumerate() {
            let count = self.memory[index].count;
            if count > 0 && matches!(actor.kind, ActorKind::State | ActorKind::ArmedGroup) {
                candidates.push((count, ActorIndex(index as u32)));
            }
        }
        candidates.sort_by_key(|&(count, index)| (std::cmp::Reverse(count), index));
        if candidates.len() < 2 {
            return Vec::new();
        }
        candidates.truncate(2);
        candidates.into_iter().map(|(_, index)| index).collect()
    }

    fn pronoun(&mut self, phrase: &Phrase<'static>, pronoun: Pronoun) -> Vec<ActorIndex> {
        let sentence = self.analysis().token(phrase.head).sentence;
        let mut best: Option<(i32, ActorIndex)> = None;
        for (back, &index) in self.recent.iter().rev().take(WINDOW).enumerate() {
            let actor = &self.actors[index.index()];
            let memory = &self.memory[index.index()];
            let Some((last, subject)) = memory.last else {
                continue;
            };
            let distance = sentence - self.analysis().token(last).sentence;
            let fits = match pronoun {
                Pronoun::Person(gender) => {
                    actor.kind == ActorKind::Person
                        && memory.gender.is_none_or(|known| known == gender)
                        && distance < 4
                }
                Pronoun::It => actor.kind != ActorKind::Person && !memory.plural && distance < 2,
                Pronoun::They => (memory.plural || actor.kind == ActorKind::ArmedGroup) && distance < 3,
                Pronoun::I | Pronoun::We => false,
            };
            if !fits {
                continue;
            }
            let score = 8 * i32::from(subject)
                - 4 * distance.cast_signed()
                - i32::try_from(back).unwrap_or(i32::MAX / 2)
                + 3 * i32::from(memory.gender.is_some() && actor.kind == ActorKind::Person);
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, index));
            }
        }
        if let (Some((_, index)), Pronoun::Person(gender)) = (best, pronoun) {
            self.memory[index.index()].gender.get_or_insert(gender);
        }
        best.map(|(_, index)| index).into_iter().collect()
    }

    fn mention(&mut self, phrase: &Phrase<'static>, actors: Vec<ActorIndex>) {
        let form = match phrase.sense {
            Sense::Pronoun(_) => MentionForm::Pronoun,
            Sense::Metonym(_) => MentionForm::Metonym,
            Sense::Person { .. } | Sense::Named(_) | Sense::Organisation(_) => MentionForm::Name,
            Sense::Described | Sense::Country | Sense::Sides => MentionForm::Nominal,
        };
        if actors.is_empty() && form != MentionForm::Pronoun {
            return;
        }
        let token = self.analysis().token(phrase.head);
        let subject = matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass) && token.upos != Upos::Adj;
        for &index in &actors {
            let memory = &mut self.memory[index.index()];
            memory.last = Some((phrase.head, subject));
            memory.count += 1;
            self.recent.push(index);
        }
        self.mentions.push(Mention {
            tokens: phrase.tokens.clone(),
            head: phrase.head,
            form,
            actors,
        });
    }

    /// Actors without a mention go, the rest is put in order of the first one.
    fn finish(self) -> Cast {
        let mut order: Vec<Option<ActorIndex>> = vec![None; self.actors.len()];
        let mut actors = Vec::with_capacity(self.actors.len());
        let mut visit = |index: ActorIndex, order: &mut Vec<Option<ActorIndex>>| {
            if order[index.index()].is_none() {
                order[index.index()] = Some(ActorIndex(actors.len() as u32));
                actors.push(self.actors[index.index()].clone());
            }
        };
        for mention in &self.mentions {
            for &index in &mention.actors {
                visit(index, &mut order);
            }
        }
        for actor in &mut actors {
            actor.member_of = actor.member_of.and_then(|above| order[above.index()]);
        }
        let mut mentions = self.mentions;
        for mention in &mut mentions {
            mention.actors = mention
                .actors
                .iter()
                .filter_map(|index| order[index.index()])
                .collect();
        }
        let parts = parts(self.phrases, &mentions);
        Cast {
            actors,
            mentions,
            parts,
        }
    }
}

/// The words of titles and names that head no mention of their own.
fn parts(phrases: &[Phrase<'static>], mentions: &[Mention]) -> Vec<(TokenId, TokenId)> {
    let heads = |token: TokenId| {
        mentions
            .binary_search_by_key(&token, |mention| mention.head)
            .is_ok()
    };
    let mut parts = Vec::new();
    for phrase in phrases.iter().filter(|phrase| heads(phrase.head)) {
        let words = phrase.core.clone().map(TokenId);
        parts.extend(words.filter(|&word| !heads(word)).map(|word| (word, phrase.head)));
    }
    parts.sort_unstable();
    parts.dedup_by_key(|part| part.0);
    parts
}

fn group_kind(description: &verbale_lexicon::Description) -> ActorKind {
    match description
        .sectors
        .first()
        .map(|sector| sector.as_str().to_owned())
        .as_deref()
    {
        Some("REB" | "PRM" | "UAF") => ActorKind::ArmedGroup,
        Some("GOV" | "MIL" | "COP" | "SPY" | "JUD" | "LEG") => ActorKind::Government,
        Some("MED") => ActorKind::Media,
        Some("CVL" | "REF" | "LAB" | "EDU" | "HLH" | "AGR") => ActorKind::Civilians,
        Some("BUS" | "MNC") => ActorKind::Company,
        Some("PTY") => ActorKind::Party,
        _ => ActorKind::Other,
    }
}

/// A name without case and marks on letters, for comparison inside one text.
fn fold(name: &str) -> String {
    let name = name.trim_end_matches("’s").trim_end_matches("'s");
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ç' | 'č' | 'ć' => folded.push('c'),
            'ş' | 'š' | 'ś' => folded.push('s'),
            'ğ' => folded.push('g'),
            'ı' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ö' | 'ó' | 'ô' | 'ø' => folded.push('o'),
            'ü' | 'ú' | 'û' => folded.push('u'),
            'á' | 'â' | 'ä' | 'ã' | 'å' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'ñ' | 'ń' => folded.push('n'),
            '.' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// The first letters of the large words: "Organisation of X" is "ox".
fn acronym(name: &str) -> String {
    name.split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase())
        .flat_map(char::to_lowercase)
        .collect()
}
