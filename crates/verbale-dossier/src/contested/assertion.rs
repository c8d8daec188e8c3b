//! What somebody says happened, or says did not: what a dispute is made of.

use crate::days::Days;
use crate::digest::Digest;
use crate::rules::Rules;
use crate::text::{Symbol, stem, words};
use std::collections::BTreeMap;
use verbale_lexicon::speech::Topics;
use verbale_record::ontology::{EventType, Quad};
use verbale_record::{Event, Factuality, Incident, PlacePrecision, Span, Statement, StatementKind};

/// One assertion of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Assertion {
    /// The side whose word it is; `None` for the report's own.
    pub(super) by: Option<Symbol>,
    /// Whether it says that something is not so.
    pub(super) denies: bool,
    /// Whom it is aimed at.
    pub(super) target: Option<Symbol>,
    /// Who did it, as it says; for a denial, who is said not to have done it. Sorted.
    pub(super) doers: Vec<Symbol>,
    /// To whom it was done. Sorted.
    pub(super) harmed: Vec<Symbol>,
    /// Types of the acts told. Sorted.
    pub(super) acts: Vec<EventType>,
    pub(super) place: Option<Symbol>,
    pub(super) days: Option<Days>,
    /// Day of the report.
    pub(super) told: Option<i32>,
    /// Beginnings of its content words that name nobody and no place. Sorted.
    pub(super) words: Vec<u32>,
    /// Classes of deeds and facts that its words stand for. Sorted.
    pub(super) classes: Vec<Symbol>,
    /// The item of its record, for the way back.
    pub(super) item: Item,
}

/// Where an assertion stands in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Item {
    Statement(u32),
    Incident(u32),
}

/// The assertions of one record that somebody could dispute: denials, and what is told of deeds.
pub(crate) fn assertions(digest: &Digest) -> Vec<Assertion> {
    let record = &digest.record;
    let names = Names::of(digest);
    let statements = (0..).zip(&record.statements);
    let statements =
        statements.filter_map(|(index, statement)| from_statement(statement, index, digest, &names));
    let incidents = (0..).zip(&record.incidents);
    let incidents = incidents.filter_map(|(index, incident)| from_incident(incident, index, digest, &names));
    statements.chain(incidents).collect()
}

/// The kinds of statement that tell what is so; demands and promises tell what should be.
fn tells(kind: StatementKind) -> bool {
    matches!(
        kind,
        StatementKind::Claim
            | StatementKind::Accusation
            | StatementKind::Assessment
            | StatementKind::Announcement
            | StatementKind::Condemnation
    )
}

fn from_statement(statement: &Statement, index: u32, digest: &Digest, names: &Names) -> Option<Assertion> {
    if statement.kind != StatementKind::Denial && !tells(statement.kind) {
        return None;
    }
    let by = statement.on_behalf_of.as_deref().or(statement.speaker.as_deref());
    let by = digest.root(by?)?;
    let events = digest.record.events.iter();
    let events: Vec<&Event> = events
        .filter(|event| statement.events.contains(&event.id) && is_deed(event))
        .collect();
    // “We did not shell the bridge” denies, whatever its verb of speech.
    let own_negated =
        |event: &&Event| event.factuality == Factuality::Negated && digest.roots(&event.actor).contains(&by);
    let denies =
        statement.kind == StatementKind::Denial || !events.is_empty() && events.iter().all(own_negated);
    let by = Symbol::of(by);
    let target = statement.target.as_deref().and_then(|target| digest.root(target));
    let target = target.map(Symbol::of);
    let mut assertion = Assertion {
        by: Some(by),
        target,
        ..of_words(&statement.content, denies, Item::Statement(index), digest, names)
    };
    for event in &events {
        assertion.read(event, digest);
    }
    if assertion.doers.is_empty() {
        // Who denies speaks for itself; who is accused is accused of having done it.
        let doer = if denies { Some(by) } else { target };
        assertion
            .doers
            .extend(doer.filter(|_| denies || statement.kind == StatementKind::Accusation));
    }
    assertion.sort();
    (denies || assertion.is_of_a_deed()).then_some(assertion)
}

/// Deeds are disputed as facts; what was said or agreed has positions and commitments of its own.
fn is_deed(event: &Event) -> bool {
    event.quad == Quad::MaterialConflict || matches!(event.kind, EventType::Retreat | EventType::Aid)
}

