//! Mentions: which names of the text name a place, judged by the words around them.

use super::evidence;
use super::names::{Known, Names};
use crate::draft::{Cast, Context};
use std::ops::Range;
use verbale_lexicon::Lexicon;
use verbale_lexicon::places::{Gazetteer, PlaceWord, PlaceWords};
use verbale_record::{ActorKind, MentionForm};
use verbale_syntax::{Analysis, NameKind, TokenId};

/// A name with this much evidence is a place.
const ACCEPTED: f32 = 2.0;
/// Names have no more tokens than this.
const LONGEST: u32 = 7;
/// One with this much makes others of the same name more likely.
const CERTAIN: f32 = 2.5;

/// A name that may be one of a place.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub tokens: Range<u32>,
    pub head: TokenId,
    /// Which name it is.
    pub name: Known,
    /// How much speaks for a place.
    pub evidence: f32,
    /// The mention after a comma that may be the region or country around it.
    pub container: Option<usize>,
    /// It is followed by “province”, “region”.
    pub region: bool,
    /// It stands in a phrase of place: “in Syria”, “from Ankara”.
    pub located: bool,
    /// It stands where an actor does.
    pub acts: bool,
}

/// Finds the mentions, in order of the text.
pub(super) fn find<'a>(
    context: &'a Context<'a>,
    gazetteer: &'a Gazetteer,
    lexicon: &'a Lexicon,
    cast: &Cast,
    names: &mut Names<'a>,
) -> Vec<Mention> {
    let analysis = context.analysis;
    let reader = Reader {
        analysis,
        context,
        forms: analysis.token_ids().map(|token| analysis.form(token)).collect(),
        gazetteer,
        lexicon,
        people: people(analysis, cast),
        metonyms: metonyms(cast),
    };
    let mut mentions: Vec<Mention> = Vec::new();
    for sentence in analysis.sentences() {
        let mut at = sentence.first.0;
        while at < sentence.end.0 {
            let after_comma = mentions.last().map(|last| last.tokens.end + 1) == Some(at);
            match reader.longest(at, sentence.end.0, after_comma, names) {
                Some((end, name)) => {
                    mentions.push(reader.mention(at..end, name));
                    at = end;
                }
                None => match reader.unknown(at, sentence.end.0, names) {
                    Some((end, name)) => {
                        mentions.push(reader.mention(at..end, name));
                        at = end;
                    }
                    None => at += 1,
                },
            }
        }
    }
    link_containers(analysis, &mut mentions, names);
    for mention in &mut mentions {
        mention.evidence += evidence::of(&reader, mention, names);
    }
    spread(analysis, &mut mentions, names);
    accept(mentions)
}

/// What the evidence is read from.
pub(super) struct Reader<'a> {
    pub analysis: &'a Analysis,
    pub context: &'a Context<'a>,
    /// The words of all tokens.
    pub forms: Vec<&'a str>,
    pub gazetteer: &'a Gazetteer,
    pub lexicon: &'a Lexicon,
    /// Words of the names of the cast's persons.
    pub people: Vec<&'a str>,
    /// Tokens that stand for a government.
    pub metonyms: Vec<Range<u32>>,
}

fn people<'a>(analysis: &'a Analysis, cast: &Cast) -> Vec<&'a str> {
    let mut words = Vec::new();
    for name in analysis
        .names()
        .iter()
        .filter(|name| name.kind == NameKind::Person)
    {
        if name.end.0 - name.first.0 > 1 {
            words.extend((name.first.0..name.end.0).map(|token| analysis.form(TokenId(token))));
        }
    }
    for mention in &cast.mentions {
        let is_person = mention.form == MentionForm::Name
            && mention
                .actors
                .iter()
                .any(|&actor| cast.actor(actor).kind == ActorKind::Person);
        if is_person {
            words.push(analysis.form(mention.head));
        }
    }
    words.retain(|word| word.starts_with(char::is_uppercase));
    words.sort_unstable();
    words.dedup();
    words
}

fn metonyms(cast: &Cast) -> Vec<Range<u32>> {
    let metonyms = cast
        .mentions
        .iter()
        .filter(|mention| mention.form == MentionForm::Metonym);
    metonyms.map(|mention| mention.tokens.clone()).collect()
}

