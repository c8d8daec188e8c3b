//! Events as the field's formats want them: only what happened, and pairs of one source and one target.

use crate::codes::Codes;
use crate::context::Context;
use crate::value::days;
use jiff::civil::Date;
use std::borrow::Cow;
use verbale_record::{Actor, Event, Factuality, Mention, MentionForm, Place, Span};

/// Whether the formats without factuality can carry an event: it happened, and what is told of the past has a date
/// of its own, because without one it would be counted as news of the day.
pub(super) fn happened(event: &Event) -> bool {
    match event.factuality {
        Factuality::Asserted => true,
        Factuality::Historical => event.date.is_some(),
        Factuality::Negated | Factuality::Hypothetical | Factuality::Future => false,
    }
}

/// One source, one target, one act. Either side may be missing, not both.
pub(crate) struct Dyad<'r> {
    pub(crate) event: &'r Event,
    pub(crate) source: Option<&'r Actor>,
    pub(crate) target: Option<&'r Actor>,
    /// The code of this direction.
    pub(crate) cameo: Cow<'r, str>,
    /// Unique in all records: a hash of record, event and pair.
    pub(crate) id: i64,
}

/// Whether reciprocal events stand in both directions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Directions {
    One,
    Both,
}

/// The pairs of a record's events.
pub(super) fn dyads<'r>(context: &Context<'r>, directions: Directions) -> Vec<Dyad<'r>> {
    let mut dyads = Vec::new();
    for event in context.record.events.iter().filter(|event| happened(event)) {
        let returned = Codes::get().returned(&event.cameo);
        for (source, target) in pairs(context, event, returned.is_some()) {
            let mut push = |source: Option<&'r Actor>, target: Option<&'r Actor>, cameo: Cow<'r, str>| {
                let name = |actor: Option<&'r Actor>| actor.map_or("", |actor| actor.id.as_str());
                let id = identifier(&[&context.record.id, &event.id, name(source), name(target)]);
                dyads.push(Dyad {
                    event,
                    source,
                    target,
                    cameo,
                    id,
                });
            };
            push(source, target, Cow::Borrowed(&event.cameo));
            if let (Directions::Both, Some(code), Some(_), Some(_)) = (directions, returned, source, target) {
                push(target, source, Cow::Borrowed(code));
            }
        }
    }
    dyads
}

type Pair<'r> = (Option<&'r Actor>, Option<&'r Actor>);

/// Who stands with whom. Where an act that both sides do has no recipient, all its actors do it with one another.
fn pairs<'r>(context: &Context<'r>, event: &'r Event, reciprocal: bool) -> Vec<Pair<'r>> {
    let known =
        |ids: &'r [String]| -> Vec<&'r Actor> { ids.iter().filter_map(|id| context.actor(id)).collect() };
    let (actors, recipients) = (known(&event.actor), known(&event.recipient));
    let mut pairs: Vec<Pair<'r>> = Vec::new();
    if recipients.is_empty() && reciprocal && actors.len() > 1 {
        for (index, &first) in actors.iter().enumerate() {
            pairs.extend(
                actors[index + 1..]
                    .iter()
                    .map(|&second| (Some(first), Some(second))),
            );
        }
    } else if recipients.is_empty() {
        pairs.extend(actors.iter().map(|&actor| (Some(actor), None)));
    } else if actors.is_empty() {
        pairs.extend(recipients.iter().map(|&recipient| (None, Some(recipient))));
    } else {
        for &actor in &actors {
            pairs.extend(recipients.iter().map(|&recipient| (Some(actor), Some(recipient))));
        }
    }
    pairs.retain(|(source, target)| match (source, target) {
        (Some(source), Some(target)) => source.id != target.id,
        _ => true,
    });
    pairs
}

/// A number that the same parts always give: FNV-1a with a final mix, cut to 53 bits so that software which reads
/// numbers as doubles (R, JavaScript) keeps every digit.
pub(super) fn identifier(parts: &[&str]) -> i64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    (hash >> 11).cast_signed()
}

impl<'r> Dyad<'r> {
    /// The day, where exactly one is known.
    pub(super) fn day(&self) -> Option<Date> {
        day(self.event)
    }

    /// The first and last day of what is known.
    pub(super) fn days(&self) -> Option<(Date, Date)> {
        days(&self.event.date.as_ref()?.value)
    }

    pub(super) fn place(&self, context: &Context<'r>) -> Option<&'r Place> {
        context.place(self.event.place.as_ref())
    }

    /// Goldstein's value of this direction's code, or the event's own.
    pub(super) fn intensity(&self) -> f32 {
        let ontology = verbale_record::ontology::Ontology::get();
        let of_code = self.cameo.parse().ok().and_then(|code| ontology.intensity(code));
        of_code.unwrap_or(self.event.intensity)
    }
}

/// The day of an event, where exactly one is known.
pub(super) fn day(event: &Event) -> Option<Date> {
    let (first, last) = days(&event.date.as_ref()?.value)?;
    (first == last).then_some(first)
}

/// The mention of an actor that an event rests on: inside its clause and nearest to the words that name the act, a
/// pronoun only where there is nothing else.
pub(super) fn mention<'r>(event: &Event, actor: &'r Actor) -> Option<&'r Mention> {
    let inside = |span: &Span| event.span.start <= span.start && span.end <= event.span.end;
    let mentions = actor.mentions.iter().filter(|mention| inside(&mention.span));
    mentions.min_by_key(|mention| {
        (
            mention.form == MentionForm::Pronoun,
            mention.span.start.0.abs_diff(event.trigger.start.0),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_stable_and_told_apart() {
        // The value is part of the format: data sets of different days are joined by it.
        assert_eq!(
            identifier(&["r", "e1", "a1", "a2"]),
            identifier(&["r", "e1", "a1", "a2"])
        );
        assert_ne!(
            identifier(&["r", "e1", "a1", "a2"]),
            identifier(&["r", "e1", "a2", "a1"])
        );
        assert_ne!(identifier(&["ab", "c"]), identifier(&["a", "bc"]));
        assert!((0..1000).all(|number: i32| (0..1 << 53).contains(&identifier(&[&number.to_string()]))));
    }
}
