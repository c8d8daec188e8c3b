//! Where each issue stands: by the words beside it, by the positions of the parties, by the outcome of talks.

use super::topic;
use crate::draft::{Context, Draft, IssueState, Position};
use crate::knowledge::Knowledge;
use verbale_lexicon::lower;
use verbale_record::{IssueStatus, Outcome, Stance};
use verbale_syntax::TokenId;

/// The state of every issue that a party holds a position on, a statement is about or talks are held on.
pub(super) fn find(
    context: &Context<'_>,
    knowledge: &Knowledge,
    draft: &Draft,
    positions: &[Position],
) -> Vec<IssueState> {
    let told = told(context, knowledge);
    let mut issues: Vec<&str> = Vec::new();
    let said = draft.statements.iter().filter_map(|said| said.issue.as_deref());
    let agenda = draft
        .talks
        .iter()
        .flat_map(|talk| talk.agenda.iter().map(String::as_str));
    let held = positions.iter().map(|position| position.issue.as_str());
    let stated = told.iter().map(|&(issue, _)| issue);
    for issue in held.chain(agenda).chain(said).chain(stated) {
        if !issues.contains(&issue) {
            issues.push(issue);
        }
    }
    issues
        .into_iter()
        .map(|issue| IssueState {
            issue: issue.to_owned(),
            status: status(draft, positions, &told, issue),
        })
        .collect()
}

/// How many words may stand between an issue and what is said of its state.
const REACH: u32 = 6;

/// What sentences say of issues, in text order.
fn told(context: &Context<'_>, knowledge: &Knowledge) -> Vec<(&'static str, IssueStatus)> {
    let analysis = context.analysis;
    let mut found = Vec::new();
    for sentence in analysis.sentences() {
        let lemmas: Vec<std::borrow::Cow<'_, str>> = sentence
            .tokens()
            .map(|token| lower(analysis.lemma(token)))
            .collect();
        let lemmas: Vec<&str> = lemmas.iter().map(AsRef::as_ref).collect();
        let statuses = knowledge.commitments.statuses_in(&lemmas);
        // Few sentences say how far something has come; only theirs are searched for issues.
        if statuses.is_empty() {
            continue;
        }
        let topics = topic::all(context, knowledge, sentence.first.0..sentence.end.0);
        for (at, length, status) in statuses {
            let word = TokenId(sentence.first.0 + at as u32);
            if !crate::incidents::is_real(analysis, knowledge.incidents, word) {
                continue;
            }
            let distance = |topic: &&topic::Topic| {
                let behind = topic.at.0.saturating_sub(word.0 + length as u32);
                behind + word.0.saturating_sub(topic.at.0)
            };
            let near = topics
                .iter()
                .filter(|topic| topic.at != word && distance(topic) <= REACH && topic.is_sure())
                .min_by_key(|topic| (std::cmp::Reverse(topic.weight.min(2)), distance(topic)));
            found.extend(near.map(|topic| (topic.issue, status)));
        }
    }
    found
}

fn status(draft: &Draft, positions: &[Position], told: &[(&str, IssueStatus)], issue: &str) -> IssueStatus {
    // The report tells its news first.
    if let Some((_, status)) = told.iter().find(|(about, _)| *about == issue) {
        return *status;
    }
    let held: Vec<Stance> = positions
        .iter()
        .filter(|position| position.issue == issue)
        .map(|position| position.stance)
        .collect();
    let count = |stance: Stance| held.iter().filter(|&&one| one == stance).count();
    let on_table = || {
        draft
            .talks
            .iter()
            .filter(|talk| talk.agenda.iter().any(|about| about == issue))
    };
    let accepted = count(Stance::Accepts) > 1 && count(Stance::Refuses) == 0;
    if accepted || on_table().any(|talk| talk.outcome == Outcome::Agreement) {
        IssueStatus::Agreed
    } else if count(Stance::Refuses) > 0 {
        IssueStatus::Rejected
    } else if on_table().any(|talk| matches!(talk.outcome, Outcome::NoBreakthrough | Outcome::None)) {
        IssueStatus::NoProgress
    } else if count(Stance::AcceptsInPrinciple) > 0 {
        IssueStatus::InPrinciple
    } else if count(Stance::Conditional) > 0 {
        IssueStatus::Conditional
    } else {
        IssueStatus::Raised
    }
}