impl<'a> Reader<'a> {
    pub(super) fn form(&self, token: u32) -> &'a str {
        self.forms[token as usize]
    }

    /// What the word of a token is beside places.
    pub(super) fn classes(&self, token: u32) -> PlaceWords {
        self.gazetteer.classes(self.form(token))
    }

    /// The longest name from a token on that a place has.
    fn longest(&self, at: u32, end: u32, after_comma: bool, names: &mut Names<'a>) -> Option<(u32, Known)> {
        let first = self.form(at);
        let abbreviated = after_comma && self.form(at - 1) == ",";
        if let Some(found) = abbreviated.then(|| self.abbreviation(at, end, names)).flatten() {
            return Some(found);
        }
        let is_article = matches!(first, "al" | "el" | "al-" | "el-");
        if !starts_large(first) && !is_article && !has_small_prefix(first) {
            return None;
        }
        let mut reach = at + 1;
        while reach < end && reach - at < LONGEST && self.continues(reach) {
            reach += 1;
        }
        (at + 1..=reach).rev().find_map(|stop| {
            let last = self.form(stop - 1);
            let ends_well =
                starts_large(last) || has_small_prefix(last) || self.classes(stop - 1).has(PlaceWord::After);
            if !ends_well {
                return None;
            }
            let text = self.analysis.text_of(at..stop);
            if stop - at == 1 && self.is_hardly_a_name(text) {
                return None;
            }
            names.look_up(self.gazetteer, text).map(|name| (stop, name))
        })
    }

    /// “Ky.” after a comma; the full stop may be a token of its own.
    fn abbreviation(&self, at: u32, end: u32, names: &mut Names<'a>) -> Option<(u32, Known)> {
        let with_stop =
            at + 1 < end && self.form(at + 1) == "." && !self.analysis.token(TokenId(at + 1)).space_before;
        let stop = if with_stop { at + 2 } else { at + 1 };
        let long = self.gazetteer.abbreviated(self.analysis.text_of(at..stop));
        let (stop, entry) = match long {
            Some(entry) => (stop, entry),
            None => (at + 1, self.gazetteer.abbreviated(self.form(at))?),
        };
        Some((stop, names.abbreviation(self.analysis.text_of(at..stop), entry)))
    }

    /// A name that no table has, where the name finder takes it for a place or a word like “village of” announces it.
    fn unknown(&self, at: u32, end: u32, names: &mut Names<'a>) -> Option<(u32, Known)> {
        if !starts_large(self.form(at)) {
            return None;
        }
        let found = self.analysis.name_at(TokenId(at));
        let location = found.filter(|name| name.kind == NameKind::Location && name.first.0 == at);
        let stop = match location {
            Some(name) => name.end.0,
            None if found.is_none_or(|name| name.kind != NameKind::Organisation) && self.introduced(at) => {
                let length = (at..end)
                    .take_while(|&token| starts_large(self.form(token)))
                    .count();
                at + length as u32
            }
            None => self.site(at, end)?,
        };
        let text = self.analysis.text_of(at..stop);
        if stop - at > LONGEST || self.is_hardly_a_name(text) {
            return None;
        }
        Some((stop, names.unknown(text)))
    }

    /// “Mount Noqum”, “the Umaliqa base”: a name with a word for what it names.
    fn site(&self, at: u32, end: u32) -> Option<u32> {
        let length = (at..end.min(at + 3))
            .take_while(|&token| starts_large(self.form(token)))
            .count();
        let stop = at + length as u32;
        let is = |token: u32| self.classes(token).has(PlaceWord::Site);
        if length > 1 && (is(at) || is(stop - 1)) {
            return Some(stop);
        }
        (stop < end && is(stop)).then_some(stop + 1)
    }

    /// “the village of”, “the town of”.
    pub(super) fn introduced(&self, at: u32) -> bool {
        let first = self.analysis.sentence_of(TokenId(at)).first.0;
        at >= first + 2
            && self.form(at - 1) == "of"
            && !starts_large(self.form(at - 2))
            && self.classes(at - 2).has(PlaceWord::Before)
    }

    /// Whether a token can be inside a name.
    fn continues(&self, token: u32) -> bool {
        let form = self.form(token);
        if starts_large(form) || has_small_prefix(form) {
            return true;
        }
        let classes = self.classes(token);
        classes.has(PlaceWord::Particle)
            || classes.has(PlaceWord::After)
            || form == "." && matches!(self.form(token - 1), "St" | "Mt" | "Ft" | "Ste")
            || form.starts_with(['-', '\'', '’']) && form.len() > 3
            || form.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Some words are towns somewhere but never in a report.
    fn is_hardly_a_name(&self, text: &str) -> bool {
        text.chars().filter(|c| c.is_alphabetic()).count() < 2
            || self.gazetteer.is_word(PlaceWord::NotPlace, text)
    }

    fn mention(&self, tokens: Range<u32>, name: Known) -> Mention {
        let head = tokens
            .clone()
            .map(TokenId)
            .find(|&token| {
                let above = self.analysis.token(token).head;
                above.is_none_or(|above| !tokens.contains(&above.0))
            })
            .unwrap_or(TokenId(tokens.start));
        Mention {
            head,
            name,
            evidence: 0.0,
            container: None,
            region: false,
            located: false,
            acts: false,
            tokens,
        }
    }
}

