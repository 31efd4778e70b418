//! The program as it is run: what it prints where, with which exit code, in which language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod broken;
mod bytes;
mod check;
mod convert;
mod copies;
mod defaults;
mod demo;
mod document;
mod formats;
mod hints;
mod ordered;
mod pipes;
mod program;
mod pseudonymise;
mod readme;
mod refusals;
mod settings;
mod simulate;
mod usage;

#[path = "../support/temp.rs"]
mod temp;
