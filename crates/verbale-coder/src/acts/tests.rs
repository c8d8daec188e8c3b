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

/// The acts of a tree whose named tokens are actors of their own.
fn acts_of(analysis: &Analysis, named: &[u32]) -> Vec<Act> {
    let context = Context {
        analysis,
        published: Some(jiff::civil::date(2022, 3, 10)),
        title: None,
        dateline_place: None,
    };
    let mut draft = Draft::default();
    for (index, &token) in named.iter().enumerate() {
        let name = analysis.form(verbale_syntax::TokenId(token));
        draft.cast.actors.push(actor(name));
        draft.cast.mentions.push(mention(token, index as u32));
    }
    find(&context, &Knowledge::builtin(), &draft)
}

fn told(acts: &[Act]) -> Vec<(EventType, Factuality, Vec<u32>, Vec<u32>)> {
    let indices = |actors: &[ActorIndex]| actors.iter().map(|actor| actor.0).collect::<Vec<u32>>();
    acts.iter()
        .map(|act| {
            (
                act.kind,
                act.factuality,
                indices(&act.actor),
                indices(&act.recipient),
            )
        })
        .collect()
}

#[test]
fn what_is_alleged_is_done_by_the_accused_and_told_by_the_accuser() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 2, "nsubj"),
        ("accused", "accuse", "VERB", 0, "root"),
        ("Freedonia", "Freedonia", "PROPN", 2, "obj"),
        ("of", "of", "ADP", 5, "mark"),
        ("shelling", "shell", "VERB", 2, "advcl"),
        ("Osterlich", "Osterlich", "PROPN", 5, "obj"),
    ]);
    let acts = acts_of(&analysis, &[0, 2, 5]);
    assert_eq!(
        told(&acts),
        [
            (EventType::Accuse, Factuality::Asserted, vec![0], vec![1]),
            (EventType::Assault, Factuality::Asserted, vec![1], vec![2]),
        ]
    );
    assert_eq!(acts[1].attributed_to, Some(ActorIndex(0)));
    assert_eq!(acts[0].attributed_to, None);
}

#[test]
fn who_is_urged_does_what_it_is_urged_to_only_when_it_does() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 2, "nsubj"),
        ("urged", "urge", "VERB", 0, "root"),
        ("Freedonia", "Freedonia", "PROPN", 2, "obj"),
        ("to", "to", "PART", 5, "mark"),
        ("visit", "visit", "VERB", 2, "xcomp"),
        ("Osterlich", "Osterlich", "PROPN", 5, "obj"),
    ]);
    let acts = acts_of(&analysis, &[0, 2, 5]);
    assert_eq!(
        told(&acts),
        [(EventType::Request, Factuality::Asserted, vec![0], vec![1])]
    );
    let subject = clauses::subject(&analysis, verbale_syntax::TokenId(4)).unwrap();
    assert_eq!(subject.head.0, 2);
}

#[test]
fn coordinated_passives_share_their_subject_and_a_relative_clause_its_noun() {
    let analysis = tree(&[
        ("Freedonia", "Freedonia", "PROPN", 9, "nsubj"),
        (",", ",", "PUNCT", 5, "punct"),
        ("which", "which", "PRON", 5, "nsubj:pass"),
        ("was", "be", "AUX", 5, "aux:pass"),
        ("shelled", "shell", "VERB", 1, "acl:relcl"),
        ("by", "by", "ADP", 7, "case"),
        ("Sylvania", "Sylvania", "PROPN", 5, "obl"),
        (",", ",", "PUNCT", 5, "punct"),
        ("condemned", "condemn", "VERB", 0, "root"),
        ("Osterlich", "Osterlich", "PROPN", 9, "obj"),
    ]);
    let acts = acts_of(&analysis, &[0, 6, 9]);
    assert_eq!(
        told(&acts),
        [
            (EventType::Assault, Factuality::Asserted, vec![1], vec![0]),
            (EventType::Accuse, Factuality::Asserted, vec![0], vec![2]),
        ]
    );
}

#[test]
fn each_other_is_both() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 4, "nsubj"),
        ("and", "and", "CCONJ", 3, "cc"),
        ("Freedonia", "Freedonia", "PROPN", 1, "conj"),
        ("condemned", "condemn", "VERB", 0, "root"),
        ("each", "each", "DET", 6, "det"),
        ("other", "other", "ADJ", 4, "obj"),
    ]);
    let acts = acts_of(&analysis, &[0, 2]);
    assert_eq!(
        told(&acts),
        [(EventType::Accuse, Factuality::Asserted, vec![0, 1], vec![0, 1])]
    );
}

