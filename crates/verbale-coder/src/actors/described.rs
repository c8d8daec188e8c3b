//! Descriptions: governments, office holders, counterparts, sides, and those who have no name.

use super::descriptions::{self, Figure};
use super::keys::Key;
use super::phrases::Phrase;
use super::resolution::{Memory, Resolver, WINDOW};
use crate::draft::{ActorIndex, Mention};
use std::borrow::Cow;
use verbale_lexicon::{
    ActorWord, Description, Holder, OrganisationKind, PersonId, QualifiedRole, Rank as LexiconRank, Role,
    RoleNumber, Sector,
};
use verbale_record::{ActorKind, MentionForm, Rank};
use verbale_syntax::{Deprel, TokenId, Upos};

/// Groups that stand for whom they belong to.
const DELEGATIONS: [&str; 6] = [
    "government",
    "administration",
    "state",
    "regime",
    "delegation",
    "side",
];
/// People that do so in the plural.
const DELEGATES: [&str; 3] = ["negotiator", "delegate", "representative"];
/// Those of whom an armed group consists.
const FIGHTERS: [&str; 7] = [
    "fighter",
    "rebel",
    "militant",
    "militia",
    "insurgent",
    "force",
    "group",
];
/// Sectors of what every state has one of.
const INSTITUTIONS: [&str; 6] = ["GOV", "LEG", "MIL", "JUD", "COP", "SPY"];
/// Words for whoever leads.
const CHIEFS: [&str; 5] = ["leader", "chief", "boss", "head", "strongman"];
/// Words for those who come from elsewhere.
const ABROAD: [&str; 8] = [
    "foreign",
    "international",
    "world",
    "global",
    "malicious",
    "hostile",
    "non-state",
    "nation-state",
];
/// Sectors of those who need not be at home where they are met.
const ROVING: [&str; 6] = ["JRN", "IGO", "NGO", "REF", "BUS", "CRM"];

impl<'c> Resolver<'c> {
    /// A description: the state itself, the holder of an office, or an actor without a name. `said` is the country
    /// or organisation it is read for, one of those in the phrase.
    pub(super) fn described(&mut self, phrase: &Phrase<'c>, said: Option<Holder>) -> Vec<ActorIndex> {
        if phrase.counterpart {
            return self.counterparts(phrase, said);
        }
        if let Some(role) = phrase.role
            && role.number == RoleNumber::Person
            && said.is_none()
        {
            let several = self.colleagues(phrase, descriptions::rank(role.rank));
            if !several.is_empty() {
                return several;
            }
        }
        self.described_one(phrase, said).into_iter().collect()
    }

    fn described_one(&mut self, phrase: &Phrase<'c>, said: Option<Holder>) -> Option<ActorIndex> {
        let role = phrase.role?;
        let of = said.or_else(|| self.belonging(phrase));
        let last = self.words.lemmas[phrase.head.index()];
        let plural = self.analysis().token(phrase.head).features.has("Number=Plur");
        if of.is_some() && (DELEGATIONS.contains(&last) || plural && DELEGATES.contains(&last)) {
            return of.map(|of| self.holder(of));
        }
        let words = self.modifiers(phrase);
        let the = words.first().is_some_and(|word| matches!(*word, "the" | "this"));
        if of.is_none()
            && the
            && !plural
            && matches!(last, "government" | "administration" | "state" | "regime")
        {
            let of = self.country_meant(phrase.head)?;
            return Some(self.holder(of));
        }
        let singular = role.number == RoleNumber::Person && (!plural || !phrase.also.is_empty());
        if singular && !role.office.is_empty() {
            let office = phrase.qualified.map_or("", |role| role.office());
            if let Some(index) = self.in_office(phrase, office, of, the) {
                return Some(index);
            }
        }
        if plural && !phrase.also.is_empty() {
            // "the Ukrainian and Russian leaders"
            let known = self.chief(phrase, of);
            if known.is_some() {
                return known;
            }
        }
        if singular && !plural {
            let known = self
                .chief(phrase, of)
                .or_else(|| self.taken_up(phrase, of, words));
            if known.is_some() {
                return known;
            }
        }
        self.unnamed(phrase, of, plural, words)
    }

    /// "the delegation", "the coalition": the one spoken of last.
    fn same_noun_before(&self, noun: &str) -> Option<ActorIndex> {
        let analysis = self.analysis();
        let mut before = self.mentions.iter().rev().take(4 * WINDOW);
        let same =
            before.find(|mention| mention.actors.len() == 1 && analysis.lemma(mention.head) == noun)?;
        same.actors.first().copied()
    }

