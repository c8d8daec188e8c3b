//! Runs over any number of reports: found, opened, coded on all cores, and handed on in their order.
//!
//! [`inputs`] walks files and folders, [`jobs`] opens them and finds the reports in them, [`ordered`] codes these in
//! parallel with bounded memory, [`output`] writes records and [`journal`] keeps what an interrupted run needs to go on.

mod inputs;
mod jobs;
mod journal;
mod ordered;
mod output;
mod progress;
mod shard;
mod totals;
mod work;

pub use jobs::{Job, Jobs};
pub use journal::{REPORTS, Start};
pub use ordered::ordered;
pub use output::{Output, Place, Run};
pub use progress::Progress;
pub use shard::Shard;
pub use totals::Totals;
pub use work::{Made, Making, Outcome, Reason, Verdict, Worker};
