//! The stage over trees of our own sentences.

use super::*;
use crate::draft::{Actor, Mention, Place};
use verbale_record::{ActorKind, MentionForm, Outcome, PlacePrecision, Rank, TalkStatus, ThirdPartyRole};
use verbale_syntax::{Analysis, Deprel, Upos, conllu};

/// A tree: one `form/lemma/UPOS/head/relation` a word, sentences by lines. Past tense and plural are read off the form.
fn analysis(trees: &str) -> Analysis {
    let mut text = String::new();
    for line in trees.trim().lines().map(str::trim) {
        for (index, word) in line.split_whitespace().enumerate() {
            let [form, lemma, upos, head, relation] = word.split('/').collect::<Vec<_>>()[..] else {
                panic!("five parts in {word}");
            };
            let past = matches!(upos, "VERB" | "AUX")
                && (form.ends_with("ed") || ["met", "held", "was"].contains(&form));
            let features = match upos {
                _ if past => "Tense=Past|VerbForm=Fin",
                "AUX" => "VerbForm=Fin",
                "NOUN" if form.ends_with('s') => "Number=Plur",
                _ => "_",
            };
            let number = (index + 1).to_string();
            let columns = [
                &number, form, lemma, upos, "_", features, head, relation, "_", "_",
            ];
            text.push_str(&columns.join("\t"));
            text.push('\n');
        }
        text.push('\n');
    }
    conllu::read(&text).unwrap().remove(0).analysis
}

/// Countries are states of their own name; the listed people are their ministers or envoys.
fn draft(analysis: &Analysis) -> Draft {
    let mut draft = Draft::default();
    for id in analysis.token_ids() {
        let form = analysis.form(id);
        if analysis.token(id).upos != Upos::Propn || analysis.token(id).deprel == Deprel::Flat {
            continue;
        }
        if form == "Port" {
            draft.places.push(Place {
                name: form.to_owned(),
                country: Some("FRE".to_owned()),
                admin1: None,
                coordinates: None,
                geonames: None,
                precision: PlacePrecision::Point,
                mentions: vec![(id.0..id.0 + 1, id)],
            });
            continue;
        }
        let known = draft.cast.actors.iter().position(|actor| actor.name == form);
        let index = known.unwrap_or_else(|| {
            draft.cast.actors.push(actor(form));
            draft.cast.actors.len() - 1
        });
        draft.cast.mentions.push(Mention {
            tokens: id.0..id.0 + 1,
            head: id,
            form: MentionForm::Name,
            actors: vec![ActorIndex(index as u32)],
        });
    }
    draft
}

fn actor(name: &str) -> Actor {
    let (kind, country, rank) = match name {
        "UN" => (ActorKind::Igo, "IGO", Rank::Unspecified),
        "Trent" => (ActorKind::Person, "SYL", Rank::Minister),
        "Firefly" => (ActorKind::Person, "FRE", Rank::HeadOfGovernment),
        "Freedonia" => (ActorKind::State, "FRE", Rank::Unspecified),
        "Sylvania" => (ActorKind::State, "SYL", Rank::Unspecified),
        _ => (ActorKind::State, "OTH", Rank::Unspecified),
    };
    Actor {
        name: name.to_owned(),
        kind,
        country: Some(country.to_owned()),
        sectors: vec!["GOV".to_owned()],
        code: None,
        office: None,
        rank,
        member_of: None,
        known: true,
    }
}

fn found(trees: &str) -> (Draft, Talks) {
    let analysis = analysis(trees);
    let context = Context {
        analysis: &analysis,
        published: Some(jiff::civil::date(2022, 3, 10)),
        title: None,
        dateline_place: None,
    };
    let draft = draft(&analysis);
    let talks = find(&context, &Knowledge::builtin(), &draft);
    (draft, talks)
}

fn names(draft: &Draft, talk: &Talk) -> Vec<String> {
    let mut names: Vec<String> = talk
        .parties
        .iter()
        .map(|party| draft.cast.actor(party.actor).name.clone())
        .collect();
    names.sort();
    names
}

#[test]
fn a_meeting_named_by_a_verb_has_both_sides_and_their_heads() {
    let (draft, found) = found(
        "Trent/Trent/PROPN/2/nsubj met/meet/VERB/0/root Firefly/Firefly/PROPN/2/obj in/in/ADP/5/case Port/Port/PROPN/2/obl ././PUNCT/2/punct
         Sylvania/Sylvania/PROPN/2/nsubj praised/praise/VERB/0/root Freedonia/Freedonia/PROPN/2/obj ././PUNCT/2/punct",
    );
    let [talk] = &found.talks[..] else {
        panic!("{found:?}");
    };
    assert_eq!(names(&draft, talk), ["Freedonia", "Sylvania"]);
    assert_eq!(talk.status, TalkStatus::Held);
    assert_eq!(talk.format, TalkFormat::Bilateral);
    assert_eq!(
        talk.venue.map(|place| draft.places[place.index()].name.as_str()),
        Some("Port")
    );
    let ranks: Vec<Rank> = talk.parties.iter().map(|party| party.rank).collect();
    assert_eq!(ranks, [Rank::Minister, Rank::HeadOfGovernment]);
    let heads: Vec<&str> = talk
        .parties
        .iter()
        .map(|party| draft.cast.actor(party.head.unwrap()).name.as_str())
        .collect();
    assert_eq!(heads, ["Trent", "Firefly"]);
}

