//! The stage over trees of our own sentences.

use super::*;
use crate::draft::{Actor, ActorIndex, Mention, StatementIndex};
use verbale_record::{ActorKind, StatementKind};
use verbale_record::{MentionForm, Rank};
use verbale_syntax::Upos;
use verbale_syntax::{Analysis, conllu};

/// A tree: one `form/lemma/UPOS/head/relation` a word, sentences by lines; `^` before a line begins a paragraph.
fn analysis(trees: &str) -> Analysis {
    let mut text = String::new();
    for line in trees.trim().lines().map(str::trim) {
        let (line, paragraph) = line.strip_prefix('^').map_or((line, false), |rest| (rest, true));
        if paragraph {
            text.push_str("# newpar\n");
        }
        for (index, word) in line.split_whitespace().enumerate() {
            let [form, lemma, upos, head, relation] = word.split('/').collect::<Vec<_>>()[..] else {
                panic!("five parts in {word}");
            };
            let number = (index + 1).to_string();
            let columns = [&number, form, lemma, upos, "_", "_", head, relation, "_", "_"];
            text.push_str(&columns.join("\t"));
            text.push('\n');
        }
        text.push('\n');
    }
    conllu::read(&text).unwrap().remove(0).analysis
}

/// Every proper noun, and every noun that is listed, is an actor of its own name.
fn cast(analysis: &Analysis, nouns: &[&str]) -> Cast {
    let mut cast = Cast::default();
    for id in analysis.token_ids() {
        let form = analysis.form(id);
        if analysis.token(id).upos != Upos::Propn && !nouns.contains(&form) {
            continue;
        }
        let known = cast.actors.iter().position(|actor| actor.name == form);
        let index = known.unwrap_or_else(|| {
            cast.actors.push(Actor {
                name: form.to_owned(),
                kind: ActorKind::Person,
                country: None,
                sectors: Vec::new(),
                code: None,
                office: None,
                rank: Rank::Unspecified,
                member_of: None,
                known: false,
            });
            cast.actors.len() - 1
        });
        cast.mentions.push(Mention {
            tokens: id.0..id.0 + 1,
            head: id,
            form: MentionForm::Name,
            actors: vec![ActorIndex(index as u32)],
        });
    }
    cast
}

