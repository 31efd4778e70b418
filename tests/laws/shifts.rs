//! Care-path shifts: "the settlement is the only movement" (spec 2.5).

use super::case::{Case, cases, tries};
use super::inside::Inside;
use super::naive;
use super::world::{HOSPITAL, MIDWIFERY};
use num_bigint::BigInt;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use verdeelsleutel::calc::outcome::Outcome;
use verdeelsleutel::domain::decimal::{Price, Quantity, Rate};
use verdeelsleutel::domain::index::{ParticipantIx, TableIx};
use verdeelsleutel::domain::model::guarantee::BaselineKind;
use verdeelsleutel::domain::model::schedule::Schedule;
use verdeelsleutel::domain::money::Cents;

/// round(numerator / denominator), half away from zero, of what is not negative.
fn rounded(numerator: &BigInt, denominator: &BigInt) -> BigInt {
    (2 * numerator + denominator) / (2 * denominator)
}

fn without_shift_lines(case: &Case, mut outcome: Outcome) -> String {
    outcome.shifts.clear();
    case.document(&outcome)
}

/// Only its first shift, if it has any.
fn with_one_shift(mut case: Case) -> Case {
    case.model.shifts.truncate(1);
    case
}

proptest! {
    #![proptest_config(tries(1024))]

    /// Steps 2 and 4: with a baseline rate beyond what was done, f = 0 and what was done stays what it was: the model
    /// without the shift. (Where no episode counts, E = 0 and f = 1 whatever the rate; then there is nothing to say.)
    #[test]
    fn a_shift_that_has_not_begun_in_earnest_changes_nothing(case in cases()) {
        let mut case = case;
        case.model.shifts.iter_mut().for_each(|shift| shift.baseline_rate = Rate(1_000_000_000_000));
        let mut plain = case.clone();
        plain.model.shifts.clear();
        let Ok(expected) = plain.run() else { return Ok(()) };
        let volumes = Inside::of(&case).care.volumes;
        for volume in &volumes {
            prop_assert!(volume.part.is_zero() || volume.episodes == 0);
        }
        prop_assume!(volumes.iter().all(|volume| volume.part.is_zero()));
        let outcome = case.run().unwrap();
        prop_assert_eq!(without_shift_lines(&case, outcome), without_shift_lines(&plain, expected));
    }

    /// Steps 2 and 3, in fractions without bounds: U, E and f; credits and charges rounded once per participant; the
    /// balance is what charges and credits leave, and with its shares and the reserve's part nothing is made or lost.
    #[test]
    fn credits_charges_and_the_balance_add_up_to_nothing(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let inside = Inside::of(&case);
        let rows = &case.dossier.deliveries;
        for (at, (shift, settled)) in case.model.shifts.iter().zip(&outcome.shifts).enumerate() {
            let units: Vec<_> = inside.care.units.iter().filter(|unit| unit.shift == at).collect();
            let row = |unit: &verdeelsleutel::calc::units::Unit| inside.selection.deliveries[unit.delivery].at();
            let quantity = |unit| BigInt::from(rows.quantity[row(unit)].0);
            let all: BigInt = units.iter().map(|unit| quantity(unit)).sum();
            // In ten-thousandths of a unit: rate × E / 100, the rate in millionths.
            let before = BigInt::from(shift.baseline_rate.0) * settled.volume.episodes;
            let moved: BigInt = BigInt::from(0).max(&all * 10_000 - before);
            let scale = if all == BigInt::from(0) { BigInt::from(1) } else { &all * 10_000 };
            for (who, (credit, charge)) in settled.credits.iter().zip(&settled.charges).enumerate() {
                let taken = units.iter().filter(|unit| unit.taker.at() == who);
                let exact: BigInt = taken.map(|unit| quantity(unit) * shift.compensation.0).sum();
                prop_assert_eq!(BigInt::from(credit.0), rounded(&(exact * &moved), &(&scale * 10_000)));
                let given = units.iter().filter(|unit| unit.giver.at() == who);
                let exact: BigInt =
                    given.map(|unit| quantity(unit) * shift.charge.at(rows.date[row(unit)]).unwrap().0).sum();
                prop_assert_eq!(BigInt::from(charge.0), rounded(&(exact * &moved), &(&scale * 10_000)));
            }
            let sum = |column: &[Cents]| column.iter().map(|cents| cents.0).sum::<i64>();
            prop_assert_eq!(settled.balance.0, sum(&settled.charges) - sum(&settled.credits));
            let people = sum(&settled.credits) - sum(&settled.charges) + sum(&settled.balances);
            prop_assert_eq!(people + settled.to_reserve.0, 0);
        }
    }

    /// Steps 1 and 2: which deliveries are units, and which episodes count. There is a giver as soon as somebody of the
    /// discipline has positive shadow value in the run, in the episode or elsewhere.
    #[test]
    fn units_and_episodes_are_those_of_the_spec(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let (inside, rows, claims) = (Inside::of(&case), &case.dossier.deliveries, &case.dossier.claims);
        for (shift, settled) in case.model.shifts.iter().zip(&outcome.shifts) {
            let giver = outcome
                .participants
                .iter()
                .any(|(_, discipline, row)| *discipline == shift.from_discipline && row.mono_baseline.is_positive());
            let mut units = 0i128;
            for (delivery, claim) in inside.counted() {
                let at = delivery.at();
                let taker = inside.members.discipline(inside.members.successor(rows.participant[at]));
                let is_unit = rows.activity[at] == shift.to_activity
                    && taker == shift.to_discipline
                    && rows.date[at] >= shift.starts
                    && shift.performances.matches(claims.performance[claim.at()]);
                units += i128::from(rows.quantity[at].0) * i128::from(is_unit && giver);
            }
            prop_assert_eq!(settled.volume.units, units);
            let episodes: BTreeSet<_> = inside
                .selection
                .claims
                .iter()
                .map(|claim| claim.claim.at())
                .filter(|at| claims.date[*at] >= shift.starts && shift.performances.matches(claims.performance[*at]))
                .map(|at| claims.episode[at])
                .collect();
            prop_assert_eq!(usize::try_from(settled.volume.episodes), Ok(episodes.len()));
        }
    }

    /// Step 1, the giver: the highest positive shadow value in the run's claims of the episode, else in the whole run;
    /// ties by fnv1a64(`giver` ␟ episode ␟ participant).
    #[test]
    fn the_giver_is_who_delivered_most_in_the_episode_or_else_in_the_run(case in cases(), ties in any::<bool>()) {
        let mut case = case;
        if ties {
            // Everyone but the midwives is a hospital, and everything is worth the same.
            case.dossier.reference.shadow_tariffs.iter_mut().for_each(|row| row.tariff = Price(250_000));
            case.dossier.deliveries.quantity.iter_mut().for_each(|quantity| *quantity = Quantity(10_000));
            let participants = case.dossier.reference.participants.iter_mut();
            participants.filter(|row| row.discipline != MIDWIFERY).for_each(|row| row.discipline = HOSPITAL);
        }
        if case.run().is_err() {
            return Ok(());
        }
        let (inside, dossier) = (Inside::of(&case), &case.dossier);
        let selection = &inside.selection;
        for unit in &inside.care.units {
            let episode = dossier.deliveries.episode[selection.deliveries[unit.delivery].at()];
            let from = case.model.shifts[unit.shift].from_discipline;
            let highest = |everywhere: bool| {
                let mut values: BTreeMap<ParticipantIx, i64> = BTreeMap::new();
                for (delivery, who) in selection.participant.iter().enumerate() {
                    let near = dossier.deliveries.episode[selection.deliveries[delivery].at()] == episode;
                    if (near || everywhere) && inside.members.discipline(*who) == from {
                        *values.entry(*who).or_default() += selection.value(delivery, TableIx::SHADOW).0;
                    }
                }
                values.into_iter().filter(|(_, value)| *value > 0).min_by_key(|(who, value)| {
                    let code = dossier.reference.participant_code(*who);
                    (-value, naive::salted(&["giver", dossier.episode_ids.get(episode.at())], code))
                })
            };
            let expected = highest(false).or_else(|| highest(true)).map(|(who, _)| who);
            prop_assert_eq!(Some(unit.giver), expected);
        }
    }

    /// Step 4 and 2.6 ("the settlement of shifts stands outside the guarantee on both sides"): whatever the shift
    /// pays and charges, the rules give the same, and the guarantee tests the same.
    #[test]
    fn what_a_shift_pays_moves_nothing_but_its_settlement(
        case in cases(), fee in 0i64..50_000, charge in 0i64..50_000,
    ) {
        let mut other = case.clone();
        for shift in &mut other.model.shifts {
            shift.compensation = Cents(fee);
            let entries = shift.charge.entries().iter().map(|(from, _)| (*from, Cents(charge)));
            shift.charge = Schedule::new(entries.collect());
        }
        let (Ok(one), Ok(two)) = (case.run(), other.run()) else { return Ok(()) };
        prop_assert_eq!(&one.flows, &two.flows);
        for ((_, _, a), (_, _, b)) in one.participants.iter().zip(&two.participants) {
            prop_assert_eq!(a.allocated, b.allocated);
            prop_assert_eq!(a.mono_baseline, b.mono_baseline);
            prop_assert_eq!((a.guarantee_baseline, a.floor), (b.guarantee_baseline, b.floor));
            prop_assert_eq!(a.cap_excess, b.cap_excess);
        }
        let need = |outcome: &Outcome| outcome.guarantee.as_ref().map(|guarantee| guarantee.need);
        prop_assert_eq!(need(&one), need(&two));
    }

    /// Step 4: where all of the care has moved, "a unit counts as if the shift had not happened": the rules give what
    /// they would give had the giver delivered its own activity, in the same claim, on the same day, as often. So does
    /// the baseline, as far as it looks at values (2.6).
    #[test]
    fn care_that_moved_wholly_counts_as_if_the_giver_had_delivered_it(case in cases()) {
        let mut case = with_one_shift(case);
        case.model.shifts.iter_mut().for_each(|shift| shift.baseline_rate = Rate(0));
        let Ok(outcome) = case.run() else { return Ok(()) };
        let inside = Inside::of(&case);
        let mut rewritten = case.clone();
        rewritten.model.shifts.clear();
        for unit in &inside.care.units {
            let row = inside.selection.deliveries[unit.delivery].at();
            rewritten.dossier.deliveries.activity[row] = inside.care.given_activity(unit);
            rewritten.dossier.deliveries.participant[row] = unit.giver;
        }
        let Ok(expected) = rewritten.run() else { return Ok(()) };
        prop_assume!(outcome.held == expected.held);
        prop_assert_eq!(&outcome.flows, &expected.flows);
        let by_value = case.model.guarantee.as_ref().is_some_and(|terms| {
            matches!(terms.baseline, BaselineKind::Mono | BaselineKind::MonoBaseYear { .. })
        });
        for ((_, _, found), (_, _, wanted)) in outcome.participants.iter().zip(&expected.participants) {
            prop_assert_eq!(found.allocated, wanted.allocated);
            if by_value {
                prop_assert_eq!(found.guarantee_baseline, wanted.guarantee_baseline);
                prop_assert_eq!(found.floor, wanted.floor);
            }
        }
    }
}
