//! The verbs: pure calculation on plain data, from a dossier and a model to an outcome. Start at [`run::run`].
#![deny(clippy::float_arithmetic)]

pub mod allocate;
pub mod assignment;
pub mod baseline;
pub mod books;
pub mod ceilings;
pub mod claims;
pub mod distribute;
pub mod dues;
pub mod explain;
pub mod flows;
pub mod guarantee;
pub mod laws;
pub mod members;
pub mod outcome;
pub mod plan;
pub mod pools;
pub mod prices;
pub mod receipt;
pub mod reserve;
pub mod rules;
pub mod run;
pub mod selection;
pub mod shifts;
pub mod shortage;
pub mod slices;
pub mod summary;
pub mod tariffs;
pub mod tested;
pub mod trace;
pub mod units;
pub mod values;
