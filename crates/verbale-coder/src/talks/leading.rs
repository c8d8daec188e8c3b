//! Third parties beside a mention of talks: who brokers, hosts, watches, by participles, phrases and what they do.

use super::groups::{group, group_of, outermost, phrase_start};
use super::mentions::{Line, Named};
use super::parties::{Beside, REACH, add, is_igo};
use crate::draft::{ActorIndex, Cast, Mention};
use verbale_lexicon::lower;
use verbale_lexicon::talks::{RoleForm, TalkWords};
use verbale_record::ThirdPartyRole;
use verbale_syntax::{Deprel, TokenId, Upos};

/// The role that a participle gives the actors before it: “X-brokered talks”.
pub(super) fn participle_role(
    line: &Line<'_>,
    words: &TalkWords,
    cast: &Cast,
    mention: &Mention,
    head: u32,
) -> Option<ThirdPartyRole> {
    let igo = mention.actors.iter().any(|&actor| is_igo(cast, actor));
    (mention.tokens.end..head.min(mention.tokens.end + 2)).find_map(|token| {
        let form = lower(line.analysis.form(TokenId(token)));
        words.role(RoleForm::Participle, form.trim_start_matches('-'), igo)
    })
}

/// Whether a participle says something of the talks, not of another noun behind them.
fn hangs_on(line: &Line<'_>, named: &Named, participle: TokenId) -> bool {
    let own = line.analysis.token(participle);
    own.head.is_some_and(|head| named.heads.contains(&head))
        || named.verb == Some(participle)
        || participle.0 <= named.last() + 3
        // “talks between A and B, brokered by C”: hung on whom the talks are between.
        || own.upos == Upos::Verb
            && line.lemma(participle.0 + 1) == "by"
            && line
                .analysis
                .ancestors(participle)
                .take(4)
                .take_while(|&above| line.upos(above.0) != Upos::Verb)
                .any(|above| named.heads.contains(&above))
}

/// Roles after the word: “brokered by X”, “joined by X”, “under the auspices of X”.
pub(super) fn roles_after(
    line: &Line<'_>,
    words: &TalkWords,
    cast: &Cast,
    named: &Named,
    until: u32,
    found: &mut Beside,
) {
    let end = until.min(line.tokens.end);
    for token in named.last() + 1..end {
        let form = lower(line.analysis.form(TokenId(token)));
        if words.role(RoleForm::Participle, &form, true).is_none() || !hangs_on(line, named, TokenId(token)) {
            continue;
        }
        let by = (token + 1..end.min(token + 4)).find(|&next| line.lemma(next) == "by");
        if let Some(by) = by {
            let (actors, _) = group(line, cast, by + 1, end);
            for actor in actors {
                if let Some(role) = words.role(RoleForm::Participle, &form, is_igo(cast, actor)) {
                    found.roles.push((actor, role));
                }
            }
        }
    }
    for hit in &line.roles {
        let tokens = line.tokens_of(hit);
        if tokens.start > named.first() && tokens.start < end {
            let (actors, _) = group(line, cast, tokens.end, line.tokens.end);
            let (_, role) = hit.value;
            found.roles.extend(actors.iter().map(|&actor| (actor, role)));
        }
    }
}

/// What a third party does, as a noun: “under X's mediation”, “with the mediation of X”.
pub(super) fn activities(
    line: &Line<'_>,
    words: &TalkWords,
    cast: &Cast,
    named: &Named,
    until: u32,
    found: &mut Beside,
) {
    let from = named.first().saturating_sub(REACH).max(line.tokens.start);
    for token in from..until.min(line.tokens.end) {
        if line.upos(token) != Upos::Noun {
            continue;
        }
        let lemma = line.lemma(token);
        let Some(role) = words.role(RoleForm::Activity, lemma, false) else {
            continue;
        };
        let mut start = phrase_start(line, token);
        // “under African Union (AU) mediation”
        if start > line.tokens.start + 3 && line.lemma(start - 1) == ")" {
            let open = (line.tokens.start..start - 1)
                .rev()
                .take(4)
                .find(|&at| line.lemma(at) == "(");
            start = open.map_or(start, |open| phrase_start(line, open));
        }
        let under = line.tokens.contains(&start.wrapping_sub(1)) && {
            let mut before = start - 1;
            while before > line.tokens.start && line.upos(before) == Upos::Det {
                before -= 1;
            }
            matches!(
                line.lemma(before),
                "under" | "with" | "through" | "by" | "via" | "thanks"
            )
        };
        if !under {
            continue;
        }
        let mut leaders: Vec<ActorIndex> = Vec::new();
        for mention in outermost(cast, start..token) {
            add(&mut leaders, &mention.actors);
        }
        if leaders.is_empty() && matches!(line.lemma(token + 1), "of" | "by" | "from") {
            leaders = group(line, cast, token + 2, line.tokens.end).0;
        }
        found
            .roles
            .extend(leaders.into_iter().map(|leader| (leader, role)));
    }
}

/// The role of those after “with”: “with X as guarantor”, “with X mediating”, “with X in the chair”.
pub(super) fn company(line: &Line<'_>, words: &TalkWords, next: u32) -> Option<ThirdPartyRole> {
    let end = line.tokens.end;
    if next >= end {
        return None;
    }
    match line.lemma(next) {
        "as" => (next + 1..end.min(next + 5)).find_map(|token| {
            (line.upos(token) == Upos::Noun)
                .then(|| words.role(RoleForm::Noun, line.lemma(token), false))
                .flatten()
        }),
        "in" if (next + 1..end.min(next + 3)).any(|token| line.lemma(token) == "chair") => {
            Some(ThirdPartyRole::Mediator)
        }
        lemma if line.upos(next) == Upos::Verb && line.analysis.form(TokenId(next)).ends_with("ing") => {
            // “with X seeking …” tells more of a party.
            let role = words.role(RoleForm::Verb, lemma, false);
            if matches!(lemma, "watch" | "observe" | "monitor") {
                return Some(ThirdPartyRole::Observer);
            }
            let carries = matches!(lemma, "carry" | "relay" | "pass" | "shuttle" | "go");
            role.or(carries.then_some(ThirdPartyRole::Mediator))
        }
        _ => None,
    }
}

/// Who leads the talks by the clause that describes them: “the dialogue, which X facilitates”, “the meeting that X had
/// convened”.
pub(super) fn described(line: &Line<'_>, words: &TalkWords, cast: &Cast, named: &Named, found: &mut Beside) {
    let analysis = line.analysis;
    for &head in &named.heads {
        for clause in analysis.children_by(head, Deprel::AclRelcl) {
            let lemma = line.lemma(clause.0);
            let Some(subject) = analysis.child_by(clause, Deprel::Nsubj) else {
                continue;
            };
            let leaders = group_of(line, cast, subject);
            let igo = leaders.iter().any(|&one| is_igo(cast, one));
            if let Some(role) = words.role(RoleForm::Verb, lemma, igo) {
                found
                    .roles
                    .extend(leaders.into_iter().map(|leader| (leader, role)));
            }
        }
    }
}
