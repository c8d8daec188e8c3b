//! Whose words an answer answers.

use super::answers::{Answer, Answered, BLAMES};
use super::matter::Matter;
use super::reading::Reading;
use super::{Pair, bytes_of};
use crate::draft::{ActorIndex, Bytes, ContestedSide};
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_record::ontology::EventType;
use verbale_record::{ContestedRelation, StatementKind};
use verbale_syntax::{Deprel, TokenId, Upos};

/// How much the words must be alike where only they tell what is denied.
const ALIKE: f32 = 1.0;
/// And with all that speaks for it.
const ENOUGH: f32 = 1.8;
/// What must speak for a claim that is only pointed at.
const POINTED: f32 = 1.0;

/// The answer set against what it answers.
pub(super) fn pair(reading: &Reading<'_>, answer: &Answer) -> Option<Pair> {
    let (claim, other) = claim(reading, answer)?;
    let says = bytes_of(reading, answer.clause.clone())?;
    let mut sides = vec![claim];
    let mut add = |by: Option<ActorIndex>| {
        sides.push(ContestedSide {
            by,
            statement: answer.statement.map(|index| super::StatementIndex(index as u32)),
            says,
        });
    };
    match answer.by.as_slice() {
        [] => add(None),
        by => by.iter().take(2).for_each(|&actor| add(Some(actor))),
    }
    let own = reading.matter(answer.clause.clone());
    Some(Pair {
        topics: Reading::topics(&own, &other),
        sides,
        relation: if answer.why == BLAMES {
            ContestedRelation::Contradicts
        } else {
            ContestedRelation::Denies
        },
        because: format!(
            "denies: “{}” {}",
            reading.analysis().form(answer.word),
            answer.why
        ),
    })
}

fn claim(reading: &Reading<'_>, answer: &Answer) -> Option<(ContestedSide, Matter)> {
    match &answer.to {
        Answered::Aside(start) => aside(reading, answer, *start),
        Answered::Told(noun) => told(reading, answer, *noun),
        Answered::Before => before(reading, answer).or_else(|| accusing_act(reading, answer)),
        Answered::Matter(run) => by_matter(reading, answer, reading.matter(run.clone())),
        Answered::Alike(run, asked) => {
            let matter = reading.matter(run.clone());
            let asked = asked.map(|word| named_after(reading, word));
            let best = best(reading, answer, |index| {
                let alike = reading.likeness(&matter, &reading.matters[index]);
                let distance = distance(reading, answer, index);
                let speaker = reading.draft.statements[index].speaker;
                let theirs = asked
                    .as_ref()
                    .is_none_or(|asked| speaker.is_some_and(|by| asked.contains(&reading.key(by))));
                ((0..=12).contains(&distance) && theirs && alike >= ALIKE)
                    .then(|| alike + near(distance) + weight_of_kind(reading, answer, index))
            })?;
            Some(of_statement(reading, best))
        }
    }
}

/// The sides named in the next words (“asked about the minister's remarks”).
fn named_after(reading: &Reading<'_>, word: TokenId) -> Vec<String> {
    const REACH: u32 = 6;
    let mentions = reading.draft.cast.mentions_in(word.0..word.0 + REACH);
    let actors = mentions.iter().flat_map(|mention| &mention.actors);
    actors.map(|&actor| reading.key(actor)).collect()
}

fn of_statement(reading: &Reading<'_>, index: usize) -> (ContestedSide, Matter) {
    // Where the same speaker has told the same before (captions repeat the text), that is the claim.
    let first = (0..index)
        .find(|&earlier| reading.tells_the_same(earlier, index))
        .unwrap_or(index);
    (reading.side(first), reading.matters[first].clone())
}

/// The statement with the highest weight, the nearest of those.
fn best(reading: &Reading<'_>, answer: &Answer, weight: impl Fn(usize) -> Option<f32>) -> Option<usize> {
    let others = (0..reading.matters.len()).filter(|&index| may_be_answered(reading, answer, index));
    let weighed = others.filter_map(|index| Some((index, weight(index)?)));
    weighed
        .max_by(|(one, heavy), (other, heavier)| {
            let far = |index: usize| distance(reading, answer, index).abs();
            heavy.total_cmp(heavier).then_with(|| far(*other).cmp(&far(*one)))
        })
        .map(|(index, _)| index)
}

