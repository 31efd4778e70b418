//! The verbs: pure calculation on plain data, from a dossier and a model to an outcome. Start at [`run::run`].
#![deny(clippy::float_arithmetic)]

// The whole, and what its steps share.
pub mod books;
pub mod divided;
pub mod run;
pub mod stage;
pub mod valued;

// Used everywhere: divisions to the cent, rows gathered by group, who takes part, prices and tariffs by date, which rule applies.
pub mod allocate;
pub mod grouped;
pub mod members;
pub mod plan;
pub mod prices;
pub mod tariffs;

// Which claims are in the run, which deliveries belong to them, and what there is to distribute.
pub mod assignment;
pub mod ceilings;
pub mod claims;
mod gathered;
pub mod selection;
pub mod slices;

// What everyone's care is worth to the rules, as if nothing had shifted.
pub mod units;
pub mod values;

// What the rules give.
pub mod distribute;
pub mod flows;
pub mod pools;
pub mod rules;

// What follows: shifts, guarantee, funds and reserve, dues.
pub mod baseline;
pub mod dues;
pub mod guarantee;
pub mod reserve;
pub mod shifts;
pub mod shortage;
pub mod tested;

// What is found, what it rests on, and that it contradicts itself nowhere.
pub mod laws;
pub mod outcome;
pub mod receipt;
pub mod summary;
pub mod warning;

// What is reported on a run beside its outcome.
pub mod checklist;
pub mod insured;
pub mod reselected;
pub mod shift_rates;
pub mod standing;
pub mod stock;

// How it came about.
pub mod explain;
pub mod trace;
