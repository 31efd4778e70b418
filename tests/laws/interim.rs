//! Interim runs and settlements (spec 2.2, 2.7 and 2.9).

use super::case::{cases, tries};
use super::pick::rate;
use proptest::prelude::*;
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::model::slice::SliceTarget;
use verdeelsleutel::domain::run::RunKind;

proptest! {
    #![proptest_config(tries(512))]

    /// The kind of a run only matters for funds, the maximum of the reserve, `interim_share` (2.7, 2.9), a guarantee
    /// that interim runs do not have (2.6), and what a settlement refuses (2.2). Without these an interim run up to
    /// 31 December is the settlement.
    #[test]
    fn an_interim_run_of_the_whole_year_gives_the_entitlements_of_the_settlement(case in cases()) {
        let mut settlement = case;
        settlement.spec.kind = RunKind::Settlement;
        settlement.spec.to = last_day(settlement.spec.year);
        settlement.model.interim_share = rate("100");
        settlement.model.reserve.maximum = None;
        settlement.model.top_slices.iter_mut().for_each(|slice| slice.to = SliceTarget::Organisation);
        settlement.dossier.advances.clear();
        if let Some(guarantee) = &mut settlement.model.guarantee {
            guarantee.interim = true;
        }
        let mut interim = settlement.clone();
        interim.spec.kind = RunKind::Interim;
        let (settled, so_far) = match (settlement.run(), interim.run()) {
            (Ok(settled), Ok(so_far)) => (settled, so_far),
            (Err(refusal), _) if ["held_claims", "tariff_provisional"].contains(&refusal.code.as_str()) => return Ok(()),
            (settled, so_far) => {
                prop_assert_eq!(settled.err().map(|refusal| refusal.code), so_far.err().map(|refusal| refusal.code));
                return Ok(());
            }
        };
        prop_assert_eq!(&settled.totals, &so_far.totals);
        prop_assert_eq!(&settled.flows, &so_far.flows);
        for ((_, _, of_settlement), (_, _, of_interim)) in settled.participants.iter().zip(&so_far.participants) {
            prop_assert_eq!(of_interim.due.0, of_settlement.due.0.max(0));
            let mut without_due = of_interim.clone();
            without_due.due = of_settlement.due;
            prop_assert_eq!(&without_due, of_settlement);
        }
    }

    /// 2.2: "Interim runs of a year do not add up: each replaces the one before." What is due in one depends on no
    /// other, and an entitlement never depends on what was paid ahead (2.9).
    #[test]
    fn advances_only_change_what_is_due(case in cases()) {
        let mut without = case.clone();
        without.dossier.advances.clear();
        let (Ok(one), Ok(two)) = (case.run(), without.run()) else {
            prop_assert_eq!(case.run().err(), without.run().err());
            return Ok(());
        };
        prop_assert_eq!(&one.totals, &two.totals);
        for ((_, _, with), (_, _, none)) in one.participants.iter().zip(&two.participants) {
            prop_assert_eq!(with.entitlement, none.entitlement);
            prop_assert_eq!(with.due.0 + with.advances.0, none.due.0);
        }
    }
}
