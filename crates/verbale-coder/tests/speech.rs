//! Statements and contested facts in whole reports of our own, through the analyser.

use verbale_coder::draft::{ActorIndex, Context, Draft, Statement};
use verbale_coder::{Knowledge, code};
use verbale_syntax::{Analyser, Analysis, Model, Workspace};

const HARBOUR: &str = include_str!("reports/harbour.txt");

/// Speaker, kind and words of every statement of the report, marks or no marks.
const HARBOUR_SAID: &[&str] = &[
    "Mirel Aldan | claim | two days of talks with Malta on the port of Tarsum had brought no agreement",
    "Mirel Aldan | claim | We came here with open hands",
    "Mirel Aldan | refusal | We will not leave Tarsum",
    "Joran Tesk | accusation | blocking food convoys",
    "Joran Tesk | demand | its ships withdraw from the harbour",
    "Joran Tesk | demand | Iceland must open the port at once",
    "Joran Tesk | claim | Our people are hungry",
    "Mirel Aldan | denial | Iceland had blocked any convoy",
    "Mirel Aldan | denial | We have never stopped a single truck",
    "Joran Tesk | offer | Malta was ready for a truce if Iceland accepted observers",
    "Joran Tesk | claim | The guns can be silent tomorrow Nobody wants this war",
    "Peter Lund | assessment | the meeting difficult but useful",
    "Peter Lund | claim | a third round was planned for April",
    "Peter Lund | claim | I am not disappointed These things take time",
    "local officials | claim | at least nine people were killed when shells hit the harbour on Tuesday",
    "Iceland's army | claim | the harbour was used as a weapons depot by Maltese fighters",
];

