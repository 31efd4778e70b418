//! `tariffs`: which integral tariffs are budget neutral against mono (spec 3, question 5).

use crate::domain::decimal::{Price, Rate};
use crate::domain::index::{PerformanceIx, SeverityIx};
use crate::domain::money::Cents;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariffs {
    pub overhead: Overhead,
    /// Tariffs to hold beside the neutral ones. What this list does not name has the tariff that holds in the dossier under
    /// the scenario.
    pub proposed: Vec<ProposedTariff>,
}

/// What the integral tariffs pay beside the mono value of the care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overhead {
    None,
    /// Of the mono value.
    Percentage(Rate),
    /// A year, over the performances by their mono value.
    Amount(Cents),
}

/// One row of a proposed list, in every projected year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedTariff {
    /// Code of an insurer or of a concern; `None` for all. An insurer's own row goes before that of its concern, and that
    /// before the one of all.
    pub insurer: Option<String>,
    pub performance: PerformanceIx,
    /// Matches exactly, as in an agreed tariff.
    pub severity: SeverityIx,
    pub tariff: Price,
}
