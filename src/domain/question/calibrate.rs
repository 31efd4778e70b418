//! `calibrate`: which shares reproduce the mono mix of a period (spec 3, question 6).

use crate::domain::date::Validity;
use crate::domain::run::Basis;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calibrate {
    pub shares: SharesOf,
    /// Decimals of a percentage, 0 to 6.
    pub decimals: u32,
    /// By the date of the claim; the base year when absent.
    pub period: Option<Validity>,
    /// Which claims count.
    pub basis: Basis,
    /// What care is worth.
    pub values: Values,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharesOf {
    Disciplines,
    Participants,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Shadow tariffs: mono-disciplinary funding.
    Shadow,
    /// A price table of a model, by name.
    Table(String),
}