fn coded<T>(text: &str, read: impl Fn(&Context<'_>, &Draft) -> T) -> T {
    let analyser = Analyser::new(Model::english().expect("the built-in model"));
    let analysis: Analysis = analyser.analyse(text, &mut Workspace::default());
    let context = Context {
        analysis: &analysis,
        published: Some(jiff::civil::date(2022, 3, 3)),
        title: None,
        dateline_place: None,
    };
    let draft = code(&context, &Knowledge::builtin());
    read(&context, &draft)
}

fn name(draft: &Draft, actor: Option<ActorIndex>) -> &str {
    actor.map_or("-", |actor| draft.cast.actor(actor).name.as_str())
}

/// The words of a statement without quotation marks and punctuation.
fn words(context: &Context<'_>, item: &Statement) -> String {
    let text = context.words(item.content);
    let words = text.split(|character: char| !character.is_alphanumeric() && character != '\'');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn said(text: &str) -> Vec<String> {
    coded(text, |context, draft| {
        let line = |item: &Statement| {
            let speaker = name(draft, item.speaker);
            format!("{speaker} | {} | {}", item.kind, words(context, item))
        };
        draft.statements.iter().map(line).collect()
    })
}

/// Speakers and words of every side of every contested fact, after the relation.
fn contested(text: &str) -> Vec<String> {
    coded(text, |context, draft| {
        let facts = draft.contested.iter().map(|fact| {
            assert!(!fact.resolved, "nobody settles {}", fact.about);
            let sides = fact.sides.iter().map(|side| {
                let says = context.words(side.says);
                format!("{}: {says}", name(draft, side.by))
            });
            format!("{} | {}", fact.relation, sides.collect::<Vec<_>>().join(" / "))
        });
        facts.collect()
    })
}

/// The text without every `n`th mark of quotation, from the `first` on.
fn without_marks(text: &str, first: usize, n: usize) -> String {
    let mut marks = 0;
    let keeps = |character: &char| {
        if !matches!(character, '“' | '”') {
            return true;
        }
        marks += 1;
        marks < first || !(marks - first).is_multiple_of(n)
    };
    text.chars().filter(keeps).collect()
}

#[test]
fn marks_kept_lost_or_unbalanced_the_statements_are_the_same() {
    assert_eq!(said(HARBOUR), HARBOUR_SAID);
    assert_eq!(
        said(&without_marks(HARBOUR, 1, 1)),
        HARBOUR_SAID,
        "all marks lost"
    );
    assert_eq!(
        said(&without_marks(HARBOUR, 3, 3)),
        HARBOUR_SAID,
        "every third mark lost"
    );
    assert_eq!(
        said(&without_marks(HARBOUR, 2, 2)),
        HARBOUR_SAID,
        "closing marks lost"
    );
    assert_eq!(
        said(&without_marks(HARBOUR, 1, 2)),
        HARBOUR_SAID,
        "opening marks lost"
    );
}

#[test]
fn a_denial_stands_against_the_accusation() {
    assert_eq!(
        contested(HARBOUR),
        [
            "denies | Joran Tesk: blocking food convoys / Mirel Aldan: Aldan denied that Iceland had blocked any convoy"
        ]
    );
}

#[test]
fn a_thing_that_was_hit_described_as_something_else() {
    let text = "Malta accused Iceland of shelling the market of Tarsum.\n\n\
        Icelandic Foreign Minister Jon Helgason said the market was a weapons depot.";
    assert_eq!(
        contested(text),
        ["reframes | Malta: shelling the market of Tarsum / Jon Helgason: the market was a weapons depot"]
    );
}

#[test]
fn two_who_accuse_each_other_or_disagree_are_two_sides() {
    let text = "Iceland and Malta accused each other of breaking the truce.\n\n\
        The two countries met in Geneva on Monday.\n\n\
        Iceland and Malta disagree on who should control the harbour.";
    assert_eq!(
        contested(text),
        [
            "contradicts | Iceland: breaking the truce / Malta: breaking the truce",
            "contradicts | Iceland: who should control the harbour / Malta: who should control the harbour",
        ]
    );
}

#[test]
fn a_denied_report_is_what_the_other_side_said_before() {
    let text = "Malta's Foreign Minister Lena Borg said that twelve people had died at the market.\n\n\
        Icelandic Foreign Minister Jon Helgason denied the Maltese report.";
    assert_eq!(
        contested(text),
        ["denies | Lena Borg: twelve people had died at the market / \
             Jon Helgason: Icelandic Foreign Minister Jon Helgason denied the Maltese report"]
    );
}

#[test]
fn a_relative_clause_answers_what_stands_before_it() {
    let text = "Iceland accused Malta of mining the strait, a charge that Malta rejected as absurd.";
    assert_eq!(
        contested(text),
        ["denies | Iceland: mining the strait / Malta: that Malta rejected as absurd"]
    );
}

#[test]
fn a_claim_told_in_its_own_denial_has_an_owner() {
    let text = "Malta has repeatedly denied claims by Iceland that it shelters smugglers.";
    assert_eq!(
        contested(text),
        ["denies | Iceland: it shelters smugglers / \
             Malta: Malta has repeatedly denied claims by Iceland that it shelters smugglers"]
    );
}

#[test]
fn figures_and_deeds_told_otherwise_by_another_side_stand_against_them() {
    let text = "Malta put the death toll at 12. Aid groups said more than 30 people had been killed.";
    assert_eq!(
        contested(text),
        ["contradicts | Malta: the death toll at 12 / Aid groups: more than 30 people had been killed"]
    );
    let text = "Malta's Foreign Minister Lena Borg confirmed that the envoy had met rebel leaders.\n\n\
        Iceland said that no such meeting had taken place.";
    assert_eq!(
        contested(text),
        ["denies | Lena Borg: the envoy had met rebel leaders / Iceland: no such meeting had taken place"]
    );
}

#[test]
fn who_rejects_a_plan_or_does_not_deny_contests_no_fact() {
    let text = "Iceland proposed a truce in the strait. Malta rejected the plan.\n\n\
        Iceland accused Malta of mining the strait. Malta did not deny it.";
    assert!(contested(text).is_empty());
}

#[test]
fn what_one_side_alone_says_is_not_contested() {
    let text = "Malta's Foreign Minister Lena Borg said that twelve people had died at the market. \
        She said the hospitals were full.\n\n\
        Icelandic Foreign Minister Jon Helgason said talks would go on in April.";
    assert!(contested(text).is_empty());
}

#[test]
fn nobody_speaks_of_himself_in_the_third_person() {
    let text = "Icelandic Foreign Minister Jon Helgason met Maltese Foreign Minister Mario Borg in Geneva on Monday.\n\n\
        Helgason said the talks had failed.\n\n\
        He said he would meet with Borg again in April.";
    let said = said(text);
    assert_eq!(
        said.last().map(String::as_str),
        Some("Jon Helgason | claim | he would meet with Borg again in April")
    );
}

#[test]
fn sources_before_a_colon_and_after_a_participle() {
    let text = "Officials: harbour will open in April\n\n\
        Saying the harbour was closed, Icelandic Foreign Minister Jon Helgason left Geneva on Monday.";
    assert_eq!(
        said(text),
        [
            "Officials | claim | harbour will open in April",
            "Jon Helgason | claim | the harbour was closed",
        ]
    );
}

#[test]
fn deeds_and_plans_are_no_sources_and_no_words() {
    let text = "Malta refused to attend the talks.\n\nAccording to the plan, the harbour will open in April.";
    assert!(said(text).is_empty(), "{:?}", said(text));
}

#[test]
fn a_second_half_of_a_quotation_has_the_same_speaker() {
    let text = "“The harbour is open,” said Jon Helgason, a fisherman. “The market is open too.”";
    assert_eq!(
        said(text),
        [
            "Jon Helgason | assessment | The harbour is open",
            "Jon Helgason | claim | The market is open too",
        ]
    );
}
