//! The books of every outcome: what came in went out, and every cent is tied to an insurer, a performance and a
//! recipient (spec 2.4 and 2.8), added up again from the rows.

use super::case::{Case, cases, tries};
use proptest::prelude::*;
use std::collections::BTreeMap;
use verdeelsleutel::calc::flows::Recipient;
use verdeelsleutel::calc::outcome::{Outcome, ParticipantOutcome};
use verdeelsleutel::calc::trace::{Key, Place, Recorded, Step};
use verdeelsleutel::domain::index::{InsurerIx, PerformanceIx};
use verdeelsleutel::domain::model::slice::SliceTarget;
use verdeelsleutel::domain::run::RunKind;

fn total(outcome: &Outcome, of: impl Fn(&ParticipantOutcome) -> i64) -> i64 {
    outcome.participants.iter().map(|(.., row)| of(row)).sum()
}

fn flowed(outcome: &Outcome, recipient: Recipient) -> i64 {
    outcome.flows.iter().filter(|flow| flow.recipient == recipient).map(|flow| flow.amount.0).sum()
}

/// Adjustments dated in the year up to `to` (spec 2.7), per insurer and performance.
fn adjustments(case: &Case) -> BTreeMap<(Option<InsurerIx>, Option<PerformanceIx>), i64> {
    let mut sums = BTreeMap::new();
    for row in &case.dossier.adjustments {
        if row.date.year() == case.spec.year && row.date <= case.spec.to {
            *sums.entry((row.insurer, row.performance)).or_default() += row.amount.0;
        }
    }
    sums
}

/// What slices gave to the organisation, and what they put in funds.
fn sliced(case: &Case, outcome: &Outcome) -> (i64, i64) {
    let (mut organisation, mut funds) = (0, 0);
    for (slice, took) in case.model.top_slices.iter().zip(&outcome.top_slices) {
        match slice.to {
            SliceTarget::Organisation => organisation += took.amount.0,
            SliceTarget::Fund(_) => funds += took.amount.0,
        }
    }
    (organisation, funds)
}

/// What is left of each claim after ceilings and slices, from what was recorded of each claim, by insurer and
/// performance.
fn net(case: &Case, trace: &Recorded) -> BTreeMap<(Option<InsurerIx>, Option<PerformanceIx>), i64> {
    let claims = &case.dossier.claims;
    let mut sums = BTreeMap::new();
    let mut book = |claim: usize, cents: i64| {
        *sums.entry((Some(claims.insurer[claim]), Some(claims.performance[claim]))).or_default() += cents;
    };
    for step in &trace.steps {
        match step {
            Step::Entered { claim, worth, .. } => {
                use verdeelsleutel::calc::claims::Worth;
                let (Worth::ByTariff { amount, .. } | Worth::ByEvent(amount)) = worth else { panic!("a held claim") };
                book(claim.at(), amount.0);
            }
            Step::Taken { claim, taken, .. } => book(claim.at(), -taken.0),
            Step::Divided { place: Place::Ceiling(_) | Place::Slice(_), division } => {
                for (key, share) in division.keys.iter().zip(&division.shares) {
                    let Key::Claim(claim) = key else { panic!("ceilings and budgets are divided over claims") };
                    book(claim.at(), -share);
                }
            }
            _ => {}
        }
    }
    sums
}

