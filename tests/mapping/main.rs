//! Column mapping: exports of other systems become files of a dossier, or are refused with every mistake at its place.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

#[macro_use]
mod export;

mod cells;
mod documents;
mod files;
mod privacy;
mod rows;
mod sources;

#[path = "../support/runs.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod runs;
#[path = "../support/temp.rs"]
mod temp;
#[path = "../support/workbook.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod workbook;
