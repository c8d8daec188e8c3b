//! The names of a report with all places each can mean: looked up once a name.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use verbale_lexicon::places::{Gazetteer, PlaceEntry, PlaceKind};

/// Index of a name of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Known(pub u32);

/// The names looked up so far.
#[derive(Debug, Default)]
pub(super) struct Names<'t> {
    /// What was looked up and found. What was not found is looked up again, which takes no longer than to find it here.
    by_text: FxHashMap<Cow<'t, str>, Known>,
    /// The places of each name; none for a name that no table has.
    entries: Vec<Vec<PlaceEntry>>,
    abbreviations: Vec<Known>,
}

impl<'t> Names<'t> {
    /// The name, if any place has it.
    pub(super) fn look_up(&mut self, gazetteer: &Gazetteer, text: &'t str) -> Option<Known> {
        if let Some(&known) = self.by_text.get(text) {
            return Some(known);
        }
        let mut entries = gazetteer.find(text);
        if entries.is_empty() {
            return None;
        }
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 4 && !text.chars().any(char::is_lowercase) {
            // Short words in capitals are acronyms: only those count that a table has on purpose.
            entries.retain(|entry| entry.by_hand);
        } else if letters < 3 {
            entries.clear();
        }
        if entries.is_empty() {
            return None;
        }
        let known = self.add(entries);
        self.by_text.insert(Cow::Borrowed(text), known);
        Some(known)
    }

    /// A name that no table has.
    pub(super) fn unknown(&mut self, text: &'t str) -> Known {
        if let Some(&known) = self.by_text.get(text) {
            return known;
        }
        self.entries.push(Vec::new());
        let known = Known(self.entries.len() as u32 - 1);
        self.by_text.insert(Cow::Borrowed(text), known);
        known
    }

    /// Whether no table has the name.
    pub(super) fn is_unknown(&self, name: Known) -> bool {
        self.entries(name).is_empty()
    }

    /// Whether a region that everyone knows has the name.
    pub(super) fn is_region(&self, name: Known) -> bool {
        let mut entries = self.entries(name).iter();
        entries.any(|entry| entry.kind == PlaceKind::Region && entry.by_hand)
    }

    /// Whether the name is a region's abbreviation, which needs a town before it.
    pub(super) fn is_abbreviation(&self, name: Known) -> bool {
        self.abbreviations.contains(&name)
    }

    /// The name that an abbreviation after a comma stands for.
    pub(super) fn abbreviation(&mut self, text: &str, entry: &PlaceEntry) -> Known {
        let text = format!(", {text}");
        if let Some(&known) = self.by_text.get(text.as_str()) {
            return known;
        }
        // Not shared with the full name: “Ky.” needs a town before it, “Kentucky” does not.
        self.entries.push(vec![entry.clone()]);
        let known = Known(self.entries.len() as u32 - 1);
        self.abbreviations.push(known);
        self.by_text.insert(Cow::Owned(text), known);
        known
    }

    fn add(&mut self, entries: Vec<PlaceEntry>) -> Known {
        // Spellings of one name mean one place: “Zelenograd”, “ZELENOGRAD”.
        if let Some(same) = self.entries.iter().position(|known| *known == entries) {
            return Known(same as u32);
        }
        self.entries.push(entries);
        Known(self.entries.len() as u32 - 1)
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The places a name can mean.
    pub(super) fn entries(&self, name: Known) -> &[PlaceEntry] {
        &self.entries[name.0 as usize]
    }

    /// Whether a place of the one name can be around a place of the other.
    pub(super) fn can_contain(&self, outer: Known, inner: Known) -> bool {
        let around = self.entries(outer);
        let within = self.entries(inner);
        if within.is_empty() {
            return around
                .first()
                .is_some_and(|entry| is_state(entry) || entry.kind == PlaceKind::Region);
        }
        // “Oregon, Washington and Idaho” is a list, and so is “Georgia, Armenia”.
        let listed = within.iter().any(is_state);
        within.iter().any(|inner| {
            around.iter().any(|outer| {
                contains(outer, inner)
                    && (!listed
                        || is_state(inner)
                            && inner.kind == PlaceKind::Region
                            && outer.kind == PlaceKind::Country)
            })
        })
    }
}

/// A country or a first-level region that everyone knows.
fn is_state(entry: &PlaceEntry) -> bool {
    entry.kind == PlaceKind::Country || entry.kind == PlaceKind::Region && entry.by_hand
}

/// Whether one place is around another, as far as the tables know.
pub(super) fn contains(outer: &PlaceEntry, inner: &PlaceEntry) -> bool {
    use PlaceKind::{Country, District, Land, Region, Site, Town, World};
    if outer.name == inner.name {
        return false;
    }
    let near = |degrees: f64| {
        (outer.latitude - inner.latitude).abs() < degrees
            && (outer.longitude - inner.longitude).abs() < 1.5 * degrees
    };
    match outer.kind {
        Country => outer.country == inner.country && inner.kind != Country,
        Region => {
            outer.country == inner.country
                && matches!(inner.kind, Town | District | Site | Land)
                && (inner.region.is_empty() && near(6.0) || outer.region == inner.region)
        }
        District => outer.country == inner.country && inner.kind == Town && near(1.0),
        Town => outer.country == inner.country && matches!(inner.kind, Town | Site | District) && near(0.5),
        Land => near(5.0) && (outer.country.is_empty() || outer.country == inner.country),
        World => false,
        _ => false,
    }
}
