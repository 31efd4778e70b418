//! Explanations: their sums are the result, they say why each cent fell where it fell, and a board member can read them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

mod every_amount;
mod parts;
mod texts;

#[path = "../support/runs.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod runs;
#[path = "../golden/story.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod story;
