//! What a noun phrase says by itself.

use super::descriptions::holder_of;
use super::names::Named;
use super::phrases::{Phrase, Reader, Sense};
use super::spellings::{OrganisationName, PersonName};
use super::titles::Titled;
use std::ops::Range;
use verbale_lexicon::{ActorWord, CountryStatus, EntryId, MatchKind, PersonId, RoleNumber};
use verbale_syntax::{Analysis, Deprel, NameKind, TokenId, Upos};

const COUNTRY_WORDS: [&str; 5] = ["country", "nation", "kingdom", "republic", "state"];
/// Those whom a number makes a figure.
const PEOPLE: [&str; 5] = ["people", "person", "child", "woman", "man"];
/// Words that take up an organisation.
const GROUP_WORDS: [&str; 11] = [
    "group",
    "movement",
    "organisation",
    "organization",
    "militia",
    "faction",
    "bloc",
    "alliance",
    "agency",
    "body",
    "watchdog",
];
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

/// Whether a noun may mean somebody by itself, without a name or a role.
pub(super) fn takes_up(lemma: &str) -> bool {
    lemma == "power"
        || COUNTRY_WORDS.contains(&lemma)
        || GROUP_WORDS.contains(&lemma)
        || SIDE_WORDS.contains(&lemma)
}

