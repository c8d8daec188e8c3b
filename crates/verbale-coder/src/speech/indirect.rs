//! Clauses, infinitives, gerunds and noun phrases that hang on a verb of speech.

use super::argument::{self, Argument};
use super::clause::Reader;
use super::extent;
use super::found::{Found, marker, with_particle};
use super::quotes::Quote;
use super::speakers::{self, Phrase};
use crate::draft::{Context, TimeExpression};
use std::ops::Range;
use verbale_lexicon::speech::{CueClass, CuePart, SpeechCues};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// All content that syntax ties to a verb.
pub(super) fn find<'k>(
    context: &Context<'_>,
    cues: &'k SpeechCues,
    times: &[TimeExpression],
    quotes: &[Quote],
) -> Vec<Found<'k>> {
    let analysis = context.analysis;
    let search = Search {
        reader: Reader {
            analysis,
            cues,
            times,
        },
        context,
        cues,
        quotes,
    };
    let mut found = Vec::new();
    for token in analysis.token_ids() {
        if analysis.token(token).upos == Upos::Verb {
            search.verb(token, &mut found);
        }
    }
    found
}

/// What the search for verbs needs.
#[derive(Clone, Copy)]
struct Search<'a, 'k> {
    reader: Reader<'a>,
    context: &'a Context<'a>,
    cues: &'k SpeechCues,
    quotes: &'a [Quote],
}

