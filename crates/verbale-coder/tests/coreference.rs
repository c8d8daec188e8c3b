//! Who is whom, measured on news whose mentions are annotated with the entities they speak of (GUM, where the shared
//! data is present beside the project).
//!
//! Only what both sides have is compared: a mention of ours whose head is the head of an annotated one. Of those, a
//! *link* goes from a mention to the one before it of the same actor (ours) or of the same entity (theirs). Precision
//! is the share of our links that stay in one entity, recall the share of theirs that stay in one actor. Recall knows
//! a third number: pronouns of an entity that we have by name or description but do not resolve at all are missed.
#![expect(clippy::print_stdout, reason = "the figures are what one runs it for")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use verbale_coder::draft::{ActorIndex, Cast, Context};
use verbale_coder::{Knowledge, code};
use verbale_record::MentionForm;
use verbale_syntax::{Analyser, Analysis, Model, Workspace};

/// Least F1 of links; below it a change has broken something.
const LEAST_F1: f64 = 0.74;

const FILES: [&str; 2] = ["en_gum-ud-dev.conllu", "en_gum-ud-train-nonNC.conllu"];

/// A document with its mentions.
#[derive(Default)]
struct Document {
    name: String,
    text: String,
    mentions: Vec<Gold>,
}

/// An annotated mention.
struct Gold {
    entity: String,
    /// The bytes of the mention.
    bytes: Range<usize>,
    /// The bytes of its head words.
    heads: Vec<Range<usize>>,
}

/// A mention that is open at a word.
struct Open {
    entity: String,
    heads: Vec<usize>,
    words: Vec<Range<usize>>,
}

/// The news of a file.
fn documents(conllu: &str) -> Vec<Document> {
    let mut found: Vec<Document> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut joined: Option<usize> = None;
    for line in conllu.lines() {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            found.push(Document {
                name: name.to_owned(),
                ..Document::default()
            });
            open.clear();
        }
        let Some(document) = found.last_mut() else {
            continue;
        };
        if line.starts_with("# newpar") && !document.text.ends_with("\n\n") && !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = cells[..] else { continue };
        let space = !misc.split('|').any(|part| part == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            document.text.push_str(form);
            joined = last.parse().ok();
            if space {
                document.text.push(' ');
            }
            // The words of a contraction are read for entities, the text is there already.
            continue;
        }
        let number: usize = id.parse().unwrap_or(0);
        let bytes = if let Some(last) = joined {
            if number >= last {
                joined = None;
            }
            // "do" + "n't": where in the contraction a word stands is only roughly known.
            let end = document.text.trim_end().len();
            end.saturating_sub(form.len())..end
        } else {
            let start = document.text.len();
            document.text.push_str(form);
            let bytes = start..document.text.len();
            if space {
                document.text.push(' ');
            }
            bytes
        };
        let entities = misc.split('|').find_map(|part| part.strip_prefix("Entity="));
        read_entities(
            entities.unwrap_or_default(),
            &bytes,
            &mut open,
            &mut document.mentions,
        );
    }
    found.retain(|document| document.name.starts_with("GUM_news"));
    found
}

/// "(1-person-new-nnnnn-cf1-1,2-coref(2-place-…)": what opens and closes at a word.
fn read_entities(entities: &str, word: &Range<usize>, open: &mut Vec<Open>, closed: &mut Vec<Gold>) {
    let mut rest = entities;
    let mut close: Vec<String> = Vec::new();
    while !rest.is_empty() {
        if let Some(opened) = rest.strip_prefix('(') {
            let end = opened.find(['(', ')']).unwrap_or(opened.len());
            let mut parts = opened[..end].split('-');
            let entity = parts.next().unwrap_or_default().to_owned();
            let heads = parts.nth(4).unwrap_or_default();
            open.push(Open {
                entity: entity.clone(),
                heads: heads.split(',').filter_map(|head| head.parse().ok()).collect(),
                words: Vec::new(),
            });
            rest = &opened[end..];
            if let Some(after) = rest.strip_prefix(')') {
                close.push(entity);
                rest = after;
            }
        } else {
            let end = rest.find(')').unwrap_or(rest.len());
            close.push(rest[..end].to_owned());
            rest = rest.get(end + 1..).unwrap_or_default();
        }
    }
    for one in open.iter_mut() {
        one.words.push(word.clone());
    }
    for entity in close {
        let Some(at) = open.iter().rposition(|one| one.entity == entity) else {
            continue;
        };
        let one = open.remove(at);
        let heads = one
            .heads
            .iter()
            .filter_map(|&head| one.words.get(head.wrapping_sub(1)).cloned());
        closed.push(Gold {
            entity: one.entity.clone(),
            heads: heads.collect(),
            bytes: one.words[0].start..word.end,
        });
    }
}

