//! Who each speaker phrase denotes, in the order of the text.
//!
//! Names and descriptions are those of the cast; a phrase that the cast does not hold becomes an actor of its own.
//! Pronouns keep to whoever spoke last, and never to somebody whom their own words name in the third person.

use super::found::Found;
use super::sources;
use super::speakers;
use crate::draft::{ActorIndex, Bytes, Cast, Context};
use crate::knowledge::Knowledge;
use verbale_record::{ActorKind, MentionForm};
use verbale_syntax::{Deprel, TokenId, Upos};

/// How many sentences later somebody may still go on speaking.
const REACH: u32 = 2;

/// Whoever spoke last, and the phrase that named them.
#[derive(Clone, Copy)]
struct Last {
    actor: ActorIndex,
    at: TokenId,
}

/// Gives everything that was found its actor, and drops what nobody says.
pub(super) fn settle(
    context: &Context<'_>,
    knowledge: &Knowledge,
    cast: &mut Cast,
    found: &mut Vec<Found<'_>>,
) {
    found.sort_by_key(|item| (place(context, item), item.content.start));
    let contents: Vec<Bytes> = found.iter().map(|item| item.content).collect();
    // Who is told to have said something is not the one who goes on speaking.
    let told = |cue: u32| {
        contents
            .iter()
            .any(|content| (content.start..content.end).contains(&cue))
    };
    let mut last: Option<Last> = None;
    found.retain_mut(|item| {
        let Some((phrase, rule)) = item.speaker else {
            return may_be_nobodys(item);
        };
        if let Some(actor) = item.actor {
            last = Some(Last { actor, at: phrase });
            return true;
        }
        let phrase = noun_before(context, phrase);
        let words = context.analysis.form(phrase);
        match denoted(context, knowledge, cast, item, phrase, &contents, last) {
            Some((actor, more)) => {
                item.actor = Some(actor);
                item.reason = Some(match more {
                    Some(more) => format!("speaker “{words}”: {more}"),
                    None => format!("speaker “{words}”: {rule}"),
                });
                if last.is_none() || !told(place(context, item)) {
                    last = Some(Last { actor, at: phrase });
                }
                true
            }
            None if may_stay(context, cast, item, phrase) => {
                item.reason = Some(format!("speaker “{words}” is nobody in the cast"));
                true
            }
            None => false,
        }
    });
    found.sort_by_key(|item| item.content.start);
}

/// “A source close | to the talks”: the noun where the tree makes an adjective the subject.
fn noun_before(context: &Context<'_>, phrase: TokenId) -> TokenId {
    let analysis = context.analysis;
    let noun = phrase
        .previous()
        .filter(|&before| matches!(analysis.token(before).upos, Upos::Noun | Upos::Propn));
    match noun {
        Some(noun) if analysis.token(phrase).upos == Upos::Adj => noun,
        _ => phrase,
    }
}

/// Where the words that bring the content stand.
fn place(context: &Context<'_>, item: &Found<'_>) -> u32 {
    item.cue.as_ref().map_or(item.content.start, |(_, head)| {
        context.analysis.token(*head).start
    })
}

/// Whether something is told though nobody says it: hearsay, a report that nobody is said to have made, an accusation
/// in the passive. “Seen as” and “known for” are views of nobody in particular.
fn may_be_nobodys(item: &Found<'_>) -> bool {
    matches!(
        item.rule,
        "adverb of hearsay" | super::nouns::NOUN | "passive with an infinitive" | "quotation beside a cue"
    ) || item.unmarked
        || item
            .class
            .is_some_and(|class| class.takes("free") || class.takes("advcl:of"))
}

/// Things confirm, show and suggest without speaking: outside the plain words of saying, a common noun as speaker
/// has to be in the cast or a source.
fn may_stay(context: &Context<'_>, cast: &Cast, item: &Found<'_>, phrase: TokenId) -> bool {
    cast.mentions.is_empty()
        || item
            .class
            .is_none_or(|class| class.is_plain() && class.name != "according")
        || speakers::can_speak(context.analysis, phrase)
}

