//! Noun phrases that can mention an actor, and what each says by itself.

use super::descriptions::holder_of;
use super::names::Named;
use super::pronouns::Pronoun;
use std::ops::Range;
use verbale_lexicon::{EntryId, Holder, Lexicon, MatchKind, PersonId, Role};
use verbale_syntax::{Analysis, Deprel, NameKind, TokenId, Upos};

/// What a phrase says by itself.
#[derive(Clone, Debug)]
pub(super) enum Sense {
    /// A person by name.
    Person {
        /// The name without title.
        name: Range<u32>,
        /// Whom the lexicon has by exactly this full name.
        known: Option<PersonId>,
    },
    /// A state or organisation by name or adjective.
    Named(Holder),
    /// A capital or seat that stands for its government.
    Metonym(Holder),
    /// An organisation that no table has.
    Organisation(Range<u32>),
    /// A description by role.
    Described,
    /// "the country", "the kingdom"
    Country,
    /// "the two sides"
    Sides,
    /// A pronoun.
    Pronoun(Pronoun),
}

/// A noun phrase.
#[derive(Clone, Debug)]
pub(super) struct Phrase<'l> {
    /// The phrase without its clauses.
    pub tokens: Range<u32>,
    /// Its head.
    pub head: TokenId,
    /// What it says.
    pub sense: Sense,
    /// The role in it.
    pub role: Option<&'l Role>,
    /// The country or organisation in it.
    pub of: Option<Holder>,
    /// The possessive pronoun or noun in it, not a country.
    pub possessor: Option<TokenId>,
    /// Whether it speaks of a place ("in Turkey").
    pub place: bool,
    /// Whether it is someone else of the same role ("counterpart").
    pub counterpart: bool,
}

const COUNTRY_WORDS: [&str; 5] = ["country", "nation", "kingdom", "republic", "state"];
const SIDE_WORDS: [&str; 8] = [
    "side",
    "party",
    "country",
    "nation",
    "state",
    "neighbour",
    "rival",
    "government",
];
const PLACE_WORDS: [&str; 14] = [
    "in",
    "at",
    "near",
    "across",
    "inside",
    "outside",
    "throughout",
    "within",
    "into",
    "around",
    "through",
    "over",
    "onto",
    "towards",
];

/// Reads all phrases, in order of their heads.
pub(super) fn find<'l>(analysis: &Analysis, lexicon: &'l Lexicon, names: &[Named]) -> Vec<Phrase<'l>> {
    let reader = Reader::new(analysis, lexicon, names);
    let mut phrases: Vec<Phrase<'l>> = analysis
        .token_ids()
        .filter_map(|token| reader.phrase(token))
        .collect();
    phrases.sort_by_key(|phrase| phrase.head);
    phrases.dedup_by_key(|phrase| phrase.head);
    phrases
}

struct Reader<'a, 'l> {
    analysis: &'a Analysis,
    lexicon: &'l Lexicon,
    names: &'a [Named],
    /// The name a token belongs to.
    name_of: Vec<Option<u32>>,
    /// The head of the run of names and nouns a token belongs to.
    top: Vec<TokenId>,
}

impl<'a, 'l> Reader<'a, 'l> {
    fn new(analysis: &'a Analysis, lexicon: &'l Lexicon, names: &'a [Named]) -> Self {
        let mut name_of = vec![None; analysis.tokens().len()];
        for (index, name) in names.iter().enumerate() {
            for token in name.tokens.clone() {
                name_of[token as usize] = Some(index as u32);
            }
        }
        let mut reader = Self {
            analysis,
            lexicon,
            names,
            name_of,
            top: Vec::new(),
        };
        reader.top = analysis.token_ids().map(|token| reader.climb(token)).collect();
        reader
    }

