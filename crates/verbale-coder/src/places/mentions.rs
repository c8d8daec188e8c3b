//! Mentions: which names of the text name a place, judged by the words around them.

use super::names::{Known, Names};
use crate::draft::{Cast, Context};
use std::ops::Range;
use verbale_lexicon::places::{Gazetteer, PlaceEntry, PlaceKind, PlaceWord};
use verbale_record::{ActorKind, MentionForm};
use verbale_syntax::{Analysis, Deprel, NameKind, TokenId, Upos};

/// A name with this much evidence is a place.
const ACCEPTED: f32 = 2.0;
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
}

/// Finds the mentions, in order of the text.
pub(super) fn find(
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    cast: &Cast,
    names: &mut Names,
) -> Vec<Mention> {
    let analysis = context.analysis;
    let reader = Reader {
        analysis,
        context,
        gazetteer,
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
                None => at += 1,
            }
        }
    }
    link_containers(analysis, &mut mentions, names);
    for mention in &mut mentions {
        mention.evidence += reader.evidence(mention, names);
    }
    spread(analysis, &mut mentions);
    accept(mentions)
}

struct Reader<'a> {
    analysis: &'a Analysis,
    context: &'a Context<'a>,
    gazetteer: &'a Gazetteer,
    /// Words of the names of the cast's persons.
    people: Vec<&'a str>,
    /// Tokens that stand for a government.
    metonyms: Vec<Range<u32>>,
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

