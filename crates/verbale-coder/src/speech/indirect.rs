//! Clauses, infinitives, gerunds and noun phrases that hang on a verb of speech.

use super::argument::{self, Argument};
use super::extent;
use super::found::{Found, with_particle};
use super::speakers;
use crate::draft::Context;
use std::ops::Range;
use verbale_lexicon::speech::{CueClass, CuePart, SpeechCues};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// All content that syntax ties to a verb.
pub(super) fn find<'k>(context: &Context<'_>, cues: &'k SpeechCues) -> Vec<Found<'k>> {
    let analysis = context.analysis;
    let mut found = Vec::new();
    for token in analysis.token_ids() {
        if analysis.token(token).upos == Upos::Verb {
            verb(context, cues, token, &mut found);
        }
    }
    found
}

fn verb<'k>(context: &Context<'_>, cues: &'k SpeechCues, verb: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let (lemma, cue) = with_particle(analysis, verb);
    let mut classes: Vec<&CueClass> = cues.classes(CuePart::Verb, &lemma).collect();
    if classes.is_empty() && lemma != analysis.lemma(verb) {
        classes = cues.classes(CuePart::Verb, analysis.lemma(verb)).collect();
    }
    if classes.iter().any(|class| class.name == "never") || quotes_saying(analysis, verb) {
        return;
    }
    if supposed(context, verb, &cue, &classes, found) {
        return;
    }
    let Some(argument) = argument::of_verb(analysis, verb, &classes) else {
        untied(context, cues, verb, cue, &classes, found);
        return;
    };
    let Argument { class, root, rule } = argument;
    let speaker = speakers::of_verb_or_neighbour(analysis, verb);
    if class.is_none() && !speaker.is_some_and(|(phrase, _)| speakers::can_speak(analysis, phrase)) {
        return;
    }
    for run in extent::of(analysis, cues, verb, argument) {
        found.push(Found {
            cue: Some((cue.clone(), verb)),
            class,
            content: context.bytes(run),
            root: Some(root),
            speaker,
            target: target(analysis, verb, class),
            rule,
            ..Found::default()
        });
    }
}

/// The one that the verb accuses, urges or praises.
fn target(analysis: &Analysis, verb: TokenId, class: Option<&CueClass>) -> Option<TokenId> {
    class.filter(|class| class.takes("obj:target"))?;
    let object = analysis.child_by(verb, Deprel::Obj);
    object.or_else(|| analysis.child_by(verb, Deprel::NsubjPass))
}

/// “was quoted as saying …”: the inner verb brings the content.
fn quotes_saying(analysis: &Analysis, verb: TokenId) -> bool {
    matches!(analysis.lemma(verb), "quote" | "cite" | "report")
        && analysis.children(verb).iter().any(|&child| {
            let form = analysis.form(child);
            matches!(form, "saying" | "telling" | "stating" | "warning")
        })
}

/// “The raid is said to have begun at dawn”: the whole clause is the content, by whoever says so.
fn supposed<'k>(
    context: &Context<'_>,
    verb: TokenId,
    cue: &Range<u32>,
    classes: &[&'k CueClass],
    found: &mut Vec<Found<'k>>,
) -> bool {
    let analysis = context.analysis;
    let class = classes.iter().copied().find(|class| class.takes("passive"));
    let parts = analysis.child_by(verb, Deprel::NsubjPass).zip(
        analysis
            .child_by(verb, Deprel::Xcomp)
            .filter(|&clause| clause > verb),
    );
    let (Some(class), Some((subject, clause))) = (class, parts) else {
        return false;
    };
    let run = analysis.subtree(subject).start..analysis.subtree(clause).end;
    found.push(Found {
        cue: Some((cue.clone(), verb)),
        class: Some(class),
        content: context.bytes(run),
        root: Some(clause),
        speaker: analysis
            .child_by(verb, Deprel::OblAgent)
            .map(|agent| (agent, "agent of the passive")),
        rule: "passive with an infinitive",
        ..Found::default()
    });
    true
}

/// A verb of plain saying whose content the parser tied to something else.
fn untied<'k>(
    context: &Context<'_>,
    cues: &'k SpeechCues,
    verb: TokenId,
    cue: Range<u32>,
    classes: &[&'k CueClass],
    found: &mut Vec<Found<'k>>,
) {
    let analysis = context.analysis;
    let class = classes.iter().copied().find(|class| class.is_plain());
    let finite =
        analysis.token(verb).features.has("VerbForm=Fin") || analysis.child_by(verb, Deprel::Aux).is_some();
    let Some(class) = class.filter(|_| finite && !argument::is_passive(analysis, verb)) else {
        return;
    };
    let speaker = speakers::of_verb_or_neighbour(analysis, verb).filter(|(phrase, _)| *phrase < verb);
    let (Some(speaker), Some(run)) = (speaker, extent::untied(analysis, cues, verb)) else {
        return;
    };
    found.push(Found {
        cue: Some((cue, verb)),
        class: Some(class),
        content: context.bytes(run),
        root: None,
        speaker: Some(speaker),
        rule: "words after the cue",
        ..Found::default()
    });
}
