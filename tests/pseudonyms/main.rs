//! Pseudonyms: the same for the same person wherever the key is, and never a number left behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod key;
mod rewritten;
mod table;

#[path = "../support/workbook.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod workbook;
