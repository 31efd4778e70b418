//! What chance does to a scenario (spec 3, question 4): how far figures lie apart over many draws of the same years.

use super::ModelOfCase;
use crate::domain::money::Cents;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct MonteCarloFound {
    pub draws: u32,
    pub seed: u64,
    /// Whether nothing varies but which episodes there are: no shocks were asked.
    pub chance_only: bool,
    /// Yearly coefficients of variation, as decimals; absent where none was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cv_births: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cv_complex: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cv_tariff: Option<String>,
    pub models: Vec<ModelChance>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct ModelChance {
    pub model: ModelOfCase,
    pub years: Vec<YearChance>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct YearChance {
    pub year: i32,
    pub total: RowChance,
    /// On 31 December.
    pub reserve: Spread,
    pub guarantee: GuaranteeChance,
    /// In the order of their codes; so are participants.
    pub disciplines: Vec<RowChance>,
    pub participants: Vec<RowChance>,
}

/// A participant, a discipline (the sums of its participants), or all of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct RowChance {
    /// Empty for all of them.
    pub code: String,
    pub name: String,
    /// Of a participant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discipline: Option<String>,
    pub entitlement: Spread,
    /// Shadow value of its deliveries, without chance.
    pub mono: Cents,
    /// Chance that its entitlement is below the mono value of the same draw, with 4 decimals: `0.0250`.
    pub below_mono: String,
    /// Chance that it ends below its floor, measured as the guarantee does and after everything: without shifts, funds and
    /// what was repaid of earlier years, with other income. Absent where no floor holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below_floor: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct GuaranteeChance {
    /// What it takes to bring everyone to its floor.
    pub need: Spread,
    /// Chance that it takes anything, and that something of it stays without money.
    pub called: String,
    pub uncovered: String,
}

/// An amount over all draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Spread {
    /// Without chance: of the projected year as it is.
    pub expected: Cents,
    /// Rounded to the cent.
    pub mean: Cents,
    /// Standard deviation of the draws (divided by their number less one), rounded to the cent.
    pub sd: Cents,
    /// Percentiles by nearest rank: the least amount that at least so many percent of the draws do not exceed, so always an
    /// amount that was drawn.
    pub p5: Cents,
    pub p25: Cents,
    pub p50: Cents,
    pub p75: Cents,
    pub p95: Cents,
}
