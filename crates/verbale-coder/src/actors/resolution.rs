//! Whom each phrase denotes, decided in the order of the text.

use super::lowered::Words;
use super::phrases::{Phrase, Sense};
use super::pronouns::Pronoun;
use super::{descriptions, setting};
use crate::draft::{Actor, ActorIndex, Cast, Context, Mention};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use verbale_lexicon::{ActorWord, Date, Gender, Holder, Lexicon, PersonId};
use verbale_record::{ActorKind, MentionForm};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Whom the phrases of a report denote.
pub(super) fn resolve<'c>(
    context: &'c Context<'c>,
    words: &'c Words<'c>,
    lexicon: &'static Lexicon,
    phrases: &'c [Phrase<'static>],
    datelines: &[Range<u32>],
) -> Cast {
    let home = setting::dateline(context, lexicon, datelines);
    // Who appears says where the report is set, and that says whose soldiers its soldiers are.
    let full_names = RefCell::default();
    let first = run(Resolver::new(context, words, lexicon, phrases, home, &full_names));
    let mut again = Resolver::new(context, words, lexicon, phrases, home, &full_names);
    again.setting = setting::country(context, phrases, &first);
    again.principals = first.principals();
    let mut resolver = run(again);
    setting::drop_bystanders(context.analysis, &mut resolver);
    resolver.finish()
}

fn run(mut resolver: Resolver<'_>) -> Resolver<'_> {
    resolver.full_names(resolver.phrases);
    for phrase in resolver.phrases {
        let actors = resolver.denoted(phrase);
        resolver.mention(phrase, actors);
    }
    resolver
}

/// What an actor of the cast is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Holder(Holder),
    Person(PersonId),
    /// A person or an organisation that no table has, by folded name.
    Name(String),
    /// A description by role and country.
    Role(String, Option<Holder>),
}

/// What resolution needs of an actor beside the record's fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    pub(super) gender: Option<Gender>,
    pub(super) plural: bool,
    pub(super) office: String,
    /// The noun of a description.
    pub(super) noun: String,
    pub(super) of: Option<Holder>,
    /// Weight of its mentions so far, less with distance.
    pub(super) last: Option<(TokenId, bool)>,
    pub(super) count: u32,
}

pub(super) struct Resolver<'c> {
    pub(super) context: &'c Context<'c>,
    /// Its words in small letters.
    pub(super) words: &'c Words<'c>,
    pub(super) phrases: &'c [Phrase<'static>],
    pub(super) lexicon: &'static Lexicon,
    pub(super) date: Option<Date>,
    pub(super) actors: Vec<Actor>,
    pub(super) memory: Vec<Memory>,
    pub(super) by_key: FxHashMap<Key, ActorIndex>,
    /// Last word of a person's name, folded, to those with it.
    pub(super) by_surname: FxHashMap<String, Vec<ActorIndex>>,
    pub(super) mentions: Vec<Mention>,
    /// The countries and organisations that the report speaks of anywhere.
    pub(super) spoken_of: Vec<Holder>,
    /// The country in which the report is set, where there is one.
    pub(super) setting: Option<Holder>,
    /// The two states or groups that the report as a whole speaks of most.
    pub(super) principals: Vec<Holder>,
    /// The country of the dateline.
    pub(super) home: Option<Holder>,
    /// Recently mentioned, newest last.
    pub(super) recent: Vec<ActorIndex>,
    /// Whom the tables have by the full names that were asked for.
    pub(super) full_names: &'c FullNames,
}

type FullNames = RefCell<FxHashMap<String, Option<PersonId>>>;

/// How many recent mentions a pronoun looks back over.
pub(super) const WINDOW: usize = 24;

