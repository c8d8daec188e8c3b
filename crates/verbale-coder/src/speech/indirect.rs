//! Clauses, infinitives, gerunds and noun phrases that hang on a cue, and clauses beside a parenthesis.

use super::found::{Found, marker, runs, trim, with_particle};
use super::speakers;
use crate::draft::Context;
use std::ops::Range;
use verbale_lexicon::speech::{CueClass, CuePart, SpeechCues};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// All content that syntax ties to a cue.
pub(super) fn find<'k>(context: &Context<'_>, cues: &'k SpeechCues) -> Vec<Found<'k>> {
    let analysis = context.analysis;
    let mut found = Vec::new();
    for token in analysis.token_ids() {
        match analysis.token(token).upos {
            Upos::Verb => verb(context, cues, token, &mut found),
            Upos::Noun => noun(context, cues, token, &mut found),
            Upos::Adj => adjective(context, cues, token, &mut found),
            _ => {}
        }
        preposition(context, cues, token, &mut found);
    }
    found
}

fn verb<'k>(context: &Context<'_>, cues: &'k SpeechCues, verb: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let (lemma, cue) = with_particle(analysis, verb);
    let classes: Vec<&CueClass> = cues.classes(CuePart::Verb, &lemma).collect();
    if classes.iter().any(|class| class.name == "never") {
        return;
    }
    let Some((class, root, rule)) = argument(analysis, verb, &classes) else {
        return;
    };
    let speaker = speakers::of_verb_or_neighbour(analysis, verb);
    if class.is_none() && !speaker.is_some_and(|(phrase, _)| speakers::can_speak(analysis, phrase)) {
        return;
    }
    let target = class.filter(|class| class.takes("obj:target")).and_then(|_| {
        analysis
            .child_by(verb, Deprel::Obj)
            .or(analysis.child_by(verb, Deprel::NsubjPass))
    });
    let without = analysis.is_within(verb, root).then_some(verb);
    let content = match rule {
        "gerund or phrase" => runs(analysis, root, None)
            .into_iter()
            .filter_map(|run| past_marker(analysis, root, run))
            .collect(),
        _ if without.is_none() && in_between(analysis, root, verb) => around(analysis, root, verb),
        _ => runs(
            analysis,
            root,
            without.or_else(|| participle_of_speech(analysis, cues, root)),
        ),
    };
    for run in content {
        let bytes = context.bytes(run);
        let head = Some((cue.clone(), verb));
        found.push(Found {
            cue: head,
            class,
            content: bytes,
            root: Some(root),
            speaker,
            target,
            rule,
            unmarked: false,
        });
    }
}

/// The part of the sentence that holds the content of a verb.
fn argument<'k>(
    analysis: &Analysis,
    verb: TokenId,
    classes: &[&'k CueClass],
) -> Option<(Option<&'k CueClass>, TokenId, &'static str)> {
    let taking = |argument: &str| classes.iter().copied().find(|class| class.takes(argument));
    if let Some(clause) = analysis.child_by(verb, Deprel::Ccomp) {
        let class = taking("ccomp").or(classes.first().copied());
        return Some((class, clause, "clause as complement"));
    }
    if let Some(clause) = analysis
        .child_by(verb, Deprel::Parataxis)
        .filter(|_| analysis.child_by(verb, Deprel::Nsubj).is_some())
        && let Some(class) = taking("parataxis").filter(|_| analysis.token(clause).upos != Upos::Punct)
    {
        return Some((Some(class), clause, "clause beside the cue"));
    }
    let token = analysis.token(verb);
    if let (Deprel::Parataxis, Some(host)) = (token.deprel, token.head)
        && let Some(class) = taking("parataxis").filter(|_| speakers::has_subject(analysis, verb))
    {
        return Some((Some(class), host, "parenthesis"));
    }
    let passive = analysis.child_by(verb, Deprel::AuxPass).is_some();
    if let Some((class, clause)) = taking("xcomp")
        .zip(analysis.child_by(verb, Deprel::Xcomp))
        .filter(|_| !passive)
    {
        return Some((Some(class), clause, "infinitive"));
    }
    for &child in analysis.children(verb) {
        let relation = analysis.token(child).deprel;
        if !matches!(relation, Deprel::Advcl | Deprel::Obl) {
            continue;
        }
        let marked = marker(analysis, child);
        let class = classes.iter().copied().find(|class| {
            class.prepositions().any(|preposition| {
                // The addressee (“told to reporters”) is no content.
                Some(preposition) == marked
                    && !(class.name == "say" || class.name == "reply" || class.name == "declare")
            })
        });
        if let Some(class) = class {
            return Some((Some(class), child, "gerund or phrase"));
        }
    }
    let object = analysis.child_by(verb, Deprel::Obj);
    let named = |object: TokenId| matches!(analysis.token(object).upos, Upos::Pron | Upos::Propn);
    taking("obj")
        .zip(object)
        .filter(|&(_, object)| !named(object) && !passive)
        .map(|(class, object)| (Some(class), object, "noun phrase"))
}

