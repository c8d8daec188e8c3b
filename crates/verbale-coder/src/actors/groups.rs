//! Groups: sides, countries in the plural, peoples.

use super::descriptions::Figure;
use super::keys::Key;
use super::phrases::Phrase;
use super::resolution::{Memory, Resolver, WINDOW};
use crate::draft::ActorIndex;
use std::borrow::Cow;
use verbale_lexicon::{Code, Description, Holder, Sector};
use verbale_record::{ActorKind, Rank};
use verbale_syntax::TokenId;

impl<'c> Resolver<'c> {
    /// The two parties of the text: the two states or groups mentioned most so far.
    pub(super) fn sides(&mut self, head: TokenId) -> Vec<ActorIndex> {
        // Two of the same sentence are the two.
        let mut here: Vec<ActorIndex> = Vec::new();
        let sentence = self.analysis().token(head).sentence;
        for mention in self.mentions.iter().rev() {
            if self.analysis().token(mention.head).sentence != sentence {
                break;
            }
            let parties = mention.actors.iter().map(|&index| self.side(index));
            here.extend(parties.filter(|&index| self.is_party(index)));
        }
        here.sort_unstable();
        here.dedup();
        if here.len() == 2 {
            return here;
        }
        let mut candidates: Vec<(u32, ActorIndex)> = Vec::new();
        for (index, figure) in self.figures.iter().enumerate() {
            let count = self.memory[index].count;
            if count > 0 && figure.kind != ActorKind::Person && self.is_party(ActorIndex(index as u32)) {
                // A breakaway region comes after the states.
                let weight = if figure.sectors.contains(&Sector::PRE) {
                    1
                } else {
                    2
                };
                candidates.push((weight * count, ActorIndex(index as u32)));
            }
        }
        candidates.sort_by_key(|&(count, index)| (std::cmp::Reverse(count), index));
        if let Some(own) = self.own_sides() {
            return own;
        }
        if candidates.len() < 2 {
            // Too early in the text to know: the two that it will be about.
            let principals = std::mem::take(&mut self.principals);
            let found = principals.iter().map(|&party| self.holder(party)).collect();
            self.principals = principals;
            return found;
        }
        candidates.truncate(2);
        candidates.into_iter().map(|(_, index)| index).collect()
    }

    /// The two states or groups of the tables that are mentioned most; none where there are not two.
    pub(super) fn principals(&self) -> Vec<Holder> {
        let mut counted: Vec<(u32, Holder)> = Vec::new();
        for (index, memory) in self.memory.iter().enumerate() {
            if let Some(of) = memory.of
                && memory.count > 1
                && self.is_party(ActorIndex(index as u32))
                && self.by_key.get(&Key::Holder(of)) == Some(&ActorIndex(index as u32))
            {
                counted.push((memory.count, of));
            }
        }
        counted.sort_by_key(|&(count, of)| (std::cmp::Reverse(count), of));
        counted.truncate(2);
        if counted.len() < 2 {
            counted.clear();
        }
        counted.into_iter().map(|(_, of)| of).collect()
    }

    /// In the country where the report is set: its government and whoever of its own stands against it.
    fn own_sides(&self) -> Option<Vec<ActorIndex>> {
        let home = *self.by_key.get(&Key::Holder(self.setting?))?;
        let country = self.figures[home.index()].country;
        let against = |index: &usize| {
            let actor = &self.figures[*index];
            let opposed = actor
                .sectors
                .iter()
                .any(|sector| matches!(sector.as_str(), "REB" | "OPP" | "SEP" | "PRM"));
            let several = !matches!(actor.kind, ActorKind::Person | ActorKind::State);
            opposed && several && actor.country == country && self.memory[*index].count > 1
        };
        let other = (0..self.figures.len())
            .filter(against)
            .max_by_key(|&index| (self.memory[index].count, std::cmp::Reverse(index)))?;
        Some(vec![home, ActorIndex(other as u32)])
    }

    fn is_party(&self, index: ActorIndex) -> bool {
        matches!(
            self.figures[index.index()].kind,
            ActorKind::State | ActorKind::ArmedGroup
        )
    }

