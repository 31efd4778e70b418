//! The second part of a run: revenue, top slices, rules and pools, adjustments and the settlement of shifts (spec 2.2 to
//! 2.5, 2.7). What a year opens with, its guarantee and the limits of its reserve come after it.

use super::distribute::distribute;
use super::flows::{Flows, Received};
use super::shifts::{self, ShiftOutcome};
use super::slices::Sliced;
use super::stage::Stage;
use super::trace::Trace;
use super::{ceilings, slices};
use crate::domain::model::Model;
use crate::domain::money::Cents;
use crate::domain::problem::Refusal;

/// What the rules gave, and what follows care that moved.
#[derive(Clone, Debug)]
pub struct Divided {
    /// r of each claim after ceilings.
    pub revenue: Vec<Cents>,
    pub sliced: Sliced,
    pub flows: Flows,
    /// What they are together.
    pub received: Received,
    /// In the model's order.
    pub shifts: Vec<ShiftOutcome>,
}

impl Divided {
    pub fn of<T: Trace>(stage: &Stage<'_>, trace: &mut T) -> Result<Divided, Refusal> {
        let Stage { dossier, model, spec, members, selection, care, .. } = *stage;
        let revenue = ceilings::apply(dossier, spec.year, selection, trace)?;
        let sliced = slices::take(dossier, model, spec, selection, revenue.clone(), trace)?;
        let flows = distribute(stage, &sliced, trace)?;
        let received = flows.received()?;
        let shifts = shifts::settle(dossier, model, members, selection, care, &received.participants, trace)?;
        Ok(Divided { revenue, sliced, flows, received, shifts })
    }
}

/// Whether two models of [`super::valued::same_values`] divide the same rows alike.
pub fn same_division(one: &Model, other: &Model) -> bool {
    one.top_slices == other.top_slices
        && one.rules == other.rules
        && one.nodes == other.nodes
        && one.adjustments == other.adjustments
}
