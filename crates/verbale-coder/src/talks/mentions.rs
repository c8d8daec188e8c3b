//! Mentions of talks: the words that name a meeting, grouped where they name the same one (“met for talks”, “the
//! second round of negotiations”).

use crate::draft::{Bytes, Context, Draft, PlaceIndex};
use std::borrow::Cow;
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_lexicon::talks::{Anchor, AnchorSort, Cue, Hit, RoleForm, TalkWords};
use verbale_record::ThirdPartyRole;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A sentence prepared for looking up phrases.
pub(super) struct Line<'a> {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Lemmas in lower case, one a token.
    pub lemmas: Vec<Cow<'a, str>>,
    /// What its phrases say, by position in the sentence ([`Line::read_phrases`]).
    pub cues: Vec<Hit<Cue>>,
    /// Verbs with words of their own that name talks.
    pub idioms: Vec<Hit<AnchorSort>>,
    /// Phrases that give a role to whom they are followed by ([`Line::read_phrases`]).
    pub roles: Vec<Hit<(RoleForm, ThirdPartyRole)>>,
    /// The places that its words name.
    pub places: &'a [Site],
    /// The syntax.
    pub analysis: &'a Analysis,
}

/// A mention of a place: its words, and the place.
pub(super) type Site = (Range<u32>, PlaceIndex);

/// All mentions of places, in text order.
pub(super) fn sites(draft: &Draft) -> Vec<Site> {
    let places = draft.places.iter().enumerate();
    let mut sites: Vec<Site> = places
        .flat_map(|(index, place)| {
            let mentions = place.mentions.iter();
            mentions.map(move |(tokens, _)| (tokens.clone(), PlaceIndex(index as u32)))
        })
        .collect();
    sites.sort_by_key(|(tokens, place)| (tokens.start, *place));
    sites
}

impl<'a> Line<'a> {
    /// Reads a sentence; `sites` are the mentions of places of the whole text.
    pub(super) fn read(
        analysis: &'a Analysis,
        words: &TalkWords,
        sites: &'a [Site],
        tokens: Range<u32>,
    ) -> Self {
        let before = |limit: u32| sites.partition_point(|(site, _)| site.start < limit);
        let places = &sites[before(tokens.start)..before(tokens.end)];
        let lemmas: Vec<Cow<'a, str>> = tokens
            .clone()
            .map(|token| key(analysis, words, TokenId(token)))
            .collect();
        let as_str: Vec<&str> = lemmas.iter().map(AsRef::as_ref).collect();
        Self {
            places,
            idioms: words.idioms.find(&as_str, |_, _| true),
            cues: Vec::new(),
            roles: Vec::new(),
            tokens,
            lemmas,
            analysis,
        }
    }

    /// Looks up what its phrases say: worth it only in a sentence that names talks.
    pub(super) fn read_phrases(&mut self, words: &TalkWords) {
        let lemmas: Vec<&str> = self.lemmas.iter().map(AsRef::as_ref).collect();
        self.cues = words.cues.find(&lemmas, Cue::is_like);
        self.roles = words.role_phrases.find(&lemmas, |_, _| true);
    }

    /// The lemma of a token of the sentence in lower case; empty outside.
    pub(super) fn lemma(&self, token: u32) -> &str {
        let at = token.checked_sub(self.tokens.start);
        at.and_then(|at| self.lemmas.get(at as usize))
            .map_or("", AsRef::as_ref)
    }

    /// The tokens of a hit.
    pub(super) fn tokens_of<V>(&self, hit: &Hit<V>) -> Range<u32> {
        self.tokens.start + hit.start as u32..self.tokens.start + hit.end as u32
    }

    pub(super) fn upos(&self, token: u32) -> Upos {
        self.analysis.token(TokenId(token)).upos
    }

    /// Whether a token is a verb that makes a clause of its own.
    pub(super) fn is_finite(&self, token: u32) -> bool {
        let features = self.analysis.token(TokenId(token)).features;
        matches!(self.upos(token), Upos::Verb | Upos::Aux) && features.has("VerbForm=Fin")
    }
}

