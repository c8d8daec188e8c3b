//! From what the lexicon says to what the record holds.

use crate::draft::Actor;
use verbale_lexicon::{
    Date, Description, EntryId, Holder, Lexicon, OrganisationKind, PersonId, Rank as LexiconRank, Sector,
    Term,
};
use verbale_record::{ActorKind, Rank};

/// The record's rank for the lexicon's.
pub(super) fn rank(rank: LexiconRank) -> Rank {
    match rank {
        LexiconRank::HeadOfState => Rank::HeadOfState,
        LexiconRank::HeadOfGovernment => Rank::HeadOfGovernment,
        LexiconRank::Minister => Rank::Minister,
        LexiconRank::DeputyMinister => Rank::DeputyMinister,
        LexiconRank::Envoy => Rank::Envoy,
        LexiconRank::Official => Rank::Official,
        LexiconRank::Military => Rank::Military,
        LexiconRank::Spokesperson => Rank::Spokesperson,
        LexiconRank::Unspecified => Rank::Unspecified,
    }
}

/// An actor of a kind with what a description says.
pub(super) fn actor(name: &str, kind: ActorKind, description: &Description, known: bool) -> Actor {
    Actor {
        name: name.to_owned(),
        kind,
        country: Some(description.country.clone()).filter(|country| !country.is_empty()),
        sectors: sectors(&description.sectors),
        code: Some(description.code.clone()).filter(|code| !code.is_empty()),
        office: None,
        rank: rank(description.rank),
        member_of: None,
        known,
    }
}

fn sectors(sectors: &[Sector]) -> Vec<String> {
    sectors.iter().map(|sector| sector.as_str().to_owned()).collect()
}

/// A state or organisation.
pub(super) fn holder(lexicon: &Lexicon, holder: Holder) -> Actor {
    let description = lexicon.describe(holder);
    match holder {
        Holder::Country(id) => actor(&lexicon.country(id).name, ActorKind::State, &description, true),
        Holder::Organisation(id) => {
            let organisation = lexicon.organisation(id);
            actor(&organisation.name, kind(organisation.kind), &description, true)
        }
    }
}

fn kind(kind: OrganisationKind) -> ActorKind {
    match kind {
        OrganisationKind::Igo => ActorKind::Igo,
        OrganisationKind::Ngo => ActorKind::Ngo,
        OrganisationKind::Media => ActorKind::Media,
        OrganisationKind::Company => ActorKind::Company,
        OrganisationKind::Party => ActorKind::Party,
        OrganisationKind::ArmedGroup => ActorKind::ArmedGroup,
        OrganisationKind::Government
        | OrganisationKind::Military
        | OrganisationKind::Legislature
        | OrganisationKind::Court => ActorKind::Government,
        OrganisationKind::People => ActorKind::Civilians,
        OrganisationKind::Religious | OrganisationKind::Other => ActorKind::Other,
    }
}

/// The term that says most about a person on a date: the highest office of that day.
pub(super) fn term_on(lexicon: &Lexicon, person: PersonId, date: Option<Date>) -> Option<&Term> {
    date.and_then(|date| {
        lexicon
            .offices_of(person, date)
            .into_iter()
            .min_by_key(|term| term.rank as u8)
    })
}

/// A person of the tables as on a date. Out of office, the last office still says the country.
pub(super) fn person(lexicon: &Lexicon, id: PersonId, date: Option<Date>) -> (Actor, Option<Holder>, String) {
    let name = &lexicon.person(id).name;
    let term = term_on(lexicon, id, date);
    let told = term.or_else(|| {
        let distance = |term: &&Term| date.map_or(0, |date| (term.period.years_away(date) * 100.0) as u32);
        lexicon.terms_of(id).min_by_key(distance)
    });
    let mut description = told
        .and_then(|term| term.holder)
        .map(|of| lexicon.describe(of))
        .unwrap_or_default();
    if let Some(term) = told {
        description.sectors.clone_from(&term.sectors);
    }
    let mut actor = actor(name, ActorKind::Person, &description, true);
    actor.rank = term.map_or(Rank::Unspecified, |term| rank(term.rank));
    actor.office = term.map(|term| term.title.to_string());
    let office = term.map_or_else(String::new, |term| term.office.to_string());
    (actor, told.and_then(|term| term.holder), office)
}

/// The country or organisation an entry stands for.
pub(super) fn holder_of(lexicon: &Lexicon, entry: EntryId) -> Option<Holder> {
    match entry {
        EntryId::Country(id) => Some(Holder::Country(id)),
        EntryId::Organisation(id) => Some(Holder::Organisation(id)),
        EntryId::Seat(id) => {
            let of = &lexicon.seat(id).country;
            lexicon.holder_named(of)
        }
        EntryId::Region(_) | EntryId::Person(_) | EntryId::Role(_) => None,
    }
}
