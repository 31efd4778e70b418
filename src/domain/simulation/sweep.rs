//! What a sweep and a break-even find (spec 3, questions 2 and 3).

use super::{Figure, ModelOfCase};
use crate::domain::decimal::Rate;
use crate::domain::index::{ActivityIx, InsurerIx, PerformanceIx};
use crate::domain::model::PerformanceFilter;
use crate::domain::money::Cents;
use crate::domain::question::Parameter;
use crate::domain::reference::Reference;
use crate::domain::scenario::Moving;
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
    pub name: String,
    pub entitlement: Figure<Cents>,
    pub against_mono: Figure<Cents>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<Figure<Cents>>,
}

/// Where a figure becomes zero.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct BreakEvenFound {
    /// Its values are the ends of the range that was searched.
    pub parameter: ParameterOf,
    /// Distance between two values that are told apart.
    pub precision: String,
    pub year: i32,
    /// The word of the figure: `against_mono`.
    pub figure: String,
    /// Whether it is the difference with the year without the changes.
    pub against_base: bool,
    /// `organisation`, `discipline` or `participant`.
    pub of: String,
    /// Which discipline or participant; empty for the organisation.
    pub code: String,
    pub name: String,
    pub models: Vec<Crossed>,
}

/// What was found under one model.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Crossed {
    pub model: ModelOfCase,
    /// In ascending order; none where the figure keeps its sign.
    pub crossings: Vec<Crossing>,
    /// The figure at values spread over the range, its ends among them. Between two of them with the same sign it may
    /// cross zero twice without being seen.
    pub looked_at: Vec<FigureAt>,
}

/// What a figure does at zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CrossingKind {
    /// Its sign changes.
    Crosses,
    /// It becomes zero and turns back.
    Touches,
    /// It is zero up to or from an end of the range.
    Edge,
}

/// Where a figure is zero, or between which two values it changes its sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Crossing {
    pub kind: CrossingKind,
    /// Whether the figure is zero to the cent from `low` up to and including `high`; else its sign changes between these
    /// two neighbours.
    pub is_exact: bool,
    pub low: FigureAt,
    pub high: FigureAt,
}

/// The figure at a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct FigureAt {
    pub value: String,
    pub amount: Cents,
}

impl ParameterOf {
    pub fn new(parameter: &Parameter, reference: &Reference, values: &[Rate]) -> ParameterOf {
        let (name_nl, name_en) = named(parameter, reference);
        ParameterOf {
            parameter: parameter.word().to_owned(),
            name_nl,
            name_en,
            is_percentage: parameter.is_percentage(),
            values: values.iter().map(Rate::to_string).collect(),
        }
    }
}

/// What a parameter is the value of, in Dutch and in English.
fn named(parameter: &Parameter, reference: &Reference) -> (String, String) {
    let since = |from: Option<i32>| match from {
        Some(year) => (format!(" vanaf {year}"), format!(" from {year}")),
        None => Default::default(),
    };
    let of_year = |year: Option<i32>| match year {
        Some(year) => (format!(" in {year}"), format!(" in {year}")),
        None => Default::default(),
    };
    let about = |codes: Vec<&str>, from: Option<i32>| {
        let (nl, en) = since(from);
        let codes = codes.into_iter().map(|code| format!(" {code}")).collect::<String>();
        (format!("{codes}{nl}"), format!("{codes}{en}"))
    };
    let both =
        |nl: &str, en: &str, (tail_nl, tail_en): (String, String)| (format!("{nl}{tail_nl}"), format!("{en}{tail_en}"));
    let performance = |of: Option<PerformanceIx>| of.map(|at| reference.performance_code(at));
    let insurers = |of: &Option<Vec<InsurerIx>>| -> Vec<&str> {
        of.iter().flatten().map(|at| reference.insurer_code(*at)).collect()
    };
    match parameter {
        Parameter::Uptake { what, from } => {
            let name = match what {
                Moving::Named(name) => name.clone(),
                Moving::SpelledOut(movement) => {
                    let code = |at: ActivityIx| reference.activity_code(at);
                    format!("{} → {}", code(movement.from_activity), code(movement.to_activity))
                }
            };
            let (nl, en) = since(*from);
            (format!("Verschoven: {name}{nl}"), format!("Moved: {name}{en}"))
        }
        Parameter::Floor { year } => both("Bodem van de garantie", "Floor of the guarantee", of_year(*year)),
        Parameter::Cap { year } => both("Plafond van de garantie", "Cap of the guarantee", of_year(*year)),
        Parameter::BlendWeight { part, from, .. } => {
            let (nl, en) = since(*from);
            (format!("Gewicht van '{part}'{nl}"), format!("Weight of '{part}'{en}"))
        }
        Parameter::DisciplineShare { discipline, performances } => {
            let of = match performances {
                PerformanceFilter::All => Vec::new(),
                PerformanceFilter::These(list) => list.iter().map(|at| reference.performance_code(*at)).collect(),
            };
            let tail = about([vec![reference.discipline_code(*discipline)], of].concat(), None);
            both("Aandeel van", "Share of", tail)
        }
        Parameter::IntegralTariff(change) => {
            let codes = [insurers(&change.insurers), performance(change.performance).into_iter().collect()].concat();
            both("Integrale tarieven", "Integral tariffs", about(codes, change.from))
        }
        Parameter::ShadowTariff(change) => {
            let discipline = change.discipline.map(|at| reference.discipline_code(at));
            let activity = change.activity.map(|at| reference.activity_code(at));
            both(
                "Schaduwtarieven",
                "Shadow tariffs",
                about(discipline.into_iter().chain(activity).collect(), change.from),
            )
        }
        Parameter::Births(change) => {
            let codes = [insurers(&change.insurers), performance(change.performance).into_iter().collect()].concat();
            let discipline = change.discipline.map(|at| reference.discipline_code(at));
            let who = change.participant.map(|at| reference.participant_code(at));
            let codes = [codes, discipline.into_iter().chain(who).collect()].concat();
            both("Geboorten (volume)", "Births (volume)", about(codes, change.from))
        }
    }
}
