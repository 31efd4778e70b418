//! The service over HTTP: a real server on a free port, asked by a client that knows nothing of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod accounts;
mod bodies;
mod changes;
mod decisions;
mod document;
mod house;
mod problems;
mod readme;
mod reference;
mod results;
mod roles;
mod rows;
mod uploads;
