//! What a statement does: the kind of its cue, changed by the words of its content.

use super::found::Found;
use crate::draft::{ActorIndex, Bytes, Cast, Context};
use std::borrow::Cow;
use verbale_lexicon::lower;
use verbale_lexicon::speech::{CueStance, SpeechCues, Who};
use verbale_record::{MentionForm, Polarity, StatementKind};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// The lemmas of the words that lie in `bytes`, lower case.
pub(crate) fn lemmas<'a>(context: &Context<'a>, bytes: Bytes) -> Vec<&'a str> {
    tokens(context, bytes)
        .map(|token| context.analysis.lemma(token))
        .collect()
}

/// The tokens that lie in `bytes`.
pub(crate) fn tokens<'a>(context: &Context<'a>, bytes: Bytes) -> impl Iterator<Item = TokenId> + use<'a> {
    token_range(context, bytes).map(TokenId)
}

/// The same as a run.
pub(super) fn token_range(context: &Context<'_>, bytes: Bytes) -> std::ops::Range<u32> {
    let analysis = context.analysis;
    let first = analysis
        .tokens()
        .partition_point(|token| token.start < bytes.start);
    let end = analysis.tokens().partition_point(|token| token.start < bytes.end);
    first as u32..end as u32
}

/// The kind, with the reason where the content decided.
pub(super) fn kind(
    context: &Context<'_>,
    cues: &SpeechCues,
    cast: &Cast,
    item: &Found<'_>,
) -> (StatementKind, Option<String>) {
    let by_cue = item
        .class
        .and_then(|class| class.kinds.first().copied())
        .unwrap_or(StatementKind::Claim);
    if by_cue == StatementKind::Refusal && rejects_a_report(context, item) {
        return (
            StatementKind::Denial,
            Some("what is rejected is a report or an accusation".to_owned()),
        );
    }
    // “Agree that the talks failed” judges; “agree that they will meet” accepts.
    if by_cue == StatementKind::Acceptance && item.rule == super::argument::CLAUSE {
        let ahead = lemmas(context, item.content)
            .iter()
            .any(|lemma| matches!(*lemma, "will" | "would" | "should" | "must"));
        if !ahead {
            return (
                StatementKind::Assessment,
                Some("agrees on how things are".to_owned()),
            );
        }
    }
    if by_cue == StatementKind::Offer && tells_how_it_is(context, item) {
        return (
            StatementKind::Assessment,
            Some("“suggest” with how things are".to_owned()),
        );
    }
    if by_cue == StatementKind::Assessment && calls_untrue(context, item) {
        return (StatementKind::Denial, Some("calls it untrue".to_owned()));
    }
    if !matches!(by_cue, StatementKind::Claim | StatementKind::Announcement) {
        return (by_cue, None);
    }
    let words = context.words(item.content);
    if words.trim_end_matches(['"', '”', ' ']).ends_with('?') {
        return (
            StatementKind::Question,
            Some("ends with a question mark".to_owned()),
        );
    }
    let inside: Vec<TokenId> = tokens(context, item.content).collect();
    let voice = Voice {
        context,
        cast,
        speaker: item.actor,
    };
    if let Some(kind) = voice.conditional_threat(&inside) {
        return (
            kind,
            Some("what the speaker will do if the other does not".to_owned()),
        );
    }
    let lemmas: Vec<Cow<'_, str>> = inside
        .iter()
        .map(|&token| normal(context.analysis.lemma(token)))
        .collect();
    let lemmas: Vec<&str> = lemmas.iter().map(AsRef::as_ref).collect();
    let fits = |who: Who, at: usize| match who {
        _ if is_aside(context.analysis, inside[at], &inside) => false,
        Who::Any => true,
        Who::Speaker => voice.is_own(inside[at]),
        Who::Other => voice.is_others(inside[at]),
    };
    if let Some((kind, phrase)) = cues.commitment(&lemmas, fits) {
        return (kind, Some(format!("“{phrase}” in the content")));
    }
    if let Some((kind, reason)) = voice.by_grammar(item, &inside) {
        return (kind, Some(reason.to_owned()));
    }
    if by_cue == StatementKind::Claim && is_judgement(context, item) {
        return (
            StatementKind::Assessment,
            Some("the content judges (a form of “be” with an adjective)".to_owned()),
        );
    }
    (by_cue, None)
}

