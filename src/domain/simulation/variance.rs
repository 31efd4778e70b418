//! What `variance` finds (spec 3, question 7): why the payout changes between projected years, or by the changes.

use super::ModelOfCase;
use crate::domain::money::Cents;
use crate::domain::problem::ProblemCode;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct VarianceFound {
    pub before: VarianceSide,
    pub after: VarianceSide,
    pub models: Vec<VarianceOfModel>,
}

/// A projected year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct VarianceSide {
    pub year: i32,
    /// With the changes of the scenario.
    pub changed: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct VarianceOfModel {
    pub model: ModelOfCase,
    /// By code.
    pub participants: Vec<VarianceRow>,
    pub disciplines: Vec<VarianceRow>,
    pub all: VarianceRow,
    /// Why the part of the model could not be told apart, and is within mix and price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_within_mix: Option<WithinMix>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct WithinMix {
    pub code: ProblemCode,
    pub message_nl: String,
    pub message_en: String,
}

/// An entitlement in both, and the causes of its difference, which sum to it exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct VarianceRow {
    /// Of a participant or discipline; `*` for all.
    pub code: String,
    pub name: String,
    pub discipline: String,
    pub before: Cents,
    pub after: Cents,
    pub difference: Cents,
    /// More or less claimed of a performance, of an insurer: the episodes are the same ones.
    pub volume: Cents,
    /// Other integral and shadow tariffs on the same care, and what ceilings and slices leave of a claimed unit.
    pub price: Cents,
    /// Other care, who delivered how much of it, and claims that were not there before.
    pub mix: Cents,
    /// Other rules, or the same ones further on their glide path.
    pub model: Cents,
    /// What follows care that moved.
    pub shifts: Cents,
    /// Caps, levies and top-ups, funds, and the limits of the reserve.
    pub guarantee: Cents,
    /// Income that is no claim.
    pub corrections: Cents,
}