/// A participle of speech after a comma at the end of content (“…, adding that”) belongs to the speaker outside.
fn participle_of_speech(analysis: &Analysis, cues: &SpeechCues, root: TokenId) -> Option<TokenId> {
    analysis.children_by(root, Deprel::Advcl).find(|&child| {
        let comma = child
            .previous()
            .is_some_and(|before| analysis.form(before) == ",");
        let never = |class: &CueClass| class.name == "never";
        let mut classes = cues.classes(CuePart::Verb, analysis.lemma(child));
        child > root && comma && classes.next().is_some_and(|class| !never(class))
    })
}

/// Whether the verb of speech stands in the midst of the content that hangs on it.
fn in_between(analysis: &Analysis, root: TokenId, verb: TokenId) -> bool {
    analysis.subtree(root).contains(&verb.0)
}

/// The parts of a clause before and after the verb that stands in it.
fn around(analysis: &Analysis, root: TokenId, verb: TokenId) -> Vec<Range<u32>> {
    let whole = analysis.subtree(root);
    let own = |token: u32| analysis.is_within(TokenId(token), root);
    let before = (whole.start..verb.0)
        .rev()
        .find(|&token| own(token))
        .map(|last| whole.start..last + 1);
    let after = (verb.0 + 1..whole.end)
        .find(|&token| own(token))
        .map(|first| first..whole.end);
    [before, after]
        .into_iter()
        .flatten()
        .filter_map(|run| trim(analysis, run))
        .collect()
}

/// A phrase without the preposition that leads into it.
fn past_marker(analysis: &Analysis, root: TokenId, run: Range<u32>) -> Option<Range<u32>> {
    let leads = |token: u32| {
        let at = analysis.token(TokenId(token));
        at.head == Some(root) && matches!(at.deprel, Deprel::Case | Deprel::Mark)
    };
    let start = run.clone().find(|&token| !leads(token))?;
    trim(analysis, start..run.end)
}

fn noun<'k>(context: &Context<'_>, cues: &'k SpeechCues, noun: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let Some(class) = cues.classes(CuePart::Noun, analysis.lemma(noun)).next() else {
        return;
    };
    let content = analysis.children(noun).iter().copied().find(|&child| {
        let token = analysis.token(child);
        let marked = marker(analysis, child);
        match token.deprel {
            Deprel::Acl | Deprel::Ccomp => {
                matches!(marked, Some("that" | "to")) || (class.takes("of") && marked == Some("of"))
            }
            Deprel::Nmod => marked.is_some_and(|marked| class.takes(marked)),
            _ => false,
        }
    });
    let (Some(root), Some(speaker)) = (content, speakers::of_noun(analysis, noun)) else {
        return;
    };
    let Some(run) = past_marker(analysis, root, analysis.subtree(root)) else {
        return;
    };
    let token = analysis.token(noun);
    let verb = token
        .head
        .filter(|_| token.deprel == Deprel::Obj)
        .filter(|verb| verb.0 < noun.0);
    let cue = verb.map_or(noun.0, |verb| verb.0)..noun.0 + 1;
    let content = context.bytes(run);
    // The verb that carries the noun (“expressed fear that”) has found the whole phrase before.
    found.retain(|other| !(other.root == Some(noun) && other.rule == "noun phrase"));
    found.push(Found {
        cue: Some((cue, noun)),
        class: Some(class),
        content,
        root: Some(root),
        speaker: Some(speaker),
        target: None,
        rule: "noun with its content",
        unmarked: false,
    });
}

