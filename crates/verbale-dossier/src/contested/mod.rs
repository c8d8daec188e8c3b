//! Disputed facts with each side's versions over time.
//!
//! Two ways lead here. A record may tell of a dispute itself: such facts are joined across reports by their sides,
//! matter and words. And what one report tells another may deny, or tell of somebody else: assertions of all records
//! are set against each other. Where both find the same words, it is one dispute.

mod assertion;
mod figures;
mod opposition;
mod told;

pub(crate) use assertion::{Assertion, assertions};
pub(crate) use figures::add_figures;
pub(crate) use told::{ContestedSignature, signature};

use crate::dossier::{Contested, ContestedSide, ContestedVersion};
use crate::join::{Address, Join};
use crate::layout::{Layout, Telling, unique};
use crate::rules::Rules;
use crate::text::hash;
use assertion::{Item, Names, classes};
use opposition::{Opposition, opposition};
use std::collections::{BTreeMap, BTreeSet};
use verbale_record::{ContestedRelation, Span};

/// The words of one side.
#[derive(Clone, Debug)]
struct Piece<'g> {
    report: u32,
    /// Somebody of the record; `None` for the report's own voice.
    by: Option<&'g str>,
    says: &'g Span,
    /// The item of the record that tells it.
    item: String,
}

/// A dispute while its words come together.
struct Fact<'g> {
    about: String,
    relation: ContestedRelation,
    resolved: bool,
    because: Vec<String>,
    pieces: Vec<Piece<'g>>,
}

/// All disputes, by their first words.
pub(crate) fn contested(
    told: &Join<ContestedSignature>,
    assertions: &Join<Assertion>,
    all: &[Vec<Assertion>],
    layout: &mut Layout<'_>,
) -> Vec<Contested> {
    let mut facts = from_records(told, layout);
    facts.extend(from_assertions(assertions, all, layout));
    merged(facts, layout)
        .into_iter()
        .filter_map(|fact| laid_out(&fact, layout))
        .collect()
}

/// What single records tell.
fn from_records<'g>(join: &Join<ContestedSignature>, layout: &Layout<'g>) -> Vec<Fact<'g>> {
    let clusters = layout.ordered(join.clusters());
    let clusters = layout.without_retold(clusters, |digest, item| {
        Some(&digest.record.contested[item as usize].sides.first()?.says)
    });
    let fact = |members: Vec<Address>| {
        let told = members.iter().map(|member| {
            let fact = &layout.digest(member.report).record.contested[member.item as usize];
            (member, fact)
        });
        let pieces = told.clone().flat_map(|(member, fact)| {
            fact.sides.iter().map(move |side| Piece {
                report: member.report,
                by: side.by.as_deref(),
                says: &side.says,
                item: format!("c{}", member.item + 1),
            })
        });
        let (_, first) = told.clone().next()?;
        Some(Fact {
            about: first.about.clone(),
            relation: first.relation,
            resolved: told.clone().next_back().is_some_and(|(_, fact)| fact.resolved),
            because: Vec::new(),
            pieces: pieces.collect(),
        })
    };
    clusters.into_iter().filter_map(fact).collect()
}

/// At most so many members of a dispute are compared for telling what it is about.
const COMPARED: usize = 24;

/// What reports tell against each other.
fn from_assertions<'g>(join: &Join<Assertion>, all: &[Vec<Assertion>], layout: &Layout<'g>) -> Vec<Fact<'g>> {
    let assertion = |member: &Address| &all[member.report as usize][member.item as usize];
    let fact = |members: Vec<Address>| {
        let sides: BTreeSet<_> = members.iter().map(|member| assertion(member).by).collect();
        if sides.len() < 2 {
            return None;
        }
        let compared = &members[..members.len().min(COMPARED)];
        let pairs = compared.iter().enumerate().flat_map(|(at, one)| {
            compared[at + 1..]
                .iter()
                .filter_map(move |other| Some((opposition(assertion(one), assertion(other))?, one, other)))
        });
        // The first of the weightiest.
        let (Opposition { relation, why, .. }, one, other) =
            pairs.reduce(|best, next| if next.0.weight > best.0.weight { next } else { best })?;
        let pieces: Vec<Piece<'g>> = members
            .iter()
            .map(|member| piece(assertion(member), member.report, layout))
            .collect();
        let piece = |member: &Address| piece(assertion(member), member.report, layout);
        Some(Fact {
            about: about(&piece(one), &piece(other), layout),
            relation,
            resolved: false,
            because: vec![why.to_owned()],
            pieces,
        })
    };
    layout
        .ordered(join.clusters())
        .into_iter()
        .filter_map(fact)
        .collect()
}

fn piece<'g>(assertion: &Assertion, report: u32, layout: &Layout<'g>) -> Piece<'g> {
    let record = &layout.digest(report).record;
    match assertion.item {
        Item::Statement(index) => {
            let statement = &record.statements[index as usize];
            Piece {
                report,
                by: statement.on_behalf_of.as_deref().or(statement.speaker.as_deref()),
                says: &statement.content,
                item: statement.id.clone(),
            }
        }
        Item::Incident(index) => {
            let incident = &record.incidents[index as usize];
            let event = record
                .events
                .iter()
                .find(|event| Some(&event.id) == incident.event.as_ref());
            Piece {
                report,
                by: event.and_then(|event| event.attributed_to.as_deref()),
                says: &incident.span,
                item: incident.id.clone(),
            }
        }
    }
}