/// What a token is looked up by: its lemma, or its form where the comparative says more (“more”, “earlier”).
fn key<'a>(analysis: &'a Analysis, words: &TalkWords, token: TokenId) -> Cow<'a, str> {
    let features = analysis.token(token).features;
    if features.has("Degree=Cmp") || features.has("Degree=Sup") {
        return lower(analysis.form(token));
    }
    match lower(analysis.lemma(token)) {
        Cow::Borrowed(lemma) => Cow::Borrowed(words.singular(lemma)),
        Cow::Owned(lemma) => Cow::Owned(words.singular(&lemma).to_owned()),
    }
}

/// Words that name one meeting.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// The words that name it, in text order; the first tells the sort.
    pub heads: Vec<TokenId>,
    /// What they name.
    pub sort: AnchorSort,
    /// The verb whose clause it is: the naming verb itself, or the one above the noun.
    pub verb: Option<TokenId>,
    /// The noun in “an attempt to hold talks”.
    pub attempt: Option<TokenId>,
}

impl Named {
    /// The word that names it first.
    pub(super) fn first(&self) -> u32 {
        self.heads[0].0
    }

    /// The word that names it last.
    pub(super) fn last(&self) -> u32 {
        self.heads[self.heads.len() - 1].0
    }

    /// Whether a verb names it.
    pub(super) fn is_verb(&self) -> bool {
        self.verb == Some(self.heads[0])
    }
}

/// All of them in a sentence, in order; words that name talks in a second sense only where no other does.
pub(super) fn named(line: &Line<'_>, words: &TalkWords) -> Vec<Named> {
    let anchors = line.tokens.clone();
    let mut anchors: Vec<(u32, Anchor)> = anchors
        .filter_map(|token| Some((token, anchor_at(line, words, token)?)))
        .collect();
    let is_second = |anchor: &Anchor| anchor.sort.is_second_choice();
    if !anchors.iter().all(|(_, anchor)| is_second(anchor)) {
        anchors.retain(|(_, anchor)| !is_second(anchor));
    }
    joined(line, words, &anchors)
}

/// The words that name talks, those that name the same meeting taken together.
fn joined(line: &Line<'_>, words: &TalkWords, anchors: &[(u32, Anchor)]) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for &(token, anchor) in anchors {
        let head = TokenId(token);
        if let Some(previous) = found.last_mut()
            && is_same(line, previous, token)
        {
            previous.heads.push(head);
            if matches!(
                previous.sort,
                AnchorSort::Round | AnchorSort::Reference | AnchorSort::Exchange
            ) && anchor.sort != AnchorSort::Reference
            {
                previous.sort = if previous.sort == AnchorSort::Round {
                    AnchorSort::Meeting
                } else {
                    anchor.sort
                };
            }
            continue;
        }
        let verb = match line.upos(token) {
            Upos::Verb if !is_mistagged(line, words, token) => Some(head),
            _ => verb_above(line.analysis, head),
        };
        found.push(Named {
            heads: vec![head],
            sort: anchor.sort,
            attempt: verb.and_then(|verb| attempt_above(line, verb)),
            verb,
        });
    }
    found
}

/// “invited both to talks”: no infinitive ends in “s”.
fn is_mistagged(line: &Line<'_>, words: &TalkWords, token: u32) -> bool {
    let form = line.analysis.form(TokenId(token));
    line.upos(token) == Upos::Verb
        && form.ends_with('s')
        && token > line.tokens.start
        && line.lemma(token - 1) == "to"
        && words
            .noun(None, line.lemma(token))
            .is_some_and(|anchor| anchor.plural)
}

fn anchor_at(line: &Line<'_>, words: &TalkWords, token: u32) -> Option<Anchor> {
    let lemma = line.lemma(token);
    let upos = if is_mistagged(line, words, token) {
        Upos::Noun
    } else {
        line.upos(token)
    };
    match upos {
        Upos::Noun | Upos::Propn => {
            let before = token
                .checked_sub(1)
                .filter(|&before| line.tokens.contains(&before));
            let modifier = before.map(|before| line.lemma(before));
            let anchor = words.noun(modifier, lemma)?;
            let form = line.analysis.form(TokenId(token));
            // In a headline even the singular means talks (“humanitarian talk”), but no verdict hangs on it.
            if anchor.plural && !form.ends_with('s') {
                return None;
            }
            // A compound names what the talks are about, or is no talks at all (“the talks hall”, “round table”).
            let is_modifier = line.analysis.token(TokenId(token)).deprel == Deprel::Compound
                && token + 1 < line.tokens.end
                && matches!(line.upos(token + 1), Upos::Noun | Upos::Propn);
            let other = modifier.is_some_and(|modifier| words.is_other(modifier));
            (!is_modifier && !other && !is_of_others(line, words, anchor, token)).then_some(anchor)
        }
        Upos::Verb => {
            let idiom = line.idioms.iter().find(|hit| line.tokens_of(hit).start == token);
            let particle = (token + 1 < line.tokens.end).then(|| line.lemma(token + 1));
            let idiom = idiom.map(|hit| Anchor {
                sort: hit.value,
                plural: false,
            });
            idiom.or_else(|| words.verb(lemma, particle))
        }
        _ => None,
    }
}

