//! What the report as a whole says of its actors: where it is set, and who only stands by.

use super::phrases::{Phrase, Sense};
use super::resolution::Resolver;
use crate::draft::{Context, Mention};
use verbale_lexicon::Holder;
use verbale_record::{ActorKind, MentionForm};
use verbale_syntax::{Analysis, Deprel, Upos};

/// All countries and organisations that phrases name or belong to, each once.
pub(super) fn spoken_of(phrases: &[Phrase<'static>]) -> Vec<Holder> {
    let mut found = Vec::new();
    for phrase in phrases {
        let named = match phrase.sense {
            Sense::Named(holder) | Sense::Metonym(holder) | Sense::People(holder) => Some(holder),
            _ => None,
        };
        found.extend(
            named
                .into_iter()
                .chain(phrase.of)
                .chain(phrase.also.iter().copied()),
        );
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The country that the report speaks of far more often than of any other: places, adjectives and its people counted.
pub(super) fn country(
    context: &Context<'_>,
    phrases: &[Phrase<'static>],
    resolver: &Resolver<'_>,
) -> Option<Holder> {
    let mut counts: Vec<(Holder, u32)> = Vec::new();
    let mut count = |holder: Holder, weight: u32| match counts.iter_mut().find(|(known, _)| *known == holder)
    {
        Some((_, count)) => *count += weight,
        None => counts.push((holder, weight)),
    };
    for phrase in phrases {
        let (Sense::Named(holder @ Holder::Country(_))
        | Sense::Metonym(holder @ Holder::Country(_))
        | Sense::People(holder @ Holder::Country(_))) = phrase.sense
        else {
            continue;
        };
        let weight = if context.in_title(phrase.head) { 3 } else { 1 };
        // Where things happen tells most.
        count(holder, weight * if phrase.place { 4 } else { 2 });
    }
    let named = resolver
        .mentions
        .iter()
        .filter(|mention| mention.form == MentionForm::Name);
    for &actor in named.flat_map(|mention| &mention.actors) {
        let kind = resolver.actors[actor.index()].kind;
        match resolver.memory[actor.index()].of {
            Some(of @ Holder::Country(_)) if kind == ActorKind::Person => count(of, 1),
            Some(Holder::Organisation(id)) if matches!(kind, ActorKind::ArmedGroup | ActorKind::Party) => {
                let code = &resolver.lexicon.organisation(id).country;
                if let Some(id) = resolver.lexicon.country_of_code(code) {
                    count(Holder::Country(id), 1);
                }
            }
            _ => {}
        }
    }
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let &(first, most) = counts.first()?;
    let next = counts.get(1).map_or(0, |&(_, count)| count);
    (most >= 6 && 3 * most >= 5 * next).then_some(first)
}

/// Takes out the descriptions of those who neither do nor suffer anything: "without a minister".
pub(super) fn drop_bystanders(analysis: &Analysis, resolver: &mut Resolver<'_>) {
    let mut takes_part: Vec<bool> = resolver.actors.iter().map(|actor| actor.known).collect();
    for mention in &resolver.mentions {
        let part = match mention.form {
            // A name that no table has and that does nothing may be a thing's ("the Black Sea").
            MentionForm::Name => mention.actors.iter().any(|&actor| {
                resolver.actors[actor.index()].known
                    || resolver.actors[actor.index()].kind == ActorKind::Person
                    || acts_or_suffers(analysis, mention)
            }),
            MentionForm::Metonym => true,
            MentionForm::Nominal => acts_or_suffers(analysis, mention),
            MentionForm::Pronoun => false,
        };
        for actor in mention.actors.iter().filter(|_| part) {
            takes_part[actor.index()] = true;
        }
    }
    for mention in &mut resolver.mentions {
        mention.actors.retain(|actor| takes_part[actor.index()]);
    }
    resolver
        .mentions
        .retain(|mention| !mention.actors.is_empty() || mention.form == MentionForm::Pronoun);
}

/// Prepositions that lead to somebody who takes part.
const TOWARDS: [&str; 9] = [
    "by", "between", "with", "against", "among", "to", "from", "of", "on",
];

/// Verbs whose object may be what another one is called.
const LABELLING: [&str; 6] = ["consider", "call", "label", "deem", "brand", "designate"];

fn acts_or_suffers(analysis: &Analysis, mention: &Mention) -> bool {
    let mut head = mention.head;
    while analysis.token(head).deprel == Deprel::Conj {
        match analysis.token(head).head {
            Some(first) => head = first,
            None => break,
        }
    }
    let led = |words: &[&str]| {
        analysis.children_by(head, Deprel::Case).any(|case| {
            let form = analysis.form(case);
            words.iter().any(|word| form.eq_ignore_ascii_case(word))
        })
    };
    // Where the tree fails, the verb right after says it.
    let after = analysis.tokens().get(mention.tokens.end as usize);
    let before_verb = after.is_some_and(|next| {
        matches!(next.upos, Upos::Verb | Upos::Aux)
            && (mention.tokens.end as usize) < analysis.sentence_of(head).end.index()
            && !next.features.has("VerbForm=Ger")
    });
    let verb = analysis.token(head).head;
    // "There are officials", "considers it a terrorist group"
    let said_of = verb.is_some_and(|verb| {
        analysis.child_by(verb, Deprel::Expl).is_some()
            || LABELLING.contains(&analysis.lemma(verb)) && analysis.token(head).deprel == Deprel::Obj
    });
    match analysis.token(head).deprel {
        _ if said_of => false,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::OblAgent => true,
        Deprel::Vocative => true,
        Deprel::NmodPoss => mention.tokens.len() > 1,
        Deprel::Parataxis | Deprel::Root | Deprel::Ccomp => before_verb,
        Deprel::Obl | Deprel::Nmod => led(&TOWARDS),
        _ => false,
    }
}
