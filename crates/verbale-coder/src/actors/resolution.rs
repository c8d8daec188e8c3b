//! Whom each phrase denotes, decided in the order of the text.

use super::descriptions::Figure;
use super::keys::{Key, TextId, Texts};
use super::lowered::Words;
use super::phrases::{Phrase, Sense};
use super::pronouns::Pronoun;
use super::{descriptions, setting};
use crate::draft::{ActorIndex, Cast, Context, Mention};
use rustc_hash::FxHashMap;
use std::ops::Range;
use verbale_lexicon::{ActorWord, Date, Gender, Holder, Lexicon, PersonId};
use verbale_record::{ActorKind, MentionForm};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// Whom the phrases of a report denote.
pub(super) fn resolve<'c>(
    context: &'c Context<'c>,
    words: &'c Words<'c>,
    lexicon: &'c Lexicon,
    phrases: &'c [Phrase<'c>],
    datelines: &[Range<u32>],
) -> Cast {
    let shared = Shared {
        spoken_of: setting::spoken_of(phrases),
        home: setting::dateline(context, lexicon, datelines),
        ..Shared::default()
    };
    let mut first = Resolver::new(context, words, lexicon, phrases, shared);
    first.run();
    // Who appears says where the report is set, and that says whose soldiers its soldiers are.
    let setting = setting::country(context, phrases, &first);
    let mut resolver = first.again(setting);
    resolver.run();
    setting::drop_bystanders(context.analysis, &mut resolver);
    resolver.finish()
}

/// What resolution needs of an actor beside the record's fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory<'c> {
    pub(super) gender: Option<Gender>,
    pub(super) plural: bool,
    pub(super) office: &'c str,
    /// The noun of a description.
    pub(super) noun: &'c str,
    pub(super) of: Option<Holder>,
    /// Weight of its mentions so far, less with distance.
    pub(super) last: Option<(TokenId, bool)>,
    pub(super) count: u32,
}

pub(super) struct Resolver<'c> {
    pub(super) context: &'c Context<'c>,
    /// Its words in small letters.
    pub(super) words: &'c Words<'c>,
    pub(super) phrases: &'c [Phrase<'c>],
    pub(super) lexicon: &'c Lexicon,
    pub(super) date: Option<Date>,
    pub(super) figures: Vec<Figure<'c>>,
    pub(super) memory: Vec<Memory<'c>>,
    pub(super) by_key: FxHashMap<Key, ActorIndex>,
    /// Last word of a person's name, folded, to those with it.
    pub(super) by_surname: FxHashMap<TextId, Vec<ActorIndex>>,
    pub(super) mentions: Vec<Mention>,
    /// The country in which the report is set, where there is one.
    pub(super) setting: Option<Holder>,
    /// The two states or groups that the report as a whole speaks of most.
    pub(super) principals: Vec<Holder>,
    /// Recently mentioned, newest last.
    pub(super) recent: Vec<ActorIndex>,
    pub(super) shared: Shared<'c>,
}

/// What does not change while a report is gone through, so that it serves the second time too.
#[derive(Default)]
pub(super) struct Shared<'c> {
    /// The countries and organisations that the report speaks of anywhere.
    pub(super) spoken_of: Vec<Holder>,
    /// The country of the dateline.
    pub(super) home: Option<Holder>,
    pub(super) texts: Texts<'c>,
    /// Whom the tables have by the names that were asked for, by the head of the phrase.
    pub(super) likely: FxHashMap<TokenId, Option<PersonId>>,
}

/// How many recent mentions a pronoun looks back over.
pub(super) const WINDOW: usize = 24;

