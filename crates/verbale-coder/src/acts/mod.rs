//! Acts: who did what to whom, by frames over the tree.

pub mod arguments;
pub mod clauses;
mod cues;
pub mod factuality;
mod inference;
pub mod matching;
mod merge;
mod participants;
mod sides;
mod when;

use crate::draft::{Act, Bytes, Context, Draft, StatementIndex};
use crate::knowledge::Knowledge;
use clauses::Argument;
use matching::Match;
use participants::{Lookup, Participants};
use sides::{Evidence, Sides};
use verbale_lexicon::frames::{Frame, FramePart};
use verbale_record::Factuality;
use verbale_record::ontology::{EventType, Ontology};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// All acts, in order of their predicates.
pub fn find(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft) -> Vec<Act> {
    let found = matching::matches(context.analysis, knowledge.frames);
    let mut told: Vec<Candidate<'_>> = found
        .iter()
        .filter_map(|act| Candidate::read(context, knowledge, draft, act))
        .collect();
    let sides = Sides::of(
        context.analysis,
        &draft.cast,
        told.iter().map(Candidate::evidence),
    );
    for act in &mut told {
        inference::complete(context.analysis, draft, &sides, act);
    }
    told.retain(|act| act.is_somebodys(context.analysis));
    merge::restatements(context, &draft.cast, &mut told);
    told.into_iter().map(|act| act.into_act(context, draft)).collect()
}

/// An act on its way to the draft.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    found: &'a Match,
    factuality: Factuality,
    cue: String,
    trigger: Bytes,
    clause: Bytes,
    statement: Option<StatementIndex>,
    actor: Participants,
    recipient: Participants,
    mutual: bool,
}

impl<'a> Candidate<'a> {
    /// Reads a match; `None` where it is mere content of another act.
    fn read(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft, found: &'a Match) -> Option<Self> {
        let (factuality, cue) = factuality::read(context.analysis, knowledge.frames, found)?;
        let trigger = trigger(context, found);
        let statement = innermost(draft, trigger);
        let (actor, recipient, mutual) = participants(context, draft, found, statement);
        Some(Self {
            found,
            factuality,
            cue,
            trigger,
            clause: clause(context, found.support.unwrap_or(found.predicate)),
            statement,
            actor,
            recipient,
            mutual,
        })
    }

    fn kind(&self) -> EventType {
        self.found.frame.event_type
    }

    fn is_noun(&self) -> bool {
        self.found.frame.part == FramePart::Noun
    }

    fn evidence(&self) -> Evidence<'_> {
        Evidence {
            kind: self.kind(),
            actor: &self.actor.actors,
            recipient: &self.recipient.actors,
            mutual: self.mutual,
        }
    }

    /// Whether enough is said of the act to make it an event. Without anyone the words are most often about something
    /// else; a noun with one party that is told of nowhere is a reference (“the Yemeni conflict”).
    fn is_somebodys(&self, analysis: &Analysis) -> bool {
        let parties = usize::from(!self.actor.is_empty()) + usize::from(!self.recipient.is_empty());
        let stated = usize::from(self.actor.is_stated()) + usize::from(self.recipient.is_stated());
        match self.found.frame.part {
            FramePart::Verb if self.is_aside(analysis) => stated == 2,
            FramePart::Verb => stated > 0,
            FramePart::Adjective => self.actor.is_stated(),
            FramePart::Noun if self.found.support.is_some() => stated > 0,
            FramePart::Noun => {
                let described =
                    self.actor.how.starts_with("modifier") || self.actor.how.starts_with("possessor");
                let told = matches!(
                    analysis.token(self.found.predicate).deprel.universal(),
                    "nsubj" | "obj" | "root" | "conj"
                );
                stated == 2 || parties > 0 && (told || !described)
            }
        }
    }

    /// “flew in to mediate”, “soldiers guarding the base”: said by the way, as purpose or to tell who is meant.
    fn is_aside(&self, analysis: &Analysis) -> bool {
        let verb = self.found.support.unwrap_or(self.found.predicate);
        match analysis.token(verb).deprel {
            Deprel::Advcl => matching::is_infinitive(analysis, verb),
            Deprel::Acl => matching::is_infinitive(analysis, verb) || analysis.form(verb).ends_with("ing"),
            _ => false,
        }
    }

    /// Whether a token stands in the act's clause.
    fn clause_holds(&self, analysis: &Analysis, token: TokenId) -> bool {
        let start = analysis.token(token).start;
        self.clause.start <= start && start < self.clause.end
    }

    fn into_act(self, context: &Context<'_>, draft: &Draft) -> Act {
        let frame = self.found.frame;
        let verb = self.found.support.unwrap_or(self.found.predicate);
        let mut factuality = self.factuality;
        let date = when::date(context, draft, verb, factuality == Factuality::Asserted);
        if factuality == Factuality::Asserted && date.as_ref().is_some_and(|date| when::is_old(context, date))
        {
            factuality = Factuality::Historical;
        }
        let mut because = vec![
            format!("frame {} “{}”", frame.id, frame.words.join(" ")),
            format!("factuality: {}", self.cue),
        ];
        for (role, who) in [("actor", &self.actor), ("recipient", &self.recipient)] {
            if !who.is_empty() {
                because.push(format!("{role}: {}", who.how));
            }
        }
        Act {
            kind: frame.event_type,
            mode: frame.mode.map(|mode| mode.as_str().to_owned()),
            contexts: Vec::new(),
            cameo: cameo(frame),
            predicate: self.found.predicate,
            trigger: self.trigger,
            clause: self.clause,
            factuality,
            attributed_to: self
                .statement
                .and_then(|index| draft.statements[index.index()].speaker),
            statement: self.statement,
            date,
            place: when::place(context.analysis, draft, verb),
            score: score(&self),
            because,
            actor: self.actor.actors,
            recipient: self.recipient.actors,
        }
    }
}