/// “a second round of strikes”, “a call for restraint”: of something else than talks.
fn is_of_others(line: &Line<'_>, words: &TalkWords, anchor: Anchor, token: u32) -> bool {
    let next = token + 1;
    match anchor.sort {
        AnchorSort::Call => line.lemma(token) == "call" && line.lemma(next) == "for",
        AnchorSort::Round if line.lemma(next) == "of" => {
            let mut after = next + 1..line.tokens.end.min(next + 5);
            let noun = after.find(|&at| {
                line.upos(at) == Upos::Noun && (at + 1 >= line.tokens.end || line.upos(at + 1) != Upos::Noun)
            });
            // “a session of all three” has no noun.
            noun.is_some_and(|at| words.noun(None, line.lemma(at)).is_none())
        }
        _ => false,
    }
}

/// Whether a word names the meeting that the words before it name: “met for talks”, “round of talks”.
fn is_same(line: &Line<'_>, previous: &Named, token: u32) -> bool {
    let between = previous.last() + 1..token;
    if between.clone().any(|inner| line.is_finite(inner)) {
        return false;
    }
    let other_verb = |inner: u32| {
        line.upos(inner) == Upos::Verb && line.analysis.token(TokenId(inner)).deprel != Deprel::Amod
    };
    if between.clone().any(other_verb) {
        return false;
    }
    let preposition = between.clone().rev().find(|&inner| line.upos(inner) == Upos::Adp);
    if previous.is_verb() {
        return preposition.is_some_and(|at| {
            let ahead = at > between.start && matches!(line.lemma(at - 1), "ahead");
            matches!(line.lemma(at), "for" | "in" | "at" | "during") && !ahead
        });
    }
    let short = token - previous.last() <= 7;
    let only_of = between.clone().all(|inner| {
        !matches!(
            line.upos(inner),
            Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj
        ) && (line.upos(inner) != Upos::Adp || line.lemma(inner) == "of")
    });
    short && only_of && preposition.is_some()
}

/// The verb above a noun, through the nouns between.
fn verb_above(analysis: &Analysis, noun: TokenId) -> Option<TokenId> {
    analysis.ancestors(noun).find(|&above| {
        matches!(analysis.token(above).upos, Upos::Verb | Upos::Aux | Upos::Adj)
            || analysis.child_by(above, Deprel::Cop).is_some()
    })
}

/// The noun that a verb is the content of: “an attempt to convene talks”.
fn attempt_above(line: &Line<'_>, verb: TokenId) -> Option<TokenId> {
    let above = line.analysis.token(verb).head?;
    let tries = matches!(
        line.lemma(above.0),
        "attempt" | "effort" | "bid" | "try" | "push" | "plan" | "move" | "proposal" | "offer"
    );
    (tries && crate::acts::matching::is_infinitive(line.analysis, verb)).then_some(above)
}

/// The clause of a mention: what hangs on its verb, cut at the clauses beside it; else its noun phrase.
pub(super) fn clause(context: &Context<'_>, named: &Named) -> Bytes {
    let analysis = context.analysis;
    let sentence = analysis.sentence_of(named.heads[0]);
    let top = named.verb.unwrap_or(named.heads[0]);
    let mut range = analysis.subtree_without(top, |child| {
        matches!(
            analysis.token(child).deprel,
            Deprel::Conj | Deprel::Parataxis | Deprel::Punct
        ) && !named.heads.iter().any(|&head| analysis.is_within(head, child))
    });
    range.start = range.start.min(named.first()).max(sentence.first.0);
    range.end = range.end.max(named.last() + 1).min(sentence.end.0);
    while range.end > named.last() + 1 && analysis.token(TokenId(range.end - 1)).upos == Upos::Punct {
        range.end -= 1;
    }
    context.bytes(range)
}
