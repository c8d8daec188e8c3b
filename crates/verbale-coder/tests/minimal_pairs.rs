//! Minimal pairs of acts (`data/tests/acts.tsv`): the same act told as done, denied, planned, asked for, long past.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use verbale_coder::draft::{Act, ActorIndex, Cast, Context, Draft};
use verbale_coder::{Knowledge, code};
use verbale_syntax::{Analyser, Model, Workspace};

const PAIRS: &str = include_str!("../../../data/tests/acts.tsv");

/// Shares of sentences that have to be right: type and factuality, and actor and recipient too. What fails is printed.
const TYPE_AND_FACTUALITY: f64 = 0.96;
const WITH_ACTORS: f64 = 0.90;

struct Row<'a> {
    group: &'a str,
    construction: &'a str,
    sentence: &'a str,
    kind: &'a str,
    factuality: &'a str,
    actor: &'a str,
    recipient: &'a str,
}

fn rows() -> Vec<Row<'static>> {
    let lines = PAIRS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[group, construction, sentence, kind, factuality, actor, recipient] = columns.as_slice()
            else {
                panic!("not seven columns: {line}");
            };
            Row {
                group,
                construction,
                sentence,
                kind,
                factuality,
                actor,
                recipient,
            }
        })
        .collect()
}

fn coded(sentence: &str, analyser: &Analyser, workspace: &mut Workspace) -> Draft {
    let analysis = analyser.analyse(sentence, workspace);
    let context = Context {
        analysis: &analysis,
        published: Some(jiff::civil::date(2021, 6, 16)),
        title: None,
        dateline_place: None,
    };
    code(&context, &Knowledge::builtin())
}

fn told(act: &Act, row: &Row<'_>) -> bool {
    act.kind.as_str() == row.kind && act.factuality.as_str() == row.factuality
}

fn stands_for(cast: &Cast, actors: &[ActorIndex], name: &str) -> bool {
    name == "?"
        || actors
            .iter()
            .any(|&actor| cast.actor(actor).name == name || cast.actor(cast.side_of(actor)).name == name)
}

/// Whether type and factuality are right, and whether the parties are too.
fn judge(draft: &Draft, row: &Row<'_>) -> (bool, bool) {
    if row.factuality == "not asserted" {
        let asserted = |act: &Act| act.kind.as_str() == row.kind && act.factuality.as_str() == "asserted";
        let right = !draft.acts.iter().any(asserted);
        return (right, right);
    }
    let mut acts = draft.acts.iter().filter(|act| told(act, row)).peekable();
    let found = acts.peek().is_some();
    let parties = acts.any(|act| {
        stands_for(&draft.cast, &act.actor, row.actor)
            && stands_for(&draft.cast, &act.recipient, row.recipient)
    });
    (found, parties)
}

#[test]
fn minimal_pairs_keep_their_distance() {
    let analyser = Analyser::new(Model::english().unwrap());
    let mut workspace = Workspace::default();
    let rows = rows();
    let groups: BTreeSet<&str> = rows.iter().map(|row| row.group).collect();
    assert!(rows.len() - groups.len() >= 300, "too few pairs: {}", rows.len());
    let mut of_construction: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    let (mut right, mut whole) = (0, 0);
    let mut failing = String::new();
    for row in &rows {
        let draft = coded(row.sentence, &analyser, &mut workspace);
        let (first, second) = judge(&draft, row);
        right += u32::from(first);
        whole += u32::from(second);
        let counts = of_construction.entry(row.construction).or_default();
        for (count, add) in counts.iter_mut().zip([true, first, second]) {
            *count += u32::from(add);
        }
        if !second {
            let got: Vec<String> = draft
                .acts
                .iter()
                .map(|act| format!("{} {}", act.kind.as_str(), act.factuality.as_str()))
                .collect();
            let _ = writeln!(
                failing,
                "{}\t{}\t{}",
                row.construction,
                row.sentence,
                got.join("; ")
            );
        }
    }
    println!("{failing}");
    for (construction, [all, first, second]) in of_construction {
        println!("{construction:<18}{all:>5}{first:>5}{second:>5}");
    }
    let share = |count: u32| f64::from(count) / rows.len() as f64;
    println!(
        "type and factuality {:.3}, with actors {:.3}",
        share(right),
        share(whole)
    );
    assert!(share(right) >= TYPE_AND_FACTUALITY, "{:.3}", share(right));
    assert!(share(whole) >= WITH_ACTORS, "{:.3}", share(whole));
}

/// The share of near misses that has to be no event of their type. The others, printed by the test, are known faults: a
/// single sentence about nobody of politics is often still read as if it were of them.
const NEAR_MISSES: f64 = 0.93;

#[test]
fn near_misses_are_no_acts_of_their_type() {
    let analyser = Analyser::new(Model::english().unwrap());
    let mut workspace = Workspace::default();
    let near_misses = verbale_lexicon::frames::near_misses().unwrap();
    let taken: Vec<&str> = near_misses
        .iter()
        .filter(|miss| {
            let draft = coded(&miss.sentence, &analyser, &mut workspace);
            draft.acts.iter().any(|act| act.kind == miss.event_type)
        })
        .map(|miss| miss.sentence.as_str())
        .collect();
    let share = 1.0 - taken.len() as f64 / near_misses.len() as f64;
    println!("taken for acts: {}", taken.join(" "));
    assert!(
        share >= NEAR_MISSES,
        "only {share:.2} are left alone: {}",
        taken.join(" ")
    );
}
