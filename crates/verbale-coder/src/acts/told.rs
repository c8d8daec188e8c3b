//! What telling makes of an act: whose word it is, the single category for what is refused, the past behind the past.

use super::Candidate;
use super::clauses;
use super::matching;
use crate::draft::{Act, ActorIndex, Cast, Context, Draft};
use verbale_record::ontology::{EventType, Quad};
use verbale_record::{DateBasis, Factuality};
use verbale_syntax::{Analysis, Deprel, TokenId};

/// Whose word an act is: the accuser's for what is alleged, the speaker's inside a statement. A promise, demand or
/// refusal that the speaker makes for itself is done by saying it and needs no one's word.
pub(super) fn attribution(
    analysis: &Analysis,
    draft: &Draft,
    act: &Candidate<'_>,
    told: &[Candidate<'_>],
) -> Option<ActorIndex> {
    if let Some(accuser) = accuser(analysis, act, told) {
        return Some(accuser);
    }
    let speaker = draft.statements[act.statement?.index()].speaker?;
    let same_side = |&actor: &ActorIndex| draft.cast.side_of(actor) == draft.cast.side_of(speaker);
    let own = act.actor.actors.contains(&speaker)
        || (act.actor.first_person && act.actor.actors.iter().any(same_side));
    let by_words = matches!(act.kind().quad(), Quad::VerbalCooperation | Quad::VerbalConflict)
        && act.kind() != EventType::Consult;
    (!(own && by_words)).then_some(speaker)
}

/// Who alleges an act: “accused the army of shelling the town”.
fn accuser(analysis: &Analysis, act: &Candidate<'_>, told: &[Candidate<'_>]) -> Option<ActorIndex> {
    let mut token = act.verb();
    for _ in 0..3 {
        let own = analysis.token(token);
        let above = own.head?;
        let content = matches!(
            own.deprel.universal(),
            "advcl" | "acl" | "xcomp" | "ccomp" | "obl" | "nmod" | "conj" | "obj"
        );
        if !content {
            return None;
        }
        let accusation = told
            .binary_search_by_key(&above, |other| other.found.predicate)
            .ok()
            .map(|index| &told[index])
            .filter(|other| other.kind() == EventType::Accuse && !other.actor.is_empty());
        if let Some(accusation) = accusation {
            let first = accusation.actor.actors.first().copied();
            return first.filter(|_| act.found.predicate > above);
        }
        token = above;
    }
    None
}

/// The type of an act as it is told: PLOVER has one category for what is refused, so an agreement or a concession
/// denied is a rejection, and so is cooperation that one will not give. “Ready to strike” threatens.
pub(super) fn single_category(
    analysis: &Analysis,
    act: &Candidate<'_>,
    told: &[Candidate<'_>],
) -> Option<EventType> {
    let kind = act.kind();
    if act.factuality == Factuality::Negated {
        let refusal = match kind {
            EventType::Agree | EventType::Concede => !act.is_governed,
            EventType::Support
            | EventType::Retreat
            | EventType::Aid
            | EventType::Cooperate
            | EventType::Consult => is_willed(analysis, act.verb()),
            _ => false,
        };
        return refusal.then_some(EventType::Reject);
    }
    let violent = |other: &Candidate<'_>| {
        other.kind().quad() == Quad::MaterialConflict
            && analysis.is_within(other.found.predicate, act.found.predicate)
            && clauses::governs(analysis, act.found.predicate, other.verb())
    };
    (kind == EventType::Agree && told.iter().any(violent)).then_some(EventType::Threaten)
}

/// Whether a verb tells what one will or would do.
pub(super) fn is_willed(analysis: &Analysis, verb: TokenId) -> bool {
    analysis
        .children_by(verb, Deprel::Aux)
        .any(|aux| matches!(analysis.lemma(aux), "will" | "would" | "shall" | "wo" | "'ll"))
}

/// “had refused to take sides”: the past perfect outside of speech tells what lies behind the news.
pub(super) fn is_behind_the_news(context: &Context<'_>, act: &Candidate<'_>) -> bool {
    let analysis = context.analysis;
    let verb = act.verb();
    let perfect = analysis
        .children_by(verb, Deprel::Aux)
        .any(|aux| analysis.lemma(aux) == "have" && analysis.token(aux).features.has("Tense=Past"));
    perfect
        && act.statement.is_none()
        && analysis.token(verb).deprel != Deprel::Ccomp
        && !matching::is_infinitive(analysis, verb)
}

/// “his vow not to give in” is the refusal that it holds, “I want to repeat” is how one speaks.
pub(super) fn is_shell(analysis: &Analysis, act: &Candidate<'_>, told: &[Candidate<'_>]) -> bool {
    let holds = |child: TokenId| {
        analysis.token(child).head == Some(act.found.predicate)
            && matches!(
                analysis.token(child).deprel.universal(),
                "acl" | "ccomp" | "xcomp"
            )
    };
    match act.kind() {
        EventType::Agree => told
            .iter()
            .any(|other| other.kind() == EventType::Reject && holds(other.verb())),
        EventType::Request => {
            act.actor.first_person
                && !act.recipient.is_stated()
                && analysis.child_by(act.verb(), Deprel::Xcomp).is_some()
        }
        _ => false,
    }
}

/// In a paragraph that has gone back in time, what follows without a date of its own is past too (“In March they met.
/// The talks failed.”).
pub(super) fn carry_past(context: &Context<'_>, acts: &mut [Act]) {
    let analysis = context.analysis;
    let sentences = analysis.sentences();
    let mut past = None;
    for act in acts {
        let sentence = analysis.token(act.predicate).sentence;
        let starts = past.is_some_and(|told: usize| {
            sentences[told + 1..=sentence as usize]
                .iter()
                .any(|between| between.paragraph_start)
        });
        if starts {
            past = None;
        }
        let stated = act
            .date
            .as_ref()
            .is_some_and(|date| date.basis == DateBasis::Stated);
        if act.factuality == Factuality::Historical && stated {
            past = Some(sentence as usize);
        } else if stated {
            past = None;
        } else if let Some(told) = past
            && told < sentence as usize
            && act.factuality == Factuality::Asserted
            && act.statement.is_none()
            && !is_present(analysis, act.predicate)
        {
            act.factuality = Factuality::Historical;
            act.date = None;
            act.because
                .push("told of the past that the paragraph tells of".to_owned());
            past = Some(sentence as usize);
        }
    }
}

fn is_present(analysis: &Analysis, predicate: TokenId) -> bool {
    let present = |token: TokenId| analysis.token(token).features.has("Tense=Pres");
    present(predicate) || analysis.children_by(predicate, Deprel::Aux).any(present)
}

/// Whether nobody but the press acts: its questions are how the news was made.
pub(super) fn is_of_the_press(cast: &Cast, act: &Candidate<'_>) -> bool {
    let press = |&actor: &ActorIndex| {
        let sectors = &cast.actor(actor).sectors;
        !sectors.is_empty()
            && sectors
                .iter()
                .all(|sector| matches!(sector.as_str(), "JRN" | "MED"))
    };
    // “told reporters”, “spoke to the paper”.
    let interview = act.kind() == EventType::Consult
        && !act.recipient.is_empty()
        && act.recipient.actors.iter().all(press);
    interview
        || matches!(
            act.kind(),
            EventType::Request | EventType::Consult | EventType::Agree | EventType::Support
        ) && !act.actor.is_empty()
            && act.actor.actors.iter().all(press)
}
