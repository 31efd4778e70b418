//! The catalogue of codes: each with its title, hint and status, and with the smallest file that shows it.
//!
//! After a change that is meant: `UPDATE_CATALOGUE=1 cargo test --test catalogue`, and read the difference.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod golden;
mod page;
mod places;
mod printed;
mod shown;
mod table;
mod thirty;

#[path = "../cli/copies.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod copies;
#[path = "../cli/program.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod program;
#[path = "../support/runs.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod runs;
#[path = "../golden/story.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod story;
#[path = "../support/temp.rs"]
mod temp;
