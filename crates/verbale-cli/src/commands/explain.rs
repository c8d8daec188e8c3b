//! `verbale explain`: why a record says what it says.

use crate::arguments::ExplainArguments;
use crate::input;
use crate::output::{self, Status};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fmt::Write as _;
use verbale::{Coded, Page, PageFormat, PageOptions, Workspace};
use verbale_syntax::{Analysis, Sentence, TokenId};

pub fn run(arguments: &ExplainArguments) -> Result<Status> {
    let engine = super::lexicon::engine(arguments.lexicon.as_deref())?;
    let name = input::name(&arguments.file);
    let options = PageOptions {
        source: name.clone(),
        published: arguments.published,
        format: PageFormat::Auto,
        ..PageOptions::default()
    };
    let page = engine
        .read(&input::bytes(&arguments.file)?, &options)
        .with_context(|| name.clone())?;
    if arguments.id == REPORT {
        output::print_page(&front(&page))?;
        return Ok(Status::All);
    }
    let coded = engine.code(page, &mut Workspace::default());
    output::print_page(&explanation(&coded, &arguments.id, &name)?)?;
    Ok(Status::All)
}

/// What is given for an item's id to ask for the report itself.
const REPORT: &str = "report";
/// Most days of a page shown, and most places of one day.
const MOST_DAYS: usize = 12;
const MOST_PLACES: usize = 6;

/// What the page says of itself, and where its day comes from.
fn front(page: &Page) -> String {
    let report = &page.report;
    let mut shown = String::from("the report\n");
    let basis = serde_json::to_value(report.published_basis).unwrap_or_default();
    let published = report.published.as_ref().map(|day| match basis.as_str() {
        Some(basis) => format!("{day} ({basis})"),
        None => day.clone(),
    });
    let fields = [
        ("title", report.title.as_ref().map(|span| span.text.clone())),
        ("byline", report.byline.clone()),
        ("publisher", report.publisher.clone()),
        ("language", Some(report.language.clone())),
        ("published", published),
    ];
    for (field, value) in fields {
        let _ = writeln!(shown, "  {field:<12} {}", value.as_deref().unwrap_or("not found"));
    }
    if page.days.is_empty() {
        return shown;
    }
    let mut days: Vec<_> = page.days.iter().collect();
    days.sort_by(|a, b| b.belief.total_cmp(&a.belief));
    let _ = writeln!(
        shown,
        "\ndays that the page gives, surest first (one is taken from {:.2} on)",
        verbale_page::least_belief()
    );
    for day in days.iter().take(MOST_DAYS) {
        let mut places: Vec<String> = Vec::new();
        for candidate in page.dates.iter().filter(|candidate| candidate.date == day.date) {
            let place = candidate.to_string();
            if !places.contains(&place) && places.len() < MOST_PLACES {
                places.push(place);
            }
        }
        let _ = writeln!(shown, "  {}  {:.2}  {}", day.date, day.belief, places.join("; "));
    }
    if days.len() > MOST_DAYS {
        let _ = writeln!(shown, "  and {} more", days.len() - MOST_DAYS);
    }
    shown
}

fn explanation(coded: &Coded, id: &str, name: &str) -> Result<String> {
    let record = serde_json::to_value(&coded.record)?;
    let Some((layer, item)) = find(&record, id) else {
        bail!("{name}: there is no {id} in its record; {}", known_ids(&record));
    };
    let mut page = format!("{id} of {layer}\n");
    write_fields(&mut page, item, &record);
    write_because(&mut page, item);
    write_trees(&mut page, coded, item);
    Ok(page)
}

/// The layer and the item with this id.
fn find<'r>(record: &'r Value, id: &str) -> Option<(&'r str, &'r Value)> {
    let layers = record.as_object()?.iter();
    layers
        .filter_map(|(layer, items)| Some((layer.as_str(), items.as_array()?)))
        .find_map(|(layer, items)| {
            items
                .iter()
                .find(|item| item["id"] == id)
                .map(|item| (layer, item))
        })
}