impl<'t> Reader<'_, 't> {
    pub(super) fn sense(&self, top: TokenId, run: &Range<u32>, phrase: &mut Phrase<'t>) -> Option<Sense<'t>> {
        if let Some(titled) = self.titled(top) {
            return Some(self.person_sense(titled));
        }
        let last = TokenId(run.end - 1);
        let named = self.name(last).or_else(|| self.name(top));
        if let Some(name) = named {
            let sense = self.named_sense(top, name, phrase);
            // "the occupied West Bank" is no bank.
            let placed = || {
                let entry = name.entry.map(|entry| entry.entry);
                name.tokens.contains(&top.0)
                    && matches!(entry, Some(EntryId::Country(_) | EntryId::Region(_)))
            };
            if sense.is_some() || placed() {
                return sense;
            }
        }
        // Headings in large letters name nobody.
        let form = self.analysis.form(top);
        if form.len() > 3 && form.chars().all(char::is_uppercase) {
            return None;
        }
        // "Turkey is an ally": what is said of somebody is not somebody else.
        if self.analysis.child_by(top, Deprel::Cop).is_some() {
            return None;
        }
        // "the government-in-exile", "250,000 people": a part of a word, a figure.
        let hyphenated = top.previous().is_some_and(|before| {
            let joined = self.analysis.token(before).end == self.analysis.token(top).start;
            joined && self.analysis.form(before) == "-" && !run.contains(&before.0)
        });
        let counted = PEOPLE.contains(&self.analysis.lemma(top))
            && self.analysis.child_by(top, Deprel::Nummod).is_some();
        // "a firm 3.5 per cent"
        let measure = self
            .analysis
            .tokens()
            .get(top.index() + 1)
            .is_some_and(|next| next.upos == Upos::Num);
        if hyphenated || counted || measure {
            return None;
        }
        // "military aid" and "local" describe; "the wounded" are somebody.
        let noun = matches!(self.analysis.token(top).upos, Upos::Noun | Upos::Propn);
        if !noun && self.analysis.child_by(top, Deprel::Det).is_none() {
            return None;
        }
        let lemma = self.words.lemmas[top.index()];
        let plural = self.is_plural(top);
        let several = plural && self.has_word(top, &["both", "two", "all", "warring", "rival", "opposing"]);
        // "both sides of the aisle", "both political parties"
        let other = lemma == "party" && self.has_word(top, &["political", "main"])
            || phrase.of.is_none()
                && self
                    .analysis
                    .child_by(top, Deprel::Nmod)
                    .is_some_and(|of| self.has_case(of, &["of"]));
        if SIDE_WORDS.contains(&lemma)
            && !other
            && (several || plural && lemma == "party" && self.has_word(top, &["the"]))
        {
            return Some(Sense::Sides);
        }
        // One side of a table, to take sides.
        if matches!(lemma, "side" | "party")
            && phrase.of.is_none()
            && phrase
                .role
                .is_some_and(|role| *role.phrase == *lemma || role.phrase.ends_with('s'))
        {
            return None;
        }
        if COUNTRY_WORDS.contains(&lemma) && !plural && self.has_word(top, &["the"]) && phrase.of.is_none() {
            return Some(Sense::Country);
        }
        if plural
            && self.analysis.child_by(top, Deprel::Nummod).is_none()
            && (COUNTRY_WORDS.contains(&lemma) || lemma == "power")
            && phrase.of.is_none()
            && self.analysis.child_by(top, Deprel::Amod).is_some()
        {
            return Some(Sense::Countries);
        }
        if GROUP_WORDS.contains(&lemma)
            && !plural
            && phrase.of.is_none()
            && phrase.possessor.is_none()
            && self.has_word(top, &["the", "this", "that"])
            && bare_but_article(self.analysis, top)
        {
            return Some(Sense::Group);
        }
        if phrase.counterpart {
            return Some(Sense::Described);
        }
        if noun && !plural && self.is_unspecific(top, run, phrase) {
            return None;
        }
        // "to have authority": without an article, a thing.
        if lemma == "authority" && !plural && phrase.of.is_none() && !self.has_word(top, &["the"]) {
            return None;
        }
        if self.is_matter(top, lemma) || !plural && self.shares_noun(top) {
            return None;
        }
        if let Some(role) = phrase.role {
            // The head itself must be the role: "rebel leader" is, "rebel area" is not.
            let end = role.phrase.rsplit([' ', '-']).next().unwrap_or(&role.phrase);
            let surname = run.end - 1 > top.0
                && self.analysis.token(last).upos == Upos::Propn
                && role.number == RoleNumber::Person;
            // The table has "security forces" in the plural.
            let same = end == lemma || end.eq_ignore_ascii_case(self.analysis.form(top));
            if same
                || lemma
                    .strip_suffix(end)
                    .is_some_and(|before| before.ends_with('-'))
            {
                if surname && !self.is_lexical(last) {
                    return Some(self.person_named(self.trailing_name(run), None));
                }
                return Some(Sense::Described);
            }
            if self.analysis.token(top).upos == Upos::Propn
                && self.name(top).is_none()
                && last == top
                && run.len() > 1
                && role.number == RoleNumber::Person
            {
                return Some(self.person_named(self.trailing_name(run), None));
            }
        }
        None
    }

    /// "rebel and militant factions": a noun that only says of what kind those after "and" are.
    fn shares_noun(&self, top: TokenId) -> bool {
        let bare = |token: TokenId| {
            let children = self.analysis.children(token).iter();
            let mut relations = children.map(|&child| self.analysis.token(child).deprel);
            !relations.any(|relation| matches!(relation, Deprel::Det | Deprel::NmodPoss | Deprel::Amod))
        };
        let and = top.next();
        let joined = self.is_form(and.0, "and") || self.is_form(and.0, "or");
        let shared = |other: TokenId| {
            let kinds = self.analysis.children(other).iter();
            let mut kinds = kinds.filter(|&&kind| kind.0 == and.0 + 1 && kind < other);
            self.is_plural(other)
                && kinds
                    .any(|&kind| matches!(self.analysis.token(kind).deprel, Deprel::Amod | Deprel::Compound))
        };
        joined && bare(top) && self.analysis.children_by(top, Deprel::Conj).any(shared)
    }

    /// "his opposition to the plan": what somebody does, not somebody.
    fn is_matter(&self, top: TokenId, lemma: &str) -> bool {
        let led = |child: TokenId| {
            let mut cases = self.analysis.children_by(child, Deprel::Case);
            cases.any(|case| self.lexicon.is_word(ActorWord::Against, self.analysis.form(case)))
        };
        let mut matters = self.analysis.children_by(top, Deprel::Nmod);
        self.lexicon.is_word(ActorWord::Matter, lemma) && matters.any(led)
    }

    /// "taken hostage", "heavy military and financial backing": one without an article that does nothing.
    fn is_unspecific(&self, top: TokenId, run: &Range<u32>, phrase: &Phrase<'t>) -> bool {
        let any = |relations: &[Deprel]| {
            let mut children = self.analysis.children(top).iter();
            children.any(|&child| relations.contains(&self.analysis.token(child).deprel))
        };
        let group = phrase.role.is_some_and(|role| role.number == RoleNumber::Group);
        let told = [Deprel::Det, Deprel::NmodPoss, Deprel::Appos, Deprel::Nmod];
        let specific = any(&told) || !group && (any(&[Deprel::Amod, Deprel::Compound]) || run.len() > 1);
        let deprel = self.analysis.token(top).deprel;
        let stands = matches!(
            deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Appos | Deprel::Conj | Deprel::Root
        );
        // "form a unity government": any one.
        let state = phrase.role.is_some_and(|role| {
            role.sectors
                .first()
                .is_some_and(|sector| matches!(sector.as_str(), "GOV" | "MIL" | "LEG" | "JUD"))
                && (group || !role.office.is_empty())
        });
        let any_one = state && self.has_word(top, &["a", "an"]) && !stands;
        phrase.of.is_none() && phrase.possessor.is_none() && (any_one || !specific && !stands)
    }

    fn person_sense(&self, titled: &Titled) -> Sense<'t> {
        let named = self.name(TokenId(titled.name.start)).and_then(|name| name.entry);
        match named.map(|entry| (entry.entry, entry.kind)) {
            Some((EntryId::Person(id), kind)) => {
                let known = (kind == MatchKind::Person).then_some(id);
                self.person_named(titled.name.clone(), known)
            }
            // The place of a name that a table knows is no other's.
            _ => self.person_named(self.without_title(&titled.name), self.full_name(&titled.name)),
        }
    }

    fn person_named(&self, name: Range<u32>, known: Option<PersonId>) -> Sense<'t> {
        Sense::Person(PersonName::read(self.analysis, self.words, name, known))
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
            matches!(self.analysis.token(id).upos, Upos::Propn | Upos::X) && !self.words.is_role(id.index())
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

    fn named_sense(&self, top: TokenId, name: &Named, phrase: &Phrase<'t>) -> Option<Sense<'t>> {
        let is_last = name.tokens.end >= self.run(top).end || name.tokens.contains(&top.0);
        if !is_last {
            return None;
        }
        match name.entry.map(|entry| (entry.entry, entry.kind)) {
            Some((EntryId::Person(_), _)) => None,
            Some((entry, MatchKind::Capital)) => {
                let holder = holder_of(self.lexicon, entry)?;
                self.acts(top).then_some(Sense::Metonym(holder))
            }
            Some((entry, MatchKind::Seat)) => Some(Sense::Metonym(holder_of(self.lexicon, entry)?)),
            // The land of those who act for themselves is a place, where it does not act.
            Some((EntryId::Country(id), MatchKind::CountryName))
                if self.lexicon.country(id).status == CountryStatus::Autonomous && !self.acts(top) =>
            {
                None
            }
            Some((EntryId::Region(_), _)) => None,
            // "the Russians" are Russia, "many Russians" are people.
            Some((entry, MatchKind::CountryDemonym))
                if self.is_plural(top) && !self.has_word(top, &["the"]) =>
            {
                holder_of(self.lexicon, entry).map(Sense::People)
            }
            Some((entry, _)) => holder_of(self.lexicon, entry).map(Sense::Named),
            None => match name.kind? {
                // "Minister of Foreign Affairs"
                NameKind::Organisation if self.is_of_role(&name.tokens) => None,
                NameKind::Organisation if phrase.role.is_none() || name.tokens.len() > 1 => {
                    let name = OrganisationName::read(self.analysis, self.lexicon, name.tokens.clone());
                    Some(Sense::Organisation(name))
                }
                _ => None,
            },
        }
    }

    /// Whether the words of a name end a role that begins before them.
    fn is_of_role(&self, name: &Range<u32>) -> bool {
        let from = name
            .start
            .saturating_sub(3)
            .max(self.analysis.sentence_of(TokenId(name.start)).first.0);
        let role = self.words.role_ending(from as usize..name.end as usize);
        role.is_some_and(|(start, _)| start < name.start)
    }

    /// A name without the words of a title that the name finder took along.
    fn without_title(&self, tokens: &Range<u32>) -> Range<u32> {
        let is_title = |token: u32| {
            let lemma = self.words.lemmas[token as usize];
            super::is_honorific(lemma) || self.words.is_role(token as usize)
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
}

/// Nothing but an article stands with a noun.
fn bare_but_article(analysis: &Analysis, top: TokenId) -> bool {
    analysis.children(top).iter().all(|&child| {
        !matches!(
            analysis.token(child).deprel,
            Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::Nummod
        )
    })
}
