//! Words that commit a party: where they stand, what they govern, whom they bind.

use crate::acts::arguments;
use crate::draft::{ActorIndex, Context, Draft, Statement};
use crate::knowledge::Knowledge;
use std::ops::Range;
use verbale_lexicon::positions::{Commitment, CommitmentPart, Matter};
use verbale_lexicon::speech::CuePart;
use verbale_record::{ActorKind, Stance, StatementForm, StatementKind};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// A word of commitment in the text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The word.
    pub(super) token: TokenId,
    /// What the tables say of it.
    pub(super) entry: &'static Commitment,
    /// What it does here.
    pub(super) stance: Stance,
    /// What it does it about: the heads of clauses and phrases, with their words.
    pub(super) matters: Vec<(TokenId, Range<u32>)>,
}

/// All words of commitment with a matter, in text order; those that only say what another one governs are left out.
pub(super) fn find(context: &Context<'_>, knowledge: &Knowledge) -> Vec<Found> {
    let analysis = context.analysis;
    let body = analysis.token_ids().filter(|&token| !context.in_title(token));
    let found: Vec<Found> = body.filter_map(|token| at(analysis, knowledge, token)).collect();
    let phrases: Vec<Range<u32>> = found
        .iter()
        .filter(|one| one.entry.part == CommitmentPart::Phrase)
        .map(|one| one.token.0..one.token.0 + one.entry.words.len() as u32)
        .collect();
    let governed: Vec<TokenId> = found
        .iter()
        .filter(|one| !one.entry.matter.contains(&Matter::Whole))
        .flat_map(|one| one.matters.iter().map(|&(head, _)| head))
        .collect();
    found
        .iter()
        .filter(|one| !governed.contains(&one.token) && !is_unreal(analysis, one.token))
        .filter(|one| {
            one.entry.part == CommitmentPart::Phrase || !is_in_phrase(analysis, &phrases, one.token)
        })
        .cloned()
        .collect()
}

/// Whether a word is part of a phrase of commitment or its content: “not in a position to commit”.
fn is_in_phrase(analysis: &Analysis, phrases: &[Range<u32>], token: TokenId) -> bool {
    let mut chain = std::iter::once(token).chain(analysis.ancestors(token).take(2));
    chain.any(|id| {
        phrases
            .iter()
            .any(|phrase| phrase.contains(&id.0) && phrase.start < token.0)
    })
}

fn at(analysis: &Analysis, knowledge: &Knowledge, token: TokenId) -> Option<Found> {
    let own = analysis.token(token);
    let lemma = analysis.lemma(token).to_lowercase();
    let part = match own.upos {
        Upos::Verb if own.deprel != Deprel::Amod => Some(CommitmentPart::Verb),
        Upos::Noun if own.deprel != Deprel::Compound => Some(CommitmentPart::Noun),
        Upos::Adj if own.deprel != Deprel::Amod => Some(CommitmentPart::Adjective),
        _ => None,
    };
    let phrases = knowledge
        .commitments
        .of_lemma(CommitmentPart::Phrase, &lemma)
        .iter()
        .filter(|entry| is_here(analysis, token, &entry.words));
    // “is prepared to” is tagged as a verb as often as not.
    let form = analysis.form(token).to_lowercase();
    let participle =
        (own.upos == Upos::Verb && form != lemma).then_some((CommitmentPart::Adjective, form.as_str()));
    let parts = part
        .map(|part| (part, lemma.as_str()))
        .into_iter()
        .chain(participle);
    let words = parts.flat_map(|(part, lemma)| {
        let entries = knowledge.commitments.of_lemma(part, lemma).iter();
        entries.filter(move |entry| {
            let mut particles = entry.words[1..].iter();
            particles.all(|particle| has_particle(analysis, token, particle))
        })
    });
    phrases.chain(words).find_map(|entry| {
        let mut matters = matters(analysis, token, entry);
        if matters.is_empty() {
            matters.extend(matter_behind(analysis, token, entry));
        }
        let judges = entry.part == CommitmentPart::Adjective && entry.matter.contains(&Matter::Whole);
        if judges && analysis.child_by(token, Deprel::Cop).is_none() {
            return None;
        }
        matters.retain(|(head, _)| !is_speech(analysis, knowledge, token, *head));
        if matters.is_empty() || is_opinion(analysis, token, entry) {
            return None;
        }
        let whole = entry.part == CommitmentPart::Phrase;
        let stance = if !whole && is_negated(analysis, token) {
            entry.negated?
        } else {
            entry.stance
        };
        Some(Found {
            token,
            entry,
            stance: in_principle(analysis, token, stance),
            matters,
        })
    })
}

