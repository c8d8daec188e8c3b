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

fn names_at(cast: &Cast, token: u32) -> Vec<&str> {
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

/// The names of all actors, in order.
fn everybody(cast: &Cast) -> Vec<&str> {
    cast.actors.iter().map(|actor| actor.name.as_str()).collect()
}

#[test]
fn a_description_beside_a_name_is_that_person_though_the_tree_does_not_say_so() {
    let analysis = analysis(&[
        "Ana ana PROPN 10 nsubj\nPerez perez PROPN 1 flat\n, , PUNCT 1 punct\na a DET 6 det\nveteran veteran ADJ 6 amod\n\
         diplomat diplomat NOUN 10 nsubj\nfrom from ADP 8 case\nChile Chile PROPN 10 obl\n, , PUNCT 8 punct\n\
         spoke speak VERB 0 root",
    ]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 5), ["Ana Perez"]);
}

#[test]
fn people_listed_after_their_offices_are_those_who_held_them() {
    let analysis = analysis(&[
        "The the DET 2 det\npresidents president NOUN 11 nsubj Number=Plur\nof of ADP 4 case\nFrance France PROPN 2 nmod\n\
         and and CCONJ 6 cc\nRussia Russia PROPN 4 conj\n, , PUNCT 8 punct\nMacron Macron PROPN 2 appos\n\
         and and CCONJ 10 cc\nPutin Putin PROPN 8 conj\nmet meet VERB 0 root",
    ]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 1), ["Emmanuel Macron", "Vladimir Putin"]);
}

#[test]
fn who_leads_is_the_one_of_the_text_or_of_the_seat() {
    let chief = "She she PRON 2 nsubj\nphoned phone VERB 0 root\nthe the DET 5 det\nKremlin Kremlin PROPN 5 compound\n\
                 chief chief NOUN 2 obj";
    let analysis = analysis(&[chief]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 4), ["Vladimir Putin"]);
}

#[test]
fn the_place_of_a_dateline_and_a_bystander_are_nobody() {
    let analysis = analysis(&[
        "CAIRO Cairo PROPN 4 nsubj\nThe the DET 3 det\nrebels rebel NOUN 4 nsubj Number=Plur\nleft leave VERB 0 root\n\
         without without ADP 7 case\na a DET 7 det\nminister minister NOUN 4 obl",
    ]);
    let cast = cast(&analysis);
    assert_eq!(everybody(&cast), ["rebels"]);
}

#[test]
fn a_pronoun_before_its_subject_waits_for_it() {
    let analysis = analysis(&[
        LAVROV,
        "In in ADP 3 case\nhis his PRON 3 nmod:poss\nspeech speech NOUN 6 obl\n, , PUNCT 3 punct\n\
         Putin Putin PROPN 6 nsubj\nagreed agree VERB 0 root",
    ]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 8), ["Vladimir Putin"]);
}

#[test]
fn a_relative_pronoun_takes_up_its_noun() {
    let analysis = analysis(&[
        "Putin Putin PROPN 5 nsubj\n, , PUNCT 4 punct\nwho who PRON 4 nsubj PronType=Rel\n\
         travelled travel VERB 1 acl:relcl\nagreed agree VERB 0 root",
    ]);
    let cast = cast(&analysis);
    assert_eq!(names_at(&cast, 2), ["Vladimir Putin"]);
}

#[test]
fn a_people_is_not_its_state() {
    let analysis = analysis(&[
        "Many many ADJ 2 amod\nSyrians Syrian PROPN 3 nsubj Number=Plur\nfled flee VERB 0 root\n\
         the the DET 5 det\nRussians Russian PROPN 3 obj Number=Plur",
    ]);
    let cast = cast(&analysis);
    assert_eq!(everybody(&cast), ["Many Syrians", "Russia"]);
    assert_eq!(cast.actors[0].sectors, ["CVL"]);
}

#[test]
fn speakers_own_their_pronouns_and_their_people() {
    let analysis = analysis(&[
        "We we PRON 2 nsubj\ndefend defend VERB 0 root\nour our PRON 4 nmod:poss\npeople people NOUN 2 obj Number=Plur\n\
         , , PUNCT 2 punct\nKuleba Kuleba PROPN 7 nsubj\nsaid say VERB 2 parataxis\nin in ADP 9 case\n\
         Ukraine Ukraine PROPN 7 obl",
    ]);
    let mut cast = cast(&analysis);
    let speaker = cast.actors_at(TokenId(5))[0];
    let content = crate::draft::Bytes {
        start: 0,
        end: analysis.token(TokenId(4)).end,
    };
    let statement = crate::draft::Statement {
        speaker: Some(speaker),
        on_behalf_of: None,
        addressee: None,
        kind: verbale_record::StatementKind::Vow,
        form: verbale_record::StatementForm::DirectUnmarked,
        content,
        cue: None,
        target: None,
        issue: None,
        condition: None,
        hedged: false,
        polarity: verbale_record::Polarity::Positive,
        nested_in: None,
        date: None,
        score: 1.0,
        because: Vec::new(),
    };
    super::resolve_speakers(&mut cast, &analysis, &[statement]);
    assert_eq!(names_at(&cast, 0), ["Dmytro Kuleba"]);
}

#[test]
fn a_title_without_a_country_has_that_of_the_same_title_before() {
    let analysis = analysis(&[
        "Norway Norway PROPN 3 nmod:poss\n’s ’s PART 1 case\nambassador ambassador NOUN 4 nsubj\nspoke speak VERB 0 root",
        "Ambassador Ambassador PROPN 4 nsubj\nOle Ole PROPN 1 flat\nBrekkestad Brekkestad PROPN 1 flat\nleft leave VERB 0 root",
    ]);
    let cast = cast(&analysis);
    let country = |token: u32| cast.actor(cast.actors_at(TokenId(token))[0]).country.as_deref();
    assert_eq!((country(2), country(4)), (Some("NOR"), Some("NOR")));
}