    /// "the Kremlin chief", "the Syrian leader": whoever of the text leads that state; else the holder of the office
    /// that the seat stands for.
    fn chief(&mut self, phrase: &Phrase<'c>, of: Option<Holder>) -> Option<ActorIndex> {
        let last = phrase.role?.phrase.rsplit(' ').next()?;
        if !CHIEFS.contains(&last) {
            return None;
        }
        let of = of?;
        let leads = |index: &&ActorIndex| {
            let actor = &self.figures[index.index()];
            self.memory[index.index()].of == Some(of)
                && matches!(actor.rank, Rank::HeadOfState | Rank::HeadOfGovernment)
        };
        if let Some(&index) = self.recent.iter().rev().find(leads) {
            return Some(index);
        }
        let office = &self.lexicon.seat(phrase.seat?).office;
        let id = self.office_holder(office, Some(of))?;
        Some(self.known_person(id))
    }

    /// "the embattled leader", "the Spanish diplomat": somebody of that rank spoken of just before.
    fn taken_up(&self, phrase: &Phrase<'c>, of: Option<Holder>, words: &[&str]) -> Option<ActorIndex> {
        let role = phrase.role?;
        let rank = descriptions::rank(role.rank);
        let last = role.phrase.rsplit(' ').next()?;
        if words.first() != Some(&"the") || phrase.possessor.is_some() || rank == Rank::Unspecified {
            return None;
        }
        let analysis = self.analysis();
        let here = analysis.token(phrase.head).sentence;
        let near = |mention: &&Mention| here - analysis.token(mention.head).sentence < 4;
        let mut before = self.mentions.iter().rev().take_while(near).filter(|mention| {
            matches!(
                analysis.token(mention.head).deprel,
                Deprel::Nsubj | Deprel::NsubjPass
            ) || mention.form == MentionForm::Name
        });
        before.find_map(|mention| {
            let &[index] = &mention.actors[..] else { return None };
            let actor = &self.figures[index.index()];
            let belongs = of.is_none_or(|of| {
                // An envoy's own country is not that of his office.
                self.memory[index.index()].of == Some(of)
                    || matches!(self.memory[index.index()].of, Some(Holder::Organisation(_)) if last == "diplomat")
            });
            let fits = actor.rank == rank
                || CHIEFS.contains(&last) && matches!(actor.rank, Rank::HeadOfState | Rank::HeadOfGovernment)
                || last == "diplomat" && matches!(actor.rank, Rank::Envoy | Rank::Minister);
            (actor.kind == ActorKind::Person && belongs && fits).then_some(index)
        })
    }

    /// Who holds an office: somebody of the text, else of the tables.
    fn in_office(
        &mut self,
        phrase: &Phrase<'c>,
        office: &str,
        of: Option<Holder>,
        the: bool,
    ) -> Option<ActorIndex> {
        if office.is_empty() {
            return None;
        }
        if of.is_some() || the {
            // "the president", said by a minister, is the minister's.
            let own = of.or_else(|| self.speakers_country(phrase.head));
            let found = self.of_office(office, own).or_else(|| self.of_office(office, of));
            if found.is_some() {
                return found;
            }
        }
        let of = of.or_else(|| self.country_meant(phrase.head).filter(|_| the))?;
        let id = self.office_holder(office, Some(of))?;
        Some(self.known_person(id))
    }

