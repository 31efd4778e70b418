//! Files as people really have them (spec 1): what is taken, and that nothing is misread in silence.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod given;
mod kinds;
mod sheets;

mod dates;
mod decimal_marks;
mod encodings;
mod excel;
mod large;
mod large_cuts;
mod large_problems;
mod libreoffice;
mod lines;
mod names;
mod numbers;
mod ragged;
mod separators;
mod service_numbers;
mod sheet_cells;
mod sheet_rows;
mod spoiled;
mod stated;
mod workbooks;
mod zeros;

#[path = "../cli/copies.rs"]
#[allow(dead_code, reason = "not every target uses all of it")]
mod copies;
#[path = "../support/files.rs"]
mod files;
#[path = "../intake/folder.rs"]
#[allow(dead_code, unused_macros, reason = "not every target uses all of it")]
mod folder;
#[path = "../cli/program.rs"]
#[allow(dead_code, reason = "not every target uses all of it")]
mod program;
#[path = "../support/temp.rs"]
mod temp;
