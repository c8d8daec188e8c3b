//! Who takes part: the actors beside a mention of talks, as parties, as what it is about, or in a role.

use super::groups::{DELEGATES, group, group_of, outermost, phrase_start};
use super::leading::{activities, company, described, participle_role, roles_after};
use super::mentions::{Line, Named};
use super::sides;
use crate::acts::arguments;
use crate::draft::{Actor, ActorIndex, Cast};
use verbale_lexicon::talks::{AnchorSort, Participation, RoleForm, TalkWords};
use verbale_record::{ActorKind, MentionForm, ThirdPartyRole};
use verbale_syntax::{Deprel, TokenId, Upos};

/// The actors beside a mention.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Beside {
    /// Who meets, as named.
    pub parties: Vec<ActorIndex>,
    /// Those of them who stand after “with”.
    pub partners: Vec<ActorIndex>,
    /// One body's members meet each other: “leaders of the union met”.
    pub gathers: bool,
    /// Who is there, as a party or not.
    pub attendees: Vec<ActorIndex>,
    /// Countries that the talks are named after (“Syria talks”).
    pub topics: Vec<ActorIndex>,
    /// “the two sides”, “both parties”: whoever the sides of these talks are, with whom the cast takes them for.
    pub two_sides: Vec<ActorIndex>,
    /// Third parties.
    pub roles: Vec<(ActorIndex, ThirdPartyRole)>,
}

/// How far behind its word a phrase of parties may begin.
pub(super) const REACH: u32 = 25;

/// Whether an actor may sit at a table.
pub(super) fn can_talk(actor: &Actor) -> bool {
    match actor.kind {
        ActorKind::Civilians | ActorKind::Media | ActorKind::Company => false,
        ActorKind::Other => !actor.sectors.is_empty(),
        // A bare title or an unknown name without a country is nobody at a table.
        ActorKind::Person => actor.country.is_some(),
        _ => true,
    }
}

/// Reads the actors beside a mention of talks.
pub(super) fn beside(line: &Line<'_>, words: &TalkWords, cast: &Cast, named: &Named, until: u32) -> Beside {
    let mut found = Beside::default();
    before(line, words, cast, named, &mut found);
    let with = after(line, words, cast, named, until, &mut found);
    // “X's meeting with Y”
    let possessed = |&head: &TokenId| line.analysis.child_by(head, Deprel::NmodPoss).is_some();
    if with && !named.is_verb() && named.heads.iter().any(possessed) {
        let owner = std::mem::take(&mut found.topics);
        add(&mut found.parties, &owner);
    }
    roles_after(line, words, cast, named, until, &mut found);
    activities(line, words, cast, named, until, &mut found);
    described(line, words, cast, named, &mut found);
    let guided = !with && !named.is_verb() && named.sort != AnchorSort::Reference;
    if guided {
        guides(line, cast, named, &mut found);
    }
    if named.is_verb() {
        let subject = subject(line, cast, named);
        found.gathers = found.parties.is_empty()
            && subject.len() == 1
            && (is_igo(cast, subject[0]) || sides::is_generic(cast.actor(subject[0])))
            && has_plural_subject(line, named);
        if named.sort == AnchorSort::Mediation {
            add(&mut found.parties, &brought(line, cast, named.heads[0]));
            let mediators = subject.into_iter().filter(|one| !found.parties.contains(one));
            found
                .roles
                .extend(mediators.map(|one| (one, ThirdPartyRole::Mediator)));
        } else {
            add(&mut found.parties, &subject);
        }
        if named.sort == AnchorSort::Reception {
            add(&mut found.parties, &received(line, cast, named.heads[0]));
        }
    } else if named.sort != AnchorSort::Reference {
        by_verb(line, words, cast, named, with, &mut found);
    }
    // What is negotiated or discussed is no party.
    if named.is_verb()
        && matches!(named.sort, AnchorSort::Meeting | AnchorSort::Call)
        && let Some(object) = arguments::object(line.analysis, named.heads[0])
    {
        add(&mut found.parties, &group_of(line, cast, object));
    }
    set_apart(line, words, cast, &mut found);
    let is_guide = |party: ActorIndex| guided && found.roles.iter().any(|(actor, _)| *actor == party);
    found
        .parties
        .retain(|&party| can_talk(cast.actor(party)) && !is_guide(party));
    found.attendees.retain(|&one| can_talk(cast.actor(one)));
    found
}

