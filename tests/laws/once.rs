//! "So no delivery is ever paid twice" (spec 2.2): within a run, and over any sequence of settled years.

use super::care::{push_claim, push_delivery};
use super::case::{Case, cases, tries};
use super::inside::{Inside, counted_ids};
use super::naive;
use super::pick::{Draw, draws};
use proptest::prelude::*;
use std::collections::BTreeMap;
use verdeelsleutel::domain::date::last_day;
use verdeelsleutel::domain::index::DeliveryIx;
use verdeelsleutel::domain::run::{RunKind, RunSpec};

/// Rows that come in after a settlement: claims (with answers) and deliveries, half of them corrections.
type Later = (Vec<Draw<9>>, Vec<Draw<9>>);

fn later() -> impl Strategy<Value = Later> {
    (draws(0..=8), draws(0..=12))
}

fn add(case: &mut Case, (claims, deliveries): &Later, year: i32) {
    let episodes = case.dossier.episode_ids.len();
    let dossier = &mut case.dossier;
    for row in claims {
        push_claim(&dossier.reference, &mut dossier.claims, &mut dossier.events, row, episodes, year);
    }
    for row in deliveries {
        let mut row = *row;
        row[8] = 0; // settled by runs only
        push_delivery(&dossier.reference, &dossier.claims, &mut dossier.deliveries, &row, episodes, year);
        let at = dossier.deliveries.id.len() - 1;
        if row[7] % 2 == 1 && at > 0 {
            let replaced = DeliveryIx::of(usize::from(row[7] / 2) % at);
            dossier.deliveries.replaces[at] = replaced;
            dossier.deliveries.episode[at] = dossier.deliveries.episode[replaced.at()];
            dossier.deliveries.bundle[at] = dossier.deliveries.bundle[replaced.at()];
        }
    }
}

/// Settles a year: its deliveries with their rows in settled.csv. A settlement that is refused pays nothing.
fn settle(case: &mut Case, year: i32) -> Vec<usize> {
    case.spec = RunSpec { year, to: last_day(year), kind: RunKind::Settlement, as_of: None, ..case.spec.clone() };
    if case.run().is_err() {
        return Vec::new();
    }
    let counted: Vec<usize> = Inside::of(case).counted().into_iter().map(|(delivery, _)| delivery.at()).collect();
    counted.iter().for_each(|at| case.dossier.deliveries.settled[*at] = year);
    counted
}

proptest! {
    #![proptest_config(tries(512))]

    /// Spec 2.2, "Deliveries" and "Which deliveries belong to which claim", against a second reading of them.
    #[test]
    fn each_delivery_counts_in_the_claim_that_the_spec_says(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let ids = &case.dossier.claims.id;
        let held: Vec<&str> = outcome.held.iter().map(|held| ids.get(held.claim.at())).collect();
        let mut expected = naive::counted(&case.dossier, &case.spec);
        expected.retain(|_, claim| !held.contains(&claim.as_str()));
        let found: BTreeMap<String, String> = Inside::of(&case)
            .counted()
            .into_iter()
            .map(|(delivery, claim)| {
                (case.dossier.deliveries.id.get(delivery.at()).to_owned(), ids.get(claim.at()).to_owned())
            })
            .collect();
        prop_assert_eq!(found, expected);
    }

    /// Spec 2.2: within a run a delivery counts once; what it is worth as delivered is in one participant's baseline.
    #[test]
    fn within_a_run_no_delivery_counts_twice(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let ids = counted_ids(&case);
        prop_assert!(ids.len() <= case.dossier.deliveries.id.len());
        let sum: i64 = outcome.participants.iter().map(|(.., row)| row.mono_baseline.0).sum();
        prop_assert_eq!(sum, outcome.totals.mono_baseline.0);
    }

    /// Spec 2.2, over three years of settlements with claims, answers and corrections in between: no delivery that was
    /// paid counts again in another year, and neither does what corrects it.
    #[test]
    fn over_settled_years_no_delivery_and_no_correction_of_it_is_paid_again(
        case in cases(), after_one in later(), after_two in later(),
    ) {
        let mut case = case;
        let first = case.spec.year;
        // Years are settled by the runs below, and by nothing else.
        case.dossier.deliveries.settled.iter_mut().for_each(|year| *year = 0);
        let mut paid: BTreeMap<usize, i32> = BTreeMap::new();
        for (year, more) in [(first, Some(&after_one)), (first + 1, Some(&after_two)), (first + 2, None)] {
            for delivery in settle(&mut case, year) {
                let mut link = Some(DeliveryIx::of(delivery));
                while let Some(at) = link {
                    let before = paid.get(&at.at());
                    prop_assert!(before.is_none_or(|before| *before == year), "paid in {:?} and {}", before, year);
                    link = case.dossier.deliveries.replaces[at.at()].some();
                }
                prop_assert_eq!(paid.insert(delivery, year), None);
            }
            if let Some(more) = more {
                add(&mut case, more, year);
            }
        }
        // The first year calculated once more, with all that came in since: only what is settled in it, or new.
        case.spec.kind = RunKind::Interim;
        (case.spec.year, case.spec.to) = (first, last_day(first));
        if case.run().is_ok() {
            for (delivery, _) in Inside::of(&case).counted() {
                prop_assert!(paid.get(&delivery.at()).is_none_or(|year| *year == first));
            }
        }
    }
}
