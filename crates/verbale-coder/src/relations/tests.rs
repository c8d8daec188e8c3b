//! The stage over trees of our own sentences.

use super::*;
use crate::draft::{Actor, Mention};
use verbale_record::{MentionForm, Rank};
use verbale_syntax::conllu;

/// A tree: one `form/lemma/UPOS/head/relation` a word. Proper nouns are states of their own name.
fn told(tree: &str) -> Vec<String> {
    let mut text = String::new();
    for (index, word) in tree.split_whitespace().enumerate() {
        let [form, lemma, upos, head, relation] = word.split('/').collect::<Vec<_>>()[..] else {
            panic!("five parts in {word}");
        };
        let number = (index + 1).to_string();
        let glued = if form == "-"
            || tree
                .split_whitespace()
                .nth(index + 1)
                .is_some_and(|next| next.starts_with("-/"))
        {
            "SpaceAfter=No"
        } else {
            "_"
        };
        let columns = [&number, form, lemma, upos, "_", "_", head, relation, "_", glued];
        text.push_str(&columns.join("\t"));
        text.push('\n');
    }
    text.push('\n');
    let analysis = conllu::read(&text).unwrap().remove(0).analysis;
    let mut draft = Draft::default();
    for id in analysis.token_ids() {
        if analysis.token(id).upos != Upos::Propn {
            continue;
        }
        draft.cast.mentions.push(Mention {
            tokens: id.0..id.0 + 1,
            head: id,
            form: MentionForm::Name,
            actors: vec![ActorIndex(draft.cast.actors.len() as u32)],
        });
        draft.cast.actors.push(Actor {
            name: analysis.form(id).to_owned(),
            kind: ActorKind::State,
            country: None,
            sectors: Vec::new(),
            code: None,
            office: None,
            rank: Rank::Unspecified,
            member_of: None,
            known: true,
        });
    }
    let context = Context {
        analysis: &analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    let found = find(&context, &Knowledge::builtin(), &draft);
    let name = |index: ActorIndex| draft.cast.actor(index).name.clone();
    found
        .iter()
        .map(|one| {
            let on = one
                .on
                .as_deref()
                .map_or_else(String::new, |on| format!(" on {on}"));
            format!("{} {} {}{on}", name(one.a), one.kind, name(one.b))
        })
        .collect()
}

#[test]
fn an_ally_by_a_copula() {
    let found = told(
        "Sylvania/Sylvania/PROPN/5/nsubj is/be/AUX/5/cop an/a/DET/5/det old/old/ADJ/5/amod ally/ally/NOUN/0/root of/of/ADP/7/case Freedonia/Freedonia/PROPN/5/nmod",
    );
    assert_eq!(found, ["Sylvania ally-of Freedonia"]);
}

#[test]
fn dependence_in_a_relative_clause() {
    let found = told(
        "Freedonia/Freedonia/PROPN/0/root on/on/ADP/3/case which/which/PRON/5/obl Sylvania/Sylvania/PROPN/5/nsubj depends/depend/VERB/1/acl:relcl for/for/ADP/7/case salt/salt/NOUN/5/obl",
    );
    assert_eq!(found, ["Sylvania depends-on Freedonia on salt"]);
}

#[test]
fn weapons_make_a_supplier_and_salt_does_not() {
    let tree = |goods: &str| {
        format!(
            "Sylvania/Sylvania/PROPN/2/nsubj supplied/supply/VERB/0/root Freedonia/Freedonia/PROPN/2/obj with/with/ADP/5/case {goods}/{goods}/NOUN/2/obl"
        )
    };
    assert_eq!(
        told(&tree("ammunition")),
        ["Sylvania supplies-arms-to Freedonia on ammunition"]
    );
    assert!(told(&tree("salt")).is_empty());
}

#[test]
fn a_hyphenated_backer() {
    let found = told(
        "Sylvania/Sylvania/PROPN/3/obl -/-/PUNCT/1/punct backed/back/VERB/4/amod Osterlich/Osterlich/PROPN/0/root",
    );
    assert_eq!(found, ["Sylvania backs Osterlich"]);
}

#[test]
fn what_is_denied_is_no_bond() {
    let found = told(
        "Sylvania/Sylvania/PROPN/4/nsubj does/do/AUX/4/aux not/not/PART/4/advmod back/back/VERB/0/root Freedonia/Freedonia/PROPN/4/obj",
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_relative_on_the_wrong_head_still_has_its_noun() {
    let found = told(
        "It/it/PRON/2/nsubj courts/court/VERB/0/root Freedonia/Freedonia/PROPN/2/obj ,/,/PUNCT/2/punct on/on/ADP/8/mark which/which/PRON/8/obl Sylvania/Sylvania/PROPN/8/nsubj depends/depend/VERB/2/advcl",
    );
    assert_eq!(found, ["Sylvania depends-on Freedonia"]);
}

#[test]
fn backing_comes_from_the_backer() {
    let found = told(
        "Osterlich/Osterlich/PROPN/2/nsubj survived/survive/VERB/0/root with/with/ADP/4/case backing/backing/NOUN/2/obl from/from/ADP/6/case Sylvania/Sylvania/PROPN/4/nmod",
    );
    assert_eq!(found, ["Sylvania backs Osterlich"]);
}