fn adjective<'k>(context: &Context<'_>, cues: &'k SpeechCues, word: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let class = cues
        .classes(CuePart::Adjective, analysis.lemma(word))
        .find(|class| class.takes("ccomp"));
    let (Some(class), Some(root)) = (class, analysis.child_by(word, Deprel::Ccomp)) else {
        return;
    };
    for run in runs(analysis, root, None) {
        found.push(Found {
            cue: Some((word.0..word.0 + 1, word)),
            class: Some(class),
            content: context.bytes(run),
            root: Some(root),
            speaker: speakers::of_verb(analysis, word),
            target: None,
            rule: "adjective with a clause",
            unmarked: false,
        });
    }
}

/// What a parenthesis between commas speaks of where it hangs on no verb: the words after it, or, at the end of its
/// sentence, those before it.
fn beside_parenthesis(analysis: &Analysis, start: u32, end: u32) -> Option<Range<u32>> {
    let sentence = analysis.sentence_of(TokenId(start));
    let after = trim(analysis, end..sentence.end.0);
    after.or_else(|| trim(analysis, sentence.first.0..start))
}

fn preposition<'k>(context: &Context<'_>, cues: &'k SpeechCues, first: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let Some((phrase, cue)) = cues.prepositions().find_map(|words| {
        let matched = words.split(' ').enumerate().all(|(index, word)| {
            let token = TokenId(first.0 + index as u32);
            token.index() < analysis.tokens().len() && analysis.form(token).eq_ignore_ascii_case(word)
        });
        matched.then_some((words, first.0..first.0 + words.split(' ').count() as u32))
    }) else {
        return;
    };
    let Some(class) = cues.classes(CuePart::Preposition, phrase).next() else {
        return;
    };
    // The speaker hangs the phrase on the clause (“according to Kyiv”) or on its noun (“in the words of Kyiv”).
    let inside = |token: TokenId| cue.contains(&token.0);
    let outside = |token: TokenId| {
        std::iter::once(token)
            .chain(analysis.ancestors(token))
            .find(|&at| !inside(at))
    };
    let last = TokenId(cue.end - 1);
    let Some(up) = outside(first).or(outside(last)) else {
        return;
    };
    let (speaker, host) = if up.0 >= cue.end && analysis.subtree(up).start <= first.0 {
        (up, analysis.token(up).head)
    } else {
        let mut nested = cue.clone().flat_map(|token| analysis.children(TokenId(token)));
        let Some(&speaker) = nested.rfind(|child| child.0 >= cue.end) else {
            return;
        };
        (speaker, Some(up))
    };
    let Some(host) = host else { return };
    if analysis.token(host).upos != Upos::Verb
        && let Some(run) = beside_parenthesis(analysis, cue.start, analysis.subtree(speaker).end)
    {
        found.push(Found {
            cue: Some((cue, first)),
            class: Some(class),
            content: context.bytes(run),
            root: None,
            speaker: Some((speaker, "object of the preposition")),
            target: None,
            rule: "prepositional phrase beside a clause",
            unmarked: false,
        });
        return;
    }
    let without = std::iter::once(speaker)
        .chain(analysis.ancestors(speaker))
        .find(|&at| analysis.token(at).head == Some(host));
    for run in runs(analysis, host, without) {
        found.push(Found {
            cue: Some((cue.clone(), first)),
            class: Some(class),
            content: context.bytes(run),
            root: Some(host),
            speaker: Some((speaker, "object of the preposition")),
            target: None,
            rule: "prepositional phrase beside a clause",
            unmarked: false,
        });
    }
}
