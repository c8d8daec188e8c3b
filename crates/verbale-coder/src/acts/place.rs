//! Where acts took place: what their own words say, then the sentence, then the scene of the report.

use crate::draft::{Act, ActorIndex, Context, Draft, Place, PlaceIndex};
use std::ops::Range;
use verbale_lexicon::places::{Gazetteer, PlaceWord};
use verbale_record::ontology::{EventType, Quad};
use verbale_record::{Factuality, PlacePrecision};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// So many sentences on, an act of the same kind still is at the place of the one before.
const SAME_SCENE: u32 = 3;

/// Gives each act its place.
pub(super) fn locate(context: &Context<'_>, draft: &Draft, acts: &mut [Act]) {
    let reader = Reader::new(context, draft);
    for act in acts.iter_mut() {
        if let Some((place, why)) = reader.stated(act) {
            settle(act, place, why);
        }
    }
    let theatre = reader.theatre(acts);
    let mut scene: Option<(u32, PlaceIndex)> = None;
    for act in acts.iter_mut().filter(|act| is_material(act.kind)) {
        let sentence = context.analysis.token(act.predicate).sentence;
        if let Some(place) = act.place {
            scene = Some((sentence, place));
            continue;
        }
        let near = scene.filter(|(before, _)| sentence.abs_diff(*before) <= SAME_SCENE);
        if let Some((_, place)) = near.filter(|&(_, place)| reader.may_be_at(act, place)) {
            settle(act, place, "place: that of the act told before");
        } else if let Some(place) = theatre.filter(|&place| reader.may_be_at(act, place)) {
            settle(act, place, "place: the scene of the report");
        }
    }
    if let Some(place) = theatre {
        let truces = acts
            .iter_mut()
            .filter(|act| act.place.is_none() && is_of_a_truce(context, act));
        truces.for_each(|act| settle(act, place, "place: the scene of the report, where a truce holds"));
    }
    if let Some(venue) = reader.venue(acts) {
        at_the_talks(draft, acts, venue);
    }
}

/// Meetings without a place of their own are at the report's talks, and so is what those who meet there say.
fn at_the_talks(draft: &Draft, acts: &mut [Act], venue: PlaceIndex) {
    const WHY: &str = "place: where the talks of the report are held";
    let side = |&actor: &crate::draft::ActorIndex| draft.cast.side_of(actor);
    let mut talkers = Vec::new();
    for act in acts.iter_mut().filter(|act| act.kind == EventType::Consult) {
        if act.place.is_none() && act.factuality != Factuality::Historical {
            settle(act, venue, WHY);
        }
        if act.place == Some(venue) {
            talkers.extend(act.actor.iter().chain(&act.recipient).map(side));
        }
    }
    for act in acts.iter_mut() {
        let by_talker = act.actor.iter().any(|actor| talkers.contains(&side(actor)));
        let said = matches!(act.kind.quad(), Quad::VerbalConflict | Quad::VerbalCooperation);
        if act.place.is_none() && said && by_talker && act.factuality != Factuality::Historical {
            settle(act, venue, WHY);
        }
    }
}

/// Whether an act is about a ceasefire, which holds where the fighting was.
fn is_of_a_truce(context: &Context<'_>, act: &Act) -> bool {
    let analysis = context.analysis;
    let lemmas: Vec<&str> = analysis
        .sentence_of(act.predicate)
        .tokens()
        .filter(|&token| {
            let token = analysis.token(token);
            act.clause.start <= token.start && token.end <= act.clause.end
        })
        .map(|token| analysis.lemma(token))
        .collect();
    act.kind != EventType::Consult && verbale_lexicon::issues::issues_in(&lemmas).contains(&"ceasefire")
}

fn settle(act: &mut Act, place: PlaceIndex, why: &str) {
    act.place = Some(place);
    act.because.push(why.to_owned());
}

/// Acts that change something where they happen.
fn is_material(kind: EventType) -> bool {
    matches!(kind.quad(), Quad::MaterialConflict | Quad::MaterialCooperation) && kind != EventType::Sanction
}