impl<'c> Resolver<'c> {
    fn new(
        context: &'c Context<'c>,
        words: &'c Words<'c>,
        lexicon: &'c Lexicon,
        phrases: &'c [Phrase<'c>],
        shared: Shared<'c>,
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
            figures: Vec::new(),
            memory: Vec::new(),
            by_key: FxHashMap::default(),
            by_surname: FxHashMap::default(),
            mentions: Vec::new(),
            setting: None,
            principals: Vec::new(),
            recent: Vec::new(),
            shared,
        }
    }

    /// To go through the report once more, with what is known now of all of it.
    fn again(self, setting: Option<Holder>) -> Self {
        let principals = self.principals();
        Self {
            setting,
            principals,
            ..Self::new(self.context, self.words, self.lexicon, self.phrases, self.shared)
        }
    }

    fn run(&mut self) {
        self.full_names();
        for phrase in self.phrases {
            let actors = self.denoted(phrase);
            self.mention(phrase, actors);
        }
    }

    pub(super) fn analysis(&self) -> &'c Analysis {
        self.context.analysis
    }

    pub(super) fn add(&mut self, key: Key, figure: Figure<'c>, memory: Memory<'c>) -> ActorIndex {
        let index = ActorIndex(self.figures.len() as u32);
        self.figures.push(figure);
        self.memory.push(memory);
        self.by_key.insert(key, index);
        index
    }

    pub(super) fn holder(&mut self, holder: Holder) -> ActorIndex {
        if let Some(&index) = self.by_key.get(&Key::Holder(holder)) {
            return index;
        }
        let mut figure = descriptions::holder(self.lexicon, holder);
        // The Kurds of a report on Syria are Syria's.
        if figure.kind == ActorKind::Civilians
            && figure.country.is_empty()
            && let Some(home) = self.setting
        {
            figure.country = self.lexicon.describe(home).country;
        }
        let memory = Memory {
            of: Some(holder),
            ..Memory::default()
        };
        self.add(Key::Holder(holder), figure, memory)
    }

    /// The words of a phrase in small letters.
    pub(super) fn modifiers(&self, phrase: &Phrase<'c>) -> &'c [&'c str] {
        &self.words.forms[phrase.tokens.start as usize..phrase.tokens.end as usize]
    }

    /// The country or organisation that a phrase says, directly or through a possessive.
    pub(super) fn belonging(&self, phrase: &Phrase<'c>) -> Option<Holder> {
        if phrase.of.is_some() {
            return phrase.of;
        }
        let actor = *self.denoted_at(phrase.possessor?).first()?;
        // "Syria's allies", "Assad's opponents" are not Syria's own people; those of a group are of its side.
        let relation = phrase.role.and_then(|role| role.phrase.rsplit(' ').next());
        let relation = relation.is_some_and(|last| self.lexicon.is_word(ActorWord::Relation, last));
        let of = self.memory[actor.index()].of;
        of.filter(|of| !relation || matches!(of, Holder::Organisation(_)))
    }

    pub(super) fn denoted(&mut self, phrase: &'c Phrase<'c>) -> Vec<ActorIndex> {
        match &phrase.sense {
            Sense::Person(name) => vec![self.person(phrase, name)],
            Sense::Named(_) | Sense::Metonym(_) if Self::is_place(phrase) => Vec::new(),
            Sense::Named(Holder::Organisation(id)) => vec![self.named_organisation(phrase, *id)],
            Sense::Named(holder) | Sense::Metonym(holder) => vec![self.holder(*holder)],
            Sense::Organisation(name) => vec![self.organisation(phrase, name, phrase.of)],
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

    pub(super) fn is_place(phrase: &Phrase<'c>) -> bool {
        phrase.place && matches!(phrase.sense, Sense::Named(Holder::Country(_)) | Sense::Metonym(_))
    }

    /// The mention before with this head.
    pub(super) fn mention_at(&self, head: TokenId) -> Option<&Mention> {
        let found = self.mentions.binary_search_by_key(&head, |mention| mention.head);
        found.ok().map(|index| &self.mentions[index])
    }

    /// Whom the phrase before with this head denotes.
    pub(super) fn denoted_at(&self, head: TokenId) -> &[ActorIndex] {
        self.mention_at(head).map_or(&[], |mention| &mention.actors)
    }

    pub(super) fn phrase_at(&self, head: TokenId) -> Option<&'c Phrase<'c>> {
        let found = self.phrases.binary_search_by_key(&head, |phrase| phrase.head);
        found.ok().map(|index| &self.phrases[index])
    }

    pub(super) fn mention(&mut self, phrase: &Phrase<'c>, actors: Vec<ActorIndex>) {
        let form = match phrase.sense {
            Sense::Pronoun(_) => MentionForm::Pronoun,
            Sense::Metonym(_) => MentionForm::Metonym,
            Sense::Person(_) | Sense::Named(_) | Sense::Organisation(_) => MentionForm::Name,
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
            .any(|phrase| matches!(phrase.sense, Sense::Person(_)) && phrase.tokens.contains(&token.0))
    }

    /// Actors without a mention go, the rest is put in order of the first one.
    fn finish(self) -> Cast {
        let mut order: Vec<Option<ActorIndex>> = vec![None; self.figures.len()];
        let mut actors = Vec::with_capacity(self.figures.len());
        for &index in self.mentions.iter().flat_map(|mention| &mention.actors) {
            if order[index.index()].is_none() {
                order[index.index()] = Some(ActorIndex(actors.len() as u32));
                actors.push(self.figures[index.index()].clone().into_actor());
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
fn parts(phrases: &[Phrase<'_>], mentions: &[Mention]) -> Vec<(TokenId, TokenId)> {
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
    let mut folded = String::with_capacity(name.len());
    if name.is_ascii() {
        let name = without_endings(name, "'s").bytes();
        let letters = name.filter(|&letter| letter != b'.');
        folded.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
    } else {
        folded.extend(folded_letters(name));
    }
    folded
}

/// The letters of a folded name.
pub(super) fn folded_letters(name: &str) -> impl Iterator<Item = char> + '_ {
    let name = without_endings(without_endings(name, "’s"), "'s");
    let letters = name.chars().flat_map(char::to_lowercase);
    letters
        .filter(|&letter| letter != '.')
        .map(|letter| match letter {
            'ç' | 'č' | 'ć' => 'c',
            'ş' | 'š' | 'ś' => 's',
            'ğ' => 'g',
            'ı' | 'í' | 'î' | 'ï' => 'i',
            'ö' | 'ó' | 'ô' | 'ø' => 'o',
            'ü' | 'ú' | 'û' => 'u',
            'á' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'ž' | 'ź' | 'ż' => 'z',
            'ñ' | 'ń' => 'n',
            other => other,
        })
}

fn without_endings<'n>(mut name: &'n str, ending: &str) -> &'n str {
    while let Some(stem) = name.strip_suffix(ending) {
        name = stem;
    }
    name
}
