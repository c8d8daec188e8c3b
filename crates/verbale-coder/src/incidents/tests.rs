//! Trees written by hand: the stage without a parser.

use super::*;
use crate::draft::{Actor, ActorIndex, Cast, Mention, Statement};
use verbale_record::{
    ActorKind, CasualtyMeasure, CasualtyQualifier, MentionForm, PerpetratorBasis, Polarity, Rank,
    StatementForm, StatementKind,
};
use verbale_syntax::{Analysis, TokenId, conllu};

/// Sentences of rows “form lemma tag head relation”.
pub(crate) fn trees(sentences: &[&[&str]]) -> Analysis {
    let mut text = String::new();
    for rows in sentences {
        for (index, row) in rows.iter().enumerate() {
            let columns: Vec<&str> = row.split(' ').collect();
            let [form, lemma, tag, head, relation] = columns[..] else {
                panic!("five columns in “{row}”");
            };
            let id = index + 1;
            let row = format!("{id}\t{form}\t{lemma}\t{tag}\t_\t_\t{head}\t{relation}\t_\t_\n");
            text.push_str(&row);
        }
        text.push('\n');
    }
    conllu::read(&text).unwrap().remove(0).analysis
}

fn group(name: &str) -> Actor {
    Actor {
        name: name.to_owned(),
        kind: ActorKind::ArmedGroup,
        country: None,
        sectors: vec!["REB".to_owned()],
        code: None,
        office: None,
        rank: Rank::Unspecified,
        member_of: None,
        known: true,
    }
}

pub(crate) fn cast(mentions: &[(u32, &str)]) -> Cast {
    Cast {
        actors: mentions.iter().map(|(_, name)| group(name)).collect(),
        mentions: mentions
            .iter()
            .enumerate()
            .map(|(index, &(token, _))| Mention {
                tokens: token..token + 1,
                head: TokenId(token),
                form: MentionForm::Name,
                actors: vec![ActorIndex(index as u32)],
            })
            .collect(),
        ..Cast::default()
    }
}

fn incidents(analysis: &Analysis, draft: &Draft) -> Vec<Incident> {
    let context = Context {
        analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    find(&context, &Knowledge::builtin(), draft)
}

#[test]
fn a_series_of_figures_belongs_to_the_attack_that_caused_them() {
    let analysis = trees(&[&[
        "Sylvania Sylvania PROPN 2 nsubj",
        "attacked attack VERB 0 root",
        "the the DET 4 det",
        "port port NOUN 2 obj",
        ", , PUNCT 6 punct",
        "killing kill VERB 2 advcl",
        "at at ADP 9 case",
        "least least ADJ 9 amod",
        "six six NUM 10 nummod",
        "people people NOUN 6 obj",
        "and and CCONJ 12 cc",
        "wounding wound VERB 6 conj",
        "dozens dozens NOUN 12 obj",
    ]]);
    let draft = Draft {
        cast: cast(&[(0, "Sylvania")]),
        ..Draft::default()
    };
    let found = incidents(&analysis, &draft);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].perpetrator, Some(ActorIndex(0)));
    assert_eq!(found[0].perpetrator_basis, PerpetratorBasis::Stated);
    let figures: Vec<_> = found[0]
        .casualties
        .iter()
        .map(|one| (one.measure, one.min, one.max, one.qualifier))
        .collect();
    assert_eq!(
        figures,
        [
            (CasualtyMeasure::Killed, Some(6), None, CasualtyQualifier::AtLeast),
            (CasualtyMeasure::Injured, Some(24), None, CasualtyQualifier::About),
        ]
    );
}

#[test]
fn nobody_is_invented_and_the_speaker_reports() {
    let analysis = trees(&[&[
        "Five five NUM 2 nummod",
        "sailors sailor NOUN 4 nsubj:pass",
        "were be AUX 4 aux:pass",
        "killed kill VERB 8 ccomp",
        "by by ADP 6 case",
        "shelling shelling NOUN 4 obl",
        ", , PUNCT 4 punct",
        "said say VERB 0 root",
        "Freedonia Freedonia PROPN 8 nsubj",
    ]]);
    let mut draft = Draft {
        cast: cast(&[(8, "Freedonia")]),
        ..Draft::default()
    };
    draft.statements.push(Statement {
        speaker: Some(ActorIndex(0)),
        on_behalf_of: None,
        addressee: None,
        kind: StatementKind::Claim,
        form: StatementForm::Indirect,
        content: analysis.bytes(0..6).into(),
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
    });
    let found = incidents(&analysis, &draft);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].kind.as_str(), found[0].perpetrator), ("shelling", None));
    assert_eq!(found[0].perpetrator_basis, PerpetratorBasis::None);
    let figure = &found[0].casualties[0];
    assert_eq!((figure.min, figure.reported_by), (Some(5), Some(ActorIndex(0))));
    assert_eq!(&analysis.text()[figure.group.unwrap().range()], "sailors");
}

