//! Trees written by hand: the stage without a parser.

use super::*;
use crate::draft::Bytes;
use crate::incidents::tests::{cast, trees};
use verbale_record::{IssueStatus, Polarity, StatementForm, StatementKind};
use verbale_syntax::Analysis;

fn statement(speaker: u32, content: Bytes) -> crate::draft::Statement {
    crate::draft::Statement {
        speaker: Some(ActorIndex(speaker)),
        on_behalf_of: None,
        addressee: None,
        kind: StatementKind::Claim,
        form: StatementForm::Indirect,
        content,
        cue: None,
        target: None,
        issue: None,
        condition: None,
        hedged: false,
        polarity: Polarity::Positive,
        nested_in: None,
        date: None,
        score: 0.5,
        because: Vec::new(),
    }
}

fn positions(analysis: &Analysis, draft: &Draft) -> Positions {
    let context = Context {
        analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    find(&context, &Knowledge::builtin(), draft)
}

#[test]
fn a_demand_is_the_one_who_demands_not_the_one_told_to_act() {
    let analysis = trees(&[&[
        "Sylvania Sylvania PROPN 2 nsubj",
        "urged urge VERB 0 root",
        "Freedonia Freedonia PROPN 2 obj",
        "to to PART 5 mark",
        "respect respect VERB 2 xcomp",
        "the the DET 7 det",
        "truce truce NOUN 5 obj",
    ]]);
    let draft = Draft {
        cast: cast(&[(0, "Sylvania"), (2, "Freedonia")]),
        ..Draft::default()
    };
    let found = positions(&analysis, &draft).positions;
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.party, one.issue.as_str(), one.stance))
        .collect();
    assert_eq!(told, [(ActorIndex(0), "ceasefire", Stance::Demands)]);
}

#[test]
fn what_the_other_side_tells_is_not_laid_at_the_partys_door() {
    // Freedonia said Sylvania had rejected the truce.
    let analysis = trees(&[&[
        "Freedonia Freedonia PROPN 2 nsubj",
        "said say VERB 0 root",
        "Sylvania Sylvania PROPN 5 nsubj",
        "had have AUX 5 aux",
        "rejected reject VERB 2 ccomp",
        "the the DET 7 det",
        "truce truce NOUN 5 obj",
    ]]);
    let mut draft = Draft {
        cast: cast(&[(0, "Freedonia"), (2, "Sylvania")]),
        ..Draft::default()
    };
    draft.statements.push(statement(0, analysis.bytes(2..7).into()));
    let found = positions(&analysis, &draft);
    let [position] = found.positions.as_slice() else {
        panic!("one position in {found:#?}");
    };
    assert_eq!(
        (position.party, position.stance),
        (ActorIndex(1), Stance::Refuses)
    );
    assert_eq!(position.attributed_to, Some(ActorIndex(0)));
    assert_eq!(found.issues[0].status, IssueStatus::Rejected);
}

#[test]
fn a_matter_called_it_is_the_one_spoken_of_before() {
    let analysis = trees(&[
        &[
            "Sylvania Sylvania PROPN 2 nsubj",
            "demanded demand VERB 0 root",
            "a a DET 5 det",
            "prisoner prisoner NOUN 5 compound",
            "exchange exchange NOUN 2 obj",
        ],
        &[
            "Freedonia Freedonia PROPN 2 nsubj",
            "rejected reject VERB 0 root",
            "it it PRON 2 obj",
        ],
    ]);
    let draft = Draft {
        cast: cast(&[(0, "Sylvania"), (5, "Freedonia")]),
        ..Draft::default()
    };
    let found = positions(&analysis, &draft).positions;
    let told: Vec<_> = found.iter().map(|one| (one.issue.as_str(), one.stance)).collect();
    assert_eq!(
        told,
        [("prisoners", Stance::Demands), ("prisoners", Stance::Refuses)]
    );
}

#[test]
fn a_condition_makes_readiness_conditional() {
    let analysis = trees(&[&[
        "Sylvania Sylvania PROPN 3 nsubj",
        "is be AUX 3 cop",
        "ready ready ADJ 0 root",
        "to to PART 5 mark",
        "withdraw withdraw VERB 3 xcomp",
        "if if SCONJ 8 mark",
        "Freedonia Freedonia PROPN 8 nsubj",
        "disarms disarm VERB 5 advcl",
    ]]);
    let draft = Draft {
        cast: cast(&[(0, "Sylvania"), (6, "Freedonia")]),
        ..Draft::default()
    };
    let found = positions(&analysis, &draft).positions;
    let first = &found[0];
    assert_eq!(
        (first.issue.as_str(), first.stance),
        ("withdrawal", Stance::Conditional)
    );
    let condition = &analysis.text()[first.condition.unwrap().range()];
    assert_eq!(condition, "if Freedonia disarms");
}

