//! `verbale bench`: what each stage takes on this machine, with these texts.

use crate::arguments::{BenchArguments, BenchFormat};
use crate::output::{self, Status};
use crate::run::{Jobs, Shard};
use anyhow::{Result, bail};
use cpu_time::ThreadTime;
use serde_json::json;
use std::fmt::Write as _;
use verbale::{Engine, PageOptions, Workspace};
use verbale_page::containers::{ContainerOptions, Fields};

/// Reports of our own, for a machine without any.
const SAMPLES: [(&str, &[u8]); 3] = [
    ("antalya.html", include_bytes!("../../../../samples/antalya.html")),
    ("jeddah.txt", include_bytes!("../../../../samples/jeddah.txt")),
    ("pause.txt", include_bytes!("../../../../samples/pause.txt")),
];

/// What stages have taken, in the order in which they run.
#[derive(Default)]
struct Stages {
    seconds: Vec<(&'static str, f64)>,
    last: Option<ThreadTime>,
}

impl Stages {
    fn begin(&mut self) {
        self.last = Some(ThreadTime::now());
    }

    fn done(&mut self, stage: &'static str) {
        let now = ThreadTime::now();
        if let Some(last) = self.last.replace(now) {
            let taken = now.duration_since(last).as_secs_f64();
            match self.seconds.iter_mut().find(|(name, _)| *name == stage) {
                Some((_, seconds)) => *seconds += taken,
                None => self.seconds.push((stage, taken)),
            }
        }
    }

    fn total(&self) -> f64 {
        self.seconds.iter().map(|(_, seconds)| seconds).sum()
    }
}

/// How much was done.
#[derive(Default)]
struct Amount {
    reports: u64,
    words: u64,
    bytes: u64,
    input_bytes: u64,
}

pub fn run(arguments: &BenchArguments) -> Result<Status> {
    let engine = Engine::english()?;
    let inputs = inputs(arguments);
    let mut stages = Stages::default();
    let mut amount = Amount::default();
    let mut workspace = Workspace::default();
    // The first round fills caches, as the first reports of a run do; it is not measured.
    let mut warm = Stages::default();
    let coded: Vec<_> = inputs
        .into_iter()
        .filter(|(bytes, options)| one(&engine, bytes, options, &mut workspace, &mut warm).is_some())
        .collect();
    if coded.is_empty() {
        bail!("there is no report to measure with");
    }
    while stages.total() < arguments.seconds || amount.reports < coded.len() as u64 {
        for (bytes, options) in &coded {
            if let Some((words, length)) = one(&engine, bytes, options, &mut workspace, &mut stages) {
                amount.reports += 1;
                amount.words += words;
                amount.bytes += length;
                amount.input_bytes += bytes.len() as u64;
            }
        }
        if stages.total() >= arguments.seconds {
            break;
        }
    }
    match arguments.format {
        BenchFormat::Text => output::print(&table(&stages, &amount)),
        BenchFormat::Json => output::print(&format!("{:#}\n", object(&engine, &stages, &amount))),
    }
}

/// The reports in memory, so that the disk is not measured.
fn inputs(arguments: &BenchArguments) -> Vec<(Vec<u8>, PageOptions)> {
    if arguments.files.is_empty() {
        let options = |name: &str| PageOptions {
            source: name.to_owned(),
            ..PageOptions::default()
        };
        return SAMPLES
            .iter()
            .map(|(name, bytes)| (bytes.to_vec(), options(name)))
            .collect();
    }
    let fields = Fields::default();
    Jobs::new(
        arguments.files.clone(),
        ContainerOptions::default(),
        Shard::WHOLE,
        std::sync::Arc::default(),
    )
    .take(arguments.reports)
    .filter_map(|job| {
        let name = job.position.name.clone();
        let item = job.item.ok()?;
        let place = item.place;
        let document = item.read(&fields).ok()?;
        let options = document.options(&name, place, None);
        Some((document.bytes, options))
    })
    .collect()
}

/// Codes a report; its words and bytes.
fn one(
    engine: &Engine,
    bytes: &[u8],
    options: &PageOptions,
    workspace: &mut Workspace,
    stages: &mut Stages,
) -> Option<(u64, u64)> {
    stages.begin();
    let page = engine.read(bytes, options).ok()?;
    stages.done("page");
    let record = engine
        .code_watched(page, workspace, &mut |stage| stages.done(stage))
        .record;
    let line = serde_json::to_vec(&record).ok()?;
    stages.done("JSON");
    std::hint::black_box(line);
    let text = &record.report.text;
    Some((text.split_whitespace().count() as u64, text.len() as u64))
}

fn table(stages: &Stages, amount: &Amount) -> String {
    let total = stages.total().max(1e-9);
    let mut table = format!(
        "{} reports, {} words, {:.1} MB of input, {total:.1} s of one core\n\n{:<12}{:>8}{:>12}{:>10}\n",
        amount.reports,
        amount.words,
        amount.input_bytes as f64 / 1e6,
        "stage",
        "share",
        "words/s",
        "MB/s"
    );
    let all = [("all", total)];
    for (stage, seconds) in stages.seconds.iter().chain(&all) {
        let seconds = seconds.max(1e-9);
        let _ = writeln!(
            table,
            "{stage:<12}{:>6.1} %{:>12.0}{:>10.2}",
            100.0 * seconds / total,
            amount.words as f64 / seconds,
            amount.bytes as f64 / seconds / 1e6
        );
    }
    let rate = amount.reports as f64 / total;
    let _ = writeln!(table, "\n{rate:.1} reports a second and core");
    table
}

fn object(engine: &Engine, stages: &Stages, amount: &Amount) -> serde_json::Value {
    let of = |seconds: f64| {
        json!({
            "cpu_seconds": seconds,
            "words_per_cpu_second": amount.words as f64 / seconds.max(1e-9),
            "bytes_per_cpu_second": amount.bytes as f64 / seconds.max(1e-9),
        })
    };
    let stage = |(name, seconds): &(&str, f64)| {
        let mut stage = of(*seconds);
        stage["stage"] = json!(name);
        stage
    };
    json!({
        "engine": engine.name(),
        "reports": amount.reports,
        "words": amount.words,
        "bytes": amount.bytes,
        "input_bytes": amount.input_bytes,
        "all": of(stages.total()),
        "stages": stages.seconds.iter().map(stage).collect::<Vec<_>>(),
    })
}
