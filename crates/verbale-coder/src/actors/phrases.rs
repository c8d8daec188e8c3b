//! Noun phrases that can mention an actor, and what each says by itself.

use super::descriptions::holder_of;
use super::lowered::Words;
use super::names::Named;
use super::pronouns::Pronoun;
use super::senses;
use super::spellings::{OrganisationName, PersonName};
use super::titles::{self, Titled};
use std::ops::Range;
use verbale_lexicon::{CountryStatus, Holder, Lexicon, MatchKind, QualifiedRole, Role, SeatId};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// What a phrase says by itself.
#[derive(Clone, Debug)]
pub(super) enum Sense<'t> {
    /// A person by name.
    Person(PersonName<'t>),
    /// A state or organisation by name or adjective.
    Named(Holder),
    /// A capital or seat that stands for its government.
    Metonym(Holder),
    /// An organisation that no table has.
    Organisation(OrganisationName<'t>),
    /// A description by role.
    Described,
    /// "the country", "the kingdom"
    Country,
    /// "the group"
    Group,
    /// "the two sides"
    Sides,
    /// "other countries"
    Countries,
    /// "many Syrians"
    People(Holder),
    /// A pronoun.
    Pronoun(Pronoun),
}

/// A noun phrase.
#[derive(Clone, Debug)]
pub(super) struct Phrase<'t> {
    /// The phrase without its clauses.
    pub tokens: Range<u32>,
    /// Its head.
    pub head: TokenId,
    /// The words that no other phrase shares: title and name.
    pub core: Range<u32>,
    /// What it says.
    pub sense: Sense<'t>,
    /// The role in it.
    pub role: Option<&'t Role>,
    /// The same with what the other words make of it.
    pub qualified: Option<QualifiedRole<'t>>,
    /// The country or organisation in it.
    pub of: Option<Holder>,
    /// Those coordinated to it ("Russian and Ukrainian delegations").
    pub also: Vec<Holder>,
    /// The seat of power in it ("the Kremlin chief").
    pub seat: Option<SeatId>,
    /// The possessive pronoun or noun in it, not a country.
    pub possessor: Option<TokenId>,
    /// Whether it speaks of a place ("in Turkey").
    pub place: bool,
    /// Whether it is someone else of the same role ("counterpart").
    pub counterpart: bool,
}

/// Reads all phrases, in order of their heads.
pub(super) fn find<'t>(
    analysis: &'t Analysis,
    words: &Words<'_>,
    lexicon: &'t Lexicon,
    names: &[Named],
    datelines: &[Range<u32>],
) -> Vec<Phrase<'t>> {
    let reader = Reader::new(analysis, words, lexicon, names);
    let mut phrases: Vec<Phrase<'t>> = analysis
        .token_ids()
        .filter_map(|token| reader.phrase(token))
        .filter_map(|phrase| outside(phrase, datelines))
        .collect();
    for phrase in &mut phrases {
        let forms = &words.forms[phrase.tokens.start as usize..phrase.tokens.end as usize];
        phrase.qualified = phrase.role.map(|role| lexicon.qualified(role, forms));
    }
    phrases.sort_by_key(|phrase| phrase.head);
    phrases.dedup_by_key(|phrase| phrase.head);
    phrases
}

/// A phrase without the dateline before it.
fn outside<'t>(mut phrase: Phrase<'t>, datelines: &[Range<u32>]) -> Option<Phrase<'t>> {
    for line in datelines {
        if line.contains(&phrase.tokens.start) {
            phrase.tokens.start = line.end;
            phrase.core.start = phrase.core.start.max(line.end);
        }
    }
    (phrase.tokens.start <= phrase.head.0 && !phrase.tokens.is_empty()).then_some(phrase)
}

