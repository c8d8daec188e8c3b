//! Commitments without a word of their own: “must withdraw”, “will not surrender”, “did not attack”.

use super::commitment::{full, is_negated};
use super::holder::{of_phrase, statements_at, subject as subject_of};
use super::matter::{clause_root, is_wish, run_of};
use crate::draft::{ActorIndex, Context, Draft};
use crate::knowledge::Knowledge;
use std::ops::Range;
use verbale_lexicon::lower;
use verbale_record::ontology::EventType;
use verbale_record::{Factuality, Stance, StatementForm, StatementKind};
use verbale_syntax::{Deprel, TokenId, Upos};

/// A clause that commits who speaks.
#[derive(Clone, Debug)]
pub(super) struct Modal {
    pub(super) token: TokenId,
    /// The head of its clause.
    pub(super) root: TokenId,
    pub(super) run: Range<u32>,
    pub(super) party: ActorIndex,
    pub(super) stance: Stance,
    /// The issue where the words need not name it.
    pub(super) issue: Option<&'static str>,
    pub(super) because: &'static str,
    /// Whether it is part of what somebody says.
    pub(super) said: bool,
    /// Whether it is what the speaker's own side must do.
    pub(super) own: bool,
}

/// All clauses of statements that commit their speaker.
pub(super) fn find(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft) -> Vec<Modal> {
    let analysis = context.analysis;
    let body = analysis.token_ids().filter(|&token| !context.in_title(token));
    body.filter(|&token| {
        matches!(analysis.token(token).upos, Upos::Verb | Upos::Adj | Upos::Noun)
            && analysis.children(token).iter().any(|&child| {
                matches!(analysis.token(child).deprel, Deprel::Aux)
                    || analysis.token(child).deprel.is_subject()
            })
    })
    .filter_map(|token| read(context, knowledge, draft, token))
    .collect()
}

fn read(context: &Context<'_>, knowledge: &Knowledge, draft: &Draft, token: TokenId) -> Option<Modal> {
    let analysis = context.analysis;
    let holding = statements_at(context, draft, token);
    let Some(&(_, said)) = holding.last() else {
        return told_by_report(context, knowledge, draft, token);
    };
    if said.kind == StatementKind::Question {
        return None;
    }
    let speaker = said.speaker?;
    // A clause of time, condition or purpose commits nobody, unless it is all that is said.
    let own_token = analysis.token(token);
    let whole = own_token.head.is_none_or(|head| {
        let head = context.bytes(head.0..head.0 + 1);
        !said.content.contains(head)
    });
    let aside = matches!(
        own_token.deprel,
        Deprel::Advcl | Deprel::AclRelcl | Deprel::Acl | Deprel::Csubj
    );
    if aside && !whole {
        return None;
    }
    let subject = subject_of(analysis, token).or_else(|| analysis.child_by(token, Deprel::NsubjPass));
    let subjects = subject
        .map(|subject| of_phrase(context, knowledge, draft, subject))
        .unwrap_or_default();
    let side = draft.cast.side_of(speaker);
    let own = subjects.iter().any(|&actor| draft.cast.side_of(actor) == side);
    let auxiliary = |words: &[&str]| {
        analysis
            .children_by(token, Deprel::Aux)
            .any(|aux| words.contains(&full(&lower(analysis.lemma(aux)))))
    };
    let conditional = analysis
        .children_by(token, Deprel::Mark)
        .any(|mark| matches!(lower(analysis.lemma(mark)).as_ref(), "if" | "unless" | "whether"));
    if conditional {
        return None;
    }
    let negated = is_negated(analysis, token);
    let passive = analysis.child_by(token, Deprel::AuxPass).is_some();
    let mut must = false;
    let (stance, issue, because) = if own && negated && !passive && is_denied_attack(draft, token) {
        (
            Stance::Denies,
            Some("responsibility"),
            "denies an attack of its own",
        )
    } else if own && negated && auxiliary(&["will", "shall", "would", "do"]) {
        (Stance::Refuses, None, "“will not” of its own side")
    } else if own && !negated && auxiliary(&["will", "shall"]) && said.kind != StatementKind::Threat {
        (Stance::Offers, None, "“will” of its own side")
    } else if own
        && !negated
        && said.form == StatementForm::Indirect
        && said.condition.is_none()
        && auxiliary(&["would"])
    {
        (Stance::Offers, None, "“would” of its own side, told of")
    } else if own && !negated && auxiliary(&["must"]) {
        must = true;
        (Stance::Demands, None, "“must” of its own side")
    } else if !own && is_wish(analysis, token) {
        let stance = if negated { Stance::Refuses } else { Stance::Demands };
        (stance, None, "says what others must do")
    } else if auxiliary(&["may", "might", "could", "would"]) && said.condition.is_some() && !negated {
        (Stance::Conditional, None, "possible under a condition")
    } else {
        return None;
    };
    let root = if analysis.token(token).upos == Upos::Verb {
        token
    } else {
        clause_root(analysis, token)
    };
    Some(Modal {
        token,
        root,
        run: run_of(analysis, root),
        party: speaker,
        stance,
        issue,
        because,
        said: true,
        own: must,
    })
}

/// What the report itself says that a side would not do, or would under a condition: “Sylvania will not withdraw”, “would
/// lift the siege if …”.
fn told_by_report(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    token: TokenId,
) -> Option<Modal> {
    let analysis = context.analysis;
    let aside = matches!(
        analysis.token(token).deprel,
        Deprel::Advcl | Deprel::AclRelcl | Deprel::Acl | Deprel::Csubj
    );
    let will = analysis
        .children_by(token, Deprel::Aux)
        .any(|aux| matches!(full(&lower(analysis.lemma(aux))), "will" | "would"));
    if aside || !will || analysis.token(token).upos != Upos::Verb {
        return None;
    }
    let subject = analysis.child_by(token, Deprel::Nsubj)?;
    let party = *of_phrase(context, knowledge, draft, subject).first()?;
    let condition = analysis.children_by(token, Deprel::Advcl).any(|clause| {
        analysis.children_by(clause, Deprel::Mark).any(|mark| {
            matches!(
                lower(analysis.lemma(mark)).as_ref(),
                "if" | "unless" | "until" | "once" | "provided"
            )
        })
    });
    let (stance, because) = if condition {
        (Stance::Conditional, "“would” of a side under a condition")
    } else if is_negated(analysis, token) {
        (Stance::Refuses, "“will not” of a side")
    } else {
        return None;
    };
    Some(Modal {
        token,
        root: token,
        run: run_of(analysis, token),
        party,
        stance,
        issue: None,
        because,
        said: false,
        own: false,
    })
}

fn is_denied_attack(draft: &Draft, token: TokenId) -> bool {
    draft.acts.iter().any(|act| {
        act.predicate == token && act.kind == EventType::Assault && act.factuality == Factuality::Negated
    })
}
