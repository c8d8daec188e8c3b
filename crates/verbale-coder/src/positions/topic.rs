//! Which issue some words are about.

use super::deed::{deed, deed_beside, may_be_deed, singular};
use super::matter::Phrase;
use crate::draft::{ActorIndex, Context, Draft};
use crate::knowledge::Knowledge;
use std::borrow::Cow;
use std::ops::Range;
use verbale_lexicon::issues::Issues;
use verbale_lexicon::lower;
use verbale_record::Rank;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// An issue that some words bring up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Topic {
    /// The issue.
    pub(super) issue: &'static str,
    /// How surely the words mean it.
    pub(super) weight: u8,
    /// The word that brings it up.
    pub(super) at: TokenId,
}

impl Topic {
    /// Whether the words hardly mean anything else; talk of talks counts.
    pub(super) fn is_sure(&self) -> bool {
        self.is_exact() || self.issue == "talks-format"
    }

    /// Whether the words are used for little else.
    pub(super) fn is_exact(&self) -> bool {
        self.weight > BROAD
    }
}

/// A deed done to a thing: “release prisoners”.
const DEED: u8 = 4;
/// A phrase of several words.
const PHRASE: u8 = 3;
/// One word.
const WORD: u8 = 2;
/// One word that is used for much else.
const BROAD: u8 = 1;
/// Issues whose single words are used for much else.
const BROAD_ISSUES: &[&str] = &[
    "talks-format",
    "responsibility",
    "economy",
    "borders",
    "elections",
    "territory",
    "justice",
];
/// How many sentences back “it” may point.
const BACK: usize = 2;

/// All issues that a run of tokens brings up, in text order.
pub(super) fn all(context: &Context<'_>, knowledge: &Knowledge, run: Range<u32>) -> Vec<Topic> {
    let analysis = context.analysis;
    let lemmas: Vec<Cow<'_, str>> = run
        .clone()
        .map(|token| singular(analysis, TokenId(token)))
        .collect();
    let lemmas: Vec<&str> = lemmas.iter().map(AsRef::as_ref).collect();
    let mut found: Vec<Topic> = Vec::new();
    for (at, length, issue) in Issues::builtin().found_in(&lemmas) {
        // “give up kidnapping” is no surrender.
        let verb = TokenId(run.start + at as u32);
        let gives = issue == "surrender" && lemmas[at] == "give";
        if gives && analysis.child_by(verb, Deprel::Obj).is_some() {
            continue;
        }
        let weight = match length {
            1 if BROAD_ISSUES.contains(&issue) => BROAD,
            1 => WORD,
            _ => PHRASE,
        };
        found.push(Topic {
            issue,
            weight,
            at: TokenId(run.start + at as u32),
        });
    }
    for token in run.clone().map(TokenId) {
        if !may_be_deed(analysis, knowledge, token) {
            continue;
        }
        let named =
            deed(analysis, knowledge, token, &run).or_else(|| deed_beside(analysis, knowledge, token, &run));
        if let Some(issue) = named {
            // “meet” with whomever is a word that is used for much else.
            let any = knowledge
                .commitments
                .is_deed_to_anything(&singular(analysis, token));
            found.push(Topic {
                issue,
                weight: if any { BROAD } else { DEED },
                at: token,
            });
        }
    }
    found.sort_by_key(|topic| (topic.at, std::cmp::Reverse(topic.weight)));
    found
}

/// The issues that a matter is about: the surest, of equals the first; and every other that a deed makes.
///
/// A word that is used for much else counts only where it is the matter itself: “called for talks”, not “told them during
/// the talks”.
pub(super) fn of(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    (head, run): Phrase,
    holders: &[ActorIndex],
) -> Vec<Topic> {
    let analysis = context.analysis;
    let in_list = |topic: &Topic| is_listed(analysis, head, topic.at) && !EVERYWHERE.contains(&topic.issue);
    let named = all(context, knowledge, run.clone());
    let beside_another = |topic: &Topic| {
        topic.weight >= PHRASE
            && named.iter().any(|other| {
                other.weight >= PHRASE
                    && other.issue != topic.issue
                    && are_listed(analysis, other.at, topic.at)
            })
    };
    let mut found = named.clone();
    found.retain(|topic| {
        let central =
            topic.weight != BROAD || in_list(topic) || is_central(analysis, knowledge, head, topic.at);
        central && (!is_beside(analysis, knowledge, head, topic) || beside_another(topic))
    });
    // “ready to free prisoners if the blockade is lifted” is about prisoners.
    let conditional = |topic: &Topic| is_in_condition(context.analysis, head, topic.at);
    if !found.iter().all(conditional) {
        found.retain(|topic| !conditional(topic));
    }
    found.sort_by_key(|topic| (std::cmp::Reverse(topic.weight), topic.at));
    let mut topics: Vec<Topic> = Vec::new();
    for topic in found {
        let new = !topics.iter().any(|known| known.issue == topic.issue);
        let of_list = in_list(&topic)
            || (topic.weight >= PHRASE
                && topics
                    .iter()
                    .any(|known| are_listed(analysis, known.at, topic.at)));
        if topics.is_empty() || (new && (topic.weight == DEED || of_list)) {
            topics.push(as_leaders_meeting(draft, topic, run.clone(), holders));
        }
    }
    topics
}

