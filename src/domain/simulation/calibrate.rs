//! What `calibrate` finds (spec 3, question 6): shares that reproduce the mono mix of a period.

use crate::domain::date::Date;
use crate::domain::money::Cents;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct CalibrateFound {
    /// `discipline` or `participant`.
    pub shares_of: String,
    /// By the date of the claim.
    pub from: Date,
    pub to: Date,
    /// `claimed`, `accepted` or `paid`: which claims count. What they are paid plays no part.
    pub basis: String,
    /// The price table that says what care is worth: `shadow`, or one of `model`.
    pub values: String,
    /// Whose table it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    pub decimals: u32,
    /// By code; those with care of any worth in the period.
    pub performances: Vec<Calibrated>,
    /// Over all performances: for income that is no claim.
    pub all: Calibrated,
    /// `[[rule]]` blocks and an `[[adjustment]]` to paste in a model.
    pub toml: String,
}

/// The mix of one performance, or of all.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Calibrated {
    /// `*` for all.
    pub performance: String,
    pub name: String,
    pub claims: u64,
    /// What the care of its claims is worth.
    pub value: Cents,
    /// By code; those with care in it.
    pub shares: Vec<CalibratedShare>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct CalibratedShare {
    /// Of a discipline or participant.
    pub code: String,
    pub name: String,
    /// Percentage with the asked decimals; together exactly 100.
    pub share: String,
    /// What its care is worth: what the share rests on.
    pub value: Cents,
    /// What the share gives of the value of all, in whole cents: together exactly that value.
    pub by_share: Cents,
    /// by_share − value: what rounding the share leaves. Together nothing.
    pub error: Cents,
}
