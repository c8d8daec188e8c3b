//! Country or organisation and role put together: sectors, rank, office and CAMEO-style code.

use crate::country::{CountryId, CountryStatus};
use crate::lexicon::Lexicon;
use crate::organisation::{OrganisationId, OrganisationKind};
use crate::role::Role;
use crate::sector::{Rank, Sector};

/// Whom an office or a role belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// A country or entity.
    Country(CountryId),
    /// An organisation, armed group or people.
    Organisation(OrganisationId),
}

/// What a mention's words say of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// Alpha-3 code, or IGO, NGO, MNC, IMG; empty when the words do not say.
    pub country: String,
    /// PLOVER sectors, the telling one first.
    pub sectors: Vec<Sector>,
    /// Rank.
    pub rank: Rank,
    /// CAMEO-style code: `RUSGOV`.
    pub code: String,
    /// Key of the office, for [`Lexicon::holders`]; empty when it is none.
    pub office: String,
}

/// Words before a role that say its office is over.
const FORMER: [&str; 8] = [
    "former", "ex", "ex-", "late", "ousted", "deposed", "toppled", "onetime",
];
/// Words that set a role one step below the office named.
const BELOW: [&str; 5] = ["deputy", "vice", "assistant", "junior", "under"];

impl Lexicon {
    /// What a role says of somebody who belongs to `holder`: "Yemeni" + "soldier", "Hamas" + "spokesman".
    ///
    /// `modifiers` are the lower-case words before the role: "former" makes it a former one, "deputy" lowers it.
    pub fn compose(&self, holder: Option<Holder>, role: Option<&Role>, modifiers: &[&str]) -> Description {
        let mut description = holder.map(|holder| self.describe(holder)).unwrap_or_default();
        let Some(role) = role else { return description };
        description.rank = role.rank;
        description.office = role.office.to_string();
        let of_state = match holder {
            None | Some(Holder::Country(_)) => true,
            Some(Holder::Organisation(id)) => matches!(
                self.organisation(id).kind,
                OrganisationKind::Government | OrganisationKind::People
            ),
        };
        // A state's own sector is the default that a role replaces; an organisation's stays, because a Hamas
        // spokesman is of Hamas whatever a spokesman is elsewhere.
        if of_state && !role.sectors.is_empty() {
            let partially_recognised = description.sectors.contains(&Sector::PRE);
            description.sectors.clone_from(&role.sectors);
            if partially_recognised {
                description.sectors.push(Sector::PRE);
            }
        } else if of_state && holder.is_none() {
            description.sectors.clear();
        }
        if of_state && let Some(sectors) = self.colour(role, modifiers) {
            description.sectors = sectors;
        }
        if modifiers.iter().any(|word| FORMER.contains(word)) {
            if of_state {
                description.sectors = vec![Sector::ELI];
            }
            description.rank = Rank::Unspecified;
            description.office.clear();
        }
        if modifiers.iter().any(|word| BELOW.contains(word)) {
            if role.rank == Rank::Minister {
                description.rank = Rank::DeputyMinister;
            }
            description.office.clear();
        }
        if of_state {
            description.code = code(&description.country, &description.sectors);
        }
        description
    }

    /// "rebel officials", "an opposition figure": whose they are where the role itself is a state's or nobody's.
    fn colour(&self, role: &Role, modifiers: &[&str]) -> Option<Vec<Sector>> {
        let neutral = |sector: &Sector| matches!(sector.as_str(), "GOV" | "MIL" | "LEG");
        if !role.sectors.iter().all(neutral) {
            return None;
        }
        let own = role.phrase.split(' ').count();
        let before = modifiers.len().checked_sub(own)?;
        (0..before).find_map(|at| {
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
            apart.then(|| sectors.clone())
        })
    }

    /// What is known of a country's government or an organisation.
    pub fn describe(&self, holder: Holder) -> Description {
        match holder {
            Holder::Country(id) => {
                let country = self.country(id);
                let mut sectors = vec![Sector::GOV];
                if country.status == CountryStatus::Disputed {
                    sectors.push(Sector::PRE);
                }
                Description {
                    country: country.alpha3.to_string(),
                    code: code(&country.alpha3, &sectors),
                    sectors,
                    ..Description::default()
                }
            }
            Holder::Organisation(id) => {
                let organisation = self.organisation(id);
                let written = organisation.code.to_string();
                Description {
                    country: organisation.country.to_string(),
                    sectors: organisation.sectors.clone(),
                    code: if written.is_empty() {
                        code(&organisation.country, &organisation.sectors)
                    } else {
                        written
                    },
                    ..Description::default()
                }
            }
        }
    }
}

/// A CAMEO-style code: country and at most two sectors. Sectors that only qualify another are left out.
pub(crate) fn code(country: &str, sectors: &[Sector]) -> String {
    let mut code = country.to_owned();
    let telling = sectors
        .iter()
        .filter(|sector| **sector != Sector::PRE && sector.cameo() != country)
        .take(2);
    telling.for_each(|sector| code.push_str(sector.cameo()));
    code
}