/// Who is brought together by a verb of mediation.
fn brought(line: &Line<'_>, cast: &Cast, verb: TokenId) -> Vec<ActorIndex> {
    let object = arguments::object(line.analysis, verb);
    object.map_or_else(Vec::new, |object| group_of(line, cast, object))
}

/// The guest of a reception: a person, not what one welcomes.
fn received(line: &Line<'_>, cast: &Cast, verb: TokenId) -> Vec<ActorIndex> {
    let guest = line.analysis.child_by(verb, Deprel::Obj);
    let guest = guest.filter(|&guest| !cast.actors_at(guest).is_empty() && is_person(line, cast, guest));
    guest.map_or_else(Vec::new, |guest| group_of(line, cast, guest))
}

/// Sets apart, among whom the sentence names, the unnamed mediators (“met with the mediators”), who are no party, and the
/// two sides, who are whoever the parties are.
fn set_apart(line: &Line<'_>, words: &TalkWords, cast: &Cast, found: &mut Beside) {
    for mention in cast.mentions_in(line.tokens.clone()) {
        if mention.form != MentionForm::Nominal {
            continue;
        }
        let nouns = mention
            .tokens
            .clone()
            .filter(|&token| line.upos(token) == Upos::Noun);
        let mut lemmas = nouns.map(|token| line.lemma(token));
        let role = lemmas
            .clone()
            .find_map(|lemma| words.role(RoleForm::Noun, lemma, false));
        if let Some(role) = role {
            let parties = found.parties.iter().chain(&found.partners);
            let met: Vec<ActorIndex> = parties
                .copied()
                .filter(|party| mention.actors.contains(party))
                .collect();
            // A mediator with a name who meets another is one of the two.
            let named = |&actor: &ActorIndex| {
                cast.actor(actor).country.is_some()
                    || cast.actor(actor).kind == ActorKind::Person && cast.actor(actor).known
                    || cast
                        .mentions
                        .iter()
                        .any(|one| one.form == MentionForm::Name && one.actors.contains(&actor))
            };
            let one_of_two = found.parties.len() == met.len() + 1 && met.iter().all(named);
            if !met.is_empty() && !one_of_two {
                found.parties.retain(|party| !met.contains(party));
                found.partners.retain(|party| !met.contains(party));
                let new = mention.actors.iter().filter(|actor| met.contains(actor));
                found.roles.extend(new.map(|&actor| (actor, role)));
            }
        } else if lemmas.any(|lemma| matches!(lemma, "side" | "party"))
            && mention.tokens.clone().any(|token| is_of_two(line.lemma(token)))
        {
            let named = mention.actors.iter().all(|actor| found.parties.contains(actor));
            if named && found.parties.len() == mention.actors.len() {
                found.two_sides = std::mem::take(&mut found.parties);
                found.partners.clear();
            }
        }
    }
}

/// A word for two that stand against each other.
pub(super) fn is_of_two(lemma: &str) -> bool {
    matches!(lemma, "two" | "both" | "warring" | "rival" | "opposing")
}