#[test]
fn a_vow_not_to_is_a_refusal() {
    let analysis = trees(&[&[
        "Sylvania Sylvania PROPN 4 nsubj",
        "will will AUX 4 aux",
        "never never ADV 4 advmod",
        "surrender surrender VERB 6 ccomp",
        ", , PUNCT 4 punct",
        "said say VERB 0 root",
        "ministers minister NOUN 6 nsubj",
    ]]);
    let mut draft = Draft {
        cast: cast(&[(0, "Sylvania")]),
        ..Draft::default()
    };
    draft.statements.push(statement(0, analysis.bytes(0..4).into()));
    let found = positions(&analysis, &draft).positions;
    assert_eq!(
        (found[0].issue.as_str(), found[0].stance),
        ("surrender", Stance::Refuses)
    );
}

#[test]
fn each_member_of_a_list_of_demands_is_a_position() {
    // Sylvania called on Freedonia to leave the region and surrender its weapons.
    let analysis = trees(&[&[
        "Sylvania Sylvania PROPN 2 nsubj",
        "called call VERB 0 root",
        "on on ADP 4 case",
        "Freedonia Freedonia PROPN 2 obl",
        "to to PART 6 mark",
        "leave leave VERB 2 xcomp",
        "the the DET 8 det",
        "region region NOUN 6 obj",
        "and and CCONJ 10 cc",
        "surrender surrender VERB 6 conj",
        "its its PRON 12 nmod:poss",
        "weapons weapon NOUN 10 obj",
    ]]);
    let draft = Draft {
        cast: cast(&[(0, "Sylvania"), (3, "Freedonia")]),
        ..Draft::default()
    };
    let found = positions(&analysis, &draft).positions;
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.party, one.issue.as_str(), one.stance))
        .collect();
    assert_eq!(
        told,
        [
            (ActorIndex(0), "withdrawal", Stance::Demands),
            (ActorIndex(0), "disarmament", Stance::Demands)
        ]
    );
}

#[test]
fn a_refusal_until_something_is_done_is_a_condition() {
    let analysis = trees(&[&[
        "Sylvania Sylvania PROPN 2 nsubj",
        "refused refuse VERB 0 root",
        "to to PART 4 mark",
        "disarm disarm VERB 2 xcomp",
        "until until SCONJ 7 mark",
        "Freedonia Freedonia PROPN 7 nsubj",
        "retreats retreat VERB 4 advcl",
    ]]);
    let draft = Draft {
        cast: cast(&[(0, "Sylvania"), (5, "Freedonia")]),
        ..Draft::default()
    };
    let found = positions(&analysis, &draft).positions;
    assert_eq!(
        (found[0].issue.as_str(), found[0].stance),
        ("disarmament", Stance::Conditional)
    );
    let condition = &analysis.text()[found[0].condition.unwrap().range()];
    assert_eq!(condition, "until Freedonia retreats");
}

#[test]
fn the_occasion_is_not_what_is_asked_for() {
    // Sylvania demanded help at the talks.
    let analysis = trees(&[&[
        "Sylvania Sylvania PROPN 2 nsubj",
        "demanded demand VERB 0 root",
        "help help NOUN 2 obj",
        "at at ADP 6 case",
        "the the DET 6 det",
        "talks talk NOUN 3 nmod",
    ]]);
    let draft = Draft {
        cast: cast(&[(0, "Sylvania")]),
        ..Draft::default()
    };
    assert!(positions(&analysis, &draft).positions.is_empty());
}

#[test]
fn wishes_and_conditions_of_others_commit_nobody() {
    // Freedonia hopes that Sylvania accepts a truce.
    let analysis = trees(&[&[
        "Freedonia Freedonia PROPN 2 nsubj",
        "hopes hope VERB 0 root",
        "that that SCONJ 5 mark",
        "Sylvania Sylvania PROPN 5 nsubj",
        "accepts accept VERB 2 ccomp",
        "a a DET 7 det",
        "truce truce NOUN 5 obj",
    ]]);
    let draft = Draft {
        cast: cast(&[(0, "Freedonia"), (3, "Sylvania")]),
        ..Draft::default()
    };
    let found = positions(&analysis, &draft).positions;
    assert!(found.iter().all(|one| one.party != ActorIndex(1)), "{found:#?}");
}

