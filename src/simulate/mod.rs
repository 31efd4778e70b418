//! What a board asks beside what is due: why it changed, and what would be (spec 3). Everything is computed by
//! [`crate::calc`]; nothing here calculates a distribution of its own.
//!
//! ```text
//! projection  the base year's care + changes ──► a dossier for each projected year
//! course      what a year ends with opens the next, under a model ──► outcomes
//! work        real cost and hours of work of a projected year, apart from its money
//! compare     outcomes beside those without the changes ──► figures (domain::simulation)
//! variance    why two runs differ
//! ```

pub mod compare;
pub mod course;
pub mod projection;
pub mod variance;
pub mod work;