/// What the verb beside a noun of talks tells of its subject and object.
fn by_verb(line: &Line<'_>, words: &TalkWords, cast: &Cast, named: &Named, with: bool, found: &mut Beside) {
    let Some(verb) = named.verb else {
        return;
    };
    add(&mut found.parties, &delegates(line, cast, named));
    let subject = subject(line, cast, named);
    let lemma = line.lemma(verb.0);
    let igo = subject.iter().any(|&one| is_igo(cast, one));
    let object = line.analysis.child_by(verb, Deprel::Obj);
    let is_object = object.is_some_and(|object| named.heads.contains(&object));
    let at = object.filter(|_| !is_object && is_occasion(line, named));
    if let Some(role) = words.role(RoleForm::Verb, lemma, igo).filter(|_| at.is_none()) {
        // Who mediates through talks with one side sits at the table too.
        if with {
            add(&mut found.parties, &subject);
        }
        found.roles.extend(subject.iter().map(|&one| (one, role)));
        return;
    }
    let open = with || found.parties.is_empty();
    match words.participation(lemma) {
        Some(Participation::Gather) => {
            let guests = object.map_or_else(Vec::new, |object| group_of(line, cast, object));
            hosted(cast, &subject, &guests, found);
        }
        Some(Participation::Hold) if open => add(&mut found.parties, &subject),
        Some(Participation::Attend) if !with => add(&mut found.attendees, &subject),
        Some(Participation::Receive) if at.is_some() => with_object(line, cast, &subject, at, found),
        // “pressed X during a meeting”
        None if !with
            && found.parties.is_empty()
            && at.is_some_and(|object| is_person(line, cast, object)) =>
        {
            with_object(line, cast, &subject, at, found);
        }
        _ if with => add(&mut found.parties, &subject),
        _ => {}
    }
}

/// “A's chief delegate to talks with B” sits there for A.
fn delegates(line: &Line<'_>, cast: &Cast, named: &Named) -> Vec<ActorIndex> {
    let analysis = line.analysis;
    let Some(mut noun) = analysis.token(named.heads[0]).head else {
        return Vec::new();
    };
    if !DELEGATES.contains(&line.lemma(noun.0)) {
        return Vec::new();
    }
    // The noun may be in apposition to the name: “X, minister and chief delegate to …”.
    for _ in 0..3 {
        let actors = cast.actors_at(noun);
        if !actors.is_empty() {
            return actors.to_vec();
        }
        let own = analysis.token(noun);
        match own.head {
            Some(above) if matches!(own.deprel.universal(), "appos" | "conj" | "flat" | "nmod") => {
                noun = above;
            }
            _ => break,
        }
    }
    Vec::new()
}

fn with_object(
    line: &Line<'_>,
    cast: &Cast,
    subject: &[ActorIndex],
    object: Option<TokenId>,
    found: &mut Beside,
) {
    let guests = object.map_or_else(Vec::new, |object| group_of(line, cast, object));
    hosted(cast, subject, &guests, found);
}

/// Who has guests of several sides is their host; with those of one side, the other party.
fn hosted(cast: &Cast, subject: &[ActorIndex], guests: &[ActorIndex], found: &mut Beside) {
    let mut sides: Vec<ActorIndex> = Vec::new();
    for &guest in guests.iter().chain(&found.partners) {
        add(&mut sides, &[sides::side_of(cast, guest)]);
    }
    let apart = subject
        .iter()
        .all(|&one| !sides.contains(&sides::side_of(cast, one)));
    add(&mut found.parties, guests);
    if sides.len() > 1 && apart && !guests.is_empty() {
        found
            .roles
            .extend(subject.iter().map(|&one| (one, ThirdPartyRole::Host)));
    } else {
        add(&mut found.parties, subject);
    }
}

fn is_person(line: &Line<'_>, cast: &Cast, phrase: TokenId) -> bool {
    let people = group_of(line, cast, phrase);
    people
        .iter()
        .any(|&one| cast.actor(one).kind == ActorKind::Person)
}

/// “during a meeting”, “for talks”, “in a call”: talks as the occasion of something, not known from before.
fn is_occasion(line: &Line<'_>, named: &Named) -> bool {
    let head = named.first();
    let start = phrase_start(line, head);
    let mut before = start;
    while before > line.tokens.start && line.upos(before - 1) == Upos::Det {
        before -= 1;
        if matches!(line.lemma(before), "the" | "this" | "these" | "those" | "that") {
            return false;
        }
    }
    before > line.tokens.start
        && matches!(
            line.lemma(before - 1),
            "during" | "in" | "at" | "for" | "on" | "into"
        )
}

