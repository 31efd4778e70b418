//! What a scenario is asked (spec 3, "Questions a simulation answers").

use super::decimal::Rate;
use super::index::{DisciplineIx, ParticipantIx};
use super::model::PerformanceFilter;
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
    MonteCarlo(MonteCarlo),
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Organisation,
    Discipline(DisciplineIx),
    Participant(ParticipantIx),
}

/// What chance alone does: every year drawn many times from its own episodes, with replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonteCarlo {
    pub draws: u32,
    pub seed: u64,
    /// Yearly coefficients of variation: of the number of births, of the part of them with complex care, of what insurers
    /// pay. Without any of them the answer is of chance only.
    pub cv_births: Option<Rate>,
    pub cv_complex: Option<Rate>,
    pub cv_tariff: Option<Rate>,
}

impl MonteCarlo {
    pub const FEWEST_DRAWS: u32 = 1_000;
    pub const MOST_DRAWS: u32 = 100_000;
    /// Half: beyond it a log-normal factor says nothing anymore.
    pub const LARGEST_VARIATION: Rate = Rate(500_000);

    /// Whether nothing varies but which episodes there are.
    pub fn is_chance_only(&self) -> bool {
        [self.cv_births, self.cv_complex, self.cv_tariff].iter().all(|cv| cv.unwrap_or_default() == Rate::default())
    }
}