    fn name(&self, token: TokenId) -> Option<&'a Named> {
        self.name_of[token.index()].map(|index| &self.names[index as usize])
    }

    /// Up from a token of a name or a title to the word that heads them all.
    fn climb(&self, token: TokenId) -> TokenId {
        let mut top = token;
        while let Some(head) = self.analysis.token(top).head {
            let same_name = self.name_of[top.index()].is_some()
                && self.name_of[top.index()] == self.name_of[head.index()];
            if !same_name && !self.joined(top, head) {
                break;
            }
            top = head;
        }
        top
    }

    /// Whether two tokens belong to one run: a title and a name, a compound.
    fn joined(&self, token: TokenId, head: TokenId) -> bool {
        let nominal =
            |id: TokenId| matches!(self.analysis.token(id).upos, Upos::Noun | Upos::Propn | Upos::X);
        match self.analysis.token(token).deprel {
            Deprel::Flat | Deprel::Goeswith => true,
            Deprel::Compound | Deprel::NmodDesc => nominal(token) && nominal(head),
            Deprel::Appos => nominal(token) && nominal(head) && token > head && self.unbroken(head, token),
            _ => false,
        }
    }

    /// No punctuation stands between two tokens.
    fn unbroken(&self, from: TokenId, to: TokenId) -> bool {
        (from.0..to.0).all(|token| self.analysis.token(TokenId(token)).upos != Upos::Punct)
    }

    fn phrase(&self, token: TokenId) -> Option<Phrase<'l>> {
        let features = self.analysis.token(token);
        if features.upos == Upos::Pron {
            return self.pronoun(token);
        }
        let top = self.top[token.index()];
        if top == token {
            return match features.upos {
                Upos::Noun | Upos::Propn | Upos::X | Upos::Num | Upos::Adj | Upos::Verb | Upos::Sym => {
                    self.nominal(token)
                }
                _ => None,
            };
        }
        self.inner(token, top)
    }

    fn pronoun(&self, token: TokenId) -> Option<Phrase<'l>> {
        if self.analysis.token(token).deprel == Deprel::Expl {
            return None;
        }
        let pronoun = Pronoun::read(self.analysis.form(token))?;
        Some(Self::bare(token.0..token.0 + 1, token, Sense::Pronoun(pronoun)))
    }

    fn bare(tokens: Range<u32>, head: TokenId, sense: Sense) -> Phrase<'l> {
        Phrase {
            tokens,
            head,
            sense,
            role: None,
            of: None,
            possessor: None,
            place: false,
            counterpart: false,
        }
    }

    /// A name inside a longer run: "UN" of "UN envoy", not "Sergei" of "Minister Sergei Lavrov".
    fn inner(&self, token: TokenId, top: TokenId) -> Option<Phrase<'l>> {
        let name = self.name(token)?;
        if self.name_of[top.index()] == self.name_of[token.index()] || self.head_of(&name.tokens) != token {
            return None;
        }
        let entry = name.entry?;
        let holder = holder_of(self.lexicon, entry.entry)?;
        (entry.kind != MatchKind::Capital)
            .then(|| Self::bare(name.tokens.clone(), token, Sense::Named(holder)))
    }

    /// The token of a run whose head lies outside it.
    fn head_of(&self, tokens: &Range<u32>) -> TokenId {
        let outside = |token: &TokenId| {
            self.analysis
                .token(*token)
                .head
                .is_none_or(|head| !tokens.contains(&head.0))
        };
        tokens
            .clone()
            .map(TokenId)
            .find(outside)
            .unwrap_or(TokenId(tokens.start))
    }

    /// All tokens of the run under a top, as one stretch with the names that reach into it.
    fn run(&self, top: TokenId) -> Range<u32> {
        let mut run = top.0..top.0 + 1;
        let mut waiting = vec![top];
        while let Some(token) = waiting.pop() {
            let name = self
                .name(token)
                .map_or(token.0..token.0 + 1, |name| name.tokens.clone());
            run = run.start.min(name.start)..run.end.max(name.end);
            waiting.extend(
                self.analysis
                    .children(token)
                    .iter()
                    .copied()
                    .filter(|child| self.top[child.index()] == top),
            );
        }
        run
    }

    fn nominal(&self, top: TokenId) -> Option<Phrase<'l>> {
        let run = self.run(top);
        let mut phrase = Self::bare(self.extent(top, &run), top, Sense::Described);
        self.modifiers(top, &run, &mut phrase);
        phrase.sense = self.sense(top, &run, &mut phrase)?;
        phrase.place = self.is_place(top);
        if matches!(phrase.sense, Sense::Named(_)) {
            phrase.tokens = run.start.min(phrase.head.0)..run.end;
        }
        Some(phrase)
    }

    fn extent(&self, top: TokenId, run: &Range<u32>) -> Range<u32> {
        let inside = |child: TokenId| {
            run.contains(&child.0)
                || matches!(
                    self.analysis.token(child).deprel,
                    Deprel::Det
                        | Deprel::DetPredet
                        | Deprel::Amod
                        | Deprel::Compound
                        | Deprel::Flat
                        | Deprel::NmodDesc
                        | Deprel::NmodPoss
                        | Deprel::Nummod
                        | Deprel::Nmod
                        | Deprel::Fixed
                )
        };
        let full = self.analysis.subtree_without(top, |child| !inside(child));
        let mut extent = full.start.min(run.start)..full.end.max(run.end);
        while extent.end > run.end && self.analysis.token(TokenId(extent.end - 1)).upos == Upos::Punct {
            extent.end -= 1;
        }
        let leads = |token: u32| {
            matches!(
                self.analysis.token(TokenId(token)).upos,
                Upos::Punct | Upos::Adp | Upos::Cconj
            )
        };
        while extent.start < run.start && leads(extent.start) {
            extent.start += 1;
        }
        extent
    }

    /// Role, country or organisation, possessor.
    fn modifiers(&self, top: TokenId, run: &Range<u32>, phrase: &mut Phrase<'l>) {
        let lemmas: Vec<String> = (phrase.tokens.start..run.end)
            .map(|token| self.analysis.lemma(TokenId(token)).to_lowercase())
            .collect();
        let words: Vec<&str> = lemmas.iter().map(String::as_str).collect();
        phrase.role = self.lexicon.role_of(&words);
        phrase.counterpart = words.contains(&"counterpart");
        let mut consider = |token: TokenId, possessive: bool| {
            let holder = self
                .name(token)
                .and_then(|name| name.entry)
                .and_then(|entry| holder_of(self.lexicon, entry.entry));
            match holder {
                Some(holder) if phrase.of.is_none() => phrase.of = Some(holder),
                None if possessive && phrase.possessor.is_none() => phrase.possessor = Some(token),
                _ => {}
            }
        };
        for token in (run.start..run.end).map(TokenId) {
            if token != top && self.name(token).is_some() {
                consider(token, false);
            }
            for &child in self.analysis.children(token) {
                match self.analysis.token(child).deprel {
                    _ if run.contains(&child.0) => {}
                    Deprel::Amod | Deprel::Compound => consider(child, false),
                    Deprel::NmodPoss => consider(child, true),
                    Deprel::Nmod if self.has_case(child, &["of", "in", "from", "for"]) => {
                        consider(child, false);
                    }
                    _ => {}
                }
            }
        }
    }

    fn has_case(&self, token: TokenId, words: &[&str]) -> bool {
        self.analysis.children_by(token, Deprel::Case).any(|case| {
            let form = self.analysis.form(case);
            words.iter().any(|word| form.eq_ignore_ascii_case(word))
        })
    }

    fn sense(&self, top: TokenId, run: &Range<u32>, phrase: &mut Phrase<'l>) -> Option<Sense> {
        let last = TokenId(run.end - 1);
        let named = self.name(last).or_else(|| self.name(top));
        if let Some(sense) = named.and_then(|name| self.named_sense(top, name, phrase)) {
            return Some(sense);
        }
        // "military aid" and "local" describe; "the wounded" are somebody.
        let noun = matches!(self.analysis.token(top).upos, Upos::Noun | Upos::Propn);
        if !noun && self.analysis.child_by(top, Deprel::Det).is_none() {
            return None;
        }
        let lemma = self.analysis.lemma(top).to_lowercase();
        let plural = self.analysis.token(top).features.has("Number=Plur");
        let several = plural && self.has_word(top, &["both", "two", "all", "warring", "rival", "opposing"]);
        if SIDE_WORDS.contains(&lemma.as_str())
            && (several || plural && lemma == "party" && self.has_word(top, &["the"]))
        {
            return phrase.of.is_none().then_some(Sense::Sides);
        }
        if COUNTRY_WORDS.contains(&lemma.as_str())
            && !plural
            && self.has_word(top, &["the"])
            && phrase.of.is_none()
        {
            return Some(Sense::Country);
        }
        if phrase.counterpart {
            return Some(Sense::Described);
        }
        if let Some(role) = phrase.role {
            // The head itself must be the role: "rebel leader" is, "rebel area" is not.
            let end = role.phrase.rsplit([' ', '-']).next().unwrap_or(&role.phrase);
            let surname =
                run.end - 1 > top.0 && self.analysis.token(last).upos == Upos::Propn && phrase.role.is_some();
            if end == lemma || lemma.ends_with(&format!("-{end}")) {
                if surname && !self.is_lexical(last) {
                    return Some(Sense::Person {
                        name: self.trailing_name(run),
                        known: None,
                    });
                }
                return Some(Sense::Described);
            }
            if self.analysis.token(top).upos == Upos::Propn
                && self.name(top).is_none()
                && last == top
                && run.len() > 1
            {
                return Some(Sense::Person {
                    name: self.trailing_name(run),
                    known: None,
                });
            }
        }
        None
    }

    /// Whether a token is of a name that is no person's.
    fn is_lexical(&self, token: TokenId) -> bool {
        self.name(token).is_some_and(|name| {
            name.entry
                .is_some_and(|entry| !matches!(entry.entry, EntryId::Person(_)))
        })
    }

    /// The proper nouns at the end of a run, without the words of the role.
    fn trailing_name(&self, run: &Range<u32>) -> Range<u32> {
        let is_part = |token: u32| {
            let id = TokenId(token);
            let lemma = self.analysis.lemma(id).to_lowercase();
            matches!(self.analysis.token(id).upos, Upos::Propn | Upos::X)
                && self.lexicon.role_of(&[&lemma]).is_none()
        };
        let start = (run.start..run.end)
            .rev()
            .take_while(|&token| is_part(token))
            .last();
        start.unwrap_or(run.end - 1)..run.end
    }

    fn has_word(&self, top: TokenId, words: &[&str]) -> bool {
        self.analysis.children(top).iter().any(|&child| {
            let form = self.analysis.form(child);
            words.iter().any(|word| form.eq_ignore_ascii_case(word))
        })
    }

    fn named_sense(&self, top: TokenId, name: &Named, phrase: &Phrase<'l>) -> Option<Sense> {
        let is_last = name.tokens.end >= self.run(top).end || name.tokens.contains(&top.0);
        if !is_last {
            return None;
        }
        match name.entry.map(|entry| (entry.entry, entry.kind)) {
            Some((EntryId::Person(id), kind)) => {
                let known = (kind == MatchKind::Person).then_some(id);
                Some(Sense::Person {
                    name: name.tokens.clone(),
                    known,
                })
            }
            Some((entry, MatchKind::Capital)) => {
                let holder = holder_of(self.lexicon, entry)?;
                self.acts(top).then_some(Sense::Metonym(holder))
            }
            Some((entry, MatchKind::Seat)) => Some(Sense::Metonym(holder_of(self.lexicon, entry)?)),
            Some((EntryId::Region(_), _)) => None,
            Some((entry, _)) => holder_of(self.lexicon, entry).map(Sense::Named),
            None => match name.kind? {
                NameKind::Person => {
                    let known = self.full_name(&name.tokens);
                    Some(Sense::Person {
                        name: self.without_title(&name.tokens),
                        known,
                    })
                }
                NameKind::Organisation if phrase.role.is_none() || name.tokens.len() > 1 => {
                    Some(Sense::Organisation(name.tokens.clone()))
                }
                _ => None,
            },
        }
    }

    /// A name without the words of a title that the name finder took along.
    fn without_title(&self, tokens: &Range<u32>) -> Range<u32> {
        let is_title = |token: u32| {
            let lemma = self.analysis.lemma(TokenId(token)).to_lowercase();
            super::resolution::is_honorific(&lemma) || self.lexicon.role_of(&[&lemma]).is_some()
        };
        let start = tokens.clone().take_while(|&token| is_title(token)).count() as u32;
        if start < tokens.end - tokens.start {
            tokens.start + start..tokens.end
        } else {
            tokens.clone()
        }
    }

    fn full_name(&self, tokens: &Range<u32>) -> Option<PersonId> {
        let tokens = self.without_title(tokens);
        (tokens.len() > 1)
            .then(|| {
                self.lexicon
                    .persons_named(self.analysis.text_of(tokens))
                    .first()
                    .copied()
            })
            .flatten()
    }

    /// "in Ankara": a place. Conjuncts are as their first one.
    fn is_place(&self, top: TokenId) -> bool {
        let first = self.first_conjunct(top);
        self.has_case(first, &PLACE_WORDS)
            && !matches!(self.analysis.token(first).deprel, Deprel::Nsubj | Deprel::Obj)
    }

    fn first_conjunct(&self, top: TokenId) -> TokenId {
        let mut first = top;
        while self.analysis.token(first).deprel == Deprel::Conj {
            match self.analysis.token(first).head {
                Some(head) => first = head,
                None => break,
            }
        }
        first
    }

    /// Whether a capital stands where an actor does: subject, "by", "between", "according to", owner of an act.
    fn acts(&self, top: TokenId) -> bool {
        let first = self.first_conjunct(top);
        match self.analysis.token(first).deprel {
            Deprel::Nsubj | Deprel::OblAgent | Deprel::Iobj => true,
            Deprel::NmodPoss => self.analysis.token(first).head.is_some_and(|head| {
                // "Moscow's streets" would be a place; names of acts and offices are mostly not in the plural.
                !self.analysis.token(head).features.has("Number=Plur")
            }),
            Deprel::Obl | Deprel::Nmod => {
                self.has_case(first, &["by", "between", "with", "against", "according", "to"])
                    && !self.motion(first)
            }
            Deprel::Obj => self.analysis.token(first).head.is_some_and(|head| {
                [
                    "accuse",
                    "urge",
                    "warn",
                    "blame",
                    "tell",
                    "ask",
                    "condemn",
                    "criticise",
                    "criticize",
                    "support",
                ]
                .contains(&self.analysis.lemma(head))
            }),
            _ => false,
        }
    }

    /// "to Moscow" after a word of motion is a place.
    fn motion(&self, token: TokenId) -> bool {
        self.has_case(token, &["to"])
            && self.analysis.token(token).head.is_some_and(|head| {
                ![
                    "accord",
                    "say",
                    "accordance",
                    "message",
                    "offer",
                    "demand",
                    "warning",
                    "response",
                ]
                .contains(&self.analysis.lemma(head))
            })
    }
}