/// An international organisation that opens talks or tells their parties something leads them.
fn guides(line: &Line<'_>, cast: &Cast, named: &Named, found: &mut Beside) {
    if !matches!(
        named.sort,
        AnchorSort::Talks | AnchorSort::Round | AnchorSort::Meeting
    ) {
        return;
    }
    for actor in subject(line, cast, named) {
        if is_igo(cast, actor) {
            found.roles.push((actor, ThirdPartyRole::Mediator));
        }
    }
}

pub(super) fn is_igo(cast: &Cast, actor: ActorIndex) -> bool {
    cast.actor(actor).country.as_deref() == Some("IGO")
}

pub(super) fn add(into: &mut Vec<ActorIndex>, actors: &[ActorIndex]) {
    for &actor in actors {
        if !into.contains(&actor) {
            into.push(actor);
        }
    }
}

/// What stands before the noun: “Russia-Ukraine talks”, “UN-brokered talks”, “the two sides' meeting”.
fn before(line: &Line<'_>, words: &TalkWords, cast: &Cast, named: &Named, found: &mut Beside) {
    if named.is_verb() {
        return;
    }
    let mut modifiers: Vec<ActorIndex> = Vec::new();
    for &head in &named.heads {
        let start = phrase_start(line, head.0);
        for mention in outermost(cast, start..head.0) {
            if let Some(role) = participle_role(line, words, cast, mention, head.0) {
                found
                    .roles
                    .extend(mention.actors.iter().map(|&actor| (actor, role)));
            } else {
                add(&mut modifiers, &mention.actors);
            }
        }
    }
    modifiers.retain(|&actor| can_talk(cast.actor(actor)));
    let organisations: Vec<ActorIndex> = modifiers
        .iter()
        .copied()
        .filter(|&one| is_igo(cast, one))
        .collect();
    modifiers.retain(|actor| !organisations.contains(actor));
    if modifiers.len() == 1 {
        found.topics = modifiers;
    } else {
        add(&mut found.parties, &modifiers);
    }
    let one_body = named.sort == AnchorSort::Meeting;
    for organisation in organisations {
        if one_body {
            add(&mut found.parties, &[organisation]);
        } else {
            found.roles.push((organisation, ThirdPartyRole::Mediator));
        }
    }
}

/// Parties in phrases after the word: “between A and B”, “with A”. Tells whether the other side is still to be found.
fn after(
    line: &Line<'_>,
    words: &TalkWords,
    cast: &Cast,
    named: &Named,
    until: u32,
    found: &mut Beside,
) -> bool {
    let mut open = false;
    let end = until.min(named.last() + BETWEEN_REACH).min(line.tokens.end);
    // Behind a finite verb only “between” still tells who talks.
    let mut beyond = false;
    let mut token = named.first() + 1;
    while token < end {
        if named.heads.contains(&TokenId(token)) {
            token += 1;
            continue;
        }
        beyond |= token >= named.last() + REACH || line.is_finite(token) && token > named.last();
        let of = matches!(line.lemma(token), "of" | "by") && token == named.last() + 1;
        let idiom = matches!(
            line.lemma(token.saturating_sub(1)),
            "line" | "accordance" | "keeping" | "connection" | "conjunction" | "together" | "along"
        );
        // “spoke to X”
        let to = line.lemma(token) == "to"
            && named.is_verb()
            && named.sort == AnchorSort::Exchange
            && token == named.first() + 1;
        let with = line.lemma(token) == "with" && !idiom || to;
        let leads = if beyond {
            line.lemma(token) == "between" && is_between_parties(line, named, token)
        } else {
            with || of || matches!(line.lemma(token), "between" | "among" | "involve" | "bring")
        };
        if leads {
            let (actors, next) = group(line, cast, token + 1, end);
            // “with X's mediation” is read with what third parties do.
            let activity = with
                && (token + 1..next).any(|at| {
                    line.upos(at) == Upos::Noun
                        && words.role(RoleForm::Activity, line.lemma(at), false).is_some()
                });
            if activity {
                token = next.max(token + 1);
                continue;
            }
            let company = with.then(|| company(line, words, next)).flatten();
            if let Some(role) = company {
                let roles = actors.iter().map(|&actor| (actor, role));
                found.roles.extend(roles);
            } else if !actors.is_empty() {
                add(&mut found.parties, &actors);
                if with {
                    add(&mut found.partners, &actors);
                }
                open |= with;
            }
            token = next.max(token + 1);
            continue;
        }
        token += 1;
    }
    open
}