/// Issues that are spoken of wherever others are.
const EVERYWHERE: &[&str] = &["talks-format", "responsibility", "economy"];

/// Whether two words stand in one list by the order of words: commas or “and” between them, and no verb with a subject.
fn are_listed(analysis: &Analysis, one: TokenId, other: TokenId) -> bool {
    let between = one.0.min(other.0) + 1..one.0.max(other.0);
    let joined = between
        .clone()
        .any(|at| matches!(analysis.form(TokenId(at)), "," | "and"));
    let clause = between.map(TokenId).any(|id| {
        analysis.token(id).deprel.is_subject()
            || matches!(analysis.token(id).deprel, Deprel::Mark) && analysis.lemma(id) != "to"
    });
    joined && !clause
}

/// Whether a word is a member of a list in a matter: “the release of detainees, a referendum and food aid”.
fn is_listed(analysis: &Analysis, head: TokenId, word: TokenId) -> bool {
    let chain = std::iter::once(word).chain(analysis.ancestors(word));
    let below: Vec<TokenId> = chain.take_while(|&id| id != head).collect();
    below.iter().any(|&id| {
        let nominal = analysis.token(id).upos != Upos::Verb;
        nominal
            && (analysis.token(id).deprel == Deprel::Conj
                || analysis
                    .children_by(id, Deprel::Conj)
                    .any(|other| analysis.token(other).upos != Upos::Verb))
    })
}

/// Whether a verb itself, with what it is done to, makes the issue.
pub(super) fn is_deed(analysis: &Analysis, topic: &Topic, verb: TokenId) -> bool {
    topic.at == verb
        || (topic.weight > BROAD
            && analysis.token(topic.at).head == Some(verb)
            // “will not discuss disarming”
            && matches!(analysis.token(topic.at).deprel, Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp))
}

/// Whether a word is the head of a matter or hangs on it directly, or on its object: “a round of talks”.
///
/// What describes an arrangement says what it is about: “a border treaty”.
fn is_central(analysis: &Analysis, knowledge: &Knowledge, head: TokenId, word: TokenId) -> bool {
    let above = |id: TokenId| {
        let own = analysis.token(id);
        let governed = matches!(
            own.deprel.universal(),
            "obj" | "nsubj" | "obl" | "nmod" | "xcomp" | "ccomp" | "conj"
        );
        own.head.filter(|_| governed)
    };
    let describes = |id: &TokenId| {
        matches!(analysis.token(*id).deprel, Deprel::Compound | Deprel::Amod)
            && analysis.token(*id).head.is_some_and(|noun| {
                knowledge
                    .commitments
                    .in_class("arrangement", &singular(analysis, noun))
            })
    };
    let word = Some(word)
        .filter(describes)
        .and_then(|word| analysis.token(word).head)
        .unwrap_or(word);
    let first = above(word);
    word == head || first == Some(head) || first.and_then(above) == Some(head)
}

/// Whether a word stands in a clause of condition or time below the head of a matter.
pub(super) fn is_in_condition(analysis: &Analysis, head: TokenId, word: TokenId) -> bool {
    let chain = std::iter::once(word).chain(analysis.ancestors(word));
    let below = chain.take_while(|&id| id != head);
    below.into_iter().any(|id| {
        analysis.token(id).deprel == Deprel::Advcl
            && analysis.children_by(id, Deprel::Mark).any(|mark| {
                matches!(
                    lower(analysis.lemma(mark)).as_ref(),
                    "if" | "unless"
                        | "once"
                        | "until"
                        | "before"
                        | "after"
                        | "when"
                        | "because"
                        | "while"
                        | "provided"
                )
            })
    })
}