pub(super) fn starts_large(form: &str) -> bool {
    match form.bytes().next() {
        Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
        _ => form.starts_with(char::is_uppercase),
    }
}

/// “al-Bab”, “d'Ivoire”: written small, but the beginning or a part of a name.
fn has_small_prefix(form: &str) -> bool {
    const PREFIXES: [&str; 9] = ["al-", "el-", "as-", "ash-", "ar-", "d'", "d’", "l'", "n'"];
    // Hardly any word has a mark so near its beginning.
    let marked = form.bytes().take(4).any(|byte| !byte.is_ascii_alphanumeric());
    marked
        && PREFIXES
            .iter()
            .any(|prefix| form.strip_prefix(prefix).is_some_and(starts_large))
}

/// Links “X, Y” and “X in Y” where Y can be around X. An abbreviation that is around nothing is none.
fn link_containers(analysis: &Analysis, mentions: &mut [Mention], names: &Names<'_>) {
    for index in 0..mentions.len() {
        let (before, after) = mentions.split_at_mut(index);
        let outer = &mut after[0];
        let inner = before.last_mut().filter(|inner| {
            let gap = inner.tokens.end..outer.tokens.start;
            let joined = match gap.len() {
                1 => matches!(analysis.form(TokenId(gap.start)), "," | "in"),
                2 => {
                    matches!(analysis.form(TokenId(gap.start)), "in" | ",")
                        && matches!(analysis.form(TokenId(gap.start + 1)), "the" | "in")
                }
                _ => false,
            };
            joined && names.can_contain(outer.name, inner.name)
        });
        if let Some(inner) = inner {
            inner.container = Some(index);
            if analysis.form(TokenId(inner.tokens.end)) == "," {
                inner.evidence += if names.is_unknown(inner.name) { 2.0 } else { 3.0 };
                outer.evidence += 2.0;
                outer.located = true;
            } else if !names.is_unknown(inner.name) {
                inner.evidence += 1.0;
            }
        } else if names.is_abbreviation(outer.name) {
            outer.evidence -= 10.0;
        }
    }
}

/// What other mentions say: the same name where it is certain, neighbours in a list, the town inside a region.
fn spread(analysis: &Analysis, mentions: &mut [Mention], names: &Names<'_>) {
    let certain: Vec<Known> = mentions
        .iter()
        .filter(|mention| mention.evidence >= CERTAIN)
        .map(|mention| mention.name)
        .collect();
    for mention in mentions.iter_mut() {
        if mention.evidence < ACCEPTED && certain.contains(&mention.name) {
            mention.evidence += 1.5;
        }
    }
    for index in 1..mentions.len() {
        let (before, after) = mentions.split_at_mut(index);
        let (one, two) = (&mut before[index - 1], &mut after[0]);
        let gap = one.tokens.end..two.tokens.start;
        let listed = matches!(gap.len(), 1 | 2)
            && gap
                .clone()
                .all(|token| matches!(analysis.form(TokenId(token)), "," | "and" | "or" | "&"));
        if !listed {
            continue;
        }
        if names.is_region(one.name) && names.is_region(two.name) {
            one.region = true;
            two.region = true;
        }
        if one.evidence >= CERTAIN {
            two.evidence += 1.2;
            two.located |= one.located;
        } else if two.evidence >= CERTAIN {
            one.evidence += 0.7;
        }
    }
}

/// Keeps the accepted ones and renumbers what they refer to.
fn accept(mentions: Vec<Mention>) -> Vec<Mention> {
    let mut number = 0;
    let numbers: Vec<Option<usize>> = mentions
        .iter()
        .map(|mention| {
            (mention.evidence >= ACCEPTED).then(|| {
                number += 1;
                number - 1
            })
        })
        .collect();
    let mut accepted: Vec<Mention> = mentions
        .into_iter()
        .filter(|mention| mention.evidence >= ACCEPTED)
        .collect();
    for mention in &mut accepted {
        mention.container = mention.container.and_then(|index| numbers[index]);
    }
    accepted
}
