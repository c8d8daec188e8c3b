//! Countries of those whom no words give one: by the places that the report has them in.
//!
//! [`super::find`] reads countries from names, adjectives and offices. A report on one town often names none of them:
//! its residents, its rebels and its police are those of the country that the town is in.

use crate::draft::{Actor, ActorIndex, Cast, Place};
use rustc_hash::FxHashMap;
use verbale_lexicon::Lexicon;
use verbale_record::{ActorKind, MentionForm, Rank};
use verbale_syntax::{Analysis, Deprel, TokenId};

/// Prepositions between people and the place they are in or of.
const IN_PLACE: [&str; 7] = ["of", "in", "from", "near", "at", "around", "across"];

/// Sectors of people who are of the country in which they are met; others may be from anywhere.
const LOCAL: [&str; 10] = [
    "CVL", "REB", "OPP", "COP", "SEP", "PRM", "JUD", "MED", "EDU", "LAB",
];

/// Gives a country to actors without one.
pub fn settle(cast: &mut Cast, analysis: &Analysis, places: &[Place]) {
    let placed = places_by_head(places);
    let setting = setting(cast, places);
    let mut own: FxHashMap<ActorIndex, &str> = FxHashMap::default();
    for mention in &cast.mentions {
        let &[actor] = &mention.actors[..] else { continue };
        if mention.form == MentionForm::Pronoun || !homeless(&cast.actors[actor.index()]) {
            continue;
        }
        if let Some(country) = place_of(analysis, mention.head, &placed) {
            own.entry(actor).or_insert(country);
        }
    }
    for index in 0..cast.actors.len() {
        let actor = &cast.actors[index];
        if !homeless(actor) {
            continue;
        }
        let country = own.get(&ActorIndex(index as u32)).copied();
        let country = country.or_else(|| setting.as_deref().filter(|_| is_local(actor)));
        if let Some(country) = country.map(str::to_owned) {
            let actor = &mut cast.actors[index];
            let rest = actor.code.take().unwrap_or_else(|| actor.sectors.concat());
            actor.code = Some(format!("{country}{rest}"));
            actor.country = Some(country);
        }
    }
}

fn places_by_head(places: &[Place]) -> FxHashMap<TokenId, &str> {
    let mut heads = FxHashMap::default();
    for place in places {
        let Some(country) = place.country.as_deref() else {
            continue;
        };
        heads.extend(place.mentions.iter().map(|&(_, head)| (head, country)));
    }
    heads
}

/// Whether an actor is one whose country only its whereabouts can tell.
fn homeless(actor: &Actor) -> bool {
    let one_country = matches!(
        actor.kind,
        ActorKind::Person
            | ActorKind::Civilians
            | ActorKind::ArmedGroup
            | ActorKind::Government
            | ActorKind::Party
    );
    actor.country.is_none() && !actor.known && actor.member_of.is_none() && one_country
}

/// The country of the place that somebody is of or in: “residents of eastern Aleppo”, “the police in Belfast”, “the
/// Kharkiv mayor”.
fn place_of<'p>(analysis: &Analysis, head: TokenId, placed: &FxHashMap<TokenId, &'p str>) -> Option<&'p str> {
    let below = analysis
        .children(head)
        .iter()
        .copied()
        .filter(|&child| match analysis.token(child).deprel {
            Deprel::Compound | Deprel::Amod => true,
            Deprel::Nmod => analysis
                .children_by(child, Deprel::Case)
                .any(|case| IN_PLACE.contains(&analysis.lemma(case))),
            _ => false,
        });
    let mut found = below.filter_map(|child| placed.get(&child).copied());
    found.next()
}

/// Whether a nameless actor is of the country in which the report is set.
fn is_local(actor: &Actor) -> bool {
    let local = |sector: &String| LOCAL.contains(&sector.as_str());
    match actor.kind {
        ActorKind::Civilians | ActorKind::ArmedGroup => true,
        ActorKind::Person => {
            actor.sectors.first().is_some_and(local)
                || actor.sectors.is_empty() && actor.rank == Rank::Unspecified && actor.office.is_none()
        }
        _ => actor.sectors.first().is_some_and(local),
    }
}

/// The country that the report is about, if none comes near it: that of most of its places and of those who act in it.
/// Where talks are held is told often, but those who hold them are from elsewhere.
fn setting<'c>(cast: &'c Cast, places: &'c [Place]) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut add =
        |country: &'c str, mentions: usize| match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += mentions,
            None => counts.push((country, mentions)),
        };
    let placed = places
        .iter()
        .filter_map(|place| Some((place.country.as_deref()?, place.mentions.len())));
    placed.for_each(|(country, mentions)| add(country, mentions));
    for &actor in cast.mentions.iter().flat_map(|mention| &mention.actors) {
        if let Some(country) = cast.actor(actor).country.as_deref() {
            add(country, 1);
        }
    }
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let &(first, most) = counts.first()?;
    let next = counts.get(1).map_or(0, |&(_, count)| count);
    let has_place = places.iter().any(|place| place.country.as_deref() == Some(first));
    (has_place && most >= 3 && 2 * most >= 3 * next).then(|| first.to_owned())
}

