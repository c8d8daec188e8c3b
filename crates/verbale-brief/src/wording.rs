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

/// What a party did about an issue; in the past, where “the rebels” and “the government” have one form.
pub(crate) fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Demands => "demanded",
        Stance::Offers => "offered",
        Stance::Accepts => "accepted",
        Stance::AcceptsInPrinciple => "accepted in principle",
        Stance::Conditional => "set a condition",
        Stance::NonCommittal => "did not commit",
        Stance::Refuses => "refused",
        Stance::Denies => "denied",
    }
}

/// The verb for what a statement does; in the past, where one and many have one form.
pub(crate) fn says(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Claim => "said",
        StatementKind::Denial => "denied",
        StatementKind::Accusation => "accused",
        StatementKind::Demand => "demanded",
        StatementKind::Request => "asked",
        StatementKind::Offer => "offered",
        StatementKind::Promise => "promised",
        StatementKind::Vow => "vowed",
        StatementKind::Threat => "threatened",
        StatementKind::Refusal => "refused",
        StatementKind::Acceptance => "accepted",
        StatementKind::Assessment => "judged",
        StatementKind::Hope => "hoped",
        StatementKind::Praise => "praised",
        StatementKind::Condemnation => "condemned",
        StatementKind::Announcement => "announced",
        StatementKind::Question => "asked",
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
        EventType::Retreat => ("de-escalated", "de-escalate", " towards"),
        EventType::Request => ("made a request", "make a request", " to"),
        EventType::Accuse => ("accused", "accuse", ""),
        EventType::Reject => ("said no", "say no", " to"),
        EventType::Threaten => ("threatened", "threaten", ""),
        EventType::Protest => ("protested", "protest", " against"),
        EventType::Sanction => ("sanctioned", "sanction", ""),
        EventType::Mobilize => ("mobilised", "mobilise", " against"),
        EventType::Coerce => ("coerced", "coerce", ""),
        EventType::Assault => ("attacked", "attack", ""),
    }
}

/// The verb of an act of agreement by the beginning of its CAMEO code: to promise is not yet to agree.
fn verb_of_agreement(cameo: &str) -> Option<(&'static str, &'static str, &'static str)> {
    match cameo.get(..3)? {
        "033" => Some(("made a promise", "make a promise", " to")),
        "036" => Some(("made an offer", "make an offer", " to")),
        _ => None,
    }
}

/// What was done or not done, to whom: “did not yield to Kyiv”.
pub(crate) fn act(kind: EventType, cameo: &str, factuality: Factuality, recipients: &str) -> String {
    let agreed = verb_of_agreement(cameo).filter(|_| kind == EventType::Agree);
    let (past, bare, with) = agreed.unwrap_or_else(|| verb(kind));
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

/// “250,000”.
pub(crate) fn counted(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A day or a stretch of days as a reader says it: “2016-03-14 to 2016-03-24”.
pub(crate) fn day(value: &str) -> String {
    value.replace('/', " to ")
}

/// “in Geneva”, “at Lake Town power plant”: a name that ends in a common noun is of a spot, not of a town.
pub(crate) fn located(place: &str) -> String {
    let last = place.split_whitespace().next_back().unwrap_or_default();
    let preposition = if last.starts_with(char::is_lowercase) {
        "at"
    } else {
        "in"
    };
    format!("{preposition} {place}")
}

/// With a capital at the beginning.
pub(crate) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// “at least 3”.
pub(crate) fn figure(qualifier: CasualtyQualifier, min: Option<u64>, max: Option<u64>) -> String {
    match (qualifier, min, max) {
        (CasualtyQualifier::AtLeast, Some(min), _) => format!("at least {}", counted(min)),
        (CasualtyQualifier::UpTo, _, Some(max)) => format!("up to {}", counted(max)),
        (CasualtyQualifier::About, Some(min), _) => format!("about {}", counted(min)),
        (_, Some(min), Some(max)) if min != max => format!("{} to {}", counted(min), counted(max)),
        (_, Some(number), _) | (_, None, Some(number)) => counted(number),
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
    fn numbers_have_their_thousands_set_apart() {
        assert_eq!(counted(7), "7");
        assert_eq!(counted(999), "999");
        assert_eq!(counted(250_000), "250,000");
        assert_eq!(counted(1_000_000), "1,000,000");
    }

    #[test]
    fn long_quotations_are_cut_in_the_middle() {
        let short = shortened(&("word ".repeat(100) + "end"));
        assert!(short.chars().count() <= QUOTE_LENGTH + 3);
        assert!(short.ends_with("end") && short.contains(" … "));
    }
}