/// “wants to stress”: what follows is said, not demanded.
fn is_speech(analysis: &Analysis, knowledge: &Knowledge, token: TokenId, head: TokenId) -> bool {
    let neutral = |lemma: &str| {
        let mut classes = knowledge.speech.classes(CuePart::Verb, lemma);
        classes.any(|class| {
            matches!(
                class.kinds.first(),
                Some(StatementKind::Claim | StatementKind::Announcement | StatementKind::Assessment)
            )
        })
    };
    analysis.lemma(token) == "want"
        && analysis.token(head).deprel == Deprel::Xcomp
        && neutral(&analysis.lemma(head).to_lowercase())
}

/// “considers it a threat”: a judgement, no thought given to a matter.
fn is_opinion(analysis: &Analysis, token: TokenId, entry: &Commitment) -> bool {
    let judged = || {
        analysis
            .child_by(token, Deprel::Obj)
            .is_some_and(|object| analysis.token(object).upos == Upos::Pron)
            || analysis
                .child_by(token, Deprel::Xcomp)
                .is_some_and(|judged| !matches!(analysis.token(judged).upos, Upos::Verb))
    };
    entry.part == CommitmentPart::Verb && entry.stance == Stance::NonCommittal && judged()
}

/// How far behind a word its infinitive begins at most, where the tree does not join them.
const INFINITIVE_REACH: u32 = 8;

/// The matter by the order of words, where the tree shows none: “insisting … must …”, “called on … to …”, “demands to …”.
fn matter_behind(analysis: &Analysis, token: TokenId, entry: &Commitment) -> Option<(TokenId, Range<u32>)> {
    let end = analysis.sentence_of(token).end.0;
    let stop = (token.0 + 1..end)
        .find(|&at| {
            analysis.token(TokenId(at)).upos == Upos::Punct
                && matches!(
                    analysis.form(TokenId(at)),
                    "," | "." | ";" | ":" | "–" | "—" | "?" | "!"
                )
                || matches!(analysis.form(TokenId(at)), "but" | "while" | "although")
        })
        .unwrap_or(end);
    let behind = token.0 + 1..stop;
    let form = |at: u32| analysis.form(TokenId(at));
    let is_to = |at: u32| {
        form(at).eq_ignore_ascii_case("to")
            && at + 1 < stop
            && analysis
                .form(TokenId(at + 1))
                .eq_ignore_ascii_case(analysis.lemma(TokenId(at + 1)))
            && analysis.token(TokenId(at + 1)).upos == Upos::Verb
    };
    let start = entry.matter.iter().find_map(|matter| match matter {
        Matter::Infinitive => {
            let reach = match entry.part {
                CommitmentPart::Verb => INFINITIVE_REACH,
                _ => 1,
            };
            behind
                .clone()
                .take(reach as usize)
                .find(|&at| is_to(at))
                .map(|at| at + 1)
        }
        Matter::Wish => behind
            .clone()
            .any(|at| matches!(form(at).to_lowercase().as_str(), "must" | "should"))
            .then_some(behind.start),
        Matter::Preposition(word) => behind
            .clone()
            .take(1)
            .find(|&at| form(at).eq_ignore_ascii_case(word))
            .map(|at| at + 1),
        _ => None,
    })?;
    let run = start..stop;
    let head = run
        .clone()
        .map(TokenId)
        .find(|&id| matches!(analysis.token(id).upos, Upos::Verb | Upos::Noun))?;
    Some((head, run))
}

/// Whether a phrase stands here, its lemmas next to each other.
fn is_here(analysis: &Analysis, token: TokenId, words: &[String]) -> bool {
    let end = analysis.sentence_of(token).end.0;
    words.iter().enumerate().all(|(offset, word)| {
        let at = token.0 + offset as u32;
        at < end && full(&analysis.lemma(TokenId(at)).to_lowercase()) == word
    })
}