/// An incident is the report's own word, or that of who alleges it.
fn from_incident(incident: &Incident, index: u32, digest: &Digest, names: &Names) -> Option<Assertion> {
    let event = digest
        .record
        .events
        .iter()
        .find(|event| Some(&event.id) == incident.event.as_ref());
    // What a statement tells is that statement's.
    let told = |statement: &Statement| {
        statement.content.start < incident.span.end && incident.span.start < statement.content.end
    };
    if event.is_some_and(|event| event.statement.is_some()) || digest.record.statements.iter().any(told) {
        return None;
    }
    let teller = event
        .and_then(|event| event.attributed_to.as_deref())
        .and_then(|by| digest.root(by));
    let mut assertion = Assertion {
        by: teller.map(Symbol::of),
        ..of_words(&incident.span, false, Item::Incident(index), digest, names)
    };
    if let Some(event) = event {
        assertion.read(event, digest);
    }
    assertion.acts.push(EventType::Assault);
    let doer = incident.perpetrator.as_deref().and_then(|by| digest.root(by));
    assertion.doers.extend(doer.map(Symbol::of));
    assertion.place = point(incident.place.as_deref(), digest).or(assertion.place);
    assertion.days = incident.date.as_deref().and_then(Days::parse).or(assertion.days);
    assertion.sort();
    Some(assertion)
}

fn of_words(span: &Span, denies: bool, item: Item, digest: &Digest, names: &Names) -> Assertion {
    let told = names.content_words(&span.text);
    let classes = told.values().flat_map(|word| classes(word));
    let classes = classes.map(|class| Symbol::of(&class));
    Assertion {
        by: None,
        denies,
        target: None,
        doers: Vec::new(),
        harmed: Vec::new(),
        acts: Vec::new(),
        place: None,
        days: None,
        told: digest.day,
        words: told.keys().copied().collect(),
        classes: classes.collect(),
        item,
    }
}

impl Assertion {
    fn read(&mut self, event: &Event, digest: &Digest) {
        self.acts.push(event.kind);
        self.doers
            .extend(digest.roots(&event.actor).into_iter().map(Symbol::of));
        self.harmed
            .extend(digest.roots(&event.recipient).into_iter().map(Symbol::of));
        self.place = self.place.or_else(|| point(event.place.as_deref(), digest));
        let days = event.date.as_ref().and_then(|date| Days::parse(&date.value));
        self.days = self.days.or(days);
    }

    fn sort(&mut self) {
        for list in [&mut self.doers, &mut self.harmed, &mut self.classes] {
            list.sort_unstable();
            list.dedup();
        }
        self.acts.sort_unstable();
        self.acts.dedup();
    }

    /// Whether it tells of a deed, by its acts or by its words.
    fn is_of_a_deed(&self) -> bool {
        let deeds = &Rules::builtin().matter.deeds;
        !self.acts.is_empty()
            || deeds
                .iter()
                .any(|class| self.classes.binary_search(&Symbol::of(class)).is_ok())
    }
}

/// A town; a whole country says too little about where.
fn point(place: Option<&str>, digest: &Digest) -> Option<Symbol> {
    let place = place?;
    let itself = digest.place_itself(place)?;
    let key = digest.place(place)?;
    (itself.precision != PlacePrecision::Country).then(|| Symbol::of(key))
}

/// The words that name somebody or some place in a report: what a matter is about is told by the others.
pub(super) struct Names(Vec<String>);

impl Names {
    pub(super) fn of(digest: &Digest) -> Self {
        let actors = digest.record.actors.iter().map(|actor| actor.name.as_str());
        let places = digest.record.places.iter().map(|place| place.name.as_str());
        let words = actors.chain(places).flat_map(words);
        let mut names: Vec<String> = words
            .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
            .map(str::to_lowercase)
            .collect();
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// “Russian” is of Russia.
    fn name(&self, word: &str) -> bool {
        const SHORTEST: usize = 4;
        self.0.iter().any(|name| {
            let beginning = name.trim_end_matches(['a', 'e']);
            word == name || beginning.len() >= SHORTEST && word.starts_with(beginning)
        })
    }

    /// The content words by their beginnings, in lower case.
    pub(super) fn content_words(&self, text: &str) -> BTreeMap<u32, String> {
        let rules = &Rules::builtin().matter;
        let content = words(text).map(str::to_lowercase).filter_map(|word| {
            let carries = !rules.empty.contains(&word) && !self.name(&word);
            Some((
                stem(&word).filter(|_| carries && !word.starts_with(|c: char| c.is_ascii_digit()))?,
                word,
            ))
        });
        content.collect()
    }
}

/// The classes of a word in any of its forms.
pub(super) fn classes(word: &str) -> Vec<String> {
    /// What a form ends in, and its lemma instead.
    const ENDINGS: [(&str, &str); 12] = [
        ("", ""),
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("d", ""),
        ("ed", ""),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("bed", "b"),
        ("bing", "b"),
        ("ping", "p"),
    ];
    let forms = ENDINGS
        .iter()
        .filter_map(|(ending, instead)| Some(format!("{}{instead}", word.strip_suffix(ending)?)));
    let mut classes: Vec<String> = Vec::new();
    for form in forms {
        classes.extend(Topics::builtin().classes(&form).map(str::to_owned));
    }
    classes.sort_unstable();
    classes.dedup();
    classes
}
