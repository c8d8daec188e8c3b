//! How many were coded, skipped and failed, and why.

use super::work::{Outcome, Reason, Verdict};
use crate::output::Status;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

/// The counts of a run, those of its interrupted beginnings with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Reports with a record.
    pub coded: u64,
    /// Reports left out on purpose, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Reports that could not be read or coded, by reason.
    pub failed: BTreeMap<String, u64>,
}

impl Totals {
    pub fn count(&mut self, outcome: &Outcome) {
        let add = |counts: &mut BTreeMap<String, u64>, reason: &Reason| {
            *counts.entry(reason.kind.clone()).or_default() += 1;
        };
        match &outcome.verdict {
            Verdict::Coded(_) => self.coded += 1,
            Verdict::Skipped(reason) => add(&mut self.skipped, reason),
            Verdict::Failed(reason) => add(&mut self.failed, reason),
        }
    }

    pub fn skipped(&self) -> u64 {
        self.skipped.values().sum()
    }

    pub fn failed(&self) -> u64 {
        self.failed.values().sum()
    }

    pub fn all(&self) -> u64 {
        self.coded + self.skipped() + self.failed()
    }

    /// A run that only left out what it was to leave out is a good one, unless it left out everything.
    pub fn status(&self) -> Status {
        match (self.coded, self.skipped(), self.failed()) {
            (0, 0, 0) => Status::All,
            (0, ..) => Status::Nothing,
            (_, _, 0) => Status::All,
            _ => Status::Some,
        }
    }

    /// One line for a person. `here` is how many this run did itself, in that time.
    pub fn summary(&self, here: u64, time: Duration) -> String {
        let mut line = format!("{} coded", grouped(self.coded));
        for (counts, what) in [(&self.skipped, "skipped"), (&self.failed, "failed")] {
            let total: u64 = counts.values().sum();
            if total > 0 {
                let reasons = counts
                    .iter()
                    .map(|(reason, count)| format!("{} {reason}", grouped(*count)));
                let reasons: Vec<String> = reasons.collect();
                let _ = write!(line, ", {} {what} ({})", grouped(total), reasons.join(", "));
            }
        }
        let seconds = time.as_secs_f64();
        let _ = write!(
            line,
            "; {seconds:.1} s, {:.0} reports/s",
            here as f64 / seconds.max(0.001)
        );
        line
    }
}

/// A number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
        pairs
            .iter()
            .map(|(reason, count)| ((*reason).to_owned(), *count))
            .collect()
    }

    #[test]
    fn a_summary_tells_how_many_and_why() {
        let totals = Totals {
            coded: 1_234_567,
            skipped: counts(&[("not English", 8)]),
            failed: counts(&[("no article", 1), ("not JSON", 2)]),
        };
        assert_eq!(
            totals.summary(1000, Duration::from_secs(10)),
            "1,234,567 coded, 8 skipped (8 not English), 3 failed (1 no article, 2 not JSON); 10.0 s, 100 reports/s"
        );
        assert_eq!(totals.status(), Status::Some);
    }

    #[test]
    fn leaving_out_is_no_failure_unless_it_is_all() {
        let mut totals = Totals {
            skipped: counts(&[("not English", 8)]),
            ..Totals::default()
        };
        assert_eq!(totals.status(), Status::Nothing);
        totals.coded = 1;
        assert_eq!(totals.status(), Status::All);
    }
}
