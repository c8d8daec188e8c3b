//! Reports of our own words, with their trees.

use super::find;
use crate::draft::{Cast, Context};
use crate::knowledge::Knowledge;
use verbale_record::Rank;
use verbale_syntax::{Analysis, TokenId, conllu};

/// One word a line: form, lemma, part of speech, head, relation. Features are left out unless a sixth word gives them.
fn analysis(sentences: &[&str]) -> Analysis {
    let mut text = String::new();
    for (number, sentence) in sentences.iter().enumerate() {
        text.push_str("# sent_id = s");
        text.push_str(&number.to_string());
        text.push('\n');
        for (index, line) in sentence.lines().enumerate() {
            let mut words = line.split_whitespace();
            let mut word = || words.next().unwrap_or("_");
            let (form, lemma, upos, head, deprel, features) =
                (word(), word(), word(), word(), word(), word());
            let number = (index + 1).to_string();
            let columns = [&number, form, lemma, upos, "_", features, head, deprel, "_", "_"];
            text.push_str(&columns.join("\t"));
            text.push('\n');
        }
        text.push('\n');
    }
    conllu::read(&text)
        .expect("the test's own trees")
        .remove(0)
        .analysis
}

fn cast(analysis: &Analysis) -> Cast {
    let context = Context {
        analysis,
        published: Some(jiff::civil::date(2022, 3, 10)),
        title: None,
        dateline_place: None,
    };
    find(&context, &Knowledge::builtin(), &[])
}

fn names_at<'c>(cast: &'c Cast, token: u32) -> Vec<&'c str> {
    cast.actors_at(TokenId(token))
        .iter()
        .map(|&index| cast.actor(index).name.as_str())
        .collect()
}

const LAVROV: &str = "Russian Russian ADJ 3 amod\nForeign foreign ADJ 3 amod\nMinister Minister PROPN 5 nsubj\n\
                      Lavrov Lavrov PROPN 3 flat\nspoke speak VERB 0 root\nin in ADP 7 case\nTurkey Turkey PROPN 5 obl";

#[test]
fn a_title_and_a_surname_are_the_minister_of_that_day() {
    let analysis = analysis(&[LAVROV]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 2), ["Sergei Lavrov"]);
    let actor = cast.actor(cast.actors_at(TokenId(2))[0]);
    assert_eq!(
        (actor.country.as_deref(), actor.rank, actor.known),
        (Some("RUS"), Rank::Minister, true)
    );
}

#[test]
fn an_adjective_mentions_its_country_and_a_place_does_not() {
    let analysis = analysis(&[LAVROV]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 0), ["Russia"]);
    assert!(names_at(&cast, 6).is_empty());
}

#[test]
fn a_pronoun_takes_the_last_subject() {
    let analysis = analysis(&[LAVROV, "He he PRON 2 nsubj\nleft leave VERB 0 root"]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 7), ["Sergei Lavrov"]);
}

#[test]
fn a_counterpart_holds_the_same_office_elsewhere() {
    let met = "He he PRON 2 nsubj\nmet meet VERB 0 root\nhis his PRON 5 nmod:poss\nUkrainian Ukrainian ADJ 5 amod\n\
               counterpart counterpart NOUN 2 obj";
    let analysis = analysis(&[LAVROV, met]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 11), ["Dmytro Kuleba"]);
}

#[test]
fn a_capital_that_acts_is_its_government_and_sides_are_two() {
    let said = "Kyiv Kyiv PROPN 2 nsubj\ntold tell VERB 0 root\nMoscow Moscow PROPN 2 obj";
    let met =
        "The the DET 3 det\ntwo two NUM 3 nummod\nsides side NOUN 4 nsubj Number=Plur\nmet meet VERB 0 root";
    let analysis = analysis(&[said, met]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 0), ["Ukraine"]);
    assert_eq!(names_at(&cast, 5), ["Ukraine", "Russia"]);
}

// A parser that takes the title for one subject and the name for another.
const TWO_SUBJECTS: &str = "Foreign foreign ADJ 2 amod\nMinister minister NOUN 10 nsubj\nSergei Sergei PROPN 10 nsubj\n\
                            Lavrov Lavrov PROPN 3 flat\nand and CCONJ 7 cc\nUkrainian ukrainian ADJ 7 amod\n\
                            counterpart counterpart NOUN 3 conj\nDmytro Dmytro PROPN 7 flat\nKuleba Kuleba PROPN 3 flat\n\
                            spoke speak VERB 0 root";

#[test]
fn a_title_and_its_name_are_one_mention_whatever_the_tree() {
    let analysis = analysis(&[TWO_SUBJECTS]);
    let cast = cast(&analysis);
    for word in [1, 2, 3] {
        assert_eq!(names_at(&cast, word), ["Sergei Lavrov"], "word {word}");
    }
    for word in [6, 7, 8] {
        assert_eq!(names_at(&cast, word), ["Dmytro Kuleba"], "word {word}");
    }
    for head in [1, 2] {
        let both = cast.actors_of_phrase(&analysis, TokenId(head));
        let names: Vec<&str> = both
            .iter()
            .map(|&index| cast.actor(index).name.as_str())
            .collect();
        assert_eq!(names, ["Sergei Lavrov", "Dmytro Kuleba"]);
    }
}

#[test]
fn coordinated_adjectives_are_several_states() {
    let analysis = analysis(&[
        "Turkish turkish ADJ 4 amod\nand and CCONJ 3 cc\nGreek greek ADJ 4 amod\n\
         delegations delegation NOUN 5 nsubj Number=Plur\nmet meet VERB 0 root",
    ]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 3), ["Türkiye", "Greece"]);
}
