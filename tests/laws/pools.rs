//! Pools (spec 2.4) and the adjustments that are pools of their own (2.7): by what they are divided, added up again from
//! the deliveries; and what fixed prices within blends pay.

use super::case::{Case, cases, tries};
use super::inside::Inside;
use num_bigint::BigInt;
use proptest::prelude::*;
use std::collections::BTreeMap;
use verdeelsleutel::calc::flows::Recipient;
use verdeelsleutel::calc::plan::Plan;
use verdeelsleutel::calc::trace::{Key, Place, PoolKey, Step};
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::index::{NodeIx, ParticipantIx, PerformanceIx, TableIx};
use verdeelsleutel::domain::model::rule::Rule;

/// Values of the deliveries in the claims of a rule (or all), of a performance (or all), under the table of a node.
fn values(
    case: &Case,
    inside: &Inside,
    entry: Option<usize>,
    key: &PoolKey,
    performance: Option<PerformanceIx>,
) -> BTreeMap<ParticipantIx, i64> {
    let table: TableIx = match &case.model.node(key.node).rule {
        Rule::Proportional { prices: table, .. } | Rule::DisciplineShares { within: table, .. } => *table,
        other => panic!("a pool of {other:?}"),
    };
    let mut values = BTreeMap::new();
    for (at, claim) in inside.selection.claims.iter().enumerate() {
        let of = case.dossier.claims.performance[claim.claim.at()];
        if entry.is_some_and(|entry| entry != claim.entry) || performance.is_some_and(|performance| performance != of) {
            continue;
        }
        for delivery in inside.selection.of(at) {
            let who = inside.selection.participant[delivery];
            if key.discipline.is_none_or(|discipline| discipline == inside.members.discipline(who)) {
                *values.entry(who).or_default() += inside.selection.value(delivery, table).0;
            }
        }
    }
    values.retain(|_, value| *value > 0);
    values
}

/// Weight of each node on the way from the root of a rule to `target`, as numerator and denominator: the part of the
/// claim that its fixed prices pay.
fn part(case: &Case, from: NodeIx, target: NodeIx, day: Date, so_far: (BigInt, BigInt)) -> Option<(BigInt, BigInt)> {
    if from == target {
        return Some(so_far);
    }
    match &case.model.node(from).rule {
        Rule::FixedPrices { remainder, .. } => part(case, *remainder, target, day, so_far),
        Rule::Blend { parts } => {
            let weight = |at: usize| parts[at].weights.at(day).unwrap().0;
            let total: i64 = (0..parts.len()).map(weight).sum();
            parts.iter().enumerate().find_map(|(at, piece)| {
                part(case, piece.rule, target, day, (&so_far.0 * weight(at), &so_far.1 * total))
            })
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(tries(512))]

    /// 2.4, "Pools": by the values of all claims of the performance that pass the node, of all insurers; where these
    /// are zero, of all performances; where these are zero too nothing is divided and the amount is unallocated. 2.7:
    /// an adjustment the same over all claims in the run. Without shifts, which change values (2.5 step 4).
    #[test]
    fn a_pool_is_divided_by_the_values_of_all_claims_that_pass_its_node(case in cases()) {
        let mut case = case;
        case.model.shifts.clear();
        let Ok((outcome, trace)) = case.recorded() else { return Ok(()) };
        let inside = Inside::of(&case);
        let plan = Plan::new(&case.dossier.reference, &case.model);
        let (mut pooled, mut divided): (i64, i64) = (0, 0);
        for step in &trace.steps {
            match step {
                Step::Pooled { amount, .. } => pooled += amount.0,
                Step::Divided { place: Place::Pool { key, adjustment, widened }, division } => {
                    divided += division.amount.0;
                    let entry = if adjustment.is_some() { None } else { plan.entry_of_node[key.node.at()] };
                    let narrow = values(&case, &inside, entry, key, key.performance);
                    prop_assert_eq!(*widened, narrow.is_empty());
                    let expected = if *widened { values(&case, &inside, entry, key, None) } else { narrow };
                    let found: BTreeMap<ParticipantIx, i64> = division
                        .keys
                        .iter()
                        .zip(&division.weights)
                        .map(|(key, weight)| match key {
                            Key::Participant(who) => (*who, *weight),
                            other => panic!("a pool divided over {other:?}"),
                        })
                        .collect();
                    prop_assert_eq!(found, expected);
                }
                _ => {}
            }
        }
        let unallocated = outcome.flows.iter().filter(|flow| flow.recipient == Recipient::Unallocated);
        prop_assert_eq!(pooled - divided, unallocated.map(|flow| flow.amount.0).sum::<i64>());
        // Nothing is unallocated for which somebody has a value.
        for step in &trace.steps {
            let Step::Pooled { key, source, .. } = step else { continue };
            let adjustment = matches!(source, verdeelsleutel::calc::trace::Source::Adjustment(_));
            let entry = if adjustment { None } else { plan.entry_of_node[key.node.at()] };
            if !values(&case, &inside, entry, key, None).is_empty() {
                let unallocated = outcome.flows.iter().filter(|flow| {
                    flow.recipient == Recipient::Unallocated
                        && (flow.insurer, flow.performance) == (key.insurer, key.performance)
                });
                // Another pool of the pair may be; then there is a node or discipline without values.
                let other = trace.steps.iter().any(|step| matches!(step, Step::Pooled { key: other, .. }
                    if (other.insurer, other.performance) == (key.insurer, key.performance) && other != key));
                prop_assert!(other || adjustment || unallocated.count() == 0);
            }
        }
    }

    /// 2.4, `fixed_prices`: round(the participant's value in the claim × the part's weight / Σ weights), for nested
    /// blends the product, also through a remainder.
    #[test]
    fn fixed_prices_pay_the_part_that_the_blends_above_them_give(case in cases()) {
        let Ok((_, trace)) = case.recorded() else { return Ok(()) };
        let inside = Inside::of(&case);
        for step in &trace.steps {
            let Step::Paid { claim, node, value, amount, .. } = step else { continue };
            let of_run = inside.selection.claims.iter().find(|of_run| of_run.claim == *claim).unwrap();
            let root = case.model.rules[of_run.entry].root;
            let day = case.dossier.claims.date[claim.at()];
            let (weight, total) = part(&case, root, *node, day, (BigInt::from(1), BigInt::from(1))).unwrap();
            let exact: BigInt = weight * value.0;
            prop_assert_eq!(BigInt::from(amount.0), (2 * exact + &total) / (2 * &total));
        }
    }
}
