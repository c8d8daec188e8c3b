//! Names: what the lexicon knows and what the name finder sees, merged so that none overlap.

use super::lowered::Words;
use super::resolution::fold;
use crate::draft::TimeExpression;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::ops::Range;
use verbale_lexicon::{
    ActorWord, CountryStatus, EntryId, Lexicon, LexiconMatch, MatchKind, OrganisationKind,
};
use verbale_syntax::{Analysis, Deprel, NameKind, Sentence, TokenId, Upos};

/// A name in the text.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What the lexicon has under it.
    pub entry: Option<LexiconMatch>,
    /// What the name finder takes it for.
    pub kind: Option<NameKind>,
}

/// What [`find`] finds.
pub(super) struct Names {
    /// All names, in order of the text.
    pub named: Vec<Named>,
    /// The datelines, whose words name nobody.
    pub datelines: Vec<Range<u32>>,
}

/// All names, in order of the text.
pub(super) fn find(
    analysis: &Analysis,
    words: &Words<'_>,
    lexicon: &Lexicon,
    times: &[TimeExpression],
) -> Names {
    let mut named = Vec::new();
    let mut datelines = Vec::new();
    for sentence in analysis.sentences() {
        datelines.extend(dateline(analysis, lexicon, sentence));
        let mut next = sentence.first.index();
        while next < sentence.end.index() {
            let at = next;
            next += 1;
            let Some(found) = words.written.name_at(at, sentence.end.index()) else {
                continue;
            };
            next = at + found.len;
            let tokens = at as u32..next as u32;
            if is_name(analysis, lexicon, &tokens, &found) {
                named.push(Named {
                    tokens,
                    entry: Some(found),
                    kind: None,
                });
            }
        }
    }
    let mut named = merge(analysis, words, named);
    first_names(analysis, words, lexicon, &mut named);
    drop_credits(analysis, lexicon, &mut named);
    drop_places(analysis, &mut named);
    // "Monday" and the place of a dateline are nobody.
    let dated = |name: &Named| {
        let loose = name.entry.is_none_or(|entry| entry.kind == MatchKind::Surname);
        // Times stand in order, so that the last one to begin so early reaches furthest.
        let begun = times.partition_point(|time| time.tokens.start <= name.tokens.start);
        loose
            && begun
                .checked_sub(1)
                .is_some_and(|last| name.tokens.end <= times[last].tokens.end)
    };
    // A surname that is only nearly written so must be a person for the name finder too ("the U.N. Charter").
    let guessed = |name: &Named| {
        let Some(entry) = name.entry else { return false };
        let EntryId::Person(id) = entry.entry else {
            return false;
        };
        let person = lexicon.person(id);
        let form = fold(analysis.form(TokenId(name.tokens.start)));
        let mut names = std::iter::once(&person.name).chain(&person.aliases);
        let mut words = names.by_ref().flat_map(|known| known.split([' ', '-']));
        entry.kind == MatchKind::Surname
            && name.tokens.len() == 1
            && name.kind != Some(NameKind::Person)
            && !words.any(|word| fold(word) == form)
    };
    // "Center for Law and Justice" is not the party.
    let part = |name: &Named| {
        let before = TokenId(name.tokens.start).previous();
        let large = before.and_then(TokenId::previous).filter(|&word| {
            let form = analysis.form(word);
            analysis.token(word).upos == Upos::Propn && form.chars().next().is_some_and(char::is_uppercase)
        });
        let role = large.is_some_and(|word| words.is_role(word.index()));
        let organisation = name
            .entry
            .is_some_and(|entry| entry.kind == MatchKind::Organisation);
        organisation && large.is_some() && !role && before.is_some_and(|word| analysis.form(word) == "for")
    };
    // "de facto"
    let small = |name: &Named| {
        let mut words = name.tokens.clone().map(|token| analysis.form(TokenId(token)));
        name.entry.is_none() && !words.any(|word| word.chars().next().is_some_and(char::is_uppercase))
    };
    // "Resolution 2216" is not a person.
    let numbered = |name: &Named| {
        let after = TokenId(name.tokens.end);
        name.entry.is_none()
            && name.tokens.len() == 1
            && analysis
                .tokens()
                .get(after.index())
                .is_some_and(|next| next.upos == Upos::Num)
    };
    // "the National Security Memorandum" is not a person.
    let thing = |name: &Named| {
        let last = analysis.form(TokenId(name.tokens.end - 1));
        let loose = name.entry.is_none_or(|entry| entry.kind == MatchKind::Surname);
        loose && name.tokens.len() > 1 && lexicon.is_word(ActorWord::ThingName, last)
    };
    let stray = strays(analysis, lexicon, &named);
    named.retain(|name| !stray.contains(&name.tokens.start));
    named.retain_mut(|name| {
        for line in &datelines {
            if line.contains(&name.tokens.start) {
                name.tokens.start = line.end;
            }
        }
        !name.tokens.is_empty()
            && !dated(name)
            && !small(name)
            && !numbered(name)
            && !guessed(name)
            && !part(name)
            && !thing(name)
    });
    Names { named, datelines }
}

