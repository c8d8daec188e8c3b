//! Nouns, adjectives, prepositions and adverbs that bring what somebody says (“his vow that”, “according to”).

use super::extent::{head_of, past_marker};
use super::found::{Found, marker, runs, trim};
use super::speakers::{self, Phrase};
use crate::draft::Context;
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_lexicon::speech::{CueClass, CuePart, SpeechCues};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A noun of speech and what hangs on it.
pub(super) const NOUN: &str = "noun with its content";

/// Adds all content that syntax ties to a word of speech that is no verb.
pub(super) fn find<'k>(context: &Context<'_>, cues: &'k SpeechCues, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    for token in analysis.token_ids() {
        match analysis.token(token).upos {
            Upos::Noun => noun(context, cues, token, found),
            Upos::Adj => adjective(context, cues, token, found),
            Upos::Adv => adverb(context, cues, token, found),
            _ => {}
        }
        preposition(context, cues, token, found);
    }
}

fn noun<'k>(context: &Context<'_>, cues: &'k SpeechCues, noun: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let Some(class) = cues.classes(CuePart::Noun, analysis.lemma(noun)).next() else {
        return;
    };
    let Some((root, is_clause)) = noun_content(analysis, noun, class) else {
        return;
    };
    // “said in a statement that”: the verb brings it.
    let token = analysis.token(noun);
    let by_verb = token.head.is_some_and(|head| {
        let mut classes = cues.classes(CuePart::Verb, analysis.lemma(head));
        token.deprel == Deprel::Obl && classes.any(|class| class.takes("free"))
    });
    if by_verb {
        return;
    }
    let speaker = speakers::of_noun(analysis, noun);
    // Nobody's “allegations of fraud” are a topic, nobody's “allegations that …” are said.
    if speaker.is_none() && !is_clause {
        return;
    }
    // “the promise of spring”: what is promised is done, not named.
    if !is_clause && class.name.starts_with("promise") && analysis.token(root).upos == Upos::Propn {
        return;
    }
    let Some(run) = past_marker(analysis, root, analysis.subtree(root)) else {
        return;
    };
    let verb = token
        .head
        .filter(|verb| token.deprel == Deprel::Obj && verb.0 < noun.0 && noun.0 - verb.0 < 5);
    // The verb that carries the noun (“expressed fear that”) has found the whole phrase before.
    found.retain(|other| !(other.root == Some(noun) && other.rule == super::argument::OBJECT));
    found.push(Found {
        cue: Some((verb.map_or(noun.0, |verb| verb.0)..noun.0 + 1, noun)),
        class: Some(class),
        content: context.bytes(run),
        root: Some(root),
        speaker,
        rule: NOUN,
        ..Found::default()
    });
}

/// What hangs on a noun of speech, and whether it is a clause.
fn noun_content(analysis: &Analysis, noun: TokenId, class: &CueClass) -> Option<(TokenId, bool)> {
    let subject = analysis.token(noun).deprel.is_subject();
    let own = analysis.children(noun).iter().copied().find_map(|child| {
        let token = analysis.token(child);
        let marked = marker(analysis, child);
        let clause = matches!(marked, Some("that" | "to"));
        match token.deprel {
            Deprel::Acl | Deprel::Ccomp => {
                (clause || (class.takes("of") && marked == Some("of"))).then_some((child, clause))
            }
            // “had a warning that …” with the clause as a relative one.
            Deprel::AclRelcl => (marked == Some("that")).then_some((child, true)),
            Deprel::Nmod => marked
                .is_some_and(|marked| class.takes(marked))
                .then_some((child, false)),
            _ => None,
        }
    });
    // “His claim is that the road was open.”
    own.or_else(|| {
        let predicate = analysis.token(noun).head.filter(|_| subject)?;
        let clause = marker(analysis, predicate) == Some("that")
            && class.takes("ccomp")
            && analysis.child_by(predicate, Deprel::Cop).is_some();
        (clause && predicate > noun).then_some((predicate, true))
    })
}

fn adjective<'k>(context: &Context<'_>, cues: &'k SpeechCues, word: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let class = cues
        .classes(CuePart::Adjective, analysis.lemma(word))
        .find(|class| class.takes("ccomp"));
    let (Some(class), Some(root)) = (class, analysis.child_by(word, Deprel::Ccomp)) else {
        return;
    };
    // “It was not clear if …” is nobody's certainty.
    let nobodys = analysis.children(word).iter().any(|&child| {
        child < word
            && analysis.token(child).upos == Upos::Pron
            && analysis.form(child).eq_ignore_ascii_case("it")
    });
    if nobodys {
        return;
    }
    for run in runs(analysis, root, None) {
        found.push(Found {
            cue: Some((word.0..word.0 + 1, word)),
            class: Some(class),
            content: context.bytes(run),
            root: Some(root),
            speaker: speakers::of_verb(analysis, word),
            rule: "adjective with a clause",
            ..Found::default()
        });
    }
}

/// “The mayor reportedly fled”: somebody says so, nobody is named.
fn adverb<'k>(context: &Context<'_>, cues: &'k SpeechCues, word: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let classes = cues
        .classes(CuePart::Adverb, analysis.lemma(word))
        .find(|class| class.name != "hedge");
    let (Some(class), Some(host)) = (classes, analysis.token(word).head) else {
        return;
    };
    // “reportedly told the press”: the verb says who speaks.
    let speaks = cues
        .classes(CuePart::Verb, analysis.lemma(host))
        .any(|class| class.takes("free"));
    let verbal =
        analysis.token(host).upos == Upos::Verb && analysis.token(word).deprel == Deprel::Advmod && !speaks;
    let runs = if verbal {
        runs(analysis, host, None)
    } else {
        Vec::new()
    };
    for run in runs {
        found.push(Found {
            cue: Some((word.0..word.0 + 1, word)),
            class: Some(class),
            content: context.bytes(run),
            root: Some(host),
            rule: "adverb of hearsay",
            ..Found::default()
        });
    }
}