#[test]
fn a_war_is_no_incident_but_its_totals_are_kept_apart() {
    let analysis = trees(&[
        &[
            "The the DET 2 det",
            "war war NOUN 4 nsubj",
            "has have AUX 4 aux",
            "killed kill VERB 0 root",
            "9,000 9,000 NUM 6 nummod",
            "people people NOUN 4 obj",
        ],
        &[
            "Rebels rebel NOUN 2 nsubj",
            "ambushed ambush VERB 0 root",
            "a a DET 4 det",
            "convoy convoy NOUN 2 obj",
        ],
    ]);
    let found = incidents(&analysis, &Draft::default());
    let kinds: Vec<&str> = found.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["clash", "attack"]);
    assert!(found[1].casualties.is_empty(), "{found:#?}");
}

#[test]
fn threats_and_denials_are_no_incidents() {
    let analysis = trees(&[
        &[
            "Rebels rebel NOUN 2 nsubj",
            "threatened threaten VERB 0 root",
            "to to PART 4 mark",
            "attack attack VERB 2 xcomp",
            "the the DET 6 det",
            "town town NOUN 4 obj",
        ],
        &[
            "They they PRON 4 nsubj",
            "did do AUX 4 aux",
            "not not PART 4 advmod",
            "shell shell VERB 0 root",
            "it it PRON 4 obj",
        ],
    ]);
    assert!(incidents(&analysis, &Draft::default()).is_empty());
}

#[test]
fn a_series_of_victims_is_counted_one_by_one() {
    let analysis = trees(&[&[
        "Rebels rebel NOUN 2 nsubj",
        "ambushed ambush VERB 0 root",
        "a a DET 4 det",
        "convoy convoy NOUN 2 obj",
        ", , PUNCT 6 punct",
        "killing kill VERB 2 advcl",
        "two two NUM 8 nummod",
        "soldiers soldier NOUN 6 obj",
        "and and CCONJ 11 cc",
        "a a DET 11 det",
        "doctor doctor NOUN 8 conj",
    ]]);
    let found = incidents(&analysis, &Draft::default());
    let figures: Vec<_> = found[0]
        .casualties
        .iter()
        .map(|one| (one.min, &analysis.text()[one.group.unwrap().range()]))
        .collect();
    assert_eq!(figures, [(Some(2), "soldiers"), (Some(1), "doctor")]);
}

#[test]
fn deaths_by_accident_are_no_incident() {
    let analysis = trees(&[&[
        "Nine nine NUM 2 nummod",
        "people people NOUN 4 nsubj:pass",
        "were be AUX 4 aux:pass",
        "killed kill VERB 0 root",
        "in in ADP 7 case",
        "a a DET 7 det",
        "flood flood NOUN 4 obl",
    ]]);
    assert!(incidents(&analysis, &Draft::default()).is_empty());
}

#[test]
fn fighting_in_general_is_background() {
    let analysis = trees(&[
        &[
            "Sylvania Sylvania PROPN 2 nsubj",
            "attacked attack VERB 0 root",
            "the the DET 4 det",
            "port port NOUN 2 obj",
        ],
        &["Violence violence NOUN 2 nsubj", "continued continue VERB 0 root"],
    ]);
    let draft = Draft {
        cast: cast(&[(0, "Sylvania")]),
        ..Draft::default()
    };
    let found = incidents(&analysis, &draft);
    let kinds: Vec<&str> = found.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["attack"]);
}

#[test]
fn who_leads_an_attack_did_it() {
    // A Sylvania - led attack killed ten people.
    let analysis = trees(&[&[
        "A a DET 5 det",
        "Sylvania Sylvania PROPN 4 compound",
        "- - PUNCT 2 punct",
        "led lead VERB 5 amod",
        "attack attack NOUN 6 nsubj",
        "killed kill VERB 0 root",
        "ten ten NUM 8 nummod",
        "people people NOUN 6 obj",
    ]]);
    let draft = Draft {
        cast: cast(&[(1, "Sylvania")]),
        ..Draft::default()
    };
    let found = incidents(&analysis, &draft);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].perpetrator, Some(ActorIndex(0)));
}
