//! The nouns of the field and their laws. Pure: no clock, no files, no floats, nothing of our other rooms.
#![deny(clippy::float_arithmetic)]

pub mod batch;
pub mod catalogue;
pub mod date;
pub mod decimal;
pub mod dossier;
pub mod fraction;
pub mod index;
pub mod language;
pub mod model;
pub mod money;
pub mod problem;
pub mod question;
pub mod reference;
pub mod run;
pub mod scenario;
pub mod simulation;
pub mod text;
