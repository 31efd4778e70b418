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
//! parameter   a scenario and its models with another value of something
//! sweep       the figures at many values; break_even: the value at which one becomes zero
//! care        what the care of claims is worth, whatever is paid for it
//! tariffs     the integral tariffs that are budget neutral against mono
//! calibrate   the shares that reproduce the mono mix of a period
//! monte_carlo what chance alone does to them
//! ask         every question of every scenario ──► a simulation
//! effort      how much work that is, before it is done
//! kept        the last of what was made
//! variance    why two runs differ, or two projected years
//! ```

pub mod ask;
pub mod break_even;
pub mod calibrate;
mod care;
pub mod compare;
pub mod course;
pub mod effort;
pub mod figures;
pub mod kept;
pub mod monte_carlo;
pub mod parameter;
pub mod projection;
pub mod studio;
pub mod sweep;
pub mod tariffs;
pub mod variance;
pub mod work;
