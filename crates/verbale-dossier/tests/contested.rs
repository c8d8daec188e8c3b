//! An accusation in one report, its denial in another.

mod synthetic;

use verbale_dossier::Gathering;
use verbale_dossier::dossier::Contested;
use verbale_record::ontology::EventType;
use verbale_record::*;

/// A bare report of Ostland (a1), Westmark (a2), Norvia (a3), of a town.
struct Draft(Record);

impl Draft {
    fn of(id: &str, published: &str, town: &str) -> Self {
        let mut record = synthetic::records(1, 1).remove(0);
        id.clone_into(&mut record.id);
        record.report = Report {
            source: format!("{id}.txt"),
            published: Some(published.to_owned()),
            text: format!("{id}. "),
            ..Report::default()
        };
        record.events.clear();
        record.talks.clear();
        record.issues.clear();
        record.incidents.clear();
        record.statements.clear();
        let model = record.actors[0].clone();
        let state = |id: &str, name: &str, country: &str| Actor {
            id: id.to_owned(),
            name: name.to_owned(),
            country: Some(country.to_owned()),
            ..model.clone()
        };
        record.actors = vec![
            state("a1", "Ostland", "OSA"),
            state("a2", "Westmark", "WMA"),
            state("a3", "Norvia", "NVA"),
        ];
        town.clone_into(&mut record.places[0].name);
        Self(record)
    }

    fn span(&mut self, words: &str) -> Span {
        let start = self.0.report.text.len() as u32;
        self.0.report.text.push_str(words);
        self.0.report.text.push_str(". ");
        Span {
            start: CodePoint(start),
            end: CodePoint(start + words.len() as u32),
            text: words.to_owned(),
        }
    }

    /// Somebody's statement, with the act that it tells of: who, to whom.
    fn says(mut self, by: &str, kind: StatementKind, words: &str, act: Option<(&str, &str)>) -> Self {
        let content = self.span(words);
        let number = self.0.statements.len() + 1;
        let model = synthetic::records(1, 1).remove(0).events.remove(0);
        let ids = |id: &str| {
            if id.is_empty() {
                Vec::new()
            } else {
                vec![id.to_owned()]
            }
        };
        self.0.events.extend(act.map(|(actor, recipient)| Event {
            id: format!("e{number}"),
            kind: EventType::Assault,
            quad: EventType::Assault.quad(),
            actor: ids(actor),
            recipient: ids(recipient),
            place: Some("p1".to_owned()),
            date: None,
            statement: Some(format!("s{number}")),
            span: content.clone(),
            trigger: content.clone(),
            ..model
        }));
        self.0.statements.push(Statement {
            id: format!("s{number}"),
            speaker: Some(by.to_owned()),
            on_behalf_of: None,
            addressee: None,
            kind,
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
            events: act.iter().map(|_| format!("e{number}")).collect(),
            confidence: 0.8,
            because: Vec::new(),
        });
        self
    }

    /// An incident whose dead somebody counts.
    fn counts(mut self, by: &str, killed: u64) -> Self {
        let span = self.span("shells hit the ferry on the lake");
        let mut incident = synthetic::records(1, 1).remove(0).incidents.remove(0);
        incident.date = Some("2031-05-04".to_owned());
        incident.perpetrator = None;
        incident.span = span;
        incident.casualties[0].min = Some(killed);
        incident.casualties[0].max = Some(killed);
        incident.casualties[0].reported_by = Some(by.to_owned());
        self.0.incidents.push(incident);
        self
    }
}

fn contested(drafts: Vec<Draft>) -> Vec<Contested> {
    let mut gathering = Gathering::default();
    for draft in drafts {
        gathering.add(draft.0);
    }
    gathering.dossier().contested
}

fn accused(id: &str, day: &str) -> Draft {
    Draft::of(id, day, "Alba").says(
        "a1",
        StatementKind::Accusation,
        "Westmark had shelled the grain depot",
        Some(("a2", "a1")),
    )
}

#[test]
fn an_accusation_and_its_denial_in_another_report_are_one_dispute_over_time() {
    let denied = Draft::of("two", "2031-05-05", "Alba").says(
        "a2",
        StatementKind::Denial,
        "its gunners had hit any depot",
        None,
    );
    let facts = contested(vec![
        accused("three", "2031-05-09"),
        denied,
        accused("one", "2031-05-04"),
    ]);
    let [fact] = facts.as_slice() else {
        panic!("{facts:#?}")
    };
    assert_eq!(fact.relation, ContestedRelation::Denies);
    assert_eq!(fact.about, "depot");
    let days = |side: usize| -> Vec<&str> {
        let versions = fact.sides[side].versions.iter();
        versions.filter_map(|version| version.day.as_deref()).collect()
    };
    assert_eq!(fact.sides[0].by.as_deref(), Some("state:OSA"));
    assert_eq!(fact.sides[1].by.as_deref(), Some("state:WMA"));
    assert_eq!(days(1), ["2031-05-05"]);
    assert_eq!(days(0)[0], "2031-05-04");
}