/// “suggested that the vote was a turning point”: no modal, a finite verb.
fn tells_how_it_is(context: &Context<'_>, item: &Found<'_>) -> bool {
    let analysis = context.analysis;
    let suggests = item
        .cue
        .as_ref()
        .is_some_and(|(_, cue)| analysis.lemma(*cue) == "suggest");
    let finite = item.root.is_some_and(|root| {
        let own = std::iter::once(root).chain(analysis.children(root).iter().copied());
        let mut verbs = own.filter(|&token| {
            token == root
                || matches!(
                    analysis.token(token).deprel,
                    Deprel::Aux | Deprel::Cop | Deprel::AuxPass
                )
        });
        verbs.any(|token| analysis.token(token).features.has("Tense=Past"))
            && analysis.child_by(root, Deprel::Aux).is_none()
    });
    suggests && item.rule == super::argument::CLAUSE && finite
}

/// “described it as a lie”: a short judgement that what was told is untrue.
fn calls_untrue(context: &Context<'_>, item: &Found<'_>) -> bool {
    const LONGEST: usize = 12;
    let words = lemmas(context, item.content);
    let disputes = verbale_lexicon::speech::Disputes::builtin();
    words.len() <= LONGEST && words.iter().any(|word| disputes.has("untrue", word))
}

/// Whether a word stands in a clause beside the main point: a relative clause, a condition, a circumstance.
fn is_aside(analysis: &Analysis, token: TokenId, inside: &[TokenId]) -> bool {
    let own = std::iter::once(token).chain(analysis.ancestors(token));
    own.take_while(|at| inside.contains(at)).any(|at| {
        let outside = analysis.token(at).head.is_none_or(|head| !inside.contains(&head));
        let clause = matches!(
            analysis.token(at).deprel,
            Deprel::AclRelcl | Deprel::Advcl | Deprel::AdvclRelcl
        );
        clause && !outside && (at != token || subject_of(analysis, at).is_some())
    })
}

/// “rejected the claim that”, “dismissed reports of”.
pub(super) fn rejects_a_report(context: &Context<'_>, item: &Found<'_>) -> bool {
    let mut topics = lemmas(context, item.content).into_iter().take(6);
    topics.any(|lemma| {
        matches!(
            lemma,
            "claim"
                | "allegation"
                | "accusation"
                | "charge"
                | "report"
                | "suggestion"
                | "assertion"
                | "rumour"
        )
    })
}

/// Whose words a content is, to tell what they do.
struct Voice<'a> {
    context: &'a Context<'a>,
    cast: &'a Cast,
    speaker: Option<ActorIndex>,
}

