//! The inside of a run that its outcome does not tell: which deliveries count, in which claim, and which are units of a
//! shift.

use super::case::Case;
use std::collections::BTreeSet;
use verdeelsleutel::calc::assignment::assign;
use verdeelsleutel::calc::claims::states;
use verdeelsleutel::calc::members::Members;
use verdeelsleutel::calc::plan::Plan;
use verdeelsleutel::calc::prices::PriceBook;
use verdeelsleutel::calc::selection::{Look, Selection, select};
use verdeelsleutel::calc::tariffs::TariffBook;
use verdeelsleutel::calc::units::{self, ShiftedCare};
use verdeelsleutel::domain::index::{ClaimIx, DeliveryIx};

pub struct Inside {
    pub members: Members,
    pub selection: Selection,
    pub care: ShiftedCare,
}

impl Inside {
    /// Of a case that has a result.
    pub fn of(case: &Case) -> Inside {
        let Case { dossier, model, spec } = case;
        let members = Members::of_year(&dossier.reference, spec.year);
        let plan = &Plan::new(&dossier.reference, model);
        let prices = &PriceBook::new(&dossier.reference, model);
        let tariffs = &TariffBook::new(&dossier.reference);
        let states = &states(&dossier.claims, &dossier.events, spec.as_of).unwrap();
        let assignment = &assign(dossier, states, spec.year);
        let look = Look { dossier, spec, plan, members: &members, prices, tariffs, states, assignment };
        let selection = select(&look).unwrap();
        let care = units::find(dossier, model, &members, &selection).unwrap();
        Inside { members, selection, care }
    }

    /// Deliveries that count, each with its claim.
    pub fn counted(&self) -> Vec<(DeliveryIx, ClaimIx)> {
        let claims = self.selection.claims.iter().enumerate();
        claims
            .flat_map(|(at, claim)| self.selection.of(at).map(|row| (self.selection.deliveries[row], claim.claim)))
            .collect()
    }
}

/// The ids of the deliveries that count in a run.
pub fn counted_ids(case: &Case) -> BTreeSet<String> {
    let counted = Inside::of(case).counted();
    let ids: BTreeSet<String> =
        counted.iter().map(|(delivery, _)| case.dossier.deliveries.id.get(delivery.at()).to_owned()).collect();
    assert_eq!(ids.len(), counted.len(), "a delivery belongs to one claim");
    ids
}
