//! The guarantee (spec 2.6) and what of it is carried forward (2.7): nobody covered ends under its floor in silence, and
//! nobody pays more than the clauses let be taken.

use super::case::{Case, cases, tries};
use proptest::prelude::*;
use std::collections::BTreeMap;
use verdeelsleutel::calc::guarantee::{Covered, GuaranteeOutcome};
use verdeelsleutel::calc::outcome::{Outcome, ParticipantOutcome};
use verdeelsleutel::calc::tested::Tested;
use verdeelsleutel::domain::model::guarantee::{CorridorRest, FundingSource, Guarantee, GuaranteeLevel};

/// A result with a guarantee in force.
fn guaranteed(case: &Case) -> Option<(Outcome, GuaranteeOutcome, &Guarantee)> {
    let outcome = case.run().ok()?;
    let guarantee = outcome.guarantee.clone()?;
    Some((outcome, guarantee, case.model.guarantee.as_ref()?))
}

fn members<'a>(
    outcome: &'a Outcome,
    found: &'a GuaranteeOutcome,
) -> Vec<(&'a Tested, &'a Covered, &'a ParticipantOutcome)> {
    let rows = found.tested.iter().zip(&found.covered);
    rows.map(|(tested, covered)| (tested, covered, outcome.participant(tested.who).unwrap())).collect()
}

/// What step 1 looks at, of one participant or summed over a discipline.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    tested: i64,
    held: i64,
    baseline: i64,
    floor: i64,
    cap: i64,
    excess: i64,
    back: i64,
    levy: i64,
    top_up: i64,
    uncovered: i64,
}

impl Sums {
    fn add(&mut self, tested: &Tested, covered: &Covered) {
        self.tested += tested.tested.0;
        self.held += tested.allocated.0.max(0);
        self.baseline += tested.baseline.0;
        self.floor += tested.floor.0;
        // Without a cap nothing is ever above it.
        self.cap = self.cap.saturating_add(tested.cap.map_or(i64::MAX, |cap| cap.0));
        self.excess += covered.excess.0;
        self.back += covered.back.0;
        self.levy += covered.levy.0;
        self.top_up += covered.top_up.0;
        self.uncovered += covered.uncovered.0;
    }

    /// The three formulas of step 1: excess, short, gain.
    fn position(&self) -> (i64, i64, i64) {
        let excess = self.held.min(self.tested.saturating_sub(self.cap).max(0));
        let short = (self.floor - self.tested).max(0);
        let gain = (self.held - excess).min((self.tested - excess - self.floor.max(self.baseline)).max(0));
        (excess, short, gain)
    }
}

/// The entities of the level: participants, or disciplines with their covered participants.
fn entities(terms: &Guarantee, outcome: &Outcome, found: &GuaranteeOutcome) -> Vec<Sums> {
    let mut entities: BTreeMap<u32, Sums> = BTreeMap::new();
    for (tested, covered, _) in members(outcome, found) {
        let entity = match terms.level {
            GuaranteeLevel::Participant => tested.who.0,
            GuaranteeLevel::Discipline => tested.discipline.0,
        };
        entities.entry(entity).or_default().add(tested, covered);
    }
    entities.into_values().collect()
}