/// The frame's own CAMEO code, else that of its type and mode.
fn cameo(frame: &Frame) -> String {
    let of_type = || Ontology::get().cameo_for(frame.event_type, frame.mode);
    frame.cameo.unwrap_or_else(of_type).as_str().to_owned()
}

/// Who does the act, to whom, and whether one phrase names both sides.
fn participants(
    context: &Context<'_>,
    draft: &Draft,
    found: &Match,
    statement: Option<StatementIndex>,
) -> (Participants, Participants, bool) {
    let analysis = context.analysis;
    let lookup = Lookup {
        analysis,
        cast: &draft.cast,
        speaker: statement.and_then(|index| draft.statements[index.index()].speaker),
    };
    let actors = arguments::arguments(analysis, found, &found.frame.actor);
    let recipients = arguments::arguments(analysis, found, &found.frame.recipient);
    let mut actor = lookup.ends(&actors);
    let mut recipient = lookup.first(&recipients);
    let mutual = |argument: &Argument| participants::is_each_other(analysis, argument.head);
    if recipients.iter().any(mutual) && actor.actors.len() > 1 {
        recipient = actor.clone();
        "each other".clone_into(&mut recipient.how);
        return (actor, recipient, true);
    }
    recipient.actors.retain(|one| !actor.actors.contains(one));
    // Acts between equals with one phrase for both sides: “the two ministers met”.
    if recipient.is_empty() && actor.actors.len() > 1 && is_reciprocal(found.frame) {
        recipient.actors = actor.actors.split_off(1);
        recipient.how = format!("both sides in one phrase, {}", actor.how);
        return (actor, recipient, true);
    }
    (actor, recipient, false)
}

/// Acts that both sides do when one phrase names both.
fn is_reciprocal(frame: &Frame) -> bool {
    match frame.event_type {
        EventType::Consult | EventType::Agree | EventType::Cooperate | EventType::Assault => true,
        EventType::Retreat => frame.mode.is_some_and(|mode| mode.as_str() == "ceasefire"),
        _ => false,
    }
}

/// The words that name an act: verb, particles and the noun that a light verb carries.
fn trigger(context: &Context<'_>, found: &Match) -> Bytes {
    let analysis = context.analysis;
    let verb = found.support.unwrap_or(found.predicate);
    let (first, mut last) = (found.predicate.min(verb), found.predicate.max(verb));
    let end = analysis.sentence_of(last).end;
    while last.next() < end {
        let own = analysis.token(last.next());
        let particle = own.deprel == Deprel::CompoundPrt
            || (own.upos == Upos::Adp
                && found
                    .frame
                    .words
                    .iter()
                    .skip(1)
                    .any(|word| word == analysis.lemma(last.next())));
        if !particle {
            break;
        }
        last = last.next();
    }
    context.bytes(first.0..last.0 + 1)
}

/// The clause of a verb: its words without the clauses coordinated to it, around it and before it.
fn clause(context: &Context<'_>, verb: TokenId) -> Bytes {
    let analysis = context.analysis;
    let is_other_clause = |token: TokenId| {
        let own = analysis.token(token);
        match own.deprel {
            Deprel::Parataxis | Deprel::Discourse => true,
            Deprel::Conj => clauses::is_verbal(analysis, token) && own.head == Some(verb),
            Deprel::Cc | Deprel::Mark | Deprel::Punct => own.head == Some(verb) && token < verb,
            Deprel::Advcl => own.head == Some(verb) && token < verb,
            _ => false,
        }
    };
    let mut words = analysis.subtree_without(verb, is_other_clause);
    let is_edge = |token: u32| {
        matches!(
            analysis.token(TokenId(token)).upos,
            Upos::Punct | Upos::Cconj | Upos::Sconj
        ) && token != verb.0
    };
    while words.start < verb.0 && is_edge(words.start) {
        words.start += 1;
    }
    while words.end > verb.0 + 1 && is_edge(words.end - 1) {
        words.end -= 1;
    }
    context.bytes(words)
}

/// The innermost statement whose content holds the act.
fn innermost(draft: &Draft, trigger: Bytes) -> Option<StatementIndex> {
    let holding = draft
        .statements
        .iter()
        .enumerate()
        .filter(|(_, said)| said.content.contains(trigger));
    holding
        .min_by_key(|(_, said)| said.content.end - said.content.start)
        .map(|(index, _)| StatementIndex(index as u32))
}

fn score(act: &Candidate<'_>) -> f32 {
    let frame = act.found.frame;
    let base: f32 = match frame.part {
        FramePart::Verb => 0.5,
        FramePart::Noun => 0.35,
        FramePart::Adjective => 0.3,
    };
    let exact = frame.words.len() > 1 || !frame.classes.is_empty() || act.found.support.is_some();
    base + if exact { 0.1 } else { 0.0 }
        + if act.actor.is_empty() { 0.0 } else { 0.2 }
        + if act.recipient.is_empty() { 0.0 } else { 0.15 }
}

#[cfg(test)]
mod tests;