#[test]
fn talks_told_of_twice_are_one_with_their_outcome() {
    let (draft, found) = found(
        "UN/UN/PROPN/3/compound -brokered/-brokered/ADJ/3/amod talks/talk/NOUN/8/nsubj between/between/ADP/5/case Sylvania/Sylvania/PROPN/3/nmod and/and/CCONJ/7/cc Freedonia/Freedonia/PROPN/5/conj ended/end/VERB/0/root ././PUNCT/8/punct
         The/the/DET/2/det talks/talk/NOUN/3/nsubj failed/fail/VERB/0/root to/to/PART/5/mark reach/reach/VERB/3/xcomp an/a/DET/7/det agreement/agreement/NOUN/5/obj ././PUNCT/3/punct",
    );
    let [talk] = &found.talks[..] else {
        panic!("{found:?}");
    };
    assert_eq!(names(&draft, talk), ["Freedonia", "Sylvania"]);
    assert_eq!(talk.outcome, Outcome::NoBreakthrough);
    assert_eq!(talk.spans.len(), 2);
    let (mediator, role) = talk.third_parties[0];
    assert_eq!(draft.cast.actor(mediator).name, "UN");
    assert_eq!(role, ThirdPartyRole::Mediator);
}

#[test]
fn a_second_meeting_to_come_is_another_one() {
    let (_, found) = found(
        "Sylvania/Sylvania/PROPN/2/nsubj met/meet/VERB/0/root Freedonia/Freedonia/PROPN/2/obj ././PUNCT/2/punct
         Sylvania/Sylvania/PROPN/3/nsubj will/will/AUX/3/aux meet/meet/VERB/0/root Freedonia/Freedonia/PROPN/3/obj again/again/ADV/3/advmod ././PUNCT/3/punct",
    );
    let statuses: Vec<TalkStatus> = found.talks.iter().map(|talk| talk.status).collect();
    assert_eq!(statuses, [TalkStatus::Held, TalkStatus::Scheduled]);
}

#[test]
fn a_news_conference_and_met_demands_are_no_talks() {
    let (_, found) = found(
        "Trent/Trent/PROPN/2/nsubj held/hold/VERB/0/root a/a/DET/5/det news/news/NOUN/5/compound conference/conference/NOUN/2/obj ././PUNCT/2/punct
         Sylvania/Sylvania/PROPN/2/nsubj met/meet/VERB/0/root the/the/DET/4/det demands/demand/NOUN/2/obj ././PUNCT/2/punct",
    );
    assert!(found.talks.is_empty(), "{found:?}");
}

#[test]
fn calls_with_two_others_are_two_calls() {
    let (draft, found) = found(
        "Trent/Trent/PROPN/2/nsubj spoke/speak/VERB/0/root by/by/ADP/4/case phone/phone/NOUN/2/obl with/with/ADP/6/case Freedonia/Freedonia/PROPN/2/obl and/and/CCONJ/8/cc Osterlich/Osterlich/PROPN/6/conj ././PUNCT/2/punct",
    );
    assert_eq!(found.talks.len(), 2, "{found:?}");
    assert!(found.talks.iter().all(|talk| talk.format == TalkFormat::Phone));
    assert_eq!(names(&draft, &found.talks[0]), ["Freedonia", "Trent"]);
    assert_eq!(names(&draft, &found.talks[1]), ["Osterlich", "Trent"]);
}

#[test]
fn who_calls_a_line_of_talks_the_main_one_prefers_it() {
    let (draft, found) = found(
        "Sylvania/Sylvania/PROPN/4/nsubj and/and/CCONJ/3/cc Freedonia/Freedonia/PROPN/1/conj met/meet/VERB/0/root in/in/ADP/6/case Port/Port/PROPN/4/obl ././PUNCT/4/punct
         Sylvania/Sylvania/PROPN/2/nsubj insisted/insist/VERB/0/root these/this/DET/4/det talks/talk/NOUN/8/nsubj were/be/AUX/8/cop the/the/DET/8/det main/main/ADJ/8/amod track/track/NOUN/2/ccomp ././PUNCT/2/punct",
    );
    let [track] = &found.tracks[..] else {
        panic!("{found:?}");
    };
    assert_eq!(track.name, "Port");
    assert_eq!(track.talks.len(), 1);
    let names: Vec<&str> = track
        .preferred_by
        .iter()
        .map(|&actor| draft.cast.actor(actor).name.as_str())
        .collect();
    assert_eq!(names, ["Sylvania"]);
    assert!(track.rejected_by.is_empty());
}