proptest! {
    #![proptest_config(tries(1024))]

    /// Steps 1 and 4: what is taken and given per entity of the level, from the formulas. At level discipline they
    /// hold for the sums; what falls to one participant there may lie above its own (its T and H are not looked at).
    #[test]
    fn excess_and_top_up_follow_the_formulas_of_the_level(case in cases()) {
        let Some((outcome, found, terms)) = guaranteed(&case) else { return Ok(()) };
        let mut need = 0;
        for entity in entities(terms, &outcome, &found) {
            let (excess, short, _) = entity.position();
            prop_assert_eq!(entity.excess, excess);
            prop_assert_eq!(entity.top_up, short - entity.uncovered);
            prop_assert!(entity.top_up >= 0 && entity.uncovered >= 0);
            need += short;
        }
        prop_assert_eq!(found.need.0, need);
    }

    /// Step 3: the sources together give the need less what stays uncovered, and only those in `funding` give.
    #[test]
    fn the_sources_give_the_need_less_what_is_uncovered(case in cases()) {
        let Some((outcome, found, terms)) = guaranteed(&case) else { return Ok(()) };
        let sources = [
            (FundingSource::Corridor, found.corridor.0),
            (FundingSource::Reserve, found.reserve.0),
            (FundingSource::Gainers, found.gainers.0),
            (FundingSource::Insurer, found.insurer.0),
        ];
        let given: i64 = sources.iter().map(|(_, cents)| cents).sum();
        prop_assert_eq!(given, found.need.0 - found.uncovered.0);
        for (source, cents) in sources {
            prop_assert!(cents >= 0 && (cents == 0 || terms.funding.contains(&source)));
        }
        let rows = members(&outcome, &found);
        let sum = |of: fn(&Covered) -> i64| rows.iter().map(|(_, covered, _)| of(covered)).sum::<i64>();
        prop_assert_eq!(sum(|covered| covered.top_up.0), given);
        prop_assert_eq!(sum(|covered| covered.uncovered.0), found.uncovered.0);
        prop_assert_eq!(sum(|covered| covered.levy.0), found.gainers.0);
        prop_assert_eq!(outcome.insurers.iter().map(|row| row.support.0).sum::<i64>(), found.insurer.0);
        prop_assert!(found.corridor.0 <= sum(|covered| covered.excess.0));
        // The reserve gives no more than its limit, to the need and to what was carried forward together (step 5).
        if let Some(limit) = terms.reserve_limit {
            prop_assert!(found.reserve <= limit && -found.reserve_change.0 <= limit.0);
        }
    }

    /// Steps 1, 3 and 6: a levy is at most the haircut of the gain, cut to whole cents; what is taken above the cap is
    /// at most max(0, X_j), and what comes back is at most what was taken. At level discipline these hold for the sums.
    /// There one cent more may come back to a participant than it paid: excess and rest are divided by the same
    /// weights, but a larger amount can give one key a cent less (largest remainders are not monotone).
    #[test]
    fn nobody_pays_more_than_the_clauses_let_be_taken(case in cases()) {
        let Some((outcome, found, terms)) = guaranteed(&case) else { return Ok(()) };
        for entity in entities(terms, &outcome, &found) {
            let (_, _, gain) = entity.position();
            let limit = i128::from(gain) * i128::from(terms.haircut.0) / 100_000_000;
            prop_assert!(i128::from(entity.levy) <= limit);
            prop_assert!(entity.excess <= entity.held);
            prop_assert!(entity.back <= entity.excess);
            prop_assert!(entity.excess - entity.back + entity.levy <= entity.held);
        }
        let spare = i64::from(terms.level == GuaranteeLevel::Discipline);
        for (_, covered, _) in members(&outcome, &found) {
            prop_assert!(covered.excess.0 >= 0 && covered.levy.0 >= 0 && covered.back.0 >= 0 && covered.top_up.0 >= 0);
            prop_assert!(covered.back.0 <= covered.excess.0 + spare);
        }
        if terms.corridor_rest == CorridorRest::Reserve {
            prop_assert!(found.covered.iter().all(|covered| covered.back.is_zero()));
        }
    }

    /// Step 1, "nobody below its own baseline pays for others": whoever is levied keeps its floor and its baseline.
    #[test]
    fn who_is_levied_keeps_its_own_baseline(case in cases()) {
        let Some((outcome, found, terms)) = guaranteed(&case) else { return Ok(()) };
        for entity in entities(terms, &outcome, &found) {
            if entity.levy > 0 {
                let kept = entity.tested - entity.excess - entity.levy;
                prop_assert!(kept >= entity.floor.max(entity.baseline));
            }
        }
    }

    /// Steps 1 to 6: after the guarantee, and with what stays uncovered, every entity of the level is at its floor.
    #[test]
    fn nobody_covered_ends_under_the_floor_unless_uncovered_says_so(case in cases()) {
        let Some((outcome, found, terms)) = guaranteed(&case) else { return Ok(()) };
        for entity in entities(terms, &outcome, &found) {
            let after = entity.tested - entity.excess + entity.back - entity.levy + entity.top_up;
            prop_assert!(after + entity.uncovered >= entity.floor, "{:?}", entity);
        }
    }

    /// 2.7, "Carried forward": what is carried beyond opening − repaid is what is missing to the floor at the end,
    /// also what a levy for the minimum of the reserve took. What was tested, after everything, is
    /// E − credits + charges − balances + other income − repaid − funds. At level participant it reaches the floor with
    /// what is carried; at level discipline the levy never takes anyone silently below the lower of its floor and
    /// what it had.
    #[test]
    fn what_is_missing_to_the_floor_at_the_end_is_carried_forward(case in cases()) {
        let Some((outcome, found, terms)) = guaranteed(&case) else { return Ok(()) };
        for (tested, covered, row) in members(&outcome, &found) {
            let of_shifts = row.shift_credit.0 - row.shift_charge.0 + row.shift_balance.0;
            let end = row.entitlement.0 - of_shifts + row.other_income.0 - row.repaid.0 - row.funds.0;
            let carried = row.carried_forward.0 - (row.carried_opening.0 - row.repaid.0);
            prop_assert!(carried >= covered.uncovered.0);
            match terms.level {
                GuaranteeLevel::Participant => prop_assert!(end + carried >= tested.floor.0),
                GuaranteeLevel::Discipline => {
                    let before = end + row.reserve_levy.0;
                    prop_assert!(end + carried - covered.uncovered.0 >= tested.floor.0.min(before));
                }
            }
            // And no more than is missing: who is at its floor carries nothing new but what it was short of.
            let by_levy = carried - covered.uncovered.0;
            prop_assert_eq!(by_levy, row.reserve_levy.0.max(0).min((tested.floor.0 - end).max(0)));
        }
        let covered = |who| found.tested.iter().any(|tested| tested.who == who);
        for (who, _, row) in outcome.participants.iter().filter(|(who, ..)| !covered(*who)) {
            prop_assert_eq!(row.carried_forward.0, row.carried_opening.0 - row.repaid.0, "{:?} is not covered", who);
            prop_assert!(row.guarantee_baseline.is_zero() && row.floor.is_zero());
        }
    }

    /// Step 5 and 2.7: nobody is repaid more than was carried forward for it, and nothing where `repay_carried` and the
    /// maximum of the reserve are both absent.
    #[test]
    fn nobody_is_repaid_more_than_is_carried_for_it(case in cases()) {
        let Ok(outcome) = case.run() else { return Ok(()) };
        let repays = case.model.guarantee.as_ref().is_some_and(|terms| terms.repay_carried);
        for (.., row) in &outcome.participants {
            prop_assert!(row.repaid.0 >= 0);
            prop_assert!(row.repaid.is_zero() || repays || case.model.reserve.maximum.is_some());
            if row.carried_opening.0 >= 0 {
                prop_assert!(row.carried_forward.0 >= 0);
            }
        }
    }
}
