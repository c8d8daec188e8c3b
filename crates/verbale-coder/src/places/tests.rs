//! Reports of our own words, with their trees.

use super::find;
use crate::draft::{Cast, Context, Place};
use crate::knowledge::Knowledge;
use proptest::prelude::*;
use std::fmt::Write;
use verbale_syntax::{Analysis, conllu};

/// One sentence a string, its words with tag, head and relation: `Aleppo/PROPN/2/obl`.
fn analysis(sentences: &[&str]) -> Analysis {
    let mut text = String::new();
    for sentence in sentences {
        for (index, word) in sentence.split_whitespace().enumerate() {
            let mut parts = word.split('/');
            let mut part = || parts.next().unwrap_or("_");
            let (form, upos, head, relation) = (part(), part(), part(), part());
            let number = index + 1;
            writeln!(
                text,
                "{number}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{relation}\t_\t_"
            )
            .expect("a string takes all");
        }
        text.push('\n');
    }
    conllu::read(&text)
        .expect("the test's own trees")
        .remove(0)
        .analysis
}

fn places_of(analysis: &Analysis) -> Vec<Place> {
    let context = Context {
        analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    find(&context, &Knowledge::builtin(), &Cast::default())
}

fn named(sentences: &[&str]) -> Vec<(String, Option<String>)> {
    let places = places_of(&analysis(sentences));
    places
        .into_iter()
        .map(|place| (place.name, place.country))
        .collect()
}

fn one(name: &str, country: &str) -> (String, Option<String>) {
    (name.to_owned(), Some(country.to_owned()))
}

#[test]
fn a_town_after_a_preposition_is_a_place() {
    let found =
        named(&["Shells/NOUN/2/nsubj fell/VERB/0/root in/ADP/4/case Homs/PROPN/2/obl ./PUNCT/2/punct"]);
    assert_eq!(found, [one("Homs", "SYR")]);
}

#[test]
fn the_country_after_a_comma_decides() {
    let found = named(&[
        "They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Tripoli/PROPN/2/obl ,/PUNCT/6/punct Lebanon/PROPN/4/appos",
    ]);
    assert_eq!(found[0].1.as_deref(), Some("LBN"));
    let found = named(&["They/PRON/2/nsubj met/VERB/0/root in/ADP/4/case Tripoli/PROPN/2/obl"]);
    assert_eq!(found[0].1.as_deref(), Some("LBY"));
}

#[test]
fn a_country_that_only_acts_is_no_place() {
    assert_eq!(
        named(&["Turkey/PROPN/2/nsubj rejected/VERB/0/root the/DET/4/det offer/NOUN/2/obj"]),
        []
    );
    let found = named(&[
        "Turkey/PROPN/2/nsubj rejected/VERB/0/root it/PRON/2/obj",
        "Refugees/NOUN/2/nsubj live/VERB/0/root in/ADP/4/case Turkey/PROPN/2/obl",
    ]);
    assert_eq!(found, [one("Türkiye", "TUR")]);
}

#[test]
fn a_title_before_makes_it_a_person() {
    assert_eq!(
        named(&["President/PROPN/3/nsubj Lincoln/PROPN/1/flat spoke/VERB/0/root"]),
        []
    );
}

#[test]
fn a_longer_name_is_not_the_town_in_it() {
    assert_eq!(
        named(&["He/PRON/2/nsubj joined/VERB/0/root Oxford/PROPN/4/compound University/PROPN/2/obj"]),
        []
    );
}

proptest! {
    #[test]
    fn mentions_are_ordered_and_inside_the_text(words in proptest::collection::vec("[A-Z]?[a-z]{1,6}|in|,|Paris|New|York", 1..30)) {
        let sentence: Vec<String> = words
            .iter()
            .enumerate()
            .map(|(index, word)| format!("{word}/PROPN/{}/{}", u32::from(index > 0), if index > 0 { "dep" } else { "root" }))
            .collect();
        let analysis = analysis(&[&sentence.join(" ")]);
        for place in places_of(&analysis) {
            let mut before = 0;
            for (tokens, head) in place.mentions {
                prop_assert!(tokens.start < tokens.end && tokens.end as usize <= analysis.tokens().len());
                prop_assert!(tokens.contains(&head.0) && tokens.start >= before);
                before = tokens.end;
            }
        }
    }
}