    /// Whom somebody acts for.
    fn side(&self, index: ActorIndex) -> ActorIndex {
        let actor = &self.figures[index.index()];
        if self.is_party(index) {
            index
        } else {
            actor.member_of.unwrap_or(index)
        }
    }

    /// "the group", "the bloc": the organisation spoken of last.
    pub(super) fn last_group(&self, phrase: &Phrase<'c>) -> Option<ActorIndex> {
        let bloc = matches!(
            self.analysis().lemma(phrase.head),
            "bloc" | "alliance" | "agency" | "body" | "watchdog"
        );
        let fits = |index: &&ActorIndex| {
            let kind = self.figures[index.index()].kind;
            let named = self.figures[index.index()].known;
            let public = matches!(kind, ActorKind::Igo | ActorKind::Ngo | ActorKind::Other)
                || named && matches!(kind, ActorKind::Government | ActorKind::Media);
            let own = matches!(
                kind,
                ActorKind::ArmedGroup | ActorKind::Party | ActorKind::Ngo | ActorKind::Other
            );
            if bloc { public } else { own }
        };
        self.recent.iter().rev().take(2 * WINDOW).find(fits).copied()
    }

    /// "the warring Yemeni parties": the sides of one country, one group.
    pub(super) fn sides_of(&mut self, phrase: &Phrase<'c>, of: Holder) -> ActorIndex {
        let description = self.lexicon.describe(of);
        let described = Description {
            country: description.country,
            ..Description::default()
        };
        self.group_named("sides", phrase, Some(of), ActorKind::Other, described)
    }

    /// "other countries", "Western powers"
    pub(super) fn countries(&mut self, phrase: &Phrase<'c>) -> ActorIndex {
        let described = Description {
            sectors: Cow::Borrowed(&[Sector::GOV]),
            ..Description::default()
        };
        let name = self.described_name(phrase, None);
        let name = name.replace("nations", "countries").to_lowercase();
        self.group_named(name, phrase, None, ActorKind::Government, described)
    }

    /// "many Syrians": people, not the state.
    pub(super) fn people(&mut self, phrase: &Phrase<'c>, of: Holder) -> ActorIndex {
        let mut described = self.lexicon.describe(of);
        described.sectors = Cow::Borrowed(&[Sector::CVL]);
        described.code = Code::default();
        self.group_named("people", phrase, Some(of), ActorKind::Civilians, described)
    }

    fn group_named(
        &mut self,
        name: impl Into<Cow<'c, str>>,
        phrase: &Phrase<'c>,
        of: Option<Holder>,
        kind: ActorKind,
        description: Description<'c>,
    ) -> ActorIndex {
        let key = Key::Role(self.shared.texts.id(name), of);
        if let Some(&index) = self.by_key.get(&key) {
            return index;
        }
        let mut figure = Figure::new(self.described_name(phrase, None), kind, description);
        figure.member_of = of.map(|of| self.holder(of));
        let memory = Memory {
            plural: true,
            of,
            ..Memory::default()
        };
        self.add(key, figure, memory)
    }

    /// "the two ministers", "both presidents": those of that office spoken of last.
    pub(super) fn colleagues(&self, phrase: &Phrase<'c>, rank: Rank) -> Vec<ActorIndex> {
        let words = self.modifiers(phrase);
        let two = words.iter().any(|word| matches!(*word, "two" | "both"));
        let three = words.contains(&"three");
        if rank == Rank::Unspecified || !two && !three {
            return Vec::new();
        }
        let most = if three { 3 } else { 2 };
        let mut found: Vec<ActorIndex> = Vec::new();
        for &index in self.recent.iter().rev().take(2 * WINDOW) {
            let actor = &self.figures[index.index()];
            let fits = actor.kind == ActorKind::Person && actor.rank == rank;
            if fits && !found.contains(&index) && found.len() < most {
                found.push(index);
            }
        }
        if found.len() < most {
            return Vec::new();
        }
        found.reverse();
        found
    }
}
