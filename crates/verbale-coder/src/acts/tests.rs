//! Trees written by hand: the stage without a parser.

use super::*;
use crate::draft::ActorIndex;
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
    let link = relate(
        &analysis,
        frames,
        None,
        Some((0..8).into()),
        Some((21..30).into()),
    );
    assert_eq!(link.event_type(), Some(EventType::Assault));
}

fn actor(name: &str) -> crate::draft::Actor {
    crate::draft::Actor {
        name: name.to_owned(),
        kind: verbale_record::ActorKind::State,
        country: None,
        sectors: Vec::new(),
        code: None,
        office: None,
        rank: verbale_record::Rank::Unspecified,
        member_of: None,
        known: true,
    }
}

fn mention(token: u32, whom: u32) -> crate::draft::Mention {
    crate::draft::Mention {
        tokens: token..token + 1,
        head: verbale_syntax::TokenId(token),
        form: verbale_record::MentionForm::Name,
        actors: vec![ActorIndex(whom)],
    }
}

#[test]
fn talks_with_a_light_verb_are_one_act_with_both_sides() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 2, "nsubj"),
        ("held", "hold", "VERB", 0, "root"),
        ("talks", "talk", "NOUN", 2, "obj"),
        ("with", "with", "ADP", 5, "case"),
        ("Freedonia", "Freedonia", "PROPN", 3, "nmod"),
    ]);
    let context = Context {
        analysis: &analysis,
        published: Some(jiff::civil::date(2022, 3, 10)),
        title: None,
        dateline_place: None,
    };
    let mut draft = Draft::default();
    draft.cast.actors = vec![actor("Sylvania"), actor("Freedonia")];
    draft.cast.mentions = vec![mention(0, 0), mention(4, 1)];
    let acts = find(&context, &Knowledge::builtin(), &draft);
    assert_eq!(acts.len(), 1, "{acts:?}");
    let act = &acts[0];
    assert_eq!(
        (act.kind, act.factuality),
        (EventType::Consult, Factuality::Asserted)
    );
    assert_eq!(
        (act.actor.as_slice(), act.recipient.as_slice()),
        (&[ActorIndex(0)][..], &[ActorIndex(1)][..])
    );
    assert_eq!(act.date.as_ref().unwrap().value, "2022-03-10");
}