impl Voice<'_> {
    /// Whether the subject of the clause around a word is the speaker, or whoever they speak for.
    fn is_own(&self, token: TokenId) -> bool {
        self.subject_around(token)
            .is_some_and(|subject| self.is_speaker(subject))
    }

    /// Whether that subject is somebody else; “nobody should hope” asks nobody for anything.
    fn is_others(&self, token: TokenId) -> bool {
        let analysis = self.context.analysis;
        let nobody = |subject: TokenId| {
            let first = analysis
                .form(TokenId(analysis.subtree(subject).start))
                .to_ascii_lowercase();
            matches!(first.as_str(), "no" | "nobody" | "none" | "nothing" | "no-one")
        };
        self.subject_around(token)
            .is_none_or(|subject| !self.is_speaker(subject) && !nobody(subject))
    }

    fn subject_around(&self, token: TokenId) -> Option<TokenId> {
        let analysis = self.context.analysis;
        let mut clause = std::iter::once(token).chain(analysis.ancestors(token));
        clause.find_map(|at| {
            // “governments willing to take part”: the noun is who is willing.
            let attribute = matches!(analysis.token(at).deprel, Deprel::Amod | Deprel::Acl);
            let noun = analysis.token(at).head.filter(|_| attribute);
            subject_of(analysis, at).or(noun)
        })
    }

    fn is_speaker(&self, subject: TokenId) -> bool {
        let analysis = self.context.analysis;
        let form = analysis.form(subject).to_ascii_lowercase();
        let owned = analysis
            .children_by(subject, Deprel::NmodPoss)
            .any(|owner| matches!(analysis.form(owner).to_ascii_lowercase().as_str(), "our" | "my"));
        // “his side”, “her government”: whoever speaks speaks for it.
        let his = analysis.children_by(subject, Deprel::NmodPoss).any(|owner| {
            matches!(
                analysis.form(owner).to_ascii_lowercase().as_str(),
                "his" | "her" | "its" | "their"
            )
        }) && matches!(
            analysis.lemma(subject),
            "side"
                | "government"
                | "country"
                | "movement"
                | "party"
                | "group"
                | "delegation"
                | "team"
                | "force"
                | "troop"
                | "army"
                | "administration"
                | "organisation"
                | "organization"
                | "ministry"
        );
        if owned || his || matches!(form.as_str(), "i" | "we") {
            return true;
        }
        let denoted = self.cast.actors_at(subject).first().copied();
        if let (Some(denoted), Some(speaker)) = (denoted, self.speaker) {
            let side = |actor| self.cast.side_of(actor);
            let country = |actor: ActorIndex| self.cast.actor(actor).country.as_deref();
            let same_country = country(denoted).is_some() && country(denoted) == country(speaker);
            let pronoun = self
                .cast
                .mention_headed_by(subject)
                .is_some_and(|mention| mention.form == MentionForm::Pronoun);
            return denoted == speaker
                || side(denoted) == side(speaker)
                || same_country
                || (pronoun && matches!(form.as_str(), "he" | "she"));
        }
        matches!(form.as_str(), "he" | "she" | "they" | "it")
    }

    /// “If they fire, we will answer.”
    fn conditional_threat(&self, inside: &[TokenId]) -> Option<StatementKind> {
        let analysis = self.context.analysis;
        let condition = inside.iter().position(|&token| {
            matches!(
                analysis.form(token).to_ascii_lowercase().as_str(),
                "if" | "unless"
            )
        })?;
        let bad = inside[condition..].iter().take(18).any(|&token| {
            matches!(
                normal(analysis.lemma(token)).as_ref(),
                "no" | "not"
                    | "attack"
                    | "fire"
                    | "strike"
                    | "refuse"
                    | "reject"
                    | "violate"
                    | "fail"
                    | "invade"
            )
        }) || analysis.form(inside[condition]).eq_ignore_ascii_case("unless");
        let will = inside.iter().copied().find(|&token| {
            let modal = matches!(normal(analysis.lemma(token)).as_ref(), "will" | "would" | "shall");
            let plain = analysis.token(token).head.is_some_and(|head| {
                subject_of(analysis, head).is_some_and(|subject| {
                    let form = analysis.form(subject).to_ascii_lowercase();
                    matches!(form.as_str(), "i" | "we")
                        && !analysis.children(head).iter().any(|&child| {
                            normal(analysis.lemma(child)) == "not" || analysis.lemma(child) == "see"
                        })
                        && !matches!(analysis.lemma(head), "see" | "be" | "have")
                })
            });
            modal && plain && analysis.token(token).upos == Upos::Aux
        });
        (bad && will.is_some()).then_some(StatementKind::Threat)
    }

    /// What mood, tense and person say.
    fn by_grammar(&self, item: &Found<'_>, inside: &[TokenId]) -> Option<(StatementKind, &'static str)> {
        let analysis = self.context.analysis;
        let root = item.root.filter(|root| inside.contains(root)).or_else(|| {
            inside.iter().copied().find(|&token| {
                analysis
                    .token(token)
                    .head
                    .is_none_or(|head| !inside.contains(&head))
            })
        })?;
        let has = |word: &str| {
            analysis
                .children(root)
                .iter()
                .any(|&child| normal(analysis.lemma(child)) == word)
        };
        let subject = subject_of(analysis, root);
        let features = analysis.token(root).features;
        // “Let there be no doubt”, “Imagine …”: nobody is told to do anything.
        let rhetorical = matches!(
            analysis.lemma(root),
            "let" | "imagine" | "look" | "remember" | "suppose" | "believe" | "see" | "forget"
        );
        if subject.is_none() && features.has("Mood=Imp") && inside.first() == Some(&root) && !rhetorical {
            return Some((StatementKind::Demand, "in the imperative"));
        }
        let own = subject.is_some_and(|subject| self.is_speaker(subject));
        let first_person = subject.is_some_and(|subject| {
            matches!(analysis.form(subject).to_ascii_lowercase().as_str(), "i" | "we")
        });
        let negated = has("not") || has("never");
        let future = has("will") || has("shall");
        let ahead = future || has("would");
        let deed = analysis.token(root).upos == Upos::Verb
            && !matches!(
                analysis.lemma(root),
                "know" | "think" | "want" | "see" | "believe" | "understand" | "have"
            );
        let conditional = inside.iter().any(|&token| {
            matches!(
                analysis.form(token).to_ascii_lowercase().as_str(),
                "if" | "provided" | "once"
            )
        });
        let eases = matches!(
            analysis.lemma(root),
            "lift"
                | "ease"
                | "resume"
                | "release"
                | "withdraw"
                | "stop"
                | "halt"
                | "suspend"
                | "return"
                | "free"
        );
        if conditional && deed && !negated && (own && ahead || eases && (ahead || has("could"))) {
            return Some((StatementKind::Offer, "what would be done, and on which condition"));
        }
        if own && analysis.lemma(root) == "hope" && !negated {
            return Some((StatementKind::Hope, "the speaker's side hopes"));
        }
        let insists = item.class.is_some_and(|class| class.name == "insist");
        if insists && (has("must") || has("should")) {
            return Some((StatementKind::Demand, "insists on what must be"));
        }
        if own && deed && negated && has("would") && !first_person {
            return Some((StatementKind::Refusal, "the speaker's side would not"));
        }
        if first_person && future {
            return Some(if negated {
                (StatementKind::Refusal, "the speaker will not")
            } else {
                (StatementKind::Vow, "the speaker will")
            });
        }
        let past = (has("do") || has("have") || has("be")) && !has("yet");
        if own && negated && deed && past && !has("can") && !has("could") && !has("would") {
            return Some((StatementKind::Denial, "the speaker did not"));
        }
        None
    }
}