/// What two share: words in the order of the first, else the classes of their words.
fn about(one: &Piece<'_>, other: &Piece<'_>, layout: &Layout<'_>) -> String {
    const MOST: usize = 4;
    let words = |piece: &Piece<'_>| Names::of(layout.digest(piece.report)).content_words(&piece.says.text);
    let (mine, theirs) = (words(one), words(other));
    let mut shared: Vec<&String> = mine
        .iter()
        .filter(|(stem, _)| theirs.contains_key(stem))
        .map(|(_, word)| word)
        .collect();
    shared.sort_by_key(|word| one.says.text.to_lowercase().find(word.as_str()));
    let mut shared: Vec<String> = shared.into_iter().cloned().collect();
    if shared.is_empty() {
        let of = |words: &BTreeMap<u32, String>| -> BTreeSet<String> {
            words.values().flat_map(|word| classes(word)).collect()
        };
        shared = of(&mine).intersection(&of(&theirs)).cloned().collect();
    }
    shared.truncate(MOST);
    if shared.is_empty() {
        return "who did it".to_owned();
    }
    shared.join(", ")
}

/// Brings together disputes that share somebody's words; what a record tells itself names the whole.
fn merged<'g>(facts: Vec<Fact<'g>>, layout: &Layout<'g>) -> Vec<Fact<'g>> {
    let place = |piece: &Piece<'_>| (layout.rank(piece.report), piece.says.start, piece.says.end);
    let mut whole: Vec<Option<Fact<'g>>> = Vec::new();
    let mut of_words: BTreeMap<_, usize> = BTreeMap::new();
    for mut fact in facts {
        let known: BTreeSet<usize> = fact
            .pieces
            .iter()
            .filter_map(|piece| of_words.get(&place(piece)).copied())
            .collect();
        // The earliest known one stays in front: records' own facts come first.
        for &other in known.iter().rev() {
            if let Some(mut earlier) = whole[other].take() {
                // “Attack” tells less than the words that two reports share.
                if Rules::builtin().matter.deeds.contains(&earlier.about) {
                    earlier.about.clone_from(&fact.about);
                }
                earlier.pieces.append(&mut fact.pieces);
                earlier.because.append(&mut fact.because);
                fact = earlier;
            }
        }
        let at = whole.len();
        of_words.extend(fact.pieces.iter().map(|piece| (place(piece), at)));
        whole.push(Some(fact));
    }
    let mut whole: Vec<Fact<'g>> = whole.into_iter().flatten().collect();
    for fact in &mut whole {
        fact.pieces
            .sort_by(|one, other| (place(one), &one.item).cmp(&(place(other), &other.item)));
        fact.because = unique(std::mem::take(&mut fact.because).into_iter());
    }
    whole.sort_by_key(|fact| fact.pieces.first().map(place));
    whole
}

fn laid_out(fact: &Fact<'_>, layout: &mut Layout<'_>) -> Option<Contested> {
    let first = fact.pieces.first()?;
    let id = layout
        .digest(first.report)
        .address(&format!("{}@contested", first.item));
    let mut sides: Vec<ContestedSide> = Vec::new();
    let mut seen: BTreeSet<(Option<String>, u64)> = BTreeSet::new();
    for piece in &fact.pieces {
        let digest = layout.digest(piece.report);
        let by = piece.by.and_then(|by| digest.root(by)).map(str::to_owned);
        // A copy's words are no further version, nor are the same words under two items.
        let words = hash(piece.says.text.as_bytes());
        if layout.retold(piece.report, piece.says) || !seen.insert((by.clone(), words)) {
            continue;
        }
        let version = ContestedVersion {
            day: digest.published(),
            speaker: piece.by.and_then(|by| digest.own(by)),
            quote: layout.quote(piece.report, piece.says),
        };
        match sides.iter_mut().find(|known| known.by == by) {
            Some(known) => known.versions.push(version),
            None => sides.push(ContestedSide {
                by,
                versions: vec![version],
            }),
        }
    }
    let mut members: BTreeMap<(u32, &str), Telling<'_>> = BTreeMap::new();
    for piece in &fact.pieces {
        let member = members
            .entry((layout.rank(piece.report), piece.item.as_str()))
            .or_insert_with(|| Telling {
                report: piece.report,
                item: &piece.item,
                spans: Vec::new(),
                told_by: None,
            });
        member.spans.push(piece.says);
    }
    let tellings: Vec<Telling<'_>> = members.into_values().collect();
    // A record's own dispute stands even where both sides belong to one actor.
    (sides.len() > 1 || fact.because.is_empty()).then(|| Contested {
        id,
        about: fact.about.clone(),
        relation: fact.relation,
        resolved: fact.resolved,
        because: fact.because.clone(),
        sides,
        evidence: layout.evidence(&tellings),
    })
}
