//! What the service serves of a dossier and its runs: to whom, and that the figures are right.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod attack;
mod checklist;
mod equations;
mod insurer;
mod own_explanation;
mod shift_rates;
mod side_by_side;
mod simulated;
mod statement;

#[path = "../support/runs.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod runs;
#[path = "../golden/story.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod story;
