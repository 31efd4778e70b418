//! What a board asks beside what is due: why it changed, and what would be (spec 3). Everything is computed by
//! [`crate::calc`]; nothing here calculates a distribution of its own.

pub mod variance;
