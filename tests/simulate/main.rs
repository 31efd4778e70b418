//! What a board asks beside what is due.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod calibrate;
mod chance;
mod chance_told;
mod compare;
mod draws;
mod files;
mod page;
mod plausible;
mod questions;
mod reader;
mod small;
mod stories;
mod tariffs;
mod variance;
mod vary;
mod village;
mod why;
mod written;

#[path = "../support/runs.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod runs;
