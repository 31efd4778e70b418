//! The selection of a run, made again for who reports on what the outcome no longer holds: its claims and deliveries.

use super::assignment::{Assignment, assign};
use super::ceilings;
use super::claims::{ClaimState, states};
use super::members::Members;
use super::plan::Plan;
use super::prices::PriceBook;
use super::selection::{Look, Selection, select};
use super::tariffs::TariffBook;
use super::trace::{Recorded, Step};
use super::units::{self, ShiftedCare};
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::money::Cents;
use crate::domain::problem::Refusal;
use crate::domain::run::RunSpec;

/// Claims, deliveries and shifted care as the run saw them.
pub struct Reselected {
    pub states: Vec<ClaimState>,
    pub assignment: Assignment,
    pub selection: Selection,
    /// r of each claim of the selection after ceilings.
    pub revenue: Vec<Cents>,
    /// How that came about.
    pub over_ceilings: Vec<Step>,
    pub care: ShiftedCare,
}

impl Reselected {
    /// The same steps as [`super::run::run`] makes; refuses what that refuses there.
    pub fn of(dossier: &Dossier, model: &Model, spec: &RunSpec) -> Result<Reselected, Refusal> {
        spec.check()?;
        let members = &Members::of_year(&dossier.reference, spec.year);
        let plan = &Plan::new(&dossier.reference, model);
        let prices = &PriceBook::new(&dossier.reference, model);
        let tariffs = &TariffBook::new(&dossier.reference);
        let states = states(&dossier.claims, &dossier.events, spec.as_of)?;
        let assignment = assign(dossier, &states, spec.year);
        let selection =
            select(&Look { dossier, spec, plan, members, prices, tariffs, states: &states, assignment: &assignment })?;
        let mut trace = Recorded::default();
        let revenue = ceilings::apply(dossier, spec.year, &selection, &mut trace)?;
        let care = units::find(dossier, model, members, &selection)?;
        Ok(Reselected { states, assignment, selection, revenue, over_ceilings: trace.steps, care })
    }
}