/// Where acronyms begin that a table knows as those of a body of some country, in a text that speaks of neither: the
/// same letters stand for many things. A text of several countries or of armed groups may speak of one more.
fn strays(analysis: &Analysis, lexicon: &Lexicon, named: &[Named]) -> BTreeSet<u32> {
    let mut countries = BTreeSet::new();
    let mut bodies = BTreeSet::new();
    let mut armed = false;
    let large = |token: TokenId| analysis.form(token).chars().all(char::is_uppercase);
    let acronym = |name: &Named| name.tokens.len() == 1 && large(TokenId(name.tokens.start));
    for name in named {
        match name.entry.map(|entry| entry.entry) {
            Some(EntryId::Country(id)) => {
                countries.insert(&*lexicon.country(id).alpha3);
            }
            Some(EntryId::Organisation(id)) if !acronym(name) => {
                bodies.insert(id);
                countries.insert(&*lexicon.organisation(id).country);
                armed |= lexicon.organisation(id).kind == OrganisationKind::ArmedGroup;
            }
            _ => {}
        }
    }
    let stray = |name: &&Named| {
        let Some(EntryId::Organisation(id)) = name.entry.map(|entry| entry.entry) else {
            return false;
        };
        let token = TokenId(name.tokens.start);
        let body = lexicon.organisation(id);
        let letters = analysis.form(token).chars().count();
        let spoken_of = bodies.contains(&id) || countries.contains(&*body.country);
        let homed = lexicon.country_of_code(&body.country).is_some();
        let well_known = &*body.country == "USA" && letters > 2;
        // "FACT SHEET": words of a line in capitals.
        let in_line = [token.previous(), Some(token.next())]
            .into_iter()
            .flatten()
            .any(|beside| {
                beside.index() < analysis.tokens().len()
                    && analysis
                        .form(beside)
                        .chars()
                        .filter(|letter| letter.is_alphabetic())
                        .count()
                        > 3
                    && large(beside)
            });
        let plausible = (armed || countries.len() > 1) && !in_line;
        acronym(name) && letters < 6 && homed && !spoken_of && !well_known && !plausible
    };
    named.iter().filter(stray).map(|name| name.tokens.start).collect()
}

/// "GENEVA/BEIRUT", "CAIRO" before the first sentence of an agency's report: large words of no organisation, followed
/// by a large initial.
fn dateline(analysis: &Analysis, lexicon: &Lexicon, sentence: &Sentence) -> Option<Range<u32>> {
    let large = |token: TokenId| {
        let form = analysis.form(token);
        form.chars().count() > 3 && form.chars().all(char::is_uppercase)
    };
    let place = |token: TokenId| {
        let found = || lexicon.match_at(&[analysis.form(token)], 0);
        large(token)
            && found().is_none_or(|found| {
                matches!(
                    found.entry,
                    EntryId::Country(_) | EntryId::Region(_) | EntryId::Person(_)
                )
            })
    };
    let mut tokens = sentence.tokens();
    let mut end = None;
    let mut after = None;
    for token in tokens.by_ref() {
        if place(token) {
            end = Some(token.0 + 1);
        } else if end.is_none() || !matches!(analysis.form(token), "/" | ",") {
            after = Some(token);
            break;
        }
    }
    let begins = |token: TokenId| {
        let first = analysis.form(token).chars().next();
        !large(token) && first.is_some_and(|first| !first.is_lowercase() && !first.is_numeric())
    };
    let end = end.filter(|_| after.is_some_and(begins))?;
    Some(sentence.first.0..end)
}

/// A lexicon match that begins a sentence or looks like a common word must be tagged as a name or an adjective.
fn is_name(analysis: &Analysis, lexicon: &Lexicon, tokens: &Range<u32>, found: &LexiconMatch) -> bool {
    // The seats of states that are no more are cities.
    if let (EntryId::Country(id), MatchKind::Capital) = (found.entry, found.kind)
        && lexicon.country(id).status == CountryStatus::Historic
    {
        return false;
    }
    let long = tokens.end - tokens.start > 1;
    long || found.kind == MatchKind::CountryAdjective
        || matches!(
            analysis.token(TokenId(tokens.start)).upos,
            Upos::Propn | Upos::Noun | Upos::Adj | Upos::X
        )
}

