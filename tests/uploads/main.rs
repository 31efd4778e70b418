//! Files one at a time: cut in whatever way, a dossier comes out the same, and every mistake is told beside what was
//! accepted before.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod again;
mod cuts;
mod export;
mod given;
mod large;
mod refused;
mod totals;
mod workbooks;

#[path = "../support/files.rs"]
mod files;
#[path = "../support/runs.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod runs;
#[path = "../golden/story.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod story;
#[path = "../support/workbook.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod workbook;
