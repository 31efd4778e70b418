//! What a scenario is asked (spec 3, "Questions a simulation answers").

pub mod calibrate;
pub mod monte_carlo;
pub mod tariffs;
pub mod variance;

use super::decimal::Rate;
use super::index::{DisciplineIx, ParticipantIx};
use super::model::rule::Rule;
use super::model::{Model, PerformanceFilter};
use super::scenario::{IntegralTariffChange, Moving, ShadowTariffChange, VolumeChange};

/// One question, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The physical line in the document, from 1.
    pub line: u64,
    pub what: QuestionKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// What changes under each model; what is asked where nothing else is.
    Compare,
    Sweep(Sweep),
    BreakEven(BreakEven),
    Tariffs(tariffs::Tariffs),
    Calibrate(calibrate::Calibrate),
    Variance(variance::Variance),
    MonteCarlo(monte_carlo::MonteCarlo),
}

impl QuestionKind {
    /// What varies in it.
    pub fn parameters(&self) -> Vec<&Parameter> {
        match self {
            QuestionKind::Compare
            | QuestionKind::Tariffs(_)
            | QuestionKind::Calibrate(_)
            | QuestionKind::Variance(_)
            | QuestionKind::MonteCarlo(_) => Vec::new(),
            QuestionKind::Sweep(sweep) => sweep.axes.iter().map(|axis| &axis.parameter).collect(),
            QuestionKind::BreakEven(asked) => vec![&asked.parameter],
        }
    }

    /// Projected years that it names, each by its field.
    pub fn years(&self) -> Vec<(&'static str, i32)> {
        let of_parameter = |field: &'static str, parameter: &Parameter| match parameter {
            Parameter::Floor { year } | Parameter::Cap { year } => year.map(|year| (field, year)),
            _ => None,
        };
        match self {
            QuestionKind::Compare
            | QuestionKind::Tariffs(_)
            | QuestionKind::Calibrate(_)
            | QuestionKind::MonteCarlo(_) => Vec::new(),
            QuestionKind::Sweep(sweep) => {
                sweep.axes.iter().filter_map(|axis| of_parameter("parameters", &axis.parameter)).collect()
            }
            QuestionKind::BreakEven(asked) => {
                let own = asked.year.map(|year| ("year", year));
                own.into_iter().chain(of_parameter("parameter", &asked.parameter)).collect()
            }
            QuestionKind::Variance(variance) => variance.years(),
        }
    }
}

/// The figures while one or two things vary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sweep {
    /// One or two.
    pub axes: Vec<Axis>,
}

/// Something that varies, and the values that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    pub parameter: Parameter,
    /// Ascending.
    pub values: Vec<Rate>,
}

/// Where a figure becomes zero while one thing varies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakEven {
    pub parameter: Parameter,
    pub lowest: Rate,
    pub highest: Rate,
    /// Distance between two values that are told apart.
    pub precision: Rate,
    pub measure: Measure,
    /// A projected year; the last one when absent.
    pub year: Option<i32>,
}

/// Something of a scenario or its models that varies. What it is about beside its value is said as in a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// Percentage of care that moves, from a year on. It takes the place of the shares of the scenario's own change of this
    /// care, or is a change of its own behind the others.
    Uptake {
        what: Moving,
        from: Option<i32>,
    },
    /// Percentage of the baseline that is guaranteed, in one year or all.
    Floor {
        year: Option<i32>,
    },
    /// Percentage of the baseline above which an income is capped.
    Cap {
        year: Option<i32>,
    },
    /// Weight in percent of the parts of this name in all blends, from a year on; the others keep their proportion.
    BlendWeight {
        part: String,
        performances: PerformanceFilter,
        from: Option<i32>,
    },
    /// Percentage of a discipline in the rules that give it one; the others keep their proportion.
    DisciplineShare {
        discipline: DisciplineIx,
        performances: PerformanceFilter,
    },
    /// A factor; what it is about is said by the change.
    IntegralTariff(IntegralTariffChange),
    ShadowTariff(ShadowTariffChange),
    Births(VolumeChange),
}

/// A figure of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub figure: Measured,
    pub of: Whose,
    /// The difference with the year without the changes, and not the figure itself.
    pub against_base: bool,
}

/// Figures that can be asked by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    Entitlement,
    /// Entitlement − mono.
    AgainstMono,
    /// Entitlement − variable cost.
    Margin,
    /// Balance of the reserve on 31 December; of the organisation.
    Reserve,
    /// What insurers pay; of the organisation.
    Revenue,
    /// What it takes to bring everyone to its floor; of the organisation.
    Guarantee,
}

impl Measured {
    /// The word of `figure` in the document.
    pub fn word(self) -> &'static str {
        match self {
            Measured::Entitlement => "entitlement",
            Measured::AgainstMono => "against_mono",
            Measured::Margin => "margin",
            Measured::Reserve => "reserve",
            Measured::Revenue => "revenue",
            Measured::Guarantee => "guarantee",
        }
    }

    /// Whether it is of the organisation alone.
    pub fn is_of_all(self) -> bool {
        matches!(self, Measured::Reserve | Measured::Revenue | Measured::Guarantee)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Organisation,
    Discipline(DisciplineIx),
    Participant(ParticipantIx),
}

impl Parameter {
    /// The word of `kind` in the document.
    pub fn word(&self) -> &'static str {
        match self {
            Parameter::Uptake { .. } => "uptake",
            Parameter::Floor { .. } => "floor",
            Parameter::Cap { .. } => "cap",
            Parameter::BlendWeight { .. } => "blend_weight",
            Parameter::DisciplineShare { .. } => "discipline_share",
            Parameter::IntegralTariff(_) => "integral_tariff",
            Parameter::ShadowTariff(_) => "shadow_tariff",
            Parameter::Births(_) => "births",
        }
    }

    /// Whether its values are percentages; else they are factors.
    pub fn is_percentage(&self) -> bool {
        !matches!(self, Parameter::IntegralTariff(_) | Parameter::ShadowTariff(_) | Parameter::Births(_))
    }

    /// Whether a model has something that can take a value. What is no part of a model can always.
    pub fn is_in(&self, model: &Model, years: &[i32]) -> bool {
        match self {
            Parameter::Floor { year } | Parameter::Cap { year } => {
                let entries = model.guarantee.iter().flat_map(|guarantee| &guarantee.years);
                entries
                    .filter(|entry| years.contains(&entry.year))
                    .any(|entry| year.is_none_or(|year| entry.year == year))
            }
            Parameter::BlendWeight { part, performances, .. } => any_rule(
                model,
                performances,
                |rule| matches!(rule, Rule::Blend { parts } if parts.iter().any(|known| known.name == *part)),
            ),
            Parameter::DisciplineShare { discipline, performances } => any_rule(model, performances, |rule| {
                matches!(rule, Rule::DisciplineShares { shares, .. }
                    if shares.len() > 1 && shares.iter().any(|(known, _)| known == discipline))
            }),
            Parameter::Uptake { .. }
            | Parameter::IntegralTariff(_)
            | Parameter::ShadowTariff(_)
            | Parameter::Births(_) => true,
        }
    }
}

fn any_rule(model: &Model, performances: &PerformanceFilter, is_one: impl Fn(&Rule) -> bool) -> bool {
    model.nodes_for(performances).into_iter().any(|node| is_one(&model.node(node).rule))
}
