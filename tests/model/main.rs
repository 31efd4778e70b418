//! The reader of distribution models (spec 2.11): what it makes of a right one, and everything it says of a wrong one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod adjustments;
mod blends;
mod defaults;
mod difference;
mod example;
mod fields;
mod guarantee;
mod mistakes;
mod prices;
mod refusal;
mod rules;
mod shifts;
mod support;
mod toml_itself;