fn known_ids(record: &Value) -> String {
    let layers = record.as_object().into_iter().flatten();
    let ranges: Vec<String> = layers
        .filter_map(|(layer, items)| {
            let items = items.as_array()?;
            let (first, last) = (items.first()?["id"].as_str()?, items.last()?["id"].as_str()?);
            Some(if items.len() == 1 {
                format!("{first} ({layer})")
            } else {
                format!("{first}–{last} ({layer})")
            })
        })
        .collect();
    if ranges.is_empty() {
        "it holds no items".to_owned()
    } else {
        format!("it holds {}", ranges.join(", "))
    }
}

fn write_fields(page: &mut String, item: &Value, record: &Value) {
    for (field, value) in item.as_object().into_iter().flatten() {
        if matches!(field.as_str(), "id" | "because") || value.is_null() || value == &Value::Array(Vec::new())
        {
            continue;
        }
        let _ = writeln!(page, "  {field:<12} {}", worded(value, record));
    }
}

/// A value in a line: spans as quoted words with their offsets, ids with their names.
fn worded(value: &Value, record: &Value) -> String {
    match value {
        Value::String(text) => match find(record, text).and_then(|(_, item)| item["name"].as_str()) {
            Some(name) => format!("{text} ({name})"),
            None => text.clone(),
        },
        Value::Array(items) => items
            .iter()
            .map(|item| worded(item, record))
            .collect::<Vec<_>>()
            .join("; "),
        Value::Object(fields) => match (&fields.get("start"), &fields.get("end"), &fields.get("text")) {
            (Some(start), Some(end), Some(Value::String(text))) => format!("“{text}” ({start}–{end})"),
            _ => fields
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(field, value)| format!("{field}: {}", worded(value, record)))
                .collect::<Vec<_>>()
                .join(", "),
        },
        other => other.to_string(),
    }
}

fn write_because(page: &mut String, item: &Value) {
    let reasons: Vec<&str> = item["because"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if !reasons.is_empty() {
        page.push_str("\nbecause\n");
        for reason in reasons {
            let _ = writeln!(page, "  - {reason}");
        }
    }
}

/// The trees of the sentences that the item's words stand in.
fn write_trees(page: &mut String, coded: &Coded, item: &Value) {
    let mut spans = Vec::new();
    collect_spans(item, &mut spans);
    let analysis = &coded.analysis;
    let byte_of = byte_offsets(analysis.text(), spans.iter().copied());
    let mut shown: Vec<u32> = byte_of
        .iter()
        .filter_map(|&byte| analysis.token_at(byte))
        .map(|token| analysis.token(token).sentence)
        .collect();
    shown.sort_unstable();
    shown.dedup();
    for number in shown.into_iter().take(4) {
        let sentence = &analysis.sentences()[number as usize];
        page.push_str("\ntree\n");
        write_subtree(page, analysis, sentence, sentence.root, 1);
    }
}

fn collect_spans(value: &Value, spans: &mut Vec<u64>) {
    match value {
        Value::Object(fields) => {
            if let (Some(start), true) = (
                fields.get("start").and_then(Value::as_u64),
                fields.contains_key("text"),
            ) {
                spans.push(start);
            }
            fields.values().for_each(|value| collect_spans(value, spans));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_spans(item, spans)),
        _ => {}
    }
}

/// Byte offsets of code-point offsets.
fn byte_offsets(text: &str, code_points: impl Iterator<Item = u64>) -> Vec<usize> {
    let starts: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    code_points
        .filter_map(|offset| starts.get(offset as usize).copied())
        .collect()
}

fn write_subtree(page: &mut String, analysis: &Analysis, sentence: &Sentence, token: TokenId, depth: usize) {
    let relation = analysis.token(token).deprel;
    let indent = "  ".repeat(depth.min(sentence.tokens().len()));
    let _ = writeln!(
        page,
        "{indent}{} [{relation}, {}, {}]",
        analysis.form(token),
        analysis.token(token).upos,
        analysis.lemma(token)
    );
    for &child in analysis.children(token) {
        if relation_shown(analysis, child) {
            write_subtree(page, analysis, sentence, child, depth + 1);
        }
    }
}

fn relation_shown(analysis: &Analysis, token: TokenId) -> bool {
    analysis.token(token).deprel != verbale_syntax::Deprel::Punct
}
