//! The first part of a run: which claims and deliveries are in it, and what everyone's care is worth (spec 2.2 and 2.5).
//!
//! It depends on the rows of a dossier and, of the model, on what its rules filter on, its price tables and its shifts. Who
//! asks for several models on the same rows, or changes a floor or a share, does this once ([`same_values`]).

use super::assignment::{Assignment, assign};
use super::claims::states;
use super::members::Members;
use super::plan::Plan;
use super::prices::PriceBook;
use super::selection::{Look, Selection, select};
use super::stage::Stage;
use super::tariffs::TariffBook;
use super::trace::{Step, Trace};
use super::units::{self, ShiftedCare};
use super::values::{ClaimValues, Valuing};
use crate::domain::dossier::Dossier;
use crate::domain::model::Model;
use crate::domain::problem::Refusal;
use crate::domain::reference::Reference;
use crate::domain::run::RunSpec;

/// What a run selects and what it is worth.
pub struct Valued {
    pub members: Members,
    pub plan: Plan,
    pub prices: PriceBook,
    pub assignment: Assignment,
    pub selection: Selection,
    pub care: ShiftedCare,
    pub values: ClaimValues,
}

impl Valued {
    /// Refuses what the selection refuses (held claims and provisional tariffs of a settlement, claims without a rule),
    /// and shifted care without a price.
    pub fn of<T: Trace>(dossier: &Dossier, model: &Model, spec: &RunSpec, trace: &mut T) -> Result<Valued, Refusal> {
        let members = Members::of_year(&dossier.reference, spec.year);
        let plan = Plan::new(&dossier.reference, model);
        let prices = PriceBook::new(&dossier.reference, model);
        let tariffs = &TariffBook::new(&dossier.reference);

        // Which claims are in the run, and which deliveries belong to them.
        let states = &states(&dossier.claims, &dossier.events, spec.as_of)?;
        let assignment = assign(dossier, states, spec.year);
        let look = Look {
            dossier,
            spec,
            plan: &plan,
            members: &members,
            prices: &prices,
            tariffs,
            states,
            assignment: &assignment,
        };
        let selection = select(&look)?;
        if T::ON {
            for claim in &selection.claims {
                trace.record(Step::Entered { claim: claim.claim, worth: claim.worth, state: states[claim.claim.at()] });
            }
        }

        // What everyone's care is worth to the rules: as if nothing had shifted.
        let care = units::find(dossier, model, &members, &selection)?;
        let valuing = Valuing { dossier, plan: &plan, prices: &prices, selection: &selection, care: &care };
        let values = valuing.claim_values(trace)?;
        Ok(Valued { members, plan, prices, assignment, selection, care, values })
    }

    /// Ready to be divided. Dossier, model (or one of [`same_values`]) and run are those that it was made of.
    pub fn stage<'a>(&'a self, dossier: &'a Dossier, model: &'a Model, spec: &'a RunSpec) -> Stage<'a> {
        let Valued { members, plan, prices, selection, care, values, .. } = self;
        Stage { dossier, model, spec, members, plan, prices, selection, care, values }
    }
}

/// Whether two models bound to the same reference data make the same [`Valued`] of the same rows.
pub fn same_values(reference: &Reference, one: &Model, other: &Model) -> bool {
    one.price_tables == other.price_tables
        && one.shifts == other.shifts
        && Plan::new(reference, one) == Plan::new(reference, other)
}