    /// An actor that no name tells: one for all mentions of the same description and country.
    fn unnamed(
        &mut self,
        phrase: &Phrase<'c>,
        of: Option<Holder>,
        plural: bool,
        words: &[&str],
    ) -> Option<ActorIndex> {
        let role = phrase.role?;
        // People of no country are anybody.
        if of.is_none() && matches!(&*role.phrase, "people" | "person" | "individual") {
            return None;
        }
        let person = role.number == RoleNumber::Person && !plural;
        let own = self.lexicon.compose(of, phrase.qualified);
        let forces = !person && own.sectors.first() == Some(&Sector::MIL);
        let opposed = !person && own.sectors.first().is_some_and(|sector| sector.as_str() == "OPP");
        // "Houthi fighters" fight for the Houthis.
        if let Some(Holder::Organisation(id)) = of
            && !person
            && (self.lexicon.organisation(id).kind == OrganisationKind::ArmedGroup
                || self.lexicon.organisation(id).sectors.contains(&Sector::MIL))
            && FIGHTERS.contains(&self.analysis().lemma(phrase.head))
        {
            return of.map(|of| self.holder(of));
        }
        let last = role.phrase.rsplit(' ').next().unwrap_or(&role.phrase);
        let homeless = matches!(of, Some(Holder::Organisation(id)) if self.lexicon.organisation(id).country.is_empty()
            && self.lexicon.organisation(id).kind == OrganisationKind::People);
        // "the soldiers" are those of before.
        if (of.is_none() || homeless) && (words.first() == Some(&"the") || words.len() == 1 && plural) {
            let same = |index: &&ActorIndex| self.memory[index.index()].noun == last;
            if let Some(&index) = self.recent.iter().rev().take(4 * WINDOW).find(same) {
                return Some(index);
            }
        }
        let group = role.number == RoleNumber::Group && !plural;
        if of.is_none() && group && words.first() == Some(&"the") && phrase.tokens.len() == 2 {
            let same = self.same_noun_before(last);
            if same.is_some() {
                return same;
            }
        }
        let allied = matches!(last, "coalition" | "alliance");
        let told = of.filter(|_| !homeless || self.setting.is_none()).or_else(|| {
            if allied {
                return None;
            }
            let near = forces
                .then(|| {
                    let home = self.setting.filter(|_| self.is_local(phrase));
                    home.or_else(|| self.country_of_clause(phrase.head))
                })
                .flatten();
            // "the defence ministry" is that of the country spoken of.
            let institution = !plural && self.is_institution(phrase);
            let near = near.or_else(|| self.country_around(phrase.head).filter(|_| institution));
            near.or_else(|| self.setting.filter(|_| homeless || self.is_local(phrase)))
        });
        // Soldiers, troops and forces of a country are its armed forces.
        // "European leaders" are not "world leaders".
        let kind_of = if of.is_none() && !person {
            self.large_adjectives(phrase)
        } else {
            String::new()
        };
        let legislature = group && own.sectors.first().is_some_and(|sector| sector.as_str() == "LEG");
        let name: Cow<'c, str> = if forces && told.is_some() {
            "armed forces".into()
        } else if legislature && told.is_some() {
            "legislature".into()
        } else if opposed && told.is_some() {
            "opposition".into()
        } else if kind_of.is_empty() {
            (&*role.phrase).into()
        } else {
            (kind_of + &role.phrase).into()
        };
        let key = Key::Role(self.shared.texts.id(name), told);
        if let Some(&index) = self.by_key.get(&key) {
            return Some(index);
        }
        let description = self.lexicon.compose(told, phrase.qualified);
        let kind = if person {
            ActorKind::Person
        } else {
            group_kind(&description)
        };
        let memory = Memory {
            plural: !person,
            of: told,
            office: description.office,
            noun: last,
            ..Memory::default()
        };
        let mut figure = Figure::new(self.described_name(phrase, of), kind, description);
        figure.member_of = of.map(|of| self.holder(of));
        Some(self.add(key, figure, memory))
    }

    /// The adjectives that say where somebody comes from.
    fn large_adjectives(&self, phrase: &Phrase<'c>) -> String {
        let analysis = self.analysis();
        let mut adjectives = String::new();
        for token in phrase.tokens.clone().map(TokenId) {
            let form = analysis.form(token);
            let large = form.chars().next().is_some_and(char::is_uppercase);
            if large && token > TokenId(phrase.tokens.start) && analysis.token(token).upos == Upos::Adj
                || large && token.0 == phrase.tokens.start && analysis.token(token).deprel == Deprel::Amod
            {
                adjectives.push_str(form);
                adjectives.push(' ');
            }
        }
        adjectives
    }

    /// "the defence ministry", "Congress": what every state has one of.
    fn is_institution(&self, phrase: &Phrase<'c>) -> bool {
        let analysis = self.analysis();
        let first = analysis.form(TokenId(phrase.tokens.start));
        let alone = phrase.tokens.len() == 1 && first.chars().next().is_some_and(char::is_uppercase);
        let of_state = |role: &Role| {
            let sector = role.sectors.first();
            role.number == RoleNumber::Group
                && sector.is_some_and(|sector| INSTITUTIONS.contains(&sector.as_str()))
        };
        phrase.role.is_some_and(of_state) && (alone || first.eq_ignore_ascii_case("the"))
    }

    /// Whether those whom a description means are of the country in which the report is set: not "Western officials",
    /// "foreign troops", "journalists".
    pub(super) fn is_local(&self, phrase: &Phrase<'c>) -> bool {
        let analysis = self.analysis();
        let abroad = |token: u32| {
            let token = TokenId(token);
            let form = analysis.form(token);
            let features = analysis.token(token);
            let large = form.chars().next().is_some_and(char::is_uppercase)
                && matches!(features.upos, Upos::Adj | Upos::Propn)
                && features.deprel == Deprel::Amod;
            large || ABROAD.contains(&form)
        };
        let sector = phrase.role.and_then(|role| role.sectors.first());
        let last = phrase.role.and_then(|role| role.phrase.rsplit(' ').next());
        let speaks = phrase
            .role
            .is_some_and(|role| role.rank == LexiconRank::Spokesperson);
        let local = sector.map_or(speaks, |sector| !ROVING.contains(&sector.as_str()))
            && !last.is_some_and(|last| CHIEFS.contains(&last) || matches!(last, "diplomat" | "envoy"));
        // “terrorists”, “terrorist organizations”: mostly the world's, unless they are those of before.
        let any = phrase.role.is_some_and(|role| role.phrase.starts_with("terror"))
            && !analysis
                .form(TokenId(phrase.tokens.start))
                .eq_ignore_ascii_case("the");
        let local = local && !any;
        let relation = last.is_some_and(|last| self.lexicon.is_word(ActorWord::Relation, last));
        local && (relation || phrase.possessor.is_none()) && !phrase.tokens.clone().any(abroad)
    }

    /// The words of a description; of one that is read for several countries, its noun with the one country.
    pub(super) fn described_name(&self, phrase: &Phrase<'c>, of: Option<Holder>) -> Cow<'c, str> {
        let analysis = self.analysis();
        if phrase.also.is_empty() {
            let name = analysis.text_of(phrase.tokens.clone());
            let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "));
            return bare.unwrap_or(name).into();
        }
        let noun = analysis.form(phrase.head);
        match of {
            Some(Holder::Country(id)) => {
                let country = self.lexicon.country(id);
                let adjective = country.adjectives.first().unwrap_or(&country.name);
                format!("{adjective} {noun}").into()
            }
            Some(Holder::Organisation(id)) => format!("{} {noun}", self.lexicon.organisation(id).name).into(),
            None => noun.into(),
        }
    }

    /// The person of the text with an office, of a country if one is given; the last mentioned first.
    pub(super) fn of_office(&self, office: &str, of: Option<Holder>) -> Option<ActorIndex> {
        let fits = |index: &&ActorIndex| {
            let memory = &self.memory[index.index()];
            memory.office == office && (of.is_none() || memory.of == of)
        };
        self.recent.iter().rev().take(4 * WINDOW).find(fits).copied()
    }

    pub(super) fn office_holder(&self, office: &str, of: Option<Holder>) -> Option<PersonId> {
        let holders = self.lexicon.holders(of?, office, self.date?);
        if let [only] = holders[..] {
            Some(only)
        } else {
            None
        }
    }

    /// "his Russian counterpart": the same office in another country; one for each owner.
    pub(super) fn counterparts(&mut self, phrase: &Phrase<'c>, said: Option<Holder>) -> Vec<ActorIndex> {
        let Some(of) = said else { return Vec::new() };
        let owners = phrase.possessor.map_or(&[][..], |head| self.denoted_at(head));
        let mut others = owners.to_vec();
        others.retain(|index| !self.memory[index.index()].office.is_empty());
        if others.is_empty() {
            let fits = |index: &&ActorIndex| {
                let memory = &self.memory[index.index()];
                !memory.office.is_empty() && memory.of != Some(of)
            };
            others.extend(self.recent.iter().rev().find(fits));
        }
        let mut found = Vec::new();
        for other in others {
            let office = self.memory[other.index()].office;
            let known = self.of_office(office, Some(of)).or_else(|| {
                let id = self.office_holder(office, Some(of))?;
                Some(self.known_person(id))
            });
            found.push(known.unwrap_or_else(|| self.unnamed_counterpart(phrase, of, other)));
        }
        found
    }

    /// Whoever holds the same office elsewhere, where no table says who.
    pub(super) fn unnamed_counterpart(
        &mut self,
        phrase: &Phrase<'c>,
        of: Holder,
        other: ActorIndex,
    ) -> ActorIndex {
        let office = self.memory[other.index()].office;
        let key = Key::Role(self.shared.texts.id(office), Some(of));
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        let role = self
            .lexicon
            .role_ending(&[office.replace('-', " ").as_str()])
            .map(|(_, role)| QualifiedRole::bare(role));
        let description = self.lexicon.compose(Some(of), role);
        let name = self.described_name(phrase, Some(of));
        let mut figure = Figure::new(name, ActorKind::Person, description);
        figure.rank = self.figures[other.index()].rank;
        figure.member_of = Some(self.holder(of));
        let memory = Memory {
            of: Some(of),
            office,
            ..Memory::default()
        };
        self.add(key, figure, memory)
    }
}

pub(super) fn group_kind(description: &Description<'_>) -> ActorKind {
    match description.sectors.first().map(Sector::as_str) {
        Some("REB" | "PRM" | "UAF") => ActorKind::ArmedGroup,
        Some("GOV" | "MIL" | "COP" | "SPY" | "JUD" | "LEG") => ActorKind::Government,
        Some("JRN") => ActorKind::Media,
        Some("CVL" | "REF" | "LAB" | "EDU" | "MED" | "AGR") => ActorKind::Civilians,
        Some("BUS" | "MNC") => ActorKind::Company,
        Some("PTY") => ActorKind::Party,
        _ => ActorKind::Other,
    }
}