pub(super) struct Reader<'a, 't> {
    pub(super) analysis: &'t Analysis,
    /// Its words in small letters.
    pub(super) words: &'a Words<'a>,
    pub(super) lexicon: &'t Lexicon,
    names: &'a [Named],
    /// The name a token belongs to.
    name_of: Vec<Option<u32>>,
    /// People's names with their titles.
    titled: Vec<Titled>,
    /// The one of them whose title or name a token belongs to.
    titled_of: Vec<Option<u32>>,
    /// The head of the run of names and nouns a token belongs to.
    pub(super) top: Vec<TokenId>,
}

impl<'a, 't> Reader<'a, 't> {
    fn new(analysis: &'t Analysis, words: &'a Words<'a>, lexicon: &'t Lexicon, names: &'a [Named]) -> Self {
        let mut name_of = vec![None; analysis.tokens().len()];
        for (index, name) in names.iter().enumerate() {
            for token in name.tokens.clone() {
                name_of[token as usize] = Some(index as u32);
            }
        }
        let titled = titles::find(analysis, words, lexicon, names);
        let mut titled_of = vec![None; analysis.tokens().len()];
        for (index, one) in titled.iter().enumerate() {
            for token in one.core.clone() {
                titled_of[token as usize] = Some(index as u32);
            }
        }
        let mut reader = Self {
            analysis,
            words,
            lexicon,
            names,
            name_of,
            titled,
            titled_of,
            top: Vec::new(),
        };
        reader.top = analysis.token_ids().map(|token| reader.climb(token)).collect();
        reader
    }

    pub(super) fn titled(&self, token: TokenId) -> Option<&Titled> {
        self.titled_of[token.index()].map(|index| &self.titled[index as usize])
    }