fn denoted(
    context: &Context<'_>,
    knowledge: &Knowledge,
    cast: &mut Cast,
    item: &Found<'_>,
    phrase: TokenId,
    contents: &[Bytes],
    last: Option<Last>,
) -> Option<(ActorIndex, Option<&'static str>)> {
    let analysis = context.analysis;
    let Some(pronoun) = Pronoun::read(analysis.form(phrase)) else {
        if let Some(last) = last.filter(|last| is_their_paper(context, cast, phrase, last.actor)) {
            return Some((last.actor, Some("the paper of whoever spoke last")));
        }
        if let Some(actor) = speakers::actor(context, cast, phrase) {
            return match person_of_that_name(cast, actor) {
                Some(person) => {
                    sources::set(cast, phrase, person);
                    Some((person, Some("the person of that name")))
                }
                None => Some((actor, None)),
            };
        }
        // “According to the plan” is no speech: with it only people and papers are sources.
        let plain = item
            .class
            .is_none_or(|class| class.is_plain() && class.name != "according");
        return sources::add(context, knowledge, cast, phrase, plain);
    };
    // “He” is no state, whatever the cast makes of it.
    let by_cast = cast
        .actor_for_phrase(analysis, phrase)
        .filter(|&actor| !pronoun.is_person() || cast.actor(actor).kind == ActorKind::Person);
    let fits = |actor: ActorIndex, cast: &Cast| {
        pronoun.fits(context, cast, actor) && !names_himself(context, cast, item, actor, true)
    };
    let near = last.filter(|last| {
        let sentence = |token: TokenId| analysis.token(token).sentence;
        sentence(phrase).saturating_sub(sentence(last.at)) <= REACH && fits(last.actor, cast)
    });
    // “They added”: whoever spoke before.
    let adds = item
        .cue
        .as_ref()
        .is_some_and(|(_, cue)| matches!(analysis.lemma(*cue), "add" | "continue" | "conclude" | "repeat"));
    let actor = match (by_cast, near) {
        (_, Some(last)) if adds && item.rule != super::argument::INFINITIVE => last.actor,
        (Some(actor), Some(last)) if actor != last.actor => {
            let named = names_himself(context, cast, item, actor, false);
            // “They” may be any of those told about; the cast knows better than the order of speakers.
            let goes_on =
                || pronoun != Pronoun::They && goes_on(context, cast, last, phrase, actor, contents);
            // “It” is a speaker that somebody knows rather than a thing that nobody does.
            let better = pronoun == Pronoun::It && !cast.actor(actor).known && cast.actor(last.actor).known;
            if named || better || goes_on() {
                last.actor
            } else {
                return Some((actor, None));
            }
        }
        (Some(actor), None) if pronoun.is_person() && names_himself(context, cast, item, actor, false) => {
            return previous_subject(context, cast, phrase, |other| other != actor && fits(other, cast)).map(
                |actor| {
                    (
                        actor,
                        Some("the subject before, its own words name the nearer one"),
                    )
                },
            );
        }
        (Some(actor), _) => return Some((actor, None)),
        (None, Some(last)) => last.actor,
        (None, None) if pronoun.is_person() => {
            let subject = previous_subject(context, cast, phrase, |other| fits(other, cast))?;
            sources::set(cast, phrase, subject);
            return Some((subject, Some("the subject before")));
        }
        (None, None) => return None,
    };
    if let Ok(index) = cast
        .mentions
        .binary_search_by_key(&phrase, |mention| mention.head)
        && cast.mentions[index].form == MentionForm::Pronoun
    {
        cast.mentions[index].actors = vec![actor];
    }
    Some((actor, Some("the last speaker")))
}

/// “The statement said”: what an organisation or a state issued that spoke just before.
fn is_their_paper(context: &Context<'_>, cast: &Cast, phrase: TokenId, last: ActorIndex) -> bool {
    let analysis = context.analysis;
    let definite = phrase
        .previous()
        .is_some_and(|before| analysis.form(before).eq_ignore_ascii_case("the"));
    let issued = matches!(
        analysis.lemma(phrase),
        "statement" | "communiqué" | "communique" | "release" | "letter" | "message"
    );
    definite
        && issued
        && cast.actor(last).kind != ActorKind::Person
        && cast.actor(last).kind != ActorKind::Media
}

/// The person whose last name an unknown actor of one word has.
fn person_of_that_name(cast: &Cast, actor: ActorIndex) -> Option<ActorIndex> {
    let own = cast.actor(actor);
    if own.known || own.kind == ActorKind::Person || own.name.contains(' ') {
        return None;
    }
    let found = cast.actors.iter().position(|other| {
        other.kind == ActorKind::Person
            && other.name.contains(' ')
            && other.name.split(' ').next_back() == Some(own.name.as_str())
    });
    found.map(|index| ActorIndex(index as u32))
}