fn preposition<'k>(context: &Context<'_>, cues: &'k SpeechCues, first: TokenId, found: &mut Vec<Found<'k>>) {
    let analysis = context.analysis;
    let Some((class, cue)) = preposition_at(analysis, cues, first) else {
        return;
    };
    let Some((speaker, host)) = source_of_preposition(analysis, &cue) else {
        return;
    };
    let mut push = |run: Range<u32>, root: Option<TokenId>, speaker: Phrase| {
        found.push(Found {
            cue: Some((cue.clone(), first)),
            class: Some(class),
            content: context.bytes(run),
            root,
            speaker,
            rule: "prepositional phrase beside a clause",
            ..Found::default()
        });
    };
    let phrase = Some((speaker, "object of the preposition"));
    let whole = analysis.subtree(speaker).end;
    let comma = (speaker.0..whole).find(|&token| analysis.form(TokenId(token)) == ",");
    let end = comma.unwrap_or(whole);
    let without = std::iter::once(speaker)
        .chain(analysis.ancestors(speaker))
        .find(|&at| analysis.token(at).head == Some(host));
    let content = if analysis.token(host).deprel == Deprel::AclRelcl {
        runs(analysis, host, without)
    } else {
        sentence_around(analysis, &cue, speaker, end, host)
    };
    for run in content {
        let root = Some(host).filter(|host| run.contains(&host.0));
        push(run.clone(), root.or_else(|| head_of(analysis, &run)), phrase);
    }
}

/// The preposition of speech that begins here.
fn preposition_at<'k>(
    analysis: &Analysis,
    cues: &'k SpeechCues,
    first: TokenId,
) -> Option<(&'k CueClass, Range<u32>)> {
    let (phrase, cue) = cues
        .prepositions(&lower(analysis.form(first)))
        .find_map(|words| {
            let matched = words.split(' ').enumerate().all(|(index, word)| {
                let token = TokenId(first.0 + index as u32);
                token.index() < analysis.tokens().len() && analysis.form(token).eq_ignore_ascii_case(word)
            });
            matched.then_some((words, first.0..first.0 + words.split(' ').count() as u32))
        })?;
    let class = cues.classes(CuePart::Preposition, phrase).next()?;
    Some((class, cue))
}

/// The speaker and what the phrase hangs on: the clause (“according to Kyiv”), or the noun of the cue (“in the words
/// of Kyiv”).
fn source_of_preposition(analysis: &Analysis, cue: &Range<u32>) -> Option<(TokenId, TokenId)> {
    let outside = |token: TokenId| {
        std::iter::once(token)
            .chain(analysis.ancestors(token))
            .find(|at| !cue.contains(&at.0))
    };
    let up = outside(TokenId(cue.start)).or_else(|| outside(TokenId(cue.end - 1)))?;
    if up.0 >= cue.end && analysis.subtree(up).start <= cue.start {
        return Some((up, analysis.token(up).head?));
    }
    let mut nested = cue.clone().flat_map(|token| analysis.children(TokenId(token)));
    let speaker = nested.rfind(|child| child.0 >= cue.end).copied()?;
    Some((speaker, up))
}

/// The clause around “according to X”: from the beginning of its sentence, or of the clause it hangs on, to its end,
/// without the phrase itself.
fn sentence_around(
    analysis: &Analysis,
    cue: &Range<u32>,
    speaker: TokenId,
    end: u32,
    host: TokenId,
) -> Vec<Range<u32>> {
    let sentence = analysis.sentence_of(speaker);
    let in_relative = std::iter::once(host)
        .chain(analysis.ancestors(host))
        .any(|at| analysis.token(at).deprel == Deprel::AclRelcl && analysis.subtree(at).start < cue.start);
    let ends = |token: u32| {
        token >= sentence.end.0
            || (token..sentence.end.0).all(|token| analysis.token(TokenId(token)).upos == Upos::Punct)
    };
    // “…, which, according to Kyiv, killed three”: the rest of the relative clause.
    let pronoun = (sentence.first.0..cue.start)
        .rev()
        .find(|&token| analysis.token(TokenId(token)).upos != Upos::Punct)
        .filter(|&token| {
            let form = analysis.form(TokenId(token)).to_ascii_lowercase();
            matches!(form.as_str(), "which" | "who" | "that")
        });
    if pronoun.is_some() && !ends(end) {
        return trim(analysis, end..sentence.end.0).into_iter().collect();
    }
    let whole = if in_relative && !ends(end) {
        analysis.subtree(host)
    } else {
        sentence.first.0..sentence.end.0
    };
    let finite = |run: &Range<u32>| {
        let mut tokens = run.clone().map(TokenId);
        tokens.any(|token| analysis.token(token).features.has("VerbForm=Fin"))
    };
    let before = trim(analysis, whole.start..cue.start.max(whole.start));
    let after = trim(analysis, end.min(whole.end)..whole.end);
    // “…, according to Kyiv, and …”: a second clause need not be Kyiv's.
    let next = (end + 1).min(whole.end.saturating_sub(1));
    let conjoined = analysis.token(TokenId(next)).upos == Upos::Cconj;
    if let Some(before) = before.clone().filter(|before| conjoined && finite(before)) {
        return vec![before];
    }
    let parts: Vec<Range<u32>> = [before, after].into_iter().flatten().collect();
    let longest = parts.iter().map(Range::len).max().unwrap_or(0);
    parts
        .into_iter()
        .filter(|part| part.len() >= longest.min(3))
        .collect()
}