/// Short forms of negation in full.
pub(super) fn full(lemma: &str) -> &str {
    match lemma {
        "n't" | "n’t" => "not",
        "'ll" | "’ll" | "wo" => "will",
        "ca" => "can",
        other => other,
    }
}

fn has_particle(analysis: &Analysis, verb: TokenId, word: &str) -> bool {
    let end = analysis.sentence_of(verb).end.0;
    let next = verb.0 + 1;
    (next < end && analysis.form(TokenId(next)).eq_ignore_ascii_case(word))
        || analysis.children(verb).iter().any(|&child| {
            analysis.form(child).eq_ignore_ascii_case(word)
                || analysis.token(child).deprel.universal() == "obl"
                    && analysis
                        .children_by(child, Deprel::Case)
                        .any(|case| analysis.form(case).eq_ignore_ascii_case(word))
        })
}

/// What a word of commitment is about, each coordinated clause or phrase for itself.
fn matters(analysis: &Analysis, token: TokenId, entry: &Commitment) -> Vec<(TokenId, Range<u32>)> {
    let mut heads: Vec<TokenId> = Vec::new();
    for matter in &entry.matter {
        match matter {
            Matter::Object => heads
                .extend(arguments::object(analysis, token).map(|object| phrase_of(analysis, token, object))),
            Matter::Infinitive => heads.extend(infinitives(analysis, token)),
            Matter::Clause => heads.extend(analysis.children_by(token, Deprel::Ccomp)),
            Matter::Wish => heads.extend(
                analysis
                    .children(token)
                    .iter()
                    .copied()
                    .filter(|&child| {
                        matches!(analysis.token(child).deprel, Deprel::Ccomp | Deprel::Parataxis)
                    })
                    .filter(|&child| is_wish(analysis, child)),
            ),
            Matter::Preposition(word) => heads.extend(with_preposition(analysis, token, word)),
            Matter::Whole => heads.push(clause_root(analysis, token)),
        }
    }
    let mut found: Vec<(TokenId, Range<u32>)> = Vec::new();
    for head in heads {
        let parts = std::iter::once(head).chain(analysis.children_by(head, Deprel::Conj));
        for part in parts {
            if part == token && !entry.matter.contains(&Matter::Whole) {
                continue;
            }
            if !found.iter().any(|&(known, _)| known == part) {
                found.push((part, run_of(analysis, part)));
            }
        }
    }
    found
}

/// The whole phrase that a participle modifies: “an end to hostilities, accepted by both”.
fn phrase_of(analysis: &Analysis, participle: TokenId, noun: TokenId) -> TokenId {
    let mut head = noun;
    if noun < participle {
        while let Some(above) = analysis.token(head).head
            && analysis.token(head).deprel.universal() == "nmod"
        {
            head = above;
        }
    }
    head
}

/// The infinitives that a word governs, itself or by the phrase of whom it is asked (“called on both to leave”).
fn infinitives(analysis: &Analysis, token: TokenId) -> Vec<TokenId> {
    let of = |above: TokenId, own: bool| {
        let children = analysis.children(above).iter().copied();
        children.filter(move |&child| {
            let relation = analysis.token(child).deprel;
            own && relation == Deprel::Xcomp
                || matches!(relation, Deprel::Advcl | Deprel::Acl | Deprel::Ccomp)
                    && is_infinitive(analysis, child)
        })
    };
    let asked =
        analysis.children(token).iter().copied().filter(|&child| {
            matches!(analysis.token(child).deprel.universal(), "obj" | "obl") && child > token
        });
    let asked: Vec<TokenId> = asked.collect();
    let own = of(token, true).collect::<Vec<_>>();
    if own.is_empty() && analysis.token(token).upos == Upos::Verb {
        return asked
            .into_iter()
            .flat_map(|phrase| of(phrase, false).collect::<Vec<_>>())
            .collect();
    }
    own
}

/// The words of a clause or phrase without those coordinated to it.
pub(super) fn run_of(analysis: &Analysis, head: TokenId) -> Range<u32> {
    let mut run = analysis.subtree_without(head, |child| {
        matches!(
            analysis.token(child).deprel.universal(),
            "conj" | "parataxis" | "punct" | "cc"
        )
    });
    run.start = run.start.min(head.0);
    run.end = run.end.max(head.0 + 1);
    run
}