impl<'c> Resolver<'c> {
    fn new(
        context: &'c Context<'c>,
        words: &'c Words<'c>,
        lexicon: &'static Lexicon,
        phrases: &'c [Phrase<'static>],
        home: Option<Holder>,
        full_names: &'c FullNames,
    ) -> Self {
        let date = context
            .published
            .and_then(|day| Date::new(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs()));
        Self {
            context,
            words,
            phrases,
            lexicon,
            date,
            actors: Vec::new(),
            memory: Vec::new(),
            by_key: FxHashMap::default(),
            by_surname: FxHashMap::default(),
            mentions: Vec::new(),
            spoken_of: setting::spoken_of(phrases),
            setting: None,
            principals: Vec::new(),
            home,
            recent: Vec::new(),
            full_names,
        }
    }

    pub(super) fn analysis(&self) -> &'c Analysis {
        self.context.analysis
    }

    pub(super) fn add(&mut self, key: Key, actor: Actor, memory: Memory) -> ActorIndex {
        let index = ActorIndex(self.actors.len() as u32);
        self.actors.push(actor);
        self.memory.push(memory);
        self.by_key.insert(key, index);
        index
    }

    pub(super) fn holder(&mut self, holder: Holder) -> ActorIndex {
        if let Some(&index) = self.by_key.get(&Key::Holder(holder)) {
            return index;
        }
        let mut actor = descriptions::holder(self.lexicon, holder);
        // The Kurds of a report on Syria are Syria's.
        if actor.kind == ActorKind::Civilians && actor.country.is_none() {
            let home = self.setting.map(|home| self.lexicon.describe(home).country);
            actor.country = home.filter(|country| !country.is_empty());
        }
        self.add(
            Key::Holder(holder),
            actor,
            Memory {
                of: Some(holder),
                ..Memory::default()
            },
        )
    }

    /// The words of a phrase in small letters.
    pub(super) fn modifiers(&self, phrase: &Phrase<'static>) -> &'c [&'c str] {
        &self.words.forms[phrase.tokens.start as usize..phrase.tokens.end as usize]
    }

    /// The country or organisation that a phrase says, directly or through a possessive.
    pub(super) fn belonging(&self, phrase: &Phrase<'static>) -> Option<Holder> {
        if phrase.of.is_some() {
            return phrase.of;
        }
        let possessor = phrase.possessor?;
        let found = self
            .mentions
            .binary_search_by_key(&possessor, |mention| mention.head);
        let actor = *self.mentions[found.ok()?].actors.first()?;
        // "Syria's allies", "Assad's opponents" are not Syria's own people; those of a group are of its side.
        let relation = phrase.role.and_then(|role| role.phrase.rsplit(' ').next());
        let relation = relation.is_some_and(|last| self.lexicon.is_word(ActorWord::Relation, last));
        let of = self.memory[actor.index()].of;
        of.filter(|of| !relation || matches!(of, Holder::Organisation(_)))
    }

    pub(super) fn denoted(&mut self, phrase: &Phrase<'static>) -> Vec<ActorIndex> {
        match &phrase.sense {
            Sense::Person { name, known } => {
                let words = self.name_words(name.clone());
                vec![self.person(phrase, *known, &words)]
            }
            Sense::Named(_) | Sense::Metonym(_) if Self::is_place(phrase) => Vec::new(),
            Sense::Named(Holder::Organisation(id)) => vec![self.named_organisation(phrase, *id)],
            Sense::Named(holder) | Sense::Metonym(holder) => vec![self.holder(*holder)],
            Sense::Organisation(name) => vec![self.organisation(phrase, name.clone())],
            Sense::Described => {
                if let Some(actor) = self.apposed(phrase) {
                    return vec![actor];
                }
                let listed = self.listed_after(phrase);
                if !listed.is_empty() {
                    return listed;
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
            Sense::Country => {
                let country = self.country_meant(phrase.head);
                country.map(|of| self.holder(of)).into_iter().collect()
            }
            Sense::Sides => match self.belonging(phrase) {
                Some(of) => vec![self.sides_of(phrase, of)],
                None => self.sides(phrase.head),
            },
            Sense::Group => self.last_group(phrase).into_iter().collect(),
            Sense::Countries => vec![self.countries(phrase)],
            Sense::People(of) => vec![self.people(phrase, *of)],
            Sense::Pronoun(pronoun) => self.pronoun(phrase, *pronoun),
        }
    }

    pub(super) fn is_place(phrase: &Phrase<'static>) -> bool {
        phrase.place && matches!(phrase.sense, Sense::Named(Holder::Country(_)) | Sense::Metonym(_))
    }

    /// Whom the phrase before with this head denotes.
    pub(super) fn all_denoted_at(&self, head: TokenId) -> Vec<ActorIndex> {
        let found = self.mentions.binary_search_by_key(&head, |mention| mention.head);
        found.map_or_else(|_| Vec::new(), |index| self.mentions[index].actors.clone())
    }

    pub(super) fn phrase_at(&self, head: TokenId) -> Option<&'c Phrase<'static>> {
        let found = self.phrases.binary_search_by_key(&head, |phrase| phrase.head);
        found.ok().map(|index| &self.phrases[index])
    }

    pub(super) fn mention(&mut self, phrase: &Phrase<'static>, actors: Vec<ActorIndex>) {
        let form = match phrase.sense {
            Sense::Pronoun(_) => MentionForm::Pronoun,
            Sense::Metonym(_) => MentionForm::Metonym,
            Sense::Person { .. } | Sense::Named(_) | Sense::Organisation(_) => MentionForm::Name,
            Sense::Described
            | Sense::Country
            | Sense::Group
            | Sense::Sides
            | Sense::Countries
            | Sense::People(_) => MentionForm::Nominal,
        };
        let relative = matches!(phrase.sense, Sense::Pronoun(Pronoun::Relative));
        if actors.is_empty() && (form != MentionForm::Pronoun || relative) {
            return;
        }
        let token = self.analysis().token(phrase.head);
        let subject = matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass) && token.upos != Upos::Adj;
        let of_title = token.deprel == Deprel::Amod && self.in_title_of_person(phrase.head);
        for &index in &actors {
            let memory = &mut self.memory[index.index()];
            memory.last = Some((phrase.head, subject));
            // "Turkish President" speaks of the president.
            memory.count += u32::from(!of_title);
            self.recent.push(index);
        }
        if let &[index] = &actors[..] {
            self.learn_acronym(phrase, index);
        }
        self.mentions.push(Mention {
            tokens: phrase.tokens.clone(),
            head: phrase.head,
            form,
            actors,
        });
    }

    fn in_title_of_person(&self, token: TokenId) -> bool {
        let at = self.phrases.partition_point(|phrase| phrase.head < token);
        let near = at.saturating_sub(4)..(at + 6).min(self.phrases.len());
        self.phrases[near]
            .iter()
            .any(|phrase| matches!(phrase.sense, Sense::Person { .. }) && phrase.tokens.contains(&token.0))
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

/// A name without case and marks on letters, for comparison inside one text.
pub(super) fn fold(name: &str) -> String {
    let name = without_endings(without_endings(name, "’s"), "'s");
    let mut folded = String::with_capacity(name.len());
    if name.is_ascii() {
        let letters = name.bytes().filter(|&letter| letter != b'.');
        folded.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
        return folded;
    }
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

fn without_endings<'n>(mut name: &'n str, ending: &str) -> &'n str {
    while let Some(stem) = name.strip_suffix(ending) {
        name = stem;
    }
    name
}