/// Puts ISO's codes where the tables have codes of their own: what is no state in ISO 3166-1 is of the state that it
/// belongs to or is claimed by. The actor's code still tells it apart.
pub fn to_iso(cast: &mut Cast, places: &mut [Place], lexicon: &Lexicon) {
    let own = cast.actors.iter_mut().map(|actor| &mut actor.country);
    for country in own.chain(places.iter_mut().map(|place| &mut place.country)) {
        let iso = country.as_deref().and_then(|code| lexicon.sovereign_of(code));
        if let Some(iso) = iso {
            *country = Some(iso.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Mention;
    use std::fmt::Write;
    use verbale_record::PlacePrecision;
    use verbale_syntax::conllu;

    /// Words with tag, head and relation: `Aleppo/PROPN/2/obl`.
    fn analysis(sentence: &str) -> Analysis {
        let mut text = String::new();
        for (index, word) in sentence.split_whitespace().enumerate() {
            let parts: Vec<&str> = word.split('/').collect();
            let [form, upos, head, relation] = parts[..] else {
                panic!("{word}")
            };
            let number = index + 1;
            writeln!(
                text,
                "{number}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{relation}\t_\t_"
            )
            .expect("a string takes all");
        }
        conllu::read(&text)
            .expect("the test's own tree")
            .remove(0)
            .analysis
    }

    fn place(country: &str, heads: &[u32]) -> Place {
        Place {
            name: country.to_owned(),
            country: Some(country.to_owned()),
            admin1: None,
            coordinates: None,
            geonames: None,
            precision: PlacePrecision::Point,
            mentions: heads
                .iter()
                .map(|&head| (head..head + 1, TokenId(head)))
                .collect(),
        }
    }

    /// A cast of one actor of a kind and sectors, mentioned at a token.
    fn one(kind: ActorKind, sectors: &[&str], head: u32) -> Cast {
        let mut cast = Cast::default();
        cast.actors.push(Actor {
            name: "somebody".to_owned(),
            kind,
            country: None,
            sectors: sectors.iter().map(ToString::to_string).collect(),
            code: None,
            office: None,
            rank: Rank::Unspecified,
            member_of: None,
            known: false,
        });
        cast.mentions.push(Mention {
            actors: vec![ActorIndex(0)],
            tokens: head..head + 1,
            head: TokenId(head),
            form: MentionForm::Nominal,
        });
        cast
    }

    #[test]
    fn people_are_of_the_place_that_they_are_in() {
        let analysis = analysis("Officials/NOUN/4/nsubj in/ADP/3/case Zinder/PROPN/1/nmod spoke/VERB/0/root");
        let mut cast = one(ActorKind::Government, &["GOV"], 0);
        settle(&mut cast, &analysis, &[place("NER", &[2])]);
        assert_eq!(cast.actors[0].country.as_deref(), Some("NER"));
        assert_eq!(cast.actors[0].code.as_deref(), Some("NERGOV"));
    }

    #[test]
    fn locals_are_of_the_country_that_the_report_is_about() {
        let analysis = analysis("Residents/NOUN/2/nsubj fled/VERB/0/root");
        let settled = |kind, sectors: &[&str], places: &[Place]| {
            let mut cast = one(kind, sectors, 0);
            settle(&mut cast, &analysis, places);
            cast.actors[0].country.clone()
        };
        let one_country = [place("NER", &[10, 20, 30]), place("FRA", &[40])];
        let two_countries = [place("NER", &[10, 20]), place("FRA", &[30, 40])];
        let ner = Some("NER".to_owned());
        assert_eq!(settled(ActorKind::Civilians, &["CVL"], &one_country), ner);
        assert_eq!(settled(ActorKind::Civilians, &["CVL"], &two_countries), None);
        assert_eq!(
            settled(ActorKind::Person, &["JRN"], &one_country),
            None,
            "from anywhere"
        );
        assert_eq!(
            settled(ActorKind::Government, &["GOV"], &one_country),
            None,
            "of any state"
        );
    }

    #[test]
    fn parts_of_states_have_the_code_of_their_state() {
        let mut cast = one(ActorKind::State, &["GOV"], 0);
        cast.actors[0].country = Some("XNI".to_owned());
        let mut places = [place("XKX", &[1]), place("XAB", &[2])];
        to_iso(&mut cast, &mut places, crate::Knowledge::builtin().lexicon);
        assert_eq!(cast.actors[0].country.as_deref(), Some("GBR"));
        let countries = places.each_ref().map(|place| place.country.as_deref());
        assert_eq!(
            countries,
            [Some("XKX"), Some("GEO")],
            "Kosovo's code is in use everywhere"
        );
    }
}
