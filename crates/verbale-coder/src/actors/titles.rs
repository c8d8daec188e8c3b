//! Names of people with the titles before them: “the Turkish Foreign Minister Mevlut Cavusoglu” is one mention.
//!
//! Titles are read from the words and not from the tree, because the tree of a long title is what a parser gets wrong
//! first: it may make a title and its name two subjects.

use super::lowered::Words;
use super::names::Named;
use std::ops::Range;
use verbale_lexicon::{EntryId, Lexicon, RoleNumber};
use verbale_syntax::{Analysis, Deprel, NameKind, TokenId, Upos};

/// A person's name with what stands before it.
#[derive(Clone, Debug)]
pub(super) struct Titled {
    /// All of it.
    pub tokens: Range<u32>,
    /// Title and name: what no other mention shares.
    pub core: Range<u32>,
    /// The name.
    pub name: Range<u32>,
    /// Its head in the tree.
    pub head: TokenId,
}

/// How many words before a name the noun of its title may begin.
const REACH: u32 = 7;

/// All names of people, in order of the text, with their titles.
pub(super) fn find(
    analysis: &Analysis,
    words: &Words<'_>,
    lexicon: &Lexicon,
    names: &[Named],
) -> Vec<Titled> {
    let reader = Reader {
        analysis,
        words,
        lexicon,
        names,
    };
    let people = (0..names.len()).filter(|&index| is_person(words, &names[index]));
    people.map(|index| reader.titled(index)).collect()
}

fn is_person(words: &Words<'_>, name: &Named) -> bool {
    let first = TokenId(name.tokens.start);
    let courtesy = || {
        let mut around = std::iter::once(first).chain(first.previous());
        around.any(|word| super::is_honorific(words.forms[word.index()]))
    };
    match name.entry {
        Some(entry) => matches!(entry.entry, EntryId::Person(_)),
        None => name.kind == Some(NameKind::Person) || courtesy(),
    }
}

struct Reader<'a> {
    analysis: &'a Analysis,
    words: &'a Words<'a>,
    lexicon: &'a Lexicon,
    names: &'a [Named],
}