impl<'k> Search<'_, 'k> {
    fn verb(self, verb: TokenId, found: &mut Vec<Found<'k>>) {
        let analysis = self.context.analysis;
        let (lemma, cue) = with_particle(analysis, verb);
        let classes: Vec<&CueClass> = self.cues.classes(CuePart::Verb, &lemma).collect();
        if classes.iter().any(|class| class.name == "never")
            || quotes_saying(analysis, verb)
            || keeps_silent(analysis, verb, &classes)
        {
            return;
        }
        if supposed(self.context, verb, &cue, &classes, found) || self.opening(verb, &cue, &classes, found) {
            return;
        }
        let Some(argument) = argument::of_verb(self.reader, verb, &classes) else {
            self.untied(verb, cue, &classes, found);
            return;
        };
        let Argument { class, root, rule } = argument;
        let speaker = self.speaker(verb);
        if class.is_none() && !is_certain(analysis, root, speaker) {
            return;
        }
        for (index, run) in extent::of(self.reader, self.quotes, verb, cue.end, argument)
            .into_iter()
            .enumerate()
        {
            let own = if index == 0 || run.contains(&root.0) {
                Some(root)
            } else {
                extent::head_of(analysis, &run)
            };
            found.push(Found {
                cue: Some((cue.clone(), verb)),
                class,
                content: self.context.bytes(run),
                root: own,
                speaker,
                target: target(analysis, verb, class),
                rule,
                ..Found::default()
            });
        }
    }

    /// The subject of the verb; that of the verb of saying before it where a conjunction ties the two.
    fn speaker(self, verb: TokenId) -> Phrase {
        let analysis = self.context.analysis;
        let shares = !speakers::has_subject(analysis, verb) && self.reader.is_saying(verb.0);
        let conjunction = verb.previous().filter(|&before| {
            shares && verb > analysis.sentence_of(verb).first && analysis.token(before).upos == Upos::Cconj
        });
        let other = conjunction.and_then(|conjunction| {
            let first = analysis.sentence_of(verb).first.0;
            (first..conjunction.0).rev().map(TokenId).find(|&token| {
                self.reader.is_saying(token.0) && analysis.token(token).features.has("VerbForm=Fin")
            })
        });
        let shared = other.and_then(|other| speakers::of_verb_or_neighbour(analysis, other));
        shared.or_else(|| speakers::of_verb_or_neighbour(analysis, verb))
    }

    /// Whoever spoke before in the sentence, or is its subject so far: “The agency accused them of it, saying …”.
    fn speaker_before(self, verb: TokenId) -> Phrase {
        let analysis = self.context.analysis;
        let first = analysis.sentence_of(verb).first.0;
        let other = (first..verb.0)
            .rev()
            .filter(|&token| self.reader.is_cue(token))
            .find_map(|token| speakers::of_verb(analysis, TokenId(token)));
        other
            .filter(|(phrase, _)| *phrase < verb)
            .or_else(|| speakers::subject_before(analysis, verb))
    }

    /// “Saying the road was closed, the envoy left.”
    fn opening(
        self,
        verb: TokenId,
        cue: &Range<u32>,
        classes: &[&'k CueClass],
        found: &mut Vec<Found<'k>>,
    ) -> bool {
        let class = classes
            .iter()
            .copied()
            .find(|class| class.takes("parataxis") && class.takes("ccomp"));
        let Some(class) = class else { return false };
        let Some((run, speaker)) = self.reader.opening(verb, cue.end) else {
            return false;
        };
        let finite = |token: u32| {
            let features = self.context.analysis.token(TokenId(token)).features;
            features.has("VerbForm=Fin")
        };
        if !run.clone().any(finite) {
            return false;
        }
        found.push(Found {
            cue: Some((cue.clone(), verb)),
            class: Some(class),
            content: self.context.bytes(run.clone()),
            root: extent::head_of(self.context.analysis, &run),
            speaker: Some((speaker, "subject after the participle")),
            rule: argument::CLAUSE,
            ..Found::default()
        });
        true
    }

    /// A verb of plain saying whose content the parser tied to something else.
    fn untied(self, verb: TokenId, cue: Range<u32>, classes: &[&'k CueClass], found: &mut Vec<Found<'k>>) {
        let analysis = self.context.analysis;
        let class = classes.iter().copied().find(|class| class.takes("free"));
        let token = analysis.token(verb);
        let finite = token.features.has("VerbForm=Fin")
            || analysis.child_by(verb, Deprel::Aux).is_some()
            || token.deprel == Deprel::Conj;
        let participle = analysis.form(verb).ends_with("ing")
            && verb
                .previous()
                .is_some_and(|before| matches!(analysis.form(before), "," | "as" | "while"));
        let Some(class) = class.filter(|_| (finite || participle) && !argument::is_passive(analysis, verb))
        else {
            return;
        };
        let inverted = !participle && verb.previous().is_some_and(|before| analysis.form(before) == ",");
        let speaker = self
            .speaker(verb)
            .filter(|(phrase, _)| *phrase < verb && !inverted)
            .or_else(|| self.speaker_before(verb).filter(|_| participle));
        let infinitive = analysis.form(TokenId(cue.end.min(analysis.sentence_of(verb).end.0 - 1))) == "to";
        if infinitive {
            return;
        }
        let (Some(speaker), Some(run)) = (speaker, self.reader.after(verb, cue.end, None)) else {
            return;
        };
        let finite = |token: u32| analysis.token(TokenId(token)).features.has("VerbForm=Fin");
        if run.len() < 3 || !run.clone().any(finite) || is_circumstance(analysis, &run) {
            return;
        }
        for run in extent::clauses(analysis, self.quotes, run) {
            found.push(Found {
                cue: Some((cue.clone(), verb)),
                class: Some(class),
                content: self.context.bytes(run.clone()),
                root: extent::head_of(analysis, &run),
                speaker: Some(speaker),
                rule: "words after the cue",
                ..Found::default()
            });
        }
    }
}

/// Whether an unknown verb brings speech: a person is its subject and its clause has “that”.
fn is_certain(analysis: &Analysis, root: TokenId, speaker: Phrase) -> bool {
    let that = marker(analysis, root).is_some_and(|mark| mark == "that");
    that && speaker.is_some_and(|(phrase, _)| speakers::can_speak(analysis, phrase))
}

/// “… as he opened the talks”: the clause says when it was said.
fn is_circumstance(analysis: &Analysis, run: &Range<u32>) -> bool {
    matches!(
        analysis.form(TokenId(run.start)).to_ascii_lowercase().as_str(),
        "as" | "while"
            | "when"
            | "after"
            | "before"
            | "who"
            | "which"
            | "where"
            | "during"
            | "in"
            | "at"
            | "on"
    )
}

/// “did not say whether”, “has not said when”: silence is no statement.
fn keeps_silent(analysis: &Analysis, verb: TokenId, classes: &[&CueClass]) -> bool {
    let says = classes
        .iter()
        .any(|class| matches!(class.name.as_str(), "say" | "tell" | "report"));
    says && analysis
        .children_by(verb, Deprel::Advmod)
        .any(|child| child < verb && matches!(analysis.lemma(child), "not" | "n't" | "n’t" | "never"))
}

/// The one that the verb accuses, urges or praises.
fn target(analysis: &Analysis, verb: TokenId, class: Option<&CueClass>) -> Option<TokenId> {
    class.filter(|class| class.takes("obj:target"))?;
    let object = analysis.child_by(verb, Deprel::Obj);
    object.or_else(|| analysis.child_by(verb, Deprel::NsubjPass))
}

/// “was quoted as saying …”: the inner verb brings the content.
pub(super) fn quotes_saying(analysis: &Analysis, verb: TokenId) -> bool {
    as_saying(analysis, verb).is_some()
}

/// The “as” of “quoted the envoy as saying”, by the order of words.
fn as_saying(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    const REACH: u32 = 12;
    if !matches!(analysis.lemma(verb), "quote" | "cite" | "report") {
        return None;
    }
    let end = analysis.sentence_of(verb).end.0.min(verb.0 + REACH);
    (verb.0 + 1..end.saturating_sub(1)).map(TokenId).find(|&token| {
        let next = analysis.form(token.next());
        analysis.form(token) == "as" && matches!(next, "saying" | "telling" | "stating" | "warning")
    })
}

/// Whom “quoted X as saying” quotes: the last noun before “as”.
pub(super) fn quoted(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let end = as_saying(analysis, verb)?;
    (verb.0 + 1..end.0)
        .rev()
        .map(TokenId)
        .find(|&token| matches!(analysis.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron))
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