/// Joins the names of the name finder to those of the lexicon. A longer name of the finder swallows a shorter one of
/// the lexicon ("Bank of Russia") unless the lexicon's is itself a person or an organisation.
fn merge(analysis: &Analysis, words: &Words<'_>, known: Vec<Named>) -> Vec<Named> {
    let mut merged: Vec<Named> = Vec::with_capacity(known.len() + analysis.names().len());
    let mut known = known.into_iter().peekable();
    for name in analysis.names() {
        let range = within_marks(analysis, name.first.0..name.end.0);
        if range.is_empty() {
            continue;
        }
        while let Some(before) = known.next_if(|one| one.tokens.end <= range.start) {
            merged.push(before);
        }
        let mut inside: Vec<Named> = Vec::new();
        while let Some(one) = known.next_if(|one| one.tokens.start < range.end) {
            inside.push(one);
        }
        let begins = |one: &Named| one.tokens.start == range.start && one.entry.is_some();
        let first = inside.first().filter(|one| begins(one));
        // "the Trump administration" is a role of somebody's; a headline's "Russia Peace Talks End" is no name.
        let told = first.is_some_and(|one| {
            let last = range.end as usize - 1;
            let person = one
                .entry
                .is_some_and(|entry| matches!(entry.entry, EntryId::Person(_)));
            let country = one
                .entry
                .is_some_and(|entry| entry.kind == MatchKind::CountryName);
            name.kind == NameKind::Organisation
                && (person && words.is_role(last) || country && is_headline(analysis, TokenId(range.start)))
        });
        let swallow = !(inside.len() > 1 && first.is_some() || told)
            && inside.iter().all(|one| {
                one.tokens.start >= range.start
                    && one.tokens.end <= range.end
                    && one.tokens.len() < range.len()
                    && swallowed(one, name.kind, one.tokens.start - range.start)
            });
        // The finder may break in two what the lexicon has as one ("Nagorno-Karabakh").
        if inside.is_empty() && merged.last().is_some_and(|one| one.tokens.end > range.start) {
            continue;
        }
        if inside.is_empty() || swallow {
            merged.push(Named {
                tokens: range,
                entry: None,
                kind: Some(name.kind),
            });
        } else {
            let last = inside.last().map_or(range.start, |one| one.tokens.end);
            let mut from = range.start;
            for one in &mut inside {
                // "Libya Deborah Jones": the first name goes with the surname.
                let gap = from > range.start && one.tokens.start > from;
                if gap && one.entry.is_some_and(|entry| entry.kind == MatchKind::Surname) {
                    *one = Named {
                        tokens: from..one.tokens.end,
                        entry: None,
                        kind: Some(NameKind::Person),
                    };
                } else {
                    one.kind = Some(name.kind);
                }
                from = one.tokens.end;
            }
            // "Mullah Baradar Akhund": more of the name than the tables have.
            let longer = matches!(&inside[..], [one] if one.tokens.start == range.start
                && one.entry.is_some_and(|entry| entry.kind == MatchKind::Person));
            if longer && name.kind == NameKind::Person {
                inside[0].tokens.end = range.end;
            }
            merged.append(&mut inside);
            // "Libya Deborah Jones", "GENEVA Syria": what the lexicon leaves over at the end is a name of its own.
            if name.kind == NameKind::Person && last < range.end && !longer {
                merged.push(Named {
                    tokens: last..range.end,
                    entry: None,
                    kind: Some(name.kind),
                });
            }
        }
    }
    merged.extend(known);
    merged
}

