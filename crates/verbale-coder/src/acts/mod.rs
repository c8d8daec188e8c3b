//! Acts: who did what to whom, by frames over the tree.

mod answers;
pub mod arguments;
pub mod clauses;
mod confidence;
mod contexts;
mod cues;
pub mod factuality;
mod inference;
pub mod matching;
mod merge;
mod order;
mod participants;
mod place;
mod relevance;
mod selection;
mod sides;
mod somebody;
mod spoken;
mod told;
mod when;

use crate::draft::{Act, ActorIndex, Bytes, Context, Draft, StatementIndex};
use crate::knowledge::Knowledge;
use clauses::Argument;
use confidence::Source;
use matching::Match;
use participants::{Lookup, Participants};
use sides::{Evidence, Sides};
use verbale_lexicon::frames::Frame;
use verbale_lexicon::lower;
use verbale_record::ontology::{EventType, Ontology, Quad};
use verbale_record::{EventDate, Factuality};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// All acts, in order of their predicates.
pub fn find(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft) -> Vec<Act> {
    let found = matching::matches(context.analysis, knowledge.frames);
    let every = candidates(context, knowledge, draft, &found);
    let sides = Sides::of(
        context.analysis,
        &draft.cast,
        every.iter().map(Candidate::evidence),
    );
    let mut stated: Vec<Candidate<'_>> = every
        .into_iter()
        .filter(|act| !told::is_of_the_press(&draft.cast, act))
        .collect();
    answers::complete(context.analysis, draft, &mut stated);
    let mut told: Vec<Candidate<'_>> = stated
        .into_iter()
        .map(|mut act| {
            inference::complete(context.analysis, draft, &sides, &mut act);
            act
        })
        .filter(|act| act.is_somebodys(context.analysis) && !act.is_figure_of_speech(context.analysis))
        .collect();
    for index in 0..told.len() {
        told[index].attributed_to = told::attribution(context.analysis, draft, &told[index], &told);
    }
    merge::restatements(context, &draft.cast, &mut told);
    let news = when::of_news(context, draft);
    let mut acts: Vec<Act> = told
        .into_iter()
        .map(|act| act.into_act(context, draft, news.as_ref()))
        .collect();
    spoken::add(context, draft, &sides, news.as_ref(), &mut acts);
    relevance::keep(context, &draft.cast, &mut acts);
    told::carry_past(context, &mut acts);
    contexts::add(context, &mut acts);
    place::locate(context, draft, &mut acts);
    acts
}

/// Reads all matches, then what they make of each other.
fn candidates<'a>(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    found: &'a [Match],
) -> Vec<Candidate<'a>> {
    let mut every: Vec<Candidate<'a>> = found
        .iter()
        .map(|act| Candidate::read(context, knowledge, draft, act))
        .collect();
    let kinds: Vec<Option<EventType>> = every
        .iter()
        .map(|act| told::single_category(context.analysis, act, &every))
        .collect();
    for (act, kind) in every.iter_mut().zip(kinds) {
        if let Some(kind) = kind {
            act.retype(kind);
        }
    }
    let shells: Vec<bool> = every
        .iter()
        .map(|act| told::is_shell(context.analysis, act, &every))
        .collect();
    for (act, shell) in every.iter_mut().zip(shells) {
        act.is_content |= shell;
    }
    inference::take_over(context.analysis, &mut every);
    every.retain(|act| !act.is_content);
    every
}

/// An act on its way to the draft.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    found: &'a Match,
    kind: EventType,
    is_content: bool,
    is_governed: bool,
    factuality: Factuality,
    cue: String,
    trigger: Bytes,
    clause: Bytes,
    statement: Option<StatementIndex>,
    actor: Participants,
    recipient: Participants,
    mutual: bool,
    attributed_to: Option<ActorIndex>,
}

impl<'a> Candidate<'a> {
    /// Reads a match.
    fn read(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft, found: &'a Match) -> Self {
        let reading = factuality::read(context.analysis, knowledge.frames, found);
        let is_content = reading.is_none();
        let (factuality, cue) = reading.unwrap_or((Factuality::Hypothetical, String::new()));
        let trigger = trigger(context, found);
        let statement = draft.innermost_statement(trigger);
        let (actor, recipient, mutual) = participants(context, draft, found, statement);
        Self {
            found,
            kind: found.frame.event_type,
            is_content,
            is_governed: cue.starts_with(factuality::GOVERNED),
            factuality,
            cue,
            trigger,
            clause: clause(context, found.support.unwrap_or(found.predicate)),
            statement,
            actor,
            recipient,
            mutual,
            attributed_to: None,
        }
    }

    fn kind(&self) -> EventType {
        self.kind
    }

    /// The verb of the act: the one that carries its noun.
    fn verb(&self) -> TokenId {
        self.found.support.unwrap_or(self.found.predicate)
    }