/// The clause that a token stands in.
pub(super) fn clause_root(analysis: &Analysis, token: TokenId) -> TokenId {
    let mut at = token;
    loop {
        let own = analysis.token(at);
        let clausal = matches!(
            own.deprel.universal(),
            "root" | "ccomp" | "advcl" | "acl" | "parataxis" | "csubj"
        ) || (own.deprel == Deprel::Conj
            && matches!(own.upos, Upos::Verb | Upos::Adj | Upos::Aux));
        match own.head {
            Some(head) if !clausal => at = head,
            _ => return at,
        }
    }
}

fn with_preposition(analysis: &Analysis, token: TokenId, word: &str) -> Vec<TokenId> {
    let children = analysis.children(token).iter().copied();
    children
        .filter(|&child| child > token)
        .filter(|&child| {
            let marks = match analysis.token(child).deprel.universal() {
                "obl" | "nmod" => Deprel::Case,
                // “for forming a government”, “that they leave”
                "advcl" | "acl" | "ccomp" => Deprel::Mark,
                _ => return false,
            };
            analysis
                .children_by(child, marks)
                .any(|case| analysis.form(case).eq_ignore_ascii_case(word))
        })
        .collect()
}

fn is_infinitive(analysis: &Analysis, token: TokenId) -> bool {
    crate::acts::matching::is_infinitive(analysis, token)
}

/// A clause that says what ought to be: must, should, has to; or the bare form of its verb.
pub(super) fn is_wish(analysis: &Analysis, clause: TokenId) -> bool {
    let ought = analysis.children_by(clause, Deprel::Aux).any(|aux| {
        matches!(
            analysis.lemma(aux).to_lowercase().as_str(),
            "must" | "should" | "shall" | "ought"
        )
    });
    let own = analysis.token(clause);
    let has_to = own.upos == Upos::Verb
        && matches!(analysis.lemma(clause), "need" | "have")
        && analysis.child_by(clause, Deprel::Xcomp).is_some();
    let subject = analysis
        .child_by(clause, Deprel::Nsubj)
        .or_else(|| analysis.child_by(clause, Deprel::NsubjPass));
    let alone =
        analysis.child_by(clause, Deprel::Aux).is_none() && analysis.child_by(clause, Deprel::Cop).is_none();
    let bare = own.upos == Upos::Verb
        && alone
        && subject.is_some_and(|subject| is_singular_third(analysis, subject))
        && analysis.form(clause) == analysis.lemma(clause);
    let passive = analysis
        .children_by(clause, Deprel::AuxPass)
        .any(|aux| analysis.form(aux).eq_ignore_ascii_case("be"))
        && analysis.child_by(clause, Deprel::Aux).is_none();
    ought || has_to || bare || passive
}

/// A subject whose verb would end in “s” in a plain statement.
fn is_singular_third(analysis: &Analysis, subject: TokenId) -> bool {
    let own = analysis.token(subject);
    match own.upos {
        Upos::Pron => matches!(
            analysis.lemma(subject).to_lowercase().as_str(),
            "he" | "she" | "it"
        ),
        Upos::Noun | Upos::Propn => {
            analysis
                .form(subject)
                .eq_ignore_ascii_case(analysis.lemma(subject))
                && analysis.child_by(subject, Deprel::Conj).is_none()
        }
        _ => false,
    }
}

/// A negation on the word, or on the verb that carries it.
pub(super) fn is_negated(analysis: &Analysis, token: TokenId) -> bool {
    analysis.children(token).iter().any(|&child| {
        let lemma = analysis.lemma(child).to_lowercase();
        match analysis.token(child).deprel.universal() {
            "advmod" | "det" | "aux" | "cc" => {
                matches!(full(&lemma), "not" | "never" | "no" | "neither" | "cannot")
            }
            "nsubj" => {
                matches!(lemma.as_str(), "nobody" | "none" | "neither")
                    || analysis
                        .children_by(child, Deprel::Det)
                        .any(|det| matches!(analysis.lemma(det).to_lowercase().as_str(), "no" | "neither"))
            }
            _ => false,
        }
    })
}

