//! What a viewer gets of a simulation: documents in which figures are withheld.

use super::judge::Shown;
use crate::domain::money::Cents;
use crate::domain::simulation::sweep::{ParameterOf, PointRow};
use crate::domain::simulation::{
    Assumption, DisciplineFigures, Figure, Figures, Hours, ModelOfCase, NamedDocument, ParticipantFigures,
    ReserveFigures, Simulation, YearFigures,
};
use crate::report::view::document::OtherLine;
use crate::report::view::withhold::Depth;
use serde::Serialize;
use utoipa::ToSchema;

/// The whole result of a simulation, or what of it the viewer may see.
#[derive(Serialize, ToSchema)]
#[schema(as = SimulationSeen)]
#[serde(untagged)]
pub enum Seen {
    Full(Box<Simulation>),
    Part(Box<PartOfSimulation>),
}

/// A simulation without what would give another participant's figures away. Figures that are `null` are withheld.
#[derive(Serialize, ToSchema)]
#[schema(as = SimulationPart)]
pub struct PartOfSimulation {
    pub organisation: String,
    pub engine_version: String,
    pub cases: Vec<CasePart>,
    pub answers: Vec<AnswerPart>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SimulationPartCase)]
pub struct CasePart {
    pub scenario: NamedDocument,
    pub model: ModelOfCase,
    /// The year whose episodes were repeated.
    pub base_year: i32,
    pub assumptions: Vec<Assumption>,
    /// What is not shown, and why.
    pub left_out: Vec<Assumption>,
    pub years: Vec<YearPart>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SimulationPartYear)]
pub struct YearPart {
    pub year: i32,
    /// All participants together.
    pub all: SumLine,
    pub disciplines: Vec<SumLine>,
    /// The viewer's own participants: every figure.
    pub participants: Vec<ParticipantFigures>,
    /// For the board: how far the others are from mono, under pseudonyms that are other ones in every year of every case.
    pub others: Vec<OtherLine>,
    /// For the board, where the sum of all is shown in full.
    pub money: Option<MoneyPart>,
}

/// A sum of participants, to the depth at which it gives nobody away.
#[derive(Serialize, ToSchema)]
#[schema(as = SimulationSum)]
pub struct SumLine {
    /// `*` for all.
    pub discipline: String,
    /// How many it is over.
    pub participants: usize,
    /// Whether anything is withheld.
    pub withheld: bool,
    pub entitlement: Option<Figure<Cents>>,
    pub mono: Option<Figure<Cents>>,
    pub against_mono: Option<Figure<Cents>>,
    pub shifts: Option<Figure<Cents>>,
    pub guarantee_received: Option<Figure<Cents>>,
    pub guarantee_paid: Option<Figure<Cents>>,
    pub carried_forward: Option<Figure<Cents>>,
    pub variable_cost: Option<Figure<Cents>>,
    pub margin: Option<Figure<Cents>>,
    pub hours: Option<Figure<Hours>>,
    /// Its part of what all get above mono, in percent.
    pub surplus_share: Option<String>,
    pub surplus_share_base: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SimulationMoney)]
pub struct MoneyPart {
    pub revenue: Figure<Cents>,
    pub adjustments: Figure<Cents>,
    pub insurer_support: Figure<Cents>,
    pub organisation: Figure<Cents>,
    pub unallocated: Figure<Cents>,
    pub reserve: ReserveFigures,
}

/// What another question found, as far as it is shown.
#[derive(Serialize, ToSchema)]
#[schema(as = SimulationPartAnswer)]
pub struct AnswerPart {
    pub scenario: NamedDocument,
    pub base_year: i32,
    pub assumptions: Vec<Assumption>,
    /// What is not shown, and why.
    pub left_out: Vec<Assumption>,
    /// `sweep`, ….
    pub question: String,
    pub sweep: Option<SweepPart>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SimulationPartSweep)]
pub struct SweepPart {
    pub parameters: Vec<ParameterOf>,
    pub models: Vec<SweptPart>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SimulationPartSwept)]
pub struct SweptPart {
    pub model: ModelOfCase,
    pub points: Vec<PointPart>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SimulationPartPoint)]
pub struct PointPart {
    pub values: Vec<String>,
    pub years: Vec<PointYearPart>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SimulationPartPointYear)]
pub struct PointYearPart {
    pub year: i32,
    pub all: SumLine,
    pub disciplines: Vec<SumLine>,
    /// The viewer's own participants.
    pub participants: Vec<PointRow>,
}

impl SumLine {
    pub fn of(discipline: &str, participants: usize, figures: &Figures, depth: Depth) -> SumLine {
        let from = |least: Depth, figure: Figure<Cents>| (depth >= least).then_some(figure);
        let steps = depth >= Depth::Steps;
        SumLine {
            discipline: discipline.to_owned(),
            participants,
            withheld: !steps,
            entitlement: from(Depth::Entitlement, figures.entitlement),
            mono: from(Depth::Mono, figures.mono),
            against_mono: from(Depth::Mono, figures.against_mono),
            shifts: from(Depth::Steps, figures.shifts),
            guarantee_received: from(Depth::Steps, figures.guarantee_received),
            guarantee_paid: from(Depth::Steps, figures.guarantee_paid),
            carried_forward: from(Depth::Steps, figures.carried_forward),
            variable_cost: figures.variable_cost.filter(|_| steps),
            margin: figures.margin.filter(|_| steps),
            hours: figures.hours.filter(|_| steps),
            surplus_share: None,
            surplus_share_base: None,
        }
    }

    /// Its part of a surplus, where both it and the whole can be divided by each other already.
    pub fn with_surplus(self, row: &DisciplineFigures, shown: &Shown) -> SumLine {
        if self.against_mono.is_none() || shown.all < Depth::Mono {
            return self;
        }
        let (surplus_share, surplus_share_base) = (row.surplus_share.clone(), row.surplus_share_base.clone());
        SumLine { surplus_share, surplus_share_base, ..self }
    }

    /// A curve has fewer figures.
    pub fn of_a_point(self) -> SumLine {
        let (shifts, guarantee_received, guarantee_paid, carried_forward) = (None, None, None, None);
        SumLine { shifts, guarantee_received, guarantee_paid, carried_forward, ..self }
    }
}

impl MoneyPart {
    pub fn of(year: &YearFigures) -> MoneyPart {
        let total = &year.total;
        MoneyPart {
            revenue: total.revenue,
            adjustments: total.adjustments,
            insurer_support: total.insurer_support,
            organisation: total.organisation,
            unallocated: total.unallocated,
            reserve: year.reserve,
        }
    }
}
