//! Country or organisation and role put together: sectors, rank, office and CAMEO-style code.

use crate::country::{CountryId, CountryStatus};
use crate::lexicon::Lexicon;
use crate::organisation::{OrganisationId, OrganisationKind};
use crate::role::Role;
use crate::sector::{Rank, Sector};
use std::borrow::Cow;
use std::fmt;

/// Whom an office or a role belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// A country or entity.
    Country(CountryId),
    /// An organisation, armed group or people.
    Organisation(OrganisationId),
}

/// What a mention's words say of an actor, in words of the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description<'l> {
    /// Alpha-3 code, or IGO, NGO, MNC, IMG; empty when the words do not say.
    pub country: &'l str,
    /// PLOVER sectors, the telling one first.
    pub sectors: Cow<'l, [Sector]>,
    /// Rank.
    pub rank: Rank,
    /// CAMEO-style code: `RUSGOV`.
    pub code: Code<'l>,
    /// Key of the office, for [`Lexicon::holders`]; empty when it is none.
    pub office: &'l str,
}

/// A CAMEO-style code, written out only where it is asked for: country and at most two sectors, or what a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Code<'l> {
    stem: &'l str,
    sectors: [Option<Sector>; 2],
}

impl<'l> Code<'l> {
    /// Sectors that only qualify another are left out.
    fn new(country: &'l str, sectors: &[Sector]) -> Self {
        let mut telling = sectors
            .iter()
            .filter(|sector| **sector != Sector::PRE && sector.cameo() != country)
            .copied();
        Self {
            stem: country,
            sectors: [telling.next(), telling.next()],
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.stem.is_empty() && self.sectors[0].is_none()
    }
}

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.stem)?;
        let mut sectors = self.sectors.iter().flatten();
        sectors.try_for_each(|sector| f.write_str(sector.cameo()))
    }
}

/// A role with what the words around it make of it, whosever it is.
#[derive(Debug, Clone, Copy)]
pub struct QualifiedRole<'l> {
    role: &'l Role,
    /// Of a role that is a state's or nobody's: whose it is in truth ("rebel officials").
    coloured: Option<&'l [Sector]>,
    former: bool,
    below: bool,
}

impl<'l> QualifiedRole<'l> {
    /// A role by itself.
    pub fn bare(role: &'l Role) -> Self {
        Self {
            role,
            coloured: None,
            former: false,
            below: false,
        }
    }

    /// Key of the office; empty when it is none, or none any longer.
    pub fn office(&self) -> &'l str {
        if self.former || self.below {
            ""
        } else {
            &self.role.office
        }
    }

    fn rank(&self) -> Rank {
        match self.role.rank {
            Rank::Minister if self.below => Rank::DeputyMinister,
            _ if self.former => Rank::Unspecified,
            rank => rank,
        }
    }

    /// The sectors of somebody of a state that has sectors of its own.
    fn sectors(&self, state: Cow<'l, [Sector]>) -> Cow<'l, [Sector]> {
        if self.former {
            return Cow::Borrowed(&[Sector::ELI]);
        }
        if let Some(sectors) = self.coloured {
            return Cow::Borrowed(sectors);
        }
        let own = &self.role.sectors;
        if own.is_empty() {
            state
        } else if state.contains(&Sector::PRE) {
            own.iter().copied().chain([Sector::PRE]).collect()
        } else {
            Cow::Borrowed(own)
        }
    }
}

/// Words before a role that say its office is over.
const FORMER: [&str; 8] = [
    "former", "ex", "ex-", "late", "ousted", "deposed", "toppled", "onetime",
];
/// Words that set a role one step below the office named.
const BELOW: [&str; 5] = ["deputy", "vice", "assistant", "junior", "under"];

impl Lexicon {
    /// A role with the lower-case words of its phrase: "former" makes it a former one, "deputy" lowers it.
    pub fn qualified<'l>(&'l self, role: &'l Role, words: &[&str]) -> QualifiedRole<'l> {
        QualifiedRole {
            role,
            coloured: self.colour(role, words),
            former: words.iter().any(|word| FORMER.contains(word)),
            below: words.iter().any(|word| BELOW.contains(word)),
        }
    }

    /// What a role says of somebody who belongs to `holder`: "Yemeni" + "soldier", "Hamas" + "spokesman".
    pub fn compose<'l>(&'l self, holder: Option<Holder>, role: Option<QualifiedRole<'l>>) -> Description<'l> {
        let mut description = holder.map(|holder| self.describe(holder)).unwrap_or_default();
        let Some(role) = role else { return description };
        description.rank = role.rank();
        description.office = role.office();
        let of_state = match holder {
            None | Some(Holder::Country(_)) => true,
            Some(Holder::Organisation(id)) => matches!(
                self.organisation(id).kind,
                OrganisationKind::Government | OrganisationKind::People
            ),
        };
        // A state's own sector is the default that a role replaces; an organisation's stays, because a Hamas
        // spokesman is of Hamas whatever a spokesman is elsewhere.
        if of_state {
            description.sectors = role.sectors(description.sectors);
            description.code = Code::new(description.country, &description.sectors);
        }
        description
    }

    /// "rebel officials", "an opposition figure": whose they are where the role itself is a state's or nobody's.
    fn colour(&self, role: &Role, modifiers: &[&str]) -> Option<&[Sector]> {
        let neutral = |sector: &Sector| matches!(sector.as_str(), "GOV" | "MIL" | "LEG");
        if !role.sectors.iter().all(neutral) {
            return None;
        }
        let own = role.phrase.split(' ').count();
        let before = modifiers.len().checked_sub(own)?;
        let mut roles = (0..before).filter(|&at| self.may_be_role(modifiers[at]));
        roles.find_map(|at| {
            // "anti-rebel forces" are nobody's rebels.
            // Of "government and rebel forces" not all are rebels.
            let apart = |word: &str| matches!(word, "-" | "and" | "or");
            if at > 0 && apart(modifiers[at - 1]) || apart(modifiers[at + 1]) {
                return None;
            }
            let sectors = &self.role_ending(&modifiers[at..=at])?.1.sectors;
            let apart = sectors
                .iter()
                .any(|sector| matches!(sector.as_str(), "REB" | "OPP" | "PRM"));
            apart.then_some(&sectors[..])
        })
    }

    /// What is known of a country's government or an organisation.
    pub fn describe(&self, holder: Holder) -> Description<'_> {
        let (country, sectors, written): (&str, &[Sector], &str) = match holder {
            Holder::Country(id) => {
                let country = self.country(id);
                if country.status == CountryStatus::Disputed {
                    (&country.alpha3, &[Sector::GOV, Sector::PRE], "")
                } else {
                    (&country.alpha3, &[Sector::GOV], "")
                }
            }
            Holder::Organisation(id) => {
                let organisation = self.organisation(id);
                (&organisation.country, &organisation.sectors, &organisation.code)
            }
        };
        let code = if written.is_empty() {
            Code::new(country, sectors)
        } else {
            Code::new(written, &[])
        };
        Description {
            country,
            sectors: Cow::Borrowed(sectors),
            code,
            ..Description::default()
        }
    }
}