    /// Makes it an act of another type that is done by telling it.
    fn retype(&mut self, kind: EventType) {
        self.cue = format!("{}, which makes it {kind}", self.cue);
        self.kind = kind;
        self.factuality = Factuality::Asserted;
    }

    fn is_noun(&self, analysis: &Analysis) -> bool {
        clauses::is_act_noun(analysis, self.found.predicate)
    }

    fn evidence(&self) -> Evidence<'_> {
        Evidence {
            kind: self.kind(),
            actor: self.actor.named(),
            recipient: self.recipient.named(),
            mutual: self.mutual,
        }
    }

    fn into_act(self, context: &Context<'_>, draft: &Draft, today: Option<&EventDate>) -> Act {
        let frame = self.found.frame;
        let mut factuality = self.factuality;
        let by_words = matches!(self.kind.quad(), Quad::VerbalCooperation | Quad::VerbalConflict);
        let news = factuality == Factuality::Asserted || by_words && self.kind != EventType::Consult;
        let behind = told::is_behind_the_news(context, &self);
        let date = when::date(context, draft, self.found, today.filter(|_| news && !behind));
        // What is told as done was not done after the report.
        let date = date.filter(|date| factuality != Factuality::Asserted || !when::is_to_come(context, date));
        let old = behind || date.as_ref().is_some_and(|date| when::is_old(context, date));
        if factuality == Factuality::Asserted && old {
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
        // A type that telling made has neither the frame's mode nor its code.
        let mode = frame.mode.filter(|_| self.kind == frame.event_type);
        let of_type = || Ontology::get().cameo_for(self.kind, mode);
        let own_code = frame.cameo.filter(|_| self.kind == frame.event_type);
        let cameo = own_code.unwrap_or_else(of_type).as_str().to_owned();
        Act {
            kind: self.kind,
            mode: mode.map(|mode| mode.as_str().to_owned()),
            contexts: Vec::new(),
            cameo,
            predicate: self.found.predicate,
            trigger: self.trigger,
            clause: self.clause,
            factuality,
            attributed_to: self.attributed_to,
            statement: self.statement,
            date,
            place: None,
            score: confidence::of(
                Source::Frame,
                !self.actor.is_empty() && !self.recipient.is_empty(),
                factuality,
            ),
            because,
            actor: self.actor.actors,
            recipient: self.recipient.actors,
        }
    }
}

/// How the recipients of “accused each other” are found.
const EACH_OTHER: &str = "each other";

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
    if actor.is_empty() {
        actor = arguments::above_relative(analysis, found)
            .map_or_else(Participants::default, |argument| lookup.first(&[argument]));
    }
    let mut recipient = lookup.first(&recipients);
    // “called for the release of the crew”: what is asked for is not who is asked.
    if found.frame.event_type == EventType::Request && recipient.how.starts_with(arguments::FOR) {
        let asked = |argument: &&Argument| {
            !lookup.denoted(argument.head).is_empty() || arguments::is_to_act(analysis, found, argument.head)
        };
        recipient = recipients
            .iter()
            .find(asked)
            .map_or_else(Participants::default, |&one| lookup.first(&[one]));
    }
    // “sent troops to help Peru”: the troops are its own.
    if found.frame.event_type == EventType::Mobilize && recipient.how.starts_with("object") {
        let deployed = analysis.child_by(found.predicate, Deprel::Obj);
        let force = deployed.is_some_and(|object| {
            verbale_lexicon::frames::Frames::builtin().in_class("force", &lower(analysis.lemma(object)))
        });
        if force {
            recipient = lookup.first(&arguments::in_purpose(analysis, found));
        }
    }
    if recipient.is_empty() || recipient.actors == actor.actors {
        recipient = lookup.first(&arguments::in_content(analysis, found));
        // “agreed to free the prisoners” is agreed with others than these.
        recipient
            .actors
            .retain(|&one| draft.cast.actor(one).kind != verbale_record::ActorKind::Civilians);
    }
    let mutual = |argument: &Argument| participants::is_each_other(analysis, argument.head);
    if recipients.iter().any(mutual) && actor.actors.len() > 1 {
        recipient = actor.clone();
        EACH_OTHER.clone_into(&mut recipient.how);
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

/// The noun of which an act is told as a measure: “a wave of fighting”, “three rounds of talks”.
fn whole(analysis: &Analysis, noun: TokenId) -> TokenId {
    let mut token = noun;
    while let Some(head) = analysis.token(token).head {
        let measured = analysis.token(token).deprel == Deprel::Nmod
            && analysis.token(head).upos == Upos::Noun
            && clauses::has_preposition(analysis, token, "of");
        if !measured {
            break;
        }
        token = head;
    }
    token
}

/// Acts that both sides do when one phrase names both.
fn is_reciprocal(frame: &Frame) -> bool {
    match frame.event_type {
        EventType::Consult
        | EventType::Agree
        | EventType::Concede
        | EventType::Cooperate
        | EventType::Assault => true,
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

#[cfg(test)]
mod tests;
