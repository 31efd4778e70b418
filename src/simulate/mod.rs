//! What a board asks before it decides, and why what it got changed (spec 3). Everything is computed by [`crate::calc`];
//! nothing here calculates a distribution of its own.
//!
//! ```text
//! projection  the base year's care + changes ──► a dossier for each projected year
//! studio      what was made of a dossier and can be used again: years, values, divisions
//! course      what a year ends with opens the next, under a model ──► outcomes
//! work        real cost and hours of work of a projected year, apart from its money
//! figures     an outcome beside the one without the changes ──► figures (domain::simulation)
//! compare     scenarios under models over years
//! ask         every question of every scenario ──► a simulation
//! effort      how much work that is, before it is done
//! kept        the last of what was made
//! variance    why two runs differ
//! ```

pub mod ask;
pub mod compare;
pub mod course;
pub mod effort;
pub mod figures;
pub mod kept;
pub mod projection;
pub mod studio;
pub mod variance;
pub mod work;