/// Whether somebody else says it, in words that are not the answer.
fn may_be_answered(reading: &Reading<'_>, answer: &Answer, index: usize) -> bool {
    let statement = &reading.draft.statements[index];
    let own = answer.statement == Some(index);
    let says = reading.context.bytes(answer.clause.clone());
    let same = statement
        .speaker
        .is_some_and(|speaker| answer.by.contains(&speaker));
    let inside = says.contains(statement.content)
        || statement
            .cue
            .is_some_and(|(_, cue)| answer.clause.contains(&cue.0) && statement.content.overlaps(says));
    !own && !inside && (!same || reading.is_by_pronoun(index)) && statement.kind != StatementKind::Question
}

/// Sentences from a statement to the answer.
fn distance(reading: &Reading<'_>, answer: &Answer, index: usize) -> i64 {
    let own = reading.analysis().token(answer.word).sentence;
    i64::from(own) - i64::from(reading.sentence(index))
}

fn near(distance: i64) -> f32 {
    match distance {
        0 | 1 => 0.8,
        2 => 0.5,
        3..=5 => 0.2,
        -1 => 0.3,
        _ => 0.0,
    }
}

/// The paragraph before that of the answer is near, however long.
fn near_paragraph(reading: &Reading<'_>, answer: &Answer, index: usize) -> f32 {
    let own = reading.analysis().token(answer.word).sentence;
    let earlier = reading.sentence(index);
    let starts = |sentence: u32| reading.analysis().sentences()[sentence as usize].paragraph_start;
    if earlier > own {
        return 0.0;
    }
    match (earlier + 1..=own).filter(|&sentence| starts(sentence)).count() {
        0 | 1 => 0.5,
        _ => 0.0,
    }
}

/// Accusations, and whatever speaks of who answers, are answered.
fn weight_of_kind(reading: &Reading<'_>, answer: &Answer, index: usize) -> f32 {
    let statement = &reading.draft.statements[index];
    let kind = match statement.kind {
        StatementKind::Accusation | StatementKind::Condemnation => 0.5,
        StatementKind::Claim | StatementKind::Assessment | StatementKind::Announcement => 0.3,
        StatementKind::Denial | StatementKind::Hope | StatementKind::Question => -0.6,
        _ => 0.0,
    };
    let sides: Vec<String> = answer.by.iter().map(|&by| reading.key(by)).collect();
    let target = reading.target(index).map(|target| reading.key(target));
    let aimed = sides
        .iter()
        .any(|side| target.as_ref() == Some(side) || reading.matters[index].names.contains(side));
    let same_side = statement
        .speaker
        .is_some_and(|speaker| sides.contains(&reading.key(speaker)));
    kind + if aimed { 0.5 } else { 0.0 } - if same_side { 0.5 } else { 0.0 }
}

/// What stands before an aside in its sentence.
fn aside(reading: &Reading<'_>, answer: &Answer, start: u32) -> Option<(ContestedSide, Matter)> {
    let analysis = reading.analysis();
    let sentence = analysis.sentence_of(answer.word);
    let limit = analysis.token(TokenId(start)).start;
    let cut = |content: Bytes| Bytes {
        start: content.start,
        end: content.end.min(limit),
    };
    let number = analysis.token(answer.word).sentence;
    let nearest = reading
        .statements_in(number..number + 1)
        .filter(|&index| {
            let statement = &reading.draft.statements[index];
            let same = statement.speaker.is_some_and(|by| answer.by.contains(&by));
            let cue_before = statement.cue.is_none_or(|(words, _)| words.start < limit);
            !same && statement.content.start < limit && answer.statement != Some(index) && cue_before
        })
        .max_by_key(|&index| reading.draft.statements[index].content.start);
    let run = || {
        let before = (sentence.first.0..start).rev();
        let from = before
            .take_while(|&token| analysis.form(TokenId(token)) != ";")
            .last()?;
        Some(from..start)
    };
    let said = nearest.map(|index| ContestedSide {
        says: cut(reading.draft.statements[index].content),
        ..reading.side(index)
    });
    let side = match said {
        Some(side) => side,
        None => ContestedSide {
            by: None,
            statement: None,
            says: bytes_of(reading, run()?)?,
        },
    };
    let inside = crate::speech::kinds::tokens(reading.context, side.says);
    let first = inside.map(|token| token.0).next()?;
    let matter = reading.matter(first..start.max(first + 1));
    (!matter.words.is_empty()).then_some((side, matter))
}

