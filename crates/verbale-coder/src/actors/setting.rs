//! What the report as a whole says of its actors: where it is set, and who only stands by.

use super::phrases::{Phrase, Sense};
use super::resolution::Resolver;
use crate::draft::{ActorIndex, Context, Mention};
use std::ops::Range;
use verbale_lexicon::places::Gazetteer;
use verbale_lexicon::{Holder, Lexicon};
use verbale_record::{ActorKind, MentionForm};
use verbale_syntax::{Analysis, Deprel, Upos};

/// All countries and organisations that phrases name or belong to, each once.
pub(super) fn spoken_of(phrases: &[Phrase<'_>]) -> Vec<Holder> {
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
    phrases: &[Phrase<'_>],
    resolver: &Resolver<'_>,
) -> Option<Holder> {
    let mut counts = Counts::default();
    for phrase in phrases {
        let (Sense::Named(holder @ Holder::Country(_))
        | Sense::Metonym(holder @ Holder::Country(_))
        | Sense::People(holder @ Holder::Country(_))) = phrase.sense
        else {
            continue;
        };
        let weight = if context.in_title(phrase.head) { 3 } else { 1 };
        counts.add(holder, weight, phrase.place);
    }
    let named = resolver
        .mentions
        .iter()
        .filter(|mention| mention.form == MentionForm::Name);
    for &actor in named.flat_map(|mention| &mention.actors) {
        let kind = resolver.figures[actor.index()].kind;
        match resolver.memory[actor.index()].of {
            Some(of @ Holder::Country(_)) if kind == ActorKind::Person => counts.add_person(of),
            Some(Holder::Organisation(id)) if matches!(kind, ActorKind::ArmedGroup | ActorKind::Party) => {
                let code = &resolver.lexicon.organisation(id).country;
                if let Some(id) = resolver.lexicon.country_of_code(code) {
                    counts.add_person(Holder::Country(id));
                }
            }
            _ => {}
        }
    }
    counts.leading()
}

/// How often a report speaks of countries.
#[derive(Default)]
struct Counts {
    /// Each with all that speaks of it, and with what speaks of it as somebody.
    holders: Vec<(Holder, u32, u32)>,
}

impl Counts {
    fn add(&mut self, holder: Holder, weight: u32, place: bool) {
        // Where things happen tells most.
        let (all, acting) = if place {
            (4 * weight, 0)
        } else {
            (2 * weight, 2 * weight)
        };
        self.count(holder, all, acting);
    }

    fn add_person(&mut self, holder: Holder) {
        self.count(holder, 1, 1);
    }

    fn count(&mut self, holder: Holder, all: u32, acting: u32) {
        match self.holders.iter_mut().find(|(known, ..)| *known == holder) {
            Some((_, known, known_acting)) => {
                *known += all;
                *known_acting += acting;
            }
            None => self.holders.push((holder, all, acting)),
        }
    }

    /// The one far before the others; as somebody, where it is not far behind as a place (others only host).
    fn leading(&self) -> Option<Holder> {
        let lead = |weight: fn(&(Holder, u32, u32)) -> u32| {
            let mut ranked: Vec<&(Holder, u32, u32)> = self.holders.iter().collect();
            ranked.sort_by_key(|holder| std::cmp::Reverse(weight(holder)));
            let first = *ranked.first()?;
            let next = ranked.get(1).map_or(0, |holder| weight(holder));
            (weight(first) >= 6 && 3 * weight(first) >= 5 * next).then_some(first)
        };
        let most = self.holders.iter().map(|&(_, all, _)| all).max()?;
        let far = lead(|&(_, all, _)| all);
        let acting = || lead(|&(.., acting)| acting).filter(|&&(_, all, _)| 5 * all >= 4 * most);
        far.or_else(acting).map(|&(holder, ..)| holder)
    }
}

/// The country of the place in the dateline.
pub(super) fn dateline(context: &Context<'_>, lexicon: &Lexicon, datelines: &[Range<u32>]) -> Option<Holder> {
    let found = datelines.first().map(|tokens| context.bytes(tokens.clone()));
    let place = context.words(context.dateline_place.or(found)?);
    // Of "GENEVA/BEIRUT" the later is nearer to what is told.
    let named = place
        .rsplit(['/', ','])
        .map(str::trim)
        .find(|name| !name.is_empty())?;
    let found = Gazetteer::builtin().find(named);
    let country = lexicon.country_of_code(found.first()?.country)?;
    Some(Holder::Country(country))
}

/// Takes out the descriptions of those who neither do nor suffer anything: "without a minister".
pub(super) fn drop_bystanders(analysis: &Analysis, resolver: &mut Resolver<'_>) {
    let mut takes_part: Vec<bool> = resolver.figures.iter().map(|figure| figure.known).collect();
    for mention in &resolver.mentions {
        let part = match mention.form {
            // A name that no table has and that does nothing may be a thing's ("the Black Sea").
            MentionForm::Name => mention.actors.iter().any(|&actor| {
                resolver.figures[actor.index()].known
                    || resolver.figures[actor.index()].kind == ActorKind::Person
                    || acts_or_suffers(analysis, mention)
            }),
            MentionForm::Metonym => true,
            MentionForm::Nominal => {
                let told = |actor: &ActorIndex| {
                    let actor = &resolver.figures[actor.index()];
                    // "participants", "other groups": nobody knows who.
                    actor.kind != ActorKind::Other || !actor.country.is_empty() || !actor.sectors.is_empty()
                };
                mention.actors.iter().any(told) && acts_or_suffers(analysis, mention)
            }
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
