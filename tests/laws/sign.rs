//! Sign symmetry (spec 2.1: allocate(−A) = −allocate(A)): a run in which everything is taken back takes back exactly
//! what was given. It holds where rules only divide. It does not where something looks at the sign: slices, ceilings
//! and the guarantee pass over what is not positive, fixed prices are paid whatever the amount, and the balance of a
//! shift is divided by who got something.

use super::case::{Case, cases_without_fixed_prices, tries};
use proptest::prelude::*;
use verdeelsleutel::calc::flows::Flow;
use verdeelsleutel::domain::dossier::EventKind;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::run::Basis;

/// A case whose rules only divide what insurers paid.
fn divided_only(mut case: Case) -> Case {
    case.spec.basis = Basis::Paid;
    case.model.top_slices.clear();
    case.model.shifts.clear();
    case.model.guarantee = None;
    case.dossier.reference.contracts.clear();
    // The limits of the reserve only move entitlements, after the flows; without them they are symmetric too.
    case.model.reserve.minimum = Cents(i64::MIN / 4);
    case.model.reserve.maximum = None;
    case
}

fn turned(case: &Case) -> Case {
    let mut turned = case.clone();
    let events = &mut turned.dossier.events;
    for (kind, amount) in events.kind.iter().zip(&mut events.amount) {
        if *kind == EventKind::Paid {
            *amount = amount.map(|amount| Cents(-amount.0));
        }
    }
    turned.dossier.adjustments.iter_mut().for_each(|row| row.amount = Cents(-row.amount.0));
    turned
}

proptest! {
    #![proptest_config(tries(512))]

    #[test]
    fn taking_back_all_payments_takes_back_all_flows(case in cases_without_fixed_prices()) {
        let case = divided_only(case);
        let (Ok(given), Ok(taken)) = (case.run(), turned(&case).run()) else {
            prop_assert_eq!(case.run().err(), turned(&case).run().err());
            return Ok(());
        };
        let expected: Vec<Flow> =
            given.flows.iter().map(|flow| Flow { amount: Cents(-flow.amount.0), ..*flow }).collect();
        prop_assert_eq!(taken.flows, expected);
        for ((who, _, row), (other, _, of_turned)) in given.participants.iter().zip(&taken.participants) {
            prop_assert_eq!(who, other);
            prop_assert_eq!(row.allocated.0, -of_turned.allocated.0);
            prop_assert_eq!(row.entitlement.0 - row.funds.0, -(of_turned.entitlement.0 - of_turned.funds.0));
        }
        prop_assert_eq!(given.totals.reserve_change.0, -taken.totals.reserve_change.0);
        prop_assert_eq!(given.totals.unallocated.0, -taken.totals.unallocated.0);
    }
}