/// What a noun for something told stands for: its own complement, else what was said before.
fn told(reading: &Reading<'_>, answer: &Answer, noun: TokenId) -> Option<(ContestedSide, Matter)> {
    let analysis = reading.analysis();
    let children = analysis.children(noun).iter().copied();
    let owner = owner(reading, noun, &answer.by);
    let complement = children
        .filter(|&child| child > noun)
        .find(|&child| {
            let relation = analysis.token(child).deprel.universal();
            let case = analysis.child_by(child, Deprel::Case);
            matches!(relation, "acl" | "ccomp")
                || relation == "nmod" && case.is_some_and(|case| analysis.lemma(case) == "of")
        })
        .map(|child| {
            let run = analysis.subtree(child);
            let marked = matches!(analysis.form(TokenId(run.start)), "that" | "of");
            run.start + u32::from(marked)..run.end
        })
        .filter(|run| run.start < run.end)
        .or_else(|| that_clause(reading, noun));
    if let Some(run) = complement {
        let matter = reading.matter(run.clone());
        if !matter.words.is_empty() {
            // Where somebody else tells it at length, those are the words.
            let alike = by_matter(reading, answer, matter.clone());
            let owned = |side: &ContestedSide| owner.is_none() || side.by.is_none() || side.by == owner;
            if let Some(found) = alike.filter(|(side, _)| owned(side)) {
                return Some(found);
            }
            let says = bytes_of(reading, run)?;
            let statement = reading
                .draft
                .innermost_statement(says)
                .filter(|index| Some(index.index()) != answer.statement);
            let speaker = statement.and_then(|index| reading.draft.statements[index.index()].speaker);
            let by = owner.or(speaker.filter(|by| !answer.by.contains(by)));
            let side = ContestedSide {
                by,
                statement: None,
                says,
            };
            return Some((side, matter));
        }
    }
    let whole = analysis.subtree_without(noun, |child| child > noun);
    let mut modifiers = reading.matter(whole.start..noun.0);
    modifiers.words.remove(&*lower(analysis.lemma(noun)));
    let wanted = !modifiers.words.is_empty();
    let best = best(reading, answer, |index| {
        let alike = reading.likeness(&modifiers, &reading.matters[index]);
        let distance = distance(reading, answer, index);
        let of_owner = owner.is_some_and(|owner| {
            let speaker = reading.draft.statements[index].speaker;
            speaker.is_some_and(|speaker| reading.key(speaker) == reading.key(owner))
        });
        let owned = if of_owner { 0.6 } else { 0.0 };
        let pointed = distance <= 1
            || near_paragraph(reading, answer, index) > 0.0
            || of_owner
            || wanted && alike >= 0.5;
        let close = near(distance).max(near_paragraph(reading, answer, index));
        let weight = alike.min(2.0) + close + owned + weight_of_kind(reading, answer, index);
        ((0..=8).contains(&distance) && pointed && weight >= POINTED
            || of_owner && distance >= 0 && weight >= POINTED)
            .then_some(weight)
    });
    best.map(|index| of_statement(reading, index))
        .or_else(|| accusing_act(reading, answer))
}

/// “claims by the army that it …”, where the tree has lost the clause: up to the next comma.
fn that_clause(reading: &Reading<'_>, noun: TokenId) -> Option<Range<u32>> {
    const REACH: u32 = 8;
    let analysis = reading.analysis();
    let end = analysis.sentence_of(noun).end.0;
    let stop = |token: u32| matches!(analysis.form(TokenId(token)), "," | ";" | "." | ":");
    let that = (noun.0 + 1..end.min(noun.0 + REACH))
        .take_while(|&token| !stop(token))
        .find(|&token| analysis.form(TokenId(token)) == "that")?;
    let until = (that + 1..end).find(|&token| stop(token)).unwrap_or(end);
    (that + 2 < until).then_some(that + 1..until)
}

/// “the ministry's charge”, “the Maltese report”, “claims by the army”.
fn owner(reading: &Reading<'_>, noun: TokenId, not: &[ActorIndex]) -> Option<ActorIndex> {
    let analysis = reading.analysis();
    let cast = &reading.draft.cast;
    let children = analysis.children(noun).iter().copied();
    let mut owners = children.filter(|&child| {
        matches!(
            analysis.token(child).deprel.universal(),
            "nmod" | "amod" | "compound" | "obl"
        ) && analysis
            .child_by(child, Deprel::Case)
            .is_none_or(|case| matches!(analysis.lemma(case), "by" | "from" | "'s" | "’s" | "'"))
    });
    let other = |head: TokenId| {
        let actors = cast.actors_of_phrase(analysis, head);
        actors.into_iter().find(|actor| !not.contains(actor))
    };
    // “by the ministry” may hang on the verb.
    let by_order = || {
        const REACH: u32 = 5;
        let end = analysis.sentence_of(noun).end.0;
        let by = noun.0 + 1;
        let is_by = by < end && matches!(analysis.form(TokenId(by)), "by" | "from");
        let mentions = cast.mentions_in(by..end.min(by + REACH));
        is_by.then(|| mentions.iter().find_map(|mention| other(mention.head)))?
    };
    owners.find_map(other).or_else(by_order)
}

