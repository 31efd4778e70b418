//! The stories of `fixtures/golden` and the conformance vectors: dossiers with results that were calculated without us.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod about;
mod comparer;
mod coverage;
mod results;
mod story;

#[path = "../support/compare.rs"]
mod compare;
#[path = "../support/laws.rs"]
mod laws;
#[path = "../support/runs.rs"]
mod runs;