/// How far behind its word “between” may begin.
const BETWEEN_REACH: u32 = 45;

/// Whether “between” behind a verb belongs to the talks: “the talks have gone on since May between …”, “the meeting that X
/// had called between …”.
fn is_between_parties(line: &Line<'_>, named: &Named, preposition: u32) -> bool {
    let analysis = line.analysis;
    let Some(noun) = analysis.token(TokenId(preposition)).head else {
        return false;
    };
    let first = analysis.ancestors(noun).find(|&above| {
        named.heads.contains(&above) || analysis.token(above).upos == Upos::Verb || named.verb == Some(above)
    });
    first.is_some_and(|above| {
        named.heads.contains(&above)
            || named.verb == Some(above)
            || analysis
                .ancestors(above)
                .take(1)
                .any(|next| named.heads.contains(&next))
    })
}

/// The subject of the verb of a mention: its own, or the one it inherits.
fn subject(line: &Line<'_>, cast: &Cast, named: &Named) -> Vec<ActorIndex> {
    let analysis = line.analysis;
    let Some(verb) = named.verb else {
        return Vec::new();
    };
    let own: Vec<TokenId> = analysis
        .children_by(verb, Deprel::Nsubj)
        .filter(|child| child.0 < verb.0)
        .collect();
    let mut actors = Vec::new();
    for head in own {
        // Where the talks themselves are the subject, nobody is.
        if named.heads.iter().any(|&one| analysis.is_within(one, head)) {
            return Vec::new();
        }
        add(&mut actors, &group_of(line, cast, head));
    }
    if actors.is_empty() {
        add(&mut actors, &just_before(line, cast, verb.0));
    }
    if actors.is_empty()
        && let Some(head) = arguments::subject(analysis, verb)
        && !named.heads.iter().any(|&one| analysis.is_within(one, head))
    {
        actors = group_of(line, cast, head);
    }
    actors
}

/// “leaders meet”: several of one side.
fn has_plural_subject(line: &Line<'_>, named: &Named) -> bool {
    let subject = named
        .verb
        .and_then(|verb| line.analysis.child_by(verb, Deprel::Nsubj));
    subject.is_some_and(|head| line.analysis.token(head).features.has("Number=Plur"))
}

/// The actors of the mention that ends right before a finite verb and its auxiliaries, whatever the tree makes of it.
fn just_before(line: &Line<'_>, cast: &Cast, verb: u32) -> Vec<ActorIndex> {
    let mut at = verb;
    let mut finite = line.is_finite(verb);
    while at > line.tokens.start && matches!(line.upos(at - 1), Upos::Aux | Upos::Adv | Upos::Part) {
        at -= 1;
        finite |= line.is_finite(at);
    }
    let ending = cast
        .mentions_in(line.tokens.clone())
        .iter()
        .filter(|mention| mention.tokens.end == at && mention.tokens.start >= line.tokens.start);
    match ending.min_by_key(|mention| mention.tokens.start) {
        Some(mention) if finite => mention.actors.clone(),
        _ => Vec::new(),
    }
}