/// A name without dashes and quotation marks at its ends.
fn within_marks(analysis: &Analysis, mut range: Range<u32>) -> Range<u32> {
    let mark = |token: u32| !analysis.form(TokenId(token)).contains(char::is_alphanumeric);
    while !range.is_empty() && mark(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && mark(range.end - 1) {
        range.end -= 1;
    }
    range
}

/// "Ana Perez" is not whoever the table has under the surname: the first name before it goes with it, unless it is that
/// person's.
fn first_names(analysis: &Analysis, words: &Words<'_>, lexicon: &Lexicon, named: &mut [Named]) {
    for index in 0..named.len() {
        let name = &named[index];
        let Some(entry) = name.entry.filter(|entry| entry.kind == MatchKind::Surname) else {
            continue;
        };
        let EntryId::Person(id) = entry.entry else {
            continue;
        };
        let Some(before) = TokenId(name.tokens.start).previous() else {
            continue;
        };
        let free = index == 0 || named[index - 1].tokens.end <= before.0;
        let features = analysis.token(before);
        let form = analysis.form(before);
        let tied = features.head == Some(TokenId(name.tokens.start))
            || analysis.token(TokenId(name.tokens.start)).head == Some(before);
        let given = features.upos == Upos::Propn
            && matches!(
                (features.deprel, analysis.token(TokenId(name.tokens.start)).deprel),
                (Deprel::Flat | Deprel::Compound, _) | (_, Deprel::Flat)
            )
            && form.chars().next().is_some_and(char::is_uppercase)
            && form.chars().any(char::is_lowercase)
            && form.chars().all(char::is_alphabetic);
        let lowered = words.forms[before.index()];
        let role = lexicon.role_of(&[lowered]).is_some() || super::is_honorific(lowered);
        if !(free && tied && given && !role) {
            continue;
        }
        let person = lexicon.person(id);
        let mut known = std::iter::once(&person.name).chain(&person.aliases);
        let initial = |name: &str| {
            name.chars()
                .next()
                .map(|letter| letter.to_lowercase().to_string())
        };
        let same = known.any(|name| initial(name) == initial(form));
        let tokens = before.0..name.tokens.end;
        named[index] = Named {
            tokens,
            entry: same.then_some(entry),
            kind: Some(NameKind::Person),
        };
    }
}

/// Whether most words of a sentence are large, as in a headline of that fashion.
fn is_headline(analysis: &Analysis, token: TokenId) -> bool {
    let sentence = analysis.sentence_of(token);
    let words = || {
        let forms = sentence.tokens().map(|token| analysis.form(token));
        forms.filter(|form| form.chars().count() > 3)
    };
    let large = words()
        .filter(|form| form.chars().next().is_some_and(char::is_uppercase))
        .count();
    large >= 3 && 5 * large >= 4 * words().count()
}

/// "Jane Roe—Getty Images", "John Doe/AFP": whoever took a picture.
fn drop_credits(analysis: &Analysis, lexicon: &Lexicon, named: &mut Vec<Named>) {
    let form =
        |token: u32| ((token as usize) < analysis.tokens().len()).then(|| analysis.form(TokenId(token)));
    let media = |name: &Named| {
        name.entry.is_some_and(|entry| {
            matches!(entry.entry, EntryId::Organisation(id) if lexicon.organisation(id).kind == OrganisationKind::Media)
        })
    };
    let credited: Vec<bool> = (0..named.len())
        .map(|index| {
            let name = &named[index];
            let mark = name.tokens.end;
            let mut after = mark + 1;
            if form(after).is_some_and(|form| form.eq_ignore_ascii_case("the")) {
                after += 1;
            }
            let agency = form(after) == Some("Getty")
                || named[index + 1..]
                    .first()
                    .is_some_and(|next| next.tokens.start == after && media(next));
            let person = name.kind == Some(NameKind::Person) && name.entry.is_none();
            person && agency && form(mark).is_some_and(|form| matches!(form, "—" | "–" | "/" | "-"))
        })
        .collect();
    let mut credited = credited.into_iter();
    named.retain(|_| !credited.next().unwrap_or(false));
}

/// Words before a name that make it a place's.
const PLACE_NOUNS: [&str; 12] = [
    "city",
    "town",
    "village",
    "district",
    "province",
    "region",
    "suburb",
    "port",
    "resort",
    "island",
    "neighbourhood",
    "neighborhood",
];

/// "the town of X", "the city X": a place that the name finder takes for somebody, here and wherever it is named.
fn drop_places(analysis: &Analysis, named: &mut Vec<Named>) {
    let placed = |name: &Named| {
        let mut before = TokenId(name.tokens.start).previous();
        if let Some(of) = before.filter(|&of| analysis.form(of) == "of") {
            before = of.previous();
        }
        name.entry.is_none() && before.is_some_and(|before| PLACE_NOUNS.contains(&analysis.lemma(before)))
    };
    let text = |name: &Named| analysis.text_of(name.tokens.clone());
    let places: FxHashSet<&str> = named.iter().filter(|name| placed(name)).map(text).collect();
    named.retain(|name| name.entry.is_some() || !places.contains(text(name)));
}

fn swallowed(inner: &Named, outer: NameKind, before: u32) -> bool {
    let Some(entry) = inner.entry else { return true };
    match outer {
        NameKind::Person => matches!(
            entry.kind,
            MatchKind::Surname | MatchKind::Capital | MatchKind::Region | MatchKind::CountryDemonym
        ),
        // "State Security Council" is not the Security Council.
        NameKind::Organisation if entry.kind == MatchKind::Organisation => before > 0,
        NameKind::Organisation => !matches!(entry.kind, MatchKind::ArmedGroup | MatchKind::Person),
        NameKind::Location | NameKind::Other => false,
    }
}