/// A mention of ours that is an annotated one.
struct Both<'a> {
    entity: &'a str,
    form: MentionForm,
    actors: &'a [ActorIndex],
    words: &'a str,
    /// In which part of the text, to show an error.
    at: usize,
}

fn aligned<'a>(document: &'a Document, analysis: &'a Analysis, cast: &'a Cast) -> Vec<Both<'a>> {
    let mut found = Vec::new();
    for mention in &cast.mentions {
        let head = analysis.token(mention.head);
        let meant = |gold: &&Gold| {
            gold.heads
                .iter()
                .any(|bytes| bytes.contains(&(head.start as usize)))
        };
        let gold = document.mentions.iter().filter(meant);
        if let Some(gold) = gold.min_by_key(|gold| gold.bytes.len()) {
            found.push(Both {
                entity: &gold.entity,
                form: mention.form,
                actors: &mention.actors,
                words: analysis.text_of(mention.tokens.clone()),
                at: head.start as usize,
            });
        }
    }
    found
}

/// Right and all links, ours and theirs.
#[derive(Clone, Copy, Debug, Default)]
struct Links {
    right: usize,
    ours: usize,
    kept: usize,
    theirs: usize,
}

impl Links {
    fn precision(self) -> f64 {
        self.right as f64 / self.ours.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.kept as f64 / self.theirs.max(1) as f64
    }

    fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }
}

fn count(both: &[Both<'_>], tally: &mut BTreeMap<String, Links>, document: &Document, show: bool) {
    let share =
        |one: &Both<'_>, other: &Both<'_>| one.actors.iter().any(|actor| other.actors.contains(actor));
    for (index, one) in both.iter().enumerate() {
        let mut add = |change: &dyn Fn(&mut Links)| {
            change(tally.entry(one.form.to_string()).or_default());
            change(tally.entry("all".to_owned()).or_default());
        };
        let before = &both[..index];
        if let Some(ours) = before.iter().rev().find(|other| share(one, other)) {
            let right = ours.entity == one.entity;
            add(&|links| {
                links.ours += 1;
                links.right += usize::from(right);
            });
            if show && !right {
                println!(
                    "{} {}: {:?} is taken for {:?}",
                    document.name, one.at, one.words, ours.words
                );
            }
        }
        // A pronoun before any name of its entity has nothing to be compared with.
        let mut theirs = before
            .iter()
            .filter(|other| other.entity == one.entity && !other.actors.is_empty());
        if theirs.clone().next().is_some() {
            let kept = theirs.any(|other| share(one, other));
            add(&|links| {
                links.theirs += 1;
                links.kept += usize::from(kept);
            });
            if show && !kept {
                let last = before.iter().rev().find(|other| other.entity == one.entity);
                println!(
                    "{} {}: {:?} is not joined to {:?}",
                    document.name,
                    one.at,
                    one.words,
                    last.map(|last| last.words)
                );
            }
        }
    }
}

/// With `VERBALE_SHOW=1` every wrong and missed link is printed.
#[test]
fn mentions_of_one_entity_are_one_actor() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/syntax/gum");
    if !folder.exists() {
        println!("skipped: there is no ../shared beside the project");
        return;
    }
    let show = std::env::var_os("VERBALE_SHOW").is_some();
    let analyser = Analyser::new(Model::english().expect("the built-in model"));
    let mut workspace = Workspace::default();
    let mut tally = BTreeMap::new();
    for file in FILES {
        let conllu = std::fs::read_to_string(folder.join(file)).expect("a treebank");
        for document in documents(&conllu) {
            let analysis = analyser.analyse(&document.text, &mut workspace);
            let context = Context {
                analysis: &analysis,
                published: None,
                title: None,
                dateline_place: None,
            };
            let draft = code(&context, &Knowledge::builtin());
            count(
                &aligned(&document, &analysis, &draft.cast),
                &mut tally,
                &document,
                show,
            );
        }
    }
    for (form, links) in &tally {
        println!(
            "{form:<8} precision {:.3} ({}) recall {:.3} ({}) F1 {:.3}",
            links.precision(),
            links.ours,
            links.recall(),
            links.theirs,
            links.f1()
        );
    }
    let all = tally["all"];
    assert!(all.f1() >= LEAST_F1, "F1 {}", all.f1());
}