/// A mention of a place.
#[derive(Clone, Debug)]
struct Mention {
    place: PlaceIndex,
    tokens: Range<u32>,
    head: TokenId,
    /// It stands in a phrase of place.
    located: bool,
}

struct Reader<'a> {
    context: &'a Context<'a>,
    analysis: &'a Analysis,
    draft: &'a Draft,
    /// All mentions, in order of the text.
    mentions: Vec<Mention>,
}

impl<'a> Reader<'a> {
    fn new(context: &'a Context<'a>, draft: &'a Draft) -> Self {
        let analysis = context.analysis;
        let mut mentions: Vec<Mention> = Vec::new();
        for (index, place) in draft.places.iter().enumerate() {
            for (tokens, head) in &place.mentions {
                mentions.push(Mention {
                    place: PlaceIndex(index as u32),
                    tokens: tokens.clone(),
                    head: *head,
                    located: is_located(analysis, *head),
                });
            }
        }
        mentions.sort_by_key(|mention| mention.tokens.start);
        Self {
            context,
            analysis,
            draft,
            mentions,
        }
    }

    fn place(&self, index: PlaceIndex) -> &Place {
        &self.draft.places[index.index()]
    }

    /// Whether an act without a place of its own may be at one that is told of another: in the land of somebody who has a
    /// part in it, as far as their lands are known.
    fn may_be_at(&self, act: &Act, place: PlaceIndex) -> bool {
        let mut lands = act
            .recipient
            .iter()
            .chain(&act.actor)
            .filter_map(|&one| self.land_of(one))
            .peekable();
        match self.place(place).country.as_deref() {
            Some(country) => lands.peek().is_none() || lands.any(|land| land == country),
            None => lands.peek().is_none(),
        }
    }

    /// The country of an actor, else that of its side.
    fn land_of(&self, actor: ActorIndex) -> Option<&str> {
        let cast = &self.draft.cast;
        let own = cast.actor(actor).country.as_deref();
        own.or_else(|| cast.actor(cast.side_of(actor)).country.as_deref())
            .filter(|country| country.len() == 3 && !matches!(*country, "IGO" | "NGO" | "MNC"))
    }

    /// “the invasion of Kuwait”, “invaded Kuwait”: the country named below the act to which a foreign force does it.
    fn land_of_the_attacked(&self, act: &Act) -> Option<PlaceIndex> {
        if !matches!(
            act.kind,
            EventType::Assault | EventType::Coerce | EventType::Mobilize
        ) {
            return None;
        }
        let land = act.recipient.iter().find_map(|&one| self.land_of(one))?;
        let home = act.actor.iter().any(|&one| self.land_of(one) == Some(land));
        let named = self.beside(act.predicate).iter().find(|mention| {
            let place = self.place(mention.place);
            place.precision == PlacePrecision::Country
                && place.country.as_deref() == Some(land)
                && mention.head > act.predicate
                && self.analysis.token(mention.head).head == Some(act.predicate)
                && self.analysis.token(mention.head).upos == Upos::Propn
        })?;
        (!home).then_some(named.place)
    }

    /// The mentions in the sentence of a token.
    fn beside(&self, token: TokenId) -> &[Mention] {
        let sentence = self.analysis.sentence_of(token);
        let start = self
            .mentions
            .partition_point(|mention| mention.tokens.start < sentence.first.0);
        let end = self
            .mentions
            .partition_point(|mention| mention.tokens.start < sentence.end.0);
        &self.mentions[start..end]
    }

    /// The place that the act's sentence gives it: the fewer steps from the act to the name, the better.
    fn stated(&self, act: &Act) -> Option<(PlaceIndex, &'static str)> {
        let best = self
            .beside(act.predicate)
            .iter()
            .filter_map(|mention| Some((self.steps(mention, act)?, mention)))
            .min_by_key(|(steps, mention)| (*steps, mention.tokens.start));
        let land = || self.land_of_the_attacked(act);
        if best.as_ref().is_none_or(|(steps, _)| *steps >= FAR)
            && let Some(place) = land()
        {
            return Some((place, "place: the land of whom it is done to"));
        }
        let best = best?;
        let why = if best.0 < FAR {
            "place: a phrase of its clause"
        } else {
            "place: a phrase of its sentence"
        };
        Some((best.1.place, why))
    }

