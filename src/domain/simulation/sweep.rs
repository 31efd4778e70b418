//! What a sweep and a break-even find (spec 3, questions 2 and 3).

use super::{Figure, ModelOfCase};
use crate::domain::money::Cents;
use serde::{Deserialize, Serialize};

/// The figures at every value.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct SweepFound {
    pub parameters: Vec<ParameterOf>,
    pub models: Vec<SweptModel>,
}

/// What varies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SweepParameter))]
pub struct ParameterOf {
    /// The word of its kind: `uptake`.
    pub parameter: String,
    /// In both languages: what it is the value of.
    pub name_nl: String,
    pub name_en: String,
    /// Whether values are percentages; else they are factors.
    pub is_percentage: bool,
    pub values: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct SweptModel {
    pub model: ModelOfCase,
    /// Every combination of values; the last parameter varies first.
    pub points: Vec<Point>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SweepPoint))]
pub struct Point {
    /// A value of each parameter.
    pub values: Vec<String>,
    pub years: Vec<PointYear>,
}

/// The figures of one year that a curve or a heat map is drawn of.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SweepYear))]
pub struct PointYear {
    pub year: i32,
    pub organisation: PointTotal,
    pub disciplines: Vec<PointRow>,
    pub participants: Vec<PointRow>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SweepTotal))]
pub struct PointTotal {
    pub revenue: Figure<Cents>,
    pub entitlement: Figure<Cents>,
    pub against_mono: Figure<Cents>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<Figure<Cents>>,
    /// What it takes to bring everyone to its floor.
    pub guarantee: Figure<Cents>,
    /// On 31 December.
    pub reserve: Figure<Cents>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SweepRow))]
pub struct PointRow {
    /// Of a discipline or participant.
    pub code: String,
    pub entitlement: Figure<Cents>,
    pub against_mono: Figure<Cents>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<Figure<Cents>>,
}