#[test]
fn a_conjunct_before_a_verb_of_its_own_is_its_subject() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 2, "nsubj"),
        ("met", "meet", "VERB", 0, "root"),
        ("Freedonia", "Freedonia", "PROPN", 2, "obj"),
        ("and", "and", "CCONJ", 7, "cc"),
        ("Osterlich", "Osterlich", "PROPN", 3, "conj"),
        ("had", "have", "AUX", 7, "aux"),
        ("replied", "reply", "VERB", 2, "conj"),
    ]);
    let members = clauses::conjuncts(&analysis, verbale_syntax::TokenId(2));
    assert_eq!(members.len(), 1, "{members:?}");
}

#[test]
fn a_refused_concession_is_a_rejection() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 4, "nsubj"),
        ("did", "do", "AUX", 4, "aux"),
        ("not", "not", "PART", 4, "advmod"),
        ("promise", "promise", "VERB", 0, "root"),
        ("Freedonia", "Freedonia", "PROPN", 4, "iobj"),
        ("weapons", "weapon", "NOUN", 4, "obj"),
    ]);
    let acts = acts_of(&analysis, &[0, 4]);
    assert_eq!(
        told(&acts),
        [(EventType::Reject, Factuality::Asserted, vec![0], vec![1])]
    );
}

#[test]
fn the_noun_below_its_verb_is_no_second_act() {
    let analysis = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 2, "nsubj"),
        ("met", "meet", "VERB", 0, "root"),
        ("Freedonia", "Freedonia", "PROPN", 2, "obj"),
        ("for", "for", "ADP", 5, "case"),
        ("talks", "talk", "NOUN", 2, "obl"),
    ]);
    let acts = acts_of(&analysis, &[0, 2]);
    assert_eq!(acts.len(), 1, "{:?}", told(&acts));
}

#[test]
fn the_other_side_is_inferred_where_the_report_has_two_and_it_says_so() {
    let rows = [
        ("Sylvania", "Sylvania", "PROPN", 2, "nsubj"),
        ("shelled", "shell", "VERB", 0, "root"),
        ("Freedonia", "Freedonia", "PROPN", 2, "obj"),
        (".", ".", "PUNCT", 2, "punct"),
        ("Freedonia", "Freedonia", "PROPN", 6, "nsubj"),
        ("attacked", "attack", "VERB", 2, "parataxis"),
        (".", ".", "PUNCT", 6, "punct"),
    ];
    let analysis = tree(&rows);
    let context = Context {
        analysis: &analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    let mut draft = Draft::default();
    draft.cast.actors = vec![actor("Sylvania"), actor("Freedonia")];
    draft.cast.mentions = vec![mention(0, 0), mention(2, 1), mention(4, 1)];
    let acts = find(&context, &Knowledge::builtin(), &draft);
    assert_eq!(
        told(&acts),
        [
            (EventType::Assault, Factuality::Asserted, vec![0], vec![1]),
            (EventType::Assault, Factuality::Asserted, vec![1], vec![0]),
        ]
    );
    let inferred = |act: &Act| act.because.iter().any(|reason| reason.contains("inferred"));
    assert!(!inferred(&acts[0]) && inferred(&acts[1]));
}

#[test]
fn plans_are_to_come_and_conditions_only_possible() {
    let planned = tree(&[
        ("Sylvania", "Sylvania", "PROPN", 2, "nsubj"),
        ("plans", "plan", "VERB", 0, "root"),
        ("to", "to", "PART", 4, "mark"),
        ("visit", "visit", "VERB", 2, "xcomp"),
        ("Freedonia", "Freedonia", "PROPN", 4, "obj"),
    ]);
    assert_eq!(acts_of(&planned, &[0, 4])[0].factuality, Factuality::Future);
    let conditional = tree(&[
        ("Markets", "market", "NOUN", 2, "nsubj"),
        ("fall", "fall", "VERB", 0, "root"),
        ("if", "if", "SCONJ", 5, "mark"),
        ("Sylvania", "Sylvania", "PROPN", 5, "nsubj"),
        ("shells", "shell", "VERB", 2, "advcl"),
        ("Freedonia", "Freedonia", "PROPN", 5, "obj"),
    ]);
    let acts = acts_of(&conditional, &[3, 5]);
    assert_eq!(acts[0].factuality, Factuality::Hypothetical, "{:?}", told(&acts));
}