fn subject_of(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let mut children = analysis.children(verb).iter().copied();
    children.find(|&child| matches!(analysis.token(child).deprel, Deprel::Nsubj | Deprel::NsubjPass))
}

/// Short forms of negation and auxiliaries in their full form.
fn normal(lemma: &str) -> Cow<'_, str> {
    let lemma = lower(lemma);
    match &*lemma {
        "n't" | "n’t" => Cow::Borrowed("not"),
        "'ll" | "’ll" | "wo" => Cow::Borrowed("will"),
        "ca" => Cow::Borrowed("can"),
        _ => lemma,
    }
}

/// A copula with an adjective or noun as predicate at the top of the content.
fn is_judgement(context: &Context<'_>, item: &Found<'_>) -> bool {
    let analysis = context.analysis;
    let Some(root) = item.root else { return false };
    analysis.token(root).upos == Upos::Adj && analysis.child_by(root, Deprel::Cop).is_some()
}

/// Whether the content denies: a negation at its top, or a cue of denial.
pub(super) fn polarity(context: &Context<'_>, item: &Found<'_>, kind: StatementKind) -> Polarity {
    let analysis = context.analysis;
    let negated = item.root.is_some_and(|root| {
        analysis.children(root).iter().any(|&child| {
            matches!(normal(analysis.lemma(child)).as_ref(), "not" | "never")
                || (analysis.token(child).deprel.is_subject() && has_no(context, child))
        })
    });
    if negated || matches!(kind, StatementKind::Denial | StatementKind::Refusal) {
        Polarity::Negative
    } else {
        Polarity::Positive
    }
}

fn has_no(context: &Context<'_>, phrase: TokenId) -> bool {
    let children = context.analysis.children(phrase).iter();
    children
        .copied()
        .any(|child| context.analysis.lemma(child).eq_ignore_ascii_case("no"))
}

/// Whether content or cue is hedged.
pub(super) fn hedged(context: &Context<'_>, cues: &SpeechCues, item: &Found<'_>) -> bool {
    let doubted = item
        .class
        .is_some_and(|class| class.stance == CueStance::Doubting && class.name == "reportedly");
    let opening = lemmas(context, item.content);
    doubted || opening.iter().take(12).any(|lemma| cues.is_hedge(lemma))
}
