//! From what the lexicon says to what the record holds.

use crate::draft::{Actor, ActorIndex};
use std::borrow::Cow;
use verbale_lexicon::{
    Code, Date, Description, EntryId, Holder, Lexicon, OrganisationKind, PersonId, Rank as LexiconRank,
    Sector, Term,
};
use verbale_record::{ActorKind, Rank};

/// An actor while it is made out, in words of the report and the tables: most are made twice, and not all are kept.
#[derive(Clone, Debug)]
pub(super) struct Figure<'c> {
    pub name: Cow<'c, str>,
    pub kind: ActorKind,
    /// Empty where it is unknown.
    pub country: &'c str,
    pub sectors: Cow<'c, [Sector]>,
    pub code: Code<'c>,
    pub office: Option<&'c str>,
    pub rank: Rank,
    pub member_of: Option<ActorIndex>,
    pub known: bool,
}

impl<'c> Figure<'c> {
    /// Somebody of a kind with what a description says.
    pub(super) fn new(name: impl Into<Cow<'c, str>>, kind: ActorKind, description: Description<'c>) -> Self {
        Self {
            name: name.into(),
            kind,
            country: description.country,
            sectors: description.sectors,
            code: description.code,
            office: None,
            rank: rank(description.rank),
            member_of: None,
            known: false,
        }
    }

    /// The actor of the cast.
    pub(super) fn into_actor(self) -> Actor {
        let sectors = self.sectors.iter();
        Actor {
            name: self.name.into_owned(),
            kind: self.kind,
            country: (!self.country.is_empty()).then(|| self.country.to_owned()),
            sectors: sectors.map(|sector| sector.as_str().to_owned()).collect(),
            code: (!self.code.is_empty()).then(|| self.code.to_string()),
            office: self.office.map(str::to_owned),
            rank: self.rank,
            member_of: self.member_of,
            known: self.known,
        }
    }
}

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

/// A state or organisation.
pub(super) fn holder(lexicon: &Lexicon, holder: Holder) -> Figure<'_> {
    let (name, kind) = match holder {
        Holder::Country(id) => (&lexicon.country(id).name, ActorKind::State),
        Holder::Organisation(id) => {
            let organisation = lexicon.organisation(id);
            (&organisation.name, kind(organisation.kind))
        }
    };
    Figure {
        known: true,
        ..Figure::new(&**name, kind, lexicon.describe(holder))
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
        let terms = lexicon.terms_of(person);
        terms
            .filter(|term| term.period.covers(date))
            .min_by_key(|term| term.rank as u8)
    })
}

/// A person of the tables as on a date, whose they are and the office. Out of office, the last one still says the
/// country.
pub(super) fn person(
    lexicon: &Lexicon,
    id: PersonId,
    date: Option<Date>,
) -> (Figure<'_>, Option<Holder>, &str) {
    let term = term_on(lexicon, id, date);
    let told = term.or_else(|| {
        let distance = |term: &&Term| date.map_or(0, |date| (term.period.years_away(date) * 100.0) as u32);
        lexicon.terms_of(id).min_by_key(distance)
    });
    let of = told.and_then(|term| term.holder);
    let mut description = of.map(|of| lexicon.describe(of)).unwrap_or_default();
    if let Some(term) = told {
        description.sectors = Cow::Borrowed(&term.sectors);
    }
    let name = &*lexicon.person(id).name;
    let figure = Figure {
        rank: term.map_or(Rank::Unspecified, |term| rank(term.rank)),
        office: term.map(|term| &*term.title),
        known: true,
        ..Figure::new(name, ActorKind::Person, description)
    };
    (figure, of, term.map_or("", |term| &term.office))
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
