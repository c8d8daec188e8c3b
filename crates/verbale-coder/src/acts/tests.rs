//! Trees written by hand: the stage without a parser.

use super::*;
use crate::relate::relate;
use verbale_lexicon::frames::Frames;
use verbale_syntax::{Analysis, conllu};

/// Rows of form, lemma, tag, head, relation.
fn tree(rows: &[(&str, &str, &str, u32, &str)]) -> Analysis {
    let mut text = String::new();
    for (index, (form, lemma, tag, head, relation)) in rows.iter().enumerate() {
        let row = format!(
            "{}\t{form}\t{lemma}\t{tag}\t_\t_\t{head}\t{relation}\t_\t_\n",
            index + 1
        );
        text.push_str(&row);
    }
    text.push('\n');
    conllu::read(&text).unwrap().remove(0).analysis
}

#[test]
fn a_passive_has_its_agent_as_actor() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 3, "nsubj:pass"),
        ("was", "be", "AUX", 3, "aux:pass"),
        ("condemned", "condemn", "VERB", 0, "root"),
        ("by", "by", "ADP", 5, "case"),
        ("Freedonia", "Freedonia", "PROPN", 3, "obl:agent"),
    ]);
    let found = matching::matches(&analysis, Frames::builtin());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].frame.event_type, EventType::Accuse);
    let actor = arguments::phrases(&analysis, &found[0], &found[0].frame.actor);
    let recipient = arguments::phrases(&analysis, &found[0], &found[0].frame.recipient);
    assert_eq!((actor[0].0, recipient[0].0), (4, 0));
}

#[test]
fn a_refused_act_is_one_act_of_refusal() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 2, "nsubj"),
        ("refused", "refuse", "VERB", 0, "root"),
        ("to", "to", "PART", 4, "mark"),
        ("meet", "meet", "VERB", 2, "xcomp"),
        ("Freedonia", "Freedonia", "PROPN", 4, "obj"),
    ]);
    let frames = Frames::builtin();
    let told: Vec<EventType> = matching::matches(&analysis, frames)
        .iter()
        .filter(|found| factuality::read(&analysis, frames, found).is_some())
        .map(|found| found.frame.event_type)
        .collect();
    assert_eq!(told, [EventType::Reject]);
}

#[test]
fn negation_stays_on_the_act() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 4, "nsubj"),
        ("did", "do", "AUX", 4, "aux"),
        ("not", "not", "PART", 4, "advmod"),
        ("bomb", "bomb", "VERB", 0, "root"),
        ("Freedonia", "Freedonia", "PROPN", 4, "obj"),
    ]);
    let frames = Frames::builtin();
    let found = matching::matches(&analysis, frames);
    let (factuality, _) = factuality::read(&analysis, frames, &found[0]).unwrap();
    assert_eq!(factuality, Factuality::Negated);
    let link = relate(&analysis, frames, Some((0..8).into()), Some((21..30).into()));
    assert_eq!(link.event_type(), Some(EventType::Assault));
}