impl Reader<'_> {
    fn titled(&self, index: usize) -> Titled {
        let name = self.names[index].tokens.clone();
        let least = self.analysis.sentence_of(TokenId(name.start)).first.0;
        let title = self
            .title(index, least)
            .filter(|&start| self.belongs(start, &name));
        let start = title.unwrap_or(name.start);
        let core = start..name.end;
        let tokens = if title.is_some() {
            self.modifiers(&core, least)..name.end
        } else {
            core.clone()
        };
        let head = self.head(&core, &tokens);
        Titled {
            tokens,
            core,
            name,
            head,
        }
    }

    /// Where the title of a name begins.
    fn title(&self, index: usize, least: u32) -> Option<u32> {
        let end = self.names[index].tokens.start;
        let before = |index: usize| index.checked_sub(1).map(|index| &self.names[index]);
        // "President of Iran Hassan Rouhani", "ambassador to Libya Deborah Jones"
        if let Some(of) = before(index).filter(|of| of.tokens.end == end && of.entry.is_some()) {
            let mut at = of.tokens.start;
            if at > least && self.is_form(at - 1, &["the"]) {
                at -= 1;
            }
            if at > least && self.is_form(at - 1, &["of", "to", "for", "at"]) {
                return self.role_before(at - 1, least);
            }
            return None;
        }
        let mut start = self
            .role_before(end, least)
            .or_else(|| self.capitalised_noun(end, least))?;
        // "Foreign Minister Sheikh X", "Deputy Prime Minister and Foreign Minister X"
        while let Some(before) = self.title_further(start, least) {
            start = before;
        }
        Some(start)
    }

    /// Where a title before a title begins: before a courtesy, or joined to one in large letters.
    fn title_further(&self, start: u32, least: u32) -> Option<u32> {
        if super::is_honorific(self.words.forms[start as usize]) {
            return self.role_before(start, least);
        }
        let large = |token: u32| {
            let mut letters = self.analysis.form(TokenId(token)).chars();
            letters.next().is_some_and(char::is_uppercase)
        };
        let and = start
            .checked_sub(1)
            .filter(|&and| and > least && self.is_form(and, &["and"]))?;
        let before = self.role_before(and, least)?;
        (large(start) && large(before)).then_some(before)
    }

    /// Where the person's role that ends before a token begins.
    fn role_before(&self, end: u32, least: u32) -> Option<u32> {
        let from = end.saturating_sub(REACH).max(least);
        let words = &self.words.lemmas[from as usize..end as usize];
        if let Some((start, role)) = self.words.role_ending(from as usize..end as usize) {
            let role = self.lexicon.role(role);
            let one = role.number == RoleNumber::Person || super::is_honorific(&role.phrase);
            return one.then_some(start);
        }
        let last = words.last()?;
        (super::is_honorific(last) || *last == "counterpart").then_some(end - 1)
    }

    /// "Host Cavusoglu": a large noun of no other name right before a person's.
    fn capitalised_noun(&self, end: u32, least: u32) -> Option<u32> {
        let at = end.checked_sub(1).filter(|&at| at >= least)?;
        let token = self.analysis.token(TokenId(at));
        let form = self.analysis.form(TokenId(at));
        let large =
            form.chars().next().is_some_and(char::is_uppercase) && form.chars().any(char::is_lowercase);
        let relation = matches!(
            token.deprel,
            Deprel::Compound | Deprel::Flat | Deprel::NmodDesc | Deprel::Nsubj | Deprel::Amod
        );
        let named = self.names.iter().any(|name| name.tokens.contains(&at));
        (token.upos == Upos::Noun && large && relation && !named).then_some(at)
    }

    /// Whether a title and a name are one phrase: a small noun with an owner of its own ("gave the president Putin's
    /// answer") is not.
    fn belongs(&self, start: u32, name: &Range<u32>) -> bool {
        let outside = |range: Range<u32>| {
            let whole = start..name.end;
            range
                .filter_map(|token| self.analysis.token(TokenId(token)).head)
                .find(|head| !whole.contains(&head.0))
        };
        let small = self
            .analysis
            .form(TokenId(name.start - 1))
            .chars()
            .all(char::is_lowercase);
        match (outside(start..name.start), outside(name.clone())) {
            (Some(one), Some(other)) if small => one == other || self.analysis.is_within(one, other),
            _ => true,
        }
    }

    /// Where the words that go with a title begin: "the former Turkish", "Putin's long-serving".
    fn modifiers(&self, core: &Range<u32>, least: u32) -> u32 {
        let mut at = core.start;
        while at > least {
            let token = TokenId(at - 1);
            let features = self.analysis.token(token);
            let inside = features.head.is_some_and(|head| (at..core.end).contains(&head.0));
            match features.upos {
                // "what Prime Minister X called"
                Upos::Det
                    if features.features.has("PronType=Int") || features.features.has("PronType=Rel") =>
                {
                    return at;
                }
                Upos::Det => return at - 1,
                Upos::Pron if features.deprel == Deprel::NmodPoss => return at - 1,
                Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb | Upos::X | Upos::Num
                    if inside && features.deprel != Deprel::Conj || self.is_holder(at - 1) =>
                {
                    at -= 1;
                }
                Upos::Part if features.deprel == Deprel::Case && at - 1 > least => at -= 2,
                _ => break,
            }
        }
        at
    }

    fn is_holder(&self, token: u32) -> bool {
        let found = self.names.partition_point(|name| name.tokens.end <= token);
        self.names.get(found).is_some_and(|name| {
            name.tokens.contains(&token)
                && name.entry.is_some_and(|entry| {
                    matches!(
                        entry.entry,
                        EntryId::Country(_) | EntryId::Organisation(_) | EntryId::Seat(_)
                    )
                })
        })
    }

    /// The token that ties the mention to its sentence.
    fn head(&self, core: &Range<u32>, tokens: &Range<u32>) -> TokenId {
        let outside = |token: &TokenId| {
            let head = self.analysis.token(*token).head;
            head.is_none_or(|head| !tokens.contains(&head.0))
        };
        let ties = |token: &TokenId| {
            !matches!(
                self.analysis.token(*token).deprel,
                Deprel::Flat
                    | Deprel::Compound
                    | Deprel::NmodDesc
                    | Deprel::Amod
                    | Deprel::Punct
                    | Deprel::Case
                    | Deprel::Det
                    | Deprel::Goeswith
            )
        };
        let all = || core.clone().map(TokenId).filter(outside);
        all()
            .find(ties)
            .or_else(|| all().next())
            .unwrap_or(TokenId(core.start))
    }

    fn is_form(&self, token: u32, words: &[&str]) -> bool {
        let form = self.analysis.form(TokenId(token));
        words.iter().any(|word| form.eq_ignore_ascii_case(word))
    }
}
