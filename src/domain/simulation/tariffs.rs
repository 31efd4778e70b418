//! What `tariffs` finds (spec 3, question 5): the budget-neutral tariffs, each insurer's own case mix at them, and what
//! another list gains or loses against them.

use crate::domain::money::Cents;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct TariffsFound {
    pub overhead: OverheadOf,
    /// What the neutral tariffs are held beside: `agreed` (the tariffs that hold under the scenario) or `proposed`.
    pub list: String,
    pub years: Vec<TariffYear>,
}

/// Beside the mono value; neither where none is asked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct OverheadOf {
    /// Of the mono value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentage: Option<String>,
    /// A year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Cents>,
}

/// A projected year under the changes of the scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct TariffYear {
    pub year: i32,
    /// By code; within a performance the row without severity first, then those of severities with tariffs of their own.
    pub performances: Vec<PerformanceTariff>,
    /// By code; those with claims in the year.
    pub insurers: Vec<InsurerTariffs>,
    pub total: TariffTotal,
}

/// A performance, or a severity of it that has tariffs of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct PerformanceTariff {
    pub performance: String,
    pub name: String,
    /// Empty for no severity.
    pub severity: String,
    /// `case` or `hour`.
    pub unit: String,
    pub claims: u64,
    /// Distinct episodes with a claim: the sampling unit of the standard error.
    pub episodes: u64,
    /// Claimed units.
    pub quantity: String,
    /// Shadow value of the deliveries of the claims.
    pub mono: Cents,
    /// In whole cents: a percentage of mono rounded up, or the part of the yearly amount.
    pub overhead: Cents,
    /// (mono + overhead) / quantity, rounded up to the cent; none where nothing is claimed.
    pub tariff: Option<Cents>,
    /// Of mono / quantity, in cents: how far chance alone takes it, from one episode to another. None for fewer than two.
    pub standard_error: Option<Cents>,
    /// Σ round(quantity × tariff) of the claims.
    pub revenue: Cents,
    /// The agreed or proposed tariffs on the same claims.
    pub held_beside: ListFigures,
}

/// A list of tariffs beside the neutral ones, over the claims for which it has one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct ListFigures {
    pub claims: u64,
    /// Revenue / claimed units, rounded to the cent; none without claimed units, and over several performances.
    pub average: Option<Cents>,
    pub revenue: Cents,
    /// The same claims at the neutral tariffs.
    pub neutral: Cents,
    /// Revenue − neutral.
    pub difference: Cents,
    /// Claims for which the list has no tariff: they stand on neither side.
    pub without_tariff: u64,
}

/// An insurer with its own case mix.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct InsurerTariffs {
    pub insurer: String,
    pub name: String,
    pub claims: u64,
    /// Shadow value of the deliveries of its own claims.
    pub mono: Cents,
    /// What the same performances are worth on average over all insurers: the pooled mono value by claimed units.
    pub expected: Cents,
    /// mono / expected × 100 with one decimal: above 100 its insured have more care than others in the same performances.
    pub index: Option<String>,
    /// Its claims at the neutral tariffs.
    pub revenue: Cents,
    /// Revenue − mono: its part of the overhead, and what it pays for the care of others, or they for its own.
    pub difference: Cents,
    pub held_beside: ListFigures,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct TariffTotal {
    pub claims: u64,
    pub mono: Cents,
    pub overhead: Cents,
    /// At the neutral tariffs.
    pub revenue: Cents,
    /// Revenue − mono − overhead: what rounding up to the cent leaves.
    pub rounding: Cents,
    pub held_beside: ListFigures,
}