/// A commitment “in principle” is half of one.
fn in_principle(analysis: &Analysis, token: TokenId, stance: Stance) -> Stance {
    let root = clause_root(analysis, token);
    let run = run_of(analysis, root);
    let said = run
        .clone()
        .skip(1)
        .any(|at| analysis.lemma(TokenId(at)) == "principle" && analysis.lemma(TokenId(at - 1)) == "in");
    match stance {
        Stance::Accepts | Stance::Offers if said => Stance::AcceptsInPrinciple,
        other => other,
    }
}

/// Words above a commitment under which it is only possible, wished for or asked about.
const UNREAL: &[&str] = &[
    "hope", "expect", "want", "ask", "urge", "whether", "wait", "fail", "persuade", "convince", "try",
    "force",
];

fn is_unreal(analysis: &Analysis, token: TokenId) -> bool {
    let conditional = analysis.children(token).iter().any(|&mark| {
        mark < token
            && matches!(
                analysis.lemma(mark).to_lowercase().as_str(),
                "if" | "unless" | "whether" | "until" | "once" | "provided"
            )
    });
    let own = analysis.token(token);
    let governed = matches!(own.deprel.universal(), "xcomp" | "ccomp")
        && own
            .head
            .is_some_and(|head| UNREAL.contains(&analysis.lemma(head).to_lowercase().as_str()));
    // “met to agree on a deal” tells an aim.
    let aim = matches!(own.deprel, Deprel::Advcl | Deprel::Acl) && is_infinitive(analysis, token);
    conditional || governed || aim
}

/// The statements that hold a token, from the outermost to the innermost.
pub(super) fn statements_at<'d>(
    context: &Context<'_>,
    draft: &'d Draft,
    token: TokenId,
) -> Vec<(usize, &'d Statement)> {
    let bytes = context.bytes(token.0..token.0 + 1);
    let mut holding: Vec<(usize, &Statement)> = draft
        .statements
        .iter()
        .enumerate()
        .filter(|(_, said)| said.content.contains(bytes))
        .collect();
    holding.sort_by_key(|(_, said)| std::cmp::Reverse(said.content.end - said.content.start));
    holding
}

/// The subject of a verb or adjective; also one that the parser calls passive without a passive.
pub(super) fn subject(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let by = |id: &TokenId| {
        analysis.token(*id).deprel != Deprel::OblAgent
            || analysis
                .children_by(*id, Deprel::Case)
                .any(|case| analysis.lemma(case) == "by")
    };
    arguments::subject(analysis, token).filter(by).or_else(|| {
        let own = analysis.child_by(token, Deprel::NsubjPass)?;
        let passive = analysis.child_by(token, Deprel::AuxPass).is_some();
        // “is prepared to” has a passive form only.
        let ready = passive && analysis.child_by(token, Deprel::Xcomp).is_some();
        (!passive || ready).then_some(own)
    })
}

/// Whom a word of commitment binds.
pub(super) fn holders(context: &Context<'_>, draft: &Draft, found: &Found) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let speaker = || {
        let holding = statements_at(context, draft, found.token);
        let speaker = holding.last().and_then(|(_, said)| said.speaker);
        speaker.into_iter().collect::<Vec<_>>()
    };
    match found.entry.part {
        CommitmentPart::Verb => match subject(analysis, found.token) {
            Some(subject) => of_phrase(context, draft, subject),
            None => Vec::new(),
        },
        CommitmentPart::Noun => of_noun(context, draft, found.token),
        CommitmentPart::Adjective if found.entry.matter.contains(&Matter::Whole) => speaker(),
        CommitmentPart::Adjective => match subject(analysis, found.token) {
            Some(subject) => of_phrase(context, draft, subject),
            None => first_named(context, draft, found.token),
        },
        CommitmentPart::Phrase => {
            let root = clause_root(analysis, found.token);
            let subject = subject(analysis, root);
            let own = subject
                .map(|subject| of_phrase(context, draft, subject))
                .unwrap_or_default();
            if own.is_empty() { speaker() } else { own }
        }
    }
}

