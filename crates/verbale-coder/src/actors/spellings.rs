//! Names as phrases have them: the words that are compared, and what they say by themselves.

use super::is_honorific;
use super::lowered::Words;
use std::ops::Range;
use verbale_lexicon::{ActorWord, Holder, Lexicon, PersonId, Sector};
use verbale_record::ActorKind;
use verbale_syntax::{Analysis, TokenId};

/// A person's name.
#[derive(Clone, Debug)]
pub(super) struct PersonName<'t> {
    /// The name without title.
    pub tokens: Range<u32>,
    /// Whom the lexicon has by exactly this full name.
    pub known: Option<PersonId>,
    /// Its words without courtesy and possessive.
    pub words: Vec<&'t str>,
    /// The same as the text writes it: "al-Bikri" is three words.
    pub written: &'t str,
}

impl<'t> PersonName<'t> {
    pub(super) fn read(
        analysis: &'t Analysis,
        lowered: &Words<'_>,
        tokens: Range<u32>,
        known: Option<PersonId>,
    ) -> Self {
        let bare = |form: &&str| !matches!(*form, "’s" | "'s" | "’" | "'");
        let form = |token: u32| analysis.form(TokenId(token));
        let courtesy = |token: &u32| is_honorific(lowered.forms[*token as usize]);
        let named = tokens.clone().filter(|token| !courtesy(token));
        let mut words: Vec<&str> = named.map(form).filter(bare).collect();
        // "Mr. King" is a King.
        if words.is_empty() {
            words.extend(tokens.clone().map(form).rfind(bare));
        }
        let mut written = tokens.clone();
        while written.len() > 1 && courtesy(&written.start) {
            written.start += 1;
        }
        let written = analysis.text_of(written);
        let bare = written.strip_suffix("’s").or_else(|| written.strip_suffix("'s"));
        Self {
            tokens,
            known,
            words,
            written: bare.unwrap_or(written),
        }
    }
}

/// The name of an organisation that no table has.
#[derive(Clone, Debug)]
pub(super) struct OrganisationName<'t> {
    /// As the text writes it.
    pub text: &'t str,
    /// What its words say of whom it names.
    pub kind: ActorKind,
    pub sectors: &'static [Sector],
    /// "the Jordanian Public Security Department": the country that it has in it.
    pub country: Option<Holder>,
}

impl<'t> OrganisationName<'t> {
    pub(super) fn read(analysis: &'t Analysis, lexicon: &Lexicon, tokens: Range<u32>) -> Self {
        let forms: Vec<&str> = tokens
            .clone()
            .map(|token| analysis.form(TokenId(token)))
            .collect();
        let (kind, sectors) = ending(lexicon, &forms);
        let country = (0..forms.len()).find_map(|at| lexicon.country_at(&forms, at));
        Self {
            text: analysis.text_of(tokens),
            kind,
            sectors,
            country: country.map(Holder::Country),
        }
    }
}

/// What the last word of a name says of an organisation.
const ENDINGS: [(ActorWord, ActorKind, &[Sector]); 9] = [
    (ActorWord::MediaName, ActorKind::Media, &[Sector::JRN]),
    (ActorWord::PartyName, ActorKind::Party, &[Sector::PTY]),
    (ActorWord::CourtName, ActorKind::Government, &[Sector::JUD]),
    (ActorWord::MilitaryName, ActorKind::Government, &[Sector::MIL]),
    (ActorWord::ArmedName, ActorKind::ArmedGroup, &[Sector::UAF]),
    (ActorWord::OfficeName, ActorKind::Government, &[Sector::GOV]),
    (ActorWord::CompanyName, ActorKind::Company, &[Sector::BUS]),
    (ActorWord::AidName, ActorKind::Ngo, &[Sector::NGO]),
    (ActorWord::SchoolName, ActorKind::Other, &[Sector::EDU]),
];

/// What the last word of a name, or the first before "of", says of whom it names.
fn ending(lexicon: &Lexicon, forms: &[&str]) -> (ActorKind, &'static [Sector]) {
    let of = forms.iter().position(|form| matches!(*form, "of" | "for" | "on"));
    let before_of = of.map_or(forms, |of| &forms[..of]).last();
    let told = [before_of, forms.last()].into_iter().flatten().find_map(|word| {
        let classes = lexicon.word_classes(word);
        ENDINGS.iter().find(|(class, ..)| classes.has(*class))
    });
    let told = told.filter(|_| forms.len() > 1);
    told.map_or((ActorKind::Other, &[]), |&(_, kind, sectors)| (kind, sectors))
}
