//! Answers by other words than verbs: verdicts, nouns, “no such …”, replies and what opens a sentence.

use super::{Answer, Answered, answer, is_of, is_told, is_unreal};
use crate::contested::reading::Reading;
use crate::draft::ActorIndex;
use verbale_lexicon::lower;
use verbale_syntax::{Deprel, TokenId, Upos};

/// “That is a lie”, “the claims are baseless”: a predicate of what was told.
pub(super) fn by_verdict(reading: &Reading<'_>, word: TokenId) -> Option<Answer> {
    let analysis = reading.analysis();
    if !is_of(reading, "verdict", word) || analysis.child_by(word, Deprel::Cop).is_none() {
        return None;
    }
    let subject = analysis
        .children(word)
        .iter()
        .copied()
        .find(|&child| analysis.token(child).deprel.is_subject())?;
    if is_unreal(analysis, word) {
        return None;
    }
    let form = lower(analysis.form(subject));
    let to = if is_told(reading, subject) {
        Answered::Told(subject)
    } else if matches!(&*form, "it" | "this" | "that" | "these" | "those" | "they")
        && reading.matter(analysis.subtree(word)).words.len() <= 3
    {
        Answered::Before
    } else {
        return None;
    };
    let made = answer(reading, word, to, "calls it untrue or unfair");
    made.statement.is_some().then_some(made)
}

/// “despite denials by the army that …”
pub(super) fn by_noun(reading: &Reading<'_>, noun: TokenId) -> Option<Answer> {
    let analysis = reading.analysis();
    if analysis.token(noun).upos != Upos::Noun || !is_of(reading, "denial", noun) {
        return None;
    }
    let cast = &reading.draft.cast;
    let children = analysis.children(noun).iter().copied();
    let by: Vec<ActorIndex> = children
        .clone()
        .filter(|&child| {
            matches!(
                analysis.token(child).deprel.universal(),
                "nmod" | "amod" | "compound"
            )
        })
        .flat_map(|child| cast.actors_of_phrase(analysis, child))
        .collect();
    let first = *by.first()?;
    let complement = children
        .filter(|&child| child > noun)
        .find(|&child| matches!(analysis.token(child).deprel.universal(), "acl" | "ccomp"));
    let to = complement.map_or(Answered::Before, |clause| {
        Answered::Matter(analysis.subtree(clause))
    });
    Some(Answer {
        by: vec![first],
        word: noun,
        statement: reading.statement_of_cue(noun),
        clause: analysis.subtree(noun),
        to,
        why: "a denial is told",
    })
}

/// “said that no such meeting had taken place”
pub(super) fn no_such(reading: &Reading<'_>, no: TokenId) -> Option<Answer> {
    let analysis = reading.analysis();
    let such = no.next();
    if such >= analysis.sentence_of(no).end
        || !analysis.form(no).eq_ignore_ascii_case("no")
        || !analysis.form(such).eq_ignore_ascii_case("such")
    {
        return None;
    }
    let held = reading
        .draft
        .innermost_statement(reading.context.bytes(no.0..such.0 + 1))?;
    let said = &reading.draft.statements[held.index()];
    let content: Vec<TokenId> = crate::speech::kinds::tokens(reading.context, said.content).collect();
    Some(Answer {
        by: said.speaker.into_iter().collect(),
        word: no,
        statement: Some(held.index()),
        clause: content.first()?.0..content.last()?.0 + 1,
        to: Answered::Before,
        why: "says that there was no such thing",
    })
}

/// “Asked about the minister's remarks, she said …”, “retorted that …”.
pub(super) fn reply(reading: &Reading<'_>, word: TokenId) -> Option<Answer> {
    let analysis = reading.analysis();
    let retorts = analysis.token(word).upos == Upos::Verb && is_of(reading, "retort", word);
    let form = lower(analysis.form(word));
    let end = analysis.sentence_of(word).end.0;
    let next = |offset: usize| {
        let at = word.0 + offset as u32;
        (at < end).then(|| analysis.form(TokenId(at)))
    };
    let responds = reading.words.length("response", &form, next).is_some();
    let inside = || {
        let bytes = reading.context.bytes(word.0..word.0 + 1);
        reading.draft.innermost_statement(bytes)
    };
    let statement = if retorts {
        reading.statement_of_cue(word)?
    } else if responds && inside().is_none() {
        let number = analysis.token(word).sentence;
        let mut said = reading.statements_in(number..number + 1);
        said.find(|&index| {
            let cue = reading.draft.statements[index].cue;
            cue.is_some_and(|(_, cue)| analysis.token(cue).sentence == number)
        })?
    } else {
        return None;
    };
    let said = &reading.draft.statements[statement];
    let content: Vec<TokenId> = crate::speech::kinds::tokens(reading.context, said.content).collect();
    let run = content.first()?.0..content.last()?.0 + 1;
    Some(Answer {
        by: said.speaker.into_iter().collect(),
        word,
        statement: Some(statement),
        clause: run.clone(),
        to: Answered::Alike(run, (!retorts).then_some(word)),
        why: "answers it",
    })
}

/// “Not so, says the colonel.”
pub(super) fn opener(reading: &Reading<'_>, first: TokenId) -> Option<Answer> {
    let analysis = reading.analysis();
    let sentence = analysis.sentence_of(first);
    let start = sentence
        .tokens()
        .find(|&token| analysis.token(token).upos != Upos::Punct)?;
    let form = lower(analysis.form(start));
    let next = |offset: usize| {
        let at = start.0 + offset as u32;
        (at < sentence.end.0).then(|| analysis.form(TokenId(at)))
    };
    let length = reading.words.length("opener", &form, next)?;
    let number = analysis.token(start).sentence;
    // “Wrong turns were taken”: the phrase stands alone.
    let after = analysis.form(TokenId((start.0 + length as u32).min(sentence.end.0 - 1)));
    if !after.starts_with([',', '.', '!', '—', '–', '-', ':', ';', '”', '"', '\'', '’']) {
        return None;
    }
    let speaker_here = reading
        .statements_in(number..number + 1)
        .find_map(|index| Some((index, reading.draft.statements[index].speaker?)));
    let by = reading
        .subject_actors(sentence.root)
        .first()
        .copied()
        .or(speaker_here.map(|(_, speaker)| speaker))
        .or_else(|| {
            let mut next = reading.statements_in(number + 1..number + 2);
            next.find_map(|index| reading.draft.statements[index].speaker)
        })?;
    // What the same speaker says next are the words of the answer.
    let goes_on = reading
        .draft
        .statements
        .iter()
        .enumerate()
        .any(|(index, statement)| {
            let told_next = statement
                .cue
                .is_some_and(|(_, cue)| analysis.token(cue).sentence == number + 1);
            told_next && (statement.speaker == Some(by) || reading.is_by_pronoun(index))
        });
    let end = if goes_on {
        analysis.sentences().get(number as usize + 1)?.end.0
    } else {
        sentence.end.0
    };
    Some(Answer {
        by: vec![by],
        word: start,
        statement: speaker_here.map(|(index, _)| index),
        clause: start.0..end,
        to: Answered::Before,
        why: "says that it is not so",
    })
}