/// Speaker, kind, form and content of every statement, one a line.
fn said(trees: &str, nouns: &[&str]) -> Vec<String> {
    let analysis = analysis(trees);
    let mut cast = cast(&analysis, nouns);
    let context = Context {
        analysis: &analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    let statements = find(&context, &Knowledge::builtin(), &mut cast, &[]);
    let line = |item: &Statement| {
        let speaker = item
            .speaker
            .map_or("-", |speaker| cast.actor(speaker).name.as_str());
        format!(
            "{speaker} {} {}: {}",
            item.kind,
            item.form,
            context.words(item.content)
        )
    };
    statements.iter().map(line).collect()
}

#[test]
fn a_clause_is_content_without_its_conjunction() {
    let tree = "Mirel/Mirel/PROPN/2/nsubj said/say/VERB/0/root that/that/SCONJ/6/mark the/the/DET/5/det \
        road/road/NOUN/6/nsubj opened/open/VERB/2/ccomp ././PUNCT/2/punct";
    assert_eq!(said(tree, &[]), ["Mirel claim indirect: the road opened"]);
}

#[test]
fn a_participle_takes_the_subject_of_its_clause() {
    let tree = "Mirel/Mirel/PROPN/2/nsubj left/leave/VERB/0/root ,/,/PUNCT/4/punct saying/say/VERB/2/advcl \
        talks/talk/NOUN/6/nsubj failed/fail/VERB/4/ccomp ././PUNCT/2/punct";
    assert_eq!(said(tree, &[]), ["Mirel claim indirect: talks failed"]);
}

#[test]
fn an_accusation_has_a_target_and_a_gerund() {
    let tree = "Mirel/Mirel/PROPN/2/nsubj accused/accuse/VERB/0/root Dravia/Dravia/PROPN/2/obj of/of/SCONJ/5/mark \
        arming/arm/VERB/2/advcl rebels/rebel/NOUN/5/obj ././PUNCT/2/punct";
    assert_eq!(said(tree, &[]), ["Mirel accusation indirect: arming rebels"]);
    let analysis = analysis(tree);
    let mut cast = cast(&analysis, &[]);
    let context = Context {
        analysis: &analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    let statements = find(&context, &Knowledge::builtin(), &mut cast, &[]);
    assert_eq!(
        statements[0]
            .target
            .map(|target| cast.actor(target).name.as_str()),
        Some("Dravia")
    );
}

#[test]
fn chains_are_nested() {
    let tree = "Mirel/Mirel/PROPN/2/nsubj said/say/VERB/0/root Tolan/Tolan/PROPN/5/nsubj had/have/AUX/5/aux \
        replied/reply/VERB/2/ccomp that/that/SCONJ/8/mark he/he/PRON/8/nsubj agreed/agree/VERB/5/ccomp";
    let analysis = analysis(tree);
    let mut cast = cast(&analysis, &[]);
    let context = Context {
        analysis: &analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    let statements = find(&context, &Knowledge::builtin(), &mut cast, &[]);
    let nested: Vec<_> = statements.iter().map(|item| item.nested_in).collect();
    assert_eq!(nested, [None, Some(StatementIndex(0))]);
}

#[test]
fn a_parenthesis_according_to() {
    let tree = "Shells/shell/NOUN/6/nsubj ,/,/PUNCT/5/punct according/accord/VERB/5/case to/to/ADP/3/fixed \
        Dravia/Dravia/PROPN/6/obl hit/hit/VERB/0/root the/the/DET/8/det port/port/NOUN/6/obj today/today/NOUN/6/obl:unmarked";
    assert_eq!(said(tree, &[]), ["Dravia claim indirect: hit the port today"]);
}

#[test]
fn sentences_before_the_cue_are_speech_too() {
    let tree = "^The/the/DET/2/det way/way/NOUN/4/nsubj is/be/AUX/4/cop long/long/ADJ/0/root ././PUNCT/4/punct\n\
        Nobody/nobody/PRON/3/nsubj should/should/AUX/3/aux hurry/hurry/VERB/6/ccomp ,/,/PUNCT/3/punct \
        Mirel/Mirel/PROPN/6/nsubj said/say/VERB/0/root ././PUNCT/6/punct";
    assert_eq!(
        said(tree, &[]),
        ["Mirel claim direct-unmarked: The way is long . Nobody should hurry"]
    );
}

#[test]
fn a_quotation_grows_over_its_sentences_and_stays_when_its_end_is_lost() {
    for close in ["”/”/PUNCT/2/punct", ""] {
        let tree = format!(
            "^Mirel/Mirel/PROPN/2/nsubj said/say/VERB/0/root :/:/PUNCT/2/punct “/“/PUNCT/6/punct \
             We/we/PRON/6/nsubj stay/stay/VERB/2/ccomp ././PUNCT/2/punct\n\
             Nobody/nobody/PRON/2/nsubj leaves/leave/VERB/0/root ././PUNCT/2/punct {close}"
        );
        let found = said(&tree, &[]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("Mirel claim direct: "), "{found:?}");
        assert!(found[0].contains("We stay . Nobody leaves"), "{found:?}");
    }
}

#[test]
fn a_noun_of_speech_belongs_to_its_possessor() {
    let tree = "He/he/PRON/2/nsubj repeated/repeat/VERB/0/root Tolan/Tolan/PROPN/4/nmod:poss vow/vow/NOUN/2/obj \
        that/that/SCONJ/8/mark they/they/PRON/8/nsubj would/would/AUX/8/aux return/return/VERB/4/acl";
    assert_eq!(said(tree, &[]), ["Tolan vow indirect: they would return"]);
}

#[test]
fn a_person_with_a_clause_makes_an_unknown_verb_a_cue() {
    let tree = "Mirel/Mirel/PROPN/2/nsubj semaphored/semaphore/VERB/0/root that/that/SCONJ/5/mark rain/rain/NOUN/5/nsubj fell/fall/VERB/2/ccomp";
    assert_eq!(said(tree, &[]).len(), 1);
    let thing = tree.replace("Mirel/Mirel/PROPN", "clouds/cloud/NOUN");
    assert!(said(&thing, &[]).is_empty());
}

#[test]
fn the_content_can_change_the_kind() {
    assert_eq!(StatementKind::Offer.as_str(), "offer");
    let tree = "Mirel/Mirel/PROPN/2/nsubj said/say/VERB/0/root she/she/PRON/5/nsubj was/be/AUX/5/cop ready/ready/ADJ/2/ccomp \
        to/to/PART/7/mark meet/meet/VERB/5/xcomp";
    assert_eq!(said(tree, &[]), ["Mirel offer indirect: she was ready to meet"]);
}