#[test]
fn positions_come_in_any_order_of_sentences_to_the_same_stances() {
    let demand: &[&str] = &[
        "Sylvania Sylvania PROPN 2 nsubj",
        "demanded demand VERB 0 root",
        "a a DET 4 det",
        "truce truce NOUN 2 obj",
    ];
    let refusal: &[&str] = &[
        "Freedonia Freedonia PROPN 2 nsubj",
        "rejected reject VERB 0 root",
        "sanctions sanction NOUN 2 obj",
    ];
    let told = |sentences: &[&[&str]], mentions: &[(u32, &str)]| {
        let analysis = trees(sentences);
        let draft = Draft {
            cast: cast(mentions),
            ..Draft::default()
        };
        let mut told: Vec<(String, String, Stance)> = positions(&analysis, &draft)
            .positions
            .iter()
            .map(|one| {
                (
                    draft.cast.actor(one.party).name.clone(),
                    one.issue.clone(),
                    one.stance,
                )
            })
            .collect();
        told.sort();
        told
    };
    let one = told(&[demand, refusal], &[(0, "Sylvania"), (4, "Freedonia")]);
    let other = told(&[refusal, demand], &[(0, "Freedonia"), (3, "Sylvania")]);
    assert_eq!(one, other);
    assert_eq!(one.len(), 2);
}

#[test]
fn a_verb_with_a_particle_of_its_own_is_no_call() {
    // Sylvania called off talks. / Sylvania called for talks.
    let rows = |particle: &str| {
        let particle = format!(
            "{particle} {particle} ADP {}",
            if particle == "for" {
                "4 case"
            } else {
                "2 compound:prt"
            }
        );
        let relation = if particle.starts_with("for") { "obl" } else { "obj" };
        let talks = format!("talks talk NOUN 2 {relation}");
        trees(&[&[
            "Sylvania Sylvania PROPN 2 nsubj",
            "called call VERB 0 root",
            &particle,
            &talks,
        ]])
    };
    let draft = Draft {
        cast: cast(&[(0, "Sylvania")]),
        ..Draft::default()
    };
    assert_eq!(positions(&rows("off"), &draft).positions, []);
    assert_eq!(positions(&rows("for"), &draft).positions.len(), 1);
}

#[test]
fn who_does_a_deed_in_the_passive_is_not_what_it_is_done_to() {
    // a truce accepted by Sylvania 's government
    let analysis = trees(&[&[
        "a a DET 2 det",
        "truce truce NOUN 0 root",
        "accepted accept VERB 2 acl",
        "by by ADP 7 case",
        "Sylvania Sylvania PROPN 7 nmod:poss",
        "'s 's PART 5 case",
        "government government NOUN 3 obl:agent",
    ]]);
    let draft = Draft {
        cast: cast(&[(4, "Sylvania")]),
        ..Draft::default()
    };
    let found = positions(&analysis, &draft).positions;
    let issues: Vec<&str> = found.iter().map(|one| one.issue.as_str()).collect();
    assert!(!issues.contains(&"recognition"), "{found:?}");
}

/// Party, issue and stance of all positions of a sentence.
fn told(words: &[&str], actors: &[(u32, &str)]) -> Vec<(u32, String, Stance)> {
    let analysis = trees(&[words]);
    let draft = Draft {
        cast: cast(actors),
        ..Draft::default()
    };
    let found = positions(&analysis, &draft).positions;
    found
        .into_iter()
        .map(|one| (one.party.0, one.issue, one.stance))
        .collect()
}

#[test]
fn what_a_demand_is_said_to_be_is_demanded() {
    let found = told(
        &[
            "Sylvania Sylvania PROPN 3 nmod:poss",
            "'s 's PART 1 case",
            "demand demand NOUN 6 nsubj",
            "is be AUX 6 cop",
            "a a DET 6 det",
            "truce truce NOUN 0 root",
        ],
        &[(0, "Sylvania")],
    );
    assert_eq!(found, [(0, "ceasefire".to_owned(), Stance::Demands)]);
}

#[test]
fn a_pledge_not_to_do_is_a_refusal() {
    let found = told(
        &[
            "Sylvania Sylvania PROPN 2 nsubj",
            "pledged pledge VERB 0 root",
            "not not PART 5 advmod",
            "to to PART 5 mark",
            "lift lift VERB 2 xcomp",
            "sanctions sanction NOUN 5 obj",
        ],
        &[(0, "Sylvania")],
    );
    assert_eq!(found, [(0, "sanctions".to_owned(), Stance::Refuses)]);
}

#[test]
fn what_a_side_would_do_under_a_condition_is_conditional() {
    let found = told(
        &[
            "Sylvania Sylvania PROPN 3 nsubj",
            "would would AUX 3 aux",
            "lift lift VERB 0 root",
            "sanctions sanction NOUN 3 obj",
            "if if SCONJ 7 mark",
            "Freedonia Freedonia PROPN 7 nsubj",
            "left leave VERB 3 advcl",
        ],
        &[(0, "Sylvania"), (5, "Freedonia")],
    );
    assert_eq!(found, [(0, "sanctions".to_owned(), Stance::Conditional)]);
}