/// “She said the minister …”: whoever the content names is not the one who says it. `whole`: of states and organisations
/// only a name that is a phrase of its own counts (“the ministry”, not “a ministry-led effort”).
fn names_himself(
    context: &Context<'_>,
    cast: &Cast,
    item: &Found<'_>,
    actor: ActorIndex,
    whole: bool,
) -> bool {
    let person = cast.actor(actor).kind == ActorKind::Person;
    let words = super::kinds::token_range(context, item.content);
    cast.mentions_in(words).iter().any(|mention| {
        let at = context.analysis.token(mention.head).start;
        let part = matches!(
            context.analysis.token(mention.head).deprel,
            Deprel::Compound | Deprel::Amod | Deprel::NmodPoss | Deprel::Flat
        ) || context
            .analysis
            .text()
            .get(context.analysis.bytes(mention.tokens.clone()).end..)
            .is_some_and(|rest| rest.starts_with('-'));
        let names = if person {
            mention.form == MentionForm::Name
        } else {
            mention.form != MentionForm::Pronoun && !(whole && part)
        };
        names
            && (item.content.start..item.content.end).contains(&at)
            && mention.actors.first() == Some(&actor)
    })
}

/// Whether the last speaker is still the topic: `other` was not the subject of anything told since.
fn goes_on(
    context: &Context<'_>,
    cast: &Cast,
    last: Last,
    phrase: TokenId,
    other: ActorIndex,
    contents: &[Bytes],
) -> bool {
    let analysis = context.analysis;
    let after = last.at.0 + 1;
    let between = cast.mentions_in(after..phrase.0.max(after)).iter();
    let between = between.filter(|mention| mention.form != MentionForm::Pronoun);
    !between
        .filter(|mention| mention.actors.first() == Some(&other))
        .any(|mention| {
            let at = analysis.token(mention.head).start;
            let said = contents
                .iter()
                .any(|content| (content.start..content.end).contains(&at));
            analysis.token(mention.head).deprel.is_subject() && !said
        })
}

/// How many mentions back a pronoun may point.
const FARTHEST: usize = 500;

/// The nearest actor before a token who was the subject of a clause.
fn previous_subject(
    context: &Context<'_>,
    cast: &Cast,
    before: TokenId,
    fits: impl Fn(ActorIndex) -> bool,
) -> Option<ActorIndex> {
    let end = cast.mentions.partition_point(|mention| mention.head < before);
    let near = cast.mentions[..end].iter().rev().take(FARTHEST);
    let subjects = near.filter(|mention| {
        context.analysis.token(mention.head).deprel.is_subject() && mention.form != MentionForm::Pronoun
    });
    subjects
        .filter_map(|mention| mention.actors.first().copied())
        .take(12)
        .find(|&actor| fits(actor))
}

/// A pronoun that can speak.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pronoun {
    He,
    She,
    They,
    It,
    I,
    We,
}

impl Pronoun {
    fn read(form: &str) -> Option<Self> {
        Some(match form.to_ascii_lowercase().as_str() {
            "he" | "his" | "him" => Self::He,
            "she" | "her" => Self::She,
            "they" | "their" | "them" => Self::They,
            "it" | "its" => Self::It,
            "i" | "my" => Self::I,
            "we" | "our" => Self::We,
            _ => return None,
        })
    }

    fn is_person(self) -> bool {
        matches!(self, Self::He | Self::She)
    }

    /// Whether an actor can be meant, by kind and by the pronouns that already stand for them.
    fn fits(self, context: &Context<'_>, cast: &Cast, actor: ActorIndex) -> bool {
        let person = cast.actor(actor).kind == ActorKind::Person;
        match self {
            Self::He | Self::She => person && !self.contradicted(context, cast, actor),
            Self::It => !person,
            Self::They => true,
            Self::I | Self::We => true,
        }
    }

    fn contradicted(self, context: &Context<'_>, cast: &Cast, actor: ActorIndex) -> bool {
        let mut own = 0;
        let mut other = 0;
        for mention in &cast.mentions {
            if mention.form == MentionForm::Pronoun && mention.actors.first() == Some(&actor) {
                match Self::read(context.analysis.form(mention.head)) {
                    Some(pronoun) if pronoun == self => own += 1,
                    Some(Self::He | Self::She) => other += 1,
                    _ => {}
                }
            }
        }
        other > own
    }
}

/// Whether a phrase is a word that could be anybody's (“others”, “some”).
pub(super) fn is_indefinite(context: &Context<'_>, phrase: TokenId) -> bool {
    matches!(context.analysis.token(phrase).upos, Upos::Pron | Upos::Det)
}
