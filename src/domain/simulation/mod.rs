//! What a simulation finds (spec 3): figures beside those without the changes, in plain codes and amounts.
//!
//! Every [`Figure`] is the value under the scenario, the value of the base (the same model, year and dossier without the
//! changes) and the difference; the mono baseline is a figure of its own, and so is the difference with it.

pub mod calibrate;
pub mod monte_carlo;
pub mod sweep;
pub mod tariffs;
pub mod variance;

use super::decimal::{parse_scaled, scaled_text};
use super::money::{Cents, Overflow};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Something that was assumed to be able to project, for a reader to agree with or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Assumption {
    pub nl: String,
    pub en: String,
}

/// An assumption in Dutch and in English.
pub fn assume(nl: impl Into<String>, en: impl Into<String>) -> Assumption {
    Assumption { nl: nl.into(), en: en.into() }
}

/// Hours of work, exact: quantity × hours per unit, scaled by 10^8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours(pub i128);

impl Hours {
    /// Decimals kept: those of a quantity, twice.
    pub const PLACES: u32 = 8;

    /// Whole hours, half away from zero.
    pub fn whole(self) -> Result<i128, Overflow> {
        super::money::round_ratio(self.0, 10i128.pow(Hours::PLACES))
    }
}

impl fmt::Display for Hours {
    /// The shortest exact form: `12.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&scaled_text(self.0, Hours::PLACES))
    }
}

impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hours {
    /// As it is written, to 92 billion hours.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hours, D::Error> {
        let text = String::deserialize(deserializer)?;
        let scaled = parse_scaled(&text, Hours::PLACES).map_err(|_| serde::de::Error::custom("no hours"))?;
        Ok(Hours(i128::from(scaled)))
    }
}

/// What can be compared and added.
pub trait Amount: Copy + Default {
    fn plus(self, other: Self) -> Result<Self, Overflow>;
    fn minus(self, other: Self) -> Result<Self, Overflow>;
}

impl Amount for Cents {
    fn plus(self, other: Cents) -> Result<Cents, Overflow> {
        Cents::plus(self, other)
    }

    fn minus(self, other: Cents) -> Result<Cents, Overflow> {
        Cents::minus(self, other)
    }
}

impl Amount for Hours {
    fn plus(self, other: Hours) -> Result<Hours, Overflow> {
        self.0.checked_add(other.0).map(Hours).ok_or(Overflow)
    }

    fn minus(self, other: Hours) -> Result<Hours, Overflow> {
        self.0.checked_sub(other.0).map(Hours).ok_or(Overflow)
    }
}

/// A value, what it is without the changes, and the difference between both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct Figure<T> {
    pub value: T,
    pub base: T,
    pub difference: T,
}

impl<T: Amount> Figure<T> {
    pub fn new(value: T, base: T) -> Result<Figure<T>, Overflow> {
        Ok(Figure { value, base, difference: value.minus(base)? })
    }

    /// self + other, value by value.
    pub fn plus(self, other: Figure<T>) -> Result<Figure<T>, Overflow> {
        Figure::new(self.value.plus(other.value)?, self.base.plus(other.base)?)
    }

    /// self − other, value by value.
    pub fn minus(self, other: Figure<T>) -> Result<Figure<T>, Overflow> {
        Figure::new(self.value.minus(other.value)?, self.base.minus(other.base)?)
    }
}

/// Figures of one participant, or summed over several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SimulationFigures))]
pub struct Figures {
    /// What it is entitled to.
    pub entitlement: Figure<Cents>,
    /// Shadow value of its deliveries: what mono-disciplinary funding would have paid.
    pub mono: Figure<Cents>,
    /// Entitlement − mono.
    pub against_mono: Figure<Cents>,
    /// What followed care that moved, in or out.
    pub shifts: Figure<Cents>,
    /// What the guarantee gave: topped up, or repaid of earlier years.
    pub guarantee_received: Figure<Cents>,
    /// What it paid for the guarantee of others: above the cap, not given back, or levied on a gain.
    pub guarantee_paid: Figure<Cents>,
    /// Still owed to it at the end of the year.
    pub carried_forward: Figure<Cents>,
    /// Real cost of its deliveries, where activities have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variable_cost: Option<Figure<Cents>>,
    /// Entitlement − variable cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<Figure<Cents>>,
    /// Hours of work of its deliveries, where activities have them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Figure<Hours>>,
}

impl Figures {
    /// self + other, figure by figure.
    pub fn plus(&self, other: &Figures) -> Result<Figures, Overflow> {
        Ok(Figures {
            entitlement: self.entitlement.plus(other.entitlement)?,
            mono: self.mono.plus(other.mono)?,
            against_mono: self.against_mono.plus(other.against_mono)?,
            shifts: self.shifts.plus(other.shifts)?,
            guarantee_received: self.guarantee_received.plus(other.guarantee_received)?,
            guarantee_paid: self.guarantee_paid.plus(other.guarantee_paid)?,
            carried_forward: self.carried_forward.plus(other.carried_forward)?,
            variable_cost: both(self.variable_cost, other.variable_cost)?,
            margin: both(self.margin, other.margin)?,
            hours: both(self.hours, other.hours)?,
        })
    }
}