/// The last that somebody else said.
fn before(reading: &Reading<'_>, answer: &Answer) -> Option<(ContestedSide, Matter)> {
    let start = reading.analysis().token(TokenId(answer.clause.start)).start;
    let best = best(reading, answer, |index| {
        let distance = distance(reading, answer, index);
        let statement = &reading.draft.statements[index];
        let earlier = statement.content.start < start;
        let weight =
            near(distance) + weight_of_kind(reading, answer, index) + if distance == 0 { 0.3 } else { 0.0 };
        (earlier && (0..=2).contains(&distance) && weight >= 0.8).then_some(weight)
    })?;
    let (side, matter) = of_statement(reading, best);
    let by = side.by.filter(|by| !answer.by.contains(by));
    Some((ContestedSide { by, ..side }, matter))
}

/// An accusation that is told without its words.
fn accusing_act(reading: &Reading<'_>, answer: &Answer) -> Option<(ContestedSide, Matter)> {
    let analysis = reading.analysis();
    let own = analysis.token(answer.word).sentence;
    let accused: Vec<String> = answer.by.iter().map(|&by| reading.key(by)).collect();
    let acts = reading.draft.acts.iter().rev();
    let act = acts.filter(|act| act.kind == EventType::Accuse).find(|act| {
        let sentence = analysis.token(act.predicate).sentence;
        let by_other = act.actor.iter().all(|actor| !answer.by.contains(actor));
        let of_answerer = act
            .recipient
            .iter()
            .any(|&one| accused.contains(&reading.key(one)));
        (own.saturating_sub(2)..=own).contains(&sentence)
            && act.predicate < answer.word
            && by_other
            && (of_answerer || sentence + 1 >= own)
            && !answer.clause.contains(&act.predicate.0)
    })?;
    let inside: Vec<TokenId> = crate::speech::kinds::tokens(reading.context, act.clause).collect();
    let matter = reading.matter(inside.first()?.0..inside.last()?.0 + 1);
    let side = ContestedSide {
        by: act.actor.first().copied(),
        statement: None,
        says: act.clause,
    };
    Some((side, matter))
}

/// Who says what is denied.
fn by_matter(reading: &Reading<'_>, answer: &Answer, mut matter: Matter) -> Option<(ContestedSide, Matter)> {
    // Who denies stands in claims on all sorts of matters.
    for &by in &answer.by {
        matter.names.remove(&reading.key(by));
    }
    let best = best(reading, answer, |index| {
        let alike = reading.likeness(&matter, &reading.matters[index]);
        let distance = distance(reading, answer, index);
        let against = reading.draft.statements[index].speaker.is_some_and(|speaker| {
            let other = reading.key(speaker);
            answer
                .by
                .iter()
                .any(|&by| reading.sides.are_against(&reading.key(by), &other))
        });
        let weight =
            alike + near(distance) + weight_of_kind(reading, answer, index) + if against { 0.4 } else { 0.0 };
        let close = distance == 0 || distance == 1;
        // An accusation beside the denial that names who denies is what is denied, in whatever words.
        let statement = &reading.draft.statements[index];
        let accuses = statement.kind == StatementKind::Accusation
            && reading
                .target(index)
                .is_some_and(|target| answer.by.iter().any(|&by| reading.key(by) == reading.key(target)));
        let beside = distance.abs() <= 1 && accuses && weight >= POINTED;
        let wanted = if close { 0.4 } else { ALIKE };
        let enough = if close { ENOUGH - 0.3 } else { ENOUGH };
        (beside || alike >= wanted && weight >= enough).then_some(weight)
    });
    let pointing = || {
        // “any such promise”, “having done so”: what it is was said before.
        let points = ["such", "so", "this", "that"];
        let pointed = answer.clause.clone().map(TokenId).any(|token| {
            points
                .iter()
                .any(|word| reading.analysis().form(token).eq_ignore_ascii_case(word))
                && reading.analysis().token(token).upos != Upos::Sconj
        });
        let bare = matter.words.is_empty();
        (pointed || bare).then(|| before(reading, answer)).flatten()
    };
    best.map(|index| of_statement(reading, index)).or_else(pointing)
}
