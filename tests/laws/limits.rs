//! Two divisions with rules of their own: ceilings of contracts (spec 2.2) and a shortage of funding (2.6 step 4).

use super::case::{cases, tries};
use super::naive;
use num_bigint::BigInt;
use proptest::prelude::*;
use std::collections::BTreeMap;
use verdeelsleutel::calc::claims::Worth;
use verdeelsleutel::calc::shortage::top_ups;
use verdeelsleutel::calc::trace::Step;
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::model::guarantee::ShortageRule;
use verdeelsleutel::domain::model::slice::SliceKind;
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode;

const KEYS: [&str; 8] = ["hospital", "midwifery", "ultrasound", "a", "b10", "b9", "é", "ü"];

fn shortages() -> impl Strategy<Value = (Vec<i64>, i64)> {
    let short = prop_oneof![3 => 0i64..6, 2 => 0i64..100_000, 1 => 0i64..1 << 50];
    prop::collection::vec(short, 1..=8).prop_flat_map(|short| {
        let need: i64 = short.iter().sum();
        (Just(short), 0..=need)
    })
}

proptest! {
    #![proptest_config(tries(2000))]

    /// 2.6 step 4: equal awards and equal losses, by hash where cents are left; and whatever the rule, all that there
    /// is goes to those who are short, nobody gets more than its shortfall.
    #[test]
    fn a_shortage_falls_as_its_rule_says((short, funded) in shortages()) {
        let keys = &KEYS[..short.len()];
        let awards = naive::equal_awards(funded, &short, keys);
        let losses = naive::equal_awards(short.iter().sum::<i64>() - funded, &short, keys);
        let kept: Vec<i64> = short.iter().zip(losses).map(|(short, loss)| short - loss).collect();
        for (rule, expected) in [(ShortageRule::EqualAwards, Some(awards)), (ShortageRule::EqualLosses, Some(kept)),
            (ShortageRule::Proportional, None)] {
            let found = top_ups(rule, Cents(funded), &short, keys).unwrap();
            prop_assert_eq!(found.iter().sum::<i64>(), funded);
            prop_assert!(found.iter().zip(&short).all(|(award, short)| (0..=*short).contains(award)));
            if let Some(expected) = expected {
                prop_assert_eq!(&found, &expected);
            }
        }
        let refused = top_ups(ShortageRule::Refuse, Cents(funded), &short, keys);
        match refused {
            Ok(whole) => prop_assert_eq!(whole, short),
            Err(refusal) => prop_assert!(refusal.code == ProblemCode::GuaranteeUnfunded && funded < short.iter().sum()),
        }
    }
}

proptest! {
    #![proptest_config(tries(1024))]

    /// 2.3: a budget asks its yearly amount by the days up to `to`, and says what it could not take.
    #[test]
    fn a_budget_takes_its_amount_by_days_or_says_what_is_short(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let day = |year, month, day| Date::new(year, month, day).unwrap().0;
        let first = day(case.spec.year, 1, 1);
        let days = i128::from(case.spec.to.0 - first + 1);
        let of_year = i128::from(day(case.spec.year, 12, 31) - first + 1);
        for (slice, took) in case.model.top_slices.iter().zip(&outcome.top_slices) {
            let wanted = match slice.kind {
                SliceKind::Budget(yearly) => (2 * i128::from(yearly.0) * days + of_year) / (2 * of_year),
                SliceKind::Percentage(_) | SliceKind::PerClaim(_) => i128::from(took.amount.0),
            };
            prop_assert_eq!(i128::from(took.amount.0) + i128::from(took.short.0), wanted);
        }
    }

    /// 2.2, "Ceilings": in their order (with a performance first, then insurer, then performance), each over what the
    /// ones before it left.
    #[test]
    fn ceilings_take_in_their_order_what_is_above_them(case in cases()) {
        let Ok((outcome, trace)) = case.recorded() else { return Ok(()) };
        let (reference, claims) = (&case.dossier.reference, &case.dossier.claims);
        let mut left: BTreeMap<usize, i64> = BTreeMap::new();
        for step in &trace.steps {
            if let Step::Entered { claim, worth: Worth::ByTariff { amount, .. } | Worth::ByEvent(amount), .. } = step {
                left.insert(claim.at(), amount.0);
            }
        }
        let code = |contract: &verdeelsleutel::domain::reference::Contract| {
            contract.performance.map_or("", |performance| reference.performance_code(performance)).to_owned()
        };
        let mut contracts: Vec<_> = reference.contracts.iter().filter(|row| row.year == case.spec.year).collect();
        contracts.sort_by_key(|row| (row.performance.is_none(), row.insurer.clone(), code(row)));
        for contract in contracts {
            let Some(ceiling) = contract.ceiling else { continue };
            let covered: Vec<usize> = left
                .keys()
                .copied()
                .filter(|claim| {
                    let insurer = &reference.insurers[claims.insurer[*claim].at()];
                    (insurer.code == contract.insurer || insurer.concern == contract.insurer)
                        && contract.performance.is_none_or(|performance| performance == claims.performance[*claim])
                })
                .collect();
            let weights: Vec<BigInt> = covered.iter().map(|claim| BigInt::from(left[claim].max(0))).collect();
            let excess = (covered.iter().map(|claim| left[claim].max(0)).sum::<i64>() - ceiling.0).max(0);
            let keys: Vec<&str> = covered.iter().map(|claim| claims.id.get(*claim)).collect();
            let salt = ["ceiling", &contract.insurer, &code(contract)];
            let shares = naive::allocate(excess, &weights, &keys, &salt);
            for (claim, share) in covered.iter().zip(shares.into_iter().flatten()) {
                *left.get_mut(claim).unwrap() -= i64::try_from(share).unwrap();
            }
        }
        for row in &outcome.insurers {
            let of = |claim: &usize| reference.insurer_code(claims.insurer[*claim]) == row.code;
            prop_assert_eq!(row.revenue.0, left.iter().filter(|(claim, _)| of(claim)).map(|(_, r)| r).sum::<i64>());
        }
        for row in &outcome.performances {
            let of = |claim: &usize| claims.performance[*claim] == row.performance;
            prop_assert_eq!(row.revenue.0, left.iter().filter(|(claim, _)| of(claim)).map(|(_, r)| r).sum::<i64>());
        }
    }
}