    pub(super) fn name(&self, token: TokenId) -> Option<&'a Named> {
        self.name_of[token.index()].map(|index| &self.names[index as usize])
    }

    /// Up from a token of a name or a title to the word that heads them all.
    fn climb(&self, token: TokenId) -> TokenId {
        let mut top = token;
        if let Some(titled) = self.titled(token) {
            return titled.head;
        }
        while let Some(head) = self.analysis.token(top).head {
            let same_name = self.name_of[top.index()].is_some()
                && self.name_of[top.index()] == self.name_of[head.index()];
            if !same_name && !self.joined(top, head) {
                break;
            }
            if let Some(titled) = self.titled(head) {
                // What leans on a person's name from outside its mention is a phrase of its own.
                return if titled.tokens.contains(&token.0) {
                    titled.head
                } else {
                    top
                };
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

    fn phrase(&self, token: TokenId) -> Option<Phrase<'t>> {
        let features = self.analysis.token(token);
        if features.upos == Upos::Pron {
            return self.pronoun(token);
        }
        let top = self.top[token.index()];
        // A name that the tree breaks apart is still one.
        if let Some(name) = self.name(token)
            && self.titled(token).is_none()
            && top == token
            && self.head_of(&name.tokens) != token
        {
            return None;
        }
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

    fn pronoun(&self, token: TokenId) -> Option<Phrase<'t>> {
        if self.analysis.token(token).deprel == Deprel::Expl {
            return None;
        }
        let pronoun = if self.analysis.token(token).features.has("PronType=Rel") {
            Pronoun::Relative
        } else {
            Pronoun::read(self.analysis.form(token))?
        };
        Some(Self::bare(token.0..token.0 + 1, token, Sense::Pronoun(pronoun)))
    }

    fn bare(tokens: Range<u32>, head: TokenId, sense: Sense<'t>) -> Phrase<'t> {
        Phrase {
            tokens,
            head,
            core: head.0..head.0 + 1,
            sense,
            role: None,
            qualified: None,
            of: None,
            also: Vec::new(),
            seat: None,
            possessor: None,
            place: false,
            counterpart: false,
        }
    }

    /// A name inside a longer run: "UN" of "UN envoy", not "Sergei" of "Minister Sergei Lavrov".
    fn inner(&self, token: TokenId, top: TokenId) -> Option<Phrase<'t>> {
        let name = self.name(token)?;
        if self.name_of[top.index()] == self.name_of[token.index()] || self.head_of(&name.tokens) != token {
            return None;
        }
        let entry = name.entry?;
        let holder = holder_of(self.lexicon, entry.entry)?;
        // "Shia rebels": an adjective of a people is not that people.
        // "Gaza peace talks": nor is a land of its own what is only named after it.
        if self.is_people(holder) || self.is_land(holder) {
            return None;
        }
        (entry.kind != MatchKind::Capital)
            .then(|| Self::bare(name.tokens.clone(), token, Sense::Named(holder)))
    }

    /// Whether a country is one that acts by its own only where the text says so.
    fn is_land(&self, holder: Holder) -> bool {
        matches!(holder, Holder::Country(id) if self.lexicon.country(id).status == CountryStatus::Autonomous)
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
    pub(super) fn run(&self, top: TokenId) -> Range<u32> {
        if let Some(titled) = self.titled(top) {
            return titled.tokens.clone();
        }
        let below = |token: TokenId| {
            let children = self.analysis.children(token).iter().copied();
            children.filter(|child| self.top[child.index()] == top)
        };
        let name_of = |token: TokenId| {
            let name = self.name(token);
            name.map_or(token.0..token.0 + 1, |name| name.tokens.clone())
        };
        let mut run = name_of(top);
        let mut waiting: Vec<TokenId> = below(top).collect();
        while let Some(token) = waiting.pop() {
            let name = name_of(token);
            run = run.start.min(name.start)..run.end.max(name.end);
            waiting.extend(below(token));
        }
        run
    }

    fn nominal(&self, top: TokenId) -> Option<Phrase<'t>> {
        let run = self.run(top);
        let titled = self.titled(top).is_some();
        let start = if titled { run.start } else { self.start(top, &run) };
        let start = self.owner_before(start).map_or(start, |owner| owner.start);
        if !self.may_mention(top, &run, start) {
            return None;
        }
        let end = if titled { run.end } else { self.end(top, &run) };
        let mut phrase = Self::bare(start..end, top, Sense::Described);
        self.modifiers(top, &run, &mut phrase);
        phrase.sense = self.sense(top, &run, &mut phrase)?;
        if let Sense::Named(holder) = phrase.sense
            && self.leans_on_other(top, holder)
        {
            return None;
        }
        phrase.place = self.is_place(top);
        // "the airport at Mezzeh": a single name that no table has, where something is.
        if let Some(titled) = self.titled(top)
            && phrase.place
            && titled.tokens.len() == 1
            && self.name(top).is_some_and(|name| name.entry.is_none())
        {
            return None;
        }
        if let Some(titled) = self.titled(top) {
            phrase.core = titled.core.clone();
        } else if matches!(
            phrase.sense,
            Sense::Named(_) | Sense::Metonym(_) | Sense::Organisation(_) | Sense::Person(_)
        ) {
            phrase.core = run.clone();
        }
        if let Sense::Named(_) = phrase.sense
            && let Some(name) = self.name(top)
        {
            // "terms Ukraine rejected": small words in the run of a name are not of it.
            let small = |token: u32| {
                let form = self.analysis.form(TokenId(token));
                form.chars().next().is_some_and(char::is_lowercase)
            };
            let mut start = run.start.min(phrase.head.0);
            while start < name.tokens.start && small(start) && name.tokens.contains(&phrase.head.0) {
                start += 1;
            }
            phrase.tokens = start..run.end;
        } else if matches!(phrase.sense, Sense::Named(_)) {
            phrase.tokens = run.start.min(phrase.head.0)..run.end;
        }
        Some(phrase)
    }

    /// Whether a phrase may have a sense: there is a name, a role, or a noun that takes somebody up. Most have none.
    fn may_mention(&self, top: TokenId, run: &Range<u32>, start: u32) -> bool {
        let named = |token: TokenId| self.name(token).is_some();
        if self.titled(top).is_some() || named(top) || named(TokenId(run.end - 1)) {
            return true;
        }
        let words = start.min(run.end) as usize..run.end as usize;
        // No role is looked for where none begins.
        let role = || {
            self.words.begins_role[words.clone()].contains(&true)
                && self.words.role_of(words.clone()).is_some()
        };
        let plural_role = || {
            let begun = self.words.begins_role[words.start.min(top.index())..top.index()].contains(&true);
            begun || self.lexicon.may_begin_role(self.words.forms[top.index()])
        };
        role()
            || self.words.lemmas[words.clone()].contains(&"counterpart")
            || senses::takes_up(self.words.lemmas[top.index()])
            || self.is_plural(top) && plural_role()
    }

    /// Where the phrase around a run begins: with what stands before its noun.
    fn start(&self, top: TokenId, run: &Range<u32>) -> u32 {
        let least = self.analysis.sentence_of(top).first.0;
        let mut start = run.start;
        while start > least && self.leads(TokenId(start - 1), top) {
            start -= 1;
        }
        // "(at) least three people"
        let stray = |token: TokenId| {
            matches!(
                self.analysis.token(token).upos,
                Upos::Punct | Upos::Cconj | Upos::Part | Upos::Adv
            ) || self.analysis.form(token) == "least"
        };
        while start < run.start && stray(TokenId(start)) {
            start += 1;
        }
        // “brought home two sailors”: where to, not who.
        let verb_before = TokenId(start)
            .previous()
            .is_some_and(|before| self.analysis.token(before).upos == Upos::Verb);
        if start < top.0 && verb_before && self.analysis.form(TokenId(start)).eq_ignore_ascii_case("home") {
            start += 1;
        }
        start
    }

    /// Where the phrase around a run ends: after "of" with what follows.
    fn end(&self, top: TokenId, run: &Range<u32>) -> u32 {
        let of = self
            .analysis
            .children_by(top, Deprel::Nmod)
            .find(|&child| self.has_case(child, &["of"]) && self.analysis.subtree(child).start == run.end);
        let end = of.map_or(run.end, |of| self.run(self.top[of.index()]).end);
        end.max(run.end)
    }

    /// Whether a word before a phrase is part of it.
    fn leads(&self, token: TokenId, top: TokenId) -> bool {
        let features = self.analysis.token(token);
        // "Russia's Putin pardons pilot": somebody else, unless it is theirs.
        let owner = self.analysis.token(token.next()).upos == Upos::Part;
        if self.titled(token).is_some() && self.titled(top).is_none() && !owner {
            return false;
        }
        match features.upos {
            Upos::Det
            | Upos::Adj
            | Upos::Noun
            | Upos::Propn
            | Upos::Num
            | Upos::X
            | Upos::Adv
            | Upos::Part => self.analysis.is_within(token, top) && features.deprel != Deprel::Nsubj,
            Upos::Verb => {
                features.deprel == Deprel::Amod
                    && features.head.is_some_and(|head| head > token && head <= top)
            }
            Upos::Pron => features.deprel == Deprel::NmodPoss && !features.features.has("PronType=Rel"),
            Upos::Cconj => self.analysis.is_within(token, top),
            Upos::Punct => {
                matches!(self.analysis.form(token), "-" | "–" | ",") && self.analysis.is_within(token, top)
            }
            _ => false,
        }
    }

    pub(super) fn is_form(&self, token: u32, word: &str) -> bool {
        (token as usize) < self.analysis.tokens().len() && self.analysis.form(TokenId(token)) == word
    }

    pub(super) fn is_plural(&self, token: TokenId) -> bool {
        self.analysis.token(token).features.has("Number=Plur")
    }

    pub(super) fn has_case(&self, token: TokenId, words: &[&str]) -> bool {
        self.analysis.children_by(token, Deprel::Case).any(|case| {
            let form = self.analysis.form(case);
            words.iter().any(|word| form.eq_ignore_ascii_case(word))
        })
    }
}