proptest! {
    #![proptest_config(tries(512))]

    /// Spec 2.8: revenue + adjustments + insurer support = slices for the organisation + funds held + Σ E + change of
    /// the reserve + unallocated. Nothing is taken from the totals of the outcome: all of it is added up from rows,
    /// and the reserve from everything that the steps say they gave to it or took from it.
    #[test]
    fn what_came_in_went_out(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let revenue: i64 = outcome.insurers.iter().map(|row| row.revenue.0).sum();
        let support: i64 = outcome.insurers.iter().map(|row| row.support.0).sum();
        let adjusted: i64 = adjustments(&case).values().sum();
        let (organisation, funds) = sliced(&case, &outcome);
        let held = if case.spec.kind == RunKind::Interim { funds } else { 0 };
        let entitled = total(&outcome, |row| row.entitlement.0);

        let by_shifts: i64 = outcome
            .shifts
            .iter()
            .map(|shift| shift.balance.0 - shift.balances.iter().map(|share| share.0).sum::<i64>())
            .sum();
        let by_guarantee = total(&outcome, |row| row.cap_excess.0 - row.cap_back.0 + row.levy.0 - row.top_up.0);
        let by_funds = funds - held - total(&outcome, |row| row.funds.0);
        let by_limits = total(&outcome, |row| row.reserve_levy.0 - row.repaid.0);
        let reserve =
            flowed(&outcome, Recipient::Reserve) + by_shifts + by_guarantee + support + by_funds + by_limits;
        prop_assert_eq!(outcome.totals.reserve_change.0, reserve);
        let unallocated = flowed(&outcome, Recipient::Unallocated);
        prop_assert_eq!(revenue + adjusted + support, organisation + held + entitled + reserve + unallocated);

        // And the totals say the same.
        let totals = &outcome.totals;
        prop_assert_eq!(totals.revenue.0, revenue);
        prop_assert_eq!(totals.revenue.0, outcome.performances.iter().map(|row| row.revenue.0).sum::<i64>());
        prop_assert_eq!(totals.claimed.0 - totals.over_ceiling.0, revenue);
        prop_assert_eq!(totals.insurer_support.0, support);
        prop_assert_eq!(totals.adjustments.0, adjusted);
        prop_assert_eq!(totals.top_slices.0, organisation + funds);
        prop_assert_eq!(totals.funds_held.0, held);
        prop_assert_eq!(totals.entitlements.0, entitled);
        prop_assert_eq!(totals.unallocated.0, unallocated);
    }

    /// Spec 2.5 to 2.7: E_j = X_j + credits − charges ± balances − excess + back − levy + top_up + repaid + funds, less
    /// what the reserve took or plus what it gave; and what is due follows from it (2.9).
    #[test]
    fn every_entitlement_is_the_sum_of_its_parts(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let mut due_of_all = 0;
        for (.., row) in &outcome.participants {
            let of_shifts = row.shift_credit.0 - row.shift_charge.0 + row.shift_balance.0;
            let of_guarantee = row.cap_back.0 - row.cap_excess.0 - row.levy.0 + row.top_up.0 + row.repaid.0;
            let parts = row.allocated.0 + of_shifts + of_guarantee + row.funds.0 - row.reserve_levy.0;
            prop_assert_eq!(row.entitlement.0, parts);
            match case.spec.kind {
                RunKind::Settlement => prop_assert_eq!(row.due.0, row.entitlement.0 - row.advances.0),
                RunKind::Interim => {
                    // round half away from zero of something not negative
                    let scale = 100_000_000i128;
                    let exact = i128::from(row.entitlement.0.max(0)) * i128::from(case.model.interim_share.0);
                    let paid = (2 * exact + scale) / (2 * scale);
                    prop_assert_eq!(i128::from(row.due.0), paid - i128::from(row.advances.0));
                }
            }
            due_of_all += row.due.0;
        }
        prop_assert_eq!(outcome.payees.iter().map(|(_, due)| due.0).sum::<i64>(), due_of_all);
    }

    /// Spec 2.4: flows "add up to the outcome X_j of each participant and to the net revenue of each insurer and
    /// performance"; adjustments are in them under their own insurer and performance, or none (2.7).
    #[test]
    fn the_flows_tie_out_by_participant_and_by_insurer_and_performance_and_in_total(case in cases()) {
        let Ok((outcome, trace)) = case.recorded() else { return Ok(()) };
        for (who, _, row) in &outcome.participants {
            prop_assert_eq!(flowed(&outcome, Recipient::Participant(*who)), row.allocated.0);
        }
        let to_people: i64 = total(&outcome, |row| row.allocated.0);
        let to_nobody = flowed(&outcome, Recipient::Reserve) + flowed(&outcome, Recipient::Unallocated);
        let in_total: i64 = outcome.flows.iter().map(|flow| flow.amount.0).sum();
        prop_assert_eq!(in_total, to_people + to_nobody);

        let mut found = BTreeMap::new();
        for flow in &outcome.flows {
            prop_assert!(!flow.amount.is_zero(), "flows are listed without zero rows");
            *found.entry((flow.insurer, flow.performance)).or_default() += flow.amount.0;
        }
        let mut expected = net(&case, &trace);
        for (pair, cents) in adjustments(&case) {
            *expected.entry(pair).or_default() += cents;
        }
        found.retain(|_, cents| *cents != 0);
        expected.retain(|_, cents| *cents != 0);
        prop_assert_eq!(found, expected);

        let (organisation, funds) = sliced(&case, &outcome);
        let adjusted: i64 = adjustments(&case).values().sum();
        prop_assert_eq!(in_total, outcome.totals.revenue.0 + adjusted - organisation - funds);
    }

    /// Spec 2.7: in a settlement the reserve ends within its limits, unless nobody has an entitlement to take from or
    /// to give in proportion to; in an interim run that holds for the minimum.
    #[test]
    fn the_reserve_ends_within_its_limits(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let closing = outcome.totals.reserve_opening.0 + outcome.totals.reserve_change.0;
        let anything = outcome.participants.iter().any(|(.., row)| row.entitlement.is_positive());
        prop_assert!(closing >= case.model.reserve.minimum.0 || !anything);
        if let (Some(maximum), RunKind::Settlement) = (case.model.reserve.maximum, case.spec.kind) {
            prop_assert!(closing <= maximum.0 || !anything);
        }
    }
}