/// The actors of a subject: those it names, the speaker behind “we”, those whose paper it is (“the league's plan”).
pub(super) fn of_phrase(context: &Context<'_>, draft: &Draft, subject: TokenId) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let lemma = analysis.lemma(subject).to_lowercase();
    if analysis.token(subject).upos == Upos::Pron {
        let holding = statements_at(context, draft, subject);
        if let Some(&(_, said)) = holding.last()
            && let Some(speaker) = said.speaker
            && is_speaker(context, draft, subject, &lemma, said)
        {
            return vec![speaker];
        }
    }
    let own = draft.cast.actors_of_phrase(analysis, subject);
    if !own.is_empty() {
        return own;
    }
    let found = crate::incidents::doers(analysis, &draft.cast, subject);
    if !found.is_empty() {
        return found;
    }
    author(context, draft, subject)
}

/// Whoever the first words of what is said name, where the tree shows no subject: “… said Moscow was ready”.
fn first_named(context: &Context<'_>, draft: &Draft, token: TokenId) -> Vec<ActorIndex> {
    let holding = statements_at(context, draft, token);
    let Some(&(_, said)) = holding.last() else {
        return Vec::new();
    };
    let first = draft.cast.mentions.iter().find(|mention| {
        context.bytes(mention.tokens.clone()).start == said.content.start && mention.head < token
    });
    first.map(|mention| mention.actors.clone()).unwrap_or_default()
}

/// Whether a pronoun means who speaks: “we”; “he said that he …”.
fn is_speaker(context: &Context<'_>, draft: &Draft, pronoun: TokenId, lemma: &str, said: &Statement) -> bool {
    let person = said
        .speaker
        .is_some_and(|speaker| draft.cast.actor(speaker).kind == ActorKind::Person);
    let first = || {
        let start = context.analysis.token(pronoun).start;
        start <= said.content.start + THAT && said.form == StatementForm::Indirect
    };
    match lemma {
        "we" | "i" | "us" => true,
        "he" | "she" => person && first(),
        _ => false,
    }
}

/// Bytes of “that ” before the first word of what is said.
const THAT: u32 = 5;

/// Papers that speak for those who wrote them.
const PAPERS: &[&str] = &[
    "proposal",
    "plan",
    "resolution",
    "draft",
    "statement",
    "letter",
    "communique",
    "communiqué",
    "document",
    "text",
    "roadmap",
    "initiative",
];

/// Those whose paper a definite noun names again: the resolution of a council named before.
fn author(context: &Context<'_>, draft: &Draft, noun: TokenId) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let lemma = analysis.lemma(noun).to_lowercase();
    if !PAPERS.contains(&lemma.as_str()) {
        return Vec::new();
    }
    (0..noun.0)
        .rev()
        .map(TokenId)
        .filter(|&token| analysis.lemma(token).eq_ignore_ascii_case(&lemma))
        .map(|token| {
            let own = crate::incidents::doers(analysis, &draft.cast, token);
            // “Council Resolution 12”: the name may be one mention that holds the word.
            let holding = || {
                let covers = draft
                    .cast
                    .mentions
                    .iter()
                    .find(|mention| mention.tokens.contains(&token.0));
                covers.map(|mention| mention.actors.clone()).unwrap_or_default()
            };
            if own.is_empty() { holding() } else { own }
        })
        .find(|actors| !actors.is_empty())
        .unwrap_or_default()
}

/// “Russia's demand”, “a demand by Russia”, “Russia made a demand”.
fn of_noun(context: &Context<'_>, draft: &Draft, noun: TokenId) -> Vec<ActorIndex> {
    let analysis = context.analysis;
    let modifiers =
        analysis
            .children(noun)
            .iter()
            .copied()
            .filter(|&child| match analysis.token(child).deprel {
                Deprel::NmodPoss | Deprel::Compound | Deprel::Amod => true,
                Deprel::Nmod => analysis
                    .children_by(child, Deprel::Case)
                    .any(|case| matches!(analysis.lemma(case), "by" | "from")),
                _ => false,
            });
    for modifier in modifiers {
        let found = of_phrase(context, draft, modifier);
        if !found.is_empty() {
            return found;
        }
    }
    let own = analysis.token(noun);
    let verb = own.head.filter(|_| own.deprel == Deprel::Obj);
    match verb.and_then(|verb| subject(analysis, verb)) {
        Some(subject) => of_phrase(context, draft, subject),
        None => Vec::new(),
    }
}