#[test]
fn who_tells_on_a_day_does_not_date_the_meeting() {
    let trees = "Sylvania/Sylvania/PROPN/2/nsubj said/say/VERB/0/root yesterday/yesterday/NOUN/2/obl it/it/PRON/6/nsubj had/have/AUX/6/aux met/meet/VERB/2/ccomp Freedonia/Freedonia/PROPN/6/obj ././PUNCT/2/punct";
    let analysis = analysis(trees);
    let mut draft = draft(&analysis);
    draft.times.push(crate::draft::TimeExpression {
        value: "2022-03-09".to_owned(),
        kind: verbale_record::TimeKind::Date,
        tokens: 2..3,
        bytes: analysis.bytes(2..3).into(),
        because: String::new(),
    });
    let context = Context {
        analysis: &analysis,
        published: Some(jiff::civil::date(2022, 3, 10)),
        title: None,
        dateline_place: None,
    };
    let found = find(&context, &Knowledge::builtin(), &draft);
    assert!(found.talks.iter().all(|talk| talk.date.is_none()), "{found:?}");
}

#[test]
fn talks_between_the_same_sides_told_of_again_are_not_told_apart_by_their_words() {
    let (_, found) = found(
        "Sylvania/Sylvania/PROPN/4/nsubj and/and/CCONJ/3/cc Freedonia/Freedonia/PROPN/1/conj held/hold/VERB/0/root negotiations/negotiation/NOUN/4/obj in/in/ADP/7/case Port/Port/PROPN/5/nmod ././PUNCT/4/punct
         Rain/rain/NOUN/2/nsubj delayed/delay/VERB/0/root nobody/nobody/PRON/2/obj ././PUNCT/2/punct
         Talks/talk/NOUN/4/nsubj between/between/ADP/3/case Freedonia/Freedonia/PROPN/1/nmod lasted/last/VERB/0/root hours/hour/NOUN/4/obj ././PUNCT/4/punct
         The/the/DET/2/det meeting/meeting/NOUN/3/nsubj ended/end/VERB/0/root ././PUNCT/3/punct",
    );
    assert_eq!(found.talks.len(), 1, "{found:?}");
    assert!(found.talks[0].spans.len() >= 2, "{found:?}");
}

#[test]
fn nothing_is_found_in_nothing() {
    let analysis = analysis("Rain/rain/NOUN/2/nsubj fell/fall/VERB/0/root");
    let context = Context {
        analysis: &analysis,
        published: None,
        title: None,
        dateline_place: None,
    };
    assert_eq!(
        find(&context, &Knowledge::builtin(), &Draft::default()),
        Talks::default()
    );
}

#[test]
fn who_mediates_between_two_is_no_party() {
    let (draft, found) = found(
        "Freedonia/Freedonia/PROPN/3/nsubj is/be/AUX/3/aux mediating/mediate/VERB/0/root between/between/ADP/5/case Sylvania/Sylvania/PROPN/3/obl and/and/CCONJ/7/cc Ruritania/Ruritania/PROPN/5/conj ././PUNCT/3/punct",
    );
    let [talk] = &found.talks[..] else {
        panic!("{found:?}");
    };
    assert_eq!(names(&draft, talk), ["Ruritania", "Sylvania"]);
    let [(mediator, role)] = talk.third_parties[..] else {
        panic!("{talk:?}");
    };
    assert_eq!(draft.cast.actor(mediator).name, "Freedonia");
    assert_eq!(role, ThirdPartyRole::Mediator);
}

#[test]
fn who_is_there_as_guarantor_is_no_party() {
    let (draft, found) = found(
        "Sylvania/Sylvania/PROPN/4/nsubj and/and/CCONJ/3/cc Freedonia/Freedonia/PROPN/1/conj held/hold/VERB/0/root talks/talk/NOUN/4/obj with/with/ADP/7/case Ruritania/Ruritania/PROPN/4/obl as/as/ADP/9/case guarantor/guarantor/NOUN/4/obl ././PUNCT/4/punct",
    );
    let [talk] = &found.talks[..] else {
        panic!("{found:?}");
    };
    assert_eq!(names(&draft, talk), ["Freedonia", "Sylvania"]);
    let roles: Vec<ThirdPartyRole> = talk.third_parties.iter().map(|&(_, role)| role).collect();
    assert_eq!(roles, [ThirdPartyRole::Guarantor]);
}

#[test]
fn a_round_of_strikes_is_no_talks() {
    let (_, found) = found(
        "Sylvania/Sylvania/PROPN/2/nsubj announced/announce/VERB/0/root a/a/DET/5/det second/second/ADJ/5/amod round/round/NOUN/2/obj of/of/ADP/7/case strikes/strike/NOUN/5/nmod on/on/ADP/9/case Freedonia/Freedonia/PROPN/7/nmod ././PUNCT/2/punct",
    );
    assert_eq!(found.talks, []);
}