    /// How far a mention is from an act in the tree; `None` where it says nothing of the act's place.
    fn steps(&self, mention: &Mention, act: &Act) -> Option<u32> {
        let analysis = self.analysis;
        let country = self.place(mention.place).precision == PlacePrecision::Country;
        let mut steps = u32::from(country) * 2;
        if !mention.located {
            // “seized Amran”, “the Aleppo offensive”: the place is what the act is done to, or its noun's modifier.
            let relation = analysis.token(mention.head).deprel;
            let object = matches!(
                relation,
                Deprel::Obj | Deprel::NsubjPass | Deprel::Nmod | Deprel::Appos | Deprel::Conj
            );
            let modifier = matches!(relation, Deprel::Compound | Deprel::NmodPoss | Deprel::Amod);
            if country || !object && !modifier {
                return None;
            }
            steps += 1;
        }
        if is_relative(analysis, mention.head) {
            // “north of Sanaa” is not in Sanaa.
            steps += 4;
        }
        let chain: Vec<TokenId> = std::iter::once(act.predicate)
            .chain(analysis.ancestors(act.predicate))
            .collect();
        let mut at = mention.head;
        loop {
            if let Some(above) = chain.iter().position(|&token| token == at) {
                return self.crossing(&chain[..=above], act).map(|cost| steps + cost);
            }
            let token = analysis.token(at);
            // A name inside another clause tells where that clause's act was.
            let clause = matches!(
                token.deprel.universal(),
                "acl" | "advcl" | "ccomp" | "parataxis" | "csubj"
            );
            if clause || token.deprel == Deprel::Conj && token.upos == Upos::Verb {
                steps += FAR;
            }
            steps += 1;
            at = token.head?;
        }
    }

    /// What it costs to go from the act up to where the place hangs; `None` where the way leads out of what is said.
    fn crossing(&self, way: &[TokenId], act: &Act) -> Option<u32> {
        let mut cost = 0;
        for &token in &way[..way.len() - 1] {
            cost += match self.analysis.token(token).deprel.universal() {
                "ccomp" | "parataxis" => {
                    // “said in Cairo that rebels had attacked”: Cairo is where it was said.
                    if is_material(act.kind) {
                        return None;
                    }
                    FAR
                }
                "advcl" | "conj" | "acl" => 3,
                _ => 1,
            };
        }
        Some(cost)
    }

    /// Where the talks of the report are held: the place most acts of meeting name, else the dateline.
    fn venue(&self, acts: &[Act]) -> Option<PlaceIndex> {
        let meetings = acts
            .iter()
            .filter(|act| act.kind == EventType::Consult && act.factuality != Factuality::Historical);
        // Who travels on meets elsewhere, and later.
        let here = |act: &&Act| act.factuality == Factuality::Asserted;
        let of_acts = |weight: u32| move |act: &Act| act.place.map(|place| (place, weight));
        let now = meetings.clone().filter(here).filter_map(of_acts(3));
        let later = meetings.clone().filter(|act| !here(act)).filter_map(of_acts(1));
        // The dateline is where the news is from, if it meets nobody elsewhere.
        let line = self.dateline().filter(|_| meetings.clone().any(|act| here(&act)));
        let votes = now.chain(later).chain(line.map(|place| (place, 2)));
        most(votes).map(|(place, _)| place)
    }

    /// The place of the dateline.
    fn dateline(&self) -> Option<PlaceIndex> {
        let line = self.context.dateline_place?;
        let named = self
            .mentions
            .iter()
            .find(|mention| self.context.bytes(mention.tokens.clone()).overlaps(line));
        named.map(|mention| mention.place)
    }