/// The sum, also where one of both is not there yet.
fn both<T: Amount>(one: Option<Figure<T>>, other: Option<Figure<T>>) -> Result<Option<Figure<T>>, Overflow> {
    match (one, other) {
        (Some(one), Some(other)) => one.plus(other).map(Some),
        (one, other) => Ok(one.or(other)),
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct ParticipantFigures {
    pub participant: String,
    pub name: String,
    pub discipline: String,
    #[serde(flatten)]
    pub figures: Figures,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct DisciplineFigures {
    pub discipline: String,
    pub name: String,
    #[serde(flatten)]
    pub figures: Figures,
    /// Its part of what all get above mono, as a percentage with one decimal; absent where there is no such surplus.
    pub surplus_share: Option<String>,
    pub surplus_share_base: Option<String>,
}

/// The organisation as a whole.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct TotalFigures {
    /// From insurers, after ceilings.
    pub revenue: Figure<Cents>,
    pub adjustments: Figure<Cents>,
    pub insurer_support: Figure<Cents>,
    /// Top slices for the organisation.
    pub organisation: Figure<Cents>,
    pub unallocated: Figure<Cents>,
    #[serde(flatten)]
    pub figures: Figures,
}

/// What the guarantee costs, and who pays it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct GuaranteeFigures {
    /// What it takes to bring everyone to its floor.
    pub need: Figure<Cents>,
    pub corridor: Figure<Cents>,
    pub reserve: Figure<Cents>,
    pub gainers: Figure<Cents>,
    pub insurer: Figure<Cents>,
    pub uncovered: Figure<Cents>,
}

/// The reserve through a year.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct ReserveFigures {
    pub opening: Figure<Cents>,
    pub change: Figure<Cents>,
    pub end: Figure<Cents>,
}

/// Who loses and who gains: codes of participants, whoever loses or gains most first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SimulationStanding))]
pub struct Standing {
    pub losers_against_mono: Vec<String>,
    pub gainers_against_mono: Vec<String>,
    pub losers_against_base: Vec<String>,
    pub gainers_against_base: Vec<String>,
}

/// One year of one model under one scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct YearFigures {
    pub year: i32,
    pub total: TotalFigures,
    pub guarantee: GuaranteeFigures,
    pub reserve: ReserveFigures,
    pub standing: Standing,
    /// In the order of their codes.
    pub disciplines: Vec<DisciplineFigures>,
    /// In the order of their codes.
    pub participants: Vec<ParticipantFigures>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct NamedDocument {
    pub name: String,
    pub sha256: String,
}

/// A model as a scenario leaves it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema))]
pub struct ModelOfCase {
    pub name: String,
    /// Of the document before the changes of the scenario.
    pub sha256: String,
    /// Whether the scenario changes the model.
    pub changed: bool,
    /// Of the merged document that was computed with.
    pub changed_sha256: String,
}

/// One scenario under one model.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SimulationCase))]
pub struct Case {
    pub scenario: NamedDocument,
    pub model: ModelOfCase,
    /// The year whose episodes were repeated.
    pub base_year: i32,
    pub assumptions: Vec<Assumption>,
    pub years: Vec<YearFigures>,
}

/// What every question of every scenario found.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SimulationResult))]
pub struct Simulation {
    pub organisation: String,
    /// SHA-256 of the dossier that was projected.
    pub input_sha256: String,
    pub engine_version: String,
    /// Every scenario that asks to compare, under each of its models.
    pub cases: Vec<Case>,
    /// What the other questions found, in their order.
    pub answers: Vec<Answer>,
}

/// What one question of one scenario found.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SimulationAnswer))]
pub struct Answer {
    pub scenario: NamedDocument,
    /// The year whose care was repeated, or that was looked at.
    pub base_year: i32,
    pub assumptions: Vec<Assumption>,
    #[serde(flatten)]
    pub found: Found,
}

/// By question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "service", derive(utoipa::ToSchema), schema(as = SimulationFound))]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Found {
    Sweep(sweep::SweepFound),
    BreakEven(sweep::BreakEvenFound),
    Tariffs(tariffs::TariffsFound),
    Calibrate(calibrate::CalibrateFound),
    Variance(variance::VarianceFound),
    MonteCarlo(monte_carlo::MonteCarloFound),
}

impl Found {
    /// The word of `question` in the document.
    pub fn word(&self) -> &'static str {
        match self {
            Found::Sweep(_) => "sweep",
            Found::BreakEven(_) => "break_even",
            Found::MonteCarlo(_) => "monte_carlo",
            Found::Tariffs(_) => "tariffs",
            Found::Calibrate(_) => "calibrate",
            Found::Variance(_) => "variance",
        }
    }
}
