//! A bar on standard error, where that is a terminal.

use super::totals::grouped;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Time between two looks at the bar.
const STEP: Duration = Duration::from_millis(200);

/// Shows how far a run is, by the bytes that it has read of those that there are.
pub struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    /// Tells the count of bytes to end.
    over: Arc<AtomicBool>,
    begun: Instant,
    shown: Instant,
}

impl Progress {
    /// `read` counts the bytes that have been read of `inputs`.
    pub fn new(inputs: &[PathBuf], read: Arc<AtomicU64>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let bar = if std::io::stderr().is_terminal() {
            shown(inputs, over.clone())
        } else {
            ProgressBar::hidden()
        };
        Self {
            bar,
            read,
            over,
            begun: Instant::now(),
            shown: Instant::now(),
        }
    }

    /// After a report: `reports` is how many this run has done.
    pub fn done(&mut self, reports: u64) {
        if self.bar.is_hidden() || self.shown.elapsed() < STEP {
            return;
        }
        self.shown = Instant::now();
        let rate = reports as f64 / self.begun.elapsed().as_secs_f64();
        self.bar
            .set_message(format!("{} reports, {rate:.0}/s", grouped(reports)));
        self.bar.set_position(self.read.load(Ordering::Relaxed));
    }

    /// Says something without spoiling the bar.
    pub fn suspend(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        self.bar.finish_and_clear();
    }
}

/// A bar that learns its length from a thread of its own: counting the bytes of many files takes a while.
fn shown(inputs: &[PathBuf], over: Arc<AtomicBool>) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    let style =
        |template| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style("{spinner} {msg}, {bytes} read"));
    if inputs.iter().all(|input| input != Path::new("-")) {
        let (bar, inputs) = (bar.clone(), inputs.to_vec());
        std::thread::spawn(move || {
            let mut bytes = 0;
            for input in super::inputs::Inputs::new(inputs) {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                bytes += std::fs::metadata(&input.path).map_or(0, |metadata| metadata.len());
            }
            bar.set_length(bytes);
            bar.set_style(style("{bar:30} {msg}, {bytes} of {total_bytes}, {eta} left"));
        });
    }
    bar
}
