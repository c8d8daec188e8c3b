//! Words for the record's codes.

use verbale_record::ontology::EventType;
use verbale_record::{
    Actor, Casualties, CasualtyQualifier, Factuality, Outcome, Rank, Record, Stance, StatementKind,
};

/// Looks up the record's items by id and words them.
pub(crate) struct Words<'r> {
    record: &'r Record,
}

impl<'r> Words<'r> {
    pub(crate) fn of(record: &'r Record) -> Self {
        Self { record }
    }

    pub(crate) fn actor(&self, id: &str) -> Option<&'r Actor> {
        self.record.actors.iter().find(|actor| actor.id == id)
    }

    pub(crate) fn name(&self, id: &str) -> &'r str {
        self.actor(id).map_or("unknown", |actor| actor.name.as_str())
    }

    pub(crate) fn names(&self, ids: &[String]) -> String {
        listed(&ids.iter().map(|id| self.name(id)).collect::<Vec<_>>())
    }

    pub(crate) fn place(&self, id: &str) -> Option<&'r str> {
        self.record
            .places
            .iter()
            .find(|place| place.id == id)
            .map(|place| place.name.as_str())
    }
}

/// “a, b and c”.
pub(crate) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [start @ .., last] => {
            let start: Vec<&str> = start.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", start.join(", "), last.as_ref())
        }
    }
}

/// `humanitarian-corridor` as a reader says it.
pub(crate) fn plain(code: &str) -> String {
    code.replace('-', " ")
}

pub(crate) fn rank(rank: Rank) -> Option<&'static str> {
    match rank {
        Rank::HeadOfState => Some("heads of state"),
        Rank::HeadOfGovernment => Some("heads of government"),
        Rank::Minister => Some("ministers"),
        Rank::DeputyMinister => Some("deputy ministers"),
        Rank::Envoy => Some("envoys"),
        Rank::Official => Some("officials"),
        Rank::Military => Some("officers"),
        Rank::Spokesperson => Some("spokespeople"),
        Rank::Unspecified => None,
    }
}

pub(crate) fn outcome(outcome: Outcome) -> Option<String> {
    (outcome != Outcome::Unknown).then(|| match outcome {
        Outcome::None => "no result".to_owned(),
        other => plain(other.as_str()),
    })
}

pub(crate) fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Demands => "demands",
        Stance::Offers => "offers",
        Stance::Accepts => "accepts",
        Stance::AcceptsInPrinciple => "accepts in principle",
        Stance::Conditional => "sets a condition",
        Stance::NonCommittal => "does not commit",
        Stance::Refuses => "refuses",
        Stance::Denies => "denies",
    }
}

/// The verb for what a statement does.
pub(crate) fn says(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Claim => "says",
        StatementKind::Denial => "denies",
        StatementKind::Accusation => "accuses",
        StatementKind::Demand => "demands",
        StatementKind::Request => "asks",
        StatementKind::Offer => "offers",
        StatementKind::Promise => "promises",
        StatementKind::Vow => "vows",
        StatementKind::Threat => "threatens",
        StatementKind::Refusal => "refuses",
        StatementKind::Acceptance => "accepts",
        StatementKind::Assessment => "judges",
        StatementKind::Hope => "hopes",
        StatementKind::Praise => "praises",
        StatementKind::Condemnation => "condemns",
        StatementKind::Announcement => "announces",
        StatementKind::Question => "asks",
    }
}

/// The verb of an event type: in the past, bare, and with what it takes its recipient.
fn verb(kind: EventType) -> (&'static str, &'static str, &'static str) {
    match kind {
        EventType::Agree => ("agreed", "agree", " with"),
        EventType::Consult => ("talked", "talk", " with"),
        EventType::Support => ("supported", "support", ""),
        EventType::Concede => ("yielded", "yield", " to"),
        EventType::Cooperate => ("cooperated", "cooperate", " with"),
        EventType::Aid => ("aided", "aid", ""),
        EventType::Retreat => ("pulled back", "pull back", " before"),
        EventType::Request => ("made a request", "make a request", " to"),
        EventType::Accuse => ("accused", "accuse", ""),
        EventType::Reject => ("refused", "refuse", ""),
        EventType::Threaten => ("threatened", "threaten", ""),
        EventType::Protest => ("protested", "protest", " against"),
        EventType::Sanction => ("sanctioned", "sanction", ""),
        EventType::Mobilize => ("mobilised", "mobilise", " against"),
        EventType::Coerce => ("coerced", "coerce", ""),
        EventType::Assault => ("attacked", "attack", ""),
    }
}

/// What was done or not done, to whom: “did not yield to Kyiv”.
pub(crate) fn act(kind: EventType, factuality: Factuality, recipients: &str) -> String {
    let (past, bare, with) = verb(kind);
    let done = match factuality {
        Factuality::Asserted => past.to_owned(),
        Factuality::Historical => format!("earlier {past}"),
        Factuality::Negated => format!("did not {bare}"),
        Factuality::Future => format!("will or plans to {bare}"),
        Factuality::Hypothetical => format!("might {bare}"),
    };
    if recipients.is_empty() {
        done
    } else {
        format!("{done}{with} {recipients}")
    }
}

/// “at least 3 killed (civilians)”.
pub(crate) fn casualties(casualties: &Casualties) -> String {
    let number = figure(casualties.qualifier, casualties.min, casualties.max);
    let group = casualties
        .group
        .as_ref()
        .map(|group| format!(" ({group})"))
        .unwrap_or_default();
    format!("{number} {}{group}", casualties.measure)
}

/// “at least 3”.
pub(crate) fn figure(qualifier: CasualtyQualifier, min: Option<u64>, max: Option<u64>) -> String {
    match (qualifier, min, max) {
        (CasualtyQualifier::AtLeast, Some(min), _) => format!("at least {min}"),
        (CasualtyQualifier::UpTo, _, Some(max)) => format!("up to {max}"),
        (CasualtyQualifier::About, Some(min), _) => format!("about {min}"),
        (_, Some(min), Some(max)) if min != max => format!("{min} to {max}"),
        (_, Some(number), _) | (_, None, Some(number)) => number.to_string(),
        _ => "an unknown number".to_owned(),
    }
}

/// A quotation longer than this is cut in the middle; it stands whole where its offsets lead.
const QUOTE_LENGTH: usize = 180;

/// The words on one line, cut in the middle where there are too many.
pub(crate) fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() <= QUOTE_LENGTH {
        return whole;
    }
    let start = words_up_to(QUOTE_LENGTH / 2, words.iter().copied());
    let mut end = words_up_to(QUOTE_LENGTH / 2, words.iter().rev().copied());
    end.reverse();
    format!("{} … {}", start.join(" "), end.join(" "))
}

/// The first words that together, with a space each, are no longer than `length`.
fn words_up_to<'w>(length: usize, words: impl Iterator<Item = &'w str>) -> Vec<&'w str> {
    let mut used = 0;
    let fits = |word: &&str| {
        used += word.chars().count() + 1;
        used <= length
    };
    words.take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotations_are_cut_in_the_middle() {
        let short = shortened(&("word ".repeat(100) + "end"));
        assert!(short.chars().count() <= QUOTE_LENGTH + 3);
        assert!(short.ends_with("end") && short.contains(" … "));
    }
}