impl Reader<'_> {
    fn form(&self, token: u32) -> &str {
        self.analysis.form(TokenId(token))
    }

    /// The longest name from a token on that a place has.
    fn longest(&self, at: u32, end: u32, after_comma: bool, names: &mut Names) -> Option<(u32, Known)> {
        const LONGEST: u32 = 7;
        let first = self.form(at);
        let abbreviated = after_comma && self.form(at - 1) == ",";
        if let Some(found) = abbreviated.then(|| self.abbreviation(at, end, names)).flatten() {
            return Some(found);
        }
        let is_article = matches!(first, "al" | "el" | "al-" | "el-");
        if !starts_large(first) && !is_article && !first.starts_with("al-") && !first.starts_with("el-") {
            return None;
        }
        let mut reach = at + 1;
        while reach < end && reach - at < LONGEST && self.continues(reach) {
            reach += 1;
        }
        (at + 1..=reach).rev().find_map(|stop| {
            let last = self.form(stop - 1);
            let ends_well = starts_large(last)
                || self.gazetteer.is_word(PlaceWord::After, last)
                || last.starts_with("al-");
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
    fn abbreviation(&self, at: u32, end: u32, names: &mut Names) -> Option<(u32, Known)> {
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

    /// Whether a token can be inside a name.
    fn continues(&self, token: u32) -> bool {
        let form = self.form(token);
        starts_large(form)
            || self.gazetteer.is_word(PlaceWord::Particle, form)
            || self.gazetteer.is_word(PlaceWord::After, form)
            || form == "." && matches!(self.form(token - 1), "St" | "Mt" | "Ft" | "Ste")
            || form.starts_with(['-', '\'', '’']) && form.len() > 3
            || form.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Short words in capitals are acronyms, and some words are towns somewhere but never in a report.
    fn is_hardly_a_name(&self, text: &str) -> bool {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        letters < 2
            || letters == 2
                && !matches!(
                    text,
                    "US" | "UK" | "U.S." | "U.S" | "U.K." | "U.K" | "DC" | "D.C." | "Ib"
                )
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
            tokens,
        }
    }

    /// What speaks for a place, beside its neighbours among the mentions.
    fn evidence(&self, mention: &mut Mention, names: &Names) -> f32 {
        let entries = names.entries(mention.name);
        let text = self.analysis.text_of(mention.tokens.clone());
        let mut evidence = size(entries);
        evidence += self.name_finder(mention);
        evidence += self.tags(mention, text);
        evidence += self.before(mention);
        evidence += self.after(mention);
        let is_country = entries.iter().any(|entry| entry.kind == PlaceKind::Country);
        if self.people.binary_search(&text).is_ok() && !is_country {
            evidence -= 4.0;
        }
        if text.chars().all(|c| !c.is_lowercase()) && !is_country && mention.tokens.len() == 1 {
            // A line in capitals is a heading or a dateline; elsewhere capitals are acronyms.
            evidence -= if text.len() < 5 { 2.5 } else { 0.0 };
        }
        let bytes = self.context.bytes(mention.tokens.clone());
        if self
            .context
            .dateline_place
            .is_some_and(|place| place.overlaps(bytes))
        {
            evidence += 4.0;
            mention.located = true;
        }
        if self
            .metonyms
            .iter()
            .any(|tokens| tokens.contains(&mention.head.0))
        {
            evidence -= 10.0;
        }
        evidence
    }

    fn name_finder(&self, mention: &Mention) -> f32 {
        let Some(name) = self.analysis.name_at(mention.head) else {
            return 0.0;
        };
        let range = name.first.0..name.end.0;
        let inside = mention.tokens.start <= range.start && range.end <= mention.tokens.end;
        match name.kind {
            NameKind::Location if inside => 2.0,
            NameKind::Location => 1.0,
            NameKind::Person if inside => -1.5,
            NameKind::Person => -3.0,
            NameKind::Organisation if inside => -1.0,
            NameKind::Organisation => -2.5,
            NameKind::Other => -0.5,
        }
    }

    fn tags(&self, mention: &Mention, text: &str) -> f32 {
        let token = self.analysis.token(mention.head);
        let mut evidence = match token.upos {
            Upos::Propn => 0.0,
            Upos::Noun | Upos::X if mention.tokens.len() > 1 => 0.0,
            _ if mention.tokens.len() > 1 => -0.7,
            _ => -1.5,
        };
        if mention.tokens.len() > 1 && text.contains([' ', '-']) {
            evidence += 0.7;
        }
        evidence
    }

    /// The word before.
    fn before(&self, mention: &mut Mention) -> f32 {
        let analysis = self.analysis;
        let sentence = analysis.sentence_of(TokenId(mention.tokens.start));
        let mut at = mention.tokens.start;
        let mut directed = false;
        // Articles and directions stand between a preposition and its place.
        while at > sentence.first.0 && {
            let form = self.form(at - 1);
            form.eq_ignore_ascii_case("the")
                || self.gazetteer.is_word(PlaceWord::Side, form) && !starts_large(form)
        } {
            directed |= !self.form(at - 1).eq_ignore_ascii_case("the");
            at -= 1;
        }
        let mut evidence = if directed { 0.7 } else { 0.0 };
        let Some(before) = (at > sentence.first.0).then(|| at - 1) else {
            return evidence - if directed { 0.0 } else { 0.5 };
        };
        let form = self.form(before);
        if self.gazetteer.is_word(PlaceWord::Inside, form) {
            mention.located = true;
            evidence += 2.0;
        } else if self.gazetteer.is_word(PlaceWord::Toward, form) {
            let noun = before.checked_sub(1).filter(|&noun| noun >= sentence.first.0);
            let introduced = form == "of"
                && noun.is_some_and(|noun| self.gazetteer.is_word(PlaceWord::Before, self.form(noun)));
            mention.located = introduced || matches!(form, "from" | "to" | "at" | "over");
            evidence += if introduced { 2.5 } else { 1.0 };
        } else if self.gazetteer.is_word(PlaceWord::Before, form) && !starts_large(form) {
            mention.located = true;
            evidence += 2.0;
        } else if self
            .gazetteer
            .is_word(PlaceWord::Title, form.trim_end_matches('.'))
        {
            evidence -= 3.0;
        } else if starts_large(form)
            && before + 1 == mention.tokens.start
            && !self.gazetteer.is_word(PlaceWord::Direction, form)
            && matches!(analysis.token(TokenId(before)).upos, Upos::Propn | Upos::Noun)
        {
            evidence -= 2.5;
        }
        evidence
    }

    /// The word after.
    fn after(&self, mention: &mut Mention) -> f32 {
        let after = mention.tokens.end;
        let sentence = self.analysis.sentence_of(mention.head);
        if after >= sentence.end.0 {
            return 0.0;
        }
        let form = self.form(after);
        if self.gazetteer.is_word(PlaceWord::RegionAfter, form) {
            mention.region = true;
        }
        if self.gazetteer.is_word(PlaceWord::After, form) {
            mention.located = true;
            return 1.5;
        }
        if self.gazetteer.is_word(PlaceWord::NotAfter, form) {
            return if starts_large(form) { -3.0 } else { -0.3 };
        }
        let token = self.analysis.token(TokenId(after));
        let same_name = starts_large(form) && token.upos == Upos::Propn && token.space_before;
        let adjective = self.analysis.token(mention.head).deprel == Deprel::Amod;
        if same_name {
            return if adjective { -0.5 } else { -2.5 };
        }
        0.0
    }
}

/// What the size of the places of a name says.
fn size(entries: &[PlaceEntry]) -> f32 {
    let of = |entry: &PlaceEntry| {
        let size = match entry.kind {
            PlaceKind::Country => 3.0,
            PlaceKind::District if entry.name.ends_with("County") => 2.0,
            PlaceKind::District => -0.7,
            PlaceKind::Region if !entry.by_hand => 1.0,
            PlaceKind::Town if !entry.by_hand => match entry.population {
                1_000_000.. => 2.0,
                200_000.. => 1.3,
                50_000.. => 0.6,
                10_000.. => 0.1,
                1_000.. => -0.3,
                _ => -0.7,
            },
            _ => 2.0,
        };
        size - if entry.other_name { 0.7 } else { 0.0 }
    };
    entries.iter().map(of).fold(-2.0, f32::max)
}

pub(super) fn starts_large(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

/// Links “X, Y” where Y can be around X.
fn link_containers(analysis: &Analysis, mentions: &mut [Mention], names: &Names) {
    for index in 1..mentions.len() {
        let (before, after) = mentions.split_at_mut(index);
        let (inner, outer) = (&mut before[index - 1], &mut after[0]);
        let gap = inner.tokens.end..outer.tokens.start;
        let joined = gap.len() == 1 && analysis.form(TokenId(gap.start)) == ",";
        if joined && names.can_contain(outer.name, inner.name) {
            inner.container = Some(index);
            inner.evidence += 3.0;
            outer.evidence += 2.0;
            outer.located = true;
        }
    }
}

/// What other mentions say: the same name where it is certain, neighbours in a list, the town inside a region.
fn spread(analysis: &Analysis, mentions: &mut [Mention]) {
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