/// Whether the word for a meeting only says where or when: “at the negotiating table”.
fn is_occasion(analysis: &Analysis, knowledge: &Knowledge, topic: &Topic) -> bool {
    // “to engage in talks” is to hold them.
    let takes_part = |id: TokenId| {
        let head = analysis.token(id).head;
        head.is_some_and(|head| {
            knowledge
                .commitments
                .in_class("participation", analysis.lemma(head))
        })
    };
    let beside = |id: TokenId| {
        !takes_part(id)
            && analysis
                .children_by(id, Deprel::Case)
                .any(|case| knowledge.commitments.in_class("occasion", analysis.lemma(case)))
    };
    let above = analysis.token(topic.at).head.filter(|_| {
        matches!(
            analysis.token(topic.at).deprel,
            Deprel::Compound | Deprel::Amod | Deprel::Flat
        )
    });
    matches!(topic.issue, "talks-format" | "leaders-meeting")
        && (beside(topic.at) || above.is_some_and(beside))
}

/// Whether a word only tells the occasion, or stands in a clause or an apposition beside the matter.
fn is_beside(analysis: &Analysis, knowledge: &Knowledge, head: TokenId, topic: &Topic) -> bool {
    let mut at = topic.at;
    while at != head {
        let own = analysis.token(at);
        let occasion = is_occasion(analysis, knowledge, &Topic { at, ..*topic });
        let aside = matches!(
            own.deprel,
            Deprel::AclRelcl | Deprel::Appos | Deprel::Parataxis | Deprel::AdvclRelcl
        ) && !is_provision(analysis, knowledge, at);
        // “an island recognised by nobody”
        let described = own.deprel == Deprel::Acl
            && own.upos == Upos::Verb
            && !analysis.form(at).ends_with("ing")
            && !crate::acts::matching::is_infinitive(analysis, at);
        if occasion || ((aside || described) && analysis.is_within(at, head)) {
            return true;
        }
        match own.head {
            Some(above) => at = above,
            None => return false,
        }
    }
    false
}

/// “a settlement that would lift the siege”, “a plan that provides for elections”: the clause says what it is about.
fn is_provision(analysis: &Analysis, knowledge: &Knowledge, clause: TokenId) -> bool {
    let own = analysis.token(clause);
    let of_arrangement = || {
        own.head.is_some_and(|noun| {
            let noun = singular(analysis, noun);
            knowledge.commitments.in_class("arrangement", &noun)
        })
    };
    let would = || {
        analysis
            .children_by(clause, Deprel::Aux)
            .any(|aux| matches!(analysis.lemma(aux), "would" | "will" | "could"))
    };
    own.deprel == Deprel::AclRelcl
        && of_arrangement()
        && (would()
            || knowledge
                .commitments
                .in_class("provision", analysis.lemma(clause)))
}

/// The issue that a word such as “it” or “the proposal” stands for: the one spoken of last before it, in its sentence or
/// the ones before. A noun that may be a whole package of issues stands for one only where no other was named.
pub(super) fn before(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    token: TokenId,
    package: bool,
) -> Option<Topic> {
    let analysis = context.analysis;
    let number = analysis.token(token).sentence as usize;
    let own = std::iter::once(analysis.sentences()[number].first.0..token.0);
    let earlier = analysis.sentences()[number.saturating_sub(BACK)..number]
        .iter()
        .rev()
        .map(|sentence| sentence.first.0..sentence.end.0);
    for (distance, run) in own.chain(earlier).enumerate() {
        let mut found = all(context, knowledge, run.clone());
        // Talk of talks is everywhere; it is what “it” means only close by.
        found.retain(|topic| {
            (topic.weight > BROAD || (distance == 0 && !package)) && !is_occasion(analysis, knowledge, topic)
        });
        let Some(last) = found
            .iter()
            .copied()
            .max_by_key(|topic| (topic.weight.min(WORD), topic.at))
        else {
            continue;
        };
        let one = found
            .iter()
            .all(|topic| topic.issue == last.issue || topic.weight == BROAD);
        return (one || !package).then(|| as_leaders_meeting(draft, last, run, &[]));
    }
    None
}

/// A meeting of heads of state or government is an issue of its own.
fn as_leaders_meeting(draft: &Draft, topic: Topic, run: Range<u32>, holders: &[ActorIndex]) -> Topic {
    if topic.issue != "talks-format" {
        return topic;
    }
    let inside = draft
        .cast
        .mentions
        .iter()
        .filter(|mention| run.contains(&mention.head.0));
    let mut leaders: Vec<ActorIndex> = inside
        .flat_map(|mention| &mention.actors)
        // One leader may be ready to meet another; several who call for talks need not sit at them.
        .chain(holders.first().filter(|_| holders.len() == 1))
        .copied()
        .filter(|&actor| {
            matches!(
                draft.cast.actor(actor).rank,
                Rank::HeadOfState | Rank::HeadOfGovernment
            )
        })
        .collect();
    leaders.sort_unstable();
    leaders.dedup();
    if leaders.len() < 2 {
        return topic;
    }
    Topic {
        issue: "leaders-meeting",
        weight: PHRASE,
        ..topic
    }
}