    /// The country whose places the report names most.
    fn country_spoken_of(&self) -> Option<String> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for place in &self.draft.places {
            let Some(country) = place.country.as_deref() else {
                continue;
            };
            match counts.iter_mut().find(|(known, _)| *known == country) {
                Some((_, count)) => *count += place.mentions.len(),
                None => counts.push((country, place.mentions.len())),
            }
        }
        let most = counts.iter().map(|&(_, count)| count).max()?;
        let first = counts.into_iter().find(|&(_, count)| count == most)?;
        Some(first.0.to_owned())
    }

    /// Where the violence of the report takes place: what most acts name, else the place the report speaks of most.
    fn theatre(&self, acts: &[Act]) -> Option<PlaceIndex> {
        let violent = acts.iter().filter(|act| is_material(act.kind));
        let stated = violent.filter_map(|act| act.place).map(|place| (place, 3));
        // Where they talk is not where they fight.
        let venues: Vec<PlaceIndex> = acts
            .iter()
            .filter(|act| act.kind == EventType::Consult)
            .filter_map(|act| act.place)
            .chain(self.dateline())
            .collect();
        // A country at war that they also meet in is still at war.
        let home = self.country_spoken_of();
        let spoken = self
            .mentions
            .iter()
            .filter(|mention| {
                let place = self.place(mention.place);
                let country = place.precision == PlacePrecision::Country;
                let met_in = if country {
                    place.country != home
                        && venues
                            .iter()
                            .any(|&venue| self.place(venue).country == place.country)
                } else {
                    venues.contains(&mention.place)
                };
                mention.located && !met_in
            })
            .map(|mention| {
                let early = self.analysis.token(mention.head).sentence < 3;
                (
                    mention.place,
                    1 + u32::from(early) + u32::from(self.context.in_title(mention.head)),
                )
            });
        let (place, weight) = most(stated.chain(spoken))?;
        (weight >= 3).then_some(place)
    }
}

/// Steps that lead into another clause.
const FAR: u32 = 10;

/// The place with the greatest sum; of equals the one named first.
fn most(counts: impl Iterator<Item = (PlaceIndex, u32)>) -> Option<(PlaceIndex, u32)> {
    let mut sums: Vec<(PlaceIndex, u32)> = Vec::new();
    for (place, count) in counts {
        match sums.iter_mut().find(|(known, _)| *known == place) {
            Some((_, sum)) => *sum += count,
            None => sums.push((place, count)),
        }
    }
    let mut best: Option<(PlaceIndex, u32)> = None;
    for (place, sum) in sums {
        if best.is_none_or(|(_, most)| sum > most) {
            best = Some((place, sum));
        }
    }
    best
}

/// Whether a name, or the noun it belongs to, follows a preposition of place.
fn is_located(analysis: &Analysis, head: TokenId) -> bool {
    let gazetteer = Gazetteer::builtin();
    let mut at = head;
    for _ in 0..4 {
        let cased = analysis.children(at).iter().any(|&case| {
            let form = analysis.form(case);
            analysis.token(case).deprel == Deprel::Case
                && (gazetteer.is_word(PlaceWord::Inside, form)
                    || matches!(form, "at" | "on" | "over")
                    || matches!(form, "to" | "from" | "for") && is_motion(analysis, at))
        });
        if cased {
            return true;
        }
        let token = analysis.token(at);
        let Some(above) = token.head else { return false };
        // “in the village of Taftanaz”, “in Kyiv and Odesa”
        if !matches!(
            token.deprel,
            Deprel::Nmod | Deprel::Appos | Deprel::Conj | Deprel::Flat | Deprel::Compound
        ) || analysis.token(above).upos == Upos::Verb
        {
            return false;
        }
        at = above;
    }
    false
}

/// “travelled to Geneva”, “flew from Aden”.
fn is_motion(analysis: &Analysis, head: TokenId) -> bool {
    analysis
        .token(head)
        .head
        .is_some_and(|above| Gazetteer::builtin().is_word(PlaceWord::Motion, analysis.lemma(above)))
}

