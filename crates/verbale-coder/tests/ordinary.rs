//! Words of acts in ordinary life (`data/tests/ordinary.tsv`), and whole texts in which nobody of politics acts.

use verbale_coder::draft::{Context, Draft};
use verbale_coder::{Knowledge, code};
use verbale_record::ontology::EventType;
use verbale_syntax::{Analyser, Model, Workspace};

const SENTENCES: &str = include_str!("../../../data/tests/ordinary.tsv");

fn coded(text: &str, analyser: &Analyser, workspace: &mut Workspace) -> Draft {
    let analysis = analyser.analyse(text, workspace);
    let context = Context {
        analysis: &analysis,
        published: Some(jiff::civil::date(2021, 6, 16)),
        title: None,
        dateline_place: None,
    };
    code(&context, &Knowledge::builtin())
}

#[test]
fn figures_of_speech_are_no_acts_and_their_near_misses_are() {
    let analyser = Analyser::new(Model::english().unwrap());
    let mut workspace = Workspace::default();
    let rows = SENTENCES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    let wrong: Vec<&str> = rows
        .filter(|row| {
            let columns: Vec<&str> = row.split('\t').collect();
            let &[kind, told, sentence] = columns.as_slice() else {
                panic!("not three columns: {row}");
            };
            let kind: EventType = kind.parse().unwrap();
            let draft = coded(sentence, &analyser, &mut workspace);
            draft.acts.iter().any(|act| act.kind == kind) != (told == "yes")
        })
        .collect();
    assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
}

/// A page about a shop: verbs of help, offers and requests, and nobody of politics.
const SHOP: &str = "The Lantern is a small bicycle shop near the river. It was opened by two sisters, Ana Brook and Mia \
    Brook, who wanted to help young riders. The shop offers repairs to students at half the price. Ana asked her \
    neighbours to lend tools, and they agreed. Mia met the owners of a bakery and promised to lend them a cart. The \
    bakery supports the shop with fresh bread. Customers praised the sisters for their patience. One rider demanded a \
    new wheel, and Mia refused. Later the rider thanked her. The sisters invite everybody to a picnic on the first day \
    of summer. Friends will help them to carry tables and chairs. The bakery warned that there may be no cake.";

#[test]
fn a_text_without_politics_has_no_events() {
    let analyser = Analyser::new(Model::english().unwrap());
    let draft = coded(SHOP, &analyser, &mut Workspace::default());
    let found: Vec<_> = draft.acts.iter().map(|act| (act.kind, &act.because)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn letters_and_papers_are_nobody() {
    let analyser = Analyser::new(Model::english().unwrap());
    let mut workspace = Workspace::default();
    let mut names = |text: &str| -> Vec<String> {
        let draft = coded(text, &analyser, &mut workspace);
        draft.cast.actors.iter().map(|actor| actor.name.clone()).collect()
    };
    let sheet = names("FACT SHEET: The president of Chile spoke. The Chilean government agreed.");
    assert!(!sheet.iter().any(|name| name.contains("Chad")), "{sheet:?}");
    let group = names("In Chad the rebels of FACT attacked a town. The army of Chad fought FACT for a week.");
    assert!(
        group.iter().any(|name| name.contains("Concord in Chad")),
        "{group:?}"
    );
    let paper = names(
        "Norway signed the Coastal Security Memorandum. The Coastal Security Memorandum requires action.",
    );
    assert!(!paper.iter().any(|name| name.contains("Memorandum")), "{paper:?}");
}

#[test]
fn not_all_words_of_speech_say_something() {
    let analyser = Analyser::new(Model::english().unwrap());
    let mut workspace = Workspace::default();
    let mut said = |text: &str| coded(text, &analyser, &mut workspace).statements.len();
    assert_eq!(said("Note that the ferry is late."), 0);
    assert_eq!(said("When you tell them that the ferry is late, they laugh."), 0);
    assert_eq!(said("The minister of Norway undertook repairs on the bridge."), 0);
    assert_eq!(said("The minister of Norway directed parts of the army."), 0);
    assert_eq!(said("The minister of Norway noted that the ferry was late."), 1);
}

#[test]
fn where_somebody_is_brought_is_no_part_of_who_it_is() {
    let analyser = Analyser::new(Model::english().unwrap());
    let draft = coded(
        "Norway wants to bring home Norwegians from Chile.",
        &analyser,
        &mut Workspace::default(),
    );
    let named: Vec<&str> = draft
        .cast
        .actors
        .iter()
        .map(|actor| actor.name.as_str())
        .collect();
    assert!(!named.iter().any(|name| name.contains("home")), "{named:?}");
}