#[test]
fn a_denial_far_from_the_accusation_in_one_report_is_its_denial_too() {
    let report = accused("one", "2031-05-04")
        .says("a3", StatementKind::Hope, "that the lake stays calm", None)
        .says(
            "a2",
            StatementKind::Denial,
            "shelling the depot",
            Some(("a2", "a1")),
        );
    assert_eq!(contested(vec![report]).len(), 1);
}

#[test]
fn a_party_that_says_it_did_not_do_it_denies_it() {
    let claims = |factuality| {
        let words = "its gunners had not touched the grain depot";
        let mut report = Draft::of("two", "2031-05-05", "Alba").says(
            "a2",
            StatementKind::Claim,
            words,
            Some(("a2", "a1")),
        );
        report.0.events[0].factuality = factuality;
        contested(vec![accused("one", "2031-05-04"), report]).len()
    };
    assert_eq!(claims(Factuality::Negated), 1);
    assert_eq!(claims(Factuality::Asserted), 0, "it owns up to it");
}

#[test]
fn what_is_denied_must_be_the_same_matter() {
    let denies = |words: &str| {
        let denial = Draft::of("two", "2031-05-05", "Alba").says("a2", StatementKind::Denial, words, None);
        contested(vec![accused("one", "2031-05-04"), denial]).len()
    };
    assert_eq!(denies("shelling the grain depot"), 1);
    assert_eq!(denies("talking to smugglers of tobacco"), 0);
    assert_eq!(denies("a rift within its cabinet"), 0);
}

#[test]
fn other_places_other_times_and_other_doers_are_other_matters() {
    let denial = |day: &str, town: &str, doer: &str| {
        let denial = Draft::of("two", day, town).says(
            "a2",
            StatementKind::Denial,
            "the shelling of the grain depot",
            Some((doer, "a1")),
        );
        contested(vec![accused("one", "2031-05-04"), denial]).len()
    };
    assert_eq!(denial("2031-05-05", "Alba", "a2"), 1);
    assert_eq!(denial("2031-05-05", "Brana", "a2"), 0, "another town");
    assert_eq!(denial("2031-08-05", "Alba", "a2"), 0, "months later");
    assert_eq!(denial("2031-05-05", "Alba", "a3"), 0, "somebody else is cleared");
}

#[test]
fn two_doers_named_for_one_deed_contradict_each_other_and_an_exchange_of_fire_does_not() {
    let told = |by: &str, doer: &str, whom: &str, id: &str| {
        Draft::of(id, "2031-05-04", "Alba").says(
            by,
            StatementKind::Claim,
            "rockets fell on the crowded market square",
            Some((doer, whom)),
        )
    };
    let facts = contested(vec![told("a1", "a2", "", "one"), told("a3", "a1", "", "two")]);
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].relation, ContestedRelation::Contradicts);
    assert!(facts[0].because[0].contains("doers"), "{:?}", facts[0].because);
    let exchange = contested(vec![told("a1", "a2", "a3", "one"), told("a2", "a3", "a2", "two")]);
    assert!(exchange.is_empty(), "{exchange:#?}");
}

#[test]
fn each_accusing_the_other_of_one_deed_is_a_dispute() {
    let blames = |by: &str, other: &str, id: &str| {
        Draft::of(id, "2031-05-04", "Alba").says(
            by,
            StatementKind::Accusation,
            "broke the truce at the bridge by firing mortars",
            Some((other, "")),
        )
    };
    let facts = contested(vec![blames("a1", "a2", "one"), blames("a2", "a1", "two")]);
    assert_eq!(facts.len(), 1);
    assert!(
        facts[0].because[0].contains("of the other"),
        "{:?}",
        facts[0].because
    );
}

#[test]
fn sides_that_count_otherwise_disagree_and_a_rising_toll_does_not() {
    let told = |id: &str, day: &str, by: &str, killed: u64| Draft::of(id, day, "Alba").counts(by, killed);
    let facts = contested(vec![
        told("one", "2031-05-04", "a1", 12),
        told("two", "2031-05-05", "a2", 4),
    ]);
    assert_eq!(facts.len(), 1, "{facts:#?}");
    assert_eq!(facts[0].because, ["they count otherwise"]);
    let rising = contested(vec![
        told("one", "2031-05-04", "a1", 4),
        told("two", "2031-05-05", "a1", 12),
    ]);
    assert!(rising.is_empty(), "{rising:#?}");
}