/// “north of Sanaa”, “near Aleppo”, “50 km from Homs”: the place named is beside.
fn is_relative(analysis: &Analysis, head: TokenId) -> bool {
    analysis
        .children_by(head, Deprel::Case)
        .any(|case| match analysis.form(case) {
            "near" | "outside" => true,
            "of" | "from" => case.previous().is_some_and(|before| {
                let form = analysis.form(before);
                Gazetteer::builtin().is_word(PlaceWord::Side, form)
                    || matches!(
                        form,
                        "km" | "kilometres" | "kilometers" | "miles" | "away" | "outskirts"
                    )
            }),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use verbale_syntax::conllu;

    /// Form, lemma, tag, head, relation.
    type Row<'a> = (&'a str, &'a str, &'a str, u32, &'a str);

    /// The places of the acts of a report.
    fn places_of(sentences: &[&[Row<'_>]]) -> Vec<(EventType, Option<String>)> {
        let mut text = String::new();
        for sentence in sentences {
            for (index, (form, lemma, tag, head, relation)) in sentence.iter().enumerate() {
                let number = index + 1;
                let row = format!("{number}\t{form}\t{lemma}\t{tag}\t_\t_\t{head}\t{relation}\t_\t_\n");
                text.push_str(&row);
            }
            text.push('\n');
        }
        let analysis = conllu::read(&text)
            .expect("the test's own trees")
            .remove(0)
            .analysis;
        let context = Context {
            analysis: &analysis,
            published: None,
            title: None,
            dateline_place: None,
        };
        let draft = crate::code(&context, &Knowledge::builtin());
        let name = |place: PlaceIndex| draft.places[place.index()].name.clone();
        draft
            .acts
            .iter()
            .map(|act| (act.kind, act.place.map(name)))
            .collect()
    }

    const SHELLING: &[(&str, &str, &str, u32, &str)] = &[
        ("Rebels", "rebel", "NOUN", 2, "nsubj"),
        ("attacked", "attack", "VERB", 0, "root"),
        ("soldiers", "soldier", "NOUN", 2, "obj"),
        ("in", "in", "ADP", 5, "case"),
        ("Homs", "Homs", "PROPN", 2, "obl"),
        (".", ".", "PUNCT", 2, "punct"),
    ];

    #[test]
    fn a_phrase_of_the_clause_gives_the_place() {
        let acts = places_of(&[SHELLING]);
        assert_eq!(acts, [(EventType::Assault, Some("Homs".to_owned()))]);
    }

    #[test]
    fn the_next_fight_is_where_the_one_before_was() {
        let next: &[_] = &[
            ("Troops", "troop", "NOUN", 2, "nsubj"),
            ("attacked", "attack", "VERB", 0, "root"),
            ("rebels", "rebel", "NOUN", 2, "obj"),
            (".", ".", "PUNCT", 2, "punct"),
        ];
        let acts = places_of(&[SHELLING, next]);
        assert_eq!(acts.len(), 2);
        assert_eq!(acts[1].1.as_deref(), Some("Homs"));
    }

    #[test]
    fn where_it_was_said_is_not_where_it_was_done() {
        let said: &[_] = &[
            ("Officials", "official", "NOUN", 2, "nsubj"),
            ("said", "say", "VERB", 0, "root"),
            ("in", "in", "ADP", 4, "case"),
            ("Cairo", "Cairo", "PROPN", 2, "obl"),
            ("that", "that", "SCONJ", 7, "mark"),
            ("rebels", "rebel", "NOUN", 7, "nsubj"),
            ("attacked", "attack", "VERB", 2, "ccomp"),
            ("soldiers", "soldier", "NOUN", 7, "obj"),
            (".", ".", "PUNCT", 2, "punct"),
        ];
        let acts = places_of(&[said]);
        let assault = acts.iter().find(|(kind, _)| *kind == EventType::Assault);
        assert_eq!(assault.expect("an assault").1, None);
    }
}
